//! A page that stands alone and works without a network: the picture, and what was found.

use std::fmt::Write as _;

use super::words::line;
use super::{Graph, Note};
use crate::report::xml_text as xml;

const STYLE: &str = "\
body{font:14px/1.5 system-ui,sans-serif;margin:0;color:#1f2328;background:#fff}
header,section{padding:16px 24px}h1{font-size:18px;margin:0}h2{font-size:15px}
.picture{overflow:auto;border:1px solid #d1d9e0;border-width:1px 0}
li{margin:4px 0}code{font:12px ui-monospace,monospace}
.error{color:#cf222e}.warning{color:#9a6700}.info{color:#0969da}
@media (prefers-color-scheme:dark){body{color:#e6edf3;background:#0d1117}
.picture{border-color:#30363d}.error{color:#f85149}.warning{color:#d29922}.info{color:#58a6ff}}
";

/// The page. Its policy forbids scripts and anything from elsewhere, whatever a name in it says.
pub(super) fn render(graph: &Graph) -> String {
    let title = xml(&line(&graph.title));
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n\
         <meta http-equiv=\"Content-Security-Policy\" \
         content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
         <header><h1>{title}</h1></header>\n<div class=\"picture\">\n{}</div>\n",
        super::svg::picture(graph)
    );
    let in_nodes = graph.nodes.iter().flat_map(|node| &node.notes);
    let mut notes: Vec<&Note> = in_nodes.chain(&graph.elsewhere).collect();
    notes.sort_by_key(|note| std::cmp::Reverse(note.severity));
    out.push_str("<section>\n<h2>Findings</h2>\n");
    if notes.is_empty() {
        out.push_str("<p>None.</p>\n");
    } else {
        out.push_str("<ul>\n");
        for note in notes {
            let severity = note.severity.name();
            let _ = writeln!(
                out,
                "<li><span class=\"{severity}\">{severity}</span> <code>{}</code> {} \
                 <code>{}</code></li>",
                note.rule,
                xml(&note.message),
                xml(&note.place),
            );
        }
        out.push_str("</ul>\n");
    }
    out.push_str("</section>\n</body>\n</html>\n");
    out
}

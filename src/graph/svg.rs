//! SVG: a picture that stands alone, without scripts, fonts or anything from elsewhere.

use std::fmt::Write as _;

use super::layout::{LABEL_LINE, layout, text_width, texts};
use super::words::{class, line, lines};
use super::{EdgeKind, Graph, Node, NodeKind};
use crate::report::xml_text as xml;

/// The style sheet of the picture, in light and dark.
const STYLE: &str = "\
text{font:13px system-ui,sans-serif;fill:#1f2328}
.detail{font-size:11px;fill:#57606a}
.label{font:11px ui-monospace,monospace;fill:#57606a}
.under{fill:#fff;fill-opacity:.85}
.box{fill:#f6f8fa;stroke:#57606a;stroke-width:1.5}
.trigger .box{rx:18}
.values .box,.topic .box{stroke-dasharray:4 3}
.endpoint .box{fill:#fff}
.info .box{fill:#ddf4ff;stroke:#0969da}
.warning .box{fill:#fff8c5;stroke:#9a6700}
.error .box{fill:#ffebe9;stroke:#cf222e}
.edge{fill:none;stroke:#8c959f;stroke-width:1.5}
.calls{stroke:#1f2328;stroke-width:2}
.sets{stroke-dasharray:6 4;stroke:#0969da}
@media (prefers-color-scheme:dark){
text{fill:#e6edf3}.detail,.label{fill:#9198a1}.under{fill:#0d1117}
.back{fill:#0d1117}.box{fill:#161b22;stroke:#9198a1}.endpoint .box{fill:#0d1117}
.info .box{fill:#0c2d6b;stroke:#58a6ff}.warning .box{fill:#341a00;stroke:#d29922}
.error .box{fill:#490202;stroke:#f85149}.calls{stroke:#e6edf3}.sets{stroke:#58a6ff}}
";

/// The whole document.
pub(super) fn render(graph: &Graph) -> String {
    let mut out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned();
    out.push_str(&picture(graph));
    out
}

/// The picture as an element.
pub(super) fn picture(graph: &Graph) -> String {
    let layout = layout(graph);
    let (width, height) = (layout.width, layout.height);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"{}\">\n<title>{}</title>\n\
         <style>\n{STYLE}</style>\n<defs>{}</defs>\n\
         <rect class=\"back\" width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n",
        xml(&line(&graph.title)),
        xml(&line(&graph.title)),
        "<marker id=\"end\" viewBox=\"0 0 10 10\" refX=\"9\" refY=\"5\" markerWidth=\"7\" \
         markerHeight=\"7\" orient=\"auto-start-reverse\"><path d=\"M0 0L10 5L0 10z\" \
         fill=\"#8c959f\"/></marker>",
    );
    if graph.nodes.is_empty() {
        out.push_str("<text x=\"24\" y=\"30\">no definitions</text>\n");
    }
    for (edge, curve) in graph.edges.iter().zip(&layout.curves) {
        let class = match edge.kind {
            EdgeKind::Calls => "edge calls",
            EdgeKind::Sets => "edge sets",
            EdgeKind::Supplies | EdgeKind::Sends => "edge",
        };
        let path = &curve.path;
        let _ = writeln!(
            out,
            "<path class=\"{class}\" d=\"{path}\" marker-end=\"url(#end)\"/>"
        );
    }
    for (node, place) in graph.nodes.iter().zip(&layout.boxes) {
        let _ = writeln!(
            out,
            "<g class=\"node {} {}\"><title>{}</title>\
             <rect class=\"box\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"{}\"/>",
            node.kind.name(),
            class(node.worst()),
            xml(&tooltip(node)),
            place.x,
            place.y,
            place.width,
            place.height,
            if node.kind == NodeKind::Trigger {
                18
            } else {
                4
            },
        );
        for (index, text) in texts(node).iter().enumerate() {
            let class = if index == 0 { "name" } else { "detail" };
            let y = place.y + 22 + index * 18;
            let x = place.x + 14;
            let _ = writeln!(
                out,
                "<text class=\"{class}\" x=\"{x}\" y=\"{y}\">{}</text>",
                xml(text)
            );
        }
        if let Some(worst) = node.worst() {
            let _ = writeln!(
                out,
                "<text class=\"detail\" text-anchor=\"end\" x=\"{}\" y=\"{}\">{} {}</text>",
                place.x + place.width - 8,
                place.y + 16,
                if worst == crate::diagnostic::Severity::Info {
                    'ⓘ'
                } else {
                    '⚠'
                },
                node.notes.len(),
            );
        }
        out.push_str("</g>\n");
    }
    // Above everything else, since boxes must not hide them.
    for (edge, curve) in graph.edges.iter().zip(&layout.curves) {
        let (x, y) = curve.label;
        for (index, text) in lines(&edge.labels).iter().enumerate() {
            let y = y + index * LABEL_LINE;
            // What lies under a text must not make it illegible.
            let _ = writeln!(
                out,
                "<rect class=\"under\" x=\"{x}\" y=\"{}\" width=\"{}\" height=\"{LABEL_LINE}\"/>",
                y.saturating_sub(10),
                text_width(text),
            );
            let _ = writeln!(
                out,
                "<text class=\"label\" x=\"{x}\" y=\"{y}\">{}</text>",
                xml(text)
            );
        }
    }
    out.push_str("</svg>\n");
    out
}

fn tooltip(node: &Node) -> String {
    let mut text = format!("{} {}", node.kind.name(), node.name);
    if !node.place.is_empty() {
        let _ = write!(text, "\n{}", node.place);
    }
    for note in &node.notes {
        let _ = write!(
            text,
            "\n{}[{}]: {}",
            note.severity.name(),
            note.rule,
            note.message
        );
    }
    text
}

//! DOT, for Graphviz.

use std::fmt::Write as _;

use super::words::{line, lines};
use super::{EdgeKind, Graph, NodeKind};
use crate::diagnostic::Severity;

/// A graph from left to right.
pub(super) fn render(graph: &Graph) -> String {
    let mut out = format!(
        "digraph hookc {{\n  label={}; rankdir=LR;\n  \
         node [fontname=\"Helvetica\", fontsize=11, style=filled];\n  \
         edge [fontname=\"Helvetica\", fontsize=9];\n",
        quoted(&line(&graph.title))
    );
    for (id, node) in graph.nodes.iter().enumerate() {
        let mut texts = vec![line(&node.name)];
        texts.extend((!node.detail.is_empty()).then(|| line(&node.detail)));
        texts.extend(
            node.notes
                .iter()
                .map(|note| format!("{}: {}", note.severity.name(), note.rule)),
        );
        let (fill, stroke) = colors(node.worst());
        let _ = writeln!(
            out,
            "  n{id} [label={}, shape={}, fillcolor=\"{fill}\", color=\"{stroke}\", tooltip={}];",
            joined(&texts),
            shape(node.kind),
            quoted(&crate::report::visible(&node.place)),
        );
    }
    for edge in &graph.edges {
        let style = match edge.kind {
            EdgeKind::Calls => "bold",
            EdgeKind::Supplies | EdgeKind::Sends => "solid",
            EdgeKind::Sets => "dashed",
        };
        let _ = writeln!(
            out,
            "  n{} -> n{} [label={}, style={style}];",
            edge.from,
            edge.to,
            joined(&lines(&edge.labels))
        );
    }
    out.push_str("}\n");
    out
}

fn colors(worst: Option<Severity>) -> (&'static str, &'static str) {
    match worst {
        None => ("#f6f8fa", "#57606a"),
        Some(Severity::Info) => ("#ddf4ff", "#0969da"),
        Some(Severity::Warning) => ("#fff8c5", "#9a6700"),
        Some(Severity::Error) => ("#ffebe9", "#cf222e"),
    }
}

fn shape(kind: NodeKind) -> &'static str {
    match kind {
        NodeKind::Values => "parallelogram",
        NodeKind::Topic => "cds",
        NodeKind::Trigger => "oval",
        NodeKind::Webhook => "box",
        NodeKind::Escalation => "octagon",
        NodeKind::Endpoint => "cylinder",
    }
}

/// Lines in one string.
fn joined(lines: &[String]) -> String {
    let lines: Vec<String> = lines.iter().map(|line| escaped(line)).collect();
    format!("\"{}\"", lines.join("\\n"))
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", escaped(text))
}

/// Text between quotes. A backslash begins an escape in labels.
fn escaped(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '"' => "\\\"".to_owned(),
            '\\' => "\\\\".to_owned(),
            // Graphviz reads entities.
            '&' => "&amp;".to_owned(),
            // The runner of a CI reads `##[`, if the text comes to its log.
            '[' => "&#91;".to_owned(),
            c if c.is_control() => " ".to_owned(),
            c => c.to_string(),
        })
        .collect()
}

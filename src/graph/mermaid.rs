//! Mermaid: a flowchart, as Markdown pages of code hosts draw it.

use std::fmt::Write as _;

use super::words::{class, line, lines};
use super::{EdgeKind, Graph, Node, NodeKind};

/// A flowchart. Texts stand in quotes, and what Mermaid would read in them as entities.
pub(super) fn render(graph: &Graph) -> String {
    let mut out = format!(
        "---\ntitle: {}\n---\nflowchart LR\n",
        yaml(&line(&graph.title))
    );
    for (id, node) in graph.nodes.iter().enumerate() {
        let (open, close) = shape(node.kind);
        let _ = writeln!(
            out,
            "  n{id}{open}\"{}\"{close}:::{}",
            text(node),
            class(node.worst())
        );
    }
    for edge in &graph.edges {
        let arrow = match edge.kind {
            EdgeKind::Calls => "==>",
            EdgeKind::Supplies | EdgeKind::Sends => "-->",
            EdgeKind::Sets => "-.->",
        };
        let labels: Vec<String> = lines(&edge.labels).iter().map(|one| escaped(one)).collect();
        let label = if labels.is_empty() {
            String::new()
        } else {
            format!("|\"{}\"|", labels.join("<br>"))
        };
        let _ = writeln!(out, "  n{} {arrow}{label} n{}", edge.from, edge.to);
    }
    out.push_str(
        "  classDef fine fill:#f6f8fa,stroke:#57606a,color:#1f2328\n  \
         classDef info fill:#ddf4ff,stroke:#0969da,color:#1f2328\n  \
         classDef warning fill:#fff8c5,stroke:#9a6700,color:#1f2328\n  \
         classDef error fill:#ffebe9,stroke:#cf222e,color:#1f2328\n",
    );
    out
}

fn shape(kind: NodeKind) -> (&'static str, &'static str) {
    match kind {
        NodeKind::Values => ("[/", "/]"),
        NodeKind::Topic => (">", "]"),
        NodeKind::Trigger => ("([", "])"),
        NodeKind::Webhook => ("[", "]"),
        NodeKind::Escalation => ("{{", "}}"),
        NodeKind::Endpoint => ("[(", ")]"),
    }
}

fn text(node: &Node) -> String {
    let mut text = escaped(&line(&node.name));
    if !node.detail.is_empty() {
        text.push_str("<br>");
        text.push_str(&escaped(&line(&node.detail)));
    }
    for note in &node.notes {
        let _ = write!(text, "<br>{}: {}", note.severity.name(), note.rule);
    }
    text
}

/// Text between quotes: every character that means something to Mermaid, Markdown or HTML becomes
/// an entity.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for character in text.chars() {
        let is_plain = character.is_alphanumeric()
            || matches!(
                character,
                ' ' | '.' | ',' | ':' | '/' | '-' | '…' | '(' | ')'
            );
        if is_plain {
            out.push(character);
        } else {
            let _ = write!(out, "#{};", u32::from(character));
        }
    }
    out
}

/// A text as YAML, which JSON's strings are.
fn yaml(text: &str) -> String {
    let json = serde_json::Value::from(text).to_string();
    // The runner of a CI reads `##[`, if the text comes to its log.
    json.replace("##", "\\u0023#")
}

//! Pictures of projects.

use hookc::compile::{Input, InputFile, check};
use hookc::graph::{EdgeKind, Format, Graph, NodeKind, graph};
use hookc::source::{FileId, SourceFile, Sources};
use proptest::prelude::*;

fn graph_of(files: &[(&str, &str)]) -> Graph {
    let mut sources = Sources::default();
    let (mut manifest, mut inputs) = (None, Vec::new());
    for (path, text) in files {
        let file = sources.add(SourceFile::new(*path, *text));
        if *path == "hookc.yaml" {
            manifest = Some(file);
        } else {
            inputs.push(InputFile {
                file,
                path: (*path).into(),
                listed: false,
            });
        }
    }
    let read_beside = |_: FileId, _: &str| Err("there is no such file".to_owned());
    let outcome = check(&Input {
        sources: &sources,
        folder: "shop",
        manifest,
        files: inputs,
        environment: None,
        honours_comments: true,
        read_beside: &read_beside,
    });
    let projects: Vec<_> = outcome.projects.iter().collect();
    graph(&projects, &outcome.diagnostics, &sources)
}

const PROJECT: &[(&str, &str)] = &[
    (
        "hookc.yaml",
        "default_platform: verboo
platforms: { verboo: { client_data: { token: { type: string, secret: true } } } }
",
    ),
    (
        "hooks.yaml",
        "kind: webhook
name: find_order
url: https://user:pw@erp.acme.example:8443/orders/$order_number
method: GET
headers: { Authorization: Bearer $token }
response: { example: { session: { client_data: { order_id: o-1 } } } }
---
kind: webhook
name: cancel_order
url: https://user:pw@erp.acme.example:8443/cancel?s=$session.id
method: POST
body: { order: $order_id }
---
kind: trigger
name: cancel
description: Call when the customer wants to cancel an order.
parameters:
  type: object
  properties: { order_number: { type: string, description: Number of the order } }
  required: [order_number]
webhooks: [find_order, cancel_order]
---
kind: webhook
platform: ebbot
name: events
direction: outgoing
topics: [chat.close]
url: https://crm.acme.example/${secret.PATH}
",
    ),
];

#[test]
fn calls_values_topics_and_endpoints_are_edges() {
    let graph = graph_of(PROJECT);
    let name = |id: usize| graph.nodes[id].name.as_str();
    let mut edges: Vec<String> = graph
        .edges
        .iter()
        .map(|edge| {
            let labels = edge.labels.join(" ");
            let kind = edge.kind.name();
            format!("{} {kind} {} {labels}", name(edge.from), name(edge.to))
        })
        .collect();
    edges.sort();
    assert_eq!(
        edges,
        [
            "cancel calls cancel_order ",
            "cancel calls find_order $order_number",
            "cancel_order sends https://erp.acme.example:8443 POST /cancel",
            "chat.close supplies events ",
            "client_data supplies find_order $token",
            "events sends https://crm.acme.example ",
            "find_order sends https://erp.acme.example:8443 GET /orders/{order_number}",
            "find_order sets cancel_order $order_id",
            "own values supplies cancel_order $session.id",
        ]
    );
}

#[test]
fn findings_stand_at_what_they_are_about_and_credentials_nowhere() {
    let graph = graph_of(PROJECT);
    let node = |name: &str| graph.nodes.iter().find(|node| node.name == name).unwrap();
    let rules: Vec<&str> = node("find_order")
        .notes
        .iter()
        .map(|note| note.rule)
        .collect();
    assert!(rules.contains(&"url-userinfo"), "{rules:?}");
    assert_eq!(node("find_order").place, "hooks.yaml:2");
    for format in [Format::Mermaid, Format::Dot, Format::Svg, Format::Html] {
        let text = graph.render(format);
        assert!(
            !text.contains("user:pw") && !text.contains(":pw@"),
            "{text}"
        );
        assert!(text.contains("url-userinfo"), "{text}");
    }
}

#[test]
fn pages_and_pictures_need_nothing_from_elsewhere() {
    let graph = graph_of(PROJECT);
    for format in [Format::Svg, Format::Html] {
        let text = graph.render(format);
        for outside in ["src=", "href=", "@import", "<script", "url(http"] {
            assert!(!text.contains(outside), "{outside}");
        }
    }
}

/// The elements of a document that is well-formed as far as names, attributes and nesting go.
fn elements(xml: &str) -> Vec<String> {
    let (mut open, mut all) = (Vec::new(), Vec::new());
    let mut rest = xml;
    while let Some(at) = rest.find('<') {
        let text = &rest[..at];
        assert!(
            !text.contains('>') || open.last().is_some_and(|e| e == "style"),
            "{text}"
        );
        let tag = &rest[at + 1..];
        let mut quote = None;
        let end = tag
            .char_indices()
            .find(|(_, c)| {
                match (quote, *c) {
                    (None, '"' | '\'') => quote = Some(*c),
                    (Some(open), c) if open == c => quote = None,
                    _ => return quote.is_none() && *c == '>',
                }
                false
            })
            .unwrap()
            .0;
        let inner = &tag[..end];
        rest = &tag[end + 1..];
        let name: String = inner
            .trim_start_matches('/')
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect();
        if inner.starts_with('/') {
            assert_eq!(open.pop(), Some(name));
        } else if !inner.starts_with(['?', '!']) {
            all.push(name.clone());
            if !inner.ends_with('/') && name != "meta" {
                open.push(name);
            }
        }
    }
    assert!(open.is_empty(), "{open:?}");
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever stands in names and messages, it makes no element, no node and no edge.
    #[test]
    fn nothing_breaks_out(
        name in "\\PC{0,20}|a\u{ffff}b|[<>\"'&;|\\]\\[(){}#`\\\\n%/-]{0,20}|</title><script>|\"\\];x|\u{1b}\\[31m",
        label in "\\PC{0,20}|[<>\"'&;|\\]\\[(){}#`\\\\n%/-]{0,20}|-->|\"\\]",
    ) {
        let mut plain = graph_of(PROJECT);
        for edge in &mut plain.edges {
            edge.labels = vec!["a".to_owned()];
        }
        let mut hostile = plain.clone();
        hostile.title.clone_from(&name);
        for node in &mut hostile.nodes {
            node.name.clone_from(&name);
            node.detail.clone_from(&label);
            node.place.clone_from(&name);
            for note in &mut node.notes {
                note.message.clone_from(&label);
            }
        }
        for node in &mut plain.nodes {
            node.detail = "a".to_owned();
        }
        if label.is_empty() {
            for node in &mut plain.nodes {
                node.detail.clear();
            }
        }
        for edge in &mut hostile.edges {
            edge.labels = vec![label.clone()];
        }
        for format in [Format::Svg, Format::Html] {
            let text = hostile.render(format);
            prop_assert_eq!(elements(&text), elements(&plain.render(format)));
            // XML has no way to say these.
            let is_xml = !text.contains(['\u{fffe}', '\u{ffff}', '\u{1b}']);
            prop_assert!(is_xml);
        }
        for format in [Format::Mermaid, Format::Dot] {
            let (hostile, plain) = (hostile.render(format), plain.render(format));
            prop_assert_eq!(hostile.lines().count(), plain.lines().count());
            // Each text stays between its quotes.
            for line in hostile.lines() {
                let quotes = line.replace("\\\\", "").replace("\\\"", "").matches('"').count();
                prop_assert_eq!(quotes % 2, 0, "{}", line);
            }
            let has_escape = hostile.contains('\u{1b}');
            prop_assert!(!has_escape);
        }
    }
}

#[test]
fn nodes_stand_from_left_to_right() {
    let graph = graph_of(PROJECT);
    let columns: Vec<usize> = graph.nodes.iter().map(|node| node.kind.column()).collect();
    assert!(columns.is_sorted());
    assert!(graph.nodes.iter().any(|node| node.kind == NodeKind::Topic));
    let sets = graph
        .edges
        .iter()
        .filter(|edge| edge.kind == EdgeKind::Sets);
    assert_eq!(sets.count(), 1);
}

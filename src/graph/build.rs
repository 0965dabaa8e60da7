//! From projects to the picture.

use rustc_hash::FxHashMap;

use super::{Edge, EdgeKind, Graph, Node, NodeId, NodeKind, Note};
use crate::contract::contract;
use crate::definition::{Definition, Text};
use crate::diagnostic::Diagnostic;
use crate::flow::{Flow, Origin, State};
use crate::platforms::facts::{Facts, Kind, Templates};
use crate::project::{DefinitionId, Project};
use crate::report::Secrets;
use crate::source::{FileId, Sources, Span, slice};
use crate::types::Exchange;
use crate::url;

/// The picture of projects, each in one environment. `found` is what was found in all of them.
#[must_use]
pub fn graph(projects: &[&Project<'_>], found: &[Diagnostic], sources: &Sources) -> Graph {
    let redacted = Secrets::of(found, sources);
    let mut builder = Builder {
        graph: Graph::default(),
        sources,
        redacted: &redacted,
        edges: FxHashMap::default(),
        by_key: FxHashMap::default(),
        by_span: FxHashMap::default(),
    };
    let names: Vec<&str> = projects.iter().map(|project| project.name()).collect();
    builder.graph.title = names.join(", ");
    for project in projects {
        builder.project(project, projects.len() > 1);
    }
    builder.notes(found);
    builder.finish()
}

struct Builder<'b> {
    graph: Graph,
    sources: &'b Sources,
    redacted: &'b Secrets<'b>,
    /// Where the edges stand that there are.
    edges: FxHashMap<(NodeId, NodeId, EdgeKind), usize>,
    /// Nodes that several definitions share.
    by_key: FxHashMap<(NodeKind, String), NodeId>,
    /// The definitions of each file, in its order.
    by_span: FxHashMap<FileId, Vec<(Span, NodeId)>>,
}

impl Builder<'_> {
    fn project(&mut self, project: &Project<'_>, is_one_of_several: bool) {
        let flow = Flow::new(project);
        let exchanges = contract(project).exchanges;
        let prefix = if is_one_of_several {
            format!("{}: ", project.name())
        } else {
            String::new()
        };
        let ids: Vec<NodeId> = (0..project.definitions.len())
            .filter_map(|id| Some(self.definition(project.get(id)?, &prefix)))
            .collect();
        for (id, node) in ids.iter().enumerate() {
            let Some(definition) = project.get(id) else {
                continue;
            };
            self.topics(definition, *node);
            self.endpoint(definition, *node, &exchanges);
            self.calls(project, id, *node, &ids);
            self.values(&flow, id, *node, &ids, &prefix);
        }
    }

    fn definition(&mut self, definition: &Definition<'_>, prefix: &str) -> NodeId {
        let file = definition.name_span().file;
        let position = self.sources[file].position(definition.name_span().start);
        let node = self.add(Node {
            kind: match definition.kind {
                Kind::Trigger => NodeKind::Trigger,
                Kind::Webhook => NodeKind::Webhook,
                Kind::Escalation => NodeKind::Escalation,
            },
            name: format!("{prefix}{}", definition.name()),
            detail: definition.title(),
            place: format!("{}:{}", self.sources[file].path(), position.line),
            notes: Vec::new(),
        });
        let spans = self.by_span.entry(definition.span.file).or_default();
        spans.push((definition.span, node));
        node
    }

    fn add(&mut self, node: Node) -> NodeId {
        self.graph.nodes.push(node);
        self.graph.nodes.len() - 1
    }

    /// A node that is there once however many definitions lead to it.
    fn shared(&mut self, kind: NodeKind, name: String, detail: &str) -> NodeId {
        let key = (kind, format!("{detail}\n{name}"));
        if let Some(known) = self.by_key.get(&key) {
            return *known;
        }
        let node = self.add(Node {
            kind,
            name,
            detail: detail.to_owned(),
            place: String::new(),
            notes: Vec::new(),
        });
        self.by_key.insert(key, node);
        node
    }

    fn edge(&mut self, from: NodeId, to: NodeId, kind: EdgeKind, label: String) {
        let labels = (!label.is_empty()).then_some(label);
        let new = self.graph.edges.len();
        let at = *self.edges.entry((from, to, kind)).or_insert(new);
        match self.graph.edges.get_mut(at) {
            Some(edge) => {
                if let Some(label) = labels.filter(|label| !edge.labels.contains(label)) {
                    edge.labels.push(label);
                }
            }
            None => self.graph.edges.push(Edge {
                from,
                to,
                kind,
                labels: labels.into_iter().collect(),
            }),
        }
    }

    fn topics(&mut self, definition: &Definition<'_>, node: NodeId) {
        for topic in &definition.topics {
            let name = topic.as_str().to_owned();
            let topic = self.shared(NodeKind::Topic, name, definition.platform.name);
            self.edge(topic, node, EdgeKind::Supplies, String::new());
        }
    }

    /// The server behind a URL, and what is sent there.
    fn endpoint(&mut self, definition: &Definition<'_>, node: NodeId, exchanges: &[Exchange]) {
        let Some(text) = &definition.request.url else {
            return;
        };
        let file = text.span().file;
        let origin = self.redacted.hide(file, &origin(text));
        let endpoint = self.shared(NodeKind::Endpoint, origin, "");
        let exchange = exchanges.iter().find(|exchange| {
            exchange.platform == definition.platform.id && exchange.name == definition.name()
        });
        let label = exchange.map_or_else(String::new, |exchange| {
            self.redacted
                .hide(file, &format!("{} {}", exchange.method, exchange.route))
        });
        self.edge(node, endpoint, EdgeKind::Sends, label);
    }

    fn calls(&mut self, project: &Project<'_>, id: DefinitionId, node: NodeId, ids: &[NodeId]) {
        for call in project.calls(id) {
            let target = call.target.found().and_then(|target| ids.get(target));
            if let Some(target) = target {
                self.edge(node, *target, EdgeKind::Calls, String::new());
            }
        }
    }

    /// What gives the references of a definition their values.
    fn values(
        &mut self,
        flow: &Flow<'_, '_>,
        id: DefinitionId,
        node: NodeId,
        ids: &[NodeId],
        prefix: &str,
    ) {
        let Some(definition) = flow.project.get(id) else {
            return;
        };
        let platform = definition.platform;
        for read in flow.reads(id) {
            let name = read.name();
            for reach in read.reaches.iter() {
                if matches!(reach.state, State::Later | State::Missing | State::Unknown) {
                    continue;
                }
                for source in reach.by.iter().filter_map(|id| flow.declaration(*id)) {
                    let (from, kind) = match source.origin {
                        Origin::BuiltIn { .. } => (self.own(platform), EdgeKind::Supplies),
                        Origin::Setting(setting) => {
                            let name = format!("{prefix}{}", setting.key);
                            let from = self.shared(NodeKind::Values, name, platform.name);
                            (from, EdgeKind::Supplies)
                        }
                        Origin::Parameter { trigger, .. } => match ids.get(trigger) {
                            Some(trigger) => (*trigger, EdgeKind::Calls),
                            None => continue,
                        },
                        Origin::Reply { webhook, .. } => match ids.get(webhook) {
                            Some(webhook) => (*webhook, EdgeKind::Sets),
                            None => continue,
                        },
                    };
                    self.edge(from, node, kind, written(platform, name));
                }
            }
        }
    }

    fn own(&mut self, platform: &'static Facts) -> NodeId {
        self.shared(NodeKind::Values, "own values".to_owned(), platform.name)
    }

    fn notes(&mut self, found: &[Diagnostic]) {
        for diagnostic in found.iter().filter(|found| !found.suppressed) {
            let file = &self.sources[diagnostic.span.file];
            let at = file.position(diagnostic.span.start);
            let note = Note {
                severity: diagnostic.severity,
                rule: diagnostic.rule.name,
                message: self.redacted.message(diagnostic),
                place: format!("{}:{}:{}", file.path(), at.line, at.column),
            };
            let spans = self.by_span.get(&diagnostic.span.file);
            let spans = spans.map_or(&[][..], Vec::as_slice);
            let behind = spans.partition_point(|(span, _)| span.start <= diagnostic.span.start);
            let home = behind.checked_sub(1).and_then(|last| spans.get(last));
            let home = home.filter(|(span, _)| span.contains(diagnostic.span));
            match home.and_then(|(_, node)| self.graph.nodes.get_mut(*node)) {
                Some(home) => home.notes.push(note),
                None => self.graph.elsewhere.push(note),
            }
        }
    }

    /// Nodes by column, in the order in which they were met, so that a picture is the same each
    /// time.
    fn finish(self) -> Graph {
        let mut graph = self.graph;
        let mut order: Vec<NodeId> = (0..graph.nodes.len()).collect();
        order.sort_by_key(|id| graph.nodes.get(*id).map(|node| node.kind.column()));
        let mut place: Vec<NodeId> = vec![0; order.len()];
        for (new, old) in order.iter().enumerate() {
            if let Some(place) = place.get_mut(*old) {
                *place = new;
            }
        }
        let moved = |id: NodeId| place.get(id).copied().unwrap_or(id);
        let mut nodes: Vec<Option<Node>> = graph.nodes.into_iter().map(Some).collect();
        graph.nodes = order
            .iter()
            .filter_map(|old| nodes.get_mut(*old)?.take())
            .collect();
        for edge in &mut graph.edges {
            (edge.from, edge.to) = (moved(edge.from), moved(edge.to));
        }
        for node in &mut graph.nodes {
            node.notes
                .sort_by_key(|note| std::cmp::Reverse(note.severity));
        }
        graph
            .edges
            .sort_by_key(|edge| (edge.from, edge.to, edge.kind));
        graph
    }
}

/// Scheme, host and port as written; all of it where it has none of them.
fn origin(text: &Text<'_>) -> String {
    let text = text.as_str();
    match url::split(text) {
        Ok(parts) => {
            let end = parts.port.map_or(parts.host.end, |port| port.end);
            let scheme = slice(text, parts.scheme);
            format!("{scheme}://{}", slice(text, parts.host.start..end))
        }
        Err(_) => "URL that cannot be read".to_owned(),
    }
}

/// A reference as the platform writes it.
fn written(platform: &Facts, name: &str) -> String {
    platform.templates.map_or_else(
        || name.to_owned(),
        |templates: Templates| templates.reference(name),
    )
}

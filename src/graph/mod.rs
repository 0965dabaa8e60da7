//! What calls what, and which values flow where, as a picture: Mermaid, DOT, SVG, or a page.

mod build;
mod dot;
mod html;
mod layout;
mod mermaid;
mod svg;
mod words;

pub use build::graph;

use crate::diagnostic::Severity;

/// How a graph is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For Markdown pages that draw Mermaid.
    Mermaid,
    /// For Graphviz.
    Dot,
    /// A picture that stands alone.
    Svg,
    /// A page that stands alone: the picture, and the findings beside it.
    Html,
}

/// The picture of one or more projects.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Graph {
    /// What it is of: the names of the projects.
    pub title: String,
    /// In the order of the columns, then of the definitions.
    pub nodes: Vec<Node>,
    /// In the order of what they begin at.
    pub edges: Vec<Edge>,
    /// Findings that belong to no node.
    pub elsewhere: Vec<Note>,
}

/// Where a node stands in [`Graph::nodes`].
pub type NodeId = usize;

/// One thing in the picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// What it is.
    pub kind: NodeKind,
    /// Its name.
    pub name: String,
    /// A second line: its platform, its method and path.
    pub detail: String,
    /// Where it is written: `hooks/orders.yaml:4`; empty for what no definition writes.
    pub place: String,
    /// What is found in it, the worst first.
    pub notes: Vec<Note>,
}

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NodeKind {
    /// Values that are there without a trigger: the platform's own, the host application's.
    Values,
    /// A topic of events.
    Topic,
    /// A trigger.
    Trigger,
    /// A webhook.
    Webhook,
    /// An escalation.
    Escalation,
    /// A server: scheme, host and port.
    Endpoint,
}

/// What leads from one node to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edge {
    /// Where it begins.
    pub from: NodeId,
    /// Where it ends.
    pub to: NodeId,
    /// What it is.
    pub kind: EdgeKind,
    /// What stands at it, a line each.
    pub labels: Vec<String>,
}

/// What an edge is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EdgeKind {
    /// A call, with the values that it brings.
    Calls,
    /// Values that are used.
    Supplies,
    /// Values of a reply that a later call uses.
    Sets,
    /// A request that is sent.
    Sends,
}

/// A finding in the picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// How bad it is.
    pub severity: Severity,
    /// The rule.
    pub rule: &'static str,
    /// What it says.
    pub message: String,
    /// Where: `hooks/orders.yaml:4:45`.
    pub place: String,
}

impl Graph {
    /// The graph as text, with a final line end.
    #[must_use]
    pub fn render(&self, format: Format) -> String {
        match format {
            Format::Mermaid => mermaid::render(self),
            Format::Dot => dot::render(self),
            Format::Svg => svg::render(self),
            Format::Html => html::render(self),
        }
    }
}

impl Node {
    /// How bad the worst finding in it is.
    #[must_use]
    pub fn worst(&self) -> Option<Severity> {
        self.notes.iter().map(|note| note.severity).max()
    }
}

impl NodeKind {
    /// In one word.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Values => "values",
            Self::Topic => "topic",
            Self::Trigger => "trigger",
            Self::Webhook => "webhook",
            Self::Escalation => "escalation",
            Self::Endpoint => "endpoint",
        }
    }

    /// The column that it stands in, from the left.
    #[must_use]
    pub fn column(self) -> usize {
        match self {
            Self::Values | Self::Topic | Self::Trigger => 0,
            Self::Webhook | Self::Escalation => 1,
            Self::Endpoint => 2,
        }
    }
}

impl EdgeKind {
    /// In one word.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Calls => "calls",
            Self::Supplies => "supplies",
            Self::Sets => "sets",
            Self::Sends => "sends",
        }
    }
}

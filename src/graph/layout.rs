//! Where nodes and edges stand in a picture: three columns, each in the order in which its nodes are
//! met from the left.

use super::words::{line, lines};
use super::{Edge, Graph, Node, NodeId};
use unicode_width::UnicodeWidthStr;

/// How wide a character is drawn, in pixels, at the size of names; a bit more than fonts need.
const CHARACTER: usize = 8;
const PADDING: usize = 14;
const LINE: usize = 18;
const GAP: usize = 26;
const MARGIN: usize = 24;
/// Between the columns, for what stands at edges.
const BETWEEN: usize = 70;
const LABEL_CHARACTER: usize = 7;
/// From one line at an edge to the next.
pub(super) const LABEL_LINE: usize = 13;

/// A place for everything, in pixels.
pub(super) struct Layout {
    pub width: usize,
    pub height: usize,
    /// By node.
    pub boxes: Vec<Place>,
    /// By edge.
    pub curves: Vec<Curve>,
}

/// A rectangle.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    pub x: usize,
    pub y: usize,
    pub width: usize,
    pub height: usize,
}

/// A way from one node to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Curve {
    /// The path, as SVG writes it.
    pub path: String,
    /// Where its labels begin, and from where they are read.
    pub label: (usize, usize),
}

/// The lines in a node.
pub(super) fn texts(node: &Node) -> Vec<String> {
    let mut texts = vec![line(&node.name)];
    texts.extend((!node.detail.is_empty()).then(|| line(&node.detail)));
    texts
}

pub(super) fn layout(graph: &Graph) -> Layout {
    let order = order(graph);
    let out = heights(graph);
    let sizes: Vec<(usize, usize)> = graph.nodes.iter().zip(out).map(size).collect();
    let size_of = |id: &NodeId| sizes.get(*id).copied().unwrap_or_default();
    let width = |column: &[NodeId]| column.iter().map(|id| size_of(id).0).max().unwrap_or(0);
    let mut boxes = vec![Place::default(); graph.nodes.len()];
    let mut x = MARGIN;
    let mut height = 0;
    for (index, column) in order.iter().enumerate() {
        let column_width = width(column);
        let mut y = MARGIN;
        for id in column {
            let (_, tall) = size_of(id);
            if let Some(place) = boxes.get_mut(*id) {
                *place = Place {
                    x,
                    y,
                    width: column_width,
                    height: tall,
                };
            }
            y += tall + GAP;
        }
        height = height.max(y);
        x += column_width + room(graph, index);
    }
    let curves = curves(graph, &boxes);
    let labels = graph.edges.iter().zip(&curves);
    let right = labels.map(|(edge, curve)| curve.label.0 + label_width(edge) + MARGIN);
    let edge = boxes.iter().map(|place| place.x + place.width + MARGIN);
    Layout {
        width: right.chain(edge).max().unwrap_or(MARGIN),
        height: height.max(MARGIN * 2),
        boxes,
        curves,
    }
}

/// The nodes of each column: what is met first from the left stands first.
fn order(graph: &Graph) -> [Vec<NodeId>; 3] {
    let mut columns: [Vec<NodeId>; 3] = Default::default();
    for (id, node) in graph.nodes.iter().enumerate() {
        if let Some(column) = columns.get_mut(node.kind.column()) {
            column.push(id);
        }
    }
    for index in 1..columns.len() {
        let mut place = vec![None; graph.nodes.len()];
        for (at, id) in columns.iter().take(index).flatten().enumerate() {
            if let Some(place) = place.get_mut(*id) {
                *place = Some(at);
            }
        }
        let mut ranks = vec![usize::MAX; graph.nodes.len()];
        for edge in &graph.edges {
            let from = place.get(edge.from).copied().flatten();
            if let (Some(from), Some(rank)) = (from, ranks.get_mut(edge.to)) {
                *rank = from.min(*rank);
            }
        }
        if let Some(column) = columns.get_mut(index) {
            column.sort_by_key(|id| ranks.get(*id).copied());
        }
    }
    columns
}

/// How high the labels of what leaves each node are, one below the other.
fn heights(graph: &Graph) -> Vec<usize> {
    let mut heights = vec![0; graph.nodes.len()];
    for edge in &graph.edges {
        if let Some(height) = heights.get_mut(edge.from) {
            *height += label_height(edge);
        }
    }
    heights
}

fn label_height(edge: &Edge) -> usize {
    lines(&edge.labels).len().max(1) * LABEL_LINE + 8
}

/// `out` is the height that its labels need.
fn size((node, out): (&Node, usize)) -> (usize, usize) {
    let texts = texts(node);
    let widest = texts.iter().map(|text| text.width()).max().unwrap_or(0);
    // Room for the mark of findings.
    let mark = if node.notes.is_empty() { 0 } else { 3 };
    (
        (widest + mark) * CHARACTER + 2 * PADDING,
        (texts.len() * LINE + 2 * PADDING - 6).max(out + 8),
    )
}

fn label_width(edge: &Edge) -> usize {
    let lines = lines(&edge.labels);
    lines.iter().map(|line| text_width(line)).max().unwrap_or(0)
}

/// How wide a line at an edge is drawn.
pub(super) fn text_width(line: &str) -> usize {
    line.width() * LABEL_CHARACTER
}

/// The room behind a column, for what stands at its edges.
fn room(graph: &Graph, column: usize) -> usize {
    let leaves = |edge: &&Edge| {
        let from = graph.nodes.get(edge.from);
        from.is_some_and(|node| node.kind.column() == column)
    };
    let widest = graph.edges.iter().filter(leaves).map(label_width).max();
    BETWEEN + widest.unwrap_or(0)
}

/// Edges leave a node on its right, one below the other with room for their labels, and come in on
/// the left of another. Those within a column go around on the right.
fn curves(graph: &Graph, boxes: &[Place]) -> Vec<Curve> {
    let place = |id: NodeId| boxes.get(id).copied().unwrap_or_default();
    let mut intos = vec![0; graph.nodes.len()];
    for edge in &graph.edges {
        if let Some(total) = intos.get_mut(edge.to) {
            *total += 1;
        }
    }
    let heights = heights(graph);
    let mut used = vec![0; graph.nodes.len()];
    let mut entered = vec![0; graph.nodes.len()];
    let curve = |edge: &Edge| {
        let (from, to) = (place(edge.from), place(edge.to));
        let spare = from.height
            - heights
                .get(edge.from)
                .copied()
                .unwrap_or(0)
                .min(from.height);
        let above = used.get_mut(edge.from).map_or(0, |used| {
            *used += label_height(edge);
            *used - label_height(edge)
        });
        let start = (from.x + from.width, from.y + spare / 2 + above + LABEL_LINE);
        let index = entered.get_mut(edge.to).map_or(1, |entered| {
            *entered += 1;
            *entered
        });
        let total = intos.get(edge.to).copied().unwrap_or(1);
        let end_y = to.y + to.height * index / (total + 1);
        let is_within = to.x <= from.x;
        let end_x = if is_within { to.x + to.width } else { to.x };
        let pull = BETWEEN * 2 / 3;
        let last = if is_within {
            end_x + pull
        } else {
            end_x.saturating_sub(pull)
        };
        let ((x, y), first) = (start, start.0 + pull);
        Curve {
            path: format!("M{x} {y} C{first} {y} {last} {end_y} {end_x} {end_y}"),
            label: (x + 10, y.saturating_sub(5)),
        }
    };
    graph.edges.iter().map(curve).collect()
}

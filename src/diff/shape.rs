//! Texts of requests as servers see them: what is literal, without the names of what is filled in.

use crate::definition::{Definition, PieceKind, Text};
use crate::source::slice;
use crate::templates::neutral;

/// Stands for what is filled in when the request is sent. It is legal in no place that a text of a
/// request comes to.
pub(super) const HOLE: char = '\0';

/// A text with one mark for each run of what is filled in when it is sent, secrets included.
pub(super) fn shape(text: &Text<'_>, definition: &Definition<'_>) -> String {
    let platform = definition.platform;
    let secrets = text.pieces().iter().filter_map(|piece| match piece.kind {
        PieceKind::Secret { .. } => Some(piece.range.clone()),
        PieceKind::Setting { .. } | PieceKind::Escape | PieceKind::Unresolved => None,
    });
    let Some(templates) = platform.templates else {
        let mut plain = String::new();
        let mut at = 0;
        for secret in secrets {
            plain.push_str(slice(text.as_str(), at..secret.start));
            plain.push(HOLE);
            at = secret.end;
        }
        plain.push_str(slice(text.as_str(), at..text.as_str().len()));
        return plain;
    };
    let marked = neutral(
        text.as_str(),
        Some(templates),
        platform.built_in,
        secrets,
        HOLE,
    );
    let mut out = String::new();
    for c in marked.text.chars() {
        if c != HOLE || !out.ends_with(HOLE) {
            out.push(c);
        }
    }
    out
}

/// A shape for people.
pub(super) fn shown(shape: &str) -> String {
    shape.replace(HOLE, "…")
}

/// The parts of a URL, each as a shape.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct UrlShape {
    /// Scheme, host and port.
    pub server: String,
    /// The path.
    pub path: String,
    /// The query with its `?`.
    pub query: String,
}

/// The parts of a definition's URL; nothing where it has none, or one that is not known.
pub(super) fn url(definition: &Definition<'_>) -> Option<UrlShape> {
    let text = definition.request.url.as_ref()?;
    if text.is_unresolved() {
        return None;
    }
    let shape = shape(text, definition);
    let authority = shape.find("://").map_or(0, |at| at + 3);
    let from = |start: usize, marks: &[char]| {
        let found = slice(&shape, start..shape.len()).find(marks);
        found.map_or(shape.len(), |at| start + at)
    };
    let path = from(authority, &['/', '?', '#']);
    let query = from(path, &['?', '#']);
    let fragment = from(query, &['#']);
    let written = slice(&shape, path..query);
    Some(UrlShape {
        server: without_user(slice(&shape, 0..path)).to_ascii_lowercase(),
        // A URL without a path asks for `/` (RFC 3986, 6.2.3).
        path: if written.is_empty() { "/" } else { written }.to_owned(),
        query: slice(&shape, query..fragment).to_owned(),
    })
}

/// Scheme, host and port without a name and password before them, which nothing may show.
fn without_user(server: &str) -> String {
    match (server.find("://"), server.rfind('@')) {
        (Some(scheme), Some(at)) => {
            let scheme = slice(server, 0..scheme + 3);
            format!("{scheme}{}", slice(server, at + 1..server.len()))
        }
        _ => server.to_owned(),
    }
}

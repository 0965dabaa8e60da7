//! `JSONPath` by RFC 9535. The library behind it is named here and nowhere else.

mod parts;

use std::ops::Range;

use serde_json::Value as Json;

use crate::source::slice;
use parts::{each_outside_strings, parts};

/// A path that RFC 9535 accepts.
#[derive(Clone, Debug)]
pub struct JsonPath<'t> {
    text: &'t str,
    /// Nothing for a path of plain names and indexes, which is followed without the library.
    parsed: Option<serde_json_path::JsonPath>,
    /// Its parts, in order, without those inside of filters.
    pub parts: Vec<Part>,
}

/// A part of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// From the dot or bracket to its end.
    pub range: Range<usize>,
    /// What it selects by.
    pub kind: PartKind,
    /// Whether two dots make it look at every level below.
    pub descends: bool,
}

/// What a part of a path selects by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartKind {
    /// `.name` or `['name']`
    Name,
    /// `[2]`
    Index,
    /// `[-1]`
    NegativeIndex,
    /// `.*` or `[*]`
    Wildcard,
    /// `[1:3]`
    Slice,
    /// `[?@.a]`
    Filter,
    /// `['a', 'b']`
    Union,
}

impl PartKind {
    /// Whether JSONPath implementations from before RFC 9535 understand it the same way: those of
    /// the family of jsonpath.com, which the vendor's page refers to.
    #[must_use]
    pub fn is_portable(self) -> bool {
        matches!(self, PartKind::Name | PartKind::Index | PartKind::Wildcard)
    }
}

impl Part {
    /// The name it selects by, in the text of its path. Nothing for other parts, and for names that
    /// are written with escapes.
    #[must_use]
    pub fn name<'t>(&self, path: &'t str) -> Option<&'t str> {
        let text = slice(path, self.range.clone()).trim_start_matches('.');
        let inner = text.strip_prefix('[').and_then(|t| t.strip_suffix(']'));
        let name = match inner.map(str::trim) {
            // It is one that the library accepted: it has the same quote at both ends.
            Some(quoted) => slice(quoted, 1..quoted.len().checked_sub(1)?),
            None => text,
        };
        (self.kind == PartKind::Name && !name.contains('\\')).then_some(name)
    }

    /// The index it selects by, in the text of its path. Nothing for other parts.
    #[must_use]
    pub fn index(&self, path: &str) -> Option<usize> {
        let inner = slice(path, self.range.start + 1..self.range.end.checked_sub(1)?);
        let index = inner.trim().parse().ok()?;
        (self.kind == PartKind::Index).then_some(index)
    }

    /// Whether it may select several nodes of one.
    #[must_use]
    pub fn selects_many(&self) -> bool {
        let one = matches!(
            self.kind,
            PartKind::Name | PartKind::Index | PartKind::NegativeIndex
        );
        self.descends || !one
    }
}

/// Why a text is no path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The byte where it stops being one, at most its length.
    pub at: usize,
    /// Which kind of mistake it is, if that is known.
    pub kind: FaultKind,
}

/// What is wrong with a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// There is nothing.
    Empty,
    /// It does not begin with `$`, but would be a path with `$.` or `$` before it.
    BareName,
    /// `[(…)]`, a script expression, which RFC 9535 does not have.
    Script,
    /// It ends behind dots, or before a bracket is closed.
    Unfinished,
    /// Something else.
    Syntax,
}

/// Reads a path.
///
/// # Errors
///
/// Where RFC 9535 does not accept it.
pub fn parse(text: &str) -> Result<JsonPath<'_>, Fault> {
    if let Some(parts) = plain(text) {
        let parsed = None;
        return Ok(JsonPath {
            text,
            parsed,
            parts,
        });
    }
    if let Some(at) = too_deep(text) {
        let kind = FaultKind::Syntax;
        return Err(Fault { at, kind });
    }
    if ends_in_escape(text) {
        return Err(fault(text, text.len()));
    }
    match serde_json_path::JsonPath::parse(text) {
        Ok(parsed) => Ok(JsonPath {
            text,
            parsed: Some(parsed),
            parts: parts(text),
        }),
        Err(error) => Err(fault(text, error.position())),
    }
}

/// The parts of a path of plain names and small indexes, as nearly all paths are.
fn plain(text: &str) -> Option<Vec<Part>> {
    let bytes = text.strip_prefix('$')?.as_bytes();
    let mut parts = Vec::new();
    let mut rest = bytes;
    while let Some((mark, behind)) = rest.split_first() {
        let is_name = *mark == b'.';
        let is_part = |byte: &u8| {
            byte.is_ascii_digit() || (is_name && (byte.is_ascii_alphabetic() || *byte == b'_'))
        };
        let length = behind.iter().take_while(|byte| is_part(byte)).count();
        let (inner, after) = behind.split_at(length);
        let first = inner.first()?;
        let (kind, after) = match mark {
            b'.' if !first.is_ascii_digit() => (PartKind::Name, after),
            // RFC 9535 has no leading zeros, and ends where floats lose whole numbers.
            b'[' if length < 10 && (length == 1 || *first != b'0') => {
                (PartKind::Index, after.strip_prefix(b"]")?)
            }
            _ => return None,
        };
        let start = text.len() - rest.len();
        rest = after;
        parts.push(Part {
            range: start..text.len() - rest.len(),
            kind,
            descends: false,
        });
    }
    Some(parts)
}

/// What a text that does not begin with `$` would be as a path; nothing where it would be none.
#[must_use]
pub fn with_root(text: &str) -> Option<String> {
    let text = text.trim();
    let before = if text.starts_with(['.', '[']) {
        "$"
    } else {
        "$."
    };
    let path = format!("{before}{text}");
    (!text.is_empty() && !text.starts_with('$') && parse(&path).is_ok()).then_some(path)
}

impl JsonPath<'_> {
    /// What it selects in a value, in order.
    #[must_use]
    pub fn select<'v>(&self, value: &'v Json) -> Vec<&'v Json> {
        match &self.parsed {
            Some(parsed) => parsed.query(value).all(),
            None => self.follow(value).into_iter().collect(),
        }
    }

    /// What a plain path leads to.
    fn follow<'v>(&self, value: &'v Json) -> Option<&'v Json> {
        self.parts
            .iter()
            .try_fold(value, |value, part| match part.kind {
                PartKind::Name => value.get(part.name(self.text)?),
                _ => value.get(part.index(self.text)?),
            })
    }

    /// Whether it may select several nodes.
    #[must_use]
    pub fn selects_many(&self) -> bool {
        self.parts.iter().any(Part::selects_many)
    }
}

/// Brackets that are open at once. The library takes twice as long for each filter in a filter, and
/// people do not write such paths.
const MAX_DEPTH: usize = 10;

/// Where brackets stand too deep in each other.
fn too_deep(text: &str) -> Option<usize> {
    let mut depth: usize = 0;
    let mut found = None;
    each_outside_strings(text, &mut |at, c| {
        match c {
            '[' | '(' => depth += 1,
            ']' | ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > MAX_DEPTH {
            found = Some(at);
        }
        found.is_none()
    });
    found
}

/// Whether the text ends where the library asks for the next digit of `\uD83D\uDE00` and panics, since
/// it cannot wait for one. No path ends so: its strings have to end before it does.
fn ends_in_escape(text: &str) -> bool {
    text.strip_suffix(['D', 'd'])
        .unwrap_or(text)
        .ends_with("\\u")
}

fn fault(text: &str, position: usize) -> Fault {
    let script = text.find("[(").map(|at| at + 1);
    let mut at = position.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let (at, kind) = if text.trim().is_empty() {
        (0, FaultKind::Empty)
    } else if let Some(script) = script {
        (script, FaultKind::Script)
    } else if with_root(text).is_some() {
        (0, FaultKind::BareName)
    } else {
        match unfinished(text) {
            Some(open) if open <= at => (open, FaultKind::Unfinished),
            _ => (at, FaultKind::Syntax),
        }
    };
    Fault { at, kind }
}

/// Where the part begins that lacks its end.
fn unfinished(text: &str) -> Option<usize> {
    let mut open = Vec::new();
    each_outside_strings(text, &mut |at, c| {
        match c {
            '[' => open.push(at),
            ']' => {
                open.pop();
            }
            _ => {}
        }
        true
    });
    let before_dots = text.trim_end_matches('.').len();
    let dots = (before_dots < text.len()).then_some(before_dots);
    open.last().copied().or(dots)
}

#[cfg(test)]
mod tests;

//! Files and regions as SARIF names them.

use std::fmt::Write as _;

use serde::Serialize;

use crate::source::{Sources, Span};

/// Stands for the folder in which hookc ran; its place is nobody's business.
pub(super) const BASE: &str = "SRCROOT";

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    region: Region,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ArtifactLocation {
    uri: String,
    uri_base_id: &'static str,
}

/// From 1, in Unicode code points; the end is the first place after it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

pub(super) fn physical(span: Span, sources: &Sources) -> PhysicalLocation {
    PhysicalLocation {
        artifact_location: artifact(sources[span.file].path()),
        region: region(span, sources),
    }
}

pub(super) fn region(span: Span, sources: &Sources) -> Region {
    let file = &sources[span.file];
    let (start, end) = (file.position(span.start), file.position(span.end));
    Region {
        start_line: start.line,
        start_column: start.column,
        end_line: end.line,
        end_column: end.column,
    }
}

pub(super) fn artifact(path: &str) -> ArtifactLocation {
    ArtifactLocation {
        uri: uri(path),
        uri_base_id: BASE,
    }
}

/// A path as a relative reference of RFC 3986. A `:` is encoded too: in a first segment it would
/// end a scheme.
fn uri(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        let is_plain = byte.is_ascii_alphanumeric() || b"-._~/!$&'()*+,;=@".contains(&byte);
        if is_plain {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_relative_references() {
        assert_eq!(uri("hooks/orders.yaml"), "hooks/orders.yaml");
        assert_eq!(uri("a b/ü%#?.yaml"), "a%20b/%C3%BC%25%23%3F.yaml");
        assert_eq!(uri("a:b.yaml"), "a%3Ab.yaml");
        assert_eq!(uri("../x\n[1]|^`.yaml"), "../x%0A%5B1%5D%7C%5E%60.yaml");
    }
}

//! URLs as they are written: their parts, and what is wrong with them.

mod host;
mod syntax;

pub use host::{Host, Reach, contacted, decoded, is_named, reach};
pub use syntax::{Fault, FaultKind, fault, fault_in};

use std::ops::Range;

use crate::source::slice;

/// The parts of a URL, in bytes of its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parts {
    /// Before the `://`.
    pub scheme: Range<usize>,
    /// Before the `@`.
    pub user: Option<Range<usize>>,
    /// With its brackets, if it has any; may be empty.
    pub host: Range<usize>,
    /// After the `:` behind the host.
    pub port: Option<Range<usize>>,
    /// From the `/` behind the host; empty where there is none.
    pub path: Range<usize>,
    /// After the `?`.
    pub query: Option<Range<usize>>,
    /// From the `#`.
    pub fragment: Option<Range<usize>>,
}

/// What keeps a text from having parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// It does not begin with a scheme.
    Scheme,
    /// No `//` follows the scheme.
    Authority,
}

/// The parts of an absolute URL. Nothing is said about what stands in them.
///
/// # Errors
///
/// What the text lacks to be one.
pub fn split(text: &str) -> Result<Parts, Missing> {
    let scheme = scheme_of(text).ok_or(Missing::Scheme)?;
    let behind = slice(text, scheme + 1..text.len());
    if !behind.starts_with("//") {
        // `crm.example:8080/x` has no scheme, though its host could be one.
        let is_scheme = ["http", "https"]
            .iter()
            .any(|known| slice(text, 0..scheme).eq_ignore_ascii_case(known));
        return Err(if is_scheme {
            Missing::Authority
        } else {
            Missing::Scheme
        });
    }
    let authority = scheme + 3;
    let bytes = text.as_bytes();
    let behind = |from: usize, found: Option<usize>| found.map_or(text.len(), |at| from + at);
    let from = |start: usize| bytes.get(start..).unwrap_or_default();
    let path = behind(
        authority,
        memchr::memchr3(b'/', b'?', b'#', from(authority)),
    );
    let query = behind(path, memchr::memchr2(b'?', b'#', from(path)));
    let fragment = behind(query, memchr::memchr(b'#', from(query)));
    let at = memchr::memrchr(b'@', slice(text, authority..path).as_bytes());
    let host_start = at.map_or(authority, |at| authority + at + 1);
    let host_and_port = slice(text, host_start..path);
    let after_brackets = if host_and_port.starts_with('[') {
        host_and_port.find(']').unwrap_or(host_and_port.len())
    } else {
        0
    };
    let colon = slice(host_and_port, after_brackets..host_and_port.len()).find(':');
    let host_end = colon.map_or(path, |colon| host_start + after_brackets + colon);
    Ok(Parts {
        scheme: 0..scheme,
        user: at.map(|at| authority..authority + at),
        host: host_start..host_end,
        port: colon.map(|_| host_end + 1..path),
        path: path..query,
        query: (query < fragment).then_some(query + 1..fragment),
        fragment: (fragment < text.len()).then_some(fragment..text.len()),
    })
}

fn scheme_of(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let is_part = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.');
    let length = bytes.iter().position(|b| !is_part(b))?;
    let is_scheme = bytes.first().is_some_and(u8::is_ascii_alphabetic);
    (is_scheme && bytes.get(length) == Some(&b':')).then_some(length)
}

impl Parts {
    /// The segments of the path, without the `/` between them.
    #[must_use]
    pub fn segments(&self, text: &str) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        let mut at = self.path.start + 1;
        for segment in slice(text, self.path.clone()).split('/').skip(1) {
            found.push(at..at + segment.len());
            at += segment.len() + 1;
        }
        found
    }
}

/// An absolute URL as it is compared with others: scheme and host in lower case, without the port
/// that the scheme has anyway and without a fragment, which is not sent (RFC 3986, 6.2.2 and 6.2.3).
#[must_use]
pub fn comparable(text: &str) -> String {
    let Ok(parts) = split(text) else {
        return text.to_owned();
    };
    let lower = |range: &Range<usize>| slice(text, range.clone()).to_ascii_lowercase();
    let (scheme, host) = (lower(&parts.scheme), lower(&parts.host));
    let user = parts.user.as_ref().map_or(String::new(), |user| {
        format!("{}@", slice(text, user.clone()))
    });
    let port = parts.port.as_ref().map(|port| slice(text, port.clone()));
    let usual = if scheme == "http" { "80" } else { "443" };
    let port = port.filter(|port| !port.is_empty() && *port != usual);
    let port = port.map_or(String::new(), |port| format!(":{port}"));
    let path = without_dot_segments(slice(text, parts.path.clone()));
    let path = if path.is_empty() { "/" } else { &path };
    let query = parts.query.as_ref().map_or(String::new(), |query| {
        format!("?{}", slice(text, query.clone()))
    });
    format!("{scheme}://{user}{host}{port}{path}{query}")
}

/// A path as clients send it: without `.` and `..` (RFC 3986, 5.2.4), percent-encoded ones too.
#[must_use]
pub fn without_dot_segments(path: &str) -> String {
    let bytes = path.as_bytes();
    let mut slashes = memchr::memchr_iter(b'/', bytes);
    let is_dot = |slash: usize| matches!(bytes.get(slash + 1), Some(b'.' | b'%'));
    if path.starts_with('/') && !slashes.any(is_dot) {
        return path.to_owned();
    }
    let mut kept: Vec<&str> = Vec::new();
    let mut segments = path.split('/').skip(1).peekable();
    while let Some(segment) = segments.next() {
        let plain = segment.replace("%2e", ".").replace("%2E", ".");
        match plain.as_str() {
            "." => {}
            ".." => drop(kept.pop()),
            _ => {
                kept.push(segment);
                continue;
            }
        }
        // A dot segment at the end leaves the `/` before it.
        if segments.peek().is_none() {
            kept.push("");
        }
    }
    kept.iter().flat_map(|segment| ["/", segment]).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn urls_are_compared_as_clients_see_them() {
        let same = |a: &str, b: &str| super::comparable(a) == super::comparable(b);
        assert!(same("https://a.example", "HTTPS://A.example:443/#f"));
        assert!(same("http://a.example:80/b/../c?d", "http://a.example/c?d"));
        for other in [
            "http://a.example/c",
            "https://a.example:80/c",
            "https://a.example/C",
            "https://u@a.example/c",
            "https://a.example/c?",
            "https://a.example/c/",
        ] {
            assert!(!same("https://a.example/c", other), "{other}");
        }
    }

    use super::{Missing, slice, split, without_dot_segments};

    /// The first two are the examples of RFC 3986, 5.2.4.
    #[test]
    fn dot_segments_are_gone() {
        for (path, expected) in [
            ("/a/b/c/./../../g", "/a/g"),
            ("/mid/content=5/../6", "/mid/6"),
            ("/a/..", "/"),
            ("/../a", "/a"),
            ("/a/%2E%2e/b/.", "/b/"),
            ("/a//b", "/a//b"),
            ("", ""),
        ] {
            assert_eq!(without_dot_segments(path), expected, "{path}");
        }
    }

    #[test]
    fn parts_of_urls() {
        let url = "https://u:p@[::1]:80/a/b?c=/d#e?f";
        let parts = split(url).unwrap();
        let part = |range: std::ops::Range<usize>| slice(url, range);
        assert_eq!(part(parts.scheme.clone()), "https");
        assert_eq!(part(parts.user.clone().unwrap()), "u:p");
        assert_eq!(part(parts.host.clone()), "[::1]");
        assert_eq!(part(parts.port.clone().unwrap()), "80");
        assert_eq!(part(parts.path.clone()), "/a/b");
        assert_eq!(part(parts.query.clone().unwrap()), "c=/d");
        assert_eq!(part(parts.fragment.clone().unwrap()), "#e?f");
        let segments: Vec<_> = parts.segments(url).into_iter().map(part).collect();
        assert_eq!(segments, ["a", "b"]);
    }

    #[test]
    fn parts_that_are_not_there() {
        let parts = split("http://h").unwrap();
        assert_eq!((parts.host, parts.path), (7..8, 8..8));
        assert!(parts.query.is_none() && parts.fragment.is_none() && parts.port.is_none());
        for (url, missing) in [
            ("crm.example/x", Missing::Scheme),
            ("crm.example:80/x", Missing::Scheme),
            ("/x?u=http://h", Missing::Scheme),
            ("//h/x", Missing::Scheme),
            ("https:/h/x", Missing::Authority),
        ] {
            assert_eq!(split(url), Err(missing), "{url}");
        }
    }
}

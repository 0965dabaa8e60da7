//! What is wrong with a URL.

use std::ops::Range;

use fluent_uri::{Iri, ParseErrorKind};

use super::host::plain_name;
use super::{Host, Missing, Parts, contacted, split};
use crate::source::slice;

/// A place at which a URL is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The faulty part.
    pub range: Range<usize>,
    /// What is wrong there.
    pub kind: FaultKind,
}

/// What is wrong with a URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// It does not begin with a scheme.
    Relative,
    /// No host follows the scheme.
    NoHost,
    /// Neither a name nor an address.
    Host,
    /// No number from 1 to 65535.
    Port,
    /// A blank.
    Blank,
    /// A line break.
    LineBreak,
    /// Another control character.
    Control,
    /// A `%` that two hexadecimal digits do not follow.
    PercentEncoding,
    /// A character that has to be percent-encoded.
    Character(char),
}

/// The first thing that is wrong. `is_known` says of a range whether the text says what stands there
/// when the request is sent.
#[must_use]
pub fn fault(text: &str, is_known: &dyn Fn(&Range<usize>) -> bool) -> Option<Fault> {
    fault_in(text, split(text), is_known)
}

/// The same of a text whose parts are known.
#[must_use]
pub fn fault_in(
    text: &str,
    parts: Result<Parts, Missing>,
    is_known: &dyn Fn(&Range<usize>) -> bool,
) -> Option<Fault> {
    if let Some(fault) = white_space(text) {
        return Some(fault);
    }
    let whole = 0..text.len();
    let fault = |range, kind| Some(Fault { range, kind });
    let parts = match parts {
        Ok(parts) => parts,
        Err(Missing::Scheme) => return fault(whole, FaultKind::Relative),
        Err(Missing::Authority) => return fault(whole, FaultKind::NoHost),
    };
    if parts.host.is_empty() {
        return fault(whole, FaultKind::NoHost);
    }
    if let Some(port) = &parts.port
        && !port.is_empty()
        && is_known(port)
        && !is_port(slice(text, port.clone()))
    {
        return fault(port.clone(), FaultKind::Port);
    }
    let host = slice(text, parts.host.clone());
    if host.starts_with('[') != host.ends_with(']') {
        return fault(parts.host, FaultKind::Host);
    }
    if !is_plain(text, &parts)
        && let Err(error) = Iri::parse(lenient(text, &parts).as_str())
    {
        let (at, kind) = (error.index(), error.kind());
        let is_in_host = parts.host.contains(&at);
        return match kind {
            ParseErrorKind::InvalidPctEncodedOctet => {
                let encoded = slice(text, at..text.len()).char_indices();
                let end = encoded.take(3).map(|(i, c)| i + c.len_utf8()).last();
                fault(at..at + end.unwrap_or(1), FaultKind::PercentEncoding)
            }
            _ if is_in_host && host.starts_with('[') => fault(parts.host, FaultKind::Host),
            _ => match slice(text, at..text.len()).chars().next() {
                Some(c) => fault(at..at + c.len_utf8(), FaultKind::Character(c)),
                None => fault(whole, FaultKind::NoHost),
            },
        };
    }
    let is_host = !is_known(&parts.host) || is_host(host);
    if is_host {
        None
    } else {
        fault(parts.host, FaultKind::Host)
    }
}

/// Every client takes `a[]=1` and `a|b` in paths and queries, though RFC 3986 does not.
fn lenient(text: &str, parts: &Parts) -> String {
    let (before, behind) = text
        .split_at_checked(parts.path.start)
        .unwrap_or((text, ""));
    format!("{before}{}", behind.replace(['[', ']', '|'], "x"))
}

/// Whether a URL has none but characters that may stand everywhere in a host or in a path: as good
/// as parsed.
fn is_plain(text: &str, parts: &Parts) -> bool {
    let in_host = |b: u8| class_of(b) == IN_HOST;
    let behind = |b: u8| class_of(b) != ELSEWHERE;
    parts.user.is_none()
        && parts.port.is_none()
        && slice(text, parts.host.clone()).bytes().all(in_host)
        && slice(text, parts.path.start..text.len())
            .bytes()
            .all(behind)
}

/// A character that may stand in hosts and behind them.
const IN_HOST: u8 = 2;
/// One that may stand behind a host.
const BEHIND: u8 = 1;
/// Any other.
const ELSEWHERE: u8 = 0;

fn class_of(byte: u8) -> u8 {
    const CLASSES: [u8; 256] = classes();
    CLASSES.get(usize::from(byte)).copied().unwrap_or(ELSEWHERE)
}

#[expect(
    clippy::indexing_slicing,
    reason = "computed while this is compiled, where a wrong index would not compile"
)]
const fn classes() -> [u8; 256] {
    let mut classes = [ELSEWHERE; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        classes[byte as usize] = match byte {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'.' | b'-' | b'_' => IN_HOST,
            b'!' | b'$' | b'&'..=b',' | b'/' | b':' | b';' | b'=' | b'?' | b'@' | b'~' => BEHIND,
            _ => ELSEWHERE,
        };
        byte += 1;
    }
    classes
}

fn white_space(text: &str) -> Option<Fault> {
    if text.bytes().all(|b| matches!(b, b'!'..=b'~')) {
        return None;
    }
    let kind_of = |c: char| match c {
        '\n' | '\r' => Some(FaultKind::LineBreak),
        _ if c.is_whitespace() => Some(FaultKind::Blank),
        _ if c.is_control() => Some(FaultKind::Control),
        _ => None,
    };
    let (start, kind) = text
        .char_indices()
        .find_map(|(at, c)| Some((at, kind_of(c)?)))?;
    let rest = slice(text, start..text.len());
    let length = rest.find(|c| kind_of(c) != Some(kind));
    Some(Fault {
        range: start..start + length.unwrap_or(rest.len()),
        kind,
    })
}

fn is_port(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit()) && text.parse::<u16>().is_ok_and(|port| port > 0)
}

/// Labels of DNS have 1 to 63 characters.
fn is_host(written: &str) -> bool {
    let is_label = |label: &str| (1..=63).contains(&label.chars().count());
    if let Some(name) = plain_name(written) {
        return name.split('.').all(is_label);
    }
    match contacted(written) {
        Host::Address(_) => true,
        Host::Neither => false,
        Host::Name(name) => name.split('.').all(is_label),
    }
}

#[cfg(test)]
mod tests {
    use super::{FaultKind, Iri, fault, is_plain, lenient, slice, split};

    fn found(text: &str) -> Option<(&str, FaultKind)> {
        let found = fault(text, &|_| true)?;
        Some((slice(text, found.range), found.kind))
    }

    #[test]
    fn urls_that_can_be_called() {
        for url in [
            "https://erp.example/orders?a=b&c[]=1|2#top",
            "http://[2001:db8::1]:8080/",
            "https://bücher.example/straße?größe=1",
            "https://xn--bcher-kva.example/%C3%9F",
            "https://a.example:443",
            "https://a.example:",
            "https://h/a/../b;v=1,2",
            "https://my_host.example/(x)!",
            "HTTPS://A.example",
        ] {
            assert_eq!(found(url), None, "{url}");
        }
    }

    proptest::proptest! {
        #[test]
        fn what_is_plain_parses(host in "[a-zA-Z0-9._-]{1,9}", rest in "([/?][ -~]{0,12})?") {
            let text = format!("https://{host}{rest}");
            let parts = split(&text).unwrap();
            if is_plain(&text, &parts) {
                proptest::prop_assert!(Iri::parse(lenient(&text, &parts).as_str()).is_ok());
            }
        }
    }

    #[test]
    fn the_faulty_part_is_named() {
        use FaultKind::{
            Blank, Character, Control, Host, LineBreak, NoHost, PercentEncoding, Port, Relative,
        };
        for (url, part, kind) in [
            ("erp.example/x", "erp.example/x", Relative),
            ("https:/erp.example", "https:/erp.example", NoHost),
            ("https:///x", "https:///x", NoHost),
            ("https://:80/x", "https://:80/x", NoHost),
            ("https://h:99999/", "99999", Port),
            ("https://h:0/", "0", Port),
            ("https://h:8o/", "8o", Port),
            ("https://h:-1/", "-1", Port),
            ("https://h/a b", " ", Blank),
            (" https://h/", " ", Blank),
            ("https://h/a\n", "\n", LineBreak),
            ("https://h/\u{7}", "\u{7}", Control),
            ("https://h/%zz", "%zz", PercentEncoding),
            ("https://h/100%", "%", PercentEncoding),
            ("https://h/{id}", "{", Character('{')),
            ("https://h/a\\b", "\\", Character('\\')),
            ("https://h^/", "^", Character('^')),
            ("https://1.2.3.256/", "1.2.3.256", Host),
            ("https://a..b/", "a..b", Host),
            ("https://[::1/", "[::1", Host),
            ("https://[1::2::3]/", "[1::2::3]", Host),
        ] {
            assert_eq!(found(url), Some((part, kind)), "{url}");
        }
    }
}

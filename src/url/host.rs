//! What a client contacts when it is given a host.
//!
//! Clients read IPv4 addresses as the WHATWG URL standard does: decimal, octal and hexadecimal
//! numbers, of which the last may stand for several bytes.

use std::borrow::Cow;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// What a host stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Host {
    /// A name, in lower case, without the dot at its end.
    Name(String),
    /// An address.
    Address(IpAddr),
    /// Something that ends in a number without being an address.
    Neither,
}

/// Why a host cannot be reached from elsewhere, or must not be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// The machine itself.
    Loopback,
    /// RFC 1918, RFC 4193.
    Private,
    /// RFC 3927, RFC 4291.
    LinkLocal,
    /// Where clouds tell a machine its credentials.
    Metadata,
    /// RFC 6598, between a provider and its customers.
    Shared,
    /// `0.0.0.0/8` and `::`.
    Unspecified,
    /// A name that public DNS does not have.
    LocalName,
}

impl Reach {
    /// What it is, as in "127.0.0.1 is a loopback address".
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Reach::Loopback => "a loopback address",
            Reach::Private => "a private address",
            Reach::LinkLocal => "a link-local address",
            Reach::Metadata => "the metadata address of a cloud",
            Reach::Shared => "an address of the shared range 100.64.0.0/10",
            Reach::Unspecified => "an unspecified address",
            Reach::LocalName => "a name of a local network",
        }
    }
}

/// What a client contacts for a host as written in a URL.
#[must_use]
pub fn contacted(written: &str) -> Host {
    if let Some(inner) = written.strip_prefix('[') {
        let inner = inner.strip_suffix(']').unwrap_or(inner);
        return inner
            .parse::<Ipv6Addr>()
            .map_or(Host::Neither, |address| Host::Address(IpAddr::V6(address)));
    }
    if let Some(name) = plain_name(written) {
        return Host::Name(name.to_owned());
    }
    let name: Cow<'_, str> = if is_plain(written) {
        written.into()
    } else {
        mapped(&decoded(written)).into()
    };
    let name = name.strip_suffix('.').unwrap_or(&name);
    let last = name.rsplit('.').next().unwrap_or_default();
    let ends_in_number = (!last.is_empty() && last.bytes().all(|b| b.is_ascii_digit()))
        || last.starts_with("0x") && number(last).is_some();
    if !ends_in_number {
        return Host::Name(name.to_owned());
    }
    ipv4(name).map_or(Host::Neither, |address| Host::Address(IpAddr::V4(address)))
}

/// What nearly every host is: a name in lower case that ends in no number. As [`contacted`] gives
/// it, without a copy.
pub(super) fn plain_name(written: &str) -> Option<&str> {
    let name = written.strip_suffix('.').unwrap_or(written);
    let last = memchr::memrchr(b'.', name.as_bytes()).map_or(0, |dot| dot + 1);
    let begins_with_letter = name
        .as_bytes()
        .get(last)
        .is_some_and(u8::is_ascii_lowercase);
    (begins_with_letter && is_plain(name)).then_some(name)
}

fn is_plain(written: &str) -> bool {
    let is_part = |b: u8| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_');
    written.bytes().all(is_part)
}

/// Whether a host as written in a URL is the one of this name.
#[must_use]
pub fn is_named(written: &str, name: &str) -> bool {
    match plain_name(written) {
        Some(found) => found == name,
        None => contacted(written) == Host::Name(name.to_owned()),
    }
}

/// Why a host as written in a URL cannot be reached, if so.
#[must_use]
pub fn reach(written: &str) -> Option<Reach> {
    match plain_name(written) {
        Some(name) => of_name(name),
        None => contacted(written).reach(),
    }
}

impl Host {
    /// Why it cannot be reached, if so.
    #[must_use]
    pub fn reach(&self) -> Option<Reach> {
        match self {
            Host::Neither => None,
            Host::Name(name) => of_name(name),
            Host::Address(IpAddr::V4(address)) => of_ipv4(*address),
            Host::Address(IpAddr::V6(address)) => of_ipv6(*address),
        }
    }
}

fn of_name(name: &str) -> Option<Reach> {
    let is_below = |domain: &str| {
        name == domain
            || name
                .strip_suffix(domain)
                .is_some_and(|rest| rest.ends_with('.'))
    };
    match name {
        "" => None,
        "metadata.google.internal" => Some(Reach::Metadata),
        _ if is_below("localhost") => Some(Reach::Loopback),
        _ if is_below("local") || is_below("internal") || !name.contains('.') => {
            Some(Reach::LocalName)
        }
        _ => None,
    }
}

fn of_ipv4(address: Ipv4Addr) -> Option<Reach> {
    match address.octets() {
        [169, 254, 169, 254] | [100, 100, 100, 200] => Some(Reach::Metadata),
        [0, ..] => Some(Reach::Unspecified),
        [127, ..] => Some(Reach::Loopback),
        [10, ..] | [192, 168, ..] | [172, 16..=31, ..] => Some(Reach::Private),
        [169, 254, ..] => Some(Reach::LinkLocal),
        [100, 64..=127, ..] => Some(Reach::Shared),
        _ => None,
    }
}

fn of_ipv6(address: Ipv6Addr) -> Option<Reach> {
    let [.., w, x, y, z] = address.octets();
    let inner = || of_ipv4(Ipv4Addr::new(w, x, y, z));
    match address.segments() {
        _ if address.is_unspecified() => Some(Reach::Unspecified),
        _ if address.is_loopback() => Some(Reach::Loopback),
        // An IPv4 address, mapped, compatible or translated (RFC 6052).
        [0, 0, 0, 0, 0, 0xffff | 0, _, _] | [0x64, 0xff9b, 0, 0, 0, 0, _, _] => inner(),
        [0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x254] => Some(Reach::Metadata),
        [0xfc00..=0xfdff, ..] => Some(Reach::Private),
        [0xfe80..=0xfebf, ..] => Some(Reach::LinkLocal),
        _ => None,
    }
}

fn ipv4(name: &str) -> Option<Ipv4Addr> {
    let numbers: Vec<u64> = name.split('.').map(number).collect::<Option<_>>()?;
    let (last, bytes) = numbers.split_last()?;
    if bytes.len() > 3 || bytes.iter().any(|byte| *byte > 255) {
        return None;
    }
    let room = 8 * (4 - bytes.len());
    if *last >= 1 << room {
        return None;
    }
    let high = bytes
        .iter()
        .zip([24, 16, 8])
        .map(|(byte, shift)| byte << shift)
        .sum::<u64>();
    u32::try_from(high + last).ok().map(Ipv4Addr::from)
}

/// A number as C writes it.
fn number(text: &str) -> Option<u64> {
    let (digits, radix) = match text.strip_prefix("0x") {
        Some(digits) => (digits, 16),
        None if text.len() > 1 && text.starts_with('0') => (text, 8),
        None => (text, 10),
    };
    if text.starts_with("0x") && digits.is_empty() {
        return Some(0);
    }
    let is_plain = !digits.is_empty() && digits.chars().all(|c| c.is_digit(radix));
    // More than 64 bits are no address either.
    is_plain.then(|| u64::from_str_radix(digits, radix).unwrap_or(u64::MAX))
}

/// What clients make of a host before they look at it: lower case, and the plain forms of wide and
/// circled characters and dots, as UTS 46 maps them.
fn mapped(host: &str) -> String {
    let plain = |c: char| match c {
        '\u{3002}' | '\u{ff0e}' | '\u{ff61}' => '.',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{2460}'..='\u{2468}' => char::from_u32(u32::from(c) - 0x2460 + 0x31).unwrap_or(c),
        '\u{24b6}'..='\u{24cf}' => char::from_u32(u32::from(c) - 0x24b6 + 0x61).unwrap_or(c),
        '\u{24d0}'..='\u{24e9}' => char::from_u32(u32::from(c) - 0x24d0 + 0x61).unwrap_or(c),
        '\u{24ea}' => '0',
        _ => c,
    };
    let kept = host.chars().filter(|c| *c != '\u{ad}');
    kept.map(plain).flat_map(char::to_lowercase).collect()
}

/// A part of a URL with its percent-encoded bytes decoded; as it is where they are no UTF-8.
#[must_use]
pub fn decoded(part: &str) -> String {
    let mut bytes = Vec::with_capacity(part.len());
    let mut rest = part.bytes();
    while let Some(byte) = rest.next() {
        let mut ahead = rest.clone();
        let hex = |digit: Option<u8>| char::from(digit?).to_digit(16);
        match (byte, hex(ahead.next()), hex(ahead.next())) {
            (b'%', Some(high), Some(low)) => {
                bytes.push(u8::try_from(high * 16 + low).unwrap_or(b'?'));
                rest = ahead;
            }
            _ => bytes.push(byte),
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| part.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{Host, Reach, contacted};

    /// The spellings are those of the WHATWG URL standard and of the lists of SSRF bypasses.
    #[test]
    fn every_spelling_of_an_address_is_that_address() {
        for written in [
            "127.0.0.1",
            "127.1",
            "127.0.1",
            "2130706433",
            "0x7f.1",
            "0x7F000001",
            "0177.0.0.1",
            "017700000001",
            "127.0.0.1.",
            "[::1]",
            "[::ffff:127.0.0.1]",
            "[::ffff:7f00:1]",
            "localhost",
            "LOCALHOST",
            "app.localhost",
            "localhost.",
            "１２７.０.０.１",
            "127。0。0。1",
            "①②⑦.0.0.1",
            "%6cocalhost",
            "%31%32%37.0.0.1",
            "[64:ff9b::7f00:1]",
        ] {
            assert_eq!(
                contacted(written).reach(),
                Some(Reach::Loopback),
                "{written}"
            );
        }
    }

    #[test]
    fn ranges() {
        for (written, reach) in [
            ("10.1.2.3", Some(Reach::Private)),
            ("[::ffff:10.0.0.1]", Some(Reach::Private)),
            ("172.15.0.1", None),
            ("172.16.0.1", Some(Reach::Private)),
            ("172.31.255.255", Some(Reach::Private)),
            ("172.32.0.1", None),
            ("192.168.0.1", Some(Reach::Private)),
            ("[fd12::1]", Some(Reach::Private)),
            ("169.254.1.1", Some(Reach::LinkLocal)),
            ("[fe80::1]", Some(Reach::LinkLocal)),
            ("169.254.169.254", Some(Reach::Metadata)),
            ("0xA9FEA9FE", Some(Reach::Metadata)),
            ("metadata.google.internal", Some(Reach::Metadata)),
            ("100.64.0.1", Some(Reach::Shared)),
            ("100.128.0.1", None),
            ("0.0.0.0", Some(Reach::Unspecified)),
            ("0", Some(Reach::Unspecified)),
            ("[::]", Some(Reach::Unspecified)),
            ("erp", Some(Reach::LocalName)),
            ("printer.local", Some(Reach::LocalName)),
            ("db.internal", Some(Reach::LocalName)),
            ("locale.example", None),
            ("notlocal.com", None),
            ("192.0.2.1", None),
            ("198.51.100.7", None),
            ("203.0.113.9", None),
            ("[2001:db8::1]", None),
            ("shop.example", None),
            ("bücher.example", None),
            ("8.8.8.8", None),
        ] {
            assert_eq!(contacted(written).reach(), reach, "{written}");
        }
    }

    #[test]
    fn what_ends_in_a_number_has_to_be_an_address() {
        for written in [
            "1.2.3.256",
            "1.2.3.4.5",
            "256.0.0.1",
            "08.1",
            "a.1",
            "4294967296",
            "[::g]",
        ] {
            assert_eq!(contacted(written), Host::Neither, "{written}");
        }
        assert_eq!(contacted("a1.example"), Host::Name("a1.example".into()));
    }
}

//! Credentials by their looks.

use std::ops::Range;

use crate::source::slice;

/// What issuers begin their credentials with, and how long these are at least.
const PREFIXES: &[(&str, usize)] = &[
    ("sk_live_", 16),
    ("sk_test_", 16),
    ("rk_live_", 16),
    ("sk_", 12),
    ("sk-", 20),
    ("whsec_", 16),
    ("xoxa-", 12),
    ("xoxb-", 12),
    ("xoxe-", 12),
    ("xoxp-", 12),
    ("xoxr-", 12),
    ("xoxs-", 12),
    ("ghp_", 20),
    ("gho_", 20),
    ("ghs_", 20),
    ("github_pat_", 20),
    ("glpat-", 16),
    ("AKIA", 20),
    ("AIza", 30),
    ("SG.", 20),
    ("npm_", 20),
    ("hf_", 20),
    ("shpat_", 20),
];

const MIXED_LENGTH: usize = 20;

/// How long a credential is at least that nothing announces, and one with what announces it.
const SHORTEST: usize = 12;

/// The parts of a text that look like credentials.
#[must_use]
pub fn secret_shapes(text: &str) -> Vec<Range<usize>> {
    shapes(text, true)
}

/// The parts of a text that have the shape of an issuer's key, or follow `Bearer`.
#[must_use]
pub fn known_shapes(text: &str) -> Vec<Range<usize>> {
    // The shortest has twelve characters, behind `Bearer` six.
    if text.len() < 12 {
        return Vec::new();
    }
    shapes(text, false)
}

fn shapes(text: &str, by_lot: bool) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut before = "";
    let mut end = 0;
    for word in words(text, |c| c.is_ascii_alphanumeric() || "_-.+~".contains(c)) {
        let written = slice(text, word.clone());
        let trimmed = written.trim_end_matches('.');
        let range = word.start..word.start + trimmed.len();
        let follows_scheme = ["bearer", "basic"]
            .iter()
            .any(|scheme| before.eq_ignore_ascii_case(scheme));
        // Where a text may be prose, a scheme and a word in quotes, or a reference, are none.
        let is_next = by_lot || slice(text, end..word.start).chars().all(|c| c == ' ');
        end = word.end;
        let is_token = follows_scheme
            && is_next
            && trimmed.len() >= 6
            && trimmed
                .bytes()
                .any(|b| b.is_ascii_digit() || b"_+".contains(&b));
        if is_token || has_known_shape(trimmed) {
            found.push(range);
        } else if by_lot {
            let parts = words(trimmed, |c| c.is_ascii_alphanumeric() || "_-+".contains(c));
            let random = parts.filter(|part| looks_random(slice(trimmed, part.clone())));
            found.extend(random.map(|part| range.start + part.start..range.start + part.end));
        }
        before = written;
    }
    found
}

/// Whether a text may hold a part that [`secret_shapes`] finds, in it or in what is left of it
/// without its references: told at a glance, since nearly no text does.
pub(crate) fn may_hold_secrets(text: &str) -> bool {
    let text = text.as_bytes();
    if text.len() < SHORTEST {
        return false;
    }
    let is_suspect = |run: &[u8], classes: u8| {
        run.len() >= SHORTEST
            && (classes & DIGIT != 0 || (classes & OF_JWT != 0 && begins_at(run, b'e', b"eyJ")))
    };
    let (mut start, mut in_run, mut in_text) = (0, 0, 0);
    for (at, byte) in text.iter().enumerate() {
        let class = class_of(*byte);
        if class == 0 {
            if is_suspect(text.get(start..at).unwrap_or_default(), in_run) {
                return true;
            }
            in_text |= in_run;
            (start, in_run) = (at + 1, 0);
        }
        in_run |= class;
    }
    in_text |= in_run;
    is_suspect(text.get(start..).unwrap_or_default(), in_run)
        || (in_text & OF_SCHEME != 0
            && [b'b', b'B']
                .iter()
                .any(|first| names_a_scheme(text, *first)))
}

/// A byte that may be part of a credential.
const PART: u8 = 1;
/// A digit.
const DIGIT: u8 = 2;
/// The rarest letter in the mark of a JSON web token.
const OF_JWT: u8 = 4;
/// The letter that a scheme begins with.
const OF_SCHEME: u8 = 8;

/// What a byte is, of the four above; nothing for one between words.
#[inline]
fn class_of(byte: u8) -> u8 {
    const CLASSES: [u8; 256] = classes();
    CLASSES.get(usize::from(byte)).copied().unwrap_or_default()
}

#[expect(
    clippy::indexing_slicing,
    reason = "computed while this is compiled, where a wrong index would not compile"
)]
const fn classes() -> [u8; 256] {
    let mut classes = [0; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        let class = match byte {
            b'0'..=b'9' => PART | DIGIT,
            b'j' | b'J' => PART | OF_JWT,
            b'b' | b'B' => PART | OF_SCHEME,
            b'A'..=b'Z' | b'a'..=b'z' | b'_' | b'-' | b'.' | b'+' | b'~' | b'=' => PART,
            _ => 0,
        };
        classes[byte as usize] = class;
        byte += 1;
    }
    classes
}

/// Whether a word stands somewhere that begins with this letter and tells of a credential.
fn names_a_scheme(text: &[u8], first: u8) -> bool {
    begins_at(text, first, b"bearer") || begins_at(text, first, b"basic")
}

/// Whether one of these letters begins a word, in any case.
fn begins_at(text: &[u8], first: u8, word: &[u8]) -> bool {
    memchr::memchr_iter(first, text).any(|at| {
        let found = text.get(at..at + word.len());
        found.is_some_and(|found| found.eq_ignore_ascii_case(word))
    })
}

/// A text with `…` in the place of everything that looks like a credential.
#[must_use]
pub fn without_credentials(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for range in secret_shapes(text) {
        out.push_str(slice(text, at..range.start));
        out.push('…');
        at = range.end;
    }
    out.push_str(slice(text, at..text.len()));
    out
}

/// Whether a header of this name carries a credential.
#[must_use]
pub fn is_credential_header(name: &str) -> bool {
    let is = |other: &str| name.eq_ignore_ascii_case(other);
    let ends_with = |end: &str| {
        let start = name.len().checked_sub(end.len());
        let tail = start.and_then(|start| name.as_bytes().get(start..));
        tail.is_some_and(|tail| tail.eq_ignore_ascii_case(end.as_bytes()))
    };
    let is_key = ends_with("-key") && !is("idempotency-key");
    is("authorization") || ends_with("-token") || is_key
}

/// How long `Bearer ` is, or whatever word of that kind a credential begins with.
#[must_use]
pub fn scheme_word(value: &str) -> usize {
    let Some((word, rest)) = value.split_once(' ') else {
        return 0;
    };
    let is_scheme = [
        "bearer", "basic", "token", "digest", "apikey", "api-key", "key",
    ]
    .iter()
    .any(|known| word.eq_ignore_ascii_case(known));
    let blanks = rest.len() - rest.trim_start_matches(' ').len();
    if is_scheme {
        word.len() + 1 + blanks
    } else {
        0
    }
}

/// Whether somebody must have drawn a word by lot: 20 and more mixed characters. UUIDs are names,
/// not credentials.
#[must_use]
pub fn looks_random(word: &str) -> bool {
    if word.len() < MIXED_LENGTH || is_uuid(word) {
        return false;
    }
    // Words of a language change between letters, digits and case at their ends only.
    let class = |b: u8| match b {
        b'0'..=b'9' => 1,
        b'A'..=b'Z' => 2,
        b'a'..=b'z' => 3,
        _ => 0,
    };
    let bytes = word.as_bytes();
    let changes = bytes.windows(2).filter(|pair| match pair {
        [a, b] => {
            let (a, b) = (class(*a), class(*b));
            a != 0 && b != 0 && a != b && (a, b) != (2, 3)
        }
        _ => false,
    });
    let has_digit = bytes.iter().any(u8::is_ascii_digit);
    let has_letter = bytes.iter().any(u8::is_ascii_alphabetic);
    has_digit && has_letter && changes.count() * 10 >= word.len() * 3
}

/// Whether a word is a UUID: eight, four, four, four and twelve hexadecimal digits, once or several times with `_` between.
#[must_use]
pub fn is_uuid(word: &str) -> bool {
    word.split('_').all(|uuid| {
        let groups: Vec<&str> = uuid.split('-').collect();
        groups.iter().map(|group| group.len()).eq([8, 4, 4, 4, 12])
            && groups
                .iter()
                .all(|group| group.bytes().all(|b| b.is_ascii_hexdigit()))
    })
}

pub(super) fn has_known_shape(word: &str) -> bool {
    let has_prefix = |(prefix, length): &(&str, usize)| {
        word.len() >= *length
            && word.starts_with(prefix)
            && word.bytes().any(|b| b.is_ascii_digit())
    };
    PREFIXES.iter().any(has_prefix) || is_jwt(word)
}

/// Three parts in base64, of which the first begins like `{"`.
fn is_jwt(word: &str) -> bool {
    let parts: Vec<&str> = word.split('.').collect();
    parts.len() == 3 && word.starts_with("eyJ") && parts.iter().all(|part| part.len() >= 8)
}

fn words(text: &str, is_part: impl Fn(char) -> bool) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = slice(text, at..text.len());
        let start = at + rest.find(&is_part)?;
        let rest = slice(text, start..text.len());
        let end = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
        // What base64 fills up with belongs to it; in `key=value` it does not.
        let padding = slice(rest, end..rest.len());
        let filled = padding.len() - padding.trim_start_matches('=').len();
        let is_padding = filled > 0 && !padding.trim_start_matches('=').starts_with(&is_part);
        at = start + end + if is_padding { filled } else { 0 };
        Some(start..at)
    })
}

#[cfg(test)]
mod tests {
    use super::{known_shapes, may_hold_secrets, secret_shapes, slice};

    fn found(text: &str) -> Vec<&str> {
        secret_shapes(text)
            .into_iter()
            .map(|range| slice(text, range))
            .collect()
    }

    #[test]
    fn credentials_have_shapes() {
        for (text, secret) in [
            (
                "/services/T0000/x?key=sk_live_4eC39HqLyjWDarjtT1",
                "sk_live_4eC39HqLyjWDarjtT1",
            ),
            ("xoxb-123456789012-abcdef", "xoxb-123456789012-abcdef"),
            (
                "ghp_16C7e42F292c6912E7710c838347Ae178B4a",
                "ghp_16C7e42F292c6912E7710c838347Ae178B4a",
            ),
            (
                "eyJhbGciOi.eyJzdWIiOi.SflKxwRJSM",
                "eyJhbGciOi.eyJzdWIiOi.SflKxwRJSM",
            ),
            ("Bearer my_token", "my_token"),
            (
                "a 9f86d081884c7d659a2feaa0c55ad015",
                "9f86d081884c7d659a2feaa0c55ad015",
            ),
            ("AKIAIOSFODNN7EXAMPLE", "AKIAIOSFODNN7EXAMPLE"),
            (
                "dGhpcyBpcyBhIHNlY3JldA0123Zx9q==",
                "dGhpcyBpcyBhIHNlY3JldA0123Zx9q==",
            ),
        ] {
            assert_eq!(found(text), [secret], "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn what_has_a_shape_may_be_a_secret(
            parts in proptest::collection::vec(proptest::sample::select(vec![
                "bearer", "Basic", " ", "=", "sk_", "ghp_", "eyJ", ".", "a", "Z", "7", "0c55", "~",
                "4eC39HqLyjWD", "-", "/", "é", "SG.", "{", "_",
            ]), 0..14),
        ) {
            let text = parts.concat();
            proptest::prop_assert!(found(&text).is_empty() || may_hold_secrets(&text));
        }
    }

    #[test]
    fn prose_about_schemes_holds_no_credential() {
        for text in [
            "`bearer`, `api_key` or `header`",
            "auth: { bearer: '${secret.TOKEN_1}' }",
            "Authorization: Bearer $erp_token",
        ] {
            assert!(known_shapes(text).is_empty(), "{text}");
        }
        assert_eq!(known_shapes("Bearer my_token").first(), Some(&(7..15)));
    }

    #[test]
    fn words_are_no_credentials() {
        for text in [
            "2826452c-ce7e-4f59-9e14-105a489909f4",
            "82cd1000-6f61-11eb-aed8-d37ca2e276ae_f3e9282a-5502-4dc2-bffc-b1b9efa7aa3a",
            "my-Page-Title-2024-About-Us",
            "aVeryLongCamelCaseNameOfAThing2",
            "change_mobile_package_for_customer_2",
            "application/vnd.acme.v2+json",
            "2026-11-20T12:00:00.000Z",
            "the bearer of bad news",
            "https://erp.company.example/api/v2/orders/2026-11",
            "00000000000000000000000000",
            "risk_assessment",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}

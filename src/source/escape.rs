//! Escapes in the double quotes of YAML.

/// The character that a backslash stands for with the byte behind it; nothing for those that take a
/// number, or join lines.
///
/// YAML 1.2.2, 5.7.
#[must_use]
pub fn escaped(sign: u8) -> Option<char> {
    Some(match sign {
        b'0' => '\0',
        b'a' => '\u{7}',
        b'b' => '\u{8}',
        b't' | b'\t' => '\t',
        b'n' => '\n',
        b'v' => '\u{b}',
        b'f' => '\u{c}',
        b'r' => '\r',
        b'e' => '\u{1b}',
        b' ' => ' ',
        b'"' => '"',
        b'/' => '/',
        b'\\' => '\\',
        b'N' => '\u{85}',
        b'_' => '\u{a0}',
        b'L' => '\u{2028}',
        b'P' => '\u{2029}',
        _ => return None,
    })
}

/// How many hexadecimal digits follow a backslash and this byte, where they are the number of a
/// character.
#[must_use]
pub fn escaped_digits(sign: u8) -> Option<usize> {
    match sign {
        b'x' => Some(2),
        b'u' => Some(4),
        b'U' => Some(8),
        _ => None,
    }
}

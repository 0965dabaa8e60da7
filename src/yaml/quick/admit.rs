//! Which files the short way looks at.

/// Whether a file holds nothing but printable characters, blanks, and line ends of the two usual
/// kinds. Tabs, byte order marks and Unicode's own line ends have rules that are not worth having
/// twice.
pub(super) fn is_ordinary(bytes: &[u8]) -> bool {
    if u32::try_from(bytes.len()).is_err() {
        return false;
    }
    // Without a branch, so that many bytes are looked at together.
    let (mut odd, mut wide, mut returns) = (false, false, false);
    for &byte in bytes {
        odd |= (byte < b' ' && byte != b'\n' && byte != b'\r') || byte == 0x7f;
        wide |= byte >= 0x80;
        returns |= byte == b'\r';
    }
    odd |= returns && has_lone_return(bytes);
    odd |= wide && has_odd_character(bytes);
    !odd
}

fn has_lone_return(bytes: &[u8]) -> bool {
    memchr::memchr_iter(b'\r', bytes).any(|at| bytes.get(at + 1) != Some(&b'\n'))
}

/// Control characters, line ends, byte order marks and what is no character, by their UTF-8.
fn has_odd_character(bytes: &[u8]) -> bool {
    memchr::memchr3_iter(0xc2, 0xe2, 0xef, bytes).any(|at| {
        let after = bytes.get(at + 1..).unwrap_or_default();
        match bytes.get(at) {
            Some(0xc2) => after.first().is_some_and(|&byte| byte < 0xa0),
            Some(0xe2) => matches!(after, [0x80, 0xa8 | 0xa9, ..]),
            _ => matches!(after, [0xbb, 0xbf, ..] | [0xbf, 0xbe | 0xbf, ..]),
        }
    })
}

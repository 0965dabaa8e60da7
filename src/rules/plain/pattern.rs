//! Patterns that one pass over a text can judge: `^[A-Z]{2}[0-9]+$` and their like.

/// A pattern from `^` to `$`.
#[derive(Debug)]
pub(super) struct Pattern {
    atoms: Vec<Atom>,
}

/// One of some characters, several times.
#[derive(Debug)]
struct Atom {
    /// A bit for each character of ASCII. Others may be meant, and are left to the library.
    set: u128,
    least: u32,
    /// Nothing for any number.
    most: Option<u32>,
}

/// The characters that are printed, the only ones in which `[^a]` is trusted.
const PRINTED: u128 = ((1 << 127) - 1) & !((1 << 32) - 1);
const DIGITS: u128 = 0x3ff << 48;
/// Beyond these a pattern, or a text, is left to the library.
const MOST_BYTES: usize = 120;
const MOST_TIMES: u32 = 100;

impl Pattern {
    /// Nothing for a pattern that means more than this can judge.
    pub fn new(pattern: &str) -> Option<Self> {
        let inner = pattern.strip_prefix('^')?.strip_suffix('$')?;
        if !inner.is_ascii() || inner.len() > MOST_BYTES {
            return None;
        }
        let mut rest = inner.as_bytes();
        let mut atoms = Vec::new();
        while let Some((first, behind)) = rest.split_first() {
            rest = behind;
            let set = match first {
                b'[' => class(&mut rest)?,
                b'\\' => escaped(&mut rest)?,
                byte if *byte == b'-' || is_literal(*byte) => bit(*byte),
                _ => return None,
            };
            let (least, most) = times(&mut rest)?;
            atoms.push(Atom { set, least, most });
        }
        Some(Self { atoms })
    }

    /// Whether it matches a text, as far as that is sure.
    pub fn surely_matches(&self, text: &str) -> bool {
        if text.len() > MOST_BYTES || !text.is_ascii() {
            return false;
        }
        // A bit for each place up to which the text may be read.
        let mut places: u128 = 1;
        for atom in &self.atoms {
            let fitting = text.bytes().enumerate();
            let fitting = fitting
                .filter(|(_, byte)| atom.set & bit(*byte) != 0)
                .fold(0, |bits, (place, _)| bits | 1 << place);
            for _ in 0..atom.least {
                places = (places & fitting) << 1;
            }
            let further = atom.most.map_or(u32::MAX, |most| most - atom.least);
            for _ in 0..further {
                let more = places | (places & fitting) << 1;
                if more == places {
                    break;
                }
                places = more;
            }
        }
        places & (1 << text.len()) != 0
    }
}

fn bit(byte: u8) -> u128 {
    1_u128.checked_shl(u32::from(byte)).unwrap_or(0)
}

/// Whether a character stands for itself, in a class or not, in every dialect.
fn is_literal(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"_ ,:;@/%#=<>'\"!".contains(&byte)
}

fn take(rest: &mut &[u8]) -> Option<u8> {
    let (first, behind) = rest.split_first()?;
    *rest = behind;
    Some(*first)
}

/// What stands behind a `\`.
fn escaped(rest: &mut &[u8]) -> Option<u128> {
    match take(rest)? {
        b'd' => Some(DIGITS),
        mark @ (b'.' | b'+' | b'/' | b'*' | b'(' | b')' | b'$') => Some(bit(mark)),
        _ => None,
    }
}

/// What stands behind a `[`, up to the `]`.
fn class(rest: &mut &[u8]) -> Option<u128> {
    let is_negated = rest.first() == Some(&b'^');
    if is_negated {
        take(rest);
    }
    let mut set = 0;
    loop {
        let first = match take(rest)? {
            b']' if set != 0 => break,
            b'\\' => {
                set |= escaped(rest)?;
                // What follows might be meant as the end of a range.
                if rest.first() == Some(&b'-') {
                    return None;
                }
                continue;
            }
            b'-' if set != 0 && rest.first() == Some(&b']') => b'-',
            mark @ (b'.' | b'+' | b'*' | b'(' | b')' | b'$') => mark,
            byte if is_literal(byte) => byte,
            _ => return None,
        };
        set |= match rest {
            [b'-', last, behind @ ..] if *last != b']' => {
                let is_range = |of: fn(&u8) -> bool| of(&first) && of(last) && first <= *last;
                let is_legal = is_range(u8::is_ascii_digit)
                    || is_range(u8::is_ascii_lowercase)
                    || is_range(u8::is_ascii_uppercase);
                let all = is_legal.then(|| (first..=*last).fold(0, |set, byte| set | bit(byte)))?;
                *rest = behind;
                all
            }
            _ => bit(first),
        };
    }
    Some(if is_negated { PRINTED & !set } else { set })
}

/// How often the last atom may stand there: at least, and at most.
fn times(rest: &mut &[u8]) -> Option<(u32, Option<u32>)> {
    let (least, most) = match rest.first() {
        Some(b'+') => (1, None),
        Some(b'*') => (0, None),
        Some(b'?') => (0, Some(1)),
        Some(b'{') => {
            take(rest);
            let least = number(rest)?;
            match rest {
                [b'}', ..] => (least, Some(least)),
                [b',', b'}', ..] => {
                    take(rest);
                    (least, None)
                }
                [b',', ..] => {
                    take(rest);
                    let most = number(rest)?;
                    (least, (rest.first() == Some(&b'}')).then_some(Some(most))?)
                }
                _ => return None,
            }
        }
        _ => return Some((1, Some(1))),
    };
    take(rest);
    // Another mark behind the first would change what it means.
    let is_whole = !matches!(rest.first(), Some(b'+' | b'*' | b'?' | b'{'));
    let is_range = most.is_none_or(|most| least <= most);
    (is_whole && is_range).then_some((least, most))
}

fn number(rest: &mut &[u8]) -> Option<u32> {
    let mut number = None;
    while let Some(digit) = rest.first().filter(|byte| byte.is_ascii_digit()) {
        number = Some(number.unwrap_or(0) * 10 + u32::from(digit - b'0'));
        if number > Some(MOST_TIMES) {
            return None;
        }
        take(rest);
    }
    number
}

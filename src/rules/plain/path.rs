//! Paths of names and positions: `$.numbers[0].msisdn`.

use crate::definition::{Data, Value};
use crate::source::slice;

/// Whether a text surely is a path of names and positions alone: legal, understood everywhere, and
/// of one value at most.
pub fn is_plain_path(text: &str) -> bool {
    follow(text, &mut |_| Some(())).is_some()
}

/// Whether such a path surely leads somewhere in a value.
pub fn surely_leads_somewhere(text: &str, value: &Value<'_>) -> bool {
    let mut at = value;
    follow(text, &mut |step| {
        at = match (step, &at.data) {
            (Step::Name(name), Data::Map(_)) => at.get(name)?,
            (Step::Position(position), Data::List(items)) => items.get(position)?,
            _ => return None,
        };
        Some(())
    })
    .is_some()
}

enum Step<'t> {
    Name(&'t str),
    Position(usize),
}

/// Nothing where a step cannot be read, or not be taken.
fn follow<'t>(text: &'t str, take: &mut dyn FnMut(Step<'t>) -> Option<()>) -> Option<()> {
    let mut rest = text.strip_prefix('$')?;
    while !rest.is_empty() {
        let length;
        if let Some(behind) = rest.strip_prefix('.') {
            let is_part = |b: u8| b.is_ascii_alphanumeric() || b == b'_';
            let name = behind.bytes().position(|b| !is_part(b));
            let name = slice(behind, 0..name.unwrap_or(behind.len()));
            let first = name.bytes().next()?;
            if first.is_ascii_digit() {
                return None;
            }
            take(Step::Name(name))?;
            length = 1 + name.len();
        } else {
            let (digits, _) = rest.strip_prefix('[')?.split_once(']')?;
            let is_number = digits.len() <= 4 && digits.bytes().all(|b| b.is_ascii_digit());
            let has_zero = digits.len() > 1 && digits.starts_with('0');
            let position = digits.parse().ok();
            take(Step::Position(position.filter(|_| is_number && !has_zero)?))?;
            length = digits.len() + 2;
        }
        rest = slice(rest, length..rest.len());
    }
    Some(())
}

//! Sets of characters.

/// A set of ASCII characters and of one other, which stands for all the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chars {
    /// A bit for each.
    ascii: u128,
    /// Whether the rest is part of it.
    other: bool,
}

/// Stands for every character that is not ASCII.
pub(super) const OTHER: char = 'é';

/// The character that a set is asked about instead.
pub(super) fn representative(c: char) -> char {
    if c.is_ascii() { c } else { OTHER }
}

impl Chars {
    /// Every character.
    pub(super) const ALL: Self = Self {
        ascii: u128::MAX,
        other: true,
    };
    /// No character.
    pub(super) const NONE: Self = Self {
        ascii: 0,
        other: false,
    };

    /// The characters for which `has` says yes. It is asked about each ASCII character and about
    /// one other.
    #[must_use]
    pub fn of(has: impl Fn(char) -> bool) -> Self {
        let ascii = (0..128_u8).filter(|byte| has(char::from(*byte)));
        Self {
            ascii: ascii.fold(0, |bits, byte| bits | 1 << byte),
            other: has(OTHER),
        }
    }

    /// Certain characters of ASCII.
    ///
    /// # Panics
    ///
    /// Where a member is none: in a constant, while that is compiled.
    #[must_use]
    pub const fn ascii(mut members: &[u8]) -> Self {
        let mut ascii = 0;
        while let [member, rest @ ..] = members {
            assert!(member.is_ascii(), "only these have a bit of their own");
            ascii |= 1 << *member;
            members = rest;
        }
        Self {
            ascii,
            other: false,
        }
    }

    /// Whether one of the characters of a text is in it.
    #[must_use]
    pub fn has_any(self, text: &str) -> bool {
        text.bytes().any(|byte| match byte {
            0..128 => self.ascii >> byte & 1 == 1,
            _ => self.other,
        })
    }

    /// Whether both sets have a character in common.
    #[must_use]
    pub fn meets(self, others: Self) -> bool {
        self.ascii & others.ascii != 0 || (self.other && others.other)
    }

    pub(super) fn or(self, others: Self) -> Self {
        Self {
            ascii: self.ascii | others.ascii,
            other: self.other || others.other,
        }
    }

    pub(super) fn inverted(self) -> Self {
        Self {
            ascii: !self.ascii,
            other: !self.other,
        }
    }
}

//! Numbers of JSON as they are spelled.

use std::borrow::Cow;
use std::ops::Deref;

/// A number in JSON's spelling, which a number of the machine could not keep.
#[derive(Clone, Debug)]
pub struct Number<'s>(Held<'s>);

/// Most stand in the source as they are. The others take two steps to, so that they take no more room.
#[expect(clippy::box_collection, reason = "a pointer to it is smaller than it")]
#[derive(Clone, Debug)]
enum Held<'s> {
    Source(&'s str),
    Other(Box<String>),
}

impl Deref for Number<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        match &self.0 {
            Held::Source(text) => text,
            Held::Other(text) => text,
        }
    }
}

impl<'s> From<Cow<'s, str>> for Number<'s> {
    fn from(spelled: Cow<'s, str>) -> Self {
        Self(match spelled {
            Cow::Borrowed(text) => Held::Source(text),
            Cow::Owned(text) => Held::Other(Box::new(text)),
        })
    }
}

impl PartialEq<str> for Number<'_> {
    fn eq(&self, other: &str) -> bool {
        **self == *other
    }
}

impl From<String> for Number<'_> {
    fn from(spelled: String) -> Self {
        Cow::<str>::Owned(spelled).into()
    }
}

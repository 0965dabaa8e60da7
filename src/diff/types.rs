//! What a change of types means to whoever reads the values.

use std::sync::Arc;

use crate::types::{Choice, Field, Format, Record, Type, Union};

/// Who writes the values, and so which side must not be surprised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    /// A platform writes them by the new definitions; a server was made for the old ones.
    Request,
    /// A server writes them as before; the platform reads them by the new definitions.
    Reply,
}

/// One difference between two types.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct TypeChange {
    /// The keys on the way to it; `[]` for the items of a list, `*` for the values of a map.
    pub path: Vec<String>,
    /// What is different.
    pub what: What,
}

/// What is different.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum What {
    /// A member is there that was not.
    Added {
        /// Whether it has to be there.
        is_required: bool,
    },
    /// A member is gone.
    Removed,
    /// Values are legal, or come, that whoever reads them does not expect.
    Other {
        /// The old type in words.
        old: String,
        /// The new type in words.
        new: String,
    },
    /// The type changed, and every value that comes is one that was expected.
    Fewer {
        /// The old type in words.
        old: String,
        /// The new type in words.
        new: String,
    },
    /// It has to be there, which it had not.
    Required,
    /// It may be absent.
    Optional,
    /// It may be `null`.
    Nullable,
    /// It is never `null`.
    NotNull,
    /// A value that is always the same is another one, or varies.
    Value,
}

/// The differences of two types of one place.
pub(super) fn differences(old: &Type, new: &Type, direction: Direction) -> Vec<TypeChange> {
    let mut found = Vec::new();
    compare(old, new, direction, &mut Vec::new(), &mut found);
    found
}

/// The differences of two members of one key, apart from the key.
pub(super) fn field_differences(old: &Field, new: &Field, direction: Direction) -> Vec<TypeChange> {
    let mut found = Vec::new();
    field(old, new, direction, &mut Vec::new(), &mut found);
    found
}

fn compare(
    old: &Type,
    new: &Type,
    direction: Direction,
    path: &mut Vec<String>,
    found: &mut Vec<TypeChange>,
) {
    match (old, new) {
        (Type::Record(old), Type::Record(new)) => records(old, new, direction, path, found),
        (Type::List(old), Type::List(new)) => below("[]", path, |path| {
            compare(old, new, direction, path, found);
        }),
        (Type::Map(old), Type::Map(new)) => below("*", path, |path| {
            compare(old, new, direction, path, found);
        }),
        _ if is_same(old, new) => {}
        _ => {
            let (old_words, new_words) = (words(old), words(new));
            let (comes, expected) = match direction {
                Direction::Request => (new, old),
                Direction::Reply => (old, new),
            };
            let what = if is_within(comes, expected) {
                What::Fewer {
                    old: old_words,
                    new: new_words,
                }
            } else {
                What::Other {
                    old: old_words,
                    new: new_words,
                }
            };
            found.push(TypeChange {
                path: path.clone(),
                what,
            });
        }
    }
}

fn below(step: &str, path: &mut Vec<String>, inner: impl FnOnce(&mut Vec<String>)) {
    path.push(step.to_owned());
    inner(path);
    path.pop();
}

fn records(
    old: &Record,
    new: &Record,
    direction: Direction,
    path: &mut Vec<String>,
    found: &mut Vec<TypeChange>,
) {
    for before in &old.fields {
        below(&before.key, path, |path| match member(new, &before.key) {
            Some(now) => field(before, now, direction, path, found),
            None => found.push(TypeChange {
                path: path.clone(),
                what: What::Removed,
            }),
        });
    }
    for now in &new.fields {
        if member(old, &now.key).is_none() {
            below(&now.key, path, |path| {
                found.push(TypeChange {
                    path: path.clone(),
                    what: What::Added {
                        is_required: now.is_required,
                    },
                });
            });
        }
    }
}

fn field(
    old: &Field,
    new: &Field,
    direction: Direction,
    path: &mut Vec<String>,
    found: &mut Vec<TypeChange>,
) {
    let mut add = |what| {
        found.push(TypeChange {
            path: path.clone(),
            what,
        });
    };
    if old.is_required != new.is_required {
        add(if new.is_required {
            What::Required
        } else {
            What::Optional
        });
    }
    if old.is_nullable != new.is_nullable {
        add(if new.is_nullable {
            What::Nullable
        } else {
            What::NotNull
        });
    }
    let before = found.len();
    // `null` alone says nothing of the type, and that it is no longer alone is said already.
    if old.is_nullable == new.is_nullable {
        compare(&old.r#type, &new.r#type, direction, path, found);
    }
    // Of replies there are examples, which fix nothing.
    let is_fixed = direction == Direction::Request && !old.examples.is_empty();
    if found.len() == before && is_fixed && old.examples != new.examples {
        found.push(TypeChange {
            path: path.clone(),
            what: What::Value,
        });
    }
}

fn member<'r>(record: &'r Record, key: &str) -> Option<&'r Field> {
    record.fields.iter().find(|field| field.key == key)
}

/// Whether two types are the same to whoever reads values: names and descriptions do not count.
fn is_same(one: &Type, other: &Type) -> bool {
    is_within(one, other) && is_within(other, one)
}

/// Whether every value of one type is certainly one of the other.
fn is_within(one: &Type, other: &Type) -> bool {
    match (one, other) {
        (_, Type::Opaque)
        | (Type::Choice(_), Type::Text(Format::Plain))
        | (Type::Integer(_) | Type::Number, Type::Number)
        | (Type::Boolean, Type::Boolean) => true,
        (Type::Text(one), Type::Text(other)) => one == other || *other == Format::Plain,
        (Type::Integer(one), Type::Integer(other)) => one == other,
        (Type::Choice(one), Type::Choice(other)) => is_choice_within(one, other),
        (Type::List(one), Type::List(other)) | (Type::Map(one), Type::Map(other)) => {
            is_within(one, other)
        }
        (Type::Record(record), Type::Map(value)) => {
            let mut fields = record.fields.iter();
            fields.all(|field| !field.is_nullable && is_within(&field.r#type, value))
        }
        (Type::Record(one), Type::Record(other)) => is_record_within(one, other),
        (Type::Union(one), Type::Union(other)) => is_union_within(one, other),
        _ => false,
    }
}

/// Whether code has to bear other values is beside the point: these are the ones that are declared.
fn is_choice_within(one: &Arc<Choice>, other: &Arc<Choice>) -> bool {
    let mut values = one.values.iter();
    values.all(|(value, _)| other.values.iter().any(|(known, _)| known == value))
}

/// Members that the other one does not know are not read.
fn is_record_within(one: &Record, other: &Record) -> bool {
    other.fields.iter().all(|wanted| {
        let Some(field) = member(one, &wanted.key) else {
            return !wanted.is_required;
        };
        (field.is_required || !wanted.is_required)
            && (!field.is_nullable || wanted.is_nullable)
            && is_within(&field.r#type, &wanted.r#type)
    })
}

fn is_union_within(one: &Union, other: &Union) -> bool {
    let mut variants = one.variants.iter();
    one.tag == other.tag
        && (other.is_open || !one.is_open)
        && variants.all(|variant| {
            let mut known = other.variants.iter();
            known.any(|known| {
                let mut tags = variant.tags.iter();
                tags.all(|tag| known.tags.contains(tag))
                    && is_within(&variant.r#type, &known.r#type)
            })
        })
}

/// A type in words: "text", "a whole number".
pub(super) fn words(r#type: &Type) -> String {
    match r#type {
        Type::Text(Format::Plain) => "text".to_owned(),
        Type::Text(Format::Uuid) => "a UUID".to_owned(),
        Type::Text(Format::DateTime) => "a date and time".to_owned(),
        Type::Text(Format::Date) => "a date".to_owned(),
        Type::Text(Format::Uri) => "a URI".to_owned(),
        Type::Text(Format::Email) => "an e-mail address".to_owned(),
        Type::Text(Format::DecimalSeconds) => "seconds as text".to_owned(),
        Type::Text(Format::Json) => "JSON as text".to_owned(),
        Type::Text(Format::Number) => "a number as text".to_owned(),
        Type::Text(Format::Boolean) => "`true` or `false` as text".to_owned(),
        Type::Integer(_) => "a whole number".to_owned(),
        Type::Number => "a number".to_owned(),
        Type::Boolean => "`true` or `false`".to_owned(),
        Type::Choice(choice) => {
            let values = choice
                .values
                .iter()
                .map(|(value, _)| format!("`{value}`"))
                .collect::<Vec<_>>();
            format!("one of {}", values.join(", "))
        }
        Type::List(item) => format!("a list of {}", plural(item)),
        Type::Map(_) | Type::Record(_) => "an object".to_owned(),
        Type::Union(_) => "one of several types".to_owned(),
        Type::Opaque => "any JSON".to_owned(),
    }
}

fn plural(r#type: &Type) -> &'static str {
    match r#type {
        Type::Text(_) | Type::Choice(_) => "texts",
        Type::Integer(_) | Type::Number => "numbers",
        Type::Boolean => "booleans",
        Type::List(_) => "lists",
        Type::Map(_) | Type::Record(_) => "objects",
        Type::Union(_) | Type::Opaque => "anything",
    }
}

//! The payloads of a platform's page.

use std::fmt::Write as _;

use super::super::facts::Facts;
use super::super::markdown::code_span;
use super::table::{Table, codes};
use crate::types::{
    Author, Choice, Evidence, Field, Format, Payload, Record, Tag, Type, Union, Unit,
};

/// Every payload with its members.
pub(super) fn payloads(out: &mut String, platform: &Facts) {
    let payloads = (platform.payloads)();
    if payloads.is_empty() {
        return;
    }
    out.push_str(
        "## Payloads\n\nWhere a member is known from: the vendor's *text* or table; the vendor's \
         *sample*, which does not explain it; code or pages *elsewhere*; *nobody* where it is \
         assumed. *Sensitive* members hold what people said, or what may be a credential.\n\n",
    );
    for (index, payload) in payloads.iter().enumerate() {
        let before = payloads.get(..index).unwrap_or_default();
        head(out, platform, payload);
        match &payload.root {
            Type::Record(record) => match alike(before, record) {
                Some(other) => refer(out, other, record),
                None => members(out, record),
            },
            Type::Union(union) => variants(out, union, &payloads),
            _ => out.push_str("Its members have names of your own, and any values.\n\n"),
        }
    }
}

fn head(out: &mut String, platform: &Facts, payload: &Payload) {
    let Payload {
        name, title, doc, ..
    } = payload;
    let _ = writeln!(out, "### {name}\n\n**{title}.** {doc}");
    let _ = writeln!(
        out,
        "{}\n",
        match payload.written_by {
            Author::Sender => "There may be further members.",
            Author::Configurer => "There are no other members.",
        }
    );
    let schema = format!("../../schemas/{}/{name}.schema.json", platform.id);
    let source = payload.source.as_ref();
    let source = source
        .map(|url| format!(", [vendor's page]({url})"))
        .unwrap_or_default();
    let _ = writeln!(out, "[JSON Schema]({schema}){source}\n");
}

/// A payload shown before whose members are the same, but for what tells them apart.
fn alike<'p>(before: &'p [Payload], record: &Record) -> Option<&'p Payload> {
    before.iter().find(|payload| match &payload.root {
        Type::Record(other) => {
            let pairs = || other.fields.iter().zip(&record.fields);
            other.fields.len() == record.fields.len()
                && pairs().all(|(one, two)| one.key == two.key)
                && pairs()
                    .all(|(one, two)| one == two || fixed(one).is_some() && fixed(two).is_some())
        }
        _ => false,
    })
}

fn fixed(field: &Field) -> Option<&Choice> {
    match &field.r#type {
        Type::Choice(choice) if !choice.is_open => Some(choice),
        _ => None,
    }
}

fn refer(out: &mut String, other: &Payload, record: &Record) {
    let _ = write!(out, "Its members are those of {}, with", link(&other.name));
    for field in &record.fields {
        if let Some(choice) = fixed(field) {
            let values = codes(choice.values.iter().map(|(value, _)| value.as_str()));
            let _ = write!(out, " {}: {values}", code_span(&field.key));
        }
    }
    out.push_str(".\n\n");
}

/// A link to the payload of this name on the same page.
fn link(name: &str) -> String {
    let is_kept = |c: &char| c.is_alphanumeric() || matches!(c, '-' | '_');
    let anchor: String = name.to_lowercase().chars().filter(is_kept).collect();
    format!("[{}](#{anchor})", code_span(name))
}

/// The types among which a tag chooses; where each is a payload itself, it is described there.
fn variants(out: &mut String, union: &Union, payloads: &[Payload]) {
    if let Tag::Inside(key) = &union.tag {
        let rest = if union.is_open {
            " Any other is accepted, with any members."
        } else {
            ""
        };
        let _ = writeln!(out, "{} tells which it is.{rest}\n", code_span(key));
    }
    let name = code_span(match &union.tag {
        Tag::Inside(key) | Tag::Beside(key) => key,
        Tag::JsonType => "JSON type",
    });
    let mut table = Table::new(&[&name, "meaning"]);
    for variant in &union.variants {
        let payload = payloads
            .iter()
            .find(|payload| payload.root == variant.r#type);
        let tags = codes(variant.tags.iter().map(String::as_str));
        let tags = payload.map_or(tags, |payload| link(&payload.name));
        table.row(&[tags, variant.doc.clone()]);
    }
    table.print(out);
}

fn members(out: &mut String, record: &Record) {
    let columns = [
        "member",
        "type",
        "required",
        "null",
        "example",
        "known from",
        "meaning",
    ];
    let mut rows = Rows {
        table: Table::new(&columns),
        seen: Vec::new(),
    };
    rows.record(record, "");
    rows.table.print(out);
}

struct Rows<'t> {
    table: Table,
    /// Objects that are described already, and where.
    seen: Vec<(&'t Record, String)>,
}

impl<'t> Rows<'t> {
    fn record(&mut self, record: &'t Record, path: &str) {
        self.seen.push((record, path.to_owned()));
        for field in &record.fields {
            let path = match path {
                "" => field.key.clone(),
                path => format!("{path}.{}", field.key),
            };
            self.field(field, &path);
            self.inside(&field.r#type, &path);
        }
    }

    fn field(&mut self, field: &Field, path: &str) {
        let (known, assumed) = match &field.evidence {
            Evidence::Documented => ("text", ""),
            Evidence::Sample => ("sample", ""),
            Evidence::Elsewhere(_) => ("elsewhere", ""),
            Evidence::Assumed(what) => ("nobody", what.as_str()),
            Evidence::Declared => ("definition", ""),
        };
        let sensitive = if field.is_sensitive {
            "*Sensitive.*"
        } else {
            ""
        };
        let examples = field.examples.iter().map(ToString::to_string);
        let examples: Vec<String> = examples.map(|example| code_span(&example)).collect();
        let yes = |is_so: bool| if is_so { "yes" } else { "" }.to_owned();
        self.table.row(&[
            code_span(path),
            self.words(&field.r#type),
            yes(field.is_required),
            yes(field.is_nullable),
            examples.join(", "),
            known.to_owned(),
            [&field.doc, assumed, sensitive].join(" "),
        ]);
    }

    /// What is inside of a member.
    fn inside(&mut self, r#type: &'t Type, path: &str) {
        match r#type {
            Type::List(item) => self.inside(item, &format!("{path}[]")),
            Type::Map(value) => self.inside(value, &format!("{path}.*")),
            Type::Record(record) => {
                if self.place(record).is_none() {
                    self.record(record, path);
                }
            }
            Type::Union(union) => self.union(union, path),
            Type::Text(_)
            | Type::Integer(_)
            | Type::Number
            | Type::Boolean
            | Type::Choice(_)
            | Type::Opaque => {}
        }
    }

    fn union(&mut self, union: &'t Union, path: &str) {
        for variant in &union.variants {
            // A JSON type is its own name.
            if let Tag::Inside(key) | Tag::Beside(key) = &union.tag {
                let tags = codes(variant.tags.iter().map(String::as_str));
                let nothing = String::new;
                self.table.row(&[
                    format!("{} where {} is {tags}", code_span(path), code_span(key)),
                    self.words(&variant.r#type),
                    nothing(),
                    nothing(),
                    nothing(),
                    nothing(),
                    variant.doc.clone(),
                ]);
            }
            self.inside(&variant.r#type, path);
        }
    }

    fn place(&self, record: &Record) -> Option<&str> {
        let mut seen = self.seen.iter();
        seen.find(|(other, _)| *other == record)
            .map(|(_, path)| path.as_str())
    }

    fn words(&self, r#type: &Type) -> String {
        match r#type {
            Type::Text(format) => text(*format).to_owned(),
            Type::Integer(Unit::None) => "whole number".to_owned(),
            Type::Integer(Unit::EpochMilliseconds) => "epoch milliseconds".to_owned(),
            Type::Number => "number".to_owned(),
            Type::Boolean => "boolean".to_owned(),
            Type::Choice(choice) => {
                let values = codes(choice.values.iter().map(|(value, _)| value.as_str()));
                match choice.values.as_slice() {
                    _ if choice.is_open => format!("text, such as {values}"),
                    [_] => values,
                    _ => format!("one of {values}"),
                }
            }
            Type::List(item) => format!("list: {}", self.words(item)),
            Type::Map(value) => match value.as_ref() {
                Type::Opaque => "object of any members".to_owned(),
                value => format!("object of members: {}", self.words(value)),
            },
            Type::Record(record) => match self.place(record) {
                Some(path) => format!("object, as {}", code_span(path)),
                None => "object".to_owned(),
            },
            Type::Union(union) => match &union.tag {
                Tag::Inside(key) => format!("object, by its {}", code_span(key)),
                Tag::Beside(key) => format!("by {}", code_span(key)),
                Tag::JsonType => {
                    let types = union
                        .variants
                        .iter()
                        .map(|variant| self.words(&variant.r#type));
                    let mut types: Vec<String> = types.collect();
                    types.extend(union.is_open.then(|| "any".to_owned()));
                    types.join(" or ")
                }
            },
            Type::Opaque => "any".to_owned(),
        }
    }
}

fn text(format: Format) -> &'static str {
    match format {
        Format::Plain => "text",
        Format::Uuid => "UUID",
        Format::DateTime => "date and time",
        Format::Date => "date",
        Format::Uri => "URI",
        Format::Email => "e-mail address",
        Format::DecimalSeconds => "decimal seconds, as text",
        Format::Json => "JSON, as text",
        Format::Number => "number, as text",
        Format::Boolean => "boolean, as text",
    }
}

//! Judges JSON by a JSON Schema. The library behind it is named here and nowhere else.

mod bounds;
mod judge;

use std::fmt::Write as _;

use jsonschema::error::{TypeKind, ValidationErrorKind};
use jsonschema::{ReferencingError, ValidationError};
use serde_json::Value;

pub use judge::{Judge, Listed};

use crate::diagnostic::Shown;

/// What a schema says of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It accepts it, or does not and these are the reasons.
    Judged(Vec<Fault>),
    /// It is no JSON Schema. The faults lie in the schema: their [`Fault::value`] leads there.
    NoSchema(Vec<Fault>),
}

/// One reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What it is about.
    pub what: What,
    /// The place in the value, as a JSON Pointer (RFC 6901).
    pub value: String,
    /// The place in the schema, as a JSON Pointer; it may lead to the keyword or into its value.
    pub schema: String,
    /// A lower-case phrase.
    pub message: String,
}

/// What a [`Fault`] is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// The value itself.
    Value,
    /// The value, a `pattern` of a schema.
    Pattern,
    /// A key that an object lacks.
    MissingKey,
    /// A reference that leads nowhere, or out of the schema.
    Reference,
    /// The schema as a whole: it is too large to be used.
    Size,
    /// This key of an object, which should not be there.
    ExtraKey(String),
}

/// Judges a value; without one, the schema alone. Nothing is fetched: a reference to another
/// document makes the schema unusable. So does one that would take too long.
#[must_use]
pub fn judge(schema: &Value, value: Option<&Value>) -> Verdict {
    let faults = faults_of_schema(schema);
    if !faults.is_empty() {
        return Verdict::NoSchema(faults);
    }
    match bounds::depth(schema, value) {
        Ok(depth) => bounds::on_stack(depth, || judge_at_once(schema, value))
            .unwrap_or_else(|| Verdict::NoSchema(vec![too_much(bounds::TooMuch::Parts)])),
        Err(much) => Verdict::NoSchema(vec![too_much(much)]),
    }
}

fn too_much(much: bounds::TooMuch) -> Fault {
    Fault {
        what: What::Size,
        value: String::new(),
        schema: String::new(),
        message: much.message(),
    }
}

fn judge_at_once(schema: &Value, value: Option<&Value>) -> Verdict {
    let validator = match jsonschema::options().offline().build(schema) {
        Ok(validator) => validator,
        // The library compiles fewer patterns than ECMA-262 has: these cannot be judged.
        Err(error) if matches!(error.kind(), ValidationErrorKind::Format { format } if format == "regex") =>
        {
            return Verdict::Judged(Vec::new());
        }
        Err(error) => return Verdict::NoSchema(faults_of(&error)),
    };
    let faults = value.into_iter().flat_map(|value| {
        let errors = validator.iter_errors(value);
        errors
            .flat_map(|error| faults_of(&error))
            .collect::<Vec<_>>()
    });
    Verdict::Judged(faults.collect())
}

/// Whether a schema accepts a value; yes where it is none.
#[must_use]
pub fn accepts(schema: &Value, value: &Value) -> bool {
    match judge(schema, Some(value)) {
        Verdict::Judged(faults) => faults.is_empty(),
        Verdict::NoSchema(_) => true,
    }
}

/// What makes a schema no JSON Schema, or one that cannot be used. Their [`Fault::value`] leads into
/// the schema.
#[must_use]
pub fn faults_of_schema(schema: &Value) -> Vec<Fault> {
    let mut faults = faults_by_meta_schema(schema);
    faults.extend(lost_references(schema));
    let patterns = patterns_that_do_not_compile(schema);
    // Old versions of JSON Schema judge some of them by themselves, without a reason.
    faults.retain(|fault| patterns.iter().all(|other| other.value != fault.value));
    faults.extend(patterns);
    faults
}

/// Why a text is no regular expression of ECMA-262, as a lower-case phrase; nothing where it is one.
#[must_use]
pub fn pattern_fault(pattern: &str) -> Option<String> {
    // JSON Schema wants patterns that Unicode mode takes; what it additionally forbids, a needless
    // `\` before a punctuation mark, does no harm.
    let mut widened = String::with_capacity(pattern.len());
    let mut characters = pattern.chars();
    while let Some(c) = characters.next() {
        widened.push(c);
        if c == '\\'
            && let Some(escaped) = characters.next()
        {
            if escaped.is_alphanumeric() {
                widened.push(escaped);
            } else {
                let _ = write!(widened, "u{{{:x}}}", u32::from(escaped));
            }
        }
    }
    let error = regress::Regex::with_flags(&widened, "u").err()?;
    let is_limit = error.text.contains("too deeply") || error.text.contains("limit");
    let reason = error.text.trim_end_matches('.').to_lowercase();
    (!is_limit).then_some(reason)
}

fn patterns_that_do_not_compile(schema: &Value) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut judge = |pattern: &str, what: What, pointer: &str| {
        if let Some(reason) = pattern_fault(pattern) {
            let message = format!("this is no regular expression of ECMA-262: {reason}");
            faults.push(Fault {
                what,
                value: pointer.to_owned(),
                schema: String::new(),
                message,
            });
        }
    };
    walk(schema, "", &mut |pointer, key, value| match (key, value) {
        ("pattern", Value::String(pattern)) => judge(pattern, What::Pattern, pointer),
        ("patternProperties", Value::Object(entries)) => {
            for pattern in entries.keys() {
                judge(pattern, What::ExtraKey(pattern.clone()), pointer);
            }
        }
        _ => {}
    });
    faults
}

fn faults_by_meta_schema(schema: &Value) -> Vec<Fault> {
    if !schema.is_object() && !schema.is_boolean() {
        return vec![Fault {
            what: What::Value,
            value: String::new(),
            schema: String::new(),
            message: format!(
                "a JSON Schema is an object or a boolean, not {}",
                name_of(schema)
            ),
        }];
    }
    match jsonschema::meta::validator_for(schema) {
        Ok(validator) => validator
            .iter_errors(schema)
            .flat_map(|error| faults_of(&error))
            .collect(),
        Err(_) => vec![Fault {
            what: What::Value,
            value: "/$schema".to_owned(),
            schema: String::new(),
            message: "a version of JSON Schema that is not known".to_owned(),
        }],
    }
}

/// References that lead nowhere, or to other documents, which would have to be fetched.
fn lost_references(schema: &Value) -> Vec<Fault> {
    let mut found = Vec::new();
    let mut ids = Vec::new();
    walk(schema, "", &mut |pointer, key, value| {
        if let Some(text) = value.as_str() {
            match key {
                "$id" => ids.push(text.to_owned()),
                "$ref" | "$dynamicRef" | "$recursiveRef" => {
                    found.push((pointer.to_owned(), text.to_owned()));
                }
                _ => {}
            }
        }
    });
    let has_no_id = ids.is_empty();
    let leads_nowhere = |reference: &str| {
        let fragment = reference.strip_prefix('#').filter(|at| at.starts_with('/'));
        has_no_id && fragment.is_some_and(|at| !at.contains('%') && schema.pointer(at).is_none())
    };
    let is_known = |reference: &str| {
        let document = reference.split('#').next().unwrap_or_default();
        document.is_empty()
            || reference.starts_with("https://json-schema.org/")
            || reference.starts_with("http://json-schema.org/")
            || ids.iter().any(|id| !id.starts_with('#'))
    };
    let faults = found.into_iter().filter_map(|(pointer, reference)| {
        let message = if leads_nowhere(&reference) {
            format!("there is no `{}` in it", reference.shown())
        } else if is_known(&reference) {
            return None;
        } else {
            unreachable_document(&reference)
        };
        Some(Fault {
            what: What::Reference,
            value: pointer,
            schema: String::new(),
            message,
        })
    });
    faults.collect()
}

fn unreachable_document(reference: &str) -> String {
    format!(
        "`{}` is another document, which is not fetched",
        reference.shown()
    )
}

fn walk(value: &Value, pointer: &str, visit: &mut dyn FnMut(&str, &str, &Value)) {
    match value {
        Value::Object(entries) => {
            // What these hold are values, not schemas, unless they are names.
            let parent = pointer.rsplit('/').next().unwrap_or_default();
            let holds_names = ["properties", "patternProperties", "$defs", "definitions"];
            let is_schema = |key: &str| {
                holds_names.contains(&parent)
                    || !["const", "default", "enum", "examples"].contains(&key)
            };
            for (key, inner) in entries.iter().filter(|(key, _)| is_schema(key)) {
                let pointer = format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1"));
                visit(&pointer, key, inner);
                walk(inner, &pointer, visit);
            }
        }
        Value::Array(items) => {
            for (index, inner) in items.iter().enumerate() {
                walk(inner, &format!("{pointer}/{index}"), visit);
            }
        }
        _ => {}
    }
}

fn faults_of(error: &ValidationError<'_>) -> Vec<Fault> {
    let fault = |what: What, message: String| Fault {
        what,
        value: error.instance_path().as_str().to_owned(),
        schema: error.schema_path().as_str().to_owned(),
        message,
    };
    match error.kind() {
        ValidationErrorKind::AdditionalProperties { unexpected }
        | ValidationErrorKind::UnevaluatedProperties { unexpected } => unexpected
            .iter()
            .map(|key| {
                let message = format!("`{}` is not in the schema", key.shown());
                fault(What::ExtraKey(key.clone()), message)
            })
            .collect(),
        ValidationErrorKind::Required { property } => {
            let name = property.as_str().unwrap_or_default().shown();
            vec![fault(What::MissingKey, format!("`{name}` is missing"))]
        }
        ValidationErrorKind::Type { kind } => {
            let expected = match kind {
                TypeKind::Single(one) => format!("`{one}`"),
                TypeKind::Multiple(several) => crate::diagnostic::list(
                    several
                        .iter()
                        .map(|one| one.to_string())
                        .collect::<Vec<_>>()
                        .iter()
                        .map(String::as_str),
                ),
            };
            let message = format!("{} where `type` is {expected}", name_of(error.instance()));
            vec![fault(What::Value, message)]
        }
        ValidationErrorKind::AnyOf { .. } | ValidationErrorKind::OneOfNotValid { .. } => {
            if error.instance_path().as_str().ends_with("/type") && error.instance().is_string() {
                let message = "this is no type of JSON Schema".to_owned();
                return vec![fault(What::Value, message)];
            }
            let keyword = error.kind().keyword();
            vec![fault(
                What::Value,
                format!("this is none of what `{keyword}` allows"),
            )]
        }
        ValidationErrorKind::OneOfMultipleValid { .. } => {
            vec![fault(
                What::Value,
                "this fits more than one schema of `oneOf`".to_owned(),
            )]
        }
        ValidationErrorKind::FalseSchema => {
            vec![fault(
                What::Value,
                "the schema allows nothing here".to_owned(),
            )]
        }
        ValidationErrorKind::Enum { options } => {
            vec![fault(What::Value, format!("this is none of {options}"))]
        }
        ValidationErrorKind::Format { format } => {
            vec![fault(
                What::Value,
                format!("this is no `{}`", format.shown()),
            )]
        }
        ValidationErrorKind::Referencing(ReferencingError::Unretrievable { uri, .. }) => {
            vec![fault(What::Reference, unreachable_document(uri))]
        }
        ValidationErrorKind::Referencing(_) => {
            let message = "a reference to a place that the schema does not have".to_owned();
            vec![fault(What::Reference, message)]
        }
        _ => {
            let message = error.masked_with("this").to_string();
            vec![fault(What::Value, message)]
        }
    }
}

fn name_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "text",
        Value::Array(_) => "a list",
        Value::Object(_) => "a mapping",
    }
}

#[cfg(test)]
mod tests;

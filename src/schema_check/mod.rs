//! Judges JSON by a JSON Schema. The library behind it is named here and nowhere else.

mod bounds;

use std::cell::Cell;
use std::fmt::Write as _;

use jsonschema::error::{TypeKind, ValidationErrorKind};
use jsonschema::{ReferencingError, ValidationError};
use serde_json::Value;

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

/// A schema that judges many values. One that would take too long is accepted.
#[derive(Clone, Debug)]
pub struct Judge {
    schema: Value,
    validator: jsonschema::Validator,
}

impl Judge {
    /// A judge by this schema.
    ///
    /// # Errors
    /// Where it is no JSON Schema, or one that cannot be used: the faults lie in the schema.
    pub fn new(schema: &Value) -> Result<Self, Vec<Fault>> {
        let faults = faults_of_schema(schema);
        if !faults.is_empty() {
            return Err(faults);
        }
        let depth = bounds::depth(schema, None).map_err(|much| vec![too_much(much)])?;
        let build = || {
            let validator = jsonschema::options().offline().build(schema);
            validator.map_err(|error| faults_of(&error))
        };
        let validator = bounds::on_stack(depth, build);
        let validator = validator.ok_or_else(|| vec![too_much(bounds::TooMuch::Parts)])??;
        Ok(Self {
            schema: schema.clone(),
            validator,
        })
    }

    /// Whether the schema accepts a value.
    #[must_use]
    pub fn accepts(&self, value: &Value) -> bool {
        let accepts = self.asked(value, || self.validator.is_valid(value));
        accepts.unwrap_or(true)
    }

    /// Why the schema does not accept a value; nothing where it does.
    #[must_use]
    pub fn faults(&self, value: &Value) -> Vec<Fault> {
        let faults = || {
            let errors = self.validator.iter_errors(value);
            errors.flat_map(|error| faults_of(&error)).collect()
        };
        self.asked(value, faults).unwrap_or_default()
    }

    fn asked<T: Send>(&self, value: &Value, work: impl FnOnce() -> T + Send) -> Option<T> {
        let depth = bounds::depth(&self.schema, Some(value)).ok()?;
        bounds::on_stack(depth, work)
    }
}

/// Judges the values that a schema lists in its `enum` by all else that it says.
#[derive(Debug)]
pub struct Listed {
    /// Nothing where it is no schema.
    judge: Option<Judge>,
    asked: Cell<usize>,
}

impl Listed {
    /// So many values are judged. Of the others nobody knows.
    pub const MOST: usize = 1_000;

    /// A judge for the values that this schema lists.
    #[must_use]
    pub fn new(schema: &Value) -> Self {
        let mut schema = schema.clone();
        // It holds for each of them, and would look at all for each.
        if let Some(keywords) = schema.as_object_mut() {
            keywords.remove("enum");
        }
        Self {
            judge: Judge::new(&schema).ok(),
            asked: Cell::new(0),
        }
    }

    /// Whether it accepts a value of the list; yes where it is no schema, or that is not known.
    #[must_use]
    pub fn accepts(&self, value: &Value) -> bool {
        self.asked.set(self.asked.get() + 1);
        let is_known = self.asked.get() <= Self::MOST;
        let judge = self.judge.as_ref().filter(|_| is_known);
        judge.is_none_or(|judge| judge.accepts(value))
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
mod tests {
    use super::*;
    use serde_json::json;

    fn messages(schema: &Value, value: &Value) -> (bool, Vec<(String, String)>) {
        let (is_schema, faults) = match judge(schema, Some(value)) {
            Verdict::Judged(faults) => (true, faults),
            Verdict::NoSchema(faults) => (false, faults),
        };
        let faults = faults.into_iter().map(|fault| (fault.value, fault.message));
        (is_schema, faults.collect())
    }

    #[test]
    fn schemas_that_cannot_be_used_say_why() {
        for (schema, at, part) in [
            (json!({ "$ref": "#/nowhere" }), "/$ref", "no `#/nowhere`"),
            (
                json!({ "$ref": "http://127.0.0.1:1/x.json" }),
                "/$ref",
                "not fetched",
            ),
            (
                json!({ "items": { "$ref": "./other.json" } }),
                "/items/$ref",
                "not fetched",
            ),
            (
                json!({ "$schema": "https://example.com/own" }),
                "/$schema",
                "not known",
            ),
            (json!({ "$schema": 5 }), "/$schema", "a number"),
            (json!({ "type": "strin" }), "/type", "no type of"),
            (json!({ "pattern": "[" }), "/pattern", "unbalanced bracket"),
            (
                json!({ "required": "a" }),
                "/required",
                "text where `type` is `array`",
            ),
            (json!(5), "", "not a number"),
        ] {
            let (is_schema, faults) = messages(&schema, &json!({}));
            assert!(!is_schema, "{schema}");
            let [(pointer, message)] = faults.as_slice() else {
                panic!("{schema}: {faults:?}")
            };
            assert_eq!(pointer, at, "{schema}");
            assert!(message.contains(part), "{schema}: {message}");
        }
    }

    #[test]
    fn patterns_are_those_of_ecma_262() {
        // Of its grammar: lookbehind, named groups, properties, modifiers; and of Annex B and of
        // other dialects what Unicode mode refuses.
        for pattern in [
            r"(?<=a+)b",
            r"(?<!a)b",
            r"(?<n>a)\k<n>",
            r"\p{L}",
            r"(?i:x)",
            r"[^]",
            r"\u{1F600}",
            r"\cA",
            r"^\+?[0-9]{6,12}$",
            r"\-\@\_[\w.\-]",
            r"^(?!0)\d+$",
            r"a|",
            "",
        ] {
            assert_eq!(pattern_fault(pattern), None, "{pattern}");
            let schema = json!({ "pattern": pattern });
            assert!(messages(&schema, &json!(1)).0, "{pattern}");
        }
        for pattern in [
            r"(a",
            r"a)",
            r"[a",
            r"*a",
            r"a**",
            r"x++",
            r"a{2,1}",
            r"(?i)x",
            r"(?P<n>x)",
            r"\A",
            r"\Z",
            r"\h",
            r"[[:alpha:]]",
            r"[z-a]",
            r"\p{Foo}",
            r"(?>a)",
            r"(?#x)",
            r"a{,3}",
            r"\1",
            "\\",
        ] {
            assert!(pattern_fault(pattern).is_some(), "{pattern}");
        }
        for deep in ["(".repeat(100_000), "a?".repeat(100_000)] {
            assert_eq!(pattern_fault(&deep), None);
        }
    }

    #[test]
    fn references_that_multiply_are_not_followed() {
        let chain = |count: usize, uses: usize| {
            let mut parts = serde_json::Map::new();
            for at in 0..count {
                let next = json!({ "$ref": format!("#/$defs/a{}", at + 1) });
                parts.insert(format!("a{at}"), json!({ "allOf": vec![next; uses] }));
            }
            parts.insert(format!("a{count}"), json!({ "required": ["x"] }));
            json!({ "$ref": "#/$defs/a0", "$defs": parts })
        };
        let value = json!({ "x": 1 });
        // As many looks as a machine has time for, and as deep.
        assert_eq!(judge(&chain(10, 2), Some(&value)), Verdict::Judged(vec![]));
        assert_eq!(
            judge(&chain(5_000, 1), Some(&value)),
            Verdict::Judged(vec![])
        );
        let refused = |schema: &Value, value: &Value| match judge(schema, Some(value)) {
            Verdict::NoSchema(faults) => faults.first().unwrap().message.clone(),
            Verdict::Judged(_) => panic!("judged"),
        };
        let steps = "to judge by it takes more than 2 million steps and 16 for each value";
        assert_eq!(refused(&chain(40, 2), &value), steps);
        assert_eq!(
            refused(&chain(100_000, 1), &value),
            "it has more than 20000 parts"
        );
        assert!(accepts(&chain(40, 2), &value));
        // So may levels of the value, one reference to each.
        let twice = json!([{ "$ref": "#" }, { "$ref": "#" }]);
        let tree = json!({ "properties": { "a": { "allOf": twice } } });
        let nested = |depth| (0..depth).fold(json!({}), |inner, _| json!({ "a": inner }));
        assert_eq!(judge(&tree, Some(&nested(10))), Verdict::Judged(vec![]));
        assert_eq!(refused(&tree, &nested(60)), steps);
        // And many values, each asked about much.
        let wide = json!({ "items": { "allOf": vec![json!({ "minimum": 0 }); 5_000] } });
        assert_eq!(
            judge(&wide, Some(&json!([1, 2, 3]))),
            Verdict::Judged(vec![])
        );
        assert_eq!(refused(&wide, &json!(vec![1; 50_000])), steps);
    }

    #[test]
    fn references_lead_deep_at_each_level_of_a_value() {
        // As many parts as need no stack of their own to be read.
        let mut parts: serde_json::Map<String, Value> = (0..30)
            .map(|at| {
                (
                    format!("a{at}"),
                    json!({ "$ref": format!("#/$defs/a{}", at + 1) }),
                )
            })
            .collect();
        let inner = json!({ "properties": { "a": { "$ref": "#/$defs/a0" } } });
        parts.insert("a30".to_owned(), inner);
        let schema = json!({ "$ref": "#/$defs/a0", "$defs": parts });
        let value = (0..120).fold(json!({}), |inner, _| json!({ "a": inner }));
        let judged = std::thread::Builder::new()
            .stack_size(1 << 20)
            .spawn(move || judge(&schema, Some(&value)));
        assert_eq!(judged.unwrap().join().unwrap(), Verdict::Judged(vec![]));
    }

    #[test]
    fn parts_with_names_are_found_by_them() {
        let names = ["#/$defs/a", "#b", "c.json", "c.json#/$defs/d"];
        let all: Vec<Value> = names
            .iter()
            .flat_map(|name| vec![json!({ "$ref": name }); 20])
            .collect();
        let schema = json!({
            "$id": "https://acme.example/whole.json",
            "allOf": all,
            "$defs": {
                "a": { "required": ["x"] },
                "b": { "$anchor": "b", "properties": { "id": {}, "x": { "type": "number" } } },
                "c": {
                    "$id": "https://acme.example/c.json",
                    "$ref": "#/$defs/d",
                    "$defs": { "d": { "minProperties": 1 } },
                },
            },
        });
        let (good, bad) = (json!({ "x": 1 }), json!({}));
        assert_eq!(judge(&schema, Some(&good)), Verdict::Judged(vec![]));
        assert!(
            matches!(judge(&schema, Some(&bad)), Verdict::Judged(faults) if faults.len() == 60)
        );
        let same: serde_json::Map<String, Value> = (0..9)
            .map(|at| (format!("a{at}"), json!({ "$anchor": "same" })))
            .collect();
        let schema = json!({ "$ref": "#same", "$defs": same });
        assert!(matches!(judge(&schema, Some(&good)), Verdict::NoSchema(_)));
    }

    #[test]
    fn large_values_are_judged_by_what_is_asked_of_them() {
        let names: Vec<String> = (0..100).map(|name| format!("n{name}")).collect();
        let properties: serde_json::Map<String, Value> = names
            .iter()
            .map(|name| (name.clone(), json!({ "type": "integer" })))
            .collect();
        let object = json!({ "type": "object", "required": names, "properties": properties });
        let schema = json!({ "items": { "$ref": "#/$defs/o" }, "$defs": { "o": object } });
        let item: Value = names.iter().map(|name| (name.clone(), json!(1))).collect();
        let value = json!(vec![item; 1_000]);
        assert_eq!(judge(&schema, Some(&value)), Verdict::Judged(vec![]));
    }

    #[test]
    fn schemas_that_refer_to_themselves_end() {
        for schema in [
            json!({ "$ref": "#" }),
            json!({ "$ref": "#/$defs/a", "$defs": { "a": { "$ref": "#/$defs/b" }, "b": { "$ref": "#/$defs/a" } } }),
            json!({ "properties": { "a": { "pattern": "^(a+)+$" } } }),
        ] {
            let value = json!({ "a": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!" });
            assert!(messages(&schema, &value).0, "{schema}");
        }
    }
}

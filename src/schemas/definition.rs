//! The schema of definitions.

use serde_json::{Value, json};

use super::NamedSchema;
use super::shape::{
    any, boolean, choice, closed, closed_object, defs, described, list, map_of,
    matching_once_filled_in, one_or_more, sentence, text, text_that_says_something, with,
};
use crate::platforms::facts::{
    self, AuthMethod, BASIC, COMMON_FIELDS, CREDENTIAL_HEADER, EXPECTED, Facts, Field, FieldFacts,
    FormFacts, Kind, KindFacts, MAX_NAME_CHARACTERS, MESSAGE, NEEDED_DESCRIPTION, RESPONSE,
    SCENARIO, SUBJECT, TEST, VARIABLE,
};

/// What a definition is for that names no platform.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unnamed<'f> {
    /// Any platform: nothing is known of the project.
    IsForAny,
    /// The project's `default_platform`.
    IsFor(&'f Facts),
    /// Nothing: the project has no `default_platform`.
    IsWrong,
}

/// The schema of a document that is a definition.
pub(super) fn schema(unnamed: Unnamed<'_>) -> NamedSchema {
    let mut required = vec!["kind", "name"];
    if unnamed == Unnamed::IsWrong {
        required.push("platform");
    }
    let platforms: Vec<&str> = facts::ALL.iter().map(|platform| platform.id).collect();
    let properties = COMMON_FIELDS.iter().map(|(key, _, doc)| {
        let shape = match *key {
            "kind" => json!({ "enum": Kind::ALL.map(Kind::name) }),
            "platform" => match unnamed {
                Unnamed::IsFor(platform) => {
                    json!({ "enum": platforms, "default": platform.id })
                }
                Unnamed::IsForAny | Unnamed::IsWrong => json!({ "enum": platforms }),
            },
            _ => any(),
        };
        ((*key).to_owned(), described(shape, doc))
    });
    let mut branches: Vec<Value> = facts::ALL
        .iter()
        .flat_map(|platform| Kind::ALL.map(|kind| branch(platform, kind, unnamed)))
        .collect();
    if unnamed == Unnamed::IsForAny {
        branches.extend(Kind::ALL.map(branch_of_any_platform));
    }
    let all_kinds = facts::ALL
        .iter()
        .flat_map(|platform| platform.kinds.iter().map(move |kind| (*platform, kind)));
    let definitions = all_kinds.flat_map(|(platform, kind)| definitions(platform, kind));
    let shared = defs().map(|(name, schema)| (name.to_owned(), schema));
    let body = json!({
        "description": "A webhook, a trigger or an escalation: one YAML document of a hookc project.",
        "type": "object",
        "required": required,
        "properties": properties.collect::<serde_json::Map<_, _>>(),
        "allOf": branches,
        "$defs": definitions.chain(shared).collect::<serde_json::Map<_, _>>(),
    });
    NamedSchema::new("definition", "Definition of hookc", body)
}

/// What holds for a kind on a platform.
fn branch(platform: &Facts, kind: Kind, unnamed: Unnamed<'_>) -> Value {
    let is_default = unnamed == Unnamed::IsFor(platform);
    let required: &[&str] = if is_default {
        &["kind"]
    } else {
        &["kind", "platform"]
    };
    let condition = json!({
        "properties": { "kind": { "const": kind.name() }, "platform": { "const": platform.id } },
        "required": required,
    });
    let consequence = match platform.kind(kind) {
        Some(kind) => reference(platform, kind),
        None => unsupported(platform, kind),
    };
    json!({ "if": condition, "then": consequence })
}

fn branch_of_any_platform(kind: Kind) -> Value {
    let branches = facts::ALL
        .iter()
        .filter_map(|platform| Some(reference(platform, platform.kind(kind)?)));
    json!({
        "if": {
            "properties": { "kind": { "const": kind.name() } },
            "required": ["kind"],
            "not": { "required": ["platform"] },
        },
        "then": { "anyOf": branches.collect::<Vec<_>>() },
    })
}

fn unsupported(platform: &Facts, kind: Kind) -> Value {
    let mut instead = platform.instead.iter();
    let instead = instead.find(|(other, _)| *other == kind);
    let kinds: Vec<&str> = platform.kinds.iter().map(|kind| kind.kind.name()).collect();
    let shape = json!({ "enum": kinds });
    let shape = match instead {
        Some((_, instead)) => described(shape, instead),
        None => shape,
    };
    json!({ "properties": { "kind": shape } })
}

fn def_name(platform: &Facts, kind: &KindFacts) -> String {
    format!("{}-{}", platform.id, kind.kind)
}

fn reference(platform: &Facts, kind: &KindFacts) -> Value {
    json!({ "$ref": format!("#/$defs/{}", def_name(platform, kind)) })
}

/// The schemas of a kind on a platform: one, or where it has several forms, one that picks a form by
/// its direction, and theirs.
fn definitions(platform: &Facts, kind: &KindFacts) -> Vec<(String, Value)> {
    let name = def_name(platform, kind);
    let of_form = |form: &'static FormFacts| {
        let fields: Vec<&FieldFacts> = form.fields.iter().collect();
        definition(platform, kind, &fields, &|facts| facts.required)
    };
    if let [form] = kind.forms {
        return vec![(name, of_form(form))];
    }
    // Where the direction is missing, or not known yet, everything goes that fits some form.
    let is_needed = |form: &FormFacts, field| form.get(field).is_some_and(|facts| facts.required);
    let in_every_form =
        |facts: &FieldFacts| kind.forms.iter().all(|form| is_needed(form, facts.field));
    let fields = fields_of_any(kind.forms);
    let mut picked = definition(platform, kind, &fields, &in_every_form);
    let mut named = Vec::new();
    for form in kind.forms.iter().rev() {
        let direction = form.direction.unwrap_or_default();
        let form_name = format!("{name}-{direction}");
        picked = json!({
            "if": {
                "properties": { Field::Direction.key(): { "const": direction } },
                "required": [Field::Direction.key()],
            },
            "then": { "$ref": format!("#/$defs/{form_name}") },
            "else": picked,
        });
        named.insert(0, (form_name, of_form(form)));
    }
    named.insert(0, (name, picked));
    named
}

/// The fields that some form has, as the first of these has them.
fn fields_of_any(forms: &'static [FormFacts]) -> Vec<&'static FieldFacts> {
    let mut fields: Vec<&FieldFacts> = Vec::new();
    for facts in forms.iter().flat_map(|form| form.fields) {
        if fields.iter().all(|other| other.field != facts.field) {
            fields.push(facts);
        }
    }
    fields
}

fn definition(
    platform: &Facts,
    kind: &KindFacts,
    fields: &[&FieldFacts],
    is_needed: &dyn Fn(&FieldFacts) -> bool,
) -> Value {
    let description = json!({ "description": sentence(kind.doc) });
    let common = COMMON_FIELDS.iter().map(|(key, _, doc)| {
        let shape = match *key {
            "kind" => described(any(), &format!("{}. {}", kind.title, kind.doc)),
            "platform" => described(
                any(),
                &format!("{}: {}", platform.name, platform.documentation),
            ),
            "name" => described(name(kind), doc),
            _ if kind.needs_description => {
                described(text_that_says_something(), NEEDED_DESCRIPTION)
            }
            _ => described(text(), doc),
        };
        (*key, shape)
    });
    let own = fields
        .iter()
        .map(|facts| (facts.field.key(), field(platform, facts)));
    let mut required = vec!["kind", "name"];
    if kind.needs_description {
        required.push("description");
    }
    let needed = fields.iter().filter(|facts| is_needed(facts));
    required.extend(needed.map(|facts| facts.field.key()));
    let title = format!("{}: {}", platform.name, kind.title);
    let object = closed_object(common.chain(own), required);
    let mut titled = json!({ "title": title });
    for part in [description, object] {
        if let (Value::Object(titled), Value::Object(part)) = (&mut titled, part) {
            titled.extend(part);
        }
    }
    titled
}

fn name(kind: &KindFacts) -> Value {
    let hyphen = if kind.hyphen_in_name { "-" } else { "" };
    let further = MAX_NAME_CHARACTERS - 1;
    matching_once_filled_in(&format!("^[A-Za-z][A-Za-z0-9_{hyphen}]{{0,{further}}}$"))
}

/// A field, with all that is said of it.
fn field(platform: &Facts, facts: &FieldFacts) -> Value {
    let mut schema = described(any(), facts.doc);
    let parsed = |text: &&str| serde_json::from_str::<Value>(text).ok();
    if let Some(default) = facts.default.as_ref().and_then(parsed) {
        schema = with(schema, "default", default);
    }
    let examples: Vec<Value> = facts.examples.iter().filter_map(parsed).collect();
    if !examples.is_empty() {
        schema = with(schema, "examples", json!(examples));
    }
    if let (Value::Object(schema), Value::Object(shape)) = (&mut schema, shape(platform, facts)) {
        schema.extend(shape);
    }
    schema
}

/// What a field may be: the same as its reader in `definition::read` takes.
fn shape(platform: &Facts, facts: &FieldFacts) -> Value {
    match facts.field {
        Field::Url | Field::ResponseDirective | Field::InvalidInput | Field::Prompt => text(),
        Field::Webhook | Field::Automation | Field::AutomationId => text_that_says_something(),
        Field::Direction | Field::Method | Field::Conversation => choice(facts.values),
        Field::InterpretResponse | Field::Active | Field::CopilotOnly | Field::Sandbox => boolean(),
        Field::Topics => one_or_more(&choice(facts.values)),
        Field::Webhooks => one_or_more(&text_that_says_something()),
        Field::Headers | Field::Mapping => map_of(&text()),
        Field::Body => json!({ "type": ["object", "array"] }),
        Field::JsonTemplate => json!({ "type": ["object", "array", "string"] }),
        Field::Auth => auth(platform.auth),
        Field::Response => response(),
        Field::Tests => list(&test()),
        Field::Subject => closed(&SUBJECT, [text_that_says_something(), text()]),
        Field::Parameters => parameters(),
        Field::Message => message(facts.values),
    }
}

fn auth(methods: &[AuthMethod]) -> Value {
    let credentials = methods.iter().filter_map(|method| {
        let shape = match method {
            AuthMethod::None => return None,
            AuthMethod::Basic => closed(
                &BASIC,
                [text_that_says_something(), text_that_says_something()],
            ),
            AuthMethod::Bearer | AuthMethod::ApiKey => text_that_says_something(),
            AuthMethod::Header => closed(
                &CREDENTIAL_HEADER,
                [text_that_says_something(), text_that_says_something()],
            ),
        };
        Some((method.key(), described(shape, method.doc())))
    });
    let mapping = with(closed_object(credentials, []), "minProperties", json!(1));
    let mut conditions = one_of(methods);
    if !methods.contains(&AuthMethod::None) {
        return with(mapping, "allOf", json!(conditions));
    }
    let word = choice(&[AuthMethod::None.key()]);
    conditions.push(json!({ "if": { "type": "string" }, "then": word }));
    let either = with(mapping, "type", json!(["object", "string"]));
    with(either, "allOf", json!(conditions))
}

/// Of two methods the later one is wrong. With `maxProperties` editors would offer none of them.
fn one_of(methods: &[AuthMethod]) -> Vec<Value> {
    let is_key = |method: &&AuthMethod| **method != AuthMethod::None;
    let keys: Vec<&str> = methods
        .iter()
        .filter(is_key)
        .map(|method| method.key())
        .collect();
    let after = keys.iter().enumerate().filter_map(|(index, key)| {
        let later = keys.get(index + 1..).filter(|later| !later.is_empty())?;
        let refused = later.iter().map(|key| ((*key).to_owned(), json!(false)));
        let refused: serde_json::Map<_, _> = refused.collect();
        Some(json!({
            "if": { "type": "object", "properties": { *key: true }, "required": [key] },
            "then": { "properties": refused },
        }))
    });
    after.collect()
}

fn response() -> Value {
    let schema = json!({ "type": ["object", "boolean", "string"], "pattern": r"\S" });
    with(
        closed(&RESPONSE, [any(), schema]),
        "minProperties",
        json!(1),
    )
}

fn test() -> Value {
    let mapping = || json!({ "type": "object" });
    let expected = closed(&EXPECTED, [any(), any(), any(), any()]);
    closed(&TEST, [text_that_says_something(), mapping(), expected])
}

/// A JSON Schema of an object. What is in it is for rules to judge; here editors learn its words.
fn parameters() -> Value {
    let parameter = json!({
        "properties": {
            "type": {
                "description": "The JSON type of the value.",
                "examples": ["string", "number", "boolean", "array"],
            },
            "description": { "description": "What it is; it is all that a language model extracts it by." },
            "enum": { "description": "The only values that it may have." },
            "pattern": { "description": "A regular expression of ECMA-262 for text." },
            "format": { "description": "The format of text.", "examples": ["date", "date-time", "email", "uuid"] },
            "items": { "description": "What the entries of an array are." },
        },
    });
    json!({
        "type": "object",
        "properties": {
            "type": { "description": "Parameters are an object.", "examples": ["object"] },
            "properties": {
                "description": "The parameters: name to JSON Schema.",
                "additionalProperties": parameter,
            },
            "required": { "description": "The names of those that have to be there." },
        },
        // The properties alone, without the schema around them.
        "if": {
            "minProperties": 1,
            "propertyNames": { "pattern": r"^(?!\$|properties$)" },
            "additionalProperties": { "type": "object" },
        },
        "then": { "properties": { "properties": true }, "required": ["properties"] },
    })
}

fn message(types: &[&str]) -> Value {
    let when = |kind: &str, then: Value| {
        json!({
            "if": { "properties": { "type": { "const": kind } }, "required": ["type"] },
            "then": then,
        })
    };
    let needed = |value: Value| json!({ "properties": { "value": value }, "required": ["value"] });
    let says_something = text_that_says_something;
    let message = closed(&MESSAGE, [choice(types), any()]);
    let values = [
        when(
            "text",
            json!({ "properties": { "value": says_something() } }),
        ),
        when(
            "variable",
            needed(closed(&VARIABLE, [says_something(), any()])),
        ),
        when(
            "scenario",
            needed(closed(&SCENARIO, [says_something(), says_something()])),
        ),
    ];
    with(message, "allOf", json!(values))
}

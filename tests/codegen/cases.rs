//! The vendors' samples, and what is made of them mechanically: legal variants, which have to come
//! back as they were, and wrong ones, which have to be refused with the name of what is wrong.

use hookc::codegen::Model;
use hookc::types::{Choice, Contract, Record, Tag, Type, Union};
use serde_json::{Map, Value as Json, json};

use crate::payloads::samples;

/// A text for a type.
pub struct Case {
    pub r#type: String,
    pub what: String,
    pub text: String,
    expected: Expected,
}

enum Expected {
    /// The same JSON.
    Same(Json),
    /// An error that holds this.
    Error(String),
}

impl Case {
    /// What is wrong with the result, if anything.
    pub fn judge(&self, result: &Json) -> Option<String> {
        let error = result.get("error").and_then(Json::as_str);
        match (&self.expected, error) {
            (Expected::Same(wanted), None) if wanted == &result["json"] => None,
            (Expected::Same(_), None) => Some(format!("came back as {}", result["json"])),
            (Expected::Same(_), Some(error)) => Some(format!("was refused: {error}")),
            (Expected::Error(_), None) => Some("was accepted".to_owned()),
            (Expected::Error(path), Some(error)) => {
                let names_it = error.starts_with(&format!("`{path}`: "));
                (!names_it).then(|| format!("should name `{path}`: {error}"))
            }
        }
    }
}

/// A change of one place of a sample.
struct Change {
    pointer: String,
    what: &'static str,
    edit: Edit,
    /// The path that an error has to name; nothing where the change is legal.
    error: Option<String>,
}

enum Edit {
    /// Puts a member into an object.
    Add(&'static str, Json),
    /// Takes a member out of an object.
    Remove(String),
    /// Replaces the value.
    Set(Json),
}

/// Those of the samples, with the types of a module.
pub fn cases(model: &Model, module: &str) -> Vec<Case> {
    let mut cases = Vec::new();
    for sample in samples() {
        // One member of a webhook, shown alone.
        if sample.file.ends_with("-fragment") {
            continue;
        }
        let platform = sample.platform.id;
        let name_of = |payload: &str| {
            let mut payloads = model.payloads.iter();
            let found = payloads.find(|one| one.platform == platform && one.payload == payload);
            found.map(|one| format!("{module}::{}", one.name))
        };
        let payloads = (sample.platform.payloads)();
        let mut roots = vec![(
            name_of(&sample.payload.name).unwrap(),
            sample.payload.root.clone(),
        )];
        let any = payloads.iter().find(|payload| match &payload.root {
            Type::Union(union) => is_tagged(union.as_ref(), &sample.json),
            _ => false,
        });
        roots.extend(any.map(|any| (name_of(&any.name).unwrap(), any.root.clone())));
        for (name, root) in roots {
            // An alias of a type of the library has no reader of its own.
            if matches!(root, Type::Map(_)) {
                continue;
            }
            let case = |what: String, json: &Json, expected: Expected| Case {
                r#type: name.clone(),
                what: format!("{} as {name}: {what}", sample.file),
                text: json.to_string(),
                expected,
            };
            cases.push(case(
                "itself".to_owned(),
                &sample.json,
                Expected::Same(sample.json.clone()),
            ));
            let mut changes = Vec::new();
            changes_of(&root, &sample.json, None, "", "", &mut changes);
            assert!(!changes.is_empty());
            for change in changes {
                let mut json = sample.json.clone();
                apply(&mut json, &change);
                let expected = match change.error {
                    Some(path) => Expected::Error(path),
                    None => Expected::Same(json.clone()),
                };
                let what = format!("{} at `{}`", change.what, change.pointer);
                cases.push(case(what, &json, expected));
            }
        }
    }
    cases
}

/// Those of an object whose keys are hostile.
pub fn cases_of_keys(contract: &Contract, name: &str) -> Vec<Case> {
    let body = contract.exchanges[0].body.as_ref().unwrap();
    let Type::Record(record) = body else {
        panic!("the body is an object");
    };
    let members = record
        .fields
        .iter()
        .map(|field| (field.key.clone(), json!("x")));
    let json = Json::Object(members.collect());
    let case = |what: String, json: &Json, expected: Expected| Case {
        r#type: name.to_owned(),
        what: format!("{name}: {what}"),
        text: json.to_string(),
        expected,
    };
    let mut cases = vec![case(
        "itself".to_owned(),
        &json,
        Expected::Same(json.clone()),
    )];
    for field in &record.fields {
        let mut less = json.clone();
        less.as_object_mut().unwrap().remove(&field.key);
        let mut null = json.clone();
        null[&field.key] = Json::Null;
        let shown = shown(&field.key);
        let expected = |is_legal: bool, json: &Json| {
            if is_legal {
                Expected::Same(json.clone())
            } else {
                Expected::Error(shown.clone())
            }
        };
        let what = format!("without {:?}", field.key);
        cases.push(case(what, &less, expected(!field.is_required, &less)));
        let what = format!("with null at {:?}", field.key);
        cases.push(case(what, &null, expected(field.is_nullable, &null)));
    }
    cases
}

/// A key as a path shows it.
fn shown(key: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '$');
    if !key.is_empty() && key.chars().all(is_plain) {
        key.to_owned()
    } else {
        format!("[{key:?}]")
    }
}

fn is_tagged(union: &Union, json: &Json) -> bool {
    match &union.tag {
        Tag::Inside(key) => json.get(key).is_some(),
        _ => false,
    }
}

fn apply(json: &mut Json, change: &Change) {
    let place = json.pointer_mut(&change.pointer).unwrap();
    match &change.edit {
        Edit::Add(key, value) => {
            place
                .as_object_mut()
                .unwrap()
                .insert((*key).to_owned(), value.clone());
        }
        Edit::Remove(key) => {
            place.as_object_mut().unwrap().remove(key);
        }
        Edit::Set(value) => place.clone_from(value),
    }
}

fn changes_of(
    r#type: &Type,
    value: &Json,
    holder: Option<&Json>,
    pointer: &str,
    path: &str,
    changes: &mut Vec<Change>,
) {
    match (r#type, value) {
        (Type::Record(record), Json::Object(object)) => {
            changes_of_members(record, object, pointer, path, changes);
        }
        (Type::List(of), Json::Array(items)) => {
            for (index, item) in items.iter().enumerate() {
                let inner = format!("{pointer}/{index}");
                changes_of(of, item, None, &inner, &format!("{path}[{index}]"), changes);
            }
        }
        (Type::Map(of), Json::Object(members)) => {
            for (key, member) in members {
                let inner = format!("{pointer}/{key}");
                changes_of(of, member, None, &inner, &join(path, key), changes);
            }
        }
        (Type::Union(union), _) => {
            let tag = tag_of(union, value, holder);
            let variant = union
                .variants
                .iter()
                .find(|variant| variant.tags.contains(&tag));
            if let (Tag::Inside(key), true) = (&union.tag, union.is_open) {
                changes.push(Change {
                    pointer: format!("{pointer}/{key}"),
                    what: "a tag that is not known",
                    edit: Edit::Set(json!("brand.new")),
                    error: None,
                });
                changes.push(Change {
                    pointer: pointer.to_owned(),
                    what: "no tag",
                    edit: Edit::Remove(key.clone()),
                    error: Some(join(path, key)),
                });
            }
            if let Some(variant) = variant {
                let mut inner = Vec::new();
                changes_of(&variant.r#type, value, None, pointer, path, &mut inner);
                if let Tag::Inside(key) = &union.tag {
                    // What another tag means is another type, or an unknown one.
                    let tag = format!("{pointer}/{key}");
                    inner.retain(|change| change.pointer != tag && !removes(change, pointer, key));
                }
                changes.extend(inner);
            }
        }
        _ => {}
    }
}

fn removes(change: &Change, pointer: &str, key: &str) -> bool {
    change.pointer == pointer && matches!(&change.edit, Edit::Remove(removed) if removed == key)
}

fn changes_of_members(
    record: &Record,
    object: &Map<String, Json>,
    pointer: &str,
    path: &str,
    changes: &mut Vec<Change>,
) {
    let whole = Json::Object(object.clone());
    for (key, value) in [
        ("brand new", json!({ "deep": [1, 2.5, null, { "a": "b" }] })),
        ("bot_id", json!("another spelling")),
        ("extra", json!(null)),
    ] {
        if !object.contains_key(key) {
            changes.push(Change {
                pointer: pointer.to_owned(),
                what: "an unknown member",
                edit: Edit::Add(key, value),
                error: None,
            });
        }
    }
    for field in &record.fields {
        let Some(value) = object.get(&field.key) else {
            continue;
        };
        let inner = format!("{pointer}/{}", field.key);
        let shown = join(path, &field.key);
        let mut change = |what, edit, error| {
            let pointer = match edit {
                Edit::Remove(_) => pointer.to_owned(),
                _ => inner.clone(),
            };
            changes.push(Change {
                pointer,
                what,
                edit,
                error,
            });
        };
        let is_wrong = |wrong: bool| wrong.then(|| shown.clone());
        change(
            "a member is missing",
            Edit::Remove(field.key.clone()),
            is_wrong(field.is_required),
        );
        let is_any = matches!(field.r#type, Type::Opaque);
        let may_be_null = field.is_nullable || is_any || is_open_type(&field.r#type);
        change(
            "a member is null",
            Edit::Set(Json::Null),
            is_wrong(!may_be_null),
        );
        if let Some(wrong) = wrong_value(&field.r#type, value, &whole) {
            change(
                "a member of another type",
                Edit::Set(wrong),
                Some(shown.clone()),
            );
        }
        if let Type::Choice(choice) = &field.r#type {
            let is_tag = record
                .fields
                .iter()
                .any(|other| is_beside(&other.r#type, &field.key));
            if choice.is_open || !is_tag {
                change(
                    "a new value",
                    Edit::Set(json!("brand_new")),
                    is_wrong(!choice.is_open),
                );
            }
            if let Some(other) = contradiction(choice, value) {
                change("another tag", Edit::Set(other), Some(shown.clone()));
            }
        }
        changes_of(&field.r#type, value, Some(&whole), &inner, &shown, changes);
    }
}

/// A topic of another event.
fn contradiction(choice: &Choice, value: &Json) -> Option<Json> {
    let is_constant = choice.values.len() == 1 && !choice.is_open;
    let other = ["chat.close", "chat.create"]
        .into_iter()
        .find(|other| value != other)?;
    is_constant.then(|| json!(other))
}

fn is_beside(r#type: &Type, key: &str) -> bool {
    matches!(r#type, Type::Union(union) if union.tag == Tag::Beside(key.to_owned()))
}

/// Whether a type takes any JSON where it does not know better.
fn is_open_type(r#type: &Type) -> bool {
    match r#type {
        Type::Union(union) => union.is_open && union.tag == Tag::JsonType,
        _ => false,
    }
}

/// A value that the type refuses.
fn wrong_value(r#type: &Type, value: &Json, holder: &Json) -> Option<Json> {
    match r#type {
        Type::Text(_) | Type::Choice(_) => Some(json!(7)),
        Type::Integer(_) => Some(json!(1.5)),
        Type::Number | Type::Boolean | Type::List(_) | Type::Map(_) | Type::Record(_) => {
            Some(json!("text"))
        }
        Type::Opaque => None,
        Type::Union(union) => {
            let tag = tag_of(union, value, Some(holder));
            let known = union
                .variants
                .iter()
                .find(|variant| variant.tags.contains(&tag))?;
            match (&union.tag, &known.r#type) {
                (Tag::JsonType, _) if union.is_open => None,
                (Tag::JsonType, _) => Some(json!(true)),
                (_, Type::Union(_) | Type::Opaque) => None,
                (_, inner) => wrong_value(inner, value, holder),
            }
        }
    }
}

fn tag_of(union: &Union, value: &Json, holder: Option<&Json>) -> String {
    let text = |from: Option<&Json>, key: &str| {
        let tag = from.and_then(|from| from.get(key)).and_then(Json::as_str);
        tag.unwrap_or_default().to_owned()
    };
    match &union.tag {
        Tag::Inside(key) => text(Some(value), key),
        Tag::Beside(key) => text(holder, key),
        Tag::JsonType => match value {
            Json::Null => "null",
            Json::Bool(_) => "boolean",
            Json::Number(_) => "number",
            Json::String(_) => "string",
            Json::Array(_) => "array",
            Json::Object(_) => "object",
        }
        .to_owned(),
    }
}

fn join(path: &str, key: &str) -> String {
    if path.is_empty() {
        key.to_owned()
    } else {
        format!("{path}.{key}")
    }
}

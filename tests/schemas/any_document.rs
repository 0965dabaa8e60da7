//! Documents that somebody may write: those of the corpus with a few changes each.

use std::sync::LazyLock;

use hookc::platforms::facts::{self, Facts, FormFacts, KindFacts, MANIFEST};
use hookc::source::FileId;
use hookc::yaml;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::agreement::{compare_definition, compare_for_any_project, compare_manifest, to_json};
use super::{files, words};

/// Definitions, and manifests.
static DEFINITIONS: LazyLock<Vec<Value>> = LazyLock::new(|| documents(false));
static MANIFESTS: LazyLock<Vec<Value>> = LazyLock::new(|| documents(true));

/// Keys that stand somewhere in the language, with those of the vendors, and others.
static KEYS: LazyLock<Vec<String>> = LazyLock::new(words::keys);
/// Values that are right somewhere, nearly right, or wrong everywhere.
static VALUES: LazyLock<Vec<Value>> = LazyLock::new(words::values);

fn documents(manifests: bool) -> Vec<Value> {
    let mut found = Vec::new();
    for file in files::all() {
        if files::is_manifest(&file) != manifests {
            continue;
        }
        let stream = yaml::parse(FileId::default(), &file.text);
        let documents = stream.documents.iter().filter(|document| !document.broken);
        let values = documents.filter_map(|document| to_json(document.root()?));
        found.extend(values.filter(|value| manifests || value.get("kind").is_some()));
    }
    found
}

/// What is done to a document.
#[derive(Clone, Debug)]
enum Change {
    Remove,
    Rename(prop::sample::Index),
    Replace(prop::sample::Index),
    Insert(prop::sample::Index, prop::sample::Index),
    /// The value of the same key in another document.
    Borrow(prop::sample::Index),
    Nest,
}

fn change() -> impl Strategy<Value = Change> {
    let index = any::<prop::sample::Index>;
    prop_oneof![
        2 => Just(Change::Remove),
        2 => index().prop_map(Change::Rename),
        4 => index().prop_map(Change::Replace),
        3 => (index(), index()).prop_map(|(key, value)| Change::Insert(key, value)),
        2 => index().prop_map(Change::Borrow),
        1 => Just(Change::Nest),
    ]
}

/// Where, and what.
type Step = (prop::sample::Index, Change);

fn steps() -> impl Strategy<Value = Vec<Step>> {
    proptest::collection::vec((any::<prop::sample::Index>(), change()), 0..4)
}

/// The pointers of all values in a document.
fn pointers(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    let mut inner = |key: String, value: &Value| {
        let key = key.replace('~', "~0").replace('/', "~1");
        pointers(value, &format!("{at}/{key}"), found);
    };
    match value {
        Value::Object(entries) => entries
            .iter()
            .for_each(|(key, value)| inner(key.clone(), value)),
        Value::Array(items) => {
            let items = items.iter().enumerate();
            items.for_each(|(index, value)| inner(index.to_string(), value));
        }
        _ => {}
    }
}

fn apply(document: &mut Value, (place, change): &Step, others: &[Value]) {
    let mut places = Vec::new();
    pointers(document, "", &mut places);
    // Values near the root are what the language is about.
    places.sort_by_key(|pointer| pointer.matches('/').count());
    let near = places
        .iter()
        .filter(|pointer| pointer.matches('/').count() <= 1)
        .count();
    places.extend_from_within(..near);
    places.extend_from_within(..near);
    let pointer = place.get(&places).clone();
    let parent_and_key = pointer.rsplit_once('/');
    let key = parent_and_key.map(|(_, key)| key.replace("~1", "/").replace("~0", "~"));
    let parent = parent_and_key.map(|(parent, _)| parent.to_owned());
    match change {
        Change::Remove => match parent.and_then(|parent| document.pointer_mut(&parent)) {
            Some(Value::Object(entries)) => drop(entries.shift_remove(&key.unwrap())),
            Some(Value::Array(items)) => drop(items.remove(key.unwrap().parse().unwrap())),
            _ => {}
        },
        Change::Rename(name) => {
            if let Some(Value::Object(entries)) =
                parent.and_then(|parent| document.pointer_mut(&parent))
            {
                let value = entries.shift_remove(&key.unwrap()).unwrap();
                entries.insert(name.get(&KEYS).clone(), value);
            }
        }
        Change::Replace(value) => {
            *document.pointer_mut(&pointer).unwrap() = value.get(&VALUES).clone();
        }
        Change::Insert(name, value) => match document.pointer_mut(&pointer).unwrap() {
            Value::Object(entries) => {
                entries.insert(name.get(&KEYS).clone(), value.get(&VALUES).clone());
            }
            Value::Array(items) => items.push(value.get(&VALUES).clone()),
            _ => {}
        },
        Change::Borrow(other) => {
            let value = key.and_then(|key| other.get(others).get(key).cloned());
            if let Some(value) = value {
                *document.pointer_mut(&pointer).unwrap() = value;
            }
        }
        Change::Nest => {
            let value = document.pointer_mut(&pointer).unwrap();
            *value = json!([value.take()]);
        }
    }
}

fn changed(documents: &[Value], start: prop::sample::Index, steps: &[Step]) -> Value {
    let mut document = start.get(documents).clone();
    for step in steps {
        apply(&mut document, step, documents);
    }
    document
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn the_schema_of_definitions_agrees_with_their_reader(
        start in any::<prop::sample::Index>(),
        steps in steps(),
    ) {
        let text = changed(&DEFINITIONS, start, &steps).to_string();
        let stream = yaml::parse(FileId::default(), &text);
        prop_assert!(stream.documents.len() == 1 && !stream.documents[0].broken, "{}", text);
        if let Some(Err(complaint)) = compare_definition(&stream.documents[0]) {
            prop_assert!(false, "{}", complaint);
        }
    }

    #[test]
    fn the_schema_of_manifests_agrees_with_their_reader(
        start in any::<prop::sample::Index>(),
        steps in steps(),
    ) {
        let text = changed(&MANIFESTS, start, &steps).to_string();
        if let Some(Err(complaint)) = compare_manifest(&text) {
            prop_assert!(false, "{}", complaint);
        }
    }
}

/// What editors offer is right: a definition of nothing but examples, with each of them and with each
/// default.
#[test]
fn examples_and_defaults_are_right() {
    for (platform, kind, form) in forms() {
        let parsed = |text: &&str| -> Value { serde_json::from_str(text).unwrap() };
        let mut document = json!({
            "kind": kind.kind.name(), "platform": platform.id, "name": "x", "description": "x",
        });
        for facts in form.fields {
            let key = facts.field.key();
            let offered = facts
                .examples
                .first()
                .or(facts.default.as_ref())
                .map(parsed);
            document[key] = match (key, offered, facts.values.first()) {
                ("direction", ..) => form.direction.unwrap().into(),
                ("topics", _, Some(first)) => json!([first]),
                (_, Some(value), _) => value,
                (_, None, first) => {
                    (*first.unwrap_or_else(|| panic!("{key} has no example"))).into()
                }
            };
        }
        assert_right(&document);
        for facts in form.fields {
            for value in facts.examples.iter().chain(&facts.default) {
                let mut other = document.clone();
                other[facts.field.key()] = parsed(value);
                assert_right(&other);
            }
            // Hover shows the sentence alone.
            let says_default = facts.doc.to_lowercase().contains("default");
            assert_eq!(facts.default.is_some(), says_default, "{}", facts.doc);
        }
    }
}

fn assert_right(document: &Value) {
    let text = document.to_string();
    let stream = yaml::parse(FileId::default(), &text);
    assert_eq!(
        compare_definition(&stream.documents[0]),
        Some(Ok(true)),
        "{document:#}"
    );
}

/// Every form of every kind.
fn forms() -> impl Iterator<Item = (&'static Facts, &'static KindFacts, &'static FormFacts)> {
    let kinds = facts::ALL
        .iter()
        .flat_map(|platform| platform.kinds.iter().map(|kind| (*platform, kind)));
    kinds.flat_map(|(platform, kind)| kind.forms.iter().map(move |form| (platform, kind, form)))
}

/// The definition of each form with the most values in it.
fn fullest() -> Vec<Value> {
    let form = |value: &Value| {
        let word = |key: &str| value[key].as_str().unwrap_or_default().to_owned();
        (word("platform"), word("kind"), word("direction"))
    };
    let size = |value: &Value| {
        let mut places = Vec::new();
        pointers(value, "", &mut places);
        places.len()
    };
    let mut by_form = std::collections::BTreeMap::new();
    for value in &*DEFINITIONS {
        let text = value.to_string();
        let stream = yaml::parse(FileId::default(), &text);
        if compare_for_any_project(&stream.documents[0]) == Some(Ok(true)) {
            let best = by_form.entry(form(value)).or_insert(value);
            // Long ones are long because of their bodies and schemas, where anything goes.
            let keys = |value: &Value| value.as_object().unwrap().len();
            if (keys(value), size(best)) > (keys(best), size(value)) {
                *best = value;
            }
        }
    }
    by_form.into_values().cloned().collect()
}

/// Each value and each key in each place of a definition of each form; further below the root, where
/// there are many places, every third of them.
#[test]
fn the_schema_of_definitions_agrees_with_their_reader_wherever_something_is_changed() {
    let documents = fullest();
    assert!(documents.len() >= 9, "{}", documents.len());
    let mut count = Count::default();
    for changed in documents.iter().flat_map(changed_everywhere) {
        let text = changed.to_string();
        let stream = yaml::parse(FileId::default(), &text);
        count.add(compare_for_any_project(&stream.documents[0]));
    }
    assert!(count.right > 1000 && count.wrong > 5000, "{count:?}");
}

/// The same for the manifest that says most.
#[test]
fn the_schema_of_manifests_agrees_with_their_reader_wherever_something_is_changed() {
    let size = |value: &&Value| value.as_object().map_or(0, serde_json::Map::len);
    let is_right = |value: &&Value| compare_manifest(&value.to_string()) == Some(Ok(true));
    let fullest = MANIFESTS.iter().filter(is_right).max_by_key(size).unwrap();
    assert_eq!(size(&fullest), MANIFEST.len());
    let mut count = Count::default();
    for changed in changed_everywhere(fullest) {
        count.add(compare_manifest(&changed.to_string()));
    }
    assert!(count.right > 100 && count.wrong > 1000, "{count:?}");
}

/// How many documents both sides accept and refuse.
#[derive(Debug, Default)]
struct Count {
    right: usize,
    wrong: usize,
}

impl Count {
    fn add(&mut self, compared: Option<Result<bool, String>>) {
        match compared {
            Some(Ok(true)) => self.right += 1,
            Some(Ok(false)) => self.wrong += 1,
            Some(Err(complaint)) => panic!("{complaint}"),
            // It is no JSON, or beyond what a schema can say.
            None => {}
        }
    }
}

fn changed_everywhere(document: &Value) -> Vec<Value> {
    let mut places = Vec::new();
    pointers(document, "", &mut places);
    // There the author's own JSON begins.
    let is_own = |pointer: &str| {
        ["/body/", "/parameters/"]
            .iter()
            .any(|own| pointer.starts_with(own))
    };
    places.retain(|pointer| pointer.matches('/').count() <= 3 && !is_own(pointer));
    let mut all = Vec::new();
    for (index, pointer) in places.iter().enumerate() {
        let step = if pointer.matches('/').count() > 1 {
            3
        } else {
            1
        };
        for value in VALUES.iter().skip(index % step).step_by(step) {
            let mut changed = document.clone();
            *changed.pointer_mut(pointer).unwrap() = value.clone();
            all.push(changed);
        }
        let Some(entries) = document.pointer(pointer).and_then(Value::as_object) else {
            continue;
        };
        for key in KEYS.iter().skip(index % step).step_by(step) {
            let mut changed = document.clone();
            changed.pointer_mut(pointer).unwrap()[key] = "x".into();
            all.push(changed);
        }
        for key in entries.keys() {
            let mut changed = document.clone();
            let entries = changed.pointer_mut(pointer).and_then(Value::as_object_mut);
            entries.unwrap().shift_remove(key);
            all.push(changed);
        }
    }
    all
}

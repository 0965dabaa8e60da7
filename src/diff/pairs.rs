//! Which definition of the new state is which of the old one.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::{Both, States};
use crate::definition::{Auth, Definition, ResponseSchema, Text, Value};
use crate::platforms::facts::Kind;
use crate::project::{DefinitionId, Project};

/// The definitions of both states.
#[derive(Default)]
pub(super) struct Pairs {
    /// Those that both have, by their numbers; also under another name.
    pub both: Vec<(DefinitionId, DefinitionId)>,
    /// Those that are gone.
    pub removed: Vec<DefinitionId>,
    /// Those that are new.
    pub added: Vec<DefinitionId>,
}

impl Pairs {
    /// The definitions that both states have.
    pub fn definitions<'p, 's, 't>(&self, states: &States<'p, 's, 't>) -> Vec<Both<'p, 's, 't>> {
        let both = self.both.iter().filter_map(|&(old_id, new_id)| {
            Some(Both {
                old_id,
                new_id,
                old: states.old.get(old_id)?,
                new: states.new.get(new_id)?,
            })
        });
        both.collect()
    }

    /// Whether a new definition was there before.
    pub fn has_new(&self, new: DefinitionId) -> bool {
        self.both.iter().any(|(_, now)| *now == new)
    }

    /// What an old definition is now.
    pub fn now(&self, old: DefinitionId) -> Option<DefinitionId> {
        let mut both = self.both.iter();
        both.find(|(before, _)| *before == old).map(|(_, now)| *now)
    }
}

/// Finds each definition again: by its name, else by what it says where one and one alone says the
/// same. What may be there in a document that could not be read is neither gone nor new.
pub(super) fn pairs(states: &States<'_, '_, '_>) -> Pairs {
    let (old, new) = (states.old.project, states.new.project);
    let mut pairs = Pairs::default();
    for (id, definition) in named(old) {
        match new.find(definition.platform, definition.kind, definition.name()) {
            Some(now) => pairs.both.push((id, now)),
            None => pairs.removed.push(id),
        }
    }
    for (id, definition) in named(new) {
        if old
            .find(definition.platform, definition.kind, definition.name())
            .is_none()
        {
            pairs.added.push(id);
        }
    }
    // A trigger says the same only if what it calls is the same.
    for is_trigger in [false, true] {
        renamed(states, is_trigger, &mut pairs);
    }
    let is_unread = |project: &Project<'_>, definition: Option<&Definition<'_>>| {
        definition.is_some_and(|it| {
            let mut all = project.definitions.iter();
            project.has_unread(it.kind, Some(it.name()))
                || all.any(|other| other.kind == it.kind && !other.has_legal_name())
        })
    };
    pairs.removed.retain(|id| !is_unread(new, old.get(*id)));
    pairs.added.retain(|id| !is_unread(old, new.get(*id)));
    pairs.both.sort_unstable();
    pairs
}

/// Definitions with a name that can be one, of those with one name the first.
fn named<'p, 's>(
    project: &'p Project<'s>,
) -> impl Iterator<Item = (DefinitionId, &'p Definition<'s>)> {
    let all = project.definitions.iter().enumerate();
    all.map(|(id, definition)| (id, definition.as_ref()))
        .filter(move |(id, definition)| {
            let first = project.find(definition.platform, definition.kind, definition.name());
            definition.has_legal_name() && first == Some(*id)
        })
}

fn renamed(states: &States<'_, '_, '_>, is_trigger: bool, pairs: &mut Pairs) {
    let names: BTreeMap<(&str, String), String> = pairs
        .definitions(states)
        .iter()
        .filter(|both| both.old.kind == Kind::Webhook)
        .map(|both| {
            let platform = both.old.platform.id;
            (
                (platform, both.old.name().to_owned()),
                both.new.name().to_owned(),
            )
        })
        .collect();
    let is_wanted = |definition: &Definition<'_>| {
        (definition.kind == Kind::Trigger) == is_trigger && definition.faulty.is_empty()
    };
    let mut by_content: BTreeMap<String, (Vec<DefinitionId>, Vec<DefinitionId>)> = BTreeMap::new();
    for id in &pairs.removed {
        let definition = states.old.get(*id).filter(|it| is_wanted(it));
        if let Some(definition) = definition {
            let now = |name: &str| {
                let key = (definition.platform.id, name.to_owned());
                names.get(&key).cloned().unwrap_or(key.1)
            };
            let content = content(definition, &now);
            by_content.entry(content).or_default().0.push(*id);
        }
    }
    for id in &pairs.added {
        let definition = states.new.get(*id).filter(|it| is_wanted(it));
        if let Some(definition) = definition {
            let content = content(definition, &str::to_owned);
            by_content.entry(content).or_default().1.push(*id);
        }
    }
    for (old, new) in by_content.into_values() {
        if let ([old], [new]) = (old.as_slice(), new.as_slice()) {
            pairs.both.push((*old, *new));
            pairs.removed.retain(|id| id != old);
            pairs.added.retain(|id| id != new);
        }
    }
}

/// All that a definition says but its name and description. `now` gives the new name of a webhook.
fn content(definition: &Definition<'_>, now: &dyn Fn(&str) -> String) -> String {
    let request = &definition.request;
    let trigger = &definition.trigger;
    let text = |text: &Option<Text<'_>>| text.as_ref().map(|text| text.as_str().to_owned());
    let texts = |texts: &[Text<'_>]| -> Vec<String> {
        texts.iter().map(|text| text.as_str().to_owned()).collect()
    };
    let value = |value: &Option<Value<'_>>| value.as_ref().map(Value::to_serde);
    let headers: Vec<[&str; 2]> = request
        .headers
        .iter()
        .map(|header| [header.name.as_str(), header.value.as_str()])
        .collect();
    let mapping: Vec<[&str; 2]> = request
        .mapping
        .iter()
        .map(|(key, path)| [key.as_str(), path.as_str()])
        .collect();
    let response = request.response.as_ref().map(|response| {
        let schema = match &response.schema {
            Some(ResponseSchema::Inline(schema)) => schema.to_serde(),
            Some(ResponseSchema::File(file)) => json!({ "file": file.as_str() }),
            None => Json::Null,
        };
        json!([value(&response.example), schema])
    });
    let subject = trigger.subject.as_ref();
    let message = trigger.message.as_ref();
    let webhooks: Vec<String> = trigger
        .webhooks
        .iter()
        .chain(&trigger.webhook)
        .map(|name| now(name.as_str()))
        .collect();
    let everything = json!([
        definition.platform.id,
        definition.kind.name(),
        definition.form.direction,
        [text(&request.url), text(&request.method)],
        auth(request.auth.as_ref()),
        headers,
        value(&request.body),
        mapping,
        response,
        [
            text(&request.response_directive),
            text(&request.invalid_input)
        ],
        texts(&definition.topics),
        [
            text(&definition.automation),
            text(&definition.automation_id)
        ],
        subject.map(|subject| [text(&subject.name), text(&subject.logical_form)]),
        [text(&trigger.prompt), text(&trigger.conversation)],
        value(&trigger.parameters),
        [trigger.interpret_response, trigger.active],
        [trigger.copilot_only, trigger.sandbox],
        webhooks,
        message.map(|message| json!([text(&message.kind), value(&message.value)])),
    ]);
    everything.to_string()
}

fn auth(auth: Option<&Auth<'_>>) -> Json {
    let text = |text: &Option<Text<'_>>| text.as_ref().map(|text| text.as_str().to_owned());
    match auth {
        None | Some(Auth::None(_)) => Json::Null,
        Some(Auth::Basic { username, password }) => {
            json!(["basic", text(username), text(password)])
        }
        Some(Auth::Bearer(token)) => json!(["bearer", text(token)]),
        Some(Auth::ApiKey(key)) => json!(["api_key", text(key)]),
        Some(Auth::Header { name, value }) => json!(["header", text(name), text(value)]),
    }
}

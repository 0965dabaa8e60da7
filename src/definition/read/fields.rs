//! The fields of a definition, one by one, as the form lists them.

use std::fmt;

use super::path::Path;
use super::reader::{Reader, Slot};
use super::seen::Seen;
use super::{is_blank, with_article};
use crate::definition::{Definition, Text, Written};
use crate::platforms::facts::{
    COMMON_FIELDS, Field, FieldFacts, FormFacts, KindFacts, NEEDED_DESCRIPTION,
};
use crate::rules::reading::{invalid_value, missing_field, wrong_type};
use crate::source::Span;
use crate::yaml::Node;

impl<'s> Reader<'_, 's> {
    /// Reads every field of a definition and reports those that are unknown or missing.
    pub(super) fn fields(
        &mut self,
        root: Node<'_, 's>,
        kind: &'static KindFacts,
        form_is_certain: bool,
        definition: &mut Definition<'s>,
    ) {
        let mut seen = Seen::new();
        let mut meant: Vec<&'static str> = Vec::new();
        let form = definition.form;
        // Fields mostly stand in the order in which the form lists them.
        let mut next = 0;
        let count = root.entries().count();
        // All have `kind` and `name`.
        definition.written.reserve_exact(count.saturating_sub(2));
        for entry in root.entries() {
            let Some(key) = entry.key.scalar() else {
                let found = super::reader::describe(entry.key);
                self.report(wrong_type::diagnostic(
                    "a definition",
                    entry.key.span(),
                    "text as its keys",
                    found,
                ));
                continue;
            };
            let key = &*key.value;
            // The second one is a `duplicate-key`.
            if !seen.insert(key) {
                continue;
            }
            let slot = Slot {
                field: Path::Field(key),
                key: entry.key.span(),
                value: entry.value,
            };
            if COMMON_FIELDS.iter().any(|(common, ..)| *common == key) {
                self.common_field(key, &slot, kind, definition);
            } else if let Some(place) = form.place(key, next) {
                next = place + 1;
                if let Some(facts) = form.fields.get(place) {
                    self.written_field(facts, &slot, definition);
                }
            } else if form_is_certain || kind.field(key).is_none() {
                let field = self.unknown_field(root, (key, &slot), kind, definition);
                let facts = field.and_then(|field| form.field(field));
                definition.faulty.extend(facts.map(|facts| facts.field));
                meant.extend(field);
            }
        }
        let is_missing = |key: &str| !seen.holds(key) && !meant.contains(&key);
        for (key, _, doc) in COMMON_FIELDS.iter().filter(|(_, required, _)| *required) {
            if is_missing(key) {
                self.missing(key, doc, definition);
            }
        }
        for facts in form.fields.iter().filter(|facts| facts.required) {
            let key = facts.field.key();
            let is_required =
                |form: &FormFacts| form.field(key).is_some_and(|facts| facts.required);
            let in_every_form = || kind.forms.iter().all(is_required);
            if is_missing(key) && (form_is_certain || in_every_form()) {
                self.missing(key, facts.doc, definition);
            }
        }
        self.description_that_is_required(kind, definition, &is_missing);
    }

    fn missing(&mut self, key: &str, doc: &str, definition: &Definition<'s>) {
        let owner = with_article(definition.platform, definition.kind);
        self.report(missing_field::diagnostic(
            key,
            definition.kind_span,
            &owner,
            doc,
        ));
    }

    fn common_field(
        &mut self,
        key: &str,
        slot: &Slot<'_, 's>,
        kind: &KindFacts,
        definition: &mut Definition<'s>,
    ) {
        match key {
            "name" => definition.name = self.name(slot, kind.hyphen_in_name),
            "description" => definition.description = self.text(slot),
            // `kind` and `platform` are read before anything else.
            _ => {}
        }
    }

    fn description_that_is_required(
        &mut self,
        kind: &KindFacts,
        definition: &Definition<'s>,
        is_missing: &dyn Fn(&str) -> bool,
    ) {
        if !kind.needs_description {
            return;
        }
        if is_missing("description") {
            self.missing("description", NEEDED_DESCRIPTION, definition);
        }
        if let Some(description) = &definition.description {
            self.not_blank(&"description", description);
        }
    }

    fn written_field(
        &mut self,
        facts: &FieldFacts,
        slot: &Slot<'_, 's>,
        definition: &mut Definition<'s>,
    ) {
        definition.written.push(Written {
            field: facts.field,
            key: slot.key,
            value: slot.value.span(),
        });
        let found_before = self.diagnostics.len();
        self.field(facts, slot, definition);
        if self.diagnostics.len() > found_before {
            definition.faulty.push(facts.field);
        }
    }

    fn field(&mut self, facts: &FieldFacts, slot: &Slot<'_, 's>, definition: &mut Definition<'s>) {
        let Definition {
            request, trigger, ..
        } = definition;
        match facts.field {
            // `pick_form` has used it; here it is checked.
            Field::Direction => drop(self.choice(slot, facts.values)),
            Field::Url => request.url = self.text(slot),
            Field::Method => request.method = self.text(slot),
            Field::Auth => request.auth = self.auth(slot, definition.platform.auth),
            Field::Headers => request.headers = self.headers(slot),
            Field::Body => request.body = self.body(slot),
            Field::JsonTemplate => request.body = self.json_template(slot),
            Field::ResponseDirective => request.response_directive = self.text(slot),
            Field::Mapping => request.mapping = self.mapping(slot),
            Field::InvalidInput => request.invalid_input = self.text(slot),
            Field::Response => request.response = self.response(slot).map(Box::new),
            Field::Tests => request.tests = self.tests(slot),
            Field::Topics => definition.topics = self.one_or_more(slot, "topic"),
            Field::Subject => trigger.subject = self.subject(slot),
            Field::Prompt => trigger.prompt = self.text(slot),
            Field::Parameters => trigger.parameters = self.parameters(slot),
            Field::InterpretResponse => trigger.interpret_response = self.boolean(slot),
            Field::Active => trigger.active = self.boolean(slot),
            Field::CopilotOnly => trigger.copilot_only = self.boolean(slot),
            Field::Webhooks => {
                trigger.webhooks = self.one_or_more(slot, "webhook");
                for name in &trigger.webhooks {
                    self.not_blank(&slot.field, name);
                }
            }
            Field::Webhook => trigger.webhook = self.text_that_says_something(slot),
            Field::Message => trigger.message = self.message(slot, facts.values),
            Field::Conversation => trigger.conversation = self.choice(slot, facts.values),
            Field::Sandbox => trigger.sandbox = self.boolean(slot),
            Field::Automation => definition.automation = self.text_that_says_something(slot),
            Field::AutomationId => definition.automation_id = self.text_that_says_something(slot),
        }
    }

    /// A list of names that must not be empty.
    fn one_or_more(&mut self, slot: &Slot<'_, 's>, item: &str) -> Vec<Text<'s>> {
        let texts = self.texts(slot);
        if slot.value.items().next().is_none() && texts.is_some() {
            let field = slot.field;
            let help = format!("name one {item} or more");
            self.report(invalid_value::malformed(
                slot.value.span(),
                format!("`{field}` is empty"),
                help,
            ));
        }
        texts.unwrap_or_default()
    }

    pub(super) fn text_that_says_something(&mut self, slot: &Slot<'_, 's>) -> Option<Text<'s>> {
        let text = self.text(slot)?;
        self.not_blank(&slot.field, &text);
        Some(text)
    }

    pub(super) fn not_blank(&mut self, field: &dyn fmt::Display, text: &Text<'_>) {
        if is_blank(text) {
            let span = visible(text);
            self.report(invalid_value::malformed(
                span,
                format!("`{field}` is blank"),
                format!("write a text for `{field}`"),
            ));
        }
    }
}

/// Of an empty text, its quotes: else there would be nothing to point at.
fn visible(text: &Text<'_>) -> Span {
    if text.span().is_empty() {
        text.written_span()
    } else {
        text.span()
    }
}

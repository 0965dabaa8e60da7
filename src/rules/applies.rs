//! Which platforms a rule can say something about, by their facts.

use crate::platforms::facts::{AuthMethod, Facts, Field, ReplyValues, SettingShape, Templates};

/// Says of a platform whether a rule may have something to say there.
pub type Applies = fn(&Facts) -> bool;

pub(super) fn everywhere(_: &Facts) -> bool {
    true
}

/// It is about what belongs to no platform.
pub(super) fn nowhere(_: &Facts) -> bool {
    false
}

fn has(facts: &Facts, field: Field) -> bool {
    let forms = facts.kinds.iter().flat_map(|kind| kind.forms);
    forms.into_iter().any(|form| form.get(field).is_some())
}

pub(super) fn lacks_a_kind(facts: &Facts) -> bool {
    !facts.instead.is_empty()
}

pub(super) fn has_references(facts: &Facts) -> bool {
    facts.templates.is_some()
}

pub(super) fn has_dollars(facts: &Facts) -> bool {
    facts.templates == Some(Templates::Dollar)
}

pub(super) fn has_tags(facts: &Facts) -> bool {
    facts.templates == Some(Templates::Mustache)
}

pub(super) fn has_references_in_headers(facts: &Facts) -> bool {
    has_references(facts) && has_headers(facts)
}

pub(super) fn has_references_in_bodies(facts: &Facts) -> bool {
    has_references(facts) && has_bodies(facts)
}

pub(super) fn has_customers_lists(facts: &Facts) -> bool {
    !facts.values.from_customers.is_empty()
}

pub(super) fn has_callers_credentials(facts: &Facts) -> bool {
    !facts.values.credentials.is_empty()
}

pub(super) fn has_callers_headers(facts: &Facts) -> bool {
    let mut settings = facts.values.settings.iter();
    settings.any(|setting| !setting.prefix.is_empty())
}

pub(super) fn has_secret_values(facts: &Facts) -> bool {
    let mut settings = facts.settings.iter();
    settings.any(|setting| setting.shape == SettingShape::Names { secret: true })
}

pub(super) fn merges_replies(facts: &Facts) -> bool {
    matches!(facts.values.replies, Some(ReplyValues::Merged(_)))
}

pub(super) fn maps_replies(facts: &Facts) -> bool {
    facts.values.replies == Some(ReplyValues::Mapped)
}

pub(super) fn takes_values_from_replies(facts: &Facts) -> bool {
    facts.values.replies.is_some()
}

pub(super) fn describes_replies(facts: &Facts) -> bool {
    has(facts, Field::Response)
}

pub(super) fn has_directives(facts: &Facts) -> bool {
    has(facts, Field::ResponseDirective)
}

pub(super) fn has_functions(facts: &Facts) -> bool {
    facts.functions.is_some()
}

pub(super) fn has_parameters(facts: &Facts) -> bool {
    has(facts, Field::Parameters)
}

/// Its parameters are of no use but to webhooks.
pub(super) fn has_parameters_for_webhooks(facts: &Facts) -> bool {
    has_parameters(facts) && !facts.values.parameters_serve_messages
}

pub(super) fn calls_webhooks(facts: &Facts) -> bool {
    has(facts, Field::Webhooks)
}

pub(super) fn refers_to_webhooks(facts: &Facts) -> bool {
    calls_webhooks(facts) || has(facts, Field::Webhook)
}

pub(super) fn has_headers(facts: &Facts) -> bool {
    has(facts, Field::Headers)
}

/// It sends headers that definitions name.
pub(super) fn has_header_names(facts: &Facts) -> bool {
    has_headers(facts) || facts.auth.contains(&AuthMethod::Header)
}

/// It sends credentials that definitions hold.
pub(super) fn has_credentials(facts: &Facts) -> bool {
    has_headers(facts) || !facts.auth.is_empty()
}

pub(super) fn has_auth(facts: &Facts) -> bool {
    !facts.auth.is_empty()
}

/// It wants to be told how to authenticate, if only that it should not.
pub(super) fn asks_for_auth(facts: &Facts) -> bool {
    let forms = facts.kinds.iter().flat_map(|kind| kind.forms);
    let mut fields = forms.filter_map(|form| form.get(Field::Auth));
    fields.any(|field| field.required)
}

pub(super) fn has_methods(facts: &Facts) -> bool {
    has(facts, Field::Method)
}

pub(super) fn has_bodies(facts: &Facts) -> bool {
    has(facts, Field::Body) || has(facts, Field::JsonTemplate)
}

pub(super) fn needs_bodies(facts: &Facts) -> bool {
    has_bodies(facts) && facts.http.needs_body
}

pub(super) fn is_unsigned(facts: &Facts) -> bool {
    facts.http.unsigned
}

pub(super) fn has_endpoints(facts: &Facts) -> bool {
    facts.http.endpoint.is_some()
}

pub(super) fn has_opposite(facts: &Facts) -> bool {
    facts.http.opposite.is_some()
}

pub(super) fn has_topics(facts: &Facts) -> bool {
    facts.topics.is_some()
}

pub(super) fn has_replies_only(facts: &Facts) -> bool {
    !facts.replies.is_empty()
}

pub(super) fn has_sandbox(facts: &Facts) -> bool {
    has(facts, Field::Sandbox)
}

pub(super) fn limits_escalations(facts: &Facts) -> bool {
    facts.one_escalation.is_some()
}

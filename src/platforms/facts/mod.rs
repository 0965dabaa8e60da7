//! What a platform is, as data: the types of the tables in `src/platforms/<id>/facts.rs`.
//!
//! Facts lie below definitions and rules, which read them; the behaviour of a platform lies above.

mod field;
mod members;
mod notes;
mod values;

pub use field::{COMMON_FIELDS, Field, MAX_NAME_CHARACTERS};
pub use members::{
    BASIC, CREDENTIAL_HEADER, EXPECTED, LEVELS, MANIFEST, MESSAGE, Member, NEEDED_DESCRIPTION,
    NEEDED_PLATFORM, RESPONSE, RUST, SCENARIO, SUBJECT, TEST, VARIABLE,
};
pub use notes::{Assumption, Notes, Source};
pub use values::{ReplyValues, ValueFacts, ValueSetting};

use std::fmt;

use crate::diagnostic::Severity;
pub use crate::templates::Templates;
use crate::types::Payload;

/// Every platform, in the order in which they are listed to people.
pub static ALL: &[&Facts] = &[
    &super::verboo::facts::FACTS,
    &super::mind_expression::facts::FACTS,
    &super::ebbot::facts::FACTS,
    &super::enterpret::facts::FACTS,
];

/// The platform with this id.
#[must_use]
pub fn find(id: &str) -> Option<&'static Facts> {
    ALL.iter().copied().find(|facts| facts.id == id)
}

/// One platform.
#[derive(Debug)]
pub struct Facts {
    /// As `platform:` names it, and the folder of its bundle.
    pub id: &'static str,
    /// As its vendor writes it.
    pub name: &'static str,
    /// The vendor's page that the facts rest on.
    pub documentation: &'static str,
    /// A small project that `hookc init` writes: paths and texts, one definition a file.
    pub starter: &'static [(&'static str, &'static str)],
    /// What it supports.
    pub kinds: &'static [KindFacts],
    /// For each kind that it does not support: what to use instead.
    pub instead: &'static [(Kind, &'static str)],
    /// What `platforms.<id>` of the manifest may hold.
    pub settings: &'static [SettingFacts],
    /// Ways to authenticate that `auth` offers; empty where there is no `auth`.
    pub auth: &'static [AuthMethod],
    /// How its fields refer to values that are known at run time; nothing where they cannot.
    pub templates: Option<Templates>,
    /// What it sends over HTTP.
    pub http: HttpFacts,
    /// The values that are always there, by the names that references use.
    pub built_in: &'static [&'static str],
    /// Where the other values come from that references can name.
    pub values: ValueFacts,
    /// Keys that the vendor's own pages or dashboards use, and what they are called here.
    pub spellings: &'static [Spelling],
    /// What it documents of functions, where its triggers are functions that a language model calls.
    pub functions: Option<FunctionFacts>,
    /// How the topics of its events relate; nothing where it has no topics.
    pub topics: Option<TopicFacts>,
    /// The types of messages that mean something only inside a conversation that is going on.
    pub replies: &'static [&'static str],
    /// The documented payloads that it sends, takes or is configured with.
    pub payloads: fn() -> Vec<Payload>,
    /// What is known of it in words, and what is not.
    pub notes: &'static Notes,
    /// What may have one escalation only; nothing where it has none.
    pub one_escalation: Option<OneEscalation>,
}

/// What a platform documents of the functions that its language model calls.
#[derive(Clone, Copy, Debug)]
pub struct FunctionFacts {
    /// The longest description, in Unicode scalar values.
    pub max_description: usize,
    /// The types that parameters may have; `array` needs `items`.
    pub parameter_types: &'static [&'static str],
}

/// How the topics of a platform's events relate.
#[derive(Clone, Copy, Debug)]
pub struct TopicFacts {
    /// Topics whose events hold those of others.
    pub wider: &'static [WiderTopic],
    /// The topic whose event repeats every message of the conversation.
    pub transcript: &'static str,
    /// The topics of single messages.
    pub messages: &'static [&'static str],
}

/// A topic whose events hold those of others.
#[derive(Clone, Copy, Debug)]
pub struct WiderTopic {
    /// It.
    pub topic: &'static str,
    /// The topics whose events arrive under it too.
    pub holds: &'static [&'static str],
    /// Whether those together are all that it has.
    pub is_their_sum: bool,
}

/// What may have one escalation only.
#[derive(Clone, Copy, Debug)]
pub enum OneEscalation {
    /// What all definitions of a project go to, as the vendor calls it.
    Per(&'static str),
    /// Each value of a field.
    PerValue(Field),
}

impl PartialEq for Facts {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Facts {}

impl Facts {
    /// What it says of a kind, if it supports it.
    #[must_use]
    pub fn kind(&self, kind: Kind) -> Option<&'static KindFacts> {
        self.kinds.iter().find(|facts| facts.kind == kind)
    }
}

/// What a platform sends over HTTP, and where it is called.
#[derive(Debug)]
pub struct HttpFacts {
    /// The schemes that it calls, in lower case.
    pub schemes: &'static [&'static str],
    /// The headers that it sets by itself, beside those that HTTP clients set.
    pub own_headers: &'static [&'static str],
    /// How bad a `Content-Type` is that is not JSON's.
    pub foreign_content_type: Severity,
    /// The methods with which it sends a body.
    pub body_methods: &'static [&'static str],
    /// Whether requests with these methods are pointless without a body.
    pub needs_body: bool,
    /// Whether nothing but the URL protects what it calls: it offers no authentication.
    pub unsigned: bool,
    /// Where the endpoints are that it offers itself.
    pub endpoint: Option<EndpointFacts>,
    /// Hosts of the vendor's that take data in the opposite direction: the host, and what it is.
    pub opposite: Option<(&'static str, &'static str)>,
}

/// Where a platform takes messages.
#[derive(Debug)]
pub struct EndpointFacts {
    /// Its hosts.
    pub hosts: &'static [&'static str],
    /// What the path begins with; one more segment follows.
    pub path: &'static str,
}

/// The three kinds of definitions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A request that the platform sends, or an endpoint of the platform.
    Webhook,
    /// What makes a platform call webhooks, or a message sent to it.
    Trigger,
    /// What hands a conversation to people.
    Escalation,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Kind; 3] = [Kind::Webhook, Kind::Trigger, Kind::Escalation];

    /// As `kind:` names it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Kind::Webhook => "webhook",
            Kind::Trigger => "trigger",
            Kind::Escalation => "escalation",
        }
    }

    /// The folder of files that are made of one definition of the kind each.
    #[must_use]
    pub fn folder(self) -> &'static str {
        match self {
            Kind::Webhook => "webhooks",
            Kind::Trigger => "triggers",
            Kind::Escalation => "escalations",
        }
    }

    /// The kind with this name.
    #[must_use]
    pub fn find(name: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// One kind on one platform.
#[derive(Debug)]
pub struct KindFacts {
    /// Which.
    pub kind: Kind,
    /// What the platform calls it.
    pub title: &'static str,
    /// A sentence or two.
    pub doc: &'static str,
    /// Whether its name may hold `-`.
    pub hyphen_in_name: bool,
    /// Whether `description` is required.
    pub needs_description: bool,
    /// Its forms. Where there are several, the field `direction` picks one.
    pub forms: &'static [FormFacts],
}

impl KindFacts {
    /// What a field means in whichever form has it.
    #[must_use]
    pub fn field(&self, key: &str) -> Option<&'static FieldFacts> {
        self.forms.iter().find_map(|form| form.field(key))
    }
}

/// One form of a kind: the fields that it has.
#[derive(Debug)]
pub struct FormFacts {
    /// The value of `direction` that picks it; nothing where a kind has one form only.
    pub direction: Option<&'static str>,
    /// The fields beside those that every definition has, in the order in which they are written.
    pub fields: &'static [FieldFacts],
}

impl FormFacts {
    /// The field with this key.
    #[must_use]
    pub fn field(&self, key: &str) -> Option<&'static FieldFacts> {
        self.fields.iter().find(|facts| facts.field.key() == key)
    }

    /// The place of the field with this key, sought from another place on.
    #[must_use]
    pub fn place(&self, key: &str, from: usize) -> Option<usize> {
        let is_it = |facts: &FieldFacts| facts.field.key() == key;
        let after = self.fields.get(from..).unwrap_or_default();
        let after = after.iter().position(is_it).map(|place| from + place);
        after.or_else(|| self.fields.iter().position(is_it))
    }

    /// What it says of a field, if it has it.
    #[must_use]
    pub fn get(&self, field: Field) -> Option<&'static FieldFacts> {
        self.fields.iter().find(|facts| facts.field == field)
    }
}

/// One field of one form.
#[derive(Debug)]
pub struct FieldFacts {
    /// Which.
    pub field: Field,
    /// Whether it has to be there.
    pub required: bool,
    /// What it means here, with its default.
    pub doc: &'static str,
    /// The values that it, each of its items, or its `type` may have; empty where it is free.
    pub values: &'static [&'static str],
    /// What counts where it is left out, as JSON.
    pub default: Option<&'static str>,
    /// Values that it may have, as JSON. Editors offer them.
    pub examples: &'static [&'static str],
}

impl FieldFacts {
    /// A field that has to be there.
    #[must_use]
    pub const fn required(field: Field, doc: &'static str) -> Self {
        Self {
            required: true,
            ..Self::optional(field, doc)
        }
    }

    /// A field that may be left out.
    #[must_use]
    pub const fn optional(field: Field, doc: &'static str) -> Self {
        Self {
            field,
            required: false,
            doc,
            values: &[],
            default: None,
            examples: &[],
        }
    }

    /// The same with a closed list of values.
    #[must_use]
    pub const fn one_of(mut self, values: &'static [&'static str]) -> Self {
        self.values = values;
        self
    }

    /// The same with what counts where it is left out, as JSON.
    #[must_use]
    pub const fn or(mut self, default: &'static str) -> Self {
        self.default = Some(default);
        self
    }

    /// The same with values that it may have, as JSON.
    #[must_use]
    pub const fn like(mut self, examples: &'static [&'static str]) -> Self {
        self.examples = examples;
        self
    }
}

/// A way to authenticate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuthMethod {
    /// `auth: none`.
    None,
    /// `auth.basic`: user name and password.
    Basic,
    /// `auth.bearer`: `Authorization: Bearer <credential>`.
    Bearer,
    /// `auth.api_key`: `X-API-Key: <credential>`.
    ApiKey,
    /// `auth.header`: a header of one's own.
    Header,
}

impl AuthMethod {
    /// As `auth:` names it.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            AuthMethod::None => "none",
            AuthMethod::Basic => "basic",
            AuthMethod::Bearer => "bearer",
            AuthMethod::ApiKey => "api_key",
            AuthMethod::Header => "header",
        }
    }

    /// What it means, as a sentence.
    #[must_use]
    pub fn doc(self) -> &'static str {
        match self {
            AuthMethod::None => "No authentication.",
            AuthMethod::Basic => "HTTP Basic authentication: user name and password.",
            AuthMethod::Bearer => {
                "The credential of `Authorization: Bearer …`, as `${secret.NAME}`."
            }
            AuthMethod::ApiKey => "The credential of `X-API-Key: …`, as `${secret.NAME}`.",
            AuthMethod::Header => "A header of your own with the credential in it.",
        }
    }
}

/// One entry of `platforms.<id>` in the manifest.
#[derive(Debug)]
pub struct SettingFacts {
    /// Its key.
    pub key: &'static str,
    /// What it may hold.
    pub shape: SettingShape,
    /// What it means.
    pub doc: &'static str,
}

/// What an entry of `platforms.<id>` may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SettingShape {
    /// Text.
    Text,
    /// Names that are declared: a list, or a mapping from name to a JSON Schema of its values.
    Names {
        /// Whether a declaration may say `secret: true`.
        secret: bool,
    },
}

/// A key of the vendor's that is not ours.
#[derive(Debug)]
pub struct Spelling {
    /// Where it is mistaken; every kind where this is empty.
    pub kinds: &'static [Kind],
    /// The key as the vendor, or the habit, writes it.
    pub key: &'static str,
    /// What it is here.
    pub meaning: Meaning,
}

/// What a key of the vendor's is here.
#[derive(Debug)]
pub enum Meaning {
    /// The same under another key.
    Renamed(&'static str),
    /// The same inside another field: `message` for `message.type`.
    Inside {
        /// The field it belongs into.
        field: &'static str,
        /// Its key there.
        key: &'static str,
    },
    /// Said by something else already: the line can go.
    Redundant {
        /// The value that goes without saying; with another one, more may have been meant.
        value: &'static str,
        /// A sentence that says what says it.
        why: &'static str,
    },
    /// Said by another field with one value, whatever its own value is.
    Says {
        /// The field.
        field: &'static str,
        /// Its value.
        value: &'static str,
        /// A sentence that says why its own value is not needed.
        why: &'static str,
    },
    /// Nothing that the platform can be told. The text says so and what to do.
    Absent(&'static str),
}

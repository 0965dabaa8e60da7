//! Definitions as written: typed, every leaf with its place. What could not be read is left out; it
//! causes no second message.

mod comments;
mod confusable;
mod credentials;
mod fill;
mod layout;
mod manifest;
mod number;
mod ours;
mod rare;
mod read;
mod text;
mod value;

pub use comments::{CommentAfterValue, comments_after_values};
pub use confusable::confusable_characters;
pub use credentials::credentials_at_keys;
pub use fill::{SecretUse, SettingUse, Uses};
pub use layout::{Layout, layout_of_definition, layout_of_manifest};
pub use manifest::{Declared, EnvValue, Environment, Manifest, PlatformSettings, RustOutput};
pub use number::Number;
pub use ours::{Claim, FileClaim, begins_a_definition};
pub use rare::Rare;
pub use read::{ReadDefinition, Unread, manifest::read_manifest, read_definition, unread};
use read::{is_legal_name, with_article};
pub use text::{Piece, PieceKind, Text};
pub use value::{Data, Value, json_number};

use crate::platforms::facts::{Facts, Field, FormFacts, Kind};
use crate::source::Span;

/// One webhook, trigger or escalation.
#[derive(Clone, Debug)]
pub struct Definition<'s> {
    /// Its kind.
    pub kind: Kind,
    /// Its platform.
    pub platform: &'static Facts,
    /// Which fields it has.
    pub form: &'static FormFacts,
    /// Whether `direction` picks that form; else it is the one that fits best.
    pub form_is_certain: bool,
    /// The value of `kind`.
    pub kind_span: Span,
    /// From its first key to its last value.
    pub span: Span,
    /// Identifier; missing where it could not be read.
    pub name: Option<Text<'s>>,
    /// Free text.
    pub description: Option<Text<'s>>,
    /// The fields that are written, legible or not.
    pub written: Vec<Written>,
    /// The fields in which something is wrong, so that nothing may be concluded from what they lack.
    pub faulty: Vec<Field>,
    /// Its build-time values.
    pub uses: Uses<'s>,
    /// Comments that may be meant as part of the value before them.
    pub comments: Vec<CommentAfterValue>,
    /// The fields of a request.
    pub request: Rare<Request<'s>>,
    /// The fields of a trigger.
    pub trigger: Rare<TriggerFields<'s>>,
    /// `topics`
    pub topics: Vec<Text<'s>>,
    /// `automation`
    pub automation: Option<Text<'s>>,
    /// `automation_id`
    pub automation_id: Option<Text<'s>>,
}

/// Where a field is written.
#[derive(Clone, Copy, Debug)]
pub struct Written {
    /// Which.
    pub field: Field,
    /// Its key.
    pub key: Span,
    /// Its value, without quotes.
    pub value: Span,
}

/// The fields that make up a request and what is done with the reply.
#[derive(Clone, Debug, Default)]
pub struct Request<'s> {
    /// `url`
    pub url: Option<Text<'s>>,
    /// `method`
    pub method: Option<Text<'s>>,
    /// `auth`
    pub auth: Option<Auth<'s>>,
    /// `headers`, as ordered by the author.
    pub headers: Vec<Header<'s>>,
    /// `body`
    pub body: Option<Value<'s>>,
    /// `response_directive`
    pub response_directive: Option<Text<'s>>,
    /// `mapping`: keys and their `JSONPath`.
    pub mapping: Vec<(Text<'s>, Text<'s>)>,
    /// `invalid_input`
    pub invalid_input: Option<Text<'s>>,
    /// `response`
    pub response: Option<Box<Response<'s>>>,
    /// `tests`
    pub tests: Vec<Test<'s>>,
}

/// The fields of a trigger.
#[derive(Clone, Debug, Default)]
pub struct TriggerFields<'s> {
    /// `subject`
    pub subject: Option<Subject<'s>>,
    /// `prompt`
    pub prompt: Option<Text<'s>>,
    /// `parameters`
    pub parameters: Option<Value<'s>>,
    /// `interpret_response`
    pub interpret_response: Option<bool>,
    /// `active`
    pub active: Option<bool>,
    /// `copilot_only`
    pub copilot_only: Option<bool>,
    /// `webhooks`, in order.
    pub webhooks: Vec<Text<'s>>,
    /// `webhook`
    pub webhook: Option<Text<'s>>,
    /// `message`
    pub message: Option<Message<'s>>,
    /// `conversation`
    pub conversation: Option<Text<'s>>,
    /// `sandbox`
    pub sandbox: Option<bool>,
}

/// One header.
#[derive(Clone, Debug)]
pub struct Header<'s> {
    /// Its name.
    pub name: Text<'s>,
    /// Its value.
    pub value: Text<'s>,
}

/// `auth`
#[derive(Clone, Debug)]
pub enum Auth<'s> {
    /// No authentication, said in so many words.
    None(Span),
    /// User name and password.
    Basic {
        /// The user name.
        username: Option<Text<'s>>,
        /// The password.
        password: Option<Text<'s>>,
    },
    /// A bearer token.
    Bearer(Option<Text<'s>>),
    /// A key in `X-API-Key`.
    ApiKey(Option<Text<'s>>),
    /// A header of one's own.
    Header {
        /// Its name.
        name: Option<Text<'s>>,
        /// Its value.
        value: Option<Text<'s>>,
    },
}

/// `response`
#[derive(Clone, Debug)]
pub struct Response<'s> {
    /// `example`
    pub example: Option<Value<'s>>,
    /// The key of `example`, or that of `response` where there is none.
    pub example_key: Span,
    /// `schema`
    pub schema: Option<ResponseSchema<'s>>,
    /// The key of `schema`, or that of `response` where there is none.
    pub schema_key: Span,
}

/// `response.schema`
#[derive(Clone, Debug)]
pub enum ResponseSchema<'s> {
    /// Written in place.
    Inline(Value<'s>),
    /// The path of a JSON file, relative to the definition's file.
    File(Text<'s>),
}

/// One entry of `tests`.
#[derive(Clone, Debug)]
pub struct Test<'s> {
    /// `name`
    pub name: Option<Text<'s>>,
    /// `given`
    pub given: Option<Value<'s>>,
    /// `expect`
    pub expect: Option<Value<'s>>,
}

/// `subject`
#[derive(Clone, Debug)]
pub struct Subject<'s> {
    /// `subject.name`
    pub name: Option<Text<'s>>,
    /// `subject.logical_form`
    pub logical_form: Option<Text<'s>>,
}

/// `message`
#[derive(Clone, Debug)]
pub struct Message<'s> {
    /// `message.type`
    pub kind: Option<Text<'s>>,
    /// `message.value`; without it the caller supplies it.
    pub value: Option<Value<'s>>,
}

impl<'s> Request<'s> {
    /// Visits every text in which a platform replaces variables: URL, values of headers, body.
    pub fn each_sent_text<'r>(&'r self, visit: &mut dyn FnMut(&'r Text<'s>)) {
        self.url.iter().for_each(&mut *visit);
        self.headers.iter().for_each(|header| visit(&header.value));
        if let Some(body) = &self.body {
            body.each_text(visit);
        }
    }
}

impl Definition<'_> {
    /// Its name; empty where it could not be read.
    #[must_use]
    pub fn name(&self) -> &str {
        self.name.as_ref().map_or("", Text::as_str)
    }

    /// What a finding about the whole definition points at: its name.
    #[must_use]
    pub fn name_span(&self) -> Span {
        self.name.as_ref().map_or(self.kind_span, Text::span)
    }

    /// The key of a field, if it is written.
    #[must_use]
    pub fn key_span(&self, field: Field) -> Option<Span> {
        self.written(field).map(|written| written.key)
    }

    /// The value of a field, if it is written.
    #[must_use]
    pub fn value_span(&self, field: Field) -> Option<Span> {
        self.written(field).map(|written| written.value)
    }

    fn written(&self, field: Field) -> Option<&Written> {
        self.written.iter().find(|written| written.field == field)
    }

    /// Whether its name is a legal one.
    #[must_use]
    pub fn has_legal_name(&self) -> bool {
        let kind = self.platform.kind(self.kind);
        let hyphen = kind.is_some_and(|kind| kind.hyphen_in_name);
        self.name
            .as_ref()
            .is_some_and(|name| !name.is_unresolved() && is_legal_name(name.as_str(), hyphen))
    }

    /// What it is, with its article: "a verboo webhook".
    #[must_use]
    pub fn title_with_article(&self) -> String {
        with_article(self.platform, self.kind)
    }

    /// What it is, as in "a verboo webhook", without the article.
    #[must_use]
    pub fn title(&self) -> String {
        format!("{} {}", self.platform.id, self.kind)
    }
}

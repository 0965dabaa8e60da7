//! What the servers of a project receive and send because of its definitions.

use serde_json::Value as Json;

use super::{Field, Record, Type};

/// Everything that a project agrees on with its servers, each list in the order of the definitions'
/// names.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Contract {
    /// Requests that a project declares itself, with their replies.
    pub exchanges: Vec<Exchange>,
    /// Documented payloads that a platform sends to the project's servers.
    pub receptions: Vec<Reception>,
    /// Documented payloads that the project's servers send to a platform.
    pub messages: Vec<Message>,
}

/// A request that a definition declares, and its reply.
#[derive(Clone, Debug, PartialEq)]
pub struct Exchange {
    /// The id of the platform that sends it.
    pub platform: String,
    /// The kind and the name of the definition: `webhook`, `create_ticket`.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// The definition's description; may be empty.
    pub doc: String,
    /// The method in upper case.
    pub method: String,
    /// The path with a `{name}` for each field of `path`, without scheme, host, query, and what
    /// build-time values stand for: `/orders/{order_number}`.
    pub route: String,
    /// What varies in the path, by the names in `route`: each the whole text between two slashes,
    /// decoded.
    pub path: Record,
    /// The query's members, decoded.
    pub query: Record,
    /// The headers that the definition sets, by their names as written; secrets are sensitive.
    pub headers: Record,
    /// The body; nothing where none is sent.
    pub body: Option<Type>,
    /// What the reply's body holds; nothing where the definition does not say.
    pub response: Option<Type>,
}

/// Documented payloads that a platform sends to a URL of the project.
#[derive(Clone, Debug, PartialEq)]
pub struct Reception {
    /// The id of the platform that sends them.
    pub platform: String,
    /// The kind of the definition.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// Its description; may be empty.
    pub doc: String,
    /// The names of the payloads below the platform: `chat.close`.
    pub payloads: Vec<String>,
    /// What the definition fixes and its server needs, such as the name of the header that
    /// authenticates.
    pub constants: Vec<Constant>,
}

/// A value that a definition fixes.
#[derive(Clone, Debug, PartialEq)]
pub struct Constant {
    /// What to call it, in words: "automation id".
    pub name: String,
    /// What it is, as a sentence.
    pub doc: String,
    /// Its value.
    pub value: Json,
}

/// A documented payload that the project's servers send to a platform.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// The id of the platform that receives it.
    pub platform: String,
    /// The kind of the definition.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// Its description; may be empty.
    pub doc: String,
    /// The URL that it is sent to, where the definitions tell one without build-time values.
    pub endpoint: Option<String>,
    /// The body, with `null` where the caller supplies a value.
    pub body: Json,
    /// What the caller supplies.
    pub supplied: Vec<Supplied>,
    /// The name of the reply's payload below the platform.
    pub reply: String,
}

/// A value that the caller of a message supplies.
#[derive(Clone, Debug, PartialEq)]
pub struct Supplied {
    /// Its keys from the body's root: `["value", "value"]`.
    pub path: Vec<String>,
    /// What it is.
    pub field: Field,
}

//! What the templates are given. `docs/rust.md` describes it for those who write templates.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value as Json;

/// Everything that is printed.
#[derive(Debug, Serialize)]
pub struct Model {
    /// The name of the crate.
    pub crate_name: String,
    /// The version of the crate.
    pub version: String,
    /// What is made of it, as a sentence.
    pub doc: String,
    /// The types of the documented payloads that are printed.
    pub payloads: Vec<PayloadType>,
    /// The items, in the order in which they are printed.
    pub items: Vec<Item>,
    /// The helpers that the items use.
    pub uses: Uses,
}

/// The type of a documented payload.
#[derive(Debug, Serialize)]
pub struct PayloadType {
    /// The id of the platform.
    pub platform: String,
    /// The payload below it.
    pub payload: String,
    /// The name of the type.
    pub name: String,
}

/// One item.
#[derive(Debug, Serialize)]
#[serde(tag = "form", rename_all = "snake_case")]
pub enum Item {
    /// An object with known keys.
    Struct(Struct),
    /// Strings of which a value is one.
    Choice(Choice),
    /// One of several types.
    Union(Union),
    /// Another name of a type.
    Alias(Alias),
    /// A value that is fixed.
    Constant(Constant),
    /// What reads the headers of a request.
    Headers(Headers),
    /// What builds a message to a platform.
    Message(Message),
    /// What a platform adds to one of its payloads.
    Extra(Extra),
}

/// An object with known keys.
#[derive(Debug, Serialize)]
pub struct Struct {
    /// Its name.
    pub name: String,
    /// What it is.
    pub doc: String,
    /// Its fields, without the constant one; those that need the value of another one come first.
    pub fields: Vec<Field>,
    /// The same in the order of the vendor's page.
    pub declared: Vec<Field>,
    /// The field that always holds the same string.
    pub constant: Option<ConstantField>,
    /// Whether every required field has a default.
    pub has_default: bool,
    /// The arguments of its `serde` attribute.
    pub serde: Vec<String>,
    /// What the fields are called that nobody knows.
    pub extra: String,
}

/// A field that always holds the same string.
#[derive(Debug, Serialize)]
pub struct ConstantField {
    /// Its key.
    pub key: String,
    /// Its value.
    pub value: String,
    /// What it is.
    pub doc: String,
}

/// A field.
#[derive(Clone, Debug, Serialize)]
pub struct Field {
    /// Its key in JSON.
    pub key: String,
    /// Its name.
    pub name: String,
    /// What it is.
    pub doc: String,
    /// Its type, with what says whether it may be absent.
    pub r#type: String,
    /// Its type when it is there and not `null`, apart from any language.
    pub holds: TypeModel,
    /// Whether it is always there.
    pub is_required: bool,
    /// Whether it may be `null`.
    pub is_nullable: bool,
    /// Whether nobody may read it in a log.
    pub is_sensitive: bool,
    /// The function that reads it.
    pub reader: &'static str,
    /// The key whose value says which type it has.
    pub tag: Option<String>,
    /// The arguments of its `serde` attribute.
    pub serde: Vec<String>,
    /// Values that the vendor shows.
    pub examples: Vec<Json>,
}

/// A type, apart from any language.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "form", rename_all = "snake_case")]
pub enum TypeModel {
    /// A string, and what it holds.
    Text {
        /// `plain`, `uuid`, `date_time`, `date`, `uri`, `email`, `decimal_seconds`, `json`,
        /// `number`, `boolean`.
        format: &'static str,
    },
    /// A whole number, and what it counts.
    Integer {
        /// `none` or `epoch_milliseconds`.
        unit: &'static str,
    },
    /// A number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// A list.
    List {
        /// Of what.
        of: Box<TypeModel>,
    },
    /// An object with keys that nobody knows before.
    Map {
        /// Of what.
        of: Box<TypeModel>,
    },
    /// A struct, a choice or a union.
    Named {
        /// Its name.
        name: String,
    },
    /// Any JSON.
    Opaque,
}

/// Strings of which a value is one.
#[derive(Debug, Serialize)]
pub struct Choice {
    /// Its name.
    pub name: String,
    /// What it says.
    pub doc: String,
    /// The known strings.
    pub values: Vec<ChoiceValue>,
    /// The variant of all other strings; nothing where there is none.
    pub other: Option<String>,
    /// Whether Clippy would find the names of the variants too much alike.
    pub is_monotonous: bool,
}

/// A known string.
#[derive(Debug, Serialize)]
pub struct ChoiceValue {
    /// Its name.
    pub name: String,
    /// As it stands in JSON.
    pub value: String,
    /// What it means.
    pub doc: String,
}

/// One of several types.
#[derive(Debug, Serialize)]
pub struct Union {
    /// Its name.
    pub name: String,
    /// What it is.
    pub doc: String,
    /// `inside`, `beside` or `json_type`.
    pub tagged: &'static str,
    /// The key of the tag; empty for `json_type`.
    pub tag: String,
    /// What the tag is called as a field.
    pub tag_name: String,
    /// The types.
    pub variants: Vec<Variant>,
    /// The variant of all other values; nothing where there is none.
    pub other: Option<String>,
    /// Whether every JSON type has a variant.
    pub is_complete: bool,
    /// What a variable that holds the tag is called.
    pub binding: &'static str,
    /// What would have been legal, in words.
    pub expected: String,
    /// Whether Clippy would find the names of the variants too much alike.
    pub is_monotonous: bool,
}

/// One of the types of a union.
#[derive(Debug, Serialize)]
pub struct Variant {
    /// Its name.
    pub name: String,
    /// The tags that stand for it.
    pub tags: Vec<String>,
    /// The patterns of a `match` that stand for it.
    pub patterns: Vec<String>,
    /// What it is.
    pub doc: String,
    /// Its type as written in the union.
    pub r#type: String,
    /// Its type, apart from any language.
    pub holds: TypeModel,
    /// Where a platform's own functions find what they look for.
    pub reads: BTreeMap<&'static str, String>,
}

/// Another name of a type.
#[derive(Debug, Serialize)]
pub struct Alias {
    /// Its name.
    pub name: String,
    /// What it is.
    pub doc: String,
    /// The type.
    pub r#type: String,
}

/// A value that is fixed.
#[derive(Debug, Serialize)]
pub struct Constant {
    /// Its name.
    pub name: String,
    /// What it is.
    pub doc: String,
    /// Its type.
    pub r#type: &'static str,
    /// Its value as an expression.
    pub expression: String,
    /// Its value.
    pub value: Json,
}

/// What reads the headers of a request into a struct.
#[derive(Debug, Serialize)]
pub struct Headers {
    /// The struct.
    pub name: String,
    /// The names of the headers.
    pub headers: Vec<String>,
}

/// What builds a message.
#[derive(Debug, Serialize)]
pub struct Message {
    /// The name of the function.
    pub name: String,
    /// What it is.
    pub doc: String,
    /// The body, with the names of arguments where the caller supplies values.
    pub body: String,
    /// What the caller supplies.
    pub arguments: Vec<Argument>,
    /// The arguments as they stand in the head of the function.
    pub parameters: Vec<String>,
    /// Whether Clippy would find them too many.
    pub has_many_arguments: bool,
}

/// What the caller of a message supplies.
#[derive(Debug, Serialize)]
pub struct Argument {
    /// Its name.
    pub name: String,
    /// What it is.
    pub doc: String,
    /// Its type.
    pub r#type: String,
}

/// What a platform adds to one of its payloads.
#[derive(Debug, Serialize)]
pub struct Extra {
    /// The template that prints it.
    pub template: String,
    /// The name of the payload's type.
    pub name: String,
    /// Where the platform's functions find what they look for, where the payload is an object.
    pub reads: BTreeMap<&'static str, String>,
    /// The types, where the payload is one of several.
    pub variants: Vec<Variant>,
    /// The variant of all other values.
    pub other: Option<String>,
}

/// The helpers that the items use, so that none is printed that nobody uses.
#[derive(Debug, Default, Serialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "a template asks for each by its name"
)]
pub struct Uses {
    /// Any item that reads JSON.
    pub json: bool,
    /// Structs, choices or unions.
    pub named: bool,
    /// Choices, or unions that can be read without another value.
    pub values: bool,
    /// Choices or unions.
    pub serializer: bool,
    /// Helpers that are types.
    pub derives: bool,
    /// Structs.
    pub structs: bool,
    /// Choices.
    pub choices: bool,
    /// Unions.
    pub unions: bool,
    /// Unions whose tag stands in the value.
    pub inside: bool,
    /// Unions whose tag stands beside the value.
    pub beside: bool,
    /// Fields that are always there.
    pub required: bool,
    /// Fields that may be absent.
    pub optional: bool,
    /// Fields that may be absent or `null`.
    pub nullable: bool,
    /// The same, and no other field tells the type.
    pub nullable_plain: bool,
    /// Fields whose type another field tells.
    pub by: bool,
    /// Fields that are always there and whose type another field tells.
    pub required_by: bool,
    /// The same for fields that may be absent.
    pub optional_by: bool,
    /// The same for fields that may be absent or `null`.
    pub nullable_by: bool,
    /// Fields that always hold the same string.
    pub constant: bool,
    /// What nobody may read in a log.
    pub sensitive: bool,
    /// Lists.
    pub lists: bool,
    /// Maps of known types.
    pub maps: bool,
    /// Numbers.
    pub numbers: bool,
    /// Values in a [`Box`].
    pub boxes: bool,
    /// Fields that may be `null`.
    pub options: bool,
    /// Milliseconds since the epoch.
    pub epoch_milliseconds: bool,
    /// Decimal seconds in a string.
    pub decimal_seconds: bool,
    /// JSON in a string.
    pub json_text: bool,
    /// Numbers in a string.
    pub number_text: bool,
    /// `true` or `false` in a string.
    pub boolean_text: bool,
    /// Headers of requests.
    pub headers: bool,
    /// Messages.
    pub messages: bool,
    /// Values of messages that stand as text.
    pub literals: bool,
}

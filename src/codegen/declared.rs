//! Items for what the definitions of a project declare.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::Input;
use super::collect::Builder;
use super::layout;
use super::model::{Alias, Argument, Constant, Headers, Item, Message};
use super::names::{Names, joined, nested, pascal, raw, shouting, snake, words};
use super::scope::{Named, Scope, visit};
use crate::types::{self, Contract, Exchange, Format, Reception, Record, Tag, Type};

/// The most arguments that Clippy lets a function have.
const MAX_ARGUMENTS: usize = 7;

/// What tells a definition from all others.
type Key<'a> = (&'a str, &'a str, &'a str);

/// The deepest body that stands as tokens, and the most members of one object there: the macro that
/// reads them recurses with each.
const MAX_DEPTH: usize = 8;
const MAX_MEMBERS: usize = 16;

pub(super) fn add(input: &Input<'_>, scopes: &[Scope<'_>], builder: &mut Builder) {
    let names = definition_names(input.contract);
    let name = |key: Key<'_>| names.get(&key).cloned().unwrap_or_default();
    for exchange in &input.contract.exchanges {
        let base = name((&exchange.platform, &exchange.kind, &exchange.name));
        builder.exchange(exchange, &base);
    }
    for reception in &input.contract.receptions {
        let base = name((&reception.platform, &reception.kind, &reception.name));
        let payload = payload_type(input, scopes, &reception.platform, &reception.payloads);
        builder.reception(reception, &base, payload);
    }
    for message in &input.contract.messages {
        let base = name((&message.platform, &message.kind, &message.name));
        let replies = std::slice::from_ref(&message.reply);
        let reply = payload_type(input, scopes, &message.platform, replies);
        builder.message(message, &base, reply);
    }
}

/// The name of each definition: its own, behind its platform's where two are alike.
fn definition_names(contract: &Contract) -> BTreeMap<Key<'_>, String> {
    let exchanges = contract.exchanges.iter();
    let receptions = contract.receptions.iter();
    let messages = contract.messages.iter();
    let keys: std::collections::BTreeSet<Key<'_>> = exchanges
        .map(|one| (one.platform.as_str(), one.kind.as_str(), one.name.as_str()))
        .chain(receptions.map(|one| (one.platform.as_str(), one.kind.as_str(), one.name.as_str())))
        .chain(messages.map(|one| (one.platform.as_str(), one.kind.as_str(), one.name.as_str())))
        .collect();
    let plain: Vec<String> = keys.iter().map(|key| pascal(&words(key.2))).collect();
    let mut alike: BTreeMap<String, usize> = BTreeMap::new();
    for name in &plain {
        *alike.entry(name.to_ascii_lowercase()).or_default() += 1;
    }
    let mut names = Names::default();
    let mut found = BTreeMap::new();
    for (key, plain) in keys.iter().zip(plain) {
        let is_alone = alike.get(&plain.to_ascii_lowercase()) == Some(&1);
        let wanted = if is_alone {
            plain
        } else {
            pascal(&joined(&[key.0, key.2]))
        };
        found.insert(*key, names.claim(&wanted, ""));
    }
    found
}

/// The type of a payload of a platform; of several payloads, that of the one that holds them.
fn payload_type(
    input: &Input<'_>,
    scopes: &[Scope<'_>],
    platform: &str,
    payloads: &[String],
) -> Option<String> {
    let mut platforms = input.platforms.iter().zip(scopes);
    let (platform, scope) = platforms.find(|(types, _)| types.id == platform)?;
    let is_among = |union: &types::Union| {
        payloads.iter().all(|payload| {
            let mut variants = union.variants.iter();
            variants.any(|variant| variant.tags.contains(payload))
        })
    };
    let holder = platform
        .payloads
        .iter()
        .find_map(|payload| match &payload.root {
            Type::Union(union) if is_among(union) => Some(Named::Union(union)),
            _ => None,
        });
    let alone = || {
        let [only] = payloads else { return None };
        let payload = platform.payloads.iter().find(|one| one.name == *only)?;
        match &payload.root {
            Type::Record(record) => Some(Named::Record(record)),
            Type::Union(union) => Some(Named::Union(union)),
            _ => None,
        }
    };
    let named = holder.or_else(alone)?;
    scope.find(named).map(str::to_owned)
}

impl Builder {
    fn exchange(&mut self, exchange: &Exchange, base: &str) {
        let Exchange { name, doc, .. } = exchange;
        let about = if doc.is_empty() {
            String::new()
        } else {
            format!("\n\n{doc}")
        };
        let code = super::print::code(name);
        let method = Json::from(exchange.method.as_str());
        let route = Json::from(exchange.route.as_str());
        self.constant(
            base,
            "method",
            format!("The method that {code} is called with.{about}"),
            &method,
        );
        self.constant(
            base,
            "route",
            format!("The path that {code} is called at, with a `{{name}}` for each value."),
            &route,
        );
        self.members(&exchange.path, exchange, base, "path");
        self.members(&exchange.query, exchange, base, "query");
        if let Some(name) = self.members(&exchange.headers, exchange, base, "headers") {
            self.uses.headers = true;
            let fields = exchange.headers.fields.iter();
            self.items.push(Item::Headers(Headers {
                name,
                headers: fields.map(|field| field.key.clone()).collect(),
            }));
        }
        let body = format!("The body of a request to {code}.{about}");
        self.root(exchange.body.as_ref(), exchange, base, "body", &body);
        let response = format!("What {code} is answered with.");
        self.root(
            exchange.response.as_ref(),
            exchange,
            base,
            "response",
            &response,
        );
    }

    fn members(
        &mut self,
        record: &Record,
        exchange: &Exchange,
        base: &str,
        part: &str,
    ) -> Option<String> {
        if record.fields.is_empty() {
            return None;
        }
        let r#type = Type::Record(std::sync::Arc::new(record.clone()));
        self.root(Some(&r#type), exchange, base, part, &record.doc)
    }

    /// Prints the type of a part of a request, and returns its name.
    fn root(
        &mut self,
        r#type: Option<&Type>,
        definition: &Exchange,
        base: &str,
        part: &str,
        doc: &str,
    ) -> Option<String> {
        let r#type = r#type?;
        let wanted = pascal(&joined(&[base, part]));
        let name = self.types.claim(&wanted, "");
        let mut scope = Scope::default();
        // What only the value beside it can tell stands beside nothing here.
        let is_told = |named: &Named<'_>| match named {
            Named::Union(union) => !matches!(union.tag, Tag::Beside(_)),
            Named::Record(_) | Named::Choice(_) => true,
        };
        let root = Named::of(r#type).filter(is_told);
        if let Some(root) = root {
            scope.add(root, name.clone());
        }
        let outer = words(&wanted);
        visit(r#type, &mut |named| {
            if scope.find(named).is_none() {
                // What stands inside is called after what it stands in: that is said already.
                let inner = words(named.name());
                let inner = without_start(&inner, &words(&definition.name));
                let inner = without_start(inner, &words(part));
                let wanted = pascal(&nested(&outer, inner));
                scope.add(named, self.types.claim(&wanted, ""));
            }
        });
        let place = self.items.len();
        if let Some(root) = root {
            self.named(root, &scope, None);
            match self.items.get_mut(place) {
                Some(Item::Struct(item)) => doc.clone_into(&mut item.doc),
                Some(Item::Choice(item)) => doc.clone_into(&mut item.doc),
                Some(Item::Union(item)) => doc.clone_into(&mut item.doc),
                _ => {}
            }
        } else {
            let written = self.written(r#type, &scope, &[&name], false);
            self.uses.json = true;
            let alias = Alias {
                name: name.clone(),
                doc: doc.to_owned(),
                r#type: written.text,
            };
            self.items.insert(place, Item::Alias(alias));
        }
        Some(name)
    }

    fn constant(&mut self, base: &str, name: &str, doc: String, value: &Json) {
        let wanted = shouting(&joined(&[base, name]));
        let (r#type, expression) = match value {
            Json::Bool(value) => ("bool", value.to_string()),
            Json::Number(value) if value.is_i64() => ("i64", value.to_string()),
            Json::String(text) => ("&str", layout::literal(text)),
            other => ("&str", layout::literal(&other.to_string())),
        };
        self.items.push(Item::Constant(Constant {
            name: self.values.claim(&wanted, "_"),
            doc,
            r#type,
            expression,
            value: value.clone(),
        }));
    }

    fn reception(&mut self, reception: &Reception, base: &str, payload: Option<String>) {
        let code = super::print::code(&reception.name);
        for constant in &reception.constants {
            self.constant(base, &constant.name, constant.doc.clone(), &constant.value);
        }
        if let Some(r#type) = payload {
            let wanted = pascal(&joined(&[base, "payload"]));
            let about = if reception.doc.is_empty() {
                String::new()
            } else {
                format!("\n\n{}", reception.doc)
            };
            self.items.push(Item::Alias(Alias {
                name: self.types.claim(&wanted, ""),
                doc: format!("What arrives at {code}.{about}"),
                r#type,
            }));
        }
    }

    fn message(&mut self, message: &types::Message, base: &str, reply: Option<String>) {
        let code = super::print::code(&message.name);
        if let Some(endpoint) = &message.endpoint {
            let doc = format!("The URL that {code} is sent to, with `POST`.");
            self.constant(base, "endpoint", doc, &Json::from(endpoint.as_str()));
        }
        let mut names = Names::default();
        let mut holes = BTreeMap::new();
        let mut arguments = Vec::new();
        for supplied in &message.supplied {
            let key = supplied.path.last().map_or("", String::as_str);
            let name = raw(&names.claim(&snake(&words(key)), "_"));
            let path: Vec<&str> = supplied.path.iter().map(String::as_str).collect();
            holes.insert(path, name.clone());
            arguments.push(Argument {
                name,
                doc: supplied.field.doc.clone(),
                r#type: self.argument(&supplied.field.r#type).to_owned(),
            });
        }
        let about = if message.doc.is_empty() {
            String::new()
        } else {
            format!("\n\n{}", message.doc)
        };
        let doc = format!("The body of {code}.{about}");
        let supplied = arguments
            .iter()
            .map(|one| format!("`{}`: {}", one.name, one.doc));
        let parts: Vec<String> = std::iter::once(doc).chain(supplied).collect();
        let doc = parts.join(
            "

",
        );
        let mut body = Body {
            holes: &holes,
            has_text: false,
        };
        let is_big = members(&message.body) > MAX_MEMBERS && holes.is_empty();
        let text = match &message.body {
            Json::Object(object) if !object.is_empty() && !is_big => {
                let tokens = body.object(object, &mut Vec::new());
                format!("    serde_json::json!({tokens})")
            }
            other => {
                body.has_text = true;
                let text = layout::literal(&other.to_string());
                layout::call(4, "", "constant_value", &[&text], "")
            }
        };
        self.uses.messages = true;
        self.uses.literals |= body.has_text;
        let wanted = snake(&joined(&[base, "body"]));
        self.items.push(Item::Message(Message {
            name: self.values.claim(&wanted, "_"),
            doc,
            body: text,
            has_many_arguments: arguments.len() > MAX_ARGUMENTS,
            parameters: arguments
                .iter()
                .map(|argument| format!("{}: {}", argument.name, argument.r#type))
                .collect(),
            arguments,
        }));
        if let Some(r#type) = reply {
            let wanted = pascal(&joined(&[base, "reply"]));
            self.items.push(Item::Alias(Alias {
                name: self.types.claim(&wanted, ""),
                doc: format!("What {code} is answered with."),
                r#type,
            }));
        }
    }

    fn argument(&mut self, r#type: &Type) -> &'static str {
        match r#type {
            Type::Text(Format::DecimalSeconds) => {
                self.uses.json = true;
                self.uses.decimal_seconds = true;
                "DecimalSeconds"
            }
            Type::Text(_) | Type::Choice(_) => "&str",
            Type::Integer(_) => "i64",
            Type::Boolean => "bool",
            Type::Number => {
                self.uses.numbers = true;
                "Number"
            }
            Type::List(_) | Type::Map(_) | Type::Record(_) | Type::Union(_) | Type::Opaque => {
                "Value"
            }
        }
    }
}

/// The words behind these, or all where nothing is behind them.
fn without_start<'w>(words: &'w [String], start: &[String]) -> &'w [String] {
    match words.strip_prefix(start) {
        Some([]) | None => words,
        Some(rest) => rest,
    }
}

/// A JSON value as tokens of Rust.
struct Body<'a> {
    holes: &'a BTreeMap<Vec<&'a str>, String>,
    has_text: bool,
}

impl Body<'_> {
    fn tokens<'v>(&mut self, value: &'v Json, path: &mut Vec<&'v str>) -> String {
        if let Some(name) = self.holes.get(path.as_slice()) {
            return name.clone();
        }
        let has_hole = self
            .holes
            .keys()
            .any(|hole| hole.starts_with(path.as_slice()));
        let is_big = depth(value) > MAX_DEPTH || members(value) > MAX_MEMBERS;
        if is_big && !has_hole {
            self.has_text = true;
            return format!("constant_value({})", layout::literal(&value.to_string()));
        }
        match value {
            Json::Object(object) if !object.is_empty() => self.object(object, path),
            Json::String(text) => layout::literal(text),
            Json::Array(items) if !items.is_empty() => {
                let items: Vec<String> = items
                    .iter()
                    .map(|item| {
                        path.push(IN_A_LIST);
                        let item = self.tokens(item, path);
                        path.pop();
                        item
                    })
                    .collect();
                format!("[{}]", items.join(", "))
            }
            other => other.to_string(),
        }
    }

    fn object<'v>(
        &mut self,
        object: &'v serde_json::Map<String, Json>,
        path: &mut Vec<&'v str>,
    ) -> String {
        let margin = "    ".repeat(path.len() + 1);
        let mut lines = Vec::new();
        for (key, value) in object {
            path.push(key);
            let value = self.tokens(value, path);
            path.pop();
            lines.push(format!("\n    {margin}{}: {value}", layout::literal(key)));
        }
        let lines = lines.join(",");
        format!("{{{lines}\n{margin}}}")
    }
}

/// What stands for a place in a list, of which no caller supplies a part.
const IN_A_LIST: &str = "\u{0}";

fn depth(value: &Json) -> usize {
    match value {
        Json::Array(items) => 1 + items.iter().map(depth).max().unwrap_or(0),
        Json::Object(object) => 1 + object.values().map(depth).max().unwrap_or(0),
        _ => 0,
    }
}

/// The most members that an object or a list in it has.
fn members(value: &Json) -> usize {
    match value {
        Json::Array(items) => items
            .len()
            .max(items.iter().map(members).max().unwrap_or(0)),
        Json::Object(object) => object
            .len()
            .max(object.values().map(members).max().unwrap_or(0)),
        _ => 0,
    }
}

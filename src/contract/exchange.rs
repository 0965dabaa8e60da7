//! A request that a definition declares, and its reply.

use serde_json::Value as Json;

use super::body::{Bodies, doc_of};
use super::by_example::type_of_example;
use super::by_schema::type_of_schema;
use super::symbols::{HOLE, Symbols, symbols};
use super::words::{below, declared};
use crate::definition::{Auth, Definition, ResponseSchema, Text};
use crate::flow::{Flow, Read};
use crate::project::DefinitionId;
use crate::source::slice;
use crate::types::{Exchange, Field, Format, Record, Type};
use crate::url;

/// What a webhook sends and gets back; nothing where its URL could not be read.
pub(super) fn exchange(
    flow: &Flow<'_, '_>,
    id: DefinitionId,
    definition: &Definition<'_>,
) -> Option<Exchange> {
    let request = &definition.request;
    let reads = flow.reads(id);
    let address = symbols(flow, reads, request.url.as_ref()?);
    let (path, query) = path_and_query(&address);
    let name = definition.name();
    let (route, path) = route(&path, name);
    let bodies = Bodies {
        flow,
        reads,
        definition,
    };
    let record = |part: &str, doc: &str, fields| Record {
        name: below(name, part),
        doc: doc.to_owned(),
        fields,
    };
    Some(Exchange {
        platform: definition.platform.id.to_owned(),
        kind: definition.kind.to_string(),
        name: name.to_owned(),
        doc: definition
            .description
            .as_ref()
            .map_or_else(String::new, |text| text.as_str().trim().to_owned()),
        method: request
            .method
            .as_ref()
            .map_or_else(String::new, |method| method.as_str().to_ascii_uppercase()),
        route,
        path,
        query: record(
            "query",
            "The query's members, decoded.",
            query_fields(&query),
        ),
        headers: record(
            "headers",
            "The headers that the definition sets.",
            header_fields(flow, reads, definition),
        ),
        body: request
            .body
            .as_ref()
            .map(|body| bodies.body(body, &below(name, "body"))),
        response: response(flow, definition, &below(name, "response")),
    })
}

/// The path and the query of a URL whose begin may be filled in when the bundle is built.
fn path_and_query(url: &Symbols) -> (Symbols, Symbols) {
    let text = &url.text;
    let is_filled_in = url.holes.first().is_some_and(|hole| hole.is_build_time);
    let after_hole = text.strip_prefix(HOLE).filter(|_| is_filled_in);
    let authority = match text.find("://") {
        Some(at) if after_hole.is_none_or(|rest| rest.starts_with("://")) => at + 3,
        _ => usize::from(after_hole.is_some()),
    };
    let find = |from: usize, marks: &[char]| {
        let found = slice(text, from..text.len()).find(marks);
        found.map_or(text.len(), |at| from + at)
    };
    let path = find(authority, &['/', '?', '#']);
    let query = find(path, &['?', '#']);
    let fragment = find(query, &['#']);
    let query_start = (query + 1).min(fragment);
    (url.part(path..query), url.part(query_start..fragment))
}

/// The route, and what varies in it.
fn route(path: &Symbols, webhook: &str) -> (String, Record) {
    let mut route = String::new();
    let mut fields: Vec<Field> = Vec::new();
    let mut at = 0;
    for segment in path.text.split('/') {
        let part = path.part(at..at + segment.len());
        if at > 0 || !segment.is_empty() {
            route.push('/');
        }
        at += segment.len() + 1;
        if part.holes.is_empty() {
            route.push_str(segment);
            continue;
        }
        let names: Vec<String> = part
            .holes
            .iter()
            .map(|hole| identifier(&hole.name))
            .collect();
        let key = unique(&names.join("_"), &fields);
        route.extend(["{", &key, "}"]);
        fields.push(Field {
            is_sensitive: part.is_sensitive(),
            ..declared(&key, doc_of(&key, &part), part.type_in_text())
        });
    }
    // `split` gives one empty part before the first `/`.
    let route = route.strip_prefix('/').map_or("/", |_| &route).to_owned();
    let route = route
        .strip_prefix("//")
        .map_or(route.clone(), |rest| format!("/{rest}"));
    let record = Record {
        name: below(webhook, "path"),
        doc: "What varies in the path, decoded.".to_owned(),
        fields,
    };
    (route, record)
}

/// A name as routers take it: ASCII letters, digits and `_`.
fn identifier(name: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
    name.chars().map(plain).collect()
}

fn unique(name: &str, fields: &[Field]) -> String {
    let is_taken = |name: &str| fields.iter().any(|field| field.key == name);
    let mut found = name.to_owned();
    let mut number = 2;
    while is_taken(&found) {
        found = format!("{name}_{number}");
        number += 1;
    }
    found
}

/// The members of a query. One that is there twice is a list.
fn query_fields(query: &Symbols) -> Vec<Field> {
    let mut fields: Vec<Field> = Vec::new();
    let mut at = 0;
    for member in query.text.split('&') {
        let part = query.part(at..at + member.len());
        at += member.len() + 1;
        let equals = part.text.find('=').unwrap_or(part.text.len());
        let key = slice(&part.text, 0..equals);
        // What nobody can know the name of is beyond a list of names.
        if key.is_empty() || key.contains(HOLE) {
            continue;
        }
        let value = part.part((equals + 1).min(part.text.len())..part.text.len());
        let key = decoded(key);
        let is_literal = value.holes.is_empty();
        let known = fields.iter().position(|field| field.key == key);
        if let Some(field) = known.and_then(|known| fields.get_mut(known)) {
            field.r#type = Type::List(Box::new(Type::Text(Format::Plain)));
            field.examples.clear();
            field.is_sensitive |= value.is_sensitive();
            continue;
        }
        let examples = is_literal.then(|| Json::String(decoded(&value.text)));
        fields.push(Field {
            is_sensitive: value.is_sensitive(),
            examples: examples.into_iter().collect(),
            ..declared(&key, doc_of(&key, &value), value.type_in_text())
        });
    }
    fields
}

/// Text of a query as a server reads it.
fn decoded(text: &str) -> String {
    url::decoded(&text.replace('+', " "))
}

fn header_fields(
    flow: &Flow<'_, '_>,
    reads: &[Read<'_, '_>],
    definition: &Definition<'_>,
) -> Vec<Field> {
    let mut fields: Vec<Field> = Vec::new();
    let mut add = |field: Field| {
        let is_known = fields
            .iter()
            .any(|known| known.key.eq_ignore_ascii_case(&field.key));
        if !is_known {
            fields.push(field);
        }
    };
    for header in &definition.request.headers {
        let name = symbols(flow, reads, &header.name);
        if !name.holes.is_empty() {
            continue;
        }
        let value = symbols(flow, reads, &header.value);
        let examples = value
            .holes
            .is_empty()
            .then(|| Json::String(value.text.clone()));
        let is_credential = header.name.as_str().eq_ignore_ascii_case("authorization");
        add(Field {
            is_sensitive: is_credential || value.is_sensitive(),
            examples: examples.filter(|_| !is_credential).into_iter().collect(),
            ..declared(&name.text, doc_of(&name.text, &value), value.type_in_text())
        });
    }
    if let Some((name, doc)) = credential(definition.request.auth.as_ref()) {
        add(Field {
            is_sensitive: true,
            ..declared(name, doc.to_owned(), Type::Text(Format::Plain))
        });
    }
    fields
}

/// The header that authenticates, and what it holds.
fn credential<'d>(auth: Option<&'d Auth<'_>>) -> Option<(&'d str, &'static str)> {
    match auth? {
        Auth::None(_) => None,
        Auth::Basic { .. } => Some(("Authorization", "`Basic` and the credentials in Base64.")),
        Auth::Bearer(_) => Some(("Authorization", "`Bearer` and the token.")),
        Auth::ApiKey(_) => Some(("X-API-Key", "The key.")),
        Auth::Header { name, .. } => name.as_ref().map(|name| (name.as_str(), "The credential.")),
    }
}

fn response(flow: &Flow<'_, '_>, definition: &Definition<'_>, name: &str) -> Option<Type> {
    let response = definition.request.response.as_ref()?;
    let read = |file: &Text<'_>| {
        let text = (flow.project.read_beside)(file.span().file, file.as_str()).ok()?;
        serde_json::from_str::<Json>(text.trim_start_matches('\u{feff}')).ok()
    };
    let schema = match &response.schema {
        Some(ResponseSchema::Inline(schema)) => Some(schema.to_serde()),
        Some(ResponseSchema::File(file)) => read(file),
        None => None,
    };
    if let Some(schema) = schema {
        return Some(type_of_schema(&schema, name));
    }
    let example = response.example.as_ref()?.to_serde();
    Some(type_of_example(&example, name))
}

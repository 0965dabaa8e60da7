//! What servers get: method, address, headers, credentials.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::kinds::{
    AUTH_ADDED, AUTH_CHANGED, AUTH_REMOVED, AUTOMATION_CHANGED, CREDENTIAL_CHANGED, HEADER_ADDED,
    HEADER_CHANGED, HEADER_NARROWED, HEADER_REMOVED, HOST_CHANGED, Kind, METHOD_CHANGED,
    PATH_CHANGED, PATH_VALUE_CHANGED, PATH_VALUE_NARROWED, QUERY_ADDED, QUERY_CHANGED,
    QUERY_NARROWED, QUERY_REMOVED,
};
use super::shape::{self, shape, shown};
use super::types::{Direction, What, field_differences, words};
use super::{Both, Change, Found, State, body, full_name};
use crate::definition::{Auth, Definition, Header, PieceKind, Text};
use crate::diagnostic::list_all;
use crate::platforms::facts::Field;
use crate::source::Span;
use crate::types::{self, Exchange, Record, Type};

type Spans = (Option<Span>, Option<Span>);

/// Compares the requests of a definition.
pub(super) fn compare(found: &mut Found<'_, '_, '_, '_>, both: Both<'_, '_, '_>) {
    method(found, both);
    address(found, both);
    auth(found, both);
    automation(found, both);
    let states = found.states;
    let old = exchange(&states.old, both.old);
    let new = exchange(&states.new, both.new);
    if both.is_legible(&[Field::Headers]) {
        headers(found, both, old, new);
    }
    if let (Some(old), Some(new)) = (old, new) {
        if both.is_legible(&[Field::Url]) {
            path_values(found, both, old, new);
            query(found, both, old, new);
        }
        body::compare(found, both, old, new);
    }
}

/// What the contract says of a definition's requests.
pub(super) fn exchange<'c>(
    state: &'c State<'_, '_>,
    definition: &Definition<'_>,
) -> Option<&'c Exchange> {
    state.contract.exchanges.iter().find(|exchange| {
        exchange.platform == definition.platform.id
            && exchange.kind == definition.kind.name()
            && exchange.name == definition.name()
    })
}

fn method(found: &mut Found<'_, '_, '_, '_>, both: Both<'_, '_, '_>) {
    let of = |definition: &Definition<'_>| {
        let method = definition.request.method.as_ref()?;
        Some((method.as_str().to_ascii_uppercase(), method.span()))
    };
    if !both.is_legible(&[Field::Method]) {
        return;
    }
    if let (Some((old, old_span)), Some((new, new_span))) = (of(both.old), of(both.new))
        && old != new
    {
        let name = both.new.name();
        let message = format!("the method of `{name}` was {old} and is {new}");
        let spans = (Some(old_span), Some(new_span));
        found.add(&METHOD_CHANGED, both.new, message, spans);
    }
}

fn address(found: &mut Found<'_, '_, '_, '_>, both: Both<'_, '_, '_>) {
    // An endpoint of the platform itself is what messages are sent to, not a server of the project.
    let is_called = both.new.form.direction != Some("incoming");
    let (Some(old), Some(new)) = (shape::url(both.old), shape::url(both.new)) else {
        return;
    };
    if !is_called || !both.is_legible(&[Field::Url]) {
        return;
    }
    let name = both.new.name();
    let spans = url_spans(both);
    if old.server != new.server {
        let servers = (shown(&old.server), shown(&new.server));
        let named = (full_name(both.new), name.to_owned(), server_spans(both));
        found.servers.entry(servers).or_default().push(named);
    }
    // The query of a request that definitions declare is compared member by member.
    let is_declared = both.new.form.get(Field::Method).is_some();
    let rest = |url: &shape::UrlShape| {
        let query = if is_declared { "" } else { &url.query };
        format!("{}{query}", url.path)
    };
    let (old, new) = (rest(&old), rest(&new));
    if old != new {
        let (old, new) = (shown(&old), shown(&new));
        let message = format!("the path of `{name}` was `{old}` and is `{new}`");
        found.add(&PATH_CHANGED, both.new, message, spans);
    }
}

/// Where both states name the server: in the manifest, where an environment gives the begin of the
/// URL.
fn server_spans(both: Both<'_, '_, '_>) -> Spans {
    let of = |definition: &Definition<'_>| {
        let url = definition.request.url.as_ref()?;
        let first = url.pieces().first().filter(|piece| piece.range.start == 0);
        Some(match first.map(|piece| &piece.kind) {
            Some(PieceKind::Setting { value, .. }) => *value,
            _ => url.span(),
        })
    };
    (of(both.old), of(both.new))
}

/// Reports servers that changed, each once for all definitions that call it.
pub(super) fn servers(found: &mut Found<'_, '_, '_, '_>) {
    for ((old, new), named) in std::mem::take(&mut found.servers) {
        let names = list_all(named.iter().map(|(_, name, _)| name.as_str()));
        let message = format!("the server of {names} was `{old}` and is `{new}`");
        let Some((definition, _, (old, new))) = named.first() else {
            continue;
        };
        found.changes.push(Change {
            kind: &HOST_CHANGED,
            definition: match named.as_slice() {
                [_] => definition.clone(),
                _ => String::new(),
            },
            message,
            old: *old,
            new: *new,
            cause: None,
            environments: Vec::new(),
        });
    }
}

fn url_spans(both: Both<'_, '_, '_>) -> Spans {
    let of = |definition: &Definition<'_>| definition.request.url.as_ref().map(Text::span);
    (of(both.old), of(both.new))
}

/// What varies in the path, by its place: servers do not see the names.
fn path_values(
    found: &mut Found<'_, '_, '_, '_>,
    both: Both<'_, '_, '_>,
    old: &Exchange,
    new: &Exchange,
) {
    if old.path.fields.len() != new.path.fields.len() {
        return;
    }
    let name = both.new.name();
    for (before, now) in old.path.fields.iter().zip(&new.path.fields) {
        let subject = format!("`{}` in the path of `{name}`", now.key);
        let kinds = [&PATH_VALUE_CHANGED, &PATH_VALUE_NARROWED];
        values(found, both, &subject, kinds, (before, now), url_spans(both));
    }
}

fn query(
    found: &mut Found<'_, '_, '_, '_>,
    both: Both<'_, '_, '_>,
    old: &Exchange,
    new: &Exchange,
) {
    let name = both.new.name();
    let spans = url_spans(both);
    for before in &old.query.fields {
        let key = &before.key;
        let subject = format!("`{key}` in the query of `{name}`");
        if let Some(now) = member(&new.query, key) {
            let kinds = [&QUERY_CHANGED, &QUERY_NARROWED];
            values(found, both, &subject, kinds, (before, now), spans);
        } else {
            found.add(
                &QUERY_REMOVED,
                both.new,
                format!("{subject} is gone"),
                spans,
            );
        }
    }
    for now in &new.query.fields {
        if member(&old.query, &now.key).is_none() {
            let message = format!("`{}` in the query of `{name}` is new", now.key);
            found.add(&QUERY_ADDED, both.new, message, spans);
        }
    }
}

fn member<'r>(record: &'r Record, key: &str) -> Option<&'r types::Field> {
    record.fields.iter().find(|field| field.key == key)
}

/// Compares the values that may stand at one place.
fn values(
    found: &mut Found<'_, '_, '_, '_>,
    both: Both<'_, '_, '_>,
    subject: &str,
    [changed, narrowed]: [&'static Kind; 2],
    (old, new): (&types::Field, &types::Field),
    spans: Spans,
) {
    // Text that is always the same is one value; that it varies now is said by its type.
    for change in field_differences(old, new, Direction::Request) {
        let (kind, message) = match change.what {
            What::Other { old, new } => (changed, format!("{subject} was {old} and is {new}")),
            What::Fewer { old, new } => (narrowed, format!("{subject} was {old} and is {new}")),
            What::Value => (changed, fixed(subject, old, new)),
            _ => continue,
        };
        found.add(kind, both.new, message, spans);
    }
}

/// The sentence about a value that was always the same.
fn fixed(subject: &str, old: &types::Field, new: &types::Field) -> String {
    let value = |field: &types::Field| field.examples.first().map(Json::to_string);
    match (value(old), value(new)) {
        (Some(old), Some(new)) => format!("{subject} was always `{old}` and is `{new}`"),
        (Some(old), None) => {
            let words = words(&new.r#type);
            format!("{subject} was always `{old}` and is now {words} that varies")
        }
        _ => format!("{subject} has another value"),
    }
}

fn headers(
    found: &mut Found<'_, '_, '_, '_>,
    both: Both<'_, '_, '_>,
    old: Option<&Exchange>,
    new: Option<&Exchange>,
) {
    let name = both.new.name();
    for (before, nth) in headers_with_place(both.old) {
        let key = before.name.as_str();
        match header(both.new, key, nth) {
            // A body is sent as JSON, whether or not a definition says so.
            None if says_json(before) && both.new.request.body.is_some() => {}
            None => {
                let message = format!("the header `{key}` of `{name}` is gone");
                let spans = (Some(before.name.span()), both.spans(Field::Headers).1);
                found.add(&HEADER_REMOVED, both.new, message, spans);
            }
            Some(now) => header_value(found, both, (before, now), (old, new)),
        }
    }
    for (now, nth) in headers_with_place(both.new) {
        let key = now.name.as_str();
        let was_said = says_json(now) && both.old.request.body.is_some();
        if header(both.old, key, nth).is_none() && !was_said {
            let message = format!("the header `{key}` of `{name}` is new");
            let spans = (None, Some(now.name.span()));
            found.add(&HEADER_ADDED, both.new, message, spans);
        }
    }
}

fn says_json(header: &Header<'_>) -> bool {
    header.name.as_str().eq_ignore_ascii_case("content-type")
        && header
            .value
            .as_str()
            .trim()
            .eq_ignore_ascii_case("application/json")
}

/// Each header with the number of those before it that have its name: one that is sent twice is
/// compared with the same one of the other state.
fn headers_with_place<'d, 's>(
    definition: &'d Definition<'s>,
) -> impl Iterator<Item = (&'d Header<'s>, usize)> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    definition.request.headers.iter().map(move |header| {
        let count = seen.entry(header.name.as_str().to_ascii_lowercase());
        let count = count.or_default();
        *count += 1;
        (header, *count - 1)
    })
}

/// The header of this name that has so many of its name before it.
fn header<'d, 's>(
    definition: &'d Definition<'s>,
    name: &str,
    nth: usize,
) -> Option<&'d Header<'s>> {
    let headers = definition.request.headers.iter();
    let mut of_name = headers.filter(|header| header.name.as_str().eq_ignore_ascii_case(name));
    of_name.nth(nth)
}

fn header_value(
    found: &mut Found<'_, '_, '_, '_>,
    both: Both<'_, '_, '_>,
    (before, now): (&Header<'_>, &Header<'_>),
    (old, new): (Option<&Exchange>, Option<&Exchange>),
) {
    let (name, key) = (both.new.name(), now.name.as_str());
    let spans = (Some(before.value.span()), Some(now.value.span()));
    let old_shape = shape(&before.value, both.old);
    let new_shape = shape(&now.value, both.new);
    let of = |exchange: Option<&Exchange>| {
        let fields = exchange.map_or(&[][..], |exchange| &exchange.headers.fields);
        let mut fields = fields.iter();
        fields
            .find(|field| field.key.eq_ignore_ascii_case(key))
            .cloned()
    };
    let fields = of(old).zip(of(new));
    if old_shape == new_shape {
        let subject = format!("the header `{key}` of `{name}`");
        let kinds = [&HEADER_CHANGED, &HEADER_NARROWED];
        if let Some((old, new)) = &fields {
            values(found, both, &subject, kinds, (old, new), spans);
        }
        let secrets = |text: &Text<'_>| text.secrets().map(str::to_owned).collect::<Vec<_>>();
        if secrets(&before.value) != secrets(&now.value) {
            let message = format!("{subject} carries another secret");
            found.add(&CREDENTIAL_CHANGED, both.new, message, spans);
        }
        return;
    }
    // A value that now follows from one variable alone is judged by that variable.
    let is_whole = |shape: &str| shape == "\0";
    let narrows = is_whole(&old_shape)
        && fields.is_some_and(|(old, _)| old.r#type == Type::Text(types::Format::Plain));
    let kind = if narrows {
        &HEADER_NARROWED
    } else {
        &HEADER_CHANGED
    };
    // What a header holds may be a credential, so that only the places show it.
    let message = format!("the header `{key}` of `{name}` has another value");
    found.add(kind, both.new, message, spans);
}

/// The scheme of a credential with the header that carries it, and the texts that make it.
fn scheme<'d, 's>(
    definition: &'d Definition<'s>,
) -> Option<(&'static str, Option<&'d str>, Vec<&'d Text<'s>>)> {
    let texts = |texts: [&'d Option<Text<'s>>; 2]| {
        let texts = texts.into_iter().flatten();
        texts.collect::<Vec<_>>()
    };
    Some(match definition.request.auth.as_ref()? {
        Auth::None(_) => return None,
        Auth::Basic { username, password } => ("basic", None, texts([username, password])),
        Auth::Bearer(token) => ("bearer", None, texts([token, &None])),
        Auth::ApiKey(key) => ("api_key", None, texts([key, &None])),
        Auth::Header { name, value } => (
            "header",
            name.as_ref().map(Text::as_str),
            texts([value, &None]),
        ),
    })
}

fn auth(found: &mut Found<'_, '_, '_, '_>, both: Both<'_, '_, '_>) {
    if !both.is_legible(&[Field::Auth]) {
        return;
    }
    let name = both.new.name();
    let spans = both.spans(Field::Auth);
    match (scheme(both.old), scheme(both.new)) {
        (None, None) => {}
        (None, Some((scheme, ..))) => {
            let message = format!("`{name}` sends a credential (`{scheme}`)");
            found.add(&AUTH_ADDED, both.new, message, spans);
        }
        (Some((scheme, ..)), None) => {
            let message = format!("`{name}` no longer sends a credential (`{scheme}`)");
            found.add(&AUTH_REMOVED, both.new, message, spans);
        }
        (Some(old), Some(new)) => {
            let words = |(scheme, header): (&str, Option<&str>)| match header {
                Some(header) => format!("`{header}`"),
                None => format!("`{scheme}`"),
            };
            let is_same_header = match (old.1, new.1) {
                (Some(old), Some(new)) => old.eq_ignore_ascii_case(new),
                (old, new) => old == new,
            };
            if old.0 != new.0 || !is_same_header {
                let at = |texts: &[&Text<'_>], otherwise| {
                    texts.last().map_or(otherwise, |text| Some(text.span()))
                };
                let spans = (at(&old.2, spans.0), at(&new.2, spans.1));
                let (old, new) = (words((old.0, old.1)), words((new.0, new.1)));
                let message = format!("the credential of `{name}` was {old} and is {new}");
                found.add(&AUTH_CHANGED, both.new, message, spans);
                return;
            }
            let texts = |texts: &[&Text<'_>]| -> Vec<String> {
                texts.iter().map(|text| text.as_str().to_owned()).collect()
            };
            if texts(&old.2) != texts(&new.2) {
                let message = format!("the credential of `{name}` is another one");
                let span = |texts: &[&Text<'_>]| texts.last().map(|text| text.span());
                let spans = (span(&old.2), span(&new.2));
                found.add(&CREDENTIAL_CHANGED, both.new, message, spans);
            }
        }
    }
}

fn automation(found: &mut Found<'_, '_, '_, '_>, both: Both<'_, '_, '_>) {
    let (old, new) = (&both.old.automation_id, &both.new.automation_id);
    if let (Some(old), Some(new)) = (old, new)
        && old.as_str() != new.as_str()
        && both.is_legible(&[Field::AutomationId])
    {
        let name = both.new.name();
        let message = format!("the automation id of `{name}` is another one");
        let spans = (Some(old.span()), Some(new.span()));
        found.add(&AUTOMATION_CHANGED, both.new, message, spans);
    }
}

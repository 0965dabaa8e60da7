//! From a `curl` command to the draft of a webhook.

use super::curl::{self, Data, Request};
use super::secrets::without_user;
use super::shell::VARIABLE;
use super::{Fault, Options, on_one_line};
use crate::draft::{Draft, Entry, Foreign, Value, escaped};
use crate::platforms::facts::{self, AuthMethod, Facts, Field, FormFacts, Kind};
use crate::source::slice;
use crate::validate::{Data as Json, parse};

pub(super) fn draft(text: &str, options: &Options<'_>) -> Result<Draft, Fault> {
    let mut request = curl::request(text)?;
    let (platform, form) = platform(options)?;
    let mut draft = Draft::default();
    draft.add_text("kind", Kind::Webhook.name());
    draft.add_text("platform", platform.id);
    draft.add_text("name", "");
    address(&mut request, &mut draft);
    method(&request, form, &mut draft);
    let offers_basic = platform.auth.contains(&AuthMethod::Basic);
    let auth = user(&mut request, offers_basic, &mut draft);
    let (body, questions) = body(&mut request);
    draft.entries.extend(auth);
    headers(&request, &mut draft);
    if let Some(body) = body {
        draft.add("body", body);
    }
    for question in questions {
        draft.ask("body", question);
    }
    if !request.left_out.is_empty() {
        let options = on_one_line(&request.left_out.join(" "));
        draft.ask(
            "",
            format!("left out `{options}`; there is no field for it"),
        );
    }
    Ok(draft)
}

/// The platform whose webhooks are requests with a method.
fn platform(options: &Options<'_>) -> Result<(&'static Facts, &'static FormFacts), Fault> {
    let form = |facts: &'static Facts| {
        let forms = facts.kind(Kind::Webhook)?.forms.iter();
        let mut forms = forms.filter(|form| form.get(Field::Method).is_some());
        forms.next().map(|form| (facts, form))
    };
    let able = || facts::ALL.iter().copied().filter_map(form);
    let found = match options.platform {
        Some(facts) => form(facts),
        None => able().next(),
    };
    found.ok_or_else(|| {
        let ids = able().map(|(facts, _)| facts.id);
        let help = format!("write `--platform` with {}", crate::diagnostic::list(ids));
        let name = options.platform.map_or("", |facts| facts.name);
        let message = format!("{name} has no webhook with a method, headers and body of its own");
        Fault::new(message).help(help)
    })
}

fn address(request: &mut Request, draft: &mut Draft) {
    let mut url = std::mem::take(&mut request.url);
    if !url.contains("://") && !url.starts_with(VARIABLE.0) {
        // What `curl` does.
        url = format!("http://{url}");
    }
    let (mut url, user) = without_user(&url);
    if request.user.is_none() {
        request.user = user;
    }
    if request.is_query {
        let pieces: Vec<String> = std::mem::take(&mut request.data)
            .into_iter()
            .filter_map(|data| match data {
                Data::Text(text) => Some(text),
                Data::Field(Some(name), value) => Some(format!("{name}={}", encoded(&value))),
                Data::Field(None, value) => Some(encoded(&value)),
                Data::File(path) | Data::Part(path) => {
                    request.left_out.push(format!("-d @{path}"));
                    None
                }
            })
            .collect();
        let sign = if url.contains('?') { '&' } else { '?' };
        if !pieces.is_empty() {
            url = format!("{url}{sign}{}", pieces.join("&"));
        }
    }
    draft.add("url", Value::Text(escaped(&url)));
}

fn method(request: &Request, form: &FormFacts, draft: &mut Draft) {
    let sends = !request.data.is_empty();
    let method = match &request.method {
        Some(method) => method.as_str(),
        None if request.is_head => "HEAD",
        None if sends => "POST",
        None => "GET",
    };
    draft.add_text("method", method);
    let legal = form
        .get(Field::Method)
        .map_or(&[][..], |facts| facts.values);
    if !legal.contains(&method) {
        let legal = crate::diagnostic::list(legal.iter().copied());
        draft.ask("method", format!("the platform has {legal} only"));
    }
}

/// The user name and password, as `auth` or as a header.
fn user(request: &mut Request, offers_basic: bool, draft: &mut Draft) -> Option<Entry> {
    let user = request.user.take()?;
    let (name, password) = user.split_once(':').unwrap_or((&user, ""));
    if offers_basic {
        let entry = |key: &str, value: &str| Entry::new(key, Value::Text(escaped(value)));
        let password = if password.is_empty() {
            draft.ask("url", "the command asks for the password; name its secret");
            "${secret.PASSWORD}".to_owned()
        } else {
            escaped(password)
        };
        let pair = vec![
            entry("username", name),
            Entry::new("password", Value::Text(password)),
        ];
        let basic = Entry::new("basic", Value::Map(pair));
        return Some(Entry::new("auth", Value::Map(vec![basic])));
    }
    // What is encoded is a secret as a whole; the mark makes it one.
    let variable = format!("Basic {}{}{}", VARIABLE.0, "BASIC_AUTH", VARIABLE.1);
    request.headers.push(("Authorization".to_owned(), variable));
    let name = on_one_line(name);
    let question = format!("the secret is `{name}:password` in base64, as HTTP Basic wants it");
    draft.ask("", question);
    None
}

fn headers(request: &Request, draft: &mut Draft) {
    let mut entries: Vec<Entry> = Vec::new();
    for (name, value) in &request.headers {
        let is_same = |entry: &Entry| entry.key.eq_ignore_ascii_case(name);
        if entries.iter().any(is_same) {
            let name = on_one_line(name);
            draft.ask(
                "",
                format!("left out a second header `{name}`; each can be there once"),
            );
        } else {
            entries.push(Entry::new(name, Value::Text(escaped(value))));
        }
    }
    if !entries.is_empty() {
        draft.add("headers", Value::Map(entries));
    }
}

/// The body as JSON; what is none is asked about.
fn body(request: &mut Request) -> (Option<Value>, Vec<String>) {
    let data = std::mem::take(&mut request.data);
    let mut asked = Vec::new();
    if data.is_empty() {
        return (None, asked);
    }
    if request.is_json {
        for name in ["Content-Type", "Accept"] {
            let has = |(known, _): &(String, String)| known.eq_ignore_ascii_case(name);
            if !request.headers.iter().any(has) {
                let json = "application/json".to_owned();
                request.headers.push((name.to_owned(), json));
            }
        }
    }
    let mut texts = Vec::new();
    for piece in &data {
        match piece {
            Data::Text(text) => texts.push(text.clone()),
            Data::Field(name, value) => {
                let name = name
                    .as_ref()
                    .map_or(String::new(), |name| format!("{name}="));
                texts.push(format!("{name}{}", encoded(value)));
            }
            Data::File(path) => {
                let path = on_one_line(path);
                asked.push(format!(
                    "the body stands in the file `{path}`; write it as `body`"
                ));
            }
            Data::Part(part) => {
                let name = part.split('=').next().unwrap_or_default();
                let name = on_one_line(name);
                asked.push(format!(
                    "left out the part `{name}` of a form; a body is JSON"
                ));
            }
        }
    }
    let separator = if request.is_json { "" } else { "&" };
    let text = texts.join(separator);
    if text.is_empty() {
        return (None, asked);
    }
    if let Some(value) = json(&text) {
        return (Some(value), asked);
    }
    if let Some(fields) = form(&text) {
        asked.push("the command sends a form (`a=b&c=d`); here it is JSON".to_owned());
        return (Some(Value::Map(fields)), asked);
    }
    // What it says may be secret.
    let length = text.chars().count();
    asked.push(format!(
        "left out the body of {length} characters, which is no JSON"
    ));
    (None, asked)
}

/// JSON, in which `$images` may stand as a value.
fn json(text: &str) -> Option<Value> {
    let node = parse(text).ok()?;
    if !matches!(node.data, Json::Object(_) | Json::List(_)) {
        return None;
    }
    let foreign = Foreign {
        text,
        images: &[],
        object: &node,
        name: None,
    };
    Some(foreign.value(&node, false))
}

/// `a=b&c=d`, decoded, if every name is there once.
fn form(text: &str) -> Option<Vec<Entry>> {
    let mut entries: Vec<Entry> = Vec::new();
    for pair in text.split('&') {
        let (name, value) = pair.split_once('=')?;
        let name = decoded(name);
        let is_name = !name.is_empty() && !name.contains(char::is_whitespace);
        if !is_name || entries.iter().any(|entry| entry.key == name) {
            return None;
        }
        entries.push(Entry::new(name, Value::Text(escaped(&decoded(value)))));
    }
    Some(entries)
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut at = 0;
    while let Some(byte) = text.as_bytes().get(at) {
        let digits = slice(text, at + 1..at + 3);
        let code = u8::from_str_radix(digits, 16).ok();
        let (byte, length) = match (byte, code) {
            (b'%', Some(code)) => (code, 3),
            (b'+', _) => (b' ', 1),
            (byte, _) => (*byte, 1),
        };
        bytes.push(byte);
        at += length;
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

/// As `--data-urlencode` does it; variables stay.
fn encoded(text: &str) -> String {
    let mut out = String::new();
    let mut in_variable = false;
    for c in text.chars() {
        in_variable |= c == VARIABLE.0;
        if in_variable || c.is_ascii_alphanumeric() || "-_.~".contains(c) {
            out.push(c);
        } else {
            let mut bytes = [0; 4];
            let encoded = c.encode_utf8(&mut bytes).bytes();
            out.extend(encoded.map(|byte| format!("%{byte:02X}")));
        }
        in_variable &= c != VARIABLE.1;
    }
    out
}

//! The request that a platform would send, for given values.

mod body;
mod fill;
mod show;
mod tests;
mod values;

pub use fill::Inserted;
pub use show::{Format, show};
pub use tests::{Mismatch, TestResult, run_tests};
pub use values::{Values, json_of};

use crate::definition::{Auth, Definition, Text};
use crate::flow::Flow;
use crate::platforms::facts::{Kind, Templates};
use crate::project::{DefinitionId, uses};
use fill::{Filler, Part};

/// A request with values filled in. Secrets stand in it as `${secret.NAME}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendered {
    /// The method.
    pub method: String,
    /// The whole URL.
    pub url: String,
    /// The headers, in the order in which they are written; those that the platform adds come last.
    pub headers: Vec<(String, String)>,
    /// User name and password of Basic authentication.
    pub basic: Option<(String, String)>,
    /// The body.
    pub body: Option<String>,
    /// What became of each reference.
    pub inserted: Vec<Inserted>,
    /// What the vendor does not document and is taken to be so, as sentences without a full stop.
    pub assumptions: Vec<String>,
    /// What the author may not expect of these values, likewise.
    pub notes: Vec<String>,
}

/// Why a request cannot be rendered, or not as meant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NameProblems {
    /// The names that the request needs and that have no value, in the order of the request.
    pub missing: Vec<String>,
    /// The names that have a value which the request does not use, in the order of the alphabet.
    pub unused: Vec<String>,
    /// All names that the request can use.
    pub used: Vec<String>,
}

/// Whether requests for a definition can be rendered: the platform fills in templates, and the
/// author writes the whole request.
#[must_use]
pub fn can_be_rendered(definition: &Definition<'_>) -> bool {
    definition.kind == Kind::Webhook && definition.platform.templates.is_some()
}

/// Compares the names that a request needs with those that have a value.
#[must_use]
pub fn name_problems(flow: &Flow<'_, '_>, id: DefinitionId, values: &Values) -> NameProblems {
    let mut problems = NameProblems::default();
    let Some(definition) = flow.project.get(id) else {
        return problems;
    };
    let is_declared = |name: &str| {
        definition.platform.built_in.contains(&name)
            || flow.declaring(definition, name).next().is_some()
    };
    for used in uses(definition) {
        let captured = values.longest_prefix(used.name);
        let name = match (definition.platform.templates, captured) {
            _ if values.has(used.name) => used.name.to_owned(),
            // What nothing declares is text; where a shorter name has a value, its begin is not.
            (Some(Templates::Dollar), Some(captured)) if !is_declared(used.name) => captured,
            _ if is_declared(used.name) => {
                let mut missing = problems.missing.iter();
                if !missing.any(|missing| missing == used.name) {
                    problems.missing.push(used.name.to_owned());
                }
                used.name.to_owned()
            }
            _ => continue,
        };
        if !problems.used.contains(&name) {
            problems.used.push(name);
        }
    }
    problems.unused = values
        .names()
        .filter(|name| !problems.used.iter().any(|used| used == name))
        .map(str::to_owned)
        .collect();
    problems
}

/// Renders the request of a webhook; nothing for a definition for which [`can_be_rendered`] is
/// false. Values that are missing count as the platform's templates have it: text stays, a tag is
/// empty.
#[must_use]
pub fn render(definition: &Definition<'_>, values: &Values) -> Option<Rendered> {
    let templates = definition.platform.templates?;
    if !can_be_rendered(definition) {
        return None;
    }
    let request = &definition.request;
    let mut filler = Filler::new(definition.platform, templates, values);
    let method = request.method.as_ref().map_or("", Text::as_str).to_owned();
    let url = request.url.as_ref();
    let url = url.map_or_else(String::new, |url| filler.text(url, &Part::Url));
    let mut headers = Vec::new();
    for header in &request.headers {
        let name = header.name.as_str().to_owned();
        let value = filler.text(&header.value, &Part::Header(name.clone()));
        headers.push((name, value));
    }
    let sends_body = templates == Templates::Dollar || method == "POST";
    let body = request.body.as_ref().filter(|_| sends_body);
    let body = body.map(|body| filler.body(body));
    let has_type = headers
        .iter()
        .any(|(name, _)| name.eq_ignore_ascii_case("content-type"));
    if body.is_some() && !has_type {
        headers.push(("Content-Type".to_owned(), "application/json".to_owned()));
        filler.adds_type = true;
    }
    let basic = match &request.auth {
        Some(Auth::Basic { username, password }) => {
            let text = |text: &Option<Text<'_>>| {
                let text = text.as_ref().map_or("", Text::as_str);
                text.to_owned()
            };
            Some((text(username), text(password)))
        }
        _ => None,
    };
    let mut notes = filler.looked_at_again();
    if filler.is_cut {
        notes.push(
            "sections over lists, one in the other, write too much: the request is cut".to_owned(),
        );
    }
    if request.body.is_some() && !sends_body {
        notes.push(format!("the body is not sent with {method}"));
    }
    if let Some(body) = body.as_deref().filter(|_| templates == Templates::Mustache)
        && let Err(error) = serde_json::from_str::<serde_json::Value>(body)
    {
        notes.push(format!("with these values the body is no JSON: {error}"));
    }
    Some(Rendered {
        method,
        url,
        headers,
        basic,
        body,
        assumptions: filler.assumptions(),
        inserted: filler.inserted,
        notes,
    })
}

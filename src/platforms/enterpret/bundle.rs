//! Enterpret's part of a bundle: the values of the webhook form of an Escalation Shield automation.

use super::facts::FACTS;
use super::setup;
use crate::definition::{Auth, Definition, Text};
use crate::json::Json;
use crate::platforms::output::{BundleFile, ours};
use crate::project::Project;

/// What the form asks for of authentication.
pub(super) struct Authentication<'d, 's> {
    /// In the words of the form.
    pub method: &'static str,
    /// The header that carries the credential.
    pub header: Option<&'d str>,
    /// Whether the form asks for the name of the header.
    pub asks_for_header: bool,
    pub credential: Option<&'d Text<'s>>,
}

pub(super) fn bundle(project: &Project<'_>) -> Vec<BundleFile> {
    let mut files: Vec<BundleFile> = project
        .of_platform(&FACTS)
        .map(|(id, definition)| {
            BundleFile::of_definition("escalations", id, definition, escalation(definition))
        })
        .collect();
    let page = setup::page(project, &files);
    files.push(BundleFile::setup(&FACTS, page));
    files
}

/// The authentication of an escalation; the headers are those of the vendor's page,
/// "Troubleshooting".
pub(super) fn authentication<'d, 's>(auth: Option<&'d Auth<'s>>) -> Authentication<'d, 's> {
    let (method, header, credential) = match auth {
        Some(Auth::Bearer(token)) => ("Bearer Token", Some("Authorization"), token.as_ref()),
        Some(Auth::ApiKey(key)) => ("API Key (X-API-Key)", Some("X-API-Key"), key.as_ref()),
        Some(Auth::Header { name, value }) => (
            "Custom Header",
            name.as_ref().map(Text::as_str),
            value.as_ref(),
        ),
        Some(Auth::None(_) | Auth::Basic { .. }) | None => ("None", None, None),
    };
    Authentication {
        method,
        header,
        asks_for_header: matches!(auth, Some(Auth::Header { .. })),
        credential,
    }
}

fn escalation(definition: &Definition<'_>) -> Json {
    let auth = authentication(definition.request.auth.as_ref());
    // A credential that somebody wrote into the definition is not copied any further.
    let credential = auth
        .credential
        .filter(|text| text.secrets().next().is_some());
    let authentication = Json::object([
        ("method", Some(Json::text(auth.method))),
        ("header", auth.header.map(Json::text)),
        ("credential", credential.map(Text::to_template)),
    ]);
    let plain = |text: &Text<'_>| Json::text(text.as_str());
    ours([
        ("name", Some(Json::text(definition.name()))),
        ("description", definition.description.as_ref().map(plain)),
        ("automation", definition.automation.as_ref().map(plain)),
        ("automationId", definition.automation_id.as_ref().map(plain)),
        (
            "url",
            definition.request.url.as_ref().map(Text::to_template),
        ),
        ("authentication", Some(authentication)),
    ])
}

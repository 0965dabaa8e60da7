//! What proves to a receiver who calls: values of `auth`, headers, secrets.

use crate::credential::{is_credential_header, scheme_word};
use crate::definition::{Auth, Definition, PieceKind, Text};
use crate::platforms::facts::Field;
use crate::project::{Project, uses};
use crate::source::Span;

/// A value that is a credential by the place where it stands.
pub(crate) struct Credential<'d, 's> {
    /// The value.
    pub text: &'d Text<'s>,
    /// How many bytes at its start name the scheme: `Bearer `.
    pub scheme: usize,
}

/// The credentials of a request: those of `auth`, and the headers that carry one.
pub(crate) fn credentials<'d, 's>(definition: &'d Definition<'s>) -> Vec<Credential<'d, 's>> {
    let request = &definition.request;
    let in_auth = match &request.auth {
        Some(Auth::Basic { password, .. }) => password.as_ref(),
        Some(Auth::Bearer(value) | Auth::ApiKey(value) | Auth::Header { value, .. }) => {
            value.as_ref()
        }
        Some(Auth::None(_)) | None => None,
    };
    let in_headers = request
        .headers
        .iter()
        .filter(|header| is_credential_header(header.name.as_str()))
        .map(|header| &header.value);
    in_auth
        .into_iter()
        .chain(in_headers)
        .filter(|text| !text.is_unresolved())
        .map(|text| Credential {
            text,
            scheme: scheme_word(text.as_str()),
        })
        .collect()
}

/// The values that the host application puts into a conversation and that are declared secret.
pub(crate) fn secret_names<'p>(
    project: &'p Project<'_>,
    definition: &Definition<'_>,
) -> Vec<(&'p str, Span)> {
    let settings = project.manifest.platform(definition.platform);
    let names = settings.map_or(&[][..], |settings| &settings.names);
    names
        .iter()
        .filter(|(_, declared)| declared.secret)
        .map(|(_, declared)| (declared.name.as_str(), declared.name.span()))
        .collect()
}

/// The first thing in a request that nobody on the way should read, with what it is.
pub(crate) fn sent_in_clear(
    project: &Project<'_>,
    definition: &Definition<'_>,
) -> Option<(Span, &'static str)> {
    let request = &definition.request;
    let is_authenticated = request
        .auth
        .as_ref()
        .is_some_and(|auth| !matches!(auth, Auth::None(_)));
    if let Some(key) = definition
        .key_span(Field::Auth)
        .filter(|_| is_authenticated)
    {
        return Some((key, "the credential"));
    }
    let secrets = secret_names(project, definition);
    let declared = uses(definition)
        .into_iter()
        .find(|found| secrets.iter().any(|(name, _)| *name == found.name));
    let header = request.headers.iter().find(|header| {
        let name = header.name.as_str().to_ascii_lowercase();
        name == "authorization" || name == "x-api-key"
    });
    if let Some(header) = header {
        return Some((header.name.span(), "the credential"));
    }
    let mut written = None;
    request.each_sent_text(&mut |text| {
        let is_secret = |kind: &PieceKind| matches!(kind, PieceKind::Secret { .. });
        let piece = text.pieces().iter().find(|piece| is_secret(&piece.kind));
        if let Some(piece) = piece.filter(|_| written.is_none()) {
            written = Some(text.span_of(piece.range.clone()));
        }
    });
    let secret = declared.map(|found| found.span()).or(written)?;
    Some((secret, "the secret"))
}

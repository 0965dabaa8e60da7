//! What Enterpret sends to servers of a project.

use serde_json::Value as Json;

use super::bundle::authentication;
use super::facts::FACTS;
use crate::definition::{Definition, PieceKind, Text};
use crate::project::Project;
use crate::types::{Constant, Reception};

/// The alerts of escalations.
pub(super) fn receptions(project: &Project<'_>) -> Vec<Reception> {
    let escalations = project.of_platform(&FACTS);
    escalations
        .map(|(_, definition)| Reception {
            platform: FACTS.id.to_owned(),
            kind: definition.kind.to_string(),
            name: definition.name().to_owned(),
            doc: definition
                .description
                .as_ref()
                .map(Text::as_str)
                .unwrap_or_default()
                .trim()
                .to_owned(),
            payloads: vec!["escalation-alert".to_owned()],
            constants: constants(definition),
        })
        .collect()
}

fn constants(definition: &Definition<'_>) -> Vec<Constant> {
    let constant = |name: &str, doc: &str, value: &str| Constant {
        name: name.to_owned(),
        doc: doc.to_owned(),
        value: Json::from(value),
    };
    let auth = authentication(definition.request.auth.as_ref());
    let header = auth.header.map(|header| {
        constant(
            "auth header",
            "The header that carries the credential.",
            header,
        )
    });
    // An id that the environments give is not the same in each.
    let id = definition.automation_id.as_ref().filter(|id| {
        let mut pieces = id.pieces().iter();
        pieces.all(|piece| piece.kind == PieceKind::Escape)
    });
    let id = id.map(|id| {
        constant(
            "automation id",
            "What arrives as `automation_id`.",
            id.as_str(),
        )
    });
    header.into_iter().chain(id).collect()
}

//! What Mind Expression sends to servers of a project by itself.

use serde_json::Value as Json;

use super::facts::FACTS;
use crate::definition::{Auth, Text};
use crate::platforms::facts::Kind;
use crate::project::Project;
use crate::types::{Constant, Reception};

/// The escalations.
pub(super) fn receptions(project: &Project<'_>) -> Vec<Reception> {
    let escalations = project
        .of_platform(&FACTS)
        .filter(|(_, definition)| definition.kind == Kind::Escalation);
    escalations
        .map(|(_, definition)| {
            let is_basic = matches!(definition.request.auth, Some(Auth::Basic { .. }));
            let header = Constant {
                name: "auth header".to_owned(),
                doc: "The header that carries the credentials.".to_owned(),
                value: Json::from("Authorization"),
            };
            Reception {
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
                payloads: vec!["escalation".to_owned()],
                constants: is_basic.then_some(header).into_iter().collect(),
            }
        })
        .collect()
}

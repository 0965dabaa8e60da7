//! What a project agrees on with its servers: the types of its own requests and replies, which
//! follow from the variables behind each position, and the documented payloads that it uses.

mod body;
mod by_example;
mod by_schema;
mod exchange;
mod symbols;
mod words;

pub use by_example::type_of_example;
pub use by_schema::type_of_schema;

use crate::flow::Flow;
use crate::platforms::PLATFORMS;
use crate::platforms::facts::Field;
use crate::project::Project;
use crate::types::Contract;

/// The contract of a project. It is the same in every environment of a project without errors.
#[must_use]
pub fn contract(project: &Project<'_>) -> Contract {
    let flow = Flow::new(project);
    let mut contract = Contract::default();
    for platform in PLATFORMS {
        let mut exchanges = Vec::new();
        for (id, definition) in project.of_platform(platform.facts) {
            let is_request = definition
                .form
                .fields
                .iter()
                .any(|field| field.field == Field::Method);
            if is_request && platform.facts.templates.is_some() {
                exchanges.extend(exchange::exchange(&flow, id, definition));
            }
        }
        exchanges.sort_by(|a, b| a.name.cmp(&b.name));
        contract.exchanges.extend(exchanges);
        let mut receptions = (platform.receptions)(project);
        receptions.sort_by(|a, b| a.name.cmp(&b.name));
        contract.receptions.extend(receptions);
        let mut messages = (platform.messages)(project);
        messages.sort_by(|a, b| a.name.cmp(&b.name));
        contract.messages.extend(messages);
    }
    contract
}

//! Mind Expression.

mod bundle;
mod contract;
pub mod facts;
mod import;
mod notes;
mod payloads;
mod setup;
mod variables;

use crate::platforms::behaviour::Platform;

/// Mind Expression.
pub const PLATFORM: Platform = Platform {
    facts: &facts::FACTS,
    bundle: bundle::bundle,
    variables: variables::variables,
    endpoints: |_| Vec::new(),
    receptions: contract::receptions,
    messages: |_| Vec::new(),
    code: &[],
    import: import::import,
    is_template: |_, text| text.contains("{{"),
};

//! Ebbot.

mod bundle;
mod code;
mod contract;
pub mod facts;
mod import;
mod notes;
mod payloads;
mod setup;

use crate::platforms::behaviour::Platform;

/// Ebbot.
pub const PLATFORM: Platform = Platform {
    facts: &facts::FACTS,
    bundle: bundle::bundle,
    variables: |_| Vec::new(),
    endpoints: bundle::endpoints,
    receptions: contract::receptions,
    messages: contract::messages,
    code: &[code::CODE],
    import: import::import,
    is_template: |_, _| false,
};

//! Enterpret.

mod bundle;
mod code;
mod contract;
pub mod facts;
mod import;
mod notes;
mod payloads;
mod setup;

use crate::platforms::behaviour::Platform;

/// Enterpret.
pub const PLATFORM: Platform = Platform {
    facts: &facts::FACTS,
    bundle: bundle::bundle,
    variables: |_| Vec::new(),
    endpoints: |_| Vec::new(),
    receptions: contract::receptions,
    messages: |_| Vec::new(),
    code: &[code::CODE],
    import: import::import,
    is_template: |_, _| false,
};

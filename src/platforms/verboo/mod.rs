//! Verboo.

mod bundle;
pub mod facts;
mod import;
mod notes;
mod payloads;
mod setup;
mod variables;

use crate::platforms::behaviour::Platform;

/// Verboo.
pub const PLATFORM: Platform = Platform {
    facts: &facts::FACTS,
    bundle: bundle::bundle,
    variables: variables::variables,
    endpoints: |_| Vec::new(),
    receptions: |_| Vec::new(),
    messages: |_| Vec::new(),
    code: &[],
    import: import::import,
    is_template: variables::is_template,
};

//! Ebbot.

mod bundle;
pub mod facts;
mod setup;

use crate::platforms::behaviour::Platform;

/// Ebbot.
pub const PLATFORM: Platform = Platform {
    facts: &facts::FACTS,
    bundle: bundle::bundle,
    variables: |_| Vec::new(),
    endpoints: bundle::endpoints,
    is_template: |_, _| false,
};

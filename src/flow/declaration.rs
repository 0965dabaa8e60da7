//! A value that is known at run time only, as one place declares it.

use std::borrow::Cow;

use serde_json::Value as Json;

use super::schema::DeclaredSchema;
use super::types::Types;
use crate::platforms::facts::ValueSetting;
use crate::project::DefinitionId;
use crate::source::Span;

/// One place that says that there is a value.
#[derive(Clone, Debug)]
pub struct Declaration<'p> {
    /// The name that references use.
    pub name: Cow<'p, str>,
    /// Who gives it a value.
    pub origin: Origin,
    /// The key that declares it; nothing for what the platform has by itself.
    pub span: Option<Span>,
    pub(super) schema: DeclaredSchema<'p>,
    /// The types that it may have.
    pub types: Types,
    /// Whether it is declared `secret: true`.
    pub secret: bool,
}

/// Who gives a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The platform.
    BuiltIn {
        /// Whether a customer sends it.
        from_customer: bool,
    },
    /// The host application, as a setting of the manifest declares.
    Setting(&'static ValueSetting),
    /// The arguments of a trigger.
    Parameter {
        /// Which.
        trigger: DefinitionId,
        /// Whether it is always there.
        required: bool,
    },
    /// The reply to a webhook.
    Reply {
        /// Which.
        webhook: DefinitionId,
        /// Whether it stands where the platform does not look for it.
        misplaced: bool,
    },
}

/// How far a value can be trusted, from the most to the least.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trust {
    /// The platform made it.
    System,
    /// The host application did.
    Host,
    /// Somebody's API answered it: as trusted as what it was looked up with.
    Remote,
    /// It is what a customer said or sent.
    Untrusted,
}

impl Declaration<'_> {
    /// Whether a JSON Schema of its values is written.
    #[must_use]
    pub fn has_schema(&self) -> bool {
        self.schema.is_some()
    }

    /// The JSON Schema of its values, where one is written.
    #[must_use]
    pub fn schema(&self) -> Option<&Json> {
        self.schema.json()
    }

    /// How far the value can be trusted by itself.
    #[must_use]
    pub fn trust(&self) -> Trust {
        match self.origin {
            Origin::BuiltIn {
                from_customer: false,
            } => Trust::System,
            Origin::Setting(_) => Trust::Host,
            Origin::Reply { .. } => Trust::Remote,
            Origin::BuiltIn {
                from_customer: true,
            }
            | Origin::Parameter { .. } => Trust::Untrusted,
        }
    }

    /// Whether it is an argument that a trigger need not be called with.
    #[must_use]
    pub fn is_optional(&self) -> bool {
        matches!(
            self.origin,
            Origin::Parameter {
                required: false,
                ..
            }
        )
    }
}

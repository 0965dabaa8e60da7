//! One file a rule. Those in `reading` word what is found while a file is read; the others run over
//! the project as meant.

mod applies;
mod array_in_string;
mod auth_conflict;
mod body_on_get;
mod client_data_conflict;
mod client_data_nesting;
mod client_data_overwrite;
mod comment_in_value;
mod dead_directive;
mod description_too_long;
mod directives;
mod duplicate_definition;
mod duplicate_escalation;
mod duplicate_header;
mod duplicate_topic;
mod environment_mismatch;
mod equivalent_topics;
mod forwarded_authorization;
mod functions;
mod guessable_endpoint;
mod hardcoded_secret;
mod header_injection;
mod header_lookup;
mod html_escape_in_json;
mod http;
mod image_index;
mod insecure_url;
mod invalid_credential;
mod invalid_example;
mod invalid_header_name;
mod invalid_header_value;
mod invalid_json_template;
mod invalid_jsonpath;
mod invalid_mustache;
mod invalid_parameters;
mod invalid_url;
mod jsonpath_no_match;
mod levels;
mod malformed_reference;
mod many_valued_jsonpath;
mod mapping_to_global_key;
mod maybe_unset_variable;
mod message_without_conversation;
mod missing_body;
mod missing_directive;
mod nonportable_jsonpath;
mod optional_in_path;
mod overlapping_topics;
pub mod page;
mod placeholder_url;
mod places;
mod plain;
mod prefix_capture;
mod prefix_hazard;
mod private_host;
pub mod reading;
mod repeated_transcript;
mod repeated_webhook;
mod reserved_header;
mod reserved_name;
mod resubstitution_leak;
mod run;
mod sandbox_conversation;
mod secret_in_text;
mod secret_in_url;
mod shadowed_variable;
mod similar_descriptions;
pub mod stale_baseline;
mod stringified_value;
mod structured_value_in_string;
mod table;
mod template_in_directive;
mod topics;
mod unauthenticated_escalation;
mod unbound_variable;
mod undescribed_parameter;
mod unencoded_tag;
mod unescaped_in_json;
mod unexpected_endpoint;
mod ungrounded_directive;
pub mod unknown_rule;
mod unknown_setting;
mod unknown_topic;
mod unknown_variable;
mod unmarked_secret;
mod unquoted_tag;
mod unresolved_reference;
mod unsupported_method;
mod unsupported_parameter_type;
pub mod unused_allow;
mod unused_definition;
mod unused_parameter;
mod url_fragment;
mod url_userinfo;
mod used_before_set;
mod vague_description;
pub mod values;
mod variable_in_host;
mod variable_in_key;
mod wrong_content_type;
mod wrong_direction;
mod wrong_template_syntax;

pub use applies::Applies;
pub use http::Address;
pub use run::run;
pub use table::TABLE;

use crate::definition::Definition;
use crate::diagnostic::{Diagnostic, Rule};
use crate::flow::Flow;
use crate::project::{DefinitionId, Project};

/// A rule with the function that finds what it is about.
pub struct Entry {
    /// What it is.
    pub rule: &'static Rule,
    /// How it runs.
    pub check: Check,
    /// On which platforms it may find something.
    pub applies: Applies,
    /// What its findings depend on.
    pub sees: Sees,
}

/// What the findings of a rule depend on, beside settings of the project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sees {
    /// On the document in which they are.
    Itself,
    /// On other documents as well.
    Others,
}

/// The narrowest scope in which a rule sees enough.
pub enum Check {
    /// Its findings are made while a file is read.
    Reading,
    /// It looks at one definition at a time.
    Definition(fn(&Project<'_>, DefinitionId, &Definition<'_>, &mut Vec<Diagnostic>)),
    /// It looks at the URL of one definition at a time, where something can be said about it.
    Url(fn(&Project<'_>, &Definition<'_>, &Address<'_, '_>, &mut Vec<Diagnostic>)),
    /// It looks at the project as a whole.
    Project(fn(&Project<'_>, &mut Vec<Diagnostic>)),
    /// It looks at one definition at a time, and at which values reach its references.
    Reader(fn(&Flow<'_, '_>, &mut Vec<Diagnostic>)),
    /// It looks at which values reach which references in the project as a whole.
    Flow(fn(&Flow<'_, '_>, &mut Vec<Diagnostic>)),
}

/// The rule with this name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Rule> {
    TABLE
        .iter()
        .map(|entry| entry.rule)
        .find(|rule| rule.name == name)
}

/// What the findings of a rule depend on.
#[must_use]
pub fn sees(rule: &Rule) -> Sees {
    let entry = TABLE.iter().find(|entry| entry.rule.name == rule.name);
    entry.map_or(Sees::Others, |entry| entry.sees)
}

//! Every rule, by name. A test compares this table with the folders.

use super::reading::{
    confusable_character, duplicate_key, invalid_value, invalid_yaml, missing_field, unknown_field,
    unknown_kind, unknown_platform, unquoted_template, unsupported_kind, wrong_type, yaml_limit,
};
use super::{
    Check, Entry, array_in_string, auth_conflict, body_on_get, client_data_conflict,
    client_data_nesting, client_data_overwrite, comment_in_value, dead_directive,
    description_too_long, duplicate_definition, duplicate_escalation, duplicate_header,
    duplicate_topic, environment_mismatch, equivalent_topics, forwarded_authorization,
    guessable_endpoint, hardcoded_secret, header_injection, header_lookup, html_escape_in_json,
    image_index, insecure_url, invalid_credential, invalid_example, invalid_header_name,
    invalid_header_value, invalid_json_template, invalid_jsonpath, invalid_mustache,
    invalid_parameters, invalid_url, jsonpath_no_match, levels, malformed_reference,
    many_valued_jsonpath, mapping_to_global_key, maybe_unset_variable,
    message_without_conversation, missing_body, missing_directive, nonportable_jsonpath,
    optional_in_path, overlapping_topics, placeholder_url, prefix_capture, prefix_hazard,
    private_host, repeated_transcript, repeated_webhook, reserved_header, reserved_name,
    resubstitution_leak, sandbox_conversation, secret_in_text, secret_in_url, shadowed_variable,
    similar_descriptions, stringified_value, structured_value_in_string, template_in_directive,
    unauthenticated_escalation, unbound_variable, undescribed_parameter, unencoded_tag,
    unescaped_in_json, unexpected_endpoint, ungrounded_directive, unknown_rule, unknown_setting,
    unknown_topic, unknown_variable, unmarked_secret, unquoted_tag, unresolved_reference,
    unsupported_method, unsupported_parameter_type, unused_allow, unused_definition,
    unused_parameter, url_fragment, url_userinfo, used_before_set, vague_description,
    variable_in_host, variable_in_key, wrong_content_type, wrong_direction, wrong_template_syntax,
};
use crate::diagnostic::Rule;

/// Every rule.
pub static TABLE: &[Entry] = &[
    entry(&array_in_string::RULE, Check::Flow(array_in_string::check)),
    entry(
        &auth_conflict::RULE,
        Check::Definition(auth_conflict::check),
    ),
    entry(&body_on_get::RULE, Check::Definition(body_on_get::check)),
    entry(
        &client_data_conflict::RULE,
        Check::Flow(client_data_conflict::check),
    ),
    entry(
        &client_data_nesting::RULE,
        Check::Flow(client_data_nesting::check),
    ),
    entry(
        &client_data_overwrite::RULE,
        Check::Flow(client_data_overwrite::check),
    ),
    entry(
        &comment_in_value::RULE,
        Check::Project(comment_in_value::check),
    ),
    reading(&confusable_character::RULE),
    entry(&dead_directive::RULE, Check::Project(dead_directive::check)),
    entry(
        &description_too_long::RULE,
        Check::Definition(description_too_long::check),
    ),
    entry(
        &duplicate_definition::RULE,
        Check::Project(duplicate_definition::check),
    ),
    entry(
        &duplicate_escalation::RULE,
        Check::Project(duplicate_escalation::check),
    ),
    entry(
        &duplicate_header::RULE,
        Check::Definition(duplicate_header::check),
    ),
    reading(&duplicate_key::RULE),
    entry(
        &duplicate_topic::RULE,
        Check::Definition(duplicate_topic::check),
    ),
    entry(
        &environment_mismatch::RULE,
        Check::Project(environment_mismatch::check),
    ),
    entry(
        &equivalent_topics::RULE,
        Check::Definition(equivalent_topics::check),
    ),
    entry(
        &forwarded_authorization::RULE,
        Check::Flow(forwarded_authorization::check),
    ),
    entry(
        &guessable_endpoint::RULE,
        Check::Definition(guessable_endpoint::check),
    ),
    entry(
        &hardcoded_secret::RULE,
        Check::Definition(hardcoded_secret::check),
    ),
    entry(
        &header_injection::RULE,
        Check::Flow(header_injection::check),
    ),
    entry(&header_lookup::RULE, Check::Flow(header_lookup::check)),
    entry(
        &html_escape_in_json::RULE,
        Check::Flow(html_escape_in_json::check),
    ),
    entry(&image_index::RULE, Check::Flow(image_index::check)),
    entry(&insecure_url::RULE, Check::Definition(insecure_url::check)),
    entry(
        &invalid_credential::RULE,
        Check::Definition(invalid_credential::check),
    ),
    entry(
        &invalid_example::RULE,
        Check::Definition(invalid_example::check),
    ),
    entry(
        &invalid_header_name::RULE,
        Check::Definition(invalid_header_name::check),
    ),
    entry(
        &invalid_header_value::RULE,
        Check::Definition(invalid_header_value::check),
    ),
    entry(
        &invalid_json_template::RULE,
        Check::Flow(invalid_json_template::check),
    ),
    entry(
        &invalid_jsonpath::RULE,
        Check::Definition(invalid_jsonpath::check),
    ),
    entry(
        &invalid_mustache::RULE,
        Check::Definition(invalid_mustache::check),
    ),
    entry(
        &invalid_parameters::RULE,
        Check::Definition(invalid_parameters::check),
    ),
    entry(&invalid_url::RULE, Check::Definition(invalid_url::check)),
    // Most of its findings are made while reading; the levels of rules can be judged here only.
    entry(&invalid_value::RULE, Check::Project(levels::check)),
    reading(&invalid_yaml::RULE),
    entry(
        &jsonpath_no_match::RULE,
        Check::Definition(jsonpath_no_match::check),
    ),
    entry(
        &malformed_reference::RULE,
        Check::Definition(malformed_reference::check),
    ),
    entry(
        &many_valued_jsonpath::RULE,
        Check::Definition(many_valued_jsonpath::check),
    ),
    entry(
        &mapping_to_global_key::RULE,
        Check::Definition(mapping_to_global_key::check),
    ),
    entry(
        &maybe_unset_variable::RULE,
        Check::Flow(maybe_unset_variable::check),
    ),
    entry(
        &message_without_conversation::RULE,
        Check::Definition(message_without_conversation::check),
    ),
    entry(&missing_body::RULE, Check::Definition(missing_body::check)),
    entry(
        &missing_directive::RULE,
        Check::Definition(missing_directive::check),
    ),
    reading(&missing_field::RULE),
    entry(
        &nonportable_jsonpath::RULE,
        Check::Definition(nonportable_jsonpath::check),
    ),
    entry(
        &optional_in_path::RULE,
        Check::Flow(optional_in_path::check),
    ),
    entry(
        &overlapping_topics::RULE,
        Check::Project(overlapping_topics::check),
    ),
    entry(
        &placeholder_url::RULE,
        Check::Definition(placeholder_url::check),
    ),
    entry(&prefix_capture::RULE, Check::Flow(prefix_capture::check)),
    entry(&prefix_hazard::RULE, Check::Flow(prefix_hazard::check)),
    entry(&private_host::RULE, Check::Definition(private_host::check)),
    entry(
        &repeated_transcript::RULE,
        Check::Definition(repeated_transcript::check),
    ),
    entry(
        &repeated_webhook::RULE,
        Check::Definition(repeated_webhook::check),
    ),
    entry(
        &reserved_header::RULE,
        Check::Definition(reserved_header::check),
    ),
    entry(&reserved_name::RULE, Check::Flow(reserved_name::check)),
    entry(
        &resubstitution_leak::RULE,
        Check::Flow(resubstitution_leak::check),
    ),
    entry(
        &sandbox_conversation::RULE,
        Check::Definition(sandbox_conversation::check),
    ),
    entry(
        &secret_in_text::RULE,
        Check::Definition(secret_in_text::check),
    ),
    entry(
        &secret_in_url::RULE,
        Check::Definition(secret_in_url::check),
    ),
    entry(
        &shadowed_variable::RULE,
        Check::Flow(shadowed_variable::check),
    ),
    entry(
        &similar_descriptions::RULE,
        Check::Project(similar_descriptions::check),
    ),
    entry(
        &stringified_value::RULE,
        Check::Flow(stringified_value::check),
    ),
    entry(
        &structured_value_in_string::RULE,
        Check::Flow(structured_value_in_string::check),
    ),
    entry(
        &template_in_directive::RULE,
        Check::Definition(template_in_directive::check),
    ),
    entry(
        &unauthenticated_escalation::RULE,
        Check::Definition(unauthenticated_escalation::check),
    ),
    entry(
        &unbound_variable::RULE,
        Check::Flow(unbound_variable::check),
    ),
    entry(
        &undescribed_parameter::RULE,
        Check::Definition(undescribed_parameter::check),
    ),
    entry(&unencoded_tag::RULE, Check::Flow(unencoded_tag::check)),
    entry(
        &unescaped_in_json::RULE,
        Check::Flow(unescaped_in_json::check),
    ),
    entry(
        &unexpected_endpoint::RULE,
        Check::Definition(unexpected_endpoint::check),
    ),
    entry(
        &ungrounded_directive::RULE,
        Check::Definition(ungrounded_directive::check),
    ),
    reading(&unknown_field::RULE),
    reading(&unknown_kind::RULE),
    reading(&unknown_platform::RULE),
    // Its findings in comments are made after all rules have run.
    entry(&unknown_rule::RULE, Check::Project(unknown_rule::check)),
    entry(
        &unknown_setting::RULE,
        Check::Definition(unknown_setting::check),
    ),
    entry(
        &unknown_topic::RULE,
        Check::Definition(unknown_topic::check),
    ),
    entry(
        &unknown_variable::RULE,
        Check::Flow(unknown_variable::check),
    ),
    entry(
        &unmarked_secret::RULE,
        Check::Project(unmarked_secret::check),
    ),
    entry(&unquoted_tag::RULE, Check::Flow(unquoted_tag::check)),
    reading(&unquoted_template::RULE),
    entry(
        &unresolved_reference::RULE,
        Check::Definition(unresolved_reference::check),
    ),
    reading(&unsupported_kind::RULE),
    entry(
        &unsupported_method::RULE,
        Check::Definition(unsupported_method::check),
    ),
    entry(
        &unsupported_parameter_type::RULE,
        Check::Definition(unsupported_parameter_type::check),
    ),
    // What was used is known after all rules have run.
    reading(&unused_allow::RULE),
    entry(
        &unused_definition::RULE,
        Check::Project(unused_definition::check),
    ),
    entry(
        &unused_parameter::RULE,
        Check::Flow(unused_parameter::check),
    ),
    entry(&url_fragment::RULE, Check::Definition(url_fragment::check)),
    entry(&url_userinfo::RULE, Check::Definition(url_userinfo::check)),
    entry(&used_before_set::RULE, Check::Flow(used_before_set::check)),
    entry(
        &vague_description::RULE,
        Check::Definition(vague_description::check),
    ),
    entry(
        &variable_in_host::RULE,
        Check::Definition(variable_in_host::check),
    ),
    entry(&variable_in_key::RULE, Check::Flow(variable_in_key::check)),
    entry(
        &wrong_content_type::RULE,
        Check::Definition(wrong_content_type::check),
    ),
    entry(
        &wrong_direction::RULE,
        Check::Definition(wrong_direction::check),
    ),
    entry(
        &wrong_template_syntax::RULE,
        Check::Definition(wrong_template_syntax::check),
    ),
    reading(&wrong_type::RULE),
    reading(&yaml_limit::RULE),
];

const fn entry(rule: &'static Rule, check: Check) -> Entry {
    Entry { rule, check }
}

const fn reading(rule: &'static Rule) -> Entry {
    entry(rule, Check::Reading)
}

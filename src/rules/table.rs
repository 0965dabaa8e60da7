//! Every rule, by name. A test compares this table with the folders.

use super::applies::Applies;
use super::reading::{
    confusable_character, duplicate_key, invalid_value, invalid_yaml, missing_field, unknown_field,
    unknown_kind, unknown_platform, unquoted_template, unsupported_kind, wrong_type, yaml_limit,
};
use super::{
    Check, Entry, Sees, applies, array_in_string, auth_conflict, body_on_get, client_data_conflict,
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
    similar_descriptions, stale_baseline, stringified_value, structured_value_in_string,
    template_in_directive, unauthenticated_escalation, unbound_variable, undescribed_parameter,
    unencoded_tag, unescaped_in_json, unexpected_endpoint, ungrounded_directive, unknown_rule,
    unknown_setting, unknown_topic, unknown_variable, unmarked_secret, unquoted_tag,
    unresolved_reference, unsupported_method, unsupported_parameter_type, unused_allow,
    unused_definition, unused_parameter, url_fragment, url_userinfo, used_before_set,
    vague_description, variable_in_host, variable_in_key, wrong_content_type, wrong_direction,
    wrong_template_syntax,
};
use crate::diagnostic::Rule;

/// Every rule.
pub static TABLE: &[Entry] = &[
    entry(
        &array_in_string::RULE,
        Check::Reader(array_in_string::check),
    )
    .only(applies::has_customers_lists),
    entry(
        &auth_conflict::RULE,
        Check::Definition(auth_conflict::check),
    )
    .only(applies::has_auth),
    entry(&body_on_get::RULE, Check::Definition(body_on_get::check)).only(applies::has_methods),
    entry(
        &client_data_conflict::RULE,
        Check::Flow(client_data_conflict::check),
    )
    .only(applies::merges_replies),
    entry(
        &client_data_nesting::RULE,
        Check::Reader(client_data_nesting::check),
    )
    .only(applies::merges_replies),
    entry(
        &client_data_overwrite::RULE,
        Check::Reader(client_data_overwrite::check),
    )
    .only(applies::merges_replies),
    entry(
        &comment_in_value::RULE,
        Check::Project(comment_in_value::check),
    ),
    reading(&confusable_character::RULE),
    entry(
        &dead_directive::RULE,
        Check::Definition(dead_directive::check),
    )
    .only(applies::has_directives)
    .seeing(Sees::Others),
    entry(
        &description_too_long::RULE,
        Check::Definition(description_too_long::check),
    )
    .only(applies::has_functions),
    entry(
        &duplicate_definition::RULE,
        Check::Project(duplicate_definition::check),
    ),
    entry(
        &duplicate_escalation::RULE,
        Check::Project(duplicate_escalation::check),
    )
    .only(applies::limits_escalations),
    entry(
        &duplicate_header::RULE,
        Check::Definition(duplicate_header::check),
    )
    .only(applies::has_headers),
    reading(&duplicate_key::RULE),
    entry(
        &duplicate_topic::RULE,
        Check::Definition(duplicate_topic::check),
    )
    .only(applies::has_topics),
    entry(
        &environment_mismatch::RULE,
        Check::Project(environment_mismatch::check),
    )
    .seeing(Sees::Itself),
    entry(
        &equivalent_topics::RULE,
        Check::Definition(equivalent_topics::check),
    )
    .only(applies::has_topics),
    entry(
        &forwarded_authorization::RULE,
        Check::Reader(forwarded_authorization::check),
    )
    .only(applies::has_callers_credentials),
    entry(
        &guessable_endpoint::RULE,
        Check::Url(guessable_endpoint::check),
    )
    .only(applies::is_unsigned),
    entry(
        &hardcoded_secret::RULE,
        Check::Definition(hardcoded_secret::check),
    )
    .only(applies::has_credentials),
    entry(
        &header_injection::RULE,
        Check::Reader(header_injection::check),
    )
    .only(applies::has_references_in_headers),
    entry(&header_lookup::RULE, Check::Reader(header_lookup::check))
        .only(applies::has_callers_headers),
    entry(
        &html_escape_in_json::RULE,
        Check::Reader(html_escape_in_json::check),
    )
    .only(applies::has_tags),
    entry(&image_index::RULE, Check::Reader(image_index::check)).only(applies::has_customers_lists),
    entry(&insecure_url::RULE, Check::Url(insecure_url::check)),
    entry(
        &invalid_credential::RULE,
        Check::Definition(invalid_credential::check),
    )
    .only(applies::has_credentials),
    entry(
        &invalid_example::RULE,
        Check::Definition(invalid_example::check),
    )
    .only(applies::describes_replies),
    entry(
        &invalid_header_name::RULE,
        Check::Definition(invalid_header_name::check),
    )
    .only(applies::has_header_names),
    entry(
        &invalid_header_value::RULE,
        Check::Definition(invalid_header_value::check),
    )
    .only(applies::has_headers),
    entry(
        &invalid_json_template::RULE,
        Check::Flow(invalid_json_template::check),
    )
    .only(applies::has_tags),
    entry(
        &invalid_jsonpath::RULE,
        Check::Definition(invalid_jsonpath::check),
    )
    .only(applies::maps_replies),
    entry(
        &invalid_mustache::RULE,
        Check::Definition(invalid_mustache::check),
    )
    .only(applies::has_tags),
    entry(
        &invalid_parameters::RULE,
        Check::Definition(invalid_parameters::check),
    )
    .only(applies::has_parameters),
    entry(&invalid_url::RULE, Check::Url(invalid_url::check)),
    // Most of its findings are made while reading; the levels of rules can be judged here only.
    entry(&invalid_value::RULE, Check::Project(levels::check)),
    reading(&invalid_yaml::RULE),
    entry(
        &jsonpath_no_match::RULE,
        Check::Definition(jsonpath_no_match::check),
    )
    .only(applies::maps_replies),
    entry(
        &malformed_reference::RULE,
        Check::Definition(malformed_reference::check),
    )
    .only(applies::has_dollars)
    .seeing(Sees::Others),
    entry(
        &many_valued_jsonpath::RULE,
        Check::Definition(many_valued_jsonpath::check),
    )
    .only(applies::maps_replies),
    entry(
        &mapping_to_global_key::RULE,
        Check::Definition(mapping_to_global_key::check),
    )
    .only(applies::maps_replies),
    entry(
        &maybe_unset_variable::RULE,
        Check::Reader(maybe_unset_variable::check),
    )
    .only(applies::has_references),
    entry(
        &message_without_conversation::RULE,
        Check::Definition(message_without_conversation::check),
    )
    .only(applies::has_replies_only),
    entry(&missing_body::RULE, Check::Definition(missing_body::check)).only(applies::needs_bodies),
    entry(
        &missing_directive::RULE,
        Check::Definition(missing_directive::check),
    )
    .only(applies::has_directives)
    .seeing(Sees::Others),
    reading(&missing_field::RULE),
    entry(
        &nonportable_jsonpath::RULE,
        Check::Definition(nonportable_jsonpath::check),
    )
    .only(applies::maps_replies),
    entry(
        &optional_in_path::RULE,
        Check::Reader(optional_in_path::check),
    )
    .only(applies::has_dollars),
    entry(
        &overlapping_topics::RULE,
        Check::Project(overlapping_topics::check),
    )
    .only(applies::has_topics),
    entry(&placeholder_url::RULE, Check::Url(placeholder_url::check)),
    entry(&prefix_capture::RULE, Check::Reader(prefix_capture::check)).only(applies::has_dollars),
    entry(&prefix_hazard::RULE, Check::Reader(prefix_hazard::check)).only(applies::has_dollars),
    entry(&private_host::RULE, Check::Url(private_host::check)),
    entry(
        &repeated_transcript::RULE,
        Check::Definition(repeated_transcript::check),
    )
    .only(applies::has_topics),
    entry(
        &repeated_webhook::RULE,
        Check::Definition(repeated_webhook::check),
    )
    .only(applies::calls_webhooks)
    .seeing(Sees::Others),
    entry(
        &reserved_header::RULE,
        Check::Definition(reserved_header::check),
    )
    .only(applies::has_header_names),
    entry(&reserved_name::RULE, Check::Flow(reserved_name::check)).only(applies::has_dollars),
    entry(
        &resubstitution_leak::RULE,
        Check::Flow(resubstitution_leak::check),
    )
    .only(applies::has_secret_values),
    entry(
        &sandbox_conversation::RULE,
        Check::Definition(sandbox_conversation::check),
    )
    .only(applies::has_sandbox),
    entry(
        &secret_in_text::RULE,
        Check::Definition(secret_in_text::check),
    ),
    entry(&secret_in_url::RULE, Check::Url(secret_in_url::check)),
    entry(
        &shadowed_variable::RULE,
        Check::Reader(shadowed_variable::check),
    )
    .only(applies::has_references),
    entry(
        &similar_descriptions::RULE,
        Check::Project(similar_descriptions::check),
    )
    .only(applies::has_functions),
    // What is there is known after all projects have been checked.
    reading(&stale_baseline::RULE).only(applies::nowhere),
    entry(
        &stringified_value::RULE,
        Check::Reader(stringified_value::check),
    )
    .only(applies::has_dollars),
    entry(
        &structured_value_in_string::RULE,
        Check::Reader(structured_value_in_string::check),
    )
    .only(applies::has_dollars),
    entry(
        &template_in_directive::RULE,
        Check::Definition(template_in_directive::check),
    )
    .only(applies::has_functions)
    .seeing(Sees::Others),
    entry(
        &unauthenticated_escalation::RULE,
        Check::Definition(unauthenticated_escalation::check),
    )
    .only(applies::asks_for_auth),
    entry(
        &unbound_variable::RULE,
        Check::Reader(unbound_variable::check),
    )
    .only(applies::has_references),
    entry(
        &undescribed_parameter::RULE,
        Check::Definition(undescribed_parameter::check),
    )
    .only(applies::has_functions),
    entry(&unencoded_tag::RULE, Check::Reader(unencoded_tag::check)).only(applies::has_tags),
    entry(
        &unescaped_in_json::RULE,
        Check::Reader(unescaped_in_json::check),
    )
    .only(applies::has_tags),
    entry(
        &unexpected_endpoint::RULE,
        Check::Url(unexpected_endpoint::check),
    )
    .only(applies::has_endpoints),
    entry(
        &ungrounded_directive::RULE,
        Check::Definition(ungrounded_directive::check),
    )
    .only(applies::has_directives)
    .seeing(Sees::Others),
    reading(&unknown_field::RULE),
    reading(&unknown_kind::RULE),
    reading(&unknown_platform::RULE).only(applies::nowhere),
    // Its findings in comments are made after all rules have run.
    entry(&unknown_rule::RULE, Check::Project(unknown_rule::check)).seeing(Sees::Itself),
    entry(
        &unknown_setting::RULE,
        Check::Definition(unknown_setting::check),
    ),
    entry(
        &unknown_topic::RULE,
        Check::Definition(unknown_topic::check),
    )
    .only(applies::has_topics),
    entry(
        &unknown_variable::RULE,
        Check::Reader(unknown_variable::check),
    )
    .only(applies::has_references),
    entry(
        &unmarked_secret::RULE,
        Check::Project(unmarked_secret::check),
    )
    .only(applies::has_secret_values)
    .seeing(Sees::Itself),
    entry(&unquoted_tag::RULE, Check::Reader(unquoted_tag::check)).only(applies::has_tags),
    reading(&unquoted_template::RULE),
    entry(
        &unresolved_reference::RULE,
        Check::Definition(unresolved_reference::check),
    )
    .only(applies::refers_to_webhooks)
    .seeing(Sees::Others),
    reading(&unsupported_kind::RULE).only(applies::lacks_a_kind),
    entry(
        &unsupported_method::RULE,
        Check::Definition(unsupported_method::check),
    )
    .only(applies::has_methods),
    entry(
        &unsupported_parameter_type::RULE,
        Check::Definition(unsupported_parameter_type::check),
    )
    .only(applies::has_functions),
    // What was used is known after all rules have run.
    reading(&unused_allow::RULE),
    entry(
        &unused_definition::RULE,
        Check::Project(unused_definition::check),
    )
    .only(applies::calls_webhooks),
    entry(
        &unused_parameter::RULE,
        Check::Flow(unused_parameter::check),
    )
    .only(applies::has_parameters_for_webhooks),
    entry(&url_fragment::RULE, Check::Url(url_fragment::check)),
    entry(&url_userinfo::RULE, Check::Url(url_userinfo::check)),
    entry(
        &used_before_set::RULE,
        Check::Reader(used_before_set::check),
    )
    .only(applies::takes_values_from_replies),
    entry(
        &vague_description::RULE,
        Check::Definition(vague_description::check),
    )
    .only(applies::has_functions),
    entry(&variable_in_host::RULE, Check::Url(variable_in_host::check)),
    entry(
        &variable_in_key::RULE,
        Check::Reader(variable_in_key::check),
    )
    .only(applies::has_references_in_bodies),
    entry(
        &wrong_content_type::RULE,
        Check::Definition(wrong_content_type::check),
    )
    .only(applies::has_headers),
    entry(&wrong_direction::RULE, Check::Url(wrong_direction::check)).only(applies::has_opposite),
    entry(
        &wrong_template_syntax::RULE,
        Check::Definition(wrong_template_syntax::check),
    )
    .seeing(Sees::Others),
    reading(&wrong_type::RULE),
    reading(&yaml_limit::RULE),
];

const fn entry(rule: &'static Rule, check: Check) -> Entry {
    let sees = match check {
        Check::Reading | Check::Definition(_) | Check::Url(_) => Sees::Itself,
        Check::Project(_) | Check::Reader(_) | Check::Flow(_) => Sees::Others,
    };
    Entry {
        rule,
        check,
        applies: applies::everywhere,
        sees,
    }
}

impl Entry {
    const fn only(self, applies: Applies) -> Self {
        Self { applies, ..self }
    }

    const fn seeing(self, sees: Sees) -> Self {
        Self { sees, ..self }
    }
}

const fn reading(rule: &'static Rule) -> Entry {
    entry(rule, Check::Reading)
}

//! The pages about platforms in `docs/platforms`: everything that hookc knows of each.

mod payload;
mod table;

use std::fmt::Write as _;

use self::payload::payloads;
use self::table::{Table, codes};
use super::facts::{
    self, AuthMethod, BASIC, COMMON_FIELDS, CREDENTIAL_HEADER, EXPECTED, Facts, Field, FieldFacts,
    FormFacts, KindFacts, MESSAGE, Member, RESPONSE, SCENARIO, SUBJECT, SettingShape, TEST,
    VARIABLE,
};
use super::markdown::code_span;
use crate::templates::Templates;

/// The page of a platform, in Markdown.
#[must_use]
pub fn page(platform: &Facts) -> String {
    let mut out = format!(
        "# {}\n\nWhat hookc knows of {}, and from where. What the vendor does not document is \
         marked.\n\n",
        platform.name, platform.name
    );
    let _ = writeln!(
        out,
        "- `platform: {}`\n- Vendor's page: <{}>\n",
        platform.id, platform.documentation
    );
    kinds(&mut out, platform);
    settings(&mut out, platform);
    requests(&mut out, platform);
    payloads(&mut out, platform);
    limits(&mut out, platform);
    sources(&mut out, platform);
    assumptions(&mut out, platform);
    ended(out)
}

/// The list of the pages, in Markdown.
#[must_use]
pub fn index() -> String {
    let mut out =
        "# Platforms\n\nWhat hookc knows of each platform: kinds, fields, payloads, limits, \
                   and what is not documented.\n\n"
            .to_owned();
    let mut table = Table::new(&[
        "platform",
        "`platform:`",
        "kinds",
        "payloads",
        "vendor's page",
    ]);
    for platform in facts::ALL {
        let kinds = platform.kinds.iter().map(|kind| kind.kind.name());
        table.row(&[
            format!("[{}]({}.md)", platform.name, platform.id),
            code_span(platform.id),
            codes(kinds),
            (platform.payloads)().len().to_string(),
            format!("<{}>", platform.documentation),
        ]);
    }
    table.print(&mut out);
    ended(out)
}

fn ended(mut out: String) -> String {
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

fn kinds(out: &mut String, platform: &Facts) {
    out.push_str(
        "## Kinds\n\nEvery kind has the [fields of every \
         definition](../language.md#fields-of-every-definition) too: `kind`, `name`, `platform` and \
         `description`.\n\n",
    );
    for kind in platform.kinds {
        let _ = writeln!(out, "### {}: {}\n\n{}\n", kind.kind, kind.title, kind.doc);
        for form in kind.forms {
            if let Some(direction) = form.direction {
                let _ = writeln!(out, "With `direction: {direction}`:\n");
            }
            fields(out, platform, kind, form);
        }
    }
    for (kind, instead) in platform.instead {
        let _ = writeln!(
            out,
            "### {kind}\n\nThere is none. {}.\n",
            capitalised(instead)
        );
    }
}

/// The fields of a form, with those that every definition has where they differ here.
fn fields(out: &mut String, platform: &Facts, kind: &KindFacts, form: &FormFacts) {
    let mut table = Table::new(&["field", "type", "required", "default", "meaning"]);
    for (key, required, doc) in COMMON_FIELDS {
        let (required, doc) = match *key {
            "name" if !kind.hyphen_in_name => (*required, format!("{doc} Here it has no `-`.")),
            "description" if kind.needs_description => (true, (*doc).to_owned()),
            _ => continue,
        };
        let nothing = String::new();
        table.row(&[
            code_span(key),
            "text".to_owned(),
            yes(required),
            nothing,
            doc,
        ]);
    }
    for field in form.fields {
        table.row(&[
            code_span(field.field.key()),
            shape(field),
            yes(field.required),
            field.default.map(code_span).unwrap_or_default(),
            meaning(field),
        ]);
        members(&mut table, platform, field.field);
    }
    table.print(out);
}

/// The members of a field that is a mapping.
fn members(table: &mut Table, platform: &Facts, field: Field) {
    let mut rows = |prefix: &str, members: &[Member]| {
        for (key, required, doc) in members {
            table.row(&[
                code_span(&format!("{prefix}.{key}")),
                member_shape(prefix, key).to_owned(),
                yes(*required),
                String::new(),
                capitalised(doc),
            ]);
        }
    };
    match field {
        Field::Auth => {
            for method in platform.auth {
                let prefix = format!("auth.{}", method.key());
                match method {
                    AuthMethod::Basic => rows(&prefix, &BASIC),
                    AuthMethod::Header => rows(&prefix, &CREDENTIAL_HEADER),
                    AuthMethod::Bearer | AuthMethod::ApiKey => {
                        rows("auth", &[(method.key(), false, method.doc())]);
                    }
                    AuthMethod::None => {}
                }
            }
        }
        Field::Response => rows("response", &RESPONSE),
        Field::Subject => rows("subject", &SUBJECT),
        Field::Message => {
            rows("message", &MESSAGE);
            rows("message.value", &VARIABLE);
            rows("message.value", &SCENARIO);
        }
        Field::Tests => {
            rows("tests[]", &TEST);
            rows("tests[].expect", &EXPECTED);
        }
        Field::Direction
        | Field::Url
        | Field::Method
        | Field::Headers
        | Field::Body
        | Field::JsonTemplate
        | Field::ResponseDirective
        | Field::Mapping
        | Field::InvalidInput
        | Field::Topics
        | Field::Prompt
        | Field::Parameters
        | Field::InterpretResponse
        | Field::Active
        | Field::CopilotOnly
        | Field::Webhooks
        | Field::Webhook
        | Field::Conversation
        | Field::Sandbox
        | Field::Automation
        | Field::AutomationId => {}
    }
}

fn member_shape(prefix: &str, key: &str) -> &'static str {
    match key {
        _ if prefix.starts_with("auth") => "text",
        "example" | "value" | "body" => "any JSON",
        "given" | "expect" | "headers" => "mapping",
        "schema" => "mapping or text",
        _ => "text",
    }
}

fn capitalised(words: &str) -> String {
    let mut rest = words.chars();
    let first = rest.next().map(|first| first.to_uppercase().to_string());
    format!("{}{}", first.unwrap_or_default(), rest.as_str())
}

fn yes(is_so: bool) -> String {
    if is_so { "yes" } else { "no" }.to_owned()
}

/// What the field means, with the values that it, its items or its `type` may have.
fn meaning(field: &FieldFacts) -> String {
    let values = codes(field.values.iter().copied());
    match field.field {
        _ if field.values.is_empty() => field.doc.to_owned(),
        Field::Message => format!("{} `type` is one of {values}.", field.doc),
        Field::Topics => format!("{} Of {values}.", field.doc),
        _ => format!("{} One of {values}.", field.doc),
    }
}

/// What a field holds. What each may hold is the same on every platform.
fn shape(field: &FieldFacts) -> String {
    match field.field {
        Field::Direction
        | Field::Url
        | Field::Method
        | Field::ResponseDirective
        | Field::InvalidInput
        | Field::Prompt
        | Field::Webhook
        | Field::Conversation
        | Field::Automation
        | Field::AutomationId => "text",
        Field::InterpretResponse | Field::Active | Field::CopilotOnly | Field::Sandbox => "boolean",
        Field::Auth => "`none`, or a mapping with one method",
        Field::Headers | Field::Mapping => "mapping of names to text",
        Field::Body => "mapping or list",
        Field::JsonTemplate => "text, mapping or list",
        Field::Response | Field::Subject | Field::Message => "mapping",
        Field::Tests => "list of mappings",
        Field::Topics => "list of text",
        Field::Webhooks => "list of names",
        Field::Parameters => "JSON Schema",
    }
    .to_owned()
}

fn settings(out: &mut String, platform: &Facts) {
    if platform.settings.is_empty() {
        return;
    }
    let _ = writeln!(
        out,
        "## Settings\n\nBelow `platforms.{}` of `hookc.yaml`:\n",
        platform.id
    );
    let mut table = Table::new(&["setting", "type", "meaning"]);
    for setting in platform.settings {
        let shape = match setting.shape {
            SettingShape::Text => "text",
            SettingShape::Names { secret: false } => "list of names, or names with JSON Schemas",
            SettingShape::Names { secret: true } => {
                "list of names, or names with JSON Schemas, which may say `secret: true`"
            }
        };
        table.row(&[
            code_span(setting.key),
            shape.to_owned(),
            setting.doc.to_owned(),
        ]);
    }
    table.print(out);
}

/// How requests are made: what varies in them, who authenticates, what the platform sets itself.
fn requests(out: &mut String, platform: &Facts) {
    out.push_str("## Requests\n\n");
    let http = &platform.http;
    let mut item = |text: String| {
        let _ = writeln!(out, "- {text}");
    };
    item(format!("Schemes: {}.", codes(http.schemes.iter().copied())));
    match platform.templates {
        Some(Templates::Dollar) => item("References: `$name`.".to_owned()),
        Some(Templates::Mustache) => item("References: Mustache, `{{name}}`.".to_owned()),
        None => item("References: none; nothing in its fields varies at run time.".to_owned()),
    }
    if !platform.built_in.is_empty() {
        let names = codes(platform.built_in.iter().copied());
        item(format!("Names that are always there: {names}."));
    }
    if platform.auth.is_empty() {
        item("Authentication: nothing to set.".to_owned());
    } else {
        let methods = platform.auth.iter().map(|method| method.key());
        item(format!("Authentication: {}.", codes(methods)));
    }
    if !http.own_headers.is_empty() {
        let names = codes(http.own_headers.iter().copied());
        item(format!("Headers that the platform sets itself: {names}."));
    }
    if let Some(endpoint) = &http.endpoint {
        let hosts = codes(endpoint.hosts.iter().copied());
        item(format!(
            "Takes messages on {hosts}, below `{}`.",
            endpoint.path
        ));
    }
    out.push('\n');
}

fn limits(out: &mut String, platform: &Facts) {
    out.push_str("## Limits\n\n");
    for limit in platform.notes.limits {
        let _ = writeln!(out, "- {limit}");
    }
    out.push('\n');
}

fn sources(out: &mut String, platform: &Facts) {
    out.push_str("## Sources\n\n");
    for source in platform.notes.sources {
        let _ = writeln!(
            out,
            "- [{}]({}): {}",
            source.title, source.url, source.about
        );
    }
    out.push('\n');
}

fn assumptions(out: &mut String, platform: &Facts) {
    out.push_str("## Not documented\n\n");
    let mut table = Table::new(&["name", "what nobody says", "what hookc takes to be so"]);
    for assumption in platform.notes.assumptions {
        table.row(&[
            assumption.id.to_owned(),
            assumption.open.to_owned(),
            assumption.taken.to_owned(),
        ]);
    }
    table.print(out);
}

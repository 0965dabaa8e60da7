//! Prints a model with templates.

use std::borrow::Cow;

use handlebars::{
    Context, Handlebars, Helper, HelperResult, Output, RenderContext, RenderErrorReason,
    handlebars_helper, no_escape,
};
use serde_json::Value as Json;

use super::model::Model;
use super::names::{joined, pascal, raw, shouting, snake};
use super::{Input, layout};
use crate::report::visible;

/// The templates for what all platforms share: file names and texts.
pub const TEMPLATES: &[(&str, &str)] = &[
    ("alias.hbs", include_str!("templates/alias.hbs")),
    ("body.hbs", include_str!("templates/body.hbs")),
    ("cargo.hbs", include_str!("templates/cargo.hbs")),
    ("choice.hbs", include_str!("templates/choice.hbs")),
    ("constant.hbs", include_str!("templates/constant.hbs")),
    ("crate.hbs", include_str!("templates/crate.hbs")),
    ("headers.hbs", include_str!("templates/headers.hbs")),
    ("include.hbs", include_str!("templates/include.hbs")),
    ("message.hbs", include_str!("templates/message.hbs")),
    ("module.hbs", include_str!("templates/module.hbs")),
    ("struct.hbs", include_str!("templates/struct.hbs")),
    ("support.hbs", include_str!("templates/support.hbs")),
    ("union.hbs", include_str!("templates/union.hbs")),
];

/// A set of templates, ready to print.
#[derive(Debug)]
pub struct Templates {
    registry: Handlebars<'static>,
}

/// Why a template of a user cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateError {
    /// The file.
    pub file: String,
    /// What is wrong with it.
    pub message: String,
}

impl Templates {
    /// The templates of this program, some of them replaced: file names and texts.
    ///
    /// # Errors
    /// Where a name is not that of a template, or a text is none.
    pub fn new(input: &Input<'_>, replaced: &[(String, String)]) -> Result<Self, TemplateError> {
        let mut registry = Handlebars::new();
        registry.set_strict_mode(true);
        registry.register_escape_fn(no_escape);
        register_helpers(&mut registry);
        let extras = input.platforms.iter().flat_map(|platform| platform.extras);
        let extras = extras.map(|extra| (extra.file, extra.template));
        let own: Vec<(&str, &str)> = TEMPLATES.iter().copied().chain(extras).collect();
        for (file, text) in &own {
            register(&mut registry, file, text)?;
        }
        for (file, text) in replaced {
            let is_known = own.iter().any(|(known, _)| known == file);
            let is_partial = file.starts_with('_');
            if !is_known && !is_partial {
                let known: Vec<&str> = own.iter().map(|(file, _)| *file).collect();
                return Err(TemplateError {
                    file: file.clone(),
                    message: format!(
                        "is no template; there are {}, and files that begin with `_`",
                        known.join(", ")
                    ),
                });
            }
            register(&mut registry, file, text)?;
        }
        Ok(Self { registry })
    }

    /// A text for `include!`, which takes no attributes and comments about a module from inside.
    ///
    /// # Errors
    /// Where a template asks for what there is not.
    pub fn included(&self, model: &Model) -> Result<String, TemplateError> {
        self.print("include", model)
    }

    /// The module as one file.
    ///
    /// # Errors
    /// Where a template asks for what there is not.
    pub fn module(&self, model: &Model) -> Result<String, TemplateError> {
        self.print("module", model)
    }

    /// The files of the crate: paths and texts.
    ///
    /// # Errors
    /// Where a template asks for what there is not.
    pub fn files(&self, model: &Model) -> Result<Vec<(&'static str, String)>, TemplateError> {
        Ok(vec![
            ("src/lib.rs", self.print("crate", model)?),
            ("Cargo.toml", self.print("cargo", model)?),
        ])
    }

    fn print(&self, template: &str, model: &Model) -> Result<String, TemplateError> {
        let printed = self.registry.render(template, model);
        let printed = printed.map(|text| format!("{}\n", text.trim_end()));
        printed.map_err(|error| {
            let reason: &RenderErrorReason = error.reason();
            let file = error.template_name.as_deref().unwrap_or(template);
            let line = error
                .line_no
                .map_or(String::new(), |line| format!("line {line}: "));
            TemplateError {
                file: format!("{file}.hbs"),
                message: format!("{line}{reason}"),
            }
        })
    }
}

fn register(
    registry: &mut Handlebars<'static>,
    file: &str,
    text: &str,
) -> Result<(), TemplateError> {
    let name = file.strip_suffix(".hbs").unwrap_or(file);
    registry
        .register_template_string(name, text)
        .map_err(|error| TemplateError {
            file: file.to_owned(),
            message: error.reason().to_string(),
        })
}

/// A text inside of a line of documentation, as code.
pub(super) fn code(text: &str) -> String {
    let shown: Cow<'_, str> = visible(text);
    let short: String = shown.chars().take(MAX_SHOWN).collect();
    let dots = if short.len() < shown.len() { "…" } else { "" };
    if short.contains('`') || short.trim().is_empty() {
        return format!("“{short}{dots}”");
    }
    format!("`{short}{dots}`")
}

/// How much of a value documentation shows, in characters.
const MAX_SHOWN: usize = 80;

/// Prints items, each behind an empty line and with the template of its form. A template that is
/// called from another one gets a copy of all that it sees, and each value in it is copied again
/// where it is used; one that is printed by itself refers to its item.
fn print<'reg>(
    helper: &Helper<'_>,
    registry: &'reg Handlebars<'reg>,
    _: &Context,
    _: &mut RenderContext<'reg, '_>,
    out: &mut dyn Output,
) -> HelperResult {
    let items = helper.param(0).and_then(|items| items.value().as_array());
    for item in items.into_iter().flatten() {
        let text = |key: &str| item.get(key).and_then(Json::as_str).unwrap_or_default();
        let template = match text("form") {
            "extra" => text("template"),
            form => form,
        };
        out.write("\n")?;
        out.write(&registry.render(template, item)?)?;
    }
    Ok(())
}

fn register_helpers(registry: &mut Handlebars<'_>) {
    handlebars_helper!(doc: |text: str, indent: u64| layout::doc(text, size(indent)));
    handlebars_helper!(string: |text: str| layout::literal(text));
    handlebars_helper!(attribute: |name: str, arguments: array, indent: u64| {
        layout::attribute(size(indent), name, &texts(arguments))
    });
    handlebars_helper!(field: |name: str, kind: str, indent: u64| {
        layout::field(size(indent), name, kind)
    });
    handlebars_helper!(variant: |name: str, kind: str, indent: u64| {
        layout::variant(size(indent), name, kind)
    });
    handlebars_helper!(arm: |pattern: str, body: str, indent: u64| {
        layout::arm(size(indent), pattern, body)
    });
    handlebars_helper!(crate_doc: |text: str| layout::comment("//!", text, 0));
    handlebars_helper!(equation: |name: str, value: str, indent: u64| {
        layout::equation(size(indent), name, value)
    });
    handlebars_helper!(call: |before: str, callee: str, arguments: array, behind: str, indent: u64| {
        layout::call(size(indent), before, callee, &texts(arguments), behind)
    });
    handlebars_helper!(function: |name: str, arguments: array, result: str| {
        layout::function(name, &texts(arguments), result)
    });
    handlebars_helper!(list: |*items| items.into_iter().cloned().collect::<Json>());
    handlebars_helper!(concat: |*items| {
        items.into_iter().map(|item| item.as_str().unwrap_or_default()).collect::<String>()
    });
    handlebars_helper!(code_of: |text: str| code(text));
    handlebars_helper!(pascal_case: |text: str| pascal(&joined(&[text])));
    handlebars_helper!(snake_case: |text: str| raw(&snake(&joined(&[text]))));
    handlebars_helper!(shouting_case: |text: str| shouting(&joined(&[text])));
    registry.register_helper("print", Box::new(print));
    registry.register_helper("doc", Box::new(doc));
    registry.register_helper("string", Box::new(string));
    registry.register_helper("attribute", Box::new(attribute));
    registry.register_helper("field", Box::new(field));
    registry.register_helper("variant", Box::new(variant));
    registry.register_helper("arm", Box::new(arm));
    registry.register_helper("crate_doc", Box::new(crate_doc));
    registry.register_helper("equation", Box::new(equation));
    registry.register_helper("call", Box::new(call));
    registry.register_helper("function", Box::new(function));
    registry.register_helper("list", Box::new(list));
    registry.register_helper("concat", Box::new(concat));
    registry.register_helper("code", Box::new(code_of));
    registry.register_helper("pascal", Box::new(pascal_case));
    registry.register_helper("snake", Box::new(snake_case));
    registry.register_helper("shouting", Box::new(shouting_case));
}

fn texts(arguments: &[Json]) -> Vec<&str> {
    arguments.iter().filter_map(Json::as_str).collect()
}

fn size(number: u64) -> usize {
    usize::try_from(number).unwrap_or(0)
}

//! `hookc render`

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use serde_json::Value as Json;

use super::End;
use super::names::{Found, find_named};
use super::output::{Output, reason};
use super::projects::{check, choose, load, unreadable, working_folder};
use crate::compile::Outcome;
use crate::definition::Definition;
use crate::diagnostic::{list_all, nearest};
use crate::disk::{self, Failure, quoted};
use crate::flow::Flow;
use crate::platforms::facts::{self, Kind};
use crate::render::{
    self, NameProblems, Values, can_be_rendered, json_of, name_problems, render, show,
};
use crate::source::{FileId, MAX_FILE_BYTES};
use crate::yaml;

/// Print the request that a platform would send, for given values.
///
/// NAME is the name of a webhook, or `platform/kind/name` where several have it. Secrets stay
/// `${secret.NAME}`. What the vendor does not document is said above the request.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  hookc render get_order --set order_number=A/1 --set erp_token=t0k3n
  hookc render PLATFORM/webhook/get_order --vars order.yaml --trace
  hookc render get_order --vars order.json --format curl
  hookc render describe --set 'images=[\"https://cdn.example/1.jpg\"]'

Exit codes: 0 printed; 1 the definition cannot be read; 2 a name, a value or an environment is \
missing.")]
pub(super) struct RenderArgs {
    /// The webhook.
    #[arg(value_name = "NAME")]
    name: String,
    /// Give a name a value. A list, an object, `true` or `false` is read as JSON, all else is text.
    #[arg(long, value_name = "NAME=VALUE")]
    set: Vec<String>,
    /// Read values from a file: a mapping, as YAML or JSON. `--set` goes before it.
    #[arg(long, value_name = "FILE")]
    vars: Option<PathBuf>,
    /// How to print.
    #[arg(long, value_name = "FORMAT", default_value = "http")]
    format: Format,
    /// Tell which bytes came from which variable, and how they are encoded.
    #[arg(long)]
    trace: bool,
    /// The environment; needed where the manifest declares several.
    #[arg(long, value_name = "NAME")]
    env: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// As `.http` files hold requests.
    Http,
    /// One object.
    Json,
    /// A command for a shell.
    Curl,
}

pub(super) fn run(args: &RenderArgs, output: &mut Output) -> Result<End, Failure> {
    let cwd = working_folder()?;
    let workspace = load(&[], &cwd, output)?;
    let chosen = choose(args.env.as_deref(), &workspace, "render NAME")?;
    let read_beside = |file: FileId, path: &str| disk::read_beside(&workspace, file, path);
    let outcomes: Vec<Outcome<'_>> = workspace
        .projects
        .iter()
        .zip(&chosen)
        .map(|(project, environment)| {
            check(&workspace, project, environment.clone(), true, &read_beside)
        })
        .collect();
    let found = match find_named(&args.name, &outcomes, &can_be_rendered, &workspace.sources) {
        Ok(found) => found,
        // It may stand in what could not be read.
        Err(failure) => match unreadable(&outcomes, &[], &workspace) {
            Some(report) => {
                output.print(&report);
                return Err(failure);
            }
            None => return Err(failure),
        },
    };
    let Found { project, id } = found;
    let definition = project.get(id);
    let Some(definition) = definition else {
        return Err(Failure::new("the definition is not there"));
    };
    if !can_be_rendered(definition) {
        return Err(not_rendered(&args.name, definition));
    }
    if let Some(report) = unreadable(&outcomes, &[definition.span], &workspace) {
        output.print(&report);
        return Ok(End::Found);
    }
    let flow = Flow::new(project);
    let values = values(args, definition)?;
    refuse(args, &name_problems(&flow, id, &values))?;
    let format = match args.format {
        Format::Http => render::Format::Http,
        Format::Json => render::Format::Json,
        Format::Curl => render::Format::Curl,
    };
    let rendered = render(definition, &values);
    output.print_exact(&rendered.map_or_else(String::new, |one| show(&one, format, args.trace)));
    Ok(End::Fine)
}

fn not_rendered(name: &str, definition: &Definition<'_>) -> Failure {
    let shown = quoted(Path::new(name));
    let title = definition.title_with_article();
    let failure = Failure::new(format!("{shown} is {title}; it has no request to render"));
    if definition.kind == Kind::Trigger && definition.platform.templates.is_some() {
        let calls = definition.trigger.webhooks.iter();
        let names = list_all(calls.map(crate::definition::Text::as_str));
        return failure.help(format!("render a webhook that it calls: {names}"));
    }
    let platforms = facts::ALL.iter().filter(|facts| facts.templates.is_some());
    let names = list_all(platforms.map(|facts| facts.id));
    failure.help(format!(
        "the platform makes up the body; `render` shows webhooks of {names}"
    ))
}

/// The values of `--vars` and `--set`.
fn values(args: &RenderArgs, definition: &Definition<'_>) -> Result<Values, Failure> {
    let mut values = match &args.vars {
        Some(file) => Values::of(read_vars(file)?, definition.platform.built_in),
        None => Values::default(),
    };
    for pair in &args.set {
        let Some((name, value)) = pair.split_once('=').filter(|(name, _)| !name.is_empty()) else {
            let shown = quoted(Path::new(pair));
            return Err(Failure::new(format!("`--set {shown}` has no value"))
                .help("write `--set name=value`"));
        };
        let json = serde_json::from_str(value).ok();
        let json =
            json.filter(|json: &Json| json.is_array() || json.is_object() || json.is_boolean());
        values.set(name, json.unwrap_or_else(|| Json::from(value)));
    }
    Ok(values)
}

fn read_vars(file: &Path) -> Result<serde_json::Map<String, Json>, Failure> {
    let shown = quoted(file);
    let cannot = |reason: &str| Failure::new(format!("cannot read {shown}: {reason}"));
    let mut text = String::new();
    // It may be a pipe, `<(…)`, or a device without end.
    File::open(file)
        .and_then(|open| open.take(MAX_FILE_BYTES + 1).read_to_string(&mut text))
        .map_err(|error| cannot(&reason(&error)))?;
    if text.len() as u64 > MAX_FILE_BYTES {
        let limit = MAX_FILE_BYTES / (1024 * 1024);
        return Err(cannot(&format!("it is larger than {limit} MiB")));
    }
    let stream = yaml::parse(FileId::default(), &text);
    let document = stream.documents.first();
    let root = document
        .filter(|document| !document.broken && document.diagnostics.is_empty())
        .and_then(yaml::Document::root);
    match root.map(json_of) {
        Some(Json::Object(values)) if stream.documents.len() == 1 => Ok(values),
        _ => Err(
            Failure::new(format!("{shown} is no mapping of names to values"))
                .help("write YAML or JSON: `order_number: A/1`"),
        ),
    }
}

/// Refuses what lacks values, and values that nothing uses; files of values may serve several
/// webhooks.
fn refuse(args: &RenderArgs, problems: &NameProblems) -> Result<(), Failure> {
    let mut failures = Vec::new();
    if !problems.missing.is_empty() {
        let missing = problems.missing.iter().map(String::as_str);
        let options: Vec<String> = problems
            .missing
            .iter()
            .map(|name| format!("--set {name}=…"))
            .collect();
        let message = format!("there is no value for {}", list_all(missing));
        failures.push(Failure::new(message).help(format!("add {}", options.join(" "))));
    }
    let is_set = |name: &&String| {
        let names = args.set.iter().filter_map(|pair| pair.split_once('='));
        let mut names = names.map(|(set, _)| set.strip_prefix('$').unwrap_or(set));
        names.any(|set| set == *name)
    };
    for name in problems.unused.iter().filter(is_set) {
        let shown = quoted(Path::new(name));
        let used = || problems.used.iter().map(String::as_str);
        let help = match nearest(name, used()) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None if problems.used.is_empty() => "it needs no values".to_owned(),
            None => format!("it uses {}", list_all(used())),
        };
        failures.push(Failure::new(format!("the request does not use {shown}")).help(help));
    }
    Failure::unless_empty(failures)
}

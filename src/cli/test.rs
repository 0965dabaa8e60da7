//! `hookc test`

use std::path::PathBuf;
use std::str::FromStr;

use clap::Args;

use super::End;
use super::names::{find_named, full_name};
use super::output::Output;
use super::projects::{
    all_environments, check, checking, credentials_at_keys, find_each, findings, load,
    nothing_found, unreadable, working_folder,
};
use super::test_report::{self, Ran};
use crate::compile::Outcome;
use crate::definition::Definition;
use crate::disk::{self, Failure, write_named};
use crate::flow::Flow;
use crate::render::{can_be_rendered, run_tests};
use crate::report::Secrets;
use crate::source::{FileId, Span};

/// Run the `tests:` of webhooks: the rendered request is compared with what is expected.
///
/// Without NAME, all of them, in every environment.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  hookc test
  hookc test get_order create_ticket
  hookc test --env production
  hookc test --format full --format junit=tests.xml

Exit codes: 0 all pass; 1 a test fails, or a definition cannot be read; 2 a name or an environment is \
missing, or there is no definition.")]
pub(super) struct TestArgs {
    /// Webhooks, by name or as `platform/kind/name`.
    #[arg(value_name = "NAME")]
    names: Vec<String>,
    /// How to print: `full`, `json` or `junit`; `junit=FILE` writes to a file. May be repeated.
    #[arg(long, value_name = "FORMAT[=FILE]", default_value = "full")]
    format: Vec<Report>,
    /// Test in this environment only, instead of every one.
    #[arg(long, value_name = "NAME")]
    env: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Full,
    Json,
    Junit,
}

/// A format and where it goes.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Report {
    format: Format,
    file: Option<PathBuf>,
}

impl FromStr for Report {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (name, file) = match text.split_once('=') {
            Some((_, "")) => return Err("no file is named after `=`".to_owned()),
            Some((name, file)) => (name, Some(PathBuf::from(file))),
            None => (text, None),
        };
        let format = match name {
            "full" => Format::Full,
            "json" => Format::Json,
            "junit" => Format::Junit,
            _ => return Err("formats are full, json, junit".to_owned()),
        };
        Ok(Self { format, file })
    }
}

pub(super) fn run(args: &TestArgs, output: &mut Output) -> Result<End, Failure> {
    let is_printed = |report: &&Report| report.file.is_none();
    if args.format.iter().filter(is_printed).count() > 1 {
        return Err(Failure::new("two formats go to one place")
            .help("write one of them to a file: `--format full --format junit=tests.xml`"));
    }
    let cwd = working_folder()?;
    let workspace = load(&[], &cwd, output)?;
    let chosen = match &args.env {
        Some(wanted) => find_each(wanted, &all_environments(&workspace))?,
        None => vec![None; workspace.projects.len()],
    };
    let read_beside = |file: FileId, path: &str| disk::read_beside(&workspace, file, path);
    let working = output.working(|| checking(&workspace));
    let outcomes: Vec<Outcome<'_>> = workspace
        .projects
        .iter()
        .zip(chosen)
        .map(|(project, environment)| check(&workspace, project, environment, true, &read_beside))
        .collect();
    drop(working);
    if outcomes.iter().all(|outcome| outcome.definitions == 0) {
        return Err(nothing_found(&workspace, &cwd));
    }
    let mut wanted = Vec::new();
    for name in &args.names {
        let found = find_named(name, &outcomes, &has_tests, &workspace.sources)?;
        let definition = found.project.get(found.id);
        wanted.extend(definition.map(Definition::name_span));
    }
    let is_wanted =
        |definition: &Definition<'_>| wanted.is_empty() || wanted.contains(&definition.name_span());
    // What cannot be read has no tests, which must not look like success.
    let unread = unreadable(&outcomes, &[], &workspace);
    let mut ran = run_all(&outcomes, &is_wanted);
    let found = findings(&outcomes, &workspace);
    let hidden: Vec<Span> = found.iter().flat_map(|one| one.redact.clone()).collect();
    let secrets = Secrets::of(&found, &workspace.sources).and(&credentials_at_keys(&outcomes));
    hide_credentials(&mut ran, &secrets);
    for report in &args.format {
        let text = match report.format {
            Format::Full => {
                let options = output.options(true);
                test_report::full(&ran, &workspace.sources, &hidden, &options)
            }
            Format::Json => test_report::json(&ran, &workspace.sources),
            Format::Junit => test_report::junit(&ran, &workspace.sources),
        };
        match &report.file {
            None if report.format == Format::Full => {
                output.print(unread.as_deref().unwrap_or_default());
                output.print(&text);
            }
            None => output.print_exact(&text),
            Some(file) => write_named(file, &text)?,
        }
    }
    if ran.is_empty() {
        output.note("there are no tests; a webhook has them under `tests:`");
    }
    if unread.is_some() {
        output.note("not everything could be read: `hookc check` says why");
    }
    let has_failed = ran.iter().any(|one| !one.result.mismatches.is_empty());
    Ok(if has_failed || unread.is_some() {
        End::Found
    } else {
        End::Fine
    })
}

/// What is sent holds what the definitions do; the report of a test ends up in logs.
fn hide_credentials(ran: &mut [Ran], secrets: &Secrets<'_>) {
    let mismatches = ran.iter_mut().flat_map(|one| &mut one.result.mismatches);
    for mismatch in mismatches {
        mismatch.message = secrets.hide_all(&mismatch.message);
        if let Some((expected, actual)) = &mut mismatch.difference {
            *expected = secrets.hide_all(expected);
            *actual = secrets.hide_all(actual);
        }
    }
}

fn has_tests(definition: &Definition<'_>) -> bool {
    can_be_rendered(definition) && !definition.request.tests.is_empty()
}

/// The tests of all projects in all environments that were checked, in the order of the sources.
fn run_all(outcomes: &[Outcome<'_>], is_wanted: &dyn Fn(&Definition<'_>) -> bool) -> Vec<Ran> {
    let mut all = Vec::new();
    for project in outcomes.iter().flat_map(|outcome| &outcome.projects) {
        let environment = project.environment();
        let environment = environment.map(|one| one.name.as_str().to_owned());
        let flow = Flow::new(project);
        for (id, definition) in project.definitions.iter().enumerate() {
            if !has_tests(definition) || !is_wanted(definition) {
                continue;
            }
            let results = run_tests(&flow, id);
            all.extend(results.into_iter().map(|result| Ran {
                webhook: full_name(definition),
                environment: environment.clone(),
                result,
            }));
        }
    }
    all
}

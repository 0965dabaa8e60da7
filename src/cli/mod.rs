//! The command line: one file a command.
//!
//! Reports go to the standard output, errors of the program to the standard error. Exit codes are
//! the same for every command: 0, nothing at or above the threshold; 1, findings, or a `--check`
//! that differs; 2, the program could not do its work.
#![expect(
    clippy::disallowed_methods,
    reason = "the command line knows the environment and the working folder"
)]

mod args;
mod baseline;
mod beside;
mod build;
mod bundle_state;
mod check;
mod codegen;
mod completions;
mod concerned;
mod diff;
mod events;
mod explain;
mod fix;
mod fmt;
mod graph;
mod import;
mod init;
mod man;
mod names;
mod output;
mod progress;
mod projects;
mod render;
mod reports;
mod rules;
mod schema;
mod states;
mod stdin;
mod test;
mod test_report;
mod validate;
mod watch;

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use clap::{ColorChoice, CommandFactory, FromArgMatches};

use crate::disk::{Failure, quoted};
use crate::report::without_commands;
use crate::threads;
use args::{Cli, Color, Command};
use output::Output;

/// What a command came to, unless it failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    /// Nothing at or above the threshold.
    Fine,
    /// Findings, or a difference.
    Found,
}

/// Runs the program with the arguments of this process; returns its exit code.
#[must_use]
pub fn main() -> ExitCode {
    threads::lend_this();
    let arguments: Vec<_> = std::env::args_os().collect();
    let parsed = Cli::of_check(&arguments).map_or_else(|| parse(&arguments), Ok);
    let cli = match parsed {
        Ok(cli) => cli,
        Err(error) => return refuse(error, &arguments),
    };
    let mut output = Output::new(cli.common.color, cli.common.quiet);
    let end = run(&cli, &mut output).and_then(|end| output.finish().map(|()| end));
    match end {
        Ok(End::Fine) => ExitCode::SUCCESS,
        Ok(End::Found) => ExitCode::from(1),
        Err(failure) => {
            output.fail(&failure);
            ExitCode::from(2)
        }
    }
}

fn parse(arguments: &[OsString]) -> Result<Cli, clap::Error> {
    let matches = every_command(arguments).try_get_matches_from(arguments)?;
    Cli::from_arg_matches(&matches)
}

fn every_command(arguments: &[OsString]) -> clap::Command {
    Cli::command().color(match args::color_in(arguments) {
        Color::Auto => ColorChoice::Auto,
        Color::Always => ColorChoice::Always,
        Color::Never => ColorChoice::Never,
    })
}

/// Says what is wrong with arguments. They are quoted as they are, so they are read once more as they
/// may be shown.
fn refuse(error: clap::Error, arguments: &[OsString]) -> ExitCode {
    let shown = arguments.iter().map(|argument| {
        let quoted = quoted(Path::new(argument));
        let inner = quoted.strip_prefix('`').and_then(|it| it.strip_suffix('`'));
        without_commands(inner.unwrap_or_default()).into_owned()
    });
    let again = every_command(arguments)
        .try_get_matches_from(shown)
        .and_then(|matches| Cli::from_arg_matches(&matches));
    let error = again.err().unwrap_or(error);
    ExitCode::from(printed(&error))
}

/// Prints a help text, or what is wrong with the arguments; returns the exit code.
fn printed(error: &clap::Error) -> u8 {
    let code = u8::try_from(error.exit_code()).unwrap_or(2);
    match error.print().and_then(|()| io::stdout().flush()) {
        // A reader that is gone had enough; where errors cannot be printed, the exit code has to do.
        Err(failed) if failed.kind() != io::ErrorKind::BrokenPipe && !error.use_stderr() => {
            Output::new(Color::Auto, false).fail(&output::unprintable(&failed));
            2
        }
        _ => code,
    }
}

fn run(cli: &Cli, output: &mut Output) -> Result<End, Failure> {
    if let Some(folder) = &cli.common.project {
        std::env::set_current_dir(folder).map_err(|error| {
            let folder = quoted(folder);
            Failure::new(format!("cannot go to {folder}: {}", output::reason(&error)))
                .help("`--project` names an existing folder")
        })?;
    }
    match &cli.command {
        Command::Check(args) => check::run(args, output),
        Command::Build(args) => build::run(args, output),
        Command::Fmt(args) => fmt::run(args, output),
        Command::Codegen(args) => codegen::run(args, output),
        Command::Render(args) => render::run(args, output),
        Command::Test(args) => test::run(args, output),
        Command::Validate(args) => validate::run(args, output),
        Command::Diff(args) => diff::run(args, output),
        Command::Graph(args) => graph::run(args, output),
        Command::Schema(args) => schema::run(args, output),
        Command::Import(args) => import::run(args, output),
        Command::Init(args) => init::run(args, output),
        Command::Explain(args) => explain::run(args, output),
        Command::Rules => Ok(rules::run(output)),
        Command::Completions(args) => Ok(completions::run(args, Cli::command(), output)),
        Command::Man(args) => man::run(args, Cli::command(), output),
    }
}

//! The arguments.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use super::build::BuildArgs;
use super::check::CheckArgs;
use super::codegen::CodegenArgs;
use super::completions::CompletionsArgs;
use super::diff::DiffArgs;
use super::explain::ExplainArgs;
use super::fmt::FmtArgs;
use super::graph::GraphArgs;
use super::import::ImportArgs;
use super::init::InitArgs;
use super::man::ManArgs;
use super::render::RenderArgs;
use super::schema::SchemaArgs;
use super::test::TestArgs;
use super::validate::ValidateArgs;

/// Checks and compiles declarative webhook, trigger and escalation definitions of conversational
/// platforms.
#[derive(Debug, Parser)]
#[command(
    name = "hookc",
    version,
    propagate_version = true,
    arg_required_else_help = true,
    max_term_width = 80,
    after_help = "\
Examples:
  hookc init                    start a project in this folder
  hookc check                   check the project that this folder is in
  hookc build --env staging     check, then write the bundles of one environment
  hookc explain unknown-field   what a rule catches, why, and how to mend it

Exit codes: 0 nothing found; 1 findings, or a `--check` that differs; 2 the program could not do \
its work."
)]
pub(super) struct Cli {
    #[command(flatten)]
    pub common: Common,
    #[command(subcommand)]
    pub command: Command,
}

/// What every command takes.
#[derive(Debug, Args)]
#[command(next_help_heading = "Everywhere")]
pub(super) struct Common {
    /// Whether to colour; `auto` colours on a terminal unless `NO_COLOR` is set.
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: Color,
    /// Print findings and errors only, no summary and no notes.
    #[arg(long, short, global = true)]
    pub quiet: bool,
    /// Run as if started in DIR.
    #[arg(long, global = true, value_name = "DIR")]
    pub project: Option<PathBuf>,
}

/// When to colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// On a terminal, unless `NO_COLOR` is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Check(CheckArgs),
    Build(BuildArgs),
    Fmt(FmtArgs),
    Codegen(CodegenArgs),
    Render(RenderArgs),
    Test(TestArgs),
    Schema(SchemaArgs),
    Validate(ValidateArgs),
    Diff(DiffArgs),
    Graph(GraphArgs),
    Import(ImportArgs),
    Init(InitArgs),
    Explain(ExplainArgs),
    /// List all rules.
    #[command(after_help = "Examples:\n  hookc rules\n  hookc rules | grep secret")]
    Rules,
    Completions(CompletionsArgs),
    Man(ManArgs),
}

/// `check` by itself: to make the arguments of all commands takes longer than to check a file.
#[derive(Debug, Parser)]
#[command(name = "hookc")]
struct Quick {
    #[command(flatten)]
    common: Common,
    #[command(subcommand)]
    command: QuickCommand,
}

#[derive(Debug, Subcommand)]
enum QuickCommand {
    Check(CheckArgs),
}

impl Cli {
    /// The arguments, where they are those of `check` and right. What is wrong with others, and help,
    /// needs all commands.
    pub fn of_check(arguments: &[OsString]) -> Option<Self> {
        arguments.iter().find(|argument| *argument == "check")?;
        let Quick { common, command } = Quick::try_parse_from(arguments).ok()?;
        let QuickCommand::Check(args) = command;
        Some(Self {
            common,
            command: Command::Check(args),
        })
    }
}

/// What `--color` says, read before the arguments are, since their errors are coloured as well.
pub(super) fn color_in(arguments: &[OsString]) -> Color {
    let mut color = Color::Auto;
    let mut arguments = arguments
        .iter()
        .map(|argument| argument.to_str().unwrap_or(""));
    while let Some(argument) = arguments.next() {
        let value = match argument.strip_prefix("--color") {
            Some("") => arguments.next(),
            Some(rest) => rest.strip_prefix('='),
            None if argument == "--" => break,
            None => None,
        };
        if let Some(Ok(value)) = value.map(|value| Color::from_str(value, false)) {
            color = value;
        }
    }
    color
}

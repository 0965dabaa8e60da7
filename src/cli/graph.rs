//! `hookc graph`

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::End;
use super::output::Output;
use super::projects::{check, choose, findings, load, nothing_found, working_folder};
use crate::compile::Outcome;
use crate::disk::{self, Failure, write_named};
use crate::graph::{self, graph};
use crate::project::Project;
use crate::source::FileId;

/// Draw what calls what, and which values flow where.
///
/// Topics, triggers, webhooks, the servers that they call, and the values on the way between them;
/// findings are drawn on what they are about. An SVG and a page stand alone: they need no network.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  hookc graph                                Mermaid, for a Markdown page
  hookc graph --format html --out graph.html --env production
  hookc graph --format dot | dot -Tpdf > graph.pdf

Exit codes: 0 drawn, whatever was found; 2 an environment is missing, there is no definition, or \
something cannot be read or written.")]
pub(super) struct GraphArgs {
    /// How to draw.
    #[arg(long, value_name = "FORMAT", default_value = "mermaid")]
    format: Format,
    /// Write to a file instead of the standard output.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// The environment; needed where the manifest declares several.
    #[arg(long, value_name = "NAME")]
    env: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A flowchart for Markdown pages.
    Mermaid,
    /// For Graphviz.
    Dot,
    /// A picture.
    Svg,
    /// A page with the picture and the findings.
    Html,
}

/// `maxEdges` of Mermaid's configuration, which a diagram cannot raise itself:
/// <https://mermaid.js.org/config/schema-docs/config.html>
const MERMAID_EDGES: usize = 500;
/// Its `maxTextSize`.
const MERMAID_CHARACTERS: usize = 50_000;

pub(super) fn run(args: &GraphArgs, output: &mut Output) -> Result<End, Failure> {
    let cwd = working_folder()?;
    let workspace = load(&[], &cwd, output)?;
    let chosen = choose(args.env.as_deref(), &workspace, "graph")?;
    let read_beside = |file: FileId, path: &str| disk::read_beside(&workspace, file, path);
    let outcomes: Vec<Outcome<'_>> = workspace
        .projects
        .iter()
        .zip(&chosen)
        .map(|(project, environment)| {
            check(&workspace, project, environment.clone(), true, &read_beside)
        })
        .collect();
    let found = findings(&outcomes, &workspace);
    let has_definitions = outcomes.iter().any(|outcome| outcome.definitions > 0);
    if !has_definitions && found.is_empty() {
        return Err(nothing_found(&workspace, &cwd));
    }
    // An environment was chosen for each project, so each is there once.
    let projects = outcomes
        .iter()
        .filter_map(|outcome| outcome.projects.first());
    let projects: Vec<&Project<'_>> = projects.collect();
    let picture = graph(&projects, &found, &workspace.sources);
    let text = picture.render(match args.format {
        Format::Mermaid => graph::Format::Mermaid,
        Format::Dot => graph::Format::Dot,
        Format::Svg => graph::Format::Svg,
        Format::Html => graph::Format::Html,
    });
    let is_too_much = picture.edges.len() > MERMAID_EDGES || text.len() > MERMAID_CHARACTERS;
    if args.format == Format::Mermaid && is_too_much {
        output.note(
            "this is more than Mermaid draws where nobody has raised its limits; \
             `--format svg` draws all of it",
        );
    }
    match &args.out {
        Some(file) => write_named(&cwd.join(file), &text)?,
        None => output.print_exact(&text),
    }
    Ok(End::Fine)
}

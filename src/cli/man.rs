//! `hookc man`

use std::fmt::Write as _;
use std::io;
use std::path::PathBuf;

use clap::{Args, Command};
use clap_mangen::Man;
use clap_mangen::roff::{Inline, Roff, bold, roman};

use super::End;
use super::output::Output;
use crate::diagnostic::nearest;
use crate::disk::{Failure, quoted, write_below};

/// Print a manual page, or write those of all commands.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  hookc man | man -l -                        the page of hookc itself
  hookc man check | man -l -                  the page of a command
  hookc man --out ~/.local/share/man/man1     then `man hookc-check`")]
pub(super) struct ManArgs {
    /// The command whose page is printed.
    #[arg(value_name = "COMMAND", conflicts_with = "out")]
    command: Option<String>,
    /// Write the pages of all commands to this folder.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

/// One manual page.
struct Page {
    /// The command, without `hookc`; empty for that of hookc itself.
    command: String,
    /// What the file of the page is called.
    file: String,
    text: String,
}

pub(super) fn run(args: &ManArgs, command: Command, output: &mut Output) -> Result<End, Failure> {
    let pages = pages(command)
        .map_err(|error| Failure::new(format!("the pages cannot be made: {error}")))?;
    let Some(folder) = &args.out else {
        output.print_exact(&find(&pages, args.command.as_deref().unwrap_or(""))?.text);
        return Ok(End::Fine);
    };
    let files: Vec<(&str, &str)> = pages
        .iter()
        .map(|page| (&*page.file, &*page.text))
        .collect();
    write_below(folder, &files)?;
    if !output.is_quiet() {
        let folder = quoted(folder);
        let folder = folder.trim_matches('`');
        output.print(&format!("wrote {} pages to {folder}\n", pages.len()));
    }
    Ok(End::Fine)
}

fn find<'p>(pages: &'p [Page], command: &str) -> Result<&'p Page, Failure> {
    let found = pages.iter().find(|page| page.command == command);
    found.ok_or_else(|| {
        let shown = quoted(command.as_ref());
        let near = nearest(command, pages.iter().map(|page| &*page.command));
        Failure::new(format!("there is no command {shown}")).help(match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`hookc --help` lists all of them".to_owned(),
        })
    })
}

/// The pages of hookc and of its commands, in the order of the help.
fn pages(command: Command) -> io::Result<Vec<Page>> {
    let mut hookc = command
        .disable_help_subcommand(true)
        .subcommand_help_heading("COMMANDS")
        .subcommand_value_name("COMMAND");
    hookc.build();
    let commands: Vec<&Command> = hookc
        .get_subcommands()
        .filter(|command| !command.is_hide_set())
        .collect();
    let names: Vec<String> = commands.iter().map(|command| page_name(command)).collect();
    let mut pages = vec![page(&hookc, "", &names)?];
    for command in commands {
        pages.push(page(command, command.get_name(), &[page_name(&hookc)])?);
    }
    Ok(pages)
}

fn page_name(command: &Command) -> String {
    let name = command.get_display_name();
    name.unwrap_or_else(|| command.get_name()).to_owned()
}

/// How every text of `roff` begins: which character an apostrophe is.
const PREAMBLE: &str = ".ie \\n(.g .ds Aq \\(aq\n.el .ds Aq '\n";

/// A page with the sections that readers of manuals know; `see` are the pages to read next.
fn page(command: &Command, name: &str, see: &[String]) -> io::Result<Page> {
    let man = Man::new(command.clone());
    let mut text = Vec::new();
    man.render_name_section(&mut text)?;
    man.render_synopsis_section(&mut text)?;
    man.render_description_section(&mut text)?;
    man.render_options_section(&mut text)?;
    if command.has_subcommands() {
        man.render_subcommands_section(&mut text)?;
    }
    let mut roff = Roff::new();
    let after = command.get_after_help().map(ToString::to_string);
    after_help(&mut roff, after.as_deref().unwrap_or_default());
    roff.control("SH", ["SEE ALSO"]);
    let commas = see.iter().enumerate().flat_map(|(index, name)| {
        let comma = if index == 0 { "" } else { ", " };
        [roman(comma), bold(name), roman("(1)")]
    });
    roff.text(commas.collect::<Vec<Inline>>());
    roff.to_writer(&mut text)?;
    // Each section begins with what a page needs once, and no date is left where it belongs.
    let text = String::from_utf8_lossy(&text).replace(PREAMBLE, "");
    let (page, version) = (page_name(command), env!("CARGO_PKG_VERSION"));
    let title = format!(".TH {page} 1 \"\" \"hookc {version}\" \"hookc manual\"\n");
    Ok(Page {
        command: name.to_owned(),
        file: man.get_filename(),
        text: ascii(&format!("{PREAMBLE}{title}{text}")),
    })
}

/// Not every reader of pages takes UTF-8.
fn ascii(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if c.is_ascii() {
            out.push(c);
        } else {
            let _ = write!(out, "\\[u{:04X}]", u32::from(c));
        }
    }
    out
}

/// What the help ends with: examples, which keep their lines, and exit codes.
fn after_help(roff: &mut Roff, text: &str) {
    for part in text.split("\n\n") {
        if let Some(examples) = part.strip_prefix("Examples:\n") {
            roff.control("SH", ["EXAMPLES"]);
            roff.control("nf", []);
            for line in examples.lines() {
                roff.text([roman(line.strip_prefix("  ").unwrap_or(line))]);
            }
            roff.control("fi", []);
        } else if let Some(codes) = part.strip_prefix("Exit codes: ") {
            roff.control("SH", ["EXIT STATUS"]);
            roff.text([roman(codes.replace('\n', " "))]);
        } else {
            roff.control("PP", []);
            roff.text([roman(part.replace('\n', " "))]);
        }
    }
}

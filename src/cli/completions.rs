//! `hookc completions`

use std::fmt::Write as _;

use clap::builder::PossibleValuesParser;
use clap::{Arg, Args, Command};
use clap_complete::Shell;

use super::End;
use super::output::Output;
use crate::report::Format;
use crate::rules::TABLE;

/// Print what a shell needs to complete commands, options and names of rules.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  eval \"$(hookc completions bash)\"                   this shell only
  hookc completions bash > ~/.local/share/bash-completion/completions/hookc
  hookc completions zsh > \"${fpath[1]}/_hookc\"
  hookc completions fish > ~/.config/fish/completions/hookc.fish
  hookc completions powershell | Out-String | Invoke-Expression
  hookc completions elvish > ~/.config/elvish/lib/hookc.elv   then `use hookc`")]
pub(super) struct CompletionsArgs {
    /// The shell.
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

pub(super) fn run(args: &CompletionsArgs, command: Command, output: &mut Output) -> End {
    output.print_exact(&script(args.shell, command));
    End::Fine
}

fn script(shell: Shell, command: Command) -> String {
    // Unknown rules and formats have errors of their own, so only shells are told the names.
    let rules = PossibleValuesParser::new(TABLE.iter().map(|entry| entry.rule.name));
    let formats = PossibleValuesParser::new(Format::ALL.iter().map(|(name, _)| *name));
    let mut command = command
        .mut_subcommand("explain", |explain| {
            explain.mut_arg("rule", |rule| rule.value_parser(rules))
        })
        .mut_subcommand("check", |check| {
            check.mut_arg("format", |format| format.value_parser(formats))
        });
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut command, "hookc", &mut text);
    let mut text = String::from_utf8_lossy(&text).into_owned();
    if shell == Shell::Fish {
        text.push_str(&fish_values(&command));
    }
    text
}

/// The values of arguments without a name, which `clap_complete` leaves out for fish.
fn fish_values(command: &Command) -> String {
    let mut lines = String::new();
    for command in command.get_subcommands() {
        let name = command.get_name();
        let arguments = command.get_positionals();
        let values = arguments.flat_map(Arg::get_possible_values);
        let values: Vec<String> = values.map(|value| value.get_name().to_owned()).collect();
        if !values.is_empty() {
            let values = values.join(" ");
            let _ = writeln!(
                lines,
                "complete -c hookc -n \"__fish_hookc_using_subcommand {name}\" -f -a \"{values}\""
            );
        }
    }
    lines
}

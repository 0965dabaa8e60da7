//! `hookc explain`

use clap::Args;

use super::End;
use super::output::Output;
use crate::compile::rule_page;
use crate::diagnostic::nearest;
use crate::disk::{Failure, quoted};
use crate::rules::{self, TABLE};
use crate::validate::RULES;

/// Explain a rule: what it catches, why that matters, with examples.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  hookc explain unknown-field
  hookc rules                   lists all of them")]
pub(super) struct ExplainArgs {
    /// The name of the rule, as findings print it.
    #[arg(value_name = "RULE")]
    rule: String,
}

pub(super) fn run(args: &ExplainArgs, output: &mut Output) -> Result<End, Failure> {
    let of_payloads = || RULES.iter().copied().find(|rule| rule.name == args.rule);
    let rule = rules::find(&args.rule)
        .or_else(of_payloads)
        .ok_or_else(|| unknown(&args.rule))?;
    output.print(&rule_page(rule));
    Ok(End::Fine)
}

fn unknown(name: &str) -> Failure {
    let names = TABLE.iter().map(|entry| entry.rule.name);
    let names = names.chain(RULES.iter().map(|rule| rule.name));
    let help = match nearest(name, names) {
        Some(near) => format!("did you mean `{near}`? `hookc rules` lists all of them"),
        None => "`hookc rules` lists all of them".to_owned(),
    };
    let name = quoted(std::path::Path::new(name));
    Failure::new(format!("there is no rule {name}")).help(help)
}

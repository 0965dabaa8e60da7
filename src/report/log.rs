//! What is printed, as a terminal and the log of a runner get it.
//!
//! Names and messages are made safe where they are printed; this is the net below, and the only place
//! that sees whole lines.

use std::borrow::Cow;

use super::text::{escape, is_hidden};

/// What the runners of GitHub, Azure and `TeamCity` take for a command wherever it stands in a line.
const ANYWHERE: &[(&str, &str)] = &[
    ("##[", "## ["),
    ("##vso[", "## vso["),
    ("##teamcity[", "## teamcity["),
];

/// A text in which nothing makes a terminal do more than print and colour. `colors` says whether the
/// text may hold colours, which are kept.
#[must_use]
pub fn without_controls(text: &str, colors: bool) -> Cow<'_, str> {
    let is_plain = |b: u8| matches!(b, b'\n' | b'\t' | b' '..=b'~');
    if text.bytes().all(is_plain) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    loop {
        let plain = rest.bytes().position(|b| !is_plain(b));
        let plain = plain.unwrap_or(rest.len());
        let (plain, behind) = rest.split_at_checked(plain).unwrap_or((rest, ""));
        out.push_str(plain);
        rest = behind;
        let Some(c) = rest.chars().next() else { break };
        let color = if colors && c == '\u{1b}' {
            color_at(rest)
        } else {
            ""
        };
        let behind = rest.strip_prefix(color).filter(|_| !color.is_empty());
        if let Some(behind) = behind {
            out.push_str(color);
            rest = behind;
            continue;
        }
        if is_hidden(c) {
            out.extend(escape(c));
        } else {
            out.push(c);
        }
        rest = rest.strip_prefix(c).unwrap_or_default();
    }
    Cow::Owned(out)
}

/// The sequence at the beginning of a text that sets a colour or a weight; empty where it is another.
fn color_at(text: &str) -> &str {
    let Some(parameters) = text.strip_prefix("\u{1b}[") else {
        return "";
    };
    let rest = parameters.trim_start_matches(|c: char| c.is_ascii_digit() || c == ';');
    rest.strip_prefix('m')
        .and_then(|behind| text.strip_suffix(behind))
        .unwrap_or("")
}

/// A text in which the runner of a CI finds no command, of those that stand at the beginning of a
/// line (`::error::`) and of those that stand anywhere (`##[error]`).
#[must_use]
pub fn without_commands(text: &str) -> Cow<'_, str> {
    let begins = |line: &str| line.trim_start().starts_with("::");
    if !text.contains("##") && !text.lines().any(begins) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        if begins(line) {
            out.push_str(&line.replacen("::", "\\u{3a}:", 1));
        } else {
            out.push_str(line);
        }
    }
    for (command, broken) in ANYWHERE {
        out = out.replace(command, broken);
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::{without_commands, without_controls};

    #[test]
    fn only_colours_reach_a_terminal() {
        let text = "\u{1b}[1;31mred\u{1b}[0m \u{1b}[2J\u{1b}]8;;x\u{7} \u{9b}m \u{202e}é\t\r\n";
        assert_eq!(
            without_controls(text, true),
            "\u{1b}[1;31mred\u{1b}[0m \\u{1b}[2J\\u{1b}]8;;x\\u{7} \\u{9b}m \\u{202e}é\t\\u{d}\n"
        );
        assert!(!without_controls(text, false).contains('\u{1b}'));
        assert_eq!(without_controls("plain\n", false), "plain\n");
    }

    #[test]
    fn no_runner_finds_a_command() {
        assert_eq!(
            without_commands("a\n  ::set-output name=a::b\n##[error]x ##vso[a]"),
            "a\n  \\u{3a}:set-output name=a::b\n## [error]x ## vso[a]"
        );
        assert_eq!(without_commands("a::b\n# c"), "a::b\n# c");
    }
}

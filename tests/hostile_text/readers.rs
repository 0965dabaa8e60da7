//! Readers of what hookc prints, by the specifications of those that read it.

use pulldown_cmark::{Event, Options, Parser};

/// What is wrong with a text that goes to a terminal or into a report: the first character that is
/// not to be seen. With colours, the sequences that set them are allowed.
pub fn hidden(text: &str, colors: bool) -> Option<String> {
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if colors && let Some(behind) = rest.strip_prefix("\u{1b}[") {
            let behind = behind.trim_start_matches(|c: char| c.is_ascii_digit() || c == ';');
            if let Some(behind) = behind.strip_prefix('m') {
                rest = behind;
                continue;
            }
        }
        let is_bidi = matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        let is_blank = matches!(
            c,
            '\u{200b}' | '\u{feff}' | '\u{ad}' | '\u{2028}' | '\u{2029}'
        );
        if (c.is_control() && c != '\n') || is_bidi || is_blank {
            return Some(rest.chars().take(40).collect());
        }
        rest = rest.strip_prefix(c).unwrap();
    }
    None
}

/// The line in which a runner would find a command: `::name::` at the beginning of a line (GitHub's
/// `ActionCommand.TryParseV2`), `##[name]` (`TryParse`), `##vso[` and `##teamcity[` anywhere.
pub fn command(text: &str) -> Option<&str> {
    text.split(['\n', '\r']).find(|line| {
        let begins = line.trim_start().starts_with("::");
        begins
            || ["##[", "##vso[", "##teamcity["]
                .iter()
                .any(|it| line.contains(it))
    })
}

/// The tags and links of a page in Markdown, as GitHub reads it.
pub fn active_markdown(page: &str) -> Vec<String> {
    let mut found = Vec::new();
    for event in Parser::new_ext(page, Options::all()) {
        match event {
            Event::Html(html) | Event::InlineHtml(html) => found.push(html.trim().to_owned()),
            Event::Start(pulldown_cmark::Tag::Link { dest_url, .. }) => {
                found.push(dest_url.to_string());
            }
            Event::Start(pulldown_cmark::Tag::Image { dest_url, .. }) => {
                found.push(format!("!{dest_url}"));
            }
            _ => {}
        }
    }
    found
}

/// The statements of a graph in DOT, without what stands between quotes, by the lexical rules of
/// Graphviz: in a string, a backslash keeps a quote from ending it, and nothing else matters.
pub fn dot_outside_of_strings(dot: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    let mut before = ' ';
    for c in dot.chars() {
        match c {
            '"' if !inside => inside = true,
            '"' if before != '\\' => inside = false,
            _ if !inside => out.push(c),
            _ => {}
        }
        // `\\` is one character; what follows is not kept by it.
        before = if before == '\\' && c == '\\' { ' ' } else { c };
    }
    assert!(!inside, "a string does not end");
    out
}

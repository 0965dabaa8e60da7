//! Workflow commands by the rules of GitHub's runner, and the page of a step by a parser of Markdown.

use hookc::diagnostic::Diagnostic;
use hookc::report::{Format, Summary, step_summary};
use hookc::source::{SourceFile, Sources, Span};
use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::{HOSTILE, INFO, RULE, WARNING, hostile, report};

/// A workflow command: its name, its properties, its data.
type Command = (String, Vec<(String, String)>, String);

/// A command as GitHub's runner reads a line (`ActionCommand.TryParseV2`). Nothing for other lines.
fn command(line: &str) -> Option<Command> {
    let unescape = |text: &str, property: bool| {
        let text = text.replace("%0D", "\r").replace("%0A", "\n");
        let text = if property {
            text.replace("%3A", ":").replace("%2C", ",")
        } else {
            text
        };
        text.replace("%25", "%")
    };
    let rest = line.trim_start().strip_prefix("::")?;
    let (head, data) = rest.split_once("::")?;
    let (name, properties) = head.split_once(' ').unwrap_or((head, ""));
    let properties = properties.split(',').filter_map(|one| one.split_once('='));
    let properties = properties.map(|(key, value)| (key.to_owned(), unescape(value, true)));
    Some((name.to_owned(), properties.collect(), unescape(data, false)))
}

#[test]
fn github_reads_one_command_per_finding() {
    let (found, sources) = hostile();
    for chunk in found.chunks(10) {
        let out = report(Format::Github, chunk, &sources);
        let lines: Vec<&str> = out.lines().collect();
        assert_eq!(lines.len(), chunk.len(), "{out}");
        for (line, found) in lines.into_iter().zip(chunk) {
            let (name, properties, data) = command(line).unwrap();
            assert_eq!(name, "error");
            let keys: Vec<&str> = properties.iter().map(|(key, _)| &**key).collect();
            let path = sources[found.span.file].path();
            let text = format!("name: é {path}");
            let is_one_line = !path.contains(['\n', '\r']);
            let expected: &[&str] = if is_one_line {
                &["file", "line", "endLine", "col", "endColumn", "title"]
            } else {
                &["file", "line", "endLine", "title"]
            };
            assert_eq!(keys, expected, "{line}");
            if !path.contains(|c: char| c.is_control() && c != '\n' && c != '\r')
                && !path.contains('\u{202e}')
            {
                assert_eq!(properties[0].1, path);
            }
            if is_one_line {
                assert_eq!(properties[3].1, "9");
                let end = text.chars().count() + 1;
                assert_eq!(properties[4].1, end.to_string());
            }
            assert!(data.starts_with("there is no `"), "{data}");
            assert!(!line.chars().any(char::is_control), "{line:?}");
        }
    }
}

#[test]
fn github_gets_ten_of_a_level_at_most_the_worst_first() {
    let mut sources = Sources::default();
    let file = sources.add(SourceFile::new("::error::.yaml", "a: b\n"));
    let span = Span::new(file, 0, 1);
    let mut found = vec![Diagnostic::new(&INFO, span, "##[error]info"); 11];
    found.extend(vec![Diagnostic::new(&WARNING, span, "warning"); 10]);
    found.extend(vec![Diagnostic::new(&RULE, span, "error"); 25]);
    let out = report(Format::Github, &found, &sources);
    let commands: Vec<_> = out.lines().filter_map(command).collect();
    let names: Vec<&str> = commands.iter().map(|(name, ..)| &**name).collect();
    let expected = [["error"; 10], ["warning"; 10], ["notice"; 10]].concat();
    assert_eq!(names, expected);
    assert_eq!(commands[9].2, "16 errors more: see the log of this step");
    assert_eq!(commands[29].2, "2 infos more: see the log of this step");
    // All others are in the log, where the runner finds no command in them.
    let rest: Vec<&str> = out.lines().filter(|line| command(line).is_none()).collect();
    assert_eq!(rest.len(), 16 + 2);
    assert!(rest.iter().all(|line| !line.contains("##[")), "{out}");
}

#[test]
fn the_page_of_a_step_is_a_table_of_plain_text() {
    let (found, sources) = hostile();
    let summary = Summary::new(1, 1, &found);
    let page = step_summary(&found, &sources, &summary, 1 << 20);
    let options = pulldown_cmark::Options::all();
    let mut rows = 0;
    let mut cells: Vec<String> = Vec::new();
    for event in Parser::new_ext(&page, options) {
        match event {
            Event::Text(text) => {
                if let Some(cell) = cells.last_mut() {
                    cell.push_str(&text);
                }
            }
            Event::InlineHtml(html) => assert_eq!(&*html, "<br>"),
            Event::Start(Tag::TableCell) => cells.push(String::new()),
            Event::End(TagEnd::TableRow) => rows += 1,
            Event::Start(
                Tag::Heading { .. }
                | Tag::Paragraph
                | Tag::Table(_)
                | Tag::TableHead
                | Tag::TableRow,
            )
            | Event::End(_) => {}
            other => panic!("{other:?} in\n{page}"),
        }
    }
    assert_eq!(rows, HOSTILE.len());
    assert_eq!(cells.len(), 4 * (HOSTILE.len() + 1));
    let script = &cells[4 * 10 + 3];
    assert!(
        script.starts_with("there is no `<script>alert(1)</script><br/>`"),
        "{script}"
    );
}

#[test]
fn the_page_of_a_step_stays_within_its_room() {
    let mut sources = Sources::default();
    let file = sources.add(SourceFile::new("a.yaml", "a: b\n"));
    let finding = Diagnostic::new(&RULE, Span::new(file, 0, 1), "<".repeat(500));
    let found = vec![finding; 2_000];
    let summary = Summary::new(1, 1, &found);
    let page = step_summary(&found, &sources, &summary, 1 << 20);
    assert!(
        page.len() <= 1 << 20 && page.len() > 900_000,
        "{}",
        page.len()
    );
    let rows = page.matches("| error |").count();
    let left = format!(
        "| | | | {} more: see the log of this step |\n\n",
        2_000 - rows
    );
    assert!(page.ends_with(&left));
    assert_eq!(step_summary(&found, &sources, &summary, 100), "");
}

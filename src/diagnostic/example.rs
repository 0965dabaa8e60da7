//! Examples of rules: text with marks becomes files and the spans that are expected in them.

use std::ops::Range;

use super::Example;

/// The files of an example and what is marked in them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unmarked {
    /// The files, in the order in which they are written.
    pub files: Vec<ExampleFile>,
    /// The marks, in the order in which they are written.
    pub marks: Vec<Mark>,
}

/// One file of an example.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExampleFile {
    /// Its path from the root of the project.
    pub path: String,
    /// What it says, without the lines that mark.
    pub text: String,
}

/// An expected span.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The path of its file.
    pub path: String,
    /// The bytes that it covers.
    pub range: Range<usize>,
    /// Whether a label is expected there, not a finding.
    pub is_label: bool,
}

/// The path of the file that an example begins with.
pub const FIRST_FILE: &str = "hooks.yaml";

/// Takes the marks out of an example.
#[must_use]
pub fn unmark(example: &Example) -> Unmarked {
    let mut found = Unmarked::default();
    let mut file = ExampleFile {
        path: FIRST_FILE.to_owned(),
        text: String::new(),
    };
    let mut line_start = 0;
    for line in example.text.split_inclusive('\n') {
        if let Some(path) = line.strip_prefix("# file: ") {
            let next = ExampleFile {
                path: path.trim_end().to_owned(),
                text: String::new(),
            };
            keep(&mut found.files, std::mem::replace(&mut file, next));
            line_start = 0;
            continue;
        }
        let columns = marks_on(line);
        if columns.is_empty() {
            line_start = file.text.len();
            file.text.push_str(line);
            continue;
        }
        let marked = crate::source::slice(&file.text, line_start..file.text.len());
        let byte = |column: usize| {
            let before = marked.char_indices().nth(column);
            line_start + before.map_or(marked.trim_end_matches(['\n', '\r']).len(), |(at, _)| at)
        };
        found
            .marks
            .extend(columns.into_iter().map(|(columns, is_label)| Mark {
                path: file.path.clone(),
                range: byte(columns.start)..byte(columns.end),
                is_label,
            }));
    }
    keep(&mut found.files, file);
    found
}

fn keep(files: &mut Vec<ExampleFile>, file: ExampleFile) {
    if !file.text.is_empty() {
        files.push(file);
    }
}

/// The columns that a line marks, in characters from 0, and whether for labels; nothing for a line
/// of the file itself. `---` at the start of a line begins a document, and `- ` an item.
fn marks_on(line: &str) -> Vec<(Range<usize>, bool)> {
    let line = line.trim_end();
    let chars: Vec<char> = line.chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(&c) = chars.get(at) {
        let run = chars
            .iter()
            .skip(at)
            .take_while(|&&other| other == c)
            .count();
        let ends = chars.get(at + run).is_none_or(|&next| next == ' ');
        let is_separator = at == 0 && run == 3 && c == '-';
        match c {
            ' ' => {}
            '^' if ends => found.push((at..at + run, false)),
            '-' if ends && run > 1 && !is_separator => found.push((at..at + run, true)),
            '|' if line.trim_start() == "|" => found.push((at..at, false)),
            // What follows is for the reader.
            _ => break,
        }
        at += run;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_taken_out_and_know_their_bytes() {
        let example = Example {
            title: "",
            text: "a: é x\n   ^ ^ two\n   - one is too short\n-- first\n---\nb:\n  |\n# file: hookc.yaml\nc: d\n   ^\n",
        };
        let found = unmark(&example);
        let texts: Vec<_> = found
            .files
            .iter()
            .map(|file| (file.path.as_str(), file.text.as_str()))
            .collect();
        assert_eq!(
            texts,
            [
                ("hooks.yaml", "a: é x\n   - one is too short\n---\nb:\n"),
                ("hookc.yaml", "c: d\n")
            ]
        );
        let marks: Vec<_> = found
            .marks
            .iter()
            .map(|mark| (mark.range.clone(), mark.is_label))
            .collect();
        // `é` has two bytes; the end of `b:` is its third.
        assert_eq!(
            marks,
            [
                (3..5, false),
                (6..7, false),
                (8..10, true),
                (36..36, false),
                (3..4, false)
            ]
        );
    }
}

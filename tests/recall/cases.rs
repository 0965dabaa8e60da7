//! The projects, and what is marked in them.
#![expect(
    clippy::disallowed_methods,
    reason = "tests read the projects from the disk"
)]

use std::ops::Range;
use std::path::{Path, PathBuf};

use hookc::diagnostic::ExampleFile;

/// A defect that was put into a project, written from the reference.
#[derive(Debug)]
pub struct Defect {
    pub rule: String,
    pub severity: Option<String>,
    /// Whether it is known not to be found as marked yet.
    pub is_open: bool,
    pub path: String,
    pub range: Range<usize>,
}

/// A project with its defects.
pub struct Case {
    pub name: String,
    pub files: Vec<ExampleFile>,
    pub defects: Vec<Defect>,
}

/// Stands in a mark whose defect is not found as marked yet.
const OPEN: &str = "open";

/// How the lines of a file end.
#[derive(Clone, Copy)]
pub enum Lines {
    Unix,
    /// With carriage returns, and a byte order mark before the first.
    Windows,
}

/// The projects of a folder, each with its files in the order of their paths.
pub fn read_cases(folder: &str, lines: Lines) -> Vec<Case> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/recall")
        .join(folder);
    let mut cases = Vec::new();
    for path in entries(&root) {
        let mut case = Case {
            name: path.file_name().unwrap().to_string_lossy().into_owned(),
            files: Vec::new(),
            defects: Vec::new(),
        };
        read_files(&path, "", lines, &mut case);
        cases.push(case);
    }
    cases
}

fn read_files(folder: &Path, prefix: &str, lines: Lines, case: &mut Case) {
    for path in entries(folder) {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let inner = format!("{prefix}{name}");
        if path.is_dir() {
            read_files(&path, &format!("{inner}/"), lines, case);
            continue;
        }
        let marked = std::fs::read_to_string(&path).unwrap();
        let before = case.defects.len();
        let mut text = unmark(&inner, &marked, &mut case.defects);
        if let Lines::Windows = lines {
            let added = &mut case.defects[before..];
            text = with_windows_lines(&text, added);
        }
        case.files.push(ExampleFile { path: inner, text });
    }
}

fn with_windows_lines(text: &str, defects: &mut [Defect]) -> String {
    const MARK: &str = "\u{feff}";
    for defect in defects {
        let moved = |at: usize| MARK.len() + at + text[..at].matches('\n').count();
        defect.range = moved(defect.range.start)..moved(defect.range.end);
    }
    MARK.to_owned() + &text.replace('\n', "\r\n")
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

/// Takes out the lines that mark: blanks, carets below what is wrong, a rule, and where it is not
/// the rule's own, the severity.
fn unmark(path: &str, marked: &str, defects: &mut Vec<Defect>) -> String {
    let mut text = String::new();
    let mut line_start = 0;
    for line in marked.split_inclusive('\n') {
        let rest = line.trim_start_matches(' ');
        let all: Vec<&str> = rest.split_whitespace().collect();
        let &[carets, rule, ref words @ ..] = all.as_slice() else {
            line_start = text.len();
            text.push_str(line);
            continue;
        };
        if !carets.bytes().all(|byte| byte == b'^') {
            line_start = text.len();
            text.push_str(line);
            continue;
        }
        let indent = line.len() - rest.len();
        let byte = |column: usize| {
            let mut chars = text[line_start..].char_indices();
            chars
                .nth(column)
                .map_or(text.len(), |(at, _)| line_start + at)
        };
        defects.push(Defect {
            rule: rule.to_owned(),
            severity: words
                .iter()
                .find(|word| **word != OPEN)
                .map(|word| (*word).to_owned()),
            is_open: words.contains(&OPEN),
            path: path.to_owned(),
            range: byte(indent)..byte(indent + carets.len()),
        });
    }
    text
}

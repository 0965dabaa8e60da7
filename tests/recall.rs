//! How much is found: realistic projects with seeded defects, marked where they are, and projects
//! that are right. See `tests/recall/README.md`.
#![expect(
    clippy::disallowed_methods,
    reason = "tests read the projects from the disk"
)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;
use std::path::{Path, PathBuf};

use hookc::compile::{check_example, with_fixes};
use hookc::diagnostic::{Diagnostic, ExampleFile, Severity};
use hookc::source::Sources;

/// A defect that was put into a project, written from the reference.
#[derive(Debug)]
struct Defect {
    rule: String,
    severity: Option<String>,
    path: String,
    range: Range<usize>,
}

/// A project with its defects.
struct Case {
    name: String,
    files: Vec<ExampleFile>,
    defects: Vec<Defect>,
}

/// How the lines of a file end.
#[derive(Clone, Copy)]
enum Lines {
    Unix,
    /// With carriage returns, and a byte order mark before the first.
    Windows,
}

/// What became of the defects of one rule.
#[derive(Default)]
struct Score {
    seeded: usize,
    found: usize,
    exact: usize,
    false_alarms: usize,
}

#[test]
fn seeded_defects_are_found_and_nothing_else() {
    let (mut scores, mut complaints) = (BTreeMap::<String, Score>::new(), String::new());
    for case in &read_cases("defects", Lines::Unix) {
        judge(case, &mut scores, &mut complaints);
    }
    for case in &read_cases("defects", Lines::Windows) {
        judge(case, &mut BTreeMap::new(), &mut complaints);
    }
    let (mut implemented, mut missing) = (Score::default(), Score::default());
    println!(
        "{:<28} {:>6} {:>6} {:>6} {:>12}",
        "rule", "seeded", "found", "exact", "false alarms"
    );
    for (rule, score) in &scores {
        let exists = hookc::rules::find(rule).is_some();
        let note = if exists { "" } else { "  not implemented yet" };
        let total = if exists {
            &mut implemented
        } else {
            &mut missing
        };
        println!("{}{note}", line(rule, score));
        total.seeded += score.seeded;
        total.found += score.found;
        total.exact += score.exact;
        total.false_alarms += score.false_alarms;
    }
    println!("{}", line("all that are implemented", &implemented));
    println!("{}", line("not implemented yet", &missing));
    let seeded = implemented.seeded + missing.seeded;
    assert!(seeded >= 120, "{seeded} defects are too few");
    assert!(complaints.is_empty(), "\n{complaints}");
}

#[test]
fn every_rule_has_a_seeded_defect() {
    let cases = read_cases("defects", Lines::Unix);
    for entry in hookc::rules::TABLE {
        let name = entry.rule.name;
        let mut defects = cases.iter().flat_map(|case| &case.defects);
        assert!(defects.any(|defect| defect.rule == name), "{name}");
    }
}

#[test]
fn projects_that_are_right_give_no_error_and_no_warning() {
    let cases = read_cases("clean", Lines::Unix);
    assert!(cases.len() >= 12, "{} projects are too few", cases.len());
    let mut complaints = String::new();
    for case in cases.iter().chain(&read_cases("clean", Lines::Windows)) {
        assert!(case.defects.is_empty(), "{}", case.name);
        let (sources, mut found) = check_example(&case.files);
        found.retain(is_alarm);
        if !found.is_empty() {
            let shown = crate::rules::print(&sources, &found);
            let _ = write!(complaints, "== {}\n{shown}", case.name);
        }
    }
    assert!(complaints.is_empty(), "\n{complaints}");
}

fn line(rule: &str, score: &Score) -> String {
    format!(
        "{rule:<28} {:>6} {:>6} {:>6} {:>12}",
        score.seeded, score.found, score.exact, score.false_alarms
    )
}

/// Compares what is found in a project with what was seeded.
fn judge(case: &Case, scores: &mut BTreeMap<String, Score>, complaints: &mut String) {
    let (sources, mut found) = check_example(&case.files);
    let _ = writeln!(complaints, "== {}", case.name);
    let before = complaints.len();
    let mut open = Vec::new();
    for defect in &case.defects {
        let score = scores.entry(defect.rule.clone()).or_default();
        score.seeded += 1;
        let exact = found
            .iter()
            .position(|one| is_same_rule(one, defect) && is_exact(one, defect, &sources));
        if let Some(index) = exact {
            score.found += 1;
            score.exact += 1;
            complain_of_severity(&found.remove(index), defect, &sources, complaints);
        } else {
            open.push(defect);
        }
    }
    for defect in open {
        let near = found
            .iter()
            .position(|one| is_same_rule(one, defect) && is_near(one, defect, &sources));
        if let Some(index) = near {
            scores.entry(defect.rule.clone()).or_default().found += 1;
            let one = found.remove(index);
            let shown = crate::rules::print(&sources, &[one]);
            let _ = write!(
                complaints,
                "another span than {}\n{shown}",
                tell(defect, case)
            );
        } else if hookc::rules::find(&defect.rule).is_some() {
            let _ = writeln!(complaints, "missed {}", tell(defect, case));
        }
    }
    // What a rule that does not exist yet will say instead is no false alarm.
    found.retain(|one| is_alarm(one) && !is_spoken_for(one, case, &sources));
    for one in &found {
        scores
            .entry(one.rule.name.to_owned())
            .or_default()
            .false_alarms += 1;
    }
    if !found.is_empty() {
        let shown = crate::rules::print(&sources, &found);
        let _ = write!(complaints, "not marked\n{shown}");
    }
    if complaints.len() == before {
        complaints.truncate(before - case.name.len() - "== \n".len());
    }
}

fn is_alarm(found: &Diagnostic) -> bool {
    found.severity > Severity::Info && !found.suppressed
}

fn is_same_rule(found: &Diagnostic, defect: &Defect) -> bool {
    found.rule.name == defect.rule && !found.suppressed
}

fn is_exact(found: &Diagnostic, defect: &Defect, sources: &Sources) -> bool {
    sources[found.span.file].path() == defect.path && found.span.range() == defect.range
}

/// Whether a finding is in the right place, with another extent.
fn is_near(found: &Diagnostic, defect: &Defect, sources: &Sources) -> bool {
    let range = found.span.range();
    sources[found.span.file].path() == defect.path
        && range.start <= defect.range.end
        && defect.range.start <= range.end
}

fn is_spoken_for(found: &Diagnostic, case: &Case, sources: &Sources) -> bool {
    case.defects
        .iter()
        .any(|defect| hookc::rules::find(&defect.rule).is_none() && is_near(found, defect, sources))
}

fn complain_of_severity(
    found: &Diagnostic,
    defect: &Defect,
    sources: &Sources,
    complaints: &mut String,
) {
    let is_right = defect
        .severity
        .as_ref()
        .is_none_or(|severity| severity == found.severity.name());
    if !is_right {
        let shown = crate::rules::print(sources, std::slice::from_ref(found));
        let _ = write!(complaints, "should be {:?}\n{shown}", defect.severity);
    }
}

fn tell(defect: &Defect, case: &Case) -> String {
    let file = case.files.iter().find(|file| file.path == defect.path);
    let text = file.map_or("", |file| &file.text);
    let line = text[..defect.range.start].matches('\n').count() + 1;
    let marked = text[defect.range.clone()].escape_debug();
    format!("{}:{line}: {} at `{marked}`", defect.path, defect.rule)
}

/// The projects of a folder, each with its files in the order of their paths.
fn read_cases(folder: &str, lines: Lines) -> Vec<Case> {
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
        let words: Vec<&str> = rest.split_whitespace().collect();
        let &[carets, rule, ref severity @ ..] = words.as_slice() else {
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
            severity: severity.first().map(|severity| (*severity).to_owned()),
            path: path.to_owned(),
            range: byte(indent)..byte(indent + carets.len()),
        });
    }
    text
}

/// Text that a fix wrote is judged like any other: it brings no finding that was not there before.
#[test]
fn fixes_bring_no_new_findings() {
    let mut complaints = String::new();
    for case in read_cases("defects", Lines::Unix) {
        let (sources, found) = check_example(&case.files);
        for one in found.iter().filter(|one| one.fix.is_some()) {
            let fixed = with_fixes(&case.files, &sources, std::slice::from_ref(one));
            let (after, mut left) = check_example(&fixed);
            let mut before: Vec<_> = found
                .iter()
                .map(|one| (one.rule.name, one.message.as_str()))
                .collect();
            left.retain(|one| {
                let known = before
                    .iter()
                    .position(|&known| known == (one.rule.name, one.message.as_str()));
                known.map(|index| before.swap_remove(index)).is_none()
            });
            if !left.is_empty() {
                let shown = crate::rules::print(&sources, std::slice::from_ref(one));
                let new = crate::rules::print(&after, &left);
                let _ = write!(complaints, "== {}\n{shown}--- brings\n{new}", case.name);
            }
        }
    }
    assert!(complaints.is_empty(), "\n{complaints}");
}

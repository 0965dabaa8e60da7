//! How much is found: realistic projects with seeded defects, marked where they are, and projects
//! that are right. See `tests/recall/README.md`.

pub mod cases;
mod properties;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use hookc::compile::check_example;
use hookc::diagnostic::{Diagnostic, Severity};
use hookc::source::Sources;

use cases::{Case, Defect, Lines, read_cases};

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
fn projects_that_are_right_give_no_error_no_warning_and_no_info_but_the_marked() {
    let cases = read_cases("clean", Lines::Unix);
    assert!(cases.len() >= 12, "{} projects are too few", cases.len());
    let mut complaints = String::new();
    for case in cases.iter().chain(&read_cases("clean", Lines::Windows)) {
        for defect in &case.defects {
            let rule = hookc::rules::find(&defect.rule).unwrap();
            assert_eq!(rule.severity, Severity::Info, "{}", tell(defect, case));
            assert!(!defect.is_open, "{}", tell(defect, case));
        }
        judge(case, &mut BTreeMap::new(), &mut complaints);
    }
    assert!(complaints.is_empty(), "\n{complaints}");
}

/// What became of the defects of one rule.
#[derive(Default)]
struct Score {
    seeded: usize,
    found: usize,
    exact: usize,
    false_alarms: usize,
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
            if defect.is_open {
                let _ = writeln!(
                    complaints,
                    "found, so no longer open: {}",
                    tell(defect, case)
                );
            }
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
            if !defect.is_open {
                let _ = write!(
                    complaints,
                    "another span than {}\n{shown}",
                    tell(defect, case)
                );
            }
        } else if hookc::rules::find(&defect.rule).is_some() && !defect.is_open {
            let _ = writeln!(complaints, "missed {}", tell(defect, case));
        }
    }
    // What a rule that does not exist yet will say instead is no false alarm.
    found.retain(|one| !one.suppressed && !is_spoken_for(one, case, &sources));
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

fn is_same_rule(found: &Diagnostic, defect: &Defect) -> bool {
    found.rule.name == defect.rule && !found.suppressed
}

fn is_exact(found: &Diagnostic, defect: &Defect, sources: &Sources) -> bool {
    sources[found.span.file].path() == defect.path && found.span.range() == defect.range
}

/// Whether a finding is in the right place, with another extent.
fn is_near(found: &Diagnostic, defect: &Defect, sources: &Sources) -> bool {
    let file = &sources[found.span.file];
    let line = |at: usize| {
        let before = file.text().get(..at);
        before.map_or(0, |before| before.matches('\n').count())
    };
    file.path() == defect.path
        && line(found.span.range().start) <= line(defect.range.end) + 1
        && line(defect.range.start) <= line(found.span.range().end) + 1
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

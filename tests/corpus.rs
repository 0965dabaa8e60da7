//! Files with the findings that are expected in them; see the README of each folder.
#![expect(
    clippy::disallowed_methods,
    reason = "tests read the corpus from the disk, and write it when asked to"
)]

use std::path::{Path, PathBuf};

use hookc::compile::{check_example, with_fixes};
use hookc::diagnostic::ExampleFile;

use crate::rules::{fixes_that_fail, print};

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/corpus")
        .join(name)
}

/// Each case of a folder: its path without the extension, and its files.
fn cases(name: &str) -> Vec<(PathBuf, Vec<ExampleFile>)> {
    let mut cases = Vec::new();
    for entry in std::fs::read_dir(folder(name)).unwrap() {
        let path = entry.unwrap().path();
        let file_name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let Some(stem) = file_name.strip_suffix(".yaml") else {
            continue;
        };
        if stem.contains(".hookc") {
            continue;
        }
        let read = |path: &Path, name: &str| {
            std::fs::read_to_string(path).ok().map(|text| ExampleFile {
                path: name.to_owned(),
                text,
            })
        };
        let manifest = read(&path.with_extension("hookc.yaml"), "hookc.yaml");
        let mut files = vec![read(&path, &file_name).unwrap()];
        files.extend(manifest);
        cases.push((path.with_extension(""), files));
    }
    cases.sort_by(|(a, _), (b, _)| a.cmp(b));
    assert!(!cases.is_empty());
    cases
}

#[test]
fn what_is_right_is_silent() {
    for (path, files) in cases("ok") {
        let (sources, found) = check_example(&files);
        assert!(
            found.is_empty(),
            "{}\n{}",
            path.display(),
            print(&sources, &found)
        );
    }
}

#[test]
fn what_is_wrong_is_found_as_expected() {
    let mut differ = Vec::new();
    for (path, files) in cases("err") {
        let (sources, found) = check_example(&files);
        let printed = print(&sources, &found);
        let expected = path.with_extension("out");
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&expected, &printed).unwrap();
        }
        if std::fs::read_to_string(&expected).ok().as_ref() != Some(&printed) {
            differ.push(format!("{}\n{printed}", path.display()));
        }
    }
    assert!(differ.is_empty(), "{}", differ.join("\n"));
}

#[test]
fn findings_do_not_depend_on_the_order_of_files() {
    let all: Vec<ExampleFile> = cases("err")
        .into_iter()
        .flat_map(|(_, files)| files)
        .filter(|file| file.path != "hookc.yaml")
        .collect();
    let (sources, found) = check_example(&all);
    let expected = print(&sources, &found);
    let reversed: Vec<ExampleFile> = all.iter().rev().cloned().collect();
    for files in [&all, &reversed] {
        let (sources, found) = check_example(files);
        assert!(print(&sources, &found) == expected);
    }
}

#[test]
fn ten_mistakes_are_ten_findings() {
    let cases = cases("err");
    let (_, files) = cases
        .iter()
        .find(|(path, _)| path.ends_with("ten_mistakes"))
        .unwrap();
    let (sources, found) = check_example(files);
    assert_eq!(found.len(), 10, "{}", print(&sources, &found));
}

#[test]
fn every_fix_silences_its_finding() {
    for (path, files) in cases("err") {
        if let Some(complaint) = fixes_that_fail(&files) {
            panic!("{}\n{complaint}", path.display());
        }
    }
}

/// Fixing again and again comes to an end, and no finding with a fix is left.
#[test]
fn all_fixes_together_leave_nothing_to_fix() {
    for (path, mut files) in cases("err") {
        let mut rounds = 0;
        loop {
            let (sources, found) = check_example(&files);
            if found.iter().all(|found| found.fix.is_none()) {
                break;
            }
            rounds += 1;
            let shown = print(&sources, &found);
            assert!(rounds < 5, "{}\n{}{shown}", path.display(), files[0].text);
            files = with_fixes(&files, &sources, &found);
        }
    }
}

//! Projects of any text: nothing panics, every span lies in its file, and the order is the same.

use hookc::compile::{check_example, with_fixes};
use hookc::diagnostic::ExampleFile;
use hookc::rules::TABLE;
use proptest::prelude::*;

/// Pieces of real definitions, and what breaks them.
fn pieces() -> Vec<String> {
    let mut pieces: Vec<String> = TABLE
        .iter()
        .flat_map(|entry| entry.rule.bad.iter().chain(entry.rule.good))
        .flat_map(|example| hookc::diagnostic::unmark(example).files)
        .flat_map(|file| file.text.lines().map(str::to_owned).collect::<Vec<_>>())
        .collect();
    pieces.sort();
    pieces.dedup();
    let odd = [
        "",
        "---",
        "...",
        "  a: b",
        "    - x",
        "- ",
        "? a",
        ": b",
        "<<: *a",
        "a: &a",
        "b: *a",
        "name:",
        "url: ${",
        "url: ${secret.}",
        "url: $${x} ${x}",
        "kind: webhook",
        "\u{feff}",
        "environments:",
        "  staging:",
        "  production: { a: 1 }",
        "rules: { wrong-type: allow }",
        "response: { schema: x.json, example: 1 }",
        "name: \"\\u200b\"",
        "å: 'ä # b' #c",
        "parameters: { type: object, properties: [a] }",
        "mapping: [{ key: a }]",
        "\ta: b",
        "message: { type: variable, value: { name: a, value: '${x}' } }",
        "default_platform: ebbot",
    ];
    pieces.extend(odd.map(str::to_owned));
    pieces
}

/// The text of a file that may be anything.
pub fn text() -> impl Strategy<Value = String> {
    let pieces = pieces();
    let line = (0..pieces.len()).prop_map(move |index| pieces[index].clone());
    let separator = prop_oneof![8 => Just("\n"), 1 => Just("\r\n"), 1 => Just("\n---\n")];
    proptest::collection::vec((line, separator), 0..24)
        .prop_map(|lines| lines.into_iter().map(|(line, end)| line + end).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_project_is_checked_and_fixed(a in text(), b in text(), manifest in text()) {
        let file = |path: &str, text: &str| ExampleFile {
            path: path.to_owned(),
            text: text.to_owned(),
        };
        let files = vec![file("a.yaml", &a), file("b.yaml", &b), file("hookc.yaml", &manifest)];
        let (sources, found) = check_example(&files);
        for diagnostic in &found {
            let labels = diagnostic.labels.iter().map(|label| label.span);
            let edits = diagnostic.fix.iter().flat_map(|fix| &fix.edits);
            let spans = labels.chain(edits.map(|edit| edit.span)).chain([diagnostic.span]);
            for span in spans {
                prop_assert!(sources[span.file].text().get(span.range()).is_some());
            }
            prop_assert!(!diagnostic.message.is_empty() && !diagnostic.message.contains('\n'));
        }
        let reversed: Vec<ExampleFile> = files.iter().rev().cloned().collect();
        let (again, same) = check_example(&reversed);
        prop_assert_eq!(
            crate::rules::print(&sources, &found),
            crate::rules::print(&again, &same)
        );
        let _ = check_example(&with_fixes(&files, &sources, &found));
    }
}

//! `hookc check --baseline` and `--write-baseline`: what was there may stay, what is new may not.

use std::fs;

use serde_json::Value;

use super::Folder;

/// An unknown field, a missing one, two unknown variables of one name, a warning with a secret.
const HOOKS: &str = "\
kind: webhook
platform: verboo
name: a
ulr: https://a.example/
method: POST
headers: { Authorization: Bearer geheim-1 }
body: { one: $nobody, two: $nobody $nobody }
";

fn project() -> Folder {
    Folder::with(&[("hookc.yaml", ""), ("hooks/a.yaml", HOOKS)])
}

fn adopted() -> Folder {
    let folder = project();
    folder
        .run("check --write-baseline b.json --deny warnings")
        .ends(0)
        .complains("findings may stay for now, by `b.json`");
    folder
}

impl Folder {
    fn replace(&self, path: &str, old: &str, new: &str) {
        let text = self.read(path);
        assert!(text.contains(old), "{old} in {text}");
        self.write(path, &text.replace(old, new));
    }
}

const CHECK: &str = "check --baseline b.json --deny warnings --format concise";

#[test]
fn what_was_there_may_stay() {
    let folder = adopted();
    folder.run(CHECK).ends(0).says_nothing();
    assert!(folder.run("check").ends(1).stdout.contains("unknown-field"));
    // From elsewhere, and for a named file, it is the same one.
    let there = "check --baseline ../b.json --deny warnings a.yaml";
    folder.run_in("hooks", there).ends(0).says_nothing();
    let baseline: Value = serde_json::from_str(&folder.read("b.json")).unwrap();
    assert_eq!(baseline["version"], 1);
    let entry = |field: &str| {
        let entries = baseline["findings"].as_array().unwrap();
        let mut entries = entries.iter().filter(|entry| entry["field"] == field);
        entries.next().unwrap().clone()
    };
    assert_eq!(entry("ulr")["rule"], "unknown-field");
    assert_eq!(entry("ulr")["file"], "hooks/a.yaml");
    assert_eq!(entry("ulr")["definition"], "verboo/webhook/a");
    assert_eq!(entry("body.one")["count"], 1);
    assert_eq!(entry("body.two")["count"], 2);
}

#[test]
fn it_survives_reformatting_and_reordering() {
    let folder = adopted();
    let other = "\
# A comment, and other fields first.

name: a
kind: webhook
body:
  two: \"$nobody
    $nobody\"
  one: '$nobody'
headers:
    Authorization: 'Bearer another-secret'
method:    POST
platform: verboo
ulr: https://b.example/
";
    folder.write("hooks/a.yaml", other);
    folder.run(CHECK).ends(0).says_nothing();
}

#[test]
fn a_second_defect_of_the_same_kind_fails() {
    let folder = adopted();
    folder.replace(
        "hooks/a.yaml",
        "two: $nobody $nobody",
        "two: $nobody $nobody $nobody",
    );
    let ran = folder.run(CHECK).ends(1);
    assert_eq!(
        ran.stdout.matches("unknown-variable").count(),
        1,
        "{}",
        ran.stdout
    );
    // Another field that is missing is another defect, although it is missing at the same place.
    folder.write("hooks/a.yaml", HOOKS);
    folder.replace("hooks/a.yaml", "method: POST\n", "");
    let ran = folder.run(CHECK).ends(1);
    assert!(
        ran.stdout.contains("needs the field `method`"),
        "{}",
        ran.stdout
    );
    // Another name is another webhook.
    folder.write("hooks/a.yaml", HOOKS);
    folder.replace("hooks/a.yaml", "name: a", "name: z");
    let ran = folder.run(CHECK).ends(1);
    assert!(ran.stdout.contains("unknown-field"), "{}", ran.stdout);
}

#[test]
fn what_is_gone_is_told_where_it_stands_in_the_baseline() {
    let folder = adopted();
    folder.replace("hooks/a.yaml", "ulr:", "url:");
    folder.replace("hooks/a.yaml", "two: $nobody $nobody", "two: $nobody");
    let ran = folder.run(CHECK).ends(1);
    let lines: Vec<&str> = ran.stdout.lines().collect();
    assert!(lines[0].starts_with("b.json:"), "{}", ran.stdout);
    let stale = |text: &str| {
        lines
            .iter()
            .any(|line| line.contains("warning[stale-baseline] ") && line.contains(text))
    };
    assert!(stale(
        "`unknown-field` at `verboo/webhook/a ulr` of `hooks/a.yaml` is gone"
    ));
    assert!(stale(
        "1 of 2 `unknown-variable` at `verboo/webhook/a body.two` of `hooks/a.yaml` are gone"
    ));
    // Without `--deny warnings` it fails nothing, as every warning.
    folder.run("check --baseline b.json").ends(0);
    // Where only a part was looked at, nobody can tell what is gone.
    folder.write("hooks/b.yaml", &super::webhook("b"));
    folder
        .run("check --baseline b.json --deny warnings hooks/b.yaml")
        .ends(0);
    folder.write("notes.json", "{}");
    folder
        .run("check --baseline b.json --deny warnings notes.json")
        .ends(0);
    folder.write("hookc.yaml", "environments: { one: {}, two: {} }\n");
    folder
        .run("check --baseline b.json --deny warnings --env one")
        .ends(0);
    folder.run(CHECK).ends(1);
    folder.write("hookc.yaml", "rules: { stale-baseline: allow }\n");
    folder.run(CHECK).ends(0);
    // Written again it is shorter.
    folder.write("hookc.yaml", "");
    let before = folder.read("b.json").lines().count();
    folder.run("check --write-baseline b.json").ends(0);
    assert!(folder.read("b.json").lines().count() < before);
    folder.run(CHECK).ends(0);
}

#[test]
fn a_file_that_is_gone_leaves_stale_entries_and_one_of_another_project_does_not() {
    let folder = adopted();
    folder.write("other/hookc.yaml", "");
    folder.write("other/hooks/a.yaml", HOOKS);
    let other = folder
        .read("b.json")
        .replace("hooks/a.yaml", "other/hooks/a.yaml");
    folder.write("other.json", &other);
    folder.write("hooks/a.yaml", &super::webhook("a"));
    // It is there, but this run does not cover it.
    folder
        .run("check --baseline other.json --deny warnings")
        .ends(0);
    fs::remove_file(folder.path("other/hooks/a.yaml")).unwrap();
    let ran = folder
        .run("check --baseline other.json --deny warnings")
        .ends(1);
    assert!(ran.stdout.contains("stale-baseline"), "{}", ran.stdout);
}

#[test]
fn several_projects_have_one_baseline() {
    let folder = Folder::with(&[
        ("one/hookc.yaml", ""),
        ("one/a.yaml", HOOKS),
        ("two/hookc.yaml", ""),
        ("two/a.yaml", HOOKS),
    ]);
    folder.run("check --write-baseline b.json").ends(0);
    folder.run(CHECK).ends(0).says_nothing();
    let below = "check --baseline ../b.json --deny warnings";
    folder.run_in("one", below).ends(0).says_nothing();
    folder.replace("two/a.yaml", "ulr", "lru");
    folder.run_in("one", below).ends(0).says_nothing();
    folder.run(CHECK).ends(1);
}

#[test]
fn a_secret_is_in_no_baseline_and_makes_no_difference_to_it() {
    let folder = adopted();
    let before = folder.read("b.json");
    assert!(!before.contains("geheim"));
    folder.replace("hooks/a.yaml", "geheim-1", "other-words-22");
    folder.run("check --write-baseline b.json").ends(0);
    assert_eq!(folder.read("b.json"), before);
}

#[test]
fn programs_are_told_what_is_known_and_what_is_new() {
    let folder = adopted();
    folder.replace("hooks/a.yaml", "method: POST", "method: POTS");
    let sarif = folder
        .run("check --baseline b.json --format sarif")
        .ends(1)
        .stdout;
    let sarif: Value = serde_json::from_str(&sarif).unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    for result in results {
        let is_new = result["ruleId"] == "unsupported-method";
        let state = if is_new { "new" } else { "unchanged" };
        assert_eq!(result["baselineState"], state, "{result}");
        let kinds: Vec<&Value> = result["suppressions"]
            .as_array()
            .unwrap()
            .iter()
            .map(|suppression| &suppression["kind"])
            .collect();
        let expected: &[&str] = if is_new { &[] } else { &["external"] };
        assert_eq!(kinds, expected);
    }
    assert!(results.len() > 4);
    let json = folder
        .run("check --baseline b.json --format json")
        .ends(1)
        .stdout;
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["summary"]["errors"], 1);
    assert_eq!(json["summary"]["suppressed"], results.len() - 1);
    let gitlab = folder
        .run("check --baseline b.json --format gitlab")
        .ends(1)
        .stdout;
    let gitlab: Vec<Value> = serde_json::from_str(&gitlab).unwrap();
    assert_eq!(gitlab.len(), 1);
}

#[test]
fn what_a_comment_allows_is_in_no_baseline() {
    let folder = project();
    folder.replace(
        "hooks/a.yaml",
        "name: a",
        "name: a # hookc: allow(unused-definition) later",
    );
    folder.run("check --write-baseline b.json").ends(0);
    assert!(!folder.read("b.json").contains("unused-definition"));
    folder.run(CHECK).ends(0);
}

#[test]
fn a_damaged_baseline_is_told_and_nothing_is_checked_against_it() {
    let folder = adopted();
    let text = folder.read("b.json");
    let broken = [
        ("", "it is not one JSON object"),
        ("not: [json", "line 1"),
        (
            "{\"version\": 2, \"findings\": []}",
            "version 2 is not known to this hookc",
        ),
        ("{\"version\": 1}", "`findings` is missing"),
    ];
    for (damaged, message) in broken {
        folder.write("b.json", damaged);
        folder.run(CHECK).ends(2).complains(message);
    }
    let conflict = text.replacen("    {", "<<<<<<< HEAD\n    {", 1);
    folder.write("b.json", &conflict);
    folder
        .run(CHECK)
        .ends(2)
        .complains("`b.json` is no baseline: line 5: a merge left a conflict");
    folder.write("b.json", &text.replace("\"count\":1}", "\"count\":0}"));
    folder.run(CHECK).ends(2).complains("`count` is 0");
    folder
        .run("check --baseline missing.json")
        .ends(2)
        .complains("`hookc check --write-baseline missing.json` writes one");
    folder.run("check --baseline hooks").ends(2);
}

#[test]
fn a_part_of_a_project_makes_no_baseline() {
    let folder = project();
    for rest in ["hooks/a.yaml", "--env x", "--diff", "--baseline c.json"] {
        folder
            .run(&format!("check --write-baseline b.json {rest}"))
            .ends(2)
            .complains("cannot be used with");
    }
    assert!(!folder.has("b.json"));
    folder
        .run("check --write-baseline missing/b.json")
        .ends(2)
        .complains("missing/b.json");
}

#[test]
fn two_entries_for_one_finding_after_a_merge_count_together() {
    let folder = adopted();
    let text = folder.read("b.json");
    let line = text.lines().find(|line| line.contains("\"ulr\"")).unwrap();
    folder.write("b.json", &text.replace(line, &format!("{line},\n{line}")));
    let ran = folder.run(CHECK).ends(1);
    assert_eq!(
        ran.stdout.matches("stale-baseline").count(),
        1,
        "{}",
        ran.stdout
    );
}

#[test]
fn names_that_mean_something_elsewhere_are_just_names() {
    let odd = "x\\n\\\"]}, { \\u001b[31m::error::|`<b>";
    let hooks = HOOKS.replace("ulr:", &format!("\"{odd}\":"));
    let folder = Folder::with(&[("hookc.yaml", ""), ("hooks/a ü\"'[b].yaml", &hooks)]);
    folder.run("check --write-baseline b.json").ends(0);
    let text = folder.read("b.json");
    serde_json::from_str::<Value>(&text).unwrap();
    assert!(!text.contains('\u{1b}'));
    folder.run(CHECK).ends(0).says_nothing();
}

#[test]
fn fixes_reach_what_is_known_too() {
    let folder = project();
    folder.replace(
        "hooks/a.yaml",
        "ulr: https://a.example/\n",
        "responseDirective: x\nurl: https://a.example/\n",
    );
    folder.run("check --write-baseline b.json").ends(0);
    let ran = folder
        .run("check --baseline b.json --fix --format concise")
        .ends(0);
    assert!(
        folder
            .read("hooks/a.yaml")
            .contains("response_directive: x")
    );
    assert!(ran.stdout.contains("stale-baseline"), "{}", ran.stdout);
}

//! `hookc check --format`: several reports in one run, and what the machines of CI say of themselves.

use std::fs;

use super::{Folder, run, webhook};

/// Two errors, two warnings that can be denied, and a finding that is allowed.
fn project() -> Folder {
    let hooks = "\
kind: webhook
platform: verboo
name: a
ulr: https://a.example/
method: GET
headers: { Authorization: Bearer geheim-1234 }
---
kind: webhook
platform: verboo
name: b # hookc: allow(unused-definition) later
url: https://a.example/
method: GET
";
    Folder::with(&[("hookc.yaml", ""), ("hooks/a.yaml", hooks)])
}

const ALL: &str = "check --format full --format json=o/f.json --format sarif=o/f.sarif \
                   --format github=o/f.txt --format gitlab=o/g.json --format junit=o/f.xml";

#[test]
fn one_run_writes_all_formats_the_same_each_time() {
    let folder = project();
    fs::create_dir(folder.path("o")).unwrap();
    let first = folder.run(ALL).ends(1);
    let read = || {
        folder
            .files("o")
            .into_iter()
            .map(|file| folder.read(&format!("o/{file}")))
    };
    let texts: Vec<String> = read().collect();
    assert_eq!(texts.len(), 5);
    assert!(texts.iter().all(|text| text.contains("unknown-field")));
    assert!(texts.iter().all(|text| !text.contains("geheim")));
    let again = folder.run(ALL).ends(1);
    assert_eq!(first.stdout, again.stdout);
    assert_eq!(read().collect::<Vec<_>>(), texts);
    let sarif: serde_json::Value = serde_json::from_str(&folder.read("o/f.sarif")).unwrap();
    let place = &sarif["runs"][0]["results"][1]["locations"][0];
    assert_eq!(
        place["logicalLocations"][0]["fullyQualifiedName"],
        "verboo/webhook/a ulr"
    );
    assert!(
        !folder
            .read("o/f.sarif")
            .contains(folder.path("").to_str().unwrap())
    );
}

#[test]
fn what_goes_to_the_terminal_keeps_the_order_of_the_options() {
    let folder = project();
    let ran = folder.run("check --format github --format concise").ends(1);
    assert!(
        ran.stdout.starts_with("::error file=hooks/a.yaml,"),
        "{}",
        ran.stdout
    );
    let ran = folder.run("check --format concise --format github").ends(1);
    assert!(
        ran.stdout.starts_with("hooks/a.yaml:3:7: warning["),
        "{}",
        ran.stdout
    );
    assert!(
        ran.stdout.contains("\n::error file=hooks/a.yaml,"),
        "{}",
        ran.stdout
    );
    for two in [
        "--format sarif --format full",
        "--format junit=x --format gitlab=./x",
    ] {
        folder
            .run(&format!("check {two}"))
            .ends(2)
            .complains("two formats go to one place");
    }
    assert!(!folder.has("x"));
}

#[test]
fn a_file_that_cannot_be_written_keeps_no_other_from_being_written() {
    let folder = project();
    folder.write("o/old.sarif", "old");
    fs::create_dir(folder.path("o/folder")).unwrap();
    folder
        .run(
            "check --format sarif=missing/f.sarif --format junit=o/folder --format gitlab=o/g.json",
        )
        .ends(2)
        .complains("missing/f.sarif");
    assert_eq!(folder.files("o"), ["g.json", "old.sarif"]);
    assert!(folder.read("o/g.json").ends_with("]\n"));
}

#[test]
fn a_clean_project_writes_empty_documents() {
    let folder = Folder::with(&[("hookc.yaml", ""), ("a.yaml", &webhook("a"))]);
    fs::create_dir(folder.path("o")).unwrap();
    folder.run(ALL).ends(0).says_nothing();
    assert_eq!(folder.read("o/g.json"), "[]\n");
    assert_eq!(folder.read("o/f.txt"), "");
    let sarif: serde_json::Value = serde_json::from_str(&folder.read("o/f.sarif")).unwrap();
    assert_eq!(sarif["runs"][0]["results"], serde_json::json!([]));
    let junit = folder.read("o/f.xml");
    assert!(roxmltree::Document::parse(&junit).is_ok() && junit.contains("failures=\"0\""));
}

#[test]
fn what_is_denied_fails_in_every_format() {
    let folder = project();
    folder.write(
        "hooks/a.yaml",
        &folder.read("hooks/a.yaml").replace("ulr:", "url:"),
    );
    let failures = |arguments: &str, code: i32| {
        let xml = folder.run(arguments).ends(code).stdout;
        let xml = roxmltree::Document::parse(&xml).unwrap();
        xml.root_element().attribute("failures").unwrap().to_owned()
    };
    assert_eq!(failures("check --format junit", 0), "0");
    assert_ne!(failures("check --format junit --deny warnings", 1), "0");
    let sarif = folder
        .run("check --format sarif --deny warnings")
        .ends(1)
        .stdout;
    let sarif: serde_json::Value = serde_json::from_str(&sarif).unwrap();
    assert_eq!(sarif["runs"][0]["invocations"][0]["exitCode"], 1);
}

#[test]
fn annotations_name_files_from_the_root_of_the_repository() {
    let folder = project();
    let root = folder.path("");
    let out = run(folder
        .command_in("hooks")
        .args(["check", "--format", "github"])
        .env("GITHUB_WORKSPACE", &root))
    .ends(1);
    assert!(
        out.stdout.starts_with("::error file=hooks/a.yaml,"),
        "{}",
        out.stdout
    );
    let out = run(folder
        .command_in("hooks")
        .args(["check", "--format", "gitlab"])
        .env("CI_PROJECT_DIR", &root))
    .ends(1);
    assert!(
        out.stdout.contains("\"path\": \"hooks/a.yaml\""),
        "{}",
        out.stdout
    );
    // One that is elsewhere says nothing about these files.
    let out = run(folder
        .command_in("hooks")
        .args(["check", "--format", "github"])
        .env("GITHUB_WORKSPACE", folder.path("hooks/nowhere")))
    .ends(1);
    assert!(
        out.stdout.starts_with("::error file=a.yaml,"),
        "{}",
        out.stdout
    );
}

#[test]
fn the_page_of_the_step_gets_a_table() {
    let folder = project();
    folder.write("page.md", "before\n");
    let check = |format: &str, page: &str| {
        run(folder
            .command_in("")
            .args(["check", "--format", format])
            .env("GITHUB_STEP_SUMMARY", folder.path(page)))
    };
    check("concise", "page.md").ends(1);
    assert_eq!(folder.read("page.md"), "before\n");
    check("github=out.txt", "page.md").ends(1);
    let page = folder.read("page.md");
    assert!(page.starts_with("before\n### hookc\n\n1 error"), "{page}");
    assert!(
        page.contains("| error | unknown-field | hooks/a&#46;yaml&#58;4&#58;1 |"),
        "{page}"
    );
    assert!(!page.contains("geheim"));
    // GitHub would drop a page over its limit, the part that others wrote too.
    folder.write("page.md", &"x".repeat((1 << 20) - 10));
    check("github", "page.md").ends(1);
    assert_eq!(folder.read("page.md").len(), (1 << 20) - 10);
    check("github", "missing/page.md")
        .ends(2)
        .complains("GITHUB_STEP_SUMMARY");
}

#[cfg(unix)]
#[test]
fn a_file_may_be_called_whatever_it_is() {
    let name = "a\n::error::b\u{1b}[1m | `c` <d>]]>%0A,e:f.yaml";
    let folder = Folder::with(&[("hookc.yaml", ""), (name, &super::broken("a"))]);
    fs::create_dir(folder.path("o")).unwrap();
    let ran = run(folder
        .command_in("")
        .args(ALL.split_whitespace())
        .env("GITHUB_STEP_SUMMARY", folder.path("page.md")))
    .ends(1);
    assert!(!ran.stdout.contains('\u{1b}'));
    let commands = folder.read("o/f.txt");
    let path = "a%0A%3A%3Aerror%3A%3Ab\\u{1b}[1m | `c` <d>]]>%250A%2Ce%3Af.yaml";
    assert_eq!(commands.lines().count(), 1, "{commands}");
    assert!(
        commands.starts_with(&format!("::error file={path},line=7,")),
        "{commands}"
    );
    let junit = folder.read("o/f.xml");
    let junit = roxmltree::Document::parse(&junit).unwrap();
    let mut cases = junit
        .descendants()
        .filter(|node| node.has_tag_name("testcase"));
    let file = cases.next().unwrap().attribute("file").unwrap().to_owned();
    assert_eq!(file, name.replace('\u{1b}', "\\u{1b}"));
    let gitlab: serde_json::Value = serde_json::from_str(&folder.read("o/g.json")).unwrap();
    assert_eq!(gitlab[0]["location"]["path"], name);
    let page = folder.read("page.md");
    let row = page.lines().find(|line| line.starts_with("| error"));
    assert_eq!(row.unwrap().matches('|').count(), 5, "{page}");
    assert!(
        !page.replace("<br>", "").contains(['`', '<', '\u{1b}']),
        "{page}"
    );
    folder.run("check --write-baseline b.json").ends(0);
    folder
        .run("check --baseline b.json --deny warnings")
        .ends(0)
        .says_nothing();
}

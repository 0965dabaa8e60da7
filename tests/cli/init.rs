//! `hookc init`

use super::Folder;

const PLATFORMS: [&str; 4] = ["verboo", "mind-expression", "ebbot", "enterpret"];

#[test]
fn a_new_project_passes_and_builds() {
    for platform in PLATFORMS {
        let folder = Folder::new();
        let ran = folder
            .run(&format!("init bot --platform {platform}"))
            .ends(0);
        assert!(ran.stdout.contains("bot/hookc.yaml"), "{}", ran.stdout);
        assert_eq!(ran.stderr, "");
        folder
            .run_in("bot", "check --deny warnings")
            .ends(0)
            .says_nothing();
        folder.run_in("bot", "build").ends(0);
        let json = folder.run_in("bot", "check --format json").ends(0).stdout;
        let report: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(report["diagnostics"], serde_json::json!([]), "{platform}");
    }
}

#[test]
fn the_first_platform_is_the_default_and_others_are_refused() {
    let folder = Folder::new();
    folder.run("init").ends(0);
    assert!(
        folder
            .read("hookc.yaml")
            .contains("default_platform: verboo")
    );
    folder
        .run("init x --platform verbo")
        .ends(2)
        .complains("'verboo'");
    assert!(!folder.has("x"));
}

#[test]
fn a_new_project_has_all_kinds_of_its_platform() {
    for (platform, kinds) in [
        ("verboo", &["webhook", "trigger"][..]),
        ("mind-expression", &["webhook", "trigger", "escalation"]),
        ("ebbot", &["webhook", "trigger"]),
        ("enterpret", &["escalation"]),
    ] {
        let folder = Folder::new();
        folder.run(&format!("init --platform {platform}")).ends(0);
        let mut found: Vec<String> = folder
            .files("hooks")
            .iter()
            .map(|path| folder.read(&format!("hooks/{path}")))
            .inspect(|text| assert!(text.starts_with("# yaml-language-server: $schema=")))
            .map(|text| {
                let kind = text.lines().find_map(|line| line.strip_prefix("kind: "));
                kind.unwrap().to_owned()
            })
            .collect();
        found.sort();
        found.dedup();
        let mut kinds = kinds.to_vec();
        kinds.sort_unstable();
        assert_eq!(found, kinds, "{platform}");
    }
}

/// An editor finds the schema that the first line names, and it is the one of this project.
#[test]
fn every_file_leads_to_a_schema_that_accepts_it() {
    for platform in PLATFORMS {
        let folder = Folder::new();
        folder.run(&format!("init --platform {platform}")).ends(0);
        let hooks = folder.files("hooks").into_iter();
        let files = hooks.map(|file| format!("hooks/{file}"));
        for file in files.chain(["hookc.yaml".to_owned()]) {
            let text = folder.read(&file);
            let first = text.lines().next().unwrap();
            let named = first
                .strip_prefix("# yaml-language-server: $schema=")
                .unwrap();
            let schema = folder.path(&file).parent().unwrap().join(named);
            let schema: serde_json::Value =
                serde_json::from_str(&std::fs::read_to_string(schema).unwrap()).unwrap();
            let judge = hookc::schema_check::Judge::new(&schema).unwrap();
            let value: serde_json::Value = serde_yaml::from_str(&text).unwrap();
            assert_eq!(judge.faults(&value), [], "{file}");
            assert!(!judge.accepts(&serde_json::json!({ "kind": 5, "out": 5 })));
        }
        for name in ["definition", "project"] {
            let printed = folder.run(&format!("schema {name}")).ends(0).stdout;
            let written = folder.read(&format!("schemas/{name}.schema.json"));
            assert_eq!(printed, written, "{platform} {name}");
        }
    }
}

#[test]
fn nothing_is_overwritten() {
    let folder = Folder::with(&[("hooks/track_order.yaml", "mine\n")]);
    folder
        .run("init")
        .ends(2)
        .complains("`hooks/track_order.yaml` exists");
    assert_eq!(folder.files(""), ["hooks/track_order.yaml"]);
    assert_eq!(folder.read("hooks/track_order.yaml"), "mine\n");
}

#[test]
fn a_pre_commit_configuration_stays_and_the_lines_are_shown() {
    let folder = Folder::with(&[(".pre-commit-config.yaml", "repos: []\n")]);
    folder.run("init").ends(0).complains("entry: hookc check");
    assert_eq!(folder.read(".pre-commit-config.yaml"), "repos: []\n");
}

#[test]
fn a_manifest_of_the_wrong_name_is_told() {
    let folder = Folder::with(&[("hookc.yml", "")]);
    folder.run("init").ends(2).complains("`hookc.yaml`");
    assert_eq!(folder.files(""), ["hookc.yml"]);
}

//! The hooks of pre-commit, run as it runs them: the entry of each with the changed files behind it.
//! `tests/pre-commit.sh` runs pre-commit itself.
#![expect(
    clippy::disallowed_methods,
    reason = "tests read files of the repository and write projects"
)]

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_yaml::Value;
use tempfile::TempDir;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn text(path: &str) -> String {
    fs::read_to_string(Path::new(ROOT).join(path)).unwrap()
}

fn hooks() -> Vec<Value> {
    let hooks: Value = serde_yaml::from_str(&text(".pre-commit-hooks.yaml")).unwrap();
    hooks.as_sequence().unwrap().clone()
}

/// A repository with a bot that declares two environments, and with files of other people.
fn repository() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let files = [
        (
            "bot/hookc.yaml",
            "default_platform: verboo\nenvironments:\n  staging: { erp: https://s.example }\n  \
             production: { erp: https://p.example }\n",
        ),
        (
            "bot/hooks/a.yaml",
            "kind: webhook\nname: a\nurl: ${erp}/a\nmethod: GET\n\
             response: { schema: ../a.schema.json, example: { n: 1 } }\nresponse_directive: Say it.\n",
        ),
        (
            "bot/hooks/t.yaml",
            "kind: trigger\nname: t\ndescription: Call when the customer asks for it.\n\
             webhooks: [a]\n",
        ),
        ("bot/a.schema.json", "{ \"type\": \"object\" }"),
        ("ci.yml", "on: push\n"),
        ("package.json", "{}"),
        ("broken.yaml", "a: [\n"),
    ];
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    run(
        folder.path(),
        "hookc --project bot build --env production",
        &[],
        0,
    );
    folder
}

/// Runs the entry of a hook; what it prints.
#[track_caller]
fn run(folder: &Path, entry: &str, arguments: &[&str], code: i32) -> String {
    let entry = entry.strip_prefix("hookc ").unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_hookc"));
    command.args(entry.split(' ')).args(arguments);
    let output = command.current_dir(folder).output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let printed = text(&output.stdout) + &text(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{entry}: {printed}");
    printed
}

fn entry(id: &str) -> String {
    let hook = hooks().into_iter().find(|hook| hook["id"] == id).unwrap();
    hook["entry"].as_str().unwrap().to_owned()
}

fn rewrite(folder: &TempDir, path: &str, from: &str, to: &str) {
    let path = folder.path().join(path);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{text}");
    fs::write(path, text.replace(from, to)).unwrap();
}

#[test]
fn each_hook_takes_yaml_and_json_one_run_at_a_time() {
    let ids: Vec<String> = hooks()
        .iter()
        .map(|hook| hook["id"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(
        ids,
        ["hookc-check", "hookc-fix", "hookc-fmt", "hookc-build-check"]
    );
    for hook in hooks() {
        // There are no definitions in JSON that could be formatted.
        if hook["id"] != "hookc-fmt" {
            let types = hook["types_or"].as_sequence().unwrap();
            assert!(types.contains(&"yaml".into()) && types.contains(&"json".into()));
        }
        assert_eq!(hook["require_serial"], true);
        assert_eq!(hook["language"], "python");
    }
}

#[test]
fn every_hook_passes_over_files_of_other_people() {
    let folder = repository();
    // Whatever the state of the bot is.
    rewrite(&folder, "bot/hooks/a.yaml", "/a\n", "/b\n");
    rewrite(&folder, "bot/hooks/t.yaml", "[a]", "[b]");
    let before = fs::read_to_string(folder.path().join("bot/hooks/t.yaml")).unwrap();
    for hook in hooks() {
        let entry = hook["entry"].as_str().unwrap();
        for files in [
            &["ci.yml"][..],
            &["package.json"],
            &["ci.yml", "package.json"],
        ] {
            for arguments in [&[][..], &["--env", "production"]] {
                if hook["id"] == "hookc-fmt" && !arguments.is_empty() {
                    continue;
                }
                let arguments = [arguments, files].concat();
                run(folder.path(), entry, &arguments, 0);
            }
        }
    }
    let after = fs::read_to_string(folder.path().join("bot/hooks/t.yaml")).unwrap();
    assert_eq!(before, after, "only named files are fixed");
}

#[test]
fn yaml_below_the_manifest_that_is_no_definition_is_other_peoples() {
    let folder = tempfile::tempdir().unwrap();
    let files = [
        ("hookc.yaml", "default_platform: verboo\n"),
        (
            "hooks/a.yaml",
            "kind: webhook\nname: a\nurl: https://a.example/\nmethod: GET\n",
        ),
        (
            "chart/service.yaml",
            "kind: Service\nname: {{ .Values.name }}\n",
        ),
        (
            "chart/broken.yaml",
            "{{- if .Values.a }}\nspec: [\n{{- end }}\n",
        ),
        (".github/workflows/ci.yml", "on: push\n"),
        ("package.json", "{}"),
    ];
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    for hook in hooks() {
        let entry = hook["entry"].as_str().unwrap();
        let others = files.map(|(path, _)| path);
        // There is no bundle at all.
        run(folder.path(), entry, &others[2..], 0);
    }
    let build = entry("hookc-build-check");
    run(folder.path(), &build, &["package.json", "hooks/a.yaml"], 1);
    run(folder.path(), &build, &["hookc.yaml"], 1);
}

#[test]
fn no_file_is_fixed_that_is_not_named() {
    let folder = repository();
    rewrite(
        &folder,
        "bot/hooks/a.yaml",
        "response_directive",
        "responseDirective",
    );
    let before = fs::read_to_string(folder.path().join("bot/hooks/a.yaml")).unwrap();
    run(
        folder.path(),
        &entry("hookc-fix"),
        &["ci.yml", "package.json"],
        0,
    );
    run(folder.path(), &entry("hookc-fix"), &["bot/hooks/t.yaml"], 0);
    let after = fs::read_to_string(folder.path().join("bot/hooks/a.yaml")).unwrap();
    assert_eq!(before, after);
    run(folder.path(), &entry("hookc-fix"), &["bot/hooks/a.yaml"], 0);
    let after = fs::read_to_string(folder.path().join("bot/hooks/a.yaml")).unwrap();
    assert!(after.contains("\nresponse_directive"), "{after}");
}

#[test]
fn a_changed_file_is_checked_against_the_whole_project() {
    let folder = repository();
    let check = entry("hookc-check");
    run(folder.path(), &check, &["bot/hooks/t.yaml", "ci.yml"], 0);
    rewrite(&folder, "bot/hooks/t.yaml", "[a]", "[b]");
    let printed = run(folder.path(), &check, &["bot/hooks/t.yaml", "ci.yml"], 1);
    assert!(printed.contains("error[unresolved-reference]"), "{printed}");
}

#[test]
fn a_changed_schema_is_checked_where_it_is_used() {
    let folder = repository();
    let check = entry("hookc-check");
    let printed = run(folder.path(), &check, &["bot/a.schema.json"], 0);
    assert_eq!(printed, "");
    rewrite(&folder, "bot/a.schema.json", "\"object\"", "\"array\"");
    let printed = run(folder.path(), &check, &["bot/a.schema.json"], 1);
    assert!(printed.contains("bot/hooks/a.yaml:5:"), "{printed}");
    assert!(printed.contains("error[invalid-example]"), "{printed}");
}

#[test]
fn a_bundle_is_compared_where_a_file_concerns_it() {
    let folder = repository();
    let check = entry("hookc-build-check");
    let concerned = [
        "bot/hooks/a.yaml",
        "bot/hookc.yaml",
        "bot/a.schema.json",
        "bot/dist/production/index.json",
        "bot/dist/production/verboo/SETUP.md",
    ];
    for file in concerned {
        run(folder.path(), &check, &["--env", "production", file], 0);
    }
    rewrite(&folder, "bot/hooks/a.yaml", "/a\n", "/b\n");
    for file in concerned {
        let arguments = ["--env", "production", "ci.yml", file];
        let printed = run(folder.path(), &check, &arguments, 1);
        assert!(
            printed.contains("+  \"url\": \"https://p.example/b\""),
            "{printed}"
        );
        // Which environment is meant has to be said.
        let printed = run(folder.path(), &check, &[file], 2);
        assert!(printed.contains("--env staging"), "{printed}");
    }
}

#[test]
fn everything_has_the_same_version() {
    let version = env!("CARGO_PKG_VERSION");
    let mirror = text("packaging/pre-commit-mirror/pyproject.toml");
    assert!(
        mirror.contains(&format!("\nversion = \"{version}\"\n")),
        "{mirror}"
    );
    assert!(
        mirror.contains(&format!("\"hookc=={version}\"")),
        "{mirror}"
    );
    for page in [
        "README.md",
        "docs/pre-commit.md",
        "docs/ci.md",
        "templates/hookc/template.yml",
    ] {
        let text = text(page);
        for (line, used) in text
            .lines()
            .filter_map(|line| Some((line, used_version(line)?)))
        {
            assert_eq!(used, version, "{page}: {line}");
        }
    }
}

/// The version of hookc that a line of a page names, if it does.
fn used_version(line: &str) -> Option<&str> {
    let marks = [
        "rev: v",
        "hookc==",
        "/hookc@v",
        "/hookc@",
        "--version v",
        "ref: v",
    ];
    let behind = marks
        .iter()
        .find_map(|mark| Some(line.split_once(mark)?.1))?;
    let end = behind.find(|c: char| !(c.is_ascii_digit() || c == '.'));
    Some(&behind[..end.unwrap_or(behind.len())])
}

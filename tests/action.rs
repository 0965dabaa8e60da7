//! The scripts behind the GitHub Action, the template of GitLab and releases, run as those run them.
#![cfg(unix)]
#![expect(
    clippy::disallowed_methods,
    reason = "tests read files of the repository and write projects"
)]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_yaml::Value;
use tempfile::TempDir;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const TARGET: &str = "x86_64-unknown-linux-musl";

/// What a script came to.
#[derive(Debug)]
struct Ran {
    code: Option<i32>,
    text: String,
}

impl Ran {
    #[track_caller]
    fn ends(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{}", self.text);
        self
    }

    #[track_caller]
    fn says(self, text: &str) -> Self {
        assert!(
            self.text.contains(text),
            "`{text}` is not in:\n{}",
            self.text
        );
        self
    }
}

/// A bash with this build of hookc and nothing of the CI that these tests may run in.
fn bash(folder: &Path, script: &[&str], environment: &[(&str, &str)]) -> Ran {
    let binary = Path::new(env!("CARGO_BIN_EXE_hookc")).parent().unwrap();
    let path = std::env::var("PATH").unwrap_or_default();
    let mut command = Command::new("bash");
    command.args(script).current_dir(folder);
    for name in [
        "GITHUB_STEP_SUMMARY",
        "GITHUB_WORKSPACE",
        "CI_PROJECT_DIR",
        "RUNNER_OS",
    ] {
        command.env_remove(name);
    }
    command.env("PATH", format!("{}:{path}", binary.display()));
    command.envs(environment.iter().copied());
    let output = command.output().unwrap();
    let text = [output.stdout, output.stderr].concat();
    Ran {
        code: output.status.code(),
        text: String::from_utf8(text).unwrap(),
    }
}

fn in_repository(path: &str) -> String {
    Path::new(ROOT).join(path).to_str().unwrap().to_owned()
}

/// A project with two environments and the bundle of one of them.
fn project() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write(
        "bot/hookc.yaml",
        "default_platform: ebbot\nenvironments:\n  staging: { crm: s }\n  production: { crm: p }\n",
    );
    write(
        "bot/a.yaml",
        "kind: webhook\nname: a\ndirection: outgoing\ntopics: [chat.close]\n\
         url: https://${crm}.example/a/${secret.PATH}\n",
    );
    let build = ["-c", "hookc -q --project bot build --env production"];
    bash(folder.path(), &build, &[]).ends(0);
    folder
}

/// Runs the checks of the action; what it came to, and its outputs.
fn check(folder: &Path, environment: &[(&str, &str)]) -> (Ran, String) {
    let outputs = folder.join("outputs");
    fs::write(&outputs, "").unwrap();
    let mut environment = environment.to_vec();
    environment.push(("GITHUB_OUTPUT", outputs.to_str().unwrap()));
    let script = in_repository("packaging/action/check.sh");
    let ran = bash(folder, &[&script], &environment);
    (ran, fs::read_to_string(outputs).unwrap())
}

#[test]
fn the_action_reports_and_leaves_the_exit_code_to_its_last_step() {
    let folder = project();
    let sarif = ("HOOKC_SARIF_FILE", "hookc.sarif");
    let (ran, outputs) = check(folder.path(), &[sarif]);
    assert_eq!(ran.ends(0).text, "");
    assert_eq!(outputs, "exit-code=0\nsarif-file=hookc.sarif\n");
    fs::write(folder.path().join("bot/b.yaml"), "kind: webhook\nnmae: b\n").unwrap();
    let (ran, outputs) = check(folder.path(), &[sarif]);
    ran.ends(0).says("::error file=bot/b.yaml,line=2");
    assert_eq!(outputs, "exit-code=1\nsarif-file=hookc.sarif\n");
    let report = fs::read_to_string(folder.path().join("hookc.sarif")).unwrap();
    assert!(report.contains("unknown-field"), "{report}");
    // One of the named files is fine.
    let named = ("HOOKC_PATHS", "bot/a.yaml\nmissing.yaml\n");
    let (_, outputs) = check(folder.path(), &[("HOOKC_PATHS", "bot/a.yaml\n")]);
    assert_eq!(outputs, "exit-code=0\n");
    let (_, outputs) = check(folder.path(), &[named]);
    assert_eq!(outputs, "exit-code=2\n", "a path that is none");
}

#[test]
fn the_action_compares_each_environment_that_is_named() {
    let folder = project();
    let build = ("HOOKC_BUILD_CHECK", "true");
    let production = ("HOOKC_BUILD_ENVIRONMENTS", "production\n");
    let both = ("HOOKC_BUILD_ENVIRONMENTS", "production\nstaging\n");
    let (ran, outputs) = check(folder.path(), &[build, production]);
    ran.ends(0)
        .says("::group::hookc build --check --env production");
    assert_eq!(outputs, "exit-code=0\n");
    let (ran, outputs) = check(folder.path(), &[build, both]);
    ran.says("::error::the committed bundle of staging is not what the definitions say");
    assert_eq!(outputs, "exit-code=1\n");
    let (ran, outputs) = check(folder.path(), &[build]);
    ran.says("declares several environments");
    assert_eq!(outputs, "exit-code=2\n");
}

/// A release in a folder, as `packaging/archive.sh` makes it of a program.
fn release(version: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let built = folder.path().join("target").join(TARGET).join("release");
    fs::create_dir_all(&built).unwrap();
    let program = built.join("hookc");
    fs::write(&program, format!("#!/bin/sh\necho hookc {version}\n")).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    let extras = folder.path().join("extras");
    let make = in_repository("packaging/extras.sh");
    let extras = extras.to_str().unwrap();
    bash(
        Path::new(ROOT),
        &[&make, env!("CARGO_BIN_EXE_hookc"), extras],
        &[],
    )
    .ends(0);
    let archives = folder
        .path()
        .join(format!("o/hookc/releases/download/v{version}"));
    let pack = in_repository("packaging/archive.sh");
    let target = folder.path().join("target");
    let target = ("CARGO_TARGET_DIR", target.to_str().unwrap());
    let arguments = [&*pack, TARGET, extras, archives.to_str().unwrap()];
    bash(Path::new(ROOT), &arguments, &[target]).ends(0);
    folder
}

/// Installs from such a release; where hookc is found afterwards.
fn install(release: &Path, version: &str) -> (Ran, Option<PathBuf>) {
    let temp = release.join("runner");
    fs::create_dir_all(&temp).unwrap();
    let paths = release.join("paths");
    fs::write(&paths, "").unwrap();
    let server = format!("file://{}", release.display());
    let script = in_repository("packaging/action/install.sh");
    let environment = [
        ("HOOKC_VERSION", version),
        ("HOOKC_REPOSITORY", "o/hookc"),
        ("HOOKC_SERVER", &server),
        ("RUNNER_TEMP", temp.to_str().unwrap()),
        ("RUNNER_OS", "Linux"),
        ("RUNNER_ARCH", "X64"),
        ("GITHUB_PATH", paths.to_str().unwrap()),
    ];
    let ran = bash(release, &[&script], &environment);
    let found = fs::read_to_string(paths).unwrap();
    (
        ran,
        (!found.is_empty()).then(|| PathBuf::from(found.trim())),
    )
}

#[test]
fn the_action_installs_the_archive_of_a_release_after_comparing_its_checksum() {
    if Command::new("curl").arg("--version").output().is_err() {
        println!("skipped: there is no curl");
        return;
    }
    let version = env!("CARGO_PKG_VERSION");
    let release = release(version);
    for written in ["", version, &format!("v{version}")] {
        let (ran, folder) = install(release.path(), written);
        ran.ends(0)
            .says(&format!("hookc {version} from the release"));
        assert!(folder.unwrap().join("hookc").is_file());
    }
    let (ran, folder) = install(release.path(), "99.0.0");
    ran.ends(2).says("there is no release of hookc 99.0.0");
    assert_eq!(folder, None);
    let (ran, _) = install(release.path(), "$(id)");
    ran.ends(2).says("version has to be like 0.1.0");
    let (ran, _) = install(release.path(), "installed");
    ran.ends(0).says(&format!("hookc {version}"));
    let downloads = format!("o/hookc/releases/download/v{version}");
    let archive = format!("{downloads}/hookc-{version}-{TARGET}.tar.gz");
    fs::write(release.path().join(archive), "another").unwrap();
    let (ran, folder) = install(release.path(), version);
    ran.ends(2).says("is not the published one");
    assert_eq!(folder, None);
}

#[test]
fn archives_are_where_binstall_looks_for_them() {
    let manifest = fs::read_to_string(in_repository("Cargo.toml")).unwrap();
    let (_, binstall) = manifest.split_once("[package.metadata.binstall]").unwrap();
    let value = |key: &str| {
        let line = binstall.lines().find_map(|line| line.strip_prefix(key));
        line.unwrap().trim_matches([' ', '=', '"']).to_owned()
    };
    let version = env!("CARGO_PKG_VERSION");
    let release = release(version);
    let filled = |text: &str| {
        text.replace("{ repo }", "o/hookc")
            .replace("{ version }", version)
            .replace("{ target }", TARGET)
            .replace("{ archive-suffix }", ".tar.gz")
            .replace("{ bin }", "hookc")
            .replace("{ binary-ext }", "")
    };
    let archive = release.path().join(filled(&value("pkg-url")));
    assert!(archive.is_file(), "{archive:?}");
    let list = format!("tar -tzf {}", archive.display());
    let listed = bash(release.path(), &["-c", &list], &[]).ends(0).text;
    let holds = |path: &str| listed.lines().any(|line| line == path);
    assert!(holds(&filled(&value("bin-dir"))), "{listed}");
    let folder = format!("hookc-{version}-{TARGET}");
    for file in [
        "LICENSE-MIT",
        "README.md",
        "man/hookc-check.1",
        "completions/_hookc",
    ] {
        assert!(holds(&format!("{folder}/{file}")), "{file}: {listed}");
    }
}

/// The script of a job of the template, with these inputs.
fn script_of(job: &str, inputs: &[(&str, &str)]) -> String {
    let template = fs::read_to_string(in_repository("templates/hookc/template.yml")).unwrap();
    let (_, mut jobs) = template
        .split_once("\n---\n")
        .map(|(spec, jobs)| (spec.to_owned(), jobs.to_owned()))
        .unwrap();
    for (name, value) in inputs {
        jobs = jobs.replace(&format!("$[[ inputs.{name} ]]"), value);
    }
    let jobs: Value = serde_yaml::from_str(&jobs).unwrap();
    let lines = jobs[job]["script"].as_sequence().unwrap().iter();
    lines
        .map(|line| line.as_str().unwrap())
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn the_jobs_of_gitlab_run() {
    let folder = project();
    let check = script_of("hookc check", &[("arguments", "--deny warnings")]);
    bash(folder.path(), &["-ec", &check], &[]).ends(0);
    for report in ["gl-code-quality-report.json", "hookc-junit.xml"] {
        assert!(folder.path().join(report).is_file(), "{report}");
    }
    let build = script_of("hookc build check", &[]);
    let environments = |names| [("HOOKC_ENVIRONMENTS", names)];
    bash(folder.path(), &["-ec", &build], &environments("production")).ends(0);
    let both = environments("staging production");
    bash(folder.path(), &["-ec", &build], &both)
        .ends(1)
        .says("+++ bot/dist/staging");
    bash(folder.path(), &["-ec", &build], &environments(""))
        .ends(2)
        .says("several environments");
}

#[test]
fn a_tree_is_released_once_versions_changelog_and_owner_are_set() {
    let version = env!("CARGO_PKG_VERSION");
    let ready = in_repository("packaging/ready.sh");
    let folder = tempfile::tempdir().unwrap();
    for path in [
        "Cargo.toml",
        "README.md",
        "CHANGELOG.md",
        "packaging/ready.sh",
        "packaging/notes.sh",
    ] {
        let target = folder.path().join(path);
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::copy(in_repository(path), target).unwrap();
    }
    let mirror = "packaging/pre-commit-mirror/pyproject.toml";
    fs::create_dir_all(folder.path().join(mirror).parent().unwrap()).unwrap();
    fs::copy(in_repository(mirror), folder.path().join(mirror)).unwrap();
    bash(Path::new(ROOT), &[&ready, "v99.0.0"], &[])
        .ends(1)
        .says("Cargo.toml does not have the version 99.0.0");
    let script = "packaging/ready.sh";
    let tag = format!("v{version}");
    bash(folder.path(), &[script, &tag], &[])
        .ends(1)
        .says("no entry")
        .says("OWNER stands for");
    let edit = format!(
        "sed -i.old 's/^## Unreleased/## {version}/' CHANGELOG.md && \
         sed -i.old 's#OWNER/hookc#acme/hookc#g' README.md Cargo.toml && rm ./*.old"
    );
    bash(folder.path(), &["-c", &edit], &[]).ends(0);
    bash(folder.path(), &[script, &tag], &[]).ends(0);
    let notes = bash(folder.path(), &["packaging/notes.sh", &tag], &[])
        .ends(0)
        .text;
    assert!(notes.contains("- `hookc build` writes a bundle"), "{notes}");
    assert!(!notes.contains("# Changelog"), "{notes}");
}

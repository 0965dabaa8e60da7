//! `hookc check`: exit codes, formats, streams.

use std::fs;
use std::io::Read;
use std::process::Stdio;

use super::{Folder, broken, run, webhook};

#[test]
fn a_clean_project_says_nothing() {
    let folder = Folder::with(&[("hookc.yaml", ""), ("a.yaml", &webhook("a"))]);
    folder.run("check").ends(0).says_nothing();
    folder.run("check --format concise").ends(0).says_nothing();
}

#[test]
fn an_error_ends_with_one_and_goes_to_the_standard_output() {
    let folder = Folder::with(&[("hookc.yaml", ""), ("hooks/a.yaml", &broken("a"))]);
    let ran = folder.run("check").ends(1);
    assert!(
        ran.stdout.contains("error[unknown-field]"),
        "{}",
        ran.stdout
    );
    assert!(ran.stdout.contains("hooks/a.yaml:7:1"), "{}", ran.stdout);
    assert!(ran.stdout.contains("1 error"), "{}", ran.stdout);
    assert!(!ran.stdout.contains('\u{1b}'), "{}", ran.stdout);
    assert_eq!(ran.stderr, "");
    let quiet = folder.run("check --quiet --format concise").ends(1);
    assert_eq!(quiet.stdout.lines().count(), 1, "{}", quiet.stdout);
}

#[test]
fn warnings_end_with_one_where_they_are_denied() {
    // No trigger calls it.
    let unused = "kind: webhook\nplatform: verboo\nname: a\nurl: https://a.example/\nmethod: GET\n";
    let folder = Folder::with(&[("hookc.yaml", ""), ("a.yaml", unused)]);
    let ran = folder.run("check").ends(0);
    assert!(
        ran.stdout.contains("warning[unused-definition]"),
        "{}",
        ran.stdout
    );
    assert!(
        ran.stdout.contains("1 warning in 2 files"),
        "{}",
        ran.stdout
    );
    folder.run("check --deny warnings").ends(1);
    folder.run("build").ends(0);
    let misuse = folder.run("check --deny errors").ends(2);
    assert!(misuse.stderr.contains("warnings"), "{}", misuse.stderr);
}

#[test]
fn json_is_printed_even_when_there_is_nothing_to_say() {
    let folder = Folder::with(&[("hookc.yaml", ""), ("a.yaml", &webhook("a"))]);
    let ran = folder.run("check --format json").ends(0);
    let report: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(report["version"], 1);
    assert_eq!(report["diagnostics"], serde_json::json!([]));
    assert_eq!(report["summary"]["definitions"], 1);
}

#[test]
fn several_formats_go_to_several_places() {
    let folder = Folder::with(&[("hookc.yaml", ""), ("a.yaml", &broken("a"))]);
    let ran = folder
        .run("check --format concise --format json=out.json")
        .ends(1);
    assert!(ran.stdout.starts_with("a.yaml:7:1: error[unknown-field]"));
    let report: serde_json::Value = serde_json::from_str(&folder.read("out.json")).unwrap();
    assert_eq!(report["diagnostics"][0]["file"], "a.yaml");
    let file_only = folder.run("check --format json=out.json").ends(1);
    assert_eq!(file_only.stdout, "");
    folder
        .run("check --format full --format json")
        .ends(2)
        .complains("two formats go to one place");
    folder
        .run("check --format xml")
        .ends(2)
        .complains("formats are full, concise, json");
    folder
        .run("check --format json=missing/out.json")
        .ends(2)
        .complains("missing/out.json");
}

#[cfg(unix)]
#[test]
fn a_report_goes_through_links_and_into_devices() {
    let folder = Folder::with(&[("hookc.yaml", ""), ("a.yaml", &broken("a"))]);
    folder.write("elsewhere/report.json", "old");
    std::os::unix::fs::symlink("elsewhere/report.json", folder.path("link.json")).unwrap();
    folder.run("check --format json=link.json").ends(1);
    assert!(folder.path("link.json").is_symlink());
    assert!(folder.read("elsewhere/report.json").starts_with('{'));
    // A device of the system must stay one, even for who may replace it.
    let ran = folder.run("check --format json=/proc/self/fd/2").ends(1);
    assert!(ran.stderr.contains("unknown-field"), "{}", ran.stderr);
    // A pipe is none that a file could be put in the place of.
    let pipe = folder.path("pipe");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    if !made.is_ok_and(|status| status.success()) {
        println!("skipped: no mkfifo");
        return;
    }
    let reader = std::thread::spawn({
        let pipe = pipe.clone();
        move || std::fs::read_to_string(pipe).unwrap()
    });
    folder.run("check --format json=pipe").ends(1);
    assert!(reader.join().unwrap().contains("unknown-field"));
    assert!(!pipe.metadata().unwrap().is_file());
}

#[test]
fn a_file_in_another_encoding_is_not_passed_over() {
    let text = webhook("a");
    let low_first = text.encode_utf16().flat_map(u16::to_le_bytes);
    let high_first = text.encode_utf16().flat_map(u16::to_be_bytes);
    let files: [Vec<u8>; 3] = [
        [0xff, 0xfe].into_iter().chain(low_first.clone()).collect(),
        [0xfe, 0xff].into_iter().chain(high_first).collect(),
        low_first.collect(),
    ];
    for bytes in files {
        let folder = Folder::with(&[("hookc.yaml", "")]);
        std::fs::write(folder.path("a.yaml"), bytes).unwrap();
        let ran = folder.run("check --format concise a.yaml").ends(1);
        assert!(ran.stdout.contains("error[invalid-yaml]"), "{}", ran.stdout);
    }
}

#[test]
fn a_control_character_is_pointed_at() {
    let text = webhook("a") + "description: a\u{1b}[2Jb\n";
    let folder = Folder::with(&[("hookc.yaml", ""), ("a.yaml", &text)]);
    let ran = folder.run("check --format concise").ends(1);
    let expected = "a.yaml:7:15: error[invalid-yaml] the control character U+001B\n";
    assert!(ran.stdout.starts_with(expected), "{}", ran.stdout);
}

#[test]
fn a_blank_path_in_the_manifest_is_one_finding() {
    let folder = Folder::with(&[("hookc.yaml", "out: ''\n"), ("a.yaml", &webhook("a"))]);
    let ran = folder.run("check --format concise").ends(1);
    assert!(ran.stdout.contains("1 error in"), "{}", ran.stdout);
}

#[test]
fn a_sentence_does_not_repeat_a_name_of_a_whole_line() {
    let text = webhook("a") + &"k".repeat(900) + ": 1\n";
    let folder = Folder::with(&[("hookc.yaml", ""), ("a.yaml", &text)]);
    let ran = folder.run("check --format concise").ends(1);
    let line = ran.stdout.lines().next().unwrap();
    let shown = format!("no field `{}…`", "k".repeat(200));
    assert!(line.ends_with(&shown), "{line}");
}

#[test]
fn a_project_without_definitions_ends_with_two() {
    for files in [&[][..], &[("hookc.yaml", "project: x\n")]] {
        Folder::with(files)
            .run("check")
            .ends(2)
            .complains("no definition found in this folder");
    }
}

#[test]
fn a_mistake_in_the_manifest_is_something_to_report() {
    let folder = Folder::with(&[("hookc.yaml", "projct: x\n")]);
    let ran = folder.run("check --format concise").ends(1);
    assert_eq!(ran.found_in(), ["hookc.yaml"]);
}

#[test]
fn an_environment_that_is_not_declared_ends_with_two() {
    let manifest = "environments: { staging: { a: b }, production: { a: c } }\n";
    let folder = Folder::with(&[("hookc.yaml", manifest), ("a.yaml", &webhook("a"))]);
    folder.run("check --env staging").ends(0);
    folder
        .run("check --env stagign")
        .ends(2)
        .complains("did you mean `staging`? there are `staging` and `production`");
    folder.write("hookc.yaml", "");
    folder
        .run("check --env staging")
        .ends(2)
        .complains("declares no environments");
}

#[test]
fn a_manifest_that_cannot_be_read_lacks_no_environment() {
    let folder = Folder::with(&[("hookc.yaml", "a: [\n"), ("a.yaml", &webhook("a"))]);
    let ran = folder.run("check --env staging --format concise").ends(1);
    assert_eq!(ran.found_in(), ["hookc.yaml"]);
}

#[test]
fn named_paths_that_cannot_be_read_end_with_two_and_are_all_named() {
    let folder = Folder::with(&[("hookc.yaml", ""), ("a.yaml", &webhook("a"))]);
    folder
        .run("check a.yaml missing.yaml nowhere")
        .ends(2)
        .complains("`missing.yaml` does not exist")
        .complains("`nowhere` does not exist");
}

#[cfg(unix)]
#[test]
fn a_pipe_is_not_waited_for() {
    let folder = Folder::with(&[("hookc.yaml", ""), ("a.yaml", &webhook("a"))]);
    let made = std::process::Command::new("mkfifo")
        .arg(folder.path("pipe.yaml"))
        .status();
    if !made.is_ok_and(|status| status.success()) {
        println!("skipped: there is no mkfifo");
        return;
    }
    for arguments in ["check pipe.yaml", "check", "check /dev/null"] {
        folder
            .run(arguments)
            .ends(2)
            .complains("is neither a file nor a folder");
    }
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_nowhere_is_named() {
    let folder = Folder::with(&[("hookc.yaml", ""), ("a.yaml", &webhook("a"))]);
    std::os::unix::fs::symlink("b.yaml", folder.path("c.yaml")).unwrap();
    std::os::unix::fs::symlink("c.yaml", folder.path("b.yaml")).unwrap();
    let ran = folder.run("check").ends(2);
    assert!(ran.stderr.contains("`b.yaml`"), "{}", ran.stderr);
    folder.run("check b.yaml").ends(2).complains("`b.yaml`");
}

#[cfg(unix)]
#[test]
fn a_folder_that_links_to_one_above_is_not_walked_forever() {
    let folder = Folder::with(&[("hookc.yaml", ""), ("a.yaml", &broken("a"))]);
    std::os::unix::fs::symlink("..", folder.path("loop")).unwrap_or_default();
    std::os::unix::fs::symlink(".", folder.path("here")).unwrap();
    let ran = folder.run("check --format concise").ends(1);
    assert_eq!(ran.stdout.matches("unknown-field").count(), 1);
}

#[cfg(unix)]
#[test]
fn a_link_to_a_file_is_that_file_once() {
    let folder = Folder::with(&[("p/hookc.yaml", ""), ("shared.yaml", &broken("a"))]);
    std::os::unix::fs::symlink("../shared.yaml", folder.path("p/a.yaml")).unwrap();
    std::os::unix::fs::symlink("a.yaml", folder.path("p/b.yaml")).unwrap();
    let ran = folder.run_in("p", "check --format concise").ends(1);
    assert_eq!(ran.found_in(), ["a.yaml"]);
    assert_eq!(ran.stdout.matches("unknown-field").count(), 1);
    let named = folder.run_in("p", "check --format concise a.yaml").ends(1);
    assert_eq!(named.found_in(), ["a.yaml"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_name_that_is_no_utf8_is_named() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let folder = Folder::with(&[("hookc.yaml", ""), ("a.yaml", &webhook("a"))]);
    let odd = OsStr::from_bytes(b"b\xff.yaml");
    fs::write(folder.path("").join(odd), webhook("b")).unwrap();
    folder
        .run("check")
        .ends(2)
        .complains("b\u{fffd}.yaml` is not UTF-8");
    fs::remove_file(folder.path("").join(odd)).unwrap();
    // A folder above is never printed, so its name does not matter.
    let above = folder.path("").join(OsStr::from_bytes(b"d\xff"));
    fs::create_dir(&above).unwrap();
    fs::write(above.join("hookc.yaml"), "").unwrap();
    fs::write(above.join("a.yaml"), webhook("a")).unwrap();
    run(folder.command_in("").arg("check").current_dir(&above)).ends(0);
}

#[test]
fn a_schema_is_read_beside_its_definition() {
    let hook = "kind: webhook\nplatform: verboo\nname: a\nurl: https://a.example/\nmethod: GET\n\
                response:\n  schema: ../schemas/a.json\n  example: { n: text }\nresponse_directive: Say it.\n---\n\
                kind: trigger\nplatform: verboo\nname: t\ndescription: Call when asked.\nwebhooks: [a]\n";
    let folder = Folder::with(&[
        ("hookc.yaml", ""),
        ("hooks/a.yaml", hook),
        (
            "schemas/a.json",
            "{ \"properties\": { \"n\": { \"type\": \"number\" } } }",
        ),
    ]);
    let at_example = "hooks/a.yaml:8:17: error[invalid-example]";
    let ran = folder.run_in("schemas", "check --format concise").ends(1);
    assert!(
        ran.stdout.starts_with(&format!("../{at_example}")),
        "{}",
        ran.stdout
    );
    folder.write("schemas/a.json", "{}");
    folder.run("check").ends(0);
    fs::remove_file(folder.path("schemas/a.json")).unwrap();
    let ran = folder.run("check --format concise").ends(1);
    assert!(
        ran.stdout
            .starts_with("hooks/a.yaml:7:11: error[invalid-example]"),
        "{}",
        ran.stdout
    );
}

#[test]
fn a_file_over_64_mib_is_a_finding() {
    let folder = Folder::with(&[("hookc.yaml", "")]);
    let mut text = webhook("big");
    text.push_str(&"# a comment line of some length to fill the file up\n".repeat(1_300_000));
    folder.write("big.yaml", &text);
    let ran = folder.run("check --format concise").ends(1);
    assert!(
        ran.stdout.starts_with("big.yaml:1:1: error[yaml-limit]"),
        "{}",
        ran.stdout
    );
}

#[test]
fn a_reader_that_goes_away_is_no_trouble() {
    let folder = Folder::with(&[("hookc.yaml", "")]);
    let many: Vec<String> = (0..3000).map(|n| broken(&format!("w{n}"))).collect();
    folder.write("a.yaml", &many.join("---\n"));
    let mut child = folder
        .command_in("")
        .arg("check")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdout = child.stdout.take().unwrap();
    let mut first = [0_u8; 10];
    stdout.read_exact(&mut first).unwrap();
    drop(stdout);
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(output.status.code(), Some(1));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told() {
    let folder = Folder::with(&[("hookc.yaml", ""), ("a.yaml", &broken("a"))]);
    let full = fs::OpenOptions::new()
        .write(true)
        .open("/dev/full")
        .unwrap();
    let ran = run(folder.command_in("").arg("check").stdout(full));
    ran.ends(2).complains("cannot write to the standard output");
}

#[test]
fn colour_is_as_it_is_asked_for() {
    let folder = Folder::with(&[("hookc.yaml", ""), ("a.yaml", &broken("a"))]);
    let has_colour = |arguments: &str, no_color: &str| {
        let mut command = folder.command_in("");
        command.args(arguments.split(' ')).env("NO_COLOR", no_color);
        run(&mut command).ends(1).stdout.contains('\u{1b}')
    };
    assert!(has_colour("check --color always", ""));
    assert!(has_colour("--color=always check", "1"));
    assert!(!has_colour("check --color never", ""));
    assert!(!has_colour("check", ""));
}

#[test]
fn an_unknown_command_gets_the_nearest_one() {
    let folder = Folder::new();
    folder.run("chekc").ends(2).complains("'check'");
    folder.run("").ends(2).complains("Usage: hookc");
    let help = folder.run("check --help").ends(0);
    assert!(help.stdout.contains("Examples:"), "{}", help.stdout);
}

#[test]
fn rules_are_listed_and_explained() {
    let folder = Folder::new();
    let list = folder.run("rules").ends(0).stdout;
    assert!(list.contains("unknown-field"), "{list}");
    let page = folder.run("explain unknown-field").ends(0).stdout;
    assert!(page.starts_with("# unknown-field\n"), "{page}");
    folder
        .run("explain unknown-feild")
        .ends(2)
        .complains("did you mean `unknown-field`?");
    folder.run("explain").ends(2);
}

#[test]
fn allowed_findings_count_for_nothing_and_are_listed_for_programs() {
    let unused = "kind: webhook\nplatform: verboo\nname: a # hookc: allow(unused-definition) later\nurl: https://a.example/\nmethod: GET\n";
    let folder = Folder::with(&[("hookc.yaml", ""), ("a.yaml", unused)]);
    folder.run("check --deny warnings").ends(0).says_nothing();
    folder.run("check --deny warnings --no-ignore").ends(1);
    let json = folder.run("check --format json").ends(0).stdout;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["diagnostics"][0]["suppressed"], true);
    assert_eq!(json["summary"]["suppressed"], 1);
    assert_eq!(json["summary"]["warnings"], 0);
    let json = folder.run("check --format json --no-ignore").ends(0).stdout;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["diagnostics"][0]["suppressed"], false);
}

#[test]
fn half_a_list_is_completed_in_the_help() {
    let text = webhook("a").replace("[chat.close]", "chat.close]");
    let folder = Folder::with(&[("hookc.yaml", ""), ("a.yaml", &text)]);
    let ran = folder.run("check").ends(1);
    assert!(
        ran.stdout.contains("help: write a list: `[chat.close]`\n"),
        "{}",
        ran.stdout
    );
}

const MENDABLE: &str =
    "kind: webhook\nplatform: ebbot\nname: a\ndirection: incoming\nkidn: 1\ndescription: 42\n";

#[test]
fn fixes_are_written_whole_and_what_is_left_is_reported() {
    let folder = Folder::with(&[
        ("hookc.yaml", ""),
        ("a.yaml", MENDABLE),
        ("b.yaml", &MENDABLE.replace("name: a", "name: b")),
    ]);
    let ran = folder.run("check --fix --format concise a.yaml").ends(1);
    assert!(ran.stdout.contains("unknown-field"), "{}", ran.stdout);
    assert!(!ran.stdout.contains("wrong-type"), "{}", ran.stdout);
    assert!(
        ran.stderr.contains("fixed a.yaml:6:14: [wrong-type]"),
        "{}",
        ran.stderr
    );
    assert_eq!(folder.read("a.yaml"), MENDABLE.replace("42", "'42'"));
    // It was not named.
    assert!(folder.read("b.yaml").contains("42\n"));
    let files = folder.files(".").len();
    folder.run("check --fix").ends(1);
    assert_eq!(folder.files(".").len(), files);
    assert_eq!(
        folder.read("b.yaml"),
        MENDABLE.replace("name: a", "name: b").replace("42", "'42'")
    );
    let ran = folder.run("check --fix --quiet").ends(1);
    assert_eq!(ran.stderr, "");
}

#[test]
fn a_diff_of_fixes_writes_nothing() {
    let folder = Folder::with(&[("hookc.yaml", ""), ("a.yaml", MENDABLE)]);
    let ran = folder.run("check --fix --diff").ends(1);
    assert_eq!(
        ran.stdout,
        "--- a.yaml\n+++ a.yaml\n@@ -3,4 +3,4 @@\n name: a\n direction: incoming\n kidn: 1\n-description: 42\n+description: '42'\n"
    );
    assert_eq!(folder.read("a.yaml"), MENDABLE);
    assert_eq!(
        folder.run("check --diff --quiet").ends(1).stdout,
        ran.stdout
    );
}

#[test]
fn a_finding_tells_how_it_is_fixed() {
    let folder = Folder::with(&[("hookc.yaml", ""), ("a.yaml", MENDABLE)]);
    let ran = folder.run("check").ends(1);
    assert!(
        ran.stdout
            .contains("   fix: `hookc check --fix` writes that"),
        "{}",
        ran.stdout
    );
}

#[cfg(unix)]
#[test]
fn fixes_go_through_links_and_keep_permissions() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::with(&[("hookc.yaml", ""), ("real/a.txt", MENDABLE)]);
    let real = folder.path("real/a.txt");
    fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
    std::os::unix::fs::symlink(&real, folder.path("a.yaml")).unwrap();
    folder.run("check --fix").ends(1);
    assert!(
        fs::symlink_metadata(folder.path("a.yaml"))
            .unwrap()
            .is_symlink()
    );
    assert!(folder.read("real/a.txt").contains("'42'"));
    let mode = fs::metadata(&real).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o640);
}

/// One project calls the webhook, the other one does not.
#[test]
fn a_comment_in_a_shared_file_is_used_where_one_project_needs_it() {
    let unused = "kind: webhook\nplatform: verboo\nname: a # hookc: allow(unused-definition) b has no trigger\nurl: https://a.example/\nmethod: GET\nresponse_directive: Say when it arrives.\n";
    let trigger = "kind: trigger\nplatform: verboo\nname: t\ndescription: Call when the customer asks where an order is.\nwebhooks: [a]\n";
    let manifest = "sources: ['*.yaml', ../shared/*.yaml]\n";
    let folder = Folder::with(&[
        ("p/hookc.yaml", manifest),
        ("p/t.yaml", trigger),
        ("q/hookc.yaml", manifest),
        ("q/empty.yaml", ""),
        ("shared/a.yaml", unused),
    ]);
    folder.run("check --deny warnings").ends(0).says_nothing();
    folder
        .run("check --deny warnings shared/a.yaml")
        .ends(0)
        .says_nothing();
    folder.run("check --deny warnings --project p").ends(1);
}

#[test]
fn fixes_stay_within_the_files_that_are_named() {
    let text = broken("a");
    let folder = Folder::with(&[("hookc.yaml", ""), ("a.yaml", &text), ("notes.json", "{}")]);
    folder.run("check --unsafe-fixes notes.json").ends(0);
    assert_eq!(folder.read("a.yaml"), text);
}

//! `hookc build`

use std::fs;
use std::time::{Duration, SystemTime};

use super::{Folder, broken, run, webhook};

fn project(manifest: &str) -> Folder {
    Folder::with(&[("hookc.yaml", manifest), ("hooks/a.yaml", &webhook("a"))])
}

const ENVIRONMENTS: &str = "environments:\n  staging: { x: '1' }\n  production: { x: '2' }\n";

#[test]
fn a_bundle_is_written_with_its_index() {
    let folder = project("");
    let ran = folder.run("build").ends(0);
    assert_eq!(ran.stdout, "wrote 3 files to dist\n");
    assert_eq!(ran.stderr, "");
    assert_eq!(
        folder.files("dist"),
        ["ebbot/SETUP.md", "ebbot/webhooks/a.json", "index.json"]
    );
    assert_eq!(folder.run("build").ends(0).stdout, "dist is up to date\n");
    folder.run("build --quiet").ends(0).says_nothing();
}

#[test]
fn nothing_is_written_when_there_is_an_error() {
    let folder = project("");
    folder.write("hooks/b.yaml", &broken("b"));
    let ran = folder.run("build").ends(1);
    assert!(
        ran.stdout.contains("error[unknown-field]"),
        "{}",
        ran.stdout
    );
    assert!(!folder.has("dist"));
}

#[test]
fn one_error_in_several_projects_stops_all() {
    let folder = Folder::with(&[
        ("a/hookc.yaml", ""),
        ("a/a.yaml", &webhook("a")),
        ("b/hookc.yaml", ""),
        ("b/b.yaml", &broken("b")),
    ]);
    folder.run("build").ends(1);
    assert!(!folder.has("a/dist"));
}

#[test]
fn a_project_without_definitions_ends_with_two() {
    let folder = Folder::with(&[("hookc.yaml", "")]);
    folder.run("build").ends(2).complains("no definition found");
    assert!(!folder.has("dist"));
}

#[test]
fn one_environment_is_the_default_and_several_are_listed() {
    let folder = project("environments: { live: { x: '1' } }\n");
    folder.run("build").ends(0);
    assert!(folder.has("dist/live/index.json"));
    let folder = project(ENVIRONMENTS);
    folder
        .run("build")
        .ends(2)
        .complains("there are `staging` and `production`");
    assert!(!folder.has("dist"));
    folder.run("build --env production").ends(0);
    assert!(folder.has("dist/production/index.json"));
    assert!(!folder.has("dist/staging"));
    folder
        .run("build --env live")
        .ends(2)
        .complains("`staging` and `production`");
}

#[test]
fn only_the_environment_that_is_built_is_checked() {
    let manifest = "environments:\n  staging: { sandbox: true }\n  production: { sandbox: off }\n";
    let folder = project(manifest);
    let say = "kind: trigger\nplatform: ebbot\nname: say\nwebhook: bot\n\
               message: { type: text, value: hello }\nsandbox: ${sandbox}\n---\n\
               kind: webhook\nplatform: ebbot\nname: bot\ndirection: incoming\n";
    folder.write("hooks/say.yaml", say);
    folder.run("check").ends(1);
    folder.run("check --env staging").ends(0);
    folder.run("build --env production").ends(1);
    folder.run("build --env staging").ends(0);
}

#[test]
fn an_environment_is_for_the_projects_that_declare_any() {
    let folder = Folder::with(&[
        ("a/hookc.yaml", ENVIRONMENTS),
        ("a/a.yaml", &webhook("a")),
        ("b/hookc.yaml", ""),
        ("b/b.yaml", &webhook("b")),
    ]);
    folder.run("build --env staging").ends(0);
    assert!(folder.has("a/dist/staging/index.json"));
    assert!(folder.has("b/dist/index.json"));
    folder.write("b/hookc.yaml", "environments: { live: { x: '1' } }\n");
    folder
        .run("build --env staging")
        .ends(2)
        .complains("`b/hookc.yaml` declares no environment `staging`");
}

#[test]
fn out_replaces_dist() {
    let folder = project("out: built/here\n");
    folder.run("build").ends(0);
    assert!(folder.has("built/here/index.json"));
    folder
        .run("build --out ../elsewhere --project hooks")
        .ends(0);
    assert!(folder.has("elsewhere/index.json"));
    let folder = project(ENVIRONMENTS);
    folder.run("build --env staging --out x").ends(0);
    assert!(folder.has("x/staging/index.json"));
}

#[test]
fn with_several_projects_out_has_a_folder_for_each() {
    let folder = Folder::with(&[
        ("a/hookc.yaml", "project: first\n"),
        ("a/a.yaml", &webhook("a")),
        ("b/hookc.yaml", ENVIRONMENTS),
        ("b/b.yaml", &webhook("b")),
    ]);
    folder.run("build --out out --env staging").ends(0);
    assert!(folder.has("out/first/index.json"));
    assert!(folder.has("out/b/staging/index.json"));
    folder.write("b/hookc.yaml", "project: First\n");
    folder
        .run("build --out other")
        .ends(2)
        .complains("two projects would be written to")
        .complains("`project`");
    assert!(!folder.has("other"));
    folder.run("build").ends(0);
}

#[test]
fn files_that_say_the_same_are_not_touched() {
    let folder = project("");
    folder.write("hooks/b.yaml", &webhook("b"));
    folder.run("build").ends(0);
    let old = SystemTime::now() - Duration::from_secs(1000);
    for path in folder.files("dist") {
        let file = fs::File::options()
            .write(true)
            .open(folder.path("dist").join(path));
        file.unwrap().set_modified(old).unwrap();
    }
    folder.write(
        "hooks/b.yaml",
        &webhook("b").replace("chat.close", "chat.create"),
    );
    let ran = folder.run("build").ends(0);
    let is_new = |path: &str| {
        let metadata = fs::metadata(folder.path("dist").join(path)).unwrap();
        metadata.modified().unwrap() != old
    };
    assert!(!is_new("ebbot/webhooks/a.json"));
    assert!(is_new("ebbot/webhooks/b.json"));
    assert!(is_new("index.json"));
    assert!(ran.stdout.contains("1 unchanged"), "{}", ran.stdout);
}

#[test]
fn stale_files_are_removed_and_others_stay() {
    let folder = project("");
    let say = "kind: trigger\nplatform: ebbot\nname: say\nwebhook: bot\n\
               message: { type: text, value: hello }\n---\n\
               kind: webhook\nplatform: ebbot\nname: bot\ndirection: incoming\n";
    folder.write("hooks/say.yaml", say);
    folder.run("build").ends(0);
    assert!(folder.has("dist/ebbot/messages/say.json"));
    folder.write("dist/ebbot/webhooks/mine.json", "{}");
    fs::remove_file(folder.path("hooks/say.yaml")).unwrap();
    let ran = folder.run("build").ends(0);
    assert!(ran.stdout.contains("2 removed"), "{}", ran.stdout);
    assert!(!folder.has("dist/ebbot/messages"));
    assert!(folder.has("dist/ebbot/webhooks/mine.json"));
}

#[test]
fn an_index_cannot_make_a_build_delete_anything_else() {
    let folder = project("out: out/dist\n");
    folder.write("out/precious.txt", "");
    folder.write("out/dist/mine.txt", "");
    let absolute = folder.path("out/precious.txt");
    let listed = [
        "../precious.txt",
        "a/../../precious.txt",
        "./../precious.txt",
        "link/precious.txt",
        "linked.txt",
        "ebbot",
        "",
        "..",
        ".",
        "..\\\\precious.txt",
        absolute.to_str().unwrap(),
    ];
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("..", folder.path("out/dist/link")).unwrap();
        let target = folder.path("out/precious.txt");
        std::os::unix::fs::symlink(target, folder.path("out/dist/linked.txt")).unwrap();
    }
    let files: Vec<String> = listed
        .iter()
        .map(|path| format!("{{ \"path\": \"{path}\" }}"))
        .collect();
    let index = format!(
        "{{ \"hookcBundle\": 1, \"files\": [{}] }}",
        files.join(", ")
    );
    folder.write("out/dist/index.json", &index);
    folder.run("build").ends(0);
    assert!(folder.has("out/precious.txt"));
    assert!(folder.has("out/dist/mine.txt"));
}

#[test]
fn an_index_of_somebody_else_is_not_overwritten() {
    let folder = project("");
    folder.write("web/index.json", "{ \"pages\": [] }");
    folder
        .run("build --out web")
        .ends(2)
        .complains("web/index.json` is not of an earlier build");
    assert_eq!(folder.files("web"), ["index.json"]);
    // One that a merge broke is ours, and is made anew.
    folder.write("dist/index.json", "<<<<<<<\n\"hookcBundle\": 1\n=======\n");
    folder.run("build").ends(0);
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_links_of_the_repository() {
    use std::os::unix::fs::symlink;
    let folder = project("");
    fs::create_dir(folder.path("elsewhere")).unwrap();
    symlink("elsewhere", folder.path("dist")).unwrap();
    folder.run("build").ends(2).complains("dist` is a link");
    assert_eq!(folder.files("elsewhere"), [""; 0]);
    folder.run("build --out dist").ends(0);
    assert!(folder.has("elsewhere/index.json"));
    fs::remove_file(folder.path("dist")).unwrap();
    fs::create_dir(folder.path("dist")).unwrap();
    symlink("../hooks", folder.path("dist/ebbot")).unwrap();
    folder.run("build").ends(2).complains("ebbot` is a link");
    assert_eq!(folder.files("hooks"), ["a.yaml"]);
}

#[cfg(unix)]
#[test]
fn written_files_have_the_mode_of_others() {
    use std::os::unix::fs::PermissionsExt;
    let folder = project("");
    folder.run("build").ends(0);
    let mode = |path: &str| {
        fs::metadata(folder.path(path))
            .unwrap()
            .permissions()
            .mode()
    };
    assert_eq!(mode("dist/index.json"), mode("hooks/a.yaml"));
}

#[test]
fn something_in_the_way_is_named() {
    let folder = project("");
    folder.write("dist", "a file");
    folder.run("build").ends(2).complains("dist` is in the way");
    let ran = folder.run("build --out hookc.yaml").ends(2);
    assert!(
        ran.stderr.contains("hookc.yaml` is in the way"),
        "{}",
        ran.stderr
    );
    let folder = project("");
    folder.write("dist/ebbot/SETUP.md/x", "");
    folder
        .run("build")
        .ends(2)
        .complains("SETUP.md` is in the way");
}

#[test]
fn check_prints_what_differs_and_writes_nothing() {
    let folder = project("");
    let new = folder.run("build --check").ends(1).stdout;
    assert!(
        new.contains("--- /dev/null\n+++ dist/ebbot/webhooks/a.json\n@@ -0,0 +1,"),
        "{new}"
    );
    assert!(!folder.has("dist"));
    folder.run("build").ends(0);
    folder.run("build --check").ends(0).says_nothing();
    folder.write("dist/ebbot/SETUP.md", "edited\n");
    let edited = folder.run("build --check").ends(1).stdout;
    assert!(
        edited.starts_with("--- dist/ebbot/SETUP.md\n+++ dist/ebbot/SETUP.md\n"),
        "{edited}"
    );
    assert_eq!(folder.read("dist/ebbot/SETUP.md"), "edited\n");
    folder.run("build").ends(0);
    fs::rename(folder.path("hooks/a.yaml"), folder.path("hooks/b.yaml")).unwrap();
    folder.write("hooks/b.yaml", &webhook("b"));
    let stale = folder.run("build --check").ends(1).stdout;
    assert!(
        stale.contains("--- dist/ebbot/webhooks/a.json\n+++ /dev/null\n"),
        "{stale}"
    );
    assert!(folder.has("dist/ebbot/webhooks/a.json"));
}

#[test]
fn secrets_are_filled_in_only_where_that_is_asked_for() {
    let folder = project("");
    let secret = |arguments: &str, value: &str| {
        let mut command = folder.command_in("");
        command.args(arguments.split(' ')).env("PATH", value);
        run(&mut command)
    };
    secret("build", "hush").ends(0);
    for path in folder.files("dist") {
        assert!(!folder.read(&format!("dist/{path}")).contains("hush"));
    }
    let ran = secret("build --with-secrets --out private", "hush").ends(0);
    assert!(!ran.stdout.contains("hush") && !ran.stderr.contains("hush"));
    let webhook = folder.read("private/ebbot/webhooks/a.json");
    assert!(webhook.contains("https://crm.example/a/hush"), "{webhook}");
    assert!(!folder.read("private/ebbot/SETUP.md").contains("hush"));
    assert!(!folder.read("private/index.json").contains("hush"));
    let refused = secret("build --with-secrets --out other", "hush hush").ends(2);
    assert!(!refused.stderr.contains("hush"), "{}", refused.stderr);
    assert!(!folder.has("other"));
}

#[test]
fn differences_of_files_with_secrets_are_not_shown() {
    let folder = project("");
    let secret = |arguments: &str, value: &str| {
        let mut command = folder.command_in("");
        command.args(arguments.split(' ')).env("PATH", value);
        run(&mut command)
    };
    secret("build --with-secrets", "hush-1").ends(0);
    secret("build --with-secrets --check", "hush-1")
        .ends(0)
        .says_nothing();
    for arguments in ["build --with-secrets --check", "build --check"] {
        let ran = secret(arguments, "hush-2").ends(1);
        assert!(
            ran.stdout
                .contains("+++ dist/ebbot/webhooks/a.json\n(not shown"),
            "{}",
            ran.stdout
        );
        assert!(!ran.stdout.contains("hush"), "{}", ran.stdout);
    }
}

#[test]
fn all_missing_secrets_are_named_and_nothing_is_written() {
    let folder = project("");
    folder.write(
        "hooks/a.yaml",
        &webhook("a").replace("PATH", "HOOKC_TEST_ONE"),
    );
    folder.write(
        "hooks/b.yaml",
        &webhook("b").replace("PATH", "HOOKC_TEST_TWO"),
    );
    folder
        .run("build --with-secrets")
        .ends(2)
        .complains("`HOOKC_TEST_ONE`")
        .complains("`HOOKC_TEST_TWO`");
    assert!(!folder.has("dist"));
}

#[test]
fn rust_is_written_and_compared_with_the_bundle() {
    let folder = project("rust: { out: sdk }\n");
    folder.run("build").ends(0);
    assert!(folder.has("sdk/src/lib.rs"));
    folder.run("build --check").ends(0).says_nothing();
    let old = folder.read("sdk/src/lib.rs");
    folder.write("sdk/src/lib.rs", &old.replacen("pub ", "pub(crate) ", 1));
    let ran = folder.run("build --check").ends(1);
    assert!(ran.stdout.contains("sdk/src/lib.rs"), "{}", ran.stdout);
}

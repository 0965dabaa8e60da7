//! `hookc diff`, with repositories that are made for it.

use std::fs;
use std::process::Command;

use super::{Folder, run};

const WEBHOOK: &str = "\
kind: webhook
platform: ebbot
name: events
direction: outgoing
topics: [chat.create, chat.close]
url: https://crm.example/events/${secret.PATH}
";

impl Folder {
    /// Runs git here, as nobody in particular.
    fn git(&self, arguments: &str) {
        let mut command = Command::new("git");
        command
            .current_dir(self.path(""))
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_SYSTEM", "/dev/null")
            .args(["-c", "user.name=a", "-c", "user.email=a@b.example"])
            .args(arguments.split_whitespace());
        let ran = run(&mut command);
        assert_eq!(ran.code, Some(0), "git {arguments}: {}", ran.stderr);
    }

    /// A repository with a project and one commit, `main`.
    fn repository(files: &[(&str, &str)]) -> Self {
        let folder = Self::with(files);
        folder.git("init -q -b main");
        folder.git("add .");
        folder.git("commit -q -m one");
        folder
    }
}

fn project() -> Folder {
    Folder::repository(&[("hookc.yaml", "project: shop\n"), ("hooks/a.yaml", WEBHOOK)])
}

#[test]
fn a_revision_is_compared_with_the_working_tree() {
    let folder = project();
    let same = folder.run("diff main").ends(0);
    assert_eq!((&*same.stdout, &*same.stderr), ("no changes\n", ""));
    folder.write("hooks/a.yaml", &WEBHOOK.replace("chat.create, ", ""));
    let ran = folder.run("diff HEAD --format concise").ends(1);
    assert_eq!(
        ran.stdout,
        "HEAD:hooks/a.yaml:5:10: breaking[topic-removed] `events` no longer gets `chat.create`\n\
         1 breaking change\n"
    );
    let ran = folder.run("-q diff main .").ends(1);
    assert!(
        ran.stdout.contains("[main:hooks/a.yaml:5:10]"),
        "{}",
        ran.stdout
    );
    // Nothing was written into the repository.
    assert_eq!(
        folder.read("hooks/a.yaml"),
        WEBHOOK.replace("chat.create, ", "")
    );
    // Seen from a folder below.
    let ran = folder.run_in("hooks", "diff main --format concise").ends(1);
    assert!(
        ran.stdout.starts_with("main:hooks/a.yaml:5:10: "),
        "{}",
        ran.stdout
    );
}

#[test]
fn two_revisions_are_compared() {
    let folder = project();
    folder.git("tag v1");
    folder.write(
        "hooks/a.yaml",
        &WEBHOOK.replace("chat.close", "chat.close, chat.message"),
    );
    folder.git("commit -q -a -m two");
    let ran = folder.run("diff v1 main --format concise").ends(0);
    assert_eq!(
        ran.stdout,
        "main:hooks/a.yaml:5:35: compatible[topic-added] `events` gets `chat.message`\n\
         1 compatible change\n"
    );
    folder.run("diff HEAD~1 HEAD~1").ends(0);
    folder.run("diff main v1").ends(1);
}

#[test]
fn what_a_branch_brings_is_told_from_what_others_did() {
    let folder = project();
    folder.git("checkout -q -b mine");
    folder.write(
        "hooks/b.yaml",
        &WEBHOOK.replace("name: events", "name: mine"),
    );
    folder.git("add .");
    folder.git("commit -q -m mine");
    folder.git("checkout -q main");
    folder.write(
        "hooks/a.yaml",
        &WEBHOOK.replace("chat.close", "chat.close, chat.message"),
    );
    folder.git("commit -q -a -m other");
    folder.git("checkout -q mine");
    let ran = folder.run("diff main --format concise").ends(1);
    assert!(ran.stdout.contains("topic-removed"), "{}", ran.stdout);
    let ran = folder
        .run("diff --merge-base main --format concise")
        .ends(0);
    assert_eq!(ran.stdout.lines().count(), 2, "{}", ran.stdout);
    assert!(ran.stdout.contains("subscription-added"), "{}", ran.stdout);
}

#[test]
fn files_of_revisions_are_read_as_those_of_the_tree() {
    let schema = r#"{ "type": "object", "properties": { "a": { "type": "string" } } }"#;
    let hook = "kind: webhook\nplatform: verboo\nname: get\nurl: https://erp.example/a\nmethod: GET\n\
                response:\n  schema: ./reply.schema\n";
    let folder = Folder::repository(&[
        ("hookc.yaml", "sources: ['hooks/*.hook']\n"),
        ("hooks/a.hook", hook),
        ("hooks/reply.schema", schema),
        ("hooks/ignored/b.yaml", WEBHOOK),
    ]);
    folder.run("diff main").ends(0);
    folder.write("hooks/reply.schema", &schema.replace("string", "integer"));
    let ran = folder.run("diff main --format concise").ends(1);
    assert!(
        ran.stdout.contains("breaking[reply-changed]"),
        "{}",
        ran.stdout
    );
    // A schema of any name, which no `sources` names.
    folder.write("hookc.yaml", "");
    folder.git("mv hooks/a.hook hooks/a.yaml");
    folder.git("commit -q -a -m two");
    folder.write("hooks/reply.schema", schema);
    let ran = folder.run("diff HEAD --format concise").ends(1);
    assert!(
        ran.stdout.contains("breaking[reply-changed]"),
        "{}",
        ran.stdout
    );
}

#[cfg(unix)]
#[test]
fn links_of_a_revision_stay_inside_of_it() {
    let folder = project();
    std::os::unix::fs::symlink("a.yaml", folder.path("hooks/link.yaml")).unwrap();
    let outside = Folder::with(&[("x.yaml", &WEBHOOK.replace("name: events", "name: outside"))]);
    std::os::unix::fs::symlink(outside.path("x.yaml"), folder.path("hooks/out.yaml")).unwrap();
    folder.git("add .");
    folder.git("commit -q -m links");
    std::fs::remove_file(folder.path("hooks/out.yaml")).unwrap();
    folder.run("diff main").ends(0);
}

#[test]
fn folders_are_compared() {
    let folder = Folder::with(&[
        ("old/hookc.yaml", ""),
        ("old/a.yaml", WEBHOOK),
        ("new/hookc.yaml", ""),
        ("new/moved/b.yaml", WEBHOOK),
    ]);
    folder.run("diff old new").ends(0);
    folder.write("new/moved/b.yaml", &WEBHOOK.replace("/events/", "/all/"));
    let ran = folder.run("diff old new/ --format concise").ends(1);
    assert_eq!(
        ran.stdout,
        "new/moved/b.yaml:6:6: breaking[path-changed] the path of `events` was `/events/…` and is `/all/…`\n\
         1 breaking change\n"
    );
    let ran = folder.run("diff old new --format markdown").ends(1);
    assert!(
        ran.stdout
            .starts_with("### Contract: old → new\n\n⛔ 1 breaking change\n")
    );
}

#[test]
fn bundles_are_compared_with_definitions() {
    let folder = Folder::with(&[
        (
            "hookc.yaml",
            "environments: { a: { host: crm.example }, b: { host: b.example } }\n",
        ),
        ("a.yaml", &WEBHOOK.replace("crm.example", "${host}")),
    ]);
    folder.run("build --env a").ends(0);
    let ran = folder.run("diff dist/a").ends(0);
    assert_eq!(ran.stdout, "no changes\n");
    assert!(
        ran.stderr.contains("in the environment `a` alone"),
        "{}",
        ran.stderr
    );
    folder.write(
        "a.yaml",
        &WEBHOOK
            .replace("crm.example", "${host}")
            .replace(", chat.close", ""),
    );
    let ran = folder.run("-q diff dist/a . --format concise").ends(1);
    assert_eq!(
        ran.stdout,
        "dist/a/ebbot/webhooks/events.json as YAML:5:23: breaking[topic-removed] \
         `events` no longer gets `chat.close`\n"
    );
    folder.run("-q diff . dist/a").ends(0);
}

#[test]
fn what_is_hidden_by_errors_is_said() {
    let folder = project();
    folder.write(
        "hooks/b.yaml",
        &WEBHOOK.replace("name: events", "name: other"),
    );
    folder.git("add .");
    folder.git("commit -q -m two");
    folder.write("hooks/b.yaml", "kind: webhook\nplatform: ebbot\nname: [\n");
    let ran = folder.run("diff main").ends(0);
    assert_eq!(ran.stdout, "no changes\n");
    assert!(
        ran.stderr.starts_with("note: hooks/b.yaml:"),
        "{}",
        ran.stderr
    );
    assert!(
        ran.stderr.contains("what it hides is not compared"),
        "{}",
        ran.stderr
    );
}

#[test]
fn a_state_that_cannot_be_read_is_named() {
    let folder = project();
    let ran = folder.run("diff nowhere").ends(2);
    assert!(
        ran.stderr
            .starts_with("error: `nowhere` is neither a revision of git nor a folder\n"),
        "{}",
        ran.stderr
    );
    folder
        .run("diff hookc.yaml")
        .ends(2)
        .complains("`hookc.yaml` is a file");
    folder
        .run("diff ./nowhere")
        .ends(2)
        .complains("neither a revision of git nor a folder");
    folder.git("branch hooks");
    folder
        .run("diff hooks")
        .ends(2)
        .complains("`hooks` is a folder and a revision");
    folder.run("diff refs/heads/hooks").ends(0);
    folder.run("diff -- --all").ends(2);
    let ran = Folder::with(&[("a.yaml", WEBHOOK)])
        .run("diff main")
        .ends(2);
    assert!(
        ran.stderr.contains("there is no git repository here"),
        "{}",
        ran.stderr
    );
    Folder::with(&[("a/x", ""), ("b/x", "")])
        .run("diff a b")
        .ends(2)
        .complains("no definition found");
}

#[test]
fn without_git_it_says_so_and_compares_folders() {
    let folder = Folder::with(&[("a/a.yaml", WEBHOOK), ("b/a.yaml", WEBHOOK)]);
    let empty = folder.path("a");
    let run_without = |arguments: &str| {
        let mut command = folder.command_in("");
        command
            .env("PATH", &empty)
            .args(arguments.split_whitespace());
        run(&mut command)
    };
    let ran = run_without("diff main").ends(2);
    assert!(
        ran.stderr.starts_with("error: there is no `git` program"),
        "{}",
        ran.stderr
    );
    run_without("diff a b").ends(0);
}

#[test]
fn a_project_that_did_not_exist_is_new() {
    let folder = Folder::repository(&[("README", "x")]);
    folder.write("sub/hookc.yaml", "project: shop\n");
    folder.write("sub/a.yaml", WEBHOOK);
    let ran = folder.run_in("sub", "diff main --format concise").ends(0);
    assert!(
        ran.stdout.contains("compatible[subscription-added]"),
        "{}",
        ran.stdout
    );
    assert!(
        ran.stderr.contains("there is no definition in `main`"),
        "{}",
        ran.stderr
    );
}

/// A repository may come with its configuration: an archive, a shared folder, a checkout by a job that
/// ran a stranger's code. None of what it says is run.
#[cfg(unix)]
#[test]
fn the_configuration_of_a_repository_runs_nothing() {
    let folder = project();
    folder.write("hooks/a.yaml", &WEBHOOK.replace("chat.create, ", ""));
    let marker = folder.path("marker");
    let evil = format!("touch '{}'; false", marker.display());
    folder.write("evil.sh", &format!("#!/bin/sh\n{evil}\n"));
    let script = folder.path("evil.sh");
    let script = script.to_str().unwrap();
    run(Command::new("chmod").args(["+x", script]));
    folder.write(".gitattributes", "* filter=evil diff=evil merge=evil\n");
    for key in [
        "core.fsmonitor",
        "core.sshCommand",
        "core.pager",
        "core.editor",
        "core.askPass",
        "core.alternateRefsCommand",
        "core.gitProxy",
        "pager.cat-file",
        "pager.rev-parse",
        "pager.ls-tree",
        "diff.external",
        "diff.evil.textconv",
        "diff.evil.command",
        "filter.evil.smudge",
        "filter.evil.clean",
        "filter.evil.process",
        "merge.evil.driver",
        "credential.helper",
        "gpg.program",
        "uploadpack.packObjectsHook",
        "alias.cat-file",
        "alias.rev-parse",
    ] {
        run(Command::new("git")
            .current_dir(folder.path(""))
            .args(["config", key, script]));
    }
    for hook in [
        "post-checkout",
        "post-index-change",
        "reference-transaction",
        "pre-auto-gc",
    ] {
        fs::create_dir_all(folder.path(".git/hooks")).unwrap();
        fs::copy(script, folder.path(&format!(".git/hooks/{hook}"))).unwrap();
    }
    folder.run("diff main").ends(1);
    folder.run("diff main . --format markdown").ends(1);
    folder.run("diff --merge-base main .").ends(1);
    assert!(!marker.exists());
    // Objects that are missing would be fetched by a command.
    for (key, value) in [
        ("core.repositoryFormatVersion", "1"),
        ("extensions.partialClone", "origin"),
        ("remote.origin.url", &format!("ext::{script}")),
        ("remote.origin.promisor", "true"),
        ("protocol.allow", "always"),
        ("protocol.ext.allow", "always"),
    ] {
        run(Command::new("git")
            .current_dir(folder.path(""))
            .args(["config", key, value]));
    }
    let objects = folder.path(".git/objects");
    for path in folder.files(".git/objects") {
        // A packed or loose object of the file, whichever it is.
        let of_blob = run(Command::new("git").current_dir(folder.path("")).args([
            "cat-file",
            "-t",
            &path.replace('/', ""),
        ]));
        if of_blob.stdout == "blob\n" {
            let _ = fs::remove_file(objects.join(&path));
        }
    }
    let _ = fs::remove_file(&marker);
    folder.run("diff main").ends(2);
    assert!(!marker.exists());
}

/// The index of a bundle is somebody's file: it leads to files of the bundle alone.
#[test]
fn the_index_of_a_bundle_leads_nowhere_else() {
    let folder = project();
    folder.write(
        "secret.json",
        r#"{ "url": "https://a.example", "auths": "geheim" }"#,
    );
    for path in ["../secret.json", "/etc/passwd", "a/../../secret.json"] {
        let index = format!(
            r#"{{ "hookcBundle": 1, "project": "p", "environment": null, "withSecrets": false,
                 "files": [{{ "path": "{path}", "format": "json", "platform": "ebbot",
                 "kind": "webhook", "name": "a", "source": {{ "path": "a", "line": 1 }} }}],
                 "secrets": [], "variables": [], "endpoints": [] }}"#
        );
        folder.write("bundle/index.json", &index);
        let ran = folder.run("diff bundle .").ends(2);
        assert!(
            ran.stderr.contains("is no file of a bundle"),
            "{}",
            ran.stderr
        );
        assert!(!ran.stderr.contains("geheim") && !ran.stdout.contains("geheim"));
    }
}

//! Which projects a command covers, and which files belong to them: each sentence of "Which
//! project" and "What is ours" in the language.

use super::{Folder, broken, webhook};

const MANIFEST: (&str, &str) = ("hookc.yaml", "");

/// A trigger that refers to a webhook.
fn trigger(name: &str, webhook: &str) -> String {
    format!(
        "kind: trigger\nplatform: ebbot\nname: {name}\nwebhook: {webhook}\n\
         message: {{ type: text, value: hello }}\n"
    )
}

#[track_caller]
fn found(folder: &Folder, below: &str, arguments: &str) -> Vec<String> {
    let arguments = format!("check --format concise {arguments}");
    folder.run_in(below, &arguments).ends(1).found_in()
}

#[test]
fn a_named_path_belongs_to_the_nearest_manifest_above_it() {
    let folder = Folder::with(&[
        ("hookc.yaml", ""),
        ("a.yaml", &broken("a")),
        ("inner/hookc.yaml", ""),
        ("inner/hooks/b.yaml", &broken("b")),
        ("inner/hooks/c.yaml", &broken("c")),
    ]);
    let named = "inner/hooks/b.yaml";
    assert_eq!(found(&folder, "", named), [named]);
    assert_eq!(found(&folder, "inner", "hooks/b.yaml"), ["hooks/b.yaml"]);
    assert_eq!(
        found(&folder, "inner/hooks", "../../a.yaml"),
        ["../../a.yaml"]
    );
    let both = ["inner/hooks/b.yaml", "inner/hooks/c.yaml"];
    assert_eq!(found(&folder, "", "inner"), both);
    assert_eq!(found(&folder, "", "inner/hooks"), both);
}

#[test]
fn a_named_path_belongs_to_every_project_whose_sources_list_it() {
    // Two projects list one file; it refers to a webhook that only one of them has.
    let sources = "sources: [\"*.yaml\", \"../shared/*.yaml\"]\n";
    let incoming = "kind: webhook\nplatform: ebbot\nname: bot\ndirection: incoming\n";
    let folder = Folder::with(&[
        ("one/hookc.yaml", sources),
        ("one/bot.yaml", incoming),
        ("two/hookc.yaml", sources),
        ("two/bot.yaml", &broken("elsewhere")),
        ("shared/say.yaml", &trigger("say", "bot")),
    ]);
    let outside = Folder::new();
    let absolute = folder.path("shared/say.yaml");
    let runs = [
        folder.run("check --format concise shared/say.yaml"),
        folder.run_in("shared", "check --format concise say.yaml"),
        folder.run_in("one", "check --format concise ../shared/say.yaml"),
        folder.run_in("one", "check --format concise ../shared"),
        outside.run(&format!("check --format concise {}", absolute.display())),
    ];
    for ran in runs {
        let ran = ran.ends(1);
        assert!(
            ran.stdout.contains("error[unresolved-reference]"),
            "{}",
            ran.stdout
        );
        assert_eq!(ran.found_in().len(), 1, "{}", ran.stdout);
    }
}

#[test]
fn without_paths_it_is_the_project_that_the_command_stands_in() {
    let folder = Folder::with(&[
        MANIFEST,
        ("a.yaml", &broken("a")),
        ("deep/er/b.yaml", &broken("b")),
        ("inner/hookc.yaml", ""),
        ("inner/c.yaml", &broken("c")),
    ]);
    assert_eq!(found(&folder, "", ""), ["a.yaml", "deep/er/b.yaml"]);
    assert_eq!(found(&folder, "deep/er", ""), ["../../a.yaml", "b.yaml"]);
    assert_eq!(found(&folder, "inner", ""), ["c.yaml"]);
}

#[test]
fn where_no_manifest_stands_above_it_is_every_project_below() {
    let folder = Folder::with(&[
        ("loose.yaml", &broken("loose")),
        ("one/hookc.yaml", ""),
        ("one/a.yaml", &broken("a")),
        ("one/inner/hookc.yaml", ""),
        ("one/inner/b.yaml", &broken("b")),
        ("x/y/two/hookc.yaml", ""),
        ("x/y/two/c.yaml", &broken("c")),
    ]);
    let all = ["one/a.yaml", "one/inner/b.yaml", "x/y/two/c.yaml"];
    assert_eq!(found(&folder, "", ""), all);
    assert_eq!(found(&folder, "", "."), all);
    assert_eq!(found(&folder, "x", ""), ["y/two/c.yaml"]);
    assert_eq!(found(&folder, "", "loose.yaml"), ["loose.yaml"]);
}

#[test]
fn a_folder_below_with_a_manifest_is_a_project_of_its_own() {
    // Names that would collide in one project.
    let folder = Folder::with(&[
        MANIFEST,
        ("a.yaml", &webhook("same")),
        ("inner/hookc.yaml", ""),
        ("inner/a.yaml", &webhook("same")),
    ]);
    folder.run("check").ends(0);
    folder.write("hookc.yaml", "sources: [\"**/*.yaml\"]\n");
    let ran = folder.run("check --format concise").ends(1);
    assert!(
        ran.stdout
            .contains("inner/a.yaml:3:7: error[duplicate-definition]"),
        "{}",
        ran.stdout
    );
}

#[test]
fn without_any_manifest_the_working_folder_is_the_root() {
    let folder = Folder::with(&[("hooks/a.yaml", &webhook("a")), ("b.yml", &broken("b"))]);
    assert_eq!(found(&folder, "", ""), ["b.yml"]);
    assert_eq!(found(&folder, "", "b.yml"), ["b.yml"]);
    folder.run_in("hooks", "check").ends(0);
    folder.run_in("hooks", "build").ends(0);
    assert!(folder.has("hooks/dist/index.json"));
}

#[test]
fn a_named_file_outside_of_the_working_folder_needs_no_manifest() {
    let folder = Folder::with(&[("there/a.yaml", &broken("a")), ("here/x.txt", "")]);
    assert_eq!(
        found(&folder, "here", "../there/a.yaml"),
        ["../there/a.yaml"]
    );
}

#[test]
fn naming_files_narrows_what_is_reported_and_never_what_references_resolve_against() {
    let incoming = "kind: webhook\nplatform: ebbot\nname: bot\ndirection: incoming\n";
    let folder = Folder::with(&[
        MANIFEST,
        ("bot.yaml", incoming),
        ("say.yaml", &trigger("say", "bot")),
        ("other.yaml", &broken("other")),
    ]);
    folder.run("check say.yaml").ends(0).says_nothing();
    assert_eq!(found(&folder, "", "other.yaml say.yaml"), ["other.yaml"]);
    assert_eq!(found(&folder, "", "hookc.yaml"), ["other.yaml"]);
}

#[test]
fn a_label_in_a_named_file_is_enough() {
    let folder = Folder::with(&[
        MANIFEST,
        ("a.yaml", &webhook("same")),
        ("b.yaml", &webhook("same")),
        ("c.yaml", &webhook("other")),
    ]);
    assert_eq!(found(&folder, "", "a.yaml"), ["b.yaml"]);
    folder.run("check c.yaml").ends(0);
}

#[test]
fn sources_may_name_files_outside_of_the_root() {
    let folder = Folder::with(&[
        ("one/hookc.yaml", "sources: [\"../shared/*.yaml\"]\n"),
        ("one/not-listed.yaml", &broken("x")),
        ("shared/a.yaml", &broken("a")),
        ("shared/deeper/b.yaml", &broken("b")),
    ]);
    assert_eq!(found(&folder, "one", ""), ["../shared/a.yaml"]);
    assert_eq!(found(&folder, "", ""), ["shared/a.yaml"]);
    folder.write("shared/a.yaml", &webhook("a"));
    folder.run("build --project one").ends(0);
    let index = folder.read("one/dist/index.json");
    assert!(index.contains("\"../shared/a.yaml\""), "{index}");
}

#[test]
fn sources_may_be_folders_and_names() {
    let folder = Folder::with(&[
        (
            "hookc.yaml",
            "sources: [hooks, ./one.yaml, 'x/{a,b}.yaml', \"missing/*.yaml\"]\n",
        ),
        ("hooks/deep/a.yaml", &broken("a")),
        ("one.yaml", &broken("b")),
        ("x/b.yaml", &broken("c")),
        ("x/c.yaml", &broken("d")),
        ("two.yaml", &broken("e")),
    ]);
    let ran = folder.run("check --format concise").ends(1);
    assert_eq!(
        ran.found_in(),
        ["hooks/deep/a.yaml", "one.yaml", "x/b.yaml"]
    );
    ran.complains("note: no file matches `missing/*.yaml` of `sources` in `hookc.yaml`");
}

#[test]
fn several_projects_have_one_report() {
    let folder = Folder::with(&[
        ("b/hookc.yaml", ""),
        ("b/x.yaml", &broken("x")),
        ("a/hookc.yaml", ""),
        ("a/x.yaml", &broken("x")),
    ]);
    let ran = folder.run("check").ends(1);
    assert_eq!(ran.stdout.matches("2 errors").count(), 1, "{}", ran.stdout);
    assert_eq!(found(&folder, "", ""), ["a/x.yaml", "b/x.yaml"]);
}

#[test]
fn project_is_as_if_run_there() {
    let folder = Folder::with(&[("p/hookc.yaml", ""), ("p/hooks/a.yaml", &broken("a"))]);
    assert_eq!(found(&folder, "", "--project p"), ["hooks/a.yaml"]);
    assert_eq!(
        found(&folder, "", "--project p hooks/a.yaml"),
        ["hooks/a.yaml"]
    );
    folder
        .run("check --project nowhere")
        .ends(2)
        .complains("`nowhere`");
}

#[test]
fn a_manifest_of_the_wrong_name_ends_with_two() {
    for path in ["hookc.yml", "sub/hookc.yml"] {
        let folder = Folder::with(&[(path, ""), ("sub/a.yaml", &webhook("a"))]);
        for arguments in ["check", "build", "check sub/a.yaml"] {
            folder
                .run(arguments)
                .ends(2)
                .complains(&format!("`{path}`"))
                .complains("rename it to `hookc.yaml`");
        }
        folder.run(&format!("check {path}")).ends(2);
        folder
            .run_in("sub", "check")
            .ends(2)
            .complains("`hookc.yaml`");
    }
}

#[test]
fn hidden_and_ignored_files_and_outputs_are_skipped() {
    let folder = Folder::with(&[
        ("hookc.yaml", "out: built\n"),
        ("a.yaml", &webhook("a")),
        (".hidden.yaml", &broken("b")),
        (".hidden/c.yaml", &broken("c")),
        (".gitignore", "/ignored/\nskip-*.yaml\n"),
        ("ignored/d.yaml", &broken("d")),
        ("skip-me.yaml", &broken("e")),
        ("built/f.yaml", &broken("f")),
        ("dist/g.yaml", &broken("g")),
    ]);
    assert_eq!(found(&folder, "", ""), ["dist/g.yaml"]);
    folder.write("hookc.yaml", "out: built\nsources: [\"**/*.yaml\"]\n");
    assert_eq!(found(&folder, "", ""), ["dist/g.yaml"]);
    folder.write("hookc.yaml", "");
    assert_eq!(found(&folder, "", ""), ["built/f.yaml"]);
}

#[test]
fn the_output_of_another_project_is_skipped() {
    let folder = Folder::with(&[
        ("hookc.yaml", "sources: [\"**/*.yaml\"]\n"),
        ("inner/hookc.yaml", "out: built\n"),
        ("inner/a.yaml", &webhook("a")),
        ("inner/built/b.yaml", &broken("b")),
    ]);
    folder.run("check").ends(0);
}

#[test]
fn named_files_without_definitions_are_skipped_with_a_note() {
    let folder = Folder::with(&[
        MANIFEST,
        ("a.yaml", &webhook("a")),
        ("ci.yaml", "jobs: { build: { steps: [] } }\n"),
        ("empty/x.txt", ""),
        ("notes.txt", "kind: webhook\n"),
        (".gitignore", "ignored.yaml\n"),
        ("ignored.yaml", &broken("b")),
    ]);
    let ran = folder
        .run("check ci.yaml empty notes.txt ignored.yaml a.yaml")
        .ends(0);
    assert_eq!(ran.stdout, "");
    assert_eq!(
        ran.stderr,
        "note: `ci.yaml` holds no definition; skipped\n\
         note: `empty` holds no definition; skipped\n\
         note: `notes.txt` is no YAML file; skipped\n\
         note: `ignored.yaml` belongs to no project: `sources`, a `.gitignore` file or its place \
         leaves it out; skipped\n"
    );
    folder.run("check --quiet ci.yaml").ends(0).says_nothing();
}

#[test]
fn other_peoples_files_do_not_count() {
    let folder = Folder::with(&[
        MANIFEST,
        ("a.yaml", &webhook("a")),
        ("helm.yaml", "{{ if .Values.x }}\nkey: [\n"),
        ("k8s.yaml", "apiVersion: v1\nkind: webhook\nmetadata: {}\n"),
        ("foo.yaml", "kind: Foo\n"),
    ]);
    folder.run("check").ends(0).says_nothing();
}

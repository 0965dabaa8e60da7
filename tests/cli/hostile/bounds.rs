//! Much of anything: files and streams that are larger than memory should be.

use std::fs;

use super::{Folder, MEMORY, command, command_within, finish, project, run, tree};

/// A file of this size that takes no room on the disk: a beginning, then zeros.
fn huge(folder: &Folder, path: &str, start: &str, bytes: u64) {
    folder.write(path, start);
    let file = fs::File::options().write(true).open(folder.path(path));
    file.unwrap().set_len(bytes).unwrap();
}

/// A bound that nothing is held to is none.
#[test]
fn the_bound_binds() {
    let folder = project();
    finish(&mut command_within(&folder, MEMORY, "check")).ends(0);
    let ran = finish(&mut command_within(&folder, 1024, "check"));
    assert_ne!(ran.code, Some(0), "{ran:?}");
}

#[test]
fn two_hundred_megabytes_are_not_read() {
    let folder = project();
    huge(
        &folder,
        "hooks/big.yaml",
        "kind: webhook\nplatform: verboo\n",
        200_000_000,
    );
    let before = tree(&folder.path(""));
    for arguments in ["check --format concise", "build", "fmt hooks/big.yaml"] {
        let ran = run(&folder, arguments);
        assert!(matches!(ran.code, Some(1 | 2)), "{arguments}: {ran:?}");
        assert!(ran.all().contains("big.yaml"), "{arguments}: {ran:?}");
        assert_eq!(tree(&folder.path("")), before, "{arguments}");
    }
}

#[test]
fn what_an_earlier_build_cannot_have_written_is_not_read() {
    let folder = project();
    run(&folder, "build").ends(0);
    huge(
        &folder,
        "dist/index.json",
        "{ \"hookcBundle\": 1",
        3_000_000_000,
    );
    for arguments in ["build", "build --check"] {
        run(&folder, arguments)
            .ends(2)
            .complains("dist/index.json")
            .complains("larger than 64 MiB");
    }
    folder.write(
        "dist/index.json",
        &format!(
            "{{ \"hookcBundle\": 1, \"x\": [{}1] }}",
            "1,".repeat(20_000_000)
        ),
    );
    run(&folder, "build").ends(0);
    huge(
        &folder,
        "dist/verboo/webhooks/order_status.json",
        "{",
        3_000_000_000,
    );
    run(&folder, "build --check")
        .ends(2)
        .complains("order_status.json");
    run(&folder, "build").ends(0);
    run(&folder, "build --check").ends(0);
}

#[test]
fn streams_without_end_are_cut() {
    let folder = project();
    let zero = || fs::File::open("/dev/zero").unwrap();
    for (arguments, code) in [
        ("validate verboo/webhooks/order_status.request -", 2),
        ("import - --name x", 2),
        ("fmt --stdin-filename hooks/webhook.yaml", 2),
    ] {
        let ran = finish(command(&folder, arguments).stdin(zero())).ends(code);
        assert!(ran.stderr.contains("error: "), "{arguments}: {ran:?}");
        assert_eq!(ran.stdout, "", "{arguments}");
    }
}

#[test]
fn a_bundle_of_bombs_is_compared_in_bounds() {
    let folder = project();
    run(&folder, "build").ends(0);
    huge(
        &folder,
        "dist/verboo/webhooks/order_status.json",
        "{",
        3_000_000_000,
    );
    run(&folder, "diff dist")
        .ends(2)
        .complains("order_status.json");
}

#[test]
fn more_files_than_a_process_may_open_are_rewritten() {
    let folder = Folder::with(&[("hookc.yaml", "")]);
    for number in 0..100 {
        let text = super::super::webhook(&format!("w{number}")).replace("name: ", "name:   ");
        folder.write(&format!("hooks/{number}/a.yaml"), &text);
    }
    let mut limited = std::process::Command::new("sh");
    limited
        .args(["-c", "ulimit -n 90 && exec \"$0\" fmt"])
        .arg(env!("CARGO_BIN_EXE_hookc"))
        .current_dir(folder.path(""));
    finish(&mut limited).ends(0);
    assert_eq!(folder.read("hooks/7/a.yaml"), super::super::webhook("w7"));
}

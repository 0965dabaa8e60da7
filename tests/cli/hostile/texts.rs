//! Texts that would take all memory, all of the stack or all time, or are no text.

use super::{READERS, project, run, tree};

/// Nine lists of nine lists of nine lists.
fn alias_bomb() -> String {
    let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..12 {
        let below = vec![format!("*a{}", level - 1); 9].join(", ");
        text.extend([format!("a{level}: &a{level} [{below}]\n")]);
    }
    text
}

/// Each mapping merges the one before twice.
fn merge_bomb() -> String {
    let mut text = "a0: &a0 { x: 1 }\n".to_owned();
    for level in 1..40 {
        let below = level - 1;
        let merged = format!("{{ <<: *a{below}, b: *a{below}, c: *a{below} }}");
        text.extend([format!("a{level}: &a{level} {merged}\n")]);
    }
    text
}

fn texts() -> Vec<(&'static str, Vec<u8>)> {
    let head = "kind: webhook\nplatform: verboo\nname: odd\n";
    let body = |text: &str| format!("{head}body:\n  {text}\n").into_bytes();
    let levels = |open: &str, close: &str| {
        body(&format!(
            "{}x{}",
            open.repeat(100_000),
            close.repeat(100_000)
        ))
    };
    vec![
        (
            "alias bomb",
            format!("{head}{}body: *a11\n", alias_bomb()).into_bytes(),
        ),
        (
            "merge bomb",
            format!("{head}{}body: *a39\n", merge_bomb()).into_bytes(),
        ),
        ("100,000 levels", levels("[", "]")),
        ("100,000 mappings", levels("{ a: ", "}")),
        (
            "lists in each other",
            body(&format!("{}x", "- ".repeat(20_000))),
        ),
        ("100,000 open brackets", levels("{[", "")),
        ("an alias of itself", body("&a [*a]")),
        (
            "no UTF-8",
            [head.as_bytes(), b"url: \xff\xfe\xc0\x80\n"].concat(),
        ),
        (
            "half a character",
            [head.as_bytes(), b"url: \xe2\x82"].concat(),
        ),
        ("NUL", format!("{head}url: \0\0\0\n").into_bytes()),
        (
            "escape sequences",
            format!("{head}url: \u{1b}[2J\u{7}\n").into_bytes(),
        ),
    ]
}

#[test]
fn no_text_brings_a_command_down() {
    let folder = project();
    run(&folder, "build").ends(0);
    for (what, text) in texts() {
        std::fs::write(folder.path("hooks/odd.yaml"), text).unwrap();
        let before = tree(&folder.path(""));
        for arguments in READERS {
            let ran = run(&folder, arguments);
            // Others work with what can be read: a picture, a request, the schemas of no project.
            let mut strict = ["check", "build", "fmt", "codegen"].into_iter();
            let is_strict = strict.any(|command| arguments.starts_with(command))
                && !arguments.contains("--diff")
                && !arguments.contains("--write-baseline");
            assert!(
                if is_strict {
                    matches!(ran.code, Some(1 | 2)) && ran.all().contains("odd.yaml")
                } else {
                    matches!(ran.code, Some(0..=2))
                },
                "{arguments}, {what}: {ran:?}"
            );
            // These write whatever they find.
            let _ = std::fs::remove_dir_all(folder.path("schemas"));
            for name in ["baseline.json", "graph.html"] {
                let _ = std::fs::remove_file(folder.path(name));
            }
            assert_eq!(tree(&folder.path("")), before, "{arguments}, {what}");
        }
    }
}

#[test]
fn no_manifest_brings_a_command_down() {
    for (what, text) in texts() {
        let folder = project();
        let body = text.split(|byte| *byte == b'\n').skip(3);
        let text = body.collect::<Vec<_>>().join(&b'\n');
        std::fs::write(folder.path("hookc.yaml"), text).unwrap();
        for arguments in ["check", "fmt"] {
            let ran = run(&folder, arguments);
            assert!(
                matches!(ran.code, Some(1 | 2)) && ran.all().contains("hookc.yaml"),
                "{arguments}, {what}: {ran:?}"
            );
            assert!(!folder.has("dist"));
        }
    }
}

#[test]
fn no_json_brings_a_command_down() {
    let folder = project();
    let texts = [
        (
            "levels",
            format!("{}{}", "[".repeat(100_000), "]".repeat(100_000)),
        ),
        (
            "members",
            format!("{}1{}", "{\"a\":".repeat(100_000), "}".repeat(100_000)),
        ),
        ("values", format!("[{}1]", "1,".repeat(1_100_000))),
        ("NUL", "\0\0\0\0".to_owned()),
        ("open", "{\"a\":[".repeat(50)),
        ("nothing", String::new()),
    ];
    for (what, text) in texts {
        folder.write("odd.json", &text);
        for (arguments, code) in [
            ("validate verboo/webhooks/order_status.request odd.json", 1),
            ("import odd.json", 2),
            ("import odd.json --out hooks/new.yaml", 2),
            ("check --baseline odd.json", 2),
            ("render order_status --vars odd.json", 2),
        ] {
            let ran = run(&folder, arguments);
            let is_nothing = what == "nothing" || what == "NUL";
            let code = if is_nothing { 2 } else { code };
            assert_eq!(ran.code, Some(code), "{arguments}, {what}: {ran:?}");
            assert!(
                ran.all().contains("odd.json"),
                "{arguments}, {what}: {ran:?}"
            );
        }
        assert!(!folder.has("hooks/new.yaml"));
    }
}

//! `hookc completions` and `hookc man`.

use std::process::Command;

use super::{Folder, run};

/// What a shell would offer behind these words, by its own way of asking the completions; nothing
/// where there is no such shell.
fn offers(shell: &str, words: &str) -> Option<Vec<String>> {
    let folder = Folder::new();
    let script = folder.run(&format!("completions {shell}")).ends(0).stdout;
    folder.write("script", &script);
    let ask = match shell {
        "bash" => {
            "source ./script
             COMP_WORDS=($WORDS); COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
             _hookc hookc \"${COMP_WORDS[COMP_CWORD]}\" \"${COMP_WORDS[COMP_CWORD - 1]}\"
             printf '%s\\n' \"${COMPREPLY[@]}\""
        }
        _ => "source ./script; complete -C $WORDS | string split -f 1 \\t; true",
    };
    let mut command = Command::new(shell);
    command.args(["-c", ask]).env("WORDS", words);
    command.current_dir(folder.path(""));
    if !has(shell) {
        println!("skipped: there is no {shell}");
        return None;
    }
    let ran = run(&mut command).ends(0);
    assert_eq!(ran.stderr, "");
    Some(ran.stdout.lines().map(str::to_owned).collect())
}

fn has(program: &str) -> bool {
    let mut command = Command::new(program);
    command.arg("--version").output().is_ok()
}

#[test]
fn shells_complete_commands_options_and_rules() {
    for shell in ["bash", "fish"] {
        let Some(commands) = offers(shell, "hookc ch") else {
            continue;
        };
        assert_eq!(commands, ["check"], "{shell}");
        let options = offers(shell, "hookc check --unsafe").unwrap();
        assert_eq!(options, ["--unsafe-fixes"], "{shell}");
        let formats = offers(shell, "hookc check --format git").unwrap();
        assert_eq!(formats, ["github", "gitlab"], "{shell}");
        let rules = offers(shell, "hookc explain unknown-k").unwrap();
        assert_eq!(rules, ["unknown-kind"], "{shell}");
    }
}

#[test]
fn every_shell_has_a_script_that_it_can_read() {
    let folder = Folder::new();
    for (shell, marker) in [
        ("bash", "complete -F _hookc"),
        ("zsh", "#compdef hookc"),
        ("fish", "complete -c hookc"),
        (
            "powershell",
            "Register-ArgumentCompleter -Native -CommandName 'hookc'",
        ),
        ("elvish", "edit:completion:arg-completer[hookc]"),
    ] {
        let script = folder.run(&format!("completions {shell}")).ends(0).stdout;
        assert!(script.contains(marker), "{shell}: {script}");
        assert!(script.contains("unsafe-fixes"), "{shell}");
        if ["bash", "zsh", "fish"].contains(&shell) && has(shell) {
            folder.write("script", &script);
            let mut command = Command::new(shell);
            run(command.args(["-n", "script"]).current_dir(folder.path(""))).ends(0);
        }
    }
    folder
        .run("completions tcsh")
        .ends(2)
        .complains("powershell");
}

#[test]
fn every_command_of_the_help_has_a_page() {
    let folder = Folder::new();
    let help = folder.run("--help").ends(0).stdout;
    let commands = help.split("\nCommands:\n").nth(1).unwrap();
    let commands = commands.split("\n\n").next().unwrap().lines();
    let mut expected: Vec<String> = commands
        .filter_map(|line| line.strip_prefix("  ")?.split(' ').next())
        .filter(|name| !name.is_empty() && *name != "help")
        .map(|name| format!("hookc-{name}.1"))
        .collect();
    assert!(expected.len() >= 9, "{help}");
    expected.push("hookc.1".to_owned());
    expected.sort();
    folder.run("man --out share/man1").ends(0);
    assert_eq!(folder.files("share/man1"), expected);
    for page in expected {
        let text = folder.read(&format!("share/man1/{page}"));
        let name = page.strip_suffix(".1").unwrap();
        assert!(text.contains(&format!("\n.TH {name} 1 ")), "{page}: {text}");
        assert!(text.is_ascii(), "{page}");
        let command = name.strip_prefix("hookc").unwrap().replace('-', "");
        assert_eq!(folder.run(&format!("man {command}")).ends(0).stdout, text);
    }
    folder
        .run("man chek")
        .ends(2)
        .complains("did you mean `check`?");
    folder.run("man check --out x").ends(2);
}

#[test]
fn a_page_shows_examples_line_by_line() {
    if !has("mandoc") {
        println!("skipped: there is no mandoc");
        return;
    }
    let folder = Folder::new();
    folder.run("man --out .").ends(0);
    let mut lint = Command::new("mandoc");
    lint.args(["-T", "lint", "-W", "error", "hookc-check.1"]);
    run(lint.current_dir(folder.path("")))
        .ends(0)
        .says_nothing();
    let mut page = Command::new("mandoc");
    let page = run(page.arg("hookc-check.1").current_dir(folder.path(""))).ends(0);
    let example = "\n     hookc check --format concise\n";
    let text = page.stdout.replace('\u{8}', "");
    assert!(
        text.contains(example) || text.contains(&example.replace("     ", "       ")),
        "{text}"
    );
}

//! The generated Rust: that it compiles without a warning, is formatted as rustfmt would, and is
//! true to what arrives. Everything is compiled as modules of one crate, once.
#![expect(
    clippy::disallowed_methods,
    reason = "tests look at what stands on the disk"
)]

#[path = "../examples/build-script/build.rs"]
#[expect(dead_code, reason = "its `main` is for Cargo")]
mod build_script;
mod cases;
mod command;
mod compile;
mod hostile;

use std::path::Path;
use std::time::Instant;

use hookc::codegen::{Input, Model, Templates, model, platforms};
use hookc::types::Contract;
use serde_json::{Value as Json, json};

use compile::Module;

/// What is made of an input.
fn print(contract: &Contract, all: bool) -> (Model, String) {
    let input = Input {
        platforms: platforms(),
        contract,
        all,
        crate_name: "hooks",
        version: "0.1.0",
    };
    let model = model(&input);
    let templates = Templates::new(&input, &[]).unwrap();
    let module = templates.module(&model).unwrap();
    (model, module)
}

/// One crate with all modules: compiling takes seconds, and each crate compiles serde anew.
#[test]
fn what_is_printed_compiles_and_is_true_to_what_arrives() {
    let (model, all) = print(&Contract::default(), true);
    let mut modules = vec![
        Module::new("all", all),
        Module::new("none", print(&Contract::default(), false).1),
        Module::new("project", hostile::example_project()),
        Module::new("keys", print(&hostile::keys(), false).1),
    ];
    for (index, contract) in hostile::contracts().iter().enumerate() {
        let (_, module) = print(contract, false);
        modules.push(Module::new(&format!("hostile_{index}"), module).checked_only());
    }
    let built = compile::build(&modules);
    let mut cases = cases::cases(&model, "all");
    cases.extend(cases::cases_of_keys(&hostile::keys(), "keys::MostBody"));
    let inputs: Vec<Json> = cases
        .iter()
        .map(|case| json!({ "type": case.r#type, "text": case.text }))
        .collect();
    let results = built.run(&inputs);
    assert_eq!(results.len(), cases.len());
    let mut wrong = Vec::new();
    for (case, result) in cases.iter().zip(&results) {
        if let Some(why) = case.judge(result) {
            wrong.push(format!("{}: {why}\n  {}", case.what, case.text));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {} are wrong:\n{}",
        wrong.len(),
        cases.len(),
        wrong[..wrong.len().min(20)].join("\n")
    );
    println!("{} payloads were read and written", cases.len());
}

#[test]
fn the_example_with_a_build_script_runs() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("build-script");
    std::fs::create_dir_all(&out).unwrap();
    build_script::generate(&root.join("ebbot"), &out);
    let program = root.join("build-script/src");
    let built = compile::program("build-script-example", &program, &out);
    let lines = [
        r#"{"topic":"chat.create","data":{"id":"c1"}}"#,
        r#"{"topic":"chat.close","data":{"id":"c1","conversation":[{"sender":"user","type":"text"}]}}"#,
        r#"{"topic":"chat.bot.message","data":{"chatId":"c2","sender":"bot","type":"text"}}"#,
        r#"{"topic":"chat.merge","data":{}}"#,
        r#"{"topic":"chat.create","data":{}}"#,
    ];
    assert_eq!(
        built.lines(&lines.join("\n")),
        [
            "chat c1 begins",
            "chat c1 ends after 1 messages",
            "chat.bot.message in c2",
            "chat.merge is new to us",
            "refused: `data.id`: is missing",
        ]
    );
}

#[test]
fn the_crate_of_all_payloads_is_one_that_people_would_keep() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("all-payloads");
    let arguments = [
        "codegen",
        "rust",
        "--all",
        "--out",
        folder.to_str().unwrap(),
    ];
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/all-platforms");
    let (code, _, errors) = command::hookc(&project, &arguments);
    assert_eq!(code, Some(0), "{errors}");
    compile::library(&folder);
}

/// What the page tells a stranger to do, in an empty folder.
#[test]
fn the_first_five_minutes_work() {
    let folder = tempfile::tempdir().unwrap();
    let source = folder.path().join("src");
    std::fs::create_dir(&source).unwrap();
    for line in ["init --platform ebbot", "codegen rust --out src/hooks.rs"] {
        let page = include_str!("../docs/rust.md");
        assert!(page.contains(&format!("\nhookc {line}\n")), "{line}");
        let arguments: Vec<&str> = line.split(' ').collect();
        let (code, _, errors) = command::hookc(folder.path(), &arguments);
        assert_eq!(code, Some(0), "{errors}");
    }
    let page = include_str!("../docs/rust.md");
    let behind = page.split_once("```rust\n").unwrap().1;
    let program = behind.split_once("```").unwrap().0;
    std::fs::write(source.join("main.rs"), program).unwrap();
    let built = compile::program("first-steps", &source, folder.path());
    assert_eq!(built.lines(""), ["chat c1 begins"]);
}

#[test]
fn a_build_script_learns_what_its_code_depends_on() {
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/ebbot");
    let options = hookc::build_script::Options::default();
    let generated = hookc::build_script::rust(&project, &options).unwrap();
    let read: Vec<String> = generated
        .read
        .iter()
        .map(|path| {
            path.strip_prefix(&project)
                .unwrap()
                .to_str()
                .unwrap()
                .to_owned()
        })
        .collect();
    assert_eq!(
        read,
        [
            "hookc.yaml",
            "hooks",
            "hooks/incoming.yaml",
            "hooks/outgoing.yaml"
        ]
    );
    let error = hookc::build_script::rust(&project.join("nowhere"), &options).unwrap_err();
    assert!(error.contains("nowhere"), "{error}");
}

#[test]
fn every_type_has_a_name_of_its_own() {
    let (_, text) = print(&Contract::default(), true);
    let mut names: Vec<String> = text.lines().filter_map(declared).collect();
    let count = names.len();
    assert!(count > 60, "{count}");
    names.sort();
    names.dedup();
    assert_eq!(names.len(), count);
}

/// The name of the type that a line declares, in small letters.
fn declared(line: &str) -> Option<String> {
    let rest = ["pub struct ", "pub enum ", "pub type "]
        .iter()
        .find_map(|start| line.strip_prefix(start))?;
    let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_');
    Some(rest[..end.unwrap_or(rest.len())].to_lowercase())
}

#[test]
fn names_of_types_do_not_depend_on_what_a_project_uses() {
    let (all, _) = print(&Contract::default(), true);
    let contract = Contract {
        receptions: vec![hostile::reception("ebbot", &["chat.close"])],
        ..Contract::default()
    };
    let (used, text) = print(&contract, false);
    for payload in &used.payloads {
        let known = all.payloads.iter().find(|other| {
            (&other.platform, &other.payload) == (&payload.platform, &payload.payload)
        });
        assert_eq!(known.unwrap().name, payload.name);
    }
    assert!(text.contains("ChatClose(Box<EbbotChatCloseEvent>)"));
    assert!(!text.contains("ChatCreate("), "only what is subscribed to");
    assert!(text.contains("Unknown {"));
}

/// Without a number to hold it to: machines differ. What it costs is measured against reading the
/// same text as JSON-sized work would be.
#[test]
fn printing_is_quick() {
    let start = Instant::now();
    let platforms = platforms();
    let tables = start.elapsed();
    let contract = Contract::default();
    let input = Input {
        platforms,
        contract: &contract,
        all: true,
        crate_name: "hooks",
        version: "0.1.0",
    };
    let start = Instant::now();
    let model = model(&input);
    let named = start.elapsed();
    let start = Instant::now();
    let templates = Templates::new(&input, &[]).unwrap();
    let parsed = start.elapsed();
    let start = Instant::now();
    let text = templates.module(&model).unwrap();
    let printed = start.elapsed();
    println!(
        "{} lines: tables {tables:?}, names {named:?}, templates {parsed:?}, text {printed:?}",
        text.lines().count()
    );
    let all = tables + named + parsed + printed;
    assert!(all.as_secs() < 5, "{all:?}");
}

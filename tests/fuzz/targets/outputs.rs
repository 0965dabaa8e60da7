//! What is made of a project without an error: bundle, Rust, pictures, requests; and what is said of
//! two states of one.

use std::path::{Component, Path};

use hookc::bundle::{self, build as build_bundle, had_secrets, paths_in_index};
use hookc::codegen;
use hookc::compile::{Checked, Outcome};
use hookc::contract::contract;
use hookc::diff::{self, Report, Side, compare};
use hookc::flow::Flow;
use hookc::graph::{self, graph};
use hookc::project::Project;
use hookc::render::{self, Values, run_tests, show};
use hookc::report::FullOptions;
use hookc::schemas::of_exchange;
use hookc::source::Sources;
use serde_json::{Value as Json, json};

use super::project::Files;

pub fn build(bytes: &[u8]) {
    emit(&Files::read(bytes));
}

/// Makes everything that can be made of a project; of few, also the text of Rust.
pub fn emit(files: &Files) {
    let nth = files.bytes();
    files.checked(|sources, outcome| {
        let projects: Vec<&Project<'_>> = outcome.projects.iter().collect();
        pictures(&projects, outcome, sources);
        for project in &outcome.projects {
            for exchange in contract(project).exchanges {
                let _ = of_exchange(&exchange);
            }
            requests(project);
            let environment = project
                .environment()
                .map(|found| found.name.as_str().to_owned());
            if let Some(checked) = outcome.checked(environment.as_deref()) {
                bundles(checked, nth);
                rust(checked, nth);
            }
        }
    });
}

fn bundles(checked: Checked<'_, '_>, nth: usize) {
    let secret = |name: &str| (!name.ends_with('_')).then(|| format!("\"value of\n{name}"));
    let with_secrets = nth.is_multiple_of(2);
    let secrets: Option<bundle::SecretValues<'_>> = with_secrets.then_some(&secret);
    let options = bundle::Options { secrets };
    let Ok(built) = build_bundle(checked, &options) else {
        return;
    };
    if nth.is_multiple_of(8) {
        assert_eq!(Ok(&built), build_bundle(checked, &options).as_ref());
    }
    let Some((index, others)) = built.files.split_last() else {
        panic!("a bundle has an index");
    };
    for file in &built.files {
        let parts = Path::new(&file.path).components();
        let is_inside = parts
            .into_iter()
            .all(|part| matches!(part, Component::Normal(_)));
        assert!(is_inside, "{}", file.path);
        let is_json = Path::new(&file.path)
            .extension()
            .is_some_and(|end| end == "json");
        assert!(
            !is_json || serde_json::from_str::<Json>(&file.text).is_ok(),
            "{}",
            file.path
        );
    }
    let listed = paths_in_index(&index.text).unwrap_or_default();
    let paths: Vec<String> = others.iter().map(|file| file.path.clone()).collect();
    assert_eq!(listed, paths);
    assert_eq!(had_secrets(&index.text), with_secrets);
}

fn rust(checked: Checked<'_, '_>, nth: usize) {
    let contract = contract(checked.project());
    let input = codegen::Input {
        platforms: codegen::platforms(),
        contract: &contract,
        all: false,
        crate_name: "hooks",
        version: "0.1.0",
    };
    let [first, second] = [(); 2].map(|()| serde_json::to_string(&codegen::model(&input)).unwrap());
    assert_eq!(first, second);
    // Reading our own templates takes longer than all the rest and is always the same.
    if nth.is_multiple_of(8) {
        let code = codegen::of_project(checked, &codegen::Options::default()).unwrap();
        assert!(codegen::is_ours(&code.module().unwrap()));
        let (_, _) = (code.included().unwrap(), code.crate_files().unwrap());
    }
}

fn pictures(projects: &[&Project<'_>], outcome: &Outcome<'_>, sources: &Sources) {
    let picture = graph(projects, &outcome.diagnostics, sources);
    for edge in &picture.edges {
        assert!(picture.nodes.len() > edge.from.max(edge.to));
    }
    for format in [
        graph::Format::Mermaid,
        graph::Format::Dot,
        graph::Format::Svg,
        graph::Format::Html,
    ] {
        assert!(!picture.render(format).is_empty());
    }
}

fn requests(project: &Project<'_>) {
    let flow = Flow::new(project);
    let names =
        json!({ "a": "$b ${c}", "name": "{{x}}\n", "items": [[1], {}], "session": { "id": 1 } });
    let Json::Object(names) = names else {
        return;
    };
    let values = Values::of(names, &["session.id"]);
    for (id, definition) in project.definitions.iter().enumerate() {
        let _ = run_tests(&flow, id);
        let _ = render::name_problems(&flow, id, &values);
        let Some(rendered) = render::render(definition, &values) else {
            continue;
        };
        for format in [
            render::Format::Http,
            render::Format::Json,
            render::Format::Curl,
        ] {
            let text = show(&rendered, format, true);
            let is_json = format == render::Format::Json;
            assert!(
                !is_json || serde_json::from_str::<Json>(&text).is_ok(),
                "{text}"
            );
        }
    }
}

/// Two states, with a line between them; without one, a state and itself.
pub fn diff(bytes: &[u8]) {
    const BETWEEN: &[u8] = b"\n# new\n";
    let at = bytes
        .windows(BETWEEN.len())
        .position(|part| part == BETWEEN);
    let (old, new) = match at {
        Some(at) => (&bytes[..at], &bytes[at + BETWEEN.len()..]),
        None => (bytes, bytes),
    };
    let (old, new) = (Files::read(old), Files::read(new));
    old.checked(|old_sources, before| {
        let changes = compare(before, before, diff::Options::default());
        assert!(
            changes.is_empty(),
            "a state differs from itself: {changes:#?}"
        );
        new.checked(|new_sources, now| reports((old_sources, before), (new_sources, now)));
    });
}

fn reports(
    (old_sources, before): (&Sources, &Outcome<'_>),
    (new_sources, now): (&Sources, &Outcome<'_>),
) {
    let options = diff::Options {
        rust_api: true,
        ..diff::Options::default()
    };
    let changes = compare(before, now, options);
    let side = |name, prefix, sources, findings| Side {
        name,
        prefix,
        sources,
        findings,
    };
    let report = Report::new(
        &side("main", "main:", old_sources, &before.diagnostics),
        &side(".", "", new_sources, &now.diagnostics),
        changes,
    );
    let _ = report.gaps();
    for format in [
        diff::Format::Full,
        diff::Format::Concise,
        diff::Format::Json,
        diff::Format::Markdown,
    ] {
        let text = diff::render(&report, format, FullOptions::default(), true);
        let is_json = format == diff::Format::Json;
        assert!(
            !is_json || serde_json::from_str::<Json>(&text).is_ok(),
            "{text}"
        );
    }
}

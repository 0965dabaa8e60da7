//! What is fuzzed: one function a target, each of which takes any bytes and panics where something
//! does not hold.
//!
//! `tests/fuzz.rs` runs them over seeds and a bounded number of mutations; the package in `fuzz/`
//! runs them under libFuzzer.

mod format;
mod import;
mod outputs;
mod pattern;
mod project;
mod read_back;
mod schema;
pub mod seeds;
mod templates;
mod url;
mod validate;
mod yaml;

use hookc::source::Span;

use seeds::Repository;

/// Something that is fuzzed.
pub struct Target {
    /// As its file in `fuzz/fuzz_targets` is called.
    pub name: &'static str,
    /// Takes any bytes; panics where something does not hold.
    pub run: fn(&[u8]),
    /// The words of its language: a file in `fuzz/dictionaries`.
    pub dictionary: &'static str,
    /// What fuzzing starts from, made of files of this repository.
    pub seeds: fn(&Repository) -> Vec<String>,
    /// How many mutations the bounded run makes.
    pub mutations: usize,
}

/// Every target.
pub const TARGETS: &[Target] = &[
    target("yaml", yaml::run, "yaml", Repository::yaml, 4000),
    target(
        "mustache",
        templates::mustache,
        "mustache",
        Repository::texts,
        4000,
    ),
    target(
        "dollar",
        templates::dollar,
        "dollar",
        Repository::texts,
        4000,
    ),
    target(
        "jsonpath",
        templates::jsonpath,
        "jsonpath",
        Repository::paths,
        4000,
    ),
    target("url", url::run, "url", Repository::texts, 4000),
    target(
        "pattern",
        pattern::run,
        "pattern",
        Repository::patterns,
        600,
    ),
    target("schema", schema::run, "schema", Repository::schemas, 400),
    target(
        "validate",
        validate::run,
        "json",
        Repository::payloads,
        1500,
    ),
    target("import", import::run, "shell", Repository::imports, 1000),
    target(
        "baseline",
        read_back::baseline,
        "json",
        Repository::baselines,
        4000,
    ),
    target("index", read_back::index, "json", Repository::indexes, 1500),
    target("format", format::run, "yaml", Repository::yaml, 1500),
    target(
        "comments",
        project::comments,
        "comments",
        Repository::comments,
        60,
    ),
    target(
        "manifest",
        project::manifest,
        "yaml",
        Repository::manifests,
        150,
    ),
    target("check", project::check, "yaml", Repository::projects, 300),
    target("outputs", outputs::build, "yaml", Repository::projects, 150),
    target("fix", project::fix, "yaml", Repository::projects, 250),
    target("diff", outputs::diff, "yaml", Repository::projects, 150),
];

const fn target(
    name: &'static str,
    run: fn(&[u8]),
    dictionary: &'static str,
    seeds: fn(&Repository) -> Vec<String>,
    mutations: usize,
) -> Target {
    Target {
        name,
        run,
        dictionary,
        seeds,
        mutations,
    }
}

/// Bytes as text, for what reads text alone.
fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Takes the first byte away, to choose something by.
fn choice(bytes: &[u8]) -> (usize, &[u8]) {
    match bytes.split_first() {
        Some((first, rest)) => (usize::from(*first), rest),
        None => (0, bytes),
    }
}

#[track_caller]
fn assert_span(span: Span, text: &str) {
    assert!(
        span.start <= span.end && text.get(span.range()).is_some(),
        "{span:?} does not lie in the text of {} bytes, on borders of characters",
        text.len()
    );
}

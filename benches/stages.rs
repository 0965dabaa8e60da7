//! How long each stage takes on a project of 1,000 definitions, in memory:
//!
//! `cargo bench --bench stages`
//!
//! Times depend on the machine; what can be compared is the stages with each other, and a stage with
//! itself before a change. `cargo bench --bench stages -- --save-baseline before` and later
//! `-- --baseline before` do that.
#![expect(
    clippy::unwrap_used,
    reason = "a program beside the product, on projects that are known to be right"
)]

#[expect(dead_code, reason = "clean projects have no defects to be counted")]
mod projects;

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_main};
use hookc::compile::{Input, InputFile, Outcome, check};
use hookc::flow::Flow;
use hookc::format::{Role, format};
use hookc::report::{Format, Options, Summary, render};
use hookc::source::{FileId, SourceFile, Sources};
use hookc::{bundle, codegen, graph, rules, yaml};

/// How many definitions the projects have.
const DEFINITIONS: usize = 1_000;

/// A project in memory.
struct InMemory {
    sources: Sources,
    manifest: Option<FileId>,
    files: Vec<InputFile>,
    bytes: u64,
}

impl InMemory {
    fn new(defects: bool) -> Self {
        let mut project = Self {
            sources: Sources::default(),
            manifest: None,
            files: Vec::new(),
            bytes: 0,
        };
        for (path, text) in projects::project(DEFINITIONS, defects) {
            project.bytes += text.len() as u64;
            let file = project.sources.add(SourceFile::new(path.as_str(), text));
            if path == "hookc.yaml" {
                project.manifest = Some(file);
            } else {
                project.files.push(InputFile {
                    file,
                    path: path.into(),
                    listed: false,
                });
            }
        }
        project
    }

    fn check(&self) -> Outcome<'_> {
        check(&Input {
            sources: &self.sources,
            folder: "project",
            manifest: self.manifest,
            files: self.files.clone(),
            environment: None,
            honours_comments: true,
            read_beside: &|_, _| Err("there is no such file".to_owned()),
        })
    }
}

/// From bytes to findings.
fn checking(criterion: &mut Criterion) {
    let (clean, defects) = (InMemory::new(false), InMemory::new(true));
    let texts = || clean.sources.iter().map(|(_, file)| file.text());
    let mut group = criterion.benchmark_group("checking");
    group.throughput(Throughput::Bytes(clean.bytes));
    group.bench_function("parse YAML", |bencher| {
        bencher.iter(|| {
            for (id, file) in clean.sources.iter() {
                black_box(yaml::parse(id, file.text()));
            }
        });
    });
    group.bench_function("parse YAML with yaml_serde, to compare", |bencher| {
        bencher.iter(|| {
            for document in texts().flat_map(serde_yaml::Deserializer::from_str) {
                let value: Result<serde_yaml::Value, _> = serde::Deserialize::deserialize(document);
                black_box(value.unwrap());
            }
        });
    });
    let outcome = clean.check();
    let project = outcome.projects.first().unwrap();
    group.bench_function("follow values", |bencher| {
        bencher.iter(|| black_box(Flow::new(project)));
    });
    group.bench_function("follow values and run all rules", |bencher| {
        bencher.iter(|| black_box(rules::run(project, &|_| false)));
    });
    group.bench_function("all of it, without a finding", |bencher| {
        bencher.iter(|| black_box(clean.check().diagnostics.len()));
    });
    group.bench_function(
        "all of it, a finding in every tenth definition",
        |bencher| {
            bencher.iter(|| black_box(defects.check().diagnostics.len()));
        },
    );
    group.finish();
}

/// From findings to what is printed.
fn reporting(criterion: &mut Criterion) {
    let files = InMemory::new(true);
    let outcome = files.check();
    let summary = Summary::new(files.files.len(), outcome.definitions, &outcome.diagnostics);
    let options = Options::default();
    let mut group = criterion.benchmark_group("reporting");
    group.throughput(Throughput::Elements(outcome.diagnostics.len() as u64));
    for format in [Format::Full, Format::Concise, Format::Json, Format::Sarif] {
        group.bench_function(format!("{format:?}").to_lowercase(), |bencher| {
            bencher.iter(|| {
                let found = &outcome.diagnostics;
                black_box(render(format, found, &files.sources, &summary, &options).len())
            });
        });
    }
    group.finish();
}

/// From a checked project to what is written.
fn writing(criterion: &mut Criterion) {
    let files = InMemory::new(false);
    let outcome = files.check();
    let project = outcome.projects.first().unwrap();
    let environment = project
        .environment()
        .map(|one| one.name.as_str().to_owned());
    let checked = outcome.checked(environment.as_deref()).unwrap();
    let mut group = criterion.benchmark_group("writing");
    group.sample_size(20);
    group.throughput(Throughput::Elements(DEFINITIONS as u64));
    group.bench_function("bundle", |bencher| {
        bencher.iter(|| black_box(bundle::build(checked, &bundle::Options::default()).unwrap()));
    });
    let options = codegen::Options {
        all: false,
        templates: Vec::new(),
    };
    group.bench_function("types of Rust", |bencher| {
        bencher.iter(|| black_box(codegen::of_project(checked, &options).unwrap()));
    });
    group.bench_function("format", |bencher| {
        let role = Role::Definitions {
            default_platform: None,
            listed: false,
        };
        bencher.iter(|| {
            for file in &files.files {
                black_box(format(file.file, &files.sources[file.file], role));
            }
        });
    });
    group.bench_function("graph", |bencher| {
        bencher.iter(|| black_box(graph::graph(&[project], &[], &files.sources)));
    });
    group.finish();
}

mod stages {
    criterion::criterion_group!(all, super::checking, super::reporting, super::writing);
}
use stages::all;
criterion_main!(all);

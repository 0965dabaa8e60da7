//! The targets of fuzzing, over seeds and a bounded number of mutations of them: the same on every
//! run. `fuzz/run.sh` runs them for as long as one likes.
#![expect(
    clippy::disallowed_methods,
    reason = "dictionaries and found inputs stand on the disk"
)]

mod mutate;
mod targets;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use hookc::platforms::facts;
use hookc::rules::TABLE;

use mutate::{Mutator, words};
use targets::seeds::Repository;
use targets::{TARGETS, Target};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn repository() -> &'static Repository {
    static READ: OnceLock<Repository> = OnceLock::new();
    READ.get_or_init(|| Repository::read(root()))
}

fn dictionary(name: &str) -> Vec<Vec<u8>> {
    let path = root().join(format!("fuzz/dictionaries/{name}.dict"));
    let text = std::fs::read_to_string(&path);
    // The published crate has no `fuzz/`.
    words(&text.unwrap_or_default())
}

/// What fuzzing found once, so that it is not found again.
fn found(target: &str) -> Vec<Vec<u8>> {
    let folder = root().join("tests/fuzz/found").join(target);
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
        .iter()
        .map(|path| std::fs::read(path).unwrap())
        .collect()
}

fn target(name: &str) -> &'static Target {
    let found = TARGETS.iter().find(|target| target.name == name);
    found.unwrap_or_else(|| panic!("no target {name}"))
}

/// Runs an input; where something does not hold, says which input that was.
fn run(target: &Target, input: &[u8]) {
    let Err(panic) = catch_unwind(AssertUnwindSafe(|| (target.run)(input))) else {
        return;
    };
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("fuzz-{}", target.name));
    std::fs::write(&path, input).unwrap();
    let text = String::from_utf8_lossy(input);
    eprintln!(
        "target {}, input in {}:\n{text}",
        target.name,
        path.display()
    );
    std::panic::resume_unwind(panic);
}

fn smoke(name: &str) {
    let target = target(name);
    let seeds: Vec<Vec<u8>> = (target.seeds)(repository())
        .into_iter()
        .map(String::into_bytes)
        .chain(found(name))
        .collect();
    assert!(seeds.len() > 2, "{} seeds of {name}", seeds.len());
    // Each tenth seed of many, so that the time is the same when there are more.
    let step = seeds.len().div_ceil(target.mutations / 4);
    for seed in found(name).iter().chain(seeds.iter().step_by(step)) {
        run(target, seed);
    }
    let mut mutator = Mutator::new(&seeds, dictionary(target.dictionary));
    for _ in 0..target.mutations {
        run(target, &mutator.next());
    }
}

macro_rules! smoke {
    ($($name:ident)*) => {
        /// Those that a test below runs.
        const RUN: &[&str] = &[$(stringify!($name)),*];
        $(
            #[test]
            fn $name() {
                smoke(stringify!($name));
            }
        )*
    };
}

smoke! {
    yaml mustache dollar jsonpath url pattern schema validate import baseline index format
    comments manifest check outputs fix diff
}

#[test]
fn every_target_is_run_here_and_by_libfuzzer() {
    let names: Vec<&str> = TARGETS.iter().map(|target| target.name).collect();
    assert_eq!(names, RUN);
    let package = root().join("fuzz");
    let Ok(manifest) = std::fs::read_to_string(package.join("Cargo.toml")) else {
        println!("skipped: the published crate has no `fuzz/`");
        return;
    };
    for target in TARGETS {
        let name = target.name;
        assert!(manifest.contains(&format!("name = \"{name}\"\n")), "{name}");
        let file = format!("fuzz_targets/{name}.rs");
        assert!(manifest.contains(&format!("path = \"{file}\"\n")), "{name}");
        let text = std::fs::read_to_string(package.join(file)).unwrap();
        assert!(text.contains(&format!("\"{name}\"")), "{name}");
        assert!(
            !dictionary(target.dictionary).is_empty(),
            "{}",
            target.dictionary
        );
    }
}

#[test]
fn the_dictionaries_know_the_language() {
    if !root().join("fuzz").exists() {
        return;
    }
    let yaml = dictionary("yaml");
    let has = |words: &[Vec<u8>], word: &str| words.iter().any(|known| known == word.as_bytes());
    for facts in facts::ALL {
        assert!(has(&yaml, facts.id), "{}", facts.id);
        for kind in facts.kinds {
            assert!(has(&yaml, kind.kind.name()), "{}", kind.kind.name());
            for field in kind.forms.iter().flat_map(|form| form.fields) {
                let key = format!("{}:", field.field.key());
                assert!(has(&yaml, &key), "{key}");
            }
        }
        for setting in facts.settings {
            assert!(has(&yaml, &format!("{}:", setting.key)), "{}", setting.key);
        }
    }
    let comments = dictionary("comments");
    for entry in TABLE {
        assert!(has(&comments, entry.rule.name), "{}", entry.rule.name);
    }
}

#[test]
fn mutations_are_the_same_on_every_run_and_are_of_all_kinds() {
    let seeds = [b"a: b\n".to_vec(), b"c: [d]\n".to_vec()];
    let inputs = || {
        let mut mutator = Mutator::new(&seeds, vec![b"WORD".to_vec()]);
        (0..200).map(|_| mutator.next()).collect::<Vec<_>>()
    };
    assert_eq!(inputs(), inputs());
    let all = inputs();
    let has = |is: &dyn Fn(&[u8]) -> bool| assert!(all.iter().any(|input| is(input)));
    has(&|input| input.windows(4).any(|part| part == b"WORD"));
    has(&|input| std::str::from_utf8(input).is_err());
    has(&|input| input.len() < 5);
    has(&|input| input.contains(&b'a') && input.contains(&b'd'));
}

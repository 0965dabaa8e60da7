//! The YAML test suite: the verdict on each of its cases, and the tree of each valid one.
#![expect(
    clippy::disallowed_methods,
    reason = "tests read the suite from the disk"
)]

use std::fmt::Write as _;
use std::path::Path;

use hookc::source::FileId;
use hookc::yaml::{self, Content, Document, Node, ScalarMap, ScalarStyle};

const SUITE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/suites/yaml/src");

/// One case of the suite.
pub struct Case {
    /// Its file and place in it.
    pub name: String,
    /// What is read.
    pub text: String,
    tree: String,
    fails: bool,
}

/// All cases, or `None` with a printed line where the suite is not there.
pub fn cases() -> Option<Vec<Case>> {
    let Ok(folder) = std::fs::read_dir(Path::new(SUITE)) else {
        println!("skipped: there is no YAML test suite at {SUITE}");
        return None;
    };
    let mut paths: Vec<_> = folder.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let mut all = Vec::new();
    for path in paths {
        let name = path.file_stem().unwrap().to_str().unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        read_cases(name, &text, &mut all);
    }
    Some(all)
}

/// Fields but `fail` that a case lacks are those of the case before it.
fn read_cases(name: &str, text: &str, all: &mut Vec<Case>) {
    let cases: Vec<serde_yaml::Value> = serde_yaml::from_str(text).unwrap();
    let (mut yaml, mut tree, mut skip) = (String::new(), String::new(), false);
    for (index, case) in cases.iter().enumerate() {
        let field = |name: &str| case.get(name).and_then(|value| value.as_str());
        if let Some(text) = field("yaml") {
            yaml = unmark(text);
        }
        if let Some(text) = field("tree") {
            tree = unmark(text);
        }
        // The suite itself switches one case off, and the three that inherit from it.
        skip |= case.get("skip").is_some();
        if skip {
            continue;
        }
        all.push(Case {
            name: format!("{name}-{index}"),
            text: yaml.clone(),
            tree: tree
                .lines()
                .fold(String::new(), |all, line| all + line.trim_start() + "\n"),
            fails: case
                .get("fail")
                .is_some_and(|fail| fail.as_bool() == Some(true)),
        });
    }
}

fn unmark(text: &str) -> String {
    let mut text = text.replace('␣', " ");
    while text.contains("—»") {
        text = text.replace("—»", "»");
    }
    text.replace('»', "\t")
        .replace('⇔', "\u{feff}")
        .replace('↵', "")
        .replace("∎\n", "")
        .replace('←', "\r")
}

#[test]
fn every_case_of_the_suite_gets_its_verdict_and_its_tree() {
    let Some(cases) = cases() else { return };
    assert_eq!(cases.len(), 402);
    let mut wrong = String::new();
    for case in &cases {
        let stream = yaml::parse(FileId(0), &case.text);
        let fails = stream.documents.iter().any(|document| document.broken);
        if fails != case.fails {
            let verdict = if fails { "rejected" } else { "accepted" };
            let _ = writeln!(wrong, "{}: {verdict}\n{:?}", case.name, case.text);
            continue;
        }
        let tree = print_stream(&stream.documents);
        if !fails && tree != case.tree {
            let _ = writeln!(
                wrong,
                "{}: {:?}\n{tree}is not\n{}",
                case.name, case.text, case.tree
            );
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn every_scalar_of_the_suite_maps_back_to_its_source() {
    let Some(cases) = cases() else { return };
    let mut scalars = 0;
    for case in cases.iter().filter(|case| !case.fails) {
        let stream = yaml::parse(FileId(0), &case.text);
        for node in stream.documents.iter().flat_map(Document::nodes) {
            let Some(scalar) = node.scalar() else {
                continue;
            };
            scalars += 1;
            let map = ScalarMap::new(node);
            assert!(
                map.is_exact(),
                "{}: {:?} in {:?}",
                case.name,
                scalar.value,
                case.text
            );
            assert_in_order(&map, &scalar.value, &case.text);
        }
    }
    assert!(scalars > 1000, "{scalars}");
}

/// Characters that are neither blanks nor escaped stand in the source as they are, in their order.
fn assert_in_order(map: &ScalarMap, value: &str, text: &str) {
    let mut end = 0;
    for (at, c) in value.char_indices() {
        let range = map.span_of(at..at + c.len_utf8()).range();
        assert!(range.start >= end, "{value:?} in {text:?}");
        end = range.end;
        let source = &text[range];
        if !c.is_whitespace() && !source.starts_with(['\\', '\'']) {
            assert_eq!(source, c.to_string(), "{value:?} in {text:?}");
        }
    }
}

fn print_stream(documents: &[Document<'_>]) -> String {
    let mut out = String::from("+STR\n");
    for document in documents {
        out += if document.explicit_start {
            "+DOC ---\n"
        } else {
            "+DOC\n"
        };
        match document.root() {
            Some(root) => print_node(root, &mut out),
            None => out += "=VAL :\n",
        }
        out += if document.explicit_end {
            "-DOC ...\n"
        } else {
            "-DOC\n"
        };
    }
    out + "-STR\n"
}

fn print_node(node: Node<'_, '_>, out: &mut String) {
    if node.is_alias() {
        let _ = writeln!(out, "=ALI *{}", node.anchor().unwrap());
        return;
    }
    let mut properties = String::new();
    if let Some(anchor) = node.anchor() {
        let _ = write!(properties, " &{anchor}");
    }
    if let Some(tag) = node.tag() {
        let _ = write!(properties, " <{}>", tag.name);
    }
    match node.content() {
        Content::Scalar(scalar) => {
            let sign = match scalar.style {
                ScalarStyle::Plain => ':',
                ScalarStyle::SingleQuoted => '\'',
                ScalarStyle::DoubleQuoted => '"',
                ScalarStyle::Literal => '|',
                ScalarStyle::Folded => '>',
            };
            let _ = writeln!(out, "=VAL{properties} {sign}{}", escape(&scalar.value));
        }
        Content::Sequence => {
            let brackets = if node.is_flow() { " []" } else { "" };
            let _ = writeln!(out, "+SEQ{brackets}{properties}");
            node.items().for_each(|item| print_node(item, out));
            *out += "-SEQ\n";
        }
        Content::Mapping => {
            let brackets = if node.is_flow() { " {}" } else { "" };
            let _ = writeln!(out, "+MAP{brackets}{properties}");
            for entry in node.raw_entries() {
                print_node(entry.key, out);
                print_node(entry.value, out);
            }
            *out += "-MAP\n";
        }
    }
}

fn escape(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '\\' => out += "\\\\",
            '\n' => out += "\\n",
            '\r' => out += "\\r",
            '\t' => out += "\\t",
            '\u{8}' => out += "\\b",
            '\0' => out += "\\0",
            _ => out.push(c),
        }
    }
    out
}

//! Projects of one extreme shape each: what takes more than linear time shows there first.

use std::fmt::Write as _;

use super::projects::File;

/// Makes a shape of a size.
type Shape = fn(usize) -> Vec<File>;

/// A shape by name, with how it is made from a size.
pub const SHAPES: &[(&str, Shape)] = &[
    ("documents-of-one-file", documents_of_one_file),
    ("webhooks-of-one-trigger", webhooks_of_one_trigger),
    ("callers-of-one-webhook", callers_of_one_webhook),
    ("prefixes", prefixes),
    ("mistyped-references", mistyped_references),
    ("references-and-callers", references_and_callers),
    ("webhooks-of-one-file", webhooks_of_one_file),
    ("keys-of-one-body", keys_of_one_body),
];

const HEAD: &str =
    "project: shape\ndefault_platform: verboo\nrules: { missing-directive: allow }\n";

fn project(manifest: &str, documents: &[String]) -> Vec<File> {
    vec![
        ("hookc.yaml".to_owned(), manifest.to_owned()),
        ("hooks.yaml".to_owned(), documents.join("---\n")),
    ]
}

fn webhook(name: &str, rest: &str) -> String {
    format!(
        "kind: webhook\nname: {name}\nurl: https://api.acme.example/{name}\nmethod: POST\n{rest}"
    )
}

fn trigger(name: &str, parameters: &str, webhooks: &str) -> String {
    let described = format!("description: Call when something is wrong with {name}.\n");
    format!("kind: trigger\nname: {name}\n{described}{parameters}webhooks: [{webhooks}]\n")
}

fn documents_of_one_file(size: usize) -> Vec<File> {
    let pair = |index| {
        let name = format!("hook_{index}");
        let body = webhook(&name, "body: { session: $session.id }\n");
        [body, trigger(&format!("call_{index}"), "", &name)]
    };
    let documents: Vec<String> = (0..size / 2).flat_map(pair).collect();
    project(HEAD, &documents)
}

fn webhooks_of_one_trigger(size: usize) -> Vec<File> {
    let reply = |index| {
        let set =
            format!("response:\n  example: {{ session: {{ client_data: {{ v{index}: a }} }} }}\n");
        let body = match index {
            0 => "body: { session: $session.id }\n".to_owned(),
            _ => format!("body: {{ before: $v{} }}\n", index - 1),
        };
        webhook(&format!("hook_{index}"), &format!("{body}{set}"))
    };
    let mut documents: Vec<String> = (0..size).map(reply).collect();
    let names: Vec<String> = (0..size).map(|index| format!("hook_{index}")).collect();
    documents.push(trigger("call_all", "", &names.join(", ")));
    project(HEAD, &documents)
}

fn callers_of_one_webhook(size: usize) -> Vec<File> {
    let mut documents = vec![webhook(
        "hook",
        "body: { session: $session.id, title: $title }\n",
    )];
    documents.extend((0..size).map(|index| trigger(&format!("call_{index}"), TITLE, "hook")));
    project(HEAD, &documents)
}

const TITLE: &str = "\
parameters:
  type: object
  properties:
    title: { type: string, pattern: '^[^$]+$', description: One line }
  required: [title]
";

/// Names of which each begins the next ten: a, aa … up to ten letters, then other first letters.
fn prefixes(size: usize) -> Vec<File> {
    let mut manifest = format!("{HEAD}platforms:\n  verboo:\n    client_data:\n");
    let mut documents = Vec::new();
    for group in 0..size.div_ceil(10) {
        let mut name = format!("n{group}_");
        let mut body = "body:\n".to_owned();
        for place in 0..10 {
            name.push('a');
            let _ = writeln!(manifest, "      {name}: {{ type: string }}");
            let _ = writeln!(body, "  k{place}: ${name}");
        }
        let hook = format!("hook_{group}");
        documents.push(webhook(&hook, &body));
        documents.push(trigger(&format!("call_{group}"), "", &hook));
    }
    project(&manifest, &documents)
}

fn mistyped_references(size: usize) -> Vec<File> {
    let mut documents = Vec::new();
    for index in 0..size {
        documents.push(webhook(&format!("find_order_{index}"), ""));
        let wrong = format!("fnd_ordr_{index}");
        documents.push(trigger(&format!("call_{index}"), "", &wrong));
    }
    project(HEAD, &documents)
}

/// One webhook with as many references as there are triggers that call it.
fn references_and_callers(size: usize) -> Vec<File> {
    let count = size.isqrt();
    let mut body = "body:\n".to_owned();
    for key in 0..count {
        let _ = writeln!(body, "  k{key}: $p{key}");
    }
    let mut documents = vec![webhook("hook", &body)];
    for index in 0..count {
        let own = TITLE.replace("title", &format!("p{index}"));
        documents.push(trigger(&format!("call_{index}"), &own, "hook"));
    }
    project(HEAD, &documents)
}

fn webhooks_of_one_file(size: usize) -> Vec<File> {
    let hook = |index| {
        webhook(
            &format!("hook_{index}"),
            "body:\n    title:   $session.id\n",
        )
    };
    project(HEAD, &(0..size).map(hook).collect::<Vec<_>>())
}

fn keys_of_one_body(size: usize) -> Vec<File> {
    let mut body = "body:\n".to_owned();
    for key in 0..size {
        let _ = writeln!(body, "    key_{key}:   value");
    }
    project(HEAD, &[webhook("hook", &body)])
}

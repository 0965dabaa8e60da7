//! JSON Schemas of definitions: judged by, reasoned about, and made types and Rust of.

use hookc::contract::{type_of_example, type_of_schema};
use hookc::flow::Types;
use hookc::schema_check::{Judge, Verdict, faults_of_schema, judge};
use hookc::schema_facts::{Chars, Patterns, Schema};
use serde_json::{Value as Json, json};

use super::project::Files;

pub fn run(bytes: &[u8]) {
    let text = super::text(bytes);
    as_file(&text);
    let Ok(schema) = serde_json::from_str::<Json>(&text) else {
        return;
    };
    let faults = faults_of_schema(&schema);
    let values = [
        json!({}),
        json!([1, "a", null]),
        json!("a"),
        json!(-1.5),
        schema.clone(),
    ];
    for value in &values {
        let verdict = judge(&schema, Some(value));
        let is_schema = matches!(verdict, Verdict::Judged(_));
        assert!(!is_schema || faults.is_empty());
    }
    if let Ok(judge) = Judge::new(&schema) {
        assert!(faults.is_empty());
        for value in &values {
            let accepts = judge.accepts(value);
            assert_eq!(accepts, judge.faults(value).is_empty());
        }
    }
    let _ = Patterns::default().admit(Schema::Read(&schema), Chars::of(|c| c == '\n'));
    let _ = Types::of_schema(&schema).phrase();
    let _ = type_of_example(&schema, "example");
    let _ = type_of_schema(&schema, "schema");
}

/// The text as the file that a definition names, and as a part of the definition itself.
fn as_file(text: &str) {
    let inline: String = text.lines().flat_map(|line| ["    ", line, "\n"]).collect();
    let definitions = format!(
        "kind: webhook\nplatform: verboo\nname: a\nurl: https://a.example/\nmethod: POST\n\
         response:\n  schema: ./s.json\n  example: {{ a: 1 }}\nbody: {{ a: $p }}\n---\n\
         kind: trigger\nplatform: verboo\nname: t\ndescription: Call it.\nwebhooks: [a]\n\
         parameters:\n  type: object\n  properties:\n   p:\n{inline}"
    );
    let files = Files::of(&[("hooks.yaml", &definitions), ("s.json", text)]);
    super::outputs::emit(&files);
}

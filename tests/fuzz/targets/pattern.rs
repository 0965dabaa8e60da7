//! Patterns of ECMA-262 in schemas: read, judged by, and reasoned about, in bounded time.

use hookc::schema_check::{Judge, judge, pattern_fault};
use hookc::schema_facts::{Chars, Patterns, Schema};
use serde_json::{Value as Json, json};

pub fn run(bytes: &[u8]) {
    let text = super::text(bytes);
    // The first line is the pattern, what follows a value.
    let (pattern, value) = text
        .split_once('\n')
        .unwrap_or((&text, "aaaaaaaaaaaaaaaa!"));
    let is_wrong = pattern_fault(pattern).is_some();
    let schema = json!({ "type": "string", "pattern": pattern });
    let values = [
        Json::from(value),
        Json::from("a".repeat(32) + "!"),
        json!(""),
    ];
    for value in &values {
        let _ = judge(&schema, Some(value));
    }
    if let Ok(judge) = Judge::new(&schema) {
        assert!(!is_wrong, "what is no pattern judges");
        for value in &values {
            assert_eq!(judge.accepts(value), judge.faults(value).is_empty());
        }
        check_facts(&schema, &judge, &values);
    }
    let keys = json!({ "patternProperties": { pattern: {} } });
    let _ = Patterns::default().admit(Schema::Read(&keys), Chars::of(|_| true));
}

/// What a schema is said not to admit it does not admit.
fn check_facts(schema: &Json, judge: &Judge, values: &[Json]) {
    for c in ['\n', '$', '!', 'a', '\u{e9}'] {
        let is = |asked: char| asked == c || (!c.is_ascii() && !asked.is_ascii());
        if Patterns::default().admit(Schema::Read(schema), Chars::of(is)) {
            continue;
        }
        for value in values {
            let has = value.as_str().is_some_and(|text| text.contains(c));
            assert!(!(has && judge.accepts(value)), "{c:?} is admitted: {value}");
        }
    }
}

//! The three languages of templates: places are in order and on borders of characters, and what is
//! put in is what the places say.

use hookc::platforms::facts;
use hookc::templates::dollar::{Encoding, Values, references, substitute};
use hookc::templates::{Templates, jsonpath, mustache, neutral};
use serde_json::{Value as Json, json};

/// What templates are filled with: texts that look like templates themselves, lists, nothing.
fn context() -> Json {
    json!({
        "a": [{ "b": "{{a}}", "c": null }, 1, "\u{e9}\""],
        "b": { "b": { "c": "<&>\n" } },
        "name": "$name ${secret.NAME}",
        "order_id": 12,
        "session": { "id": "s 1" },
        "images": ["https://a.example/1", "2"],
    })
}

pub fn mustache(bytes: &[u8]) {
    let text = super::text(bytes);
    let template = mustache::parse(&text);
    let mut end = 0;
    for tag in &template.tags {
        assert!(tag.range.start >= end && text.get(tag.range.clone()).is_some());
        end = tag.range.end;
    }
    for fault in &template.faults {
        let written = text.get(fault.range.clone());
        assert!(written.is_some_and(|written| written.starts_with("{{")));
    }
    let _ = mustache::tags(&text);
    for html in [false, true] {
        let traced = mustache::render_traced(&text, &context(), html);
        assert_eq!(traced.text, mustache::render(&text, &context(), html));
        for one in traced.insertions {
            assert!(text.get(one.tag).is_some());
            assert!(traced.text.get(one.output).is_some());
        }
    }
    let expanded = mustache::expand(&text, &template, &|_| 2, &|_| "x", 4096);
    if let Some(expanded) = expanded {
        assert!(expanded.text.len() <= 4096);
        for at in 0..=expanded.text.len() {
            let source = expanded.source_of(at);
            assert!(source.is_none_or(|range| text.get(range).is_some()));
        }
    }
    neutral_texts(&text);
}

pub fn dollar(bytes: &[u8]) {
    let text = super::text(bytes);
    for facts in facts::ALL {
        let mut end = 0;
        for reference in references(&text, facts.built_in) {
            assert!(reference.range.start >= end);
            end = reference.range.end;
            let written = text.get(reference.range.clone());
            let name = written.and_then(|written| written.strip_prefix('$'));
            assert!(name.is_some_and(|name| name.starts_with(reference.name)));
        }
    }
    let Json::Object(values) = context() else {
        return;
    };
    let values = Values::new(values);
    let encodings = [
        Encoding::Url,
        Encoding::Literal,
        Encoding::JsonString,
        Encoding::Json,
    ];
    for encoding in encodings {
        let (filled, trace) = substitute(&text, &values, encoding);
        let mut rebuilt = String::new();
        let mut at = 0;
        for one in trace {
            rebuilt.push_str(&text[at..one.reference.start]);
            assert_eq!(rebuilt.len(), one.output.start);
            rebuilt.push_str(&filled[one.output]);
            at = one.reference.end;
        }
        rebuilt.push_str(&text[at..]);
        assert_eq!(rebuilt, filled);
    }
    neutral_texts(&text);
}

fn neutral_texts(text: &str) {
    for templates in [None, Some(Templates::Dollar), Some(Templates::Mustache)] {
        let found = neutral(text, templates, &["session.id", "images"], [], 'x');
        assert_eq!(found.text.len(), text.len());
        for gap in found.gaps {
            assert!(text.get(gap).is_some());
        }
    }
}

pub fn jsonpath(bytes: &[u8]) {
    let text = super::text(bytes);
    match jsonpath::parse(&text) {
        Ok(path) => {
            let mut end = 1;
            for part in &path.parts {
                assert!(part.range.start >= end && text.get(part.range.clone()).is_some());
                end = part.range.end;
            }
            let value = context();
            let selected = path.select(&value);
            assert!(path.selects_many() || selected.len() <= 1);
        }
        Err(fault) => assert!(text.is_char_boundary(fault.at)),
    }
    if let Some(rooted) = jsonpath::with_root(&text) {
        assert!(jsonpath::parse(&rooted).is_ok(), "{rooted}");
    }
}

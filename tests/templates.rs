//! The languages of templates against public suites.
#![expect(
    clippy::disallowed_methods,
    reason = "tests read public suites from the disk"
)]

use std::path::Path;

use hookc::templates::dollar::{Encoding, Values, substitute};
use hookc::templates::{jsonpath, mustache};
use proptest::prelude::*;
use serde_json::Value;

#[test]
fn mustache_renders_what_its_specification_says() {
    let mut count = 0;
    for name in ["interpolation", "sections", "inverted", "comments"] {
        let Some(suite) = suite(&format!("mustache/{name}.json")) else {
            return;
        };
        for case in suite["tests"].as_array().unwrap() {
            let template = case["template"].as_str().unwrap();
            let faults = mustache::parse(template).faults;
            assert!(faults.is_empty(), "{template:?}: {faults:?}");
            let rendered = mustache::render(template, &case["data"], true);
            assert_eq!(rendered, case["expected"], "{name}: {}", case["name"]);
            count += 1;
        }
    }
    assert!(count > 100, "{count} cases");
}

#[test]
fn partials_and_other_delimiters_are_rejected() {
    for name in ["partials", "delimiters"] {
        let Some(suite) = suite(&format!("mustache/{name}.json")) else {
            return;
        };
        for case in suite["tests"].as_array().unwrap() {
            let template = case["template"].as_str().unwrap();
            assert!(!mustache::parse(template).faults.is_empty(), "{template:?}");
        }
    }
}

#[test]
fn sections_over_lists_do_not_multiply_without_end() {
    let context = serde_json::json!({ "a": [1, 2, 3] });
    let nested = |levels: usize| {
        let (open, close) = ("{{#a}}".repeat(levels), "{{/a}}".repeat(levels));
        mustache::render_traced(&format!("{open}{{{{.}}}}{close}!"), &context, true)
    };
    let few = nested(3);
    assert_eq!((few.text.len(), few.is_cut), (28, false));
    assert!(few.text.starts_with("123123") && few.text.ends_with("123!"));
    let many = nested(60);
    assert!(many.is_cut && many.text.len() <= 4 * 1024 * 1024);
    // Nor where nothing is written.
    let empty = format!("{}{}", "{{#a}}".repeat(60), "{{/a}}".repeat(60));
    assert!(mustache::render_traced(&empty, &context, true).is_cut);
}

#[test]
fn jsonpath_selects_what_its_compliance_suite_says() {
    let Some(suite) = suite("jsonpath/cts.json") else {
        return;
    };
    let cases = suite["tests"].as_array().unwrap();
    assert!(cases.len() >= 700);
    for case in cases {
        let name = &case["name"];
        let selector = case["selector"].as_str().unwrap();
        let path = jsonpath::parse(selector);
        if case["invalid_selector"] == Value::Bool(true) {
            let fault = path.expect_err(selector);
            assert!(selector.is_char_boundary(fault.at), "{name}: {fault:?}");
            continue;
        }
        let path = path.unwrap_or_else(|fault| panic!("{name}: {selector}: {fault:?}"));
        let selected = path.select(&case["document"]);
        let found = Value::Array(selected.iter().copied().cloned().collect());
        let is_right = match case["results"].as_array() {
            Some(all) => all.contains(&found),
            None => case["result"] == found,
        };
        assert!(is_right, "{name}: {selector}: {found}");
        let end = path.parts.last().map_or(1, |part| part.range.end);
        assert_eq!(end, selector.trim_end().len(), "{name}: {selector}");
        assert!(
            selected.len() < 2 || path.selects_many(),
            "{name}: {selector}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn mustache_of_any_text_has_its_places_in_order(text in r#"([a-z \n"é.]|\{\{[#^/!&>=]?|\{|\}|\}\}){0,40}"#) {
        let template = mustache::parse(&text);
        let mut end = 0;
        for tag in &template.tags {
            prop_assert!(tag.range.start >= end && text.get(tag.range.clone()).is_some());
            end = tag.range.end;
        }
        for fault in &template.faults {
            prop_assert!(text.get(fault.range.clone()).is_some_and(|text| text.starts_with("{{")));
        }
        let _ = mustache::render(&text, &serde_json::json!({ "a": [{ "b": "{{a}}" }, 1] }), true);
    }

    #[test]
    fn jsonpath_of_any_text_has_its_parts_in_order(text in r#"\$?([a-z.*:,?@\-0-9' "é\\]|\[|\]|\(|\)){0,30}"#) {
        match jsonpath::parse(&text) {
            Ok(path) => {
                let mut end = 1;
                for part in &path.parts {
                    prop_assert!(part.range.start >= end && text.get(part.range.clone()).is_some());
                    end = part.range.end;
                }
            }
            Err(fault) => prop_assert!(text.is_char_boundary(fault.at)),
        }
    }

    #[test]
    fn what_is_put_in_does_not_break_out(value in any::<String>(), before in "[a-z]{0,3}") {
        let values = Values::new([("v".to_owned(), Value::String(value.clone()))]);
        let (json, _) = substitute(&format!("\"{before}$v\""), &values, Encoding::JsonString);
        let parsed: Value = serde_json::from_str(&json).unwrap();
        prop_assert_eq!(parsed, Value::String(before.clone() + &value));
        let (url, trace) = substitute("/a/$v/b?c=$v", &values, Encoding::Url);
        prop_assert_eq!(url.matches(['/', '?', '#', '&', ' ']).count(), 4);
        prop_assert_eq!(trace.len(), 2);
    }
}

fn suite(path: &str) -> Option<Value> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let path = root.join("../shared/suites").join(path);
    let text = std::fs::read_to_string(&path);
    if text.is_err() {
        eprintln!("skipped: {} is not there", path.display());
    }
    Some(serde_json::from_str(&text.ok()?).unwrap())
}

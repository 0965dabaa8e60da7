//! Topics, descriptions and directives of any text: what is found is what the vendors' pages say.

use std::fmt::Write as _;

use hookc::compile::check_example;
use hookc::diagnostic::ExampleFile;
use proptest::prelude::*;

/// Of Ebbot's page "Outgoing webhooks": the topic, and that which it is a subset of.
const TOPICS: [(&str, &str); 12] = [
    ("chat.create", ""),
    ("chat.update", ""),
    ("chat.data.update", ""),
    ("chat.user.update", ""),
    ("chat.user.message", "chat.message"),
    ("chat.bot.message", "chat.message"),
    ("chat.agent.message", "chat.message"),
    ("chat.system.message", "chat.message"),
    ("chat.message", ""),
    ("chat.scenario.run", ""),
    ("chat.status.change", "chat.update"),
    ("chat.close", ""),
];

fn count(text: &str, rule: &str) -> usize {
    let file = ExampleFile {
        path: "a.yaml".to_owned(),
        text: text.to_owned(),
    };
    let (_, found) = check_example(&[file]);
    found.iter().filter(|found| found.rule.name == rule).count()
}

fn webhook(topics: &[usize]) -> String {
    let names: Vec<&str> = topics.iter().map(|at| TOPICS[*at].0).collect();
    let names = names.join(", ");
    format!(
        "kind: webhook\nplatform: ebbot\nname: a\ndirection: outgoing\ntopics: [{names}]\n\
         url: https://a.example/${{secret.PATH}}\n"
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn topics_overlap_where_the_page_says_so(topics in proptest::collection::vec(0..12_usize, 1..8)) {
        let text = webhook(&topics);
        let mut different = topics.clone();
        different.sort_unstable();
        different.dedup();
        let has = |name: &str| different.iter().any(|at| TOPICS[*at].0 == name);
        let subsets = different.iter().filter(|at| has(TOPICS[**at].1)).count();
        prop_assert_eq!(count(&text, "overlapping-topics"), subsets);
        prop_assert_eq!(count(&text, "duplicate-topic"), topics.len() - different.len());
        let messages = different.iter().any(|at| TOPICS[*at].0.ends_with("message"));
        prop_assert_eq!(count(&text, "repeated-transcript") == 1, messages && has("chat.close"));
        let senders = different.iter().filter(|at| TOPICS[**at].1 == "chat.message").count();
        let is_sum = senders == 4 && !has("chat.message");
        prop_assert_eq!(count(&text, "equivalent-topics") == 1, is_sum);
    }

    #[test]
    fn directives_and_descriptions_of_any_text_are_read(
        directive in "['\"`‘’“«»a-zäß.{}$\\[\\] _-]{0,60}",
        pattern in "[\\\\()\\[\\]{}a-z0-9?*+|^$.:<>=!,-]{0,20}",
    ) {
        let quote = |text: &str| format!("'{}'", text.replace('\'', "''"));
        let text = format!(
            "kind: webhook\nplatform: verboo\nname: a\nurl: https://a.example/$x\nmethod: GET\n\
             response_directive: {directive}\nresponse:\n  example: {{ status: ok, tickets: [1] }}\n---\n\
             kind: trigger\nplatform: verboo\nname: t\ndescription: {directive}\n\
             parameters:\n  type: object\n  properties:\n    \
             x: {{ type: string, description: {directive}, pattern: {pattern} }}\n\
             webhooks: [a]\n",
            directive = quote(&directive),
            pattern = quote(&pattern),
        );
        let file = ExampleFile { path: "a.yaml".to_owned(), text };
        let (sources, found) = check_example(&[file]);
        for diagnostic in &found {
            prop_assert!(sources[diagnostic.span.file].text().get(diagnostic.span.range()).is_some());
        }
    }
}

/// Of Verboo's page "Triggers": at most 350 characters, whatever they are made of.
#[test]
fn descriptions_are_counted_in_characters() {
    for (text, expected) in [
        ("ü".repeat(350), 0),
        ("ü".repeat(351), 1),
        ("😀".repeat(350), 0),
    ] {
        let text = format!(
            "kind: trigger\nplatform: verboo\nname: t\ndescription: {text}\nwebhooks: [a]\n"
        );
        assert_eq!(count(&text, "description-too-long"), expected);
    }
}

/// Each description is compared with an index, not with all others.
#[test]
fn thousands_of_descriptions_are_compared() {
    let mut text = String::new();
    for number in 0..5000 {
        let _ = write!(
            text,
            "kind: trigger\nplatform: verboo\nname: t{number}\nwebhooks: [a]\ndescription: Call when \
             the customer asks for number{} in one of many long and winding stories that were told here\n---\n",
            number / 2
        );
    }
    assert_eq!(count(&text, "similar-descriptions"), 2500);
}

/// `true` is a schema too: it says neither what the value is nor which type it has.
#[test]
fn a_parameter_that_may_be_anything_is_neither_described_nor_typed() {
    let text = |schema: &str| {
        format!(
            "kind: trigger\nplatform: verboo\nname: t\ndescription: Call it.\nwebhooks: [w]\n\
             parameters: {{ type: object, properties: {{ a: {schema} }} }}\n"
        )
    };
    for (schema, expected) in [
        ("true", 1),
        ("{}", 1),
        ("{ type: string, description: A }", 0),
    ] {
        assert_eq!(count(&text(schema), "undescribed-parameter"), expected);
        assert_eq!(count(&text(schema), "unsupported-parameter-type"), expected);
    }
}

//! Of topics.

use super::{places, said, webhook};

const MANIFEST: &str = "environments: { live: { topic: chat.clos, api: 'https://a.example' } }\n";

fn of_topics(topics: &str) -> String {
    let fields = format!("direction: outgoing\ntopics: {topics}\nurl: https://a.example");
    let hooks = webhook("ebbot", &fields);
    let files = [("hooks.yaml", hooks.as_str()), ("hookc.yaml", MANIFEST)];
    said("unknown-topic", &files)
}

#[test]
fn a_mistyped_topic_is_replaced_unless_it_is_there_already() {
    let message = "there is no topic `chat.clos` | did you mean `chat.close`?";
    assert_eq!(
        of_topics("[chat.clos]"),
        format!("`chat.clos` {message} | unsafe fix `chat.clos` to `chat.close`\n")
    );
    assert_eq!(
        of_topics("[chat.close, chat.clos]"),
        format!("`chat.clos` {message}\n")
    );
    assert_eq!(
        of_topics("['${topic}']"),
        format!("`${{topic}}` {message}\n")
    );
}

#[test]
fn a_topic_that_is_not_known_is_no_duplicate() {
    let of = |topics: &str| {
        let fields = format!("direction: outgoing\ntopics: {topics}\nurl: https://a.example");
        places(
            "duplicate-topic",
            &[("hooks.yaml", &webhook("ebbot", &fields))],
        )
    };
    assert_eq!(of("[chat.close, chat.close]"), ["chat.close"]);
    assert!(of("['${unknown}', '${unknown}']").is_empty());
    assert!(of("[nonsense, nonsense]").is_empty());
}

#[test]
fn events_are_sent_twice_to_one_url_that_is_known() {
    let of = |url: &str| {
        let one = |name: &str| {
            format!(
                "kind: webhook\nplatform: ebbot\nname: {name}\ndirection: outgoing\n\
                 topics: [chat.create]\nurl: {url}\n---\n"
            )
        };
        let hooks = one("a") + &one("b");
        let files = [("hooks.yaml", hooks.as_str()), ("hookc.yaml", MANIFEST)];
        said("overlapping-topics", &files)
    };
    let expected = "`chat.create` events of `chat.create` are sent twice to one URL \
                    | leave it out in one of the webhooks, or give each a URL of its own\n";
    assert_eq!(of("https://a.example"), expected);
    assert_eq!(of("'${api}'"), expected);
    for url in ["''", "' '", "'${unknown}'"] {
        assert_eq!(of(url), "", "{url}");
    }
}

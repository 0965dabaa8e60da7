//! Of definitions as a whole, and of how they are written.

use super::{places, said, webhook};

#[test]
fn a_trigger_runs_a_webhook_twice_only_where_it_is_the_same() {
    let of = |webhooks: &str| {
        let fields = "url: https://a.example\nmethod: GET\nresponse_directive: Say it.";
        let hooks = webhook("verboo", fields)
            + &format!(
                "---\nkind: trigger\nplatform: verboo\nname: call\n\
                 description: Call when it is time.\nwebhooks: {webhooks}\n"
            );
        let manifest = "environments: { live: { name: send } }\n";
        let files = [("hooks.yaml", hooks.as_str()), ("hookc.yaml", manifest)];
        said("repeated-webhook", &files)
    };
    for (webhooks, at) in [
        ("[send, send]", "send"),
        ("[send, '${name}']", "${name}"),
        ("['${name}', '${name}']", "${name}"),
    ] {
        assert_eq!(
            of(webhooks),
            format!(
                "`{at}` the trigger runs `send` twice \
                 | delete it, or name the webhook that was meant\n"
            )
        );
    }
    for webhooks in ["[nope, nope]", "['${nope}', '${nope}']", "[send]"] {
        assert_eq!(of(webhooks), "", "{webhooks}");
    }
}

#[test]
fn a_name_that_sounds_secret_is_declared_so_where_that_can_be() {
    let manifest = "platforms:\n  verboo:\n    client_data: [api_token, name]\n  \
                    mind-expression:\n    request_headers: [x-api-token]\n";
    let files = [("hooks.yaml", ""), ("hookc.yaml", manifest)];
    assert_eq!(
        said("unmarked-secret", &files),
        "`api_token` `api_token` sounds like a credential \
         | declare it: `api_token: { type: string, secret: true }`\n"
    );
}

#[test]
fn a_tag_alone_is_text_and_one_before_a_value_may_be_anything() {
    let of = |description: &str| {
        let fields = format!("direction: incoming\ndescription: {description}");
        let hooks = webhook("ebbot", &fields);
        said("invalid-yaml", &[("hooks.yaml", &hooks)])
    };
    let help = "definitions have no tags of their own; if the `!` is text, write";
    assert_eq!(
        of("!important"),
        format!(
            "`!important` unknown tag `!important` | {help} `'!important'` \
             | fix `!important` to `'!important'`\n"
        )
    );
    assert_eq!(
        of("!x y"),
        format!("`!x` unknown tag `!x` | {help} `'!x y'` | unsafe fix `!x y` to `'!x y'`\n")
    );
}

#[test]
fn names_that_are_not_known_are_not_the_same() {
    let of = |name: &str| {
        let one = format!("kind: webhook\nplatform: ebbot\nname: {name}\ndirection: incoming\n");
        let hooks = format!("{one}---\n{one}");
        places("duplicate-definition", &[("hooks.yaml", &hooks)])
    };
    assert_eq!(of("bot"), ["bot"]);
    assert!(of("'${unknown}'").is_empty());
    assert!(of("''").is_empty());
}

#[test]
fn one_escalation_is_no_second_one() {
    let of = |names: &[&str]| {
        let one = |name: &&str| {
            format!(
                "kind: escalation\nplatform: mind-expression\n{name}\nurl: https://a.example\n---\n"
            )
        };
        let hooks: String = names.iter().map(one).collect();
        places("duplicate-escalation", &[("hooks.yaml", &hooks)])
    };
    assert_eq!(of(&["name: a", "name: b"]), ["b"]);
    // Two of one name are told so.
    assert!(of(&["name: a", "name: A"]).is_empty());
    assert!(of(&["name: a"]).is_empty());
    assert!(of(&["description: Without a name"]).is_empty());
}

/// A trigger of Verboo that calls this, behind these definitions.
fn calls(hooks: &str, called: &str) -> String {
    format!(
        "{hooks}---\nkind: trigger\nplatform: verboo\nname: call\n\
         description: Call when it is time.\nwebhooks: [{called}]\n"
    )
}

const WEBHOOK: &str = "url: https://a.example\nmethod: GET\nresponse_directive: Say it.";

#[test]
fn who_calls_one_of_two_of_a_name_may_mean_the_other() {
    let first = webhook("verboo", WEBHOOK).replace("name: send", "name: Send");
    let hooks = calls(
        &format!("{first}---\n{}", webhook("verboo", WEBHOOK)),
        "send",
    );
    assert!(places("unused-definition", &[("hooks.yaml", &hooks)]).is_empty());
    let hooks = calls(
        &format!("{first}---\n{}", webhook("verboo", WEBHOOK)),
        "other",
    );
    assert_eq!(
        places("unused-definition", &[("hooks.yaml", &hooks)]),
        ["Send"]
    );
}

#[test]
fn a_call_that_leads_nowhere_is_told_what_there_is() {
    let of = |hooks: &str, called: &str| {
        said(
            "unresolved-reference",
            &[("hooks.yaml", &calls(hooks, called))],
        )
    };
    let sends: Vec<String> = (0..9)
        .map(|at| webhook("verboo", WEBHOOK).replace("name: send", &format!("name: send_{at}")))
        .collect();
    let message = "`other` there is no verboo webhook `other` | ";
    assert_eq!(
        of(&sends[..2].join("---\n"), "other"),
        format!("{message}the webhooks on Verboo are `send_0` and `send_1`\n")
    );
    assert_eq!(
        of(&sends.join("---\n"), "other"),
        format!("{message}write the name of a webhook of this project\n")
    );
    assert_eq!(
        of("", "other"),
        format!("{message}define it: `kind: webhook`, `name: other`\n")
    );
    for called in ["'${unknown}'", "''", "' '"] {
        assert_eq!(of("", called), "", "{called}");
    }
    // What cannot be read may be what is called.
    let broken = "kind: webhook\nplatform: verboo\nname: other\nurl: [\n";
    assert_eq!(of(broken, "other"), "");
    assert!(!of(broken, "another_one").is_empty());
}

#[test]
fn what_is_called_by_the_nearest_legal_name_is_named_wrongly_itself() {
    let illegal = webhook("verboo", WEBHOOK).replace("name: send", "name: or der");
    let hooks = calls(&illegal, "or_der");
    let files = [("hooks.yaml", hooks.as_str())];
    assert!(places("unresolved-reference", &files).is_empty());
    assert_eq!(places("invalid-value", &files), ["or der"]);
}

#[test]
fn a_message_that_answers_belongs_to_a_conversation() {
    let of = |rest: &str, kind: &str| {
        let hooks = format!(
            "kind: trigger\nplatform: ebbot\nname: a\nwebhook: bot\n{rest}\
             message: {{ type: '{kind}' }}\n"
        );
        places("message-without-conversation", &[("hooks.yaml", &hooks)])
    };
    let facts = hookc::platforms::facts::ALL;
    let ebbot = facts.iter().find(|facts| facts.id == "ebbot").unwrap();
    let kind = ebbot.replies[0];
    for rest in ["", "conversation: new\n"] {
        assert_eq!(of(rest, kind), [kind]);
    }
    for rest in [
        "conversation: continue\n",
        "conversation: '${unknown}'\n",
        "conversation: [new]\n",
    ] {
        assert!(of(rest, kind).is_empty(), "{rest}");
    }
    assert!(of("", "text").is_empty());
    assert!(of("", "${unknown}").is_empty());
}

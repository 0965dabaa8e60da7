//! `vague-description`

use super::functions::function;
use crate::definition::Definition;
use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity};
use crate::project::{DefinitionId, Project};

/// The rule.
pub static RULE: Rule = Rule {
    name: "vague-description",
    severity: Severity::Info,
    group: Group::Triggers,
    summary: "A description of a few words that says what a trigger does, not when to call it.",
    why: "The description is all that the LLM decides by. From \"Order status\" it has to guess \
          whether a customer who asks for an invoice, or complains, is meant: the trigger is \
          called too often, or not at all. Verboo asks for *when* to call it.\n\nBegin with \
          `Call when the customer …`, and say what to ask for first.",
    sources: &["Verboo, Triggers: https://verboo.ai/en/docs/concepts/triggers"],
    bad: &[Example {
        title: "what, not when",
        text: "\
kind: webhook
platform: verboo
name: create_ticket
url: https://helpdesk.company.example/api/tickets
method: POST
response_directive: Confirm to the customer that a ticket was opened.
---
kind: trigger
platform: verboo
name: open_ticket
description: Opens a ticket in the helpdesk
             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
webhooks: [create_ticket]
",
    }],
    good: &[
        Example {
            title: "when to call it",
            text: "\
kind: webhook
platform: verboo
name: create_ticket
url: https://helpdesk.company.example/api/tickets
method: POST
response_directive: Confirm to the customer that a ticket was opened.
---
kind: trigger
platform: verboo
name: open_ticket
description: Call when the customer asks for a ticket.
webhooks: [create_ticket]
",
        },
        Example {
            title: "in another language",
            text: "\
kind: webhook
platform: verboo
name: create_ticket
url: https://helpdesk.company.example/api/tickets
method: POST
response_directive: Confirm to the customer that a ticket was opened.
---
kind: trigger
platform: verboo
name: open_ticket
description: Quando o cliente relatar um problema.
webhooks: [create_ticket]
",
        },
    ],
};

/// How many words may say what alone: more of them say enough about the occasion.
const FEW_WORDS: usize = 8;

/// Words that say when, in the languages that Verboo's assistants speak and a few near ones.
const OCCASIONS: &[&str] = &[
    "when", "whenever", "if", "after", "before", "once", "while", "until", "unless", "upon",
    "during", "use", "asks", "wants", "quando", "se", "caso", "depois", "após", "antes", "sempre",
    "usar", "enquanto", "cuando", "si", "después", "siempre", "mientras", "wenn", "falls",
    "sobald", "nachdem", "bevor", "quand", "lorsque", "dès", "après", "avant",
];

/// Judges how a description is worded.
pub fn check(
    _: &Project<'_>,
    _: DefinitionId,
    definition: &Definition<'_>,
    found: &mut Vec<Diagnostic>,
) {
    let (Some(_), Some(description)) = (function(definition), &definition.description) else {
        return;
    };
    if description.is_unresolved() || !is_vague(description.as_str()) {
        return;
    }
    let message = "the description does not say when to call the trigger";
    let finding = Diagnostic::new(&RULE, description.span(), message)
        .help("begin with the occasion, as in `Call when the customer asks …`");
    found.push(description.explain(finding));
}

fn is_vague(text: &str) -> bool {
    // Of other scripts neither the words nor their number are known.
    let is_latin = |c: char| !c.is_alphabetic() || c < '\u{250}';
    if !text.chars().all(is_latin) {
        return false;
    }
    let is_part = |c: char| c.is_alphanumeric() || c == '\'';
    let mut count = 0;
    for word in text.split(|c| !is_part(c)).filter(|word| !word.is_empty()) {
        count += 1;
        if OCCASIONS.contains(&word.to_lowercase().as_str()) {
            return false;
        }
    }
    (1..=FEW_WORDS).contains(&count)
}

#[cfg(test)]
mod tests {
    use super::is_vague;

    #[test]
    fn a_few_words_without_an_occasion_are_vague() {
        for text in [
            "Order status",
            "Opens a ticket.",
            "get_order_status",
            "Cria um ticket",
        ] {
            assert!(is_vague(text), "{text}");
        }
        for text in [
            "Call when an order is late",
            "Se o cliente pedir",
            "当客户询问订单时调用",
            "Call it for every customer who says that a parcel is late",
            "",
        ] {
            assert!(!is_vague(text), "{text}");
        }
    }
}

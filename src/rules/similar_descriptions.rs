//! `similar-descriptions`

use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashMap, FxHashSet, FxHasher};

use super::functions::function;
use crate::definition::{Definition, Text};
use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity};
use crate::project::Project;

/// The rule.
pub static RULE: Rule = Rule {
    name: "similar-descriptions",
    severity: Severity::Info,
    group: Group::Triggers,
    summary: "Two triggers that the LLM cannot tell apart by their descriptions.",
    why: "The LLM chooses a trigger by its description. Where two say the same, the choice is a \
          matter of luck, and differs from one conversation to the next. Most often one was copied \
          from the other and its description was forgotten.\n\nSay in each what the other is not \
          for. Descriptions are compared by the words that carry meaning: case, order, plurals and \
          words such as `the` do not count.",
    sources: &["Verboo, Triggers: https://verboo.ai/en/docs/concepts/triggers"],
    bad: &[Example {
        title: "a description that was copied",
        text: "\
# file: hooks/orders.yaml
kind: webhook
platform: verboo
name: find_order
url: https://shop.company.example/api/orders
method: GET
response_directive: Tell the customer where the order is.
---
kind: trigger
platform: verboo
name: track_order
description: Call when the customer asks where an order is.
             ----------------------------------------------
webhooks: [find_order]
# file: hooks/returns.yaml
kind: webhook
platform: verboo
name: find_return
url: https://shop.company.example/api/returns
method: GET
response_directive: Tell the customer where the return is.
---
kind: trigger
platform: verboo
name: track_return
description: Use this when customers ask where their orders are
             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
webhooks: [find_return]
",
    }],
    good: &[Example {
        title: "one word that makes the difference",
        text: "\
kind: webhook
platform: verboo
name: find_order
url: https://shop.company.example/api/orders
method: GET
response_directive: Tell the customer where the order is.
---
kind: webhook
platform: verboo
name: find_return
url: https://shop.company.example/api/returns
method: GET
response_directive: Tell the customer where the return is.
---
kind: trigger
platform: verboo
name: track_order
description: Call when the customer asks where an order is.
webhooks: [find_order]
---
kind: trigger
platform: verboo
name: track_return
description: Call when the customer asks where a return is.
webhooks: [find_return]
",
    }],
};

/// Words that tell nothing about what a trigger is for.
const EMPTY_WORDS: &[&str] = &[
    "a", "an", "the", "this", "that", "these", "those", "it", "its", "their", "they", "them",
    "his", "her", "he", "she", "my", "your", "our", "of", "to", "for", "in", "on", "at", "by",
    "is", "are", "was", "be", "been", "has", "have", "do", "does", "and", "or", "please", "call",
    "use", "trigger", "function", "tool", "invoke", "run", "when", "whenever", "if", "customer",
    "user", "client", "ask", "want", "would", "like", "know", "need", "just", "now", "about", "o",
    "os", "as", "um", "uma", "de", "do", "da", "dos", "das", "que", "e", "quando", "se", "cliente",
    "usuário", "seu", "sua", "el", "la", "los", "las", "un", "una", "del", "y", "cuando", "si",
    "su",
];

/// From this many words on, one more of them does not tell two descriptions apart.
const MANY_WORDS: usize = 10;

/// Compares the descriptions of the triggers that a language model may call, each with an index of
/// those before it.
pub fn check(project: &Project<'_>, found: &mut Vec<Diagnostic>) {
    let mut index: FxHashMap<(&str, u64), &Definition<'_>> = FxHashMap::default();
    let mut shorter: FxHashMap<(&str, u64), &Definition<'_>> = FxHashMap::default();
    let mut names: FxHashSet<(&str, String)> = FxHashSet::default();
    for definition in &project.definitions {
        let platform = definition.platform.id;
        let Some(description) = judged(definition) else {
            continue;
        };
        // Two of one name are a `duplicate-definition`.
        if !names.insert((platform, definition.name().to_ascii_lowercase())) {
            continue;
        }
        let words = words(description.as_str());
        if words.is_empty() {
            continue;
        }
        let whole = hash_of_all(&words);
        let all_but_one: Vec<(&str, u64)> = all_but_one(&words, whole)
            .map(|key| (platform, key))
            .collect();
        let whole = (platform, whole);
        let same = index.get(&whole).or_else(|| shorter.get(&whole));
        let earlier = same.or_else(|| all_but_one.iter().find_map(|key| index.get(key)));
        if let Some(earlier) = earlier {
            found.push(report(description, earlier));
        }
        index.entry(whole).or_insert(definition);
        for key in all_but_one {
            shorter.entry(key).or_insert(definition);
        }
    }
}

/// The description, where a language model gets to see it.
fn judged<'d, 's>(definition: &'d Definition<'s>) -> Option<&'d Text<'s>> {
    function(definition)?;
    let is_active = definition.trigger.active != Some(false);
    let description = definition.description.as_ref();
    description.filter(|description| is_active && !description.is_unresolved())
}

fn report(description: &Text<'_>, earlier: &Definition<'_>) -> Diagnostic {
    let message = format!(
        "this says the same as the description of `{}`",
        earlier.name()
    );
    let finding = Diagnostic::new(&RULE, description.span(), message)
        .help("say in each when it is to be called and the other is not");
    let of_other = earlier.description.iter();
    let finding = of_other.fold(finding, |finding, other| {
        other.explain(finding.label(other.span(), "the other one"))
    });
    description.explain(finding)
}

/// The words that carry meaning, sorted, each once; plurals and third persons without their `s`.
fn words(text: &str) -> Vec<String> {
    let mut lower = text.to_lowercase();
    if lower.contains(['’', '\'']) {
        lower = lower.replace('’', "'").replace("can't", "can not");
    }
    if lower.contains("cannot") {
        lower = lower.replace("cannot", "can not");
    }
    if lower.contains("n't") {
        lower = lower.replace("n't", " not");
    }
    let mut words: Vec<String> = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty() && !EMPTY_WORDS.contains(word))
        .map(|word| {
            let stem = word
                .strip_suffix('s')
                .filter(|stem| stem.chars().count() > 2);
            stem.filter(|stem| !stem.ends_with('s'))
                .unwrap_or(word)
                .to_owned()
        })
        .filter(|word| !EMPTY_WORDS.contains(&word.as_str()))
        .collect();
    words.sort();
    words.dedup();
    words
}

/// The words without each of them in turn, where there are many.
fn all_but_one(words: &[String], whole: u64) -> impl Iterator<Item = u64> {
    let count = if words.len() > MANY_WORDS {
        words.len()
    } else {
        0
    };
    let words = words.iter().take(count);
    words.map(move |word| whole.wrapping_sub(hash(word)))
}

/// Stands for a set of words, each of which can be taken out again.
fn hash_of_all(words: &[String]) -> u64 {
    let hashes = words.iter().map(|word| hash(word));
    hashes.fold(0, u64::wrapping_add)
}

fn hash(word: &str) -> u64 {
    let mut hasher = FxHasher::default();
    word.hash(&mut hasher);
    // Sums of hashes need bits that depend on each other as little as can be: the end of
    // `splitmix64`, by S. Vigna.
    let hash = hasher.finish();
    let hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}

#[cfg(test)]
mod tests {
    use super::{MANY_WORDS, all_but_one, hash_of_all, words};

    #[test]
    fn one_word_more_counts_among_few_alone() {
        let words = |count: usize| -> Vec<String> {
            (0..count).map(|word| format!("word{word:02}")).collect()
        };
        let is_near = |count: usize| {
            let (more, fewer) = (words(count), words(count - 1));
            let mut nearly = all_but_one(&more, hash_of_all(&more));
            nearly.any(|one| one == hash_of_all(&fewer))
        };
        assert!(!is_near(MANY_WORDS));
        assert!(is_near(MANY_WORDS + 1));
        assert!(is_near(MANY_WORDS + 2));
    }

    #[test]
    fn words_that_carry_meaning_are_compared() {
        let same = |a: &str, b: &str| words(a) == words(b);
        let open = "Call when the customer wants to open a ticket.";
        assert!(same(
            open,
            "Use this whenever customers want to open tickets"
        ));
        assert!(!same(
            open,
            "Call when the customer wants to close a ticket."
        ));
        assert!(!same(
            open,
            "Call when the customer does not want to open a ticket."
        ));
        let slow = "Call when the internet does not work or cannot be reached";
        assert!(same(
            slow,
            "Call when the internet doesn't work, or can’t be reached."
        ));
        assert!(!same("Call when a pass is lost", "Call when a pas is lost"));
        assert!(!same("Call when gas leaks", "Call when ga leaks"));
    }
}

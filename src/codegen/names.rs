//! Names of Rust for words of JSON: idiomatic, unique, and the same whatever else there is.

use std::collections::BTreeSet;

/// The longest name, in characters. With it every line of the templates has one place to break.
const MAX_NAME: usize = 60;

/// Keywords of all editions, and those that are reserved.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// Keywords that `r#` does not make names.
const NEVER_NAMES: &[&str] = &["self", "super", "crate"];

/// Names that the printed code uses for something else.
pub(super) const TAKEN: &[&str] = &[
    "BTreeMap",
    "BooleanText",
    "Box",
    "Clone",
    "Debug",
    "DecimalSeconds",
    "Default",
    "Deref",
    "DerefMut",
    "Deserialize",
    "Deserializer",
    "Duration",
    "EpochMilliseconds",
    "Eq",
    "Err",
    "Error",
    "Formatter",
    "From",
    "FromJson",
    "FromTagged",
    "FromStr",
    "Hash",
    "JsonError",
    "JsonText",
    "Map",
    "None",
    "Nullable",
    "Number",
    "NumberText",
    "Ok",
    "Option",
    "PartialEq",
    "Result",
    "Self",
    "Sensitive",
    "Serialize",
    "Serializer",
    "Some",
    "String",
    "SystemTime",
    "Value",
    "Vec",
    "bool",
    "f64",
    "i128",
    "i64",
    "str",
    "u64",
    "u8",
    "usize",
];

/// Letters of Latin scripts that stand for others.
const LATIN: &[(&str, &str)] = &[
    ("àáâãåāăą", "a"),
    ("çćč", "c"),
    ("ďđð", "d"),
    ("èéêëēęě", "e"),
    ("ğ", "g"),
    ("ìíîïīı", "i"),
    ("ł", "l"),
    ("ñńň", "n"),
    ("òóôõø", "o"),
    ("ř", "r"),
    ("śşš", "s"),
    ("ţť", "t"),
    ("ùúûūůű", "u"),
    ("ýÿ", "y"),
    ("źżž", "z"),
    ("äæ", "ae"),
    ("öœ", "oe"),
    ("ü", "ue"),
    ("ß", "ss"),
    ("þ", "th"),
];

/// Names that are taken, and those that are given out.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    /// In lower case: names that differ by case only are alike.
    taken: BTreeSet<String>,
}

impl Names {
    /// Names of which these are taken.
    pub fn without(taken: &[&str]) -> Self {
        let taken = taken.iter().map(|name| name.to_lowercase()).collect();
        Self { taken }
    }

    /// A name that nobody has: the wanted one, or the first with a number behind it. `gap` stands
    /// before the number.
    pub fn claim(&mut self, wanted: &str, gap: &str) -> String {
        let mut number = 1_u32;
        loop {
            let end = match number {
                1 => String::new(),
                _ => format!("{gap}{number}"),
            };
            let room = MAX_NAME.saturating_sub(end.len());
            let base: String = wanted.chars().take(room).collect();
            let name = format!("{}{end}", base.trim_end_matches('_'));
            if self.taken.insert(name.to_lowercase()) {
                return name;
            }
            number += 1;
        }
    }
}

/// The name of a field, an argument or a function for these words.
pub(super) fn snake(words: &[String]) -> String {
    let name = words.join("_");
    begin_with(name, "_")
}

/// The name as it is written: keywords are marked.
pub(super) fn raw(name: &str) -> String {
    if NEVER_NAMES.contains(&name) {
        format!("{name}_")
    } else if KEYWORDS.contains(&name) {
        format!("r#{name}")
    } else {
        name.to_owned()
    }
}

/// The name of a type or a variant for these words.
pub(super) fn pascal(words: &[String]) -> String {
    let name: String = words.iter().map(|word| capitalized(word)).collect();
    let is_loud = name.len() > 2 && name.chars().all(|c| c.is_ascii_uppercase());
    // One-letter words in a row look like an abbreviation, which is written as a word.
    let name = if is_loud {
        capitalized(&name.to_ascii_lowercase())
    } else {
        name
    };
    match name.as_str() {
        "Self" => "Self_".to_owned(),
        _ => begin_with(name, "V"),
    }
}

/// The name of a constant for these words.
pub(super) fn shouting(words: &[String]) -> String {
    begin_with(words.join("_").to_ascii_uppercase(), "_")
}

/// The words of a text: parts between punctuation, and between small and capital letters. They hold
/// small ASCII letters and digits only, and there is at least one.
pub(super) fn words(text: &str) -> Vec<String> {
    let plain = plain(text);
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    let mut before = '_';
    let mut chars = plain.chars().peekable();
    while let Some(c) = chars.next() {
        let is_next_small = chars.peek().is_some_and(char::is_ascii_lowercase);
        let begins = c.is_ascii_uppercase() && (!before.is_ascii_uppercase() || is_next_small);
        if (c == '_' || begins) && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if c != '_' {
            word.push(c.to_ascii_lowercase());
        }
        before = c;
    }
    if !word.is_empty() {
        words.push(word);
    }
    if words.is_empty() {
        let marks = text.chars().take(MAX_NAME);
        words = marks.map(number).collect();
    }
    if words.is_empty() {
        words.push("empty".to_owned());
    }
    shortened(words)
}

/// The words of several texts in a row.
pub(super) fn joined(parts: &[&str]) -> Vec<String> {
    shortened(parts.iter().flat_map(|part| words(part)).collect())
}

/// The words of a thing that stands inside of another one. Where they are too many, those in the
/// middle go: the outer name says where it is, the last words what it is.
pub(super) fn nested(outer: &[String], inner: &[String]) -> Vec<String> {
    let length = |words: &[String]| words.iter().map(|word| word.len() + 1).sum::<usize>();
    let mut rest = inner;
    while length(outer) + length(rest) > MAX_NAME && rest.len() > 1 {
        rest = rest.get(1..).unwrap_or_default();
    }
    shortened(outer.iter().chain(rest).cloned().collect())
}

/// The first words that fit into a name, or the beginning of the first one.
fn shortened(words: Vec<String>) -> Vec<String> {
    let mut used = 0;
    let mut kept = Vec::new();
    for word in words {
        let room = MAX_NAME.saturating_sub(used);
        if room == 0 || (!kept.is_empty() && word.len() > room) {
            break;
        }
        let word: String = word.chars().take(room).collect();
        used += word.len() + 1;
        kept.push(word);
    }
    kept
}

/// A text in ASCII letters, digits and `_`.
fn plain(text: &str) -> String {
    let mut plain = String::new();
    for c in text.chars() {
        if c.is_ascii() {
            plain.push(if c.is_ascii_alphanumeric() { c } else { '_' });
            continue;
        }
        let small: String = c.to_lowercase().collect();
        let latin = LATIN.iter().find(|(from, _)| from.contains(&small));
        match latin {
            Some((_, to)) if c.is_uppercase() => plain.push_str(&capitalized(to)),
            Some((_, to)) => plain.push_str(to),
            // Letters that ASCII has nothing for are called by their number, which stays the same.
            None if c.is_alphanumeric() => {
                plain.extend(["_", &number(c), "_"]);
            }
            None => plain.push('_'),
        }
    }
    plain
}

/// A character by its number.
fn number(c: char) -> String {
    format!("u{:x}", u32::from(c))
}

fn capitalized(word: &str) -> String {
    let mut chars = word.chars();
    let first = chars.next().map(|c| c.to_ascii_uppercase());
    first.into_iter().chain(chars).collect()
}

fn begin_with(name: String, letter: &str) -> String {
    if name.starts_with(|c: char| c.is_ascii_digit()) {
        format!("{letter}{name}")
    } else {
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, field: &str, r#type: &str) {
        assert_eq!(raw(&snake(&words(text))), field);
        assert_eq!(pascal(&words(text)), r#type);
    }

    #[test]
    fn names_follow_the_customs_of_rust() {
        check("botId", "bot_id", "BotId");
        check("clientIP", "client_ip", "ClientIp");
        check("HTTPServer", "http_server", "HttpServer");
        check("logical-form", "logical_form", "LogicalForm");
        check("chat.user.message", "chat_user_message", "ChatUserMessage");
        check("$ref", "r#ref", "Ref");
        check("a b c", "a_b_c", "Abc");
    }

    #[test]
    fn what_is_no_name_becomes_one() {
        check("type", "r#type", "Type");
        check("self", "self_", "Self_");
        check("2fa", "_2fa", "V2fa");
        check("", "empty", "Empty");
        check("*/", "u2a_u2f", "U2aU2f");
        check("größe", "groesse", "Groesse");
        check("名", "u540d", "U540d");
    }

    #[test]
    fn names_are_unique_whatever_their_case() {
        let mut names = Names::without(&["Option"]);
        assert_eq!(names.claim("Option", ""), "Option2");
        assert_eq!(names.claim("bot_id", "_"), "bot_id");
        assert_eq!(names.claim("bot_id", "_"), "bot_id_2");
        assert_eq!(names.claim("Bot_Id", "_"), "Bot_Id_3");
    }

    #[test]
    fn no_name_is_too_long() {
        let long = "a very long name of many words ".repeat(9);
        let mut names = Names::default();
        for _ in 0..20 {
            assert!(names.claim(&pascal(&words(&long)), "").len() <= MAX_NAME);
            assert!(names.claim(&snake(&words(&"x".repeat(999))), "_").len() <= MAX_NAME);
        }
    }
}

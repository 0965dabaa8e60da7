//! The nearest name to a mistyped one.

/// The candidate nearest to `name`, if one is near enough to be meant: letter case and `-` against
/// `_` do not count, then a third of the letters may differ. The first of equally near ones.
#[must_use]
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = fold(name);
    let allowed = (folded.chars().count() / 3).clamp(1, 4);
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        let distance = strsim::damerau_levenshtein(&folded, &fold(candidate));
        if distance <= allowed && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// Names as a sentence part: "`a`, `b` or `c`".
#[must_use]
pub fn list<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    join(names, "or")
}

/// Names as a list of all there are: "`a`, `b` and `c`".
#[must_use]
pub fn list_all<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    join(names, "and")
}

fn join<'a>(names: impl IntoIterator<Item = &'a str>, word: &str) -> String {
    let names: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    match names.split_last() {
        None => String::new(),
        Some((only, [])) => only.clone(),
        Some((last, rest)) => format!("{} {word} {last}", rest.join(", ")),
    }
}

fn fold(name: &str) -> String {
    name.chars()
        .filter(|c| !matches!(c, '_' | '-' | ' '))
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typo_finds_its_name() {
        let names = ["url", "method", "headers", "response_directive"];
        assert_eq!(nearest("ulr", names), Some("url"));
        assert_eq!(
            nearest("responseDirective", names),
            Some("response_directive")
        );
        assert_eq!(nearest("Header", names), Some("headers"));
        assert_eq!(nearest("banana", names), None);
    }
}

//! How often the sections of a template may be there.

use std::ops::ControlFlow;

use rustc_hash::FxHashMap;

use crate::templates::mustache::{Tag, TagKind, Template};

/// How often each section is put there. Sections over one name are there together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// How often those are there that are not among the others.
    pub usual: usize,
    /// Those that differ, by name.
    pub others: Vec<(String, usize)>,
}

impl State {
    /// How often a tag's section is put there.
    #[must_use]
    pub fn times(&self, tag: &Tag<'_>, may_repeat: &dyn Fn(&Tag<'_>) -> bool) -> usize {
        let other = self.others.iter().find(|(name, _)| *name == tag.name);
        let times = other.map_or(self.usual, |(_, times)| *times);
        match tag.kind {
            TagKind::Inverted => usize::from(times == 0),
            _ if times > 1 && !may_repeat(tag) => 1,
            _ => times,
        }
    }
}

/// Visits every section empty, once and twice; then the states in which one name differs from the
/// others, and those in which two do. Of up to four names these are all that there are.
pub fn each_state(
    template: &Template<'_>,
    may_repeat: &dyn Fn(&Tag<'_>) -> bool,
    visit: &mut dyn FnMut(&State) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let names = asked(template, may_repeat);
    let usual = if names.is_empty() { 1..2 } else { 0..3 };
    let mut state = State::default();
    for differing in 0..=2.min(names.len().saturating_sub(1)) {
        for usual in usual.clone() {
            state.usual = usual;
            each_other(&mut state, &names, differing, visit)?;
        }
    }
    ControlFlow::Continue(())
}

/// Visits the states in which so many of these names are there more or less often than usual.
fn each_other(
    state: &mut State,
    names: &[(&str, usize)],
    differing: usize,
    visit: &mut dyn FnMut(&State) -> ControlFlow<()>,
) -> ControlFlow<()> {
    if differing == 0 {
        return visit(state);
    }
    let mut rest = names;
    while let Some(((name, most), behind)) = rest.split_first() {
        rest = behind;
        let usual = state.usual.min(*most);
        for times in (0..=*most).filter(|times| *times != usual) {
            state.others.push(((*name).to_owned(), times));
            let flow = each_other(state, rest, differing - 1, visit);
            state.others.pop();
            flow?;
        }
    }
    ControlFlow::Continue(())
}

/// The names that sections ask for, each with the most times that make a difference.
fn asked<'t>(
    template: &Template<'t>,
    may_repeat: &dyn Fn(&Tag<'_>) -> bool,
) -> Vec<(&'t str, usize)> {
    let mut names: Vec<(&str, usize)> = Vec::new();
    let mut known: FxHashMap<&str, usize> = FxHashMap::default();
    for tag in template.tags.iter().filter(|tag| tag.kind.opens()) {
        let most = if tag.kind == TagKind::Section && may_repeat(tag) {
            2
        } else {
            1
        };
        let at = *known.entry(tag.name).or_insert(names.len());
        match names.get_mut(at) {
            Some((_, known)) => *known = most.max(*known),
            None => names.push((tag.name, most)),
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::ops::ControlFlow;

    use super::each_state;
    use crate::templates::mustache::parse;

    /// The states as they are for each tag, and how many were visited.
    fn visited(text: &str, repeats: &str) -> (BTreeSet<Vec<usize>>, usize) {
        let template = parse(text);
        let may_repeat = |tag: &crate::templates::mustache::Tag<'_>| repeats.contains(tag.name);
        let (mut found, mut count) = (BTreeSet::new(), 0);
        let _ = each_state(&template, &may_repeat, &mut |state| {
            let tags = template.tags.iter().filter(|tag| tag.kind.opens());
            found.insert(tags.map(|tag| state.times(tag, &may_repeat)).collect());
            count += 1;
            ControlFlow::Continue(())
        });
        (found, count)
    }

    #[test]
    fn few_names_are_tried_in_every_combination() {
        let (found, count) = visited("{{#a}}{{/a}}{{#b}}{{/b}}{{#c}}{{/c}}{{#d}}{{/d}}", "abcd");
        assert_eq!(found.len(), 3 * 3 * 3 * 3);
        assert!(count < 2 * found.len(), "{count}");
        let (found, _) = visited("{{#a}}{{/a}}{{#b}}{{/b}}", "a");
        assert_eq!(found.len(), 3 * 2);
        assert_eq!(visited("{{a}}", "a").1, 1);
    }

    #[test]
    fn sections_over_one_name_are_there_together() {
        let (found, _) = visited("{{#a}}{{/a}}{{^a}}{{/a}}{{#b}}{{/b}}", "");
        let expected = [[0, 1, 0], [0, 1, 1], [1, 0, 0], [1, 0, 1]];
        assert_eq!(found, expected.map(Vec::from).into());
    }
}

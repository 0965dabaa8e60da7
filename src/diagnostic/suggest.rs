//! The nearest name to a mistyped one.

use std::sync::OnceLock;

use super::sorted_names::SortedNames;
use crate::source::slice;

/// The candidate nearest to `name`, if one is near enough to be meant: letter case and `-` against
/// `_` do not count, then a third of the letters may differ. The first of equally near ones.
#[must_use]
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = Folded::new(name);
    let candidates = candidates.into_iter();
    let candidates = candidates.filter(|other| wanted.may_be_near(other));
    let candidates = candidates.map(|name| (Folded::new(name), name));
    first_nearest(&wanted, candidates)
}

/// Names that many mistyped ones are compared with.
#[derive(Clone, Debug, Default)]
pub struct Candidates {
    names: Vec<(Folded, String)>,
    /// Made when it is first asked for.
    sorted: OnceLock<SortedNames>,
}

/// As many names are compared one by one, without sorting them first.
const FEW: usize = 64;
/// Names with more letters are compared one by one.
const MOST_LETTERS: usize = 256;

impl<'a> FromIterator<&'a str> for Candidates {
    fn from_iter<I: IntoIterator<Item = &'a str>>(names: I) -> Self {
        let names = names.into_iter();
        Self {
            names: names
                .map(|name| (Folded::new(name), name.to_owned()))
                .collect(),
            sorted: OnceLock::new(),
        }
    }
}

impl Candidates {
    /// As [`nearest`] says.
    #[must_use]
    pub fn nearest(&self, name: &str) -> Option<&str> {
        let names = self.names.iter();
        let wanted = Folded::new(name);
        if self.names.len() <= FEW || wanted.length > MOST_LETTERS {
            return first_nearest(&wanted, names.map(|(folded, name)| (folded, name.as_str())));
        }
        let sorted = self.sorted.get_or_init(|| {
            let folded = names.map(|(folded, _)| folded.name.as_str());
            SortedNames::new(folded)
        });
        let place = sorted.nearest(&wanted.name, wanted.allowed())?;
        self.names.get(place).map(|(_, name)| name.as_str())
    }

    /// The names, in order.
    #[must_use]
    pub fn names(&self) -> impl ExactSizeIterator<Item = &str> {
        self.names.iter().map(|(_, name)| name.as_str())
    }
}

/// A name without what does not count, and what rules most candidates out at a glance.
#[derive(Clone, Debug)]
struct Folded {
    name: String,
    /// In characters.
    length: usize,
    /// A bit for each letter that occurs.
    letters: u64,
}

impl Folded {
    fn new(name: &str) -> Self {
        let name = fold(name);
        Self {
            length: name.chars().count(),
            letters: name
                .chars()
                .fold(0, |bits, c| bits | 1 << (u32::from(c) % 64)),
            name,
        }
    }

    /// Whether another name is not too far away at a glance, which takes no copy of it.
    fn may_be_near(&self, other: &str) -> bool {
        if !other.is_ascii() {
            return true;
        }
        let counted = other
            .bytes()
            .filter(|byte| !matches!(byte, b'_' | b'-' | b' '));
        let (length, letters) = counted.fold((0, 0), |(length, letters), byte| {
            (length + 1, letters | 1 << (byte.to_ascii_lowercase() % 64))
        });
        self.may_be_within(self.allowed(), length, letters)
    }

    /// Whether a name of this length and of these letters may be so many edits away.
    fn may_be_within(&self, most: usize, length: usize, letters: u64) -> bool {
        // Each edit takes one letter away and brings one in at most.
        let differing = (self.letters ^ letters).count_ones() as usize;
        self.length.abs_diff(length) <= most && differing <= 2 * most
    }

    /// How many edits a name may be away that is meant.
    fn allowed(&self) -> usize {
        (self.length / 3).clamp(1, 4)
    }

    /// The number of edits to the other name, if these are not more than `most`. `pattern` is that of
    /// this name.
    fn distance(&self, pattern: Option<&Pattern>, other: &Self, most: usize) -> Option<usize> {
        if !self.may_be_within(most, other.length, other.letters) {
            return None;
        }
        if let Some(distance) = pattern.and_then(|pattern| pattern.distance(&other.name)) {
            return (distance <= most).then_some(distance);
        }
        let (one, other) = without_common_ends(&self.name, &other.name);
        let distance = strsim::osa_distance(one, other);
        (distance <= most).then_some(distance)
    }
}

/// A name that many are compared with, in a form for which each letter of another name takes a few
/// instructions, whatever the length: a project may have as many mistyped names as right ones. A bit
/// stands for a letter of this name.
///
/// The algorithm is that of H. Hyyrö, "A bit-vector algorithm for computing Levenshtein and Damerau
/// edit distances", 2003.
struct Pattern {
    /// By letter: where it stands.
    places: [u64; 128],
    /// In letters, 1 to 64.
    length: usize,
}

impl Pattern {
    /// Nothing for a name that is empty, longer than 64 letters or not ASCII.
    fn new(name: &str) -> Option<Self> {
        let mut places = [0; 128];
        for (place, letter) in name.bytes().enumerate() {
            *places.get_mut(usize::from(letter))? |=
                1_u64.checked_shl(u32::try_from(place).ok()?)?;
        }
        let length = name.len();
        (length > 0).then_some(Self { places, length })
    }

    /// The number of edits to another name; nothing for one that is not ASCII.
    fn distance(&self, name: &str) -> Option<usize> {
        let last = 1_u64 << (self.length - 1);
        let mut distance = self.length;
        let (mut more, mut less) = (u64::MAX, 0_u64);
        let (mut same, mut before) = (0_u64, 0_u64);
        for letter in name.bytes() {
            let here = *self.places.get(usize::from(letter))?;
            let swapped = ((!same & here) << 1) & before;
            same = ((here & more).wrapping_add(more) ^ more) | here | less | swapped;
            let more_across = less | !(same | more);
            let less_across = same & more;
            distance += usize::from(more_across & last != 0);
            distance -= usize::from(less_across & last != 0);
            let more_across = (more_across << 1) | 1;
            more = (less_across << 1) | !(same | more_across);
            less = more_across & same;
            before = here;
        }
        Some(distance)
    }
}

/// Two names without the beginning and the end that both have: no edit is needed there, and names of
/// one project are much alike.
fn without_common_ends<'n>(one: &'n str, other: &'n str) -> (&'n str, &'n str) {
    let same = |(a, b): &(char, char)| a == b;
    let length = |chars: &(char, char)| chars.0.len_utf8();
    let start: usize = one
        .chars()
        .zip(other.chars())
        .take_while(same)
        .map(|chars| length(&chars))
        .sum();
    let (one, other) = (
        slice(one, start..one.len()),
        slice(other, start..other.len()),
    );
    let end: usize = one
        .chars()
        .rev()
        .zip(other.chars().rev())
        .take_while(same)
        .map(|chars| length(&chars))
        .sum();
    (
        slice(one, 0..one.len() - end),
        slice(other, 0..other.len() - end),
    )
}

fn first_nearest<'a>(
    wanted: &Folded,
    candidates: impl Iterator<Item = (impl std::borrow::Borrow<Folded>, &'a str)>,
) -> Option<&'a str> {
    let mut most = wanted.allowed();
    let mut best = None;
    let pattern = Pattern::new(&wanted.name);
    for (folded, candidate) in candidates {
        let Some(distance) = wanted.distance(pattern.as_ref(), folded.borrow(), most) else {
            continue;
        };
        best = Some(candidate);
        match distance.checked_sub(1) {
            // Only a nearer one can still be better.
            Some(less) => most = less,
            None => break,
        }
    }
    best
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

    #[test]
    fn the_first_of_equally_near_names_is_meant_and_a_nearer_one_wins() {
        let names = ["create_tickets", "create_ticked", "creat_ticket"];
        for find in [nearest, |name: &str, names: [&'static str; 3]| {
            let found = names.into_iter().collect::<Candidates>();
            let found = found.nearest(name).map(str::to_owned);
            names
                .into_iter()
                .find(|name| Some(*name) == found.as_deref())
        }] {
            assert_eq!(find("create_ticket", names), Some("create_tickets"));
            assert_eq!(find("creat-ticket", names), Some("creat_ticket"));
            assert_eq!(find("CREATE_TICKED", names), Some("create_ticked"));
        }
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(50))]

        #[test]
        fn many_names_are_searched_as_few_are(
            names in proptest::collection::vec("[ab\u{e9}_]{0,3}(order|odrer|ordér|)[a0-9]{0,4}", 65..120),
            wanted in proptest::collection::vec("[aBc\u{e9}_]{0,3}(order|oredr|)[a0-9]{0,5}", 1..20),
        ) {
            let candidates: Candidates = names.iter().map(String::as_str).collect();
            for wanted in &wanted {
                let expected = nearest(wanted, names.iter().map(String::as_str));
                proptest::prop_assert_eq!(candidates.nearest(wanted), expected, "{}", wanted);
            }
        }
    }

    #[test]
    fn bits_count_the_edits_that_a_table_counts() {
        // All words of up to five of three letters, against all others: every way to swap is there.
        let mut words = vec![String::new()];
        for length in 0..5 {
            let longest: Vec<String> = words
                .iter()
                .filter(|word| word.len() == length)
                .flat_map(|word| ["a", "b", "c"].map(|letter| format!("{word}{letter}")))
                .collect();
            words.extend(longest);
        }
        let long = "find_the_order_of_a_customer_by_the_number_on_the_invoice_1234567";
        assert!(Pattern::new(long).is_none(), "it has 65 letters");
        let shorter = crate::source::slice(long, 1..long.len());
        words.push(shorter.to_owned());
        words.push(shorter.replace("order", "roder"));
        for one in words.iter().filter(|word| !word.is_empty()) {
            let pattern = Pattern::new(one).unwrap();
            for other in &words {
                let expected = strsim::osa_distance(one, other);
                assert_eq!(pattern.distance(other), Some(expected), "{one} {other}");
            }
        }
        assert!(Pattern::new("é").is_none());
        assert_eq!(Pattern::new("e").unwrap().distance("é"), None);
    }
}

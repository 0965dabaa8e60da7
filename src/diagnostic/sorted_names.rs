//! Many names, sorted, so that the one nearest to a mistyped one is found without a look at each:
//! names that begin alike are compared once as far as they do.

/// The longest allowed distance.
const MOST: usize = 4;
/// Distances to the beginnings of the wanted name that are about as long: further ones cannot count.
type Row = [usize; 2 * MOST + 1];

/// Names by their letters, each with its place in the list they come from.
#[derive(Clone, Debug, Default)]
pub(super) struct SortedNames {
    names: Vec<(Box<[char]>, usize)>,
}

/// One search: the edits are those of the optimal string alignment.
struct Search<'n> {
    names: &'n [(Box<[char]>, usize)],
    wanted: &'n [char],
    most: usize,
    /// The first place at which a name within `most` edits stands.
    best: Option<usize>,
}

/// The beginning that some names share.
#[derive(Clone, Copy)]
struct Beginning {
    length: usize,
    last: Option<char>,
    row: Row,
    /// The row of the beginning that is shorter by one letter.
    before: Row,
}

impl SortedNames {
    /// Sorts names.
    pub fn new<'n>(names: impl Iterator<Item = &'n str>) -> Self {
        let mut names: Vec<(Box<[char]>, usize)> = names
            .enumerate()
            .map(|(place, name)| (name.chars().collect(), place))
            .collect();
        names.sort_unstable();
        Self { names }
    }

    /// The place of the nearest name within so many edits, of equally near ones the first.
    pub fn nearest(&self, wanted: &str, most: usize) -> Option<usize> {
        let wanted: Vec<char> = wanted.chars().collect();
        // What is very near is found in no time, and what is found ends the search.
        (0..=most.min(MOST)).find_map(|most| {
            let mut search = Search {
                names: &self.names,
                wanted: &wanted,
                most,
                best: None,
            };
            let row = std::array::from_fn(|at| at.checked_sub(MOST).unwrap_or(FAR));
            let nothing = Beginning {
                length: 0,
                last: None,
                row,
                before: [FAR; 2 * MOST + 1],
            };
            search.below(0, self.names.len(), nothing);
            search.best
        })
    }
}

/// More than any distance that counts.
const FAR: usize = usize::MAX / 2;

impl Search<'_> {
    /// Looks through the names from one place to another, which share a beginning.
    fn below(&mut self, from: usize, to: usize, shared: Beginning) {
        let names = self.names.get(from..to).unwrap_or_default();
        let ended = names.partition_point(|(name, _)| name.len() == shared.length);
        if let Some((_, place)) = names.first().filter(|_| ended > 0)
            && self.distance(&shared) <= self.most
        {
            self.best = Some(self.best.map_or(*place, |best| best.min(*place)));
        }
        let mut at = ended;
        while let Some((name, _)) = names.get(at) {
            let Some(&letter) = name.get(shared.length) else {
                break;
            };
            let rest = names.get(at..).unwrap_or_default();
            let count = rest.partition_point(|(name, _)| name.get(shared.length) <= Some(&letter));
            let longer = self.longer(&shared, letter);
            if longer.row.iter().any(|distance| *distance <= self.most) {
                self.below(from + at, from + at + count, longer);
            }
            at += count;
        }
    }

    /// The number of edits from a beginning to all of the wanted name.
    fn distance(&self, shared: &Beginning) -> usize {
        let at = (self.wanted.len() + MOST).checked_sub(shared.length);
        let distance = at.and_then(|at| shared.row.get(at));
        distance.copied().unwrap_or(FAR)
    }

    /// A beginning with one more letter.
    fn longer(&self, shared: &Beginning, letter: char) -> Beginning {
        let length = shared.length + 1;
        let mut row = [FAR; 2 * MOST + 1];
        let mut left = FAR;
        for (at, cell) in row.iter_mut().enumerate() {
            // How much of the wanted name the cell is about.
            let Some(read) = (length + at).checked_sub(MOST) else {
                continue;
            };
            if read > self.wanted.len() {
                break;
            }
            let of = |row: &Row, at: usize| row.get(at).copied().unwrap_or(FAR);
            let wanted = |at: Option<usize>| self.wanted.get(at?).copied();
            let last = wanted(read.checked_sub(1));
            let mut distance = (of(&shared.row, at + 1) + 1).min(left + 1);
            if read > 0 {
                let other = usize::from(last != Some(letter));
                distance = distance.min(of(&shared.row, at) + other);
            }
            let is_swapped = read > 1
                && shared.last.is_some()
                && last == shared.last
                && wanted(read.checked_sub(2)) == Some(letter);
            if is_swapped {
                distance = distance.min(of(&shared.before, at) + 1);
            }
            *cell = distance.min(FAR);
            left = *cell;
        }
        Beginning {
            length,
            last: Some(letter),
            row,
            before: shared.row,
        }
    }
}

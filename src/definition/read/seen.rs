//! Which keys a mapping had before: of two with one name the second is a `duplicate-key`.

use rustc_hash::FxHashSet;

/// So many keys are faster compared than put into a table.
const FEW: usize = 12;

/// The keys of a mapping that were met.
pub(super) struct Seen<'k> {
    few: [&'k str; FEW],
    count: usize,
    many: FxHashSet<&'k str>,
}

impl<'k> Seen<'k> {
    /// None.
    pub fn new() -> Self {
        Self {
            few: [""; FEW],
            count: 0,
            many: FxHashSet::default(),
        }
    }

    /// Takes a key in; tells whether it is the first one of that name.
    pub fn insert(&mut self, key: &'k str) -> bool {
        if self.few.iter().take(self.count).any(|met| *met == key) {
            return false;
        }
        if let Some(place) = self.few.get_mut(self.count) {
            *place = key;
            self.count += 1;
            return true;
        }
        self.many.insert(key)
    }

    /// Whether it was taken in.
    pub fn holds(&self, key: &str) -> bool {
        self.few.iter().take(self.count).any(|met| *met == key) || self.many.contains(key)
    }
}

#[cfg(test)]
mod tests {
    use super::{FEW, Seen};

    #[test]
    fn the_second_of_a_name_is_told_however_many_there_are() {
        let keys: Vec<String> = (0..3 * FEW).map(|key| key.to_string()).collect();
        let mut seen = Seen::new();
        assert!(keys.iter().all(|key| seen.insert(key)));
        assert!(keys.iter().all(|key| !seen.insert(key)));
    }
}

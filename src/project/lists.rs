//! Many short lists in little room.

/// A list for each of several owners, by their numbers, all of them in one.
#[derive(Clone, Debug)]
pub struct Lists<T> {
    items: Vec<T>,
    /// Where each begins, and where the last one ends.
    begins: Vec<usize>,
}

impl<T> Lists<T> {
    /// None yet, with room for so many.
    #[must_use]
    pub fn with_capacity(count: usize) -> Self {
        let mut begins = Vec::with_capacity(count + 1);
        begins.push(0);
        Self {
            items: Vec::new(),
            begins,
        }
    }

    /// From items with their owners, by these.
    #[must_use]
    pub fn by_owner(items: Vec<(usize, T)>, count: usize) -> Self {
        let mut begins = Vec::with_capacity(count + 1);
        for (at, (owner, _)) in items.iter().enumerate() {
            begins.resize(begins.len().max(owner + 1), at);
        }
        begins.resize(count + 1, items.len());
        let items = items.into_iter().map(|(_, item)| item).collect();
        Self { items, begins }
    }

    /// The lists of those who come one after the other.
    #[must_use]
    pub fn joined(all: Vec<Self>) -> Self {
        let count = all.iter().map(|lists| lists.begins.len()).sum();
        let mut joined = Self::with_capacity(count);
        joined
            .items
            .reserve_exact(all.iter().map(|lists| lists.items.len()).sum());
        for lists in all {
            let before = joined.items.len();
            let ends = lists.begins.iter().skip(1);
            joined.begins.extend(ends.map(|end| before + end));
            joined.items.extend(lists.items);
        }
        joined
    }

    /// Adds the list of the next owner: what `add` appends.
    pub fn push(&mut self, add: impl FnOnce(&mut Vec<T>)) {
        add(&mut self.items);
        self.begins.push(self.items.len());
    }

    /// The list of an owner.
    #[must_use]
    pub fn get(&self, owner: usize) -> &[T] {
        let range = match (self.begins.get(owner), self.begins.get(owner + 1)) {
            (Some(start), Some(end)) => *start..*end,
            _ => 0..0,
        };
        self.items.get(range).unwrap_or_default()
    }

    /// The list of the last owner.
    #[must_use]
    pub fn last(&self) -> &[T] {
        self.begins
            .len()
            .checked_sub(2)
            .map_or(&[], |last| self.get(last))
    }

    /// The items of all lists.
    #[must_use]
    pub fn all(&self) -> &[T] {
        &self.items
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_owner_has_a_list() {
        let mut lists: Lists<char> = Lists::with_capacity(2);
        assert!(lists.last().is_empty());
        lists.push(|all| all.extend(['a', 'b']));
        lists.push(|_| {});
        assert_eq!(lists.get(0), ['a', 'b']);
        assert!(lists.last().is_empty());
        let more = Lists::by_owner(vec![(1, 'c'), (1, 'd'), (3, 'e')], 4);
        let all = Lists::joined(vec![lists, more]);
        let each: Vec<&[char]> = (0..7).map(|owner| all.get(owner)).collect();
        let none: &[char] = &[];
        assert_eq!(
            each,
            [&['a', 'b'][..], none, none, &['c', 'd'], none, &['e'], none]
        );
        assert_eq!(all.all().len(), 5);
    }
}

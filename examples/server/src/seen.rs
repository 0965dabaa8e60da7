//! Remembers what has come, as long as it may come again.

use std::collections::{HashSet, VecDeque};
use std::time::{Duration, Instant};

/// Keys of the last minutes, in a bounded number.
pub struct Seen {
    window: Duration,
    capacity: usize,
    in_order: VecDeque<(Instant, String)>,
    keys: HashSet<String>,
}

impl Seen {
    /// Remembers each key for `window`, and no more than `capacity` of them.
    pub fn new(window: Duration, capacity: usize) -> Self {
        Self {
            window,
            capacity,
            in_order: VecDeque::new(),
            keys: HashSet::new(),
        }
    }

    /// Whether a key is new. From now on it is not.
    pub fn is_new(&mut self, key: String, now: Instant) -> bool {
        while let Some((since, _)) = self.in_order.front()
            && (now.duration_since(*since) >= self.window || self.in_order.len() >= self.capacity)
            && let Some((_, oldest)) = self.in_order.pop_front()
        {
            self.keys.remove(&oldest);
        }
        let is_new = self.keys.insert(key.clone());
        if is_new {
            self.in_order.push_back((now, key));
        }
        is_new
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: Duration = Duration::from_secs(60);

    #[test]
    fn a_key_is_new_once_in_a_window() {
        let mut seen = Seen::new(MINUTE, 10);
        let start = Instant::now();
        assert!(seen.is_new("a".to_owned(), start));
        assert!(!seen.is_new("a".to_owned(), start + MINUTE / 2));
        assert!(seen.is_new("a".to_owned(), start + MINUTE));
    }

    #[test]
    fn the_oldest_goes_where_there_are_too_many() {
        let mut seen = Seen::new(MINUTE, 2);
        let now = Instant::now();
        for key in ["a", "b", "c"] {
            assert!(seen.is_new(key.to_owned(), now));
        }
        assert!(!seen.is_new("c".to_owned(), now));
        assert!(seen.is_new("a".to_owned(), now));
        assert_eq!(seen.in_order.len(), seen.keys.len());
        assert!(seen.keys.len() <= 2);
    }
}

//! Where files stand in a project.

use std::sync::Arc;

use crate::source::FileId;

/// The path of each file from the root of the project, with `/`. Copies share it.
#[derive(Clone, Debug, Default)]
pub struct Paths(Arc<[(FileId, Arc<str>)]>);

impl Paths {
    /// From the paths of files, in any order.
    pub fn new(paths: impl Iterator<Item = (FileId, Arc<str>)>) -> Self {
        let mut paths: Vec<(FileId, Arc<str>)> = paths.collect();
        // Files are mostly numbered by their paths, so that little has to be moved.
        paths.sort_by_key(|(file, _)| *file);
        Self(paths.into())
    }

    /// The path of a file, if it is one of the project's.
    #[must_use]
    pub fn get(&self, file: FileId) -> Option<&str> {
        let at = self.0.binary_search_by_key(&file, |(file, _)| *file).ok()?;
        self.0.get(at).map(|(_, path)| &**path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_found_whatever_their_order_was() {
        let of = |file, path: &str| (FileId(file), Arc::from(path));
        let paths = Paths::new([of(7, "b.yaml"), of(2, "c.yaml"), of(4, "a.yaml")].into_iter());
        assert_eq!(paths.get(FileId(2)), Some("c.yaml"));
        assert_eq!(paths.get(FileId(4)), Some("a.yaml"));
        assert_eq!(paths.get(FileId(7)), Some("b.yaml"));
        assert_eq!(paths.get(FileId(3)), None);
    }
}

//! Opens files one after the other, most of which lie in the folder of the one before.

use std::fs::File;
use std::io;
use std::path::Path;

/// A folder that is held open, so that the system does not have to find the way to it for each of its
/// files anew. It is meant for few moments: one that is moved away stays the same folder.
#[derive(Default)]
pub(super) struct OpenFolder<'p> {
    #[cfg(unix)]
    open: Option<(&'p Path, rustix::fd::OwnedFd)>,
    #[cfg(not(unix))]
    open: std::marker::PhantomData<&'p Path>,
}

#[cfg(unix)]
impl<'p> OpenFolder<'p> {
    /// Opens a file to be read.
    ///
    /// # Errors
    /// As [`File::open`].
    pub fn open(&mut self, file: &'p Path) -> io::Result<File> {
        use rustix::fs::{Mode, OFlags, open, openat};

        let flags = OFlags::RDONLY | OFlags::CLOEXEC;
        let (Some(folder), Some(name)) = (file.parent(), file.file_name()) else {
            return File::open(file);
        };
        let is_open = |path: &Path| path.as_os_str() == folder.as_os_str();
        if !self.open.as_ref().is_some_and(|(path, _)| is_open(path)) {
            let opened = open(folder, flags | OFlags::DIRECTORY, Mode::empty());
            self.open = opened.ok().map(|opened| (folder, opened));
        }
        match &self.open {
            Some((_, folder)) => Ok(openat(folder, name, flags, Mode::empty())?.into()),
            // A folder may admit its files without being readable itself.
            None => File::open(file),
        }
    }
}

#[cfg(not(unix))]
impl<'p> OpenFolder<'p> {
    /// Opens a file to be read.
    ///
    /// # Errors
    /// As [`File::open`].
    #[expect(clippy::unused_self, reason = "elsewhere it is used")]
    pub fn open(&mut self, file: &'p Path) -> io::Result<File> {
        File::open(file)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn files_of_several_folders_are_told_apart() {
        let top = tempfile::tempdir().unwrap();
        let paths = ["a/one.yaml", "a/two.yaml", "b/one.yaml", "a/three.yaml"];
        let paths = paths.map(|path| top.path().join(path));
        for path in &paths {
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, path.to_str().unwrap()).unwrap();
        }
        let mut folder = OpenFolder::default();
        for path in &paths {
            let mut text = String::new();
            let mut file = folder.open(path).unwrap();
            file.read_to_string(&mut text).unwrap();
            assert_eq!(text, path.to_str().unwrap());
        }
        let missing = [top.path().join("a/none.yaml"), top.path().join("c/x.yaml")];
        for path in &missing {
            let error = folder.open(path).unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::NotFound);
        }
    }
}

//! Paths as people and bundles see them.

use std::path::{Component, Path, PathBuf};

use crate::report::shows;

/// A path for a message, in backticks. What a terminal would act upon, or nobody would see, or is no
/// UTF-8, is escaped.
#[must_use]
pub fn quoted(path: &Path) -> String {
    let mut shown = String::from("`");
    let mut before = None;
    for c in path.to_string_lossy().chars() {
        if c.is_control() {
            shown.extend(c.escape_default());
        } else if shows(c, before) {
            shown.push(c);
        } else {
            shown.extend(c.escape_unicode());
        }
        before = Some(c);
    }
    shown.push('`');
    shown
}

/// A path as seen from a folder, with `/`; both absolute and without `.` and `..`. Nothing where a
/// part of it is no UTF-8.
#[must_use]
pub fn relative(path: &Path, from: &Path) -> Option<String> {
    if let Some(below) = below(path, from) {
        return Some(below.to_owned());
    }
    let (mut path_parts, mut from_parts) = (path.components(), from.components());
    let mut parts: Vec<&str> = Vec::new();
    let rest = loop {
        let before = path_parts.clone();
        match (path_parts.next(), from_parts.next()) {
            (Some(a), Some(b)) if a == b => {}
            (_, None) => break before,
            (_, Some(_)) => {
                parts.push("..");
                parts.extend(from_parts.map(|_| ".."));
                break before;
            }
        }
    };
    for part in rest {
        parts.push(part.as_os_str().to_str()?);
    }
    if parts.is_empty() {
        parts.push(".");
    }
    Some(parts.join("/"))
}

/// The rest of a path behind a folder that it lies in, where that is plain text as it stands.
fn below<'p>(path: &'p Path, from: &Path) -> Option<&'p str> {
    let rest = path.to_str()?.strip_prefix(from.to_str()?)?;
    let rest = rest.strip_prefix('/')?;
    let is_plain = !rest.contains(std::path::MAIN_SEPARATOR) || std::path::MAIN_SEPARATOR == '/';
    let mut parts = rest.split('/');
    (is_plain && parts.all(|part| !part.is_empty() && part != ".")).then_some(rest)
}

/// A path as seen from a folder, for messages: what is no UTF-8 is replaced.
pub(super) fn shown(path: &Path, from: &Path) -> String {
    let text = relative(path, from);
    quoted(Path::new(&text.unwrap_or_else(|| {
        path.strip_prefix(from)
            .unwrap_or(path)
            .to_string_lossy()
            .into_owned()
    })))
}

/// An absolute path without `.` and `..`. A `..` leaves the folder that a link leads to, as the
/// system has it; other links stay as they are written.
pub(super) fn absolute(path: &Path, cwd: &Path) -> PathBuf {
    let mut absolute = PathBuf::new();
    for part in cwd.join(path).components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                if let Ok(real) = absolute.canonicalize() {
                    absolute = real;
                }
                absolute.pop();
            }
            other => absolute.push(other),
        }
    }
    absolute
}

/// The folder of a file that may not be there yet, without links.
#[must_use]
pub fn folder_of(file: &Path, cwd: &Path) -> PathBuf {
    let file = absolute(file, cwd);
    real(file.parent().unwrap_or(&file))
}

/// Where a path really is; itself where that cannot be known.
pub(super) fn real(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_seen_from_a_folder() {
        let see = |path: &str, from: &str| relative(Path::new(path), Path::new(from)).unwrap();
        assert_eq!(see("/a/b/c.yaml", "/a"), "b/c.yaml");
        assert_eq!(see("/a/c.yaml", "/a/b/d"), "../../c.yaml");
        assert_eq!(see("/x/c.yaml", "/a"), "../x/c.yaml");
        assert_eq!(see("/a", "/a"), ".");
        assert_eq!(see("/a", "/a/b"), "..");
    }

    #[test]
    fn messages_hold_no_control_characters() {
        assert_eq!(quoted(Path::new("a\u{1b}[2Jb")), "`a\\u{1b}[2Jb`");
        assert_eq!(quoted(Path::new("a\u{202e}b")), "`a\\u{202e}b`");
    }
}

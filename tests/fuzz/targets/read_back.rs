//! Files that hookc wrote itself and reads again, after somebody had them.

use hookc::baseline;
use hookc::bundle::{had_secrets, paths_in_index};
use hookc::source::{FileId, SourceFile, Sources};

use super::assert_span;

pub fn baseline(bytes: &[u8]) {
    let mut sources = Sources::default();
    let file = sources.add(SourceFile::from_bytes("baseline.json", bytes.to_vec()));
    let source = &sources[file];
    match baseline::read(file, source) {
        Ok(entries) => {
            for entry in &entries {
                assert_span(entry.span, source.text());
                assert!(entry.count > 0);
            }
            let path_of = |_: FileId| String::new();
            for stale in baseline::mark(&entries, &mut [], &path_of) {
                assert!(stale.gone <= stale.entry.count);
                assert!(!baseline::stale(stale).message.is_empty());
            }
        }
        Err(damage) => {
            assert!(damage.line >= 1 && !damage.message.is_empty());
            // A carriage return alone ends a line, too.
            let end = u32::try_from(source.text().len()).unwrap();
            assert!(damage.line <= source.position(end).line);
        }
    }
}

/// The index of a bundle that was built before, by which old files are found.
pub fn index(bytes: &[u8]) {
    let text = super::text(bytes);
    let paths = paths_in_index(&text);
    assert!(paths.is_some() || !had_secrets(&text) || !text.contains("hookcBundle"));
}

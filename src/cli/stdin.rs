//! A file whose text comes from the standard input: an editor checks what is not saved yet.

use std::io::{self, IsTerminal, Read};
use std::path::Path;

use super::output::{Output, reason};
use crate::disk::{self, Failure, Given};
use crate::source::MAX_FILE_BYTES;

/// Reads the text of a file from the standard input. The file need not exist.
///
/// # Errors
/// Where something of this name is no file, or the standard input cannot be read.
pub(super) fn read(name: &Path, cwd: &Path, output: &Output) -> Result<Given, Failure> {
    // Found out before anybody types a text in vain.
    let mut given = disk::given(name, Vec::new(), cwd)?;
    let input = io::stdin().lock();
    if io::stdin().is_terminal() {
        let shown = &given.named.shown;
        output.note(&format!(
            "type the text of {shown}; Ctrl-D on a line of its own ends it"
        ));
    }
    // One byte more than is read of a file tells that there are too many.
    let read = input.take(MAX_FILE_BYTES + 1).read_to_end(&mut given.bytes);
    read.map_err(|error| {
        let reason = reason(&error);
        Failure::new(format!("cannot read the standard input: {reason}"))
            .help("`--stdin-filename` takes the text of the file from there")
    })?;
    Ok(given)
}

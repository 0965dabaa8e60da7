//! Whether both ways make the same trees.

use std::fmt::Debug;

use crate::source::FileId;
use crate::yaml::{Document, Stream, end_each_where_the_next_begins, read_any};

/// Reads a text both ways. Tells whether the short one took it, and as an error the first
/// difference, of which there is none.
///
/// # Errors
///
/// The first difference.
#[doc(hidden)]
pub fn compare_paths(text: &str) -> Result<bool, String> {
    let file = FileId(7);
    let Some(mut quick) = super::read(file, text) else {
        return Ok(false);
    };
    end_each_where_the_next_begins(&mut quick.documents, text.len());
    let whole = read_any(file, text);
    compare(&quick, &whole).map(|()| true)
}

fn compare(quick: &Stream<'_>, whole: &Stream<'_>) -> Result<(), String> {
    same("comments", &quick.comments, &whole.comments)?;
    let count = |stream: &Stream<'_>| stream.documents.len();
    same("number of documents", &count(quick), &count(whole))?;
    for (quick, whole) in quick.documents.iter().zip(&whole.documents) {
        same("document", &summary(quick), &summary(whole))?;
        for (quick, whole) in quick.nodes.iter().zip(&whole.nodes) {
            same("node", quick, whole)?;
        }
    }
    Ok(())
}

/// All of a document but its nodes.
fn summary(document: &Document<'_>) -> impl Debug + PartialEq + use<> {
    (
        document.span,
        (document.explicit_start, document.explicit_end),
        (document.broken, document.diagnostics.len()),
        (document.nodes.len(), document.properties.len()),
    )
}

fn same<T: Debug + PartialEq>(what: &str, quick: &T, whole: &T) -> Result<(), String> {
    if quick == whole {
        return Ok(());
    }
    Err(format!("{what}: {quick:?} is not {whole:?}"))
}

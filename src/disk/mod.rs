//! Everything that touches the disk: which projects there are, what their files say, and how files
//! are written.
//!
//! The world's failures are [`Failure`]s here, never diagnostics: those are about what an author
//! wrote.
#![expect(
    clippy::disallowed_methods,
    reason = "this is where the disk is read and written"
)]

mod beside;
mod early;
mod failure;
mod files;
mod find;
mod folder;
mod git;
mod output;
mod path;
mod read;
mod settings;
mod templates;
mod text;
mod view;
mod walk;
mod watch;
mod write;

pub use beside::{place_beside, read_beside, read_place};
pub use failure::{Failure, Trouble};
pub use find::{Named, Places, Root, folders_above, folders_below, named_paths, roots};
pub use git::{Revision, commit, is_repository, merge_base, revision};
pub use output::{Change, Listed, Target, Written, differences, target_below, write_output};
pub use path::{folder_of, quoted, relative};
pub use read::{ProjectFiles, Workspace, load};
pub use settings::manifest_above;
pub use templates::read_templates;
pub use text::read_named;
pub use view::{Given, View, given};
pub use watch::Watch;
pub use write::{
    append, below, create_all, exists, rewrite_all, room_in, write_below, write_named,
    write_named_if_other,
};

//! What credentials look like: by their shapes, and by where they stand in a line of text; and which
//! texts one may be.

mod line;
mod shapes;
mod spellings;

pub use line::{in_line, names_credential};
pub(crate) use shapes::may_hold_secrets;
pub use shapes::{
    is_credential_header, is_uuid, known_shapes, looks_random, scheme_word, secret_shapes,
    without_credentials,
};
pub use spellings::spellings;

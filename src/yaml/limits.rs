//! How much one file may hold. Going over is a `yaml-limit`.

/// The most nodes in one document, those behind an alias counted at every use.
pub const MAX_NODES: u64 = 1_000_000;

/// The deepest nesting of lists and mappings, those behind an alias counted where it stands.
pub const MAX_DEPTH: u32 = 128;

/// The most comment lines that stand together. A limit of the parser that no real file meets.
pub(super) const MAX_COMMENT_LINES: usize = 10_000_000;

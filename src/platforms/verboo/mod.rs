//! Verboo.

pub mod facts;

//! Ebbot.

pub mod facts;

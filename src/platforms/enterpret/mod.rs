//! Enterpret.

pub mod facts;

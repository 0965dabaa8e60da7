//! Mind Expression.

pub mod facts;

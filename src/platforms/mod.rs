//! The platforms: one folder each, with its facts, its rules, its bundle.

pub mod facts;

pub mod ebbot;
pub mod enterpret;
pub mod mind_expression;
pub mod verboo;

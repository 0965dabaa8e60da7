//! The platforms: one folder each, with its facts, its rules, its bundle.

pub mod behaviour;
pub mod facts;
pub mod markdown;
pub mod output;
pub mod page;

pub mod ebbot;
pub mod enterpret;
pub mod mind_expression;
pub mod verboo;

pub use behaviour::Platform;

/// How every platform behaves, in the order of [`facts::ALL`].
pub static PLATFORMS: &[Platform] = &[
    verboo::PLATFORM,
    mind_expression::PLATFORM,
    ebbot::PLATFORM,
    enterpret::PLATFORM,
];

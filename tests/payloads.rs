//! The tables of payloads: what the vendors show stands in them, and they are sound.
#![expect(
    clippy::disallowed_methods,
    reason = "tests read the samples from the disk"
)]

mod exchanges;
mod samples;
mod schemas;
mod spots;
mod tables;

pub use samples::{Sample, samples};

//! The tests of the crate as one program.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

// WHY: a table reads best with one row to a line.
#[rustfmt::skip]
mod cases;
mod content;
mod copies;
mod documents;
mod faults;
mod files;
mod hostile;
mod moves;
mod round_trip;
mod tables;
mod telephony;

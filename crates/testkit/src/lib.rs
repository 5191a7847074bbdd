//! For tests only: the named cast, a fixed clock, and one-line ways to change a single fact.
//!
//! Knows the domain's types and nothing of how anything is stored or shown. To add somebody to the cast,
//! add a line to [`cast`]; to add a way of changing a fact, write a method of [`Cast`].
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

#[cfg(feature = "buckets")]
pub mod bucket;
pub mod cast;
pub mod content;
mod content_directory;
pub mod content_variety;
pub mod copies;
#[cfg(feature = "databases")]
pub mod databases;
mod directory;
mod facts;
pub mod generate;
pub mod generate_hosted;
pub mod hosting;
mod hosting_directory;
pub mod hosting_variety;
#[cfg(feature = "databases")]
pub mod rows;
#[cfg(feature = "directories")]
pub mod slapd;
pub mod telephony;
mod telephony_directory;
pub mod telephony_messy;
pub mod telephony_variety;
pub mod variety;

pub use cast::{Cast, NOW, TODAY, grant};
pub use facts::{act, all_to, codes, ledger_entry, to};

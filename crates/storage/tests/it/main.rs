//! The contract of the store: every test runs on both engines.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    unreachable_pub
)]

mod audit;
mod content;
mod contention;
mod directory;
mod hosting;
mod ledger;
mod lists;
mod memory;
mod moves;
mod provisioning;
mod schema;
mod settings;
mod sign_in;
mod support;
mod telephony;
mod units;

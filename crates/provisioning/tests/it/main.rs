//! The drivers against the real thing: a throw-away OpenLDAP, and HTTP servers on loopback.
#![allow(
    missing_docs,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod active_directory;
mod conflicts;
mod directory;
mod entries;
mod failures;
mod hostile_names;
mod interrupted;
mod moves;
mod receiver;
mod service_groups;
mod transport;
mod webhook;

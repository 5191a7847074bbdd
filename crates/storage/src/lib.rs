//! The store: directories, ledger, audit and sign-in data in SQLite or PostgreSQL.
//!
//! Owns every SQL statement of the product: it loads the facts a plan rests on, applies a plan's steps,
//! and keeps what happened. It must not know rules (those are in the domain), HTTP, clocks or random
//! numbers: times, ids and hashes are arguments. The driver's types never leave this crate.
//!
//! To add a kind of row: a table in a new migration ([`schema`]), a module with its statements, and its tests
//! in `tests/it`, which run on both engines.

mod error;
mod schema;
pub mod secrets;
mod statement;
mod store;
mod tx;
mod writer;

pub use error::StoreError;
pub use store::{Engine, Store, StoreOptions};
pub use tx::Tx;

//! The store: directories, ledger, audit and sign-in data in SQLite or PostgreSQL.
//!
//! Owns every SQL statement of the product: it loads the facts a plan rests on, applies a plan's steps,
//! and keeps what happened. It must not know rules (those are in the domain), HTTP, clocks or random
//! numbers: times, ids and hashes are arguments. The driver's types never leave this crate.
//!
//! To add a kind of row: a table in a new migration ([`schema`]), a module with its statements, and its tests
//! in `tests/it`, which run on both engines.

pub mod accounts;
pub mod audit;
pub mod directory;
mod error;
pub mod file_jobs;
pub mod folders;
pub mod groups;
pub mod hierarchy;
mod hosting;
pub mod idempotency;
pub mod items;
pub mod kept_plans;
mod keys;
pub mod ledger;
pub mod leftover;
pub mod letters;
pub mod library;
pub mod logos;
mod memory;
pub mod names;
pub mod organizations;
pub mod outbox;
pub mod people;
mod postgres;
pub mod provisioning_jobs;
mod readers;
mod receipt;
pub mod retention;
pub mod roles;
mod schema;
pub mod secrets;
pub mod sessions;
pub mod sites;
pub mod snapshot;
mod sqlite;
mod statement;
pub mod steps;
mod store;
pub mod subscriptions;
mod telephony;
pub mod throttle;
mod timeline;
pub mod tokens;
pub mod transactions;
pub mod transfers;
mod tx;
pub mod uniqueness;
mod writer;

pub use error::StoreError;
pub use store::{Engine, Store, StoreOptions, without_password};
pub use timeline::Scope;
pub use tx::Tx;
pub use writer::WriterFigures;

//! Server functions: what the browser may ask, and the views it gets. One file per resource.
//!
//! These are public endpoints: each has a fixed name, answers with [`ApiError`], and decides nothing; the
//! authority is in `rehome_service`. To add one, write the view, then the function that asks the service
//! for it, and register nothing: the name is the address.

pub mod account_move;
pub mod accounts;
pub(crate) mod answer;
pub mod catalogue;
pub mod copy;
mod error;
pub mod files;
pub mod finding;
pub mod groups;
pub mod library;
pub mod moving;
pub mod organizations;
pub mod profile;
pub mod records;
#[cfg(feature = "ssr")]
mod request;
#[cfg(feature = "ssr")]
pub(crate) use request::answer_with;
pub mod services;
pub mod session;
pub mod sites;
pub mod subscriptions;
pub mod transactions;
pub mod transfers;
pub mod user_move;
pub mod users;
pub mod why;
pub mod wizard;

pub use error::{ApiError, ErrorCode};

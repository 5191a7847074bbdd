//! Server functions: what the browser may ask, and the views it gets. One file per resource.
//!
//! These are public endpoints: each has a fixed name, answers with [`ApiError`], and decides nothing; the
//! authority is in `rehome_service`. To add one, write the view, then the function that asks the service
//! for it, and register nothing: the name is the address.

pub mod accounts;
pub(crate) mod answer;
mod error;
pub mod organizations;
pub mod profile;
#[cfg(feature = "ssr")]
mod request;
pub mod session;
pub mod user_move;

pub use error::{ApiError, ErrorCode};

//! The use cases, each one transaction: authority, snapshot, plan, apply, then ledger, audit and outbox.
//!
//! Screens, REST, files and the command line all enter here by the same functions, named noun_verb. It must
//! not know HTTP, pages or SQL; time and randomness are given to it. To add a use case, add a file for its
//! subject, check the right first, and put everything that changes into one `store.write`.

pub mod accounts;
pub mod admin;
pub mod audit;
pub mod bulk;
pub mod caller;
pub mod content;
mod digest;
pub mod directory;
mod envelope;
pub mod error;
pub mod groups;
pub mod letters;
pub mod logo;
mod look;
mod office;
pub mod organizations;
pub mod passwords;
pub mod people;
pub mod provisioning;
mod retention;
mod rights;
mod secrets;
mod service;
mod sessions;
mod sign_in;
pub mod sites;
pub mod source;
pub mod subscriptions;
mod tally;
mod throttle;
pub mod tokens;
pub mod transactions;
pub mod user_copy;
pub mod user_move;
pub mod view;
pub mod why;
pub mod wizard;

pub use caller::{Acting, Caller, Session, Via};
pub use error::{ErrorBody, Rejection, ServiceError, Stale, chain};
pub use office::{Office, OfficeKeys};
pub use service::{Config, Service};
pub use sign_in::{SHORTEST_PASSWORD, SignedIn};
pub use source::{Clock, FixedClock, Random, SystemClock, SystemRandom};
pub use tally::Tally;

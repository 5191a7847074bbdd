//! Drivers: they carry what was committed about one person into directories and other systems.
//!
//! An [`Order`] says what shall be so; a [`Driver`] makes it so and answers with an [`Outcome`]. Every order may be run
//! any number of times: what is so already is left alone, and what a crash cut off is finished by the next run. Nothing
//! here knows how orders are kept, who may give them, or that pages exist; time and randomness are arguments.
//!
//! To add a driver: a module with a type that implements [`Driver`] for every [`Operation`]. To add an operation: a
//! variant of [`Operation`]; the compiler names the places.

pub mod back_off;
mod connector;
mod driver;
pub mod ldap;
mod order;
mod outcome;
mod secret;
pub mod state;
pub mod tls;
pub mod webhook;

pub use connector::{Connector, Connectors, Containers, CustomerPlace};
pub use driver::{Driver, Running};
pub use order::{Operation, Order, Origin, Person, ServiceOrigin, ServicePlan};
pub use outcome::{Cause, CauseKind, Done, Ended, NotYet, Outcome, Reason, Step};
pub use secret::Secret;

//! The server: configuration, command line, pages, REST and what runs beside them.
//!
//! Thin by intent: it turns requests into calls of `rehome_service` and answers into HTTP. It must not
//! decide who may do what, and never speaks SQL. A new endpoint goes into `rest/`, a new command into
//! `cli/`, a new setting into `config`.

mod assets;
mod cli;
pub mod config;
mod connectors;
mod for_tests;
mod http;
mod logging;
mod metrics;
mod rest;
mod serve;
mod workers;

pub use cli::{Cli, CommandError, Ending};
pub use rest::{Endpoint, endpoints, openapi_document};
pub use serve::{Running, start};

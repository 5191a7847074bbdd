//! Log lines: structured, to standard error, started once per process.
//!
//! Errors are logged where they leave the server, with every cause in one line. No password, token, cookie or
//! body goes into a line.

use crate::config::{Config, LogFormat};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt;

/// Starts logging as configured; a second call changes nothing.
pub(crate) fn start(config: &Config) {
    let level = config.log_level;
    let filter = EnvFilter::new(format!(
        "{level},hyper=warn,sqlx=warn,h2=warn,tower=warn,leptos=warn,reactive_graph=warn,any_spawner=warn"
    ));
    let lines = fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_target(false);
    // A process that tests start several servers in has its log already.
    let _ = match config.log_format {
        LogFormat::Text => lines.with_ansi(false).try_init(),
        LogFormat::Json => lines
            .json()
            .flatten_event(true)
            .with_current_span(false)
            .try_init(),
    };
}

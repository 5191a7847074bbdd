//! Log lines: structured, to standard error, started once per process.
//!
//! Errors are logged where they leave the server and nowhere below, with every cause in one line. No
//! password, token, cookie or body goes into a line.

use crate::config::{Config, LogFormat};
use std::error::Error;
use std::fmt::Write as _;
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

/// An error with everything that led to it.
pub(crate) fn chain(error: &(dyn Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        // INVARIANT: writing to a String does not fail.
        let _ = write!(text, ": {error}");
        cause = error.source();
    }
    text
}

/// A name under which an error is found in the log.
pub(crate) fn incident() -> String {
    uuid::Uuid::now_v7().simple().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, thiserror::Error)]
    #[error("the outer thing")]
    struct Outer(#[source] std::io::Error);

    #[test]
    fn a_line_tells_every_cause() {
        let error = Outer(std::io::Error::other("the inner thing"));
        assert_eq!(chain(&error), "the outer thing: the inner thing");
    }

    #[test]
    fn two_incidents_have_two_names() {
        assert_ne!(incident(), incident());
    }
}

//! What only builds for tests obey: a clock that stands still (`REHOME_NOW`), work beside requests that waits to be
//! asked for (`REHOME_WORKERS=0`, then `rehome jobs run`), and a store of files that fails every so many calls
//! (`REHOME_STORE_FAILS_EVERY`). Any other build refuses to start with them.
//!
//! A build is for tests where it is a debug build or has the feature `for-tests`.

mod failing;

use crate::cli::CommandError;
use failing::Failing;
use rehome_domain::time::{Day, Timestamp};
use rehome_objects::Objects;
use rehome_service::{Clock, FixedClock, SystemClock};
use std::num::NonZeroU64;
use std::sync::Arc;

/// Whether this build obeys.
pub(crate) const OBEYS: bool = cfg!(any(debug_assertions, feature = "for-tests"));

/// The clock in force.
pub(crate) enum ClockInForce {
    System(SystemClock),
    Fixed(FixedClock),
}

impl Clock for ClockInForce {
    fn now(&self) -> Timestamp {
        match self {
            Self::System(clock) => clock.now(),
            Self::Fixed(clock) => clock.now(),
        }
    }
}

/// The clock that `REHOME_NOW` asks for; the machine's where it asks for none.
pub(crate) fn clock() -> Result<ClockInForce, CommandError> {
    let Some(text) = asked("REHOME_NOW", OBEYS)? else {
        return Ok(ClockInForce::System(SystemClock));
    };
    let now = moment(&text).ok_or_else(|| {
        let sentence = format!("REHOME_NOW: {text:?} is no moment; write 2026-11-21T09:30:00Z");
        CommandError::told(sentence)
    })?;
    Ok(ClockInForce::Fixed(FixedClock(now)))
}

/// Whether there is work beside requests.
pub(crate) fn has_workers() -> Result<bool, CommandError> {
    match asked("REHOME_WORKERS", OBEYS)?.as_deref() {
        None => Ok(true),
        Some("0") => Ok(false),
        Some(other) => Err(CommandError::told(format!(
            "REHOME_WORKERS: {other:?} means nothing; 0 switches them off"
        ))),
    }
}

/// The store of files, failing as often as `REHOME_STORE_FAILS_EVERY` asks for.
pub(crate) fn store(files: Objects) -> Result<Objects, CommandError> {
    let Some(text) = asked("REHOME_STORE_FAILS_EVERY", OBEYS)? else {
        return Ok(files);
    };
    let every: NonZeroU64 = text.parse().map_err(|_| {
        let sentence = format!("REHOME_STORE_FAILS_EVERY: {text:?} is no number of calls");
        CommandError::told(sentence)
    })?;
    Ok(files.through(|store| Arc::new(Failing::new(store, every))))
}

fn asked(name: &str, obeys: bool) -> Result<Option<String>, CommandError> {
    refused_unless(obeys, name, std::env::var(name).ok())
}

fn refused_unless(
    obeys: bool,
    name: &str,
    value: Option<String>,
) -> Result<Option<String>, CommandError> {
    match value {
        Some(_) if !obeys => Err(CommandError::told(format!(
            "{name} is for builds for tests; take it out of the environment"
        ))),
        value => Ok(value),
    }
}

/// A moment written `2026-11-21T09:30:00Z`, or a day, which means its beginning.
fn moment(text: &str) -> Option<Timestamp> {
    let (day, time) = text.split_once('T').unwrap_or((text, "00:00:00Z"));
    let day: Day = day.parse().ok()?;
    let mut seconds = 0;
    let mut parts = time.strip_suffix('Z')?.split(':');
    for most in [23, 59, 59] {
        let part: i64 = parts.next()?.parse().ok()?;
        if !(0..=most).contains(&part) {
            return None;
        }
        seconds = seconds * 60 + part;
    }
    (parts.next().is_none()).then(|| Timestamp(day.start().0 + seconds * 1_000_000))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_build_that_is_not_for_tests_refuses() {
        let value = || Some("0".to_owned());
        assert!(refused_unless(false, "REHOME_WORKERS", value()).is_err());
        assert_eq!(
            refused_unless(true, "REHOME_WORKERS", value()).unwrap(),
            value()
        );
        assert_eq!(refused_unless(false, "REHOME_WORKERS", None).unwrap(), None);
    }

    #[test]
    fn a_moment_is_a_day_or_a_second_of_it() {
        let told = |text: &str| moment(text).map(Timestamp::to_rfc3339);
        assert_eq!(
            told("2026-11-21T09:30:05Z").as_deref(),
            Some("2026-11-21T09:30:05Z")
        );
        assert_eq!(told("2026-11-21").as_deref(), Some("2026-11-21T00:00:00Z"));
        for no in [
            "",
            "soon",
            "2026-11-21T24:00:00Z",
            "2026-11-21T09:30Z",
            "2026-11-21T09:30:00",
        ] {
            assert_eq!(told(no), None, "{no}");
        }
    }
}

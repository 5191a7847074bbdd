//! What a receiver's answers mean.

use super::exchange::{Address, Answer};
use crate::outcome::{Done, Ended, NotYet, Outcome, Reason, Step};
use crate::{Cause, CauseKind};
use rehome_domain::time::Timestamp;
use serde::Deserialize;
use std::time::Duration;

/// What a receiver may say in its answer; everything else in it is passed over.
#[derive(Default, Deserialize)]
struct Said {
    /// The stable id of the entry at the receiver.
    #[serde(default)]
    entry: Option<String>,
}

pub(super) fn outcome(address: &Address, answer: &Answer, now: Timestamp) -> Outcome {
    let after = answer
        .retry_after
        .as_deref()
        .and_then(|text| wait(text, now));
    let step = |ended| {
        vec![Step {
            action: "deliver".to_owned(),
            about: address.shown().to_owned(),
            ended,
        }]
    };
    match answer.status {
        202 => {
            let location = answer.location.as_deref();
            Outcome::NotYet(NotYet {
                reason: Reason::Accepted,
                reference: location
                    .and_then(|location| address.beside(location))
                    .map(|there| there.shown().to_owned()),
                after,
                entry: None,
                steps: step(Ended::Done),
            })
        }
        200..=299 => {
            let said: Said = serde_json::from_slice(&answer.body).unwrap_or_default();
            Outcome::Done(Done {
                entry: said.entry.filter(|entry| entry.len() <= 200),
                steps: step(Ended::Done),
            })
        }
        status => {
            let (kind, is_retryable, means) = meaning(status);
            let said = String::from_utf8_lossy(&answer.body);
            let detail = format!("{}: {means} ({status}) {said}", address.shown());
            Outcome::Failed(Cause {
                after,
                ends_connection: status == 410,
                steps: step(Ended::Failed),
                ..Cause::new(kind, detail).retryable(is_retryable)
            })
        }
    }
}

fn meaning(status: u16) -> (CauseKind, bool, &'static str) {
    match status {
        300..=399 => (
            CauseKind::Refused,
            false,
            "the receiver refers elsewhere, which is not followed: change the address",
        ),
        400 | 422 => (CauseKind::Invalid, false, "the receiver does not take it"),
        401 | 403 => (
            CauseKind::Refused,
            false,
            "the receiver does not want it from us",
        ),
        404 => (CauseKind::NotFound, false, "the receiver does not know it"),
        408 => (CauseKind::Timeout, true, "the receiver waited in vain"),
        409 => (
            CauseKind::Conflict,
            false,
            "somebody else has the name or address",
        ),
        410 => (
            CauseKind::Refused,
            false,
            "the receiver wants nothing any more",
        ),
        425 | 429 => (
            CauseKind::Unreachable,
            true,
            "the receiver has too much to do",
        ),
        500..=599 => (
            CauseKind::Unreachable,
            true,
            "the receiver has a fault or is away",
        ),
        _ => (CauseKind::Refused, false, "the receiver refused"),
    }
}

/// `Retry-After`: seconds, or a date.
fn wait(text: &str, now: Timestamp) -> Option<Duration> {
    if let Ok(seconds) = text.trim().parse() {
        return Some(Duration::from_secs(seconds));
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let [_, day, month, year, time, "GMT"] = words.as_slice() else {
        return None;
    };
    let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let month = months.iter().position(|name| name == month)? + 1;
    let at = Timestamp::from_rfc3339(&format!("{year}-{month:02}-{day}T{time}Z"))?;
    let micros = u64::try_from(at.0.saturating_sub(now.0)).unwrap_or_default();
    Some(Duration::from_micros(micros))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::wait;
    use rehome_domain::time::Timestamp;
    use std::time::Duration;

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        let now = Timestamp::from_rfc3339("2015-10-21T07:27:00Z").unwrap();
        for (text, expected) in [
            ("120", Some(120)),
            ("Wed, 21 Oct 2015 07:28:00 GMT", Some(60)),
            ("Wed, 21 Oct 2015 07:00:00 GMT", Some(0)),
            ("soon", None),
            ("-1", None),
            ("Wed, 21 Foo 2015 07:28:00 GMT", None),
        ] {
            assert_eq!(wait(text, now), expected.map(Duration::from_secs), "{text}");
        }
    }
}

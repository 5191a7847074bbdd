//! What becomes of an order.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::time::Duration;

/// The longest detail that is kept of what the other end said, in characters.
const LONGEST_DETAIL: usize = 300;

/// What became of one try.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Outcome {
    /// It is so.
    Done(Done),
    /// The other end has taken it up; look again.
    NotYet(NotYet),
    /// It is not so.
    Failed(Cause),
}

/// It is so.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done {
    /// The stable id of the entry, where the driver knows it; to be kept and given with the next order.
    pub entry: Option<String>,
    /// What this try changed; nothing where it was so already.
    pub steps: Vec<Step>,
}

/// Taken up, and not at its end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotYet {
    /// Why not.
    pub reason: Reason,
    /// By what to look again, given to [`Driver::look`](crate::Driver::look).
    pub reference: Option<String>,
    /// How long to wait before, if the other end said so.
    pub after: Option<Duration>,
    /// The stable id of the entry, where it is known by now.
    pub entry: Option<String>,
    /// What was done, and what is missing.
    pub steps: Vec<Step>,
}

/// Why something is not at its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The other end works on it.
    Accepted,
    /// The account has no password yet; until somebody sets one it stays disabled.
    NeedsPassword,
    /// Looked at only: the steps would be needed.
    Differs,
}

/// Of what kind a failure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CauseKind {
    /// The other end cannot be reached, or says that it is away or busy.
    Unreachable,
    /// The other end does not want it: rights, password, certificate, policy.
    Refused,
    /// The entry, container, group or address is not there.
    NotFound,
    /// Somebody else has the name or address.
    Conflict,
    /// What was ordered or configured cannot be so.
    Invalid,
    /// No answer in time.
    Timeout,
}

/// Why a try failed, as data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cause {
    /// Of what kind.
    pub kind: CauseKind,
    /// A sentence for operators; never holds a secret, at most 300 characters.
    pub detail: String,
    /// Whether trying again without anybody doing anything may help.
    pub is_retryable: bool,
    /// How long to wait at least, if the other end said so.
    pub after: Option<Duration>,
    /// Whether the other end wants nothing any more: the connection should be switched off.
    pub ends_connection: bool,
    /// How far it came.
    pub steps: Vec<Step>,
}

/// One thing that was done, failed or was left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// What: `create`, `leave_group`, `join_group`, `rename`, `modify`, `deliver`.
    pub action: String,
    /// On what.
    pub about: String,
    /// What became of it.
    pub ended: Ended,
}

/// What became of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ended {
    /// Done.
    Done,
    /// Tried and failed.
    Failed,
    /// Not tried.
    NotTried,
}

impl Cause {
    /// A cause of this kind. Only unreachable ends and missing answers are worth another try by themselves.
    pub fn new(kind: CauseKind, detail: impl AsRef<str>) -> Self {
        Self {
            kind,
            detail: one_line(detail.as_ref()),
            is_retryable: matches!(kind, CauseKind::Unreachable | CauseKind::Timeout),
            after: None,
            ends_connection: false,
            steps: Vec::new(),
        }
    }

    /// The same cause, worth another try or not.
    #[must_use]
    pub fn retryable(self, is_retryable: bool) -> Self {
        Self {
            is_retryable,
            ..self
        }
    }

    /// The same cause, with how far it came.
    #[must_use]
    pub fn with_steps(self, steps: Vec<Step>) -> Self {
        Self { steps, ..self }
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.detail)
    }
}

impl std::error::Error for Cause {}

impl From<Result<Done, Cause>> for Outcome {
    fn from(result: Result<Done, Cause>) -> Self {
        match result {
            Ok(done) => Self::Done(done),
            Err(cause) => Self::Failed(cause),
        }
    }
}

/// What others wrote, fit for a log and a page: one line without control characters, cut.
fn one_line(text: &str) -> String {
    let mut line = String::new();
    for (count, letter) in text.trim().chars().enumerate() {
        if count == LONGEST_DETAIL - 1 {
            line.push('…');
            break;
        }
        line.push(if letter.is_control() { ' ' } else { letter });
    }
    line
}

#[cfg(test)]
mod tests {
    use super::{Cause, CauseKind};

    #[test]
    fn a_detail_is_one_short_line() {
        let cause = Cause::new(CauseKind::Refused, format!("a\nb\0{}", "x".repeat(1_000)));
        assert!(cause.detail.starts_with("a b x"));
        assert_eq!(cause.detail.chars().count(), 300);
    }

    #[test]
    fn only_what_may_pass_by_itself_is_tried_again() {
        for (kind, again) in [
            (CauseKind::Unreachable, true),
            (CauseKind::Timeout, true),
            (CauseKind::Refused, false),
            (CauseKind::NotFound, false),
            (CauseKind::Conflict, false),
            (CauseKind::Invalid, false),
        ] {
            assert_eq!(Cause::new(kind, "").is_retryable, again, "{kind:?}");
        }
    }
}

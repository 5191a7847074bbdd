//! The six states of an account or a service (hosting 6) and how one follows from another.
//!
//! ```text
//!                  request            begin               end: done
//! NotProvisioned ──────────▶ Requested ─────▶ InProgress ───────────▶ Provisioned / NotProvisioned
//!        ▲  │                  ▲  ▲  ▲          │ │  │ └─ end: not yet ─▶ InProgress (looked at again)
//!  give  │  │ require          │  │  └──────────┘ │  end: may pass, or the worker is gone
//!    up  │  ▼                  │  │               └──── end: failed for good, reset ─▶ Failed
//!       Pending ───────────────┘  └─────────────────────── request (retry, roll back) ────┘
//!               request
//! ```
//! Each transition takes the state it leaves, so that a state once left cannot be left twice. Who keeps them keeps
//! [`State`] as JSON beside the order, and takes up what is requested or in progress, is nobody's at the time and
//! whose `not_before` has come.

use crate::back_off;
use crate::{Cause, CauseKind, Outcome, Reason};
use rehome_domain::hosting::Provisioning;
use rehome_domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// How long to wait before looking again where the other end did not say.
const LOOK_AGAIN: Duration = Duration::from_secs(60);

/// What is aimed at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Goal {
    /// It is there, as ordered.
    Present,
    /// It is gone.
    Absent,
}

/// A state with all that belongs to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "status", rename_all = "snake_case")]
pub enum State {
    /// Grey.
    NotProvisioned,
    /// Yellow.
    Requested(Requested),
    /// Orange.
    InProgress(InProgress),
    /// Green.
    Provisioned,
    /// Red.
    Failed(Failed),
    /// Blue.
    Pending,
}

/// Waits for its turn, the first or the next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Requested {
    /// What is aimed at.
    pub goal: Goal,
    /// How many tries were in vain.
    pub tried: u32,
    /// Not to be taken up before.
    pub not_before: Timestamp,
    /// By what to look again rather than run, where the other end has taken it up.
    pub reference: Option<String>,
    /// Whether the other end has taken it up: then it is looked at, not run.
    pub is_accepted: bool,
    /// Why the last try was in vain.
    pub last: Option<Cause>,
}

/// Somebody works on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct InProgress(Requested);

/// Failed for good, until a person says otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failed {
    /// What was aimed at.
    pub goal: Goal,
    /// How many tries were in vain.
    pub tried: u32,
    /// Why.
    pub cause: Cause,
}

/// A transition that does not exist.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{} cannot be {asked}", from.as_str())]
pub struct Illegal {
    /// The status it was asked of.
    pub from: Provisioning,
    /// What was asked for.
    pub asked: &'static str,
}

impl Requested {
    fn new(goal: Goal, now: Timestamp) -> Self {
        Self {
            goal,
            tried: 0,
            not_before: now,
            reference: None,
            is_accepted: false,
            last: None,
        }
    }

    /// A worker takes it up, under a lease of its own.
    pub fn begin(self) -> InProgress {
        InProgress(self)
    }

    /// It seems to hang and a person stops waiting (Reset Status).
    pub fn reset(self) -> Failed {
        Failed {
            goal: self.goal,
            tried: self.tried,
            cause: Cause::new(
                CauseKind::Timeout,
                "it seemed to hang and was reset by hand",
            ),
        }
    }
}

impl InProgress {
    /// What is being worked on.
    pub fn work(&self) -> &Requested {
        &self.0
    }

    /// The try is over. `seed` spreads the next ones; give it a random number.
    pub fn end(self, outcome: Outcome, now: Timestamp, seed: u64) -> State {
        let work = self.0;
        match outcome {
            Outcome::Done(_) => match work.goal {
                Goal::Present => State::Provisioned,
                Goal::Absent => State::NotProvisioned,
            },
            Outcome::NotYet(not_yet) => State::InProgress(Self(Requested {
                not_before: later(now, not_yet.after.unwrap_or(LOOK_AGAIN)),
                is_accepted: not_yet.reason == Reason::Accepted,
                reference: not_yet.reference,
                last: None,
                tried: 0,
                goal: work.goal,
            })),
            Outcome::Failed(cause) => {
                let tried = work.tried.saturating_add(1);
                if cause.is_retryable && tried < back_off::TRIES {
                    let wait = back_off::delay(tried, seed, cause.after);
                    State::Requested(Requested {
                        tried,
                        not_before: later(now, wait),
                        last: Some(cause),
                        ..work
                    })
                } else {
                    State::Failed(Failed {
                        goal: work.goal,
                        tried,
                        cause,
                    })
                }
            }
        }
    }

    /// The worker is gone: its lease ran out. The order is idempotent, so it is simply begun again.
    pub fn abandon(self) -> Requested {
        self.0
    }

    /// It seems to hang and a person stops waiting (Reset Status).
    pub fn reset(self) -> Failed {
        self.0.reset()
    }
}

impl Failed {
    /// Tries the same again, from the first wait.
    pub fn retry(self, now: Timestamp) -> Requested {
        Requested::new(self.goal, now)
    }
}

impl State {
    /// What it is called and shown as.
    pub fn status(&self) -> Provisioning {
        match self {
            Self::NotProvisioned => Provisioning::NotProvisioned,
            Self::Requested(_) => Provisioning::Requested,
            Self::InProgress(_) => Provisioning::InProgress,
            Self::Provisioned => Provisioning::Provisioned,
            Self::Failed(_) => Provisioning::Failed,
            Self::Pending => Provisioning::Pending,
        }
    }

    /// Asks for it: provisioning, another level, a move, deprovisioning, a retry or the way back.
    ///
    /// # Errors
    /// While it is requested or in progress, and where there is nothing to take away.
    pub fn request(self, goal: Goal, now: Timestamp) -> Result<Self, Illegal> {
        match (&self, goal) {
            (Self::Requested(_) | Self::InProgress(_), _)
            | (Self::NotProvisioned, Goal::Absent) => Err(self.illegal("requested")),
            _ => Ok(Self::Requested(Requested::new(goal, now))),
        }
    }

    /// Finds that something has to be filled in first.
    ///
    /// # Errors
    /// While it is requested or in progress.
    pub fn require(self) -> Result<Self, Illegal> {
        match self {
            Self::Requested(_) | Self::InProgress(_) => Err(self.illegal("made pending")),
            _ => Ok(Self::Pending),
        }
    }

    /// Gives up what was never provisioned.
    ///
    /// # Errors
    /// From any other state than pending.
    pub fn give_up(self) -> Result<Self, Illegal> {
        match self {
            Self::Pending => Ok(Self::NotProvisioned),
            _ => Err(self.illegal("given up")),
        }
    }

    fn illegal(&self, asked: &'static str) -> Illegal {
        Illegal {
            from: self.status(),
            asked,
        }
    }
}

fn later(now: Timestamp, wait: Duration) -> Timestamp {
    let wait = i64::try_from(wait.as_micros()).unwrap_or(i64::MAX);
    Timestamp(now.0.saturating_add(wait))
}

#[cfg(test)]
#[path = "state_tests.rs"]
mod tests;

//! How a use case says no. One body for all (ruling 83); never the text of a lower error.
//!
//! The status each variant hints at is a number, so that this crate needs to know no HTTP.

use crate::user_move::{Difference, PlanAnswer, Review};
use rehome_domain::ids::UserId;
use rehome_domain::user_move::{About, Finding, FindingKind, Refusal};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Why something was not answered or not done. Nothing is written by any of them.
#[derive(Debug, thiserror::Error)]
pub enum ServiceError {
    /// Nobody is signed in, or not any more.
    #[error("sign in first")]
    Unauthenticated,
    /// In view, but not allowed.
    #[error("your roles do not allow this")]
    Forbidden,
    /// Hidden or unknown; the two look alike, byte for byte.
    #[error("there is nothing of that name")]
    NotFound,
    /// Refused for what it asks.
    #[error("{}", .0.message)]
    Rejected(Box<Rejection>),
    /// What was reviewed is not what would happen now.
    #[error("something changed since the review; look at the difference and confirm again")]
    Stale(Box<Stale>),
    /// Somebody else changed the record first.
    #[error("{message}")]
    Conflict {
        /// The stable code.
        code: &'static str,
        /// What to do.
        message: String,
    },
    /// Too many tries.
    #[error("too many tries; wait {retry_after} seconds")]
    TooManyRequests {
        /// Seconds to wait.
        retry_after: u32,
    },
    /// The database does not answer.
    #[error("the database does not answer; try again in {retry_after} seconds")]
    Unavailable {
        /// Seconds to wait.
        retry_after: u32,
    },
    /// The request cannot be understood.
    #[error("{message}")]
    Invalid {
        /// The stable code.
        code: &'static str,
        /// What is wrong and what to do.
        message: String,
        /// Where.
        at: Option<String>,
    },
    /// Something the request must carry is missing.
    #[error("{message}")]
    Required {
        /// The stable code.
        code: &'static str,
        /// What is missing.
        message: &'static str,
    },
    /// Anything else; whoever answers logs it once, with an incident id.
    #[error("something went wrong here")]
    Internal(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// A request that is understood and refused.
#[derive(Clone, Debug)]
pub struct Rejection {
    /// The stable code.
    pub code: &'static str,
    /// What to do.
    pub message: String,
    /// The field it is about, where it is about one.
    pub at: Option<&'static str>,
    /// What stands in the way.
    pub findings: Vec<Finding>,
    /// The whole plan, where there is one.
    pub review: Option<Review>,
}

/// A commit of what is no longer so.
#[derive(Clone, Debug)]
pub struct Stale {
    /// What changed; none where the plan reviewed is no longer kept (ruling 77).
    pub difference: Option<Difference>,
    /// What would happen now.
    pub review: Review,
}

/// The one body of all refusals (ruling 83).
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ErrorBody {
    /// The stable code, kebab-case.
    pub code: String,
    /// What is wrong and what to do.
    pub message: String,
    /// Where in the request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// What stands in the way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub findings: Option<Vec<Finding>>,
    /// By which name the log knows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub incident: Option<String>,
    /// What changed since the review; null where that is no longer known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub difference: Option<Option<Difference>>,
    /// What would happen now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<Box<PlanAnswer>>,
}

impl ServiceError {
    /// A refusal without findings.
    pub fn rejected(code: &'static str, message: impl Into<String>) -> Self {
        Self::Rejected(Box::new(Rejection {
            code,
            message: message.into(),
            at: None,
            findings: Vec::new(),
            review: None,
        }))
    }

    /// The refusal, told at a field of what was sent.
    pub(crate) fn at_field(mut self, field: &'static str) -> Self {
        if let Self::Rejected(rejection) = &mut self {
            rejection.at = Some(field);
        }
        self
    }

    /// A request that cannot be understood.
    pub fn invalid(code: &'static str, message: impl Into<String>, at: Option<&str>) -> Self {
        Self::Invalid {
            code,
            message: message.into(),
            at: at.map(str::to_owned),
        }
    }

    /// A record that somebody else changed first.
    pub fn conflict(code: &'static str, message: impl Into<String>) -> Self {
        Self::Conflict {
            code,
            message: message.into(),
        }
    }

    /// Something that cannot be; the cause goes to the log only.
    pub fn internal(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Internal(cause.into())
    }

    /// The HTTP status this hints at.
    pub fn status(&self) -> u16 {
        match self {
            Self::Invalid { .. } => 400,
            Self::Unauthenticated => 401,
            Self::Forbidden => 403,
            Self::NotFound => 404,
            Self::Stale(_) | Self::Conflict { .. } => 409,
            Self::Rejected(_) => 422,
            Self::Required { .. } => 428,
            Self::TooManyRequests { .. } => 429,
            Self::Internal(_) => 500,
            Self::Unavailable { .. } => 503,
        }
    }

    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unauthenticated => "unauthenticated",
            Self::Forbidden => "not-allowed",
            Self::NotFound => "not-found",
            Self::Rejected(rejection) => rejection.code,
            Self::Stale(_) => "stale",
            Self::Conflict { code, .. }
            | Self::Invalid { code, .. }
            | Self::Required { code, .. } => code,
            Self::TooManyRequests { .. } => "too-many-requests",
            Self::Unavailable { .. } => "unavailable",
            Self::Internal(_) => "internal",
        }
    }

    /// Seconds to wait before trying again.
    pub fn retry_after(&self) -> Option<u32> {
        match self {
            Self::TooManyRequests { retry_after } | Self::Unavailable { retry_after } => {
                Some(*retry_after)
            }
            _ => None,
        }
    }

    /// Logs an internal error once, with its causes, and names it for the answer.
    pub fn incident(&self) -> Option<String> {
        let Self::Internal(cause) = self else {
            return None;
        };
        let incident = uuid::Uuid::now_v7().simple().to_string();
        tracing::error!(
            incident,
            cause = chain(cause.as_ref()),
            "something went wrong"
        );
        Some(incident)
    }

    /// The body to answer with; `incident` is the name under which the log knows an internal error.
    pub fn body(&self, incident: Option<String>) -> ErrorBody {
        let mut body = ErrorBody {
            code: self.code().to_owned(),
            message: self.to_string(),
            at: None,
            findings: None,
            incident,
            difference: None,
            plan: None,
        };
        match self {
            Self::Invalid { at, .. } => body.at.clone_from(at),
            Self::Rejected(rejection) => {
                body.at = rejection.at.map(str::to_owned);
                body.findings = Some(rejection.findings.clone());
            }
            Self::Stale(stale) => {
                body.difference = Some(stale.difference.clone());
                body.plan = Some(Box::new(stale.review.answer()));
            }
            _ => {}
        }
        body
    }
}

/// An error with everything that led to it, in one line.
pub fn chain(error: &(dyn std::error::Error + 'static)) -> String {
    let causes = std::iter::successors(Some(error), |error| error.source());
    let texts: Vec<String> = causes.map(ToString::to_string).collect();
    texts.join(": ")
}

impl From<Refusal> for ServiceError {
    fn from(refusal: Refusal) -> Self {
        let message = refusal.to_string();
        match refusal {
            Refusal::UnknownActingIn(_) | Refusal::UnknownSubject | Refusal::UnknownDestination => {
                Self::NotFound
            }
            Refusal::NotAllowed => Self::Forbidden,
            Refusal::NoDestination | Refusal::NoSubject => {
                Self::rejected("incomplete-request", message)
            }
            Refusal::ConcernsNobody(findings) | Refusal::NotApplicable(findings) => {
                Self::Rejected(Box::new(Rejection {
                    code: findings.first().map_or("refused", Finding::code),
                    message,
                    at: None,
                    findings,
                    review: None,
                }))
            }
            Refusal::TooMany { selected, limit } => {
                let about = About::Field("subjects".into());
                let finding = Finding::new(
                    &UserId::from(""),
                    about,
                    FindingKind::TooManySubjects { selected, limit },
                );
                Self::Rejected(Box::new(Rejection {
                    code: "too-many-subjects",
                    message,
                    at: None,
                    findings: vec![finding],
                    review: None,
                }))
            }
        }
    }
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
    fn an_incident_is_an_internal_error_with_a_name_of_its_own() {
        let internal = || ServiceError::internal("an index is gone").incident();
        assert!(internal().is_some_and(|name| internal() != Some(name)));
        assert_eq!(ServiceError::NotFound.incident(), None);
    }
}

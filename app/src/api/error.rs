//! How an answer says no: one code per kind of refusal (model 8), never the text of a lower error.

use leptos::server_fn::codec::JsonEncoding;
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use rehome_domain::user_move::Finding;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Why something was not answered or not done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// The request cannot be read.
    Unreadable,
    /// Nobody is signed in.
    Unauthenticated,
    /// In view, but not allowed.
    Forbidden,
    /// Hidden or unknown.
    NotFound,
    /// Something changed in between.
    Conflict,
    /// Refused for what it asks.
    Rejected,
    /// Too many requests.
    TooMany,
    /// The store is away.
    Unavailable,
    /// Anything else.
    Internal,
}

impl ErrorCode {
    /// The HTTP status.
    pub fn status(self) -> u16 {
        match self {
            Self::Unreadable => 400,
            Self::Unauthenticated => 401,
            Self::Forbidden => 403,
            Self::NotFound => 404,
            Self::Conflict => 409,
            Self::Rejected => 422,
            Self::TooMany => 429,
            Self::Internal => 500,
            Self::Unavailable => 503,
        }
    }
}

/// The error of every server function.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApiError {
    /// What kind.
    pub code: ErrorCode,
    /// By which name the log knows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub incident: Option<String>,
    /// The stable code of the refusal, kebab-case, where there is one besides the kind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Where in what was sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// What stands in the way; [`ApiError::findings`] reads it.
    ///
    /// WHY not read at once: every page can be refused, few are by findings, and all would load their reader.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) findings: Vec<Value>,
}

impl ApiError {
    /// An error of this kind.
    pub fn new(code: ErrorCode) -> Self {
        Self {
            code,
            incident: None,
            reason: None,
            at: None,
            findings: Vec::new(),
        }
    }

    /// What stands in the way.
    pub fn findings(&self) -> Vec<Finding> {
        let read = |finding: &Value| serde_json::from_value(finding.clone()).ok();
        self.findings.iter().filter_map(read).collect()
    }

    /// The error with what stands in the way.
    #[cfg(feature = "ssr")]
    pub(crate) fn with_findings(self, findings: &[Finding]) -> Self {
        // INVARIANT: a finding is data that JSON can write.
        let written = findings
            .iter()
            .filter_map(|it| serde_json::to_value(it).ok());
        Self {
            findings: written.collect(),
            ..self
        }
    }
}

impl From<ErrorCode> for ApiError {
    fn from(code: ErrorCode) -> Self {
        Self::new(code)
    }
}

impl FromServerFnError for ApiError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        let error = Self::new(match error {
            ServerFnErrorErr::Request(_) | ServerFnErrorErr::Response(_) => ErrorCode::Unavailable,
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) => ErrorCode::Unreadable,
            // WHY: what cannot be read is the request on the server, and the answer in the browser.
            ServerFnErrorErr::Deserialization(_) if cfg!(feature = "ssr") => ErrorCode::Unreadable,
            ServerFnErrorErr::Registration(_)
            | ServerFnErrorErr::UnsupportedRequestMethod(_)
            | ServerFnErrorErr::ServerError(_)
            | ServerFnErrorErr::MiddlewareError(_)
            | ServerFnErrorErr::Deserialization(_)
            | ServerFnErrorErr::Serialization(_) => ErrorCode::Internal,
        });
        #[cfg(feature = "ssr")]
        super::answer_with(error.code);
        error
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn an_error_crosses_the_wire_without_the_text_of_a_lower_one() {
        let error = ApiError::from_server_fn_error(ServerFnErrorErr::ServerError(
            "select from secrets".into(),
        ));
        let text = serde_json::to_string(&error).unwrap();
        assert_eq!(text, r#"{"code":"internal"}"#);
        assert_eq!(ApiError::de(error.ser()), error);
    }
}

//! The one error body of every refusal (ruling 83).

use axum::Json;
use axum::response::{IntoResponse, Response};
use http::header::{RETRY_AFTER, WWW_AUTHENTICATE};
use http::{HeaderValue, StatusCode};
use rehome_service::{ErrorBody, ServiceError};

/// A refusal on its way out.
#[derive(Debug)]
pub(crate) struct Failure {
    status: StatusCode,
    body: Box<ErrorBody>,
    retry_after: Option<u32>,
}

impl Failure {
    /// A refusal that the service has no part in.
    pub(crate) fn new(status: StatusCode, code: &str, message: impl Into<String>) -> Self {
        let body = ErrorBody {
            code: code.to_owned(),
            message: message.into(),
            at: None,
            findings: None,
            incident: None,
            difference: None,
            plan: None,
        };
        Self {
            status,
            body: Box::new(body),
            retry_after: None,
        }
    }

    /// A request that cannot be decoded, and where.
    pub(crate) fn undecodable(message: impl Into<String>, at: impl Into<String>) -> Self {
        let mut failure = Self::new(StatusCode::BAD_REQUEST, "cannot-decode", message);
        failure.body.at = Some(at.into());
        failure
    }

    /// A request that carries more than is taken.
    pub(crate) fn too_large(limit: usize) -> Self {
        Self::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "too-large",
            format!("send at most {limit} bytes"),
        )
    }

    /// When to try again.
    pub(crate) fn retry_after(mut self, seconds: u32) -> Self {
        self.retry_after = Some(seconds);
        self
    }
}

impl From<ServiceError> for Failure {
    fn from(error: ServiceError) -> Self {
        Self {
            status: StatusCode::from_u16(error.status())
                .unwrap_or(StatusCode::INTERNAL_SERVER_ERROR),
            retry_after: error.retry_after(),
            body: Box::new(error.body(error.incident())),
        }
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = (self.status, Json(self.body)).into_response();
        if let Some(seconds) = self.retry_after {
            response
                .headers_mut()
                .insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        if self.status == StatusCode::UNAUTHORIZED {
            response
                .headers_mut()
                .insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    async fn told(failure: Failure) -> (u16, String) {
        let response = failure.into_response();
        let status = response.status().as_u16();
        let body = axum::body::to_bytes(response.into_body(), 10_000)
            .await
            .unwrap();
        (status, String::from_utf8(body.to_vec()).unwrap())
    }

    #[tokio::test]
    async fn an_internal_error_tells_an_incident_and_nothing_else() {
        let (status, body) =
            told(ServiceError::internal("table users lost its index").into()).await;
        assert_eq!(status, 500);
        assert!(body.contains("incident"), "{body}");
        assert!(!body.contains("index"), "{body}");
    }

    #[tokio::test]
    async fn what_is_hidden_and_what_is_unknown_have_one_body() {
        let hidden = told(ServiceError::NotFound.into()).await;
        let unknown = told(super::super::unknown().await).await;
        assert_eq!(hidden, unknown);
        assert_eq!(hidden.0, 404);
    }
}

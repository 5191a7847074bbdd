//! What the server provides to a request, and how the service's refusals leave it.

use super::{ApiError, ErrorCode};
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;
use rehome_service::{Caller, Service, ServiceError, Session};

/// The service.
pub(super) fn service() -> Result<Service, ApiError> {
    use_context::<Service>().ok_or_else(|| answered(ErrorCode::Unavailable.into()))
}

/// Who is signed in.
pub(super) fn caller() -> Result<Caller, ApiError> {
    use_context::<Session>()
        .map(|session| session.caller)
        .ok_or_else(|| answered(ErrorCode::Unauthenticated.into()))
}

/// A refusal as it leaves: logged under an incident where it is our own fault, and never with its text.
pub(super) fn refused(error: &ServiceError) -> ApiError {
    let code = match error {
        ServiceError::Invalid { .. } | ServiceError::Required { .. } => ErrorCode::Unreadable,
        ServiceError::Unauthenticated => ErrorCode::Unauthenticated,
        ServiceError::Forbidden => ErrorCode::Forbidden,
        ServiceError::NotFound => ErrorCode::NotFound,
        ServiceError::Stale(_) | ServiceError::Conflict { .. } => ErrorCode::Conflict,
        ServiceError::Rejected(_) => ErrorCode::Rejected,
        ServiceError::TooManyRequests { .. } => ErrorCode::TooMany,
        ServiceError::Unavailable { .. } => ErrorCode::Unavailable,
        ServiceError::Internal(_) => ErrorCode::Internal,
    };
    answered(ApiError {
        code,
        incident: error.incident(),
    })
}

/// The error, with its status on the response.
fn answered(error: ApiError) -> ApiError {
    if let (Some(response), Ok(status)) = (
        use_context::<ResponseOptions>(),
        http::StatusCode::from_u16(error.code.status()),
    ) {
        response.set_status(status);
    }
    error
}

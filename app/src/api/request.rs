//! What the server provides to a request, and how the service's refusals leave it.

use super::{ApiError, ErrorCode};
use crate::words::Names;
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;
use rehome_domain::ids::{OrganizationCode, UserId};
use rehome_domain::user_move::ActAs;
use rehome_service::{Acting, Caller, Service, ServiceError, Session};

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

/// The session of who is signed in.
pub(super) fn session() -> Result<Session, ApiError> {
    use_context::<Session>().ok_or_else(|| answered(ErrorCode::Unauthenticated.into()))
}

/// Where an operator acts in a request; the service asks whether they can.
pub(super) fn acting(acting_in: OrganizationCode) -> Acting {
    Acting {
        acting_in: Some(acting_in),
        act_as: Some(ActAs::Operator),
    }
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
    let body = error.body(error.incident());
    let is_told = matches!(
        code,
        ErrorCode::Unreadable | ErrorCode::Conflict | ErrorCode::Rejected
    );
    answered(
        ApiError {
            code,
            incident: body.incident,
            reason: is_told.then_some(body.code),
            at: body.at,
            ..ApiError::new(code)
        }
        .with_findings(&body.findings.unwrap_or_default()),
    )
}

/// The error, with its status on the response.
fn answered(error: ApiError) -> ApiError {
    answer_with(error.code);
    error
}

/// The response says by its status what it is: of a server function, or of a page that is refused.
pub(crate) fn answer_with(code: ErrorCode) {
    if let (Some(response), Ok(status)) = (
        use_context::<ResponseOptions>(),
        http::StatusCode::from_u16(code.status()),
    ) {
        response.set_status(status);
    }
}

/// The names of what is mentioned, as they are shown to a reader; without one, nobody is called "you".
pub(super) fn names(known: rehome_service::view::Names, reader: Option<&UserId>) -> Names {
    Names {
        reader: reader.cloned(),
        organizations: known.organizations,
        users: known.people,
        groups: known.groups,
        roles: known.roles,
        services: known.services,
        plans: known.plans,
    }
}

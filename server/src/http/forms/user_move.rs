//! The self-service move as a plain form: what the confirmation page printed is what is acknowledged
//! (ruling 70), and the digest in the form is the plan that was read.

use super::Fields;
use crate::http::AppState;
use crate::http::session::Asking;
use crate::rest::Failure;
use axum::body::Bytes;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use rehome_app::routes::{self, Reason, query};
use rehome_domain::ids::OrganizationCode;
use rehome_domain::user_move::{ActAs, MoveRequest};
use rehome_service::ServiceError;
use rehome_service::user_move::CommitRequest;

/// `POST /move`: fields `destination`, `position`, `digest`, `acknowledged` (repeated), `idempotency_key`.
/// Leads to the arrival, or back to the confirmation with the reason.
pub(crate) async fn commit(
    State(state): State<AppState>,
    Asking(session): Asking,
    body: Bytes,
) -> Response {
    let fields = Fields::read(&body);
    let destination = OrganizationCode::new(fields.get(query::DESTINATION).unwrap_or_default());
    let position = fields.get(query::POSITION);
    let digest = fields.get("digest").filter(|digest| !digest.is_empty());
    let back = |reason| {
        Redirect::to(&routes::move_confirm(
            &destination,
            position,
            reason,
            digest,
        ))
        .into_response()
    };
    let Some(session) = session else {
        let to = routes::move_confirm(&destination, position, None, None);
        return Redirect::to(&routes::sign_in(Some(&to), None)).into_response();
    };
    let mut request = MoveRequest::one(session.caller.user.clone(), destination.clone());
    request.act_as = Some(ActAs::Oneself);
    request.options.position = routes::position_asked(position);
    let commit = CommitRequest {
        request,
        digest: digest.map(str::to_owned),
        acknowledged: fields.all("acknowledged").map(str::to_owned).collect(),
    };
    let key = fields.get("idempotency_key");
    let done = state
        .service
        .user_move_commit(&session.caller, commit, key)
        .await;
    match done {
        Ok(answer) => Redirect::to(&routes::move_done(&answer.id)).into_response(),
        Err(ServiceError::Stale(_) | ServiceError::Conflict { .. }) => back(Some(Reason::Stale)),
        Err(ServiceError::Rejected(_)) => back(Some(Reason::Refused)),
        // The page says what is wrong with a form that lacks something, or names what is not there.
        Err(
            ServiceError::Required { .. }
            | ServiceError::Invalid { .. }
            | ServiceError::NotFound
            | ServiceError::Forbidden,
        ) => back(None),
        Err(ServiceError::Unavailable { .. }) => back(Some(Reason::Unavailable)),
        Err(error) => Failure::from(error).into_response(),
    }
}

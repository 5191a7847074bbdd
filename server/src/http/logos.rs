//! Logos: served by the hash of what they hold, and handed in by a plain form.

use super::AppState;
use super::session::Asking;
use crate::rest::Failure;
use axum::extract::{Multipart, Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use http::HeaderValue;
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use rehome_app::routes::{self, logo_field};
use rehome_domain::ids::OrganizationCode;
use rehome_domain::user_move::ActAs;
use rehome_service::{Acting, ServiceError};

/// A picture larger than a logo may be is told so on the page, up to this size of the form, in bytes.
pub(super) const LARGEST: usize = 16 * 1024 * 1024;

const FOR_GOOD: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// `GET /logos/{name}`: the address changes with what is there, so that it is kept for good.
pub(super) async fn one(State(state): State<AppState>, Path(name): Path<String>) -> Response {
    let logo = match state.service.logo(&name).await {
        Ok(logo) => logo,
        Err(error) => return Failure::from(error).into_response(),
    };
    let Ok(kind) = HeaderValue::try_from(logo.content_type) else {
        return Failure::from(ServiceError::NotFound).into_response();
    };
    let mut response = logo.bytes.into_response();
    response.headers_mut().insert(CONTENT_TYPE, kind);
    response.headers_mut().insert(CACHE_CONTROL, FOR_GOOD);
    response
}

/// `POST /organizations/{code}/settings/look/logo`: the fields `acting_in`, `revision` and then `file`. Leads back to
/// the settings, with what became of it.
pub(super) async fn hand_in(
    State(state): State<AppState>,
    Path(code): Path<OrganizationCode>,
    Asking(session): Asking,
    mut form: Multipart,
) -> Response {
    let back = |what: &str| Redirect::to(&routes::logo_told(&code, what)).into_response();
    let Some(session) = session else {
        let to = routes::organization_settings(&code, "look");
        return Redirect::to(&routes::sign_in(Some(&to), None)).into_response();
    };
    let (mut acting_in, mut revision) = (None, 0);
    loop {
        let field = match form.next_field().await {
            Ok(Some(field)) => field,
            Ok(None) | Err(_) => return back("bad-logo"),
        };
        match field.name() {
            Some(logo_field::ACTING_IN) => match field.text().await {
                Ok(text) => acting_in = Some(OrganizationCode::from(text)),
                Err(_) => return back("bad-logo"),
            },
            Some(logo_field::REVISION) => {
                let text = field.text().await.unwrap_or_default();
                revision = text.parse().unwrap_or_default();
            }
            Some(logo_field::FILE) => {
                let acting = Acting {
                    acting_in,
                    act_as: Some(ActAs::Operator),
                };
                let (service, caller) = (&state.service, &session.caller);
                // WHY: who may not do this makes nobody hold a file.
                if let Err(error) = service.settings(caller, &acting, &code, "look").await {
                    return Failure::from(error).into_response();
                }
                // What is longer than the limit of the body ends in the middle.
                let Ok(bytes) = field.bytes().await else {
                    return back("logo-too-large");
                };
                let taken = service
                    .logo_set(&session.caller, &acting, &code, revision, &bytes)
                    .await;
                return match taken {
                    Ok(_) => back(logo_field::SAVED),
                    Err(error @ (ServiceError::Rejected(_) | ServiceError::Conflict { .. })) => {
                        back(error.code())
                    }
                    Err(error) => Failure::from(error).into_response(),
                };
            }
            _ => {}
        }
    }
}

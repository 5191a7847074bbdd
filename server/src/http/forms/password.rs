//! Choosing a password: one's own anew, and the first one by a link. Plain forms, which lead on or back.

use super::Fields;
use super::sign_in::with_cookie;
use crate::http::AppState;
use crate::http::session::{Asking, SessionToken};
use crate::rest::Failure;
use axum::Extension;
use axum::body::Bytes;
use axum::extract::{ConnectInfo, State};
use axum::response::{IntoResponse, Redirect, Response};
use http::HeaderMap;
use rehome_app::routes::{self, Reason};
use rehome_service::ServiceError;
use std::net::SocketAddr;

/// The new password, where it was written twice the same.
fn twice(fields: &Fields) -> Result<&str, Reason> {
    let password = fields.get("password").unwrap_or_default();
    if fields.get("again").unwrap_or_default() == password {
        Ok(password)
    } else {
        Err(Reason::Different)
    }
}

/// Why the form is to be shown again; none where the failure is our own.
fn reason_of(error: &ServiceError) -> Option<Reason> {
    match error {
        ServiceError::TooManyRequests { .. } => Some(Reason::Throttled),
        ServiceError::Unavailable { .. } => Some(Reason::Unavailable),
        ServiceError::Rejected(rejection) => match rejection.code {
            "password-wrong" => Some(Reason::Wrong),
            "password-too-short" => Some(Reason::Short),
            "password-policy" => Some(Reason::Plain),
            "password-unchanged" => Some(Reason::Unchanged),
            _ => None,
        },
        _ => None,
    }
}

/// `POST /change-password`: fields `present`, `password`, `again`, `to` and `forced`.
pub(crate) async fn change(
    State(state): State<AppState>,
    Asking(session): Asking,
    body: Bytes,
) -> Response {
    let fields = Fields::read(&body);
    let to = fields
        .get(routes::query::TO)
        .filter(|to| routes::is_local(to));
    let is_forced = fields.get(routes::query::FORCED).is_some();
    let Some(session) = session else {
        let to = routes::change_password(to, false, None);
        return Redirect::to(&routes::sign_in(Some(&to), None)).into_response();
    };
    let back = |reason| {
        Redirect::to(&routes::change_password(to, is_forced, Some(reason))).into_response()
    };
    let password = match twice(&fields) {
        Ok(password) => password,
        Err(reason) => return back(reason),
    };
    let present = fields.get("present").unwrap_or_default();
    match state
        .service
        .password_change(&session, present, password)
        .await
    {
        Ok(()) => {
            tracing::info!(user = %session.caller.user, "password changed");
            let onward = to
                .filter(|to| is_forced && *to != routes::PROFILE)
                .map_or_else(routes::password_changed, str::to_owned);
            Redirect::to(&onward).into_response()
        }
        Err(error) => match reason_of(&error) {
            Some(reason) => back(reason),
            None => Failure::from(error).into_response(),
        },
    }
}

/// `POST /welcome`: fields `token`, `password` and `again`. Signs in for the first time.
pub(crate) async fn welcome(
    State(state): State<AppState>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    before: Option<Extension<SessionToken>>,
    sent: HeaderMap,
    body: Bytes,
) -> Response {
    let fields = Fields::read(&body);
    let token = fields.get(routes::query::TOKEN).unwrap_or_default();
    let back = |reason| Redirect::to(&routes::welcome_again(token, reason)).into_response();
    let password = match twice(&fields) {
        Ok(password) => password,
        Err(reason) => return back(reason),
    };
    let remote = state.site.remote(peer, &sent).to_string();
    let previous = before
        .as_ref()
        .map(|Extension(SessionToken(token))| token.as_str());
    match state
        .service
        .welcome_accept(token, password, Some(&remote), previous)
        .await
    {
        Ok(opened) => {
            tracing::info!(user = %opened.session.caller.user, remote, "signed in for the first time");
            let lifetime = state.service.config().session_longest;
            let cookie = state.site.session_cookie(&opened.token, lifetime);
            with_cookie(Redirect::to(routes::START), &cookie)
        }
        // The page at the link says that it does not count.
        Err(ServiceError::NotFound) => Redirect::to(&routes::welcome(token)).into_response(),
        Err(error) => match reason_of(&error) {
            Some(reason) => back(reason),
            None => Failure::from(error).into_response(),
        },
    }
}

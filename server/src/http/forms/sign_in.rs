//! Signing in and out.

use super::Fields;
use crate::http::session::{Asking, SessionToken};
use crate::http::{AppState, pages};
use crate::metrics;
use crate::rest::Failure;
use axum::Extension;
use axum::body::Bytes;
use axum::extract::{ConnectInfo, State};
use axum::response::{IntoResponse, Redirect, Response};
use http::header::{RETRY_AFTER, SET_COOKIE};
use http::{HeaderMap, HeaderValue, StatusCode};
use rehome_app::routes::{self, Reason};
use rehome_service::ServiceError;
use std::net::SocketAddr;

/// `POST /sign-in`: fields `username`, `password` and `to`. Leads to the page asked for, or back to the form.
pub(crate) async fn sign_in(
    State(state): State<AppState>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    before: Option<Extension<SessionToken>>,
    sent: HeaderMap,
    body: Bytes,
) -> Response {
    let fields = Fields::read(&body);
    let to = fields
        .get(routes::query::TO)
        .filter(|to| routes::is_local(to));
    let username = fields.get("username").unwrap_or_default();
    let password = fields.get("password").unwrap_or_default();
    let remote = state.site.remote(peer, &sent).to_string();
    // WHY: a session from before is somebody else's, or a planted one; it ends with the sign-in.
    let previous = before
        .as_ref()
        .map(|Extension(SessionToken(token))| token.as_str());
    let reason = match state
        .service
        .session_open(username, password, Some(&remote), previous)
        .await
    {
        Ok(opened) => {
            metrics::sign_in("done");
            tracing::info!(user = %opened.session.caller.user, remote, "signed in");
            let cookie = state
                .site
                .session_cookie(&opened.token, state.service.config().session_longest);
            let onward = if opened.session.must_change_password {
                routes::change_password(to, true, None)
            } else {
                to.unwrap_or(routes::START).to_owned()
            };
            return with_cookie(Redirect::to(&onward), &cookie);
        }
        Err(ServiceError::TooManyRequests { retry_after }) => {
            metrics::sign_in("throttled");
            tracing::warn!(remote, "sign-in throttled");
            return throttled(&state, to, retry_after, sent).await;
        }
        Err(ServiceError::Unavailable { .. }) => Reason::Unavailable,
        Err(ServiceError::Internal(cause)) => {
            return Failure::from(ServiceError::Internal(cause)).into_response();
        }
        Err(_) => {
            metrics::sign_in("wrong");
            tracing::info!(remote, "sign-in refused");
            Reason::Wrong
        }
    };
    Redirect::to(&routes::sign_in(to, Some(reason))).into_response()
}

/// `POST /sign-out`: ends the session, here and in the store.
pub(crate) async fn sign_out(
    State(state): State<AppState>,
    Asking(session): Asking,
    token: Option<Extension<SessionToken>>,
) -> Response {
    if let Some(Extension(SessionToken(token))) = token {
        if let Err(error) = state.service.session_close(&token).await {
            return Failure::from(error).into_response();
        }
        if let Some(session) = session {
            tracing::info!(user = %session.caller.user, "signed out");
        }
    }
    let after = Redirect::to(&routes::sign_in(None, Some(Reason::SignedOut)));
    with_cookie(after, &state.site.no_session_cookie())
}

pub(super) fn with_cookie(after: Redirect, cookie: &str) -> Response {
    let mut response = after.into_response();
    if let Ok(value) = HeaderValue::try_from(cookie) {
        response.headers_mut().insert(SET_COOKIE, value);
    }
    response
}

/// The form again with how long to wait, as 429.
async fn throttled(
    state: &AppState,
    to: Option<&str>,
    retry_after: u32,
    sent: HeaderMap,
) -> Response {
    // The address has a query already: the reason.
    let form = routes::sign_in(to, Some(Reason::Throttled));
    let form = format!("{form}&{}={retry_after}", routes::query::WAIT);
    let mut response = pages::page_at(state, &form, sent).await;
    *response.status_mut() = StatusCode::TOO_MANY_REQUESTS;
    response
        .headers_mut()
        .insert(RETRY_AFTER, HeaderValue::from(retry_after));
    response
}

//! Who asks: the session cookie of browsers, the bearer token of programs.
//!
//! The cookie holds a random name of the session and nothing else. Must not decide what anybody may do.

use super::pages::is_below;
use super::{AppState, Site};
use crate::rest::Failure;
use axum::extract::{FromRequestParts, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use http::HeaderMap;
use http::header::{AUTHORIZATION, COOKIE};
use http::request::Parts;
use http::uri::PathAndQuery;
use rehome_app::routes;
use rehome_service::{Caller, ServiceError, Session};
use std::convert::Infallible;
use std::time::Duration;

/// Over https: bound to this very host, and to https.
const SECURE_NAME: &str = "__Host-rehome";
const PLAIN_NAME: &str = "rehome";

/// What was sent to tell who asks, as found in the request.
#[derive(Clone)]
pub(crate) struct SessionToken(pub(crate) String);

/// Who asks, where somebody is signed in.
pub(crate) struct Asking(pub(crate) Option<Session>);

/// Who calls the REST interface; there is always somebody, or the answer was 401.
pub(crate) struct Signed(pub(crate) Caller);

impl<S: Sync> FromRequestParts<S> for Asking {
    type Rejection = Infallible;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self(parts.extensions.get().cloned()))
    }
}

impl<S: Sync> FromRequestParts<S> for Signed {
    type Rejection = Failure;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        parts
            .extensions
            .get()
            .cloned()
            .map(Self)
            .ok_or_else(|| ServiceError::Unauthenticated.into())
    }
}

/// The name of the session, whichever cookie carries it.
pub(super) fn cookie(headers: &HeaderMap) -> Option<&str> {
    named(headers, SECURE_NAME).or_else(|| named(headers, PLAIN_NAME))
}

fn named<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let lines = headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(';')).find_map(|pair| {
        let (key, value) = pair.trim().split_once('=')?;
        (key == name).then_some(value)
    })
}

impl Site {
    fn cookie_name(&self) -> &'static str {
        if self.is_https() {
            SECURE_NAME
        } else {
            PLAIN_NAME
        }
    }

    /// The cookie that makes a browser signed in.
    pub(super) fn session_cookie(&self, token: &str, lifetime: Duration) -> String {
        format!(
            "{}={token}; Max-Age={}; {}",
            self.cookie_name(),
            lifetime.as_secs(),
            self.attributes()
        )
    }

    /// The cookie that makes it signed out.
    pub(super) fn no_session_cookie(&self) -> String {
        format!("{}=; Max-Age=0; {}", self.cookie_name(), self.attributes())
    }

    fn attributes(&self) -> &'static str {
        if self.is_https() {
            "Path=/; HttpOnly; SameSite=Lax; Secure"
        } else {
            "Path=/; HttpOnly; SameSite=Lax"
        }
    }
}

/// Whether a path belongs to programs: the REST interface and the server functions.
pub(super) fn is_api(path: &str) -> bool {
    path == "/api" || path.starts_with("/api/")
}

/// Finds out who asks; a token counts below `/api` only, and before a cookie.
pub(super) async fn extract(
    State(state): State<AppState>,
    mut request: Request,
    next: Next,
) -> Response {
    let (path, headers) = (request.uri().path().to_owned(), request.headers().clone());
    match known(&state, &path, &headers).await {
        Ok(Known::Nobody) => {}
        Ok(Known::Program(caller)) => {
            request.extensions_mut().insert(caller);
        }
        Ok(Known::Person(token, session)) => {
            request.extensions_mut().insert(session.caller.clone());
            request.extensions_mut().insert(*session);
            request.extensions_mut().insert(SessionToken(token));
        }
        Err(error) => return Failure::from(error).into_response(),
    }
    next.run(request).await
}

enum Known {
    Nobody,
    Program(Caller),
    Person(String, Box<Session>),
}

async fn known(state: &AppState, path: &str, headers: &HeaderMap) -> Result<Known, ServiceError> {
    if is_api(path)
        && let Some(value) = headers.get(AUTHORIZATION)
        && let token = value.to_str().ok().and_then(bearer)
        // WHY: a proxy's own sign-in adds `Basic` to whatever a browser sends, to our pages' calls too.
        && (token.is_some() || is_rest(path))
    {
        // INVARIANT: who sends a token that does not count is nobody, even beside a cookie that does.
        let Some(token) = token else {
            return Ok(Known::Nobody);
        };
        return Ok(state
            .service
            .caller_of_token(token)
            .await?
            .map_or(Known::Nobody, Known::Program));
    }
    let Some(token) = named(headers, state.site.cookie_name()) else {
        return Ok(Known::Nobody);
    };
    let session = state.service.session_of(token).await?;
    Ok(session.map_or(Known::Nobody, |session| {
        Known::Person(token.to_owned(), Box::new(session))
    }))
}

fn is_rest(path: &str) -> bool {
    path == "/api/v1" || path.starts_with("/api/v1/")
}

fn bearer(value: &str) -> Option<&str> {
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

/// Signed out, everything under the API is 401, whatever the path and the method.
pub(super) async fn require_under_api(request: Request, next: Next) -> Response {
    if is_api(request.uri().path()) && request.extensions().get::<Caller>().is_none() {
        return Failure::from(ServiceError::Unauthenticated).into_response();
    }
    next.run(request).await
}

/// Whoever has to choose a password of their own gets nothing else before.
pub(super) async fn require_own_password(request: Request, next: Next) -> Response {
    let must_change = request
        .extensions()
        .get::<Session>()
        .is_some_and(|session| session.must_change_password);
    let path = request.uri().path();
    let is_open = matches!(
        path,
        routes::CHANGE_PASSWORD
            | routes::SIGN_IN
            | routes::SIGN_OUT
            | routes::PREFERENCES
            | routes::WELCOME
            | "/api/session"
    ) || is_below(path, routes::WELCOME);
    if !must_change || is_open {
        return next.run(request).await;
    }
    if is_api(path) {
        let error = ServiceError::Required {
            code: "password-change-required",
            message: "choose a password of your own first, on the page /change-password",
        };
        return Failure::from(error).into_response();
    }
    let to = request.uri().path_and_query().map(PathAndQuery::as_str);
    Redirect::to(&routes::change_password(to, true, None)).into_response()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use http::HeaderValue;

    fn headers(lines: &[&'static str]) -> HeaderMap {
        lines
            .iter()
            .map(|line| (COOKIE, HeaderValue::from_static(line)))
            .collect()
    }

    #[test]
    fn the_cookie_is_found_among_others() {
        assert_eq!(cookie(&headers(&["a=b; rehome=x; c=d"])), Some("x"));
        assert_eq!(cookie(&headers(&["a=b", "__Host-rehome=y"])), Some("y"));
        assert_eq!(cookie(&headers(&["xrehome=x; rehomex=y"])), None);
        assert_eq!(named(&headers(&["rehome=x"]), SECURE_NAME), None);
    }

    #[test]
    fn a_bearer_token_is_read_by_its_scheme() {
        assert_eq!(bearer("Bearer rhm_x"), Some("rhm_x"));
        assert_eq!(bearer("bearer rhm_x"), Some("rhm_x"));
        assert_eq!(bearer("Basic rhm_x"), None);
        assert_eq!(bearer("rhm_x"), None);
    }
}

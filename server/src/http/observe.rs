//! One log line and two figures per request, and an id by which the line is found.

use super::pages::is_below;
use crate::metrics;
use axum::extract::{MatchedPath, Request};
use axum::middleware::Next;
use axum::response::Response;
use http::{HeaderName, HeaderValue};
use rehome_app::routes;
use std::time::Instant;
use tracing::Instrument;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The path as the log tells it: a link for a first sign-in is a secret.
fn told(path: &str) -> &str {
    if is_below(path, routes::WELCOME) {
        return "/welcome/-";
    }
    path
}

pub(super) async fn observe(request: Request, next: Next) -> Response {
    let started = Instant::now();
    // WHY: an id from outside could forge log lines, so it is always our own.
    let id = uuid::Uuid::now_v7().simple().to_string();
    let method = request.method().clone();
    let path = told(request.uri().path()).to_owned();
    // What no route matches is one row in the figures, however many such addresses are tried.
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or_else(|| "unmatched".to_owned(), |path| path.as_str().to_owned());
    let span = tracing::info_span!("request", %id);
    let mut response = next.run(request).instrument(span).await;
    let took = started.elapsed();
    let status = response.status().as_u16();
    metrics::request(&method, &route, status, took);
    let milliseconds = took.as_secs_f64() * 1_000.0;
    if matches!(path.as_str(), "/healthz" | "/readyz" | "/metrics") {
        tracing::debug!(%id, %method, path, status, milliseconds, "answered");
    } else {
        tracing::info!(%id, %method, path, status, milliseconds, "answered");
    }
    if let Ok(value) = HeaderValue::try_from(id) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_for_a_first_sign_in_is_not_told() {
        assert_eq!(told("/welcome/rhw_secret"), "/welcome/-");
        assert_eq!(told("/welcome"), "/welcome");
        assert_eq!(told("/users"), "/users");
    }
}

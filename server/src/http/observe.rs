//! One log line and two figures per request, and an id by which the line is found.

use crate::metrics;
use axum::extract::{MatchedPath, Request};
use axum::middleware::Next;
use axum::response::Response;
use http::{HeaderName, HeaderValue};
use std::time::Instant;
use tracing::Instrument;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

pub(super) async fn observe(request: Request, next: Next) -> Response {
    let started = Instant::now();
    // WHY: an id from outside could forge log lines, so it is always our own.
    let id = uuid::Uuid::now_v7().simple().to_string();
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
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

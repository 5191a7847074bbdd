//! Whether the server lives, whether it can work, and its figures.

use super::AppState;
use crate::metrics as figures;
use axum::extract::{ConnectInfo, State};
use axum::response::{IntoResponse, Response};
use http::header::{CONTENT_TYPE, RETRY_AFTER};
use http::{HeaderMap, StatusCode};
use std::net::SocketAddr;

/// The process answers.
pub(super) async fn alive() -> &'static str {
    "ok\n"
}

/// The database answers, and its tables are as this server knows them.
pub(super) async fn ready(State(state): State<AppState>) -> Response {
    if state.service.store().ping().await.is_ok() {
        "ready\n".into_response()
    } else {
        (
            StatusCode::SERVICE_UNAVAILABLE,
            [(RETRY_AFTER, "1")],
            "the database does not answer\n",
        )
            .into_response()
    }
}

/// The figures, to this machine alone; with an address of their own, not here at all.
pub(super) async fn metrics(
    State(state): State<AppState>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
) -> Response {
    // WHY: a proxy on this machine comes from loopback too, and says so in one of these headers.
    let is_passed_on = ["forwarded", "x-forwarded-for"]
        .iter()
        .any(|name| headers.contains_key(*name));
    if state.site.metrics_elsewhere || is_passed_on || !peer.ip().is_loopback() {
        return StatusCode::NOT_FOUND.into_response();
    }
    metrics_alone().await
}

/// The figures, to whoever reaches the address.
pub(super) async fn metrics_alone() -> Response {
    (
        [(CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")],
        figures::render(),
    )
        .into_response()
}

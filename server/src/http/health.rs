//! Whether the server lives, whether it can work, and its figures.

use super::AppState;
use crate::metrics as figures;
use axum::extract::{ConnectInfo, State};
use axum::response::{IntoResponse, Response};
use http::header::{CONTENT_TYPE, RETRY_AFTER};
use http::{HeaderMap, StatusCode};
use rehome_service::Service;
use rehome_storage::StoreError;
use std::net::SocketAddr;

/// The process answers.
pub(super) async fn alive() -> &'static str {
    "ok\n"
}

/// The database answers, and its tables are of the version this server knows.
pub(super) async fn ready(State(state): State<AppState>) -> Response {
    let why = match state.service.store().ready().await {
        Ok(()) => return "ready\n".into_response(),
        Err(StoreError::Migration(_)) => "the tables are of another version of this program\n",
        Err(_) => "the database does not answer\n",
    };
    (StatusCode::SERVICE_UNAVAILABLE, [(RETRY_AFTER, "1")], why).into_response()
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
    figures_of(&state.service)
}

/// The figures, to whoever reaches the address.
pub(super) async fn metrics_alone(State(service): State<Service>) -> Response {
    figures_of(&service)
}

fn figures_of(service: &Service) -> Response {
    (
        [(CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")],
        figures::render(service),
    )
        .into_response()
}

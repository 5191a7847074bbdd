//! Too much at once, too slow, or no address: answered before anything is done about it.

use super::AppState;
use super::forms::people_files;
use super::logos;
use crate::rest::Failure;
use axum::RequestExt;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderValue, Method, StatusCode};
use rehome_app::routes;

/// Bodies of whatever is sent, however the handler reads them: server functions read theirs past the limit of
/// extractors.
pub(super) async fn body(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let largest = Some(request.uri().path())
        .filter(|_| request.method() == Method::POST)
        .and_then(largest_file);
    let limit = state.site.body_limit.max(largest.unwrap_or_default());
    let length = request.headers().get(CONTENT_LENGTH);
    let told = length.and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    if told.is_some_and(|told| told > limit) {
        return Failure::too_large(limit).into_response();
    }
    if largest.is_some() {
        // WHY: its own layer bounds it, as it is read.
        return next.run(request).await;
    }
    next.run(request.with_limited_body()).await
}

/// Where proofs and files are handed in, and below it further versions.
const ITEMS: &str = "/api/v1/items";

/// How large a body may be at an address where a file is handed in.
fn largest_file(path: &str) -> Option<usize> {
    let is_version = |rest: &str| rest.starts_with('/') && rest.ends_with("/versions");
    let is_item = |rest: &str| rest.is_empty() || is_version(rest);
    if path.strip_prefix(ITEMS).is_some_and(is_item) || path == routes::LIBRARY {
        return usize::try_from(rehome_service::content::LARGEST).ok();
    }
    if path == routes::USERS_IMPORT {
        return Some(people_files::LARGEST);
    }
    let is_logo = path.starts_with("/organizations/") && path.ends_with("/settings/look/logo");
    is_logo.then_some(logos::LARGEST)
}

/// What the frameworks refuse for its size on their own gets the body that all refusals have (ruling 83).
fn in_one_body(response: Response, limit: usize) -> Response {
    let is_ours = |kind: &HeaderValue| kind.as_bytes().starts_with(b"application/json");
    if response.status() != StatusCode::PAYLOAD_TOO_LARGE
        || response.headers().get(CONTENT_TYPE).is_some_and(is_ours)
    {
        return response;
    }
    Failure::too_large(limit).into_response()
}

pub(super) async fn bound(State(state): State<AppState>, request: Request, next: Next) -> Response {
    // WHY: an authority-form target has no path, which pages cannot do without.
    if request.uri().path_and_query().is_none() {
        return Failure::new(
            StatusCode::BAD_REQUEST,
            "cannot-decode",
            "ask for a path of this server",
        )
        .into_response();
    }
    let Ok(_slot) = state.site.slots.clone().try_acquire_owned() else {
        let failure = Failure::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "unavailable",
            "too much is asked of this server at once; try again in a second",
        );
        return failure.retry_after(1).into_response();
    };
    match tokio::time::timeout(state.site.request_timeout, next.run(request)).await {
        Ok(response) => in_one_body(response, state.site.body_limit),
        Err(_) => {
            let failure = Failure::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "unavailable",
                "this took too long and was given up; try again",
            );
            failure.retry_after(1).into_response()
        }
    }
}

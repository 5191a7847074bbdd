//! Too much at once, too slow, or no address: answered before anything is done about it.

use super::AppState;
use crate::rest::Failure;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::StatusCode;

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
        Ok(response) => response,
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

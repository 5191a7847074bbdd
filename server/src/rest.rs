//! The REST interface under `/api/v1`: one table of endpoints, from which the router and the OpenAPI
//! document are made, and one file per resource.
//!
//! Handlers read a request, call one function of the service, and answer; what may be done is decided
//! there. A new endpoint is a row in the table of its resource; nothing else registers it.

mod audit;
mod copies;
mod destinations;
mod download;
mod failure;
mod groups;
mod hosting;
mod items;
mod jobs;
mod me;
mod moves;
mod openapi;
mod organizations;
mod profiles;
mod read;
mod removed;
mod roles;
mod services;
mod settings;
mod subscriptions;
mod table;
mod transactions;
mod transfers;
mod undo;
mod users;
mod why;

pub(crate) use failure::Failure;
pub use openapi::document as openapi_document;
pub use table::{Endpoint, endpoints};

use crate::http::AppState;
use axum::Router;
use axum::middleware::from_fn;
use axum::routing::MethodRouter;
use http::StatusCode;
use std::collections::BTreeMap;

/// The router made of the table.
pub(crate) fn router() -> Router<AppState> {
    let mut by_path: BTreeMap<&'static str, MethodRouter<AppState>> = BTreeMap::new();
    for endpoint in endpoints() {
        let routed = (endpoint.handler)();
        let merged = match by_path.remove(endpoint.path) {
            Some(others) => others.merge(routed),
            None => routed,
        };
        by_path.insert(endpoint.path, merged);
    }
    by_path
        .into_iter()
        .fold(Router::new(), |router, (path, methods)| {
            router.route(path, methods)
        })
        .fallback(unknown)
        .method_not_allowed_fallback(wrong_method)
        .layer(from_fn(read::version))
}

/// Nothing is at this path; the same answer as for something hidden.
pub(crate) async fn unknown() -> Failure {
    rehome_service::ServiceError::NotFound.into()
}

async fn wrong_method() -> Failure {
    Failure::new(
        StatusCode::METHOD_NOT_ALLOWED,
        "method-not-allowed",
        "the header Allow says which methods this path takes",
    )
}

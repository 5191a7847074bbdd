//! Subscribing people to other organizations.

use super::Failure;
use super::read::Body;
use super::table::{Endpoint, of};
use crate::http::AppState;
use crate::http::session::Signed;
use axum::Json;
use axum::extract::State;
use axum::routing::post;
use http::StatusCode;
use rehome_service::subscriptions::{SubscribeRequest, Subscribed};

pub(super) const ENDPOINTS: &[Endpoint] = &[Endpoint {
    method: "POST",
    path: "/subscriptions",
    summary: "Subscribe people to an organization, all of them or none",
    takes: &[],
    body: Some(of::<SubscribeRequest>),
    success: (201, Some(of::<Subscribed>)),
    refusals: &[404, 409, 422],
    handler: || post(subscribe),
}];

async fn subscribe(
    State(state): State<AppState>,
    Signed(caller): Signed,
    Body(request): Body<SubscribeRequest>,
) -> Result<(StatusCode, Json<Subscribed>), Failure> {
    let done = state.service.subscribe(&caller, request).await?;
    Ok((StatusCode::CREATED, Json(done)))
}

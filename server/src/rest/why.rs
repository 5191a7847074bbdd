//! Why somebody can or cannot be moved.

use super::Failure;
use super::read::{Body, speaking};
use super::table::{Endpoint, of};
use crate::http::AppState;
use crate::http::session::Signed;
use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::routing::post;
use rehome_service::why::{WhyAnswer, WhyRequest};

pub(super) const ENDPOINTS: &[Endpoint] = &[Endpoint {
    method: "POST",
    path: "/why",
    summary: "Why an actor can or cannot move somebody somewhere, rule by rule",
    takes: &[],
    body: Some(of::<WhyRequest>),
    success: (200, Some(of::<WhyAnswer>)),
    refusals: &[404, 422],
    handler: || post(why),
}];

async fn why(
    State(state): State<AppState>,
    Signed(caller): Signed,
    headers: HeaderMap,
    Body(question): Body<WhyRequest>,
) -> Result<Json<WhyAnswer>, Failure> {
    let caller = speaking(caller, &headers);
    Ok(Json(state.service.why(&caller, question).await?))
}

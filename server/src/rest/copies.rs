//! Copies of people: planned and made. A password comes in a body alone and goes out in nothing.

use super::Failure;
use super::read::{Body, header};
use super::table::{Endpoint, IDEMPOTENCY_KEY, of};
use crate::http::AppState;
use crate::http::session::Signed;
use axum::Json;
use axum::extract::State;
use axum::routing::post;
use http::{HeaderMap, StatusCode};
use rehome_domain::user_copy::CopyRequest;
use rehome_service::user_copy::{CopyAnswer, CopyCommit};
use rehome_service::user_move::PlanAnswer;

pub(super) const ENDPOINTS: &[Endpoint] = &[
    Endpoint {
        method: "POST",
        path: "/copies/plan",
        summary: "Whom a copy of somebody would make; nothing is changed",
        takes: &[],
        body: Some(of::<CopyRequest>),
        success: (200, Some(of::<PlanAnswer>)),
        refusals: &[404, 422],
        handler: || post(plan),
    },
    Endpoint {
        method: "POST",
        path: "/copies",
        summary: "Copy somebody, if what would be made is still what was planned",
        takes: &[IDEMPOTENCY_KEY],
        body: Some(of::<CopyCommit>),
        success: (201, Some(of::<CopyAnswer>)),
        refusals: &[404, 409, 422, 428],
        handler: || post(commit),
    },
];

async fn plan(
    State(state): State<AppState>,
    Signed(caller): Signed,
    Body(request): Body<CopyRequest>,
) -> Result<Json<PlanAnswer>, Failure> {
    let review = state.service.user_copy_plan(&caller, &request).await?;
    Ok(Json(review.answer()))
}

async fn commit(
    State(state): State<AppState>,
    Signed(caller): Signed,
    headers: HeaderMap,
    Body(commit): Body<CopyCommit>,
) -> Result<(StatusCode, Json<CopyAnswer>), Failure> {
    let key = header(&headers, "idempotency-key")?;
    let done = state
        .service
        .user_copy_commit(&caller, commit, key.as_deref())
        .await?;
    Ok((StatusCode::CREATED, Json(done)))
}

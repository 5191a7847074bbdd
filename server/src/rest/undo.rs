//! Taking a move back: planned, then committed like any other move.

use super::Failure;
use super::read::{Body, Named, header};
use super::table::{self, Endpoint, of};
use crate::http::AppState;
use crate::http::session::Signed;
use axum::Json;
use axum::extract::State;
use axum::routing::post;
use http::{HeaderMap, StatusCode};
use rehome_domain::ids::MoveId;
use rehome_service::user_move::{CommitAnswer, UndoAnswer, UndoRequest};

pub(super) const ENDPOINTS: &[Endpoint] = &[
    Endpoint {
        method: "POST",
        path: "/moves/{id}/undo/plan",
        summary: "What taking back a move, or every move of a commit, would do, and what cannot be restored",
        takes: &[],
        body: Some(of::<UndoRequest>),
        success: (200, Some(of::<UndoAnswer>)),
        refusals: &[404, 422],
        handler: || post(plan),
    },
    Endpoint {
        method: "POST",
        path: "/moves/{id}/undo",
        summary: "Take back a move, or every move of a commit, if what would happen is still what was planned",
        takes: &[table::header(
            "Idempotency-Key",
            "A text of your own, the same when you send the same commit again.",
        )],
        body: Some(of::<UndoRequest>),
        success: (201, Some(of::<CommitAnswer>)),
        refusals: &[404, 409, 422, 428],
        handler: || post(commit),
    },
];

async fn plan(
    State(state): State<AppState>,
    Signed(caller): Signed,
    Named(id): Named<MoveId>,
    Body(request): Body<UndoRequest>,
) -> Result<Json<UndoAnswer>, Failure> {
    let review = state
        .service
        .user_move_undo_plan(&caller, &id, &request)
        .await?;
    Ok(Json(review.answer()))
}

async fn commit(
    State(state): State<AppState>,
    Signed(caller): Signed,
    Named(id): Named<MoveId>,
    headers: HeaderMap,
    Body(request): Body<UndoRequest>,
) -> Result<(StatusCode, Json<CommitAnswer>), Failure> {
    let key = header(&headers, "idempotency-key")?;
    let done = state
        .service
        .user_move_undo(&caller, &id, request, key.as_deref())
        .await?;
    Ok((StatusCode::CREATED, Json(done)))
}

//! Moves: planned, committed, and looked up.

use super::Failure;
use super::read::{Asked, Body, Named, header};
use super::table::{ACT_AS, ACTING_IN, CURSOR, Endpoint, LIMIT, Parameter, of, query};
use crate::http::AppState;
use crate::http::session::Signed;
use axum::Json;
use axum::extract::State;
use axum::routing::{get, post};
use http::{HeaderMap, StatusCode};
use rehome_domain::ids::{MoveId, OrganizationCode, UserId};
use rehome_domain::user_move::{ActAs, MoveRequest};
use rehome_service::caller::Acting;
use rehome_service::user_move::{
    CommitAnswer, CommitRequest, MoveFound, MoveView, MovesQuery, PlanAnswer,
};
use rehome_service::view::Page;
use serde::Deserialize;

const IDEMPOTENCY_KEY: Parameter = super::table::header(
    "Idempotency-Key",
    "A text of your own, the same when you send the same commit again.",
);

pub(super) const ENDPOINTS: &[Endpoint] = &[
    Endpoint {
        method: "POST",
        path: "/moves/plan",
        summary: "What a move would do; nothing is changed",
        takes: &[],
        body: Some(of::<MoveRequest>),
        success: (200, Some(of::<PlanAnswer>)),
        refusals: &[404, 422],
        handler: || post(plan),
    },
    Endpoint {
        method: "POST",
        path: "/moves",
        summary: "Move, if what would happen is still what was planned",
        takes: &[IDEMPOTENCY_KEY],
        body: Some(of::<CommitRequest>),
        success: (201, Some(of::<CommitAnswer>)),
        refusals: &[404, 409, 422, 428],
        handler: || post(commit),
    },
    Endpoint {
        method: "GET",
        path: "/moves",
        summary: "Moves with an end in view, newest first",
        takes: &[
            ACTING_IN,
            ACT_AS,
            query("user", "Of this person only."),
            CURSOR,
            LIMIT,
        ],
        body: None,
        success: (200, Some(of::<Page<MoveView>>)),
        refusals: &[404, 422],
        handler: || get(list),
    },
    Endpoint {
        method: "GET",
        path: "/moves/{id}",
        summary: "One move, or the moves of a commit of several, page by page",
        takes: &[ACTING_IN, ACT_AS, CURSOR, LIMIT],
        body: None,
        success: (200, Some(of::<MoveFound>)),
        refusals: &[404],
        handler: || get(one),
    },
];

async fn plan(
    State(state): State<AppState>,
    Signed(caller): Signed,
    Body(request): Body<MoveRequest>,
) -> Result<Json<PlanAnswer>, Failure> {
    let review = state.service.user_move_plan(&caller, &request).await?;
    Ok(Json(review.answer()))
}

async fn commit(
    State(state): State<AppState>,
    Signed(caller): Signed,
    headers: HeaderMap,
    Body(commit): Body<CommitRequest>,
) -> Result<(StatusCode, Json<CommitAnswer>), Failure> {
    let key = header(&headers, "idempotency-key")?;
    let done = state
        .service
        .user_move_commit(&caller, commit, key.as_deref())
        .await?;
    Ok((StatusCode::CREATED, Json(done)))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ListQuery {
    acting_in: Option<OrganizationCode>,
    #[serde(rename = "as")]
    act_as: Option<ActAs>,
    user: Option<UserId>,
    cursor: Option<String>,
    limit: Option<u32>,
}

async fn list(
    State(state): State<AppState>,
    Signed(caller): Signed,
    Asked(asked): Asked<ListQuery>,
) -> Result<Json<Page<MoveView>>, Failure> {
    let query = MovesQuery {
        acting: Acting {
            acting_in: asked.acting_in,
            act_as: asked.act_as,
        },
        user: asked.user,
        cursor: asked.cursor,
        limit: asked.limit,
    };
    Ok(Json(state.service.moves(&caller, &query).await?))
}

async fn one(
    State(state): State<AppState>,
    Signed(caller): Signed,
    Named(id): Named<MoveId>,
    Asked(asked): Asked<OneQuery>,
) -> Result<Json<MoveFound>, Failure> {
    let acting = Acting {
        acting_in: asked.acting_in,
        act_as: asked.act_as,
    };
    let found = state
        .service
        .move_found(&caller, &acting, &id, asked.cursor.as_deref(), asked.limit)
        .await?;
    Ok(Json(found))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OneQuery {
    acting_in: Option<OrganizationCode>,
    #[serde(rename = "as")]
    act_as: Option<ActAs>,
    cursor: Option<String>,
    limit: Option<u32>,
}

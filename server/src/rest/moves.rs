//! Moves: planned, committed, and looked up.

use super::Failure;
use super::download::{File, download, line};
use super::read::{Asked, Body, Named, header, speaking};
use super::table::{
    ACT_AS, ACTING_IN, CURSOR, Endpoint, IDEMPOTENCY_KEY, LIMIT, Parameter, of, query,
};
use crate::http::AppState;
use crate::http::session::Signed;
use axum::Json;
use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};
use http::{HeaderMap, StatusCode};
use rehome_domain::ids::{MoveId, OrganizationCode, UserId};
use rehome_domain::time::Day;
use rehome_domain::user_move::{ActAs, MoveRequest};
use rehome_service::caller::Acting;
use rehome_service::user_move::{
    CommitAnswer, CommitRequest, FlowsView, MoveFound, MoveState, MoveView, MoveWay, MovesQuery,
    PlanAnswer,
};
use rehome_service::view::{PAGE, Page};
use serde::Deserialize;

const LIST: &[Parameter] = &[
    ACTING_IN,
    ACT_AS,
    query("user", "Of this person only."),
    query("actor", "Made by this person only."),
    query(
        "organization",
        "With an end at this organization, or below it where you see that.",
    ),
    query("from", "From this day on (UTC).").typed(of::<Day>),
    query("to", "Up to the end of this day (UTC).").typed(of::<Day>),
    query("state", "In this state only.").typed(of::<MoveState>),
    query("way", "By this way only.").typed(of::<MoveWay>),
    CURSOR,
    LIMIT,
];

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
        takes: LIST,
        body: None,
        success: (200, Some(of::<Page<MoveView>>)),
        refusals: &[404, 422],
        handler: || get(list),
    },
    Endpoint {
        method: "GET",
        path: "/moves/export",
        summary: "The same moves as a CSV file",
        takes: LIST,
        body: None,
        success: (200, None),
        refusals: &[404, 422],
        handler: || get(export),
    },
    Endpoint {
        method: "GET",
        path: "/moves/flows",
        summary: "How many of these moves went from one organization to another",
        takes: LIST,
        body: None,
        success: (200, Some(of::<FlowsView>)),
        refusals: &[404, 422],
        handler: || get(flows),
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
    headers: HeaderMap,
    Body(request): Body<MoveRequest>,
) -> Result<Json<PlanAnswer>, Failure> {
    let caller = speaking(caller, &headers);
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
    let caller = speaking(caller, &headers);
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
    actor: Option<UserId>,
    organization: Option<OrganizationCode>,
    from: Option<Day>,
    to: Option<Day>,
    state: Option<MoveState>,
    way: Option<MoveWay>,
    cursor: Option<String>,
    limit: Option<u32>,
}

impl From<ListQuery> for MovesQuery {
    fn from(asked: ListQuery) -> Self {
        Self {
            acting: Acting {
                acting_in: asked.acting_in,
                act_as: asked.act_as,
            },
            user: asked.user,
            actor: asked.actor,
            organization: asked.organization,
            from: asked.from,
            to: asked.to,
            state: asked.state,
            way: asked.way,
            cursor: asked.cursor,
            limit: asked.limit,
        }
    }
}

async fn list(
    State(state): State<AppState>,
    Signed(caller): Signed,
    Asked(asked): Asked<ListQuery>,
) -> Result<Json<Page<MoveView>>, Failure> {
    Ok(Json(state.service.moves(&caller, &asked.into()).await?))
}

async fn flows(
    State(state): State<AppState>,
    Signed(caller): Signed,
    Asked(asked): Asked<ListQuery>,
) -> Result<Json<FlowsView>, Failure> {
    Ok(Json(
        state.service.move_flows(&caller, &asked.into()).await?,
    ))
}

const COLUMNS: [&str; 15] = [
    "Move",
    "Commit",
    "State",
    "When",
    "User",
    "Name",
    "Family",
    "From",
    "From name",
    "To",
    "To name",
    "By",
    "Way",
    "Reason",
    "Undoes",
];

async fn export(
    State(state): State<AppState>,
    Signed(caller): Signed,
    Asked(asked): Asked<ListQuery>,
) -> Result<Response, Failure> {
    let file = File {
        name: "moves.csv",
        kind: "text/csv; charset=utf-8",
    };
    let query = MovesQuery {
        limit: Some(PAGE.0),
        ..asked.into()
    };
    let part = move |cursor: Option<String>| {
        let (service, caller) = (state.service.clone(), caller.clone());
        let query = MovesQuery {
            cursor: cursor.or_else(|| query.cursor.clone()),
            ..query.clone()
        };
        async move {
            let page = service.moves(&caller, &query).await?;
            Ok((page.items.iter().map(row).collect(), page.cursor))
        }
    };
    download(file, line(&COLUMNS.map(str::to_owned)), part).await
}

fn row(done: &MoveView) -> String {
    let state = match (&done.undone_by, &done.undoes) {
        (Some(_), _) => "undone",
        (None, Some(_)) => "undo",
        (None, None) => "done",
    };
    let way = match done.way {
        MoveWay::Oneself => "self",
        MoveWay::Operator => "operator",
        MoveWay::File => "file",
    };
    let family: Vec<&str> = done.members.iter().map(|member| &*member.name).collect();
    line(&[
        done.id.to_string(),
        done.commit.to_string(),
        state.to_owned(),
        done.committed_at.to_rfc3339(),
        done.subject.id.to_string(),
        done.subject.name.to_string(),
        family.join("; "),
        done.source.code.to_string(),
        done.source.name.to_string(),
        done.destination.code.to_string(),
        done.destination.name.to_string(),
        done.actor
            .as_ref()
            .map(|actor| actor.id.to_string())
            .unwrap_or_default(),
        way.to_owned(),
        done.reason.clone().unwrap_or_default(),
        done.undoes
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
    ])
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

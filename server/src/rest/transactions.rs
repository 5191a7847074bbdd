//! Transactions: what was submitted for several people, its parts, its log, and submitting it again.

use super::Failure;
use super::read::{ActingQuery, Asked, Named, header, speaking};
use super::table::{CURSOR, Endpoint, IDEMPOTENCY_KEY, LIMIT, of, query};
use crate::http::AppState;
use crate::http::session::Signed;
use axum::Json;
use axum::extract::State;
use axum::routing::{get, post};
use http::{HeaderMap, StatusCode};
use rehome_service::transactions::{LogEntry, LogLevel, Replayed, SubTransaction, TransactionView};
use rehome_service::view::Page;
use serde::Deserialize;

pub(super) const ENDPOINTS: &[Endpoint] = &[
    Endpoint {
        method: "GET",
        path: "/transactions",
        summary: "What you submitted for several people, the newest first: commits of several families, and files that were run",
        takes: &[CURSOR, LIMIT],
        body: None,
        success: (200, Some(of::<Page<TransactionView>>)),
        refusals: &[],
        handler: || get(list),
    },
    Endpoint {
        method: "GET",
        path: "/transactions/{id}",
        summary: "One of them, by the id of the commit or of the job, with how many parts came to what",
        takes: &[],
        body: None,
        success: (200, Some(of::<TransactionView>)),
        refusals: &[404],
        handler: || get(one),
    },
    Endpoint {
        method: "GET",
        path: "/transactions/{id}/parts",
        summary: "Its parts: a family each, or a row of the file",
        takes: &[CURSOR, LIMIT],
        body: None,
        success: (200, Some(of::<Page<SubTransaction>>)),
        refusals: &[404],
        handler: || get(parts),
    },
    Endpoint {
        method: "GET",
        path: "/transactions/{id}/log",
        summary: "What is told of its parts, each entry with its severity; so many parts at once",
        takes: &[
            query(
                "level",
                "This severity and above; info where none is given.",
            )
            .typed(of::<LogLevel>),
            CURSOR,
            LIMIT,
        ],
        body: None,
        success: (200, Some(of::<Page<LogEntry>>)),
        refusals: &[404],
        handler: || get(log),
    },
    Endpoint {
        method: "POST",
        path: "/transactions/{id}/replay",
        summary: "Submit the same again: a move is planned anew and made with the warnings acknowledged then, a file is judged anew",
        takes: &[IDEMPOTENCY_KEY],
        body: None,
        success: (201, Some(of::<Replayed>)),
        refusals: &[404, 409, 422, 428],
        handler: || post(replay),
    },
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ListQuery {
    cursor: Option<String>,
    limit: Option<u32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LogQuery {
    level: Option<LogLevel>,
    cursor: Option<String>,
    limit: Option<u32>,
}

async fn list(
    State(state): State<AppState>,
    Signed(caller): Signed,
    Asked(asked): Asked<ListQuery>,
) -> Result<Json<Page<TransactionView>>, Failure> {
    let page = (asked.cursor.as_deref(), asked.limit);
    Ok(Json(state.service.transactions(&caller, page).await?))
}

async fn one(
    State(state): State<AppState>,
    Signed(caller): Signed,
    Named(id): Named<String>,
    Asked(_): Asked<ActingQuery>,
) -> Result<Json<TransactionView>, Failure> {
    Ok(Json(state.service.transaction(&caller, &id).await?))
}

async fn parts(
    State(state): State<AppState>,
    Signed(caller): Signed,
    Named(id): Named<String>,
    Asked(asked): Asked<ListQuery>,
) -> Result<Json<Page<SubTransaction>>, Failure> {
    let page = (asked.cursor.as_deref(), asked.limit);
    let found = state.service.transaction_parts(&caller, &id, page).await?;
    Ok(Json(found))
}

async fn log(
    State(state): State<AppState>,
    Signed(caller): Signed,
    Named(id): Named<String>,
    Asked(asked): Asked<LogQuery>,
) -> Result<Json<Page<LogEntry>>, Failure> {
    let level = asked.level.unwrap_or(LogLevel::Info);
    let page = (asked.cursor.as_deref(), asked.limit);
    let service = &state.service;
    Ok(Json(
        service.transaction_log(&caller, &id, level, page).await?,
    ))
}

async fn replay(
    State(state): State<AppState>,
    Signed(caller): Signed,
    Named(id): Named<String>,
    headers: HeaderMap,
) -> Result<(StatusCode, Json<Replayed>), Failure> {
    let key = header(&headers, "idempotency-key")?;
    let caller = speaking(caller, &headers);
    let again = state
        .service
        .transaction_replay(&caller, &id, key.as_deref())
        .await?;
    Ok((StatusCode::CREATED, Json(again)))
}

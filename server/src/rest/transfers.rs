//! What is carried from account to account after a move: its pieces, how far it is as it goes on, and giving a piece up.
//! [`super::jobs`] answers for the job itself.

use super::Failure;
use super::download::{File, download, line};
use super::read::{ActingQuery, Asked, Named};
use super::table::{ACT_AS, ACTING_IN, CURSOR, Endpoint, LIMIT, of, query};
use crate::http::AppState;
use crate::http::session::Signed;
use axum::Json;
use axum::extract::State;
use axum::response::Response;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::routing::{get, post};
use futures::Stream;
use rehome_domain::content::ItemKind;
use rehome_domain::content::piece::PieceId;
use rehome_domain::ids::OrganizationCode;
use rehome_domain::user_move::ActAs;
use rehome_service::content::{PieceStateName, PieceView, TransferDeed, TransferView};
use rehome_service::view::{PAGE, Page};
use rehome_service::{Acting, ServiceError};
use serde::Deserialize;
use std::convert::Infallible;
use std::time::Duration;

pub(super) const ENDPOINTS: &[Endpoint] = &[
    Endpoint {
        method: "GET",
        path: "/transfers",
        summary: "What is carried from account to account, the latest first: all of a hub's accounts for its administrators, your own things otherwise",
        takes: &[ACTING_IN, ACT_AS, CURSOR, LIMIT],
        body: None,
        success: (200, Some(of::<Page<TransferView>>)),
        refusals: &[404],
        handler: || get(list),
    },
    Endpoint {
        method: "GET",
        path: "/jobs/{id}/items",
        summary: "What became of each piece of a transfer, a version set being one",
        takes: &[
            ACTING_IN,
            ACT_AS,
            query("state", "Only those in this state.").typed(of::<PieceStateName>),
            CURSOR,
            LIMIT,
        ],
        body: None,
        success: (200, Some(of::<Page<PieceView>>)),
        refusals: &[404],
        handler: || get(pieces),
    },
    Endpoint {
        method: "GET",
        path: "/jobs/{id}/report",
        summary: "The same as a file: CSV",
        takes: &[ACTING_IN, ACT_AS],
        body: None,
        success: (200, None),
        refusals: &[404],
        handler: || get(report),
    },
    Endpoint {
        method: "POST",
        path: "/jobs/{id}/items/{item}/give_up",
        summary: "Give up a piece of a transfer that waits or failed: the new owner has it",
        takes: &[ACTING_IN, ACT_AS],
        body: None,
        success: (200, Some(of::<TransferView>)),
        refusals: &[403, 404, 409],
        handler: || post(give_up),
    },
    Endpoint {
        method: "GET",
        path: "/jobs/{id}/events",
        summary: "How far a transfer is, as server-sent events until it comes to rest",
        takes: &[ACTING_IN, ACT_AS],
        body: None,
        success: (200, None),
        refusals: &[404],
        handler: || get(events),
    },
];

/// How often it is looked how far a transfer is.
const LOOK_EVERY: Duration = Duration::from_secs(1);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PiecesQuery {
    acting_in: Option<OrganizationCode>,
    #[serde(rename = "as")]
    act_as: Option<ActAs>,
    state: Option<PieceStateName>,
    cursor: Option<String>,
    limit: Option<u32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ListQuery {
    acting_in: Option<OrganizationCode>,
    #[serde(rename = "as")]
    act_as: Option<ActAs>,
    cursor: Option<String>,
    limit: Option<u32>,
}

async fn list(
    State(state): State<AppState>,
    Signed(caller): Signed,
    Asked(asked): Asked<ListQuery>,
) -> Result<Json<Page<TransferView>>, Failure> {
    let acting = Acting {
        acting_in: asked.acting_in,
        act_as: asked.act_as,
    };
    let (cursor, limit) = (asked.cursor.as_deref(), asked.limit);
    let found = state.service.transfers(&caller, &acting, cursor, limit);
    Ok(Json(found.await?))
}

async fn pieces(
    State(state): State<AppState>,
    Signed(caller): Signed,
    Named(id): Named<String>,
    Asked(asked): Asked<PiecesQuery>,
) -> Result<Json<Page<PieceView>>, Failure> {
    let acting = Acting {
        acting_in: asked.acting_in,
        act_as: asked.act_as,
    };
    let page = (asked.cursor.as_deref(), asked.limit);
    let service = &state.service;
    let found = service.transfer_pieces(&caller, &acting, &id, asked.state, page);
    Ok(Json(found.await?))
}

const COLUMNS: [&str; 8] = [
    "Piece", "Kind", "File", "Bytes", "State", "Reason", "Tries", "When",
];

async fn report(
    State(state): State<AppState>,
    Signed(caller): Signed,
    Named(id): Named<String>,
    Asked(acting): Asked<ActingQuery>,
) -> Result<Response, Failure> {
    let acting = Acting::from(acting);
    let part = move |cursor: Option<String>| {
        let (service, caller) = (state.service.clone(), caller.clone());
        let (acting, id) = (acting.clone(), id.clone());
        async move {
            let page = (cursor.as_deref(), Some(PAGE.0));
            let found = service.transfer_pieces(&caller, &acting, &id, None, page);
            let found = found.await?;
            Ok((found.items.iter().map(row).collect(), found.cursor))
        }
    };
    let file = File {
        name: "transfer.csv",
        kind: "text/csv; charset=utf-8",
    };
    download(file, line(&COLUMNS.map(str::to_owned)), part).await
}

fn row(piece: &PieceView) -> String {
    let id = match &piece.piece {
        PieceId::Set(id) => id.to_string(),
        PieceId::Item(id) => id.to_string(),
    };
    let kind = match piece.kind {
        Some(ItemKind::Proof) => "proof",
        Some(ItemKind::File) => "file",
        None => "",
    };
    line(&[
        id,
        kind.to_owned(),
        piece.file.clone().unwrap_or_default(),
        piece.bytes.to_string(),
        piece.state.clone(),
        piece.reason.clone().unwrap_or_default(),
        piece.tried.to_string(),
        piece.changed.map(|it| it.to_rfc3339()).unwrap_or_default(),
    ])
}

async fn give_up(
    State(state): State<AppState>,
    Signed(caller): Signed,
    Named((id, item)): Named<(String, String)>,
    Asked(acting): Asked<ActingQuery>,
) -> Result<Json<TransferView>, Failure> {
    let (deed, acting) = (TransferDeed::GiveUp(item), acting.into());
    let service = &state.service;
    let done = service.transfer_act(&caller, &acting, &id, deed);
    Ok(Json(done.await?))
}

async fn events(
    State(state): State<AppState>,
    Signed(caller): Signed,
    Named(id): Named<String>,
    Asked(acting): Asked<ActingQuery>,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Failure> {
    let (service, acting) = (state.service, Acting::from(acting));
    // The first look is before anything is answered, so that a refusal is one.
    let first = service.transfer_watched(&caller, &acting, &id).await?;
    let start = (Some(first), None::<TransferView>);
    let told = futures::stream::unfold(start, move |(next, last)| {
        let (service, caller) = (service.clone(), caller.clone());
        let (acting, id) = (acting.clone(), id.clone());
        async move {
            let mut next = next;
            loop {
                if let Some(view) = next.take()
                    && last.as_ref() != Some(&view)
                {
                    let event = Event::default().event("progress").json_data(&view);
                    return Some((Ok(event.unwrap_or_default()), (None, Some(view))));
                }
                if last.as_ref().is_none_or(TransferView::is_at_rest) {
                    return None;
                }
                tokio::time::sleep(LOOK_EVERY).await;
                // WHY asked again each time: who may not look any more sees no more of it.
                next = match service.transfer_watched(&caller, &acting, &id).await {
                    Ok(view) => Some(view),
                    Err(ServiceError::Unavailable { .. }) => None,
                    Err(_) => return None,
                };
            }
        }
    });
    Ok(Sse::new(told).keep_alive(KeepAlive::default()))
}

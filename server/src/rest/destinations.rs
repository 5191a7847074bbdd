//! Where somebody can be moved to, with the verdict on each.

use super::Failure;
use super::read::{Asked, speaking};
use super::table::{ACT_AS, ACTING_IN, CURSOR, Endpoint, LIMIT, TEXT, of, query};
use crate::http::AppState;
use crate::http::session::Signed;
use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::routing::get;
use rehome_domain::ids::{OrganizationCode, UserId};
use rehome_domain::user_move::ActAs;
use rehome_service::Acting;
use rehome_service::user_move::{DestinationView, DestinationsQuery};
use rehome_service::view::Page;
use serde::Deserialize;

pub(super) const ENDPOINTS: &[Endpoint] = &[Endpoint {
    method: "GET",
    path: "/destinations",
    summary: "Where somebody can be moved to, with the verdict on each",
    takes: &[
        ACTING_IN,
        ACT_AS,
        query("subject", "Who is to be moved; you where nobody is named."),
        TEXT,
        CURSOR,
        LIMIT,
    ],
    body: None,
    success: (200, Some(of::<Page<DestinationView>>)),
    refusals: &[404, 422],
    handler: || get(list),
}];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ListQuery {
    acting_in: Option<OrganizationCode>,
    #[serde(rename = "as")]
    act_as: Option<ActAs>,
    subject: Option<UserId>,
    text: Option<String>,
    cursor: Option<String>,
    limit: Option<u32>,
}

async fn list(
    State(state): State<AppState>,
    Signed(caller): Signed,
    headers: HeaderMap,
    Asked(asked): Asked<ListQuery>,
) -> Result<Json<Page<DestinationView>>, Failure> {
    let caller = speaking(caller, &headers);
    let query = DestinationsQuery {
        acting: Acting {
            acting_in: asked.acting_in,
            act_as: asked.act_as,
        },
        subject: asked.subject,
        text: asked.text,
        cursor: asked.cursor,
        limit: asked.limit,
    };
    Ok(Json(
        state
            .service
            .user_move_destinations(&caller, &query)
            .await?,
    ))
}

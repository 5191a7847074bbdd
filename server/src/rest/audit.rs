//! The record of what happened.

use super::Failure;
use super::read::Asked;
use super::table::{ACT_AS, ACTING_IN, CURSOR, Endpoint, LIMIT, of, query};
use crate::http::AppState;
use crate::http::session::Signed;
use axum::Json;
use axum::extract::State;
use axum::routing::get;
use rehome_domain::ids::OrganizationCode;
use rehome_domain::user_move::ActAs;
use rehome_service::Acting;
use rehome_service::audit::{AuditQuery, AuditView};
use rehome_service::view::Page;
use serde::Deserialize;

pub(super) const ENDPOINTS: &[Endpoint] = &[Endpoint {
    method: "GET",
    path: "/audit",
    summary: "What happened in the organizations you audit, newest first",
    takes: &[
        ACTING_IN,
        ACT_AS,
        query("about", "About this only, by its id."),
        CURSOR,
        LIMIT,
    ],
    body: None,
    success: (200, Some(of::<Page<AuditView>>)),
    refusals: &[404],
    handler: || get(list),
}];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ListQuery {
    acting_in: Option<OrganizationCode>,
    #[serde(rename = "as")]
    act_as: Option<ActAs>,
    about: Option<String>,
    cursor: Option<String>,
    limit: Option<u32>,
}

async fn list(
    State(state): State<AppState>,
    Signed(caller): Signed,
    Asked(asked): Asked<ListQuery>,
) -> Result<Json<Page<AuditView>>, Failure> {
    let query = AuditQuery {
        acting: Acting {
            acting_in: asked.acting_in,
            act_as: asked.act_as,
        },
        about: asked.about,
        cursor: asked.cursor,
        limit: asked.limit,
    };
    Ok(Json(state.service.audit_page(&caller, &query).await?))
}

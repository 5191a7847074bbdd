//! Work that goes on after a commit. Moves in enterprise trees are whole when they are committed, so there
//! is none: the list is empty, and no name names a job.

use super::Failure;
use super::read::{Asked, Named};
use super::table::{ACT_AS, ACTING_IN, CURSOR, Endpoint, LIMIT, of};
use crate::http::session::Signed;
use axum::Json;
use axum::routing::get;
use rehome_domain::ids::OrganizationCode;
use rehome_domain::user_move::ActAs;
use rehome_service::ServiceError;
use rehome_service::view::Page;
use serde::Deserialize;
use serde_json::Value;

pub(super) const ENDPOINTS: &[Endpoint] = &[
    Endpoint {
        method: "GET",
        path: "/jobs",
        summary: "Work that goes on in the background",
        takes: &[ACTING_IN, ACT_AS, CURSOR, LIMIT],
        body: None,
        success: (200, Some(of::<Page<Value>>)),
        refusals: &[],
        handler: || get(list),
    },
    Endpoint {
        method: "GET",
        path: "/jobs/{job}",
        summary: "One such work",
        takes: &[],
        body: None,
        success: (200, None),
        refusals: &[404],
        handler: || get(one),
    },
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ListQuery {
    #[serde(rename = "acting_in")]
    _acting_in: Option<OrganizationCode>,
    #[serde(rename = "as")]
    _act_as: Option<ActAs>,
    #[serde(rename = "cursor")]
    _cursor: Option<String>,
    #[serde(rename = "limit")]
    _limit: Option<u32>,
}

async fn list(_: Signed, _: Asked<ListQuery>) -> Json<Page<Value>> {
    Json(Page {
        items: Vec::new(),
        cursor: None,
    })
}

async fn one(_: Signed, _: Named<String>) -> Failure {
    ServiceError::NotFound.into()
}

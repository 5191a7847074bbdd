//! The permission profiles of hub and satellite accounts.

use super::Failure;
use super::read::Asked;
use super::table::{ACT_AS, ACTING_IN, Endpoint, of, query};
use crate::http::AppState;
use crate::http::session::Signed;
use axum::Json;
use axum::extract::State;
use axum::routing::get;
use rehome_domain::ids::OrganizationCode;
use rehome_domain::user_move::ActAs;
use rehome_service::Acting;
use rehome_service::organizations::ProfileView;
use serde::Deserialize;

pub(super) const ENDPOINTS: &[Endpoint] = &[Endpoint {
    method: "GET",
    path: "/profiles",
    summary: "The permission profiles of a hub or satellite account, disabled ones too, for who gives them",
    takes: &[
        ACTING_IN,
        ACT_AS,
        query("account", "Which account.").needed(),
    ],
    body: None,
    success: (200, Some(of::<Vec<ProfileView>>)),
    refusals: &[404, 422],
    handler: || get(list),
}];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ProfilesQuery {
    acting_in: Option<OrganizationCode>,
    #[serde(rename = "as")]
    act_as: Option<ActAs>,
    account: OrganizationCode,
}

async fn list(
    State(state): State<AppState>,
    Signed(caller): Signed,
    Asked(asked): Asked<ProfilesQuery>,
) -> Result<Json<Vec<ProfileView>>, Failure> {
    let acting = Acting {
        acting_in: asked.acting_in,
        act_as: asked.act_as,
    };
    let found = state
        .service
        .account_profiles(&caller, &acting, &asked.account);
    Ok(Json(found.await?))
}

//! Who asks, and the own profile.

use super::Failure;
use super::read::{ActingQuery, Asked};
use super::table::{ACT_AS, ACTING_IN, Endpoint, of};
use super::users::Revised;
use crate::http::AppState;
use crate::http::session::Signed;
use axum::extract::State;
use axum::routing::get;
use rehome_service::people::UserView;

pub(super) const ENDPOINTS: &[Endpoint] = &[Endpoint {
    method: "GET",
    path: "/me",
    summary: "Who you are",
    takes: &[ACTING_IN, ACT_AS],
    body: None,
    success: (200, Some(of::<UserView>)),
    refusals: &[],
    handler: || get(me),
}];

/// Who you are does not depend on where you act; the query is taken as everywhere.
async fn me(
    State(state): State<AppState>,
    Signed(caller): Signed,
    _: Asked<ActingQuery>,
) -> Result<Revised, Failure> {
    Ok(Revised(state.service.profile(&caller).await?))
}

//! Who asks, and the own profile.

use super::Failure;
use super::table::{Endpoint, of};
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
    takes: &[],
    body: None,
    success: (200, Some(of::<UserView>)),
    refusals: &[],
    handler: || get(me),
}];

async fn me(State(state): State<AppState>, Signed(caller): Signed) -> Result<Revised, Failure> {
    Ok(Revised(state.service.profile(&caller).await?))
}

//! Subscribing people to other organizations, and ending that.

use super::Failure;
use super::read::{Asked, Body, Named};
use super::table::{ACT_AS, ACTING_IN, Endpoint, of, query};
use crate::http::AppState;
use crate::http::session::Signed;
use axum::Json;
use axum::extract::State;
use axum::routing::{delete, post};
use http::StatusCode;
use rehome_domain::ids::{OrganizationCode, UserId};
use rehome_domain::time::Day;
use rehome_domain::user_move::ActAs;
use rehome_service::Acting;
use rehome_service::subscriptions::{SubscribeRequest, Subscribed, Unsubscribe};
use serde::Deserialize;

pub(super) const ENDPOINTS: &[Endpoint] = &[
    Endpoint {
        method: "POST",
        path: "/subscriptions",
        summary: "Subscribe people to an organization, all of them or none",
        takes: &[],
        body: Some(of::<SubscribeRequest>),
        success: (201, Some(of::<Subscribed>)),
        refusals: &[404, 409, 422],
        handler: || post(subscribe),
    },
    Endpoint {
        method: "DELETE",
        path: "/users/{user}/subscriptions/{organization}",
        summary: "End a person's current and future subscriptions to an organization",
        takes: &[
            ACTING_IN,
            ACT_AS,
            query("start", "Only the one with this first day."),
        ],
        body: None,
        success: (204, None),
        refusals: &[404, 422],
        handler: || delete(unsubscribe),
    },
];

async fn subscribe(
    State(state): State<AppState>,
    Signed(caller): Signed,
    Body(request): Body<SubscribeRequest>,
) -> Result<(StatusCode, Json<Subscribed>), Failure> {
    let done = state.service.subscribe(&caller, request).await?;
    Ok((StatusCode::CREATED, Json(done)))
}

#[derive(Deserialize)]
struct SubscriptionPath {
    user: UserId,
    organization: OrganizationCode,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct UnsubscribeQuery {
    acting_in: Option<OrganizationCode>,
    #[serde(rename = "as")]
    act_as: Option<ActAs>,
    start: Option<Day>,
}

async fn unsubscribe(
    State(state): State<AppState>,
    Signed(caller): Signed,
    Named(named): Named<SubscriptionPath>,
    Asked(asked): Asked<UnsubscribeQuery>,
) -> Result<StatusCode, Failure> {
    let acting = Acting {
        acting_in: asked.acting_in,
        act_as: asked.act_as,
    };
    let ended = Unsubscribe {
        user: named.user,
        to: named.organization,
        start: asked.start,
    };
    state.service.unsubscribe(&caller, &acting, ended).await?;
    Ok(StatusCode::NO_CONTENT)
}

//! Accounts and services of people in hosting trees: how far each is outside, and what is done to it.

use super::Failure;
use super::read::{ActingQuery, Asked, Body, Named, revision};
use super::table::{ACT_AS, ACTING_IN, CURSOR, Endpoint, IF_MATCH, LIMIT, of, query};
use crate::http::AppState;
use crate::http::session::Signed;
use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, patch};
use http::HeaderMap;
use http::header::ETAG;
use rehome_domain::hosting::Provisioning;
use rehome_domain::ids::{OrganizationCode, ServiceId, UserId};
use rehome_domain::user_move::ActAs;
use rehome_service::Acting;
use rehome_service::provisioning::{
    JobAction, JobView, ProvisioningJobsQuery, ServiceAction, ServicesView,
};
use rehome_service::view::Page;
use serde::Deserialize;

pub(super) const ENDPOINTS: &[Endpoint] = &[
    Endpoint {
        method: "GET",
        path: "/users/{user}/services",
        summary: "The account and the services of a person of a hosting tree, each with its state",
        takes: &[ACTING_IN, ACT_AS],
        body: None,
        success: (200, Some(of::<ServicesView>)),
        refusals: &[404],
        handler: || get(of_user),
    },
    Endpoint {
        method: "PATCH",
        path: "/users/{user}/services/{service}",
        summary: "Provision a service, take it away, try it again, or say what became of it",
        takes: &[ACTING_IN, ACT_AS, IF_MATCH],
        body: Some(of::<ServiceAction>),
        success: (200, Some(of::<ServicesView>)),
        refusals: &[404, 409, 422, 428],
        handler: || patch(act),
    },
    Endpoint {
        method: "GET",
        path: "/provisioning",
        summary: "The accounts and services you look after that are not as they should be, the newest first",
        takes: &[
            ACTING_IN,
            ACT_AS,
            query("status", "Only those in this state, be it an end or not.")
                .typed(of::<Provisioning>),
            query(
                "organization",
                "Of people who live at or below this organization.",
            ),
            CURSOR,
            LIMIT,
        ],
        body: None,
        success: (200, Some(of::<Page<JobView>>)),
        refusals: &[404],
        handler: || get(list),
    },
    Endpoint {
        method: "PATCH",
        path: "/jobs/{id}",
        summary: "Try an account or service again, stop waiting for it, or say what became of it by hand",
        takes: &[ACTING_IN, ACT_AS],
        body: Some(of::<JobAction>),
        success: (200, Some(of::<JobView>)),
        refusals: &[404, 409, 422],
        handler: || patch(act_on_job),
    },
];

/// Services with the revision to name in `If-Match`.
struct Revised(ServicesView);

impl IntoResponse for Revised {
    fn into_response(self) -> Response {
        let tag = format!("\"{}\"", self.0.revision);
        ([(ETAG, tag)], Json(self.0)).into_response()
    }
}

async fn of_user(
    State(state): State<AppState>,
    Signed(caller): Signed,
    Named(user): Named<UserId>,
    Asked(acting): Asked<ActingQuery>,
) -> Result<Revised, Failure> {
    let service = &state.service;
    let found = service
        .user_services(&caller, &acting.into(), &user)
        .await?;
    Ok(Revised(found))
}

async fn act(
    State(state): State<AppState>,
    Signed(caller): Signed,
    Named((user, service)): Named<(UserId, ServiceId)>,
    Asked(acting): Asked<ActingQuery>,
    headers: HeaderMap,
    Body(action): Body<ServiceAction>,
) -> Result<Revised, Failure> {
    let revision = revision(&headers)?;
    let done = state
        .service
        .service_act(&caller, &acting.into(), (&user, &service), revision, action)
        .await?;
    Ok(Revised(done))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ListQuery {
    acting_in: Option<OrganizationCode>,
    #[serde(rename = "as")]
    act_as: Option<ActAs>,
    status: Option<Provisioning>,
    organization: Option<OrganizationCode>,
    cursor: Option<String>,
    limit: Option<u32>,
}

async fn list(
    State(state): State<AppState>,
    Signed(caller): Signed,
    Asked(asked): Asked<ListQuery>,
) -> Result<Json<Page<JobView>>, Failure> {
    let query = ProvisioningJobsQuery {
        acting: Acting {
            acting_in: asked.acting_in,
            act_as: asked.act_as,
        },
        status: asked.status,
        organization: asked.organization,
        cursor: asked.cursor,
        limit: asked.limit,
    };
    Ok(Json(
        state.service.provisioning_jobs(&caller, &query).await?,
    ))
}

async fn act_on_job(
    State(state): State<AppState>,
    Signed(caller): Signed,
    Named(id): Named<String>,
    Asked(acting): Asked<ActingQuery>,
    Body(action): Body<JobAction>,
) -> Result<Json<JobView>, Failure> {
    let done = state
        .service
        .provisioning_job_act(&caller, &acting.into(), &id, action)
        .await?;
    Ok(Json(done))
}

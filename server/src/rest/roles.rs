//! Roles of a person: granted and revoked.

use super::Failure;
use super::read::{ActingQuery, Asked, Body, Named};
use super::table::{ACT_AS, ACTING_IN, Endpoint, of};
use crate::http::AppState;
use crate::http::session::Signed;
use axum::extract::State;
use axum::routing::{delete, post};
use http::StatusCode;
use rehome_domain::ids::{OrganizationCode, RoleId, UserId};
use rehome_domain::people::Grant;
use rehome_service::ServiceError;
use rehome_service::people::GrantRequest;
use serde::Deserialize;

pub(super) const ENDPOINTS: &[Endpoint] = &[
    Endpoint {
        method: "POST",
        path: "/users/{user}/roles",
        summary: "Grant a role; granting one that is held changes nothing",
        takes: &[ACTING_IN, ACT_AS],
        body: Some(of::<GrantRequest>),
        success: (204, None),
        refusals: &[404, 409, 422],
        handler: || post(grant),
    },
    Endpoint {
        method: "DELETE",
        path: "/users/{user}/roles/{role}/{organization}",
        summary: "Revoke a role; `-` stands for the organization of one that is held at none",
        takes: &[ACTING_IN, ACT_AS],
        body: None,
        success: (204, None),
        refusals: &[404, 409, 422],
        handler: || delete(revoke),
    },
];

async fn grant(
    State(state): State<AppState>,
    Signed(caller): Signed,
    Named(user): Named<UserId>,
    Asked(acting): Asked<ActingQuery>,
    Body(request): Body<GrantRequest>,
) -> Result<StatusCode, Failure> {
    state
        .service
        .role_grant(&caller, &acting.into(), &user, request)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What stands for the organization of a role that is held at none.
const NOWHERE: &str = "-";

#[derive(Deserialize)]
struct RevokePath {
    user: UserId,
    role: RoleId,
    organization: OrganizationCode,
}

async fn revoke(
    State(state): State<AppState>,
    Signed(caller): Signed,
    Named(named): Named<RevokePath>,
    Asked(acting): Asked<ActingQuery>,
) -> Result<StatusCode, Failure> {
    let grant = Grant {
        role: named.role,
        at: (named.organization.as_str() != NOWHERE).then_some(named.organization),
    };
    if state
        .service
        .role_revoke(&caller, &acting.into(), &named.user, grant)
        .await?
    {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(ServiceError::NotFound.into())
    }
}

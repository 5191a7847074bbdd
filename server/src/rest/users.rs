//! People: listed, looked at, made, changed, locked and deleted.

use super::Failure;
use super::read::{ActingQuery, Asked, Body, Named, if_revision, revision};
use super::table::{ACT_AS, ACTING_IN, CURSOR, Endpoint, IF_MATCH, LIMIT, TEXT, of, query};
use crate::http::AppState;
use crate::http::session::Signed;
use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::routing::{delete, get, patch, post};
use http::header::ETAG;
use http::{HeaderMap, StatusCode};
use rehome_domain::hosting::UserType;
use rehome_domain::ids::{OrganizationCode, UserId};
use rehome_domain::people::UserStatus;
use rehome_domain::user_move::ActAs;
use rehome_service::Acting;
use rehome_service::people::{
    LockRequest, NewUser, UserPatch, UserRow, UserView, UsersFilter, UsersQuery,
};
use rehome_service::view::Page;
use serde::Deserialize;

pub(super) const ENDPOINTS: &[Endpoint] = &[
    Endpoint {
        method: "GET",
        path: "/users",
        summary: "People in view, by name",
        takes: &[
            ACTING_IN,
            ACT_AS,
            query("organization", "Those at or below this organization."),
            TEXT,
            query(
                "state",
                "Only those in this state; nobody who is deleted where none is given.",
            )
            .typed(of::<UserStatus>),
            query(
                "type",
                "Only people, or only templates; those of the organization acted in alone are seen.",
            )
            .typed(of::<UserType>),
            CURSOR,
            LIMIT,
        ],
        body: None,
        success: (200, Some(of::<Page<UserRow>>)),
        refusals: &[404],
        handler: || get(list),
    },
    Endpoint {
        method: "POST",
        path: "/users",
        summary: "Make a person",
        takes: &[ACTING_IN, ACT_AS],
        body: Some(of::<NewUser>),
        success: (201, Some(of::<UserView>)),
        refusals: &[404, 409, 422],
        handler: || post(create),
    },
    Endpoint {
        method: "GET",
        path: "/users/{user}",
        summary: "One person, by id or username",
        takes: &[ACTING_IN, ACT_AS],
        body: None,
        success: (200, Some(of::<UserView>)),
        refusals: &[404, 422],
        handler: || get(one),
    },
    Endpoint {
        method: "PATCH",
        path: "/users/{user}",
        summary: "Change a profile",
        takes: &[ACTING_IN, ACT_AS, IF_MATCH],
        body: Some(of::<UserPatch>),
        success: (200, Some(of::<UserView>)),
        refusals: &[404, 409, 422, 428],
        handler: || patch(change),
    },
    Endpoint {
        method: "DELETE",
        path: "/users/{user}",
        summary: "Delete an account; the record stays, nobody can sign in with it or move it",
        takes: &[ACTING_IN, ACT_AS, IF_MATCH.optional()],
        body: None,
        success: (204, None),
        refusals: &[404, 409, 422],
        handler: || delete(remove),
    },
    Endpoint {
        method: "POST",
        path: "/users/{user}/lock",
        summary: "Set or clear Prevent User Move",
        takes: &[ACTING_IN, ACT_AS, IF_MATCH.optional()],
        body: Some(of::<LockRequest>),
        success: (200, Some(of::<UserView>)),
        refusals: &[404, 409, 422],
        handler: || post(lock),
    },
];

/// A person with the revision to name in `If-Match`.
pub(super) struct Revised(pub(super) UserView);

impl IntoResponse for Revised {
    fn into_response(self) -> Response {
        let tag = format!("\"{}\"", self.0.revision);
        ([(ETAG, tag)], Json(self.0)).into_response()
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ListQuery {
    acting_in: Option<OrganizationCode>,
    #[serde(rename = "as")]
    act_as: Option<ActAs>,
    organization: Option<OrganizationCode>,
    text: Option<String>,
    state: Option<UserStatus>,
    #[serde(rename = "type")]
    user_type: Option<UserType>,
    cursor: Option<String>,
    limit: Option<u32>,
}

async fn list(
    State(state): State<AppState>,
    Signed(caller): Signed,
    Asked(asked): Asked<ListQuery>,
) -> Result<Json<Page<UserRow>>, Failure> {
    let query = UsersQuery {
        acting: Acting {
            acting_in: asked.acting_in,
            act_as: asked.act_as,
        },
        organization: asked.organization,
        text: asked.text,
        filter: UsersFilter {
            status: asked.state,
            user_type: asked.user_type,
            ..UsersFilter::default()
        },
        cursor: asked.cursor,
        limit: asked.limit,
        ..UsersQuery::default()
    };
    Ok(Json(state.service.users(&caller, &query).await?))
}

async fn create(
    State(state): State<AppState>,
    Signed(caller): Signed,
    Asked(acting): Asked<ActingQuery>,
    Body(new): Body<NewUser>,
) -> Result<(StatusCode, Revised), Failure> {
    let made = state
        .service
        .user_create(&caller, &acting.into(), new)
        .await?;
    Ok((StatusCode::CREATED, Revised(made)))
}

async fn one(
    State(state): State<AppState>,
    Signed(caller): Signed,
    Named(user): Named<UserId>,
    Asked(acting): Asked<ActingQuery>,
) -> Result<Revised, Failure> {
    Ok(Revised(
        state.service.user(&caller, &acting.into(), &user).await?,
    ))
}

async fn change(
    State(state): State<AppState>,
    Signed(caller): Signed,
    Named(user): Named<UserId>,
    Asked(acting): Asked<ActingQuery>,
    headers: HeaderMap,
    Body(patch): Body<UserPatch>,
) -> Result<Revised, Failure> {
    let revision = revision(&headers)?;
    let changed = state
        .service
        .user_patch(&caller, &acting.into(), &user, revision, patch)
        .await?;
    Ok(Revised(changed))
}

async fn remove(
    State(state): State<AppState>,
    Signed(caller): Signed,
    Named(user): Named<UserId>,
    Asked(acting): Asked<ActingQuery>,
    headers: HeaderMap,
) -> Result<StatusCode, Failure> {
    let revision = if_revision(&headers)?;
    state
        .service
        .user_delete(&caller, &acting.into(), &user, revision)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn lock(
    State(state): State<AppState>,
    Signed(caller): Signed,
    Named(user): Named<UserId>,
    Asked(acting): Asked<ActingQuery>,
    headers: HeaderMap,
    Body(request): Body<LockRequest>,
) -> Result<Revised, Failure> {
    let revision = if_revision(&headers)?;
    let locked = state
        .service
        .user_lock(&caller, &acting.into(), &user, revision, request)
        .await?;
    Ok(Revised(locked))
}

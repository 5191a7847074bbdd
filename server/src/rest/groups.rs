//! Groups of a customer, and who is in them.

use super::Failure;
use super::read::{ActingQuery, Asked, Body, Named, revision};
use super::table::{ACT_AS, ACTING_IN, CURSOR, Endpoint, LIMIT, header, of};
use crate::http::AppState;
use crate::http::session::Signed;
use axum::Json;
use axum::extract::State;
use axum::routing::{delete, get, patch, post, put};
use http::{HeaderMap, StatusCode};
use rehome_domain::ids::{GroupId, OrganizationCode, UserId};
use rehome_domain::user_move::ActAs;
use rehome_service::Acting;
use rehome_service::groups::{GroupName, GroupView, GroupsQuery};
use rehome_service::view::{Page, Person};
use serde::Deserialize;

const IF_GROUP: super::table::Parameter = header("If-Match", "The revision of the group you read.");

pub(super) const ENDPOINTS: &[Endpoint] = &[
    Endpoint {
        method: "GET",
        path: "/organizations/{code}/groups",
        summary: "The groups of an organization of a hosting tree, by name",
        takes: &[ACTING_IN, ACT_AS, CURSOR, LIMIT],
        body: None,
        success: (200, Some(of::<Page<GroupView>>)),
        refusals: &[404, 422],
        handler: || get(list),
    },
    Endpoint {
        method: "POST",
        path: "/organizations/{code}/groups",
        summary: "Make a group that people are put into by hand",
        takes: &[ACTING_IN, ACT_AS],
        body: Some(of::<GroupName>),
        success: (201, Some(of::<GroupView>)),
        refusals: &[404, 409, 422],
        handler: || post(create),
    },
    Endpoint {
        method: "PATCH",
        path: "/organizations/{code}/groups/{group}",
        summary: "Call a group otherwise",
        takes: &[ACTING_IN, ACT_AS, IF_GROUP],
        body: Some(of::<GroupName>),
        success: (200, Some(of::<GroupView>)),
        refusals: &[404, 409, 422, 428],
        handler: || patch(rename),
    },
    Endpoint {
        method: "DELETE",
        path: "/organizations/{code}/groups/{group}",
        summary: "Remove a group; whoever was in it is in it no longer",
        takes: &[ACTING_IN, ACT_AS, IF_GROUP],
        body: None,
        success: (204, None),
        refusals: &[404, 409, 422, 428],
        handler: || delete(remove),
    },
    Endpoint {
        method: "GET",
        path: "/organizations/{code}/groups/{group}/members",
        summary: "Who is in a group and in your view, by name",
        takes: &[ACTING_IN, ACT_AS, CURSOR, LIMIT],
        body: None,
        success: (200, Some(of::<Page<Person>>)),
        refusals: &[404, 422],
        handler: || get(members),
    },
    Endpoint {
        method: "PUT",
        path: "/organizations/{code}/groups/{group}/members/{user}",
        summary: "Put somebody who lives there into a group; who is in it stays in it",
        takes: &[ACTING_IN, ACT_AS],
        body: None,
        success: (204, None),
        refusals: &[404, 422],
        handler: || put(join),
    },
    Endpoint {
        method: "DELETE",
        path: "/organizations/{code}/groups/{group}/members/{user}",
        summary: "Take somebody out of a group; who is not in it stays out",
        takes: &[ACTING_IN, ACT_AS],
        body: None,
        success: (204, None),
        refusals: &[404, 422],
        handler: || delete(leave),
    },
];

#[derive(Deserialize)]
struct GroupPath {
    code: OrganizationCode,
    group: GroupId,
}

#[derive(Deserialize)]
struct MemberPath {
    code: OrganizationCode,
    group: GroupId,
    user: UserId,
}

#[derive(Deserialize)]
struct PageQuery {
    acting_in: Option<OrganizationCode>,
    #[serde(rename = "as")]
    act_as: Option<ActAs>,
    cursor: Option<String>,
    limit: Option<u32>,
}

impl From<PageQuery> for GroupsQuery {
    fn from(asked: PageQuery) -> Self {
        Self {
            acting: Acting {
                acting_in: asked.acting_in,
                act_as: asked.act_as,
            },
            cursor: asked.cursor,
            limit: asked.limit,
        }
    }
}

async fn list(
    State(state): State<AppState>,
    Signed(caller): Signed,
    Named(code): Named<OrganizationCode>,
    Asked(asked): Asked<PageQuery>,
) -> Result<Json<Page<GroupView>>, Failure> {
    let found = state.service.groups(&caller, &asked.into(), &code).await?;
    Ok(Json(found))
}

async fn members(
    State(state): State<AppState>,
    Signed(caller): Signed,
    Named(GroupPath { code, group }): Named<GroupPath>,
    Asked(asked): Asked<PageQuery>,
) -> Result<Json<Page<Person>>, Failure> {
    let service = &state.service;
    let query = asked.into();
    let found = service.group_members(&caller, &query, (&code, &group));
    Ok(Json(found.await?))
}

async fn create(
    State(state): State<AppState>,
    Signed(caller): Signed,
    Named(code): Named<OrganizationCode>,
    Asked(acting): Asked<ActingQuery>,
    Body(wanted): Body<GroupName>,
) -> Result<(StatusCode, Json<GroupView>), Failure> {
    let (service, acting) = (&state.service, acting.into());
    let made = service.group_create(&caller, &acting, &code, wanted);
    Ok((StatusCode::CREATED, Json(made.await?)))
}

async fn rename(
    State(state): State<AppState>,
    Signed(caller): Signed,
    Named(GroupPath { code, group }): Named<GroupPath>,
    Asked(acting): Asked<ActingQuery>,
    headers: HeaderMap,
    Body(wanted): Body<GroupName>,
) -> Result<Json<GroupView>, Failure> {
    let revision = revision(&headers)?;
    let (service, acting) = (&state.service, acting.into());
    let there = service.group_rename(&caller, &acting, (&code, &group), revision, wanted);
    Ok(Json(there.await?))
}

async fn remove(
    State(state): State<AppState>,
    Signed(caller): Signed,
    Named(GroupPath { code, group }): Named<GroupPath>,
    Asked(acting): Asked<ActingQuery>,
    headers: HeaderMap,
) -> Result<StatusCode, Failure> {
    let revision = revision(&headers)?;
    let (service, acting) = (&state.service, acting.into());
    let gone = service.group_delete(&caller, &acting, (&code, &group), revision);
    gone.await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn join(
    state: State<AppState>,
    signed: Signed,
    named: Named<MemberPath>,
    asked: Asked<ActingQuery>,
) -> Result<StatusCode, Failure> {
    set(state, signed, named, asked, true).await
}

async fn leave(
    state: State<AppState>,
    signed: Signed,
    named: Named<MemberPath>,
    asked: Asked<ActingQuery>,
) -> Result<StatusCode, Failure> {
    set(state, signed, named, asked, false).await
}

async fn set(
    State(state): State<AppState>,
    Signed(caller): Signed,
    Named(MemberPath { code, group, user }): Named<MemberPath>,
    Asked(acting): Asked<ActingQuery>,
    is_in: bool,
) -> Result<StatusCode, Failure> {
    let (service, acting) = (&state.service, acting.into());
    let set = service.group_member_set(&caller, &acting, (&code, &group), &user, is_in);
    set.await?;
    Ok(StatusCode::NO_CONTENT)
}

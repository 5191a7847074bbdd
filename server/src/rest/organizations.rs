//! Organizations: listed, looked at, made, changed, and checked for names that are not unique.

use super::Failure;
use super::download::{File, download, line};
use super::read::{ActingQuery, Asked, Body, Named, revision};
use super::table::{ACT_AS, ACTING_IN, CURSOR, Endpoint, IF_MATCH, LIMIT, TEXT, of, query};
use crate::http::AppState;
use crate::http::session::Signed;
use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, patch, post};
use http::header::ETAG;
use http::{HeaderMap, StatusCode};
use rehome_domain::ids::OrganizationCode;
use rehome_domain::organization::OrganizationKind;
use rehome_domain::user_move::ActAs;
use rehome_service::Acting;
use rehome_service::organizations::{
    DuplicateView, NewOrganization, OrganizationPatch, OrganizationRow, OrganizationView,
    OrganizationsQuery,
};
use rehome_service::view::{PAGE, Page};
use serde::Deserialize;

pub(super) const ENDPOINTS: &[Endpoint] = &[
    Endpoint {
        method: "GET",
        path: "/organizations",
        summary: "Organizations in view, by name",
        takes: &[
            ACTING_IN,
            ACT_AS,
            TEXT,
            query("kind", "Those of this kind.").typed(of::<OrganizationKind>),
            CURSOR,
            LIMIT,
        ],
        body: None,
        success: (200, Some(of::<Page<OrganizationRow>>)),
        refusals: &[404],
        handler: || get(list),
    },
    Endpoint {
        method: "POST",
        path: "/organizations",
        summary: "Make an organization; for system administrators, customers and resellers also for who administers those above",
        takes: &[ACTING_IN, ACT_AS],
        body: Some(of::<NewOrganization>),
        success: (201, Some(of::<OrganizationView>)),
        refusals: &[404, 409, 422],
        handler: || post(create),
    },
    Endpoint {
        method: "GET",
        path: "/organizations/{code}",
        summary: "One organization, with its settings for who may change them",
        takes: &[ACTING_IN, ACT_AS],
        body: None,
        success: (200, Some(of::<OrganizationView>)),
        refusals: &[404],
        handler: || get(one),
    },
    Endpoint {
        method: "PATCH",
        path: "/organizations/{code}",
        summary: "Change name or state",
        takes: &[ACTING_IN, ACT_AS, IF_MATCH],
        body: Some(of::<OrganizationPatch>),
        success: (200, Some(of::<OrganizationView>)),
        refusals: &[404, 409, 422, 428],
        handler: || patch(change),
    },
    Endpoint {
        method: "GET",
        path: "/organizations/{code}/uniqueness",
        summary: "The people below whose username or mapping id somebody else has",
        takes: &[ACTING_IN, ACT_AS, CURSOR, LIMIT],
        body: None,
        success: (200, Some(of::<Page<DuplicateView>>)),
        refusals: &[404],
        handler: || get(uniqueness),
    },
    Endpoint {
        method: "GET",
        path: "/organizations/{code}/uniqueness/export",
        summary: "The same people as a CSV file",
        takes: &[ACTING_IN, ACT_AS],
        body: None,
        success: (200, None),
        refusals: &[404],
        handler: || get(export),
    },
];

/// An organization with the revision of its record to name in `If-Match`.
struct Revised(OrganizationView);

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
    text: Option<String>,
    kind: Option<OrganizationKind>,
    cursor: Option<String>,
    limit: Option<u32>,
}

async fn list(
    State(state): State<AppState>,
    Signed(caller): Signed,
    Asked(asked): Asked<ListQuery>,
) -> Result<Json<Page<OrganizationRow>>, Failure> {
    let query = OrganizationsQuery {
        acting: Acting {
            acting_in: asked.acting_in,
            act_as: asked.act_as,
        },
        text: asked.text,
        kind: asked.kind,
        cursor: asked.cursor,
        limit: asked.limit,
    };
    Ok(Json(state.service.organizations(&caller, &query).await?))
}

async fn create(
    State(state): State<AppState>,
    Signed(caller): Signed,
    Asked(acting): Asked<ActingQuery>,
    Body(new): Body<NewOrganization>,
) -> Result<(StatusCode, Revised), Failure> {
    let made = state
        .service
        .organization_create(&caller, &acting.into(), new)
        .await?;
    Ok((StatusCode::CREATED, Revised(made)))
}

async fn one(
    State(state): State<AppState>,
    Signed(caller): Signed,
    Named(code): Named<OrganizationCode>,
    Asked(acting): Asked<ActingQuery>,
) -> Result<Revised, Failure> {
    let found = state
        .service
        .organization(&caller, &acting.into(), &code)
        .await?;
    Ok(Revised(found))
}

async fn change(
    State(state): State<AppState>,
    Signed(caller): Signed,
    Named(code): Named<OrganizationCode>,
    Asked(acting): Asked<ActingQuery>,
    headers: HeaderMap,
    Body(patch): Body<OrganizationPatch>,
) -> Result<Revised, Failure> {
    let revision = revision(&headers)?;
    let changed = state
        .service
        .organization_patch(&caller, &acting.into(), &code, revision, patch)
        .await?;
    Ok(Revised(changed))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct UniquenessQuery {
    acting_in: Option<OrganizationCode>,
    #[serde(rename = "as")]
    act_as: Option<ActAs>,
    cursor: Option<String>,
    limit: Option<u32>,
}

async fn uniqueness(
    State(state): State<AppState>,
    Signed(caller): Signed,
    Named(code): Named<OrganizationCode>,
    Asked(asked): Asked<UniquenessQuery>,
) -> Result<Json<Page<DuplicateView>>, Failure> {
    let acting = Acting {
        acting_in: asked.acting_in,
        act_as: asked.act_as,
    };
    let page = state
        .service
        .uniqueness_check(
            &caller,
            &acting,
            &code,
            asked.cursor.as_deref(),
            asked.limit,
        )
        .await?;
    Ok(Json(page))
}

const COLUMNS: [&str; 7] = [
    "User",
    "Username",
    "Mapping ID",
    "Organization",
    "Organization code",
    "Same",
    "Id",
];

async fn export(
    State(state): State<AppState>,
    Signed(caller): Signed,
    Named(code): Named<OrganizationCode>,
    Asked(acting): Asked<ActingQuery>,
) -> Result<Response, Failure> {
    let file = File {
        name: "duplicate-users.csv",
        kind: "text/csv; charset=utf-8",
    };
    let acting: Acting = acting.into();
    let part = move |cursor: Option<String>| {
        let (service, caller) = (state.service.clone(), caller.clone());
        let (acting, code) = (acting.clone(), code.clone());
        async move {
            let page = service
                .uniqueness_check(&caller, &acting, &code, cursor.as_deref(), Some(PAGE.0))
                .await?;
            Ok((page.items.iter().map(row).collect(), page.cursor))
        }
    };
    download(file, line(&COLUMNS.map(str::to_owned)), part).await
}

fn row(found: &DuplicateView) -> String {
    let same: Vec<&str> = [
        found.same_username.then_some("username"),
        found.same_mapping_id.then_some("mapping_id"),
    ]
    .into_iter()
    .flatten()
    .collect();
    line(&[
        found.name.clone(),
        found.username.clone(),
        found.mapping_id.clone().unwrap_or_default(),
        found.home_name.clone(),
        found.home.to_string(),
        same.join("; "),
        found.user.to_string(),
    ])
}

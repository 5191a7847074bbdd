//! Settings of an organization, section by section; each section has a revision of its own.

use super::Failure;
use super::read::{ActingQuery, Asked, Named, Text, revision};
use super::table::{ACT_AS, ACTING_IN, Endpoint, header, of};
use crate::http::AppState;
use crate::http::session::Signed;
use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, patch};
use http::HeaderMap;
use http::header::ETAG;
use rehome_domain::ids::OrganizationCode;
use rehome_service::organizations::{
    AccountPatch, BillingPatch, DepartmentsPatch, DialPlanPatch, DomainsPatch, EmailFormatsPatch,
    HierarchyPatch, LimitsPatch, LookPatch, OrganizationView, RolesPatch, SectionView,
    SubscriptionsPatch, UserMovePatch,
};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use serde_json::Value;

pub(super) const ENDPOINTS: &[Endpoint] = &[
    Endpoint {
        method: "GET",
        path: "/organizations/{code}/settings/{section}",
        summary: "A section of the settings, for who may change it: user_move, subscriptions, hierarchy, look; in hosting trees domains, email_formats, departments, limits, roles, billing; of sites dial_plan; of hubs and satellites account",
        takes: &[ACTING_IN, ACT_AS],
        body: None,
        success: (200, Some(of::<SectionView>)),
        refusals: &[404, 422],
        handler: || get(one),
    },
    Endpoint {
        method: "PATCH",
        path: "/organizations/{code}/settings/{section}",
        summary: "Change a section of the settings: user_move, subscriptions, hierarchy, look; in hosting trees domains, email_formats, departments, limits, roles, billing; of sites dial_plan; of hubs and satellites account",
        takes: &[
            ACTING_IN,
            ACT_AS,
            header("If-Match", "The revision of the section you read."),
        ],
        body: Some(any_section),
        success: (200, Some(of::<OrganizationView>)),
        refusals: &[404, 409, 422, 428],
        handler: || patch(change),
    },
];

/// What is answered about a section, with the section's own revision to name in `If-Match`.
pub(super) struct Revised<T>(pub(super) T, pub(super) i64);

impl<T: Serialize> IntoResponse for Revised<T> {
    fn into_response(self) -> Response {
        let tag = format!("\"{}\"", self.1);
        ([(ETAG, tag)], Json(self.0)).into_response()
    }
}

fn any_section(generator: &mut SchemaGenerator) -> Schema {
    fn section<T: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
        generator.subschema_for::<T>()
    }
    json_schema!({
        "anyOf": [
            section::<UserMovePatch>(generator),
            section::<SubscriptionsPatch>(generator),
            section::<HierarchyPatch>(generator),
            section::<LookPatch>(generator),
            section::<DomainsPatch>(generator),
            section::<EmailFormatsPatch>(generator),
            section::<DepartmentsPatch>(generator),
            section::<LimitsPatch>(generator),
            section::<RolesPatch>(generator),
            section::<BillingPatch>(generator),
            section::<DialPlanPatch>(generator),
            section::<AccountPatch>(generator),
        ]
    })
}

#[derive(Deserialize)]
struct SettingsPath {
    code: OrganizationCode,
    section: String,
}

async fn one(
    State(state): State<AppState>,
    Signed(caller): Signed,
    Named(named): Named<SettingsPath>,
    Asked(acting): Asked<ActingQuery>,
) -> Result<Revised<SectionView>, Failure> {
    let SettingsPath { code, section } = named;
    let found = state
        .service
        .settings(&caller, &acting.into(), &code, &section)
        .await?;
    let revision = found.revision();
    Ok(Revised(found, revision))
}

async fn change(
    State(state): State<AppState>,
    Signed(caller): Signed,
    Named(named): Named<SettingsPath>,
    Asked(acting): Asked<ActingQuery>,
    headers: HeaderMap,
    body: Text,
) -> Result<Revised<OrganizationView>, Failure> {
    let revision = revision(&headers)?;
    let SettingsPath { code, section } = named;
    let body = whole(&section, &body)?;
    let (changed, revision) = state
        .service
        .settings_patch(&caller, &acting.into(), &code, &section, revision, body)
        .await?;
    Ok(Revised(changed, revision))
}

/// The body, read as its section's once, so that a fault is told with its place. A section nobody knows is refused
/// by the service.
fn whole(section: &str, body: &Text) -> Result<Value, Failure> {
    match section {
        "user_move" => body.read::<UserMovePatch>().map(drop)?,
        "subscriptions" => body.read::<SubscriptionsPatch>().map(drop)?,
        "hierarchy" => body.read::<HierarchyPatch>().map(drop)?,
        "look" => body.read::<LookPatch>().map(drop)?,
        "domains" => body.read::<DomainsPatch>().map(drop)?,
        "email_formats" => body.read::<EmailFormatsPatch>().map(drop)?,
        "departments" => body.read::<DepartmentsPatch>().map(drop)?,
        "limits" => body.read::<LimitsPatch>().map(drop)?,
        "roles" => body.read::<RolesPatch>().map(drop)?,
        "billing" => body.read::<BillingPatch>().map(drop)?,
        "dial_plan" => body.read::<DialPlanPatch>().map(drop)?,
        "account" => body.read::<AccountPatch>().map(drop)?,
        _ => {}
    }
    body.read()
}

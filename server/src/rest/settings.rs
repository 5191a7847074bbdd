//! Settings of an organization, section by section; each section has a revision of its own.

use super::Failure;
use super::organizations::Revised;
use super::read::{ActingQuery, Asked, Body, Named, revision};
use super::table::{ACT_AS, ACTING_IN, Endpoint, header, of};
use crate::http::AppState;
use crate::http::session::Signed;
use axum::extract::State;
use axum::routing::patch;
use http::HeaderMap;
use rehome_domain::ids::OrganizationCode;
use rehome_service::organizations::{
    HierarchyPatch, LookPatch, OrganizationView, SubscriptionsPatch, UserMovePatch,
};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde_json::Value;

pub(super) const ENDPOINTS: &[Endpoint] = &[Endpoint {
    method: "PATCH",
    path: "/organizations/{code}/settings/{section}",
    summary: "Change a section of the settings: user_move, subscriptions, hierarchy or look",
    takes: &[
        ACTING_IN,
        ACT_AS,
        header("If-Match", "The revision of the section you read."),
    ],
    body: Some(any_section),
    success: (200, Some(of::<OrganizationView>)),
    refusals: &[404, 409, 422, 428],
    handler: || patch(change),
}];

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
        ]
    })
}

#[derive(Deserialize)]
struct SettingsPath {
    code: OrganizationCode,
    section: String,
}

async fn change(
    State(state): State<AppState>,
    Signed(caller): Signed,
    Named(named): Named<SettingsPath>,
    Asked(acting): Asked<ActingQuery>,
    headers: HeaderMap,
    Body(body): Body<Value>,
) -> Result<Revised, Failure> {
    let revision = revision(&headers)?;
    let SettingsPath { code, section } = named;
    let changed = state
        .service
        .settings_patch(&caller, &acting.into(), &code, &section, revision, body)
        .await?;
    Ok(Revised(changed))
}

//! Services of an organization, and the provider's catalogue.

use super::Failure;
use super::read::{ActingQuery, Asked, Body, Named, revision};
use super::settings::Revised;
use super::table::{ACT_AS, ACTING_IN, Endpoint, header, of};
use crate::http::AppState;
use crate::http::session::Signed;
use axum::Json;
use axum::extract::State;
use axum::routing::{delete, get, put};
use http::HeaderMap;
use rehome_domain::ids::{OrganizationCode, ServiceId};
use rehome_service::ServiceError;
use rehome_service::organizations::{
    CatalogueKey, CataloguePut, CatalogueView, LocationSetting, OrganizationView, PlanDefinition,
    ServiceDefinition, ServiceSetting,
};
use schemars::{Schema, SchemaGenerator, json_schema};
use serde::Deserialize;

const IF_HOSTING: super::table::Parameter = header(
    "If-Match",
    "The revision of the hosting part you read, in any of its sections.",
);
const IF_ENTRY: super::table::Parameter = header(
    "If-Match",
    "The revision of the entry you read; \"0\" for a new one and for a service known from the start that nobody changed.",
);

pub(super) const ENDPOINTS: &[Endpoint] = &[
    Endpoint {
        method: "PUT",
        path: "/organizations/{code}/services/{service}",
        summary: "Give an organization of a hosting tree a service, or have it otherwise",
        takes: &[ACTING_IN, ACT_AS, IF_HOSTING],
        body: Some(of::<ServiceSetting>),
        success: (200, Some(of::<OrganizationView>)),
        refusals: &[404, 409, 422, 428],
        handler: || put(service_put),
    },
    Endpoint {
        method: "DELETE",
        path: "/organizations/{code}/services/{service}",
        summary: "Take a service that nobody holds from an organization",
        takes: &[ACTING_IN, ACT_AS, IF_HOSTING],
        body: None,
        success: (200, Some(of::<OrganizationView>)),
        refusals: &[404, 409, 422, 428],
        handler: || delete(service_delete),
    },
    Endpoint {
        method: "GET",
        path: "/catalogue",
        summary: "Locations, services and plans; for who administers the provider",
        takes: &[ACTING_IN, ACT_AS],
        body: None,
        success: (200, Some(of::<CatalogueView>)),
        refusals: &[404],
        handler: || get(catalogue),
    },
    Endpoint {
        method: "PUT",
        path: "/catalogue/{section}/{id}",
        summary: "Make or change a location, a service or a plan; section is locations, services or plans",
        takes: &[ACTING_IN, ACT_AS, IF_ENTRY],
        body: Some(any_entry),
        success: (200, Some(of::<CatalogueView>)),
        refusals: &[404, 409, 422, 428],
        handler: || put(entry_put),
    },
    Endpoint {
        method: "DELETE",
        path: "/catalogue/{section}/{id}",
        summary: "Remove a location, a service or a plan that no organization uses",
        takes: &[ACTING_IN, ACT_AS, IF_ENTRY],
        body: None,
        success: (200, Some(of::<CatalogueView>)),
        refusals: &[404, 409, 422, 428],
        handler: || delete(entry_delete),
    },
];

fn any_entry(generator: &mut SchemaGenerator) -> Schema {
    json_schema!({
        "anyOf": [
            generator.subschema_for::<LocationSetting>(),
            generator.subschema_for::<ServiceDefinition>(),
            generator.subschema_for::<PlanDefinition>(),
        ]
    })
}

#[derive(Deserialize)]
struct ServicePath {
    code: OrganizationCode,
    service: ServiceId,
}

async fn service_put(
    State(state): State<AppState>,
    Signed(caller): Signed,
    Named(ServicePath { code, service }): Named<ServicePath>,
    Asked(acting): Asked<ActingQuery>,
    headers: HeaderMap,
    Body(setting): Body<ServiceSetting>,
) -> Result<Revised<OrganizationView>, Failure> {
    let revision = revision(&headers)?;
    let acting = acting.into();
    let (changed, revision) = state
        .service
        .organization_service_put(&caller, &acting, &code, &service, revision, setting)
        .await?;
    Ok(Revised(changed, revision))
}

async fn service_delete(
    State(state): State<AppState>,
    Signed(caller): Signed,
    Named(ServicePath { code, service }): Named<ServicePath>,
    Asked(acting): Asked<ActingQuery>,
    headers: HeaderMap,
) -> Result<Revised<OrganizationView>, Failure> {
    let revision = revision(&headers)?;
    let (changed, revision) = state
        .service
        .organization_service_delete(&caller, &acting.into(), &code, &service, revision)
        .await?;
    Ok(Revised(changed, revision))
}

async fn catalogue(
    State(state): State<AppState>,
    Signed(caller): Signed,
    Asked(acting): Asked<ActingQuery>,
) -> Result<Json<CatalogueView>, Failure> {
    Ok(Json(
        state.service.catalogue(&caller, &acting.into()).await?,
    ))
}

#[derive(Deserialize)]
struct EntryPath {
    section: String,
    id: String,
}

impl EntryPath {
    fn key(self) -> Result<CatalogueKey, Failure> {
        Ok(match self.section.as_str() {
            "locations" => CatalogueKey::Location(self.id.into()),
            "services" => CatalogueKey::Service(self.id.into()),
            "plans" => CatalogueKey::Plan(self.id.into()),
            _ => return Err(ServiceError::NotFound.into()),
        })
    }
}

async fn entry_put(
    State(state): State<AppState>,
    Signed(caller): Signed,
    Named(path): Named<EntryPath>,
    Asked(acting): Asked<ActingQuery>,
    headers: HeaderMap,
    body: super::read::Text,
) -> Result<Json<CatalogueView>, Failure> {
    let revision = revision(&headers)?;
    let wanted = match path.key()? {
        CatalogueKey::Location(id) => CataloguePut::Location(id, body.read()?),
        CatalogueKey::Service(id) => CataloguePut::Service(id, body.read()?),
        CatalogueKey::Plan(id) => CataloguePut::Plan(id, body.read()?),
    };
    let changed = state
        .service
        .catalogue_put(&caller, &acting.into(), revision, wanted)
        .await?;
    Ok(Json(changed))
}

async fn entry_delete(
    State(state): State<AppState>,
    Signed(caller): Signed,
    Named(path): Named<EntryPath>,
    Asked(acting): Asked<ActingQuery>,
    headers: HeaderMap,
) -> Result<Json<CatalogueView>, Failure> {
    let revision = revision(&headers)?;
    let changed = state
        .service
        .catalogue_delete(&caller, &acting.into(), revision, path.key()?)
        .await?;
    Ok(Json(changed))
}

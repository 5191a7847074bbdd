//! The provider's catalogue: locations, services and plans. Whoever administers the provider alone keeps it (hosting 2).

use crate::audit::Told;
use crate::caller::{Acting, Caller};
use crate::error::ServiceError;
use crate::people::changed_since;
use crate::service::Service;
use crate::user_move::resolve::of_actor;
use rehome_domain::hosting::catalogue::SHIPPED;
use rehome_domain::hosting::setup::is_legal_domain;
use rehome_domain::hosting::{Catalogue, PlanFor, PropertyRule, ServiceKind, Transfer};
use rehome_domain::ids::{LocationId, PlanId, ServiceId};
use rehome_domain::organization::OrganizationKind;
use rehome_domain::role::Permission;
use rehome_domain::text::normalized;
use rehome_domain::user_move::{Actor, Channel, Snapshot, View};
use rehome_storage::Tx;
use rehome_storage::organizations::{
    CatalogueEntry, CatalogueSection, Use, catalogue, entries, put_entry, remove_entry, times_used,
};
use rehome_storage::snapshot::{self, Destinations};
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// The catalogue as its administrators see it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CatalogueView {
    /// The locations.
    pub locations: Vec<CatalogueRow<LocationSetting>>,
    /// The services, those known from the start included; of those nobody changed the revision is 0.
    pub services: Vec<CatalogueRow<ServiceDefinition>>,
    /// The plans.
    pub plans: Vec<CatalogueRow<PlanDefinition>>,
}

/// An entry of the catalogue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CatalogueRow<T> {
    /// The id.
    pub id: String,
    /// The revision to name in a change; 0 for what is known from the start and was never changed.
    pub revision: i64,
    /// How many organizations use it.
    pub used_by: u64,
    /// What it is.
    #[serde(flatten)]
    pub entry: T,
}

/// A location: one outside directory.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct LocationSetting {
    /// The domain of its directory.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub directory: Option<String>,
}

/// A service.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ServiceDefinition {
    /// The display name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Whom it is for.
    pub kind: ServiceKind,
    /// Whether an organization can have several of it.
    pub multi_instance: bool,
    /// What becomes of it in a move.
    pub transfer: Transfer,
    /// The services its users need beside it.
    pub requires: BTreeSet<ServiceId>,
    /// What becomes of its properties where it is set up again.
    pub properties: BTreeMap<String, PropertyRule>,
}

/// A plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanDefinition {
    /// The service it is a plan of; it never changes.
    pub service: ServiceId,
    /// Whom it is for.
    #[serde(default, rename = "for")]
    pub plan_for: PlanFor,
    /// The display name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The level; plans of one level are alike in kind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<u32>,
}

/// An entry as it is to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CataloguePut {
    /// A location.
    Location(LocationId, LocationSetting),
    /// A service.
    Service(ServiceId, ServiceDefinition),
    /// A plan.
    Plan(PlanId, PlanDefinition),
}

/// An entry by section and id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CatalogueKey {
    /// A location.
    Location(LocationId),
    /// A service.
    Service(ServiceId),
    /// A plan.
    Plan(PlanId),
}

impl CatalogueKey {
    fn parts(&self) -> (CatalogueSection, Use, &str) {
        match self {
            Self::Location(id) => (CatalogueSection::Locations, Use::Location, id.as_str()),
            Self::Service(id) => (CatalogueSection::Services, Use::Service, id.as_str()),
            Self::Plan(id) => (CatalogueSection::Plans, Use::Plan, id.as_str()),
        }
    }
}

impl Service {
    /// The catalogue.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`] for who does not administer the provider.
    pub async fn catalogue(
        &self,
        caller: &Caller,
        acting: &Acting,
    ) -> Result<CatalogueView, ServiceError> {
        let actor = caller.actor(acting, Channel::Attended);
        self.store()
            .read(move |tx| {
                Box::pin(async move {
                    may_keep(tx, &actor).await?;
                    view(tx).await
                })
            })
            .await
    }

    /// Makes or changes an entry: a new one at revision 0, else on the revision that was looked at. Answers the catalogue.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`] for who does not administer the provider, [`ServiceError::Rejected`] for what cannot
    /// be, [`ServiceError::Conflict`] where it is there already or somebody was faster.
    pub async fn catalogue_put(
        &self,
        caller: &Caller,
        acting: &Acting,
        revision: i64,
        wanted: CataloguePut,
    ) -> Result<CatalogueView, ServiceError> {
        let (this, actor) = (self.clone(), caller.actor(acting, Channel::Attended));
        self.store()
            .write(move |tx| {
                let (this, actor, wanted) = (this.clone(), actor.clone(), wanted.clone());
                Box::pin(async move {
                    tx.alone().await?;
                    may_keep(tx, &actor).await?;
                    let (key, body) = judged(tx, &wanted).await?;
                    let (section, _, id) = key.parts();
                    let expected = Some(revision).filter(|revision| *revision > 0);
                    put_entry(tx, section, id, &body, expected)
                        .await?
                        .ok_or_else(changed_since)?;
                    let told = Told::new("catalogue-changed", id)
                        .with(json!({ "section": section.as_str(), "change": body }));
                    this.tell(tx, &actor.user, vec![told]).await?;
                    view(tx).await
                })
            })
            .await
    }

    /// Removes an entry that no organization uses, on the revision that was looked at. A service known from the start
    /// is then as it was at the start.
    ///
    /// # Errors
    /// As [`Service::catalogue_put`]; [`ServiceError::Rejected`] where it is in use.
    pub async fn catalogue_delete(
        &self,
        caller: &Caller,
        acting: &Acting,
        revision: i64,
        key: CatalogueKey,
    ) -> Result<CatalogueView, ServiceError> {
        let (this, actor) = (self.clone(), caller.actor(acting, Channel::Attended));
        self.store()
            .write(move |tx| {
                let (this, actor, key) = (this.clone(), actor.clone(), key.clone());
                Box::pin(async move {
                    tx.alone().await?;
                    may_keep(tx, &actor).await?;
                    let (section, what, id) = key.parts();
                    let used = times_used(tx, what, id).await?;
                    if used > 0 && !SHIPPED.iter().any(|(known, ..)| *known == id) {
                        return Err(ServiceError::rejected(
                            "entry-in-use",
                            format!("{used} organizations use {id}; take it from them first"),
                        ));
                    }
                    not_named(tx, &key).await?;
                    if !remove_entry(tx, section, id, revision).await? {
                        return Err(changed_since());
                    }
                    let told = Told::new("catalogue-changed", id)
                        .with(json!({ "section": section.as_str(), "change": null }));
                    this.tell(tx, &actor.user, vec![told]).await?;
                    view(tx).await
                })
            })
            .await
    }
}

/// Whether the viewer keeps the catalogue: whoever configures the provider where they act.
pub(super) fn keeps_catalogue(view: &View<'_>) -> bool {
    view.acting_in.kind == OrganizationKind::Provider
        && view.may(Permission::Configure, view.acting_in)
}

async fn may_keep(tx: &mut Tx, actor: &Actor) -> Result<(), ServiceError> {
    let wanted = of_actor(actor, vec![actor.user.clone()], Destinations::None);
    let facts: Snapshot = snapshot::load(tx, &wanted).await?;
    let view = View::of(&facts, actor)?;
    if keeps_catalogue(&view) {
        return Ok(());
    }
    Err(ServiceError::Forbidden)
}

/// The entry in the words of a document, if it can be.
async fn judged(
    tx: &mut Tx,
    wanted: &CataloguePut,
) -> Result<(CatalogueKey, Map<String, Value>), ServiceError> {
    let known = catalogue(tx).await?;
    let (key, body) = match wanted {
        CataloguePut::Location(id, location) => {
            if location
                .directory
                .as_deref()
                .is_some_and(|it| !is_legal_domain(it))
            {
                return Err(ServiceError::rejected(
                    "domain-illegal",
                    "write the domain of a directory like emea.example",
                ));
            }
            (CatalogueKey::Location(id.clone()), json!(location))
        }
        CataloguePut::Service(id, service) => {
            for required in &service.requires {
                if required == id || !known.services.contains_key(required) {
                    return Err(ServiceError::rejected(
                        "service-unknown",
                        format!("{required} is no other service"),
                    ));
                }
            }
            let name = named(service.name.as_deref())?;
            let service = ServiceDefinition {
                name,
                ..service.clone()
            };
            (CatalogueKey::Service(id.clone()), json!(service))
        }
        CataloguePut::Plan(id, plan) => {
            if !known.services.contains_key(&plan.service) {
                return Err(ServiceError::rejected(
                    "service-unknown",
                    format!("there is no service {}", plan.service),
                ));
            }
            let before = known.plans.get(id);
            if before.is_some_and(|before| before.service != plan.service) {
                return Err(ServiceError::rejected(
                    "plan-service-stays",
                    "a plan stays with its service; make another plan",
                ));
            }
            let name = named(plan.name.as_deref())?;
            let plan = PlanDefinition {
                name,
                ..plan.clone()
            };
            (CatalogueKey::Plan(id.clone()), json!(plan))
        }
    };
    let (_, _, id) = key.parts();
    let is_legal = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if !(1..=80).contains(&id.len()) || !id.chars().all(is_legal) {
        return Err(ServiceError::rejected(
            "bad-code",
            "an id has 1 to 80 of a-z, 0-9 and -",
        ));
    }
    let mut body = match body {
        Value::Object(body) => body,
        _ => Map::new(),
    };
    body.retain(|_, value| match value {
        Value::Bool(is) => *is,
        Value::Array(list) => !list.is_empty(),
        Value::Object(map) => !map.is_empty(),
        _ => true,
    });
    for (field, usual) in [("kind", "user"), ("for", "user")] {
        if body.get(field).and_then(Value::as_str) == Some(usual) {
            body.shift_remove(field);
        }
    }
    Ok((key, body))
}

fn named(name: Option<&str>) -> Result<Option<String>, ServiceError> {
    let name = name.map(normalized).filter(|name| !name.is_empty());
    let is_long = |name: &str| name.chars().count() > 200 || name.chars().any(char::is_control);
    if name.as_deref().is_some_and(is_long) {
        return Err(ServiceError::rejected(
            "bad-name",
            "a name has 1 to 200 characters",
        ));
    }
    Ok(name)
}

/// What goes is named by nothing else in the catalogue.
async fn not_named(tx: &mut Tx, key: &CatalogueKey) -> Result<(), ServiceError> {
    let CatalogueKey::Service(id) = key else {
        return Ok(());
    };
    let known: Catalogue = catalogue(tx).await?;
    let is_shipped = SHIPPED.iter().any(|(shipped, ..)| *shipped == id.as_str());
    let plans = known
        .plans
        .values()
        .filter(|plan| plan.service == *id)
        .count();
    let services = known.services.values();
    let needed = services.filter(|it| it.requires.contains(id)).count();
    if !is_shipped && plans + needed > 0 {
        return Err(ServiceError::rejected(
            "entry-in-use",
            format!("{plans} plans and {needed} services name {id}; remove them first"),
        ));
    }
    Ok(())
}

async fn view(tx: &mut Tx) -> Result<CatalogueView, ServiceError> {
    let known = catalogue(tx).await?;
    let stored = entries(tx, CatalogueSection::Services).await?;
    let revisions: BTreeMap<&str, i64> = stored.iter().map(|it| (&*it.id, it.revision)).collect();
    let mut services = Vec::new();
    for (id, it) in &known.services {
        services.push(CatalogueRow {
            id: id.to_string(),
            revision: revisions.get(id.as_str()).copied().unwrap_or(0),
            used_by: times_used(tx, Use::Service, id.as_str()).await?,
            entry: ServiceDefinition {
                name: it.name.as_deref().map(str::to_owned),
                kind: it.kind,
                multi_instance: it.multi_instance,
                transfer: it.transfer,
                requires: it.requires.clone(),
                properties: it
                    .properties
                    .iter()
                    .map(|(name, rule)| (name.to_string(), *rule))
                    .collect(),
            },
        });
    }
    Ok(CatalogueView {
        locations: rows(tx, CatalogueSection::Locations, Use::Location).await?,
        services,
        plans: rows(tx, CatalogueSection::Plans, Use::Plan).await?,
    })
}

async fn rows<T: DeserializeOwned>(
    tx: &mut Tx,
    section: CatalogueSection,
    what: Use,
) -> Result<Vec<CatalogueRow<T>>, ServiceError> {
    let mut rows = Vec::new();
    for CatalogueEntry { id, body, revision } in entries(tx, section).await? {
        let used_by = times_used(tx, what, &id).await?;
        let entry = serde_json::from_value(Value::Object(body)).map_err(ServiceError::internal)?;
        rows.push(CatalogueRow {
            id,
            revision,
            used_by,
            entry,
        });
    }
    Ok(rows)
}

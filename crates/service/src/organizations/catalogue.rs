//! The provider's catalogue: locations, services and plans. Whoever administers the provider alone keeps it (hosting 2).

mod entry;

pub use entry::{
    CatalogueKey, CataloguePut, CatalogueRow, CatalogueView, LocationSetting, PlanDefinition,
    ServiceDefinition,
};

use crate::audit::Told;
use crate::caller::{Acting, Caller};
use crate::error::ServiceError;
use crate::people::changed_since;
use crate::service::Service;
use crate::user_move::resolve::of_actor;
use entry::{kept, refused};
use rehome_domain::hosting::catalogue::SHIPPED;
use rehome_domain::hosting::entry::{self as judge, EntryFault};
use rehome_domain::hosting::{Catalogue, Service as Hosted};
use rehome_domain::ids::ServiceId;
use rehome_domain::user_move::{Actor, Channel, Snapshot, View};
use rehome_storage::Tx;
use rehome_storage::organizations::{
    CatalogueEntry, CatalogueSection, Use, catalogue, entries, put_entry, remove_entry,
    service_use, times_used,
};
use rehome_storage::snapshot::{self, Destinations};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

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
                    may_be_as_at_first(tx, &key).await?;
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

async fn may_keep(tx: &mut Tx, actor: &Actor) -> Result<(), ServiceError> {
    let wanted = of_actor(actor, vec![actor.user.clone()], Destinations::None);
    let facts: Snapshot = snapshot::load(tx, &wanted).await?;
    let view = View::of(&facts, actor)?;
    if view.keeps_catalogue() {
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
    let (key, body, faults) = match wanted {
        CataloguePut::Location(id, location) => {
            let directory = location.directory.as_deref().map(judge::directory);
            let faults = [judge::id(id.as_str()), directory.unwrap_or(Ok(()))];
            let faults = faults.into_iter().filter_map(Result::err).collect();
            (CatalogueKey::Location(id.clone()), json!(location), faults)
        }
        CataloguePut::Service(id, service) => {
            let judged = service.judged();
            let mut faults = judge::service(&known, id, &judged);
            faults.extend(held_fast(tx, &known, id, &judged).await?);
            let service = ServiceDefinition {
                name: kept(service.name.as_deref()),
                ..service.clone()
            };
            (CatalogueKey::Service(id.clone()), json!(service), faults)
        }
        CataloguePut::Plan(id, plan) => {
            let faults = judge::plan(&known, id, &plan.judged());
            let plan = PlanDefinition {
                name: kept(plan.name.as_deref()),
                ..plan.clone()
            };
            (CatalogueKey::Plan(id.clone()), json!(plan), faults)
        }
    };
    if let Some(fault) = faults.first() {
        return Err(refused(fault));
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

/// What of a service cannot change because of who has it; what nobody counts on is not looked up.
async fn held_fast(
    tx: &mut Tx,
    known: &Catalogue,
    id: &ServiceId,
    wanted: &Hosted,
) -> Result<Vec<EntryFault>, ServiceError> {
    let Some(before) = known.services.get(id) else {
        return Ok(Vec::new());
    };
    if (before.kind, before.multi_instance) == (wanted.kind, wanted.multi_instance) {
        return Ok(Vec::new());
    }
    let used = service_use(tx, id).await?;
    Ok(judge::held_fast(before, wanted, used))
}

/// A service known from the start can be as it was at first, for all who have it.
async fn may_be_as_at_first(tx: &mut Tx, key: &CatalogueKey) -> Result<(), ServiceError> {
    let CatalogueKey::Service(id) = key else {
        return Ok(());
    };
    let Some(at_first) = Catalogue::shipped().services.remove(id) else {
        return Ok(());
    };
    let known = catalogue(tx).await?;
    let faults = held_fast(tx, &known, id, &at_first).await?;
    faults.first().map_or(Ok(()), |fault| Err(refused(fault)))
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

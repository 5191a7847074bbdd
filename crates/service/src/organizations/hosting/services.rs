//! The services of an organization: provisioned with instances and plans, offered below, or taken away (hosting 1 and 5).

use super::{over_hosting, put, read, section_of, take, write};
use crate::audit::Told;
use crate::caller::{Acting, Caller};
use crate::error::ServiceError;
use crate::organizations::view::{OrganizationView, facts_about, view_of};
use crate::service::Service;
use rehome_domain::hosting::setup::{self, ServiceFault, is_plan_of};
use rehome_domain::hosting::{Catalogue, OrganizationHosting, Provisioning};
use rehome_domain::ids::{InstanceId, OrganizationCode, PlanId, ServiceId};
use rehome_domain::organization::OrganizationKind;
use rehome_domain::text::normalized;
use rehome_domain::tree::Placed;
use rehome_domain::user_move::{Channel, View};
use rehome_storage::Tx;
use rehome_storage::organizations::{catalogue, people_holding, used_below};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// A service as an organization is to have it; what is absent is not.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ServiceSetting {
    /// The instances by id.
    pub instances: BTreeMap<InstanceId, InstanceSetting>,
    /// As a reseller: the plans offered below; null for all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offers: Option<BTreeSet<PlanId>>,
    /// What properties are set to for whoever, here and below, has no value of their own; a property that is left out is
    /// inherited from above. Those that are set stay where all of this is left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub properties: Option<BTreeMap<String, Value>>,
}

/// An instance of a service as it is to be.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct InstanceSetting {
    /// The plans its users can have.
    pub plans: Vec<PlanId>,
    /// Its state; provisioned where nothing is said.
    pub status: Provisioning,
    /// How many users may have it; without a limit where nothing is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_limit: Option<u32>,
    /// How many licences there are; as many as wanted where nothing is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub licences: Option<u32>,
}

impl Service {
    /// Gives an organization a service, or has it otherwise; on the revision of the hosting part that was looked at.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] where the organization is out of view or there is no such service,
    /// [`ServiceError::Forbidden`] for who does not decide from above, [`ServiceError::Rejected`] for what cannot be or
    /// is in use, [`ServiceError::Conflict`] where somebody was faster.
    pub async fn organization_service_put(
        &self,
        caller: &Caller,
        acting: &Acting,
        code: &OrganizationCode,
        service: &ServiceId,
        revision: i64,
        setting: ServiceSetting,
    ) -> Result<(OrganizationView, i64), ServiceError> {
        self.service_set(caller, acting, code, service, revision, Some(setting))
            .await
    }

    /// Takes a service from an organization. Nobody holds it any more, and nobody below has plans of it.
    ///
    /// # Errors
    /// As [`Service::organization_service_put`].
    pub async fn organization_service_delete(
        &self,
        caller: &Caller,
        acting: &Acting,
        code: &OrganizationCode,
        service: &ServiceId,
        revision: i64,
    ) -> Result<(OrganizationView, i64), ServiceError> {
        self.service_set(caller, acting, code, service, revision, None)
            .await
    }

    async fn service_set(
        &self,
        caller: &Caller,
        acting: &Acting,
        code: &OrganizationCode,
        service: &ServiceId,
        revision: i64,
        setting: Option<ServiceSetting>,
    ) -> Result<(OrganizationView, i64), ServiceError> {
        let (this, actor) = (self.clone(), caller.actor(acting, Channel::Attended));
        let (code, service) = (code.clone(), service.clone());
        self.store()
            .write(move |tx| {
                let (this, actor, code) = (this.clone(), actor.clone(), code.clone());
                let (service, setting) = (service.clone(), setting.clone());
                Box::pin(async move {
                    tx.alone().await?;
                    let facts = facts_about(tx, &actor, &code).await?;
                    let view = View::of(&facts, &actor)?;
                    let right = over_hosting(&view, &facts, &code, true)?;
                    let place = facts.organizations.get(&code);
                    let place = place.ok_or(ServiceError::NotFound)?;
                    let stored = section_of(tx, &code).await?;
                    let catalogue = catalogue(tx).await?;
                    let body = changed(&catalogue, place, stored.body, &service, setting.as_ref())?;
                    let after = read(&body, revision)?;
                    let before = &stored.facts;
                    not_held(tx, &code, &service, &after).await?;
                    if place.kind != OrganizationKind::Customer {
                        offered_still(tx, &code, &service, before, &after, &catalogue).await?;
                    }
                    let revision = write(tx, &right, &body, revision).await?;
                    let told = Told::new("service-changed", code.as_str())
                        .at(&code)
                        .with(json!({ "service": service, "change": setting }));
                    this.tell(tx, &right.actor, vec![told]).await?;
                    let facts = facts_about(tx, &actor, &code).await?;
                    let changed = view_of(tx, &View::of(&facts, &actor)?, &facts, &code).await?;
                    Ok((changed, revision))
                })
            })
            .await
    }
}

/// The fields with the service as it is to be.
fn changed(
    catalogue: &Catalogue,
    place: Placed<'_>,
    mut body: Map<String, Value>,
    service: &ServiceId,
    setting: Option<&ServiceSetting>,
) -> Result<Map<String, Value>, ServiceError> {
    let (mut services, mut offers) = (take(&mut body, "services"), take(&mut body, "offers"));
    let mut set = take(&mut body, "service_properties");
    if setting.is_none() {
        let is_set = set.shift_remove(service.as_str()).is_some();
        let is_offered = offers.shift_remove(service.as_str()).is_some();
        if !services.contains_key(service.as_str()) && !is_offered && !is_set {
            return Err(ServiceError::NotFound);
        }
    }
    let had = services.shift_remove(service.as_str());
    offers.shift_remove(service.as_str());
    if let Some(ServiceSetting {
        instances,
        offers: offered,
        properties,
    }) = setting
    {
        if let Some(wanted) = properties {
            let wanted = properties_to_set(catalogue, service, wanted)?;
            put(&mut set, service.as_str(), &wanted)?;
        }
        let mut had = had;
        let record = had.as_mut().and_then(Value::as_object_mut);
        let mut record = record.map(std::mem::take).unwrap_or_default();
        let mut kept = take(&mut record, "instances");
        let mut entries = Map::new();
        for (id, instance) in instances {
            if !kept.contains_key(id.as_str()) && !setup::is_legal_instance(id.as_str()) {
                return Err(ServiceError::rejected(
                    "instance-illegal",
                    "an instance has 1 to 80 characters, without blanks around them",
                ));
            }
            let mut entry = take(&mut kept, id.as_str());
            put(&mut entry, "plans", &instance.plans)?;
            let status = Some(instance.status).filter(|it| *it != Provisioning::default());
            put(&mut entry, "status", &status)?;
            put(&mut entry, "user_limit", &instance.user_limit)?;
            put(&mut entry, "licences", &instance.licences)?;
            entries.insert(id.to_string(), Value::Object(entry));
        }
        if !entries.is_empty() {
            record.insert("instances".to_owned(), Value::Object(entries));
            services.insert(service.to_string(), Value::Object(record));
        }
        if let Some(offered) = offered {
            if place.kind == OrganizationKind::Customer {
                return Err(ServiceError::rejected(
                    "offers-not-here",
                    "customers have no customers; leave `offers` out",
                ));
            }
            for plan in offered {
                is_plan_of(catalogue, service, plan).map_err(refused)?;
            }
            // WHY not `put`: an empty list offers nothing, none at all offers everything.
            offers.insert(service.to_string(), json!(offered));
        }
    }
    put(&mut body, "services", &services)?;
    put(&mut body, "offers", &offers)?;
    put(&mut body, "service_properties", &set)?;
    if setting.is_some() {
        let after = read(&body, 1)?;
        let none = BTreeMap::new();
        let instances = after.services.get(service).unwrap_or(&none);
        setup::service(catalogue, place, service, instances).map_err(refused)?;
    }
    Ok(body)
}

/// The properties to set, each one of the service's; null sets none.
fn properties_to_set(
    catalogue: &Catalogue,
    service: &ServiceId,
    wanted: &BTreeMap<String, Value>,
) -> Result<Map<String, Value>, ServiceError> {
    let known = catalogue.services.get(service);
    let known = known.ok_or(ServiceError::NotFound)?;
    let mut set = Map::new();
    for (name, value) in wanted.iter().filter(|(_, value)| !value.is_null()) {
        if !known.properties.contains_key(name.as_str()) {
            return Err(ServiceError::rejected(
                "unknown-property",
                format!("{service} has no property {name}"),
            ));
        }
        let value = match value {
            Value::String(text) => Value::from(normalized(text)),
            other => other.clone(),
        };
        if !setup::is_legal_property(&value) {
            return Err(ServiceError::rejected(
                "property-value-illegal",
                format!("{name} takes a text of 1 to 200 characters, a number, or yes and no"),
            ));
        }
        set.insert(name.clone(), value);
    }
    Ok(set)
}

fn refused(fault: ServiceFault) -> ServiceError {
    match fault {
        ServiceFault::Unknown => ServiceError::NotFound,
        ServiceFault::SingleInstance => ServiceError::rejected(
            "single-instance",
            "an organization has one instance of this service at most",
        ),
        ServiceFault::UnknownPlan(plan) => {
            ServiceError::rejected("plan-unknown", format!("{plan} is no plan of this service"))
        }
        ServiceFault::NotOffered(plan) => ServiceError::rejected(
            "plan-not-offered",
            format!("a reseller above does not offer {plan}"),
        ),
    }
}

/// Whatever people hold of the service is still there.
async fn not_held(
    tx: &mut Tx,
    code: &OrganizationCode,
    service: &ServiceId,
    after: &OrganizationHosting,
) -> Result<(), ServiceError> {
    let held = people_holding(tx, code).await?;
    let is_there = |instance: &str, plan: &str| {
        let mut all = after.services.get(service).into_iter().flatten();
        all.any(|(id, it)| {
            (instance.is_empty() || id.as_str() == instance)
                && (plan.is_empty() || it.plans.iter().any(|own| own.as_str() == plan))
        })
    };
    let mut gone = held
        .iter()
        .filter(|it| it.service == service.as_str() && !is_there(&it.instance, &it.plan));
    let people: u64 = gone.by_ref().map(|it| it.people).sum();
    if people == 0 {
        return Ok(());
    }
    Err(ServiceError::rejected(
        "service-in-use",
        format!(
            "{people} people have what this takes away; deprovision it from them, or give them another plan, first"
        ),
    ))
}

/// Whatever organizations below have of the service is still offered.
async fn offered_still(
    tx: &mut Tx,
    code: &OrganizationCode,
    service: &ServiceId,
    before: &OrganizationHosting,
    after: &OrganizationHosting,
    catalogue: &Catalogue,
) -> Result<(), ServiceError> {
    let Some(offered) = after.offers.get(service) else {
        return Ok(());
    };
    let of_service = |plan: &&PlanId| {
        let known = catalogue.plans.get(*plan);
        known.is_some_and(|known| known.service == *service)
    };
    let former = before.offers.get(service);
    let gone = catalogue
        .plans
        .keys()
        .filter(of_service)
        .filter(|plan| !offered.contains(*plan))
        .filter(|plan| former.is_none_or(|former| former.contains(*plan)));
    for plan in gone {
        let below = used_below(tx, code, plan).await?;
        if below > 0 {
            return Err(ServiceError::rejected(
                "plan-in-use",
                format!("{below} organizations below have {plan}; give them another plan first"),
            ));
        }
    }
    Ok(())
}

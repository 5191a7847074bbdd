//! What several views share: an organization or a person by name, pages, and how times are written.

use rehome_domain::ids::{GroupId, OrganizationCode, PlanId, RoleId, ServiceId, UserId};
use rehome_domain::user_move::Snapshot;
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// An organization by code and name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Place {
    /// The code.
    pub code: OrganizationCode,
    /// The display name.
    pub name: Arc<str>,
}

/// A person by id and name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Person {
    /// The id.
    pub id: UserId,
    /// The display name.
    pub name: Arc<str>,
}

/// The display names of what a plan mentions and the viewer may see.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Names {
    /// People.
    pub people: BTreeMap<UserId, Arc<str>>,
    /// Organizations.
    pub organizations: BTreeMap<OrganizationCode, Arc<str>>,
    /// Groups.
    pub groups: BTreeMap<GroupId, Arc<str>>,
    /// Clones of roles; built-in ones are named by translations.
    pub roles: BTreeMap<RoleId, Arc<str>>,
    /// Services with a name of their own.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub services: BTreeMap<ServiceId, Arc<str>>,
    /// Plans.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub plans: BTreeMap<PlanId, Arc<str>>,
}

impl Names {
    /// Adds the names of services, and of the plans that people hold or a home has.
    pub(crate) fn add_services(&mut self, facts: &Snapshot) {
        let Some(hosting) = &facts.hosting else {
            return;
        };
        for (id, service) in &hosting.catalogue.services {
            if let Some(name) = &service.name {
                self.services.insert(id.clone(), name.clone());
            }
        }
        let hosted = facts
            .users
            .values()
            .filter_map(|user| user.hosting.as_ref());
        let held = hosted.flat_map(|hosted| hosted.services.values());
        let places = facts.organizations.iter();
        let instances = places
            .filter(|place| self.organizations.contains_key(&place.code))
            .filter_map(|place| place.organization.hosting.as_deref())
            .flat_map(|hosting| hosting.services.values().flat_map(BTreeMap::values));
        let plans = held.filter_map(|held| held.plan.as_ref());
        for id in plans.chain(instances.flat_map(|instance| &instance.plans)) {
            let plan = hosting.catalogue.plans.get(id);
            if let Some(name) = plan.and_then(|plan| plan.name.clone()) {
                self.plans.insert(id.clone(), name);
            }
        }
    }
}

/// Reads a field of a patch that tells "taken out" from "not named": what is there, null too, is `Some`.
///
/// # Errors
/// What is no `T`.
pub(crate) fn present<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<Option<Option<T>>, D::Error> {
    Option::<T>::deserialize(deserializer).map(Some)
}

/// One page of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Page<T> {
    /// The rows.
    pub items: Vec<T>,
    /// What asks for the next page; none on the last.
    pub cursor: Option<String>,
}

/// The most rows a page holds, and how many it holds where nobody says.
pub const PAGE: (u32, u32) = (100, 50);

/// The limit of a page within what is allowed.
pub fn page_limit(asked: Option<u32>) -> u32 {
    asked.unwrap_or(PAGE.1).clamp(1, PAGE.0)
}

/// Points in time as `2026-11-21T09:30:00Z`.
pub mod rfc3339 {
    use rehome_domain::time::Timestamp;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    /// Writes a point in time.
    ///
    /// # Errors
    /// Those of the serializer.
    pub fn serialize<S: Serializer>(at: &Timestamp, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&at.to_rfc3339())
    }

    /// Reads a point in time.
    ///
    /// # Errors
    /// A text that is none.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Timestamp, D::Error> {
        let text = String::deserialize(deserializer)?;
        Timestamp::from_rfc3339(&text).ok_or_else(|| {
            D::Error::custom(format!(
                "{text:?} is no time; write it like 2026-11-21T09:30:00Z"
            ))
        })
    }

    /// The same for a point in time that may be missing.
    pub mod option {
        use rehome_domain::time::Timestamp;
        use serde::{Deserialize, Deserializer, Serializer, de::Error};

        /// Writes a point in time, or null.
        ///
        /// # Errors
        /// Those of the serializer.
        pub fn serialize<S: Serializer>(
            at: &Option<Timestamp>,
            serializer: S,
        ) -> Result<S::Ok, S::Error> {
            match at {
                Some(at) => super::serialize(at, serializer),
                None => serializer.serialize_none(),
            }
        }

        /// Reads a point in time, or null.
        ///
        /// # Errors
        /// A text that is none.
        pub fn deserialize<'de, D: Deserializer<'de>>(
            deserializer: D,
        ) -> Result<Option<Timestamp>, D::Error> {
            Option::<String>::deserialize(deserializer)?
                .map(|text| {
                    Timestamp::from_rfc3339(&text)
                        .ok_or_else(|| D::Error::custom(format!("{text:?} is no time")))
                })
                .transpose()
        }
    }
}

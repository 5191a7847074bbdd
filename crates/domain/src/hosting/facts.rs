//! What a plan in a hosting tree is computed from beside people and organizations: the catalogue, the names that are
//! taken, and counts.

use super::{AddressHold, Catalogue, name_key};
use crate::ids::{Address, InstanceId, OrganizationCode, ServiceId, UserId};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Which kind of name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum NameKind {
    /// A user principal name, unique in a location.
    Upn,
    /// A mail address, unique among users, groups, contacts and reservations.
    Address,
    /// A username of the outside directory, unique in a location.
    Username,
}

/// A name that somebody has, in the form in which names are compared.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct NameKey {
    /// Which kind.
    pub kind: NameKind,
    /// The name as [`name_key`] gives it.
    pub key: String,
}

impl NameKey {
    /// The key of a name.
    pub fn new(kind: NameKind, name: &str) -> Self {
        Self {
            kind,
            key: name_key(name),
        }
    }
}

/// Who has a name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NameHolder {
    /// A person.
    User(UserId),
    /// A group, a contact, or a move that is pending for somebody else.
    Other,
}

/// How much of what is limited is in use at an organization. Counters are no part of a revision (ruling 60).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Counts {
    /// People who live there, deleted ones not counted.
    pub users: u32,
    /// People who hold a service, by instance.
    pub services: BTreeMap<ServiceId, BTreeMap<InstanceId, u32>>,
    /// As a reseller: bytes stored by everybody below.
    pub storage_bytes: u64,
}

/// The facts of hosting trees.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct HostingFacts {
    /// The services and plans.
    pub catalogue: Catalogue,
    /// The names that are taken in the location, with who has them.
    #[serde(with = "pairs")]
    pub names: BTreeMap<NameKey, BTreeSet<NameHolder>>,
    /// The addresses that are kept from others.
    pub holds: BTreeMap<Address, AddressHold>,
    /// Whether `names` and `holds` tell of every name that is or might be asked for; where not, it is checked on save.
    pub names_are_known: bool,
    /// What is in use, by organization; where nothing stands it is checked on save.
    pub counts: BTreeMap<OrganizationCode, Counts>,
}

/// A map whose keys are no texts, as a list of pairs.
mod pairs {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};
    use std::collections::BTreeMap;

    pub(super) fn serialize<K: Serialize, V: Serialize, S: Serializer>(
        map: &BTreeMap<K, V>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(map)
    }

    pub(super) fn deserialize<'de, K, V, D>(deserializer: D) -> Result<BTreeMap<K, V>, D::Error>
    where
        K: Deserialize<'de> + Ord,
        V: Deserialize<'de>,
        D: Deserializer<'de>,
    {
        let pairs = Vec::<(K, V)>::deserialize(deserializer)?;
        Ok(pairs.into_iter().collect())
    }
}

impl HostingFacts {
    /// Whether somebody other than these people has a name, or it is kept from them.
    pub fn is_taken(&self, kind: NameKind, name: &str, by_others_than: &[&UserId]) -> bool {
        let is_other = |holder: &NameHolder| match holder {
            NameHolder::User(user) => !by_others_than.contains(&user),
            NameHolder::Other => true,
        };
        let key = NameKey::new(kind, name);
        let mut holders = self.names.get(&key).into_iter().flatten();
        holders.any(is_other)
            || (kind == NameKind::Address
                && self
                    .hold(name)
                    .is_some_and(|(_, hold)| !by_others_than.contains(&&hold.person)))
    }

    /// What keeps an address from others, whatever the case.
    pub fn hold(&self, address: &str) -> Option<(&Address, &AddressHold)> {
        if let Some(found) = self.holds.get_key_value(address) {
            return Some(found);
        }
        let key = name_key(address);
        let mut all = self.holds.iter();
        all.find(|(held, _)| name_key(held.as_str()) == key)
    }

    /// The facts for a screen about a family: the catalogue, and what is kept for its members. Who has which name, and
    /// how full organizations are, is checked on save.
    pub fn for_a_screen(&self, family: &[&UserId]) -> Self {
        let own = |hold: &AddressHold| family.contains(&&hold.person);
        let holds = self.holds.iter().filter(|(_, hold)| own(hold));
        Self {
            catalogue: self.catalogue.clone(),
            holds: holds
                .map(|(address, hold)| (address.clone(), hold.clone()))
                .collect(),
            ..Self::default()
        }
    }

    /// Notes that a person has a name, or has it no longer.
    #[cfg(feature = "hosting")]
    pub(crate) fn note_name(&mut self, kind: NameKind, name: &str, user: &UserId, has: bool) {
        let key = NameKey::new(kind, name);
        let holder = NameHolder::User(user.clone());
        let holders = self.names.entry(key.clone()).or_default();
        if has {
            holders.insert(holder);
        } else {
            holders.remove(&holder);
        }
        if holders.is_empty() {
            self.names.remove(&key);
        }
    }

    /// Notes that somebody holds a service at an organization, or no longer; where it counts at all.
    #[cfg(feature = "hosting")]
    pub(crate) fn note_service(
        &mut self,
        at: &OrganizationCode,
        service: &ServiceId,
        held: &super::HeldService,
        has: bool,
    ) {
        let (Some(counts), Some(instance)) = (self.counts.get_mut(at), &held.instance) else {
            return;
        };
        let instances = counts.services.entry(service.clone()).or_default();
        let count = instances.entry(instance.clone()).or_default();
        *count = if has {
            *count + 1
        } else {
            count.saturating_sub(1)
        };
        // WHY: none and never any are the same.
        instances.retain(|_, count| *count > 0);
        counts.services.retain(|_, instances| !instances.is_empty());
    }
}

//! The hosting part of a person: sign-in name, addresses, services, department and office.

use super::Provisioning;
use crate::ids::{Address, InstanceId, OrganizationCode, PlanId, ServiceId, UserId};
use crate::time::Day;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What a record of a person is for (hosting 1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum UserType {
    /// A person.
    #[default]
    Standard,
    /// A pattern for new people; it belongs to its customer and does not move.
    Template,
}

impl UserType {
    /// The type's name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::Template => "template",
        }
    }

    /// The type with this name on the wire.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Standard, Self::Template]
            .into_iter()
            .find(|it| it.as_str() == name)
    }
}

/// How an address is used.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct AddressUse {
    /// Whether it is the one mail is sent from; one of a person's is.
    pub primary: bool,
}

/// An address that was given up and is kept from others for a while (ruling 42).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AddressHold {
    /// Who gave it up, and alone can take it back.
    pub person: UserId,
    /// The organization it belonged to.
    pub organization: OrganizationCode,
    /// For how many days from the commit. WHY not a date: what is decided must not depend on the day (ruling 9).
    pub days: u32,
    /// Whether mail for it goes on to the person meanwhile.
    pub forwards: bool,
}

/// A service as its user has it.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct HeldService {
    /// Which of the customer's instances.
    pub instance: Option<InstanceId>,
    /// At which level.
    pub plan: Option<PlanId>,
    /// Its state.
    pub status: Provisioning,
    /// The properties that have a value, by name.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub properties: BTreeSet<Arc<str>>,
    /// What it stores, in bytes.
    pub bytes: u64,
}

impl HeldService {
    /// Whether it is held at all: a grey one is not (ruling 38).
    pub fn is_held(&self) -> bool {
        self.status != Provisioning::NotProvisioned
    }
}

/// Somebody may act for a person.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Delegation {
    /// Who may act.
    pub to: UserId,
    /// The last day, included.
    #[serde(default)]
    pub until: Option<Day>,
    /// What for.
    #[serde(default)]
    pub kind: Option<Arc<str>>,
}

/// The hosting part of a person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct HostedUser {
    /// The user principal name, `local@domain`, by which the person signs in.
    pub upn: Option<Arc<str>>,
    /// The given name.
    pub given: Option<Arc<str>>,
    /// The surname.
    pub surname: Option<Arc<str>>,
    /// What the record is for.
    #[serde(rename = "type")]
    pub user_type: UserType,
    /// The account's own state.
    pub provisioning: Provisioning,
    /// The outside directory the identity is mastered in; none: here.
    pub synced_from: Option<Arc<str>>,
    /// Whether the outside directory protects the account from those who write there with few rights (`adminCount`).
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub protected: bool,
    /// The addresses.
    pub addresses: BTreeMap<Address, AddressUse>,
    /// The services, grey ones included.
    pub services: BTreeMap<ServiceId, HeldService>,
    /// The department.
    pub department: Option<Arc<str>>,
    /// The office: the site a person works at, not the location of the outside directory.
    pub office: Option<Arc<str>>,
    /// Who may act for the person.
    pub delegations: BTreeSet<Delegation>,
}

impl HostedUser {
    /// The services that are held: all but grey ones (ruling 38).
    pub fn held(&self) -> impl Iterator<Item = (&ServiceId, &HeldService)> {
        self.services.iter().filter(|(_, held)| held.is_held())
    }

    /// The primary address.
    pub fn primary(&self) -> Option<&Address> {
        let primary = self.addresses.iter().find(|(_, used)| used.primary);
        primary.map(|(address, _)| address)
    }

    /// An address by how it reads, whatever the case.
    pub fn address(&self, text: &str) -> Option<(&Address, &AddressUse)> {
        if let Some(exact) = self.addresses.get_key_value(text) {
            return Some(exact);
        }
        let mut all = self.addresses.iter();
        all.find(|(address, _)| super::is_same_name(address.as_str(), text))
    }
}

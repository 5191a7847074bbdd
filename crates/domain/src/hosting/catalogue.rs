//! What can be provisioned at all: services with what a move makes of them, and their plans (hosting 1 and 5).
//!
//! To widen what travels along, change a service's `transfer`; no code knows a service by its name.

use crate::ids::{PlanId, ServiceId};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What becomes of a service when its user moves (hosting 5, ruling 37).
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Transfer {
    /// It travels along with its data.
    Movable,
    /// It is made anew at the destination, empty.
    Recreate,
    /// It holds its user back until it is deprovisioned.
    #[default]
    Blocked,
}

/// Whom a service is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ServiceKind {
    /// The customer first, then its users.
    #[default]
    User,
    /// The customer alone; never a user's.
    Customer,
}

/// What becomes of a property of a service where the service is set up again (hosting 6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PropertyRule {
    /// It is taken over.
    Copy,
    /// It takes its default.
    Default,
    /// It is worked out anew from what the user is called there.
    Regenerate,
    /// Somebody has to fill it in.
    Require,
}

/// One service.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Service {
    /// The display name; the id where none is given.
    pub name: Option<Arc<str>>,
    /// Whom it is for.
    pub kind: ServiceKind,
    /// Whether a customer can have several of it.
    pub multi_instance: bool,
    /// What becomes of it in a move; blocked where nobody said otherwise.
    pub transfer: Transfer,
    /// The services that its users need beside it.
    pub requires: BTreeSet<ServiceId>,
    /// What becomes of its properties.
    pub properties: BTreeMap<Arc<str>, PropertyRule>,
}

/// Whom a plan is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PlanFor {
    /// A user.
    #[default]
    User,
    /// A customer.
    Customer,
}

/// One plan of a service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// The service it is a plan of.
    pub service: ServiceId,
    /// Whom it is for.
    #[serde(default, rename = "for")]
    pub plan_for: PlanFor,
    /// The display name; the id where none is given.
    #[serde(default)]
    pub name: Option<Arc<str>>,
    /// The level; plans of one level are alike in kind. Unknown where none is given.
    #[serde(default)]
    pub level: Option<u32>,
}

/// All services and plans of an installation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Catalogue {
    /// The services by id.
    pub services: BTreeMap<ServiceId, Service>,
    /// The plans by id.
    pub plans: BTreeMap<PlanId, Plan>,
}

/// The services that are known from the start, and what a move makes of each (hosting 5): the provider can change it.
///
/// Sources: Citrix CloudPortal Services Manager 11, "Moving users"; Automate101, "How to move and copy users", which
/// adds BlackBerry; CloudPortal Services Manager 10, "Lync 2010 for Hosting", which does not travel.
pub const SHIPPED: &[(&str, &str, Transfer)] = &[
    ("exchange", "Hosted Exchange", Transfer::Movable),
    ("ocs", "Office Communications Server", Transfer::Movable),
    ("blackberry", "BlackBerry", Transfer::Movable),
    ("lync", "Lync and Skype for Business", Transfer::Blocked),
    ("sharepoint", "SharePoint", Transfer::Blocked),
    ("crm", "CRM", Transfer::Blocked),
    ("citrix", "Citrix apps and desktops", Transfer::Blocked),
    ("file-sharing", "File Sharing", Transfer::Blocked),
    ("office-365", "Office 365", Transfer::Blocked),
    ("sharefile", "ShareFile", Transfer::Blocked),
];

/// Which of them are of no use to somebody without another one (hosting 5).
const NEEDS: &[(&str, &str)] = &[("blackberry", "exchange")];

impl Catalogue {
    /// Whether people can have a plan; those for customers are settings of theirs (hosting 1).
    pub fn is_for_users(&self, plan: &PlanId) -> bool {
        let known = self.plans.get(plan);
        known.is_none_or(|known| known.plan_for == PlanFor::User)
    }

    /// The services known from the start, without plans.
    pub fn shipped() -> Self {
        let service = |(id, name, transfer): &(&str, &str, Transfer)| {
            let needs = NEEDS.iter().filter(|(service, _)| service == id);
            let service = Service {
                name: Some(Arc::from(*name)),
                transfer: *transfer,
                requires: needs.map(|(_, other)| ServiceId::from(*other)).collect(),
                ..Service::default()
            };
            (ServiceId::from(*id), service)
        };
        Self {
            services: SHIPPED.iter().map(service).collect(),
            plans: BTreeMap::new(),
        }
    }

    /// What becomes of a service in a move; one that nobody knows is blocked.
    pub fn transfer(&self, service: &ServiceId) -> Transfer {
        self.services
            .get(service)
            .map(|service| service.transfer)
            .unwrap_or_default()
    }

    /// The name of a plan: its own, or its id.
    pub fn plan_name<'a>(&'a self, id: &'a PlanId) -> &'a str {
        self.plans
            .get(id)
            .and_then(|plan| plan.name.as_deref())
            .unwrap_or(id.as_str())
    }

    /// The level of a plan, where it is known.
    pub fn level(&self, id: &PlanId) -> Option<u32> {
        self.plans.get(id).and_then(|plan| plan.level)
    }
}

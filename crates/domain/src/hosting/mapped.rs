//! What a move makes of one person, as a wizard shows it field by field: what is chosen or proposed, and from what one
//! can choose.
//!
//! Data only; [`crate::user_move::judgement`] works it out. Names of services and plans come with it, so that who shows
//! it needs no catalogue.

use super::{Provisioning, Transfer};
use crate::ids::{Address, InstanceId, PlanId, ServiceId, UserId};
use crate::user_move::request::Disposition;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// One person at the destination.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mapped {
    /// The user principal name as it was.
    pub former_upn: Option<Arc<str>>,
    /// The new one; none where nothing can be proposed.
    pub upn: Option<MappedName>,
    /// The username as it was.
    pub former_username: Arc<str>,
    /// The username that would be written anew; none where none can be given.
    pub renamed: Option<Arc<str>>,
    /// Whether it is written anew.
    pub renames: bool,
    /// The new addresses, the primary one first.
    pub addresses: Vec<MappedName>,
    /// The old addresses.
    pub old: Vec<OldAddress>,
    /// The services that are held.
    pub services: Vec<MappedService>,
    /// The domains of the destination, the primary one first.
    pub domains: Vec<Arc<str>>,
    /// The department, before and after.
    pub department: [Option<Arc<str>>; 2],
    /// The office, before and after.
    pub office: [Option<Arc<str>>; 2],
    /// The manager, before and after.
    #[serde(default)]
    pub manager: [Option<UserId>; 2],
    /// For how many days a dropped address is kept from others.
    pub quarantine_days: u32,
}

/// A name at the destination.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MappedName {
    /// The name.
    pub text: Arc<str>,
    /// Whether somebody chose it; else it is proposed.
    pub chosen: bool,
}

/// An address somebody has at the source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OldAddress {
    /// The address.
    pub address: Address,
    /// Whether it is the primary one until now.
    pub primary: bool,
    /// Whether its domain is the destination's too, so that it could be kept.
    pub can_stay: bool,
    /// What becomes of it.
    pub end: OldEnd,
}

/// What becomes of an old address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OldEnd {
    /// It is among the new ones too, or stays as an alias.
    Stays,
    /// It is given up, and kept from others for so many days.
    Dropped(u32),
    /// It is given up, and mail for it goes on for so many days.
    Forwards(u32),
}

/// A service somebody holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MappedService {
    /// The service.
    pub service: ServiceId,
    /// What it is called.
    pub name: Arc<str>,
    /// What moves make of it.
    pub transfer: Transfer,
    /// Its state.
    pub status: Provisioning,
    /// The customer's instance it is on.
    pub held_instance: Option<InstanceId>,
    /// The plan until now, with its name.
    pub held_plan: Option<MappedPlan>,
    /// What it stores, in bytes.
    pub bytes: u64,
    /// What becomes of it.
    pub disposition: Disposition,
    /// The instances of the destination that are provisioned.
    pub instances: Vec<InstanceId>,
    /// The one it goes to, where that is settled.
    pub instance: Option<InstanceId>,
    /// The plans that can be had there.
    pub offered: Vec<MappedPlan>,
    /// The plan it takes; none where somebody has to choose.
    pub plan: Option<PlanId>,
}

/// A plan with its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MappedPlan {
    /// The plan.
    pub id: PlanId,
    /// What it is called.
    pub name: Arc<str>,
}

impl Mapped {
    /// A service by its id.
    pub fn service(&self, id: &ServiceId) -> Option<&MappedService> {
        self.services.iter().find(|row| row.service == *id)
    }
}

impl MappedService {
    /// Whether the service is there afterwards.
    pub fn goes_along(&self) -> bool {
        self.disposition != Disposition::Deprovision
    }

    /// What is preselected for it.
    pub fn preselected(&self) -> Disposition {
        match self.transfer {
            Transfer::Recreate => Disposition::Recreate,
            Transfer::Movable | Transfer::Blocked => Disposition::Move,
        }
    }
}

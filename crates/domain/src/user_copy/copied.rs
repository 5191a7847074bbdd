//! What a copy makes of somebody, as a wizard shows it field by field: what is chosen, proposed or taken over, and from
//! what one can choose.
//!
//! Data only; [`super::judgement()`] works it out. Names of services and plans come with it, so that who shows it needs
//! no catalogue.

use crate::hosting::Provisioning;
use crate::hosting::mapped::{MappedName, MappedPlan};
use crate::hosting::password::PasswordPolicy;
use crate::ids::{InstanceId, PlanId, RoleId, ServiceId, UserId};
use crate::time::Day;
use crate::user_move::finding::Finding;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::sync::Arc;

/// What a screen shows of a request to copy somebody.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CopyJudgement {
    /// All findings but that of the password, in the order of the rule table.
    pub findings: Vec<Finding>,
    /// The new person field by field.
    pub copied: Option<Copied>,
}

/// Somebody new.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Copied {
    /// Who is copied.
    pub original: UserId,
    /// By what findings name the new person.
    pub newcomer: UserId,
    /// The display name; none where there is nothing to make one of.
    pub name: Option<MappedName>,
    /// The user principal name.
    pub upn: Option<Arc<str>>,
    /// The username; none where none can be given.
    pub username: Option<MappedName>,
    /// The addresses, the primary one first.
    pub addresses: Vec<MappedName>,
    /// The domains of the home, the primary one first.
    pub domains: Vec<Arc<str>>,
    /// The department.
    pub department: Option<Arc<str>>,
    /// The office.
    pub office: Option<Arc<str>>,
    /// The manager.
    pub manager: Option<UserId>,
    /// The fields and attributes that are taken over, by name.
    pub taken_over: BTreeSet<Arc<str>>,
    /// The fields of the original that hold something and are not taken over, by name.
    pub left_out: BTreeSet<Arc<str>>,
    /// What the password must be.
    pub policy: PasswordPolicy,
    /// Whether the password never expires.
    pub never_expires: bool,
    /// The day on which this is judged.
    pub today: Day,
    /// The roles that the original holds at home or that can be given there.
    pub roles: Vec<CopiedRole>,
    /// The services that the original holds, then the others that can be had.
    pub services: Vec<CopiedService>,
    /// Whether further services can be added.
    pub may_add: bool,
}

/// A role that the new person might hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CopiedRole {
    /// Which.
    pub role: RoleId,
    /// Whether the original holds it at home.
    pub held: bool,
    /// Whether it is asked for.
    pub wanted: bool,
    /// Whether the customer allows it and who asks may grant it.
    pub can_be_given: bool,
}

/// A service that the new person might have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CopiedService {
    /// Which.
    pub service: ServiceId,
    /// What it is called.
    pub name: Arc<str>,
    /// The state in which the original has it; none where not at all.
    pub held: Option<Provisioning>,
    /// The plan of the original, with its name.
    pub held_plan: Option<MappedPlan>,
    /// Whether it can be copied.
    pub can_be_copied: bool,
    /// Whether the new person gets it.
    pub comes: bool,
    /// Whether it was asked for beside, or instead of, what the original has.
    pub added: bool,
    /// The instances of the home that are provisioned.
    pub instances: Vec<InstanceId>,
    /// The one it is provisioned on, where that is settled.
    pub instance: Option<InstanceId>,
    /// The plans that can be had there.
    pub offered: Vec<MappedPlan>,
    /// The plan it takes; none where somebody has to choose, or there are none.
    pub plan: Option<PlanId>,
    /// The properties that somebody has to fill in.
    pub required: BTreeSet<Arc<str>>,
    /// Those of them that nobody has.
    pub missing: BTreeSet<Arc<str>>,
    /// The state it begins with; not provisioned where the new person does not get it.
    pub status: Provisioning,
}

impl Copied {
    /// A service by its id.
    pub fn service(&self, id: &ServiceId) -> Option<&CopiedService> {
        self.services.iter().find(|row| row.service == *id)
    }

    /// What is wrong with a password, as the rule says.
    pub fn password(&self, password: &str) -> Option<Finding> {
        super::new_password::judged(password, self.policy, &self.original, self.newcomer.clone())
    }
}

impl CopiedService {
    /// What the plan it takes is called.
    pub fn plan_name(&self) -> Option<&str> {
        let plan = self.plan.as_ref()?;
        let offered = self.offered.iter().chain(&self.held_plan);
        let mut named = offered.filter(|known| known.id == *plan);
        Some(named.next().map_or(plan.as_str(), |known| &known.name))
    }
}

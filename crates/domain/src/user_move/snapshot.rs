//! The facts a plan is computed from.
//!
//! Storage loads it with everything the rules may ask about the request at hand; the browser gets a
//! redacted one. What is left out must be recognizable as unknown, so that a rule can answer "checked on
//! save" instead of guessing.

use crate::content::ContentFacts;
use crate::hosting::HostingFacts;
use crate::ids::{AttributeId, GroupId, OrganizationCode, RoleId, ServiceId, UserId};
use crate::organization::{MoveFamily, OrganizationKind};
use crate::people::{Grant, Group, User, UserStatus};
use crate::role::{Role, Roles};
use crate::telephony::TelephonyFacts;
use crate::tree::{Organizations, Placed};
use crate::user_move::filters::FilterFacts;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The facts at one moment.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Snapshot {
    /// Sources, destinations, everything above them, and whatever else the families touch.
    pub organizations: Organizations,
    /// The actor, the subjects with their families, and those they refer to or who refer to them.
    pub users: BTreeMap<UserId, User>,
    /// The clones of roles.
    pub roles: Roles,
    /// The groups the families are in.
    pub groups: BTreeMap<GroupId, Group>,
    /// Where each attribute the families carry is defined.
    pub attributes: BTreeMap<AttributeId, Option<OrganizationCode>>,
    /// Active holders of an administrator's grant at a source, by organization (ruling 67).
    pub administrators: BTreeMap<OrganizationCode, BTreeSet<UserId>>,
    /// Names and mapping ids of the families that somebody else already has, by organization.
    pub taken: Vec<Taken>,
    /// Whether `taken` is complete; where not, the rule answers on save.
    pub taken_is_known: bool,
    /// The names of everybody here in the form in which they are compared; there where `taken` is complete.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub name_keys: BTreeMap<UserId, NameKeys>,
    /// Whom to ask, by organization: administrators by display name.
    pub contacts: BTreeMap<OrganizationCode, Vec<Arc<str>>>,
    /// Dependents of subjects that the viewer may not see, by sponsor.
    pub hidden_dependents: BTreeMap<UserId, u32>,
    /// What filters of the request ask of people; there where it has some.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filtered: Option<FilterFacts>,
    /// The facts of hosting trees. Where they are not loaded, nobody holds a key there: who has not seen services and
    /// addresses must not move their owner.
    #[cfg_attr(not(feature = "hosting"), serde(skip))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hosting: Option<HostingFacts>,
    /// The facts of sites with telephony. Where they are not loaded, nobody holds a key there: who has not seen lines and
    /// devices must not move their owner.
    #[cfg_attr(not(feature = "telephony"), serde(skip))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub telephony: Option<TelephonyFacts>,
    /// The facts of hub and satellite accounts. Where they are not loaded, nobody holds a key there: who has not seen what
    /// people own must not move its owner.
    #[cfg_attr(not(feature = "content"), serde(skip))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content: Option<ContentFacts>,
}

/// What somebody is known by, in the form of [`crate::text::folded`].
///
/// WHY not folded where it is asked for: the tables of Unicode would go with every page that judges.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NameKeys {
    /// The sign-in name.
    pub username: String,
    /// The mapping id.
    pub mapping_id: Option<String>,
}

/// A name of a family member that another user of an organization has.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Taken {
    /// The organization in which the name is taken.
    pub organization: OrganizationCode,
    /// The family member.
    pub user: UserId,
    /// Which name.
    pub name: TakenName,
}

/// Which name is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum TakenName {
    /// The sign-in name.
    Username,
    /// The mapping id.
    MappingId,
}

impl Snapshot {
    /// Whether moves of a family can be judged: its rules are built in, and the facts they ask for are here.
    pub fn judges(&self, family: MoveFamily) -> bool {
        match family {
            MoveFamily::Enterprise => true,
            MoveFamily::Hosting => cfg!(feature = "hosting") && self.hosting.is_some(),
            MoveFamily::Site => cfg!(feature = "telephony") && self.telephony.is_some(),
            MoveFamily::Account => cfg!(feature = "content") && self.content.is_some(),
        }
    }

    /// A role with the keys it has here; without the facts of a tree its roles open nothing there.
    pub fn role(&self, id: &RoleId) -> Option<Role> {
        self.roles.get_where(id, |family| self.judges(family))
    }

    /// The role of a grant, where it opens anything: one that is bound to a service is inert at a customer where that
    /// service is not provisioned (ruling 40).
    pub fn granted(&self, grant: &Grant) -> Option<Role> {
        let role = self.role(&grant.role)?;
        let at = grant.at.as_ref().and_then(|at| self.organizations.get(at));
        let customer = at.filter(|at| at.kind == OrganizationKind::Customer);
        let bound = self.roles.service(&grant.role).map(ServiceId::from);
        let is_inert = bound.zip(customer).is_some_and(|(service, customer)| {
            let there = customer.organization.hosting.as_deref();
            there.is_none_or(|there| there.open_instances(&service).next().is_none())
        });
        (!is_inert).then_some(role)
    }

    /// The user with this id.
    pub fn user(&self, id: &UserId) -> Option<&User> {
        self.users.get(id)
    }

    /// The family of a sponsor: the sponsor first, then the dependents by id (model 1). Deleted dependents
    /// are nobody's and stay (enterprise 10.16).
    pub fn family<'a>(&'a self, sponsor: &'a User) -> impl Iterator<Item = &'a User> + Clone {
        std::iter::once(sponsor).chain(
            self.users
                .values()
                .filter(move |user| user.sponsor.as_ref() == Some(&sponsor.id))
                .filter(|user| user.status != UserStatus::Deleted),
        )
    }

    /// The highest rank of somebody's grants whose scope covers an organization (ruling 4).
    pub fn rank_at(&self, user: &User, place: Placed<'_>) -> u8 {
        let covering = user.grants.iter().filter_map(|grant| {
            let role = self.granted(grant)?;
            let at = grant.at.as_ref()?;
            let covers = place.code == *at || (role.reaches_down() && place.is_within(at));
            covers.then(|| role.rank())
        });
        let by_profile = self.profile_role(user).filter(|role| {
            place.code == user.home || (role.reaches_down() && place.is_within(&user.home))
        });
        let by_profile = by_profile.map_or(0, |role| role.rank());
        covering.max().unwrap_or(0).max(by_profile)
    }
}

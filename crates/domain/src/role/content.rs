//! The keys of permission profiles in hub and satellite accounts (content 2 and 9): the account pair is the hub's alone.

use super::{BuiltIn, Permission as P, Reach, Role};
use crate::content::{Profile, ProfileKind};
use crate::ids::RoleId;
use crate::organization::{MoveFamily, OrganizationKind};
use crate::people::User;
use crate::user_move::Snapshot;
use Reach::{Here, Subtree};
use std::collections::{BTreeMap, BTreeSet};

/// What administrators of the hub may do, in all its accounts.
const OF_THE_HUB: &[(P, Reach)] = &[
    (P::View, Subtree),
    (P::Edit, Subtree),
    (P::Lock, Subtree),
    (P::GrantRoles, Subtree),
    (P::Configure, Subtree),
    (P::Approve, Subtree),
    (P::Audit, Subtree),
    (P::Release(MoveFamily::Account), Subtree),
    (P::Admit(MoveFamily::Account), Subtree),
];
/// What administrators of a satellite may do there.
const OF_A_SATELLITE: &[(P, Reach)] = &[
    (P::View, Here),
    (P::Edit, Here),
    (P::Lock, Here),
    (P::GrantRoles, Here),
    (P::Configure, Here),
    (P::Approve, Here),
    (P::Audit, Here),
];
const CONTACTS: &[(P, Reach)] = &[(P::View, Here)];

/// A profile with its keys at the hub and at a satellite.
pub type ProfileKeys = (ProfileKind, &'static [(P, Reach)], &'static [(P, Reach)]);

/// The profiles with their keys. Source: Workfront Proof, "Move users between accounts", "Satellite accounts".
pub const KEYS_OF_PROFILES: &[ProfileKeys] = &[
    (
        ProfileKind::BillingAdministrator,
        OF_THE_HUB,
        OF_A_SATELLITE,
    ),
    (ProfileKind::Administrator, OF_THE_HUB, OF_A_SATELLITE),
    (ProfileKind::Supervisor, CONTACTS, CONTACTS),
    (ProfileKind::Manager, CONTACTS, CONTACTS),
    (ProfileKind::Observer, CONTACTS, CONTACTS),
    (ProfileKind::Visitor, &[], &[]),
];

impl ProfileKind {
    /// What the profile opens at an account of a kind.
    pub fn keys(self, at: OrganizationKind) -> &'static [(P, Reach)] {
        let mut rows = KEYS_OF_PROFILES.iter();
        rows.find(|(kind, ..)| *kind == self)
            .map_or(&[], |(_, hub, satellite)| match at {
                OrganizationKind::Hub => hub,
                _ => satellite,
            })
    }
}

/// The keys of a profile as it is held: looking after users and moving them can be taken from a custom one.
fn keys(profile: &Profile<'_>, at: OrganizationKind) -> BTreeMap<P, Reach> {
    let all = profile.like.keys(at).iter().copied();
    let is_held = |permission: &P| match permission {
        P::View => true,
        P::Release(_) | P::Admit(_) => profile.moves_users(),
        _ => profile.manages_users(),
    };
    all.filter(|(permission, _)| is_held(permission)).collect()
}

impl Snapshot {
    /// The profile somebody holds at home, as a role; none where moves between accounts are not judged.
    pub fn profile_role(&self, user: &User) -> Option<Role> {
        let facts = self.content.as_ref();
        let facts = facts.filter(|_| self.judges(MoveFamily::Account))?;
        let home = self.organizations.get(&user.home)?;
        let member = facts.members.get(&user.id)?;
        let profile = facts.profile(&member.profile, &home.code)?;
        Some(Role {
            id: RoleId::new(member.profile.as_str()),
            name: profile.custom.and_then(|custom| custom.name.clone()),
            like: BuiltIn::User,
            keys: keys(&profile, home.kind),
            allowed_at: BTreeSet::from([home.kind]),
            profile_rank: Some(profile.like.rank(home.kind)),
        })
    }
}

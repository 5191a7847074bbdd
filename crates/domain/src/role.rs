//! Who holds which keys, as data: permissions, ranks, the built-in roles, and clones of them.
//!
//! A move needs `user.release` at the source and `user.admit` at the destination, of the pair that the
//! kinds of both ends choose (ruling 72). Ranks are ruling 4's. To add a built-in role, add a row to
//! [`BUILT_IN`].

mod built_in;
mod content;
mod hosting;
mod telephony;

pub use built_in::{BUILT_IN, BuiltIn, BuiltInRow};
pub use content::{KEYS_OF_PROFILES, ProfileKeys};
pub use hosting::KEYS_IN_HOSTING;
pub use telephony::KEYS_AT_SITES;

use crate::ids::RoleId;
use crate::organization::{MoveFamily, OrganizationKind};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Something a role allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Permission {
    /// Let people of an organization go, in moves of one family.
    Release(MoveFamily),
    /// Take people in at an organization, in moves of one family.
    Admit(MoveFamily),
    /// See users.
    View,
    /// Change profiles.
    Edit,
    /// Set and clear the move lock.
    Lock,
    /// Subscribe others.
    Subscribe,
    /// Grant and revoke roles.
    GrantRoles,
    /// Change an organization's settings.
    Configure,
    /// Approve moves (ruling 62).
    Approve,
    /// Read the audit.
    Audit,
    /// Copy users.
    Copy,
    /// Write the username of somebody who moves anew (ruling 41).
    Rename,
    /// Provision services to people, take them away, and look after what failed (hosting 2 and 9.11).
    Provision,
}

impl Permission {
    /// Every permission.
    pub const ALL: [Self; 19] = [
        Self::Release(MoveFamily::Enterprise),
        Self::Release(MoveFamily::Hosting),
        Self::Release(MoveFamily::Site),
        Self::Release(MoveFamily::Account),
        Self::Admit(MoveFamily::Enterprise),
        Self::Admit(MoveFamily::Hosting),
        Self::Admit(MoveFamily::Site),
        Self::Admit(MoveFamily::Account),
        Self::View,
        Self::Edit,
        Self::Lock,
        Self::Subscribe,
        Self::GrantRoles,
        Self::Configure,
        Self::Approve,
        Self::Audit,
        Self::Copy,
        Self::Rename,
        Self::Provision,
    ];

    /// The permission's name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Release(MoveFamily::Enterprise) => "user.release.enterprise",
            Self::Release(MoveFamily::Hosting) => "user.release.hosting",
            Self::Release(MoveFamily::Site) => "user.release.site",
            Self::Release(MoveFamily::Account) => "user.release.account",
            Self::Admit(MoveFamily::Enterprise) => "user.admit.enterprise",
            Self::Admit(MoveFamily::Hosting) => "user.admit.hosting",
            Self::Admit(MoveFamily::Site) => "user.admit.site",
            Self::Admit(MoveFamily::Account) => "user.admit.account",
            Self::View => "user.view",
            Self::Edit => "user.edit",
            Self::Lock => "user.lock",
            Self::Subscribe => "user.subscribe",
            Self::GrantRoles => "role.grant",
            Self::Configure => "organization.configure",
            Self::Approve => "move.approve",
            Self::Audit => "audit.view",
            Self::Copy => "user.copy",
            Self::Rename => "user.rename",
            Self::Provision => "user.provision",
        }
    }

    /// The permissions a name stands for: one, or the whole of `user.release` and `user.admit`.
    pub fn named(name: &str) -> Vec<Self> {
        Self::ALL
            .into_iter()
            .filter(|permission| {
                permission.as_str() == name
                    || (matches!(name, "user.release" | "user.admit")
                        && permission
                            .as_str()
                            .strip_prefix(name)
                            .is_some_and(|rest| rest.starts_with('.')))
            })
            .collect()
    }
}

/// How far a permission reaches from the organization it is held at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reach {
    /// That organization only.
    Here,
    /// It and all below it.
    Subtree,
    /// The suborganizations on the list of Available Organizations (ruling 25).
    Listed,
}

/// One role: its rank, where it may be held, and its keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// The role's id.
    pub id: RoleId,
    /// The display name of a clone; built-in roles are named by translations.
    pub name: Option<Arc<str>>,
    /// The built-in role this one is or was cloned from.
    pub like: BuiltIn,
    /// What it allows and how far.
    pub keys: BTreeMap<Permission, Reach>,
    /// The kinds of organization it may be held at; empty: held at none in particular.
    pub allowed_at: BTreeSet<OrganizationKind>,
    /// The rank that a permission profile gives (ruling 4); none for a role.
    pub profile_rank: Option<u8>,
}

impl Role {
    /// The rank; a clone never ranks above its original (ruling 72).
    pub fn rank(&self) -> u8 {
        self.profile_rank.unwrap_or_else(|| self.like.row().rank)
    }

    /// How far a permission of this role reaches, if it has it.
    pub fn reach(&self, permission: Permission) -> Option<Reach> {
        self.keys.get(&permission).copied()
    }

    /// Whether any key reaches below the organization the role is held at.
    pub fn reaches_down(&self) -> bool {
        self.keys.values().any(|reach| *reach == Reach::Subtree)
    }

    /// Whether the role has a key that lets people go.
    pub fn releases(&self) -> bool {
        self.keys
            .keys()
            .any(|permission| matches!(permission, Permission::Release(_)))
    }
}

/// A clone of a built-in role, as data.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct RoleClone {
    /// The name of the built-in role.
    pub like: Arc<str>,
    /// The display name.
    pub name: Option<Arc<str>>,
    /// Permissions on top; only those of the original count, so that no clone exceeds it.
    pub grant: BTreeSet<Arc<str>>,
    /// Permissions taken away.
    pub deny: BTreeSet<Arc<str>>,
    /// The kinds of organization it may be held at; as the original where none.
    pub allowed_at: BTreeSet<OrganizationKind>,
    /// The service it is bound to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service: Option<Arc<str>>,
}

/// All roles: the built-in ones and the clones.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Roles {
    /// The clones by id.
    pub clones: BTreeMap<RoleId, RoleClone>,
}

impl Roles {
    /// The role with this id.
    pub fn get(&self, id: &RoleId) -> Option<Role> {
        self.with_keys(id, |built_in| [built_in.row().keys, &[]])
    }

    /// The role with this id and the keys it has where moves of some families are judged.
    pub fn get_where(&self, id: &RoleId, judges: impl Fn(MoveFamily) -> bool) -> Option<Role> {
        let (hosting, site) = (judges(MoveFamily::Hosting), judges(MoveFamily::Site));
        self.with_keys(id, |role| {
            let own = if hosting {
                role.keys_in_hosting()
            } else {
                role.row().keys
            };
            let at_sites = if site { role.keys_at_sites() } else { &[] };
            [own, at_sites]
        })
    }

    /// The keys of the two lists; the further reach counts.
    fn with_keys(
        &self,
        id: &RoleId,
        keys_of: impl Fn(BuiltIn) -> [&'static [(Permission, Reach)]; 2],
    ) -> Option<Role> {
        let keys_of = |role| {
            let mut keys: BTreeMap<Permission, Reach> = BTreeMap::new();
            for (permission, reach) in keys_of(role).into_iter().flatten() {
                let known = keys.entry(*permission).or_insert(*reach);
                if *reach == Reach::Subtree {
                    *known = Reach::Subtree;
                }
            }
            keys
        };
        if let Some(built_in) = BuiltIn::from_name(id.as_str()) {
            let row = built_in.row();
            return Some(Role {
                id: id.clone(),
                name: None,
                like: built_in,
                keys: keys_of(built_in),
                allowed_at: row.allowed_at.iter().copied().collect(),
                profile_rank: None,
            });
        }
        let clone = self.clones.get(id)?;
        let like = BuiltIn::from_name(&clone.like)?;
        let row = like.row();
        let mut keys = keys_of(like);
        for denied in clone.deny.iter().flat_map(|name| Permission::named(name)) {
            keys.remove(&denied);
        }
        let allowed_at = if clone.allowed_at.is_empty() {
            row.allowed_at.iter().copied().collect()
        } else {
            clone.allowed_at.clone()
        };
        Some(Role {
            id: id.clone(),
            name: clone.name.clone(),
            like,
            keys,
            allowed_at,
            profile_rank: None,
        })
    }

    /// The service a role is bound to; built-in roles are bound to none.
    pub fn service(&self, id: &RoleId) -> Option<&str> {
        self.clones.get(id)?.service.as_deref()
    }

    /// The rank of a role; an unknown one has none.
    pub fn rank(&self, id: &RoleId) -> u8 {
        self.like(id).map_or(0, |like| like.row().rank)
    }

    /// The built-in role behind an id.
    pub fn like(&self, id: &RoleId) -> Option<BuiltIn> {
        BuiltIn::from_name(id.as_str()).or_else(|| BuiltIn::from_name(&self.clones.get(id)?.like))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn every_built_in_role_has_one_row_and_is_found_by_its_name() {
        for row in BUILT_IN {
            assert_eq!(BuiltIn::from_name(row.name), Some(row.role));
            assert_eq!(row.role.row().name, row.name);
            assert_eq!(serde_json::to_value(row.role).unwrap(), row.name);
        }
        assert_eq!(BUILT_IN.len(), 22);
    }

    #[test]
    fn a_clone_can_lose_keys_but_never_gain_what_its_original_lacks() {
        let mut roles = Roles::default();
        roles.clones.insert(
            "ward-clerk".into(),
            RoleClone {
                like: "end_users_manager".into(),
                grant: BTreeSet::from(["role.grant".into()]),
                deny: BTreeSet::from(["user.release".into()]),
                ..RoleClone::default()
            },
        );
        let clerk = roles.get(&"ward-clerk".into()).unwrap();
        assert_eq!(clerk.rank(), 40);
        assert!(!clerk.releases());
        assert_eq!(clerk.reach(Permission::GrantRoles), None);
        assert_eq!(clerk.reach(Permission::Lock), Some(Reach::Here));
    }

    #[test]
    fn a_permission_name_without_a_family_means_all_families() {
        assert_eq!(Permission::named("user.release").len(), 4);
        assert_eq!(Permission::named("user.lock"), vec![Permission::Lock]);
        assert!(Permission::named("user.fly").is_empty());
    }
}

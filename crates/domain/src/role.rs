//! Who holds which keys, as data: permissions, ranks, the built-in roles, and clones of them.
//!
//! A move needs `user.release` at the source and `user.admit` at the destination, of the pair that the
//! kinds of both ends choose (ruling 72). Ranks are ruling 4's. To add a built-in role, add a row to
//! [`BUILT_IN`].

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
}

impl Permission {
    /// Every permission.
    pub const ALL: [Self; 17] = [
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
}

impl Role {
    /// The rank; a clone never ranks above its original (ruling 72).
    pub fn rank(&self) -> u8 {
        self.like.row().rank
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

/// The built-in roles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum BuiltIn {
    EnterpriseAdministrator,
    OrganizationAdministrator,
    AdvancedAlertManager,
    AlertManager,
    EndUsersManager,
    AlertPublisher,
    BasicOperator,
    DistributionListsManager,
    ReportManager,
    ServiceProviderAdministrator,
    ResellerAdministrator,
    CustomerAdministrator,
    UserAndServiceAdministrator,
    UserAdministrator,
    ServiceAdministrator,
    PartialUserAdministrator,
    ProviderAdministrator,
    SiteAdministrator,
    ApiUser,
    Auditor,
    SystemAdministrator,
    User,
}

/// One row of the table of built-in roles.
#[derive(Debug)]
pub struct BuiltInRow {
    /// The role.
    pub role: BuiltIn,
    /// Its name on the wire.
    pub name: &'static str,
    /// Its rank (ruling 4).
    pub rank: u8,
    /// Where it may be held; empty: at none in particular.
    pub allowed_at: &'static [OrganizationKind],
    /// Its keys.
    pub keys: &'static [(Permission, Reach)],
}

use MoveFamily as F;
use OrganizationKind as K;
use Permission as P;
use Reach::{Here, Listed, Subtree};

const ENTERPRISE_KINDS: &[K] = &[K::SuperEnterprise, K::Enterprise];
const ENTERPRISE_HOMES: &[K] = &[
    K::SuperEnterprise,
    K::Enterprise,
    K::Suborganization,
    K::Basic,
];
const HOSTING_KINDS: &[K] = &[K::Provider, K::Reseller, K::Customer];
const SITES: &[K] = &[K::Provider, K::Reseller, K::Customer, K::Area, K::Site];
const EVERYWHERE: &[K] = &K::ALL;

/// The keys of an operator of a suborganization who may move people (ruling 25).
const MOVING_OPERATOR: &[(P, Reach)] = &[
    (P::View, Here),
    (P::Edit, Here),
    (P::Lock, Here),
    (P::Subscribe, Here),
    (P::Release(F::Enterprise), Here),
    (P::Admit(F::Enterprise), Listed),
];
const ORGANIZATION_ADMINISTRATOR: &[(P, Reach)] = &[
    (P::View, Here),
    (P::Edit, Here),
    (P::Lock, Here),
    (P::Subscribe, Here),
    (P::GrantRoles, Here),
    (P::Configure, Here),
    (P::Approve, Here),
    (P::Audit, Here),
    (P::Release(F::Enterprise), Here),
    (P::Admit(F::Enterprise), Listed),
];
const ENTERPRISE_ADMINISTRATOR: &[(P, Reach)] = &[
    (P::View, Subtree),
    (P::Edit, Subtree),
    (P::Lock, Subtree),
    (P::Subscribe, Subtree),
    (P::GrantRoles, Subtree),
    (P::Configure, Subtree),
    (P::Approve, Subtree),
    (P::Audit, Subtree),
    (P::Release(F::Enterprise), Subtree),
    (P::Admit(F::Enterprise), Subtree),
];
const VIEWER: &[(P, Reach)] = &[(P::View, Here)];

/// The built-in roles with their ranks and keys. Roles of hosting, telephony and content trees hold a
/// rank here and take their keys with the rules of those trees.
pub const BUILT_IN: &[BuiltInRow] = &[
    BuiltInRow {
        role: BuiltIn::EnterpriseAdministrator,
        name: "enterprise_administrator",
        rank: 100,
        allowed_at: ENTERPRISE_KINDS,
        keys: ENTERPRISE_ADMINISTRATOR,
    },
    BuiltInRow {
        role: BuiltIn::OrganizationAdministrator,
        name: "organization_administrator",
        rank: 80,
        allowed_at: ENTERPRISE_HOMES,
        keys: ORGANIZATION_ADMINISTRATOR,
    },
    BuiltInRow {
        role: BuiltIn::AdvancedAlertManager,
        name: "advanced_alert_manager",
        rank: 60,
        allowed_at: ENTERPRISE_HOMES,
        keys: MOVING_OPERATOR,
    },
    BuiltInRow {
        role: BuiltIn::AlertManager,
        name: "alert_manager",
        rank: 50,
        allowed_at: ENTERPRISE_HOMES,
        keys: MOVING_OPERATOR,
    },
    BuiltInRow {
        role: BuiltIn::EndUsersManager,
        name: "end_users_manager",
        rank: 40,
        allowed_at: ENTERPRISE_HOMES,
        keys: MOVING_OPERATOR,
    },
    BuiltInRow {
        role: BuiltIn::AlertPublisher,
        name: "alert_publisher",
        rank: 20,
        allowed_at: ENTERPRISE_HOMES,
        keys: VIEWER,
    },
    BuiltInRow {
        role: BuiltIn::BasicOperator,
        name: "basic_operator",
        rank: 20,
        allowed_at: ENTERPRISE_HOMES,
        keys: VIEWER,
    },
    BuiltInRow {
        role: BuiltIn::DistributionListsManager,
        name: "distribution_lists_manager",
        rank: 20,
        allowed_at: ENTERPRISE_HOMES,
        keys: VIEWER,
    },
    BuiltInRow {
        role: BuiltIn::ReportManager,
        name: "report_manager",
        rank: 20,
        allowed_at: ENTERPRISE_HOMES,
        keys: VIEWER,
    },
    BuiltInRow {
        role: BuiltIn::ServiceProviderAdministrator,
        name: "service_provider_administrator",
        rank: 100,
        allowed_at: HOSTING_KINDS,
        keys: &[],
    },
    BuiltInRow {
        role: BuiltIn::ResellerAdministrator,
        name: "reseller_administrator",
        rank: 80,
        allowed_at: HOSTING_KINDS,
        keys: &[],
    },
    BuiltInRow {
        role: BuiltIn::CustomerAdministrator,
        name: "customer_administrator",
        rank: 60,
        allowed_at: HOSTING_KINDS,
        keys: &[],
    },
    BuiltInRow {
        role: BuiltIn::UserAndServiceAdministrator,
        name: "user_and_service_administrator",
        rank: 50,
        allowed_at: HOSTING_KINDS,
        keys: &[],
    },
    BuiltInRow {
        role: BuiltIn::UserAdministrator,
        name: "user_administrator",
        rank: 40,
        allowed_at: HOSTING_KINDS,
        keys: &[],
    },
    BuiltInRow {
        role: BuiltIn::ServiceAdministrator,
        name: "service_administrator",
        rank: 30,
        allowed_at: HOSTING_KINDS,
        keys: &[],
    },
    BuiltInRow {
        role: BuiltIn::PartialUserAdministrator,
        name: "partial_user_administrator",
        rank: 20,
        allowed_at: HOSTING_KINDS,
        keys: &[],
    },
    BuiltInRow {
        role: BuiltIn::ProviderAdministrator,
        name: "provider_administrator",
        rank: 100,
        allowed_at: SITES,
        keys: &[],
    },
    BuiltInRow {
        role: BuiltIn::SiteAdministrator,
        name: "site_administrator",
        rank: 40,
        allowed_at: SITES,
        keys: &[],
    },
    BuiltInRow {
        role: BuiltIn::ApiUser,
        name: "api_user",
        rank: 0,
        allowed_at: EVERYWHERE,
        keys: &[],
    },
    BuiltInRow {
        role: BuiltIn::Auditor,
        name: "auditor",
        rank: 0,
        allowed_at: &[],
        keys: &[(P::Audit, Subtree)],
    },
    BuiltInRow {
        role: BuiltIn::SystemAdministrator,
        name: "system_administrator",
        rank: 0,
        allowed_at: &[],
        keys: &[],
    },
    BuiltInRow {
        role: BuiltIn::User,
        name: "user",
        rank: 0,
        allowed_at: EVERYWHERE,
        keys: &[],
    },
];

impl BuiltIn {
    /// The role's row in the table.
    pub fn row(self) -> &'static BuiltInRow {
        const NOBODY: BuiltInRow = BuiltInRow {
            role: BuiltIn::User,
            name: "user",
            rank: 0,
            allowed_at: EVERYWHERE,
            keys: &[],
        };
        // INVARIANT: every variant has a row; a test holds that.
        BUILT_IN
            .iter()
            .find(|row| row.role == self)
            .unwrap_or(&NOBODY)
    }

    /// The role with this name on the wire.
    pub fn from_name(name: &str) -> Option<Self> {
        BUILT_IN
            .iter()
            .find(|row| row.name == name)
            .map(|row| row.role)
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
        if let Some(built_in) = BuiltIn::from_name(id.as_str()) {
            let row = built_in.row();
            return Some(Role {
                id: id.clone(),
                name: None,
                like: built_in,
                keys: row.keys.iter().copied().collect(),
                allowed_at: row.allowed_at.iter().copied().collect(),
            });
        }
        let clone = self.clones.get(id)?;
        let like = BuiltIn::from_name(&clone.like)?;
        let row = like.row();
        let mut keys: BTreeMap<Permission, Reach> = row.keys.iter().copied().collect();
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
        })
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

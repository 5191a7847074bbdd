//! The table of built-in roles: ranks, keys, and where each may be held.
//!
//! To add a role, add a variant and a row; RULES.md shows both.

use super::{Permission, Reach};
use crate::organization::{MoveFamily, OrganizationKind};
use serde::{Deserialize, Serialize};

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

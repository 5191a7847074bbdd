//! The keys of roles in hosting trees (hosting 2).
//!
//! WHY beside the table of built-in roles: they count only where a snapshot holds the facts of hosting trees; everywhere
//! else these roles open nothing yet.

use super::{BuiltIn, Permission as P, Reach};
use crate::organization::{MoveFamily, OrganizationKind};
use Reach::{Here, Subtree};

/// Provider and resellers: everything in the own subtree, and alone the move.
const MOVER: &[(P, Reach)] = &[
    (P::View, Subtree),
    (P::Edit, Subtree),
    (P::Lock, Subtree),
    (P::GrantRoles, Subtree),
    (P::Configure, Subtree),
    (P::Approve, Subtree),
    (P::Audit, Subtree),
    (P::Copy, Subtree),
    (P::Rename, Subtree),
    (P::Provision, Subtree),
    (P::Release(MoveFamily::Hosting), Subtree),
    (P::Admit(MoveFamily::Hosting), Subtree),
];
const CUSTOMER: &[(P, Reach)] = &[
    (P::View, Here),
    (P::Edit, Here),
    (P::Lock, Here),
    (P::GrantRoles, Here),
    (P::Configure, Here),
    (P::Audit, Here),
    (P::Copy, Here),
    (P::Provision, Here),
];
const USERS_AND_SERVICES: &[(P, Reach)] = &[
    (P::View, Here),
    (P::Edit, Here),
    (P::Copy, Here),
    (P::Provision, Here),
];
const USERS: &[(P, Reach)] = &[(P::View, Here), (P::Edit, Here), (P::Copy, Here)];
const SERVICES: &[(P, Reach)] = &[(P::View, Here), (P::Provision, Here)];
const VIEWER: &[(P, Reach)] = &[(P::View, Here)];

/// The roles of hosting trees with their keys there; the others have none. Source: Citrix CloudPortal Services Manager
/// 11, "Moving users", and 11.5, "User roles"; Automate101, "How to move and copy users".
pub const KEYS_IN_HOSTING: &[(BuiltIn, &[(P, Reach)])] = &[
    (BuiltIn::ServiceProviderAdministrator, MOVER),
    (BuiltIn::ResellerAdministrator, MOVER),
    (BuiltIn::CustomerAdministrator, CUSTOMER),
    (BuiltIn::UserAndServiceAdministrator, USERS_AND_SERVICES),
    (BuiltIn::UserAdministrator, USERS),
    (BuiltIn::ServiceAdministrator, SERVICES),
    (BuiltIn::PartialUserAdministrator, VIEWER),
    (BuiltIn::ApiUser, &[]),
];

impl BuiltIn {
    /// Whether its holders are the administrators that an organization of a kind should not lose (ruling 67).
    pub fn administers(self, kind: OrganizationKind) -> bool {
        if kind.is_hosting_tree() {
            self == Self::CustomerAdministrator
        } else {
            self == Self::OrganizationAdministrator
        }
    }

    /// What the role opens where moves in hosting trees are judged: its keys there, or else those it has anywhere.
    pub fn keys_in_hosting(self) -> &'static [(P, Reach)] {
        let mut rows = KEYS_IN_HOSTING.iter();
        rows.find(|(role, _)| *role == self)
            .map_or(self.row().keys, |(_, keys)| keys)
    }
}

//! The keys of roles where moves onto sites and between them are judged (telephony 2, ruling 72): on top of those the
//! roles have anyway.

use super::{BuiltIn, Permission as P, Reach};
use crate::organization::MoveFamily;
use Reach::{Here, Subtree};

/// Who looks after everything from the own organization downwards, and moves people there.
const MOVER: &[(P, Reach)] = &[
    (P::View, Subtree),
    (P::Edit, Subtree),
    (P::Lock, Subtree),
    (P::GrantRoles, Subtree),
    (P::Configure, Subtree),
    (P::Approve, Subtree),
    (P::Audit, Subtree),
    (P::Release(MoveFamily::Site), Subtree),
    (P::Admit(MoveFamily::Site), Subtree),
];
/// Who looks after one site; moves are not theirs.
const SITE: &[(P, Reach)] = &[(P::View, Here), (P::Edit, Here), (P::Lock, Here)];

/// The roles that hold keys at sites. Source: VOSS-4-UC, "Move users", "Move phones", "Role-based access".
pub const KEYS_AT_SITES: &[(BuiltIn, &[(P, Reach)])] = &[
    (BuiltIn::ProviderAdministrator, MOVER),
    (BuiltIn::ServiceProviderAdministrator, MOVER),
    (BuiltIn::ResellerAdministrator, MOVER),
    (BuiltIn::CustomerAdministrator, MOVER),
    (BuiltIn::SiteAdministrator, SITE),
];

impl BuiltIn {
    /// What the role opens at sites, on top of what it opens anyway.
    pub fn keys_at_sites(self) -> &'static [(P, Reach)] {
        let mut rows = KEYS_AT_SITES.iter();
        rows.find(|(role, _)| *role == self)
            .map_or(&[], |(_, keys)| keys)
    }
}

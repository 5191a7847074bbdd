//! Where each finding stands: at which field of which step. What has no field of its own stands in the summary and in
//! the review.

use crate::api::copy::CopyStep;
use rehome_domain::hosting::{NameKind, is_same_name};
use rehome_domain::ids::{RoleId, ServiceId};
use rehome_domain::user_copy::Copied;
use rehome_domain::user_move::{About, Finding, FindingKind};

/// The place of a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// The original, or the customer: nothing that could be filled in.
    Original,
    /// The sign-in name.
    Upn,
    /// The username.
    Username,
    /// The manager.
    Manager,
    /// The department.
    Department,
    /// The office.
    Office,
    /// The password.
    Password,
    /// The last day of the account.
    Expires,
    /// A role.
    Role(RoleId),
    /// All addresses.
    Addresses,
    /// One of them, by its text.
    Address(String),
    /// A service.
    Service(ServiceId),
}

impl Place {
    /// The id of the field.
    pub(super) fn id(&self) -> String {
        match self {
            Self::Original => "original".to_owned(),
            Self::Upn => "upn".to_owned(),
            Self::Username => "username".to_owned(),
            Self::Manager => "manager".to_owned(),
            Self::Department => "department".to_owned(),
            Self::Office => "office".to_owned(),
            Self::Password => "new-password".to_owned(),
            Self::Expires => "expires".to_owned(),
            Self::Role(role) => format!("role-{role}"),
            Self::Addresses | Self::Address(_) => "addresses".to_owned(),
            Self::Service(service) => format!("service-{service}"),
        }
    }

    /// The step it is on; services stand on two, and what each needs on the later one.
    pub(super) fn step(&self) -> CopyStep {
        match self {
            Self::Password => CopyStep::Password,
            Self::Expires => CopyStep::Account,
            Self::Role(_) => CopyStep::Roles,
            Self::Addresses | Self::Address(_) => CopyStep::Addresses,
            Self::Service(_) => CopyStep::Provision,
            _ => CopyStep::Details,
        }
    }

    /// The place of a finding.
    pub(super) fn of(finding: &Finding, copied: Option<&Copied>) -> Self {
        use FindingKind as K;
        match &finding.kind {
            K::UpnTaken { .. } => Self::Upn,
            K::UsernameTaken { .. } | K::UsernameTooLong { .. } => Self::Username,
            K::NameMissing { name, .. } => match name {
                NameKind::Upn => Self::Upn,
                NameKind::Address => Self::Addresses,
                NameKind::Username => Self::Username,
            },
            K::NameIllegal { name, text, .. } => match name {
                NameKind::Upn => Self::Upn,
                NameKind::Address => Self::Address(text.to_string()),
                NameKind::Username => Self::Username,
            },
            K::AddressTaken { address, .. } | K::PrimaryOnRelay { address, .. } => {
                Self::Address(address.to_string())
            }
            K::PrimaryAddress { .. } => Self::Addresses,
            K::DomainNotOwned { domain, .. } => of_domain(domain, copied),
            K::PasswordPolicy { .. } => Self::Password,
            K::ExpiryPassed { .. } => Self::Expires,
            K::RoleNotAllowed { role, .. } | K::RoleInert { role, .. } => Self::Role(role.clone()),
            K::ManagerCleared { .. } => Self::Manager,
            K::DepartmentUnassigned { .. } => Self::Department,
            K::OfficeUnassigned { .. } => Self::Office,
            K::DestServiceMissing { service, .. }
            | K::DestInstanceUnmapped { service, .. }
            | K::DestPlanUnmapped { service, .. }
            | K::PlanNotOffered { service, .. }
            | K::DependencyMissing { service, .. }
            | K::PlanLevelChanges { service, .. }
            | K::ConfigurationNeeded { service, .. } => Self::Service(service.clone()),
            _ => match &finding.about {
                About::Service(service) => Self::Service(service.clone()),
                _ => Self::Original,
            },
        }
    }

    /// Whether a finding of `other` is shown here: an address is the same in any case.
    pub(super) fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Address(one), Self::Address(other)) => is_same_name(one, other),
            _ => self == other,
        }
    }
}

fn of_domain(domain: &str, copied: Option<&Copied>) -> Place {
    let ends_in = |name: &str| {
        let own = name.rsplit_once('@').map(|(_, own)| own);
        own.is_some_and(|own| is_same_name(own, domain))
    };
    let upn = copied.and_then(|copied| copied.upn.as_deref());
    if upn.is_some_and(ends_in) {
        return Place::Upn;
    }
    let mut addresses = copied.into_iter().flat_map(|copied| &copied.addresses);
    let found = addresses.find(|address| ends_in(&address.text));
    found.map_or(Place::Addresses, |address| {
        Place::Address(address.text.to_string())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use rehome_domain::ids::UserId;

    fn place(kind: FindingKind) -> Place {
        let user = UserId::from("mara");
        let finding = Finding::new(&user, About::User(user.clone()), kind);
        Place::of(&finding, None)
    }

    #[test]
    fn a_finding_stands_at_the_field_it_is_about() {
        let user = UserId::from("nina_BRAMBLE");
        let missing = |name| {
            let user = user.clone();
            place(FindingKind::NameMissing { user, name })
        };
        assert_eq!(missing(NameKind::Upn).step(), CopyStep::Details);
        assert_eq!(missing(NameKind::Address), Place::Addresses);
        let role = place(FindingKind::RoleNotAllowed {
            user: user.clone(),
            role: "reseller_administrator".into(),
            organization: "bramble".into(),
        });
        assert_eq!(role.id(), "role-reseller_administrator");
        let blue = place(FindingKind::ConfigurationNeeded {
            user: user.clone(),
            service: "vpn".into(),
            property: "certificate".into(),
        });
        assert_eq!(
            (blue.id().as_str(), blue.step()),
            ("service-vpn", CopyStep::Provision)
        );
        let weak = place(FindingKind::PasswordPolicy {
            user,
            minimum: 8,
            classes: 3,
            missing: Default::default(),
        });
        assert_eq!(weak.step(), CopyStep::Password);
    }

    #[test]
    fn an_address_is_the_same_whatever_its_case() {
        let taken = place(FindingKind::AddressTaken {
            user: "nina".into(),
            address: "Nina@bramble.example".into(),
        });
        assert!(Place::Address("nina@BRAMBLE.example".to_owned()).is(&taken));
        assert!(!Place::Address("nora@bramble.example".to_owned()).is(&taken));
        assert!(Place::Upn.is(&Place::Upn));
    }
}

//! Where each finding stands: at which field of which step. What has no field of its own stands in the summary and in
//! the review.

use crate::api::wizard::Step;
use rehome_domain::hosting::mapped::Mapped;
use rehome_domain::hosting::{NameKind, is_same_name};
use rehome_domain::ids::ServiceId;
use rehome_domain::user_move::{About, Finding, FindingKind};

/// The place of a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// The sign-in name.
    Upn,
    /// The username.
    Username,
    /// The new primary address.
    Primary,
    /// A new alias, by its number.
    Alias(usize),
    /// An old address, by its number.
    Old(usize),
    /// The manager.
    Manager,
    /// The department.
    Department,
    /// The office.
    Office,
    /// A service.
    Service(ServiceId),
    /// How much of the person goes to a site.
    Scope,
    /// Whether desk phones go along.
    DeskPhones,
    /// The calling search space of lines.
    LineCss,
    /// The role at a site.
    Role,
    /// What becomes of phones, lines and numbers.
    Phones,
    /// The destination itself.
    Destination,
    /// The person.
    User,
}

impl Place {
    /// The id of the field.
    pub(super) fn id(&self) -> String {
        match self {
            Self::Upn => "upn".to_owned(),
            Self::Username => "rename".to_owned(),
            Self::Primary => "primary".to_owned(),
            Self::Alias(at) => format!("alias-{at}"),
            Self::Old(at) => format!("old-{at}"),
            Self::Manager => "manager".to_owned(),
            Self::Department => "department".to_owned(),
            Self::Office => "office".to_owned(),
            Self::Service(service) => format!("service-{service}"),
            Self::Scope => "scope".to_owned(),
            Self::DeskPhones => "desk-phones".to_owned(),
            Self::LineCss => "line-css".to_owned(),
            Self::Role => "role".to_owned(),
            Self::Phones => "phones".to_owned(),
            Self::Destination | Self::User => "search".to_owned(),
        }
    }

    /// The step it is on.
    pub(super) fn step(&self) -> Step {
        match self {
            Self::Service(_) => Step::Services,
            Self::Scope | Self::DeskPhones | Self::LineCss | Self::Role | Self::Phones => {
                Step::Telephony
            }
            Self::Destination => Step::Destination,
            Self::User => Step::User,
            _ => Step::Mapping,
        }
    }

    /// The place of a finding.
    pub(super) fn of(finding: &Finding, mapped: Option<&Mapped>) -> Self {
        use FindingKind as K;
        let upn_has = |domain: &str| {
            let upn = mapped.and_then(|mapped| mapped.upn.as_ref());
            upn.is_some_and(|upn| ends_in(&upn.text, domain))
        };
        match &finding.kind {
            K::UpnTaken { .. } => Self::Upn,
            K::UsernameTaken { .. }
            | K::UsernameTooLong { .. }
            | K::RenameNotAllowed { .. }
            | K::UsernameKept { .. } => Self::Username,
            K::NameMissing { name, .. } => match name {
                NameKind::Upn => Self::Upn,
                NameKind::Address => Self::Primary,
                NameKind::Username => Self::Username,
            },
            K::NameIllegal { name, text, .. } => match name {
                NameKind::Upn => Self::Upn,
                NameKind::Address => Self::of_address(text, mapped),
                NameKind::Username => Self::Username,
            },
            K::AddressTaken { address, .. }
            | K::PrimaryOnRelay { address, .. }
            | K::AddressDropped { address, .. }
            | K::AddressForwarded { address, .. }
            | K::AddressNotHeld { address, .. } => Self::of_address(address.as_str(), mapped),
            K::DomainNotOwned { domain, .. } if upn_has(domain) => Self::Upn,
            K::DomainNotOwned { domain, .. } => {
                let new = mapped.into_iter().flat_map(|mapped| &mapped.addresses);
                let text = new.map(|new| &*new.text).find(|text| ends_in(text, domain));
                let old = mapped.into_iter().flat_map(|mapped| &mapped.old);
                let mut old = old.map(|old| old.address.as_str());
                let text = text.or_else(|| old.find(|text| ends_in(text, domain)));
                Self::of_address(text.unwrap_or_default(), mapped)
            }
            K::ManagerNotEligible { user, .. } | K::ManagerCleared { user, .. }
                if *user == finding.subject =>
            {
                Self::Manager
            }
            K::DepartmentUnassigned { .. } => Self::Department,
            K::OfficeUnassigned { .. } => Self::Office,
            kind => Self::of_phones(kind).unwrap_or_else(|| Self::about(finding)),
        }
    }

    /// The place of a finding about phones, lines and numbers.
    fn of_phones(kind: &FindingKind) -> Option<Self> {
        use FindingKind as K;
        Some(match kind {
            K::ServicesLeftBehind { .. } => Self::Scope,
            K::DeskPhoneLeft { .. } => Self::DeskPhones,
            K::DefaultCss { .. } => Self::LineCss,
            K::RoleNotValid { .. } | K::RoleBeyondActor { .. } | K::AdminScopeByHand { .. } => {
                Self::Role
            }
            K::LineCollision { .. }
            | K::InventoryCollision { .. }
            | K::E164Association { .. }
            | K::PickupGroup { .. }
            | K::HuntList { .. }
            | K::NumberRouting { .. }
            | K::AgentLine { .. }
            | K::LineDisassociated { .. }
            | K::VoicemailStale { .. }
            | K::SharedLine { .. }
            | K::LineKept { .. }
            | K::ForeignCss { .. }
            | K::PrimaryLineCleared { .. }
            | K::NumberToAssign { .. }
            | K::NumbersLeftBehind { .. } => Self::Phones,
            _ => return None,
        })
    }

    fn about(finding: &Finding) -> Self {
        match &finding.about {
            About::Service(service) => Self::Service(service.clone()),
            About::Organization(_) => Self::Destination,
            About::User(_) | About::Group(_) | About::Field(_) => Self::User,
        }
    }

    fn of_address(text: &str, mapped: Option<&Mapped>) -> Self {
        let Some(mapped) = mapped else {
            return Self::Primary;
        };
        let new = mapped
            .addresses
            .iter()
            .position(|it| is_same_name(&it.text, text));
        let old = || {
            mapped
                .old
                .iter()
                .position(|it| is_same_name(it.address.as_str(), text))
        };
        match new {
            Some(0) => Self::Primary,
            Some(at) => Self::Alias(at - 1),
            None => old().map_or(Self::Primary, Self::Old),
        }
    }
}

fn ends_in(name: &str, domain: &str) -> bool {
    name.rsplit_once('@')
        .is_some_and(|(_, own)| is_same_name(own, domain))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rehome_domain::hosting::mapped::{MappedName, OldAddress, OldEnd};
    use rehome_domain::ids::UserId;

    #[test]
    fn a_finding_stands_at_the_field_it_is_about() {
        let name = |text: &str| MappedName {
            text: text.into(),
            chosen: true,
        };
        let mapped = Mapped {
            upn: Some(name("mara@clover.example")),
            addresses: vec![name("mara@clover.example"), name("m@shared.example")],
            old: vec![OldAddress {
                address: "mara@bramble.example".into(),
                primary: true,
                can_stay: false,
                end: OldEnd::Stays,
            }],
            ..Mapped::default()
        };
        let user = UserId::from("mara");
        let place = |kind| {
            Place::of(
                &Finding::new(&user, About::User(user.clone()), kind),
                Some(&mapped),
            )
        };
        let taken = |address: &str| FindingKind::AddressTaken {
            user: user.clone(),
            address: address.into(),
        };
        assert_eq!(place(taken("MARA@clover.example")), Place::Primary);
        assert_eq!(place(taken("m@shared.example")), Place::Alias(0));
        assert_eq!(place(taken("mara@bramble.example")), Place::Old(0));
        let not_owned = |domain: &str| FindingKind::DomainNotOwned {
            user: user.clone(),
            organization: "clover".into(),
            domain: domain.into(),
        };
        assert_eq!(place(not_owned("clover.example")), Place::Upn);
        assert_eq!(place(not_owned("bramble.example")), Place::Old(0));
        let missing = FindingKind::DestServiceMissing {
            user: user.clone(),
            service: "ocs".into(),
            organization: "clover".into(),
        };
        let shared = FindingKind::PrimaryLineCleared {
            user: user.clone(),
            number: "7101".into(),
        };
        assert_eq!(place(shared).step(), Step::Telephony);
        let missing = Finding::new(&user, About::Service("ocs".into()), missing);
        assert_eq!(Place::of(&missing, None).step(), Step::Services);
    }
}

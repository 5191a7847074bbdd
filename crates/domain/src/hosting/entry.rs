//! What an entry of the provider's catalogue can be (hosting 1 and 5): locations, services and plans. Pure, so that a form
//! tells at every keystroke what the server will say.
//!
//! To add a demand, give it a variant of [`EntryFault`] with its code and field, and ask for it where its kind of entry is
//! judged.

use super::catalogue::{Catalogue, Plan, Service, ServiceKind};
use super::setup::{is_legal_domain, is_legal_unit};
use crate::ids::{PlanId, ServiceId};
use crate::text::normalized;
use std::collections::BTreeSet;

/// The longest id of an entry.
pub const LONGEST_ID: usize = 80;
/// The longest display name of an entry.
pub const LONGEST_NAME: usize = 200;

/// What is wrong with an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EntryFault {
    /// The id is none.
    Id,
    /// The display name is too long, or holds what no name holds.
    Name,
    /// The directory of a location is no domain.
    Directory,
    /// There is no such other service to need.
    UnknownRequired(ServiceId),
    /// What users are to need is for customers alone.
    RequiredOfCustomers(ServiceId),
    /// A service would need itself by way of this one, and nobody could ever have either.
    Circle(ServiceId),
    /// A property has no name that one can have.
    Property(String),
    /// A plan is of a service that there is not.
    UnknownService(ServiceId),
    /// A plan stays with the service it was made for.
    ServiceStays(ServiceId),
    /// Customers have several instances of what is to have one; so many.
    SeveralInstances(u64),
    /// People hold what is to be for customers alone; so many.
    HeldByPeople(u64),
}

/// Who keeps a service as it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ServiceUse {
    /// The organizations that have several instances of it.
    pub with_several: u64,
    /// The people who hold it, in whatever state but not provisioned.
    pub people: u64,
}

impl EntryFault {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Id => "bad-code",
            Self::Name => "bad-name",
            Self::Directory => "domain-illegal",
            Self::UnknownRequired(_) | Self::UnknownService(_) => "service-unknown",
            Self::RequiredOfCustomers(_) => "requires-customer-service",
            Self::Circle(_) => "requires-circle",
            Self::Property(_) => "property-illegal",
            Self::ServiceStays(_) => "plan-service-stays",
            Self::SeveralInstances(_) => "several-instances",
            Self::HeldByPeople(_) => "held-by-people",
        }
    }

    /// The field it is about, by its name on the wire.
    pub fn field(&self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Name => "name",
            Self::Directory => "directory",
            Self::UnknownRequired(_) | Self::RequiredOfCustomers(_) | Self::Circle(_) => "requires",
            Self::Property(_) => "properties",
            Self::UnknownService(_) | Self::ServiceStays(_) => "service",
            Self::SeveralInstances(_) => "multi_instance",
            Self::HeldByPeople(_) => "kind",
        }
    }
}

/// Judges an id: 1 to 80 of a-z, 0-9 and -.
///
/// # Errors
/// [`EntryFault::Id`].
pub fn id(id: &str) -> Result<(), EntryFault> {
    let is_legal = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if (1..=LONGEST_ID).contains(&id.len()) && id.chars().all(is_legal) {
        return Ok(());
    }
    Err(EntryFault::Id)
}

/// A display name as it is kept; none where nothing is left of it.
///
/// # Errors
/// [`EntryFault::Name`].
pub fn name(name: &str) -> Result<Option<String>, EntryFault> {
    let name = normalized(name);
    if name.chars().count() > LONGEST_NAME || name.chars().any(char::is_control) {
        return Err(EntryFault::Name);
    }
    Ok(Some(name).filter(|name| !name.is_empty()))
}

/// Judges the name of a property: as long as that of a department, without blanks around it.
///
/// # Errors
/// [`EntryFault::Property`].
pub fn property(name: &str) -> Result<(), EntryFault> {
    if is_legal_unit(name) {
        return Ok(());
    }
    Err(EntryFault::Property(name.to_owned()))
}

/// Judges the directory of a location.
///
/// # Errors
/// [`EntryFault::Directory`].
pub fn directory(directory: &str) -> Result<(), EntryFault> {
    if is_legal_domain(directory) {
        return Ok(());
    }
    Err(EntryFault::Directory)
}

/// Everything that is wrong with a service as it is to be, in the order of its fields; the catalogue is as it was before.
pub fn service(catalogue: &Catalogue, own: &ServiceId, wanted: &Service) -> Vec<EntryFault> {
    let mut faults: Vec<EntryFault> = id(own.as_str()).err().into_iter().collect();
    faults.extend(name(wanted.name.as_deref().unwrap_or_default()).err());
    for required in &wanted.requires {
        faults.extend(required_by(catalogue, own, wanted, required));
    }
    let properties = wanted.properties.keys();
    faults.extend(properties.filter_map(|name| property(name).err()));
    faults
}

/// What of a service cannot change as long as others have it, in the order of its fields (hosting 1).
pub fn held_fast(before: &Service, wanted: &Service, used: ServiceUse) -> Vec<EntryFault> {
    let is_for_customers_now =
        before.kind != ServiceKind::Customer && wanted.kind == ServiceKind::Customer;
    let kind =
        (is_for_customers_now && used.people > 0).then_some(EntryFault::HeldByPeople(used.people));
    let is_single_now = before.multi_instance && !wanted.multi_instance;
    let several = (is_single_now && used.with_several > 0)
        .then_some(EntryFault::SeveralInstances(used.with_several));
    kind.into_iter().chain(several).collect()
}

/// Why users of a service cannot need another one beside it.
pub fn required_by(
    catalogue: &Catalogue,
    own: &ServiceId,
    wanted: &Service,
    required: &ServiceId,
) -> Option<EntryFault> {
    let Some(known) = catalogue.services.get(required).filter(|_| required != own) else {
        return Some(EntryFault::UnknownRequired(required.clone()));
    };
    if wanted.kind == ServiceKind::User && known.kind == ServiceKind::Customer {
        return Some(EntryFault::RequiredOfCustomers(required.clone()));
    }
    leads_to(catalogue, required, own).then(|| EntryFault::Circle(required.clone()))
}

/// Whether who has a service needs another one, by way of however many.
fn leads_to(catalogue: &Catalogue, from: &ServiceId, to: &ServiceId) -> bool {
    let (mut seen, mut waiting) = (BTreeSet::new(), vec![from]);
    while let Some(next) = waiting.pop() {
        if next == to {
            return true;
        }
        if seen.insert(next) {
            let known = catalogue.services.get(next);
            waiting.extend(known.into_iter().flat_map(|known| &known.requires));
        }
    }
    false
}

/// Everything that is wrong with a plan as it is to be, in the order of its fields; the catalogue is as it was before.
pub fn plan(catalogue: &Catalogue, own: &PlanId, wanted: &Plan) -> Vec<EntryFault> {
    let mut faults: Vec<EntryFault> = id(own.as_str()).err().into_iter().collect();
    let before = catalogue.plans.get(own).map(|before| &before.service);
    if !catalogue.services.contains_key(&wanted.service) {
        faults.push(EntryFault::UnknownService(wanted.service.clone()));
    } else if let Some(before) = before.filter(|before| **before != wanted.service) {
        faults.push(EntryFault::ServiceStays(before.clone()));
    }
    faults.extend(name(wanted.name.as_deref().unwrap_or_default()).err());
    faults
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::hosting::PropertyRule;
    use std::sync::Arc;

    fn known() -> Catalogue {
        let mut known = Catalogue::shipped();
        let blackberry = known.services.get_mut("blackberry").unwrap();
        blackberry.requires = ["exchange".into()].into();
        known.services.get_mut("crm").unwrap().kind = ServiceKind::Customer;
        let plan = Plan {
            service: "exchange".into(),
            plan_for: super::super::PlanFor::User,
            name: None,
            level: None,
        };
        known.plans.insert("mailbox-25".into(), plan);
        known
    }

    fn needing(required: &str) -> Service {
        Service {
            requires: [required.into()].into(),
            ..Service::default()
        }
    }

    fn told(id: &str, service: &Service) -> Vec<(&'static str, &'static str)> {
        let faults = super::service(&known(), &id.into(), service);
        faults.iter().map(|it| (it.field(), it.code())).collect()
    }

    #[test]
    fn a_service_needs_other_services_that_its_users_can_have() {
        assert_eq!(told("archive", &needing("exchange")), []);
        for (id, required, code) in [
            ("archive", "archive", "service-unknown"),
            ("archive", "no-such", "service-unknown"),
            ("archive", "crm", "requires-customer-service"),
            ("exchange", "blackberry", "requires-circle"),
        ] {
            assert_eq!(told(id, &needing(required)), [("requires", code)], "{id}");
        }
        let mut of_customers = needing("crm");
        of_customers.kind = ServiceKind::Customer;
        assert_eq!(told("archive", &of_customers), []);
    }

    #[test]
    fn everything_that_is_wrong_with_a_service_is_told_at_its_field() {
        let wrong = Service {
            name: Some(Arc::from("x".repeat(201))),
            properties: [(Arc::from(" mailbox_size"), PropertyRule::Copy)].into(),
            ..needing("no-such")
        };
        let expected = [
            ("id", "bad-code"),
            ("name", "bad-name"),
            ("requires", "service-unknown"),
            ("properties", "property-illegal"),
        ];
        assert_eq!(told("No Id", &wrong), expected);
    }

    #[test]
    fn what_others_have_of_a_service_holds_it_fast() {
        let (users, customers) = (ServiceKind::User, ServiceKind::Customer);
        let used = |with_several, people| ServiceUse {
            with_several,
            people,
        };
        let service = |kind, multi_instance| Service {
            kind,
            multi_instance,
            ..Service::default()
        };
        for (before, wanted, used, codes) in [
            (
                (users, true),
                (users, false),
                used(1, 0),
                vec!["several-instances"],
            ),
            ((users, true), (users, false), used(0, 9), vec![]),
            ((users, true), (users, true), used(1, 1), vec![]),
            ((users, false), (users, true), used(0, 1), vec![]),
            (
                (users, false),
                (customers, false),
                used(0, 1),
                vec!["held-by-people"],
            ),
            ((users, false), (customers, false), used(3, 0), vec![]),
            ((customers, false), (users, false), used(0, 1), vec![]),
            (
                (users, true),
                (customers, false),
                used(2, 3),
                vec!["held-by-people", "several-instances"],
            ),
        ] {
            let [before, wanted] = [before, wanted].map(|(kind, several)| service(kind, several));
            let told = held_fast(&before, &wanted, used);
            let told: Vec<_> = told.iter().map(EntryFault::code).collect();
            assert_eq!(told, codes, "{before:?} to {wanted:?}");
        }
    }

    #[test]
    fn a_plan_is_of_a_service_there_is_and_stays_with_it() {
        let told = |id: &str, service: &str| {
            let plan = Plan {
                service: service.into(),
                plan_for: super::super::PlanFor::User,
                name: Some(Arc::from(" Mailbox ")),
                level: Some(1),
            };
            let faults = super::plan(&known(), &id.into(), &plan);
            faults.iter().map(EntryFault::code).collect::<Vec<_>>()
        };
        assert_eq!(told("mailbox-25", "exchange"), [""; 0]);
        assert_eq!(told("mailbox-50", "no-such"), ["service-unknown"]);
        assert_eq!(told("mailbox-25", "crm"), ["plan-service-stays"]);
    }

    #[test]
    fn names_and_directories_are_judged_as_they_are_kept() {
        assert_eq!(name("  "), Ok(None));
        assert_eq!(
            name(" Hosted  Mail ").unwrap().unwrap(),
            normalized("Hosted  Mail")
        );
        assert_eq!(name("a\u{7}b"), Err(EntryFault::Name));
        assert_eq!(directory("emea.example"), Ok(()));
        assert_eq!(directory("emea"), Err(EntryFault::Directory));
        for (id, is) in [("a-1", true), ("", false), ("A", false), ("a b", false)] {
            assert_eq!(super::id(id).is_ok(), is, "{id}");
        }
    }
}

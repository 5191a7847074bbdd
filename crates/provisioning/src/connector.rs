//! Which outside system carries what: the account or services, of which locations, and where people stand in it.

use crate::ldap::name;
use crate::{Driver, Origin};
use rehome_domain::ids::{LocationId, OrganizationCode, ServiceId};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// One outside system with all that it carries.
#[derive(Clone)]
pub struct Connector {
    /// Its name, by which orders are kept; not to be changed while orders wait for it.
    pub name: String,
    /// The locations it serves; every one where none is named.
    pub locations: BTreeSet<LocationId>,
    /// Whether it carries the account itself.
    pub carries_account: bool,
    /// The services it carries.
    pub services: BTreeSet<ServiceId>,
    /// Where people stand in it; nowhere in particular where it is no directory.
    pub containers: Option<Containers>,
    /// The groups by which people have services in it, which they leave when they move.
    pub groups: Vec<String>,
    /// How it is spoken to.
    pub driver: Arc<dyn Driver>,
}

/// Where in a directory customers and their people stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Containers {
    /// The DN below which everything of a customer lies, its groups too; `{code}` and `{short_name}` stand for the
    /// customer's.
    pub customer: String,
    /// What lies between that and its people, such as `ou=people`; nothing where empty.
    pub people: String,
    /// The DN of customers that stand elsewhere.
    pub exceptions: BTreeMap<OrganizationCode, String>,
}

/// A customer as containers are worked out from it.
#[derive(Clone, Copy, Debug)]
pub struct CustomerPlace<'a> {
    /// The code.
    pub code: &'a OrganizationCode,
    /// The short name that usernames carry.
    pub short_name: &'a str,
}

impl Containers {
    /// The DN below which everything of a customer lies.
    pub fn of_customer(&self, customer: CustomerPlace<'_>) -> String {
        if let Some(own) = self.exceptions.get(customer.code) {
            return own.clone();
        }
        self.customer
            .replace("{code}", &name::value(customer.code.as_str()))
            .replace("{short_name}", &name::value(customer.short_name))
    }

    /// The DN in which a person of a customer stands, `units` from the outermost.
    pub fn of_person(&self, customer: CustomerPlace<'_>, units: &[&str]) -> String {
        let mut container = self.of_customer(customer);
        if !self.people.is_empty() {
            container = name::below(&self.people, &container);
        }
        for unit in units {
            container = name::below(&name::part("ou", unit), &container);
        }
        container
    }
}

impl Connector {
    /// Whether it serves a location.
    pub fn serves(&self, location: Option<&LocationId>) -> bool {
        self.locations.is_empty() || location.is_some_and(|at| self.locations.contains(at))
    }

    /// What somebody leaves who moves away from a customer.
    pub fn origin(&self, customer: CustomerPlace<'_>) -> Origin {
        let containers = self.containers.as_ref();
        Origin {
            organization: customer.code.clone(),
            base: containers.map_or_else(String::new, |it| it.of_customer(customer)),
            groups: self.groups.clone(),
        }
    }
}

/// All connectors of an installation, in the order in which they are asked.
#[derive(Clone, Default)]
pub struct Connectors(Vec<Connector>);

impl Connectors {
    /// These.
    pub fn new(all: Vec<Connector>) -> Self {
        Self(all)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The names.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|connector| connector.name.as_str())
    }

    /// One by its name.
    pub fn get(&self, name: &str) -> Option<&Connector> {
        self.0.iter().find(|connector| connector.name == name)
    }

    /// The first that carries a service, or the account where none is named, at a location.
    pub fn carrying(
        &self,
        location: Option<&LocationId>,
        service: Option<&ServiceId>,
    ) -> Option<&Connector> {
        self.0.iter().find(|connector| {
            let carries = match service {
                Some(service) => connector.services.contains(service),
                None => connector.carries_account,
            };
            carries && connector.serves(location)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Containers, CustomerPlace};
    use rehome_domain::ids::OrganizationCode;
    use std::collections::BTreeMap;

    #[test]
    fn a_person_stands_in_the_units_of_the_customer_whatever_those_are_called() {
        let (code, other) = (
            OrganizationCode::from("bramble"),
            OrganizationCode::from("fern"),
        );
        let containers = Containers {
            customer: "ou={short_name},ou=customers,dc=example".to_owned(),
            people: "ou=people".to_owned(),
            exceptions: BTreeMap::from([(other.clone(), "ou=elsewhere".to_owned())]),
        };
        let bramble = CustomerPlace {
            code: &code,
            short_name: "BRA,MB",
        };
        assert_eq!(
            containers.of_person(bramble, &["Sales, Inland", "Quay"]),
            "ou=Quay,ou=Sales\\2c Inland,ou=people,ou=BRA\\2cMB,ou=customers,dc=example"
        );
        let fern = CustomerPlace {
            code: &other,
            short_name: "FERN",
        };
        assert_eq!(containers.of_customer(fern), "ou=elsewhere");
        assert_eq!(containers.of_person(fern, &[]), "ou=people,ou=elsewhere");
    }
}

//! Hosting trees of any size, the same for the same seed: a provider, resellers, customers, and people with a sign-in
//! name, an address and a mailbox.

use crate::generate::{ADMINISTRATOR, Dice, SURNAMES, code, grant, person, user};
use crate::hosting_directory::catalogue;
use rehome_domain::directory::{AddressEntry, Directory, OrganizationEntry, UserEntry};
use rehome_domain::hosting::{Catalogue, Plan, PlanFor};
use rehome_domain::ids::OrganizationCode;
use rehome_domain::organization::{
    Look, OrganizationKind, OrganizationStatus, SubscriptionSettings, UserMoveSettings,
};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// The Reseller Administrator of the first reseller.
pub const RESELLER: &str = "reseller";

/// What customers are called beside a surname.
const TRADES: [&str; 8] = [
    "Foods",
    "Dairy",
    "Logistics",
    "Press",
    "Optics",
    "Timber",
    "Travel",
    "Tools",
];

/// How many resellers stand between the provider and so many organizations.
pub fn resellers(organizations: usize) -> usize {
    (organizations / 100).clamp(2, 100)
}

/// A provider (0), resellers, and customers below them; at least six organizations, at least three people: the
/// administrators of the provider and of the first reseller come first.
pub fn directory(seed: u64, users: usize, organizations: usize) -> Directory {
    let organizations = organizations.max(6);
    let mut shipped = Catalogue::shipped();
    let mailbox = Plan {
        service: "exchange".into(),
        plan_for: PlanFor::User,
        name: Some("Mailbox".into()),
        level: Some(1),
    };
    shipped.plans.insert("mailbox".into(), mailbox);
    let mut dice = Dice::new(seed ^ 0x1a);
    let places = (0..organizations).map(|number| place(&mut dice, number, organizations));
    let places: BTreeMap<OrganizationCode, OrganizationEntry> = places.collect();
    let mut dice = Dice::new(seed ^ 0x1b);
    let people = (0..users.max(3)).map(|number| match number {
        0 => administrator(
            &mut dice,
            ADMINISTRATOR,
            "service_provider_administrator",
            0,
        ),
        1 => administrator(&mut dice, RESELLER, "reseller_administrator", 1),
        _ => {
            let first = 1 + resellers(organizations);
            let home = first + dice.below(organizations - first);
            let id = user(number);
            let entry = hosted(&mut dice, id.as_str(), home);
            (id, entry)
        }
    });
    Directory {
        users: people.collect(),
        organizations: places,
        sections: catalogue(&shipped),
        ..Directory::default()
    }
}

fn place(
    dice: &mut Dice,
    number: usize,
    organizations: usize,
) -> (OrganizationCode, OrganizationEntry) {
    let resellers = resellers(organizations);
    let (kind, parent, extra) = match number {
        0 => (
            OrganizationKind::Provider,
            None,
            json!({"location": "emea"}),
        ),
        n if n <= resellers => (OrganizationKind::Reseller, Some(code(0)), json!({})),
        n => {
            let domain = domain(n);
            let fields = json!({
                "short_name": format!("C{n:05}"),
                "domains": {&domain: {"primary": true}},
                "email_formats": [format!("%g.%s@{domain}")],
                "services": {"exchange": {"instances": {"main": {"plans": ["mailbox"]}}}},
                "departments": ["Sales"],
                "user_limit": 100_000,
            });
            (
                OrganizationKind::Customer,
                Some(code(1 + n % resellers)),
                fields,
            )
        }
    };
    let Value::Object(extra) = extra else {
        panic!("fields are an object");
    };
    let name = format!("{} {} {number}", dice.pick(&SURNAMES), dice.pick(&TRADES));
    let entry = OrganizationEntry {
        kind,
        parent,
        name: name.into(),
        status: OrganizationStatus::Active,
        user_move: UserMoveSettings::default(),
        subscriptions: SubscriptionSettings::default(),
        hierarchy_required: false,
        hierarchy: Vec::new(),
        look: Look::default(),
        extra,
    };
    (code(number), entry)
}

fn domain(customer: usize) -> String {
    format!("c{customer:05}.example")
}

fn administrator(
    dice: &mut Dice,
    id: &str,
    role: &str,
    at: usize,
) -> (rehome_domain::ids::UserId, UserEntry) {
    let mut entry = person(dice, id, code(at));
    entry.roles.insert(grant(role, code(at)));
    (id.into(), entry)
}

fn hosted(dice: &mut Dice, id: &str, home: usize) -> UserEntry {
    let mut entry = person(dice, id, code(home));
    let upn = format!("{id}@{}", domain(home));
    entry.username = format!("{id}_C{home:05}").into();
    entry.addresses = BTreeMap::from([(upn.as_str().into(), AddressEntry { primary: true })]);
    let mailbox = json!({"instance": "main", "plan": "mailbox", "properties": {}});
    let mut extra = Map::new();
    extra.insert("upn".to_owned(), json!(upn));
    extra.insert("department".to_owned(), json!("Sales"));
    extra.insert("services".to_owned(), json!({"exchange": mailbox}));
    entry.extra = extra;
    entry
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_directory() {
        assert_eq!(directory(7, 50, 12), directory(7, 50, 12));
        assert_ne!(directory(7, 50, 12), directory(8, 50, 12));
    }
}

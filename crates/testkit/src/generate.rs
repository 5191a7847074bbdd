//! Directories of any size, the same for the same seed: an enterprise tree full of people.
//!
//! People come one after the other, so that a million of them need no memory. To make them more varied,
//! add a line to [`People::next`].

use crate::cast::TODAY;
use rehome_domain::directory::{
    AddressEntry, AttributeEntry, Directory, GroupEntry, OrganizationEntry, UserEntry,
};
use rehome_domain::ids::{OrganizationCode, PositionId, UserId};
use rehome_domain::organization::{
    Look, OrganizationKind, OrganizationStatus, SubscriptionSettings, UserMoveSettings,
};
use rehome_domain::people::{Grant, Subscription, UserStatus};
use rehome_domain::time::Day;
use serde_json::Map;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The Enterprise Administrator of everything.
pub const ADMINISTRATOR: &str = "administrator";

pub(crate) const GIVEN: [&str; 24] = [
    "Ada",
    "Bilal",
    "Chiara",
    "Dmitri",
    "Élodie",
    "Farid",
    "Greta",
    "Hiroshi",
    "Ingrid",
    "João",
    "Katya",
    "Lars",
    "Μαρία",
    "Nadia",
    "Олена",
    "Pavel",
    "Quentin",
    "Rosa",
    "Søren",
    "Tariq",
    "Ulla",
    "Víctor",
    "Wen",
    "Zoë",
];
pub(crate) const SURNAMES: [&str; 24] = [
    "Andersson",
    "Bianchi",
    "Castillo",
    "Dubois",
    "Eriksen",
    "Fischer",
    "García",
    "Horváth",
    "Ivanova",
    "Jansen",
    "Kowalski",
    "López",
    "Müller",
    "Nakamura",
    "O'Brien",
    "Παππάς",
    "Quispe",
    "Rossi",
    "Šimić",
    "Tanaka",
    "Uzun",
    "Varga",
    "Weiß",
    "Петренко",
];
const NODES: [&str; 5] = ["top", "desk", "ward", "night", "day"];

/// A deterministic source of numbers (SplitMix64).
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    /// The source for a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number.
    pub fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        (self.roll() % end.max(1) as u64) as usize
    }

    /// True once in so many times.
    pub fn once_in(&mut self, times: u64) -> bool {
        self.roll().is_multiple_of(times)
    }

    /// One of these.
    pub fn pick<'a, T>(&mut self, some: &'a [T]) -> &'a T {
        &some[self.below(some.len())]
    }
}

/// The code of an organization by its number: the super enterprise is 0, then come enterprises.
pub fn code(number: usize) -> OrganizationCode {
    format!("o{number:05}").into()
}

/// The id of a user by number.
pub fn user(number: usize) -> UserId {
    format!("u{number:07}").into()
}

fn enterprises(organizations: usize) -> usize {
    (organizations / 25).clamp(2, 200)
}

/// The organizations: a super enterprise, a few enterprises, and suborganizations with hierarchies.
///
/// There are at least six.
pub fn organizations(
    seed: u64,
    organizations: usize,
) -> BTreeMap<OrganizationCode, OrganizationEntry> {
    let organizations = organizations.max(6);
    let enterprises = enterprises(organizations);
    let mut dice = Dice::new(seed ^ 0x0a);
    let mut all = BTreeMap::new();
    for number in 0..organizations {
        let (kind, parent) = match number {
            0 => (OrganizationKind::SuperEnterprise, None),
            n if n <= enterprises => (OrganizationKind::Enterprise, Some(code(0))),
            n => (
                OrganizationKind::Suborganization,
                Some(code(1 + n % enterprises)),
            ),
        };
        let is_home = kind == OrganizationKind::Suborganization;
        let node = |name: &str| PositionId::from(format!("{}-{name}", code(number)));
        let hierarchy = NODES.iter().enumerate().map(|(place, name)| match place {
            0 => (node(name), None),
            1 | 2 => (node(name), Some(node(NODES[0]))),
            _ => (node(name), Some(node(NODES[2]))),
        });
        let entry = OrganizationEntry {
            kind,
            parent,
            name: format!("{} {number}", dice.pick(&SURNAMES)).into(),
            status: OrganizationStatus::Active,
            user_move: UserMoveSettings {
                require_user_uniqueness: number == 0,
                user_move_enabled: number == 0,
                user_move_for_end_users: !dice.once_in(10),
                ..UserMoveSettings::default()
            },
            subscriptions: SubscriptionSettings {
                organization_subscriptions: number == 0,
                ..SubscriptionSettings::default()
            },
            hierarchy_required: is_home && dice.once_in(8),
            hierarchy: if is_home {
                hierarchy.collect()
            } else {
                Vec::new()
            },
            look: Look {
                accent: Some(format!("#{:06x}", dice.roll() & 0xff_ffff).into()),
                ..Look::default()
            },
            extra: Map::new(),
        };
        all.insert(code(number), entry);
    }
    let listed = all.keys().filter(|_| !dice.once_in(10)).cloned().collect();
    if let Some(top) = all.get_mut(&code(0)) {
        top.user_move.available_organizations = listed;
    }
    all
}

/// The people of a tree made by [`organizations`], one after the other; sponsors and managers come first.
pub struct People {
    dice: Dice,
    next: usize,
    users: usize,
    organizations: usize,
    /// By organization: how many live there, and who leads them.
    homes: Vec<(usize, Option<UserId>)>,
    last: Option<(UserId, OrganizationCode)>,
}

/// As many people as asked for, the administrator of everything first.
pub fn people(seed: u64, users: usize, organizations: usize) -> People {
    let organizations = organizations.max(6);
    People {
        dice: Dice::new(seed ^ 0x0b),
        next: 0,
        users,
        organizations,
        homes: vec![(0, None); organizations],
        last: None,
    }
}

impl Iterator for People {
    type Item = (UserId, UserEntry);

    fn next(&mut self) -> Option<(UserId, UserEntry)> {
        let number = self.next;
        if number >= self.users {
            return None;
        }
        self.next += 1;
        let dice = &mut self.dice;
        if number == 0 {
            let mut entry = person(dice, ADMINISTRATOR, code(0));
            entry
                .roles
                .insert(grant("enterprise_administrator", code(0)));
            return Some((ADMINISTRATOR.into(), entry));
        }
        let id = user(number);
        let sponsor = self.last.take().filter(|_| number % 20 == 19);
        let first_home = 1 + enterprises(self.organizations);
        let home = match &sponsor {
            Some((_, home)) => home.clone(),
            None => code(first_home + dice.below(self.organizations - first_home)),
        };
        let mut entry = person(dice, id.as_str(), home.clone());
        entry.mapping_id = (!dice.once_in(3)).then(|| Arc::from(format!("M{number}")));
        entry.locked = dice.once_in(50);
        if !dice.once_in(6) {
            let node = dice.pick(&NODES[1..]);
            entry.position = Some(format!("{home}-{node}").into());
        }
        let elsewhere = code(first_home + dice.below(self.organizations - first_home));
        if elsewhere != home && dice.once_in(12) {
            let node = dice.pick(&["desk", "gone"]);
            entry
                .remembered_positions
                .insert(elsewhere.clone(), format!("{elsewhere}-{node}").into());
        }
        if let Some((sponsor, _)) = sponsor {
            entry.sponsor = Some(sponsor);
            return Some((id, entry));
        }
        if elsewhere != home && dice.once_in(10) {
            let start = Day(TODAY.0 - 100 + dice.below(200) as i32);
            let end = dice.once_in(2).then_some(Day(start.0 + 50));
            entry.subscriptions.insert(Subscription {
                to: elsewhere,
                start,
                end,
            });
        }
        let place = home.as_str()[1..].parse::<usize>().unwrap();
        let (residents, leader) = &mut self.homes[place];
        match *residents {
            0 => drop(
                entry
                    .roles
                    .insert(grant("organization_administrator", home.clone())),
            ),
            1 => drop(entry.roles.insert(grant("end_users_manager", home.clone()))),
            _ => {}
        }
        entry.manager = leader.clone();
        if residents.is_multiple_of(9) {
            *leader = Some(id.clone());
        }
        *residents += 1;
        self.last = Some((id.clone(), home));
        Some((id, entry))
    }
}

pub(crate) fn grant(role: &str, at: OrganizationCode) -> Grant {
    Grant {
        role: role.into(),
        at: Some(at),
    }
}

pub(crate) fn person(dice: &mut Dice, id: &str, home: OrganizationCode) -> UserEntry {
    let (given, surname) = (*dice.pick(&GIVEN), *dice.pick(&SURNAMES));
    UserEntry {
        home,
        username: id.into(),
        given: Some(given.into()),
        surname: Some(surname.into()),
        name: format!("{given} {surname}").into(),
        status: UserStatus::Active,
        locked: false,
        position: None,
        remembered_positions: BTreeMap::new(),
        sponsor: None,
        manager: None,
        mapping_id: None,
        roles: BTreeSet::new(),
        subscriptions: BTreeSet::new(),
        attributes: BTreeMap::new(),
        user_base: None,
        manage_dependents: true,
        addresses: BTreeMap::from([(
            format!("{id}@people.example").into(),
            AddressEntry { primary: true },
        )]),
        password: None,
        extra: Map::new(),
    }
}

/// A whole directory, with a static group and an attribute for every third suborganization.
pub fn directory(seed: u64, users: usize, organizations: usize) -> Directory {
    let mut directory = Directory {
        organizations: self::organizations(seed, organizations),
        users: people(seed, users, organizations).collect(),
        ..Directory::default()
    };
    let mut dice = Dice::new(seed ^ 0x0c);
    let first_home = 1 + enterprises(organizations.max(6));
    for number in (first_home..organizations.max(6)).step_by(3) {
        let group = GroupEntry {
            organization: code(number),
            name: format!("Group of {number}").into(),
            members: BTreeSet::new(),
            dynamic: dice.once_in(4),
            extra: Map::new(),
        };
        directory.groups.insert(format!("g{number}").into(), group);
        let attribute = AttributeEntry {
            at: Some(code(number)),
            kind: "text".into(),
        };
        directory
            .attributes
            .insert(format!("a{number}").into(), attribute);
    }
    for (id, entry) in &mut directory.users {
        let place = entry.home.as_str()[1..].parse::<usize>().unwrap();
        let group = format!("g{place}");
        if let Some(group) = directory.groups.get_mut(group.as_str())
            && dice.once_in(2)
        {
            group.members.insert(id.clone());
            entry
                .attributes
                .insert(format!("a{place}").into(), "some".into());
        }
    }
    directory
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_directory() {
        assert_eq!(directory(7, 200, 12), directory(7, 200, 12));
        assert_ne!(directory(7, 200, 12), directory(8, 200, 12));
    }

    #[test]
    fn everybody_refers_to_somebody_who_came_before() {
        let mut seen = BTreeSet::new();
        for (id, entry) in people(1, 2_000, 40) {
            for other in entry.sponsor.iter().chain(&entry.manager) {
                assert!(seen.contains(other), "{id} refers to {other}");
            }
            seen.insert(id);
        }
        assert_eq!(seen.len(), 2_000);
    }
}

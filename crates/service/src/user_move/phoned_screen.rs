//! The telephony that an operator's browser gets to judge by what becomes of one person on the way to a site: what the
//! family has, what of others is in view and has to do with it, and the facts of both ends.
//!
//! A record out of view is left out; what it has to say is told on review, as hidden.

use rehome_domain::ids::{OrganizationCode, UserId};
use rehome_domain::people::User;
use rehome_domain::telephony::{PhoneUser, TelephonyFacts};
use rehome_domain::user_move::{Snapshot, View};
use std::collections::{BTreeMap, BTreeSet};

/// What a viewer sees of telephony.
struct Sight<'a> {
    view: &'a View<'a>,
    snapshot: &'a Snapshot,
    members: BTreeSet<&'a UserId>,
    /// Both ends, where the viewer acts, and what lies above these.
    shown: &'a BTreeSet<&'a OrganizationCode>,
}

impl Sight<'_> {
    /// Whether what stands there may be known; what stands nowhere may.
    fn place(&self, at: Option<&OrganizationCode>) -> bool {
        at.is_none_or(|code| {
            let place = self.snapshot.organizations.get(code);
            self.shown.contains(code) || place.is_some_and(|it| self.view.sees_organization(it))
        })
    }

    /// Whether what is theirs may be known; what is nobody's may.
    fn owner(&self, owner: Option<&UserId>) -> bool {
        owner.is_none_or(|id| {
            let user = self.snapshot.user(id);
            self.members.contains(id) || user.is_some_and(|user| self.view.sees_user(user))
        })
    }

    fn person(&self, id: &UserId, known: &PhoneUser) -> Option<PhoneUser> {
        if self.members.contains(id) {
            return Some(known.clone());
        }
        self.owner(Some(id)).then(|| PhoneUser {
            primary_line: known.primary_line.clone(),
            ..PhoneUser::default()
        })
    }
}

/// The records of a map that pass.
fn only<K: Ord + Clone, V: Clone>(
    all: &BTreeMap<K, V>,
    passes: impl Fn(&K, &V) -> bool,
) -> BTreeMap<K, V> {
    let all = all.iter().filter(|(key, value)| passes(key, value));
    all.map(|(key, value)| (key.clone(), value.clone()))
        .collect()
}

/// The facts that a viewer may know who sees this family in full.
pub(crate) fn telephony_in_view(
    facts: &TelephonyFacts,
    view: &View<'_>,
    snapshot: &Snapshot,
    family: &[&User],
    shown: &BTreeSet<&OrganizationCode>,
) -> TelephonyFacts {
    let sight = Sight {
        view,
        snapshot,
        members: family.iter().map(|user| &user.id).collect(),
        shown,
    };
    let is_member = |id: Option<&UserId>| id.is_some_and(|id| sight.members.contains(id));
    let places = only(&facts.places, |code, _| shown.contains(code));
    let listed: BTreeSet<_> = places
        .values()
        .filter_map(|it| it.device_list.clone())
        .collect();
    let people = facts.people.iter();
    let people = people.filter_map(|(id, known)| Some((id.clone(), sight.person(id, known)?)));
    let own_lines: BTreeSet<_> = sight
        .members
        .iter()
        .flat_map(|id| {
            let person = facts.people.get(*id);
            let primary = person.and_then(|it| it.primary_line.as_ref());
            let devices = facts.devices.values();
            let devices = devices.filter(|it| it.owner.as_ref() == Some(*id));
            let on_devices = devices.flat_map(|it| it.lines.iter().map(|it| &it.line));
            on_devices.chain(primary).collect::<Vec<_>>()
        })
        .collect();
    TelephonyFacts {
        settings: facts.settings.clone(),
        device_lists: only(&facts.device_lists, |id, _| listed.contains(id)),
        site_defaults: only(&facts.site_defaults, |code, _| shown.contains(code)),
        number_routing: only(&facts.number_routing, |_, it| shown.contains(&it.site)),
        people: people.collect(),
        lines: only(&facts.lines, |id, it| {
            own_lines.contains(id) || sight.place(it.at.as_ref())
        }),
        devices: only(&facts.devices, |_, it| {
            let owner = it.owner.as_ref();
            is_member(owner) || (sight.owner(owner) && sight.place(it.at.as_ref()))
        }),
        belongings: only(&facts.belongings, |_, it| is_member(Some(&it.user))),
        inventory: only(&facts.inventory, |_, it| sight.place(it.at.as_ref())),
        numbers: only(&facts.numbers, |_, it| sight.place(it.at.as_ref())),
        associations: only(&facts.associations, |_, it| sight.place(it.at.as_ref())),
        pickup_groups: only(&facts.pickup_groups, |_, it| sight.place(it.at.as_ref())),
        hunt_lists: only(&facts.hunt_lists, |_, it| sight.place(it.at.as_ref())),
        line_groups: only(&facts.line_groups, |_, it| sight.place(it.at.as_ref())),
        role_mappings: only(&facts.role_mappings, |_, it| {
            it.at.as_ref().is_none_or(|at| shown.contains(at))
        }),
        places,
    }
}

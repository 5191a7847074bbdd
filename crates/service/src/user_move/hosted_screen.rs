//! The facts that an operator's browser gets to judge by what becomes of one person in a hosting tree or on the way to a site: what a plan would
//! tell this viewer anyway, and no more.
//!
//! Names that are taken come without who has them, and only those that a proposal might run into; all others are checked
//! on save ([`rehome_domain::hosting::HostingFacts::names_are_known`]).

use super::screen::{administrators, attributes, groups};
use rehome_domain::hosting::{
    HostingFacts, NameHolder, NameKey, NameKind, OrganizationHosting, ServiceProperties,
};
use rehome_domain::ids::{OrganizationCode, UserId};
use rehome_domain::organization::{Hierarchy, Organization};
use rehome_domain::people::User;
use rehome_domain::tree::{Organizations, Placed};
use rehome_domain::user_copy::CopyAuthority;
use rehome_domain::user_move::{MoveAuthority, Snapshot, View};
use std::collections::{BTreeMap, BTreeSet};

/// Whom an operator has the right to move or copy, from where and where to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Errand<'a> {
    /// Who.
    pub(crate) subject: &'a UserId,
    /// Their home.
    pub(crate) source: &'a OrganizationCode,
    /// Where they, or their copy, will live.
    pub(crate) destination: &'a OrganizationCode,
}

impl<'a> From<&'a MoveAuthority> for Errand<'a> {
    fn from(authority: &'a MoveAuthority) -> Self {
        Self {
            subject: authority.subject(),
            source: authority.source(),
            destination: authority.destination(),
        }
    }
}

impl<'a> From<&'a CopyAuthority> for Errand<'a> {
    fn from(authority: &'a CopyAuthority) -> Self {
        Self {
            subject: authority.original(),
            source: authority.source(),
            destination: authority.home(),
        }
    }
}

/// The facts of a snapshot that the holder of an authority may know.
pub(crate) fn redacted_for_operator<'a>(
    snapshot: &Snapshot,
    view: &View<'_>,
    authority: impl Into<Errand<'a>>,
) -> Snapshot {
    let errand = authority.into();
    let at = |code: &OrganizationCode| snapshot.organizations.get(code);
    let ends = [
        at(errand.source),
        at(errand.destination),
        Some(view.acting_in),
    ];
    let shown: BTreeSet<&OrganizationCode> = ends
        .into_iter()
        .flatten()
        .flat_map(Placed::upwards)
        .map(|above| &above.organization.code)
        .collect();
    let subject = snapshot.user(errand.subject);
    let family: Vec<&User> = subject.map_or_else(Vec::new, |it| snapshot.family(it).collect());
    let organizations: Vec<Organization> = snapshot
        .organizations
        .iter()
        .filter(|place| shown.contains(&place.code))
        .map(|place| organization(view, place, &shown))
        .collect();
    Snapshot {
        filtered: None,
        organizations: Organizations::from(organizations),
        users: people(snapshot, view, &family),
        roles: snapshot.roles.clone(),
        groups: groups(snapshot, &family),
        attributes: attributes(snapshot, &family, &shown),
        administrators: administrators(snapshot, &family),
        taken: Vec::new(),
        taken_is_known: false,
        name_keys: BTreeMap::new(),
        contacts: snapshot
            .contacts
            .iter()
            .filter(|(code, _)| shown.contains(code))
            .map(|(code, names)| (code.clone(), names.clone()))
            .collect(),
        hidden_dependents: BTreeMap::new(),
        hosting: snapshot
            .hosting
            .as_ref()
            .map(|facts| hosting(facts, view, snapshot, &family)),
        telephony: snapshot.telephony.as_ref().map(|facts| {
            super::phoned_screen::telephony_in_view(facts, view, snapshot, &family, &shown)
        }),
        content: None,
    }
}

/// An organization as the viewer may know it; of one above their view what moves below it rest on.
fn organization(
    view: &View<'_>,
    place: Placed<'_>,
    shown: &BTreeSet<&OrganizationCode>,
) -> Organization {
    let mut known = place.organization.clone();
    known.user_move.available_organizations.clear();
    known.hierarchy = Hierarchy::default();
    if let Some(hosting) = known.hosting.as_deref_mut() {
        if view.sees_organization(place) {
            for domain in hosting.domains.values_mut() {
                domain.also_used_by.retain(|code| shown.contains(code));
            }
        } else {
            *hosting = OrganizationHosting {
                location: hosting.location.take(),
                offers: std::mem::take(&mut hosting.offers),
                service_properties: without_values(std::mem::take(&mut hosting.service_properties)),
                revision: hosting.revision,
                ..OrganizationHosting::default()
            };
        }
    }
    known
}

/// Which properties are set; that they are is all that is judged.
fn without_values(mut set: ServiceProperties) -> ServiceProperties {
    for value in set.values_mut().flat_map(BTreeMap::values_mut) {
        *value = true.into();
    }
    set
}

/// The family and the viewer in full; everybody else in view by what they have to do with the family.
fn people(snapshot: &Snapshot, view: &View<'_>, family: &[&User]) -> BTreeMap<UserId, User> {
    let is_member = |id: &UserId| family.iter().any(|member| member.id == *id);
    let seen = snapshot.users.values().filter(|user| view.sees_user(user));
    let known = seen.map(|user| {
        if is_member(&user.id) || user.id == view.actor.id {
            return (user.id.clone(), user.clone());
        }
        let mut known = User::new(user.id.as_str(), &user.name, user.home.as_str());
        known.username = user.username.clone();
        known.status = user.status;
        known.manager = user.manager.clone().filter(is_member);
        known.hosting = user.hosting.clone().map(|hosted| {
            let to_family = hosted
                .delegations
                .into_iter()
                .filter(|it| is_member(&it.to));
            Box::new(rehome_domain::hosting::HostedUser {
                delegations: to_family.collect(),
                ..Default::default()
            })
        });
        (user.id.clone(), known)
    });
    known.collect()
}

fn hosting(
    facts: &HostingFacts,
    view: &View<'_>,
    snapshot: &Snapshot,
    family: &[&User],
) -> HostingFacts {
    let members: Vec<&UserId> = family.iter().map(|user| &user.id).collect();
    let anonymous = |holder: &NameHolder| match holder {
        NameHolder::User(id) if members.contains(&id) => holder.clone(),
        NameHolder::User(_) | NameHolder::Other => NameHolder::Other,
    };
    let names = facts.names.iter();
    let mut names: BTreeMap<NameKey, BTreeSet<NameHolder>> = names
        .map(|(key, holders)| (key.clone(), holders.iter().map(anonymous).collect()))
        .collect();
    // WHY: what is kept from the family is taken to it; for whom, and for how long, is nobody's business.
    for (address, hold) in &facts.holds {
        if !members.contains(&&hold.person) {
            let key = NameKey::new(NameKind::Address, address.as_str());
            names.entry(key).or_default().insert(NameHolder::Other);
        }
    }
    let is_seen = |code: &OrganizationCode| {
        let place = snapshot.organizations.get(code);
        place.is_some_and(|place| view.sees_organization(place))
    };
    HostingFacts {
        names,
        counts: facts
            .counts
            .iter()
            .filter(|(code, _)| is_seen(code))
            .map(|(code, counts)| (code.clone(), counts.clone()))
            .collect(),
        ..facts.for_a_screen(&members)
    }
}

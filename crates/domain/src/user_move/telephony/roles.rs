//! Which role somebody holds at a site (telephony 2, rulings 46 and 68): the one grant at home.

use crate::ids::RoleId;
use crate::people::{Grant, User};
use crate::telephony::TelephonyFacts;
use crate::user_move::filters::filter_of;
use crate::user_move::rules::Case;

/// Where the role comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoleBy {
    /// A group of the outside directory says so.
    Mapping,
    /// The request says so.
    Choice,
    /// It was held before.
    Holding,
}

/// The role to be held at the destination; none where nobody says and none was held: then what everybody may.
pub fn role_there(case: &Case<'_>, user: &User) -> Option<(RoleId, RoleBy)> {
    let facts = case.snapshot.telephony.as_ref();
    let mapped = facts.and_then(|facts| mapped(case, facts, user));
    let mapped = mapped.map(|role| (role, RoleBy::Mapping));
    let own = || {
        let own = case.request.own_options(user);
        own.and_then(|own| own.role.clone())
    };
    let by_filter = || {
        let found = filter_of(case.snapshot, case.request, &case.subject.id);
        found.and_then(|(_, filter)| filter.role.clone())
    };
    let for_all = || case.request.options.role.clone();
    let chosen = || own().or_else(by_filter).or_else(for_all);
    let held = || {
        let held = held_at_home(case, user);
        held.max_by_key(|grant| case.snapshot.roles.rank(&grant.role))
            .map(|grant| grant.role.clone())
    };
    mapped
        .or_else(|| Some((chosen()?, RoleBy::Choice)))
        .or_else(|| Some((held()?, RoleBy::Holding)))
}

/// What is held at the source, and ends there.
pub fn held_at_home<'a>(case: &Case<'_>, user: &'a User) -> impl Iterator<Item = &'a Grant> {
    let home = case.source.code.clone();
    let grants = user.grants.iter();
    grants.filter(move |grant| grant.at.as_ref() == Some(&home))
}

/// The first mapping whose group the person is in, letter by letter, and that is for such a destination.
fn mapped(case: &Case<'_>, facts: &TelephonyFacts, user: &User) -> Option<RoleId> {
    let groups = &facts.people.get(&user.id)?.directory_groups;
    let there = case.destination;
    let mut mappings = facts.role_mappings.values();
    let fits = mappings.find(|mapping| {
        groups.contains(&mapping.group)
            && mapping.at_kind.is_none_or(|kind| kind == there.kind)
            && mapping.at.as_ref().is_none_or(|at| there.is_within(at))
    });
    fits.map(|mapping| mapping.role.clone())
}

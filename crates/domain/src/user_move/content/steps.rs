//! The steps of a move between accounts: what is so before the dialog closes (content 5). What moves along is ordered
//! here, and carried over by a job afterwards.

use super::{Arrival, Estate, facts};
use crate::hosting::Delegation;
use crate::people::User;
use crate::user_move::rules::{Case, Departure};
use crate::user_move::step::Step;

/// The steps for one member of the family.
pub fn arrival(case: &Case<'_>, user: &User, steps: &mut Vec<Step>) {
    let Some(facts) = facts(case) else {
        return;
    };
    let mut arrivals = case.arrivals().iter();
    let arrival: Option<&Arrival<'_>> = arrivals.find(|it| *it.user == user.id);
    if let (Some(member), Some((profile, Some(_)))) = (
        facts.members.get(&user.id),
        arrival.and_then(|it| it.profile.as_ref()),
    ) && member.profile != *profile
    {
        steps.push(Step::Profile {
            about: user.id.clone(),
            before: member.profile.clone(),
            after: profile.clone(),
        });
    }
    let mut estates = case.estates().iter();
    let estate: Option<&Estate<'_>> = estates.find(|it| it.user.id == user.id);
    if let Some(estate) = estate
        && let Some(new_owner) = estate.choices.new_owner
    {
        let things = estate.handed_over();
        if !things.is_empty() {
            steps.push(Step::Ownership {
                about: user.id.clone(),
                things,
                before: user.id.clone(),
                after: new_owner.clone(),
            });
        }
    }
    if let Some(order) = arrival.and_then(|it| it.order.clone()) {
        steps.push(Step::Transfer {
            about: user.id.clone(),
            order: Box::new(order),
            before: false,
            after: true,
        });
    }
}

/// The steps that end standing in for one another between who goes and who stays (content 6).
pub fn departure(departure: &Departure<'_>, steps: &mut Vec<Step>) {
    let removed = delegations_removed(departure);
    steps.extend(removed.map(|(user, delegation)| Step::Delegation {
        about: user.id.clone(),
        delegation: delegation.clone(),
        before: true,
        after: false,
    }));
}

/// Who stood in for whom, where one of the two goes and the other stays; with whose delegation it is.
pub fn delegations_removed<'a>(
    departure: &Departure<'a>,
) -> impl Iterator<Item = (&'a User, &'a Delegation)> {
    let snapshot = departure.snapshot;
    let members = facts(departure).into_iter().flat_map(|it| &it.members);
    let all = members.filter_map(|(id, member)| Some((snapshot.user(id)?, member)));
    let family: Vec<_> = departure.family.iter().map(|user| &user.id).collect();
    all.flat_map(move |(user, member)| {
        let goes = family.contains(&&user.id);
        let family = family.clone();
        let delegations = member.delegations.iter();
        delegations
            .filter(move |it| goes != family.contains(&&it.to))
            .map(move |it| (user, it))
    })
}

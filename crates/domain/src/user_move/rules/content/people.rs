//! Rules about the people who move between accounts, and whom they leave.

use crate::content::{AccountCounts, Profile, ProfileKind};
use crate::ids::{OrganizationCode, ProfileId, UserId};
use crate::people::UserStatus;
use crate::user_move::authority::Standing;
use crate::user_move::content::{facts, steps};
use crate::user_move::effects::roles_revoked;
use crate::user_move::finding::{About, Finding, FindingKind, RemedyBy, RemedyCode};
use crate::user_move::rules::{Case, Departure};

pub(super) fn usernames_are_free_there(case: &Case<'_>, findings: &mut Vec<Finding>) {
    crate::user_move::rules::people::names_are_free_at_the_destination(case, findings);
}

fn about_profile(departure: &Departure<'_>, kind: FindingKind) -> Finding {
    let field = About::Field("profile".into());
    Finding::new(&departure.subject.id, field, kind)
        .remedy(RemedyCode::ChooseProfile, RemedyBy::Actor)
}

pub(super) fn profile_is_chosen(case: &Case<'_>, findings: &mut Vec<Finding>) {
    for arrival in case.arrivals().iter().filter(|it| it.profile.is_none()) {
        let kind = FindingKind::ProfileMissing {
            user: arrival.user.clone(),
        };
        findings.push(about_profile(case, kind));
    }
}

/// Who is to get a profile, which, and what it is there; none where it is not offered.
fn chosen<'c, 'a>(
    case: &'c Case<'a>,
) -> impl Iterator<Item = (&'a UserId, &'c ProfileId, Option<Profile<'a>>)> {
    let arrivals = case.arrivals().iter();
    arrivals.filter_map(|it| {
        let (id, profile) = it.profile.as_ref()?;
        Some((it.user, id, profile.filter(Profile::is_enabled)))
    })
}

pub(super) fn profile_is_offered_there(case: &Case<'_>, findings: &mut Vec<Finding>) {
    for (user, profile, known) in chosen(case) {
        if known.is_none() {
            let kind = FindingKind::ProfileNotOffered {
                user: user.clone(),
                profile: profile.clone(),
                organization: case.destination.code.clone(),
            };
            findings.push(about_profile(case, kind));
        }
    }
}

pub(super) fn actor_may_give_the_profile(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let Standing::Operator { rank, .. } = case.standing else {
        return;
    };
    let actor = facts(case).and_then(|facts| facts.profile_of(&case.actor.id, &case.actor.home));
    let bills = actor.is_some_and(|it| it.like == ProfileKind::BillingAdministrator);
    for (user, id, known) in chosen(case) {
        let Some(profile) = known else { continue };
        if !profile.is_given_by(rank, bills, case.destination.kind) {
            let kind = FindingKind::ProfileBeyondActor {
                user: user.clone(),
                profile: id.clone(),
            };
            let ask = case.top_administrators(case.destination);
            findings
                .push(about_profile(case, kind).remedy(RemedyCode::AskSomebodyOfHigherRank, ask));
        }
    }
}

pub(super) fn own_items_are_only_looked_at(case: &Case<'_>, findings: &mut Vec<Finding>) {
    for (user, id, known) in chosen(case) {
        let mut arrivals = case.arrivals().iter();
        let moves = arrivals.any(|it| it.user == user && it.order.is_some());
        if moves && known.is_some_and(|profile| !profile.may_own()) {
            let kind = FindingKind::OwnItemsViewOnly {
                user: user.clone(),
                profile: id.clone(),
            };
            findings.push(case.about_user(user, kind));
        }
    }
}

pub(super) fn nothing_is_under_way(departure: &Departure<'_>, findings: &mut Vec<Finding>) {
    let Some(facts) = facts(departure) else {
        return;
    };
    for user in &departure.family {
        if facts.running().any(|it| it.order.subject == user.id) {
            let kind = FindingKind::TransferRunning {
                user: user.id.clone(),
            };
            findings.push(
                departure
                    .about_user(&user.id, kind)
                    .remedy(RemedyCode::WaitUntilDone, RemedyBy::Actor),
            );
        }
    }
}

pub(super) fn takes_over_from_nobody(departure: &Departure<'_>, findings: &mut Vec<Finding>) {
    let Some(facts) = facts(departure) else {
        return;
    };
    for user in &departure.family {
        let mut told = std::collections::BTreeSet::new();
        let orders = facts.running().map(|it| &it.order);
        for order in orders.filter(|it| it.new_owner.as_ref() == Some(&user.id)) {
            if told.insert(&order.subject) {
                let kind = FindingKind::TakesOverFromOthers {
                    user: user.id.clone(),
                    from: order.subject.clone(),
                };
                findings.push(
                    departure
                        .about_user(&user.id, kind)
                        .remedy(RemedyCode::WaitUntilDone, RemedyBy::Actor),
                );
            }
        }
    }
}

fn counts<'a>(departure: &Departure<'a>, code: &OrganizationCode) -> Option<&'a AccountCounts> {
    facts(departure)?.counts.get(code)
}

pub(super) fn hub_keeps_a_billing_administrator(
    departure: &Departure<'_>,
    findings: &mut Vec<Finding>,
) {
    let Some(hub) = departure.source.upwards().last() else {
        return;
    };
    let known = counts(departure, &hub.code);
    let bills = |user: &UserId| {
        let administrators = known.map(|counts| &counts.administrators);
        administrators.and_then(|all| all.get(user)) == Some(&true)
    };
    // WHY: whoever moves the own account gives keys away, and somebody else must be left to give them back.
    let moves_oneself = departure.is_in_family(&departure.actor.id);
    let leaves = departure.source == hub && departure.family.iter().any(|user| bills(&user.id));
    let concerns = moves_oneself && departure.source == hub;
    if known.is_some() && !leaves && !concerns {
        return;
    }
    let remains = known.is_some_and(|counts| {
        let mut all = counts.administrators.iter();
        all.any(|(user, bills)| *bills && !departure.is_in_family(user))
    });
    if remains || (known.is_none() && departure.source != hub) {
        return;
    }
    let kind = FindingKind::LastBillingAdministrator {
        organization: hub.code.clone(),
    };
    let finding = departure.about_organization(&hub.code, kind).remedy(
        RemedyCode::AppointBillingAdministrator,
        departure.top_administrators(hub),
    );
    findings.push(if known.is_some() {
        finding
    } else {
        finding.deferred()
    });
}

pub(super) fn source_keeps_an_administrator(
    departure: &Departure<'_>,
    findings: &mut Vec<Finding>,
) {
    let code = &departure.source.code;
    let Some(counts) = counts(departure, code) else {
        return;
    };
    let is_one = |user: &UserId| counts.administrators.contains_key(user);
    let mut others = counts.administrators.keys();
    let leaves = departure.family.iter().any(|user| is_one(&user.id));
    if leaves && !others.any(|user| !departure.is_in_family(user)) {
        let kind = FindingKind::LastAdministrator {
            organization: code.clone(),
        };
        findings.push(departure.about_organization(code, kind).remedy(
            RemedyCode::AppointAnotherAdministrator,
            departure.top_administrators(departure.source),
        ));
    }
}

pub(super) fn roles_at_the_source_end(departure: &Departure<'_>, findings: &mut Vec<Finding>) {
    for user in &departure.family {
        for grant in roles_revoked(departure, user) {
            let kind = FindingKind::RoleRevoked {
                user: user.id.clone(),
                role: grant.role.clone(),
                organization: departure.source.code.clone(),
            };
            findings.push(departure.about_user(&user.id, kind));
        }
    }
}

pub(super) fn own_account_is_confirmed(departure: &Departure<'_>, findings: &mut Vec<Finding>) {
    let own = &departure.actor.id;
    if departure.is_in_family(own) {
        let kind = FindingKind::OwnAccount { user: own.clone() };
        findings.push(departure.about_user(own, kind));
    }
}

pub(super) fn delegations_end(departure: &Departure<'_>, findings: &mut Vec<Finding>) {
    let is_there = |id: &UserId| {
        let user = departure.snapshot.user(id);
        user.is_none_or(|user| user.status != UserStatus::Deleted)
    };
    for (user, delegation) in steps::delegations_removed(departure) {
        if is_there(&delegation.to) {
            let kind = FindingKind::DelegationRemoved {
                user: user.id.clone(),
                to: delegation.to.clone(),
            };
            findings.push(departure.about_user(&user.id, kind));
        }
    }
}

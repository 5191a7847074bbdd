//! Rules about the people: where they were synced, what they are called, which role they hold.

use super::super::{Case, people};
use crate::role::Permission;
use crate::telephony::facts::customer;
use crate::telephony::{PhoneUser, TelephonyFacts};
use crate::user_move::View;
use crate::user_move::authority::Standing;
use crate::user_move::finding::{Finding, FindingKind, RemedyBy, RemedyCode};
use crate::user_move::request::Scope;
use crate::user_move::telephony::roles::{RoleBy, held_at_home, role_there};

pub(super) fn destination_is_below_sync_to(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let Some(relocation) = case.relocation() else {
        return;
    };
    if case.source == case.destination {
        return;
    }
    for member in &relocation.members {
        let own = member.person.and_then(|person| person.sync_to.as_ref());
        // WHY: a customer is where people are created who are not synced from elsewhere.
        let by_default = customer(case.source).unwrap_or(case.source);
        let sync_to = own.unwrap_or(&by_default.code);
        let is_below =
            |end: crate::tree::Placed<'_>| end.code != *sync_to && end.is_within(sync_to);
        let fits = if relocation.is_placement {
            case.destination.is_within(sync_to)
        } else {
            is_below(case.source) && is_below(case.destination)
        };
        if !fits {
            let user = member.user.id.clone();
            let sync_to = sync_to.clone();
            let kind = FindingKind::OutsideSyncTo { user, sync_to };
            findings.push(case.about_user(&member.user.id, kind).remedy(
                RemedyCode::AskForHelp,
                case.top_administrators(case.destination),
            ));
        }
    }
}

pub(super) fn cluster_is_listed(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let Some(relocation) = case.relocation().filter(|it| it.is_placement) else {
        return;
    };
    let facts = relocation.facts;
    let there = facts.place(&case.destination.code);
    let list = there.and_then(|place| facts.device_lists.get(place.device_list.as_ref()?));
    let listed = list.and_then(|list| list.cucm.as_deref());
    for member in &relocation.members {
        if member.scope == Scope::UserOnly {
            continue;
        }
        let own = member.person.and_then(|person| person.cluster.as_deref());
        let of_lines = member.lines.iter().map(|(_, line)| line.cluster.as_deref());
        let has_devices = member
            .owned
            .iter()
            .any(|key| facts.devices.contains_key(*key));
        let mut named = own.into_iter().chain(of_lines.flatten()).peekable();
        let is_bound = named.peek().is_some() || has_devices;
        let fits = listed.is_some() && named.all(|cluster| Some(cluster) == listed);
        if is_bound && !fits {
            let kind = FindingKind::ClusterNotListed {
                user: member.user.id.clone(),
                organization: case.destination.code.clone(),
            };
            findings.push(case.about_user(&member.user.id, kind).remedy(
                RemedyCode::CompleteTheSite,
                case.top_administrators(case.destination),
            ));
        }
    }
}

pub(super) fn name_is_free(case: &Case<'_>, findings: &mut Vec<Finding>) {
    people::names_are_free_at_the_destination(case, findings);
}

pub(super) fn role_is_valid(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let there = case.destination;
    for user in &case.family {
        let Some((role, _)) = role_there(case, user) else {
            continue;
        };
        let known = case.snapshot.role(&role);
        if known.is_some_and(|known| known.allowed_at.contains(&there.kind)) {
            continue;
        }
        let facts = case.snapshot.telephony.as_ref();
        let defaults =
            facts.and_then(|facts: &TelephonyFacts| facts.site_defaults.get(&there.code));
        let kind = FindingKind::RoleNotValid {
            user: user.id.clone(),
            role,
            organization: there.code.clone(),
            instead: defaults.and_then(|defaults| defaults.role.clone()),
        };
        findings.push(
            case.about_user(&user.id, kind)
                .remedy(RemedyCode::ChooseRole, RemedyBy::Actor),
        );
    }
}

pub(super) fn role_is_within_reach(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let Standing::Operator { rank, .. } = case.standing else {
        return;
    };
    let grants = || {
        let view = View::of(case.snapshot, &case.asker).ok();
        view.is_some_and(|view| view.may(Permission::GrantRoles, case.destination))
    };
    for user in &case.family {
        if let Some((role, RoleBy::Choice)) = role_there(case, user)
            && (case.snapshot.roles.rank(&role) > rank || !grants())
        {
            let kind = FindingKind::RoleBeyondActor {
                user: user.id.clone(),
                role,
            };
            findings.push(
                case.about_user(&user.id, kind)
                    .remedy(RemedyCode::ChooseRole, RemedyBy::Actor),
            );
        }
    }
}

pub(super) fn roles_are_replaced(case: &Case<'_>, findings: &mut Vec<Finding>) {
    for user in &case.family {
        let there = role_there(case, user);
        for grant in held_at_home(case, user) {
            if there.as_ref().is_some_and(|(role, _)| *role == grant.role) {
                continue;
            }
            let kind = FindingKind::RoleRevoked {
                user: user.id.clone(),
                role: grant.role.clone(),
                organization: case.source.code.clone(),
            };
            // WHY: a role that a mapping gives is not chosen.
            let is_mapped = matches!(there, Some((_, RoleBy::Mapping)));
            let code = if is_mapped {
                RemedyCode::SetByHand
            } else {
                RemedyCode::ChooseRole
            };
            let finding = case.about_user(&user.id, kind);
            findings.push(finding.remedy(code, RemedyBy::Actor));
        }
    }
}

pub(super) fn further_scope_is_set_by_hand(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let Some(relocation) = case.relocation() else {
        return;
    };
    let has_scope = |person: &PhoneUser| person.admin_scope.is_some();
    for member in &relocation.members {
        if member.person.is_some_and(has_scope) {
            let user = member.user.id.clone();
            let kind = FindingKind::AdminScopeByHand { user };
            findings.push(
                case.about_user(&member.user.id, kind)
                    .remedy(RemedyCode::SetByHand, RemedyBy::Actor),
            );
        }
    }
}

//! Undo between accounts: the profile comes back where the actor may give it, what passed on comes back where its new
//! owner still has it, what had not arrived is cancelled, and what arrived goes back by a job (ruling 18).

use super::{LedgerEntry, UndoPlan, keep};
use crate::content::ProfileKind;
use crate::ids::{RoleId, UserId};
use crate::people::User;
use crate::user_move::rules::{self, Case};
use crate::user_move::{Actor, Finding, FindingKind, RemedyCode, Snapshot, Step, Things, View};

/// What stands against the way back: the rules of every tree, and what the old account has no room for.
pub(super) fn judge(case: &Case<'_>, entry: &LedgerEntry) -> Vec<Finding> {
    let mut findings = Vec::new();
    rules::judge_what_holds_everywhere(case, &mut findings);
    let mut of_a_move = Vec::new();
    rules::judge(case, &mut of_a_move);
    let is_of_ends = |finding: &Finding| {
        matches!(
            finding.kind,
            FindingKind::NoSeat { .. }
                | FindingKind::NameTaken { .. }
                | FindingKind::LastBillingAdministrator { .. }
                | FindingKind::LastAdministrator { .. }
                | FindingKind::TakesOverFromOthers { .. }
                | FindingKind::OwnAccount { .. }
                | FindingKind::SignInChanges { .. }
        )
    };
    findings.extend(of_a_move.into_iter().filter(is_of_ends));
    findings.extend(no_room(case, entry));
    findings
}

/// The old account has less room than what arrived at the new one and comes back needs.
fn no_room(case: &Case<'_>, entry: &LedgerEntry) -> Option<Finding> {
    let facts = case.snapshot.content.as_ref()?;
    let orders = entry.steps.iter().filter_map(|step| match step {
        Step::Transfer { order, .. } => facts.transfers.get(&order.folder.id),
        _ => None,
    });
    let coming: u64 = orders
        .flat_map(|transfer| transfer.switched.values())
        .map(|switch| switch.bytes)
        .sum();
    let home = &case.destination.code;
    let limit = facts.accounts.get(home)?.storage_bytes?;
    let used = facts.counts.get(home)?;
    let would_be = used
        .bytes
        .saturating_add(used.expected)
        .saturating_add(coming);
    (coming > 0 && would_be > limit).then(|| {
        let kind = FindingKind::AccountStorageFull {
            organization: home.clone(),
            limit,
            would_be,
        };
        case.about_organization(home, kind)
    })
}

/// Takes a step back in a way of accounts: a profile that the actor may not give stays out, of things that passed on only
/// what their new owner still has comes back. Answers whether that was one of those.
pub(super) fn take_back(
    case: &Case<'_>,
    actor: &Actor,
    step: &Step,
    plan: &mut UndoPlan,
    steps: &mut Vec<Step>,
    findings: &mut Vec<Finding>,
) -> bool {
    if let Step::Profile { about, before, .. } = step
        && !may_give_back(case, actor, step)
    {
        plan.not_restored.push(step.clone());
        let kind = FindingKind::RoleNotRestored {
            user: about.clone(),
            role: RoleId::new(before.as_str()),
            organization: Some(case.destination.code.clone()),
        };
        let ask = case.top_administrators(case.destination);
        let finding = case.about_user(about, kind);
        findings.push(finding.remedy(RemedyCode::AskForHelp, ask));
        steps.extend(profile_instead(case, step));
        return true;
    }
    let (Some((back, gone)), Some(user)) =
        (split(case.snapshot, step), case.snapshot.user(step.about()))
    else {
        return false;
    };
    steps.extend(back);
    keep(case, &gone, user, plan, findings);
    true
}

/// Whether what a step left is still so.
pub(super) fn is_as_left(case: &Case<'_>, user: &User, step: &Step) -> bool {
    let Some(facts) = &case.snapshot.content else {
        return false;
    };
    match step {
        Step::Profile { after, .. } => {
            let member = facts.members.get(&user.id);
            member.is_some_and(|it| it.profile == *after)
        }
        Step::Ownership { things, after, .. } => {
            still_owned(case.snapshot, things, after).len() == things.len()
        }
        Step::Transfer { order, after, .. } => {
            let transfer = facts.transfers.get(&order.folder.id);
            transfer.is_some_and(|it| !it.returns) == *after
        }
        _ => false,
    }
}

/// Whether somebody of an account stands in for a person, or did: those are no part of the person's record.
pub(super) fn stands_in(case: &Case<'_>, user: &UserId) -> bool {
    let facts = case.snapshot.content.as_ref();
    facts.is_some_and(|facts| facts.members.contains_key(user))
}

/// Whether a delegation is as a step left it.
pub(super) fn delegation_is_as_left(case: &Case<'_>, step: &Step) -> bool {
    let Step::Delegation {
        about,
        delegation,
        after,
        ..
    } = step
    else {
        return false;
    };
    let facts = case.snapshot.content.as_ref();
    let member = facts.and_then(|facts| facts.members.get(about));
    member.is_some_and(|it| it.delegations.contains(delegation) == *after)
}

/// What of some things somebody still owns.
fn still_owned(snapshot: &Snapshot, things: &Things, owner: &UserId) -> Things {
    let Some(facts) = &snapshot.content else {
        return Things::default();
    };
    let is = |now: Option<&UserId>| now == Some(owner);
    let mut left = things.clone();
    left.items
        .retain(|id| is(facts.items.get(id).map(|it| &it.owner)));
    left.folders
        .retain(|id| is(facts.folders.get(id).map(|it| &it.owner)));
    left.views
        .retain(|id| is(facts.views.get(id).map(|it| &it.owner)));
    left.groups
        .retain(|id| is(facts.groups.get(id).map(|it| &it.owner)));
    left.templates
        .retain(|id| is(facts.templates.get(id).map(|it| &it.owner)));
    left
}

/// The step that takes part of a passing on back, and the part that changed since.
fn split(snapshot: &Snapshot, step: &Step) -> Option<(Option<Step>, Step)> {
    let Step::Ownership {
        about,
        things,
        before,
        after,
    } = step
    else {
        return None;
    };
    let left = still_owned(snapshot, things, after);
    if left.len() == things.len() {
        return None;
    }
    let mut gone = things.clone();
    gone.items.retain(|id| !left.items.contains(id));
    gone.folders.retain(|id| !left.folders.contains(id));
    gone.views.retain(|id| !left.views.contains(id));
    gone.groups.retain(|id| !left.groups.contains(id));
    gone.templates.retain(|id| !left.templates.contains(id));
    let with = |things| Step::Ownership {
        about: about.clone(),
        things,
        before: before.clone(),
        after: after.clone(),
    };
    let back = (!left.is_empty()).then(|| with(left).inverse());
    Some((back, with(gone)))
}

/// Whether the actor may give the profile back that a step took; nobody gives themselves one (ruling 16).
fn may_give_back(case: &Case<'_>, actor: &Actor, step: &Step) -> bool {
    let Step::Profile { about, before, .. } = step else {
        return true;
    };
    let (Ok(view), Some(facts)) = (View::of(case.snapshot, actor), &case.snapshot.content) else {
        return false;
    };
    let Some(profile) = facts.profile(before, &case.destination.code) else {
        return false;
    };
    let own = facts.profile_of(&view.actor.id, &view.actor.home);
    let bills = own.is_some_and(|it| it.like == ProfileKind::BillingAdministrator);
    let rank = profile.like.rank(case.destination.kind);
    // WHY: the way home of who moved alone keeps the profile; a mightier one than the present is somebody else's to give.
    *about != view.actor.id
        && profile.is_enabled()
        && rank <= view.rank()
        && (profile.like != ProfileKind::BillingAdministrator || bills)
}

/// The profile somebody holds at the old home where the former one cannot be given back: the built-in one behind the
/// present, as the new account's own profiles mean nothing there.
fn profile_instead(case: &Case<'_>, step: &Step) -> Option<Step> {
    let Step::Profile { about, .. } = step else {
        return None;
    };
    let facts = case.snapshot.content.as_ref()?;
    let member = facts.members.get(about)?;
    if facts
        .profile(&member.profile, &case.destination.code)
        .is_some()
    {
        return None;
    }
    let like = facts.profile(&member.profile, &case.source.code)?.like;
    Some(Step::Profile {
        about: about.clone(),
        before: member.profile.clone(),
        after: like.into(),
    })
}

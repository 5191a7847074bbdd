//! Undo: a plan computed from the ledger of one move (model 7, rulings 15 to 18).
//!
//! What is still as the move left it is put back; what changed since is kept and said so; a role comes
//! back only if who undoes could grant it now.

mod content;
#[cfg(feature = "hosting")]
mod copy;
mod hosting;
mod since;
mod telephony;

use crate::ids::{MoveId, OrganizationCode, RoleId, UserId};
use crate::organization::OrganizationStatus;
use crate::people::{Grant, Subscription, User, UserStatus};
use crate::role::Permission;
use crate::time::Timestamp;
use crate::user_move::effects::held;
use crate::user_move::plan::basis;
use crate::user_move::rules::{self, Case, Departure};
use crate::user_move::{
    Actor, BasisEntry, BasisRecord, FamilyPlan, Finding, FindingKind, MoveAuthority, MoveRequest,
    Refusal, RemedyCode, Severity, Snapshot, Step, View, authorize,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What was really done to one family.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerEntry {
    /// The id of this family's move.
    pub id: MoveId,
    /// The id of the commit it was part of; the same where one family moved alone.
    pub commit: MoveId,
    /// The sponsor.
    pub subject: UserId,
    /// The old home.
    pub source: OrganizationCode,
    /// The new home.
    pub destination: OrganizationCode,
    /// What was asked; whether a lock was overridden stands there.
    pub request: MoveRequest,
    /// The steps with their before-images, in the order in which they were made.
    pub steps: Vec<Step>,
    /// When.
    pub committed_at: Timestamp,
    /// The move this one takes back.
    pub undoes: Option<MoveId>,
    /// The move that took this one back.
    pub undone_by: Option<MoveId>,
    /// Whether the subject moved as oneself.
    pub by_oneself: bool,
    /// What the family held at the new home before it came there.
    pub held: Vec<Step>,
    /// The latest move of the subject, where a later one came.
    pub superseded_by: Option<MoveId>,
    /// Whom the subject was copied of, where this is no move but a copy, or takes one back.
    #[serde(default)]
    pub original: Option<UserId>,
}

/// What undoing a move would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UndoPlan {
    /// The findings and the steps, as of any plan; the steps are what is restored.
    pub family: FamilyPlan,
    /// Steps of the move whose effects have changed since and are kept as they are now.
    pub kept: Vec<Step>,
    /// Steps of the move that cannot be taken back by this actor.
    pub not_restored: Vec<Step>,
}

/// Plans the undo of one family's move.
///
/// The snapshot must be that of a move of the subject back to the old home.
///
/// # Errors
/// [`Refusal`] where the actor lacks a key for the move back: release at the present home, admit at the old
/// one; a self-mover may undo the own move where the old home is listed (ruling 15).
pub fn plan_undo(
    snapshot: &Snapshot,
    entry: &LedgerEntry,
    actor: &Actor,
    now: Timestamp,
) -> Result<UndoPlan, Refusal> {
    plan_undo_within(snapshot, entry, actor, now, None)
}

/// As [`plan_undo`], where what moves found is kept for so many days: no setting reaches beyond that (ruling 18).
///
/// # Errors
/// As of [`plan_undo`].
pub fn plan_undo_within(
    snapshot: &Snapshot,
    entry: &LedgerEntry,
    actor: &Actor,
    now: Timestamp,
    kept_days: Option<u32>,
) -> Result<UndoPlan, Refusal> {
    #[cfg(feature = "hosting")]
    if entry.original.is_some() {
        return copy::plan(snapshot, entry, actor, now, kept_days);
    }
    let subject = snapshot
        .user(&entry.subject)
        .ok_or(Refusal::UnknownSubject)?;
    let mut request = MoveRequest::one(entry.subject.clone(), entry.source.clone());
    let authority = authorize(snapshot, actor, &entry.subject, &entry.source)?;
    if authority.is_oneself() {
        // WHY: people take back what they did themselves, not what an operator did to them (ruling 15).
        if !entry.by_oneself {
            return Err(Refusal::NotAllowed);
        }
    } else {
        // WHY: a lock that the move overrode does not hold back its undo (model 7); one set since does (ruling 17).
        request.options.move_locked = Some(entry.request.moves_locked(subject));
    }
    let destination = snapshot
        .organizations
        .get(&entry.source)
        .ok_or(Refusal::UnknownDestination)?;
    let departure = Departure::new(snapshot, &request, actor, &entry.subject, now)
        .map(|departure| departure.standing_as(authority.standing()))
        .ok_or(Refusal::UnknownSubject)?;
    let departure = departure.toward(destination.kind);
    let case = Case::new(&departure, destination);
    let mut findings = Vec::new();
    if subject.home != entry.destination || entry.superseded_by.is_some() {
        findings.push(departure.about_user(
            &subject.id,
            FindingKind::Superseded {
                by: entry.superseded_by.clone(),
                home: subject.home.clone(),
            },
        ));
    }
    if entry.undone_by.is_some() {
        findings.push(departure.about_user(&subject.id, FindingKind::AlreadyUndone {}));
    }
    let days = case.governing.map_or(30, |top| top.user_move.undo_days);
    let days = days.min(kept_days.unwrap_or(u32::MAX));
    if now.0 - entry.committed_at.0 > i64::from(days) * 86_400_000_000 {
        findings.push(departure.about_user(&subject.id, FindingKind::UndoTooLate { days }));
    }
    // INVARIANT: every move has a step, the one that changes the home.
    if entry.steps.is_empty() {
        findings.push(departure.about_user(&subject.id, FindingKind::MoveForgotten {}));
    }
    let of_moving_back = if case.is_hosting() {
        hosting::judge(&case, entry)
    } else if case.is_telephony() {
        telephony::judge(&case, entry)
    } else if case.is_account() {
        content::judge(&case, entry)
    } else {
        let mut found = Vec::new();
        rules::judge(&case, &mut found);
        found
    };
    findings.extend(
        of_moving_back
            .iter()
            .filter(|finding| blocks_the_way_back(entry, finding))
            .cloned(),
    );
    let mut plan = UndoPlan {
        family: family_of(&case, &authority),
        kept: Vec::new(),
        not_restored: Vec::new(),
    };
    let mut steps = Vec::new();
    for step in entry.steps.iter().rev() {
        take_back(&case, actor, step, &mut plan, &mut steps, &mut findings);
    }
    for user in &case.family {
        since::since_then(&case, entry, user, &mut steps, &mut findings);
    }
    since::newcomers(&case, entry, &mut steps);
    since::gained(&case, entry, &mut steps);
    if case.is_hosting() {
        hosting::gained(&case, entry, &mut steps, &mut findings);
    }
    telephony::gained(&case, entry, &mut steps, &mut findings);
    findings.extend(
        of_moving_back
            .into_iter()
            .filter(|finding| since::tells_of_a_loss(&case, entry, &steps, &finding.kind)),
    );
    plan.family.steps = if findings.iter().any(Finding::blocks) {
        Vec::new()
    } else {
        steps
    };
    rest_on_third_parties(&case, &mut plan.family);
    plan.family.findings = findings;
    plan.family.authority = Some(authority);
    Ok(plan)
}

/// Puts everybody the steps change into the basis: people outside the family get their manager back.
fn rest_on_third_parties(case: &Case<'_>, family: &mut FamilyPlan) {
    let touched = family
        .steps
        .iter()
        .filter_map(|step| case.snapshot.user(step.about()));
    let mut entries: BTreeSet<BasisEntry> = family.basis.drain(..).collect();
    entries.extend(touched.map(|user| BasisEntry {
        record: BasisRecord::User(user.id.clone()),
        revision: user.revision,
    }));
    family.basis = entries.into_iter().collect();
}

/// Whether a finding about an ordinary move back keeps the undo from happening too; the lock that the very
/// move set does not (ruling 17).
fn blocks_the_way_back(entry: &LedgerEntry, finding: &Finding) -> bool {
    let locked_by_the_move = || {
        entry.steps.iter().any(
            |step| matches!(step, Step::Lock { about, after: true, .. } if *about == entry.subject),
        )
    };
    finding.severity == Severity::Blocker
        && match finding.kind {
            FindingKind::UserLocked { .. } => !locked_by_the_move(),
            FindingKind::AlreadyAtDestination { .. } => false,
            _ => true,
        }
}

fn family_of(case: &Case<'_>, authority: &MoveAuthority) -> FamilyPlan {
    FamilyPlan {
        subject: case.subject.id.clone(),
        members: case.family.iter().map(|user| user.id.clone()).collect(),
        source: Some(case.source.code.clone()),
        destination: case.destination.code.clone(),
        findings: Vec::new(),
        steps: Vec::new(),
        basis: basis(case),
        held: held(case),
        hidden: 0,
        authority: Some(authority.clone()),
    }
}

/// Takes one step back, keeps what changed since, or says that it cannot come back.
fn take_back(
    case: &Case<'_>,
    actor: &Actor,
    step: &Step,
    plan: &mut UndoPlan,
    steps: &mut Vec<Step>,
    findings: &mut Vec<Finding>,
) {
    let Some(user) = case.snapshot.user(step.about()) else {
        plan.kept.push(step.clone());
        return;
    };
    // WHY: the keys are for the family; of people outside it only manager and delegations were and are changed.
    let is_ours = case.is_in_family(&user.id)
        || (matches!(step, Step::Manager { .. } | Step::Delegation { .. })
            && user.status != UserStatus::Deleted);
    if !is_ours {
        keep(case, step, user, plan, findings);
        return;
    }
    if let Step::Role {
        about,
        role,
        at,
        before: true,
        after: false,
    } = step
        && !may_grant(case, actor, about, role, at.as_ref())
    {
        plan.not_restored.push(step.clone());
        let kind = FindingKind::RoleNotRestored {
            user: about.clone(),
            role: role.clone(),
            organization: at.clone(),
        };
        let ask = case.top_administrators(case.destination);
        findings.push(
            case.about_user(about, kind)
                .remedy(RemedyCode::AskForHelp, ask),
        );
        return;
    }
    if content::take_back(case, actor, step, plan, steps, findings) {
        return;
    }
    if let Step::Position { before, .. } = step {
        since::position_back(case, user, before.as_ref(), steps, findings);
    } else if let Step::Manager { before, .. } = step
        && since::has_new_manager(case, user)
    {
        // WHY: the manager of the present home stays behind (ruling 21), and makes room for the former one.
        steps.push(Step::Manager {
            about: user.id.clone(),
            before: user.manager.clone(),
            after: before.clone().filter(|_| still_exists(case, step)),
        });
    } else if is_as_left(case, user, step) && still_exists(case, step) {
        let back = hosting::taken_back(user, step);
        steps.push(telephony::taken_back(case, step, back));
    } else {
        keep(case, step, user, plan, findings);
    }
}

fn keep(
    case: &Case<'_>,
    step: &Step,
    user: &User,
    plan: &mut UndoPlan,
    findings: &mut Vec<Finding>,
) {
    plan.kept.push(step.clone());
    let kind = FindingKind::ChangedSince {
        user: user.id.clone(),
    };
    let finding = case.about_user(&user.id, kind);
    if !findings.contains(&finding) {
        findings.push(finding);
    }
}

/// Whether what a step would give back is still there to be given.
fn still_exists(case: &Case<'_>, step: &Step) -> bool {
    match step {
        Step::Membership { group, .. } => case.snapshot.groups.contains_key(group),
        Step::Subscription { to, .. } => case
            .snapshot
            .organizations
            .get(to)
            .is_some_and(|to| to.status == OrganizationStatus::Active && to.has_subscriptions()),
        Step::Manager {
            before: Some(manager),
            ..
        } => case.snapshot.user(manager).is_some(),
        Step::Delegation { delegation, .. } => case.snapshot.user(&delegation.to).is_some(),
        Step::PrimaryLine { .. } | Step::Telephony { .. } => telephony::still_exists(case, step),
        _ => true,
    }
}

/// Whether a person's record still is as a step left it.
fn is_as_left(case: &Case<'_>, user: &User, step: &Step) -> bool {
    match step {
        Step::Home { after, .. } => user.home == *after,
        Step::Position { after, .. } => user.position == *after,
        Step::RememberedPosition {
            organization,
            after,
            ..
        } => user.remembered_positions.get(organization) == after.as_ref(),
        Step::Role {
            role, at, after, ..
        } => {
            user.grants.contains(&Grant {
                role: role.clone(),
                at: at.clone(),
            }) == *after
        }
        Step::Subscription {
            to,
            start,
            end,
            after,
            ..
        } => {
            user.subscriptions.contains(&Subscription {
                to: to.clone(),
                start: *start,
                end: *end,
            }) == *after
        }
        Step::Membership { group, after, .. } => user.groups.contains(group) == *after,
        Step::Manager { after, .. } => user.manager == *after,
        Step::Lock { after, .. } => user.locked == *after,
        Step::Upn { .. }
        | Step::Username { .. }
        | Step::Account { .. }
        | Step::Address { .. }
        | Step::AddressHold { .. }
        | Step::Service { .. }
        | Step::Department { .. }
        | Step::Office { .. } => hosting::is_as_left(case, user, step),
        Step::Delegation { .. } if content::stands_in(case, &user.id) => {
            content::delegation_is_as_left(case, step)
        }
        Step::Delegation { .. } => hosting::is_as_left(case, user, step),
        Step::PrimaryLine { .. } | Step::Telephony { .. } => {
            telephony::is_as_left(case, user, step)
        }
        Step::Profile { .. } | Step::Ownership { .. } | Step::Transfer { .. } => {
            content::is_as_left(case, user, step)
        }
    }
}

/// Whether the actor could grant a role now; nobody gives themselves a role by undo (ruling 16).
fn may_grant(
    case: &Case<'_>,
    actor: &Actor,
    about: &UserId,
    role: &RoleId,
    at: Option<&OrganizationCode>,
) -> bool {
    let (Ok(view), Some(place)) = (
        View::of(case.snapshot, actor),
        at.and_then(|code| case.snapshot.organizations.get(code)),
    ) else {
        return false;
    };
    *about != view.actor.id
        && case.snapshot.roles.rank(role) <= view.rank()
        && view.may(Permission::GrantRoles, place)
}

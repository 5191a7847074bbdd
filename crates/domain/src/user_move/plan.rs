//! From a request to a plan: one family after the other, each judged on the state the ones before it leave.
//!
//! The planner never stops at the first finding. It knows no rule itself: rules are in [`super::rules`],
//! what changes is in [`super::effects`].

use super::apply::apply;
use super::authority::{MoveAuthority, Refusal, View, authorize};
use super::effects::{Effects, held};
use super::filters::destination_of;
use super::finding::{About, Finding, FindingKind, RemedyBy, RemedyCode, Severity, Verdict};
use super::request::MoveRequest;
use super::rules::{self, Case, Departure};
use super::selection;
use super::snapshot::Snapshot;
use super::step::Step;
use super::{Actor, Channel};
use crate::ids::{OrganizationCode, UserId};
use crate::people::User;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// The most people one request from a dialog may select (enterprise 5 and ruling 33).
pub const CEILING_OF_A_DIALOG: u32 = 1_000;

/// A record whose revision a plan rests on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "type", content = "id", rename_all = "snake_case")]
pub enum BasisRecord {
    /// A person's record.
    User(UserId),
    /// An organization's record.
    Organization(OrganizationCode),
    /// Its section `user_move`.
    UserMoveSettings(OrganizationCode),
    /// Its section `hierarchy`.
    Hierarchy(OrganizationCode),
    /// Its section `look`.
    Look(OrganizationCode),
    /// What hosting trees add to it.
    Hosting(OrganizationCode),
    /// What telephony knows of it, a site's defaults included.
    Telephony(OrganizationCode),
    /// What it has as an account: seats, storage, sign-in and its own permission profiles.
    Account(OrganizationCode),
}

/// A record with the revision that was read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BasisEntry {
    /// Which record.
    pub record: BasisRecord,
    /// Its revision.
    pub revision: i64,
}

/// What would happen to one family.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FamilyPlan {
    /// The sponsor.
    pub subject: UserId,
    /// The sponsor and the dependents.
    pub members: Vec<UserId>,
    /// The old home; none for a subject that is not known.
    pub source: Option<OrganizationCode>,
    /// The new home.
    pub destination: OrganizationCode,
    /// All findings, in the order of the rule table.
    pub findings: Vec<Finding>,
    /// The changes, in the order in which they are made; none where a finding blocks.
    pub steps: Vec<Step>,
    /// The records the plan rests on, sorted.
    pub basis: Vec<BasisEntry>,
    /// What the family holds at the destination already, for the ledger: an undo leaves it there.
    #[serde(skip)]
    pub held: Vec<Step>,
    /// How many findings and steps were taken out for the viewer.
    #[serde(default)]
    pub hidden: u32,
    /// The right to commit it, to be handed to storage; never crosses a wire.
    #[serde(skip)]
    pub authority: Option<MoveAuthority>,
}

/// What would happen, family by family.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MovePlan {
    /// The families in the order of the request.
    pub families: Vec<FamilyPlan>,
}

impl FamilyPlan {
    /// The verdict on the family.
    pub fn verdict(&self) -> Verdict {
        Verdict::of(&self.findings)
    }

    /// Whether anything keeps the family from moving.
    pub fn is_blocked(&self) -> bool {
        self.findings.iter().any(Finding::blocks)
    }

    /// Whether the family stays because it need not or shall not go: there already, or locked and not
    /// overridden in a selection. In bulk this is "skipped", not "refused" (ruling 12, enterprise 5).
    pub fn is_skipped(&self, channel: Channel) -> bool {
        let mut blockers = self
            .findings
            .iter()
            .filter(|finding| finding.blocks())
            .peekable();
        blockers.peek().is_some()
            && blockers.all(|finding| match finding.kind {
                FindingKind::AlreadyAtDestination { .. } => true,
                FindingKind::UserLocked { .. } => channel == Channel::Attended,
                _ => false,
            })
    }

    /// The codes of warnings, each once, that are not among those acknowledged.
    pub fn unacknowledged(&self, acknowledged: &BTreeSet<String>) -> Vec<&'static str> {
        let codes: BTreeSet<&'static str> = self
            .findings
            .iter()
            .filter(|finding| {
                finding.severity == Severity::Warning && !acknowledged.contains(finding.code())
            })
            .map(Finding::code)
            .collect();
        codes.into_iter().collect()
    }
}

impl MovePlan {
    /// All findings.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.families.iter().flat_map(|family| &family.findings)
    }

    /// The verdict on the whole.
    pub fn verdict(&self) -> Verdict {
        Verdict::of(self.findings())
    }
}

/// Plans a request.
///
/// The subjects of `all_of` must already be in `subjects`. Where the request names several people,
/// somebody the actor may not see is a finding of that row; a single one is a refusal (ruling 5).
///
/// # Errors
/// [`Refusal`] where the actor may not see the ends of the move or holds no key for it, where more
/// people are selected than [`CEILING_OF_A_DIALOG`] from a screen, and where a selection says something about
/// nobody in it.
pub fn plan(
    snapshot: &Snapshot,
    request: &MoveRequest,
    actor: &Actor,
    now: Timestamp,
) -> Result<MovePlan, Refusal> {
    plan_and_look(snapshot, request, actor, now, &mut |_| {})
}

/// The same, with a look at each family on its way to the destination after it was judged.
pub(super) fn plan_and_look(
    snapshot: &Snapshot,
    request: &MoveRequest,
    actor: &Actor,
    now: Timestamp,
    look: &mut dyn FnMut(&Case<'_>),
) -> Result<MovePlan, Refusal> {
    has_destination(request)?;
    let view = View::of(snapshot, actor)?;
    let subjects = selection::subjects(&view, snapshot, request);
    selection::check(&view, snapshot, request, actor, &subjects, now)?;
    rows(&view, snapshot, (request, &*subjects), actor, now, look)
}

/// Plans some rows of a request that was planned as a whole before, on the state the rows above them left.
///
/// # Errors
/// [`Refusal`] where the actor may not see the ends of the move or holds no key for it.
pub fn plan_rows(
    snapshot: &Snapshot,
    request: &MoveRequest,
    actor: &Actor,
    now: Timestamp,
) -> Result<MovePlan, Refusal> {
    has_destination(request)?;
    let view = View::of(snapshot, actor)?;
    let subjects = selection::subjects(&view, snapshot, request);
    let asked = (request, &*subjects);
    rows(&view, snapshot, asked, actor, now, &mut |_| {})
}

fn has_destination(request: &MoveRequest) -> Result<(), Refusal> {
    if request.destination.is_none() && request.filters.is_none() {
        return Err(Refusal::NoDestination);
    }
    Ok(())
}

fn rows(
    view: &View<'_>,
    snapshot: &Snapshot,
    (request, subjects): (&MoveRequest, &[UserId]),
    actor: &Actor,
    now: Timestamp,
    look: &mut dyn FnMut(&Case<'_>),
) -> Result<MovePlan, Refusal> {
    let is_bulk = request.is_bulk();
    // WHY: where the actor acts is settled before the first row; a row may move the actor's own home.
    let actor = &Actor {
        acting_in: Some(view.acting_in.code.clone()),
        ..actor.clone()
    };
    let mut state = Cow::Borrowed(snapshot);
    let mut families = Vec::with_capacity(subjects.len());
    let mut told_last_administrator = BTreeSet::new();
    let many = subjects.len() > 1;
    let mut gave_keys_away = false;
    for subject in subjects {
        let Some(destination) = destination_of(snapshot, request, subject) else {
            continue;
        };
        let mut family = match authorize(&state, actor, subject, destination) {
            Ok(authority) => plan_family(&state, request, (actor, authority), subject, now, look),
            Err(Refusal::UnknownSubject) if is_bulk => unknown(subject, destination),
            // WHY: who moves the own account loses sight of everybody in the rows below (ruling 12).
            Err(_) if gave_keys_away => unknown(subject, destination),
            Err(refusal) => return Err(refusal),
        };
        // WHY: one loss of the last administrator is told once per organization (ruling 67).
        family.findings.retain(|finding| match &finding.kind {
            FindingKind::LastAdministrator { organization } => {
                told_last_administrator.insert(organization.clone())
            }
            _ => true,
        });
        if many && !family.is_blocked() {
            apply(state.to_mut(), &family.steps);
            gave_keys_away |= family.members.contains(&actor.user);
        }
        families.push(family);
    }
    Ok(MovePlan { families })
}

fn unknown(subject: &UserId, destination: &OrganizationCode) -> FamilyPlan {
    let finding = Finding::new(
        subject,
        About::User(subject.clone()),
        FindingKind::UnknownUser {
            user: subject.clone(),
        },
    )
    .remedy(RemedyCode::AskForHelp, RemedyBy::Actor);
    FamilyPlan {
        subject: subject.clone(),
        members: Vec::new(),
        source: None,
        destination: destination.clone(),
        findings: vec![finding],
        steps: Vec::new(),
        basis: Vec::new(),
        held: Vec::new(),
        hidden: 0,
        authority: None,
    }
}

fn plan_family(
    snapshot: &Snapshot,
    request: &MoveRequest,
    (actor, authority): (&Actor, MoveAuthority),
    subject: &UserId,
    now: Timestamp,
    look: &mut dyn FnMut(&Case<'_>),
) -> FamilyPlan {
    let departure = Departure::new(snapshot, request, actor, subject, now)
        .map(|departure| departure.standing_as(authority.standing()));
    let destination = snapshot.organizations.get(authority.destination());
    let (Some(departure), Some(destination)) = (departure, destination) else {
        return unknown(subject, authority.destination());
    };
    let departure = departure.toward(destination.kind);
    let case = Case::new(&departure, destination);
    let mut findings = Vec::new();
    rules::judge(&case, &mut findings);
    look(&case);
    let steps = if findings.iter().any(Finding::blocks) {
        Vec::new()
    } else {
        Effects::of(&case).steps()
    };
    FamilyPlan {
        subject: subject.clone(),
        members: case.family.iter().map(|user| user.id.clone()).collect(),
        source: Some(case.source.code.clone()),
        destination: case.destination.code.clone(),
        findings,
        steps,
        basis: basis(&case),
        held: held(&case),
        hidden: 0,
        authority: Some(authority),
    }
}

/// The revisions a plan rests on: the family, who refers to it, the actor, both ends and what governs them.
pub(crate) fn basis(case: &Case<'_>) -> Vec<BasisEntry> {
    let mut entries = BTreeSet::new();
    let mut user = |user: &User| {
        entries.insert(BasisEntry {
            record: BasisRecord::User(user.id.clone()),
            revision: user.revision,
        });
    };
    case.family.iter().copied().for_each(&mut user);
    case.reports().for_each(&mut user);
    user(case.actor);
    for placed in [Some(case.source), Some(case.destination), case.governing]
        .into_iter()
        .flatten()
    {
        let code = &placed.code;
        entries.insert(BasisEntry {
            record: BasisRecord::Organization(code.clone()),
            revision: placed.revisions.record,
        });
        entries.insert(BasisEntry {
            record: BasisRecord::UserMoveSettings(code.clone()),
            revision: placed.revisions.user_move,
        });
    }
    let destination = &case.destination;
    entries.insert(BasisEntry {
        record: BasisRecord::Hierarchy(destination.code.clone()),
        revision: destination.revisions.hierarchy,
    });
    for placed in [case.source, case.destination] {
        entries.insert(BasisEntry {
            record: BasisRecord::Look(placed.code.clone()),
            revision: placed.revisions.look,
        });
    }
    if case.is_hosting() {
        // WHY: location, offers and storage are read at the organizations above too.
        let ends = [case.source, case.destination].into_iter();
        for placed in ends.flat_map(|end| end.upwards()) {
            if let Some(hosting) = &placed.organization.hosting {
                entries.insert(BasisEntry {
                    record: BasisRecord::Hosting(placed.code.clone()),
                    revision: hosting.revision,
                });
            }
        }
        #[cfg(feature = "hosting")]
        for (user, _) in super::hosting::belongings::delegations_removed(case) {
            entries.insert(BasisEntry {
                record: BasisRecord::User(user.id.clone()),
                revision: user.revision,
            });
        }
    }
    if let (true, Some(facts)) = (case.is_telephony(), &case.snapshot.telephony) {
        // WHY: cooling and deployment are read at the organizations above too.
        let ends = [case.source, case.destination].into_iter();
        for placed in ends.flat_map(|end| end.upwards()) {
            if let Some(place) = facts.place(&placed.code) {
                entries.insert(BasisEntry {
                    record: BasisRecord::Telephony(placed.code.clone()),
                    revision: place.revision,
                });
            }
        }
    }
    #[cfg(feature = "content")]
    entries.extend(super::content::basis(case));
    entries.into_iter().collect()
}

//! From a request to a plan.

use super::authority::{CopyAuthority, authorize};
use super::case::{CopyCase, OriginalRecord};
use super::person::{NewPerson, person};
use super::request::CopyRequest;
use super::rules;
use crate::ids::{OrganizationCode, UserId};
use crate::time::Timestamp;
use crate::user_move::{Actor, BasisEntry, BasisRecord, Finding, Refusal, Snapshot, Verdict};
use std::collections::BTreeSet;

/// What a copy would make.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CopyPlan {
    /// Who is copied.
    pub original: UserId,
    /// Where the new person lives.
    pub home: OrganizationCode,
    /// By what findings name the new person.
    pub newcomer: UserId,
    /// All findings, in the order of the rule table.
    pub findings: Vec<Finding>,
    /// The new person; none where a finding blocks.
    pub person: Option<NewPerson>,
    /// The records the plan rests on, sorted.
    pub basis: Vec<BasisEntry>,
    /// The right to commit it.
    pub authority: CopyAuthority,
}

impl CopyPlan {
    /// The verdict.
    pub fn verdict(&self) -> Verdict {
        Verdict::of(&self.findings)
    }

    /// Whether anything keeps the copy from being made.
    pub fn is_blocked(&self) -> bool {
        self.findings.iter().any(Finding::blocks)
    }
}

/// Plans a copy.
///
/// # Errors
/// [`Refusal`] where the actor may not see the original or the destination, or holds no key.
pub fn plan(
    snapshot: &Snapshot,
    request: &CopyRequest,
    actor: &Actor,
    record: &OriginalRecord,
    now: Timestamp,
) -> Result<CopyPlan, Refusal> {
    plan_and_look(snapshot, request, actor, record, now, &mut |_| {})
}

/// The same, with a look at the case after it was judged.
pub(super) fn plan_and_look(
    snapshot: &Snapshot,
    request: &CopyRequest,
    actor: &Actor,
    record: &OriginalRecord,
    now: Timestamp,
    look: &mut dyn FnMut(&CopyCase<'_>),
) -> Result<CopyPlan, Refusal> {
    let original = request.source_user.as_ref().ok_or(Refusal::NoSubject)?;
    let authority = authorize(snapshot, actor, original, request.destination.as_ref())?;
    let case = CopyCase::new(snapshot, request, actor, &authority, record, now.day());
    let case = case.ok_or(Refusal::NotAllowed)?;
    let mut findings = Vec::new();
    rules::judge(&case, &mut findings);
    look(&case);
    let blocked = findings.iter().any(Finding::blocks);
    Ok(CopyPlan {
        original: original.clone(),
        home: case.home.code.clone(),
        newcomer: case.names.id(),
        findings,
        person: if blocked { None } else { person(&case) },
        basis: basis(&case),
        authority,
    })
}

/// The revisions a plan rests on: the original, the actor, both homes and what governs them from above.
fn basis(case: &CopyCase<'_>) -> Vec<BasisEntry> {
    let mut entries = BTreeSet::new();
    for user in [case.original, case.view.actor] {
        entries.insert(BasisEntry {
            record: BasisRecord::User(user.id.clone()),
            revision: user.revision,
        });
    }
    for place in [case.source, case.home] {
        entries.insert(BasisEntry {
            record: BasisRecord::Organization(place.code.clone()),
            revision: place.revisions.record,
        });
        for above in place.upwards() {
            if let Some(hosting) = &above.organization.hosting {
                entries.insert(BasisEntry {
                    record: BasisRecord::Hosting(above.code.clone()),
                    revision: hosting.revision,
                });
            }
        }
    }
    entries.into_iter().collect()
}

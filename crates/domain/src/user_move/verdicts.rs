//! Every destination judged at once, for the list in which people choose.
//!
//! Rules that do not depend on the destination are asked once; what they find is common to all rows. Each
//! row then costs only the rules that read the destination.

use super::actor::Actor;
use super::authority::{Refusal, View};
use super::finding::{Finding, Severity, Verdict};
use super::request::MoveRequest;
use super::rules::{self, Case, Departure};
use super::selection;
use super::snapshot::Snapshot;
use crate::ids::{OrganizationCode, UserId};
use crate::organization::MoveFamily;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// The verdict on one destination.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DestinationVerdict {
    /// The destination.
    pub organization: OrganizationCode,
    /// The verdict on everything.
    pub whole: Verdict,
    /// The verdict on what comes on top of what all destinations have in common.
    pub on_top: Verdict,
    /// What comes on top.
    pub findings: Vec<Finding>,
}

impl DestinationVerdict {
    /// How many warnings come on top.
    pub fn warnings(&self) -> usize {
        self.findings
            .iter()
            .filter(|finding| finding.severity == Severity::Warning)
            .count()
    }
}

/// The verdicts on all destinations in view, and what they have in common.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdicts {
    /// What is so wherever the subject goes.
    pub common: Vec<Finding>,
    /// One verdict per destination, by code.
    pub destinations: Vec<DestinationVerdict>,
}

impl Verdicts {
    /// What stands in the way of every destination alike.
    pub fn in_the_way_everywhere(&self) -> Option<&Finding> {
        let (first, others) = self.destinations.split_first()?;
        self.common
            .iter()
            .find(|finding| finding.blocks())
            .or_else(|| {
                first.findings.iter().find(|finding| {
                    finding.blocks() && others.iter().all(|row| row.findings.contains(finding))
                })
            })
    }
}

/// Judges a subject against every destination the actor sees.
///
/// `request` carries the options; its destination does not matter.
///
/// # Errors
/// [`Refusal`] where the actor does not see the subject, or the source it is said to live in.
pub fn verdicts(
    snapshot: &Snapshot,
    request: &MoveRequest,
    actor: &Actor,
    subject: &UserId,
    now: Timestamp,
) -> Result<Verdicts, Refusal> {
    let view = View::of(snapshot, actor)?;
    let user = snapshot
        .user(subject)
        .filter(|user| view.sees_user(user))
        .ok_or(Refusal::UnknownSubject)?;
    let source = snapshot
        .organizations
        .get(&user.home)
        .ok_or(Refusal::UnknownSubject)?;
    selection::source_is_in_view(
        &view,
        snapshot,
        request,
        actor,
        std::slice::from_ref(subject),
    )?;
    let mut found = Verdicts::default();
    let Some(mut departure) = Departure::new(snapshot, request, actor, subject, now) else {
        return Err(Refusal::UnknownSubject);
    };
    // WHY: from a customer some go to customers and some to sites, by different rules: nothing is common to all rows.
    let is_mixed = source.kind.is_hosting_tree() && snapshot.judges(MoveFamily::Site);
    for candidate in view.candidates(source) {
        let Some(standing) = view.standing_at(user, source, &candidate) else {
            continue;
        };
        if is_mixed {
            departure = departure.toward(candidate.place.kind);
        }
        if departure.standing != standing || found.destinations.is_empty() {
            departure.standing = standing;
            found.common.clear();
            if !is_mixed {
                rules::judge_departure(&departure, &mut found.common);
            }
        }
        let case = Case::governed(&departure, candidate.place, candidate.governing);
        let mut findings = Vec::new();
        if is_mixed {
            rules::judge(&case, &mut findings);
        } else {
            rules::judge_destination(&case, &mut findings);
        }
        found.destinations.push(DestinationVerdict {
            organization: candidate.place.code.clone(),
            whole: Verdict::Works,
            on_top: Verdict::of(&findings),
            findings,
        });
    }
    let common = Verdict::of(&found.common);
    for row in &mut found.destinations {
        row.whole = row.on_top.max(common);
    }
    Ok(found)
}

//! Undo at sites with telephony: lines, devices and numbers come back as they were, where nobody changed them and nothing
//! else has their number by now.
//!
//! The way back is no move of its own: dial plans, lists and defaults are not judged, for what is restored is written in
//! the ledger.

use super::LedgerEntry;
use crate::people::User;
use crate::telephony::{Line, NumberStatus, Record, RecordKey, Section};
use crate::user_move::rules::{self, Case};
use crate::user_move::{Finding, FindingKind, RemedyBy, RemedyCode, Step};
use std::collections::{BTreeMap, BTreeSet};

/// What stands against the way back: the rules of every tree, names and customers, and numbers that others have by now.
pub(super) fn judge(case: &Case<'_>, entry: &LedgerEntry) -> Vec<Finding> {
    let mut findings = Vec::new();
    rules::judge_what_holds_everywhere(case, &mut findings);
    let mut of_a_move = Vec::new();
    rules::judge(case, &mut of_a_move);
    findings.extend(of_a_move.into_iter().filter(|finding| {
        matches!(
            finding.kind,
            FindingKind::NameTaken { .. }
                | FindingKind::DifferentCustomer { .. }
                | FindingKind::RoleRevoked { .. }
        )
    }));
    findings.extend(numbers_taken(case, entry));
    findings.extend(numbers_kept(case, entry));
    findings
}

/// The lines that the move rewrote, as they would be again: those that are still as it left them.
fn lines_back<'e>(
    case: &Case<'_>,
    entry: &'e LedgerEntry,
) -> BTreeMap<&'e RecordKey, (&'e Line, &'e Line)> {
    let facts = case.snapshot.telephony.as_ref();
    let is_as_left = |key: &RecordKey, after: &Record| {
        facts.is_some_and(|facts| facts.record(key).as_ref() == Some(after))
    };
    let lines = entry.steps.iter().filter_map(|step| match step {
        Step::Telephony {
            record,
            before,
            after,
            ..
        } if is_as_left(record, after) => match (&**before, &**after) {
            (Record::Line(before), Record::Line(after)) => Some((record, (before, after))),
            _ => None,
        },
        _ => None,
    });
    lines.collect()
}

fn numbers_taken(case: &Case<'_>, entry: &LedgerEntry) -> Vec<Finding> {
    let Some(facts) = &case.snapshot.telephony else {
        return Vec::new();
    };
    let back = lines_back(case, entry);
    let ids: BTreeSet<&str> = back.keys().map(|key| key.id.as_str()).collect();
    let standing = facts
        .lines
        .iter()
        .filter(|(id, _)| !ids.contains(id.as_str()));
    let standing: BTreeSet<_> = standing.map(|(_, line)| line.identity()).collect();
    let taken = back
        .iter()
        .filter(|(_, (before, _))| standing.contains(&before.identity()));
    taken
        .map(|(key, (before, _))| {
            let user = case.subject.id.clone();
            let kind = FindingKind::LineCollision {
                user: user.clone(),
                line: key.id.as_str().into(),
                number: before.pattern.clone(),
            };
            let ask = case.top_administrators(case.destination);
            case.about_user(&user, kind)
                .remedy(RemedyCode::FreeTheNumber, ask)
        })
        .collect()
}

/// Numbers that would come back to where another entry keeps them by now.
fn numbers_kept(case: &Case<'_>, entry: &LedgerEntry) -> Vec<Finding> {
    let Some(facts) = &case.snapshot.telephony else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    for step in &entry.steps {
        let Step::Telephony { record, before, .. } = step else {
            continue;
        };
        let Record::Inventory(before) = &**before else {
            continue;
        };
        let mut others = facts.inventory.iter().filter(|(id, _)| **id != record.id);
        let is_kept = others.any(|(_, it)| (&it.number, &it.at) == (&before.number, &before.at));
        if let (true, Some(at)) = (is_kept, &before.at) {
            let user = case.subject.id.clone();
            let kind = FindingKind::InventoryCollision {
                user: user.clone(),
                number: before.number.clone(),
                organization: at.clone(),
            };
            let ask = case.top_administrators(case.destination);
            let finding = case.about_user(&user, kind);
            findings.push(finding.remedy(RemedyCode::FreeTheNumber, ask));
        }
    }
    findings
}

/// Whether what is known of telephony still is as a step left it. A number that cooled down by itself is.
pub(super) fn is_as_left(case: &Case<'_>, user: &User, step: &Step) -> bool {
    let Some(facts) = &case.snapshot.telephony else {
        return false;
    };
    match step {
        Step::PrimaryLine { after, .. } => {
            let person = facts.people.get(&user.id);
            person.and_then(|person| person.primary_line.as_ref()) == after.as_ref()
        }
        Step::Telephony { record, after, .. } => {
            let now = facts.record(record);
            now.is_some_and(|now| now == **after || has_cooled_down(&now, after))
        }
        _ => false,
    }
}

fn has_cooled_down(now: &Record, left: &Record) -> bool {
    let (Record::Inventory(now), Record::Inventory(left)) = (now, left) else {
        return false;
    };
    now.status == NumberStatus::Available
        && left.status == NumberStatus::Cooling
        && (&now.number, &now.at) == (&left.number, &left.at)
}

/// Whether the lines that a step would give back are still there.
pub(super) fn still_exists(case: &Case<'_>, step: &Step) -> bool {
    let facts = case.snapshot.telephony.as_ref();
    let known = |line| facts.is_some_and(|facts| facts.lines.contains_key(line));
    match step {
        Step::PrimaryLine { before, .. } => before.as_ref().is_none_or(known),
        Step::Telephony { before, .. } => before.appearances().iter().all(|it| known(&it.line)),
        _ => true,
    }
}

/// The step that takes one back from how the record is by now.
pub(super) fn taken_back(case: &Case<'_>, step: &Step, mut back: Step) -> Step {
    if let (Step::Telephony { before, .. }, Step::Telephony { record, .. }) = (&mut back, step)
        && let Some(now) = case
            .snapshot
            .telephony
            .as_ref()
            .and_then(|it| it.record(record))
    {
        **before = now;
    }
    back
}

/// What came since: devices that show a line in the partition it leaves follow it, and what the person got at the present
/// home stays there and is told of.
pub(super) fn gained(
    case: &Case<'_>,
    entry: &LedgerEntry,
    steps: &mut Vec<Step>,
    findings: &mut Vec<Finding>,
) {
    let Some(facts) = case
        .snapshot
        .telephony
        .as_ref()
        .filter(|_| case.is_telephony())
    else {
        return;
    };
    let known: BTreeSet<RecordKey> = steps.iter().filter_map(restored).cloned().collect();
    let back = lines_back(case, entry);
    for (key, device) in &facts.devices {
        let mut after = device.clone();
        for shown in &mut after.lines {
            let moved = back.get(&RecordKey::line(&shown.line));
            if let Some((before, left)) = moved
                && shown.partition.as_ref() == Some(&left.partition)
            {
                shown.partition = Some(before.partition.clone());
            }
        }
        if !known.contains(key) && after != *device {
            steps.push(Step::Telephony {
                about: case.subject.id.clone(),
                record: key.clone(),
                before: Box::new(Record::Device(device.clone())),
                after: Box::new(Record::Device(after)),
            });
        }
    }
    for user in &case.family {
        let stays = facts.owned_by(&user.id).filter(|key| {
            let record = facts.record(key);
            let stands_here = record.is_some_and(|it| it.at() == Some(&case.source.code));
            stands_here && !known.contains(*key) && key.section != Section::Inventory
        });
        let count = stays.count() as u32;
        if count > 0 {
            let kind = FindingKind::ServicesLeftBehind {
                user: user.id.clone(),
                count,
            };
            findings.push(
                case.about_user(&user.id, kind)
                    .remedy(RemedyCode::CleanUpLeftovers, RemedyBy::Actor),
            );
        }
    }
}

fn restored(step: &Step) -> Option<&RecordKey> {
    match step {
        Step::Telephony { record, .. } => Some(record),
        _ => None,
    }
}

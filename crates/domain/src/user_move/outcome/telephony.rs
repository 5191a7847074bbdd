//! What becomes of lines, devices, mailboxes and numbers, as people read it.

use super::{Outcome, OutcomeItem};
use crate::ids::LineId;
use crate::people::User;
use crate::telephony::{Record, RecordKey};
use crate::user_move::plan::FamilyPlan;
use crate::user_move::snapshot::Snapshot;
use crate::user_move::step::Step;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What a line is called: its number, or its id where that is not known.
pub(super) fn name_of(snapshot: &Snapshot, line: &LineId) -> Arc<str> {
    let facts = snapshot.telephony.as_ref();
    facts.map_or_else(|| line.as_str().into(), |facts| facts.number_of(line))
}

/// Adds what is different of a record: that it goes along or is lost, and each value that is rewritten.
pub(super) fn add(
    outcome: &mut Outcome,
    snapshot: &Snapshot,
    key: &RecordKey,
    before: &Record,
    after: &Record,
) {
    let name = after.name(key);
    let item = || OutcomeItem::Telephony {
        record: key.section,
        name: name.clone(),
    };
    if before.at() != after.at() {
        outcome.moves_along.push(item());
    }
    match (before.owner(), after.owner()) {
        (Some(_), None) => outcome.lost.push(item()),
        (None, Some(_)) => outcome.gained.push(item()),
        _ => {}
    }
    let (old, new) = (values(snapshot, before), values(snapshot, after));
    let names: BTreeSet<&Arc<str>> = old.keys().chain(new.keys()).collect();
    for value in names {
        let (before, after) = (old.get(value).cloned(), new.get(value).cloned());
        if before != after {
            outcome.changes.push(OutcomeItem::TelephonyValue {
                record: key.section,
                name: name.clone(),
                value: value.clone(),
                before,
                after,
            });
        }
    }
    let lines = |record: &Record| -> BTreeSet<LineId> {
        let shown = record.appearances().iter();
        shown.map(|it| it.line.clone()).collect()
    };
    let (was, is) = (lines(before), lines(after));
    let on_device = |line: &LineId| OutcomeItem::LineOnDevice {
        line: name_of(snapshot, line),
        device: name.clone(),
    };
    outcome.lost.extend(was.difference(&is).map(on_device));
    outcome.gained.extend(is.difference(&was).map(on_device));
}

/// The values of a record by name; those of a line on a device carry its number.
fn values(snapshot: &Snapshot, record: &Record) -> BTreeMap<Arc<str>, Arc<str>> {
    let mut values = record.values();
    for shown in record.appearances() {
        let line = name_of(snapshot, &shown.line);
        let own = [
            ("e164_mask", &shown.e164_mask),
            ("partition", &shown.partition),
        ];
        let own = own.into_iter().filter_map(|(name, value)| {
            let name = Arc::from(format!("{line} {name}"));
            Some((name, value.clone()?))
        });
        values.extend(own);
    }
    values
}

/// What is the person's and is not touched.
pub(super) fn stays(snapshot: &Snapshot, family: &FamilyPlan, user: &User, outcome: &mut Outcome) {
    let Some(facts) = &snapshot.telephony else {
        return;
    };
    let touched = |key: &RecordKey| {
        let mut steps = family.steps.iter();
        steps.any(|step| matches!(step, Step::Telephony { record, .. } if record == key))
    };
    for key in facts.owned_by(&user.id).filter(|key| !touched(key)) {
        if let Some(record) = facts.record(key) {
            outcome.stays.push(OutcomeItem::Telephony {
                record: key.section,
                name: record.name(key),
            });
        }
    }
}

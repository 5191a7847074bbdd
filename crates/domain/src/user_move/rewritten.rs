//! Every value that the steps of a plan rewrite of lines, devices, mailboxes and numbers, record by record, with what it
//! was and will be.

use super::step::Step;
use crate::ids::{LineId, OrganizationCode, UserId};
use crate::telephony::{Record, RecordKey};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A value that is rewritten.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RewrittenValue {
    /// Of which record; of the person where none.
    pub record: Option<RecordKey>,
    /// What people call the record; the id of the person.
    pub name: Arc<str>,
    /// What is rewritten, with what it was and will be.
    pub change: ValueChange,
}

/// What is rewritten: before, then after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ValueChange {
    /// Where it stands.
    Place([Option<OrganizationCode>; 2]),
    /// Whose it is.
    Owner([Option<UserId>; 2]),
    /// A line of this number is on it from now on, or no longer.
    Line(Arc<str>, bool),
    /// The line by which the person is called first, by number.
    PrimaryLine([Option<Arc<str>>; 2]),
    /// A value by name; of a line on a device, where its number comes first.
    Value {
        /// The number of the line on the device.
        line: Option<Arc<str>>,
        /// The name of the value.
        value: Arc<str>,
        /// Before, then after.
        pair: [Option<Arc<str>>; 2],
    },
}

/// What steps rewrite, in their order; `number` tells what a line is called.
pub fn rewritten(steps: &[Step], number: &dyn Fn(&LineId) -> Arc<str>) -> Vec<RewrittenValue> {
    let mut told = Vec::new();
    for step in steps {
        match step {
            Step::PrimaryLine {
                about,
                before,
                after,
            } => told.push(RewrittenValue {
                record: None,
                name: about.as_str().into(),
                change: ValueChange::PrimaryLine(
                    [before, after].map(|line| line.as_ref().map(number)),
                ),
            }),
            Step::Telephony {
                record,
                before,
                after,
                ..
            } => {
                let name = after.name(record);
                told.extend(changes(before, after, number).into_iter().map(|change| {
                    RewrittenValue {
                        record: Some(record.clone()),
                        name: name.clone(),
                        change,
                    }
                }));
            }
            _ => {}
        }
    }
    told
}

fn changes(
    before: &Record,
    after: &Record,
    number: &dyn Fn(&LineId) -> Arc<str>,
) -> Vec<ValueChange> {
    let mut all = Vec::new();
    if before.at() != after.at() {
        all.push(ValueChange::Place([
            before.at().cloned(),
            after.at().cloned(),
        ]));
    }
    if before.owner() != after.owner() {
        all.push(ValueChange::Owner([
            before.owner().cloned(),
            after.owner().cloned(),
        ]));
    }
    let (was, is) = (lines(before), lines(after));
    for line in was.symmetric_difference(&is) {
        all.push(ValueChange::Line(number(line), is.contains(line)));
    }
    let (old, new) = (values(before), values(after));
    let names: BTreeSet<_> = old.keys().chain(new.keys()).collect();
    for name in names {
        let (before, after) = (old.get(name).cloned(), new.get(name).cloned());
        let (line, value) = name;
        // WHY: that a line is taken off is told above, and its values go with it.
        let stays = line
            .as_ref()
            .is_none_or(|line| was.contains(line) && is.contains(line));
        if before != after && stays {
            all.push(ValueChange::Value {
                line: line.as_ref().map(number),
                value: value.clone(),
                pair: [before, after],
            });
        }
    }
    all
}

fn lines(record: &Record) -> BTreeSet<LineId> {
    let shown = record.appearances().iter();
    shown.map(|it| it.line.clone()).collect()
}

fn values(record: &Record) -> BTreeMap<(Option<LineId>, Arc<str>), Arc<str>> {
    let own = record.values().into_iter();
    let mut values: BTreeMap<_, _> = own.map(|(name, value)| ((None, name), value)).collect();
    for shown in record.appearances() {
        let own = [
            ("e164_mask", &shown.e164_mask),
            ("partition", &shown.partition),
        ];
        values.extend(own.into_iter().filter_map(|(name, value)| {
            Some(((Some(shown.line.clone()), Arc::from(name)), value.clone()?))
        }));
    }
    values
}

//! Records as they will be, beside how they are.

use crate::ids::UserId;
use crate::telephony::{Record, RecordKey, TelephonyFacts};
use std::collections::BTreeMap;

/// One record with whose move rewrites it.
#[derive(Clone, Debug)]
pub(super) struct Rewritten {
    /// Whose.
    pub(super) by: UserId,
    /// How it was.
    pub(super) before: Record,
    /// How it is from now on.
    pub(super) after: Record,
}

/// The records that are rewritten, in the order in which they were taken up.
pub(super) struct Draft<'a> {
    facts: &'a TelephonyFacts,
    order: Vec<RecordKey>,
    records: BTreeMap<RecordKey, Rewritten>,
}

impl<'a> Draft<'a> {
    pub(super) fn new(facts: &'a TelephonyFacts) -> Self {
        Self {
            facts,
            order: Vec::new(),
            records: BTreeMap::new(),
        }
    }

    /// Rewrites a record; one that is not known is passed over.
    pub(super) fn rewrite(
        &mut self,
        by: &UserId,
        key: &RecordKey,
        change: impl FnOnce(&mut Record),
    ) {
        if !self.records.contains_key(key) {
            let Some(record) = self.facts.record(key) else {
                return;
            };
            let fresh = Rewritten {
                by: by.clone(),
                before: record.clone(),
                after: record,
            };
            self.order.push(key.clone());
            self.records.insert(key.clone(), fresh);
        }
        if let Some(rewritten) = self.records.get_mut(key) {
            change(&mut rewritten.after);
        }
    }

    /// What is different, in that order.
    pub(super) fn changes(mut self) -> Vec<(RecordKey, Rewritten)> {
        let order = std::mem::take(&mut self.order);
        order
            .into_iter()
            .filter_map(|key| {
                let rewritten = self.records.remove(&key)?;
                (rewritten.before != rewritten.after).then_some((key, rewritten))
            })
            .collect()
    }
}

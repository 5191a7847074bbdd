//! Steps of sites with telephony as rows: records in the words of a document, what they are found by, primary lines.

use super::{Applied, Changes};
use crate::error::StoreError;
use crate::receipt::Part;
use crate::statement::statements;
use crate::telephony::{self, Keys, references, rewritten};
use crate::tx::{Arg, Tx, args, json, opt_owned, owned};
use rehome_domain::telephony::RecordKey;
use rehome_domain::user_move::{BasisRecord, Step};
use serde_json::Value;
use std::collections::BTreeMap;

statements! {
    STORED "directory_sections": "SELECT d.section, d.id, d.body, d.revision FROM json_each($1) n CROSS JOIN directory_sections d
        WHERE d.section = n.value ->> 0 AND d.id = n.value ->> 1";
}

/// A record as it is stored, and as the steps so far make it.
struct Rewriting {
    stored: Value,
    revision: i64,
    now: Value,
}

/// Whether a family moves onto a site or between sites.
pub(super) fn is_telephony(family: &Applied<'_>) -> bool {
    let mut basis = family.basis.iter();
    basis.any(|entry| matches!(entry.record, BasisRecord::Telephony(_)))
}

impl Changes {
    /// Gathers the primary line of somebody who moves; every other step is left alone.
    pub(super) fn gather_telephony(&mut self, step: &Step) {
        if let Step::PrimaryLine { about, after, .. } = step {
            let line = after.as_ref().map(|line| line.as_str());
            self.add(
                Part::PrimaryLine,
                vec![owned(about.as_str()), opt_owned(line)],
            );
        }
    }

    /// Gathers the records that are rewritten, each once, whatever the number of steps; answers whether all of them were
    /// as the steps expect.
    pub(super) async fn gather_records(
        &mut self,
        tx: &mut Tx,
        families: &[Applied<'_>],
    ) -> Result<bool, StoreError> {
        let mut order: Vec<&RecordKey> = Vec::new();
        let steps = || families.iter().flat_map(|family| family.steps);
        for step in steps() {
            if let Step::Telephony { record, .. } = step
                && !order.contains(&record)
            {
                order.push(record);
            }
        }
        if order.is_empty() {
            return Ok(true);
        }
        let asked: Vec<_> = order
            .iter()
            .map(|key| (key.section.as_str(), &key.id))
            .collect();
        let mut found: BTreeMap<(String, String), Rewriting> = BTreeMap::new();
        for row in tx.rows(&STORED, args![json(&asked)]).await? {
            let key = (row.text("section")?.to_owned(), row.text("id")?.to_owned());
            let stored: Value = row.json("body")?;
            let rewriting = Rewriting {
                now: stored.clone(),
                stored,
                revision: row.int("revision")?,
            };
            found.insert(key, rewriting);
        }
        let named = |key: &RecordKey| (key.section.as_str().to_owned(), key.id.to_string());
        for step in steps() {
            let Step::Telephony {
                record,
                before,
                after,
                ..
            } = step
            else {
                continue;
            };
            let Some(rewriting) = found.get_mut(&named(record)) else {
                return Ok(false);
            };
            let (section, id) = named(record);
            let facts = telephony::facts([(section, id, rewriting.now.clone())]);
            if facts.record(record).as_ref() != Some(&**before) {
                return Ok(false);
            }
            rewriting.now = rewritten(&rewriting.now, before, after);
        }
        for key in order {
            if let Some(rewriting) = found.get(&named(key)) {
                self.rewrite(key, rewriting);
            }
        }
        Ok(true)
    }

    fn rewrite(&mut self, key: &RecordKey, rewriting: &Rewriting) {
        let Rewriting {
            stored,
            revision,
            now,
        } = rewriting;
        if stored == now {
            return;
        }
        let (section, id) = (key.section.as_str(), key.id.as_str());
        let named = || vec![owned(section), owned(id)];
        let mut row = named();
        row.extend([Arg::from(*revision), Arg::from(now.to_string())]);
        self.add(Part::Recorded, row);
        let keys = Keys::of(section, id, now);
        if keys != Keys::of(section, id, stored) {
            let Keys {
                owner,
                place,
                name,
                line_partition,
                line_cluster,
                kept_at,
            } = keys;
            let values = [owner, place, name, line_partition, line_cluster, kept_at];
            let mut row = named();
            row.extend(values.iter().map(|value| opt_owned(value.as_deref())));
            self.add(Part::Keyed, row);
        }
        let (before, after) = (references(section, stored), references(section, now));
        for (part, some) in [
            (Part::ReferredNoLonger, before.difference(&after)),
            (Part::Referred, after.difference(&before)),
        ] {
            for (of, target) in some {
                let row = vec![owned(of), owned(target), owned(section), owned(id)];
                self.add(part, row);
            }
        }
    }
}

//! What became different between the plan that was reviewed and the plan as it is now.
//!
//! Both are compared as the viewer saw and sees them; only records changed out of view are counted.

use super::answer::{Changed, Difference};
use rehome_domain::user_move::{BasisEntry, BasisRecord, FamilyPlan};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A family of a plan as it is kept for a while (ruling 77): what the viewer saw, and all it rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct KeptFamily {
    /// The family's digest.
    pub(crate) digest: String,
    /// The plan as it was seen.
    pub(crate) seen: FamilyPlan,
    /// The unfiltered basis.
    pub(crate) basis: Vec<BasisEntry>,
}

/// The difference between families reviewed and families now, in the same order of subjects.
pub(crate) fn difference(
    then: &[KeptFamily],
    now: &[KeptFamily],
    sees: impl Fn(&BasisRecord) -> bool,
) -> Difference {
    let mut found = Difference::default();
    let subjects: BTreeSet<_> = then
        .iter()
        .chain(now)
        .map(|family| &family.seen.subject)
        .collect();
    for subject in subjects {
        let of = |families: &'_ [KeptFamily]| {
            families
                .iter()
                .find(|family| family.seen.subject == *subject)
                .cloned()
        };
        let (before, after) = (of(then), of(now));
        let findings = |family: &Option<KeptFamily>| {
            family
                .as_ref()
                .map(|family| family.seen.findings.clone())
                .unwrap_or_default()
        };
        let steps = |family: &Option<KeptFamily>| {
            family
                .as_ref()
                .map(|family| family.seen.steps.clone())
                .unwrap_or_default()
        };
        found
            .findings_added
            .extend(missing_in(findings(&after), &findings(&before)));
        found
            .findings_removed
            .extend(missing_in(findings(&before), &findings(&after)));
        found
            .steps_added
            .extend(missing_in(steps(&after), &steps(&before)));
        found
            .steps_removed
            .extend(missing_in(steps(&before), &steps(&after)));
    }
    let (before, after) = (revisions(then), revisions(now));
    let records: BTreeSet<&BasisRecord> = before.keys().chain(after.keys()).collect();
    for record in records {
        let (then, now) = (before.get(record).copied(), after.get(record).copied());
        if then == now {
            continue;
        }
        if sees(record) {
            found.changed.push(Changed {
                record: record.clone(),
                then,
                now,
            });
        } else {
            found.hidden += 1;
        }
    }
    found
}

fn missing_in<T: PartialEq>(these: Vec<T>, those: &[T]) -> impl Iterator<Item = T> {
    these.into_iter().filter(move |item| !those.contains(item))
}

fn revisions(families: &[KeptFamily]) -> BTreeMap<BasisRecord, i64> {
    let entries = families.iter().flat_map(|family| &family.basis);
    // WHY: later families of one request see the records as the ones before leave them; what counts is the first.
    entries
        .rev()
        .map(|entry| (entry.record.clone(), entry.revision))
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;
    use rehome_domain::user_move::{About, Finding, FindingKind};

    fn kept(revision: i64, locked: bool) -> KeptFamily {
        let about = || About::User("dana".into());
        let findings = if locked {
            vec![Finding::new(
                &"dana".into(),
                about(),
                FindingKind::UserLocked {
                    user: "dana".into(),
                },
            )]
        } else {
            Vec::new()
        };
        let seen = FamilyPlan {
            subject: "dana".into(),
            members: vec!["dana".into()],
            source: Some("harbour".into()),
            destination: "riverside".into(),
            findings,
            steps: Vec::new(),
            basis: Vec::new(),
            held: Vec::new(),
            hidden: 0,
            authority: None,
        };
        let entry = |record, revision| BasisEntry { record, revision };
        let basis = vec![
            entry(BasisRecord::User("dana".into()), revision),
            entry(BasisRecord::Organization("riverside".into()), 1),
        ];
        KeptFamily {
            digest: String::new(),
            seen,
            basis,
        }
    }

    #[test]
    fn what_came_what_went_and_which_record_changed_is_told() {
        let found = difference(&[kept(1, false)], &[kept(2, true)], |_| true);
        assert_eq!(found.findings_added[0].code(), "user-locked");
        assert!(found.findings_removed.is_empty());
        assert_eq!(found.changed.len(), 1);
        assert_eq!(
            (found.changed[0].then, found.changed[0].now),
            (Some(1), Some(2))
        );
        assert_eq!(
            difference(&[kept(2, true)], &[kept(2, true)], |_| true),
            Difference::default()
        );
    }

    #[test]
    fn a_record_out_of_view_is_a_number_only() {
        let found = difference(&[kept(1, false)], &[kept(2, false)], |_| false);
        assert!(found.changed.is_empty());
        assert_eq!(found.hidden, 1);
    }
}

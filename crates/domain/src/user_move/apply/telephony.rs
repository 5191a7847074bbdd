//! Steps of sites with telephony in memory: records, and the primary line.

use super::replace;
use crate::user_move::snapshot::Snapshot;
use crate::user_move::step::Step;

/// Changes what is known of telephony; answers whether the step found what it expected.
pub(super) fn apply(snapshot: &mut Snapshot, step: &Step) -> bool {
    if !snapshot.users.contains_key(step.about()) {
        return false;
    }
    let Some(facts) = &mut snapshot.telephony else {
        return false;
    };
    match step {
        Step::PrimaryLine {
            about,
            before,
            after,
        } => {
            let person = facts.people.entry(about.clone()).or_default();
            let done = replace(&mut person.primary_line, before, after);
            // WHY: nothing known and no entry are the same.
            if person.is_empty() {
                facts.people.remove(about);
            }
            done
        }
        Step::Telephony {
            record,
            before,
            after,
            ..
        } => {
            let is_as_expected = facts.record(record).as_ref() == Some(&**before);
            if is_as_expected {
                facts.put(record, (**after).clone());
            }
            is_as_expected
        }
        _ => false,
    }
}

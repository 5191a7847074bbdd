//! Rules about fields of the request that this move cannot use.

use super::Departure;
use crate::ids::UserId;
use crate::time::beginning;
use crate::user_move::finding::{About, Finding, FindingKind, RemedyBy, RemedyCode};
use std::collections::BTreeSet;
use std::sync::Arc;

pub(super) fn fields_apply_to_this_move(departure: &Departure<'_>, findings: &mut Vec<Finding>) {
    let request = departure.request;
    let own = departure
        .family
        .iter()
        .filter_map(|user| request.own_options(user));
    let mut fields: Vec<&str> = std::iter::once(&request.options)
        .chain(own)
        .flat_map(|options| options.fields_of_other_trees(departure.tree))
        .collect();
    // WHY: two people cannot have one name; in a selection names stand under the name of each.
    if departure.is_hosting() && request.is_bulk() {
        fields.extend(request.options.fields_of_one_person());
    }
    if departure.is_oneself() {
        let subject = departure.subject;
        fields.extend(request.moves_locked(subject).then_some("move_locked"));
        fields.extend(request.locks_after(subject).then_some("lock_after"));
    }
    // WHY: a row under a name that nobody here bears would be obeyed by nobody, silently. A selection is
    // checked as a whole; there it may belong to another family.
    let is_nobody = |name: &UserId| {
        !departure
            .family
            .iter()
            .any(|user| user.id == *name || *user.username == *name.as_str())
    };
    if !request.is_bulk() && request.per_person.keys().any(is_nobody) {
        fields.push("per_person");
    }
    let mut told = BTreeSet::new();
    for field in fields.into_iter().filter(|field| told.insert(*field)) {
        let field: Arc<str> = Arc::from(field);
        let kind = FindingKind::FieldNotApplicable {
            field: field.clone(),
        };
        findings.push(
            Finding::new(&departure.subject.id, About::Field(field), kind)
                .remedy(RemedyCode::LeaveTheFieldOut, RemedyBy::Actor),
        );
    }
}

pub(super) fn dates_are_now(departure: &Departure<'_>, findings: &mut Vec<Finding>) {
    let request = departure.request;
    let is_later = |text: &String| beginning(text).is_none_or(|at| at > departure.now);
    let refused = [
        (
            "effective_at",
            request.effective_at.as_ref().is_some_and(is_later),
        ),
        ("return_at", request.return_at.is_some()),
    ];
    for (field, _) in refused.into_iter().filter(|(_, is_refused)| *is_refused) {
        let field: Arc<str> = Arc::from(field);
        let kind = FindingKind::FutureDate {
            field: field.clone(),
        };
        findings.push(
            Finding::new(&departure.subject.id, About::Field(field), kind)
                .remedy(RemedyCode::MoveNow, RemedyBy::Actor),
        );
    }
}

//! Rules about fields of the request that this move cannot use.

use super::Departure;
use crate::user_move::finding::{About, Finding, FindingKind, RemedyBy, RemedyCode};
use std::sync::Arc;

pub(super) fn fields_apply_to_this_move(departure: &Departure<'_>, findings: &mut Vec<Finding>) {
    let mut fields = departure
        .options_of(departure.subject)
        .fields_of_other_trees();
    if departure.request.filters.is_some() {
        fields.push("filters");
    }
    if departure.is_oneself() {
        let options = departure.options_of(departure.subject);
        fields.extend(options.move_locked.then_some("move_locked"));
        fields.extend(options.lock_after.then_some("lock_after"));
    }
    for field in fields {
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
    let given = [
        ("effective_at", &departure.request.effective_at),
        ("return_at", &departure.request.return_at),
    ];
    for (field, _) in given.into_iter().filter(|(_, value)| value.is_some()) {
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

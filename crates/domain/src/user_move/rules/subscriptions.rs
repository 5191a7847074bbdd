//! Rules about subscriptions: which end, and which may be kept.

use super::{Case, Departure};
use crate::user_move::effects::subscriptions_cancelled;
use crate::user_move::finding::{Finding, FindingKind, RemedyBy, RemedyCode};

pub(super) fn kept_subscriptions_exist(case: &Case<'_>, findings: &mut Vec<Finding>) {
    // WHY: what is to be kept for a whole selection applies to whoever has it; that somebody does is checked once.
    let is_for_many =
        case.request.is_bulk() && case.request.own_kept_subscriptions(case.subject).is_none();
    for code in case.request.kept_subscriptions(case.subject) {
        let is_held = case.family.iter().any(|user| {
            user.subscriptions
                .iter()
                .any(|subscription| subscription.to == *code && !subscription.has_ended(case.today))
        });
        if !(is_held || is_for_many) || *code == case.destination.code {
            let kind = FindingKind::SubscriptionNotKept {
                organization: code.clone(),
            };
            findings.push(
                case.about_organization(code, kind)
                    .remedy(RemedyCode::LeaveTheFieldOut, RemedyBy::Actor),
            );
        }
    }
}

pub(super) fn subscriptions_are_cancelled(departure: &Departure<'_>, findings: &mut Vec<Finding>) {
    for user in &departure.family {
        for subscription in subscriptions_cancelled(departure, user) {
            let kind = FindingKind::SubscriptionCancelled {
                user: user.id.clone(),
                organization: subscription.to.clone(),
                start: subscription.start,
                end: subscription.end,
            };
            findings.push(departure.about_user(&user.id, kind));
        }
    }
}

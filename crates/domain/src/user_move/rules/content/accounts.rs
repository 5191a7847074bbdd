//! Rules about the two accounts: seats, storage, who answers for what. Counters are judged at commit (ruling 19); what
//! the rows above bring is counted along.

use crate::ids::OrganizationCode;
use crate::user_move::content::{Estate, estate, facts};
use crate::user_move::finding::{Finding, FindingKind, RemedyBy, RemedyCode};
use crate::user_move::rules::{Case, Departure};

/// A finding with its remedies; deferred where what is in use is not known.
fn told(case: &Case<'_>, kind: FindingKind, clears: RemedyCode, is_known: bool) -> Finding {
    let finding = case
        .about_organization(&case.destination.code, kind)
        .remedy(clears, case.top_administrators(case.destination))
        .remedy(RemedyCode::ChooseAnotherDestination, RemedyBy::Actor);
    if is_known {
        finding
    } else {
        finding.deferred()
    }
}

fn code(case: &Case<'_>) -> OrganizationCode {
    case.destination.code.clone()
}

pub(super) fn a_seat_is_free(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let Some(known) = facts(case).filter(|_| case.destination != case.source) else {
        return;
    };
    let Some(account) = known.accounts.get(&case.destination.code) else {
        return;
    };
    let Some(limit) = account.seats else {
        return;
    };
    let coming = case.family.iter();
    let coming = coming.filter(|user| user.status.takes_a_seat()).count() as u32;
    let used = known.counts.get(&case.destination.code).map(|it| it.seats);
    let would_be = used.unwrap_or(0).saturating_add(coming);
    if coming > 0 && (used.is_none() || !account.has_seats_for(would_be)) {
        let kind = FindingKind::NoSeat {
            organization: code(case),
            limit,
            would_be,
        };
        findings.push(told(case, kind, RemedyCode::FreeASeat, used.is_some()));
    }
}

pub(super) fn storage_is_enough(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let Some(known) = facts(case).filter(|_| case.destination != case.source) else {
        return;
    };
    let account = known.accounts.get(&case.destination.code);
    let Some(limit) = account.and_then(|account| account.storage_bytes) else {
        return;
    };
    let sizes = case.estates().iter().map(Estate::bytes);
    let coming = sizes.fold(0, u64::saturating_add);
    let used = known.counts.get(&case.destination.code);
    let used = used.map(|it| it.bytes.saturating_add(it.expected));
    let is_known = used.is_some() && known.things_are_known;
    let would_be = used.unwrap_or(0).saturating_add(coming);
    if !is_known || (coming > 0 && would_be > limit) {
        let kind = FindingKind::AccountStorageFull {
            organization: code(case),
            limit,
            would_be,
        };
        findings.push(told(case, kind, RemedyCode::MakeRoom, is_known));
    }
}

pub(super) fn bills_go_to_somebody_else(departure: &Departure<'_>, findings: &mut Vec<Finding>) {
    let code = &departure.source.code;
    let account = facts(departure).and_then(|facts| facts.accounts.get(code));
    let contact = account.and_then(|account| account.billing_contact.as_ref());
    if let Some(contact) = contact.filter(|contact| departure.is_in_family(contact)) {
        let kind = FindingKind::BillingContact {
            user: contact.clone(),
            organization: code.clone(),
        };
        findings.push(departure.about_user(contact, kind).remedy(
            RemedyCode::HandOverFirst,
            departure.top_administrators(departure.source),
        ));
    }
}

pub(super) fn dropzones_are_handed_over(departure: &Departure<'_>, findings: &mut Vec<Finding>) {
    for owner in departure.estates() {
        if !owner.dropzones.is_empty() {
            let kind = FindingKind::DropzoneOwned {
                user: owner.user.id.clone(),
                count: estate::number(owner.dropzones.len()),
            };
            findings.push(departure.about_user(&owner.user.id, kind).remedy(
                RemedyCode::HandOverFirst,
                departure.top_administrators(departure.source),
            ));
        }
    }
}

pub(super) fn sign_in_changes(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let Some(known) = facts(case) else {
        return;
    };
    let (before, after) = (known.sign_in(case.source), known.sign_in(case.destination));
    if before != after {
        let kind = FindingKind::SignInChanges {
            organization: code(case),
            before,
            after,
        };
        findings.push(case.about_organization(&case.destination.code, kind));
    }
}

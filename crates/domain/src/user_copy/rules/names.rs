//! Rules about what the new person is called.

use crate::hosting::proposal::{
    self, LONGEST_USERNAME, UsernameFault, is_legal_local, is_legal_name,
};
use crate::hosting::{DomainMode, NameKind};
use crate::ids::Address;
use crate::text::judge_username;
use crate::user_copy::CopyCase;
use crate::user_move::finding::{Finding, FindingKind, RemedyBy, RemedyCode};
use crate::user_move::hosting::names::NewName;
use crate::user_move::hosting::short_name;
use std::collections::BTreeSet;

fn choose_another(finding: Finding) -> Finding {
    finding.remedy(RemedyCode::ChooseAnotherName, RemedyBy::Actor)
}

/// The username, where there is one.
fn username<'c>(case: &'c CopyCase<'_>) -> Option<&'c NewName> {
    case.names.username.as_ref()?.as_ref().ok()
}

/// The user principal name and the addresses.
fn with_domains<'c>(case: &'c CopyCase<'_>) -> impl Iterator<Item = (NameKind, &'c str)> {
    let upn = case.names.upn.iter().map(|upn| (NameKind::Upn, &**upn));
    let addresses = case.names.addresses.iter();
    upn.chain(addresses.map(|name| (NameKind::Address, &*name.text)))
}

pub(super) fn names_are_there(case: &CopyCase<'_>, findings: &mut Vec<Finding>) {
    let names = &case.names;
    // WHY: all the others follow from it.
    let missing = if names.upn.is_none() {
        Some(NameKind::Upn)
    } else if names.username.is_none() {
        Some(NameKind::Username)
    } else {
        names.addresses.is_empty().then_some(NameKind::Address)
    };
    if let Some(name) = missing {
        let finding = case.about_newcomer(|user| FindingKind::NameMissing { user, name });
        findings.push(choose_another(finding));
    }
}

pub(super) fn names_are_legal(case: &CopyCase<'_>, findings: &mut Vec<Finding>) {
    let mut told = |name, text: &str| {
        let finding = case.about_newcomer(|user| FindingKind::NameIllegal {
            user,
            name,
            text: text.into(),
        });
        findings.push(choose_another(finding));
    };
    for (kind, text) in with_domains(case) {
        if !is_legal_name(text) {
            told(kind, text);
        }
    }
    if let Some(name) = username(case).filter(|name| name.chosen) {
        let is_legal = is_legal_local(&name.text) && judge_username(&name.text).is_ok();
        if !is_legal {
            told(NameKind::Username, &name.text);
        }
    }
}

pub(super) fn one_address_is_primary(case: &CopyCase<'_>, findings: &mut Vec<Finding>) {
    let primaries = case.names.primaries;
    if !case.names.addresses.is_empty() && primaries != 1 {
        let finding = case.about_newcomer(|user| FindingKind::PrimaryAddress { user, primaries });
        findings.push(choose_another(finding));
    }
}

pub(super) fn domains_are_the_homes(case: &CopyCase<'_>, findings: &mut Vec<Finding>) {
    let mut told: BTreeSet<&str> = BTreeSet::new();
    for (_, text) in with_domains(case) {
        let Some((_, domain)) = proposal::split(text) else {
            continue;
        };
        if case.there.domain(domain).is_none() && told.insert(domain) {
            let finding = case.about_newcomer(|user| FindingKind::DomainNotOwned {
                user,
                organization: case.home.code.clone(),
                domain: domain.into(),
            });
            let ask = case.top_administrators();
            findings.push(choose_another(finding).remedy(RemedyCode::RegisterDomain, ask));
        }
    }
}

/// Tells of names that somebody else has, and of all where it is not known who has which.
fn free<'c>(
    case: &CopyCase<'_>,
    kind: NameKind,
    names: impl Iterator<Item = &'c str>,
    findings: &mut Vec<Finding>,
    finding: impl Fn(&'c str) -> Finding,
) {
    for name in names {
        let told = choose_another(finding(name));
        if case.facts.is_taken(kind, name, &[]) {
            findings.push(told);
        } else if !case.facts.names_are_known {
            findings.push(told.deferred());
        }
    }
}

pub(super) fn upn_is_free(case: &CopyCase<'_>, findings: &mut Vec<Finding>) {
    let upn = case.names.upn.iter().map(|upn| &**upn);
    free(case, NameKind::Upn, upn, findings, |name| {
        case.about_newcomer(|user| FindingKind::UpnTaken {
            user,
            upn: name.into(),
        })
    });
}

pub(super) fn addresses_are_free(case: &CopyCase<'_>, findings: &mut Vec<Finding>) {
    let addresses = case.names.addresses.iter().map(|name| &*name.text);
    free(case, NameKind::Address, addresses, findings, |name| {
        case.about_newcomer(|user| FindingKind::AddressTaken {
            user,
            address: Address::new(name),
        })
    });
}

pub(super) fn username_is_free(case: &CopyCase<'_>, findings: &mut Vec<Finding>) {
    let taken = |name: &str| {
        case.about_newcomer(|user| FindingKind::UsernameTaken {
            user,
            username: name.into(),
        })
    };
    if case.names.username == Some(Err(UsernameFault::Taken)) {
        let upn = case.names.upn.as_deref().unwrap_or_default();
        findings.push(choose_another(taken(upn)));
    }
    let names = username(case).into_iter().map(|name| &*name.text);
    free(case, NameKind::Username, names, findings, taken);
}

pub(super) fn username_fits(case: &CopyCase<'_>, findings: &mut Vec<Finding>) {
    let is_too_long = username(case).is_some_and(|name| {
        let length = name.text.chars().count();
        name.chosen && length > LONGEST_USERNAME
    });
    if is_too_long || case.names.username == Some(Err(UsernameFault::TooLong)) {
        let suffix = format!("_{}", short_name(case.home));
        let finding = case.about_newcomer(|user| FindingKind::UsernameTooLong {
            user,
            suffix: suffix.into(),
        });
        findings.push(choose_another(finding));
    }
}

pub(super) fn primary_is_on_a_relay(case: &CopyCase<'_>, findings: &mut Vec<Finding>) {
    let Some(primary) = case.names.primary() else {
        return;
    };
    let domain = proposal::split(primary.as_str()).and_then(|(_, it)| case.there.domain(it));
    if domain.is_some_and(|domain| domain.mode == DomainMode::Relay) {
        let finding = case.about_newcomer(|user| FindingKind::PrimaryOnRelay {
            user,
            address: primary.clone(),
        });
        findings.push(choose_another(finding));
    }
}

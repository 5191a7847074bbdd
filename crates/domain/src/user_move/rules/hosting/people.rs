//! Rules about accounts: where they stand, what they are, in which state.

use crate::hosting::{HostedUser, Provisioning, UserType};
use crate::people::{User, UserStatus};
use crate::user_move::finding::{Finding, FindingKind, RemedyBy, RemedyCode};
use crate::user_move::hosting::location;
use crate::user_move::rules::{Case, Departure};

/// The members of the family whose hosting part is known.
pub(super) fn hosted<'a>(
    departure: &Departure<'a>,
) -> impl Iterator<Item = (&'a User, &'a HostedUser)> {
    let family = departure.family.clone().into_iter();
    family.filter_map(|user| Some((user, user.hosting.as_deref()?)))
}

pub(super) fn both_ends_are_in_one_location(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let (source, destination) = (location(case.source), location(case.destination));
    let is_known = case.destination.organization.hosting.is_some()
        && case.source.organization.hosting.is_some();
    if is_known && source == destination {
        return;
    }
    let kind = FindingKind::LocationMismatch {
        source,
        destination,
    };
    let finding = case
        .about_organization(&case.destination.code, kind)
        .remedy(RemedyCode::ChooseAnotherDestination, RemedyBy::Actor)
        .remedy(RemedyCode::CopyInstead, RemedyBy::Actor);
    findings.push(if is_known {
        finding
    } else {
        finding.deferred()
    });
}

pub(super) fn own_account_stays(departure: &Departure<'_>, findings: &mut Vec<Finding>) {
    let own = &departure.actor.id;
    if departure.is_in_family(own) {
        let kind = FindingKind::OwnAccountNotMoved { user: own.clone() };
        let ask = departure.top_administrators(departure.source);
        findings.push(
            departure
                .about_user(own, kind)
                .remedy(RemedyCode::LetAnAdministratorMove, ask),
        );
    }
}

pub(super) fn subject_is_no_template(departure: &Departure<'_>, findings: &mut Vec<Finding>) {
    for (user, hosted) in hosted(departure) {
        if hosted.user_type == UserType::Template {
            let kind = FindingKind::UserIsTemplate {
                user: user.id.clone(),
            };
            findings.push(
                departure
                    .about_user(&user.id, kind)
                    .remedy(RemedyCode::CopyInstead, RemedyBy::Actor),
            );
        }
    }
}

pub(super) fn identity_is_mastered_here(departure: &Departure<'_>, findings: &mut Vec<Finding>) {
    for (user, hosted) in hosted(departure) {
        if let Some(directory) = &hosted.synced_from {
            let kind = FindingKind::UserSynced {
                user: user.id.clone(),
                directory: directory.clone(),
            };
            let ask = departure.top_administrators(departure.source);
            findings.push(
                departure
                    .about_user(&user.id, kind)
                    .remedy(RemedyCode::DetachFromDirectory, ask),
            );
        }
    }
}

pub(super) fn nothing_is_running(departure: &Departure<'_>, findings: &mut Vec<Finding>) {
    for (user, hosted) in hosted(departure) {
        let account = std::iter::once((None, hosted.provisioning));
        let services = hosted.services.iter();
        let services = services.map(|(service, held)| (Some(service), held.status));
        for (service, status) in account.chain(services) {
            if status.is_running() {
                let kind = FindingKind::UserBusy {
                    user: user.id.clone(),
                    service: service.cloned(),
                    status,
                };
                findings.push(
                    departure
                        .about_user(&user.id, kind)
                        .remedy(RemedyCode::WaitUntilDone, RemedyBy::Actor),
                );
            }
        }
    }
}

pub(super) fn account_and_services_are_provisioned(
    departure: &Departure<'_>,
    findings: &mut Vec<Finding>,
) {
    for user in &departure.family {
        let finding = |service, status| {
            let kind = FindingKind::UserNotProvisioned {
                user: user.id.clone(),
                service,
                status,
            };
            departure
                .about_user(&user.id, kind)
                .remedy(RemedyCode::SettleProvisioning, RemedyBy::Actor)
        };
        let Some(hosted) = user.hosting.as_deref() else {
            findings.push(finding(None, Provisioning::NotProvisioned).deferred());
            continue;
        };
        let account = hosted.provisioning;
        let is_grey = account == Provisioning::NotProvisioned;
        if account.wants_attention() || (is_grey && hosted.held().next().is_some()) {
            findings.push(finding(None, account));
        }
        for (service, held) in hosted.held() {
            if held.status.wants_attention() {
                findings.push(finding(Some(service.clone()), held.status));
            }
        }
    }
}

pub(super) fn disabled_people_hold_no_services(
    departure: &Departure<'_>,
    findings: &mut Vec<Finding>,
) {
    for (user, hosted) in hosted(departure) {
        if user.status != UserStatus::Disabled {
            continue;
        }
        for (service, _) in hosted.held() {
            let kind = FindingKind::UserDisabled {
                user: user.id.clone(),
                service: service.clone(),
            };
            findings.push(
                departure
                    .about_user(&user.id, kind)
                    .remedy(RemedyCode::EnableAccount, RemedyBy::Actor)
                    .remedy(RemedyCode::DeprovisionService, RemedyBy::Actor),
            );
        }
    }
}

pub(super) fn protected_accounts_are_told(departure: &Departure<'_>, findings: &mut Vec<Finding>) {
    for (user, hosted) in hosted(departure) {
        if hosted.protected {
            let kind = FindingKind::AccountProtected {
                user: user.id.clone(),
            };
            findings.push(departure.about_user(&user.id, kind));
        }
    }
}

pub(super) fn bare_identities_are_told(departure: &Departure<'_>, findings: &mut Vec<Finding>) {
    for (user, hosted) in hosted(departure) {
        let is_bare = user.status == UserStatus::Disabled
            || hosted.provisioning == Provisioning::NotProvisioned;
        if is_bare && hosted.held().next().is_none() {
            let kind = FindingKind::BareIdentity {
                user: user.id.clone(),
                status: hosted.provisioning,
            };
            findings.push(departure.about_user(&user.id, kind));
        }
    }
}

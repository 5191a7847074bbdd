//! Rules about what people are called at the destination: sign-in names, usernames, addresses.

use super::people::hosted;
use crate::hosting::proposal::{self, UsernameFault, is_legal_name};
use crate::hosting::{DomainMode, NameKey, NameKind};
use crate::ids::{Address, UserId};
use crate::people::User;
use crate::role::Permission;
use crate::user_move::actor::{ActAs, Actor};
use crate::user_move::finding::{Finding, FindingKind, RemedyBy, RemedyCode};
use crate::user_move::hosting::names::OldFate;
use crate::user_move::hosting::{Mapping, own_choices, short_name};
use crate::user_move::rules::{Case, Departure};
use crate::user_move::view::View;
use std::collections::{BTreeMap, BTreeSet};

/// Every name of every member: whose, which kind, the name, and whether somebody chose it.
fn names<'c>(case: &'c Case<'_>) -> impl Iterator<Item = (&'c User, NameKind, &'c str, bool)> {
    case.mappings().iter().flat_map(|mapping| {
        let user = mapping.user;
        let upn = mapping.names.upn.iter();
        let upn = upn.map(move |upn| (user, NameKind::Upn, &*upn.text, upn.chosen));
        let addresses = mapping.names.addresses.iter();
        let addresses = addresses.map(move |new| (user, NameKind::Address, &*new.text, new.chosen));
        upn.chain(addresses)
    })
}

fn choose_another(finding: Finding) -> Finding {
    finding.remedy(RemedyCode::ChooseAnotherName, RemedyBy::Actor)
}

pub(super) fn names_are_there(case: &Case<'_>, findings: &mut Vec<Finding>) {
    for mapping in case.mappings() {
        let missing = [
            (NameKind::Upn, mapping.names.upn.is_none()),
            (NameKind::Address, mapping.names.primary().is_none()),
        ];
        for (name, _) in missing.into_iter().filter(|(_, is_missing)| *is_missing) {
            let kind = FindingKind::NameMissing {
                user: mapping.user.id.clone(),
                name,
            };
            findings.push(choose_another(case.about_user(&mapping.user.id, kind)));
        }
    }
}

pub(super) fn names_are_legal(case: &Case<'_>, findings: &mut Vec<Finding>) {
    for (user, name, text, _) in names(case).filter(|(_, _, _, chosen)| *chosen) {
        if !is_legal_name(text) {
            let kind = FindingKind::NameIllegal {
                user: user.id.clone(),
                name,
                text: text.into(),
            };
            findings.push(choose_another(case.about_user(&user.id, kind)));
        }
    }
}

pub(super) fn domains_are_the_destinations(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let destination = case.destination.organization;
    let source = case.source.organization.hosting.as_deref();
    let Some(there) = destination.hosting.as_deref() else {
        return;
    };
    let is_shared = |domain: &str| {
        let own = source.and_then(|source| source.domain(domain));
        own.is_some_and(|domain| domain.also_used_by.contains(&destination.code))
    };
    let is_owned = |domain: &str| there.domain(domain).is_some() || is_shared(domain);
    let mut told: BTreeSet<(&UserId, &str)> = BTreeSet::new();
    let new = names(case).map(|(user, _, text, _)| (&user.id, text));
    let kept = case.mappings().iter().flat_map(|mapping| {
        let kept = mapping.names.old.iter();
        kept.filter(|(_, fate)| *fate == OldFate::Kept)
            .map(move |(address, _)| (&mapping.user.id, address.as_str()))
    });
    for (user, text) in new.chain(kept) {
        let Some((_, domain)) = proposal::split(text) else {
            continue;
        };
        if !is_owned(domain) && told.insert((user, domain)) {
            let kind = FindingKind::DomainNotOwned {
                user: user.clone(),
                organization: destination.code.clone(),
                domain: domain.into(),
            };
            findings.push(choose_another(case.about_user(user, kind)).remedy(
                RemedyCode::RegisterDomain,
                case.top_administrators(case.destination),
            ));
        }
    }
}

/// The names of a kind that somebody else has: outside, or another member who comes first.
fn taken<'c>(case: &'c Case<'_>, wanted: NameKind) -> Vec<(&'c UserId, &'c str)> {
    let Some(facts) = &case.snapshot.hosting else {
        return Vec::new();
    };
    let mut given: BTreeMap<NameKey, &UserId> = BTreeMap::new();
    let mut taken = Vec::new();
    let kept = case.mappings().iter().flat_map(|mapping| {
        let old = mapping.names.old.iter();
        old.filter(|(_, fate)| *fate == OldFate::Kept)
            .map(move |(address, _)| (mapping.user, NameKind::Address, address.as_str(), true))
    });
    for (user, kind, name, _) in names(case).chain(kept) {
        if kind != wanted {
            continue;
        }
        let first = *given.entry(NameKey::new(kind, name)).or_insert(&user.id);
        if first != &user.id || facts.is_taken(kind, name, &[&user.id]) {
            taken.push((&user.id, name));
        }
    }
    taken
}

/// Whether the facts tell of every name.
pub(super) fn are_known(case: &Case<'_>) -> bool {
    let facts = case.snapshot.hosting.as_ref();
    facts.is_some_and(|facts| facts.names_are_known)
}

pub(super) fn upn_is_free(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let finding = |user: &UserId, name: &str| {
        let kind = FindingKind::UpnTaken {
            user: user.clone(),
            upn: name.into(),
        };
        choose_another(case.about_user(user, kind))
    };
    let taken = taken(case, NameKind::Upn);
    findings.extend(taken.iter().map(|(user, name)| finding(user, name)));
    if !are_known(case) {
        let unknown = names(case).filter(|(user, kind, name, _)| {
            *kind == NameKind::Upn && !taken.contains(&(&user.id, *name))
        });
        findings.extend(unknown.map(|(user, _, name, _)| finding(&user.id, name).deferred()));
    }
}

pub(super) fn addresses_are_free(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let finding = |user: &UserId, name: &str| {
        let kind = FindingKind::AddressTaken {
            user: user.clone(),
            address: Address::new(name),
        };
        choose_another(case.about_user(user, kind))
    };
    let taken = taken(case, NameKind::Address);
    findings.extend(taken.iter().map(|(user, name)| finding(user, name)));
    if !are_known(case) {
        let unknown = names(case).filter(|(user, kind, name, _)| {
            *kind == NameKind::Address && !taken.contains(&(&user.id, *name))
        });
        findings.extend(unknown.map(|(user, _, name, _)| finding(&user.id, name).deferred()));
    }
}

/// Whether somebody else of the location has the username that somebody keeps.
fn is_kept_by_others(case: &Case<'_>, user: &User) -> bool {
    let facts = case.snapshot.hosting.as_ref();
    let family: Vec<&UserId> = case.family.iter().map(|member| &member.id).collect();
    facts.is_some_and(|facts| facts.is_taken(NameKind::Username, &user.username, &family))
}

pub(super) fn username_is_free(case: &Case<'_>, findings: &mut Vec<Finding>) {
    for mapping in case.mappings() {
        let finding = |username: &str| {
            let kind = FindingKind::UsernameTaken {
                user: mapping.user.id.clone(),
                username: username.into(),
            };
            choose_another(case.about_user(&mapping.user.id, kind))
                .remedy(RemedyCode::KeepUsername, RemedyBy::Actor)
        };
        match &mapping.names.username {
            Some(Err(UsernameFault::Taken)) => findings.push(finding(&mapping.user.username)),
            Some(Ok(username)) if !are_known(case) => findings.push(finding(username).deferred()),
            // WHY: it was unique at home alone; from now on it stands beside others of the location (ruling 79).
            None if is_kept_by_others(case, mapping.user) => {
                findings.push(finding(&mapping.user.username));
            }
            Some(Ok(_) | Err(UsernameFault::TooLong)) | None => {}
        }
    }
}

pub(super) fn username_fits(case: &Case<'_>, findings: &mut Vec<Finding>) {
    for mapping in case.mappings() {
        if mapping.names.username == Some(Err(UsernameFault::TooLong)) {
            let kind = FindingKind::UsernameTooLong {
                user: mapping.user.id.clone(),
                suffix: format!("_{}", short_name(case.destination)).into(),
            };
            findings.push(
                case.about_user(&mapping.user.id, kind)
                    .remedy(RemedyCode::KeepUsername, RemedyBy::Actor),
            );
        }
    }
}

pub(super) fn actor_may_rename(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let renamed = |mapping: &&Mapping<'_>| mapping.names.username.is_some();
    for mapping in case.mappings().iter().filter(renamed) {
        let actor = Actor {
            act_as: Some(ActAs::Operator),
            ..case.asker.clone()
        };
        let view = View::of(case.snapshot, &actor);
        let may = |end| {
            view.as_ref()
                .is_ok_and(|view| view.may(Permission::Rename, end))
        };
        if !(may(case.source) && may(case.destination)) {
            let kind = FindingKind::RenameNotAllowed {
                user: mapping.user.id.clone(),
            };
            findings.push(
                case.about_user(&mapping.user.id, kind)
                    .remedy(RemedyCode::KeepUsername, RemedyBy::Actor),
            );
        }
    }
}

pub(super) fn choices_are_about_held_addresses(
    departure: &Departure<'_>,
    findings: &mut Vec<Finding>,
) {
    for (user, hosted) in hosted(departure) {
        let (own, top) = own_choices(departure, user);
        let asked = own.into_iter().chain(top);
        let asked = asked.flat_map(|options| options.addresses.iter().flatten());
        let mut told = BTreeSet::new();
        for (address, _) in asked {
            if hosted.address(address.as_str()).is_none() && told.insert(address) {
                let kind = FindingKind::AddressNotHeld {
                    user: user.id.clone(),
                    address: address.clone(),
                };
                findings.push(
                    departure
                        .about_user(&user.id, kind)
                        .remedy(RemedyCode::LeaveTheFieldOut, RemedyBy::Actor),
                );
            }
        }
    }
}

pub(super) fn primary_is_on_a_relay(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let Some(there) = case.destination.organization.hosting.as_deref() else {
        return;
    };
    for mapping in case.mappings() {
        let Some(primary) = mapping.names.primary() else {
            continue;
        };
        let domain = proposal::split(&primary.text).and_then(|(_, name)| there.domain(name));
        if domain.is_some_and(|domain| domain.mode == DomainMode::Relay) {
            let kind = FindingKind::PrimaryOnRelay {
                user: mapping.user.id.clone(),
                address: Address::new(&primary.text),
            };
            findings.push(choose_another(case.about_user(&mapping.user.id, kind)));
        }
    }
}

pub(super) fn addresses_are_dropped(case: &Case<'_>, findings: &mut Vec<Finding>) {
    for mapping in case.mappings() {
        for (address, fate) in &mapping.names.old {
            let OldFate::Dropped { days, forwards } = *fate else {
                continue;
            };
            let (user, address) = (mapping.user.id.clone(), address.clone());
            let kind = if forwards {
                FindingKind::AddressForwarded {
                    user,
                    address,
                    days,
                }
            } else {
                FindingKind::AddressDropped {
                    user,
                    address,
                    days,
                }
            };
            findings.push(case.about_user(&mapping.user.id, kind));
        }
    }
}

pub(super) fn username_is_kept(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let source = short_name(case.source);
    for mapping in case.mappings() {
        let username = &mapping.user.username;
        // WHY: a username without the suffix says nothing of where its bearer lives.
        let is_suffixed = proposal::bare(username, &source) != &**username;
        if mapping.names.username.is_none() && is_suffixed {
            let kind = FindingKind::UsernameKept {
                user: mapping.user.id.clone(),
                username: username.clone(),
            };
            findings.push(case.about_user(&mapping.user.id, kind));
        }
    }
}

pub(super) fn sessions_end(case: &Case<'_>, findings: &mut Vec<Finding>) {
    for mapping in case.mappings() {
        let upn = mapping.names.upn.as_ref().map(|upn| &*upn.text);
        let is_renamed = match &mapping.names.username {
            Some(Ok(username)) => *username != mapping.user.username,
            Some(Err(_)) | None => false,
        };
        if is_renamed || upn != mapping.hosted.upn.as_deref() {
            let kind = FindingKind::SessionsEnd {
                user: mapping.user.id.clone(),
            };
            findings.push(case.about_user(&mapping.user.id, kind));
        }
    }
}

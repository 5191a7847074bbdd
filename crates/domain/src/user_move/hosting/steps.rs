//! The steps of a mapping: what is written where the rules have nothing against it.

use super::names::OldFate;
use super::roles::{RoleFate, fates};
use super::services::held_after;
use super::{Mapping, belongings};
use crate::hosting::{AddressHold, AddressUse, Provisioning};
use crate::ids::Address;
use crate::people::{Grant, User};
use crate::user_move::rules::{Case, Departure};
use crate::user_move::step::Step;

/// The steps that end what binds people to the source beside what other trees know: delegations.
pub fn departure(departure: &Departure<'_>, steps: &mut Vec<Step>) {
    steps.extend(
        belongings::delegations_removed(departure).map(|(user, delegation)| Step::Delegation {
            about: user.id.clone(),
            delegation: delegation.clone(),
            before: true,
            after: false,
        }),
    );
}

/// The steps that settle one member of the family at the destination.
pub fn arrival(case: &Case<'_>, user: &User, steps: &mut Vec<Step>) {
    roles(case, user, steps);
    let mut mappings = case.mappings().iter();
    if let Some(mapping) = mappings.find(|mapping| mapping.user.id == user.id) {
        names(mapping, steps);
        addresses(case, mapping, steps);
        services(case, mapping, steps);
        belongs(case, mapping, steps);
    }
}

fn roles(case: &Case<'_>, user: &User, steps: &mut Vec<Step>) {
    for (grant, fate) in fates(case, user) {
        let there = Grant {
            role: grant.role.clone(),
            at: Some(case.destination.code.clone()),
        };
        if fate != RoleFate::Dropped && !user.grants.contains(&there) {
            steps.push(Step::Role {
                about: user.id.clone(),
                role: there.role,
                at: there.at,
                before: false,
                after: true,
            });
        }
    }
}

fn names(mapping: &Mapping<'_>, steps: &mut Vec<Step>) {
    let (user, hosted) = (mapping.user, mapping.hosted);
    let upn = mapping.names.upn.as_ref().map(|upn| upn.text.clone());
    if upn != hosted.upn {
        steps.push(Step::Upn {
            about: user.id.clone(),
            before: hosted.upn.clone(),
            after: upn,
        });
    }
    if let Some(Ok(username)) = &mapping.names.username
        && *username != user.username
    {
        steps.push(Step::Username {
            about: user.id.clone(),
            before: user.username.clone(),
            after: username.clone(),
        });
    }
    // WHY: the account is written to the outside directory anew; one that is not there yet stays so.
    if hosted.provisioning == Provisioning::Provisioned {
        steps.push(Step::Account {
            about: user.id.clone(),
            before: hosted.provisioning,
            after: Provisioning::Requested,
        });
    }
}

fn addresses(case: &Case<'_>, mapping: &Mapping<'_>, steps: &mut Vec<Step>) {
    let (user, hosted, names) = (mapping.user, mapping.hosted, &mapping.names);
    let about = || user.id.clone();
    let hold = |address: &Address| {
        let facts = case.snapshot.hosting.as_ref()?;
        let (written, hold) = facts.hold(address.as_str())?;
        Some((written.clone(), hold.clone()))
    };
    for (address, fate) in &names.old {
        let before = hosted.addresses.get(address).copied();
        let is_primary = || {
            let primary = names.primary();
            primary.is_some_and(|primary| primary.is(address.as_str()))
        };
        let after = match fate {
            OldFate::Stays => Some(AddressUse {
                primary: is_primary(),
            }),
            OldFate::Kept => Some(AddressUse { primary: false }),
            OldFate::Dropped { .. } => None,
        };
        if before != after {
            steps.push(Step::Address {
                about: about(),
                address: address.clone(),
                before,
                after,
            });
        }
        if let OldFate::Dropped { days, forwards } = fate
            && *days > 0
        {
            steps.push(Step::AddressHold {
                about: about(),
                address: address.clone(),
                before: hold(address).map(|(_, hold)| hold),
                after: Some(AddressHold {
                    person: about(),
                    organization: case.source.code.clone(),
                    days: *days,
                    forwards: *forwards,
                }),
            });
        }
    }
    for (at, new) in names.addresses.iter().enumerate() {
        if hosted.address(&new.text).is_some() {
            continue;
        }
        let address = Address::new(&new.text);
        // WHY: only the same person takes an address back; then nothing keeps it any longer (ruling 42).
        if let Some((written, held)) = hold(&address) {
            steps.push(Step::AddressHold {
                about: about(),
                address: written,
                before: Some(held),
                after: None,
            });
        }
        steps.push(Step::Address {
            about: about(),
            address,
            before: None,
            after: Some(AddressUse { primary: at == 0 }),
        });
    }
}

fn services(case: &Case<'_>, mapping: &Mapping<'_>, steps: &mut Vec<Step>) {
    let upn = mapping.names.upn.as_ref().map(|upn| &*upn.text);
    steps.extend(mapping.services.iter().map(|row| Step::Service {
        about: mapping.user.id.clone(),
        service: row.service.clone(),
        disposition: row.disposition,
        from: case.source.code.clone(),
        to: case.destination.code.clone(),
        before: Some(row.held.clone()),
        after: held_after(case, row, upn),
    }));
}

fn belongs(case: &Case<'_>, mapping: &Mapping<'_>, steps: &mut Vec<Step>) {
    let Some(there) = case.destination.organization.hosting.as_deref() else {
        return;
    };
    let about = || mapping.user.id.clone();
    let department = mapping.department(there);
    if department != mapping.hosted.department {
        steps.push(Step::Department {
            about: about(),
            before: mapping.hosted.department.clone(),
            after: department,
        });
    }
    let office = mapping.office(there);
    if office != mapping.hosted.office {
        steps.push(Step::Office {
            about: about(),
            before: mapping.hosted.office.clone(),
            after: office,
        });
    }
}

//! What is found in hosting trees, in English.

mod copies;
mod services;

use super::HERE;
use crate::words::number::number;
use crate::words::{Names, Told, isolated};
use rehome_domain::hosting::{NameKind, Provisioning};
use rehome_domain::ids::{LocationId, ServiceId, UserId};
use rehome_domain::user_move::FindingKind;

/// The state of an account or service.
fn provisioning(state: Provisioning) -> &'static str {
    match state {
        Provisioning::NotProvisioned => "not provisioned",
        Provisioning::Requested => "requested",
        Provisioning::InProgress => "in progress",
        Provisioning::Provisioned => "provisioned",
        Provisioning::Failed => "failed",
        Provisioning::Pending => "waiting for details",
    }
}

/// What kind of name is meant.
fn kind_of(name: NameKind) -> &'static str {
    match name {
        NameKind::Upn => "a sign-in name",
        NameKind::Address => "an address",
        NameKind::Username => "a username",
    }
}

/// The account itself, or one of its services.
fn what(names: &Names, service: Option<&ServiceId>) -> String {
    service.map_or_else(
        || "The account".to_owned(),
        |service| format!("The service {}", names.service(service)),
    )
}

fn place(location: &Option<LocationId>) -> String {
    location.as_ref().map_or_else(
        || "no location".to_owned(),
        |location| isolated(location.as_str()),
    )
}

/// Somebody at the head of a title; the reader by the account.
fn who(names: &Names, user: &UserId) -> String {
    names
        .somebody_else(user)
        .unwrap_or_else(|| "Your account".to_owned())
}

fn n32(value: u32) -> String {
    number(HERE, u64::from(value))
}

/// A finding of hosting trees in words.
pub(super) fn told(kind: &FindingKind, names: &Names) -> Told {
    use FindingKind as K;
    match kind {
        K::LocationMismatch {
            source,
            destination,
            ..
        } => Told::new(
            "The two stand in different locations",
            format!(
                "{} and {}: people move within one location. Copy the person and retire the old account instead.",
                place(source),
                place(destination)
            ),
        ),
        K::OwnAccountNotMoved { .. } => Told::new(
            "You are in your own selection",
            "Nobody moves the own account here. Somebody else can.",
        ),
        K::UserIsTemplate { user, .. } => Told::new(
            format!("{} is a template", who(names, user)),
            "A template belongs to its customer. Make a new person from it there.",
        ),
        K::UserSynced {
            user, directory, ..
        } => Told::new(
            format!("{} is kept in an outside directory", who(names, user)),
            format!(
                "{} says who this is. Move or detach the person there first.",
                isolated(directory)
            ),
        ),
        K::AccountProtected { user, .. } => Told::new(
            format!("{} is protected in the outside directory", who(names, user)),
            "The connection may lack the right to write it. Try it before you move, or have the protection lifted.",
        ),
        K::UserBusy {
            user,
            service,
            status,
            ..
        } => Told::new(
            format!("{} has something still running", who(names, user)),
            format!(
                "{}: {}. Wait until it is done.",
                what(names, service.as_ref()),
                provisioning(*status)
            ),
        ),
        K::UserNotProvisioned {
            user,
            service,
            status,
            ..
        } => Told::new(
            format!("{} is not provisioned as it should be", who(names, user)),
            format!(
                "{}: {}. Settle this first.",
                what(names, service.as_ref()),
                provisioning(*status)
            ),
        ),
        K::UserDisabled { user, service, .. } => Told::new(
            format!(
                "{} is disabled and holds {}",
                who(names, user),
                names.service(service)
            ),
            "Enable the account, or take the service away first.",
        ),
        K::NameMissing { user, name, .. } => Told::new(
            format!(
                "{} needs a name there: {}",
                who(names, user),
                kind_of(*name)
            ),
            "None could be proposed. Type one.",
        ),
        K::NameIllegal {
            user, name, text, ..
        } => Told::new(
            format!("{} cannot be used", isolated(text)),
            format!(
                "As {} of {} it may hold letters, digits and a few signs, then @ and a domain.",
                kind_of(*name),
                names.person(user)
            ),
        ),
        K::DomainNotOwned {
            user,
            organization,
            domain,
            ..
        } => Told::new(
            format!(
                "{} is not a domain of {}",
                isolated(domain),
                names.at(organization)
            ),
            format!(
                "A name of {} ends in it. Choose another, or register the domain there.",
                names.person(user)
            ),
        ),
        K::UpnTaken { user, upn, .. } => Told::new(
            format!("{} is taken", isolated(upn)),
            format!(
                "Somebody else signs in by this name. Choose another for {}.",
                names.person(user)
            ),
        ),
        K::AddressTaken { user, address, .. } => Told::new(
            format!("{} is taken", isolated(address.as_str())),
            format!(
                "Somebody else has this address, or it is kept from others for a while. Choose another for {}.",
                names.person(user)
            ),
        ),
        K::ManagerNotEligible { user, manager } => Told::new(
            format!(
                "{} cannot be the manager of {}",
                names.person(manager),
                names.person(user)
            ),
            "Only somebody who lives at the destination, or moves along. Choose another, or nobody.",
        ),
        K::UsernameTaken { user, username, .. } => Told::new(
            format!("{} is taken", isolated(username)),
            format!(
                "No username like it is free for {}. It can stay as it was.",
                names.person(user)
            ),
        ),
        K::UsernameTooLong { user, suffix, .. } => Told::new(
            format!("{} leaves no room for a name", isolated(suffix)),
            format!(
                "A username has at most 20 characters. That of {} can stay as it was.",
                names.person(user)
            ),
        ),
        K::RenameNotAllowed { user, .. } => Told::new(
            "You cannot write usernames anew",
            format!("That of {} can stay as it was.", names.person(user)),
        ),
        K::AddressNotHeld { user, address, .. } => Told::new(
            format!(
                "{} does not have the address {}",
                who(names, user),
                isolated(address.as_str())
            ),
            "There is nothing to decide about it.",
        ),
        K::BareIdentity { user, status, .. } => Told::new(
            format!("{} moves as an account alone", who(names, user)),
            format!(
                "The account is disabled or not set up ({}), and holds no services.",
                provisioning(*status)
            ),
        ),
        K::PrimaryOnRelay { user, address, .. } => Told::new(
            format!("Mail for {} may go elsewhere", isolated(address.as_str())),
            format!(
                "The domain relays. Choose another primary address for {}.",
                names.person(user)
            ),
        ),
        K::RoleNotAllowed {
            user,
            role,
            organization,
            ..
        } => Told::new(
            format!(
                "{} goes without the role {}",
                who(names, user),
                names.role(role, HERE)
            ),
            format!(
                "{} does not allow it, or you could not grant it there.",
                names.at(organization)
            ),
        ),
        K::DepartmentUnassigned {
            user, department, ..
        } => Told::new(
            format!(
                "{} leaves the department {}",
                who(names, user),
                isolated(department)
            ),
            "There is none of this name there; it becomes unassigned.",
        ),
        K::OfficeUnassigned { user, office, .. } => Told::new(
            format!(
                "{} leaves the office {}",
                who(names, user),
                isolated(office)
            ),
            "There is none of this name there; it becomes unassigned.",
        ),
        K::DelegationRemoved { user, to, .. } => Told::new(
            format!(
                "{} is no longer represented by {}",
                who(names, user),
                names.person(to)
            ),
            "One of them stays behind. Undoing the move brings it back.",
        ),
        K::AddressDropped {
            user,
            address,
            days,
            ..
        } => Told::new(
            format!(
                "{} gives up {}",
                who(names, user),
                isolated(address.as_str())
            ),
            format!("Days in which nobody else gets it: {}.", n32(*days)),
        ),
        K::AddressForwarded {
            user,
            address,
            days,
            ..
        } => Told::new(
            format!(
                "{} gives up {}, and mail goes on",
                who(names, user),
                isolated(address.as_str())
            ),
            format!("Days in which mail is sent on: {}.", n32(*days)),
        ),
        K::UsernameKept { user, username, .. } => Told::new(
            format!(
                "{} keeps the username {}",
                who(names, user),
                isolated(username)
            ),
            "It still carries the short name of the old home.",
        ),
        K::SessionsEnd { user, .. } => Told::new(
            format!("{} signs in anew", who(names, user)),
            "The sign-in name changes, so open sessions end. The password stays.",
        ),
        K::RoleInert {
            user,
            role,
            service,
            ..
        } => Told::new(
            format!(
                "{} keeps the role {}, and it opens nothing yet",
                who(names, user),
                names.role(role, HERE)
            ),
            format!(
                "It belongs to {}, which is not there.",
                names.service(service)
            ),
        ),
        other => services::told(other, names),
    }
}

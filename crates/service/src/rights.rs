//! Rights as values: whoever writes must hold one, and only the checks here make one.
//!
//! Keys and view are the domain's; here they are asked for one deed on one person or one organization. What is
//! out of view looks unknown. To add a right, add a type to `rights!` and demand it where the deed is written.

use crate::error::ServiceError;
use rehome_domain::ids::{OrganizationCode, UserId};
use rehome_domain::people::User;
use rehome_domain::role::Permission;
use rehome_domain::tree::Placed;
use rehome_domain::user_move::{Snapshot, View};
use std::marker::PhantomData;

/// A deed that needs a permission.
pub(crate) trait Deed {
    /// The permission.
    const PERMISSION: Permission;
}

macro_rules! deeds {
    ($($(#[$doc:meta])* $name:ident = $permission:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug)]
        pub(crate) struct $name;
        impl Deed for $name {
            const PERMISSION: Permission = Permission::$permission;
        }
    )*};
}

deeds! {
    /// Changing a profile.
    Edit = Edit;
    /// Changing how somebody signs in.
    SignIn = Edit;
    /// Subscribing somebody.
    Subscribe = Subscribe;
    /// Granting and revoking roles.
    GrantRoles = GrantRoles;
    /// Changing an organization's settings.
    Configure = Configure;
    /// Looking after somebody's services.
    Provision = Provision;
}

/// Setting and clearing the move lock; [`over_lock`] alone gives the right.
#[derive(Debug)]
pub(crate) struct Lock;

/// The right to do a deed to one person.
#[derive(Debug)]
pub(crate) struct OverUser<D> {
    pub(crate) actor: UserId,
    pub(crate) user: UserId,
    pub(crate) home: OrganizationCode,
    pub(crate) revision: i64,
    deed: PhantomData<D>,
}

/// The right to do a deed at one organization.
#[derive(Debug)]
pub(crate) struct OverOrganization<D> {
    pub(crate) actor: UserId,
    pub(crate) organization: OrganizationCode,
    deed: PhantomData<D>,
}

/// The person, if the actor sees them.
pub(crate) fn seen_user<'s>(
    view: &View<'_>,
    facts: &'s Snapshot,
    user: &UserId,
) -> Result<&'s User, ServiceError> {
    facts
        .user(user)
        .filter(|user| view.sees_user(user))
        .ok_or(ServiceError::NotFound)
}

/// The organization, if the actor sees it as such.
pub(crate) fn seen_organization<'s>(
    view: &View<'_>,
    facts: &'s Snapshot,
    code: &OrganizationCode,
) -> Result<Placed<'s>, ServiceError> {
    facts
        .organizations
        .get(code)
        .filter(|place| view.sees_organization(*place))
        .ok_or(ServiceError::NotFound)
}

/// The right over a person: in view, with the key at the person's home, and of no higher rank there than the
/// actor has where they act (ruling 4).
pub(crate) fn over_user<D: Deed>(
    view: &View<'_>,
    facts: &Snapshot,
    user: &UserId,
) -> Result<OverUser<D>, ServiceError> {
    by_key(view, facts, user, D::PERMISSION)
}

/// The right over somebody's move lock: as over the person, and never one's own. Who could clear the own lock would be
/// held by none.
pub(crate) fn over_lock(
    view: &View<'_>,
    facts: &Snapshot,
    user: &UserId,
) -> Result<OverUser<Lock>, ServiceError> {
    let right = by_key(view, facts, user, Permission::Lock)?;
    if right.user == right.actor {
        return Err(ServiceError::rejected(
            "own-account",
            "somebody else has to set or clear your lock",
        ));
    }
    Ok(right)
}

fn by_key<D>(
    view: &View<'_>,
    facts: &Snapshot,
    user: &UserId,
    permission: Permission,
) -> Result<OverUser<D>, ServiceError> {
    let user = seen_user(view, facts, user)?;
    let home = facts
        .organizations
        .get(&user.home)
        .ok_or(ServiceError::NotFound)?;
    let is_of_higher_rank = user.id != view.actor.id && facts.rank_at(user, home) > view.rank();
    if !view.may(permission, home) || is_of_higher_rank {
        return Err(ServiceError::Forbidden);
    }
    Ok(OverUser {
        actor: view.actor.id.clone(),
        user: user.id.clone(),
        home: user.home.clone(),
        revision: user.revision,
        deed: PhantomData,
    })
}

/// The right over somebody's sign-in: as over the person, where no role they hold anywhere ranks above the actor. A
/// role held nowhere in particular opens more than any rank.
pub(crate) fn over_account(
    view: &View<'_>,
    facts: &Snapshot,
    user: &UserId,
) -> Result<OverUser<SignIn>, ServiceError> {
    let right = over_user(view, facts, user)?;
    let opens_more = seen_user(view, facts, user)?
        .grants
        .iter()
        .any(|grant| grant.at.is_none() || facts.roles.rank(&grant.role) > view.rank());
    if opens_more && right.user != right.actor {
        return Err(ServiceError::Forbidden);
    }
    Ok(right)
}

/// The right at an organization: in view, with the key there.
pub(crate) fn over_organization<D: Deed>(
    view: &View<'_>,
    facts: &Snapshot,
    code: &OrganizationCode,
) -> Result<OverOrganization<D>, ServiceError> {
    let place = seen_organization(view, facts, code)?;
    if !view.may(D::PERMISSION, place) {
        return Err(ServiceError::Forbidden);
    }
    Ok(OverOrganization {
        actor: view.actor.id.clone(),
        organization: code.clone(),
        deed: PhantomData,
    })
}

//! What becomes of the roles somebody holds at the source (hosting 9.5, ruling 40).

use crate::ids::{RoleId, ServiceId};
use crate::organization::OrganizationKind;
use crate::people::{Grant, User};
use crate::role::{BuiltIn, Permission};
use crate::tree::Placed;
use crate::user_move::actor::{ActAs, Actor};
use crate::user_move::effects::ends_by_leaving;
use crate::user_move::rules::Case;
use crate::user_move::snapshot::Snapshot;
use crate::user_move::view::View;

/// What becomes of a role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RoleFate {
    /// It is held at the destination from now on.
    Carried,
    /// The same, and it opens nothing until the destination has the service.
    Inert(ServiceId),
    /// It ends.
    Dropped,
}

/// The roles held at the source, each with what becomes of it.
pub fn fates<'a>(case: &Case<'_>, user: &'a User) -> Vec<(&'a Grant, RoleFate)> {
    let held = user.grants.iter();
    let held: Vec<&Grant> = held
        .filter(|grant| ends_by_leaving(&case.snapshot.roles, grant, &case.source.code))
        .collect();
    // WHY: what the actor sees is worked out only for who has a role to lose.
    if held.is_empty() {
        return Vec::new();
    }
    let actor = Actor {
        act_as: Some(ActAs::Operator),
        ..case.asker.clone()
    };
    let view = View::of(case.snapshot, &actor).ok();
    let fate = |grant: &'a Grant| {
        let fate = fate(case.snapshot, view.as_ref(), case.destination, &grant.role);
        (grant, fate)
    };
    held.into_iter().map(fate).collect()
}

/// What becomes of a role at a destination: held where it is allowed there and the viewer may grant it.
pub fn fate(
    snapshot: &Snapshot,
    view: Option<&View<'_>>,
    destination: Placed<'_>,
    role: &RoleId,
) -> RoleFate {
    let (Some(role), Some(there)) = (
        snapshot.role(role),
        destination.organization.hosting.as_deref(),
    ) else {
        return RoleFate::Dropped;
    };
    let fits_the_tier = match role.like {
        BuiltIn::ServiceProviderAdministrator => destination.kind == OrganizationKind::Provider,
        BuiltIn::ResellerAdministrator => destination.kind == OrganizationKind::Reseller,
        _ => true,
    };
    let is_allowed = there.takes_role(&role.id) && role.allowed_at.contains(&destination.kind);
    let may_be_granted = view.is_some_and(|view| {
        role.rank() <= view.rank() && view.may(Permission::GrantRoles, destination)
    });
    if !(fits_the_tier && is_allowed && may_be_granted) {
        return RoleFate::Dropped;
    }
    let bound = snapshot.roles.service(&role.id).map(ServiceId::from);
    let absent = bound.filter(|service| there.open_instances(service).next().is_none());
    absent.map_or(RoleFate::Carried, RoleFate::Inert)
}

//! What an actor sees where they act, and how far their permissions reach there (rulings 3, 5, 25, 26 and 75).
//!
//! Knows people and organizations, no plans: what of a plan may be seen is [`super::visibility`]'s to tell.

use super::actor::{ActAs, Actor};
use super::authority::Refusal;
use super::candidate::{Candidate, Lists};
use super::snapshot::Snapshot;
use crate::ids::{GroupId, PositionId};
use crate::organization::{MoveFamily, OrganizationKind, OrganizationStatus};
use crate::people::User;
use crate::role::{BuiltIn, Permission, Reach, Role};
use crate::tree::Placed;
use std::collections::BTreeSet;

/// What an actor sees and may do where they act.
#[derive(Clone, Debug)]
pub struct View<'a> {
    snapshot: &'a Snapshot,
    /// The actor's record.
    pub actor: &'a User,
    /// The organization acted in.
    pub acting_in: Placed<'a>,
    /// As whom.
    pub act_as: ActAs,
    /// The roles that count there.
    pub roles: Vec<Role>,
}

impl<'a> View<'a> {
    /// The view of an actor.
    ///
    /// # Errors
    /// [`Refusal::UnknownActingIn`] where the actor neither lives nor holds a role there.
    pub fn of(snapshot: &'a Snapshot, actor: &Actor) -> Result<Self, Refusal> {
        let user = snapshot.user(&actor.user).ok_or(Refusal::NotAllowed)?;
        let code = actor.acting_in.as_ref().unwrap_or(&user.home);
        let unknown = || Refusal::UnknownActingIn(code.clone());
        let acting_in = snapshot.organizations.get(code).ok_or_else(unknown)?;
        let by_profile = snapshot.profile_role(user).filter(|role| {
            user.home == *code || (role.reaches_down() && acting_in.is_within(&user.home))
        });
        let roles: Vec<Role> = user
            .grants
            .iter()
            .filter_map(|grant| {
                let role = snapshot.granted(grant)?;
                let at = grant.at.as_ref()?;
                if at == code {
                    return Some(role);
                }
                (role.reaches_down() && acting_in.is_within(at))
                    .then(|| inherited(role, acting_in.kind))
            })
            .chain(by_profile)
            .collect();
        if roles.is_empty() && user.home != *code {
            return Err(unknown());
        }
        let act_as = actor.act_as.unwrap_or_else(|| {
            if roles.iter().any(Role::releases) {
                ActAs::Operator
            } else {
                ActAs::Oneself
            }
        });
        Ok(Self {
            snapshot,
            actor: user,
            acting_in,
            act_as,
            roles,
        })
    }

    /// The same actor in the same place, by what the roles let them see.
    pub(super) fn by_grants(&self) -> Self {
        Self {
            act_as: ActAs::Operator,
            ..self.clone()
        }
    }

    /// The highest rank held where the actor acts.
    pub fn rank(&self) -> u8 {
        self.roles.iter().map(Role::rank).max().unwrap_or(0)
    }

    /// Whether a permission reaches an organization. [`Reach::Listed`] is not judged here.
    pub fn may(&self, permission: Permission, organization: Placed<'_>) -> bool {
        self.act_as == ActAs::Operator
            && self.roles.iter().any(|role| match role.reach(permission) {
                Some(Reach::Here) => organization.code == self.acting_in.code,
                Some(Reach::Subtree) => organization.is_within(&self.acting_in.code),
                Some(Reach::Listed) | None => false,
            })
    }

    /// Whether the actor keeps the provider's catalogue: whoever configures the provider where they act (hosting 2).
    pub fn keeps_catalogue(&self) -> bool {
        self.acting_in.kind == OrganizationKind::Provider
            && self.may(Permission::Configure, self.acting_in)
    }

    /// Whether the actor sees a person.
    pub fn sees_user(&self, user: &User) -> bool {
        if user.id == self.actor.id {
            return true;
        }
        if self.act_as == ActAs::Oneself {
            return user.sponsor.as_ref() == Some(&self.actor.id)
                || self.actor.sponsor.as_ref() == Some(&user.id);
        }
        let Some(home) = self.snapshot.organizations.get(&user.home) else {
            return false;
        };
        // WHY: a template is seen in its own customer alone, neither from above nor from below (hosting 1). Source:
        // CloudPortal Services Manager 11.5, "User templates".
        if user.is_template() && home.code != self.acting_in.code {
            return false;
        }
        self.may(Permission::View, home)
            && (self.actor.manage_dependents || !user.is_dependent())
            && self.has_in_base(home, user.position.as_ref(), &user.groups)
    }

    /// Whether somebody with this position at a home and these groups is in the operator's user base
    /// (enterprise 3).
    pub fn has_in_base(
        &self,
        home: Placed<'_>,
        position: Option<&PositionId>,
        groups: &BTreeSet<GroupId>,
    ) -> bool {
        let Some(base) = &self.actor.user_base else {
            return true;
        };
        let at_position = position.is_some_and(|position| {
            base.positions
                .iter()
                .any(|top| home.hierarchy.is_within(position, top))
        });
        at_position || base.groups.iter().any(|group| groups.contains(group))
    }

    /// Whether the actor sees an organization as such.
    pub fn sees_organization(&self, organization: Placed<'_>) -> bool {
        organization.code == self.acting_in.code || self.may(Permission::View, organization)
    }

    /// Whether the actor sees an organization as a destination for somebody who lives at `source`.
    ///
    /// End users see the listed, active organizations and their own home (ruling 26); operators of a
    /// suborganization the listed, active suborganizations (rulings 25 and 36); Enterprise Administrators
    /// what they administer where they act, listed or not.
    pub fn sees_destination(&self, source: Placed<'_>, destination: Placed<'_>) -> bool {
        self.sees(source, &Candidate::of(source, destination))
    }

    fn sees(&self, source: Placed<'_>, candidate: &Candidate<'_>) -> bool {
        let destination = candidate.place;
        if destination == source
            || (self.act_as == ActAs::Operator && self.may(Permission::View, destination))
        {
            return true;
        }
        if destination.kind.is_account_tree() {
            return self.act_as == ActAs::Operator && self.knows_account(destination);
        }
        let kind_is_seen = match self.act_as {
            ActAs::Oneself => destination.kind.is_enterprise_tree(),
            ActAs::Operator => {
                destination.kind == OrganizationKind::Suborganization
                    && self.acting_in.kind == OrganizationKind::Suborganization
                    && !self.roles.is_empty()
            }
        };
        kind_is_seen && destination.status == OrganizationStatus::Active && candidate.is_listed
    }

    /// Whether an account is known to people of another account who see each other: satellites to who works at the hub,
    /// the hub to who works at a satellite; satellites know nothing of one another (content 1).
    fn knows_account(&self, account: Placed<'_>) -> bool {
        let works = |role: &Role| role.reach(Permission::View).is_some();
        let moves = |role: &Role| role.reach(Permission::Admit(MoveFamily::Account)).is_some();
        let is_above = self.acting_in.is_within(&account.code);
        let in_this_tree = self
            .acting_in
            .upwards()
            .any(|top| account.is_within(&top.code));
        let is_below = account.is_within(&self.acting_in.code);
        (self.roles.iter().any(works) && (is_above || is_below))
            || (self.roles.iter().any(moves) && in_this_tree)
    }

    /// Every organization the actor sees as a destination for somebody at `source`; neither the source nor
    /// what is deleted.
    pub fn destinations(&self, source: Placed<'a>) -> impl Iterator<Item = Placed<'a>> {
        self.candidates(source).map(|candidate| candidate.place)
    }

    /// Whether the actor, moving alone, has anywhere to go: a destination in view whose governing organization
    /// has User Move on (enterprise 4).
    pub fn is_offered_a_move(&self, source: Placed<'a>) -> bool {
        self.might_be_offered_a_move(source)
            && self.candidates(source).any(|candidate| {
                let governing = candidate.governing;
                governing.is_some_and(|top| top.user_move.user_move_enabled)
            })
    }

    /// The same before any destination is known: dependents go nowhere alone, and what governs a move stands
    /// above its source.
    pub fn might_be_offered_a_move(&self, source: Placed<'_>) -> bool {
        let mut above = source.upwards();
        !self.actor.is_dependent() && above.any(|place| place.user_move.user_move_enabled)
    }

    /// The destinations in view, each with what governs the move there.
    pub(super) fn candidates(&self, source: Placed<'a>) -> impl Iterator<Item = Candidate<'a>> {
        let mut lists = Lists::default();
        self.snapshot
            .organizations
            .iter()
            .filter(move |place| *place != source && place.status != OrganizationStatus::Deleted)
            .map(move |place| lists.candidate(source, place))
            .filter(move |candidate| self.sees(source, candidate))
    }
}

/// An inherited role as it counts below: an Enterprise Administrator acting in a suborganization has the
/// keys of its Organization Administrator (ruling 3), with the own rank.
fn inherited(role: Role, kind: OrganizationKind) -> Role {
    if role.like == BuiltIn::EnterpriseAdministrator && kind == OrganizationKind::Suborganization {
        let below = BuiltIn::OrganizationAdministrator.row();
        let keys = below
            .keys
            .iter()
            .copied()
            .filter(|(permission, _)| role.keys.contains_key(permission))
            .collect();
        return Role { keys, ..role };
    }
    role
}

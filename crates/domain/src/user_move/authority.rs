//! Who may move whom where: what an actor sees, and the keys that turn a wish into a [`MoveAuthority`].
//!
//! Keys are data ([`crate::role`]); this module reads them the way rulings 3, 5, 25 to 29 and 75 say.
//! Nothing is committed without a [`MoveAuthority`], and only [`authorize`] makes one.

use super::actor::{ActAs, Actor};
use super::candidate::{Candidate, Lists};
use super::snapshot::Snapshot;
use crate::ids::{OrganizationCode, UserId};
use crate::organization::{MoveFamily, OrganizationKind, OrganizationStatus};
use crate::people::User;
use crate::role::{BuiltIn, Permission, Reach, Role};
use crate::tree::Placed;

/// The right to move one family from its source to one destination, held by one actor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MoveAuthority {
    actor: UserId,
    subject: UserId,
    source: OrganizationCode,
    destination: OrganizationCode,
    standing: Standing,
}

/// As whom the authority is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The subject moves alone.
    Oneself,
    /// An operator or administrator moves the subject.
    Operator {
        /// The highest rank held where the actor acts.
        rank: u8,
        /// Whether list and User Move bind; they do not bind Enterprise Administrators (ruling 25).
        bound_by_list: bool,
    },
}

impl MoveAuthority {
    /// Who holds it.
    pub fn actor(&self) -> &UserId {
        &self.actor
    }
    /// Who may be moved.
    pub fn subject(&self) -> &UserId {
        &self.subject
    }
    /// From where.
    pub fn source(&self) -> &OrganizationCode {
        &self.source
    }
    /// To where.
    pub fn destination(&self) -> &OrganizationCode {
        &self.destination
    }
    /// As whom.
    pub fn standing(&self) -> Standing {
        self.standing
    }
    /// Whether the subject moves alone.
    pub fn is_oneself(&self) -> bool {
        self.standing == Standing::Oneself
    }
}

/// Why there is no plan at all (ruling 5). What is hidden and what is unknown are one and the same.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The organization acted in is unknown, or the actor is nobody there.
    #[error("there is no organization {0} you act in")]
    UnknownActingIn(OrganizationCode),
    /// The subject, or the organization it is said to live in, is unknown or out of view.
    #[error("there is nobody of that name")]
    UnknownSubject,
    /// The destination is unknown or out of view.
    #[error("there is no organization of that code")]
    UnknownDestination,
    /// Everything is in view, but the actor holds no key for such a move.
    #[error("your roles do not let you move people there")]
    NotAllowed,
    /// The request names no destination.
    #[error("name a destination")]
    NoDestination,
    /// The request names nobody.
    #[error("name somebody to move")]
    NoSubject,
    /// More people are selected than one request takes (ruling 33).
    #[error("select at most {limit} people at once, not {selected}; use a file for more")]
    TooMany {
        /// How many.
        selected: u32,
        /// How many are allowed.
        limit: u32,
    },
}

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
        let roles: Vec<Role> = user
            .grants
            .iter()
            .filter_map(|grant| {
                let role = snapshot.roles.get(&grant.role)?;
                let at = grant.at.as_ref()?;
                if at == code {
                    return Some(role);
                }
                (role.reaches_down() && acting_in.is_within(at))
                    .then(|| inherited(role, acting_in.kind))
            })
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
        self.may(Permission::View, home)
            && (self.actor.manage_dependents || !user.is_dependent())
            && self.has_in_base(user, home)
    }

    /// Whether a person is in the operator's user base (enterprise 3).
    fn has_in_base(&self, user: &User, home: Placed<'_>) -> bool {
        let Some(base) = &self.actor.user_base else {
            return true;
        };
        let at_position = user.position.as_ref().is_some_and(|position| {
            base.positions
                .iter()
                .any(|top| home.hierarchy.is_within(position, top))
        });
        at_position || base.groups.iter().any(|group| user.groups.contains(group))
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

    /// The standing in which the actor may make this move; none where a key is missing.
    pub fn standing(
        &self,
        subject: &User,
        source: Placed<'_>,
        destination: Placed<'_>,
    ) -> Option<Standing> {
        self.standing_at(subject, source, &Candidate::of(source, destination))
    }

    /// The same, of a candidate.
    pub(super) fn standing_at(
        &self,
        subject: &User,
        source: Placed<'_>,
        candidate: &Candidate<'_>,
    ) -> Option<Standing> {
        let destination = candidate.place;
        let family = MoveFamily::of(source.kind, destination.kind)?;
        if self.act_as == ActAs::Oneself {
            return (subject.id == self.actor.id && family == MoveFamily::Enterprise)
                .then_some(Standing::Oneself);
        }
        let releases = |role: &Role| match role.reach(Permission::Release(family)) {
            // WHY: the four operator roles push people out of their own suborganization only (enterprise 3).
            Some(Reach::Here) => {
                source.code == self.acting_in.code
                    && source.kind == OrganizationKind::Suborganization
            }
            Some(Reach::Subtree) => source.is_within(&self.acting_in.code),
            Some(Reach::Listed) | None => false,
        };
        if !self.roles.iter().any(releases) {
            return None;
        }
        let unbound = self.roles.iter().any(|role| {
            role.reach(Permission::Admit(family)) == Some(Reach::Subtree)
                && destination.is_within(&self.acting_in.code)
                && (destination.kind != OrganizationKind::SuperEnterprise
                    || destination.user_move.admin_moves_to_super)
        });
        // WHY: only who operates a suborganization pushes along the list; such a role held at an enterprise
        // admits to nothing, not even next to an administrator's (ruling 25).
        let listed = self.acting_in.kind == OrganizationKind::Suborganization
            && self
                .roles
                .iter()
                .any(|role| role.reach(Permission::Admit(family)) == Some(Reach::Listed))
            && (destination == source
                || (destination.kind == OrganizationKind::Suborganization && candidate.is_listed));
        (unbound || listed).then(|| Standing::Operator {
            rank: self.rank(),
            bound_by_list: !unbound,
        })
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

/// Whether the list of Available Organizations that governs both ends names the destination (rulings 25, 26, 28).
pub fn is_listed(source: Placed<'_>, destination: Placed<'_>) -> bool {
    Candidate::of(source, destination).is_listed
}

/// Turns an actor's wish into authority.
///
/// # Errors
/// [`Refusal`]: what is out of view looks unknown; what is in view without a key is not allowed.
pub fn authorize(
    snapshot: &Snapshot,
    actor: &Actor,
    subject: &UserId,
    destination: &OrganizationCode,
) -> Result<MoveAuthority, Refusal> {
    let view = View::of(snapshot, actor)?;
    let user = snapshot.user(subject).ok_or(Refusal::UnknownSubject)?;
    // WHY: a role without the key still lets see people; who does not say as whom, and asks about somebody
    // in view, is told that it is not allowed rather than that nobody is there (ruling 5).
    let by_grants = (actor.act_as.is_none() && user.id != view.actor.id).then(|| View {
        act_as: ActAs::Operator,
        ..view.clone()
    });
    let views = || std::iter::once(&view).chain(&by_grants);
    let source = snapshot
        .organizations
        .get(&user.home)
        .filter(|_| views().any(|view| view.sees_user(user)))
        .ok_or(Refusal::UnknownSubject)?;
    let placed = snapshot
        .organizations
        .get(destination)
        .filter(|placed| views().any(|view| view.sees_destination(source, *placed)))
        .ok_or(Refusal::UnknownDestination)?;
    let standing = if placed == source {
        // WHY: whoever may let somebody go may be told that there is nothing to do (ruling 12).
        view.standing(user, source, source)
            .or_else(|| staying(&view, user, source))
    } else {
        view.standing(user, source, placed)
    };
    Ok(MoveAuthority {
        actor: view.actor.id.clone(),
        subject: subject.clone(),
        source: source.code.clone(),
        destination: destination.clone(),
        standing: standing.ok_or(Refusal::NotAllowed)?,
    })
}

/// The standing of somebody who asks to move a person to where the person lives.
fn staying(view: &View<'_>, user: &User, source: Placed<'_>) -> Option<Standing> {
    let family = MoveFamily::of(source.kind, source.kind)?;
    match view.act_as {
        ActAs::Oneself => (user.id == view.actor.id).then_some(Standing::Oneself),
        ActAs::Operator => {
            view.may(Permission::Release(family), source)
                .then(|| Standing::Operator {
                    rank: view.rank(),
                    bound_by_list: true,
                })
        }
    }
}

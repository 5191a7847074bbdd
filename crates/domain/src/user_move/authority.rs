//! Who may move whom where: the keys that turn a wish into a [`MoveAuthority`].
//!
//! Keys are data ([`crate::role`]); this module reads them the way rulings 5, 25 to 29 and 75 say. What an actor
//! sees is [`View`]'s to tell.
//! Nothing is committed without a [`MoveAuthority`]. [`authorize`] makes those to move somebody; taking back a copy has one
//! that changes no home.

use super::actor::{ActAs, Actor};
use super::candidate::Candidate;
use super::finding::Finding;
use super::snapshot::Snapshot;
pub use super::view::View;
use crate::ids::{OrganizationCode, UserId};
use crate::organization::{MoveFamily, OrganizationKind};
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
    /// The right of an operator over one account where it lives, which changes no home.
    #[cfg(feature = "hosting")]
    pub(crate) fn at_home(view: &View<'_>, subject: &User) -> Self {
        Self {
            actor: view.actor.id.clone(),
            subject: subject.id.clone(),
            source: subject.home.clone(),
            destination: subject.home.clone(),
            standing: Standing::Operator {
                rank: view.rank(),
                bound_by_list: false,
            },
        }
    }

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
    /// The request says something about people or subscriptions that nobody of the selection is or has.
    #[error("take out what concerns nobody you selected")]
    ConcernsNobody(Vec<Finding>),
    /// The request carries a field that says nothing about whom it moves in these trees.
    #[error("leave out what does not apply to this move")]
    NotApplicable(Vec<Finding>),
    /// More people are selected than one request takes (ruling 33).
    #[error("select at most {limit} people at once, not {selected}; use a file for more")]
    TooMany {
        /// How many.
        selected: u32,
        /// How many are allowed.
        limit: u32,
    },
}

impl View<'_> {
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
        let own = [source, destination];
        if family == MoveFamily::Hosting && !own.iter().all(|it| self.reaches_as_api_user(*it)) {
            return None;
        }
        let unbound = self.roles.iter().any(|role| {
            role.reach(Permission::Admit(family)) == Some(Reach::Subtree)
                && self.admits_from_here(family, destination)
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

impl View<'_> {
    /// Whether the actor is no API user, or the place is of the API user's own customer: what its other roles open
    /// ends there (hosting 2). A reseller is a customer with customers below.
    pub(crate) fn reaches_as_api_user(&self, place: Placed<'_>) -> bool {
        let name = BuiltIn::ApiUser.row().name;
        let is_api_user = self.actor.grants.iter().any(|it| it.role.as_str() == name);
        !is_api_user || place.is_within(&self.actor.home)
    }

    /// Whether a key that reaches downwards admits to a destination from where the actor acts.
    fn admits_from_here(&self, family: MoveFamily, destination: Placed<'_>) -> bool {
        // WHY: hub administrators pick a satellite to see its people, and move them from there to hub and satellites
        // alike (content 2); what they release stays narrowed to it (ruling 3).
        let mut tops = self.acting_in.upwards();
        destination.is_within(&self.acting_in.code)
            || (family == MoveFamily::Account && tops.any(|top| destination.is_within(&top.code)))
    }
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
    let is_open = actor.act_as.is_none() && user.id != view.actor.id;
    let by_grants = is_open.then(|| view.by_grants());
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

//! Who may copy whom: the keys that turn a wish into a [`CopyAuthority`] (hosting 2, 9.4 and 9.11).
//!
//! Nobody is made by a copy without a [`CopyAuthority`], and only [`authorize`] makes one.

use crate::ids::{OrganizationCode, UserId};
use crate::organization::MoveFamily;
use crate::people::User;
use crate::role::Permission;
use crate::tree::Placed;
use crate::user_move::{ActAs, Actor, MoveAuthority, Refusal, Snapshot, View};

/// The right to copy one person into one organization, held by one actor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CopyAuthority {
    actor: UserId,
    original: UserId,
    source: OrganizationCode,
    home: OrganizationCode,
}

impl CopyAuthority {
    /// Who holds it.
    pub fn actor(&self) -> &UserId {
        &self.actor
    }

    /// Who may be copied.
    pub fn original(&self) -> &UserId {
        &self.original
    }

    /// Where the original lives.
    pub fn source(&self) -> &OrganizationCode {
        &self.source
    }

    /// Where the new person lives.
    pub fn home(&self) -> &OrganizationCode {
        &self.home
    }
}

/// The actor as an operator: nobody copies themselves as themselves.
pub fn as_operator(actor: &Actor) -> Actor {
    Actor {
        act_as: Some(ActAs::Operator),
        ..actor.clone()
    }
}

/// Turns an actor's wish into authority; the copy lives at the home of the original where no destination is named.
///
/// # Errors
/// [`Refusal`]: what is out of view looks unknown; what is in view without a key is not allowed.
pub fn authorize(
    snapshot: &Snapshot,
    actor: &Actor,
    original: &UserId,
    destination: Option<&OrganizationCode>,
) -> Result<CopyAuthority, Refusal> {
    let view = View::of(snapshot, &as_operator(actor))?;
    let user = snapshot.user(original);
    let user = user
        .filter(|user| view.sees_user(user))
        .ok_or(Refusal::UnknownSubject)?;
    let places = &snapshot.organizations;
    let source = places.get(&user.home).ok_or(Refusal::UnknownSubject)?;
    let home = match destination {
        None => source,
        Some(code) => places
            .get(code)
            .filter(|place| view.sees_destination(source, *place))
            .ok_or(Refusal::UnknownDestination)?,
    };
    if !(copies(&view, source) && copies(&view, home)) {
        return Err(Refusal::NotAllowed);
    }
    // WHY: another customer gets somebody with what this one has, as by a move (hosting 9.4).
    let crosses = home != source;
    let moves = view.may(Permission::Release(MoveFamily::Hosting), source)
        && view.may(Permission::Admit(MoveFamily::Hosting), home);
    if crosses && !moves {
        return Err(Refusal::NotAllowed);
    }
    Ok(CopyAuthority {
        actor: view.actor.id.clone(),
        original: original.clone(),
        source: source.code.clone(),
        home: home.code.clone(),
    })
}

/// Whether somebody can be copied where they live.
pub fn may_copy(view: &View<'_>, home: Placed<'_>, user: &User) -> bool {
    view.sees_user(user) && copies(view, home)
}

/// Turns an actor's wish to take back a copy into authority over the account that was made, where it lives: whoever may
/// copy people there may, but for the account itself.
///
/// # Errors
/// [`Refusal`]: what is out of view looks unknown; what is in view without a key is not allowed.
pub fn authorize_undo(
    snapshot: &Snapshot,
    view: &View<'_>,
    made: &UserId,
) -> Result<MoveAuthority, Refusal> {
    let user = snapshot.user(made).filter(|user| view.sees_user(user));
    let user = user.ok_or(Refusal::UnknownSubject)?;
    let home = snapshot.organizations.get(&user.home);
    let home = home.ok_or(Refusal::UnknownSubject)?;
    if copies(view, home) && *made != view.actor.id {
        Ok(MoveAuthority::at_home(view, user))
    } else {
        Err(Refusal::NotAllowed)
    }
}

/// Whether the key reaches an organization.
fn copies(view: &View<'_>, place: Placed<'_>) -> bool {
    place.kind.is_hosting_tree()
        && view.may(Permission::Copy, place)
        && view.reaches_as_api_user(place)
}

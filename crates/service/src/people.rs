//! People: lists and profiles as the viewer may see them, and changes beside moves.
//!
//! Every change demands a right from [`crate::rights`] and the revision that was looked at.

mod choices;
mod create;
mod delegations;
mod edit;
mod ended;
mod export;
mod filters;
mod form;
mod hosted;
mod judge;
mod list;
mod lock_many;
mod page;
mod past;
mod permission;
mod profile;
mod roles;
mod seats;
mod sign_in;

pub use choices::{PlaceTyped, UsersChoices};
pub use create::NewUser;
pub(crate) use create::{may_have_dependents, newcomer};
pub(crate) use edit::deleted;
pub use edit::{LockRequest, UserPatch};
pub use export::{Export, ExportColumn, ExportCursor};
pub use form::{OperatorLimits, PersonEdit, PersonForm, PlaceChoice, RoleChoice, RoleChoices};
pub(crate) use judge::free_username;
pub(crate) use judge::{ProfileWrite, judged, line};
pub use list::{FamilyPlace, UserLine, UserList, UserRow, UsersFilter, UsersQuery, UsersSort};
pub use lock_many::{LockOutcome, LockResult};
pub use page::{UserKeys, UserPage};
pub use past::{DeedView, PastFrom, UserPast};
pub use permission::HeldProfile;
pub(crate) use permission::{bills, gives};
pub use profile::{RoleView, SubscriptionView, UserView};
pub use rehome_storage::people::SavedFilter;
pub use roles::GrantRequest;
pub use sign_in::{SignInPatch, SignInView};

use crate::error::ServiceError;
use crate::user_move::resolve::{names_unseen, of_actor, seen_by_name};
use rehome_domain::ids::{OrganizationCode, UserId};
use rehome_domain::people::{User, UserStatus};
use rehome_domain::user_move::{Actor, MoveRequest, Snapshot};
use rehome_storage::snapshot::Destinations;
use rehome_storage::{Tx, names, snapshot};

/// The person a name means (an id, or a username that one person in view has), with the facts about them and
/// about `places`. A name that means nobody in view stays as it is.
pub(crate) async fn person_named(
    tx: &mut Tx,
    actor: &Actor,
    name: &UserId,
    places: Vec<OrganizationCode>,
) -> Result<(UserId, Snapshot), ServiceError> {
    let request = MoveRequest {
        subject: Some(name.clone()),
        ..MoveRequest::default()
    };
    let mut wanted = of_actor(actor, vec![name.clone()], Destinations::These(places));
    let facts = snapshot::load(tx, &wanted).await?;
    let unseen = names_unseen(&facts, actor, &request)?;
    if unseen.is_empty() {
        return Ok((name.clone(), facts));
    }
    let found = names::ids_of_usernames(tx, &[name.as_str()]).await?;
    if found.is_empty() {
        return Ok((name.clone(), facts));
    }
    wanted
        .subjects
        .extend(found.iter().map(|(_, id)| id.clone()));
    let facts = snapshot::load(tx, &wanted).await?;
    let meant = seen_by_name(&facts, actor, &unseen, &found)?;
    let id = meant.get(name).unwrap_or(name).clone();
    Ok((id, facts))
}

/// Refuses what is given to somebody whose account is deleted; what is taken away can be.
pub(crate) fn not_deleted(user: &User) -> Result<(), ServiceError> {
    if user.status == UserStatus::Deleted {
        return Err(ServiceError::rejected(
            "user-deleted",
            format!("{}: the account is deleted; restore it first", user.name),
        ));
    }
    Ok(())
}

/// A record that was changed since it was looked at.
pub(crate) fn changed_since() -> ServiceError {
    ServiceError::conflict(
        "revision-changed",
        "somebody changed this record since you looked at it; look again and repeat",
    )
}

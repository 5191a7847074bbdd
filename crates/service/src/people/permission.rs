//! The permission profile of who lives in a hub or satellite: which can be given, and by whom (content 9).

use crate::error::ServiceError;
use crate::organizations::beyond_you;
use rehome_domain::content::{Profile, ProfileKind};
use rehome_domain::ids::{ProfileId, UserId};
use rehome_domain::people::UserStatus;
use rehome_domain::tree::Placed;
use rehome_domain::user_move::{Snapshot, View};
use rehome_storage::organizations::another_holds;
use rehome_storage::{Tx, transfers};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The profile somebody holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct HeldProfile {
    /// The id.
    pub id: ProfileId,
    /// The display name of one that the account made.
    pub name: Option<Arc<str>>,
    /// The built-in profile that it is, or is cloned from.
    pub like: ProfileKind,
}

/// The profile somebody holds at home; none where that is no account.
pub(super) fn held(facts: &Snapshot, user: &UserId, home: Placed<'_>) -> Option<HeldProfile> {
    let content = facts.content.as_ref()?;
    let id = &content.members.get(user)?.profile;
    let profile = content.profile(id, &home.code)?;
    Some(HeldProfile {
        id: id.clone(),
        name: profile.custom.and_then(|custom| custom.name.clone()),
        like: profile.like,
    })
}

/// The profiles the viewer may give at a home, and the one somebody holds, each with the name of one that the account made.
pub(super) fn can_be_chosen(
    view: &View<'_>,
    facts: &Snapshot,
    user: &UserId,
    home: Placed<'_>,
) -> Vec<(ProfileId, Option<Arc<str>>)> {
    let Some(content) = facts
        .content
        .as_ref()
        .filter(|_| home.kind.is_account_tree())
    else {
        return Vec::new();
    };
    let mut all: Vec<(ProfileId, Option<Arc<str>>)> = content
        .offered(&home.code)
        .into_iter()
        .filter(|(_, profile)| gives(view, facts, home, profile))
        .map(|(id, profile)| (id, profile.custom.and_then(|it| it.name.clone())))
        .collect();
    let held = held(facts, user, home);
    if let Some(held) = held.filter(|held| all.iter().all(|(id, _)| *id != held.id)) {
        all.push((held.id, held.name));
    }
    all
}

/// Whether the viewer holds the billing: by the profile at home, or by a role of the installation.
pub(crate) fn bills(view: &View<'_>, facts: &Snapshot) -> bool {
    let content = facts.content.as_ref();
    let profile = content.and_then(|it| it.profile_of(&view.actor.id, &view.actor.home));
    profile.is_none_or(|it| it.like == ProfileKind::BillingAdministrator)
}

/// Whether the viewer gives a profile to people of an account.
pub(crate) fn gives(
    view: &View<'_>,
    facts: &Snapshot,
    home: Placed<'_>,
    profile: &Profile<'_>,
) -> bool {
    profile.is_given_by(view.rank(), bills(view, facts), home.kind)
}

/// Refuses a profile that cannot be given at a home, or not by the viewer.
pub(super) fn is_offered(
    view: &View<'_>,
    facts: &Snapshot,
    home: Placed<'_>,
    id: &ProfileId,
) -> Result<(), ServiceError> {
    let content = facts.content.as_ref();
    let Some(content) = content.filter(|_| home.kind.is_account_tree()) else {
        return Err(ServiceError::rejected(
            "no-profiles-here",
            "permission profiles are held in hub and satellite accounts alone",
        ));
    };
    let profile = content.profile(id, &home.code);
    let Some(profile) = profile.filter(Profile::is_enabled) else {
        return Err(ServiceError::rejected(
            "profile-not-offered",
            "this profile cannot be given in the account; choose another",
        ));
    };
    if gives(view, facts, home, &profile) {
        Ok(())
    } else {
        Err(beyond_you())
    }
}

/// Refuses a profile that somebody who lives there cannot be given now: their own change of it, the last Billing
/// Administrator of a hub, and who could not own any more what is on its way to them.
pub(super) async fn can_be_given(
    tx: &mut Tx,
    view: &View<'_>,
    facts: &Snapshot,
    (user, home): (&UserId, Placed<'_>),
    id: &ProfileId,
) -> Result<(), ServiceError> {
    is_offered(view, facts, home, id)?;
    let Some(content) = &facts.content else {
        return Err(ServiceError::NotFound);
    };
    if *user == view.actor.id {
        return Err(ServiceError::rejected(
            "own-account",
            "somebody else has to change your profile",
        ));
    }
    let bills = |profile: Option<Profile<'_>>| {
        profile.is_some_and(|it| it.like == ProfileKind::BillingAdministrator)
    };
    let (before, after) = (
        content.profile_of(user, &home.code),
        content.profile(id, &home.code),
    );
    let is_active = facts
        .user(user)
        .is_some_and(|user| user.status == UserStatus::Active);
    if is_active && bills(before) && !bills(after) {
        let own = content.profiles.keys().cloned();
        let all = ProfileKind::ALL.into_iter().map(ProfileId::from).chain(own);
        let billing: Vec<ProfileId> = all
            .filter(|id| bills(content.profile(id, &home.code)))
            .collect();
        if !another_holds(tx, &home.code, &billing, user).await? {
            return Err(ServiceError::rejected(
                "last-billing-administrator",
                "nobody else holds the billing of the account; appoint another first",
            ));
        }
    }
    if !after.is_some_and(|it| it.may_own()) && transfers::concern(tx, user).await? {
        return Err(ServiceError::rejected(
            "transfer-running",
            "things are carried from or to this person; wait until the transfer has ended, or end it first",
        ));
    }
    Ok(())
}

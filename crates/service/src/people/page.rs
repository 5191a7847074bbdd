//! The page of one person: the view, and what the viewer may do to that very person.
//!
//! It only shows and hides; every use case asks for the right again.

use super::profile::{UserView, view_of};
use super::{not_deleted, person_named};
use crate::caller::{Acting, Caller};
use crate::error::ServiceError;
use crate::organizations::has_another_account;
use crate::rights::{Edit, GrantRoles, Subscribe, over_lock, over_user};
use crate::service::Service;
use crate::user_move::telephony_in_view;
use crate::view::Place;
use rehome_domain::hosting::HostedUser;
use rehome_domain::ids::{GroupId, OrganizationCode, PositionId, UserId};
use rehome_domain::organization::{MoveFamily, OrganizationKind};
use rehome_domain::people::{User, UserBase, UserStatus};
use rehome_domain::role::Permission;
use rehome_domain::telephony::picture::PhonePicture;
use rehome_domain::user_copy::authority::may_copy;
use rehome_domain::user_move::{Channel, Snapshot, View};
use rehome_storage::snapshot;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// One person, as an operator's screen shows them.
#[derive(Clone, Debug, PartialEq)]
pub struct UserPage {
    /// The person.
    pub user: UserView,
    /// What the viewer may do to them.
    pub keys: UserKeys,
    /// The names of the groups in view.
    pub groups: Vec<(GroupId, Arc<str>)>,
    /// Whom they handle as an operator; for who may see the roles they hold at home.
    pub user_base: Option<UserBase>,
    /// The groups of that user base: their names, as far as in view.
    pub base_groups: Vec<Option<Arc<str>>>,
    /// Whether they handle dependents as an operator.
    pub manage_dependents: bool,
    /// The positions left behind elsewhere, in organizations in view.
    pub remembered: Vec<(Place, PositionId)>,
    /// What hosting trees know of them; none of who lives elsewhere.
    pub hosted: Option<Box<HostedUser>>,
    /// The phones and lines they are called by, as far as in view; none of who lives where nobody has any.
    pub phones: Option<(PhonePicture, BTreeMap<OrganizationCode, Arc<str>>)>,
}

/// What is open to a viewer about one person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct UserKeys {
    /// The person is the viewer.
    pub is_oneself: bool,
    /// The person is of a higher rank than the viewer where they act.
    pub is_of_higher_rank: bool,
    /// Changing the profile.
    pub edit: bool,
    /// Setting and clearing the move lock.
    pub lock: bool,
    /// Subscribing.
    pub subscribe: bool,
    /// Granting and revoking roles.
    pub grant_roles: bool,
    /// Letting them go to another organization.
    pub release: bool,
    /// Moving them to another customer of the hosting tree they live in, or to another site.
    pub move_hosted: bool,
    /// Moving them to another account of the hub.
    pub move_content: bool,
    /// Copying them.
    pub copy: bool,
}

impl Service {
    /// One person with what the caller may do to them, by id or by a username that one person in view has.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] for who is out of view.
    pub async fn user_page(
        &self,
        caller: &Caller,
        acting: &Acting,
        user: &UserId,
    ) -> Result<UserPage, ServiceError> {
        let (actor, user) = (caller.actor(acting, Channel::Attended), user.clone());
        let today = self.now().day();
        self.store()
            .read(move |tx| {
                Box::pin(async move {
                    let (id, facts) = person_named(tx, &actor, &user, Vec::new()).await?;
                    let view = View::of(&facts, &actor)?;
                    let shown = view_of(tx, &view, &facts, &id, today).await?;
                    let known = facts.user(&id).ok_or(ServiceError::NotFound)?;
                    let groups = shown.groups.iter().filter_map(|id| {
                        let group = facts.groups.get(id)?;
                        Some((id.clone(), group.name.clone()))
                    });
                    let named = |code: &OrganizationCode| {
                        let place = facts.organizations.get(code)?;
                        view.sees_organization(place).then(|| Place {
                            code: code.clone(),
                            name: place.name.clone(),
                        })
                    };
                    let remembered = known
                        .remembered_positions
                        .iter()
                        .filter_map(|(code, position)| Some((named(code)?, position.clone())));
                    let base: BTreeSet<GroupId> = known
                        .user_base
                        .iter()
                        .flat_map(|base| base.groups.iter().cloned())
                        .collect();
                    let base_groups = if base.is_empty() {
                        Vec::new()
                    } else {
                        let found = snapshot::groups(tx, &base).await?;
                        // WHY: the lists of what is above reach down to where the viewer acts (enterprise 7).
                        let is_seen = |code: &OrganizationCode| {
                            let place = facts.organizations.get(code);
                            view.acting_in.is_within(code)
                                || place.is_some_and(|place| view.sees_organization(place))
                        };
                        found
                            .into_iter()
                            .map(|group| is_seen(&group.organization).then_some(group.name))
                            .collect()
                    };
                    let mut keys = keys_over(&view, &facts, known);
                    keys.move_content =
                        keys.move_content && has_another_account(tx, &facts, &known.home).await?;
                    Ok(UserPage {
                        base_groups,
                        keys,
                        groups: groups.collect(),
                        user_base: known.user_base.clone(),
                        manage_dependents: known.manage_dependents,
                        remembered: remembered.collect(),
                        hosted: known.hosting.clone(),
                        phones: phones(&view, &facts, known),
                        user: shown,
                    })
                })
            })
            .await
    }
}

/// What the viewer may know of somebody's phones: what stands at home, and what of others is in view.
fn phones(
    view: &View<'_>,
    facts: &Snapshot,
    user: &User,
) -> Option<(PhonePicture, BTreeMap<OrganizationCode, Arc<str>>)> {
    let home = facts.organizations.get(&user.home)?;
    let telephony = facts.telephony.as_ref()?;
    let shown = home.upwards().map(|above| &above.organization.code);
    let seen = telephony_in_view(telephony, view, facts, &[user], &shown.collect());
    let picture = PhonePicture::of(&seen, &user.id);
    let places = facts.organizations.iter();
    let places = places.filter(|place| view.sees_organization(*place));
    let names = places.map(|place| (place.code.clone(), place.name.clone()));
    (home.kind == OrganizationKind::Site || !picture.is_empty()).then(|| (picture, names.collect()))
}

fn keys_over(view: &View<'_>, facts: &Snapshot, user: &User) -> UserKeys {
    let Some(home) = facts.organizations.get(&user.home) else {
        return UserKeys::default();
    };
    let is_oneself = user.id == view.actor.id;
    let is_of_higher_rank = !is_oneself && facts.rank_at(user, home) > view.rank();
    let may_go = |family| {
        view.may(Permission::Release(family), home) && !is_of_higher_rank && !user.is_dependent()
    };
    UserKeys {
        is_oneself,
        is_of_higher_rank,
        edit: over_user::<Edit>(view, facts, &user.id).is_ok(),
        lock: over_lock(view, facts, &user.id).is_ok() && not_deleted(user).is_ok(),
        subscribe: over_user::<Subscribe>(view, facts, &user.id).is_ok(),
        grant_roles: over_user::<GrantRoles>(view, facts, &user.id).is_ok() && !is_oneself,
        release: may_go(MoveFamily::Enterprise),
        move_hosted: may_go(MoveFamily::Hosting) || may_go(MoveFamily::Site),
        move_content: may_go(MoveFamily::Account) && user.status != UserStatus::Deleted,
        copy: user.status != UserStatus::Deleted && may_copy(view, home, user),
    }
}

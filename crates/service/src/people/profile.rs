//! One person, as the viewer may see them: what lies in organizations out of view is a number (ruling 61).

use super::permission::{HeldProfile, held};
use super::person_named;
use super::sign_in::{SignInView, sign_in_of};
use crate::caller::{Acting, Caller};
use crate::error::ServiceError;
use crate::rights::seen_user;
use crate::service::Service;
use crate::subscriptions::sees_subscription;
use crate::user_move::oneself;
use crate::view::{Person, Place};
use rehome_domain::hosting::{AddressUse, Delegation, UserType};
use rehome_domain::ids::{
    Address, AttributeId, GroupId, OrganizationCode, PositionId, RoleId, UserId,
};
use rehome_domain::organization::OrganizationKind;
use rehome_domain::people::UserStatus;
use rehome_domain::time::Day;
use rehome_domain::user_move::{ActAs, Actor, Channel, Snapshot, View, ends_by_leaving};
use rehome_storage::Tx;
use rehome_storage::directory::services_of;
use rehome_storage::people;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct UserView {
    /// The id.
    pub id: UserId,
    /// The sign-in name.
    pub username: Arc<str>,
    /// The display name.
    pub name: Arc<str>,
    /// The given name.
    pub given: Option<String>,
    /// The surname.
    pub surname: Option<String>,
    /// The primary address.
    pub email: Option<String>,
    /// The user principal name; of hosted accounts, as the next four.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub upn: Option<Arc<str>>,
    /// All addresses.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub addresses: BTreeMap<Address, AddressUse>,
    /// The department; none where unassigned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub department: Option<Arc<str>>,
    /// The office; none where unassigned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub office: Option<Arc<str>>,
    /// Whether it is a person's account or a template.
    #[serde(default, skip_serializing_if = "Option::is_none", rename = "type")]
    pub user_type: Option<UserType>,
    /// Who may act for the person, as far as in view; of hosted accounts.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub delegations: BTreeSet<Delegation>,
    /// Where they live.
    pub home: Place,
    /// What the home is.
    pub home_kind: OrganizationKind,
    /// The organizations above the home, from the top down.
    pub above: Vec<Place>,
    /// The permission profile of who lives in an account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub profile: Option<HeldProfile>,
    /// The account's state.
    pub status: UserStatus,
    /// Prevent User Move.
    pub locked: bool,
    /// The position at home, by the way to it from the root.
    pub position: Vec<PositionId>,
    /// Whether the home requires a position and none, or only the root, is known.
    pub profile_incomplete: bool,
    /// The sponsor of a dependent.
    pub sponsor: Option<Person>,
    /// The manager.
    pub manager: Option<Person>,
    /// The mapping id; for operators.
    pub mapping_id: Option<Arc<str>>,
    /// The roles in view.
    pub roles: Vec<RoleView>,
    /// In how many organizations out of view there are further roles.
    pub hidden_role_organizations: u32,
    /// The dependents in view.
    pub dependents: Vec<Person>,
    /// How many dependents are out of view.
    pub hidden_dependents: u32,
    /// The subscriptions in view that are not over.
    pub subscriptions: Vec<SubscriptionView>,
    /// How many subscriptions are out of view.
    pub hidden_subscriptions: u32,
    /// The groups in view.
    pub groups: Vec<GroupId>,
    /// The values of the attributes that are defined at the home or above.
    pub attributes: BTreeMap<AttributeId, Value>,
    /// How a dependent signs in by themselves; for operators.
    pub sign_in: Option<SignInView>,
    /// The services held, as they were imported.
    pub services: Option<Value>,
    /// The revision of the record.
    pub revision: i64,
}

/// A role held.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RoleView {
    /// The role.
    pub role: RoleId,
    /// The display name of a role that is not built in.
    pub name: Option<Arc<str>>,
    /// Where it is held; none for a role held nowhere in particular.
    pub at: Option<Place>,
    /// Whether a move away from home ends it (enterprise 7).
    pub ends_with_a_move: bool,
}

/// A subscription.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SubscriptionView {
    /// To which organization.
    pub to: Place,
    /// The first day.
    pub start: Day,
    /// The last day.
    pub end: Option<Day>,
}

impl Service {
    /// One person, by id or by a username that one person in view has.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] for who is out of view.
    pub async fn user(
        &self,
        caller: &Caller,
        acting: &Acting,
        user: &UserId,
    ) -> Result<UserView, ServiceError> {
        self.user_for(caller.actor(acting, Channel::Attended), user.clone())
            .await
    }

    /// The caller's own profile.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] where the caller is gone.
    pub async fn profile(&self, caller: &Caller) -> Result<UserView, ServiceError> {
        self.user_for(oneself(caller), caller.user.clone()).await
    }

    async fn user_for(&self, actor: Actor, user: UserId) -> Result<UserView, ServiceError> {
        let today = self.now().day();
        self.store()
            .read(move |tx| {
                Box::pin(async move {
                    let (id, facts) = person_named(tx, &actor, &user, Vec::new()).await?;
                    let view = View::of(&facts, &actor)?;
                    view_of(tx, &view, &facts, &id, today).await
                })
            })
            .await
    }
}

pub(super) async fn view_of(
    tx: &mut Tx,
    view: &View<'_>,
    facts: &Snapshot,
    id: &UserId,
    today: Day,
) -> Result<UserView, ServiceError> {
    let user = seen_user(view, facts, id)?;
    let stored = people::get(tx, id).await?.ok_or(ServiceError::NotFound)?;
    let home = facts
        .organizations
        .get(&user.home)
        .ok_or(ServiceError::NotFound)?;
    let is_own = view.act_as == ActAs::Oneself;
    let sees = |code: &OrganizationCode| {
        is_own
            || *code == user.home
            || facts
                .organizations
                .get(code)
                .is_some_and(|place| view.sees_organization(place))
    };
    let place = |code: &OrganizationCode| Place {
        code: code.clone(),
        name: facts
            .organizations
            .get(code)
            .map_or_else(|| Arc::from(code.as_str()), |place| place.name.clone()),
    };
    let person = |id: &UserId| {
        facts.user(id).map(|user| Person {
            id: id.clone(),
            name: user.name.clone(),
        })
    };
    let known = |id: &Option<UserId>| {
        let id = id.as_ref()?;
        let is_seen = is_own || facts.user(id).is_some_and(|user| view.sees_user(user));
        person(id).filter(|_| is_seen)
    };
    let (roles, hidden_roles): (Vec<_>, Vec<_>) = user
        .grants
        .iter()
        .partition(|grant| grant.at.as_ref().is_none_or(sees));
    let (subscriptions, hidden_subscriptions): (Vec<_>, Vec<_>) = user
        .subscriptions
        .iter()
        .filter(|it| !it.has_ended(today))
        .partition(|it| sees(&it.to) || sees_subscription(view, facts, id, &it.to));
    let dependents = || facts.family(user).filter(|member| member.id != user.id);
    let (seen_dependents, hidden_dependents): (Vec<_>, Vec<_>) =
        dependents().partition(|member| is_own || view.sees_user(member));
    // WHY: an attribute defined elsewhere is kept, and hidden until the person comes back (enterprise 7).
    let is_awake = |id: &AttributeId| {
        let at = facts.attributes.get(id).and_then(Option::as_ref);
        at.is_none_or(|at| home.is_within(at))
    };
    let mut attributes = stored.attributes;
    attributes.retain(|id, _| is_awake(id));
    let sign_in = match user.is_dependent() && !is_own {
        true => Some(sign_in_of(tx, id, &stored.extra).await?),
        false => None,
    };
    let services = if home.kind.is_hosting_tree() {
        services_of(tx, id).await?
    } else {
        stored.extra.get("services").cloned()
    };
    let hosted = user.hosting.as_deref().cloned().unwrap_or_default();
    let mut above: Vec<Place> = home.upwards().skip(1).map(|up| place(&up.code)).collect();
    above.reverse();
    Ok(UserView {
        id: id.clone(),
        username: user.username.clone(),
        name: user.name.clone(),
        given: stored.given,
        surname: stored.surname,
        email: stored.address,
        upn: hosted.upn,
        addresses: hosted.addresses,
        department: hosted.department,
        office: hosted.office,
        user_type: user.hosting.as_ref().map(|hosted| hosted.user_type),
        delegations: hosted
            .delegations
            .into_iter()
            .filter(|it| facts.user(&it.to).is_some_and(|user| view.sees_user(user)))
            .collect(),
        home: place(&user.home),
        home_kind: home.kind,
        above,
        profile: held(facts, id, home),
        status: user.status,
        locked: user.locked,
        position: way_to(facts, user.position.as_ref(), &user.home),
        profile_incomplete: home.hierarchy.lacks(user.position.as_ref()),
        sponsor: known(&user.sponsor),
        manager: known(&user.manager),
        mapping_id: user.mapping_id.clone().filter(|_| !is_own),
        roles: roles
            .into_iter()
            .map(|grant| RoleView {
                role: grant.role.clone(),
                name: facts
                    .roles
                    .clones
                    .get(&grant.role)
                    .and_then(|clone| clone.name.clone()),
                at: grant.at.as_ref().map(place),
                ends_with_a_move: ends_by_leaving(&facts.roles, grant, &user.home),
            })
            .collect(),
        hidden_role_organizations: count(
            hidden_roles
                .iter()
                .filter_map(|grant| grant.at.as_ref())
                .collect::<BTreeSet<_>>()
                .len(),
        ),
        dependents: seen_dependents
            .into_iter()
            .map(|member| Person {
                id: member.id.clone(),
                name: member.name.clone(),
            })
            .collect(),
        hidden_dependents: count(hidden_dependents.len()),
        subscriptions: subscriptions
            .into_iter()
            .map(|it| SubscriptionView {
                to: place(&it.to),
                start: it.start,
                end: it.end,
            })
            .collect(),
        hidden_subscriptions: count(hidden_subscriptions.len()),
        groups: user
            .groups
            .iter()
            .filter(|group| {
                facts
                    .groups
                    .get(*group)
                    .is_some_and(|group| sees(&group.organization))
            })
            .cloned()
            .collect(),
        attributes,
        sign_in,
        services,
        revision: user.revision,
    })
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// The way from the root to a position.
fn way_to(
    facts: &Snapshot,
    position: Option<&PositionId>,
    home: &OrganizationCode,
) -> Vec<PositionId> {
    let mut way = Vec::new();
    let Some(home) = facts.organizations.get(home) else {
        return way;
    };
    let mut at = position;
    while let Some(node) = at.filter(|_| way.len() <= home.hierarchy.nodes.len()) {
        way.push(node.clone());
        at = home.hierarchy.nodes.get(node).and_then(Option::as_ref);
    }
    way.reverse();
    way
}

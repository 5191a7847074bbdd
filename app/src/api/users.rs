//! Users: the list of those in view, one of them, and locking many.

#[cfg(feature = "ssr")]
mod shown;
#[cfg(feature = "ssr")]
pub(super) use shown::query;

use super::ApiError;
use super::profile::{DoneBy, HistoryEntry, RoleView, ServiceView, SubscriptionView};
#[cfg(feature = "ssr")]
use super::request::{acting, caller, refused, service};
use super::session::Place;
use crate::words::Names;
use leptos::prelude::*;
use leptos::server_fn::codec::{GetUrl, Json};
use rehome_domain::hosting::{Provisioning, UserType};
use rehome_domain::ids::{
    AttributeId, MoveId, OrganizationCode, PositionId, ProfileId, RoleId, UserId,
};
use rehome_domain::people::{UserBase, UserStatus};
use rehome_domain::telephony::picture::PhonePicture;
use rehome_domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Which place in a family.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FamilyPlace {
    /// Who has a sponsor.
    Dependent,
    /// Who has dependents.
    Sponsor,
}

/// What a list is asked for; all of it is in the address of the page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct UsersAsked {
    /// Words that begin like these.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// Those at or below this organization.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organization: Option<OrganizationCode>,
    /// Those in this state.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<UserStatus>,
    /// Those who are locked, or are not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locked: Option<bool>,
    /// Those with this place in a family.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub family: Option<FamilyPlace>,
    /// Those who hold this role.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<RoleId>,
    /// Those at or below this position.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position: Option<PositionId>,
    /// People, or templates.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_type: Option<UserType>,
    /// Sorted by sign-in name instead of name.
    pub by_username: bool,
    /// The last first.
    pub descending: bool,
    /// From where on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
}

/// A page of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UsersView {
    /// Whose people they are.
    pub organization: Place,
    /// The people.
    pub items: Vec<UserLine>,
    /// What asks for the next page; where the looking stopped early, a page with few people has one too.
    pub cursor: Option<String>,
    /// How many match.
    pub found: u32,
    /// Whether there may be more.
    pub or_more: bool,
}

/// A person in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserLine {
    /// The id.
    pub id: UserId,
    /// The display name.
    pub name: Arc<str>,
    /// The sign-in name.
    pub username: Arc<str>,
    /// Where they live.
    pub home: Place,
    /// The account's state.
    pub status: UserStatus,
    /// Prevent User Move.
    pub locked: bool,
    /// The position at home.
    pub position: Option<PositionId>,
    /// The roles held in the part of the tree that is listed, each with the name of a clone.
    pub roles: Vec<(RoleId, Option<Arc<str>>)>,
    /// Whether they have a sponsor.
    pub is_dependent: bool,
    /// The sponsor, as far as in view.
    pub sponsor: Option<PersonView>,
    /// How many dependents there are.
    pub dependents: u32,
    /// How many subscriptions are not over.
    pub subscriptions: u32,
    /// Whether it is the reader.
    pub is_reader: bool,
    /// Whether it is a template and nobody.
    pub is_template: bool,
}

/// A person by id and name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonView {
    /// The id.
    pub id: UserId,
    /// The display name.
    pub name: Arc<str>,
}

/// What the list can be narrowed to, and the filters the reader keeps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NarrowingView {
    /// The organizations, the first of them by name.
    pub places: Vec<Place>,
    /// Whether there are more.
    pub more_places: bool,
    /// The positions of the organization that is listed.
    pub positions: Vec<PositionId>,
    /// The roles, each with the name of a clone.
    pub roles: Vec<(RoleId, Option<Arc<str>>)>,
    /// The filters kept: names and queries.
    pub kept: Vec<(String, String)>,
    /// What was typed for an organization without choosing one.
    pub typed: Option<PlaceTyped>,
}

/// What a text stands for that was typed where an organization is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlaceTyped {
    /// This organization.
    One(OrganizationCode),
    /// None.
    Nothing,
    /// Several.
    Several,
}

/// What became of somebody whose lock was to be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LockEnd {
    /// The lock was set or cleared.
    Done,
    /// It was so before.
    AlreadySo,
    /// It is the reader.
    Oneself,
    /// The account is deleted.
    Deleted,
    /// Not allowed for this person.
    NotAllowed,
    /// Hidden or unknown.
    NotFound,
}

/// One person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserPageView {
    /// The id.
    pub id: UserId,
    /// The display name.
    pub name: Arc<str>,
    /// The sign-in name.
    pub username: Arc<str>,
    /// The given name and the surname.
    pub names: [Option<String>; 2],
    /// The primary address.
    pub email: Option<String>,
    /// The mapping id.
    pub mapping_id: Option<Arc<str>>,
    /// The account's state.
    pub status: UserStatus,
    /// Prevent User Move.
    pub locked: bool,
    /// Where they live.
    pub home: Place,
    /// The organizations above the home, from the top down.
    pub above: Vec<Arc<str>>,
    /// The permission profile of who lives in an account, with the name of one that the account made.
    pub profile: Option<(ProfileId, Option<Arc<str>>)>,
    /// The position at home, by the way to it.
    pub position: Vec<PositionId>,
    /// Whether the home requires a position and none is known.
    pub profile_incomplete: bool,
    /// The positions left behind elsewhere.
    pub remembered: Vec<(Place, PositionId)>,
    /// The sponsor of a dependent.
    pub sponsor: Option<PersonView>,
    /// The manager.
    pub manager: Option<PersonView>,
    /// The dependents in view.
    pub dependents: Vec<PersonView>,
    /// How many dependents are out of view.
    pub hidden_dependents: u32,
    /// The roles in view.
    pub roles: Vec<RoleView>,
    /// In how many organizations out of view there are further roles (ruling 61).
    pub hidden_role_organizations: u32,
    /// Whom they handle as an operator.
    pub user_base: Option<UserBase>,
    /// The groups of that user base: their names, as far as in view.
    pub base_groups: Vec<Option<Arc<str>>>,
    /// Whether they handle dependents as an operator.
    pub manage_dependents: bool,
    /// The subscriptions in view that are not over.
    pub subscriptions: Vec<SubscriptionView>,
    /// How many subscriptions are out of view.
    pub hidden_subscriptions: u32,
    /// The names of the groups in view.
    pub groups: Vec<Arc<str>>,
    /// Values of attributes, as texts.
    pub attributes: Vec<(AttributeId, String)>,
    /// The services held.
    pub services: Vec<ServiceView>,
    /// What hosting trees know of them; none of who lives elsewhere.
    pub hosted: Option<HostedView>,
    /// Phones and lines they are called by, with the names of where these stand; none of who lives where nobody has any.
    pub phones: Option<(PhonePicture, Names)>,
    /// What the reader may do to them.
    pub keys: UserKeys,
    /// What happened, the latest of it.
    pub past: PastView,
    /// The latest move, if it was not taken back.
    pub last_move: Option<MoveId>,
}

/// What hosting trees know of a person beside addresses and services.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HostedView {
    /// The name by which they sign in.
    pub upn: Option<Arc<str>>,
    /// The addresses, the primary one first.
    pub addresses: Vec<Arc<str>>,
    /// Whether it is a pattern for new people.
    pub is_template: bool,
    /// The account's own state.
    pub state: Provisioning,
    /// The outside directory the identity is mastered in.
    pub synced_from: Option<Arc<str>>,
    /// Whether that directory protects the account.
    pub is_protected: bool,
    /// The department.
    pub department: Option<Arc<str>>,
    /// The office.
    pub office: Option<Arc<str>>,
}

/// What is open to the reader about one person. It only shows and hides; the service asks for the right again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserKeys {
    /// The person is the reader.
    pub is_oneself: bool,
    /// The person is of a higher rank than the reader where they act.
    pub is_of_higher_rank: bool,
    /// Changing the profile.
    pub edit: bool,
    /// Setting and clearing the move lock.
    pub lock: bool,
    /// Subscribing.
    pub subscribe: bool,
    /// Letting them go to another organization.
    pub release: bool,
    /// Moving them to another customer of the hosting tree they live in.
    pub move_hosted: bool,
    /// Moving them to another account of the hub.
    pub move_content: bool,
    /// Copying them.
    pub copy: bool,
}

/// A page of what happened to a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PastView {
    /// Moves, latest first.
    pub moves: Vec<HistoryEntry>,
    /// What the audit says about them, latest first; nothing where the reader does not read it.
    pub audit: Vec<AuditLine>,
    /// From where on there is more of either.
    pub next: PastAsked,
}

/// From where on a person's past is told; what has no cursor is told to its end.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PastAsked {
    /// The moves.
    pub moves: Option<String>,
    /// What the audit says.
    pub audit: Option<String>,
}

/// What the audit says about one deed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditLine {
    /// When.
    pub at: Timestamp,
    /// What was done: the action's name on the wire.
    pub action: String,
    /// Who did it.
    pub by: DoneBy,
    /// The role it is about, with the name of a clone.
    pub role: Option<(RoleId, Option<Arc<str>>)>,
    /// Where, or to where, as far as in view.
    pub place: Option<Arc<str>>,
}

/// A page of the people in view.
#[server(endpoint = "users/list", input = GetUrl)]
pub async fn users_list(
    /// Where the reader acts.
    acting_in: OrganizationCode,
    /// What is asked for.
    #[server(default)]
    asked: UsersAsked,
) -> Result<UsersView, ApiError> {
    let (service, caller) = (service()?, caller()?);
    let query = shown::query(acting(acting_in), asked);
    let list = service
        .users_list(&caller, &query)
        .await
        .map_err(|error| refused(&error))?;
    Ok(shown::list(list, &caller.user))
}

/// What the list can be narrowed to, and the filters kept.
#[server(endpoint = "users/tools", input = GetUrl)]
pub async fn users_tools(
    /// Where the reader acts.
    acting_in: OrganizationCode,
    /// Whose people are listed.
    #[server(default)]
    organization: Option<OrganizationCode>,
    /// What was typed for an organization where none was chosen.
    #[server(default)]
    typed: Option<String>,
) -> Result<NarrowingView, ApiError> {
    let (service, caller) = (service()?, caller()?);
    let typed = match typed.filter(|_| organization.is_none()) {
        None => None,
        Some(text) => Some(
            service
                .users_place_typed(&caller, &acting(acting_in.clone()), text)
                .await
                .map_err(|error| refused(&error))?
                .into(),
        ),
    };
    let here = acting(acting_in);
    let choices = match service.users_choices(&caller, &here, organization).await {
        // WHY: a kept address can name an organization that is out of view where its reader acts now. The list says so;
        // what takes it off the address again stays.
        Err(rehome_service::ServiceError::NotFound) => {
            service.users_choices(&caller, &here, None).await
        }
        choices => choices,
    };
    let choices = choices.map_err(|error| refused(&error))?;
    let kept = service
        .saved_filters(&caller)
        .await
        .map_err(|error| refused(&error))?;
    Ok(NarrowingView {
        places: choices.places.into_iter().map(Into::into).collect(),
        more_places: choices.more_places,
        positions: choices.positions,
        roles: choices.roles,
        kept: kept.into_iter().map(|it| (it.name, it.query)).collect(),
        typed,
    })
}

/// The organizations that the list can be narrowed to, those whose name or code holds a text.
#[server(endpoint = "users/places", input = GetUrl)]
pub async fn users_places(
    /// Where the reader acts.
    acting_in: OrganizationCode,
    /// The text.
    #[server(default)]
    text: String,
) -> Result<Vec<Place>, ApiError> {
    let (service, caller) = (service()?, caller()?);
    let text = Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let places = service
        .users_places(&caller, &acting(acting_in), text)
        .await
        .map_err(|error| refused(&error))?;
    Ok(places.into_iter().map(Into::into).collect())
}

/// Keeps the query of the list under a name.
#[server(endpoint = "users/filters/keep")]
pub async fn users_filter_keep(
    /// The name.
    name: String,
    /// The query.
    #[server(default)]
    query: String,
) -> Result<(), ApiError> {
    let (service, caller) = (service()?, caller()?);
    service
        .saved_filter_keep(&caller, &name, &query)
        .await
        .map_err(|error| refused(&error))
}

/// Forgets a filter that was kept.
#[server(endpoint = "users/filters/forget")]
pub async fn users_filter_forget(
    /// The name.
    name: String,
) -> Result<(), ApiError> {
    let (service, caller) = (service()?, caller()?);
    service
        .saved_filter_forget(&caller, &name)
        .await
        .map_err(|error| refused(&error))
}

/// Sets or clears the lock of many, each by right.
#[server(endpoint = "users/lock", input = Json)]
pub async fn users_lock(
    /// Where the reader acts.
    acting_in: OrganizationCode,
    /// Whom.
    users: Vec<UserId>,
    /// Set or clear.
    locked: bool,
) -> Result<Vec<(PersonView, LockEnd)>, ApiError> {
    let (service, caller) = (service()?, caller()?);
    let results = service
        .users_lock(&caller, &acting(acting_in), users, locked)
        .await
        .map_err(|error| refused(&error))?;
    Ok(results.into_iter().map(shown::lock).collect())
}

/// One person.
#[server(endpoint = "users/one", input = GetUrl)]
pub async fn user_one(
    /// Where the reader acts.
    acting_in: OrganizationCode,
    /// The id, or a username that one person in view has.
    user: UserId,
) -> Result<UserPageView, ApiError> {
    let (service, caller) = (service()?, caller()?);
    shown::one(&service, &caller, acting(acting_in), &user)
        .await
        .map_err(|error| refused(&error))
}

/// More of what happened to a person.
#[server(endpoint = "users/past", input = Json)]
pub async fn user_past(
    /// Where the reader acts.
    acting_in: OrganizationCode,
    /// The id.
    user: UserId,
    /// From where on.
    asked: PastAsked,
) -> Result<PastView, ApiError> {
    let (service, caller) = (service()?, caller()?);
    shown::past(&service, &caller, &acting(acting_in), &user, Some(asked))
        .await
        .map_err(|error| refused(&error))
}

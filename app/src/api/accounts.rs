//! Accounts: making and changing people, their roles, how they sign in, and tokens for programs.

#[cfg(feature = "ssr")]
mod shown;

use super::ApiError;
#[cfg(feature = "ssr")]
use super::request::{acting, caller, refused, service, session};
use super::session::Place;
use leptos::prelude::*;
use leptos::server_fn::codec::{GetUrl, Json};
use rehome_domain::hosting::Delegation;
use rehome_domain::ids::{
    AttributeId, GroupId, OrganizationCode, PositionId, ProfileId, RoleId, UserId,
};
use rehome_domain::organization::{Hierarchy, OrganizationKind};
use rehome_domain::people::{UserBase, UserStatus};
use rehome_domain::time::{Day, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// An organization to choose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceOption {
    /// The organization.
    pub place: Place,
    /// What it is.
    pub kind: OrganizationKind,
    /// The roles that nobody may hold there.
    pub refused: BTreeSet<RoleId>,
}

/// A person to choose or to name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonOption {
    /// The id.
    pub id: UserId,
    /// The display name.
    pub name: Arc<str>,
    /// The sign-in name; none where it is not told.
    pub username: Option<Arc<str>>,
}

/// What a new person can be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonFormView {
    /// The home.
    pub home: PlaceOption,
    /// The person a dependent would belong to.
    pub sponsor: Option<PersonOption>,
    /// Where a new person could live instead.
    pub homes: Vec<PlaceOption>,
    /// Whether there are more than these.
    pub more_homes: bool,
    /// The positions at the home.
    pub hierarchy: Hierarchy,
    /// The attributes of people who live there.
    pub attributes: Vec<AttributeId>,
}

/// A new person, as the form has it; empty texts are not set.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)] // WHY: the fields are those of the form.
pub struct NewPerson {
    pub name: String,
    pub given: String,
    pub surname: String,
    pub username: String,
    pub mapping_id: String,
    pub email: String,
    pub home: Option<OrganizationCode>,
    pub sponsor: Option<UserId>,
    pub position: Option<PositionId>,
    pub attributes: BTreeMap<AttributeId, String>,
    /// The first password; a link for the first sign-in where none.
    pub password: Option<String>,
    /// Whether a dependent signs in; anybody else does.
    pub signs_in: bool,
}

/// What became of a new person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MadePerson {
    /// The person.
    pub person: PersonOption,
    /// The link for the first sign-in, told once; none for who has a password or does not sign in.
    pub link: Option<LinkView>,
    /// Whether there is a password.
    pub has_password: bool,
}

/// A link for the first sign-in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkView {
    /// What the address ends with.
    pub token: String,
    /// Until when it counts.
    pub until: Timestamp,
}

/// A person as who changes them sees them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)] // WHY: the fields are those of the profile.
pub struct PersonEditView {
    pub id: UserId,
    pub revision: i64,
    pub name: Arc<str>,
    pub given: String,
    pub surname: String,
    pub username: Arc<str>,
    pub mapping_id: String,
    pub email: String,
    pub home: Place,
    pub status: UserStatus,
    pub position: Option<PositionId>,
    /// The permission profile of who lives in an account.
    pub profile: Option<ProfileId>,
    /// The profiles to choose from, each with the name of one that the account made; empty where the reader gives none.
    pub profiles: Vec<(ProfileId, Option<Arc<str>>)>,
    pub manager: Option<PersonOption>,
    pub sponsor: Option<PersonOption>,
    pub dependents: Vec<PersonOption>,
    pub hidden_dependents: u32,
    /// What is kept of a hosted account; none of who has none.
    pub hosted: Option<HostedEdit>,
    /// The attributes of people who live there, each with its value.
    pub attributes: Vec<AttributeField>,
    /// The positions at the home.
    pub hierarchy: Hierarchy,
    /// Whether it is the reader.
    pub is_own: bool,
    /// What limits the person as an operator; none for who is none, and where the reader may not change it.
    pub operator: Option<OperatorView>,
    /// How they sign in; none where the reader may not change it.
    pub account: Option<AccountView>,
    /// The roles in view.
    pub roles: Vec<HeldRole>,
    /// In how many organizations out of view there are further roles (ruling 61).
    pub hidden_role_organizations: u32,
    /// Where the reader may grant roles; empty where nowhere.
    pub places: Vec<PlaceOption>,
    /// Whether there are more places than these.
    pub more_places: bool,
    /// The roles there are.
    pub grantable: Vec<RoleOption>,
    /// The organizations whose last active administrator this is.
    pub last_administrator_of: Vec<Place>,
}

/// A hosted account as who changes it sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HostedEdit {
    /// The name to sign in by.
    pub upn: String,
    /// The addresses, each with whether it is the primary one.
    pub addresses: Vec<(String, bool)>,
    /// The department.
    pub department: Option<Arc<str>>,
    /// The office.
    pub office: Option<Arc<str>>,
    /// Whether it is a template.
    pub is_template: bool,
    /// Who may act for the person, each with a name, the last day and what for.
    pub delegations: Vec<(Delegation, Arc<str>)>,
    /// The departments to choose from.
    pub departments: Vec<Arc<str>>,
    /// The offices to choose from.
    pub offices: Vec<Arc<str>>,
}

/// A value of an attribute.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttributeField {
    /// The attribute.
    pub id: AttributeId,
    /// The value as a text.
    pub value: String,
    /// Whether it is a text; anything else is only shown.
    pub is_text: bool,
}

/// What limits an operator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OperatorView {
    /// Whom they see and handle; everybody where none.
    pub base: Option<UserBase>,
    /// Whether they handle dependents.
    pub manage_dependents: bool,
    /// The groups to choose from.
    pub groups: Vec<(GroupId, Arc<str>)>,
}

/// How somebody signs in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountView {
    /// When the password was set; none where there is none.
    pub password_set: Option<Timestamp>,
    /// Whether it has to be changed at the next sign-in.
    pub must_change: bool,
    /// Until when a link for the first sign-in counts.
    pub invited_until: Option<Timestamp>,
    /// How many sessions are open.
    pub sessions: u32,
    /// Whether this is a dependent who does not sign in (enterprise 4).
    pub has_no_sign_in: bool,
    /// The tokens for programs.
    pub tokens: Vec<TokenView>,
}

/// A role held.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldRole {
    /// The role.
    pub role: RoleId,
    /// The display name of a role that is not built in.
    pub name: Option<Arc<str>>,
    /// Where it is held; none for a role held nowhere in particular.
    pub at: Option<Place>,
}

/// A role to grant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleOption {
    /// The role.
    pub role: RoleId,
    /// The display name of a role that is not built in.
    pub name: Option<Arc<str>>,
    /// Where it may be held.
    pub allowed_at: BTreeSet<OrganizationKind>,
    /// What it opens.
    pub opens: BTreeSet<Opens>,
    /// Whether it opens it in everything below, too.
    pub reaches_down: bool,
    /// Whether it ranks above the reader (ruling 16).
    pub is_above: bool,
}

/// What a role opens, as far as the screens tell it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Opens {
    View,
    Edit,
    Lock,
    Subscribe,
    Move,
    GrantRoles,
    Configure,
    Approve,
    Audit,
    Copy,
}

/// What is to change of a person; what is none stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)] // WHY: the fields are those of the form.
pub struct PersonChange {
    pub name: Option<String>,
    pub given: Option<String>,
    pub surname: Option<String>,
    pub username: Option<String>,
    pub mapping_id: Option<String>,
    pub email: Option<String>,
    pub upn: Option<String>,
    /// The addresses, each with whether it is the primary one.
    pub addresses: Option<Vec<(String, bool)>>,
    /// The department; empty for unassigned, as the office.
    pub department: Option<String>,
    pub office: Option<String>,
    pub is_template: Option<bool>,
    pub delegations: Option<BTreeSet<Delegation>>,
    pub status: Option<UserStatus>,
    /// The permission profile.
    pub profile: Option<ProfileId>,
    pub position: Option<Option<PositionId>>,
    pub manager: Option<Option<UserId>>,
    pub attributes: BTreeMap<AttributeId, String>,
    pub user_base: Option<Option<UserBase>>,
    pub manage_dependents: Option<bool>,
}

impl PersonChange {
    /// Whether nothing would change.
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
}

/// A token for programs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokenView {
    /// The id.
    pub id: String,
    /// What it is for.
    pub name: String,
    /// When it was made.
    pub created: Timestamp,
    /// When it was last used.
    pub used: Option<Timestamp>,
    /// When it ends; never where none.
    pub expires: Option<Timestamp>,
    /// Whether it ended already.
    pub is_over: bool,
}

/// One of one's own open sessions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnSessionView {
    /// When it was opened.
    pub opened: Timestamp,
    /// When it was last used.
    pub seen: Timestamp,
    /// Whether it is this one.
    pub is_this: bool,
}

/// Whom a link for the first sign-in greets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WelcomeView {
    /// The display name.
    pub name: Arc<str>,
    /// The sign-in name.
    pub username: Arc<str>,
    /// Until when the link counts.
    pub until: Timestamp,
}

/// What a new person can be at a home, or as a dependent of a sponsor.
#[server(endpoint = "accounts/form", input = GetUrl)]
pub async fn person_form(
    /// Where the reader acts.
    acting_in: OrganizationCode,
    /// The home; where the reader acts where none.
    home: Option<OrganizationCode>,
    /// The sponsor of a dependent.
    sponsor: Option<UserId>,
) -> Result<PersonFormView, ApiError> {
    let (service, caller) = (service()?, caller()?);
    service
        .person_form(&caller, &acting(acting_in), home, sponsor)
        .await
        .map(Into::into)
        .map_err(|error| refused(&error))
}

/// Makes a person, and a link for the first sign-in where no password is given.
#[server(endpoint = "accounts/create", input = Json)]
pub async fn person_create(
    /// Where the reader acts.
    acting_in: OrganizationCode,
    /// The person.
    person: NewPerson,
) -> Result<MadePerson, ApiError> {
    let (service, caller) = (service()?, caller()?);
    shown::create(&service, &caller, &acting(acting_in), person)
        .await
        .map_err(|error| refused(&error))
}

/// One person with what the reader may change about them.
#[server(endpoint = "accounts/edit", input = GetUrl)]
pub async fn person_edit(
    /// Where the reader acts.
    acting_in: OrganizationCode,
    /// The person.
    user: UserId,
) -> Result<PersonEditView, ApiError> {
    let (service, caller) = (service()?, caller()?);
    let now = service.now();
    service
        .person_edit(&caller, &acting(acting_in), &user)
        .await
        .map(|edit| shown::edit(edit, now))
        .map_err(|error| refused(&error))
}

/// Changes a person who still has the revision looked at.
#[server(endpoint = "accounts/save", input = Json)]
pub async fn person_save(
    /// Where the reader acts.
    acting_in: OrganizationCode,
    /// The person.
    user: UserId,
    /// The revision looked at.
    revision: i64,
    /// What changes.
    change: PersonChange,
) -> Result<(), ApiError> {
    let (service, caller) = (service()?, caller()?);
    service
        .user_patch(&caller, &acting(acting_in), &user, revision, change.into())
        .await
        .map(drop)
        .map_err(|error| refused(&error))
}

/// Deletes a person who still has the revision looked at.
#[server(endpoint = "accounts/delete", input = Json)]
pub async fn person_delete(
    /// Where the reader acts.
    acting_in: OrganizationCode,
    /// The person.
    user: UserId,
    /// The revision looked at.
    revision: i64,
) -> Result<(), ApiError> {
    let (service, caller) = (service()?, caller()?);
    service
        .user_delete(&caller, &acting(acting_in), &user, Some(revision))
        .await
        .map_err(|error| refused(&error))
}

/// Grants or revokes a role.
#[server(endpoint = "accounts/role", input = Json)]
pub async fn role_set(
    /// Where the reader acts.
    acting_in: OrganizationCode,
    /// The person.
    user: UserId,
    /// The role.
    role: RoleId,
    /// Where it is held.
    at: Option<OrganizationCode>,
    /// Whether it is to be held.
    held: bool,
) -> Result<(), ApiError> {
    let (service, caller) = (service()?, caller()?);
    shown::set_role(
        &service,
        &caller,
        &acting(acting_in),
        &user,
        (role, at),
        held,
    )
    .await
    .map_err(|error| refused(&error))
}

/// Sets a password that its owner has to change at the next sign-in.
#[server(endpoint = "accounts/reset", input = Json)]
pub async fn password_reset(
    /// Where the reader acts.
    acting_in: OrganizationCode,
    /// The person.
    user: UserId,
    /// The password.
    password: String,
) -> Result<(), ApiError> {
    let (service, caller) = (service()?, caller()?);
    service
        .account_password_reset(&caller, &acting(acting_in), &user, &password)
        .await
        .map_err(|error| refused(&error))
}

/// Lets a dependent who still has the revision looked at sign in, or not any more.
#[server(endpoint = "accounts/sign-in", input = Json)]
pub async fn sign_in_switch(
    /// Where the reader acts.
    acting_in: OrganizationCode,
    /// The dependent.
    user: UserId,
    /// The revision looked at.
    revision: i64,
    /// Whether they sign in.
    signs_in: bool,
) -> Result<(), ApiError> {
    let (service, caller) = (service()?, caller()?);
    service
        .user_patch(
            &caller,
            &acting(acting_in),
            &user,
            revision,
            shown::sign_in(signs_in),
        )
        .await
        .map(drop)
        .map_err(|error| refused(&error))
}

/// Makes the link for the first sign-in.
#[server(endpoint = "accounts/invite", input = Json)]
pub async fn link_make(
    /// Where the reader acts.
    acting_in: OrganizationCode,
    /// The person.
    user: UserId,
) -> Result<LinkView, ApiError> {
    let (service, caller) = (service()?, caller()?);
    service
        .account_invite(&caller, &acting(acting_in), &user)
        .await
        .map(Into::into)
        .map_err(|error| refused(&error))
}

/// Ends every session of somebody.
#[server(endpoint = "accounts/sign-out", input = Json)]
pub async fn sign_out_everywhere(
    /// Where the reader acts.
    acting_in: OrganizationCode,
    /// The person.
    user: UserId,
) -> Result<(), ApiError> {
    let (service, caller) = (service()?, caller()?);
    service
        .account_sign_out(&caller, &acting(acting_in), &user)
        .await
        .map(drop)
        .map_err(|error| refused(&error))
}

/// Takes somebody's token back.
#[server(endpoint = "accounts/revoke-token", input = Json)]
pub async fn token_of_revoke(
    /// Where the reader acts.
    acting_in: OrganizationCode,
    /// The person.
    user: UserId,
    /// The token's id.
    token: String,
) -> Result<(), ApiError> {
    let (service, caller) = (service()?, caller()?);
    service
        .account_token_revoke(&caller, &acting(acting_in), &user, &token)
        .await
        .map(drop)
        .map_err(|error| refused(&error))
}

/// People in view whose names begin like this; a few.
#[server(endpoint = "accounts/people", input = GetUrl)]
pub async fn people_named(
    /// Where the reader acts.
    acting_in: OrganizationCode,
    /// What is typed.
    text: String,
) -> Result<Vec<PersonOption>, ApiError> {
    let (service, caller) = (service()?, caller()?);
    shown::people(&service, &caller, acting(acting_in), text)
        .await
        .map_err(|error| refused(&error))
}

/// One's own tokens.
#[server(endpoint = "tokens", input = GetUrl)]
pub async fn tokens_own() -> Result<Vec<TokenView>, ApiError> {
    let (service, caller) = (service()?, caller()?);
    let now = service.now();
    let held = service
        .tokens_own(&caller)
        .await
        .map_err(|error| refused(&error))?;
    Ok(held
        .into_iter()
        .map(|token| shown::token(token, now))
        .collect())
}

/// Makes a token of one's own; told once.
#[server(endpoint = "tokens/make", input = Json)]
pub async fn token_make(
    /// What it is for.
    name: String,
    /// The last day on which it counts; for good where none.
    last_day: Option<Day>,
) -> Result<String, ApiError> {
    let (service, caller) = (service()?, caller()?);
    let expires = last_day.map(|day| Day(day.0.saturating_add(1)).start());
    service
        .token_make(&caller, &name, expires)
        .await
        .map_err(|error| refused(&error))
}

/// Takes one of one's own tokens back.
#[server(endpoint = "tokens/revoke", input = Json)]
pub async fn token_revoke(
    /// The token's id.
    id: String,
) -> Result<(), ApiError> {
    let (service, caller) = (service()?, caller()?);
    service
        .token_revoke(&caller, &id)
        .await
        .map(drop)
        .map_err(|error| refused(&error))
}

/// One's own open sessions.
#[server(endpoint = "sessions", input = GetUrl)]
pub async fn sessions_own() -> Result<Vec<OwnSessionView>, ApiError> {
    let (service, session) = (service()?, session()?);
    let open = service
        .sessions_own(&session)
        .await
        .map_err(|error| refused(&error))?;
    Ok(open
        .into_iter()
        .map(|it| OwnSessionView {
            opened: it.opened,
            seen: it.seen,
            is_this: it.is_this,
        })
        .collect())
}

/// Ends one's own sessions but for this one.
#[server(endpoint = "sessions/end-others", input = Json)]
pub async fn sessions_end_others() -> Result<(), ApiError> {
    let (service, session) = (service()?, session()?);
    service
        .sessions_end_others(&session)
        .await
        .map(drop)
        .map_err(|error| refused(&error))
}

/// Whom a link greets; nobody where it does not count. Only the page itself asks: signed out, the browser cannot.
#[server(endpoint = "welcome", input = GetUrl)]
pub async fn welcome(
    /// What the address ends with.
    token: String,
) -> Result<Option<WelcomeView>, ApiError> {
    let found = service()?
        .welcome(&token)
        .await
        .map_err(|error| refused(&error))?;
    Ok(found.map(|it| WelcomeView {
        name: it.name,
        username: it.username,
        until: it.until,
    }))
}

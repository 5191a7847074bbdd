//! Organizations: the tree of them, one of them, and its settings section by section.
//!
//! A change of a section names the revision it was made on; where somebody was faster, what is there now comes back
//! instead, and nothing is written.

pub mod account;
pub mod dial_plan;
pub mod hosting;
#[cfg(feature = "ssr")]
mod shown;

use super::ApiError;
#[cfg(feature = "ssr")]
use super::request::{acting, caller, refused, service};
use super::session::Place;
use leptos::prelude::*;
use leptos::server_fn::codec::{GetUrl, Json};
use rehome_domain::ids::{LocationId, OrganizationCode, PositionId, UserId};
use rehome_domain::organization::{
    Look, OrganizationKind, OrganizationStatus, SubscriptionSettings, UserMoveSettings,
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// How much of the tree is asked for, as the address of the page says it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TreeAsked {
    /// The organization chosen.
    pub at: Option<OrganizationCode>,
    /// Those unfolded besides.
    pub unfolded: BTreeSet<OrganizationCode>,
    /// Those kept folded.
    pub folded: BTreeSet<OrganizationCode>,
    /// From where on the children of the chosen one are shown.
    pub after: Option<String>,
    /// What is searched for.
    pub text: Option<String>,
}

/// The tree, and the organization chosen in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TreeView {
    /// The organizations at the top.
    pub tops: Vec<TreeNode>,
    /// From where on there are more tops.
    pub next: Option<String>,
    /// What the search finds, each with the organization above; none where nothing is searched for.
    pub found: Option<Vec<Found>>,
    /// The organization chosen.
    pub chosen: Option<OrganizationPage>,
    /// Up to which number people are counted in the tree.
    pub people_counted: u64,
}

/// An organization in the tree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TreeNode {
    /// The code.
    pub code: OrganizationCode,
    /// What it is.
    pub kind: OrganizationKind,
    /// The display name.
    pub name: Arc<str>,
    /// The state.
    pub status: OrganizationStatus,
    /// How many people live at or below it; none for who sees no people.
    pub people: Option<u64>,
    /// How many organizations are right below it.
    pub children: u64,
    /// Those of them that are shown.
    pub below: Vec<TreeNode>,
    /// From where on there are more.
    pub next: Option<String>,
}

/// An organization that a search found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// The code.
    pub code: OrganizationCode,
    /// What it is.
    pub kind: OrganizationKind,
    /// The display name.
    pub name: Arc<str>,
    /// The organization above.
    pub above: Option<Arc<str>>,
}

/// An organization on its page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganizationPage {
    /// The code.
    pub code: OrganizationCode,
    /// What it is.
    pub kind: OrganizationKind,
    /// The display name.
    pub name: Arc<str>,
    /// The state.
    pub status: OrganizationStatus,
    /// The organizations above, from the top down.
    pub above: Vec<Place>,
    /// The revision of the record.
    pub revision: i64,
    /// What the reader may do.
    pub keys: OrganizationKeys,
    /// How many people live at or below it; none for who sees no people.
    pub people_below: Option<u64>,
    /// How many of them live at it; none where there are too many to tell.
    pub people_here: Option<u64>,
    /// Up to which number people are counted.
    pub people_counted: u64,
    /// How many organizations are below it.
    pub organizations_below: u64,
    /// What counts for moves there; none outside of enterprise trees.
    pub moves: Option<MovesThere>,
    /// The organizations above that the reader sees, and whether their settings too.
    pub ways_above: BTreeMap<OrganizationCode, bool>,
    /// The settings; for who may read them.
    pub settings: Option<Settings>,
}

/// What the reader may do to an organization. It only shows and hides.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)] // WHY: the fields are those of the service's keys.
pub struct OrganizationKeys {
    pub act: bool,
    pub rename: bool,
    pub set_status: bool,
    pub configure: bool,
    pub switch_subscriptions: bool,
    pub create: bool,
    pub decide: bool,
}

/// What counts for moves at an organization.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MovesThere {
    /// Where it is decided, if elsewhere.
    pub decided_by: Option<Place>,
    /// Whether user move is on.
    pub user_move_enabled: bool,
    /// Whether user uniqueness is required.
    pub require_user_uniqueness: bool,
    /// Whether it is one of the Available Organizations.
    pub is_listed: bool,
    /// Whether locked people may move themselves.
    pub self_moves_of_locked: bool,
    /// For how many days a move can be undone.
    pub undo_days: u32,
    /// Whether people can be subscribed to organizations.
    pub has_subscriptions: bool,
    /// Whether people may move themselves there; none where there is no such option.
    pub takes_self_moves: Option<bool>,
}

/// The settings of an organization.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// Uniqueness, user move and Available Organizations.
    pub user_move: Inheritable<UserMoveSettings>,
    /// Subscriptions.
    pub subscriptions: Inheritable<SubscriptionSettings>,
    /// The positions.
    pub hierarchy: Hierarchy,
    /// The look.
    pub look: Own<Look>,
    /// The hosting part; none in other trees.
    pub hosting: Option<hosting::HostingSettings>,
    /// What a hub or satellite is set to; none of what is no account.
    pub account: Option<account::AccountSettings>,
    /// What a site is set to; none of what is no site.
    pub dial_plan: Option<dial_plan::DialPlanSettings>,
}

/// A section whose values can come from above.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inheritable<T> {
    /// The revision of the section.
    pub revision: i64,
    /// Whose values these are, if not its own; they are changed there.
    pub inherited_from: Option<Place>,
    /// The values that count.
    pub values: T,
}

/// A section whose values are the organization's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Own<T> {
    /// The revision of the section.
    pub revision: i64,
    /// The values.
    pub values: T,
}

/// The positions of an organization.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hierarchy {
    /// The revision of the section.
    pub revision: i64,
    /// Whether everybody must hold a position that is not the root.
    pub required: bool,
    /// The positions in their order, each with the one above it; the first is the root.
    pub positions: Vec<(PositionId, Option<PositionId>)>,
}

/// A page of settings: the organization, and what belongs to the section.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettingsPage {
    /// The organization.
    pub organization: OrganizationPage,
    /// The active organizations that can be made available, by name.
    pub choices: Vec<Choice>,
    /// How many people hold each position.
    pub held: BTreeMap<PositionId, u64>,
    /// How many subscriptions switching them off ends.
    pub ending_subscriptions: u64,
}

/// An organization to choose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// The code.
    pub code: OrganizationCode,
    /// What it is.
    pub kind: OrganizationKind,
    /// The organization above.
    pub parent: Option<OrganizationCode>,
    /// The display name.
    pub name: Arc<str>,
}

/// The answer to a change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Saved<T> {
    /// It is done; this is what is there now.
    Done(Box<T>),
    /// Somebody was faster and nothing was written; this is what is there now.
    Changed(Box<T>),
}

/// Somebody whose username or mapping id somebody else has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Duplicate {
    /// The id.
    pub user: UserId,
    /// The display name.
    pub name: String,
    /// The sign-in name.
    pub username: String,
    /// The mapping id.
    pub mapping_id: Option<String>,
    /// The home.
    pub home: Place,
    /// Whether it is the username.
    pub same_username: bool,
    /// Whether it is the mapping id.
    pub same_mapping_id: bool,
}

/// What a readiness check found; nobody where it passed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Readiness {
    /// The first of them, by username.
    pub duplicates: Vec<Duplicate>,
    /// Whether there are more.
    pub has_more: bool,
}

/// The tree as far as asked for.
#[server(endpoint = "organizations/tree", input = GetUrl)]
pub async fn organizations_tree(
    /// Where the reader acts.
    acting_in: OrganizationCode,
    /// How far.
    asked: Option<TreeAsked>,
) -> Result<TreeView, ApiError> {
    let (service, caller, acting) = (service()?, caller()?, acting(acting_in));
    shown::tree(&service, &caller, acting, asked.unwrap_or_default())
        .await
        .map_err(|error| refused(&error))
}

/// One organization.
#[server(endpoint = "organizations/one", input = GetUrl)]
pub async fn organization(
    /// Where the reader acts.
    acting_in: OrganizationCode,
    /// Which.
    code: OrganizationCode,
) -> Result<OrganizationPage, ApiError> {
    let (service, caller, acting) = (service()?, caller()?, acting(acting_in));
    shown::organization(&service, &caller, &acting, &code)
        .await
        .map_err(|error| refused(&error))
}

/// Organizations of a kind, by name, found by a text; to put another below one of them.
#[server(endpoint = "organizations/of-kind", input = GetUrl)]
pub async fn organizations_of_kind(
    /// Where the reader acts.
    acting_in: OrganizationCode,
    /// Of which kind.
    kind: OrganizationKind,
    /// With this in the name.
    text: Option<String>,
) -> Result<Vec<Place>, ApiError> {
    let (service, caller, acting) = (service()?, caller()?, acting(acting_in));
    shown::of_kind(&service, &caller, acting, kind, text)
        .await
        .map_err(|error| refused(&error))
}

/// Makes an organization.
#[server(endpoint = "organizations/create", input = Json)]
pub async fn organization_create(
    /// Where the reader acts.
    acting_in: OrganizationCode,
    /// Which.
    code: OrganizationCode,
    /// Of which kind.
    kind: OrganizationKind,
    /// The organization above.
    parent: Option<OrganizationCode>,
    /// The display name.
    name: String,
    /// In hosting trees, the short name; empty for the code in capitals.
    #[server(default)]
    short_name: String,
    /// In hosting trees, where it stands; none for where the organization above does.
    #[server(default)]
    location: Option<LocationId>,
) -> Result<OrganizationCode, ApiError> {
    let (service, caller, acting) = (service()?, caller()?, acting(acting_in));
    let new = rehome_service::organizations::NewOrganization {
        code,
        kind,
        parent,
        name,
        short_name: Some(short_name).filter(|name| !name.trim().is_empty()),
        location,
    };
    let made = service.organization_create(&caller, &acting, new).await;
    made.map(|made| made.code).map_err(|error| refused(&error))
}

/// The locations a new organization can stand in; none for who makes no organizations.
#[server(endpoint = "organizations/locations", input = GetUrl)]
pub async fn organization_locations(
    /// Where the reader acts.
    acting_in: OrganizationCode,
) -> Result<Vec<LocationId>, ApiError> {
    let (service, caller, acting) = (service()?, caller()?, acting(acting_in));
    match service.locations(&caller, &acting).await {
        // WHY: who makes none has nothing to choose; the page itself says so.
        Err(rehome_service::ServiceError::Forbidden) => Ok(Vec::new()),
        found => found.map_err(|error| refused(&error)),
    }
}

/// Changes the name, the state, or both.
#[server(endpoint = "organizations/change", input = Json)]
pub async fn organization_change(
    /// Where the reader acts.
    acting_in: OrganizationCode,
    /// Which.
    code: OrganizationCode,
    /// The revision looked at.
    revision: i64,
    /// The display name.
    name: Option<String>,
    /// The state.
    status: Option<OrganizationStatus>,
) -> Result<Saved<OrganizationPage>, ApiError> {
    let (service, caller, acting) = (service()?, caller()?, acting(acting_in));
    let patch = rehome_service::organizations::OrganizationPatch { name, status };
    let written = service
        .organization_patch(&caller, &acting, &code, revision, patch)
        .await
        .map(drop);
    let is_done = shown::is_written(written).map_err(|error| refused(&error))?;
    let there = shown::organization(&service, &caller, &acting, &code)
        .await
        .map_err(|error| refused(&error))?;
    Ok(shown::saved(is_done, there))
}

/// An organization with what belongs to a section of its settings.
#[server(endpoint = "organizations/settings", input = GetUrl)]
pub async fn organization_settings(
    /// Where the reader acts.
    acting_in: OrganizationCode,
    /// Which.
    code: OrganizationCode,
    /// Which section.
    section: String,
) -> Result<SettingsPage, ApiError> {
    let (service, caller, acting) = (service()?, caller()?, acting(acting_in));
    shown::settings(&service, &caller, &acting, &code, &section)
        .await
        .map_err(|error| refused(&error))
}

/// Changes a section that still has the revision looked at.
#[server(endpoint = "organizations/settings/save", input = Json)]
pub async fn settings_save(
    /// Where the reader acts.
    acting_in: OrganizationCode,
    /// Which.
    code: OrganizationCode,
    /// Which section.
    section: String,
    /// The revision looked at.
    revision: i64,
    /// What changes, as in the REST interface.
    change: serde_json::Value,
) -> Result<Saved<SettingsPage>, ApiError> {
    let (service, caller, acting) = (service()?, caller()?, acting(acting_in));
    let written = service
        .settings_patch(&caller, &acting, &code, &section, revision, change)
        .await
        .map(drop);
    let is_done = shown::is_written(written).map_err(|error| refused(&error))?;
    let there = shown::settings(&service, &caller, &acting, &code, &section)
        .await
        .map_err(|error| refused(&error))?;
    Ok(shown::saved(is_done, there))
}

/// Whether usernames and mapping ids are unique below an organization.
#[server(endpoint = "organizations/readiness", input = GetUrl)]
pub async fn uniqueness_check(
    /// Where the reader acts.
    acting_in: OrganizationCode,
    /// Which.
    code: OrganizationCode,
) -> Result<Readiness, ApiError> {
    let (service, caller, acting) = (service()?, caller()?, acting(acting_in));
    let found = service
        .uniqueness_check(&caller, &acting, &code, None, Some(100))
        .await
        .map_err(|error| refused(&error))?;
    Ok(Readiness::from(found))
}

//! Moving many: who is selected, where they can go, the plan for all of them, and what became of it.

use super::ApiError;
#[cfg(feature = "ssr")]
use super::request::{acting, caller, refused, service};
use super::session::Place;
use super::user_move::Difference;
use crate::words::Names;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use rehome_domain::ids::{AttributeId, MoveId, OrganizationCode, PositionId, RoleId, UserId};
use rehome_domain::organization::{Hierarchy, OrganizationKind};
use rehome_domain::user_move::request::filters::MoveFilter;
use rehome_domain::user_move::{Finding, Verdict};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

#[cfg(feature = "ssr")]
mod shown;

/// Somebody who was selected, with those who come along.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SelectedView {
    /// The id.
    pub id: UserId,
    /// The display name.
    pub name: Arc<str>,
    /// Their home.
    pub home: Place,
    /// Whether they are locked.
    pub locked: bool,
    /// Whether it is a dependent selected without the sponsor.
    pub is_alone: bool,
    /// The dependents in view, by name.
    pub dependents: Vec<Arc<str>>,
    /// How many dependents are out of view.
    pub hidden_dependents: u32,
}

/// A place people can go to together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferedView {
    /// Where.
    pub place: Place,
    /// What it is.
    pub kind: OrganizationKind,
    /// The name of the organization above it.
    pub above: Option<Arc<str>>,
}

/// What is asked for everybody alike.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManyWish {
    /// Whom.
    pub users: Vec<UserId>,
    /// Where to; none where filters say so.
    pub destination: Option<OrganizationCode>,
    /// Filters that say where each goes.
    pub filters: Vec<MoveFilter>,
    /// The role there, at sites.
    pub role: Option<RoleId>,
    /// Whether lines, devices and services stay, at sites.
    pub user_only: bool,
    /// Whether locks are overridden.
    pub move_locked: bool,
    /// Whether everybody is locked afterwards.
    pub lock_after: bool,
    /// The position: absent for memory, none inside for none.
    pub position: Option<Option<PositionId>>,
    /// Subscriptions to keep.
    pub keep: BTreeSet<OrganizationCode>,
    /// Why.
    pub reason: String,
}

/// The plan for everybody selected, as the reader may see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManyReview {
    /// What a commit hands back.
    pub digest: String,
    /// What makes sending twice harmless.
    pub idempotency_key: String,
    /// One row per family, in the order of the plan.
    pub families: Vec<FamilyView>,
    /// What all of them lose and take.
    pub counts: ManyCounts,
    /// Subscriptions that some of them have, each with how many people it concerns.
    pub subscriptions: BTreeMap<OrganizationCode, u32>,
    /// The names in all of it.
    pub names: Names,
    /// How it differs from the plan it replaces.
    pub difference: Option<Difference>,
}

/// What becomes of one family.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FamilyView {
    /// The sponsor.
    pub subject: UserId,
    /// The home.
    pub source: Option<OrganizationCode>,
    /// Where they would go.
    pub destination: OrganizationCode,
    /// How many people it is, as far as in view.
    pub members: u32,
    /// The verdict.
    pub verdict: Verdict,
    /// Whether it stays without that being a failure.
    pub is_skipped: bool,
    /// What stands in the way; else the warnings.
    pub findings: Vec<Finding>,
}

impl FamilyView {
    /// Whether it would move.
    pub fn moves(&self) -> bool {
        !self.is_skipped && self.verdict != Verdict::Refuses
    }
}

/// What everybody who moves loses and takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManyCounts {
    /// Roles that end.
    pub roles: u32,
    /// Subscriptions that end.
    pub subscriptions: u32,
    /// Positions left without another.
    pub positions_lost: u32,
    /// Positions taken at the destination.
    pub positions_taken: u32,
}

/// The answer to a commit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ManyCommitted {
    /// It is done, each as far as it went.
    Done(ManyResult),
    /// Something changed since; nobody was moved.
    Stale(Box<ManyReview>),
    /// Something stands in the way, or is not acknowledged; nobody was moved.
    Refused(Box<ManyReview>),
}

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManyResult {
    /// The commit.
    pub id: MoveId,
    /// One row per family.
    pub rows: Vec<ResultRow>,
}

/// What became of one family.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResultRow {
    /// The sponsor.
    pub user: Option<UserId>,
    /// What became of it.
    pub result: RowEnd,
    /// The codes that explain it.
    pub codes: Vec<String>,
    /// The family's move.
    pub user_move: Option<MoveId>,
}

/// What became of a row (ruling 76).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowEnd {
    /// Moved.
    Moved,
    /// Nothing to do; no failure.
    Skipped,
    /// Something stands in the way.
    Refused,
    /// Something changed since the review.
    Stale,
    /// Something went wrong here.
    Failed,
}

impl RowEnd {
    /// Every end, the best first.
    pub const ALL: [Self; 5] = [
        Self::Moved,
        Self::Skipped,
        Self::Refused,
        Self::Stale,
        Self::Failed,
    ];

    /// The word on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Moved => "moved",
            Self::Skipped => "skipped",
            Self::Refused => "refused",
            Self::Stale => "stale",
            Self::Failed => "failed",
        }
    }
}

/// Those of some people who are in view, with their families.
#[server(endpoint = "users/move/selection", input = Json)]
pub async fn move_selection(
    /// Where the reader acts.
    acting_in: OrganizationCode,
    /// Whom.
    users: Vec<UserId>,
) -> Result<Vec<SelectedView>, ApiError> {
    let (service, caller) = (service()?, caller()?);
    let selected = service
        .user_move_selection(&caller, &acting(acting_in), users)
        .await
        .map_err(|error| refused(&error))?;
    Ok(selected.into_iter().map(SelectedView::from).collect())
}

/// Where people can go together.
#[server(endpoint = "users/move/places", input = Json)]
pub async fn move_places(
    /// Where the reader acts.
    acting_in: OrganizationCode,
    /// Some of them, one for each home.
    subjects: Vec<UserId>,
    /// What the names begin with or hold.
    text: String,
) -> Result<Vec<OfferedView>, ApiError> {
    let (service, caller) = (service()?, caller()?);
    let text = Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let offered = service
        .user_move_places(&caller, &acting(acting_in), subjects, text)
        .await
        .map_err(|error| refused(&error))?;
    Ok(offered.into_iter().map(OfferedView::from).collect())
}

/// The positions of a destination.
#[server(endpoint = "users/move/positions", input = Json)]
pub async fn move_positions(
    /// Where the reader acts.
    acting_in: OrganizationCode,
    /// One of those who are to move.
    subject: UserId,
    /// The destination.
    destination: OrganizationCode,
) -> Result<Hierarchy, ApiError> {
    let (service, caller) = (service()?, caller()?);
    service
        .user_move_positions_there(&caller, &acting(acting_in), subject, destination)
        .await
        .map_err(|error| refused(&error))
}

/// What the page offers that names people in other ways than one by one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MoveToolsView {
    /// The sites, the first of them by name.
    pub sites: Vec<Place>,
    /// Whether there are more.
    pub more_sites: bool,
    /// What filters can ask for beside what everybody has.
    pub attributes: Vec<AttributeId>,
    /// The roles that can be given, each with the name of a clone.
    pub roles: Vec<(RoleId, Option<Arc<str>>)>,
}

/// Whom a name means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedView {
    /// The name as it was typed.
    pub name: String,
    /// Who bears it, each with the home.
    pub people: Vec<(UserId, Arc<str>, Place)>,
}

/// Ways to mean people without naming them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PeopleOf {
    /// Everybody who lives there.
    Site(OrganizationCode),
    /// Those who live there and whom a filter fits.
    Filters(OrganizationCode, Vec<MoveFilter>),
}

/// What that page offers.
#[server(endpoint = "users/move/tools", input = Json)]
pub async fn move_tools(
    /// Where the reader acts.
    acting_in: OrganizationCode,
) -> Result<MoveToolsView, ApiError> {
    let (service, caller) = (service()?, caller()?);
    shown::tools(&service, &caller, acting_in)
        .await
        .map_err(|error| refused(&error))
}

/// Whom names mean.
#[server(endpoint = "users/move/named", input = Json)]
pub async fn move_named(
    /// Where the reader acts.
    acting_in: OrganizationCode,
    /// What they are called.
    names: Vec<String>,
) -> Result<Vec<NamedView>, ApiError> {
    let (service, caller) = (service()?, caller()?);
    let found = service
        .user_move_named(&caller, &acting(acting_in), names)
        .await
        .map_err(|error| refused(&error))?;
    Ok(found.into_iter().map(NamedView::from).collect())
}

/// Whom they are, who are meant without a name.
#[server(endpoint = "users/move/people", input = Json)]
pub async fn move_people(
    /// Where the reader acts.
    acting_in: OrganizationCode,
    /// In which way.
    of: PeopleOf,
) -> Result<Vec<UserId>, ApiError> {
    let (service, caller) = (service()?, caller()?);
    service
        .user_move_people(&caller, shown::people_of(acting_in, of))
        .await
        .map_err(|error| refused(&error))
}

/// The plan for everybody.
#[server(endpoint = "users/move/plan", input = Json)]
pub async fn move_many_plan(
    /// Where the reader acts.
    acting_in: OrganizationCode,
    /// What is asked for.
    wish: ManyWish,
) -> Result<ManyReview, ApiError> {
    let (service, caller) = (service()?, caller()?);
    let review = service
        .user_move_plan(&caller, &shown::request(acting_in, wish))
        .await
        .map_err(|error| refused(&error))?;
    Ok(shown::review(&caller, review, None))
}

/// Moves everybody, if the plan is still the one reviewed.
#[server(endpoint = "users/move/commit", input = Json)]
pub async fn move_many_commit(
    /// Where the reader acts.
    acting_in: OrganizationCode,
    /// What is asked for.
    wish: ManyWish,
    /// The digest of the plan that was looked at.
    digest: String,
    /// The codes of the warnings that were acknowledged.
    acknowledged: BTreeSet<String>,
    /// That of the review.
    idempotency_key: String,
) -> Result<ManyCommitted, ApiError> {
    let (service, caller) = (service()?, caller()?);
    let request = shown::request(acting_in, wish);
    shown::commit(
        &service,
        &caller,
        request,
        (digest, acknowledged, idempotency_key),
    )
    .await
    .map_err(|error| refused(&error))
}

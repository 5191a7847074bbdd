//! My profile.

#[cfg(feature = "ssr")]
mod shown;
#[cfg(feature = "ssr")]
pub(super) use shown::{entry, services};

use super::ApiError;
use super::session::Place;
use leptos::prelude::*;
use rehome_domain::hosting::Provisioning;
use rehome_domain::ids::{MoveId, PositionId, RoleId};
use rehome_domain::people::UserStatus;
use rehome_domain::time::{Day, Timestamp};
use rehome_domain::user_move::Finding;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Everything the profile shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProfileView {
    /// The display name.
    pub name: Arc<str>,
    /// The sign-in name.
    pub username: Arc<str>,
    /// The account's state.
    pub status: UserStatus,
    /// Prevent User Move.
    pub locked: bool,
    /// Where they live.
    pub home: Place,
    /// The organizations above the home, from the top down.
    pub above: Vec<Arc<str>>,
    /// Whether the home is an account, where things can be on their way to.
    pub home_is_account: bool,
    /// The position at home, by the way to it.
    pub position: Vec<PositionId>,
    /// The person a dependent belongs to.
    pub sponsor: Option<Arc<str>>,
    /// The roles in view.
    pub roles: Vec<RoleView>,
    /// In how many organizations out of view there are further roles (ruling 61).
    pub hidden_role_organizations: u32,
    /// The dependents in view.
    pub dependents: Vec<Arc<str>>,
    /// How many dependents are out of view.
    pub hidden_dependents: u32,
    /// The subscriptions that are not over.
    pub subscriptions: Vec<SubscriptionView>,
    /// Whether there are organizations that the reader can subscribe to alone.
    pub subscriptions_are_offered: bool,
    /// The services held.
    pub services: Vec<ServiceView>,
    /// Moves, latest first.
    pub history: Vec<HistoryEntry>,
    /// The last move, where the reader can take it back.
    pub undo_is_open: Option<MoveId>,
    /// Whether Move to Organization is offered (enterprise 4).
    pub move_is_offered: bool,
    /// What stands in the way of every destination, where somebody is locked.
    pub in_the_way: Option<Finding>,
}

/// A role held.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleView {
    /// The role.
    pub role: RoleId,
    /// The display name of a role that is not built in.
    pub name: Option<Arc<str>>,
    /// Where it is held; none for a role held nowhere in particular.
    pub at: Option<Place>,
    /// Whether a move ends it.
    pub ends_with_a_move: bool,
}

/// A subscription.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubscriptionView {
    /// To which organization.
    pub to: Place,
    /// The first day.
    pub start: Day,
    /// The last day.
    pub end: Option<Day>,
}

/// A service held.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceView {
    /// Its name.
    pub name: Arc<str>,
    /// The plan.
    pub plan: Option<Arc<str>>,
    /// Its state.
    pub status: Provisioning,
}

/// Who did something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DoneBy {
    /// The reader.
    Reader,
    /// Somebody else.
    Somebody(Arc<str>),
    /// Somebody out of the reader's view.
    Unseen,
}

/// One move of the past.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryEntry {
    /// The move.
    pub id: MoveId,
    /// When.
    pub at: Timestamp,
    /// The home left.
    pub from: Place,
    /// The home reached.
    pub to: Place,
    /// Who made it.
    pub by: DoneBy,
    /// Whether it was taken back.
    pub undone: bool,
    /// Whether it is no move: somebody was made by a copy, or that was taken back.
    pub copy: Option<CopyDeed>,
}

/// What was done with a copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CopyDeed {
    /// It made somebody.
    Made,
    /// It was taken back.
    TakenBack,
}

/// My profile.
#[server(endpoint = "profile", input = leptos::server_fn::codec::GetUrl)]
pub async fn profile() -> Result<ProfileView, ApiError> {
    use super::request::{caller, refused, service};
    let (service, caller) = (service()?, caller()?);
    shown::profile(&service, &caller)
        .await
        .map_err(|error| refused(&error))
}

//! The self-service move: what the screen needs to judge by itself, and the server's own answers.

#[cfg(feature = "ssr")]
mod arrival;
#[cfg(feature = "ssr")]
mod reviews;
#[cfg(feature = "ssr")]
pub(super) use reviews::told;

use super::ApiError;
use super::records::{UndoShown, Undone};
#[cfg(feature = "ssr")]
use super::request::{caller, refused, service};
use crate::words::Names;
use leptos::prelude::*;
use leptos::server_fn::codec::{GetUrl, Json};
use rehome_domain::ids::{MoveId, OrganizationCode, PositionId, UserId};
use rehome_domain::organization::Hierarchy;
use rehome_domain::time::Timestamp;
use rehome_domain::user_move::{
    ActAs, Actor, BasisRecord, FamilyPlan, Finding, MoveRequest, Outcome, Snapshot, Verdicts,
    verdicts,
};
#[cfg(feature = "ssr")]
use rehome_service::user_move::CommitRequest;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What the browser judges by: the facts the reader may know, as they were at `now`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MoveFacts {
    /// The redacted facts.
    pub snapshot: Snapshot,
    /// The reader.
    pub actor: Actor,
    /// When they were read.
    pub now: Timestamp,
}

#[cfg(feature = "ssr")]
impl From<rehome_service::user_move::MoveScreen> for MoveFacts {
    fn from(screen: rehome_service::user_move::MoveScreen) -> Self {
        Self {
            snapshot: screen.snapshot,
            actor: screen.actor,
            now: screen.now,
        }
    }
}

impl MoveFacts {
    /// Every destination judged, as self-service asks (ruling 75).
    pub fn verdicts(&self) -> Verdicts {
        let reader = &self.actor.user;
        let request = MoveRequest {
            subject: Some(reader.clone()),
            act_as: Some(ActAs::Oneself),
            ..MoveRequest::default()
        };
        // WHY: who does not see themselves sees no destination either; the empty list says so.
        verdicts(&self.snapshot, &request, &self.actor, reader, self.now).unwrap_or_default()
    }
}

/// The server's own plan, to be looked at before it is confirmed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// The plan as the reader may see it.
    pub plan: FamilyPlan,
    /// What it means, by person.
    pub outcomes: BTreeMap<UserId, Outcome>,
    /// The names in both.
    pub names: Names,
    /// What a confirmation hands back, so that nothing else is done than what was seen.
    pub digest: String,
    /// What makes sending twice harmless.
    pub idempotency_key: String,
    /// The positions at the destination.
    pub hierarchy: Hierarchy,
    /// How it differs from the plan it was asked to be compared with.
    pub difference: Option<Difference>,
}

/// How a plan differs from an earlier one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// Whether the earlier one is still known.
    pub is_known: bool,
    /// Findings that came.
    pub appeared: Vec<Finding>,
    /// Findings that went.
    pub gone: Vec<Finding>,
    /// Records in view that somebody changed.
    pub changed: Vec<BasisRecord>,
    /// How many records out of view somebody changed.
    pub hidden: u32,
}

impl Difference {
    /// Whether nothing that was read is different: then something else is asked for.
    pub fn is_nothing(&self) -> bool {
        let Self {
            is_known,
            appeared,
            gone,
            changed,
            hidden,
        } = self;
        *is_known && *hidden == 0 && appeared.is_empty() && gone.is_empty() && changed.is_empty()
    }
}

/// What the reader asks for: where to, and which position there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wish {
    /// The new home.
    pub destination: OrganizationCode,
    /// The position: absent for memory, none inside for none.
    pub position: Option<Option<PositionId>>,
}

impl Wish {
    /// The wish as the request that self-service makes of it (ruling 75).
    pub fn request(&self, reader: &UserId) -> MoveRequest {
        let mut request = MoveRequest::one(reader.clone(), self.destination.clone());
        request.act_as = Some(ActAs::Oneself);
        request.options.position.clone_from(&self.position);
        request
    }
}

/// The answer to a confirmation; of a move unless something else is said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Committed<D = MoveId> {
    /// It is done.
    Done(D),
    /// Something changed since; nothing was done. The plan as it is now, with the difference.
    Stale(Box<Review>),
    /// Something stands in the way, or is not acknowledged; nothing was done.
    Refused(Box<Review>),
}

/// What was done by a move.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arrival {
    /// The home left.
    pub source: OrganizationCode,
    /// The home reached.
    pub destination: OrganizationCode,
    /// When.
    pub at: Timestamp,
    /// What it meant, by person.
    pub outcomes: BTreeMap<UserId, Outcome>,
    /// The names in it.
    pub names: Names,
    /// How much of it the reader may not see.
    pub hidden: u32,
    /// Whether a position is required and missing.
    pub position_is_missing: bool,
    /// Whether the reader can take it back.
    pub undo_is_open: bool,
}

/// The facts for the screen.
#[server(endpoint = "move/screen", input = GetUrl)]
pub async fn move_screen() -> Result<MoveFacts, ApiError> {
    let (service, caller) = (service()?, caller()?);
    let screen = service
        .user_move_screen(&caller)
        .await
        .map_err(|error| refused(&error))?;
    Ok(screen.into())
}

/// The positions of an organization in the list.
#[server(endpoint = "move/positions", input = GetUrl)]
pub async fn positions_of(
    /// Which.
    organization: OrganizationCode,
) -> Result<Hierarchy, ApiError> {
    let (service, caller) = (service()?, caller()?);
    service
        .user_move_positions(&caller, &organization)
        .await
        .map_err(|error| refused(&error))
}

/// The server's own plan for a wish; `since` is the digest of an earlier one to compare with.
#[server(endpoint = "move/review", input = Json)]
pub async fn move_review(
    /// What is asked for.
    wish: Wish,
    /// The digest of an earlier plan.
    since: Option<String>,
) -> Result<Review, ApiError> {
    let (service, caller) = (service()?, caller()?);
    reviews::review(&service, &caller, &wish, since.as_deref())
        .await
        .map_err(|error| refused(&error))
}

/// Moves, if the plan is still the one reviewed.
#[server(endpoint = "move/commit", input = Json)]
pub async fn move_commit(
    /// What is asked for.
    wish: Wish,
    /// The digest of the plan that was looked at.
    digest: String,
    /// The codes of the warnings that were acknowledged.
    acknowledged: BTreeSet<String>,
    /// That of the review.
    idempotency_key: String,
) -> Result<Committed, ApiError> {
    let (service, caller) = (service()?, caller()?);
    let commit = CommitRequest {
        request: wish.request(&caller.user),
        digest: Some(digest),
        acknowledged,
    };
    match service
        .user_move_commit(&caller, commit, Some(&idempotency_key))
        .await
    {
        Ok(answer) => Ok(Committed::Done(answer.id)),
        Err(error) => reviews::answer(&service, &caller, &wish, error)
            .await
            .map_err(|error| refused(&error)),
    }
}

/// What a move of one's own did.
#[server(endpoint = "move/arrival", input = GetUrl)]
pub async fn move_arrival(
    /// Which move.
    id: MoveId,
) -> Result<Arrival, ApiError> {
    let (service, caller) = (service()?, caller()?);
    arrival::of(&service, &caller, &id)
        .await
        .map_err(|error| refused(&error))
}

/// What taking a move of one's own back would do.
#[server(endpoint = "move/undo/plan", input = Json)]
pub async fn own_undo(
    /// Which move.
    id: MoveId,
) -> Result<UndoShown, ApiError> {
    let (service, caller) = (service()?, caller()?);
    super::records::undo(&service, &caller, alone(), &id)
        .await
        .map_err(|error| refused(&error))
}

/// Takes a move of one's own back as it was looked at.
#[server(endpoint = "move/undo", input = Json)]
pub async fn own_undo_commit(
    /// Which move.
    id: MoveId,
    /// The digest of what was looked at.
    digest: String,
    /// The codes of the warnings that were acknowledged.
    acknowledged: BTreeSet<String>,
) -> Result<Undone, ApiError> {
    let (service, caller) = (service()?, caller()?);
    super::records::undone(&service, &caller, alone(), &id, digest, acknowledged)
        .await
        .map_err(|error| refused(&error))
}

#[cfg(feature = "ssr")]
fn alone() -> rehome_service::Acting {
    rehome_service::Acting {
        acting_in: None,
        act_as: Some(rehome_domain::user_move::ActAs::Oneself),
    }
}

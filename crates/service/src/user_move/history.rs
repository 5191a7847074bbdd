//! What was done: the ledger by page and by entry, and the arrival after a move of one's own.
//!
//! What of an entry is shown is [`super::seen_moves`]' to tell.

use super::destinations::oneself;
use super::ledger_query::{MoveWay, MovesQuery};
use super::seen_moves::{views, views_and_facts};
use crate::caller::{Acting, Caller};
use crate::error::ServiceError;
use crate::service::Service;
use crate::view::{Names, Page, Person, Place, rfc3339};
use rehome_domain::ids::{MoveId, UserId};
use rehome_domain::time::{Day, Timestamp};
use rehome_domain::user_move::{ActAs, Channel, Outcome, Step, outcomes_of_steps};
use rehome_storage::ledger;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What an entry of the ledger tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum EntryKind {
    /// A move, or the undo of one.
    Move,
    /// Somebody made by a copy, or the taking back of one; both ends are their home.
    Copy,
}

/// One move of the past, or one copy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct MoveView {
    /// The id.
    pub id: MoveId,
    /// Whether it is a move or a copy.
    pub kind: EntryKind,
    /// Of whom a copy was made; none of a move, and where that is out of view.
    pub original: Option<Person>,
    /// The commit it was part of.
    pub commit: MoveId,
    /// Who was moved.
    pub subject: Person,
    /// Who was moved along, as far as in view.
    pub members: Vec<Person>,
    /// The old home.
    pub source: Place,
    /// The new home.
    pub destination: Place,
    /// When.
    #[serde(with = "rfc3339")]
    #[schemars(with = "String")]
    pub committed_at: Timestamp,
    /// The day a file gave for it.
    pub as_of: Option<Day>,
    /// Who did it; none where that is out of view.
    pub actor: Option<Person>,
    /// As whom.
    #[serde(rename = "as")]
    pub act_as: ActAs,
    /// By which way it came.
    pub way: MoveWay,
    /// Why.
    pub reason: Option<String>,
    /// The codes of the warnings that were acknowledged.
    pub acknowledged: Vec<String>,
    /// The changes in view.
    pub steps: Vec<Step>,
    /// The names of what these changes mention.
    pub names: Names,
    /// How many changes and people are out of view.
    pub hidden: u32,
    /// The move this one takes back.
    pub undoes: Option<MoveId>,
    /// The move that took this one back.
    pub undone_by: Option<MoveId>,
}

/// A move of one's own, with what it was to everybody it touched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrival {
    /// The move.
    pub done: MoveView,
    /// What it was, by person.
    pub outcomes: BTreeMap<UserId, Outcome>,
    /// Whether the caller lives where everybody holds a position, and holds none.
    pub position_is_missing: bool,
}

impl Service {
    /// The moves with an end in the caller's view, newest first: a page, or as many as are among the moves looked at
    /// for one page, with the cursor to look further back.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] where the caller does not act there, or does not see the person;
    /// [`ServiceError::Invalid`] for a cursor that is none.
    pub async fn moves(
        &self,
        caller: &Caller,
        query: &MovesQuery,
    ) -> Result<Page<MoveView>, ServiceError> {
        let actor = caller.actor(&query.acting, Channel::Attended);
        let query = query.clone();
        self.store()
            .read(move |tx| {
                Box::pin(async move {
                    let filter = query.filter(tx, &actor).await?;
                    let page = ledger::page(tx, &filter).await?;
                    Ok(Page {
                        items: views(tx, &actor, page.records).await?,
                        cursor: page.until.map(|until| until.to_string()),
                    })
                })
            })
            .await
    }

    /// One move.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] where neither end is in view.
    pub async fn move_one(
        &self,
        caller: &Caller,
        acting: &Acting,
        id: &MoveId,
    ) -> Result<MoveView, ServiceError> {
        let actor = caller.actor(acting, Channel::Attended);
        let id = id.clone();
        self.store()
            .read(move |tx| {
                Box::pin(async move {
                    let record = ledger::get(tx, &id).await?.ok_or(ServiceError::NotFound)?;
                    let mut items = views(tx, &actor, vec![record]).await?;
                    items.pop().ok_or(ServiceError::NotFound)
                })
            })
            .await
    }

    /// What a move of one's own, or of one's family, was.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] where the caller is not among those moved.
    pub async fn move_arrival(
        &self,
        caller: &Caller,
        id: &MoveId,
    ) -> Result<Arrival, ServiceError> {
        let (actor, id) = (oneself(caller), id.clone());
        self.store()
            .read(move |tx| {
                Box::pin(async move {
                    let record = ledger::get(tx, &id).await?.ok_or(ServiceError::NotFound)?;
                    let (mut items, facts) = views_and_facts(tx, &actor, vec![record]).await?;
                    let is_move = |done: &MoveView| done.kind == EntryKind::Move;
                    let done = items.pop().filter(is_move).ok_or(ServiceError::NotFound)?;
                    let dependents: Vec<UserId> = done
                        .members
                        .iter()
                        .map(|member| member.id.clone())
                        .collect();
                    let ends = (&done.source.code, &done.destination.code);
                    let outcomes =
                        outcomes_of_steps(&facts, &done.subject.id, &dependents, ends, &done.steps);
                    let position_is_missing = facts.user(&actor.user).is_some_and(|user| {
                        let home = facts.organizations.get(&user.home);
                        home.is_some_and(|home| home.hierarchy.lacks(user.position.as_ref()))
                    });
                    Ok(Arrival {
                        done,
                        outcomes,
                        position_is_missing,
                    })
                })
            })
            .await
    }
}

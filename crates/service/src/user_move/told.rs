//! A move of the past as a screen tells it: what it was to everybody it touched, as far as in view.

use super::history::MoveView;
use super::seen_moves::views_and_facts;
use crate::caller::{Acting, Caller};
use crate::error::ServiceError;
use crate::service::Service;
use crate::view::page_limit;
use rehome_domain::ids::{MoveId, UserId};
use rehome_domain::user_move::{Channel, Outcome, Snapshot, outcomes_of_steps};
use rehome_storage::ledger;
use std::collections::BTreeMap;

/// One move with what it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MoveTold {
    /// The move.
    pub done: MoveView,
    /// What it was, by person.
    pub outcomes: BTreeMap<UserId, Outcome>,
}

/// What an id leads to: one move, or a page of the moves of a commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MovesTold {
    /// Whether the id is that of a commit of several families.
    pub is_commit: bool,
    /// The moves, in the order in which they were made.
    pub moves: Vec<MoveTold>,
    /// Where the next page begins; none at the end.
    pub cursor: Option<String>,
}

impl Service {
    /// The move with this id, or a page of the moves of the commit with this id, with what they were.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] where no end of any of them is in view.
    pub async fn moves_told(
        &self,
        caller: &Caller,
        acting: &Acting,
        id: &MoveId,
        cursor: Option<&str>,
    ) -> Result<MovesTold, ServiceError> {
        let actor = caller.actor(acting, Channel::Attended);
        let (id, after) = (id.clone(), cursor.map(MoveId::from));
        let limit = page_limit(None) as usize;
        self.store()
            .read(move |tx| {
                Box::pin(async move {
                    let alone = ledger::get(tx, &id).await?;
                    let is_commit = alone.is_none();
                    let mut records = match alone {
                        Some(record) => vec![record],
                        None => {
                            ledger::of_commit(tx, &id, after.as_ref(), limit as u32 + 1).await?
                        }
                    };
                    let has_more = records.len() > limit;
                    records.truncate(limit);
                    let last = records.last().map(|record| record.entry.id.to_string());
                    let (moves, facts) = views_and_facts(tx, &actor, records).await?;
                    if moves.is_empty() {
                        return Err(ServiceError::NotFound);
                    }
                    Ok(MovesTold {
                        is_commit,
                        moves: moves.into_iter().map(|done| told(&facts, done)).collect(),
                        cursor: last.filter(|_| has_more),
                    })
                })
            })
            .await
    }
}

fn told(facts: &Snapshot, done: MoveView) -> MoveTold {
    let dependents: Vec<UserId> = done
        .members
        .iter()
        .map(|member| member.id.clone())
        .collect();
    let ends = (&done.source.code, &done.destination.code);
    let outcomes = outcomes_of_steps(facts, &done.subject.id, &dependents, ends, &done.steps);
    MoveTold { done, outcomes }
}

//! One move, or the moves of a commit: an id that a commit answered leads somewhere.

use super::history::MoveView;
use super::seen_moves::views;
use crate::caller::{Acting, Caller};
use crate::error::ServiceError;
use crate::service::Service;
use crate::view::page_limit;
use rehome_domain::ids::MoveId;
use rehome_domain::user_move::Channel;
use rehome_storage::ledger;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What an id of the ledger leads to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum MoveFound {
    /// The move of one family.
    Move(Box<MoveView>),
    /// A commit of several.
    Commit(CommitView),
}

/// The moves of a commit with an end in view.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CommitView {
    /// The commit.
    pub id: MoveId,
    /// Its moves, in the order in which they were made.
    pub moves: Vec<MoveView>,
    /// Where the next page begins; none at the end.
    pub cursor: Option<String>,
}

impl Service {
    /// The move with this id, or a page of the moves of the commit with this id.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] where no end of any of them is in view.
    pub async fn move_found(
        &self,
        caller: &Caller,
        acting: &Acting,
        id: &MoveId,
        cursor: Option<&str>,
        limit: Option<u32>,
    ) -> Result<MoveFound, ServiceError> {
        let actor = caller.actor(acting, Channel::Attended);
        let (id, after) = (id.clone(), cursor.map(MoveId::from));
        let limit = page_limit(limit);
        self.store()
            .read(move |tx| {
                Box::pin(async move {
                    if let Some(record) = ledger::get(tx, &id).await? {
                        let found = views(tx, &actor, vec![record]).await?.pop();
                        let found = found.ok_or(ServiceError::NotFound)?;
                        return Ok(MoveFound::Move(Box::new(found)));
                    }
                    let mut records = ledger::of_commit(tx, &id, after.as_ref(), limit + 1).await?;
                    let has_more = records.len() > limit as usize;
                    records.truncate(limit as usize);
                    let last = records.last().map(|record| record.entry.id.to_string());
                    let moves = views(tx, &actor, records).await?;
                    if moves.is_empty() {
                        return Err(ServiceError::NotFound);
                    }
                    Ok(MoveFound::Commit(CommitView {
                        id,
                        moves,
                        cursor: last.filter(|_| has_more),
                    }))
                })
            })
            .await
    }
}

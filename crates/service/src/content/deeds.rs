//! Transfers as people see and steer them: hub administrators all of it, who moved how far it is.

use super::view::{PieceStateName, PieceView, TransferView, is_at_work};
use crate::audit::Told;
use crate::caller::{Acting, Caller};
use crate::error::ServiceError;
use crate::service::Service;
use crate::view::{PAGE, Page};
use rehome_domain::content::piece::PieceId;
use rehome_domain::organization::MoveFamily;
use rehome_domain::role::Permission;
use rehome_domain::user_move::{Actor, Channel, View};
use rehome_storage::snapshot::{self, Destinations, Wanted};
use rehome_storage::transfers::{self, Outcome, StateCount, TransferJob};
use rehome_storage::{StoreError, Tx};
use serde_json::json;

/// What is to be done to a transfer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TransferDeed {
    /// Let it rest once the pieces in hand are done.
    Pause,
    /// Let it go on.
    Resume,
    /// Try again what failed; where it rests, once it goes on.
    Retry,
    /// End it: what has not arrived is the new owner's. To bring back what arrived, undo the move.
    Cancel,
    /// Give up one piece, by the id of the item or the set: the new owner has it.
    GiveUp(String),
}

impl TransferDeed {
    fn as_str(&self) -> &'static str {
        match self {
            Self::Pause => "transfer-paused",
            Self::Resume => "transfer-resumed",
            Self::Retry => "transfer-retried",
            Self::Cancel => "transfer-cancelled",
            Self::GiveUp(_) => "transfer-piece-given-up",
        }
    }
}

/// How far somebody may go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// Look at how far it is.
    Looks,
    /// Steer it.
    Steers,
}

impl Service {
    /// A transfer and how far it is.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] for one that is out of view.
    pub async fn transfer(
        &self,
        caller: &Caller,
        acting: &Acting,
        id: &str,
    ) -> Result<TransferView, ServiceError> {
        let (this, actor) = (self.clone(), caller.actor(acting, Channel::Attended));
        let id = id.to_owned();
        self.store()
            .read(move |tx| {
                Box::pin(async move {
                    let (job, reach) = seen(tx, &actor, &id).await?;
                    this.transfer_view(tx, job, reach).await
                })
            })
            .await
    }

    /// What became of the pieces of a transfer, in their order.
    ///
    /// # Errors
    /// As [`Service::transfer`]; [`ServiceError::Invalid`] for a cursor that is none.
    pub async fn transfer_pieces(
        &self,
        caller: &Caller,
        acting: &Acting,
        id: &str,
        state: Option<PieceStateName>,
        (cursor, limit): (Option<&str>, Option<u32>),
    ) -> Result<Page<PieceView>, ServiceError> {
        let after = match cursor.map(str::parse::<i64>) {
            None => -1,
            Some(Ok(after)) => after,
            Some(Err(_)) => {
                return Err(ServiceError::Invalid {
                    code: "bad-cursor",
                    message: "go on with the cursor of the page before".to_owned(),
                    at: Some("cursor".to_owned()),
                });
            }
        };
        let most = limit.unwrap_or(PAGE.1).min(PAGE.0);
        let (actor, id) = (caller.actor(acting, Channel::Attended), id.to_owned());
        self.store()
            .read(move |tx| {
                Box::pin(async move {
                    let (job, reach) = seen(tx, &actor, &id).await?;
                    let state = state.map(PieceStateName::as_str);
                    let rows = transfers::pieces(tx, &job.folder, (after, state), most).await?;
                    let last = rows.last().filter(|_| rows.len() as u64 == u64::from(most));
                    let mut named = transfers::names(tx, &rows).await?;
                    // WHY: what others have of a piece is theirs to tell.
                    named.retain(|it| reach == Reach::Steers || it.owner == job.subject);
                    let cursor = last.map(|row| row.ordinal.to_string());
                    let items = rows.into_iter().map(|row| PieceView::of(row, &named));
                    Ok(Page {
                        items: items.collect(),
                        cursor,
                    })
                })
            })
            .await
    }

    /// Steers a transfer.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] out of view, [`ServiceError::Forbidden`] for who only looks, [`ServiceError::Conflict`] where
    /// it stands otherwise.
    pub async fn transfer_act(
        &self,
        caller: &Caller,
        acting: &Acting,
        id: &str,
        deed: TransferDeed,
    ) -> Result<TransferView, ServiceError> {
        let (this, actor) = (self.clone(), caller.actor(acting, Channel::Attended));
        let id = id.to_owned();
        let seen = self
            .store()
            .write(move |tx| {
                let (this, actor, id, deed) =
                    (this.clone(), actor.clone(), id.clone(), deed.clone());
                Box::pin(async move {
                    let (job, reach) = seen(tx, &actor, &id).await?;
                    if reach != Reach::Steers {
                        return Err(ServiceError::Forbidden);
                    }
                    this.act_on_transfer(tx, &job, &deed).await?;
                    let told = Told::new(deed.as_str(), job.subject.as_str())
                        .at(&job.source)
                        .and_at(&job.destination)
                        .with(json!({ "job": job.id }));
                    this.tell(tx, &actor.user, vec![told]).await?;
                    let job = again(tx, &id).await?;
                    this.transfer_view(tx, job, reach).await
                })
            })
            .await?;
        self.transfers_are_there();
        Ok(seen)
    }

    async fn act_on_transfer(
        &self,
        tx: &mut Tx,
        job: &TransferJob,
        deed: &TransferDeed,
    ) -> Result<(), ServiceError> {
        let now = self.now();
        let stands = |done: bool| if done { Ok(()) } else { Err(otherwise(job)) };
        if job.phase == transfers::Phase::Returning {
            return Err(otherwise(job));
        }
        match deed {
            TransferDeed::Pause => stands(transfers::pause(tx, job, now).await?),
            TransferDeed::Resume => stands(transfers::resume(tx, job, now).await?),
            TransferDeed::Retry => stands(transfers::retry(tx, job, now).await? > 0),
            TransferDeed::Cancel => {
                stands(job.open > 0)?;
                transfers::cancel(tx, job, now).await?;
                self.transfer_ended(tx, &job.folder).await
            }
            TransferDeed::GiveUp(id) => {
                let (item, set) = (
                    PieceId::Item(id.as_str().into()),
                    PieceId::Set(id.as_str().into()),
                );
                let mut done = transfers::give_up(tx, job, &item, now).await?;
                if done == Outcome::Nothing {
                    done = transfers::give_up(tx, job, &set, now).await?;
                }
                stands(done != Outcome::Nothing)?;
                if done == Outcome::Ended {
                    self.transfer_ended(tx, &job.folder).await?;
                }
                Ok(())
            }
        }
    }

    pub(super) async fn transfer_view(
        &self,
        tx: &mut Tx,
        job: TransferJob,
        reach: Reach,
    ) -> Result<TransferView, ServiceError> {
        let counts = transfers::counts(tx, &job.folder).await?;
        self.transfer_view_of(tx, job, &counts, reach).await
    }

    /// The same of what was counted.
    pub(super) async fn transfer_view_of(
        &self,
        tx: &mut Tx,
        job: TransferJob,
        counts: &[StateCount],
        reach: Reach,
    ) -> Result<TransferView, ServiceError> {
        // WHY asked: what has come to its end costs no statement.
        let stuck_after = if is_at_work(job.phase) {
            transfers::stuck_after_minutes(tx).await?
        } else {
            None
        };
        let view = TransferView::of(job, counts, (stuck_after, self.now()));
        Ok(match reach {
            Reach::Steers => view,
            // WHY: names of owners stay with the end where they own (ruling 69).
            Reach::Looks => TransferView {
                new_owner: None,
                ..view
            },
        })
    }
}

fn otherwise(job: &TransferJob) -> ServiceError {
    ServiceError::conflict(
        "other-state",
        format!(
            "this is {} by now; look again",
            job.phase.as_str().replace('_', " ")
        ),
    )
}

/// A transfer in view, and how far the actor may go.
pub(super) async fn seen(
    tx: &mut Tx,
    actor: &Actor,
    id: &str,
) -> Result<(TransferJob, Reach), ServiceError> {
    let job = transfers::find(tx, id)
        .await?
        .ok_or(ServiceError::NotFound)?;
    let ends = vec![job.source.clone(), job.destination.clone()];
    let wanted = Wanted {
        acting_in: actor.acting_in.clone(),
        ..Wanted::new(
            actor.user.clone(),
            vec![job.subject.clone()],
            Destinations::These(ends),
        )
    };
    let facts = snapshot::load(tx, &wanted).await?;
    let view = View::of(&facts, actor)?;
    let moves = Permission::Release(MoveFamily::Account);
    let steers = [&job.source, &job.destination].iter().any(|code| {
        let place = facts.organizations.get(code);
        place.is_some_and(|place| view.may(moves, place))
    });
    if steers {
        Ok((job, Reach::Steers))
    } else if job.subject == actor.user {
        Ok((job, Reach::Looks))
    } else {
        Err(ServiceError::NotFound)
    }
}

async fn again(tx: &mut Tx, id: &str) -> Result<TransferJob, StoreError> {
    let job = transfers::find(tx, id).await?;
    let gone = StoreError::RowsAffected {
        expected: 1,
        actual: 0,
    };
    job.ok_or(gone)
}

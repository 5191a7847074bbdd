//! The worker: takes a piece that is due, copies and verifies its bytes outside of any transaction, switches it in one, and
//! frees what lies where it was.
//!
//! Whoever works on a piece holds it until a point in time and says now and then that it goes on. Whoever is gone by then has
//! it taken up by another, which is harmless: every try writes its bytes under keys of its own, and only who still holds the
//! piece switches it.

use super::view::{CHANGED, CopyFault};
use crate::audit::Told;
use crate::digest::sha256;
use crate::error::ServiceError;
use crate::service::Service;
use crate::throttle::micros;
use rehome_domain::content::piece::Hold;
use rehome_domain::ids::{ItemId, OrganizationCode, UserId};
use rehome_domain::time::Timestamp;
use rehome_domain::user_move::Step;
use rehome_objects::{Kept, Objects, ObjectsError};
use rehome_storage::ledger::MoveRecord;
use rehome_storage::transfers::{self, Copied, PieceFacts, Taken};
use rehome_storage::{Tx, items};
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// How long a piece is held without a sign of life.
const LEASE: Duration = Duration::from_secs(120);
/// How often there is one.
const SIGN_OF_LIFE: Duration = Duration::from_secs(30);
/// Bytes that nobody refers to by then are nobody's: longer than any try goes on.
const SPARED: Duration = Duration::from_secs(24 * 60 * 60);
/// After so many tries in vain somebody has to look at it.
const MOST_TRIES: u32 = 5;
/// How long a piece waits that has no room, or whose destination takes nothing at the moment.
const HELD_OFF: Duration = Duration::from_secs(60);
/// How many objects are freed in one go.
const FREED_AT_ONCE: u32 = 20;

/// What became of a try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tried {
    /// Nothing was due.
    Nothing,
    /// A piece came to its end.
    Ended,
    /// It is to be tried again, or waits for somebody.
    PutOff,
    /// Somebody else has it by now, or it was ended.
    Lost,
}

/// A piece in hand, with where each of its objects goes.
#[derive(Clone)]
struct Turn {
    taken: Taken,
    copies: Vec<(ItemId, Copy)>,
}

/// One object to be copied.
#[derive(Clone)]
struct Copy {
    keys: Copied,
    kept: Kept,
}

enum Begun {
    Copying(Box<Turn>),
    Ended(Tried),
}

fn after(now: Timestamp, wait: Duration) -> Timestamp {
    Timestamp(now.0.saturating_add(micros(wait)))
}

/// How long to wait after so many tries in vain.
fn back_off(tried: u32) -> Duration {
    Duration::from_secs(5 << (2 * tried.min(6)))
}

fn word(hold: Hold) -> String {
    let word = serde_json::to_value(hold).ok();
    let word = word.and_then(|word| word.as_str().map(str::to_owned));
    word.unwrap_or_default()
}

/// The key of an object at an account, of this try alone.
fn key(account: &OrganizationCode, taken: &Taken, item: &ItemId) -> String {
    let name = format!("{}\0{item}", taken.worker);
    format!("{account}/{}", sha256(name.as_bytes()))
}

impl Service {
    /// Gives the transfers of a move their jobs, in its transaction.
    pub(crate) async fn transfers_order(
        &self,
        tx: &mut Tx,
        actor: &UserId,
        record: &MoveRecord,
    ) -> Result<(), ServiceError> {
        for step in &record.entry.steps {
            let Step::Transfer { order, after, .. } = step else {
                continue;
            };
            if *after {
                let by = (actor, &record.entry.commit);
                transfers::order(tx, &order.folder.id, &self.new_id()?, by, self.now()).await?;
            }
            self.transfers_are_there();
        }
        Ok(())
    }

    /// Carries one piece that is due, and frees what is free to go.
    ///
    /// # Errors
    /// [`ServiceError::Unavailable`] where the database is away, or nobody said where files lie; what was begun is taken up
    /// again later.
    pub async fn transfer_work(&self) -> Result<Tried, ServiceError> {
        let objects = self.objects()?;
        let tried = match self.turn_begin().await? {
            Begun::Ended(tried) => tried,
            Begun::Copying(turn) => {
                let copied = self.copied(objects, &turn).await;
                self.turn_end(*turn, copied).await?
            }
        };
        self.objects_free(objects).await?;
        Ok(tried)
    }

    async fn turn_begin(&self) -> Result<Begun, ServiceError> {
        let (this, worker) = (self.clone(), self.new_id()?);
        self.store()
            .write(move |tx| {
                let (this, worker) = (this.clone(), worker.clone());
                Box::pin(async move { this.turn_begin_in(tx, &worker).await })
            })
            .await
    }

    async fn turn_begin_in(&self, tx: &mut Tx, worker: &str) -> Result<Begun, ServiceError> {
        let now = self.now();
        let Some(taken) = transfers::take(tx, worker, now, after(now, LEASE)).await? else {
            return Ok(Begun::Ended(Tried::Nothing));
        };
        let Some(facts) = transfers::facts_of(tx, &taken, (false, now)).await? else {
            return Ok(Begun::Ended(Tried::Lost));
        };
        if taken.switched.is_none()
            && let Err(hold) = judged(&taken, &facts)
        {
            return Ok(Begun::Ended(self.held(tx, &taken, &facts, hold).await?));
        }
        let to = match taken.switched {
            Some(_) => &taken.job.source,
            None => &taken.job.destination,
        };
        let mut copies = Vec::new();
        for (id, stored) in &facts.items {
            let Some(object) = &stored.object else {
                continue;
            };
            let keys = Copied {
                from: object.key.clone(),
                to: key(to, &taken, id),
            };
            // INVARIANT: bytes are written down as free to go before they are there.
            items::spare(tx, &keys.to, after(now, SPARED)).await?;
            let kept = Kept {
                bytes: stored.item.bytes,
                checksum: object.checksum.clone(),
            };
            copies.push((id.clone(), Copy { keys, kept }));
        }
        Ok(Begun::Copying(Box::new(Turn { taken, copies })))
    }

    /// Copies and verifies, and says meanwhile that it goes on.
    async fn copied(&self, objects: &Objects, turn: &Turn) -> Result<(), ObjectsError> {
        let (read, mut last) = (Arc::new(AtomicU64::new(0)), 0);
        let objects = objects.counting(read.clone());
        let copying = async {
            for (_, copy) in &turn.copies {
                let keys = &copy.keys;
                objects.carry(&keys.from, &keys.to, &copy.kept).await?;
            }
            Ok(())
        };
        let mut copying = std::pin::pin!(copying);
        loop {
            tokio::select! {
                done = &mut copying => return done,
                () = tokio::time::sleep(SIGN_OF_LIFE) => {
                    // WHY ignored: who lost the piece finds that out where it would be switched.
                    let far = read.load(Ordering::Relaxed);
                    let _ = self.turn_goes_on(turn, far > last).await;
                    last = far;
                }
            }
        }
    }

    async fn turn_goes_on(&self, turn: &Turn, went_on: bool) -> Result<bool, ServiceError> {
        let (taken, now) = (turn.taken.clone(), self.now());
        let held = (after(now, LEASE), went_on);
        self.store()
            .write(move |tx| {
                let taken = taken.clone();
                Box::pin(async move { Ok(transfers::renew(tx, &taken, held, now).await?) })
            })
            .await
    }

    async fn turn_end(
        &self,
        turn: Turn,
        copied: Result<(), ObjectsError>,
    ) -> Result<Tried, ServiceError> {
        let this = self.clone();
        let failure = copied.err().map(|error| {
            let job = &turn.taken.job.id;
            tracing::warn!(%error, job, piece = ?turn.taken.piece, "a piece could not be copied");
            CopyFault::of(&error)
        });
        self.store()
            .write(move |tx| {
                let (this, turn) = (this.clone(), turn.clone());
                Box::pin(async move { this.turn_end_in(tx, &turn, failure).await })
            })
            .await
    }

    async fn turn_end_in(
        &self,
        tx: &mut Tx,
        turn: &Turn,
        failure: Option<CopyFault>,
    ) -> Result<Tried, ServiceError> {
        let (now, taken) = (self.now(), &turn.taken);
        let done = self.settled(tx, turn, failure).await?;
        if done != Tried::Ended {
            for (_, copy) in &turn.copies {
                items::spare(tx, &copy.keys.to, now).await?;
            }
        }
        if done == Tried::Lost {
            tracing::info!(job = taken.job.id, "a piece was taken up by somebody else");
        }
        Ok(done)
    }

    async fn settled(
        &self,
        tx: &mut Tx,
        turn: &Turn,
        failure: Option<CopyFault>,
    ) -> Result<Tried, ServiceError> {
        let (now, taken) = (self.now(), &turn.taken);
        let Some(facts) = transfers::facts_of(tx, taken, (true, now)).await? else {
            return Ok(Tried::Lost);
        };
        if taken.switched.is_none()
            && let Err(hold) = judged(taken, &facts)
        {
            return self.held(tx, taken, &facts, hold).await;
        }
        if let Some(fault) = failure {
            let reason = fault.as_str();
            let tried = taken.tried.saturating_add(1);
            // WHY: what goes back is tried for ever, as nobody else can have it.
            if tried >= MOST_TRIES && taken.switched.is_none() {
                if transfers::fail(tx, taken, (reason, tried), now).await? {
                    self.transfer_ended(tx, &taken.job.folder).await?;
                }
            } else {
                let again = (after(now, back_off(tried)), now);
                transfers::put_off(tx, taken, (reason, tried), again).await?;
            }
            return Ok(Tried::PutOff);
        }
        let copies: BTreeMap<ItemId, Copied> = turn
            .copies
            .iter()
            .map(|(id, copy)| (id.clone(), copy.keys.clone()))
            .collect();
        let is_copied = |id: &ItemId, from: &str| copies.get(id).is_some_and(|it| it.from == from);
        let is_whole = facts.items.iter().all(|(id, stored)| {
            let object = stored.object.as_ref();
            object.is_none_or(|object| is_copied(id, &object.key))
        });
        if !is_whole || copies.keys().any(|id| !facts.items.contains_key(id)) {
            // WHY: something was added or taken away meanwhile, so that it is copied anew at once.
            transfers::put_off(tx, taken, (CHANGED, taken.tried), (now, now)).await?;
            return Ok(Tried::PutOff);
        }
        self.items_moved(tx, taken, &facts).await?;
        if taken.switched.is_some() {
            if let Some(became) = transfers::bring_back(tx, taken, &facts, &copies, now).await? {
                self.transfer_is_back(tx, &taken.job, &became).await?;
            }
            return Ok(Tried::Ended);
        }
        let switch = facts.transfer.switch(&facts.facts, &taken.piece);
        if transfers::switch(tx, taken, &facts, &switch, &copies, now).await? {
            self.transfer_ended(tx, &taken.job.folder).await?;
        }
        Ok(Tried::Ended)
    }

    /// Tells in both accounts of every item that changes its account, under the item itself (content 12).
    async fn items_moved(
        &self,
        tx: &mut Tx,
        taken: &Taken,
        facts: &PieceFacts,
    ) -> Result<(), ServiceError> {
        let job = &taken.job;
        let (from, to) = match taken.switched {
            Some(_) => (&job.destination, &job.source),
            None => (&job.source, &job.destination),
        };
        let actor = job.actor.as_ref().unwrap_or(&job.subject);
        let told = facts.items.iter().map(|(id, stored)| {
            let checksum = stored.object.as_ref().map(|object| &object.checksum);
            Told::new("item-moved", id.as_str())
                .at(from)
                .and_at(to)
                .with(json!({ "job": job.id, "bytes": stored.item.bytes, "checksum": checksum }))
        });
        self.tell(tx, actor, told.collect()).await
    }

    /// Lets a piece stay, for good or for a while.
    async fn held(
        &self,
        tx: &mut Tx,
        taken: &Taken,
        facts: &PieceFacts,
        hold: Hold,
    ) -> Result<Tried, ServiceError> {
        let now = self.now();
        if !hold.is_final() {
            let again = (after(now, HELD_OFF), now);
            transfers::put_off(tx, taken, (&word(hold), taken.tried), again).await?;
            return Ok(Tried::PutOff);
        }
        let passed = facts.transfer.stays(&facts.facts, &taken.piece);
        if transfers::skip(tx, taken, hold, &passed, now).await? {
            self.transfer_ended(tx, &taken.job.folder).await?;
        }
        Ok(Tried::Ended)
    }

    /// Frees bytes that nobody refers to any more. One that cannot be freed now is tried again later.
    async fn objects_free(&self, objects: &Objects) -> Result<(), ServiceError> {
        let now = self.now();
        let due = self
            .store()
            .read(move |tx| {
                Box::pin(async move {
                    Ok::<_, ServiceError>(items::to_free(tx, now, FREED_AT_ONCE).await?)
                })
            })
            .await?;
        for key in due {
            let own = key.clone();
            let is_ours = self
                .store()
                .write(move |tx| {
                    let key = own.clone();
                    Box::pin(
                        async move { Ok::<_, ServiceError>(items::claim(tx, &key, now).await?) },
                    )
                })
                .await?;
            if !is_ours {
                continue;
            }
            if let Err(error) = objects.delete(&key).await {
                tracing::warn!(%error, "what lies where nothing refers to it could not be freed");
                return Ok(());
            }
            self.store()
                .write(move |tx| {
                    let key = key.clone();
                    Box::pin(async move { Ok::<_, ServiceError>(items::freed(tx, &key).await?) })
                })
                .await?;
        }
        Ok(())
    }
}

fn judged(taken: &Taken, facts: &PieceFacts) -> Result<(), Hold> {
    let transfer = &facts.transfer;
    transfer.may_switch(&facts.facts, &taken.piece, facts.destination)
}

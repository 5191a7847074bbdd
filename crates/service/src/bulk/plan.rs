//! What a file would do, row by row, without doing it.
//!
//! Chunks are read as they stand; whoever a row above would have moved is put in the place that the row would
//! have left them in. Memory is bounded by the people touched.

use super::facts::Facts;
use super::judge::{Asked, Todo, actor, judge};
use super::memory::{Known, Memory};
use super::run::of_row;
use super::whole::Whole;
use super::{
    FileOptions, FileRowResult, FileSummary, FileVerdict, in_order, is_within_ceiling, key_of,
};
use crate::caller::Caller;
use crate::error::ServiceError;
use crate::service::Service;
use rehome_document::moves::MoveRow;
use rehome_domain::ids::{LineId, OrganizationCode, UserId};
use rehome_domain::people::{User, UserStatus};
use rehome_domain::telephony::{Record, RecordKey};
use rehome_domain::user_move::apply::apply;
use rehome_domain::user_move::{Actor, Snapshot, Step, Verdict, View};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// How many rows are judged on facts read together.
const CHUNK: usize = 500;

/// The people that rows above have changed, as they have left them.
#[derive(Clone, Default)]
struct Changed {
    people: BTreeMap<UserId, User>,
    no_longer_administers: BTreeSet<(OrganizationCode, UserId)>,
    /// At sites with telephony: records, and who has which line first.
    phoned: BTreeMap<RecordKey, Record>,
    primary_lines: BTreeMap<UserId, Option<LineId>>,
}

impl Changed {
    fn put_into(&self, state: &mut Snapshot) {
        for (id, user) in &self.people {
            if let Some(stored) = state.users.get_mut(id) {
                stored.clone_from(user);
            }
        }
        for (code, user) in &self.no_longer_administers {
            if let Some(holders) = state.administrators.get_mut(code) {
                holders.remove(user);
            }
        }
        // WHY also what is not loaded: what stands somewhere by now was looked for where it stood before.
        if let Some(facts) = &mut state.telephony {
            for (key, record) in &self.phoned {
                facts.put(key, record.clone());
            }
            for (user, line) in &self.primary_lines {
                let person = facts.people.entry(user.clone()).or_default();
                person.primary_line.clone_from(line);
            }
        }
    }

    fn take_from(&mut self, state: &Snapshot, steps: &[Step]) {
        for step in steps {
            if let Some(user) = state.user(step.about()) {
                self.people.insert(user.id.clone(), user.clone());
            }
            match step {
                Step::Telephony { record, after, .. } => {
                    self.phoned.insert(record.clone(), (**after).clone());
                }
                Step::PrimaryLine { about, after, .. } => {
                    self.primary_lines.insert(about.clone(), after.clone());
                }
                _ => {}
            }
            if let Step::Role {
                about,
                at: Some(at),
                after: false,
                ..
            } = step
            {
                self.no_longer_administers
                    .insert((at.clone(), about.clone()));
            }
        }
    }

    fn take_status(&mut self, state: &mut Snapshot, user: &UserId, status: UserStatus) {
        if let Some(user) = state.users.get_mut(user) {
            user.status = status;
            self.people.insert(user.id.clone(), user.clone());
        }
    }

    fn homes(&self, rows: &[MoveRow]) -> BTreeSet<OrganizationCode> {
        let named: BTreeSet<&str> = rows.iter().map(|row| row.user.as_str()).collect();
        let is_named =
            |user: &&User| named.contains(user.id.as_str()) || named.contains(&*user.username);
        self.people
            .values()
            .filter(is_named)
            .map(|user| user.home.clone())
            .collect()
    }
}

impl Service {
    /// The verdict on every row of a file; nothing is written. `on_row` is called with each as it is known.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] where the caller does not act there.
    pub async fn moves_plan_file(
        &self,
        caller: &Caller,
        rows: Vec<MoveRow>,
        options: &FileOptions,
        mut on_row: impl FnMut(&FileVerdict) + Send,
    ) -> Result<FileSummary, ServiceError> {
        is_within_ceiling(&rows)?;
        let actor = self.pinned(actor(caller, options)).await?;
        let rows = in_order(rows);
        let (rows, whole) = self.known_as_a_whole(&actor, rows).await?;
        let memory = self.memory_of(&actor, options, (&rows, &whole)).await?;
        let memory = Arc::new(memory);
        let mut changed = Changed::default();
        let mut summary = FileSummary::of(rows.len());
        for chunk in rows.chunks(CHUNK) {
            if options.stop.load(Ordering::Relaxed) {
                break;
            }
            let (judged, after) = self
                .judge_chunk(&actor, chunk.to_vec(), (options, &whole, &memory), changed)
                .await?;
            changed = after;
            for verdict in &judged {
                summary.count(verdict.row.result);
                on_row(verdict);
            }
        }
        Ok(summary)
    }

    async fn judge_chunk(
        &self,
        actor: &Actor,
        rows: Vec<MoveRow>,
        (options, whole, memory): (&FileOptions, &Arc<Whole>, &Arc<Memory>),
        changed: Changed,
    ) -> Result<(Vec<FileVerdict>, Changed), ServiceError> {
        let (actor, options, now) = (actor.clone(), Arc::new(options.clone()), self.now());
        let (whole, memory) = (whole.clone(), memory.clone());
        self.store()
            .read(move |tx| {
                Box::pin(async move {
                    let mut changed = changed;
                    let mut facts =
                        Facts::of(tx, &actor, &rows, &whole, &changed.homes(&rows)).await?;
                    changed.put_into(&mut facts.state);
                    let asked = Asked {
                        actor: &actor,
                        options: &options,
                        now,
                        whole: &whole,
                        memory: &memory,
                    };
                    let mut verdicts = Vec::with_capacity(rows.len());
                    let known = Known::of(tx, &actor.user, &options, &rows, None).await?;
                    for row in &rows {
                        if known.is_done(&key_of(&options, row)) {
                            verdicts.push(already_done(row));
                            continue;
                        }
                        let judged = judge(tx, &facts, &asked, row).await?;
                        let moving = match judged.todo {
                            Todo::Move(moving) => Some(moving),
                            Todo::Change(change) => {
                                if let Some((user, status)) = change.status() {
                                    changed.take_status(&mut facts.state, user, status);
                                }
                                change.then
                            }
                            Todo::Create(_) | Todo::Nothing => None,
                        };
                        if let Some(moving) = moving {
                            apply(&mut facts.state, &moving.1.steps);
                            changed.take_from(&facts.state, &moving.1.steps);
                        }
                        verdicts.push(FileVerdict {
                            verdict: judged.verdict,
                            row: of_row(row, judged.result, judged.codes),
                        });
                    }
                    Ok((verdicts, changed))
                })
            })
            .await
    }

    /// Rows in their order with what is known of them as a whole.
    pub(super) async fn known_as_a_whole(
        &self,
        actor: &Actor,
        rows: Vec<MoveRow>,
    ) -> Result<(Arc<Vec<MoveRow>>, Arc<Whole>), ServiceError> {
        let rows = Arc::new(rows);
        let (inside, acting_in) = (rows.clone(), actor.acting_in.clone());
        let whole = self
            .store()
            .read(move |tx| {
                Box::pin(async move { Whole::of(tx, acting_in.as_ref(), &inside).await })
            })
            .await?;
        Ok((rows, Arc::new(whole)))
    }

    /// What earlier runs of a file have left.
    pub(super) async fn memory_of(
        &self,
        actor: &Actor,
        options: &FileOptions,
        (rows, whole): (&Arc<Vec<MoveRow>>, &Arc<Whole>),
    ) -> Result<Memory, ServiceError> {
        let (user, options) = (actor.user.clone(), options.clone());
        let (rows, whole) = (rows.clone(), whole.clone());
        self.store()
            .read(move |tx| {
                Box::pin(async move { Memory::of(tx, &user, &options, (&rows, &whole)).await })
            })
            .await
    }

    /// The actor with the organization acted in written down: who moves along goes on acting there.
    pub(super) async fn pinned(&self, actor: Actor) -> Result<Actor, ServiceError> {
        self.store()
            .read(move |tx| {
                Box::pin(async move {
                    let whole = Whole::default();
                    let facts = Facts::of(tx, &actor, &[], &whole, &BTreeSet::new()).await?;
                    let state = facts.state;
                    let acting_in = View::of(&state, &actor)?.acting_in.code.clone();
                    Ok(Actor {
                        acting_in: Some(acting_in),
                        ..actor
                    })
                })
            })
            .await
    }
}

/// The verdict on a row that an earlier run of the file has moved.
fn already_done(row: &MoveRow) -> FileVerdict {
    FileVerdict {
        verdict: Verdict::Works,
        row: of_row(row, FileRowResult::Skipped, vec!["already-done".to_owned()]),
    }
}

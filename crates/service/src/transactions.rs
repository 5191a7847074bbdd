//! Transactions: what somebody had done to several people at once, as parent with counts, one part per person, and a log
//! with severities (telephony 8). Commits of several families and files are both; either can be submitted again.
//!
//! Everybody sees the own ones alone. What was done stands in the ledger; nothing here is another store of it.

use crate::bulk::{FileJob, FileRowResult, FileRowsQuery, JobPhase, JobState};
use crate::caller::{Acting, Caller};
use crate::error::ServiceError;
use crate::service::Service;
use crate::user_move::{CommitAnswer, CommitRequest, CommitRow, RowResult, id_cursor};
use crate::view::{Page, page_limit, rfc3339};
use rehome_document::moves::user_column;
use rehome_domain::ids::{MoveId, OrganizationCode, UserId};
use rehome_domain::time::Timestamp;
use rehome_domain::user_move::finding_kind::REGISTRY;
use rehome_domain::user_move::{ActAs, MoveRequest, Severity, Step};
use rehome_storage::transactions::{self, Transaction};
use rehome_storage::{file_jobs, ledger};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What was submitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TransactionKind {
    /// A move of one or several families.
    Moves,
    /// A file.
    File,
}

/// How far it is, or how it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TransactionStatus {
    /// It waits.
    Queued,
    /// It is being worked on, or rests until it is resumed.
    InProgress,
    /// Every part came to a good end.
    Success,
    /// Some did not.
    Partial,
    /// None did, or it was cancelled.
    Fail,
}

/// A transaction with its counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TransactionView {
    /// The id: that of the commit, or of the job.
    pub id: String,
    /// What was submitted.
    pub action: TransactionKind,
    /// The name of the file, or the reason that was given.
    pub detail: Option<String>,
    /// Who submitted it.
    pub submitter: UserId,
    /// Where they acted.
    pub acting_in: OrganizationCode,
    /// How far it is.
    pub status: TransactionStatus,
    /// In short: `[3/4] succeeded`.
    pub message: String,
    /// Whether it was asked to end before its last part.
    pub cancelled: bool,
    /// How many parts there are.
    pub total: u32,
    /// How many of them came to which end; `left` for those not tried.
    pub counts: BTreeMap<String, u32>,
    /// When it was submitted.
    #[serde(with = "rfc3339")]
    #[schemars(with = "String")]
    pub submitted: Timestamp,
    /// When work on it began.
    #[serde(with = "rfc3339::option")]
    #[schemars(with = "Option<String>")]
    pub started: Option<Timestamp>,
    /// When the last part came to its end.
    #[serde(with = "rfc3339::option")]
    #[schemars(with = "Option<String>")]
    pub completed: Option<Timestamp>,
    /// How long it took, its parts included.
    pub milliseconds: Option<u64>,
    /// Whether everything it did was taken back since.
    pub rolled_back: bool,
}

/// One part of a transaction: a family, or a row of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SubTransaction {
    /// Its place, from 0.
    pub place: u32,
    /// The line in the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// Who, as asked.
    pub user: Option<String>,
    /// What became of it: `moved`, `skipped`, `refused`, `stale`, `failed` and the like; none before it was tried.
    pub result: Option<String>,
    /// The codes that explain it.
    pub codes: Vec<String>,
    /// Its move in the ledger.
    #[serde(rename = "move", skip_serializing_if = "Option::is_none")]
    pub user_move: Option<MoveId>,
}

/// How grave an entry of a log is, by the levels people know (telephony 8).
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum LogLevel {
    /// 10: every value that was written.
    Debug,
    /// 15: what needed no doing.
    Verbose,
    /// 20: what was done.
    Info,
    /// 30: what was warned of.
    Warning,
    /// 40: what stood in the way.
    Error,
}

impl LogLevel {
    /// The number of the level.
    pub fn number(self) -> u16 {
        match self {
            Self::Debug => 10,
            Self::Verbose => 15,
            Self::Info => 20,
            Self::Warning => 30,
            Self::Error => 40,
        }
    }
}

/// An entry of a log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LogEntry {
    /// How grave.
    pub severity: LogLevel,
    /// The same as a number.
    pub level: u16,
    /// What: the code of a finding, or what became of the part.
    pub code: String,
    /// The place of the part it is about.
    pub place: u32,
    /// Whom it is about.
    pub user: Option<String>,
    /// What was written, with what was there before; at the lowest level alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub step: Option<Box<Step>>,
}

/// What was submitted again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "action", rename_all = "snake_case")]
pub enum Replayed {
    /// A move: what it came to.
    Moves(CommitAnswer),
    /// A file: the job in which its rows are judged, to be run when they were looked at.
    File {
        /// The job.
        id: String,
    },
}

/// One of either kind.
enum Found {
    Moves(Box<Transaction>),
    File(Box<FileJob>, Vec<(Option<FileRowResult>, u32)>),
}

/// Whether an end is a good one: what needed no doing is no failure (ruling 12).
fn is_good(word: &str) -> bool {
    matches!(word, "moved" | "created" | "changed" | "skipped")
}

fn severity_of(code: &str, is_bad: bool) -> LogLevel {
    let known = REGISTRY.iter().find(|known| known.code == code);
    match known.map(|known| known.severity) {
        Some(Severity::Blocker) => LogLevel::Error,
        Some(Severity::Warning) if is_bad => LogLevel::Error,
        Some(Severity::Warning) => LogLevel::Warning,
        Some(_) => LogLevel::Info,
        None if is_bad => LogLevel::Error,
        None => LogLevel::Verbose,
    }
}

fn rows_of(it: &Transaction) -> Vec<CommitRow> {
    serde_json::from_value(it.outcome.clone()).unwrap_or_default()
}

fn status_of(total: u32, counts: &BTreeMap<String, u32>) -> (TransactionStatus, String) {
    let good: u32 = counts
        .iter()
        .filter(|(word, _)| is_good(word))
        .map(|(_, count)| *count)
        .sum();
    let status = match good {
        _ if good == total => TransactionStatus::Success,
        0 => TransactionStatus::Fail,
        _ => TransactionStatus::Partial,
    };
    (status, format!("[{good}/{total}] succeeded"))
}

fn between(from: Timestamp, to: Timestamp) -> u64 {
    u64::try_from(to.0.saturating_sub(from.0) / 1_000).unwrap_or_default()
}

fn view_of_moves(it: &Transaction, undone: &BTreeSet<MoveId>) -> TransactionView {
    let rows = rows_of(it);
    let mut counts: BTreeMap<String, u32> = BTreeMap::new();
    for row in &rows {
        *counts.entry(row.result.as_str().to_owned()).or_default() += 1;
    }
    let total = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    let (status, message) = status_of(total, &counts);
    let mut moves = rows
        .iter()
        .filter_map(|row| row.user_move.as_ref())
        .peekable();
    TransactionView {
        id: it.id.to_string(),
        action: TransactionKind::Moves,
        detail: it
            .request
            .get("reason")
            .and_then(|reason| reason.as_str())
            .map(str::to_owned),
        submitter: it.actor.clone(),
        acting_in: it.acting_in.clone(),
        status,
        message,
        cancelled: false,
        total,
        counts,
        submitted: it.submitted,
        started: Some(it.submitted),
        completed: Some(it.completed),
        milliseconds: Some(between(it.submitted, it.completed)),
        rolled_back: moves.peek().is_some() && moves.all(|id| undone.contains(id)),
    }
}

fn view_of_file(
    submitter: &UserId,
    job: &FileJob,
    ends: &[(Option<FileRowResult>, u32)],
) -> TransactionView {
    let mut counts: BTreeMap<String, u32> = BTreeMap::new();
    for (end, rows) in ends {
        let word = end.map_or("left", FileRowResult::as_str);
        *counts.entry(word.to_owned()).or_default() += *rows;
    }
    let (ended, message) = status_of(job.rows, &counts);
    let is_cancelled = job.state == JobState::Cancelled;
    let status = match job.state {
        JobState::Draft | JobState::Queued => TransactionStatus::Queued,
        JobState::Running | JobState::Paused => TransactionStatus::InProgress,
        JobState::Cancelled | JobState::Failed => TransactionStatus::Fail,
        JobState::Completed | JobState::CompletedWithErrors => ended,
    };
    TransactionView {
        id: job.id.clone(),
        action: TransactionKind::File,
        detail: Some(job.file_name.clone()),
        submitter: submitter.clone(),
        acting_in: job.acting_in.clone(),
        status,
        message: if is_cancelled {
            format!("cancelled; {message}")
        } else {
            message
        },
        cancelled: is_cancelled || job.is_stopping,
        total: job.rows,
        counts,
        submitted: job.created,
        started: job.begun,
        completed: job.ended,
        milliseconds: job.begun.zip(job.ended).map(|(from, to)| between(from, to)),
        rolled_back: false,
    }
}

/// A commit of one family, which has no record of its own, as the ledger tells it.
async fn of_one(
    tx: &mut rehome_storage::Tx,
    user: &UserId,
    id: &str,
) -> Result<Option<Transaction>, ServiceError> {
    let records = ledger::of_commit(tx, &MoveId::from(id), None, 1).await?;
    let own = records.into_iter().find(|record| record.actor == *user);
    Ok(own.map(|record| {
        let row = CommitRow {
            user: Some(record.entry.subject.clone()),
            result: RowResult::Moved,
            codes: record.acknowledged.clone(),
            user_move: Some(record.entry.id.clone()),
        };
        Transaction {
            id: id.into(),
            actor: record.actor,
            acting_in: record.acting_in.unwrap_or(record.entry.source),
            request: record.request,
            acknowledged: serde_json::json!(record.acknowledged),
            outcome: serde_json::json!([row]),
            submitted: record.entry.committed_at,
            completed: record.entry.committed_at,
        }
    }))
}

impl Service {
    /// What the caller submitted, the newest first: commits of several families, and files that were run.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] for a cursor that is none.
    pub async fn transactions(
        &self,
        caller: &Caller,
        (cursor, limit): (Option<&str>, Option<u32>),
    ) -> Result<Page<TransactionView>, ServiceError> {
        let (user, before, limit) = (caller.user.clone(), id_cursor(cursor)?, page_limit(limit));
        let whose = user.clone();
        let moves = self
            .store()
            .read(move |tx| {
                Box::pin(async move {
                    let before = before.as_deref();
                    let found = transactions::of_actor(tx, &whose, before, limit + 1).await?;
                    let all: Vec<MoveId> = found
                        .iter()
                        .flat_map(rows_of)
                        .filter_map(|row| row.user_move)
                        .collect();
                    let all: Vec<&str> = all.iter().map(MoveId::as_str).collect();
                    let undone = ledger::undone(tx, &all).await?;
                    let views = found.iter().map(|it| view_of_moves(it, &undone));
                    Ok::<_, ServiceError>(views.collect::<Vec<_>>())
                })
            })
            .await?;
        let mut all = moves;
        for job in self.files_that_ran(caller, cursor, limit).await? {
            let counts = self.file_job(caller, &job.id).await?.counts;
            let ends: Vec<_> = counts
                .into_iter()
                .map(|(_, end, rows)| (end, rows))
                .collect();
            all.push(view_of_file(&user, &job, &ends));
        }
        all.sort_by(|a, b| b.id.cmp(&a.id));
        let has_more = all.len() > limit as usize;
        all.truncate(limit as usize);
        Ok(Page {
            cursor: all.last().filter(|_| has_more).map(|last| last.id.clone()),
            items: all,
        })
    }

    /// The files of the caller's that were run, the newest first: more than `limit` of them, or all there are. Rows that
    /// were only judged changed nothing; such a file stands with the files.
    async fn files_that_ran(
        &self,
        caller: &Caller,
        cursor: Option<&str>,
        limit: u32,
    ) -> Result<Vec<FileJob>, ServiceError> {
        let (mut ran, mut from) = (Vec::new(), cursor.map(str::to_owned));
        loop {
            let page = (from.as_deref(), Some(limit));
            let page = self.file_jobs(caller, None, page).await?;
            let of_page = page.items.into_iter();
            ran.extend(of_page.filter(|job| job.phase == JobPhase::Run));
            if ran.len() > limit as usize || page.cursor.is_none() {
                return Ok(ran);
            }
            from = page.cursor;
        }
    }

    /// One transaction of the caller's.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] for anybody else's.
    pub async fn transaction(
        &self,
        caller: &Caller,
        id: &str,
    ) -> Result<TransactionView, ServiceError> {
        match self.transaction_found(caller, id).await? {
            Found::File(job, ends) => Ok(view_of_file(&caller.user, &job, &ends)),
            Found::Moves(it) => {
                let moves: Vec<MoveId> = rows_of(&it)
                    .into_iter()
                    .filter_map(|row| row.user_move)
                    .collect();
                let undone = self
                    .store()
                    .read(move |tx| {
                        Box::pin(async move {
                            let all: Vec<&str> = moves.iter().map(MoveId::as_str).collect();
                            ledger::undone(tx, &all).await
                        })
                    })
                    .await?;
                Ok(view_of_moves(&it, &undone))
            }
        }
    }

    async fn transaction_found(&self, caller: &Caller, id: &str) -> Result<Found, ServiceError> {
        let (user, wanted) = (caller.user.clone(), id.to_owned());
        let found = self
            .store()
            .read(move |tx| {
                Box::pin(async move {
                    match transactions::find(tx, &user, &wanted).await? {
                        Some(it) => Ok::<_, ServiceError>(Some(it)),
                        None => of_one(tx, &user, &wanted).await,
                    }
                })
            })
            .await?;
        if let Some(it) = found {
            return Ok(Found::Moves(Box::new(it)));
        }
        let view = self.file_job(caller, id).await?;
        let ends = view.counts.into_iter().map(|(_, end, rows)| (end, rows));
        Ok(Found::File(Box::new(view.job), ends.collect()))
    }

    /// The parts of a transaction, in their order.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] for anybody else's; [`ServiceError::Invalid`] for a cursor that is none.
    pub async fn transaction_parts(
        &self,
        caller: &Caller,
        id: &str,
        (cursor, limit): (Option<&str>, Option<u32>),
    ) -> Result<Page<SubTransaction>, ServiceError> {
        let limit = page_limit(limit) as usize;
        let after = match cursor {
            None => None,
            Some(text) => Some(
                text.parse::<u32>()
                    .map_err(|_| crate::user_move::bad_cursor())?,
            ),
        };
        let (mut parts, more) = match self.transaction_found(caller, id).await? {
            Found::Moves(it) => {
                let from = after.map_or(0, |after| after as usize + 1);
                let rows = rows_of(&it).into_iter().enumerate().skip(from);
                let parts: Vec<SubTransaction> = rows.map(of_row).collect();
                (parts, false)
            }
            Found::File(job, _) => {
                let query = FileRowsQuery {
                    after,
                    ..FileRowsQuery::default()
                };
                let (rows, more) = self.file_job_rows(caller, id, &query).await?;
                let user_at = user_column(&job.headers);
                let parts = rows.into_iter().map(|row| SubTransaction {
                    place: row.ordinal,
                    line: Some(row.line),
                    user: user_at.and_then(|at| row.cells.get(at).cloned()),
                    result: row.result,
                    codes: row.codes,
                    user_move: None,
                });
                (parts.collect(), more)
            }
        };
        let has_more = more || parts.len() > limit;
        parts.truncate(limit);
        let last = parts.last().map(|part| part.place.to_string());
        Ok(Page {
            items: parts,
            cursor: last.filter(|_| has_more),
        })
    }

    /// What is told of the parts of a transaction at a level and above, as many parts as a page has.
    ///
    /// # Errors
    /// As of [`Service::transaction_parts`].
    pub async fn transaction_log(
        &self,
        caller: &Caller,
        id: &str,
        level: LogLevel,
        page: (Option<&str>, Option<u32>),
    ) -> Result<Page<LogEntry>, ServiceError> {
        let parts = self.transaction_parts(caller, id, page).await?;
        let mut entries = Vec::new();
        for part in &parts.items {
            let mut told = told_of(part);
            if let (LogLevel::Debug, Some(done)) = (level, &part.user_move) {
                let acting = Acting {
                    acting_in: None,
                    act_as: Some(ActAs::Operator),
                };
                // WHY not refused: who sees neither end any more still has the own log.
                if let Ok(view) = self.move_one(caller, &acting, done).await {
                    told.extend(view.steps.into_iter().map(|step| LogEntry {
                        step: Some(Box::new(step)),
                        ..entry(part, LogLevel::Debug, "written")
                    }));
                }
            }
            entries.extend(told.into_iter().filter(|entry| entry.severity >= level));
        }
        Ok(Page {
            items: entries,
            cursor: parts.cursor,
        })
    }

    /// Submits the input of a transaction again: a move is planned anew and made with the warnings that were taken note of
    /// then, a file is handed in again to be looked at.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] for anybody else's, [`ServiceError::Conflict`] before it came to its end; else as of the
    /// plan and the commit.
    pub async fn transaction_replay(
        &self,
        caller: &Caller,
        id: &str,
        idempotency_key: Option<&str>,
    ) -> Result<Replayed, ServiceError> {
        match self.transaction_found(caller, id).await? {
            Found::Moves(it) => {
                let gone = || {
                    ServiceError::conflict(
                        "details-forgotten",
                        "what was asked then is forgotten; ask for it anew",
                    )
                };
                let request: MoveRequest =
                    serde_json::from_value(it.request.clone()).map_err(|_| gone())?;
                if request == MoveRequest::default() {
                    return Err(gone());
                }
                let acknowledged =
                    serde_json::from_value(it.acknowledged.clone()).unwrap_or_default();
                let review = self.user_move_plan(caller, &request).await?;
                let commit = CommitRequest {
                    request,
                    digest: Some(review.digest),
                    acknowledged,
                };
                let done = self
                    .user_move_commit(caller, commit, idempotency_key)
                    .await?;
                Ok(Replayed::Moves(done))
            }
            Found::File(job, _) => {
                if job.state.is_open() || job.state == JobState::Paused {
                    return Err(ServiceError::conflict(
                        "job-not-over",
                        "it goes on; cancel it, or wait until it is over",
                    ));
                }
                let wanted = id.to_owned();
                let body = self
                    .store()
                    .read(move |tx| Box::pin(async move { file_jobs::body(tx, &wanted).await }))
                    .await?;
                let body = body.filter(|body| !body.is_empty());
                let body = body.ok_or(ServiceError::NotFound)?;
                let acting = Acting {
                    acting_in: Some(job.acting_in.clone()),
                    act_as: Some(ActAs::Operator),
                };
                let again = self
                    .file_job_create(caller, &acting, &job.file_name, body)
                    .await;
                let id = again.map_err(|error| match error {
                    crate::directory::ImportError::Service(error) => error,
                    other => ServiceError::internal(other),
                })?;
                Ok(Replayed::File { id })
            }
        }
    }
}

fn of_row((place, row): (usize, CommitRow)) -> SubTransaction {
    SubTransaction {
        place: u32::try_from(place).unwrap_or(u32::MAX),
        line: None,
        user: row.user.map(|user| user.to_string()),
        result: Some(row.result.as_str().to_owned()),
        codes: row.codes,
        user_move: row.user_move,
    }
}

fn entry(part: &SubTransaction, severity: LogLevel, code: &str) -> LogEntry {
    LogEntry {
        severity,
        level: severity.number(),
        code: code.to_owned(),
        place: part.place,
        user: part.user.clone(),
        step: None,
    }
}

fn told_of(part: &SubTransaction) -> Vec<LogEntry> {
    let Some(result) = &part.result else {
        return vec![entry(part, LogLevel::Verbose, "left")];
    };
    let is_bad = !is_good(result);
    let level = match result.as_str() {
        _ if is_bad => LogLevel::Error,
        "skipped" => LogLevel::Verbose,
        _ => LogLevel::Info,
    };
    let codes = part.codes.iter().filter(|code| *code != result);
    // WHY: what kept somebody where nothing was to be done is no error.
    let of = |code: &String| match severity_of(code, is_bad) {
        LogLevel::Error if !is_bad => LogLevel::Verbose,
        severity => severity,
    };
    let codes = codes.map(|code| entry(part, of(code), code));
    std::iter::once(entry(part, level, result))
        .chain(codes)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(result: &str, codes: &[&str]) -> SubTransaction {
        SubTransaction {
            place: 0,
            line: None,
            user: None,
            result: Some(result.to_owned()),
            codes: codes.iter().map(|code| (*code).to_owned()).collect(),
            user_move: None,
        }
    }

    fn levels(result: &str, codes: &[&str]) -> Vec<(u16, String)> {
        let told = told_of(&part(result, codes)).into_iter();
        told.map(|entry| (entry.level, entry.code)).collect()
    }

    #[test]
    fn what_is_told_has_the_severity_that_its_end_and_its_code_have() {
        assert_eq!(
            levels("moved", &["shared-line", "look-changes"]),
            [
                (20, "moved".to_owned()),
                (30, "shared-line".to_owned()),
                (20, "look-changes".to_owned())
            ]
        );
        assert_eq!(
            levels("refused", &["role-not-valid"]),
            [
                (40, "refused".to_owned()),
                (40, "role-not-valid".to_owned())
            ]
        );
        assert_eq!(
            levels("skipped", &["already-at-destination"]),
            [
                (15, "skipped".to_owned()),
                (15, "already-at-destination".to_owned())
            ]
        );
        assert_eq!(levels("stale", &["stale"]), [(40, "stale".to_owned())]);
    }

    #[test]
    fn a_parent_says_how_many_of_its_parts_succeeded() {
        let counts = |of: &[(&str, u32)]| {
            of.iter()
                .map(|(word, n)| ((*word).to_owned(), *n))
                .collect()
        };
        for (total, ends, status, message) in [
            (
                3,
                &[("moved", 2), ("skipped", 1)][..],
                TransactionStatus::Success,
                "[3/3] succeeded",
            ),
            (
                3,
                &[("moved", 2), ("refused", 1)],
                TransactionStatus::Partial,
                "[2/3] succeeded",
            ),
            (
                2,
                &[("stale", 2)],
                TransactionStatus::Fail,
                "[0/2] succeeded",
            ),
            (
                2,
                &[("moved", 1), ("left", 1)],
                TransactionStatus::Partial,
                "[1/2] succeeded",
            ),
        ] {
            assert_eq!(
                status_of(total, &counts(ends)),
                (status, message.to_owned())
            );
        }
    }
}

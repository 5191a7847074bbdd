//! Files of moves and of people that were handed in: the file, its rows, what was said of each, what became of it.
//!
//! A job has two phases: its rows are judged, then run. Whoever works on one holds it for a while and says so again and
//! again; where that ceases, another takes it up. What is in the rows is the caller's.

use crate::error::StoreError;
use crate::statement::statements;
use crate::tx::{Record, Tx, args, id_list, json};
use rehome_domain::ids::{OrganizationCode, UserId};
use rehome_domain::time::Timestamp;
use serde_json::{Value, json};

statements! {
    CREATE "file_jobs": "INSERT INTO file_jobs (id, actor, acting_in, file_name, file_hash, body, headers, options, phase, state,
        stop_asked, row_count, created_at, lease_until, ended_at, faults)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, $11, $12, 0, $13, $14)";
    ADD_ROWS "file_job_rows": "INSERT INTO file_job_rows (job, ordinal, line, in_line, cells, codes)
        SELECT $1, CAST(n.value ->> 'ordinal' AS BIGINT), CAST(n.value ->> 'line' AS BIGINT), CAST(n.value ->> 'in_line' AS BIGINT),
            n.value ->> 'cells', '[]' FROM json_each($2) n";
    DROP_ROWS "file_job_rows": "DELETE FROM file_job_rows WHERE job = $1";
    REPLACE "file_jobs": "UPDATE file_jobs SET file_name = $2, file_hash = $3, body = $4, phase = 'plan', state = 'queued', stop_asked = 0,
        row_count = $5, ended_at = NULL, begun_at = NULL WHERE id = $1 AND state NOT IN ('queued', 'running')";
    FIND "file_jobs": "SELECT id, actor, acting_in, file_name, file_hash, headers, options, phase, state, stop_asked, row_count,
        created_at, begun_at, ended_at, lease_until, faults FROM file_jobs WHERE id = $1";
    /// WHY without the faults: there can be a thousand of each file.
    OF_ACTOR "file_jobs": "SELECT id, actor, acting_in, file_name, file_hash, headers, options, phase, state, stop_asked, row_count,
        created_at, begun_at, ended_at, lease_until, CAST(NULL AS TEXT) AS faults FROM file_jobs WHERE actor = $1 AND acting_in = coalesce($2, acting_in) AND id < $3
        ORDER BY id DESC LIMIT $4";
    BODY "file_jobs": "SELECT id, body FROM file_jobs WHERE id = $1";
    QUEUE "file_jobs": "UPDATE file_jobs SET phase = $2, state = 'queued', options = $3, stop_asked = 0, ended_at = NULL, begun_at = $4
        WHERE id = $1 AND state NOT IN ('queued', 'running')";
    ASK_TO_STOP "file_jobs": "UPDATE file_jobs SET stop_asked = CASE WHEN state = 'paused' THEN 0 ELSE 1 END,
        ended_at = CASE WHEN state = 'paused' THEN $2 ELSE ended_at END,
        state = CASE WHEN state = 'paused' THEN 'cancelled' ELSE state END WHERE id = $1 AND state IN ('queued', 'running', 'paused')";
    /// Whoever was asked to stop is not asked to pause any more.
    ASK_TO_PAUSE "file_jobs": "UPDATE file_jobs SET stop_asked = CASE WHEN state = 'queued' THEN 0 ELSE 2 END,
        state = CASE WHEN state = 'queued' THEN 'paused' ELSE state END WHERE id = $1 AND state IN ('queued', 'running') AND stop_asked <> 1";
    FORGET_RESULTS "file_job_rows": "UPDATE file_job_rows SET result = NULL, codes = '[]'
        WHERE job = $1 AND ($2 = 0 OR coalesce(result, '') NOT IN ('moved', 'created', 'changed'))";
    /// WHY the conditions twice: on PostgreSQL two may find the same job, and the second looks again once it may write.
    TAKE "file_jobs": "UPDATE file_jobs SET state = 'running', worker = $1, lease_until = $2
        WHERE id = (SELECT id FROM file_jobs WHERE state = 'queued' OR (state = 'running' AND lease_until < $3) ORDER BY id LIMIT 1)
          AND (state = 'queued' OR (state = 'running' AND lease_until < $3)) RETURNING id";
    HOLD "file_jobs": "UPDATE file_jobs SET lease_until = $3 WHERE id = $1 AND worker = $2 AND state = 'running'
        AND EXISTS (SELECT 1 FROM users u WHERE u.id = actor AND u.status = 'active') RETURNING id, stop_asked";
    END "file_jobs": "UPDATE file_jobs SET state = $3, ended_at = $4, worker = NULL, lease_until = 0,
        stop_asked = CASE WHEN $5 = 1 THEN stop_asked ELSE 0 END WHERE id = $1 AND worker = $2";
    /// A row that an earlier try has done keeps what it came to.
    ///
    /// WHY MATERIALIZED: else SQLite reads the whole list for every row of the file; thousands told at once took minutes.
    TELL "file_job_rows": "WITH t AS MATERIALIZED (SELECT CAST(n.value ->> 'ordinal' AS BIGINT) AS ordinal, n.value ->> 'verdict' AS verdict,
            n.value ->> 'result' AS result, n.value ->> 'codes' AS codes, n.value ->> 'again' AS again FROM json_each($2) n)
        UPDATE file_job_rows SET verdict = coalesce(t.verdict, file_job_rows.verdict), result = t.result, codes = t.codes
        FROM t WHERE file_job_rows.job = $1 AND file_job_rows.ordinal = t.ordinal
          AND NOT (t.again = 'yes' AND coalesce(file_job_rows.result, '') IN ('moved', 'created', 'changed'))";
    COUNTS "file_job_rows": "SELECT coalesce(verdict, '') AS verdict, coalesce(result, '') AS result, COUNT(*) AS n
        FROM file_job_rows WHERE job = $1 GROUP BY 1, 2 ORDER BY 1, 2";
    WARNED "file_job_rows": "SELECT n.value ->> 0 AS code, COUNT(*) AS n FROM file_job_rows r CROSS JOIN json_each(r.codes) n
        WHERE r.job = $1 AND r.verdict = 'warns' GROUP BY 1 ORDER BY 1";
    PAGE "file_job_rows": "SELECT job, ordinal, line, in_line, cells, verdict, result, codes FROM file_job_rows
        WHERE job = $1 AND ordinal > $2 AND ($3 = '' OR coalesce(result, 'left') = $3) AND ($4 = '' OR verdict = $4)
        ORDER BY ordinal LIMIT $5";
    EDIT "file_job_rows": "UPDATE file_job_rows SET cells = $3 WHERE job = $1 AND ordinal = $2";
    PURGE "file_jobs": "DELETE FROM file_jobs WHERE created_at < $1 AND state NOT IN ('queued', 'running')";
    PURGE_ROWS "file_job_rows": "DELETE FROM file_job_rows WHERE job IN (
        SELECT id FROM file_jobs WHERE created_at < $1 AND state NOT IN ('queued', 'running'))";
}

/// A file that was handed in.
#[derive(Clone, Debug, PartialEq)]
pub struct FileJob {
    /// The id.
    pub id: String,
    /// Who handed it in.
    pub actor: UserId,
    /// Where they acted.
    pub acting_in: OrganizationCode,
    /// The name of the file.
    pub file_name: String,
    /// By what a repeated run of it is recognized.
    pub file_hash: String,
    /// The header as it is written.
    pub headers: Vec<String>,
    /// How it is run.
    pub options: Value,
    /// Whether rows are judged or run: `plan` or `run`.
    pub phase: String,
    /// How far it is, as ruling 74 spells it.
    pub state: String,
    /// What whoever works on it is asked to do.
    pub asked: Ask,
    /// How many rows there are.
    pub rows: u32,
    /// When it was handed in.
    pub created: Timestamp,
    /// When its present phase was asked for.
    pub begun: Option<Timestamp>,
    /// When that came to its end.
    pub ended: Option<Timestamp>,
    /// Until when whoever works on it holds it; long ago where nobody does.
    pub held_until: Timestamp,
    /// What is wrong with it, where it was refused. A list does not tell.
    pub faults: Option<Value>,
}

/// What whoever works on a file is asked to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Nothing.
    GoOn,
    /// To stop for good.
    Stop,
    /// To stop until it is resumed.
    Pause,
}

impl Ask {
    fn of(record: &Record) -> Result<Self, StoreError> {
        match record.int("stop_asked")? {
            0 => Ok(Self::GoOn),
            1 => Ok(Self::Stop),
            2 => Ok(Self::Pause),
            _ => Err(record.inconsistent("stop_asked")),
        }
    }
}

/// A row of such a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileJobRow {
    /// Its number, from 0.
    pub ordinal: u32,
    /// The line in the file.
    pub line: u32,
    /// Where in the line it begins; 0 in CSV.
    pub in_line: u32,
    /// The cells as they are written.
    pub cells: Vec<String>,
    /// The verdict, once there is one.
    pub verdict: Option<String>,
    /// What would become or became of it; none before it was tried.
    pub result: Option<String>,
    /// The codes that explain it.
    pub codes: Vec<String>,
}

/// What is told of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileJobTold {
    /// Its number.
    pub ordinal: u32,
    /// The verdict, where it was judged.
    pub verdict: Option<&'static str>,
    /// What would become or became of it.
    pub result: &'static str,
    /// The codes that explain it.
    pub codes: Vec<String>,
    /// Whether it only says that the row was done before.
    pub is_again: bool,
}

/// Which rows.
#[derive(Clone, Debug, Default)]
pub struct FileJobFilter {
    /// Only those that came to this; `left` for those not tried.
    pub result: Option<String>,
    /// Only those with this verdict.
    pub verdict: Option<String>,
    /// Only those behind this number.
    pub after: Option<u32>,
    /// At most so many.
    pub limit: u32,
}

fn read(record: &Record) -> Result<FileJob, StoreError> {
    Ok(FileJob {
        id: record.text("id")?.to_owned(),
        actor: record.text("actor")?.into(),
        acting_in: record.text("acting_in")?.into(),
        file_name: record.text("file_name")?.to_owned(),
        file_hash: record.text("file_hash")?.to_owned(),
        headers: record.json("headers")?,
        options: record.json("options")?,
        phase: record.text("phase")?.to_owned(),
        state: record.text("state")?.to_owned(),
        asked: Ask::of(record)?,
        rows: count(record, "row_count")?,
        created: record.time("created_at")?,
        begun: record.opt_int("begun_at")?.map(Timestamp),
        ended: record.opt_int("ended_at")?.map(Timestamp),
        held_until: record.time("lease_until")?,
        faults: record
            .opt_text("faults")?
            .map(|_| record.json("faults"))
            .transpose()?,
    })
}

fn count(record: &Record, column: &str) -> Result<u32, StoreError> {
    u32::try_from(record.int(column)?).map_err(|_| record.inconsistent(column))
}

/// Keeps a file that was handed in, without its rows.
///
/// # Errors
/// [`StoreError`].
pub async fn create(tx: &mut Tx, job: &FileJob, body: &str) -> Result<(), StoreError> {
    let (headers, options) = (json(&job.headers), job.options.to_string());
    let faults = job.faults.as_ref().map(Value::to_string);
    tx.execute(
        &CREATE,
        args![
            &job.id,
            &job.actor,
            &job.acting_in,
            &job.file_name,
            &job.file_hash,
            body,
            headers,
            options,
            &job.phase,
            &job.state,
            i64::from(job.rows),
            job.created,
            job.ended.map(|ended| ended.0),
            faults.as_deref()
        ],
    )
    .await
    .map(drop)
}

/// Keeps rows of a file.
///
/// # Errors
/// [`StoreError`].
pub async fn add_rows(tx: &mut Tx, job: &str, rows: &[FileJobRow]) -> Result<(), StoreError> {
    let list: Vec<Value> = rows
        .iter()
        .map(|row| {
            json!({ "ordinal": row.ordinal, "line": row.line, "in_line": row.in_line, "cells": json(&row.cells) })
        })
        .collect();
    tx.execute(&ADD_ROWS, args![job, json(&list)])
        .await
        .map(drop)
}

/// Puts another text in the place of a file; its rows are taken away. False where it is being worked on.
///
/// # Errors
/// [`StoreError`].
pub async fn replace(
    tx: &mut Tx,
    job: &str,
    (name, hash, body): (&str, &str, &str),
    rows: u32,
) -> Result<bool, StoreError> {
    let changed = tx
        .execute(&REPLACE, args![job, name, hash, body, i64::from(rows)])
        .await?;
    if changed == 1 {
        tx.execute(&DROP_ROWS, args![job]).await?;
    }
    Ok(changed == 1)
}

/// A file by its id.
///
/// # Errors
/// [`StoreError`].
pub async fn find(tx: &mut Tx, id: &str) -> Result<Option<FileJob>, StoreError> {
    tx.one(&FIND, args![id])
        .await?
        .map(|record| read(&record))
        .transpose()
}

/// The files somebody handed in, where they act or anywhere, the newest first and before `before`.
///
/// # Errors
/// [`StoreError`].
pub async fn of_actor(
    tx: &mut Tx,
    actor: &UserId,
    acting_in: Option<&OrganizationCode>,
    before: Option<&str>,
    limit: u32,
) -> Result<Vec<FileJob>, StoreError> {
    // Ids are hexadecimal.
    let before = before.unwrap_or("g");
    tx.rows(&OF_ACTOR, args![actor, acting_in, before, i64::from(limit)])
        .await?
        .iter()
        .map(read)
        .collect()
}

/// The text of a file.
///
/// # Errors
/// [`StoreError`].
pub async fn body(tx: &mut Tx, id: &str) -> Result<Option<String>, StoreError> {
    let record = tx.one(&BODY, args![id]).await?;
    record
        .map(|record| record.text("body").map(str::to_owned))
        .transpose()
}

/// Puts a file where whoever is free takes it up; false where it is being worked on. Rows that were done keep what they
/// came to where a run goes on.
///
/// # Errors
/// [`StoreError`].
pub async fn queue(
    tx: &mut Tx,
    id: &str,
    phase: &str,
    options: &Value,
    (begun, goes_on): (Timestamp, bool),
) -> Result<bool, StoreError> {
    let changed = tx
        .execute(&QUEUE, args![id, phase, options.to_string(), begun])
        .await?;
    if changed == 1 {
        tx.execute(&FORGET_RESULTS, args![id, goes_on]).await?;
    }
    Ok(changed == 1)
}

/// Asks whoever works on a file to stop, and stops one that is paused; false where there is nothing to stop.
///
/// # Errors
/// [`StoreError`].
pub async fn ask_to_stop(tx: &mut Tx, id: &str, now: Timestamp) -> Result<bool, StoreError> {
    Ok(tx.execute(&ASK_TO_STOP, args![id, now]).await? == 1)
}

/// Asks whoever works on a file to pause, and pauses one that waits; false where there is nothing to pause.
///
/// # Errors
/// [`StoreError`].
pub async fn ask_to_pause(tx: &mut Tx, id: &str) -> Result<bool, StoreError> {
    Ok(tx.execute(&ASK_TO_PAUSE, args![id]).await? == 1)
}

/// Takes up a file that waits, or that nobody holds any more.
///
/// # Errors
/// [`StoreError`].
pub async fn take(
    tx: &mut Tx,
    worker: &str,
    now: Timestamp,
    until: Timestamp,
) -> Result<Option<FileJob>, StoreError> {
    let Some(record) = tx.one(&TAKE, args![worker, until, now]).await? else {
        return Ok(None);
    };
    let id = record.text("id")?.to_owned();
    find(tx, &id).await
}

/// Goes on holding a file: what is asked of who works on it. None where another has it, or who handed it in is not active
/// any more.
///
/// # Errors
/// [`StoreError`].
pub async fn hold(
    tx: &mut Tx,
    id: &str,
    worker: &str,
    until: Timestamp,
) -> Result<Option<Ask>, StoreError> {
    let record = tx.one(&HOLD, args![id, worker, until]).await?;
    record.map(|record| Ask::of(&record)).transpose()
}

/// Lets go of a file; false where another has it. Who leaves it to another leaves what was asked, too.
///
/// # Errors
/// [`StoreError`].
pub async fn end(
    tx: &mut Tx,
    id: &str,
    worker: &str,
    state: &str,
    at: Option<Timestamp>,
) -> Result<bool, StoreError> {
    let at = at.map(|at| at.0);
    let is_left = i64::from(state == "queued");
    let changed = tx
        .execute(&END, args![id, worker, state, at, is_left])
        .await?;
    Ok(changed == 1)
}

/// Tells what is said of rows, or what became of them.
///
/// # Errors
/// [`StoreError`].
pub async fn tell(tx: &mut Tx, job: &str, told: &[FileJobTold]) -> Result<(), StoreError> {
    let list: Vec<Value> = told
        .iter()
        .map(|row| {
            json!({
                "ordinal": row.ordinal,
                "verdict": row.verdict,
                "result": row.result,
                "codes": id_list(row.codes.iter().map(String::as_str)),
                "again": if row.is_again { "yes" } else { "no" },
            })
        })
        .collect();
    tx.execute(&TELL, args![job, json(&list)]).await.map(drop)
}

/// How many rows have which verdict and came to what; the empty text for neither.
///
/// # Errors
/// [`StoreError`].
pub async fn counts(tx: &mut Tx, job: &str) -> Result<Vec<(String, String, u32)>, StoreError> {
    tx.rows(&COUNTS, args![job])
        .await?
        .iter()
        .map(|record| {
            let verdict = record.text("verdict")?.to_owned();
            Ok((
                verdict,
                record.text("result")?.to_owned(),
                count(record, "n")?,
            ))
        })
        .collect()
}

/// The codes of rows that would work with warnings, each with how many rows it concerns.
///
/// # Errors
/// [`StoreError`].
pub async fn warned(tx: &mut Tx, job: &str) -> Result<Vec<(String, u32)>, StoreError> {
    tx.rows(&WARNED, args![job])
        .await?
        .iter()
        .map(|record| Ok((record.text("code")?.to_owned(), count(record, "n")?)))
        .collect()
}

/// Some rows of a file, in their order.
///
/// # Errors
/// [`StoreError`].
pub async fn rows(
    tx: &mut Tx,
    job: &str,
    filter: &FileJobFilter,
) -> Result<Vec<FileJobRow>, StoreError> {
    let after = filter.after.map_or(-1, i64::from);
    let result = filter.result.as_deref().unwrap_or_default();
    let verdict = filter.verdict.as_deref().unwrap_or_default();
    let limit = i64::from(filter.limit);
    tx.rows(&PAGE, args![job, after, result, verdict, limit])
        .await?
        .iter()
        .map(|record| {
            let codes: Vec<[String; 1]> = record.json("codes")?;
            Ok(FileJobRow {
                ordinal: count(record, "ordinal")?,
                line: count(record, "line")?,
                in_line: count(record, "in_line")?,
                cells: record.json("cells")?,
                verdict: record.opt_text("verdict")?.map(str::to_owned),
                result: record.opt_text("result")?.map(str::to_owned),
                codes: codes.into_iter().map(|[code]| code).collect(),
            })
        })
        .collect()
}

/// Writes other cells into a row; false where there is no such row.
///
/// # Errors
/// [`StoreError`].
pub async fn edit(
    tx: &mut Tx,
    job: &str,
    ordinal: u32,
    cells: &[String],
) -> Result<bool, StoreError> {
    let changed = tx
        .execute(&EDIT, args![job, i64::from(ordinal), json(cells)])
        .await?;
    Ok(changed == 1)
}

/// Forgets files handed in before a point in time that nobody works on.
///
/// # Errors
/// [`StoreError`].
pub async fn purge(tx: &mut Tx, before: Timestamp) -> Result<u64, StoreError> {
    tx.execute(&PURGE_ROWS, args![before]).await?;
    tx.execute(&PURGE, args![before]).await
}

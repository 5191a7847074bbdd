//! What runs of a file leave behind for the next one.
//!
//! A row that did something is kept for good, and is not done again while its move stands: what was undone may run
//! again. A row that did nothing is tried again by the next run, but not where a later row about the same person is
//! done: that one has overtaken it, and trying it would take back what the file itself has done since. A run that has
//! not come to its end keeps what it told of every row; going on tells the same and tries none of them again, so that
//! a run that was killed ends like one that was not.

use super::whole::Whole;
use super::{FileOptions, FileResult, FileRowResult, key_of, place_of};
use crate::digest::sha256;
use crate::error::ServiceError;
use rehome_document::moves::MoveRow;
use rehome_domain::ids::{MoveId, OrganizationCode, UserId};
use rehome_domain::user_move::FamilyPlan;
use rehome_storage::{Tx, idempotency, ledger};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What is kept of a row that did something.
#[derive(Deserialize)]
struct Done {
    #[serde(rename = "move")]
    moved: Option<MoveId>,
    who: Option<UserId>,
    /// Who came along and is named in other rows, and where to.
    #[serde(default)]
    along: BTreeSet<String>,
    to: Option<OrganizationCode>,
}

/// What is kept of some rows by a run that is not finished.
#[derive(Serialize, Deserialize)]
struct Told {
    by: String,
    rows: Vec<FileResult>,
}

/// What is kept of a row that moved somebody.
pub(super) fn moved(family: &FamilyPlan, id: &MoveId, along: &BTreeSet<String>) -> Value {
    let who = &family.subject;
    if along.is_empty() {
        return json!({ "move": id, "who": who });
    }
    json!({ "move": id, "who": who, "along": along, "to": family.destination })
}

/// What is kept of a row that made or changed somebody.
pub(super) fn changed(who: Option<&UserId>) -> Value {
    json!({ "who": who })
}

/// What is kept of the rows that a run has told.
pub(super) fn told(by: &str, rows: &[FileResult]) -> Result<Value, ServiceError> {
    let told = Told {
        by: by.to_owned(),
        rows: rows.to_vec(),
    };
    serde_json::to_value(told).map_err(ServiceError::internal)
}

/// How a file is asked to run: asked otherwise, it is another run.
pub(super) fn by(options: &FileOptions) -> String {
    let asked = json!([
        options.acting.acting_in,
        options.acting.act_as,
        options.acknowledged,
        options.lock_after,
        options.reason
    ]);
    sha256(asked.to_string().as_bytes())
}

/// Which rows of a file are behind the last one that was done about the same person.
#[derive(Default)]
pub(super) struct Memory {
    order: HashMap<(u32, u32), usize>,
    latest: HashMap<UserId, usize>,
    /// Whether a run that is not finished was asked for otherwise.
    pub(super) is_of_another_run: bool,
}

impl Memory {
    /// Reads what earlier runs have left, for rows in the order in which they run. Whoever came along in one of them is
    /// noted: who went on from there may not see them any more.
    pub(super) async fn of(
        tx: &mut Tx,
        user: &UserId,
        options: &FileOptions,
        (rows, whole): (&[MoveRow], &Whole),
    ) -> Result<Self, ServiceError> {
        let kept = idempotency::of_file(tx, user, &options.file_hash).await?;
        let mut found = Self::default();
        if kept.is_empty() {
            return Ok(found);
        }
        let by = by(options);
        let mut tolds = kept.values().filter_map(read::<Told>);
        found.is_of_another_run = tolds.any(|told| told.by != by);
        let done = standing(tx, kept).await?.0;
        for (at, row) in rows.iter().enumerate() {
            found.order.insert((row.line, row.column), at);
            let Some(done) = done.get(&key_of(options, row)) else {
                continue;
            };
            if let Some(who) = done.who.clone() {
                found.latest.insert(who, at);
            }
            if let Some(to) = &done.to {
                whole.note_came_along(&done.along, to);
            }
        }
        Ok(found)
    }

    /// Whether a later row about somebody is done.
    pub(super) fn has_overtaken(&self, row: &MoveRow, who: &UserId) -> bool {
        let at = self.order.get(&(row.line, row.column));
        self.latest.get(who) > at
    }

    pub(super) fn is_empty(&self) -> bool {
        self.latest.is_empty()
    }
}

fn read<T: for<'de> Deserialize<'de>>(answer: &Value) -> Option<T> {
    T::deserialize(answer).ok()
}

/// The rows that are done, and the keys of those whose move was undone.
async fn standing(
    tx: &mut Tx,
    kept: BTreeMap<String, Value>,
) -> Result<(BTreeMap<String, Done>, BTreeSet<String>), ServiceError> {
    let mut done: BTreeMap<String, Done> = kept
        .into_iter()
        .filter(|(_, answer)| answer.get("by").is_none())
        .filter_map(|(key, answer)| Some((key, read(&answer)?)))
        .collect();
    let moves = done.values().filter_map(|done| done.moved.as_ref());
    let moves: Vec<&str> = moves.map(MoveId::as_str).collect();
    let undone = ledger::undone(tx, &moves).await?;
    let is_undone = |done: &Done| done.moved.as_ref().is_some_and(|id| undone.contains(id));
    let again = done.iter().filter(|(_, done)| is_undone(done));
    let again: BTreeSet<String> = again.map(|(key, _)| key.clone()).collect();
    done.retain(|key, _| !again.contains(key));
    Ok((done, again))
}

/// What is known of some rows.
pub(super) struct Known {
    done: BTreeSet<String>,
    /// The keys of rows whose move was undone.
    pub(super) undone: BTreeSet<String>,
    told: HashMap<(u32, u32), (FileRowResult, Vec<String>)>,
    /// The keys under which that was told.
    pub(super) told_under: Vec<String>,
}

impl Known {
    /// Reads what is known of rows, and what the same run has told of them before it broke off.
    pub(super) async fn of(
        tx: &mut Tx,
        user: &UserId,
        options: &FileOptions,
        rows: &[MoveRow],
        run: Option<&str>,
    ) -> Result<Self, ServiceError> {
        let file = &options.file_hash;
        let key_of_run = |row: &MoveRow| idempotency::key_of_run(file, &place_of(row));
        let mut keys: Vec<String> = rows.iter().map(|row| key_of(options, row)).collect();
        if run.is_some() {
            keys.extend(rows.iter().map(key_of_run));
        }
        let mut kept = idempotency::these(tx, user, &keys).await?;
        let (mut told, mut told_under) = (HashMap::new(), Vec::new());
        kept.retain(|key, answer| {
            let Some(found) = read::<Told>(answer) else {
                return true;
            };
            told_under.push(key.clone());
            if Some(found.by.as_str()) == run {
                let rows = found.rows.into_iter();
                told.extend(rows.map(|row| ((row.line, row.column), (row.result, row.codes))));
            }
            false
        });
        let (done, undone) = standing(tx, kept).await?;
        Ok(Self {
            done: done.into_keys().collect(),
            undone,
            told,
            told_under,
        })
    }

    /// Whether an earlier run has done a row.
    pub(super) fn is_done(&self, key: &str) -> bool {
        self.done.contains(key)
    }

    /// What this run has told of a row, unless that was undone since.
    pub(super) fn told_of(&self, row: &MoveRow, key: &str) -> Option<(FileRowResult, Vec<String>)> {
        let told = self.told.get(&(row.line, row.column));
        told.filter(|_| !self.undone.contains(key)).cloned()
    }
}

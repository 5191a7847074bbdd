//! Moves by file: every row an own move through plan and commit, without anybody at a screen.
//!
//! A row is judged on the state left by the rows above it (ruling 12). Rows run in file order, or by date where
//! the dates are in another order (ruling 80). What a run leaves behind is told in `memory`: running a file again does
//! nothing that was done before, and going on with a run tells what it told. A file of people says besides what people are
//! to be and names new ones; that goes by the same rights as on a screen. Opening files is the caller's.

mod facts;
mod job;
mod judge;
mod memory;
mod person;
mod plan;
mod run;
mod steer;
mod whole;
mod work;

pub use job::{
    FileFault, FileFaults, FileJob, FileJobOptions, FileJobView, FileRowsQuery, JobPhase, JobState,
    MAX_BYTES_OF_AN_UPLOAD,
};
pub use rehome_storage::file_jobs::FileJobRow;

use crate::caller::Acting;
use crate::digest::sha256;
use crate::directory::ImportError;
use crate::error::ServiceError;
use crate::service::Service;
use crate::user_move::RowResult;
use rehome_document::MAX_BYTES;
use rehome_document::moves::{MAX_ROWS, MoveRow, MoveTable, read_text};
use rehome_domain::time::Day;
use rehome_domain::user_move::Verdict;
use rehome_storage::{directory, idempotency};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// The most rows of one file (model 4).
pub const CEILING_OF_A_FILE: usize = MAX_ROWS;

/// How a file is run.
#[derive(Clone, Debug, Default)]
pub struct FileOptions {
    /// Where and as whom the caller acts.
    pub acting: Acting,
    /// The codes of warnings taken note of beforehand; any other warning refuses its row (ruling 11).
    pub acknowledged: BTreeSet<String>,
    /// Lock everybody who was moved.
    pub lock_after: bool,
    /// Why; kept in the ledger.
    pub reason: Option<String>,
    /// The SHA-256 of the file, by which a repeated run is recognized.
    pub file_hash: String,
    /// Set from outside to stop after the row in hand.
    pub stop: Arc<AtomicBool>,
}

/// What became of a row, or would become of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FileRowResult {
    /// Moved.
    Moved,
    /// Somebody new is there.
    Created,
    /// A profile or the move lock is changed.
    Changed,
    /// Nothing to do; no failure.
    Skipped,
    /// Something stands in the way.
    Refused,
    /// Something went wrong here.
    Failed,
}

impl FileRowResult {
    /// The word on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Moved => "moved",
            Self::Created => "created",
            Self::Changed => "changed",
            Self::Skipped => "skipped",
            Self::Refused => "refused",
            Self::Failed => "failed",
        }
    }

    /// The end with this word.
    pub fn of(word: &str) -> Option<Self> {
        let all = [
            Self::Moved,
            Self::Created,
            Self::Changed,
            Self::Skipped,
            Self::Refused,
            Self::Failed,
        ];
        all.into_iter().find(|result| result.as_str() == word)
    }

    /// The end of a family's move, where the row was about one.
    fn of_family(self) -> Option<RowResult> {
        match self {
            Self::Moved => Some(RowResult::Moved),
            Self::Skipped => Some(RowResult::Skipped),
            Self::Refused => Some(RowResult::Refused),
            Self::Failed => Some(RowResult::Failed),
            Self::Created | Self::Changed => None,
        }
    }
}

/// A row that has come to its end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FileResult {
    /// The line in the file.
    pub line: u32,
    /// Where in the line the row begins; 0 in CSV, where a line is a row.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub column: u32,
    /// Who, as the file says.
    pub user: String,
    /// What became of it.
    pub result: FileRowResult,
    /// The codes that explain it.
    pub codes: Vec<String>,
}

/// A row that has been judged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FileVerdict {
    /// The verdict.
    pub verdict: Verdict,
    /// What would become of the row, and the codes of all findings.
    #[serde(flatten)]
    pub row: FileResult,
}

fn is_zero(number: &u32) -> bool {
    *number == 0
}

/// How many rows came to which end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FileSummary {
    /// Rows that moved.
    pub moved: u32,
    /// Rows that made somebody.
    pub created: u32,
    /// Rows that changed a profile or a lock.
    pub changed: u32,
    /// Rows with nothing to do.
    pub skipped: u32,
    /// Rows refused.
    pub refused: u32,
    /// Rows where something went wrong here.
    pub failed: u32,
    /// Rows not tried because the run was stopped or broke off.
    pub left: u32,
}

impl FileSummary {
    pub(crate) fn of(rows: usize) -> Self {
        Self {
            left: u32::try_from(rows).unwrap_or(u32::MAX),
            ..Self::default()
        }
    }

    pub(crate) fn count(&mut self, result: FileRowResult) {
        let end = match result {
            FileRowResult::Moved => &mut self.moved,
            FileRowResult::Created => &mut self.created,
            FileRowResult::Changed => &mut self.changed,
            FileRowResult::Skipped => &mut self.skipped,
            FileRowResult::Refused => &mut self.refused,
            FileRowResult::Failed => &mut self.failed,
        };
        *end += 1;
        self.left = self.left.saturating_sub(1);
    }

    /// Whether nothing was refused, failed or left.
    pub fn is_all_done(&self) -> bool {
        self.refused == 0 && self.failed == 0 && self.left == 0
    }

    /// Whether any row has come to an end.
    pub fn has_begun(&self) -> bool {
        let ends = [self.moved, self.created, self.changed, self.skipped];
        ends.into_iter()
            .chain([self.refused, self.failed])
            .any(|rows| rows > 0)
    }
}

/// A run that broke off; the rows that were told until then stand.
#[derive(Debug, thiserror::Error)]
#[error("{error}")]
pub struct Broken {
    /// How far it came.
    pub summary: FileSummary,
    /// Why it broke off.
    #[source]
    pub error: ServiceError,
}

/// A file of moves or of people, read.
#[derive(Clone, Debug)]
pub struct MovesFile {
    /// Its rows.
    pub table: MoveTable,
    /// By what a repeated run of it is recognized.
    pub hash: String,
}

impl Service {
    /// Reads a file of moves or of people; its name says what it is written in. Beside what answers requests, and few
    /// at once: reading takes a multiple of the file's size.
    ///
    /// # Errors
    /// [`ImportError::Faults`] with everything that is wrong with the file.
    pub async fn moves_file(
        &self,
        name: &str,
        bytes: impl Into<Vec<u8>> + Send,
    ) -> Result<MovesFile, ImportError> {
        let (name, bytes) = (name.to_owned(), bytes.into());
        let attributes = self
            .store()
            .read(|tx| {
                Box::pin(async move { Ok::<_, ServiceError>(directory::attributes(tx).await?) })
            })
            .await?;
        let attributes = attributes.into_keys().collect();
        let turn = self.reading().clone().acquire_owned().await;
        let turn = turn.map_err(ServiceError::internal)?;
        let read = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            let table = read_text(&name, &bytes, MAX_BYTES, &attributes)?;
            Ok(MovesFile {
                table,
                hash: sha256(&bytes),
            })
        });
        let read = read.await.map_err(ServiceError::internal)?;
        read.map_err(ImportError::Faults)
    }
}

/// Refuses a file with more rows than one takes.
fn is_within_ceiling(rows: &[MoveRow]) -> Result<(), ServiceError> {
    if rows.len() <= CEILING_OF_A_FILE {
        return Ok(());
    }
    Err(ServiceError::rejected(
        "too-many-rows",
        format!("a file has at most {CEILING_OF_A_FILE} rows; split it"),
    ))
}

/// The key under which a row of a file is kept.
fn key_of(options: &FileOptions, row: &MoveRow) -> String {
    idempotency::key_of_row(&options.file_hash, &place_of(row))
}

/// Where a row begins.
fn place_of(row: &MoveRow) -> String {
    match row.column {
        0 => row.line.to_string(),
        column => format!("{}.{column}", row.line),
    }
}

/// The rows in the order in which they run: by date, a row without one staying behind the row above it.
fn in_order(rows: Vec<MoveRow>) -> Vec<MoveRow> {
    let mut latest: Option<Day> = None;
    let mut keyed: Vec<(Option<Day>, MoveRow)> = rows
        .into_iter()
        .map(|row| {
            latest = row.date.or(latest);
            (latest, row)
        })
        .collect();
    keyed.sort_by_key(|(key, _)| *key);
    keyed.into_iter().map(|(_, row)| row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(line: u32, date: Option<i32>) -> MoveRow {
        MoveRow {
            line,
            date: date.map(Day),
            ..MoveRow::default()
        }
    }

    fn lines(rows: Vec<MoveRow>) -> Vec<u32> {
        in_order(rows).into_iter().map(|row| row.line).collect()
    }

    #[test]
    fn rows_run_by_date_and_undated_ones_stay_behind_the_row_above() {
        assert_eq!(
            lines(vec![
                row(2, Some(60)),
                row(3, None),
                row(4, Some(1)),
                row(5, None)
            ]),
            [4, 5, 2, 3]
        );
    }

    #[test]
    fn rows_without_dates_run_in_file_order() {
        assert_eq!(
            lines(vec![row(2, None), row(3, None), row(4, None)]),
            [2, 3, 4]
        );
    }
}

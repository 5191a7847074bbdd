//! Moves by file: every row an own move through plan and commit, without anybody at a screen.
//!
//! A row is judged on the state left by the rows above it (ruling 12). Rows run in file order, or by date where
//! the dates are in another order (ruling 80). Each row that moved is kept under `file:<hash>:<line>`, so that
//! running the file again is harmless: done rows answer `already-done`. Reading files is the caller's.

mod judge;
mod plan;
mod run;

use crate::caller::Acting;
use crate::error::ServiceError;
use crate::user_move::RowResult;
use rehome_document::moves::MoveRow;
use rehome_domain::time::Day;
use rehome_domain::user_move::Verdict;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// The most rows of one file (model 4).
pub const CEILING_OF_A_FILE: usize = 150_000;

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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FileResult {
    /// The line in the file.
    pub line: u32,
    /// Who, as the file says.
    pub user: String,
    /// What became of it.
    pub result: RowResult,
    /// The codes that explain it.
    pub codes: Vec<String>,
}

/// What would become of a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FileVerdict {
    /// The line in the file.
    pub line: u32,
    /// Who, as the file says.
    pub user: String,
    /// The verdict.
    pub verdict: Verdict,
    /// What would become of it.
    pub result: RowResult,
    /// The codes of all findings.
    pub codes: Vec<String>,
}

/// How many rows came to which end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FileSummary {
    /// Rows that moved.
    pub moved: u32,
    /// Rows with nothing to do.
    pub skipped: u32,
    /// Rows refused.
    pub refused: u32,
    /// Rows where something went wrong here.
    pub failed: u32,
    /// Rows not tried because the run was stopped.
    pub left: u32,
}

impl FileSummary {
    fn count(&mut self, result: RowResult) {
        match result {
            RowResult::Moved => self.moved += 1,
            RowResult::Skipped => self.skipped += 1,
            RowResult::Refused | RowResult::Stale => self.refused += 1,
            RowResult::Failed => self.failed += 1,
        }
    }

    /// Whether nothing was refused, failed or left.
    pub fn is_all_done(&self) -> bool {
        self.refused == 0 && self.failed == 0 && self.left == 0
    }
}

/// Refuses a file with more rows than one takes.
fn is_within_ceiling(rows: &[MoveRow]) -> Result<(), ServiceError> {
    if rows.len() <= CEILING_OF_A_FILE {
        return Ok(());
    }
    Err(ServiceError::rejected(
        "too-many-rows",
        "a file has at most 150000 rows; split it",
    ))
}

/// The key under which a row of a file is kept.
fn key_of(options: &FileOptions, row: &MoveRow) -> String {
    format!("file:{}:{}", options.file_hash, row.line)
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

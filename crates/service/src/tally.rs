//! What became of the families that commits were about, counted since the start: from screens, programs and files
//! alike. An answer given again to a repeated commit counts again.

use crate::error::ServiceError;
use crate::user_move::{CommitAnswer, RowResult};
use std::sync::atomic::{AtomicU64, Ordering};

/// Families by the end they came to.
#[derive(Debug, Default)]
pub struct Tally {
    moved: AtomicU64,
    skipped: AtomicU64,
    refused: AtomicU64,
    stale: AtomicU64,
    failed: AtomicU64,
}

impl Tally {
    fn of(&self, result: RowResult) -> &AtomicU64 {
        match result {
            RowResult::Moved => &self.moved,
            RowResult::Skipped => &self.skipped,
            RowResult::Refused => &self.refused,
            RowResult::Stale => &self.stale,
            RowResult::Failed => &self.failed,
        }
    }

    pub(crate) fn count(&self, result: RowResult) {
        self.of(result).fetch_add(1, Ordering::Relaxed);
    }

    /// Counts what a commit came to: each of its families, or the refusal of the whole as one.
    pub(crate) fn count_all(&self, done: &Result<CommitAnswer, ServiceError>) {
        match done {
            Ok(answer) => answer.rows.iter().for_each(|row| self.count(row.result)),
            Err(ServiceError::Stale(_)) => self.count(RowResult::Stale),
            Err(ServiceError::Rejected(_)) => self.count(RowResult::Refused),
            Err(_) => {}
        }
    }

    /// Each end by its word on the wire, with how many came to it.
    pub fn figures(&self) -> [(&'static str, u64); 5] {
        [
            ("moved", RowResult::Moved),
            ("skipped", RowResult::Skipped),
            ("refused", RowResult::Refused),
            ("stale", RowResult::Stale),
            ("failed", RowResult::Failed),
        ]
        .map(|(word, result)| (word, self.of(result).load(Ordering::Relaxed)))
    }
}

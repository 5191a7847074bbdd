//! What people see of a transfer: how far it is, and what became of each piece.

use rehome_domain::content::ItemKind;
use rehome_domain::content::piece::{Hold, PieceId};
use rehome_domain::ids::{FolderId, OrganizationCode, UserId};
use rehome_domain::time::Timestamp;
use rehome_objects::ObjectsError;
use rehome_storage::transfers::{NamedItem, Phase, PieceRow, StateCount, TransferJob};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How far a transfer is, in pieces and bytes. What was planned is what moved, stays, failed, was given up or is still open.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TransferProgress {
    /// How many pieces were ordered; a version set is one.
    pub planned: u64,
    /// How many have arrived.
    pub moved: u64,
    /// How many stay after all.
    pub skipped: u64,
    /// How many failed and wait for somebody.
    pub failed: u64,
    /// How many were given up, so that the new owner has them.
    pub reassigned: u64,
    /// How many are waiting or being copied.
    pub open: u64,
    /// How many have gone back, or do not go any more, since the move was undone.
    pub taken_back: u64,
    /// How many bytes were ordered.
    pub bytes_planned: u64,
    /// How many of them have arrived.
    pub bytes_moved: u64,
}

impl TransferProgress {
    pub(crate) fn of(counts: &[StateCount]) -> Self {
        let mut progress = Self::default();
        for count in counts {
            progress.planned += count.pieces;
            progress.bytes_planned = progress.bytes_planned.saturating_add(count.bytes);
            let part = match count.state.as_str() {
                "moved" | "returning" => {
                    progress.bytes_moved = progress.bytes_moved.saturating_add(count.bytes);
                    &mut progress.moved
                }
                "skipped" => &mut progress.skipped,
                "failed" => &mut progress.failed,
                "reassigned" => &mut progress.reassigned,
                "withdrawn" | "returned" => &mut progress.taken_back,
                _ => &mut progress.open,
            };
            *part += count.pieces;
        }
        progress
    }

    /// Whether every piece is accounted for.
    pub fn adds_up(&self) -> bool {
        let ended = self.moved + self.skipped + self.failed + self.reassigned;
        self.planned == ended + self.open + self.taken_back
    }
}

/// How long a transfer will still take, as a range: reckoned by the pieces that ended, and by the bytes that arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Estimate {
    /// At least so many minutes, a part of one being one.
    pub least_minutes: u64,
    /// At most so many.
    pub most_minutes: u64,
}

impl Estimate {
    /// The estimate once something has come to its end and something is left: what is left goes as fast as what went.
    pub(super) fn of(progress: &TransferProgress, seconds: u64) -> Option<Self> {
        let done = progress.planned.checked_sub(progress.open)?;
        if done == 0 || progress.open == 0 || seconds == 0 {
            return None;
        }
        let minutes = |left: u64, done: u64| {
            let seconds = u128::from(left) * u128::from(seconds);
            let minutes = seconds.div_ceil(u128::from(done) * 60);
            u64::try_from(minutes).unwrap_or(u64::MAX).max(1)
        };
        let by_pieces = minutes(progress.open, done);
        let left = progress.bytes_planned.saturating_sub(progress.bytes_moved);
        let by_bytes = (progress.bytes_moved > 0).then(|| minutes(left, progress.bytes_moved));
        let by_bytes = by_bytes.unwrap_or(by_pieces);
        Some(Self {
            least_minutes: by_pieces.min(by_bytes),
            most_minutes: by_pieces.max(by_bytes),
        })
    }
}

/// A transfer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TransferView {
    /// The job.
    pub id: String,
    /// Whose things.
    pub subject: UserId,
    /// From which account.
    pub source: OrganizationCode,
    /// To which account.
    pub destination: OrganizationCode,
    /// Who takes over what stays after all; told to who steers alone.
    pub new_owner: Option<UserId>,
    /// The folder that was made for what arrives.
    pub folder: FolderId,
    /// What it is called.
    pub folder_name: String,
    /// `running`, `paused`, `returning`, `completed`, `completed_with_errors` or `cancelled`.
    pub state: String,
    /// How far it is.
    pub progress: TransferProgress,
    /// When it was ordered.
    pub ordered: Option<Timestamp>,
    /// When somebody worked on it last.
    pub last_sign: Option<Timestamp>,
    /// When it came to its end.
    pub ended: Option<Timestamp>,
    /// Whether it runs and nobody has finished a piece for a long time.
    pub stuck: bool,
    /// How long it will still take; none while it rests, and before anything came to its end.
    pub estimate: Option<Estimate>,
}

/// After so long without anything that came to its end a transfer that runs seems to hang, where the installation says
/// nothing else.
const STUCK_AFTER_MINUTES: u32 = 15;
const MINUTE: i64 = 60 * 1_000_000;

impl TransferView {
    pub(super) fn of(
        job: TransferJob,
        counts: &[StateCount],
        (stuck_after_minutes, now): (Option<u32>, Timestamp),
    ) -> Self {
        let is_at_work = is_at_work(job.phase);
        let most = i64::from(stuck_after_minutes.unwrap_or(STUCK_AFTER_MINUTES)) * MINUTE;
        let quiet = job
            .advanced
            .is_some_and(|at| now.0.saturating_sub(at.0) > most);
        let progress = TransferProgress::of(counts);
        let went = job.ordered.zip(job.changed);
        let seconds =
            went.and_then(|(from, to)| u64::try_from(to.0.saturating_sub(from.0) / 1_000_000).ok());
        let estimate = seconds.filter(|_| job.phase == Phase::Running);
        Self {
            estimate: estimate.and_then(|seconds| Estimate::of(&progress, seconds)),
            progress,
            state: job.phase.as_str().to_owned(),
            stuck: is_at_work && quiet,
            id: job.id,
            subject: job.subject,
            source: job.source,
            destination: job.destination,
            new_owner: job.new_owner,
            folder: job.folder,
            folder_name: job.folder_name,
            ordered: job.ordered,
            last_sign: job.changed,
            ended: job.ended,
        }
    }

    /// Whether nothing goes on any more until somebody does something.
    pub fn is_at_rest(&self) -> bool {
        !matches!(self.state.as_str(), "running" | "returning")
    }
}

pub(super) fn is_at_work(phase: Phase) -> bool {
    matches!(phase, Phase::Running | Phase::Returning)
}

/// The state of a piece, to choose by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)] // WHY: the words say it.
pub enum PieceStateName {
    Pending,
    Copying,
    Moved,
    Skipped,
    Failed,
    Reassigned,
}

impl PieceStateName {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Copying => "copying",
            Self::Moved => "moved",
            Self::Skipped => "skipped",
            Self::Failed => "failed",
            Self::Reassigned => "reassigned",
        }
    }
}

/// Why bytes were not copied. Never in the store's own words: these may hold paths and addresses, and go to the log alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CopyFault {
    Away,
    Full,
    Refuses,
    Missing,
    Damaged,
}

impl CopyFault {
    const ALL: [Self; 5] = [
        Self::Away,
        Self::Full,
        Self::Refuses,
        Self::Missing,
        Self::Damaged,
    ];

    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Away => "store_away",
            Self::Full => "store_full",
            Self::Refuses => "store_refuses",
            Self::Missing => "bytes_missing",
            Self::Damaged => "bytes_damaged",
        }
    }

    pub(super) fn of(error: &ObjectsError) -> Self {
        match error {
            ObjectsError::Full(_) => Self::Full,
            ObjectsError::Refuses(_) => Self::Refuses,
            ObjectsError::Missing(_) => Self::Missing,
            ObjectsError::Damaged { .. } => Self::Damaged,
            ObjectsError::Away(_) | ObjectsError::Source(_) | ObjectsError::TooLarge(_) => {
                Self::Away
            }
        }
    }
}

/// What is told as the reason of something that changed while it was copied.
pub(super) const CHANGED: &str = "changed";

/// The reason of a piece as it is told. WHY not as it stands: earlier versions kept what the store said.
fn told(reason: String) -> String {
    let is_rule = serde_json::from_value::<Hold>(reason.as_str().into()).is_ok();
    let is_fault = CopyFault::ALL.iter().any(|it| it.as_str() == reason);
    if is_rule || is_fault || reason == CHANGED {
        return reason;
    }
    "store_failed".to_owned()
}

/// A piece of a transfer: a version set or a single item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PieceView {
    /// Which.
    pub piece: PieceId,
    /// How its file is called, the last version's of a set; only of what the reader may know of.
    pub file: Option<String>,
    /// What it is; likewise.
    pub kind: Option<ItemKind>,
    /// How much it was when it was ordered, in bytes.
    pub bytes: u64,
    /// Where it has come to.
    pub state: String,
    /// Why it stays, waits or failed: `owners_differ`, `trashed`, `elsewhere`, `not_chosen`, `gone`, `destination_closed`,
    /// `no_room`, `changed`, `store_away`, `store_full`, `store_refuses`, `bytes_missing`, `bytes_damaged` or `store_failed`.
    pub reason: Option<String>,
    /// How many times it was tried in vain.
    pub tried: u32,
    /// When that was so.
    pub changed: Option<Timestamp>,
}

impl PieceView {
    /// A piece by the items of it that the reader may know of.
    pub(super) fn of(row: PieceRow, items: &[NamedItem]) -> Self {
        let own = items.iter().filter(|it| it.piece == row.piece);
        let last = own.max_by_key(|it| it.version);
        Self {
            file: last.and_then(|it| it.file.clone()),
            kind: last.map(|it| it.kind),
            piece: row.piece,
            bytes: row.bytes,
            state: row.state,
            reason: row.reason.map(told),
            tried: row.tried,
            changed: row.changed,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn at(pieces: (u64, u64), bytes: (u64, u64)) -> TransferProgress {
        TransferProgress {
            planned: pieces.1,
            moved: pieces.0,
            open: pieces.1 - pieces.0,
            bytes_planned: bytes.1,
            bytes_moved: bytes.0,
            ..TransferProgress::default()
        }
    }

    #[test]
    fn what_is_left_goes_as_fast_as_what_went_by_number_and_by_size() {
        let range = |pieces, bytes, seconds| {
            let found = Estimate::of(&at(pieces, bytes), seconds);
            found.map(|it| (it.least_minutes, it.most_minutes))
        };
        assert_eq!(range((10, 100), (500, 5_000), 60), Some((9, 9)));
        // Small ones went first: by number little is left, by size nearly all.
        assert_eq!(range((90, 100), (1_000, 100_000), 60), Some((1, 99)));
        assert_eq!(range((1, 2), (0, 0), 600), Some((10, 10)), "without bytes");
        assert_eq!(
            range((99, 100), (99, 100), 5),
            Some((1, 1)),
            "never nothing"
        );
        assert_eq!(range((0, 100), (0, 100), 60), None, "nothing to go by");
        assert_eq!(range((100, 100), (100, 100), 60), None, "nothing left");
        assert_eq!(range((1, 100), (1, 100), 0), None, "no time has gone by");
        let most = range((1, u64::MAX), (1, u64::MAX), u64::MAX).unwrap();
        assert_eq!(most.1, u64::MAX);
    }
}

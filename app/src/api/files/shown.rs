//! The service's files as the page shows them.

use super::{
    FaultView, FaultsView, FileCounts, FilePace, FileRowView, FileShow, FileState, FileSummary,
    FileView,
};
use crate::api::request::acting;
use crate::api::users::UsersAsked;
use rehome_domain::ids::{OrganizationCode, UserId};
use rehome_domain::time::Timestamp;
use rehome_domain::user_move::Verdict;
use rehome_service::ServiceError;
use rehome_service::bulk::{
    FileFaults, FileJob, FileJobRow, FileJobView, FileRowResult, FileRowsQuery, JobPhase, JobState,
};
use rehome_service::directory::ImportError;
use rehome_service::people::{Export, ExportColumn};

pub(super) fn summary(job: &FileJob) -> FileSummary {
    FileSummary {
        id: job.id.clone(),
        file_name: job.file_name.clone(),
        is_plan: job.phase == JobPhase::Plan,
        state: match job.state {
            JobState::Draft => FileState::Draft,
            JobState::Queued => FileState::Queued,
            JobState::Running => FileState::Running,
            JobState::Completed => FileState::Completed,
            JobState::CompletedWithErrors => FileState::CompletedWithErrors,
            JobState::Failed => FileState::Failed,
            JobState::Cancelled => FileState::Cancelled,
            JobState::Paused => FileState::Paused,
        },
        rows: job.rows,
        created: job.created,
        is_refused: job.is_refused,
    }
}

pub(super) fn view(found: FileJobView, now: Timestamp) -> FileView {
    let FileJobView {
        job,
        counts,
        warnings,
        faults,
    } = found;
    let mut all = FileCounts::default();
    for (verdict, result, rows) in counts {
        let end = match result {
            None => &mut all.left,
            Some(FileRowResult::Moved) => &mut all.moved,
            Some(FileRowResult::Created) => &mut all.created,
            Some(FileRowResult::Changed) => &mut all.changed,
            Some(FileRowResult::Skipped) => &mut all.skipped,
            Some(FileRowResult::Refused) => &mut all.refused,
            Some(FileRowResult::Failed) => &mut all.failed,
        };
        *end += rows;
        if verdict == Some(Verdict::Warns) && result == Some(FileRowResult::Moved) {
            all.warned += rows;
        }
    }
    FileView {
        pace: pace(&job, all, now),
        faults: faults.map(told),
        file: summary(&job),
        is_stopping: job.is_stopping,
        is_pausing: job.is_pausing,
        counts: all,
        warnings,
        acknowledged: job.options.acknowledged,
        headers: job.headers,
    }
}

/// How fast a file goes that is being worked on.
fn pace(job: &FileJob, counts: FileCounts, now: Timestamp) -> Option<FilePace> {
    if !job.state.is_open() {
        return None;
    }
    let seconds = |since: Timestamp| {
        let micros = now.0.saturating_sub(since.0).max(0);
        u32::try_from(micros / 1_000_000).unwrap_or(u32::MAX)
    };
    let going = seconds(job.begun.unwrap_or(job.created));
    let left = job.rows.saturating_sub(counts.done());
    let done = counts.done().saturating_sub(job.options.done_before);
    let rate = u64::from(done) * 10 / u64::from(going.max(1));
    let left = (u64::from(left) * u64::from(going.max(1))).checked_div(u64::from(done));
    Some(FilePace {
        seconds: going,
        rows_in_ten_seconds: u32::try_from(rate).unwrap_or(u32::MAX),
        seconds_left: left.map(|left| u32::try_from(left).unwrap_or(u32::MAX)),
        silent_for: job.last_sign.map(seconds),
    })
}

fn told(faults: FileFaults) -> FaultsView {
    let each = faults.faults.into_iter().map(|fault| FaultView {
        code: fault.code,
        line: fault.line,
        column: fault.column,
        name: fault.name,
    });
    FaultsView {
        total: u32::try_from(faults.total).unwrap_or(u32::MAX),
        faults: each.collect(),
    }
}

pub(super) fn query(show: FileShow, after: Option<u32>) -> FileRowsQuery {
    let result = match show {
        FileShow::All | FileShow::Warned => None,
        FileShow::Refused => Some("refused"),
        FileShow::Moved => Some("moved"),
        FileShow::Skipped => Some("skipped"),
        FileShow::Failed => Some("failed"),
        FileShow::Left => Some("left"),
    };
    FileRowsQuery {
        result: result.map(str::to_owned),
        verdict: (show == FileShow::Warned).then_some(Verdict::Warns),
        after,
    }
}

pub(super) fn row(row: FileJobRow) -> FileRowView {
    let verdicts = [
        Verdict::Works,
        Verdict::Warns,
        Verdict::Refuses,
        Verdict::Deferred,
    ];
    let verdict = row.verdict.as_deref();
    FileRowView {
        ordinal: row.ordinal,
        line: row.line,
        verdict: verdicts
            .into_iter()
            .find(|known| Some(known.as_str()) == verdict),
        cells: row.cells,
        result: row.result,
        codes: row.codes,
    }
}

/// What is wrong with a file, where that is what keeps it from being taken.
pub(super) fn faults(error: ImportError) -> Result<FaultsView, ServiceError> {
    match error {
        ImportError::Faults(faults) => Ok(told(FileFaults::from(&faults))),
        ImportError::Service(error) => Err(error),
    }
}

/// The table that a plain form asks for: of those ticked, else of those whom the filter finds.
pub fn export_of(
    acting_in: OrganizationCode,
    users: Vec<UserId>,
    columns: Vec<ExportColumn>,
    filter: Option<&str>,
) -> Export {
    // WHY: a filter that cannot be read is none; the form writes it itself.
    let asked: UsersAsked = filter
        .and_then(|filter| serde_json::from_str(filter).ok())
        .unwrap_or_default();
    let asked = UsersAsked {
        after: None,
        ..asked
    };
    Export {
        users,
        query: crate::api::users::query(acting(acting_in), asked),
        columns,
    }
}

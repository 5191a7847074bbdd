//! The service's files as the page shows them.

use super::{FaultView, FileCounts, FileRowView, FileShow, FileState, FileSummary, FileView};
use crate::api::request::acting;
use crate::api::users::UsersAsked;
use rehome_domain::ids::{OrganizationCode, UserId};
use rehome_domain::user_move::Verdict;
use rehome_service::ServiceError;
use rehome_service::bulk::{
    FileJob, FileJobRow, FileJobView, FileRowResult, FileRowsQuery, JobPhase, JobState,
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
        },
        rows: job.rows,
        created: job.created,
    }
}

pub(super) fn view(found: FileJobView) -> FileView {
    let FileJobView {
        job,
        counts,
        warnings,
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
        file: summary(&job),
        is_stopping: job.is_stopping,
        counts: all,
        warnings,
        acknowledged: job.options.acknowledged,
        headers: job.headers,
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

/// How many faults a page tells.
const MOST_FAULTS: usize = 20;

/// What is wrong with a file, where that is what keeps it from being taken.
pub(super) fn faults(error: ImportError) -> Result<Vec<FaultView>, ServiceError> {
    match error {
        ImportError::Faults(faults) => Ok(faults
            .faults
            .into_iter()
            .take(MOST_FAULTS)
            .map(|fault| FaultView {
                code: fault.code.as_str().to_owned(),
                line: fault.line,
                column: fault.column,
            })
            .collect()),
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

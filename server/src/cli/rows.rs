//! What is told of a file while it is planned or run, and what is written of it then.

use super::{CommandError, Ending, progress};
use crate::serve;
use rehome_document::MAX_BYTES;
use rehome_domain::user_move::Verdict;
use rehome_service::ServiceError;
use rehome_service::bulk::{FileResult, FileRowResult, FileSummary, FileVerdict};
use serde::Serialize;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// What is told of a row, as it is known.
#[derive(Clone, Serialize)]
pub(super) struct Told {
    line: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<u32>,
    user: String,
    /// Of a row that was planned.
    #[serde(skip_serializing_if = "Option::is_none")]
    verdict: Option<Verdict>,
    result: &'static str,
    codes: Vec<String>,
}

impl Told {
    pub(super) fn done(row: &FileResult) -> Self {
        Self {
            line: row.line,
            column: (row.column > 0).then_some(row.column),
            user: row.user.clone(),
            verdict: None,
            result: row.result.as_str(),
            codes: row.codes.clone(),
        }
    }

    /// Nothing was done: a plan says what would be.
    pub(super) fn planned(planned: &FileVerdict) -> Self {
        let result = match planned.row.result {
            FileRowResult::Moved => "would_move",
            FileRowResult::Created => "would_create",
            FileRowResult::Changed => "would_change",
            other => other.as_str(),
        };
        Self {
            verdict: Some(planned.verdict),
            result,
            ..Self::done(&planned.row)
        }
    }

    /// For people.
    fn sentence(&self) -> String {
        let verdict = self
            .verdict
            .map(|verdict| format!("{}, ", verdict.as_str()));
        let codes = match self.codes.as_slice() {
            [] => String::new(),
            codes => format!(" ({})", codes.join(", ")),
        };
        let result = self.result.replace('_', " ");
        let verdict = verdict.unwrap_or_default();
        format!(
            "line {}: {}: {verdict}{result}{codes}",
            self.line,
            shortened(&self.user)
        )
    }
}

/// How many characters of a name are printed for people.
const PRINTED: usize = 80;

/// A name as it is printed: whatever stands in a file, a row is a line.
fn shortened(name: &str) -> Cow<'_, str> {
    match name.char_indices().nth(PRINTED) {
        None => Cow::Borrowed(name),
        Some((end, _)) => Cow::Owned(format!("{}…", name.get(..end).unwrap_or_default())),
    }
}

/// The bytes of a file that is not too large.
pub(super) fn read(path: &Path) -> Result<Vec<u8>, CommandError> {
    let told = |error: std::io::Error| CommandError::told(format!("{}: {error}", path.display()));
    let size = std::fs::metadata(path).map_err(told)?.len();
    if size > MAX_BYTES {
        return Err(CommandError::told(format!(
            "{}: larger than {MAX_BYTES} bytes; split it",
            path.display()
        )));
    }
    std::fs::read(path).map_err(told)
}

/// Waits until the program is asked to stop.
pub(super) async fn stop_when_asked(stop: Arc<AtomicBool>) {
    if serve::asked_to_stop().await.is_ok() {
        stop.store(true, Ordering::Relaxed);
    }
}

/// What was told, by where the rows begin.
pub(super) type Rows = BTreeMap<(u32, u32), Told>;

/// Tells each row once, and keeps what was told for the end.
pub(super) struct Teller {
    told: Rows,
    bar: indicatif::ProgressBar,
    json: bool,
}

impl Teller {
    pub(super) fn new(rows: usize, json: bool) -> Self {
        Self {
            told: Rows::new(),
            bar: progress::bar(rows, "rows"),
            json,
        }
    }

    pub(super) fn tell(&mut self, at: (u32, u32), told: Told) {
        self.bar.inc(1);
        let is_failure = matches!(told.result, "refused" | "failed");
        if self.json || is_failure || told.verdict.is_some() {
            let text = if self.json {
                serde_json::to_string(&told).unwrap_or_default()
            } else {
                told.sentence()
            };
            self.bar.suspend(|| {
                // Whoever closed our output does not want to read on; the run goes on.
                let _ = writeln!(std::io::stdout(), "{text}");
            });
        }
        self.told.insert(at, told);
    }

    pub(super) fn finish(self) -> Rows {
        self.bar.finish_and_clear();
        self.told
    }
}

/// Writes a table again, with what was told of each row; its rows come by where they begin.
pub(super) fn write_result<'t>(
    path: &Path,
    headers: &[String],
    rows: impl Iterator<Item = ((u32, u32), &'t [String])>,
    (told, is_run): (&Rows, bool),
) -> Result<(), CommandError> {
    let cannot = |error: csv::Error| CommandError::told(format!("{}: {error}", path.display()));
    let mut file = csv::WriterBuilder::new()
        .flexible(true)
        .from_path(path)
        .map_err(cannot)?;
    let own: &[&str] = if is_run {
        &["result", "codes"]
    } else {
        &["verdict", "result", "codes"]
    };
    let headers = headers.iter().map(String::as_str);
    file.write_record(headers.chain(own.iter().copied()))
        .map_err(cannot)?;
    for (at, cells) in rows {
        let told = told.get(&at);
        let verdict = told.and_then(|told| told.verdict);
        let verdict = (!is_run).then(|| verdict.map_or("", Verdict::as_str));
        let result = told.map_or("left", |told| told.result);
        let codes = told.map(|told| told.codes.join(";")).unwrap_or_default();
        let cells = cells.iter().map(String::as_str);
        file.write_record(cells.chain(verdict).chain([result, codes.as_str()]))
            .map_err(cannot)?;
    }
    Ok(file.flush()?)
}

/// Says how many rows came to which end.
pub(super) fn summed_up(
    summary: FileSummary,
    broken: Option<ServiceError>,
    is_stopped: bool,
    is_run: bool,
) -> Ending {
    let FileSummary {
        moved,
        created,
        changed,
        skipped,
        refused,
        failed,
        left,
    } = summary;
    let would = if is_run { "" } else { "would be " };
    eprintln!(
        "{moved} {would}moved, {created} {would}created, {changed} {would}changed, {skipped} skipped, {refused} refused, \
         {failed} failed, {left} left"
    );
    if let Some(error) = broken {
        eprintln!("rehome: {}", CommandError::from(error));
        eprintln!("the run broke off; run again to go on");
    } else if left > 0 && is_stopped {
        eprintln!("stopped; run again to go on");
    }
    if summary.is_all_done() {
        Ending::Done
    } else {
        Ending::InPart
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_fills_a_page_is_cut() {
        assert_eq!(shortened("dana"), "dana");
        assert_eq!(shortened(&"ä".repeat(80)).chars().count(), 80);
        let cut = shortened(&"ä".repeat(4_096)).into_owned();
        assert_eq!(cut.chars().count(), 81);
        assert!(cut.ends_with('…'));
    }
}

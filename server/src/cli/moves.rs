//! `rehome moves plan` and `rehome moves run`: moves from a file, each judged like any other move.

use super::{Acting, CommandError, Ending, progress};
use crate::serve;
use clap::{Args, Subcommand};
use rehome_document::MAX_BYTES;
use rehome_document::moves::MoveTable;
use rehome_domain::user_move::Verdict;
use rehome_service::bulk::{
    Broken, FileOptions, FileResult, FileRowResult, FileSummary, FileVerdict,
};
use rehome_service::{Caller, Service, ServiceError, Via};
use serde::Serialize;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

#[derive(Subcommand, Debug)]
pub(super) enum Moves {
    /// Say what each row would do; nothing is changed
    Plan(File),
    /// Move; running the same file again is harmless and goes on where it was
    Run(File),
}

#[derive(Args, Debug)]
pub(super) struct File {
    /// A table (CSV, or a list in YAML or JSON) with the columns user, source, destination, date and others, where
    /// `from` and `to` are understood; or one of people with Username, Organization, Sponsor, Prevent User Move and
    /// attributes
    file: PathBuf,
    #[command(flatten)]
    acting: Acting,
    /// The codes of the warnings taken note of beforehand; any other warning refuses its row
    #[arg(long, value_name = "CODE,...", value_delimiter = ',')]
    acknowledge: Vec<String>,
    /// Lock everybody who was moved
    #[arg(long)]
    lock_after: bool,
    /// Why, for the ledger
    #[arg(long)]
    reason: Option<String>,
    /// Print one JSON object a row
    #[arg(long)]
    json: bool,
    /// Write the table again, with a result for each row
    #[arg(long, value_name = "FILE")]
    result: Option<PathBuf>,
}

/// What is told of a row, as it is known.
#[derive(Clone, Serialize)]
struct Told {
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
    fn done(row: &FileResult) -> Self {
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
    fn planned(planned: &FileVerdict) -> Self {
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

impl Moves {
    pub(super) async fn run(self, service: &Service) -> Result<Ending, CommandError> {
        match self {
            Self::Plan(file) => file.go(service, false).await,
            Self::Run(file) => file.go(service, true).await,
        }
    }
}

impl File {
    async fn go(self, service: &Service, is_run: bool) -> Result<Ending, CommandError> {
        let bytes = read(&self.file)?;
        let file = service
            .moves_file(&self.file.display().to_string(), bytes)
            .await?;
        let caller = Caller::new(
            service.user_named(&self.acting.user).await?,
            Via::CommandLine,
        );
        let stop = Arc::new(AtomicBool::new(false));
        let options = FileOptions {
            acting: rehome_service::Acting {
                acting_in: self.acting.acting_in.as_deref().map(Into::into),
                act_as: None,
            },
            acknowledged: self
                .acknowledge
                .iter()
                .map(|code| code.trim().to_owned())
                .filter(|code| !code.is_empty())
                .collect(),
            lock_after: self.lock_after,
            reason: self.reason.clone(),
            file_hash: file.hash,
            stop: Arc::clone(&stop),
        };
        let waiting = tokio::spawn(stop_when_asked(Arc::clone(&stop)));
        let mut teller = Teller::new(&file.table, self.json);
        let rows = file.table.rows.clone();
        let ended = if is_run {
            let tell = |row: &FileResult| teller.tell((row.line, row.column), Told::done(row));
            service.moves_run_rows(&caller, rows, &options, tell).await
        } else {
            let tell = |planned: &FileVerdict| {
                let row = &planned.row;
                teller.tell((row.line, row.column), Told::planned(planned));
            };
            let planned = service.moves_plan_file(&caller, rows, &options, tell).await;
            planned.map_err(|error| Broken {
                summary: FileSummary::default(),
                error,
            })
        };
        waiting.abort();
        let told = teller.finish();
        let (summary, broken) = match ended {
            Ok(summary) => (summary, None),
            Err(broken) if broken.summary.has_begun() => (broken.summary, Some(broken.error)),
            Err(broken) => return Err(broken.error.into()),
        };
        let written = match &self.result {
            Some(path) => write_result(path, &file.table, &told, is_run),
            None => Ok(()),
        };
        if is_run && summary.left == 0 && broken.is_none() && written.is_ok() {
            // Where that fails, the next run tells this one again.
            let over = service.moves_run_over(&caller, &options.file_hash).await;
            over.unwrap_or_else(|error| eprintln!("rehome: {error}"));
        }
        let is_stopped = stop.load(Ordering::Relaxed);
        let ending = summed_up(summary, broken, is_stopped, is_run);
        match written {
            Err(error) if is_run => {
                // WHY: rows were moved; "refused" would say that nothing was written.
                eprintln!("rehome: {error}");
                Ok(Ending::InPart)
            }
            written => written.map(|()| ending),
        }
    }
}

fn read(path: &Path) -> Result<Vec<u8>, CommandError> {
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

async fn stop_when_asked(stop: Arc<AtomicBool>) {
    if serve::asked_to_stop().await.is_ok() {
        stop.store(true, Ordering::Relaxed);
    }
}

/// What was told, by where the rows begin.
type Rows = BTreeMap<(u32, u32), Told>;

/// Tells each row once, and keeps what was told for the end.
struct Teller {
    told: Rows,
    bar: indicatif::ProgressBar,
    json: bool,
}

impl Teller {
    fn new(table: &MoveTable, json: bool) -> Self {
        Self {
            told: Rows::new(),
            bar: progress::bar(table.rows.len(), "rows"),
            json,
        }
    }

    fn tell(&mut self, at: (u32, u32), told: Told) {
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

    fn finish(self) -> Rows {
        self.bar.finish_and_clear();
        self.told
    }
}

fn write_result(
    path: &Path,
    table: &MoveTable,
    told: &Rows,
    is_run: bool,
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
    let headers = table.headers.iter().map(String::as_str);
    file.write_record(headers.chain(own.iter().copied()))
        .map_err(cannot)?;
    for row in &table.rows {
        let told = told.get(&(row.line, row.column));
        let verdict = told.and_then(|told| told.verdict);
        let verdict = (!is_run).then(|| verdict.map_or("", Verdict::as_str));
        let result = told.map_or("left", |told| told.result);
        let codes = told.map(|told| told.codes.join(";")).unwrap_or_default();
        let cells = row.cells.iter().map(String::as_str);
        file.write_record(cells.chain(verdict).chain([result, codes.as_str()]))
            .map_err(cannot)?;
    }
    Ok(file.flush()?)
}

fn summed_up(
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

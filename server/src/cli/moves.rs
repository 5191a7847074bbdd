//! `rehome moves plan` and `rehome moves run`: moves from a file, each judged like any other move.

use super::{Acting, CommandError, Ending, progress};
use crate::serve;
use clap::{Args, Subcommand};
use rehome_document::MAX_BYTES;
use rehome_document::moves::{MoveTable, read_text};
use rehome_service::bulk::{CEILING_OF_A_FILE, FileOptions};
use rehome_service::user_move::RowResult;
use rehome_service::{Caller, Service, Via};
use serde::Serialize;
use sha2::{Digest, Sha256};
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
    /// A table (CSV) with the columns user, source, destination, date and others; `from` and `to` are understood
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
    user: String,
    result: RowResult,
    codes: Vec<String>,
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
        let table = read_text(&self.file.display().to_string(), &bytes, MAX_BYTES, &Default::default())?;
        if table.rows.len() > CEILING_OF_A_FILE {
            let sentence = format!(
                "{} rows are too many; a file has at most {CEILING_OF_A_FILE}",
                table.rows.len()
            );
            return Err(CommandError::told(sentence));
        }
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
            file_hash: hash(&bytes),
            stop: Arc::clone(&stop),
        };
        let waiting = tokio::spawn(stop_when_asked(Arc::clone(&stop)));
        let teller = Teller::new(&table, self.json);
        let told = if is_run {
            run(service, &caller, &table, &options, teller).await
        } else {
            plan(service, &caller, &table, &options, teller).await
        };
        waiting.abort();
        let told = told?;
        if let Some(path) = &self.result {
            write_result(path, &table, &told)?;
        }
        Ok(summed_up(
            &table,
            &told,
            stop.load(Ordering::Relaxed),
            is_run,
        ))
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

fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

async fn stop_when_asked(stop: Arc<AtomicBool>) {
    if serve::asked_to_stop().await.is_ok() {
        stop.store(true, Ordering::Relaxed);
    }
}

type Rows = BTreeMap<u32, Told>;

async fn plan(
    service: &Service,
    caller: &Caller,
    table: &MoveTable,
    options: &FileOptions,
    mut teller: Teller,
) -> Result<Rows, CommandError> {
    let rows = table.rows.clone();
    let planned = service
        .moves_plan_file(caller, rows, options, |row| {
            teller.tell(row.line, &row.user, row.result, &row.codes)
        })
        .await;
    let told = teller.finish();
    planned?;
    Ok(told)
}

async fn run(
    service: &Service,
    caller: &Caller,
    table: &MoveTable,
    options: &FileOptions,
    mut teller: Teller,
) -> Result<Rows, CommandError> {
    let rows = table.rows.clone();
    let ran = service
        .moves_run_file(caller, rows, options, |row| {
            teller.tell(row.line, &row.user, row.result, &row.codes)
        })
        .await;
    let told = teller.finish();
    ran?;
    Ok(told)
}

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

    fn tell(&mut self, line: u32, user: &str, result: RowResult, codes: &[String]) {
        let told = Told {
            line,
            user: user.to_owned(),
            result,
            codes: codes.to_vec(),
        };
        self.bar.inc(1);
        let is_failure = matches!(
            result,
            RowResult::Refused | RowResult::Stale | RowResult::Failed
        );
        if self.json || is_failure {
            let text = if self.json {
                serde_json::to_string(&told).unwrap_or_default()
            } else {
                format!(
                    "line {line}: {user}: {} ({})",
                    word(result),
                    told.codes.join(", ")
                )
            };
            self.bar.suspend(|| {
                // Whoever closed our output does not want to read on; the run goes on.
                let _ = writeln!(std::io::stdout(), "{text}");
            });
        }
        self.told.insert(line, told);
    }

    fn finish(self) -> Rows {
        self.bar.finish_and_clear();
        self.told
    }
}

fn word(result: RowResult) -> &'static str {
    match result {
        RowResult::Moved => "moved",
        RowResult::Skipped => "skipped",
        RowResult::Refused => "refused",
        RowResult::Stale => "stale",
        RowResult::Failed => "failed",
    }
}

fn write_result(path: &Path, table: &MoveTable, told: &Rows) -> Result<(), CommandError> {
    let cannot = |error: csv::Error| CommandError::told(format!("{}: {error}", path.display()));
    let mut file = csv::WriterBuilder::new()
        .flexible(true)
        .from_path(path)
        .map_err(cannot)?;
    let headers = table
        .headers
        .iter()
        .map(String::as_str)
        .chain(["result", "codes"]);
    file.write_record(headers).map_err(cannot)?;
    for row in &table.rows {
        let told = told.get(&row.line);
        let result = told.map_or("left", |told| word(told.result));
        let codes = told.map(|told| told.codes.join(";")).unwrap_or_default();
        let cells = row
            .cells
            .iter()
            .map(String::as_str)
            .chain([result, codes.as_str()]);
        file.write_record(cells).map_err(cannot)?;
    }
    Ok(file.flush()?)
}

fn summed_up(table: &MoveTable, told: &Rows, is_stopped: bool, is_run: bool) -> Ending {
    let count = |wanted: &[RowResult]| {
        told.values()
            .filter(|told| wanted.contains(&told.result))
            .count()
    };
    let left = table.rows.len() - told.len();
    let (moved, skipped) = (count(&[RowResult::Moved]), count(&[RowResult::Skipped]));
    let (refused, failed) = (
        count(&[RowResult::Refused, RowResult::Stale]),
        count(&[RowResult::Failed]),
    );
    let verb = if is_run { "moved" } else { "would move" };
    eprintln!(
        "{} rows: {moved} {verb}, {skipped} skipped, {refused} refused, {failed} failed, {left} left",
        table.rows.len()
    );
    if left > 0 && is_stopped {
        eprintln!("stopped; run again to go on");
    }
    if refused + failed + left > 0 {
        Ending::InPart
    } else {
        Ending::Done
    }
}

//! Transactions: what the reader submitted for several people, its parts with what is told of them, and submitting again.

use super::ApiError;
#[cfg(feature = "ssr")]
use super::request::{caller, refused, service};
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use rehome_domain::ids::{MoveId, OrganizationCode};
use rehome_domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How far one is, or how it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TransactionEnd {
    /// It waits.
    Queued,
    /// It is being worked on.
    InProgress,
    /// Every part came to a good end.
    Success,
    /// Some did not.
    Partial,
    /// None did.
    Fail,
}

/// A transaction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransactionRow {
    /// The id.
    pub id: String,
    /// Whether it is a file; else a commit.
    pub is_file: bool,
    /// The name of the file, or the reason given.
    pub detail: Option<String>,
    /// Where the reader acted.
    pub acting_in: OrganizationCode,
    /// How far it is.
    pub end: TransactionEnd,
    /// Whether it was asked to end before its last part.
    pub cancelled: bool,
    /// How many parts there are, and how many came to a good end.
    pub total: u32,
    /// How many came to which end.
    pub counts: BTreeMap<String, u32>,
    /// When it was submitted.
    pub submitted: Timestamp,
    /// When the last part came to its end.
    pub completed: Option<Timestamp>,
    /// How long it took.
    pub milliseconds: Option<u64>,
    /// Whether all it did was taken back since.
    pub rolled_back: bool,
}

/// How grave an entry of a log is, the least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// What needed no doing.
    Verbose,
    /// What was done.
    Info,
    /// What was warned of.
    Warning,
    /// What stood in the way.
    Error,
}

/// A part with what is told of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartRow {
    /// Its place, from 0.
    pub place: u32,
    /// The line in a file.
    pub line: Option<u32>,
    /// Who, as asked.
    pub user: String,
    /// What became of it; none before it was tried.
    pub result: Option<String>,
    /// Its move.
    pub user_move: Option<MoveId>,
    /// What is told: how grave, and the code.
    pub told: Vec<(Severity, String)>,
}

/// Those that were submitted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransactionPage {
    /// The newest first.
    pub rows: Vec<TransactionRow>,
    /// Where the next page begins.
    pub next: Option<String>,
}

/// One of them, with a page of its parts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransactionShown {
    /// It.
    pub row: TransactionRow,
    /// Its parts.
    pub parts: Vec<PartRow>,
    /// Where the next page of them begins.
    pub next: Option<String>,
}

/// What came of submitting again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplayShown {
    /// The id of the new transaction, or of the job in which a file is judged.
    pub id: String,
    /// Whether it is a file.
    pub is_file: bool,
}

/// What the reader submitted.
#[server(endpoint = "transactions", input = Json)]
pub async fn transactions(
    /// From where on.
    after: Option<String>,
) -> Result<TransactionPage, ApiError> {
    let (service, caller) = (service()?, caller()?);
    let page = service
        .transactions(&caller, (after.as_deref(), None))
        .await
        .map_err(|error| refused(&error))?;
    Ok(TransactionPage {
        rows: page.items.into_iter().map(TransactionRow::from).collect(),
        next: page.cursor,
    })
}

/// One of them.
#[server(endpoint = "transactions/one", input = Json)]
pub async fn transaction(
    /// Which.
    id: String,
    /// From which part on.
    after: Option<String>,
) -> Result<TransactionShown, ApiError> {
    let (service, caller) = (service()?, caller()?);
    shown::one(&service, &caller, &id, after.as_deref())
        .await
        .map_err(|error| refused(&error))
}

/// Submits one again.
#[server(endpoint = "transactions/replay", input = Json)]
pub async fn transaction_replay(
    /// Which.
    id: String,
    /// What makes sending twice harmless.
    key: String,
) -> Result<ReplayShown, ApiError> {
    use rehome_service::transactions::Replayed;
    let (service, caller) = (service()?, caller()?);
    let again = service
        .transaction_replay(&caller, &id, Some(&key))
        .await
        .map_err(|error| refused(&error))?;
    Ok(match again {
        Replayed::Moves(done) => ReplayShown {
            id: done.id.to_string(),
            is_file: false,
        },
        Replayed::File { id } => ReplayShown { id, is_file: true },
    })
}

#[cfg(feature = "ssr")]
mod shown {
    use super::{PartRow, Severity, TransactionEnd, TransactionRow, TransactionShown};
    use rehome_service::transactions::{
        LogLevel, TransactionKind, TransactionStatus, TransactionView,
    };
    use rehome_service::{Caller, Service, ServiceError};

    pub(super) async fn one(
        service: &Service,
        caller: &Caller,
        id: &str,
        after: Option<&str>,
    ) -> Result<TransactionShown, ServiceError> {
        let row = service.transaction(caller, id).await?.into();
        let parts = service.transaction_parts(caller, id, (after, None)).await?;
        let log = service
            .transaction_log(caller, id, LogLevel::Verbose, (after, None))
            .await?;
        let rows = parts.items.into_iter().map(|part| {
            let told = log.items.iter().filter(|entry| entry.place == part.place);
            let result = part.result.as_deref();
            let told = told.filter(|entry| Some(entry.code.as_str()) != result);
            PartRow {
                told: told
                    .map(|it| (severity(it.severity), it.code.clone()))
                    .collect(),
                place: part.place,
                line: part.line,
                user: part.user.unwrap_or_default(),
                result: part.result,
                user_move: part.user_move,
            }
        });
        Ok(TransactionShown {
            row,
            parts: rows.collect(),
            next: parts.cursor,
        })
    }

    fn severity(level: LogLevel) -> Severity {
        match level {
            LogLevel::Debug | LogLevel::Verbose => Severity::Verbose,
            LogLevel::Info => Severity::Info,
            LogLevel::Warning => Severity::Warning,
            LogLevel::Error => Severity::Error,
        }
    }

    impl From<TransactionView> for TransactionRow {
        fn from(view: TransactionView) -> Self {
            Self {
                id: view.id,
                is_file: view.action == TransactionKind::File,
                detail: view.detail,
                acting_in: view.acting_in,
                end: match view.status {
                    TransactionStatus::Queued => TransactionEnd::Queued,
                    TransactionStatus::InProgress => TransactionEnd::InProgress,
                    TransactionStatus::Success => TransactionEnd::Success,
                    TransactionStatus::Partial => TransactionEnd::Partial,
                    TransactionStatus::Fail => TransactionEnd::Fail,
                },
                cancelled: view.cancelled,
                total: view.total,
                counts: view.counts,
                submitted: view.submitted,
                completed: view.completed,
                milliseconds: view.milliseconds,
                rolled_back: view.rolled_back,
            }
        }
    }
}

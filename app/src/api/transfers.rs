//! What is carried from account to account: a list, one, its pieces, and what is done to it.

#[cfg(feature = "ssr")]
mod shown;

use super::ApiError;
#[cfg(feature = "ssr")]
use super::request::{caller, refused, service};
use super::session::Place;
use super::users::PersonView;
use leptos::prelude::*;
use leptos::server_fn::codec::{GetUrl, Json};
use rehome_domain::content::ItemKind;
use rehome_domain::content::piece::PieceId;
use rehome_domain::time::Timestamp;
#[cfg(feature = "ssr")]
use rehome_service::Acting;
use serde::{Deserialize, Serialize};

/// Where a transfer stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TransferState {
    /// Somebody works on it.
    Running,
    /// It rests until it is resumed.
    Paused,
    /// The move was undone; what arrived goes back.
    Returning,
    /// Every piece has come to its end.
    Completed,
    /// So it is, but some failed and wait for somebody.
    CompletedWithErrors,
    /// It was ended.
    Cancelled,
}

/// How far a transfer is, in pieces and bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// How many pieces were ordered; a version set is one.
    pub planned: u64,
    /// How many have arrived.
    pub moved: u64,
    /// How many stay after all.
    pub skipped: u64,
    /// How many failed and wait for somebody.
    pub failed: u64,
    /// How many were given up.
    pub reassigned: u64,
    /// How many are waiting or being copied.
    pub open: u64,
    /// How many went back, or do not go any more.
    pub taken_back: u64,
    /// How many bytes were ordered.
    pub bytes_planned: u64,
    /// How many of them have arrived.
    pub bytes_moved: u64,
}

impl Progress {
    /// How many pieces have come to an end, in whatever way.
    pub fn ended(&self) -> u64 {
        self.moved + self.skipped + self.failed + self.reassigned + self.taken_back
    }
}

/// How a transfer stands now: what its events tell, as far as a page shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransferNow {
    /// The job.
    pub id: String,
    /// What the new folder is called.
    pub folder_name: String,
    /// Where it stands.
    pub state: TransferState,
    /// How far it is.
    pub progress: Progress,
    /// When it was ordered.
    pub ordered: Option<Timestamp>,
    /// When somebody worked on it last.
    pub last_sign: Option<Timestamp>,
    /// When it came to its end.
    pub ended: Option<Timestamp>,
    /// Whether it runs and nobody has finished a piece for a long time.
    pub stuck: bool,
    /// How long it will still take, where that can be said.
    pub estimate: Option<Estimate>,
}

/// How long a transfer will still take, as a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Estimate {
    /// At least so many minutes.
    pub least_minutes: u64,
    /// At most so many.
    pub most_minutes: u64,
}

impl TransferNow {
    /// Whether nothing goes on any more until somebody does something.
    pub fn is_at_rest(&self) -> bool {
        !matches!(
            self.state,
            TransferState::Running | TransferState::Returning
        )
    }
}

/// A transfer with the names in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransferShown {
    /// How it stands.
    pub now: TransferNow,
    /// Whose things.
    pub subject: PersonView,
    /// From which account.
    pub source: Place,
    /// To which account.
    pub destination: Place,
    /// Who takes over what stays after all.
    pub new_owner: Option<PersonView>,
    /// Whether the reader may steer it.
    pub steers: bool,
}

/// A page of transfers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransferPage {
    /// The transfers, the latest first.
    pub items: Vec<TransferShown>,
    /// What asks for the next page.
    pub cursor: Option<String>,
}

/// The state of a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PieceState {
    /// It waits.
    Pending,
    /// Its data is being copied.
    Copying,
    /// It is there.
    Moved,
    /// It stays after all.
    Skipped,
    /// It failed.
    Failed,
    /// It was given up.
    Reassigned,
    /// It went back, or does not go any more.
    TakenBack,
}

/// A piece.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PieceShown {
    /// Which.
    pub piece: PieceId,
    /// How its file is called, where the reader may know.
    pub file: Option<String>,
    /// What it is, where the reader may know.
    pub kind: Option<ItemKind>,
    /// How much it was when it was ordered, in bytes.
    pub bytes: u64,
    /// Where it has come to.
    pub state: PieceState,
    /// Why it stays, waits or failed.
    pub reason: Option<String>,
    /// How many times it was tried in vain.
    pub tried: u32,
}

/// A page of pieces.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pieces {
    /// The pieces, in their order.
    pub items: Vec<PieceShown>,
    /// What asks for the next page.
    pub cursor: Option<String>,
}

/// What is still on its way to where the reader lives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arriving {
    /// The job.
    pub id: String,
    /// How many pieces have arrived.
    pub moved: u64,
    /// Of how many.
    pub planned: u64,
}

/// What is to be done to a transfer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Deed {
    /// Let it rest.
    Pause,
    /// Let it go on.
    Resume,
    /// Try again what failed.
    Retry,
    /// End it.
    Cancel,
    /// Give up one piece, by the id of the item or the set.
    GiveUp(String),
}

/// What is still on its way to where the reader lives.
#[server(endpoint = "transfers/arriving", input = GetUrl)]
pub async fn still_arriving() -> Result<Option<Arriving>, ApiError> {
    let (service, caller) = (service()?, caller()?);
    let found = service.arriving(&caller).await;
    found
        .map(|found| found.map(shown::arriving))
        .map_err(|error| refused(&error))
}

/// The transfers in view.
#[server(endpoint = "transfers/list", input = GetUrl)]
pub async fn transfer_list(
    /// Behind which.
    cursor: Option<String>,
) -> Result<TransferPage, ApiError> {
    let (service, caller) = (service()?, caller()?);
    let acting = Acting::default();
    let found = service.transfers_shown(&caller, &acting, cursor.as_deref(), None);
    found
        .await
        .and_then(shown::list)
        .map_err(|error| refused(&error))
}

/// A transfer.
#[server(endpoint = "transfers/one", input = GetUrl)]
pub async fn transfer_one(
    /// Which.
    id: String,
) -> Result<TransferShown, ApiError> {
    let (service, caller) = (service()?, caller()?);
    let acting = Acting::default();
    let found = service.transfer_shown(&caller, &acting, &id);
    found
        .await
        .and_then(shown::one)
        .map_err(|error| refused(&error))
}

/// The pieces of a transfer.
#[server(endpoint = "transfers/pieces", input = GetUrl)]
pub async fn transfer_pieces(
    /// Of which.
    id: String,
    /// Only those in this state.
    state: Option<PieceState>,
    /// Behind which.
    cursor: Option<String>,
) -> Result<Pieces, ApiError> {
    let (service, caller) = (service()?, caller()?);
    shown::pieces(&service, &caller, &id, (state, cursor.as_deref()))
        .await
        .map_err(|error| refused(&error))
}

/// Does something to a transfer.
#[server(endpoint = "transfers/act", input = Json)]
pub async fn transfer_act(
    /// To which.
    id: String,
    /// What.
    deed: Deed,
) -> Result<TransferNow, ApiError> {
    let (service, caller) = (service()?, caller()?);
    let acting = Acting::default();
    let done = service.transfer_act(&caller, &acting, &id, deed.into());
    done.await
        .and_then(shown::now)
        .map_err(|error| refused(&error))
}

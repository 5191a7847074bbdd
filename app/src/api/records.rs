//! What was done: the ledger by page and by entry, who went where, undo, and the audit.

#[cfg(feature = "ssr")]
mod shown;
#[cfg(feature = "ssr")]
pub(super) use shown::{undo, undone};

use super::ApiError;
#[cfg(feature = "ssr")]
use super::request::{acting, caller, refused, service};
use super::session::Place;
use crate::words::Names;
use leptos::prelude::*;
use leptos::server_fn::codec::{GetUrl, Json};
use rehome_domain::ids::{MoveId, OrganizationCode, UserId};
use rehome_domain::time::{Day, Timestamp};
use rehome_domain::user_move::{Finding, Outcome};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What became of a move.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MoveState {
    /// It was done, and stands.
    Done,
    /// It was taken back.
    Undone,
    /// It took another one back, and stands.
    Undo,
}

/// By which way a move came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MoveWay {
    /// Somebody moved as oneself.
    Oneself,
    /// An operator at a screen, or a program in one's place.
    Operator,
    /// A file, a sync or a connector.
    File,
}

impl MoveState {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Done, Self::Undone, Self::Undo];

    /// The value in an address.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Undone => "undone",
            Self::Undo => "undo",
        }
    }
}

impl MoveWay {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Oneself, Self::Operator, Self::File];

    /// The value in an address.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Oneself => "self",
            Self::Operator => "operator",
            Self::File => "file",
        }
    }
}

/// Which moves; texts as they stand in the address, empty for anything.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MovesAsked {
    /// Of this person.
    pub person: String,
    /// Made by this person.
    pub actor: String,
    /// With an end there.
    pub organization: String,
    /// From this day on.
    pub from: String,
    /// Up to this day.
    pub to: String,
    /// In this state.
    pub state: String,
    /// By this way.
    pub way: String,
    /// From where on.
    pub cursor: String,
}

/// Who did something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum By {
    /// Who was moved.
    Themselves,
    /// Somebody else.
    Somebody(Arc<str>),
    /// Somebody out of the reader's view.
    Unseen,
}

/// That an entry is a copy and no move.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CopyOf {
    /// The name of the original, where that is in view.
    pub original: Option<Arc<str>>,
}

/// A move in a list, or a copy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MoveRow {
    /// The id.
    pub id: MoveId,
    /// The commit it was part of.
    pub commit: MoveId,
    /// Who was moved.
    pub subject: UserId,
    /// Their name.
    pub name: Arc<str>,
    /// Whether they were made by a copy; both homes are the same then.
    pub copy: Option<CopyOf>,
    /// Who went along.
    pub family: Vec<Arc<str>>,
    /// The old home.
    pub from: Place,
    /// The new home.
    pub to: Place,
    /// When.
    pub at: Timestamp,
    /// Who did it.
    pub by: By,
    /// By which way.
    pub way: MoveWay,
    /// What became of it.
    pub state: MoveState,
    /// Why.
    pub reason: Option<String>,
}

/// A page of moves.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MoveList {
    /// The moves, the newest first.
    pub rows: Vec<MoveRow>,
    /// Where the next page begins.
    pub cursor: Option<String>,
    /// Whether a filter names somebody who is not in view.
    pub names_nobody: bool,
    /// Who went where in the same time and organization.
    pub flows: Flows,
}

/// How many moved from one organization to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flow {
    /// From where.
    pub from: Arc<str>,
    /// To where.
    pub to: Arc<str>,
    /// How many families.
    pub moves: u32,
    /// How many of them as oneself.
    pub by_oneself: u32,
    /// How many of them were taken back.
    pub undone: u32,
}

/// Who went where.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flows {
    /// The flows, the strongest first.
    pub flows: Vec<Flow>,
    /// The oldest move counted, where older ones were not.
    pub since: Option<Timestamp>,
}

/// A move of the past as its page shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MoveShown {
    /// The move.
    pub row: MoveRow,
    /// What it was, by person.
    pub outcomes: BTreeMap<UserId, Outcome>,
    /// Whether memberships or delegations ended with it.
    pub removes: bool,
    /// The names in it.
    pub names: Names,
    /// How much of it the reader may not see.
    pub hidden: u32,
    /// The codes of the warnings that were acknowledged.
    pub acknowledged: Vec<String>,
    /// The day a file gave for it.
    pub as_of: Option<Day>,
    /// The move this one takes back.
    pub undoes: Option<MoveId>,
    /// The move that took this one back.
    pub undone_by: Option<MoveId>,
}

/// What an id leads to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MovesShown {
    /// Whether it is a commit of several families.
    pub is_commit: bool,
    /// The move, or a page of those of the commit.
    pub moves: Vec<MoveShown>,
    /// Where the next page begins.
    pub cursor: Option<String>,
}

/// A family that would stay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UndoBlocked {
    /// Whose family it is.
    pub user: UserId,
    /// What stands in the way.
    pub findings: Vec<Finding>,
}

/// What undoing would do. What is restored, kept and to be known is told of those who would move back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UndoShown {
    /// What is restored, by person.
    pub restored: BTreeMap<UserId, Outcome>,
    /// What changed since and stays as it is, by person.
    pub kept: BTreeMap<UserId, Outcome>,
    /// What the reader cannot restore, by person.
    pub not_restored: BTreeMap<UserId, Outcome>,
    /// What is to be known.
    pub findings: Vec<Finding>,
    /// How many families there are.
    pub families: u32,
    /// Those of them something stands in the way of.
    pub blocked: Vec<UndoBlocked>,
    /// The names in all of it.
    pub names: Names,
    /// How much of it is out of view.
    pub hidden: u32,
    /// What the undo hands back, so that nothing else is done than what was seen.
    pub digest: String,
}

/// What became of one family.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UndoneRow {
    /// Who; none where they are out of view.
    pub name: Option<Arc<str>>,
    /// The move back; none where they stay.
    pub user_move: Option<MoveId>,
    /// The codes of what stands in the way of who stays.
    pub codes: Vec<String>,
}

/// The answer to an undo.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Undone {
    /// It is done, family by family.
    Done(Vec<UndoneRow>),
    /// Something changed since; nothing was done. What undoing would do now.
    Stale(Box<UndoShown>),
    /// Something stands in the way, or is not acknowledged; nothing was done.
    Refused(Box<UndoShown>),
}

/// Which records of the audit; texts as they stand in the address, empty for anything.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditAsked {
    /// What says this.
    pub text: String,
    /// Of this kind.
    pub action: String,
    /// Done by this person.
    pub actor: String,
    /// About this.
    pub about: String,
    /// With an end there.
    pub organization: String,
    /// From this day on.
    pub from: String,
    /// Up to this day.
    pub to: String,
    /// From where on.
    pub cursor: String,
}

/// One record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordShown {
    /// The id.
    pub id: String,
    /// When.
    pub at: Timestamp,
    /// Who, by name; none where out of view.
    pub actor: Option<Arc<str>>,
    /// The code of the deed.
    pub action: String,
    /// About whom or what.
    pub about: Arc<str>,
    /// Where.
    pub places: Vec<OrganizationCode>,
    /// The particulars, name by name; none once they are gone.
    pub details: Option<Vec<(String, String)>>,
    /// The place in the chain; none until it is sealed.
    pub number: Option<i64>,
}

/// A page of the audit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditList {
    /// The records, the newest first.
    pub records: Vec<RecordShown>,
    /// Where the next page begins.
    pub cursor: Option<String>,
    /// Whether a filter names somebody who is not in view.
    pub names_nobody: bool,
}

/// What a walk along the chain found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chain {
    /// How many sealed records are in order.
    pub sealed: u64,
    /// How many are not sealed yet.
    pub unsealed: u64,
    /// The oldest of those.
    pub first_unsealed: Option<String>,
    /// The place from which on the chain does not hold.
    pub broken_at: Option<u64>,
}

/// A page of the moves in view, and who went where.
#[server(endpoint = "records/moves", input = GetUrl)]
pub async fn ask_moves(
    /// Where the reader acts.
    acting_in: OrganizationCode,
    /// Which moves.
    asked: Option<MovesAsked>,
) -> Result<MoveList, ApiError> {
    let (service, caller) = (service()?, caller()?);
    shown::moves(
        &service,
        &caller,
        acting(acting_in),
        asked.unwrap_or_default(),
    )
    .await
    .map_err(|error| refused(&error))
}

/// The move, or a page of the moves of a commit, with this id.
#[server(endpoint = "records/move", input = GetUrl)]
pub async fn ask_move(
    /// Where the reader acts.
    acting_in: OrganizationCode,
    /// Which.
    id: MoveId,
    /// From where on.
    cursor: Option<String>,
) -> Result<MovesShown, ApiError> {
    let (service, caller) = (service()?, caller()?);
    shown::one(&service, &caller, acting(acting_in), &id, cursor.as_deref())
        .await
        .map_err(|error| refused(&error))
}

/// What undoing a move, or all moves of a commit, would do.
#[server(endpoint = "records/undo/plan", input = Json)]
pub async fn ask_undo(
    /// Where the reader acts.
    acting_in: OrganizationCode,
    /// Which.
    id: MoveId,
) -> Result<UndoShown, ApiError> {
    let (service, caller) = (service()?, caller()?);
    shown::undo(&service, &caller, acting(acting_in), &id)
        .await
        .map_err(|error| refused(&error))
}

/// Takes a move, or all moves of a commit, back as it was looked at.
#[server(endpoint = "records/undo", input = Json)]
pub async fn undo_commit(
    /// Where the reader acts.
    acting_in: OrganizationCode,
    /// Which.
    id: MoveId,
    /// The digest of what was looked at.
    digest: String,
    /// The codes of the warnings that were acknowledged.
    acknowledged: BTreeSet<String>,
) -> Result<Undone, ApiError> {
    let (service, caller) = (service()?, caller()?);
    shown::undone(
        &service,
        &caller,
        acting(acting_in),
        &id,
        digest,
        acknowledged,
    )
    .await
    .map_err(|error| refused(&error))
}

/// A page of the audit.
#[server(endpoint = "records/audit", input = GetUrl)]
pub async fn ask_audit(
    /// Where the reader acts.
    acting_in: OrganizationCode,
    /// Which records.
    asked: Option<AuditAsked>,
) -> Result<AuditList, ApiError> {
    let (service, caller) = (service()?, caller()?);
    shown::audit(
        &service,
        &caller,
        acting(acting_in),
        asked.unwrap_or_default(),
    )
    .await
    .map_err(|error| refused(&error))
}

/// Walks along the chain of the audit.
#[server(endpoint = "records/audit/verify", input = Json)]
pub async fn audit_verify(
    /// Where the reader acts.
    acting_in: OrganizationCode,
) -> Result<Chain, ApiError> {
    let (service, caller) = (service()?, caller()?);
    let found = service
        .audit_verify_as(&caller, &acting(acting_in))
        .await
        .map_err(|error| refused(&error))?;
    let count = |number: i64| u64::try_from(number).unwrap_or_default();
    Ok(Chain {
        sealed: count(found.sealed),
        unsealed: count(found.unsealed),
        first_unsealed: found.first_unsealed,
        broken_at: found.broken_at.map(count),
    })
}

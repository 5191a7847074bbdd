//! Transfers: what is carried from one account to another, piece by piece, and how far that is.
//!
//! A transfer begins with the step that orders it and is given a job in the same transaction. Whoever works on a piece holds it
//! for a while; where that ceases, another takes it up. Every change of a piece counts the transfer's revision up. Rules are
//! the domain's ([`rehome_domain::content::transfer`]): here are their facts, and what they say is written. `pieces` is what
//! there is to carry, `work` what a worker does, `deeds` what people do.

mod deeds;
mod pieces;
mod work;

pub use deeds::{Outcome, cancel, give_up, pause, resume, retry};
pub use pieces::{NamedItem, PieceRow, names, pieces, still_to_go};
pub use work::{
    Copied, PieceFacts, Taken, bring_back, facts_of, fail, put_off, renew, skip, switch, take,
};

use crate::error::StoreError;
use crate::statement::{Statement, statements};
use crate::tx::{Record, Tx, args, id_list};
use rehome_domain::ids::{FolderId, MoveId, OrganizationCode, UserId};
use rehome_domain::time::Timestamp;

macro_rules! columns {
    ($after:literal) => {
        concat!(
            "SELECT t.id, t.job, t.subject, t.source, t.destination, t.new_owner, t.folder_name, t.folder_private, t.phase, t.open_pieces, t.actor,
            t.commit_id, t.ordered_at, t.changed_at, t.advanced_at, t.ended_at, t.revision FROM ",
            $after
        )
    };
}

statements! {
    ORDER "transfers": "UPDATE transfers SET job = $2, actor = $3, commit_id = $4, ordered_at = $5, changed_at = $5, advanced_at = $5 WHERE id = $1 AND job IS NULL";
    FIND "transfers": columns!("transfers t WHERE t.job = $1");
    BY_FOLDER "transfers": columns!("transfers t WHERE t.id = $1");
    OF_COMMIT "transfers": "SELECT t.job FROM transfers t WHERE t.commit_id = $1 AND t.job IS NOT NULL ORDER BY t.job";
    OF_SUBJECT "transfers": columns!("transfers t WHERE t.subject = $1 AND t.job IS NOT NULL ORDER BY t.job DESC LIMIT 20");
    OF_ACCOUNTS "transfers": columns!("(SELECT s.id FROM json_each($1) n CROSS JOIN transfers s WHERE s.source = n.value ->> 0 AND s.job < $2
            UNION SELECT d.id FROM json_each($1) n CROSS JOIN transfers d WHERE d.destination = n.value ->> 0 AND d.job < $2) w
        CROSS JOIN transfers t WHERE t.id = w.id ORDER BY t.job DESC LIMIT $3");
    CONCERN "transfers": "SELECT s.id FROM transfers s WHERE s.subject = $1 AND s.job IS NOT NULL AND (s.open_pieces > 0 OR s.phase = 'returning')
        UNION ALL SELECT o.id FROM transfers o WHERE o.new_owner = $1 AND o.open_pieces > 0 LIMIT 1";
    STUCK_AFTER "directory_sections": "SELECT d.body FROM directory_sections d WHERE d.section = 'settings' AND d.id = 'stuck_after_minutes'";
    UNDER_WAY "transfers": "SELECT s.id FROM organization_scope o CROSS JOIN transfers s
            WHERE o.ancestor = $1 AND s.source = o.organization AND s.job IS NOT NULL AND (s.open_pieces > 0 OR s.phase = 'returning')
        UNION ALL SELECT d.id FROM organization_scope o CROSS JOIN transfers d
            WHERE o.ancestor = $1 AND d.destination = o.organization AND d.job IS NOT NULL AND (d.open_pieces > 0 OR d.phase = 'returning') LIMIT 1";
    COUNTS "transfer_pieces": "SELECT p.state, count(*) AS many, CAST(COALESCE(sum(p.bytes), 0) AS BIGINT) AS bytes
        FROM transfer_pieces p WHERE p.transfer = $1 GROUP BY p.state";
    DONE "transfers": "UPDATE transfers SET phase = CASE WHEN open_pieces = 0 THEN 'completed' ELSE 'completed_with_errors' END, ended_at = $2,
            revision = revision + 1
        WHERE id = $1 AND phase IN ('running', 'paused') AND NOT EXISTS (SELECT 1 FROM transfer_pieces p WHERE p.transfer = transfers.id AND p.state IN ('pending', 'copying'))";
}

/// The statements of this folder.
pub(crate) const ALL_STATEMENTS: [&[Statement]; 4] = [
    STATEMENTS,
    deeds::STATEMENTS,
    pieces::STATEMENTS,
    work::STATEMENTS,
];

/// Where a transfer stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Pieces are carried.
    Running,
    /// It rests until it is resumed.
    Paused,
    /// The move was undone; what arrived goes back.
    Returning,
    /// Every piece has come to its end.
    Completed,
    /// So it is, but some failed and wait for somebody.
    CompletedWithErrors,
    /// It was ended; the new owner has what had not arrived.
    Cancelled,
}

impl Phase {
    const ALL: [Self; 6] = [
        Self::Running,
        Self::Paused,
        Self::Returning,
        Self::Completed,
        Self::CompletedWithErrors,
        Self::Cancelled,
    ];

    /// The word on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Paused => "paused",
            Self::Returning => "returning",
            Self::Completed => "completed",
            Self::CompletedWithErrors => "completed_with_errors",
            Self::Cancelled => "cancelled",
        }
    }

    fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|phase| phase.as_str() == name)
    }
}

/// A transfer as a whole.
#[derive(Clone, Debug, PartialEq)]
pub struct TransferJob {
    /// The job.
    pub id: String,
    /// The folder that was made for it.
    pub folder: FolderId,
    /// What that is called.
    pub folder_name: String,
    /// Whether it is private.
    pub folder_private: bool,
    /// Whose things.
    pub subject: UserId,
    /// From where.
    pub source: OrganizationCode,
    /// To where.
    pub destination: OrganizationCode,
    /// Who takes over what stays after all.
    pub new_owner: Option<UserId>,
    /// Where it stands.
    pub phase: Phase,
    /// How many pieces something may still come of.
    pub open: u32,
    /// Who ordered it.
    pub actor: Option<UserId>,
    /// With which commit.
    pub commit: Option<MoveId>,
    /// When.
    pub ordered: Option<Timestamp>,
    /// When somebody worked on it last.
    pub changed: Option<Timestamp>,
    /// When a piece came to its end last, or bytes of one went on; none for what goes back and is not taken up yet.
    pub advanced: Option<Timestamp>,
    /// When it came to its end.
    pub ended: Option<Timestamp>,
    /// The revision of the row.
    pub revision: i64,
}

pub(crate) fn job(record: &Record) -> Result<TransferJob, StoreError> {
    let time = |column: &str| record.opt_int(column).map(|it| it.map(Timestamp));
    Ok(TransferJob {
        id: record.opt_text("job")?.unwrap_or_default().to_owned(),
        folder: record.text("id")?.into(),
        folder_name: record.text("folder_name")?.to_owned(),
        folder_private: record.bool("folder_private")?,
        subject: record.text("subject")?.into(),
        source: record.text("source")?.into(),
        destination: record.text("destination")?.into(),
        new_owner: record.opt_text("new_owner")?.map(Into::into),
        phase: record.parsed("phase", Phase::from_name)?,
        open: u32::try_from(record.int("open_pieces")?).unwrap_or(0),
        actor: record.opt_text("actor")?.map(Into::into),
        commit: record.opt_text("commit_id")?.map(Into::into),
        ordered: time("ordered_at")?,
        changed: time("changed_at")?,
        advanced: time("advanced_at")?,
        ended: time("ended_at")?,
        revision: record.int("revision")?,
    })
}

/// How many pieces are in a state, and how much they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StateCount {
    /// The state's word.
    pub state: String,
    /// How many pieces.
    pub pieces: u64,
    /// How many bytes.
    pub bytes: u64,
}

/// Gives a transfer that was begun with a move its job; false where it has one.
///
/// # Errors
/// [`StoreError`].
pub async fn order(
    tx: &mut Tx,
    folder: &FolderId,
    id: &str,
    (actor, commit): (&UserId, &MoveId),
    now: Timestamp,
) -> Result<bool, StoreError> {
    let asked = args![folder, id, actor, commit, now];
    Ok(tx.execute(&ORDER, asked).await? == 1)
}

/// A transfer by its job.
///
/// # Errors
/// [`StoreError`].
pub async fn find(tx: &mut Tx, id: &str) -> Result<Option<TransferJob>, StoreError> {
    tx.one(&FIND, args![id])
        .await?
        .as_ref()
        .map(job)
        .transpose()
}

/// A transfer by the folder that was made for it.
///
/// # Errors
/// [`StoreError`].
pub async fn by_folder(tx: &mut Tx, id: &FolderId) -> Result<Option<TransferJob>, StoreError> {
    let found = tx.one(&BY_FOLDER, args![id]).await?;
    found.as_ref().map(job).transpose()
}

/// The jobs of a commit.
///
/// # Errors
/// [`StoreError`].
pub async fn of_commit(tx: &mut Tx, commit: &MoveId) -> Result<Vec<String>, StoreError> {
    let records = tx.rows(&OF_COMMIT, args![commit]).await?;
    let jobs = records.iter();
    jobs.map(|record| record.text("job").map(str::to_owned))
        .collect()
}

/// The latest transfers of somebody's things.
///
/// # Errors
/// [`StoreError`].
pub async fn of_subject(tx: &mut Tx, user: &UserId) -> Result<Vec<TransferJob>, StoreError> {
    let records = tx.rows(&OF_SUBJECT, args![user]).await?;
    records.iter().map(job).collect()
}

/// Whether something is still to come of a transfer of somebody's things, or of one after which they take over what stays.
///
/// # Errors
/// [`StoreError`].
pub async fn concern(tx: &mut Tx, user: &UserId) -> Result<bool, StoreError> {
    Ok(tx.one(&CONCERN, args![user]).await?.is_some())
}

/// Whether something is still to come of a transfer from or to an account, or one below it.
///
/// # Errors
/// [`StoreError`].
pub async fn under_way(tx: &mut Tx, account: &OrganizationCode) -> Result<bool, StoreError> {
    Ok(tx.one(&UNDER_WAY, args![account]).await?.is_some())
}

/// The transfers from or to some accounts, the latest first, before `before`.
///
/// # Errors
/// [`StoreError`].
pub async fn of_accounts(
    tx: &mut Tx,
    accounts: &[OrganizationCode],
    before: Option<&str>,
    most: u32,
) -> Result<Vec<TransferJob>, StoreError> {
    let accounts = id_list(accounts.iter().map(OrganizationCode::as_str));
    // Ids are hexadecimal.
    let asked = args![accounts, before.unwrap_or("g"), i64::from(most)];
    tx.rows(&OF_ACCOUNTS, asked)
        .await?
        .iter()
        .map(job)
        .collect()
}

/// After how many minutes a transfer seems to hang that does not advance, where the installation says so.
///
/// # Errors
/// [`StoreError`].
pub async fn stuck_after_minutes(tx: &mut Tx) -> Result<Option<u32>, StoreError> {
    let found = tx.one(&STUCK_AFTER, &[]).await?;
    found.map(|record| record.json("body")).transpose()
}

/// How many pieces of a transfer are in which state.
///
/// # Errors
/// [`StoreError`].
pub async fn counts(tx: &mut Tx, folder: &FolderId) -> Result<Vec<StateCount>, StoreError> {
    let records = tx.rows(&COUNTS, args![folder]).await?;
    let counts = records.iter().map(|record| {
        Ok(StateCount {
            state: record.text("state")?.to_owned(),
            pieces: record.int("many")?.unsigned_abs(),
            bytes: record.int("bytes")?.unsigned_abs(),
        })
    });
    counts.collect()
}

/// Ends a transfer whose every piece has come to its end, be it one that rests; whether it did.
///
/// # Errors
/// [`StoreError`].
pub async fn close(tx: &mut Tx, folder: &FolderId, now: Timestamp) -> Result<bool, StoreError> {
    Ok(tx.execute(&DONE, args![folder, now]).await? == 1)
}

//! The ledger: what was really done, one entry per family moved, with the steps' before-images.

use crate::error::StoreError;
use crate::receipt::{Part, Values};
use crate::statement::statements;
use crate::tx::{Arg, Record, Tx, args, json, opt_owned, owned};
use rehome_domain::ids::{MoveId, OrganizationCode, UserId};
use rehome_domain::time::Day;
use rehome_domain::undo::LedgerEntry;
use rehome_domain::user_move::{ActAs, Channel};
use serde_json::Value;

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT m.id, m.commit_id, m.actor, m.acting_in, m.act_as, m.channel, m.subject, m.source, m.destination, m.members, m.request, ",
            "m.acknowledged, m.steps, m.held, m.digest, m.decision_digest, m.reason, m.as_of, m.committed_at, m.undoes, m.undone_by, ",
            "(SELECT max(later.move_id) FROM user_move_people later WHERE later.user_id = m.subject AND later.move_id > m.id) AS superseded_by ",
            $rest
        )
    };
}

statements! {
    UNDONE "user_moves": "UPDATE user_moves SET undone_by = $2 WHERE id = $1 AND undone_by IS NULL";
    GET "user_moves": select!("FROM user_moves m WHERE m.id = $1");
    OF_COMMIT "user_moves": select!("FROM user_moves m WHERE m.commit_id = $1 AND m.id > $2 ORDER BY m.id LIMIT $3");
    OF_USER "user_moves": select!("FROM user_move_people p JOIN user_moves m ON m.id = p.move_id
        WHERE p.user_id = $1 AND p.move_id < $2 ORDER BY p.move_id DESC LIMIT $3");
    LIST "user_moves": select!("FROM user_moves m WHERE m.id < $1 ORDER BY m.id DESC LIMIT $2");
    LIST_IN "user_moves": select!("FROM user_moves m WHERE m.id < $1 AND (
            EXISTS (SELECT 1 FROM organization_scope s WHERE s.organization = m.source AND s.ancestor = $3)
            OR EXISTS (SELECT 1 FROM organization_scope s WHERE s.organization = m.destination AND s.ancestor = $3))
        ORDER BY m.id DESC LIMIT $2");
}

/// Behind every id: the cursor of a first page, newest first.
const END: &str = "\u{10ffff}";

/// The ledger's row of one family's move.
#[derive(Clone, Debug, PartialEq)]
pub struct MoveRecord {
    /// What an undo needs.
    pub entry: LedgerEntry,
    /// Who did it.
    pub actor: UserId,
    /// Where they acted.
    pub acting_in: Option<OrganizationCode>,
    /// As whom.
    pub act_as: ActAs,
    /// Through which door.
    pub channel: Channel,
    /// The sponsor and the dependents.
    pub members: Vec<UserId>,
    /// The request, as on the wire.
    pub request: Value,
    /// The codes of the warnings that were acknowledged.
    pub acknowledged: Vec<String>,
    /// The digest the commit carried.
    pub digest: String,
    /// The digest of the decision alone (ruling 10).
    pub decision_digest: String,
    /// Why, in the actor's words.
    pub reason: Option<String>,
    /// The day a file gave for it (ruling 80).
    pub as_of: Option<Day>,
}

fn read(record: &Record) -> Result<MoveRecord, StoreError> {
    let owned = |column: &str| record.text(column).map(str::to_owned);
    let as_of = record
        .opt_int("as_of")?
        .map(|_| record.day("as_of"))
        .transpose()?;
    Ok(MoveRecord {
        entry: LedgerEntry {
            id: record.text("id")?.into(),
            commit: record.text("commit_id")?.into(),
            subject: record.text("subject")?.into(),
            source: record.text("source")?.into(),
            destination: record.text("destination")?.into(),
            // WHY: the request of an undo is a body of its own, with nothing in it that an undo asks for.
            request: serde_json::from_str(record.text("request")?).unwrap_or_default(),
            steps: record.json("steps")?,
            committed_at: record.time("committed_at")?,
            undoes: record.opt_text("undoes")?.map(MoveId::from),
            undone_by: record.opt_text("undone_by")?.map(MoveId::from),
            by_oneself: record.json::<ActAs>("act_as")? == ActAs::Oneself,
            held: record.json("held")?,
            superseded_by: record.opt_text("superseded_by")?.map(MoveId::from),
        },
        actor: record.text("actor")?.into(),
        acting_in: record.opt_text("acting_in")?.map(OrganizationCode::from),
        act_as: record.json("act_as")?,
        channel: record.json("channel")?,
        members: record.json("members")?,
        request: record.json("request")?,
        acknowledged: record.json("acknowledged")?,
        digest: owned("digest")?,
        decision_digest: owned("decision_digest")?,
        reason: record.opt_text("reason")?.map(str::to_owned),
        as_of,
    })
}

/// Writes entries; where one undoes a move, that move is marked as undone.
///
/// # Errors
/// [`StoreError::RowsAffected`] where the move it undoes is undone already.
pub async fn record_many(tx: &mut Tx, records: &[MoveRecord]) -> Result<(), StoreError> {
    tx.keep(Part::Moves, records.iter().map(row));
    let people = records.iter().flat_map(|record| {
        let id = record.entry.id.as_str();
        let members = record.members.iter();
        members.map(move |user| vec![owned(user.as_str()), owned(id)])
    });
    tx.keep(Part::People, people);
    for record in records {
        if let Some(undone) = &record.entry.undoes {
            tx.expect(1, &UNDONE, args![undone, &record.entry.id])
                .await?;
        }
    }
    Ok(())
}

fn row(record: &MoveRecord) -> Values {
    let entry = &record.entry;
    vec![
        owned(entry.id.as_str()),
        owned(entry.commit.as_str()),
        owned(record.actor.as_str()),
        opt_owned(record.acting_in.as_ref().map(OrganizationCode::as_str)),
        Arg::from(json(&record.act_as)),
        Arg::from(json(&record.channel)),
        owned(entry.subject.as_str()),
        owned(entry.source.as_str()),
        owned(entry.destination.as_str()),
        Arg::from(json(&record.members)),
        Arg::from(record.request.to_string()),
        Arg::from(json(&record.acknowledged)),
        Arg::from(json(&entry.steps)),
        Arg::from(json(&entry.held)),
        owned(&record.digest),
        owned(&record.decision_digest),
        opt_owned(record.reason.as_deref()),
        Arg::Int(record.as_of.map(|day| i64::from(day.0))),
        Arg::from(entry.committed_at),
        opt_owned(entry.undoes.as_ref().map(MoveId::as_str)),
    ]
}

/// The entry with this id.
///
/// # Errors
/// [`StoreError`].
pub async fn get(tx: &mut Tx, id: &MoveId) -> Result<Option<MoveRecord>, StoreError> {
    tx.one(&GET, args![id])
        .await?
        .as_ref()
        .map(read)
        .transpose()
}

/// The entries of one commit, in the order in which they were made, from behind the cursor on.
///
/// # Errors
/// [`StoreError`].
pub async fn of_commit(
    tx: &mut Tx,
    commit: &MoveId,
    after: Option<&MoveId>,
    limit: u32,
) -> Result<Vec<MoveRecord>, StoreError> {
    let after = after.map_or("", MoveId::as_str);
    tx.rows(&OF_COMMIT, args![commit, after, i64::from(limit)])
        .await?
        .iter()
        .map(read)
        .collect()
}

/// The moves of a user, as a dependent too, newest first, from before the cursor on.
///
/// # Errors
/// [`StoreError`].
pub async fn of_user(
    tx: &mut Tx,
    user: &UserId,
    before: Option<&MoveId>,
    limit: u32,
) -> Result<Vec<MoveRecord>, StoreError> {
    let before = before.map_or(END, MoveId::as_str);
    tx.rows(&OF_USER, args![user, before, i64::from(limit)])
        .await?
        .iter()
        .map(read)
        .collect()
}

/// The moves with an end at or below `scope`, or all of them, newest first, from before the cursor on.
///
/// # Errors
/// [`StoreError`].
pub async fn list(
    tx: &mut Tx,
    scope: Option<&OrganizationCode>,
    before: Option<&MoveId>,
    limit: u32,
) -> Result<Vec<MoveRecord>, StoreError> {
    let before = before.map_or(END, MoveId::as_str);
    let records = match scope {
        Some(scope) => {
            tx.rows(&LIST_IN, args![before, i64::from(limit), scope])
                .await?
        }
        None => tx.rows(&LIST, args![before, i64::from(limit)]).await?,
    };
    records.iter().map(read).collect()
}

//! The ledger: what was really done, one entry per family moved, with the steps' before-images.

use crate::error::StoreError;
use crate::receipt::{Part, Values};
use crate::statement::statements;
use crate::timeline::{Between, MOST, Scope, Timeline, latest, newest, recent, walk};
use crate::tx::{Arg, Record, Tx, args, id_list, json, opt_owned, owned};
use rehome_domain::ids::{MoveId, OrganizationCode, UserId};
use rehome_domain::time::Day;
use rehome_domain::undo::LedgerEntry;
use rehome_domain::user_move::{ActAs, Channel};
use serde_json::Value;
use std::collections::BTreeSet;

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT m.id, m.commit_id, m.actor, m.acting_in, m.act_as, m.channel, m.subject, m.source, m.destination, m.members, m.request, ",
            "m.acknowledged, m.steps, m.held, m.digest, m.decision_digest, m.reason, m.as_of, m.committed_at, m.undoes, m.undone_by, m.original, ",
            // WHY: a later move that was taken back, and the undo that took it back, leave everything as it was.
            "(SELECT max(p.move_id) FROM user_move_people p JOIN user_moves later ON later.id = p.move_id WHERE p.user_id = m.subject ",
            "AND p.move_id > m.id AND later.undone_by IS NULL AND (later.undoes IS NULL OR later.undoes <= m.id)) AS superseded_by ",
            $rest
        )
    };
}

statements! {
    UNDONE "user_moves": "UPDATE user_moves SET undone_by = $2 WHERE id = $1 AND undone_by IS NULL";
    THOSE_UNDONE "user_moves": "SELECT m.id FROM json_each($1) c CROSS JOIN user_moves m WHERE m.id = c.value ->> 0 AND m.undone_by IS NOT NULL";
    GET "user_moves": select!("FROM user_moves m WHERE m.id = $1");
    OF_COMMIT "user_moves": select!("FROM user_moves m WHERE m.commit_id = $1 AND m.id > $2 ORDER BY m.id LIMIT $3");
    OF_USER "user_move_people": "SELECT p.move_id AS id FROM user_move_people p
        WHERE p.user_id = $1 AND p.move_id < $2 AND p.move_id >= $3 ORDER BY p.move_id DESC LIMIT $4";
    NEWEST "user_moves": newest!("user_moves");
    WALK "user_moves": walk!("user_moves", "source", "destination");
    LATEST "user_moves": latest!("max", "user_moves", "source", "destination"),
        postgres = latest!("greatest", "user_moves", "source", "destination");
    RECENT "user_moves": recent!("json_group_array", "", "user_moves", "source", "destination"),
        postgres = recent!("json_agg", "::TEXT", "user_moves", "source", "destination");
    THESE "user_moves": select!("FROM json_each($1) c CROSS JOIN user_moves m WHERE m.id = c.value ->> 0
        AND ($2 = '' OR m.actor = $2)
        AND ($3 = '' OR ($3 = 'done' AND m.undone_by IS NULL AND m.undoes IS NULL) OR ($3 = 'undone' AND m.undone_by IS NOT NULL)
            OR ($3 = 'undo' AND m.undoes IS NOT NULL AND m.undone_by IS NULL))
        AND ($4 = '' OR ($4 = 'self' AND m.act_as = '\"self\"') OR ($4 = 'file' AND m.channel = '\"unattended\"')
            OR ($4 = 'operator' AND m.act_as = '\"operator\"' AND m.channel = '\"attended\"'))
        AND ($5 = '' OR m.source = $5 OR m.destination = $5)
        ORDER BY m.id DESC LIMIT $6");
    FLOWS "user_moves": "SELECT m.source, m.destination, count(*) AS moves,
            sum(CASE WHEN m.act_as = '\"self\"' THEN 1 ELSE 0 END) AS by_oneself, sum(CASE WHEN m.undone_by IS NULL THEN 0 ELSE 1 END) AS undone
        FROM json_each($1) c CROSS JOIN user_moves m WHERE m.id = c.value ->> 0 AND m.undoes IS NULL AND m.original IS NULL
        GROUP BY m.source, m.destination ORDER BY count(*) DESC, m.source, m.destination LIMIT $2";
}

const TIMELINE: Timeline = Timeline {
    newest: &NEWEST,
    walk: &WALK,
    latest: &LATEST,
    recent: &RECENT,
};

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
            original: record.opt_text("original")?.map(UserId::from),
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
        opt_owned(entry.original.as_ref().map(UserId::as_str)),
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

/// Which of these moves were taken back.
///
/// # Errors
/// [`StoreError`].
pub async fn undone(tx: &mut Tx, moves: &[&str]) -> Result<BTreeSet<MoveId>, StoreError> {
    let mut found = BTreeSet::new();
    for some in moves.chunks(1_000) {
        let list = id_list(some.iter().copied());
        for record in tx.rows(&THOSE_UNDONE, args![list]).await? {
            found.insert(record.text("id")?.into());
        }
    }
    Ok(found)
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

/// What became of a move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MoveState {
    /// It was done, and stands.
    Done,
    /// It was taken back.
    Undone,
    /// It took another one back, and stands.
    Undo,
}

/// By which way a move came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Somebody moved as oneself.
    Oneself,
    /// An operator moved somebody.
    Operator,
    /// A file, a sync or a connector.
    File,
}

/// Which moves to read.
#[derive(Clone, Debug, Default)]
pub struct MoveFilter {
    /// With an end there.
    pub scope: Option<Scope>,
    /// Of this person only, as a dependent too.
    pub user: Option<UserId>,
    /// By this one only.
    pub actor: Option<UserId>,
    /// With this end.
    pub end: Option<OrganizationCode>,
    /// Only these.
    pub state: Option<MoveState>,
    /// Only these.
    pub way: Option<Way>,
    /// Only before this one.
    pub before: Option<MoveId>,
    /// Only this one and later; ids sort by time.
    pub since: Option<MoveId>,
    /// At most so many.
    pub limit: u32,
}

impl MoveFilter {
    fn between(&self) -> Between<'_> {
        Between {
            before: self.before.as_ref().map_or(END, MoveId::as_str),
            since: self.since.as_ref().map_or("", MoveId::as_str),
        }
    }

    /// Whether everything in the scope is wanted.
    fn takes_all(&self) -> bool {
        self.actor.is_none() && self.end.is_none() && self.state.is_none() && self.way.is_none()
    }
}

/// A page of the ledger.
#[derive(Clone, Debug, Default)]
pub struct MovePage {
    /// Moves, newest first.
    pub records: Vec<MoveRecord>,
    /// How far the search came; none where there is nothing further back.
    pub until: Option<MoveId>,
}

/// The moves that a filter lets through, newest first: a page, or what of a page is among the rows looked at.
///
/// # Errors
/// [`StoreError`].
pub async fn page(tx: &mut Tx, filter: &MoveFilter) -> Result<MovePage, StoreError> {
    let between = filter.between();
    let least = if filter.takes_all() {
        filter.limit + 1
    } else {
        MOST
    };
    let found = match &filter.user {
        None => {
            TIMELINE
                .find(tx, filter.scope.as_ref(), between, least)
                .await?
        }
        Some(user) => {
            let limit = i64::from(least);
            let rows = tx
                .rows(&OF_USER, args![user, between.before, between.since, limit])
                .await?;
            crate::timeline::Found::of(&rows, limit)?
        }
    };
    let state = match filter.state {
        None => "",
        Some(MoveState::Done) => "done",
        Some(MoveState::Undone) => "undone",
        Some(MoveState::Undo) => "undo",
    };
    let way = match filter.way {
        None => "",
        Some(Way::Oneself) => "self",
        Some(Way::Operator) => "operator",
        Some(Way::File) => "file",
    };
    let wanted = if filter.takes_all() {
        least as usize
    } else {
        found.ids.len()
    };
    let ids = id_list(found.ids.iter().take(wanted).map(String::as_str));
    let rows = tx
        .rows(
            &THESE,
            args![
                ids,
                filter.actor.as_ref().map_or("", UserId::as_str),
                state,
                way,
                filter.end.as_ref().map_or("", OrganizationCode::as_str),
                i64::from(filter.limit) + 1
            ],
        )
        .await?;
    let mut records: Vec<MoveRecord> = rows.iter().map(read).collect::<Result<_, _>>()?;
    if records.len() > filter.limit as usize {
        records.truncate(filter.limit as usize);
        let until = records.last().map(|record| record.entry.id.clone());
        return Ok(MovePage { records, until });
    }
    Ok(MovePage {
        records,
        until: found.until.map(MoveId::from),
    })
}

/// How many moved from one organization to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flow {
    /// From where.
    pub source: OrganizationCode,
    /// To where.
    pub destination: OrganizationCode,
    /// How many families.
    pub moves: i64,
    /// How many of them as oneself.
    pub by_oneself: i64,
    /// How many of them were taken back.
    pub undone: i64,
}

/// The strongest flows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Flows {
    /// The flows, the strongest first.
    pub flows: Vec<Flow>,
    /// The oldest move that was counted, where older ones were not: the newest thousands are counted.
    pub until: Option<MoveId>,
}

/// Who went where: the flows of the newest moves in a scope and time. Undos are not counted; what they took back is
/// counted as such.
///
/// # Errors
/// [`StoreError`].
pub async fn flows(tx: &mut Tx, filter: &MoveFilter) -> Result<Flows, StoreError> {
    let found = TIMELINE
        .find(tx, filter.scope.as_ref(), filter.between(), MOST)
        .await?;
    let ids = id_list(found.ids.iter().map(String::as_str));
    let rows = tx.rows(&FLOWS, args![ids, i64::from(filter.limit)]).await?;
    let flow = |row: &Record| {
        Ok(Flow {
            source: row.text("source")?.into(),
            destination: row.text("destination")?.into(),
            moves: row.int("moves")?,
            by_oneself: row.int("by_oneself")?,
            undone: row.int("undone")?,
        })
    };
    Ok(Flows {
        flows: rows.iter().map(flow).collect::<Result<_, StoreError>>()?,
        until: found.until.map(MoveId::from),
    })
}

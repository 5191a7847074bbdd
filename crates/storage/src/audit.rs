//! The audit: who did what to whom, chained so that nobody changes it unseen (ruling 81).
//!
//! A record is written with what it records, at no cost to other commits. A sealer chains the
//! records afterwards in batches: each seal is the SHA-256 of the seal before it and of the record.
//! The chain covers a body by its digest, so that personal data can go after its time while the chain
//! stays. What is not sealed yet is the tail; [`verify`] names it.

use crate::error::StoreError;
use crate::receipt::Part;
use crate::statement::statements;
use crate::timeline::{
    Between, Found, MOST, Scope, Timeline, in_scope, latest, newest, recent, walk,
};
use crate::tx::{Arg, Record, Tx, args, id_list, json, opt_owned, owned};
use rehome_domain::ids::{OrganizationCode, UserId};
use rehome_domain::time::{Day, Timestamp};
use serde::Serialize;
use serde_json::Value;
use sha2::{Digest, Sha256};

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT r.id, r.at, r.actor, r.action, r.about, r.organization, r.other_organization, r.body, r.body_digest, r.seal_number, r.seal ",
            $rest
        )
    };
}

statements! {
    ABOUT "audit_records": "SELECT r.id FROM audit_records r WHERE r.about = $1 AND r.id < $2 AND r.id >= $3 ORDER BY r.id DESC LIMIT $4";
    NEWEST "audit_records": newest!("audit_records");
    WALK "audit_records": walk!("audit_records", "organization", "other_organization");
    LATEST "audit_records": latest!("max", "audit_records", "organization", "other_organization"),
        postgres = latest!("greatest", "audit_records", "organization", "other_organization");
    RECENT "audit_records": recent!("json_group_array", "", "audit_records", "organization", "other_organization"),
        postgres = recent!("json_agg", "::TEXT", "audit_records", "organization", "other_organization");
    THESE "audit_records": select!("FROM json_each($1) c CROSS JOIN audit_records r WHERE r.id = c.value ->> 0
        AND ($2 = '' OR r.action = $2) AND ($3 = '' OR r.actor = $3)
        AND ($4 = '' OR r.organization = $4 OR r.other_organization = $4)
        AND ($5 = '' OR lower(r.action || ' ' || r.about || ' ' || r.actor || ' ' || coalesce(r.organization, '') || ' '
            || coalesce(r.other_organization, '') || ' ' || coalesce(r.body, '')) LIKE lower($5) ESCAPE '\\')
        ORDER BY r.id DESC LIMIT $6");
    IN_SCOPE "audit_records": concat!("SELECT r.id FROM json_each($1) c CROSS JOIN audit_records r WHERE r.id = c.value ->> 0 AND (",
        in_scope!("r.organization", "$2", "$3"), " OR ", in_scope!("r.other_organization", "$2", "$3"), ") ORDER BY r.id DESC");
    HEAD "audit_heads": "SELECT chain, seal_number, seal FROM audit_heads WHERE chain = 'directory'",
        postgres = "SELECT chain, seal_number, seal FROM audit_heads WHERE chain = 'directory' FOR UPDATE";
    READ_HEAD "audit_heads": "SELECT chain, seal_number, seal FROM audit_heads WHERE chain = 'directory'";
    UNSEALED "audit_records": select!("FROM audit_records r WHERE r.seal_number IS NULL ORDER BY r.id LIMIT $1");
    SEAL "audit_records": "UPDATE audit_records SET seal_number = CAST(n.value ->> 'number' AS BIGINT), seal = n.value ->> 'seal'
        FROM json_each($1) n WHERE audit_records.id = n.value ->> 'id' AND audit_records.seal_number IS NULL";
    MOVE_HEAD "audit_heads": "UPDATE audit_heads SET seal_number = $1, seal = $2 WHERE chain = 'directory' AND seal_number = $3";
    SEALED "audit_records": select!("FROM audit_records r WHERE r.seal_number > $1 ORDER BY r.seal_number LIMIT $2");
    FORGOTTEN "audit_records": "SELECT 'all' AS scope, max(about) AS day FROM audit_records WHERE action = 'details-forgotten'";
    UNTIMELY "audit_records": "SELECT 'all' AS scope, min(seal_number) AS number FROM audit_records
        WHERE body IS NULL AND seal_number IS NOT NULL AND at >= $1";
    TAIL "audit_records": "SELECT min(id) AS first, count(*) AS unsealed FROM audit_records WHERE seal_number IS NULL";
}

const TIMELINE: Timeline = Timeline {
    newest: &NEWEST,
    walk: &WALK,
    latest: &LATEST,
    recent: &RECENT,
};

/// Behind every id: the cursor of a first page, newest first.
const END: &str = "\u{10ffff}";

/// One record.
#[derive(Clone, Debug, PartialEq)]
pub struct AuditRecord {
    /// The id; later ones sort behind earlier ones.
    pub id: String,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: UserId,
    /// Did what.
    pub action: String,
    /// To whom or what, by id.
    pub about: String,
    /// Where; nowhere in particular where none.
    pub organization: Option<OrganizationCode>,
    /// The other end of a move.
    pub other_organization: Option<OrganizationCode>,
    /// The details; none once their time is over.
    pub body: Option<Value>,
    /// The place in the chain; none while it is not sealed.
    pub number: Option<i64>,
}

/// Which records to read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditFilter {
    /// Only what happened there.
    pub scope: Option<Scope>,
    /// Only what was done to this one.
    pub about: Option<String>,
    /// Only deeds of this kind.
    pub action: Option<String>,
    /// Only what this one did.
    pub actor: Option<UserId>,
    /// Only with this end.
    pub end: Option<OrganizationCode>,
    /// Only what says this: `*` stands for anything, `?` for one character.
    pub text: Option<String>,
    /// Only what came before this record.
    pub before: Option<String>,
    /// Only this record and later; ids sort by time.
    pub since: Option<String>,
    /// At most so many.
    pub limit: u32,
}

impl AuditFilter {
    fn between(&self) -> Between<'_> {
        Between {
            before: self.before.as_deref().unwrap_or(END),
            since: self.since.as_deref().unwrap_or_default(),
        }
    }

    /// Whether everything in the scope is wanted.
    fn takes_all(&self) -> bool {
        self.action.is_none()
            && self.actor.is_none()
            && self.end.is_none()
            && self.text.is_none()
            && (self.about.is_none() || self.scope.is_none())
    }
}

/// A page of the audit.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AuditPage {
    /// Records, newest first.
    pub records: Vec<AuditRecord>,
    /// How far the search came; none where there is nothing further back.
    pub until: Option<String>,
}

/// What a walk along the chain found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Verified {
    /// How many sealed records are in order.
    pub sealed: i64,
    /// How many are not sealed yet.
    pub unsealed: i64,
    /// The oldest that is not sealed yet.
    pub first_unsealed: Option<String>,
    /// The place in the chain from which on it does not hold.
    pub broken_at: Option<i64>,
}

fn hash(parts: &[&[u8]]) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part);
    }
    hasher
        .finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

#[derive(Serialize)]
struct Row<'a> {
    id: &'a str,
    at: i64,
    actor: &'a str,
    action: &'a str,
    about: &'a str,
    organization: Option<&'a str>,
    other_organization: Option<&'a str>,
    body_digest: &'a str,
}

impl<'a> Row<'a> {
    fn of(record: &'a Record) -> Result<Self, StoreError> {
        Ok(Self {
            id: record.text("id")?,
            at: record.int("at")?,
            actor: record.text("actor")?,
            action: record.text("action")?,
            about: record.text("about")?,
            organization: record.opt_text("organization")?,
            other_organization: record.opt_text("other_organization")?,
            body_digest: record.text("body_digest")?,
        })
    }

    /// The seal of this row at a place in the chain.
    fn seal(&self, previous: &str, number: i64) -> String {
        hash(&[
            previous.as_bytes(),
            b"\n",
            number.to_string().as_bytes(),
            b"\n",
            json(self).as_bytes(),
        ])
    }
}

/// Writes records, in the transaction that does what they tell.
///
/// # Errors
/// [`StoreError`].
pub async fn append(tx: &mut Tx, records: &[AuditRecord]) -> Result<(), StoreError> {
    let rows = records.iter().map(|record| {
        let body = record.body.clone().unwrap_or_default().to_string();
        let digest = hash(&[body.as_bytes()]);
        vec![
            owned(&record.id),
            Arg::from(record.at),
            owned(record.actor.as_str()),
            owned(&record.action),
            owned(&record.about),
            opt_owned(record.organization.as_ref().map(OrganizationCode::as_str)),
            opt_owned(
                record
                    .other_organization
                    .as_ref()
                    .map(OrganizationCode::as_str),
            ),
            Arg::from(body),
            Arg::from(digest),
        ]
    });
    tx.keep(Part::Audit, rows);
    Ok(())
}

fn read(record: &Record) -> Result<AuditRecord, StoreError> {
    Ok(AuditRecord {
        id: record.text("id")?.to_owned(),
        at: record.time("at")?,
        actor: record.text("actor")?.into(),
        action: record.text("action")?.to_owned(),
        about: record.text("about")?.to_owned(),
        organization: record.opt_text("organization")?.map(OrganizationCode::from),
        other_organization: record
            .opt_text("other_organization")?
            .map(OrganizationCode::from),
        body: record.opt_json("body")?,
        number: record.opt_int("seal_number")?,
    })
}

/// The records a filter lets through, newest first: a page, or what of a page is among the rows looked at.
///
/// # Errors
/// [`StoreError`].
pub async fn page(tx: &mut Tx, filter: &AuditFilter) -> Result<AuditPage, StoreError> {
    let between = filter.between();
    let least = if filter.takes_all() {
        filter.limit + 1
    } else {
        MOST
    };
    let found = match &filter.about {
        None => {
            TIMELINE
                .find(tx, filter.scope.as_ref(), between, least)
                .await?
        }
        Some(about) => about_one(tx, filter, about, least).await?,
    };
    let wanted = if filter.takes_all() {
        least as usize
    } else {
        found.ids.len()
    };
    let text = filter.text.as_deref().map(like).unwrap_or_default();
    let rows = tx
        .rows(
            &THESE,
            args![
                id_list(found.ids.iter().take(wanted).map(String::as_str)),
                filter.action.as_deref().unwrap_or_default(),
                filter.actor.as_ref().map_or("", UserId::as_str),
                filter.end.as_ref().map_or("", OrganizationCode::as_str),
                text,
                i64::from(filter.limit) + 1
            ],
        )
        .await?;
    let mut records: Vec<AuditRecord> = rows.iter().map(read).collect::<Result<_, _>>()?;
    if records.len() > filter.limit as usize {
        records.truncate(filter.limit as usize);
        let until = records.last().map(|record| record.id.clone());
        return Ok(AuditPage { records, until });
    }
    Ok(AuditPage {
        records,
        until: found.until,
    })
}

async fn about_one(
    tx: &mut Tx,
    filter: &AuditFilter,
    about: &str,
    least: u32,
) -> Result<Found, StoreError> {
    let between = filter.between();
    let limit = i64::from(least);
    let rows = tx
        .rows(&ABOUT, args![about, between.before, between.since, limit])
        .await?;
    let mut found = Found::of(&rows, limit)?;
    if let Some(scope) = &filter.scope {
        let ids = id_list(found.ids.iter().map(String::as_str));
        let rows = tx
            .rows(&IN_SCOPE, args![ids, &scope.organization, scope.depth()])
            .await?;
        found.ids = Found::of(&rows, limit)?.ids;
    }
    Ok(found)
}

/// A text with `*` and `?` as the pattern of a part of a text.
fn like(text: &str) -> String {
    let mut pattern = String::from("%");
    for character in text.chars() {
        match character {
            '*' => pattern.push('%'),
            '?' => pattern.push('_'),
            '%' | '_' | '\\' => pattern.extend(['\\', character]),
            other => pattern.push(other),
        }
    }
    pattern.push('%');
    pattern
}

#[derive(Serialize)]
struct Sealed<'a> {
    id: &'a str,
    number: i64,
    seal: &'a str,
}

/// Chains up to `most` records that are not sealed yet, and tells how many it were.
///
/// # Errors
/// [`StoreError`].
pub async fn seal(tx: &mut Tx, most: u32) -> Result<u64, StoreError> {
    let (first, mut previous) = head(tx, &HEAD).await?;
    let records = tx.rows(&UNSEALED, args![i64::from(most)]).await?;
    let mut number = first;
    let mut seals = Vec::with_capacity(records.len());
    for record in &records {
        number += 1;
        previous = Row::of(record)?.seal(&previous, number);
        seals.push((record.text("id")?, number, previous.clone()));
    }
    if seals.is_empty() {
        return Ok(0);
    }
    let rows: Vec<Sealed<'_>> = seals
        .iter()
        .map(|(id, number, seal)| Sealed {
            id,
            number: *number,
            seal,
        })
        .collect();
    tx.expect(rows.len() as u64, &SEAL, args![json(&rows)])
        .await?;
    tx.expect(1, &MOVE_HEAD, args![number, &previous, first])
        .await?;
    Ok(rows.len() as u64)
}

async fn head(
    tx: &mut Tx,
    statement: &crate::statement::Statement,
) -> Result<(i64, String), StoreError> {
    let missing = || StoreError::InconsistentRow {
        table: "audit_heads",
        column: "chain".to_owned(),
        row: "directory".to_owned(),
    };
    let record = tx.one(statement, &[]).await?.ok_or_else(missing)?;
    Ok((record.int("seal_number")?, record.text("seal")?.to_owned()))
}

/// Up to when bodies may be gone, as the records themselves say: they are in the chain.
async fn forgotten_until(tx: &mut Tx) -> Result<Timestamp, StoreError> {
    let told = tx.one(&FORGOTTEN, &[]).await?;
    let day = told.map_or(Ok(None), |record| {
        record.opt_text("day").map(|day| day.map(str::to_owned))
    })?;
    let day = day.and_then(|day| day.parse::<Day>().ok());
    Ok(day.map_or(Timestamp(i64::MIN), Day::start))
}

/// Walks along the whole chain. A body that is not there is forgotten where a record says so, and taken out otherwise.
///
/// # Errors
/// [`StoreError`]; a chain that does not hold is an answer, not an error.
pub async fn verify(tx: &mut Tx) -> Result<Verified, StoreError> {
    const STRIDE: i64 = 1_000;
    let (last, last_seal) = head(tx, &READ_HEAD).await?;
    let mut found = Verified::default();
    let mut previous = String::new();
    'chain: loop {
        let records = tx.rows(&SEALED, args![found.sealed, STRIDE]).await?;
        for record in &records {
            let number = found.sealed + 1;
            let row = Row::of(record)?;
            let seal = row.seal(&previous, number);
            // Whether a body that is not there may be gone is asked below.
            let is_body_whole = record
                .opt_text("body")?
                .is_none_or(|body| hash(&[body.as_bytes()]) == row.body_digest);
            if record.opt_int("seal_number")? != Some(number)
                || record.opt_text("seal")? != Some(&seal)
                || !is_body_whole
            {
                found.broken_at = Some(number);
                break 'chain;
            }
            found.sealed = number;
            previous = seal;
        }
        if records.is_empty() {
            if found.sealed != last || previous != last_seal {
                found.broken_at = Some(found.sealed + 1);
            }
            break;
        }
    }
    let until = forgotten_until(tx).await?;
    let untimely = tx.one(&UNTIMELY, args![until]).await?;
    let untimely = untimely.map_or(Ok(None), |record| record.opt_int("number"))?;
    let both = [found.broken_at, untimely];
    found.broken_at = both.into_iter().flatten().min();
    if let Some(tail) = tx.one(&TAIL, &[]).await? {
        found.unsealed = tail.int("unsealed")?;
        found.first_unsealed = tail.opt_text("first")?.map(str::to_owned);
    }
    Ok(found)
}

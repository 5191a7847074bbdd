//! What is to be so of people in systems outside: one row for each account and each service that was ever ordered.
//!
//! A row is written with the move that orders it. Whoever works on one holds the person for a while, so that nobody
//! works on two things of one person at once; where that ceases, another takes it up. A later order takes the row over
//! and counts its generation up: what became of the former one is told to nobody. What is ordered and how far it is are
//! the caller's.

use crate::error::StoreError;
use crate::statement::statements;
use crate::timeline::Scope;
use crate::tx::{Record, Tx, args, id_list, json};
use rehome_domain::hosting::Provisioning;
use rehome_domain::ids::{MoveId, OrganizationCode, ServiceId, UserId};
use rehome_domain::time::Timestamp;
use serde_json::Value;
use std::collections::BTreeSet;

macro_rules! columns {
    ($before:literal, $table:literal, $after:literal) => {
        concat!(
            $before,
            $table,
            ".id, ",
            $table,
            ".user_id, ",
            $table,
            ".part, ",
            $table,
            ".organization, ",
            $table,
            ".connector, ",
            $table,
            ".generation, ",
            $table,
            ".actor, ",
            $table,
            ".commit_id, ",
            $table,
            ".work, ",
            $table,
            ".state, ",
            $table,
            ".status, ",
            $table,
            ".not_before, ",
            $table,
            ".is_begun, ",
            $table,
            ".ordered_at, ",
            $table,
            ".changed_at, ",
            $table,
            ".log",
            $after
        )
    };
}
macro_rules! take {
    ($lock:literal) => {
        concat!(
            "UPDATE provisioning_jobs SET is_begun = 1 WHERE id = (SELECT j.id FROM provisioning_jobs j
            WHERE j.connector IS NOT NULL AND j.status IN ('requested', 'in_progress') AND j.not_before <= $1
              AND j.connector IN (SELECT value ->> 0 FROM json_each($2))
              AND NOT EXISTS (SELECT 1 FROM provisioning_leases l WHERE l.user_id = j.user_id AND l.lease_until > $1)
            ORDER BY j.not_before, j.id LIMIT 1",
            $lock,
            ") RETURNING id, user_id, part, organization, connector, generation, actor, commit_id, work, state, status, not_before,
            is_begun, ordered_at, changed_at, log"
        )
    };
}

statements! {
    ORDER "provisioning_jobs": columns!("INSERT INTO provisioning_jobs (id, user_id, part, organization, connector, generation, actor, commit_id, work,
            state, status, not_before, is_begun, ordered_at, changed_at, log)
        VALUES ($1, $2, $3, $4, $5, 1, $6, $7, $8, $9, $10, $11, $14, $12, $12, $13)
        ON CONFLICT (user_id, part) DO UPDATE SET organization = excluded.organization, connector = excluded.connector,
            generation = provisioning_jobs.generation + 1, actor = excluded.actor, commit_id = excluded.commit_id, work = excluded.work,
            state = excluded.state, status = excluded.status, not_before = excluded.not_before, is_begun = excluded.is_begun,
            ordered_at = excluded.ordered_at, changed_at = excluded.changed_at, log = excluded.log
        RETURNING ", "provisioning_jobs", "");
    SETTLE "provisioning_jobs": "UPDATE provisioning_jobs SET generation = generation + $3, state = $4, status = $5, not_before = $6,
        changed_at = $7, log = $8 WHERE id = $1 AND generation = $2";
    FIND "provisioning_jobs": columns!("SELECT ", "j", " FROM provisioning_jobs j WHERE j.id = $1");
    OF_PEOPLE "provisioning_jobs": columns!("SELECT ", "j", " FROM json_each($1) n CROSS JOIN provisioning_jobs j WHERE j.user_id = n.value ->> 0
        ORDER BY j.user_id, j.part");
    OF_COMMIT "provisioning_jobs": "SELECT id FROM provisioning_jobs WHERE commit_id = $1 ORDER BY id";
    /// WHY by organization: those of a scope are known, and of each there is an index from the latest on.
    LIST "provisioning_jobs": columns!("SELECT ", "j", " FROM organization_scope s CROSS JOIN json_each($3) n CROSS JOIN provisioning_jobs j
        WHERE s.ancestor = $1 AND s.depth <= $2 AND j.organization = s.organization AND j.status = n.value ->> 0 AND j.id < $4
        ORDER BY j.id DESC LIMIT $5");
    TAKE "provisioning_jobs": take!(""), postgres = take!(" FOR UPDATE OF j SKIP LOCKED");
    LEASE "provisioning_leases": "INSERT INTO provisioning_leases (user_id, worker, lease_until) VALUES ($1, $2, $3)
        ON CONFLICT (user_id) DO UPDATE SET worker = excluded.worker, lease_until = excluded.lease_until WHERE provisioning_leases.lease_until <= $4";
    LET_GO "provisioning_leases": "DELETE FROM provisioning_leases WHERE user_id = $1 AND worker = $2";
    DUE "provisioning_jobs": "SELECT 'due' AS figure, COUNT(*) AS n FROM provisioning_jobs
            WHERE connector IS NOT NULL AND status IN ('requested', 'in_progress') AND not_before <= $1
        UNION ALL SELECT status, COUNT(*) FROM provisioning_jobs WHERE status IN ('requested', 'in_progress', 'failed', 'pending') GROUP BY status";
    ENTRY "provisioning_entries": "SELECT entry FROM provisioning_entries WHERE user_id = $1 AND connector = $2";
    KEEP_ENTRY "provisioning_entries": "INSERT INTO provisioning_entries (user_id, connector, entry) VALUES ($1, $2, $3)
        ON CONFLICT (user_id, connector) DO UPDATE SET entry = excluded.entry";
    SHOW_ACCOUNT "user_hosting": "UPDATE user_hosting SET provisioning = $2 WHERE user_id = $1 AND provisioning <> $2";
    SHOW_SERVICE "user_services": "UPDATE user_services SET status = $3 WHERE user_id = $1 AND service = $2 AND is_there = 1 AND status <> $3";
    HOLD_SERVICE "user_services": "INSERT INTO user_services (user_id, service, organization, instance, plan, status, filled, properties, bytes, is_there)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, 1)
        ON CONFLICT (user_id, service) DO UPDATE SET organization = excluded.organization, instance = excluded.instance, plan = excluded.plan,
            status = excluded.status, filled = excluded.filled, properties = excluded.properties, is_there = 1";
    PROPERTIES "user_services": "SELECT filled, properties FROM user_services WHERE user_id = $1 AND service = $2 AND is_there = 1";
    VALUES "user_services": "SELECT properties, former FROM user_services WHERE user_id = $1 AND service = $2";
    KEEP_VALUES "user_services": "UPDATE user_services SET properties = $3, former = $4 WHERE user_id = $1 AND service = $2";
    COUNT_UP "users": "UPDATE users SET revision = revision + 1 WHERE id = $1";
}

/// What a job never comes due by itself has.
pub const NEVER: Timestamp = Timestamp(i64::MAX);

/// What of a person is ordered.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ProvisioningPart {
    /// The account itself.
    Account,
    /// A service.
    Service(ServiceId),
    /// Mail for addresses that were left behind, sent on for a while.
    Forwarding,
}

/// WHY with a sign that no service has in its id.
const FORWARDING: &str = "@forwarding";

impl ProvisioningPart {
    fn as_str(&self) -> &str {
        match self {
            Self::Account => "",
            Self::Service(service) => service.as_str(),
            Self::Forwarding => FORWARDING,
        }
    }

    fn of(text: &str) -> Self {
        match text {
            "" => Self::Account,
            FORWARDING => Self::Forwarding,
            service => Self::Service(service.into()),
        }
    }
}

/// What is to be so of a part of a person.
#[derive(Clone, Debug, PartialEq)]
pub struct ProvisioningJob {
    /// The id, which stays whatever is ordered of this part later.
    pub id: String,
    /// Of whom.
    pub user: UserId,
    /// Of what.
    pub part: ProvisioningPart,
    /// Where the person lives by this order.
    pub organization: OrganizationCode,
    /// By what it is carried; by hand where none.
    pub connector: Option<String>,
    /// Which order of this part it is, from 1.
    pub generation: i64,
    /// Who ordered it.
    pub actor: UserId,
    /// The commit it belongs to, where a move ordered it.
    pub commit: Option<MoveId>,
    /// What is ordered.
    pub work: Value,
    /// How far it is.
    pub state: Value,
    /// What that is called.
    pub status: Provisioning,
    /// Not to be taken up before.
    pub not_before: Timestamp,
    /// Whether somebody has begun with it.
    pub is_begun: bool,
    /// When it was ordered.
    pub ordered: Timestamp,
    /// When it was last changed.
    pub changed: Timestamp,
    /// What happened to it.
    pub log: Value,
}

fn read(record: &Record) -> Result<ProvisioningJob, StoreError> {
    Ok(ProvisioningJob {
        id: record.text("id")?.to_owned(),
        user: record.text("user_id")?.into(),
        part: ProvisioningPart::of(record.text("part")?),
        organization: record.text("organization")?.into(),
        connector: record.opt_text("connector")?.map(str::to_owned),
        generation: record.int("generation")?,
        actor: record.text("actor")?.into(),
        commit: record.opt_text("commit_id")?.map(Into::into),
        work: record.json("work")?,
        state: record.json("state")?,
        status: record.parsed("status", Provisioning::from_name)?,
        not_before: record.time("not_before")?,
        is_begun: record.bool("is_begun")?,
        ordered: record.time("ordered_at")?,
        changed: record.time("changed_at")?,
        log: record.json("log")?,
    })
}

fn one(records: Vec<Record>) -> Result<Option<ProvisioningJob>, StoreError> {
    records.first().map(read).transpose()
}

/// Orders something; an earlier order of the same part gives way. Id and generation are the row's own. Who holds the person goes on holding them.
///
/// # Errors
/// [`StoreError`].
pub async fn order(tx: &mut Tx, job: &ProvisioningJob) -> Result<ProvisioningJob, StoreError> {
    let (work, state, log) = (json(&job.work), json(&job.state), json(&job.log));
    let kept = tx
        .rows(
            &ORDER,
            args![
                &job.id,
                &job.user,
                job.part.as_str(),
                &job.organization,
                job.connector.as_deref(),
                &job.actor,
                job.commit.as_ref(),
                work,
                state,
                job.status.as_str(),
                job.not_before,
                job.ordered,
                log,
                job.is_begun
            ],
        )
        .await?;
    one(kept)?.ok_or(StoreError::RowsAffected {
        expected: 1,
        actual: 0,
    })
}

/// Writes how far an order is, where it still is the one of this generation; false where a later one has taken its place.
/// `ends` counts the generation up, so that nobody else who works on it finds it.
///
/// # Errors
/// [`StoreError`].
pub async fn settle(tx: &mut Tx, job: &ProvisioningJob, ends: bool) -> Result<bool, StoreError> {
    let (state, log) = (json(&job.state), json(&job.log));
    let changed = tx
        .execute(
            &SETTLE,
            args![
                &job.id,
                job.generation,
                i64::from(ends),
                state,
                job.status.as_str(),
                job.not_before,
                job.changed,
                log
            ],
        )
        .await?;
    Ok(changed == 1)
}

/// A job by its id.
///
/// # Errors
/// [`StoreError`].
pub async fn find(tx: &mut Tx, id: &str) -> Result<Option<ProvisioningJob>, StoreError> {
    one(tx.rows(&FIND, args![id]).await?)
}

/// The jobs of people, by person and part.
///
/// # Errors
/// [`StoreError`].
pub async fn of_people(
    tx: &mut Tx,
    users: impl IntoIterator<Item = &UserId>,
) -> Result<Vec<ProvisioningJob>, StoreError> {
    let list = id_list(users.into_iter().map(UserId::as_str));
    tx.rows(&OF_PEOPLE, args![list])
        .await?
        .iter()
        .map(read)
        .collect()
}

/// The ids of the jobs that a commit ordered last.
///
/// # Errors
/// [`StoreError`].
pub async fn of_commit(tx: &mut Tx, commit: &MoveId) -> Result<Vec<String>, StoreError> {
    tx.rows(&OF_COMMIT, args![commit])
        .await?
        .iter()
        .map(|record| record.text("id").map(str::to_owned))
        .collect()
}

/// The jobs of a scope in some states, the newest first and before `before`.
///
/// # Errors
/// [`StoreError`].
pub async fn list(
    tx: &mut Tx,
    scope: &Scope,
    states: &[Provisioning],
    before: Option<&str>,
    limit: u32,
) -> Result<Vec<ProvisioningJob>, StoreError> {
    let states = id_list(states.iter().map(|state| state.as_str()));
    // Ids are hexadecimal.
    let before = before.unwrap_or("g");
    let limit = i64::from(limit);
    let asked = args![&scope.organization, scope.depth(), states, before, limit];
    tx.rows(&LIST, asked).await?.iter().map(read).collect()
}

/// Takes up what is due at these connectors and of nobody whom somebody holds, and holds the person until then. None
/// where nothing is due, or another was faster.
///
/// # Errors
/// [`StoreError`].
pub async fn take(
    tx: &mut Tx,
    worker: &str,
    connectors: &[&str],
    now: Timestamp,
    until: Timestamp,
) -> Result<Option<ProvisioningJob>, StoreError> {
    let connectors = id_list(connectors.iter().copied());
    let Some(job) = one(tx.rows(&TAKE, args![now, connectors]).await?)? else {
        return Ok(None);
    };
    let held = tx
        .execute(&LEASE, args![&job.user, worker, until, now])
        .await?;
    Ok((held == 1).then_some(job))
}

/// Holds a person no longer.
///
/// # Errors
/// [`StoreError`].
pub async fn let_go(tx: &mut Tx, user: &UserId, worker: &str) -> Result<(), StoreError> {
    tx.execute(&LET_GO, args![user, worker]).await.map(drop)
}

/// How many jobs are due, and how many are in each state that is no end.
///
/// # Errors
/// [`StoreError`].
pub async fn figures(tx: &mut Tx, now: Timestamp) -> Result<Vec<(String, u64)>, StoreError> {
    tx.rows(&DUE, args![now])
        .await?
        .iter()
        .map(|record| {
            let count = record.int("n")?;
            Ok((record.text("figure")?.to_owned(), count.unsigned_abs()))
        })
        .collect()
}

/// As what a connector knows a person.
///
/// # Errors
/// [`StoreError`].
pub async fn entry(
    tx: &mut Tx,
    user: &UserId,
    connector: &str,
) -> Result<Option<String>, StoreError> {
    let found = tx.one(&ENTRY, args![user, connector]).await?;
    found
        .map(|record| record.text("entry").map(str::to_owned))
        .transpose()
}

/// Keeps as what a connector knows a person.
///
/// # Errors
/// [`StoreError`].
pub async fn keep_entry(
    tx: &mut Tx,
    user: &UserId,
    connector: &str,
    entry: &str,
) -> Result<(), StoreError> {
    tx.execute(&KEEP_ENTRY, args![user, connector, entry])
        .await
        .map(drop)
}

/// Writes the state of a part into the person's record, and counts its revision up where that changes it.
///
/// # Errors
/// [`StoreError`].
pub async fn show(
    tx: &mut Tx,
    user: &UserId,
    part: &ProvisioningPart,
    status: Provisioning,
) -> Result<(), StoreError> {
    let changed = match part {
        ProvisioningPart::Account => {
            tx.execute(&SHOW_ACCOUNT, args![user, status.as_str()])
                .await?
        }
        ProvisioningPart::Service(service) => {
            let asked = args![user, service.as_str(), status.as_str()];
            tx.execute(&SHOW_SERVICE, asked).await?
        }
        // WHY: no part of the record; nothing that changes a person waits for it.
        ProvisioningPart::Forwarding => 0,
    };
    if changed > 0 {
        count_up(tx, user).await?;
    }
    Ok(())
}

async fn count_up(tx: &mut Tx, user: &UserId) -> Result<(), StoreError> {
    tx.expect(1, &COUNT_UP, args![user]).await
}

/// How a person holds a service.
#[derive(Clone, Debug, PartialEq)]
pub struct ServiceHeld {
    /// Whose service it is.
    pub organization: OrganizationCode,
    /// Which instance.
    pub instance: Option<String>,
    /// At which level.
    pub plan: Option<String>,
    /// Its state.
    pub status: Provisioning,
    /// The properties with their values.
    pub properties: serde_json::Map<String, Value>,
}

/// Writes how a person holds a service.
///
/// # Errors
/// [`StoreError`].
pub async fn hold_service(
    tx: &mut Tx,
    user: &UserId,
    service: &ServiceId,
    held: &ServiceHeld,
) -> Result<(), StoreError> {
    let filled: Vec<&String> = held.properties.keys().collect();
    let (filled, properties) = (json(&filled), json(&held.properties));
    tx.execute(
        &HOLD_SERVICE,
        args![
            user,
            service.as_str(),
            &held.organization,
            held.instance.as_deref(),
            held.plan.as_deref(),
            held.status.as_str(),
            filled,
            properties
        ],
    )
    .await?;
    count_up(tx, user).await
}

/// The values of the properties of a service that somebody has: of those alone that are filled in.
///
/// # Errors
/// [`StoreError`].
pub async fn properties(
    tx: &mut Tx,
    user: &UserId,
    service: &ServiceId,
) -> Result<serde_json::Map<String, Value>, StoreError> {
    let Some(record) = tx.one(&PROPERTIES, args![user, service.as_str()]).await? else {
        return Ok(serde_json::Map::new());
    };
    let filled: BTreeSet<String> = record.json("filled")?;
    let mut values: serde_json::Map<String, Value> = record.json("properties")?;
    values.retain(|name, _| filled.contains(name));
    Ok(values)
}

/// What becomes of the values of a service's properties where it changes hands.
#[derive(Clone, Debug, PartialEq)]
pub enum ValuesAfter<'a> {
    /// They go along, but for these, which are others from now on.
    Along(&'a serde_json::Map<String, Value>),
    /// They are what they were when this customer was left.
    AsLeft(&'a OrganizationCode),
}

/// Puts the values of a service's properties aside under the customer that is left, for an undo.
///
/// # Errors
/// [`StoreError`].
pub async fn values_leave(
    tx: &mut Tx,
    user: &UserId,
    service: &ServiceId,
    left: &OrganizationCode,
    after: ValuesAfter<'_>,
) -> Result<(), StoreError> {
    let asked = args![user, service.as_str()];
    let Some(record) = tx.one(&VALUES, asked).await? else {
        return Ok(());
    };
    let mut values: serde_json::Map<String, Value> = record.json("properties")?;
    let mut former: serde_json::Map<String, Value> = record.json("former")?;
    former.insert(left.to_string(), Value::Object(values.clone()));
    match after {
        ValuesAfter::Along(others) => values.extend(others.clone()),
        ValuesAfter::AsLeft(organization) => {
            if let Some(Value::Object(kept)) = former.get(organization.as_str()) {
                values = kept.clone();
            }
        }
    }
    let (values, former) = (json(&values), json(&former));
    let kept = args![user, service.as_str(), values, former];
    tx.expect(1, &KEEP_VALUES, kept).await
}

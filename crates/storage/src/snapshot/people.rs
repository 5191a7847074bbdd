//! The first half of a snapshot: the families, the actor, and those they refer to.

use super::Wanted;
use crate::directory::{end_of, nowhere_is_none};
use crate::error::StoreError;
use crate::statement::statements;
use crate::store::Engine;
use crate::tx::{Record, Tx, args, id_list};
use rehome_domain::ids::{AttributeId, GroupId, OrganizationCode, PositionId, UserId};
use rehome_domain::people::{Grant, Group, Subscription, User, UserStatus};
use rehome_domain::user_move::Snapshot;
use rehome_domain::user_move::snapshot::NameKeys;
use serde::Serialize;
use serde::de::IgnoredAny;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

macro_rules! person {
    ($family:literal, $rest:literal) => {
        concat!(
            "SELECT 'user' AS fact, u.id AS id, u.username AS a, u.name AS b, u.home AS c, u.status AS d, u.position AS e, u.sponsor AS f,
                u.manager AS g, u.mapping_id AS h, u.user_base AS i, u.attributes AS j, u.username_key AS k, u.mapping_key AS l,
                u.locked AS m, u.manage_dependents AS n, u.revision AS o, ", $family, " AS p FROM users u WHERE ", $rest
        )
    };
}

statements! {
    /// All of it at once, since round trips are what it costs. $1: the subjects, $2: the actor.
    PEOPLE "users": "", postgres = "WITH subject AS MATERIALIZED (SELECT value ->> 0 AS id FROM json_each($1)),
        family AS MATERIALIZED (
            SELECT u.id, u.home, u.manager, u.sponsor FROM subject s CROSS JOIN users u WHERE u.id = s.id
            UNION SELECT u.id, u.home, u.manager, u.sponsor FROM subject s CROSS JOIN users u WHERE u.sponsor = s.id),
        whole AS MATERIALIZED (SELECT id FROM family UNION SELECT $2),
        referred AS MATERIALIZED (
            SELECT m.id FROM family f CROSS JOIN users m WHERE m.id = f.manager
            UNION SELECT r.id FROM family f CROSS JOIN users r WHERE r.manager = f.id
            UNION SELECT f.sponsor FROM family f WHERE f.sponsor IS NOT NULL)
        SELECT 'user' AS fact, u.id AS id, u.username AS a, u.name AS b, u.home AS c, u.status AS d, u.position AS e, u.sponsor AS f,
            u.manager AS g, u.mapping_id AS h, u.user_base AS i, u.attributes AS j, u.username_key AS k, u.mapping_key AS l,
            u.locked AS m, u.manage_dependents AS n, u.revision AS o,
            CAST(CASE WHEN EXISTS (SELECT 1 FROM family x WHERE x.id = u.id) THEN 1 ELSE 0 END AS BIGINT) AS p
        FROM (SELECT id FROM whole UNION SELECT id FROM referred) w CROSS JOIN users u WHERE u.id = w.id
        UNION ALL SELECT 'grant', g.user_id, g.held_at, g.role, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
        FROM whole w CROSS JOIN role_grants g WHERE g.user_id = w.id
        UNION ALL SELECT 'remembered', r.user_id, r.organization, r.position, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
        FROM whole w CROSS JOIN remembered_positions r WHERE r.user_id = w.id
        UNION ALL SELECT 'subscription', s.user_id, s.organization, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, s.starts, s.ends, NULL, NULL
        FROM whole w CROSS JOIN subscriptions s WHERE s.user_id = w.id
        UNION ALL SELECT 'member', m.user_id, g.id, g.name, g.organization, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, g.dynamic, NULL, NULL, NULL
        FROM (SELECT id FROM whole UNION SELECT r.id FROM referred r WHERE EXISTS (SELECT 1 FROM users a WHERE a.id = $2 AND a.user_base IS NOT NULL)) w
            CROSS JOIN group_members m CROSS JOIN groups g WHERE m.user_id = w.id AND g.id = m.group_id
        UNION ALL SELECT 'mark', d.what, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, d.mark, NULL
        FROM directory_marks d WHERE d.what = 'places'";
    /// The same on SQLite, where many short statements cost less than one long one.
    MARK "directory_marks": "SELECT 'mark' AS fact, what AS id, mark AS o FROM directory_marks WHERE what = 'places'", postgres = "";
    MEMBER "users": person!("1", "u.id = $1"), postgres = "";
    DEPENDENTS "users": person!("1", "u.sponsor = $1"), postgres = "";
    OTHER "users": person!("0", "u.id = $1"), postgres = "";
    REPORTS "users": person!("0", "u.manager = $1"), postgres = "";
    /// Some people by id, on both.
    SOME "users": "SELECT 'user' AS fact, u.id AS id, u.username AS a, u.name AS b, u.home AS c, u.status AS d, u.position AS e, u.sponsor AS f,
            u.manager AS g, u.mapping_id AS h, u.user_base AS i, u.attributes AS j, u.username_key AS k, u.mapping_key AS l,
            u.locked AS m, u.manage_dependents AS n, u.revision AS o FROM json_each($1) n CROSS JOIN users u WHERE u.id = n.value ->> 0";
    GRANTS "role_grants": "SELECT 'grant' AS fact, user_id AS id, held_at AS a, role AS b FROM role_grants WHERE user_id = $1", postgres = "";
    REMEMBERED "remembered_positions": "SELECT 'remembered' AS fact, user_id AS id, organization AS a, position AS b
        FROM remembered_positions WHERE user_id = $1", postgres = "";
    SUBSCRIPTIONS "subscriptions": "SELECT 'subscription' AS fact, user_id AS id, organization AS a, starts AS m, ends AS n
        FROM subscriptions WHERE user_id = $1", postgres = "";
    MEMBERSHIPS "group_members": "SELECT 'member' AS fact, m.user_id AS id, g.id AS a, g.name AS b, g.organization AS c, g.dynamic AS m
        FROM group_members m CROSS JOIN groups g WHERE m.user_id = $1 AND g.id = m.group_id", postgres = "";
}

/// A member of a family, as the second half asks about it: by id, with the keys of username and mapping id.
#[derive(Serialize)]
pub(crate) struct Member(
    pub(super) UserId,
    pub(super) String,
    pub(super) Option<String>,
);

pub(crate) async fn load(
    tx: &mut Tx,
    wanted: &Wanted,
    snapshot: &mut Snapshot,
) -> Result<(i64, Vec<Member>), StoreError> {
    let records = match tx.engine() {
        Engine::Sqlite => one_by_one(tx, wanted).await?,
        Engine::Postgres => {
            let subjects = id_list(wanted.subjects.iter().map(UserId::as_str));
            tx.rows(&PEOPLE, args![subjects, &wanted.actor]).await?
        }
    };
    let (mut family, mut mark) = (Vec::new(), None);
    let (people, facts): (Vec<_>, Vec<_>) = records
        .iter()
        .partition(|record| record.text("fact").is_ok_and(|fact| fact == "user"));
    for record in people {
        let user = user(record)?;
        let keys = name_keys(record)?;
        if record.bool("p")? {
            let NameKeys {
                username,
                mapping_id,
            } = keys.clone();
            family.push(Member(user.id.clone(), username, mapping_id));
        }
        snapshot.name_keys.insert(user.id.clone(), keys);
        snapshot.users.insert(user.id.clone(), user);
    }
    for record in facts {
        if record.text("fact")? == "mark" {
            mark = Some(record.int("o")?);
            continue;
        }
        let user = snapshot
            .users
            .get_mut(record.text("id")?)
            .ok_or_else(|| record.inconsistent("id"))?;
        match record.text("fact")? {
            "grant" => {
                user.grants.insert(Grant {
                    role: record.text("b")?.into(),
                    at: nowhere_is_none(record.text("a")?),
                });
            }
            "remembered" => {
                user.remembered_positions
                    .insert(record.text("a")?.into(), record.text("b")?.into());
            }
            "subscription" => {
                user.subscriptions.insert(Subscription {
                    to: record.text("a")?.into(),
                    start: record.day("m")?,
                    end: end_of(record.int("n")?),
                });
            }
            "member" => {
                let group = Group {
                    id: GroupId::from(record.text("a")?),
                    name: record.text("b")?.into(),
                    organization: record.text("c")?.into(),
                    dynamic: record.bool("m")?,
                };
                user.groups.insert(group.id.clone());
                snapshot.groups.insert(group.id.clone(), group);
            }
            _ => return Err(record.inconsistent("fact")),
        }
    }
    let mark = mark.ok_or_else(|| StoreError::InconsistentRow {
        table: "directory_marks",
        column: "mark".to_owned(),
        row: "places".to_owned(),
    })?;
    Ok((mark, family))
}

/// Adds people who are only referred to; unknown ones are left out.
pub(super) async fn persons(
    tx: &mut Tx,
    ids: &BTreeSet<UserId>,
    snapshot: &mut Snapshot,
) -> Result<(), StoreError> {
    let list = id_list(ids.iter().map(UserId::as_str));
    for record in tx.rows(&SOME, args![list]).await? {
        let user = user(&record)?;
        let keys = name_keys(&record)?;
        snapshot.name_keys.insert(user.id.clone(), keys);
        snapshot.users.insert(user.id.clone(), user);
    }
    Ok(())
}

fn name_keys(record: &Record) -> Result<NameKeys, StoreError> {
    Ok(NameKeys {
        username: record.text("k")?.to_owned(),
        mapping_id: record.opt_text("l")?.map(str::to_owned),
    })
}

/// What [`PEOPLE`] answers, statement by statement.
async fn one_by_one(tx: &mut Tx, wanted: &Wanted) -> Result<Vec<Record>, StoreError> {
    let mut records = tx.rows(&MARK, &[]).await?;
    let mut known: BTreeSet<String> = BTreeSet::new();
    let mut referred: Vec<String> = Vec::new();
    for subject in &wanted.subjects {
        let mut family = tx.rows(&MEMBER, args![subject]).await?;
        family.extend(tx.rows(&DEPENDENTS, args![subject]).await?);
        for member in family {
            if known.insert(member.text("id")?.to_owned()) {
                referred.extend(member.opt_text("f")?.map(str::to_owned));
                referred.extend(member.opt_text("g")?.map(str::to_owned));
                records.push(member);
            }
        }
    }
    let family: Vec<String> = known.iter().cloned().collect();
    let mut has_base = false;
    if known.insert(wanted.actor.to_string()) {
        records.extend(tx.rows(&OTHER, args![&wanted.actor]).await?);
    }
    for record in &records {
        let is_actor =
            record.text("fact")? == "user" && record.text("id")? == wanted.actor.as_str();
        has_base |= is_actor && record.opt_text("i")?.is_some();
    }
    let whole: Vec<String> = known.iter().cloned().collect();
    for member in &family {
        for report in tx.rows(&REPORTS, args![member]).await? {
            if known.insert(report.text("id")?.to_owned()) {
                records.push(report);
            }
        }
    }
    for other in referred {
        if known.insert(other.clone()) {
            records.extend(tx.rows(&OTHER, args![&other]).await?);
        }
    }
    for id in &whole {
        for facts in [&GRANTS, &REMEMBERED, &SUBSCRIPTIONS] {
            records.extend(tx.rows(facts, args![id]).await?);
        }
    }
    for id in if has_base {
        known.iter().collect()
    } else {
        whole.iter().collect::<Vec<_>>()
    } {
        records.extend(tx.rows(&MEMBERSHIPS, args![id]).await?);
    }
    Ok(records)
}

fn user(record: &Record) -> Result<User, StoreError> {
    let attributes: BTreeMap<AttributeId, IgnoredAny> = record.json("j")?;
    Ok(User {
        id: record.text("id")?.into(),
        username: record.text("a")?.into(),
        name: record.text("b")?.into(),
        home: OrganizationCode::from(record.text("c")?),
        status: record.parsed("d", UserStatus::from_name)?,
        locked: record.bool("m")?,
        position: record.opt_text("e")?.map(PositionId::from),
        remembered_positions: BTreeMap::new(),
        sponsor: record.opt_text("f")?.map(UserId::from),
        manager: record.opt_text("g")?.map(UserId::from),
        mapping_id: record.opt_text("h")?.map(Arc::from),
        grants: BTreeSet::new(),
        subscriptions: BTreeSet::new(),
        groups: BTreeSet::new(),
        attributes: attributes.into_keys().collect(),
        user_base: record.opt_json("i")?,
        manage_dependents: record.bool("n")?,
        hosting: None,
        revision: record.int("o")?,
    })
}

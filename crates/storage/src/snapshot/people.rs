//! The first half of a snapshot: the families, the actor, and those they refer to.

use super::Wanted;
use crate::directory::{end_of, nowhere_is_none};
use crate::error::StoreError;
use crate::statement::statements;
use crate::tx::{Record, Tx, args, id_list};
use rehome_domain::ids::{AttributeId, GroupId, OrganizationCode, PositionId, UserId};
use rehome_domain::people::{Grant, Group, Subscription, User, UserStatus};
use rehome_domain::user_move::Snapshot;
use serde::Serialize;
use serde::de::IgnoredAny;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

statements! {
    /// $1: the subjects, $2: the actor.
    PEOPLE "users" (fact id a b c d e f g h i j k l m n o p): "WITH subject AS MATERIALIZED (SELECT value ->> 0 AS id FROM json_each($1)),
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
            CROSS JOIN group_members m CROSS JOIN groups g WHERE m.user_id = w.id AND g.id = m.group_id";
}

/// A member of a family, as the second half asks about it.
#[derive(Serialize)]
pub(crate) struct Member {
    pub(super) id: UserId,
    pub(super) username_key: String,
    pub(super) mapping_key: Option<String>,
}

pub(crate) async fn load(
    tx: &mut Tx,
    wanted: &Wanted,
    snapshot: &mut Snapshot,
) -> Result<Vec<Member>, StoreError> {
    let subjects = id_list(wanted.subjects.iter().map(UserId::as_str));
    let records = tx.rows(&PEOPLE, args![subjects, &wanted.actor]).await?;
    let mut family = Vec::new();
    let (people, facts): (Vec<_>, Vec<_>) = records
        .iter()
        .partition(|record| record.text("fact").is_ok_and(|fact| fact == "user"));
    for record in people {
        let user = user(record)?;
        if record.bool("p")? {
            family.push(Member {
                id: user.id.clone(),
                username_key: record.text("k")?.to_owned(),
                mapping_key: record.opt_text("l")?.map(str::to_owned),
            });
        }
        snapshot.users.insert(user.id.clone(), user);
    }
    for record in facts {
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
    Ok(family)
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
        revision: record.int("o")?,
    })
}

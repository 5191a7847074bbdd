//! A plan's steps into the tables, the way `rehome_domain::user_move::apply` does them in memory.
//!
//! Nothing is applied without a [`MoveAuthority`], and everything only on the revisions the plan rests on:
//! each touched person's row is changed once, expecting its revision, and whatever else the plan read
//! must still have the revision it had. On PostgreSQL all of it is one statement, because round trips are
//! what a move costs; on SQLite the same parts run in turn, handed over together. To add a kind of
//! step, add its rows to [`Changes`], its part to `parts!`, and its place in [`Changes::of`].

use crate::directory::NO_END;
use crate::error::StoreError;
use crate::statement::statements;
use crate::store::Engine;
use crate::tx::{Tx, args, json};
use rehome_domain::ids::{OrganizationCode, UserId};
use rehome_domain::user_move::{BasisEntry, BasisRecord, MoveAuthority, Step};
use serde::Serialize;
use std::collections::BTreeMap;

/// The parts by name, each with its list in the document of changes.
///
/// WHY `k.ancestor || ''`: what lies above an organization is a few rows, what lies below a top one may be all
/// there is, and this keeps the search from beginning there.
macro_rules! part {
    (users) => {
        "UPDATE users SET
            home = COALESCE(n.value ->> 'home', users.home),
            position = CASE WHEN CAST(n.value ->> 'sets_position' AS BIGINT) = 1 THEN n.value ->> 'position' ELSE users.position END,
            manager = CASE WHEN CAST(n.value ->> 'sets_manager' AS BIGINT) = 1 THEN n.value ->> 'manager' ELSE users.manager END,
            locked = COALESCE(CAST(n.value ->> 'locked' AS BIGINT), users.locked),
            revision = users.revision + 1
         FROM json_each($1, '$.users') n
         WHERE users.id = n.value ->> 'id' AND users.revision = CAST(n.value ->> 'revision' AS BIGINT)"
    };
    (scope_left) => {
        "DELETE FROM user_scope WHERE (ancestor, sort_key, user_id) IN (
            SELECT s.ancestor, u.sort_key, u.id FROM json_each($1, '$.homes') n CROSS JOIN users u CROSS JOIN organization_scope s
            WHERE u.id = n.value ->> 0 AND s.organization = n.value ->> 1
              AND NOT EXISTS (SELECT 1 FROM organization_scope k WHERE k.organization = n.value ->> 2 AND k.ancestor || '' = s.ancestor))"
    };
    (scope_entered) => {
        "INSERT INTO user_scope (ancestor, sort_key, user_id)
            SELECT s.ancestor, u.sort_key, u.id FROM json_each($1, '$.homes') n CROSS JOIN users u CROSS JOIN organization_scope s
            WHERE u.id = n.value ->> 0 AND s.organization = n.value ->> 2
              AND NOT EXISTS (SELECT 1 FROM organization_scope k WHERE k.organization = n.value ->> 1 AND k.ancestor || '' = s.ancestor)"
    };
    (remembered) => {
        "INSERT INTO remembered_positions (user_id, organization, position)
            SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each($1, '$.remembered') WHERE true
            ON CONFLICT (user_id, organization) DO UPDATE SET position = excluded.position"
    };
    (forgotten) => {
        "DELETE FROM remembered_positions WHERE (user_id, organization) IN (SELECT value ->> 0, value ->> 1 FROM json_each($1, '$.forgotten'))"
    };
    (granted) => {
        "INSERT INTO role_grants (user_id, held_at, role) SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each($1, '$.granted')"
    };
    (revoked) => {
        "DELETE FROM role_grants WHERE (user_id, held_at, role) IN (SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each($1, '$.revoked'))"
    };
    (subscribed) => {
        "INSERT INTO subscriptions (user_id, organization, starts, ends)
            SELECT value ->> 0, value ->> 1, CAST(value ->> 2 AS BIGINT), CAST(value ->> 3 AS BIGINT) FROM json_each($1, '$.subscribed')"
    };
    (cancelled) => {
        "DELETE FROM subscriptions WHERE (user_id, organization, starts, ends) IN (
            SELECT value ->> 0, value ->> 1, CAST(value ->> 2 AS BIGINT), CAST(value ->> 3 AS BIGINT) FROM json_each($1, '$.cancelled'))"
    };
    (joined) => {
        "INSERT INTO group_members (user_id, group_id) SELECT value ->> 0, value ->> 1 FROM json_each($1, '$.joined')"
    };
    (departed) => {
        "DELETE FROM group_members WHERE (user_id, group_id) IN (SELECT value ->> 0, value ->> 1 FROM json_each($1, '$.departed'))"
    };
    (stale) => {
        "SELECT 'stale' AS what,
            (SELECT count(*) FROM json_each($1, '$.basis_users') b WHERE NOT EXISTS (
                SELECT 1 FROM users u WHERE u.id = b.value ->> 0 AND u.revision = CAST(b.value ->> 1 AS BIGINT)))
            + (SELECT count(*) FROM json_each($1, '$.basis_organizations') b WHERE NOT EXISTS (
                SELECT 1 FROM organizations o WHERE o.code = b.value ->> 0 AND o.revision = CAST(b.value ->> 1 AS BIGINT)))
            + (SELECT count(*) FROM json_each($1, '$.basis_sections') b WHERE NOT EXISTS (
                SELECT 1 FROM organization_sections s
                WHERE s.organization = b.value ->> 0 AND s.section = b.value ->> 1 AND s.revision = CAST(b.value ->> 2 AS BIGINT)))
            AS stale"
    };
}

/// All parts in one statement for PostgreSQL; it answers how many rows each changed.
macro_rules! together {
    ($first:ident $($name:ident)*) => {
        concat!(
            "WITH done_", stringify!($first), " AS (", part!($first), " RETURNING 1)",
            $(", done_", stringify!($name), " AS (", part!($name), " RETURNING 1)",)*
            " SELECT t.what, t.stale, (SELECT count(*) FROM done_", stringify!($first), ") AS ", stringify!($first),
            $(", (SELECT count(*) FROM done_", stringify!($name), ") AS ", stringify!($name),)*
            " FROM (", part!(stale), ") t"
        )
    };
}

/// Parts one after the other for SQLite; it answers how many rows they changed in all.
macro_rules! in_turn {
    ($first:ident $($name:ident)*) => {
        concat!(part!($first) $(, "; ", part!($name))*)
    };
}

statements! {
    SCOPE "user_scope": concat!(part!(scope_left), "; ", part!(scope_entered)), postgres = "";
    STALE "users": part!(stale), postgres = "";
    TOGETHER "users": in_turn!(users remembered forgotten granted revoked subscribed cancelled joined departed),
        postgres = together!(users scope_left scope_entered remembered forgotten granted revoked subscribed cancelled joined departed);
}

#[derive(Serialize)]
struct UserChange<'a> {
    id: &'a str,
    revision: i64,
    home: Option<&'a str>,
    sets_position: u8,
    position: Option<&'a str>,
    sets_manager: u8,
    manager: Option<&'a str>,
    locked: Option<u8>,
}

/// The steps, gathered by the table they change.
#[derive(Default, Serialize)]
struct Changes<'a> {
    users: Vec<UserChange<'a>>,
    homes: Vec<(&'a str, &'a str, &'a str)>,
    remembered: Vec<(&'a str, &'a str, &'a str)>,
    forgotten: Vec<(&'a str, &'a str)>,
    granted: Vec<(&'a str, &'a str, &'a str)>,
    revoked: Vec<(&'a str, &'a str, &'a str)>,
    subscribed: Vec<(&'a str, &'a str, i64, i64)>,
    cancelled: Vec<(&'a str, &'a str, i64, i64)>,
    joined: Vec<(&'a str, &'a str)>,
    departed: Vec<(&'a str, &'a str)>,
    basis_users: Vec<(&'a str, i64)>,
    basis_organizations: Vec<(&'a str, i64)>,
    basis_sections: Vec<(&'a str, &'static str, i64)>,
}

impl<'a> Changes<'a> {
    /// Gathers the steps of families; none where a step changes somebody whose revision no basis tells.
    ///
    /// Where several rest on one record, the revision that the first of them read is the stored one: those
    /// after it were planned on what those before it leave.
    fn of(families: &[Applied<'a>]) -> Option<Self> {
        let mut basis: BTreeMap<&'a BasisRecord, i64> = BTreeMap::new();
        for entry in families.iter().flat_map(|family| family.basis) {
            basis.entry(&entry.record).or_insert(entry.revision);
        }
        let mut changes = Self::default();
        let mut revisions: BTreeMap<&UserId, i64> = BTreeMap::new();
        for (record, revision) in basis {
            let mut section = |code: &'a OrganizationCode, name| {
                changes.basis_sections.push((code.as_str(), name, revision));
            };
            match record {
                BasisRecord::User(id) => {
                    revisions.insert(id, revision);
                }
                BasisRecord::Organization(code) => {
                    changes.basis_organizations.push((code.as_str(), revision));
                }
                BasisRecord::UserMoveSettings(code) => section(code, "user_move"),
                BasisRecord::Hierarchy(code) => section(code, "hierarchy"),
                BasisRecord::Look(code) => section(code, "look"),
            }
        }
        let mut users: BTreeMap<&UserId, UserChange<'a>> = BTreeMap::new();
        for step in families.iter().flat_map(|family| family.steps) {
            let id = step.about();
            if !users.contains_key(id) {
                users.insert(id, UserChange::none(id.as_str(), *revisions.get(id)?));
            }
            changes.gather(step, users.get_mut(id)?);
        }
        revisions.retain(|id, _| !users.contains_key(*id));
        changes.basis_users = revisions
            .into_iter()
            .map(|(id, revision)| (id.as_str(), revision))
            .collect();
        changes.users = users.into_values().collect();
        Some(changes)
    }

    fn gather(&mut self, step: &'a Step, user: &mut UserChange<'a>) {
        let id = user.id;
        match step {
            Step::Home { before, after, .. } => {
                user.home = Some(after.as_str());
                self.homes.push((id, before.as_str(), after.as_str()));
            }
            Step::Position { after, .. } => {
                user.sets_position = 1;
                user.position = after.as_ref().map(|position| position.as_str());
            }
            Step::Manager { after, .. } => {
                user.sets_manager = 1;
                user.manager = after.as_ref().map(UserId::as_str);
            }
            Step::Lock { after, .. } => user.locked = Some(u8::from(*after)),
            Step::RememberedPosition {
                organization,
                after,
                ..
            } => match after {
                Some(position) => {
                    self.remembered
                        .push((id, organization.as_str(), position.as_str()))
                }
                None => self.forgotten.push((id, organization.as_str())),
            },
            Step::Role {
                role, at, after, ..
            } => {
                let list = if *after {
                    &mut self.granted
                } else {
                    &mut self.revoked
                };
                list.push((id, at.as_ref().map_or("", |at| at.as_str()), role.as_str()));
            }
            Step::Subscription {
                to,
                start,
                end,
                after,
                ..
            } => {
                let list = if *after {
                    &mut self.subscribed
                } else {
                    &mut self.cancelled
                };
                list.push((
                    id,
                    to.as_str(),
                    i64::from(start.0),
                    end.map_or(NO_END, |end| i64::from(end.0)),
                ));
            }
            Step::Membership { group, after, .. } => {
                let list = if *after {
                    &mut self.joined
                } else {
                    &mut self.departed
                };
                list.push((id, group.as_str()));
            }
        }
    }

    /// Each part by its name among the answers of [`TOGETHER`], and how many rows it names.
    fn parts(&self) -> [(&'static str, usize); 9] {
        [
            ("users", self.users.len()),
            ("remembered", self.remembered.len()),
            ("forgotten", self.forgotten.len()),
            ("granted", self.granted.len()),
            ("revoked", self.revoked.len()),
            ("subscribed", self.subscribed.len()),
            ("cancelled", self.cancelled.len()),
            ("joined", self.joined.len()),
            ("departed", self.departed.len()),
        ]
    }
}

impl<'a> UserChange<'a> {
    fn none(id: &'a str, revision: i64) -> Self {
        Self {
            id,
            revision,
            home: None,
            sets_position: 0,
            position: None,
            sets_manager: 0,
            manager: None,
            locked: None,
        }
    }
}

/// One family's steps, the right to take them, and what they rest on.
#[derive(Clone, Copy, Debug)]
pub struct Applied<'a> {
    /// The right.
    pub authority: &'a MoveAuthority,
    /// Who moves by it: the subject and the dependents.
    pub members: &'a [UserId],
    /// The steps.
    pub steps: &'a [Step],
    /// The revisions the plan read.
    pub basis: &'a [BasisEntry],
}

impl Applied<'_> {
    /// Whether every home that changes is one that the authority lets change: of the subject and who goes along,
    /// from its source to its destination.
    fn is_authorized(&self) -> bool {
        let Self {
            authority, members, ..
        } = self;
        members.contains(authority.subject())
            && self.steps.iter().all(|step| match step {
                Step::Home {
                    about,
                    before,
                    after,
                } => {
                    members.contains(about)
                        && before == authority.source()
                        && after == authority.destination()
                }
                _ => true,
            })
    }
}

/// Applies the steps of families, each planned on what those before it leave: all of them or, where anything is
/// not as the plans read it, none. No person may be changed by two of them.
///
/// # Errors
/// [`StoreError::OtherAuthority`] where a home changes otherwise than an authority says;
/// [`StoreError::RowsAffected`] where something has changed since the plan.
pub async fn apply_many(tx: &mut Tx, families: &[Applied<'_>]) -> Result<(), StoreError> {
    if !families.iter().all(Applied::is_authorized) {
        return Err(StoreError::OtherAuthority);
    }
    let Some(changes) = Changes::of(families) else {
        return tx.compare(1, 0);
    };
    let applied = gathered(tx, &changes).await;
    // WHY: a row that is there already was put there by somebody faster; on what there is now the plan may differ.
    if let Err(StoreError::AlreadyExists { .. }) = applied {
        tx.is_contended = true;
        return Err(StoreError::Contended);
    }
    applied
}

async fn gathered(tx: &mut Tx, changes: &Changes<'_>) -> Result<(), StoreError> {
    let document = json(changes);
    match tx.engine() {
        Engine::Postgres => {
            let Some(done) = tx.one(&TOGETHER, args![&document]).await? else {
                return tx.compare(1, 0);
            };
            tx.compare(0, done.int("stale")?.unsigned_abs())?;
            for (name, expected) in changes.parts() {
                tx.compare(expected as u64, done.int(name)?.unsigned_abs())?;
            }
        }
        Engine::Sqlite => {
            let stale = tx.one(&STALE, args![&document]).await?;
            tx.compare(
                0,
                stale
                    .map_or(Ok(0), |record| record.int("stale"))?
                    .unsigned_abs(),
            )?;
            // INVARIANT: no part changes more rows than it names, so that only the right numbers add up.
            let expected: usize = changes.parts().iter().map(|(_, rows)| rows).sum();
            if expected > 0 {
                tx.expect(expected as u64, &TOGETHER, args![&document])
                    .await?;
            }
            if !changes.homes.is_empty() {
                tx.execute(&SCOPE, args![&document]).await?;
            }
        }
    }
    Ok(())
}

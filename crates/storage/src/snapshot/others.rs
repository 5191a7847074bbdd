//! What other people's rows tell about a move: names that are taken, who administers, whom to ask.
//!
//! It is read anew each time; anybody may change it. It knows no rule.

use super::people::Member;
use crate::error::StoreError;
use crate::statement::statements;
use crate::store::Engine;
use crate::tx::{Record, Tx, args, id_list, json};
use rehome_domain::ids::OrganizationCode;
use std::collections::BTreeSet;

statements! {
    /// What other people's rows tell. $1: sources and destinations, $2: destinations, $3: the families, $4: enterprises,
    /// provider and resellers, $5 and $6: the roles that administer organizations and those at the top.
    OTHERS "users": "", postgres = "SELECT 'username' AS fact, n.value ->> 0 AS id, u.home AS a
        FROM json_each($3) n CROSS JOIN json_each($2) d CROSS JOIN users u
        WHERE u.username_key = n.value ->> 1 AND u.home = d.value ->> 0 AND u.id <> n.value ->> 0
        UNION ALL SELECT 'mapping', n.value ->> 0, u.home
        FROM json_each($3) n CROSS JOIN users u
        WHERE u.mapping_key = n.value ->> 2 AND u.id <> n.value ->> 0 AND u.home IN (SELECT value ->> 0 FROM json_each($2))
        UNION ALL SELECT 'administrator', g.held_at, g.user_id
        FROM json_each($1) n CROSS JOIN json_each($5) r CROSS JOIN role_grants g CROSS JOIN users u
        WHERE g.held_at = n.value ->> 0 AND g.role = r.value ->> 0 AND u.id = g.user_id AND u.status = 'active'
        UNION ALL SELECT 'contact', w.held_at, w.name FROM (
            SELECT g.held_at, u.name, ROW_NUMBER() OVER (PARTITION BY g.held_at ORDER BY u.sort_key, u.id) AS place
            FROM json_each($4) t CROSS JOIN json_each($6) r CROSS JOIN role_grants g CROSS JOIN users u
            WHERE g.held_at = t.value ->> 0 AND g.role = r.value ->> 0 AND u.id = g.user_id AND u.status = 'active') w
        WHERE w.place <= 3";
    /// The same on SQLite, statement by statement.
    NAMED "users": "SELECT 'username' AS fact, $1 AS id, home AS a FROM users WHERE username_key = $2 AND home = $3 AND id <> $1", postgres = "";
    MAPPED "users": "SELECT 'mapping' AS fact, $1 AS id, home AS a FROM users WHERE mapping_key = $2 AND id <> $1", postgres = "";
    ADMINISTRATORS "role_grants": "SELECT 'administrator' AS fact, g.held_at AS id, g.user_id AS a FROM role_grants g CROSS JOIN users u
        WHERE g.held_at = $1 AND g.role = $2 AND u.id = g.user_id AND u.status = 'active'", postgres = "";
    CONTACTS "role_grants": "SELECT 'contact' AS fact, $1 AS id, u.name AS a FROM json_each($2) r CROSS JOIN role_grants g CROSS JOIN users u
        WHERE g.held_at = $1 AND g.role = r.value ->> 0 AND u.id = g.user_id AND u.status = 'active' ORDER BY u.sort_key, u.id LIMIT 3", postgres = "";
}

/// What is asked about other people.
pub(super) struct Others<'a> {
    pub(super) ends: Vec<&'a OrganizationCode>,
    pub(super) destinations: &'a [OrganizationCode],
    pub(super) family: &'a [Member],
    pub(super) tops: Vec<&'a OrganizationCode>,
    pub(super) organization_roles: Vec<&'a str>,
    pub(super) top_roles: Vec<&'a str>,
}

impl Others<'_> {
    /// The rows that tell.
    pub(super) async fn rows(&self, tx: &mut Tx) -> Result<Vec<Record>, StoreError> {
        match tx.engine() {
            Engine::Sqlite => self.one_by_one(tx).await,
            Engine::Postgres => self.at_once(tx).await,
        }
    }

    async fn at_once(&self, tx: &mut Tx) -> Result<Vec<Record>, StoreError> {
        let codes = |codes: &[&OrganizationCode]| id_list(codes.iter().map(|code| code.as_str()));
        let arguments = args![
            codes(&self.ends),
            id_list(self.destinations.iter().map(OrganizationCode::as_str)),
            json(self.family),
            codes(&self.tops),
            id_list(self.organization_roles.iter().copied()),
            id_list(self.top_roles.iter().copied()),
        ];
        tx.rows(&OTHERS, arguments).await
    }

    async fn one_by_one(&self, tx: &mut Tx) -> Result<Vec<Record>, StoreError> {
        let mut records = Vec::new();
        let destinations: BTreeSet<&str> = self
            .destinations
            .iter()
            .map(OrganizationCode::as_str)
            .collect();
        for Member(id, username, mapping) in self.family {
            for destination in &destinations {
                let arguments = args![id, username, *destination];
                records.extend(tx.rows(&NAMED, arguments).await?);
            }
            if let Some(mapping) = mapping {
                for found in tx.rows(&MAPPED, args![id, mapping]).await? {
                    if destinations.contains(found.text("a")?) {
                        records.push(found);
                    }
                }
            }
        }
        for end in &self.ends {
            for role in &self.organization_roles {
                records.extend(tx.rows(&ADMINISTRATORS, args![*end, *role]).await?);
            }
        }
        let roles = id_list(self.top_roles.iter().copied());
        for top in &self.tops {
            records.extend(tx.rows(&CONTACTS, args![*top, &roles]).await?);
        }
        Ok(records)
    }
}

//! What a list shows of people besides their records: roles in the scope, dependents, subscriptions.

use crate::error::StoreError;
use crate::statement::statements;
use crate::tx::{Tx, args, id_list};
use rehome_domain::ids::{OrganizationCode, RoleId, UserId};
use rehome_domain::time::Day;
use std::collections::{BTreeMap, BTreeSet};

statements! {
    ROLES "role_grants": "SELECT DISTINCT g.user_id, g.role FROM json_each($2) n CROSS JOIN role_grants g
        WHERE g.user_id = n.value ->> 0
            AND EXISTS (SELECT 1 FROM organization_scope o WHERE o.organization = g.held_at AND o.ancestor = $1)
        ORDER BY g.user_id, g.role";
    DEPENDENTS "users": "SELECT d.sponsor AS id, count(*) AS n FROM json_each($1) n CROSS JOIN users d
        WHERE d.sponsor = n.value ->> 0 AND d.status <> 'deleted' GROUP BY d.sponsor";
    SUBSCRIPTIONS "subscriptions": "SELECT s.user_id AS id, count(*) AS n FROM json_each($1) n CROSS JOIN subscriptions s
        WHERE s.user_id = n.value ->> 0 AND s.ends >= $2 GROUP BY s.user_id";
    TEMPLATES "user_hosting": "SELECT t.user_id AS id FROM json_each($1) n CROSS JOIN user_hosting t
        WHERE t.user_id = n.value ->> 0 AND t.user_type = 'template'";
    HOMES "organizations": "SELECT o.code, o.name FROM json_each($1) n CROSS JOIN organizations o WHERE o.code = n.value ->> 0";
}

/// What a list shows of one person besides the record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listed {
    /// The roles held in the scope.
    pub roles: Vec<RoleId>,
    /// How many dependents there are.
    pub dependents: u32,
    /// How many subscriptions are not over.
    pub subscriptions: u32,
    /// Whether it is a template and nobody.
    pub is_template: bool,
}

/// What a list of a scope shows of these people.
///
/// # Errors
/// [`StoreError`].
pub async fn listed(
    tx: &mut Tx,
    scope: &OrganizationCode,
    people: &[UserId],
    today: Day,
) -> Result<BTreeMap<UserId, Listed>, StoreError> {
    let list = id_list(people.iter().map(UserId::as_str));
    let mut found: BTreeMap<UserId, Listed> = BTreeMap::new();
    for record in &tx.rows(&ROLES, args![scope, &list]).await? {
        let row = found.entry(record.text("user_id")?.into()).or_default();
        row.roles.push(record.text("role")?.into());
    }
    for record in &tx.rows(&DEPENDENTS, args![&list]).await? {
        let row = found.entry(record.text("id")?.into()).or_default();
        row.dependents = u32::try_from(record.int("n")?).unwrap_or(u32::MAX);
    }
    for record in &tx
        .rows(&SUBSCRIPTIONS, args![&list, i64::from(today.0)])
        .await?
    {
        let row = found.entry(record.text("id")?.into()).or_default();
        row.subscriptions = u32::try_from(record.int("n")?).unwrap_or(u32::MAX);
    }
    for record in &tx.rows(&TEMPLATES, args![&list]).await? {
        let row = found.entry(record.text("id")?.into()).or_default();
        row.is_template = true;
    }
    Ok(found)
}

/// The names of organizations.
///
/// # Errors
/// [`StoreError`].
pub async fn names_of_homes(
    tx: &mut Tx,
    homes: &BTreeSet<OrganizationCode>,
) -> Result<BTreeMap<OrganizationCode, String>, StoreError> {
    let list = id_list(homes.iter().map(OrganizationCode::as_str));
    let mut names = BTreeMap::new();
    for record in &tx.rows(&HOMES, args![list]).await? {
        names.insert(record.text("code")?.into(), record.text("name")?.to_owned());
    }
    Ok(names)
}

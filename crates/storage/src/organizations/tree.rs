//! The tree of organizations as it is unfolded: the tops, the children of one, and how much is below each.
//!
//! Every question costs what it shows: children come in pages by name, and counts end at a cap.

use super::list::{Cursor, OrganizationRow, Page, page_of, row_of};
use crate::error::StoreError;
use crate::statement::statements;
use crate::tx::{Tx, args, id_list};
use rehome_domain::ids::{OrganizationCode, PositionId};
use rehome_domain::organization::OrganizationKind;
use std::collections::BTreeMap;

statements! {
    TOPS "organizations": "SELECT code, kind, parent, name, name_key, status, revision FROM organizations
        WHERE parent IS NULL AND (name_key, code) > ($1, $2) ORDER BY name_key, code LIMIT $3";
    CHILDREN "organizations": "SELECT code, kind, parent, name, name_key, status, revision FROM organizations
        WHERE parent = $1 AND (name_key, code) > ($2, $3) ORDER BY name_key, code LIMIT $4";
    ONE "organizations": "SELECT code, kind, parent, name, name_key, status, revision FROM organizations WHERE code = $1";
    SIZES "organizations": "SELECT n.value ->> 0 AS code,
            (SELECT count(*) FROM (SELECT 1 FROM organizations o WHERE o.parent = n.value ->> 0 LIMIT $2) c) AS children,
            (SELECT count(*) FROM (SELECT 1 FROM organization_scope s WHERE s.ancestor = n.value ->> 0 LIMIT $2) b) AS organizations,
            (SELECT count(*) FROM (SELECT 1 FROM user_scope p WHERE p.ancestor = n.value ->> 0
                AND NOT EXISTS (SELECT 1 FROM user_hosting t WHERE t.user_type = 'template' AND t.user_id = p.user_id) LIMIT $3) h) AS people
        FROM json_each($1) n";
    PEOPLE_OF_CHILDREN "user_scope": "SELECT 'all' AS scope, count(*) AS n FROM (
            SELECT 1 FROM organizations o CROSS JOIN user_scope s WHERE o.parent = $1 AND s.ancestor = o.code
                AND NOT EXISTS (SELECT 1 FROM user_hosting t WHERE t.user_type = 'template' AND t.user_id = s.user_id) LIMIT $2) t";
    ACTIVE_BELOW "organizations": "SELECT o.code, o.kind, o.parent, o.name
        FROM organization_scope s CROSS JOIN organizations o
        WHERE s.ancestor = $1 AND o.code = s.organization AND o.status = 'active' ORDER BY s.name_key, s.organization LIMIT $2";
    AT_POSITIONS "users": "SELECT position, count(*) AS n FROM users WHERE home = $1 AND position IS NOT NULL GROUP BY position";
}

/// How much is below an organization; each number ends at the cap it was asked with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sizes {
    /// The organizations right below it.
    pub children: u64,
    /// The organizations at or below it.
    pub organizations: u64,
    /// The people who live at or below it; templates are none.
    pub people: u64,
}

/// A page of the organizations that lie below nothing, by name.
///
/// # Errors
/// [`StoreError`].
pub async fn tops(
    tx: &mut Tx,
    after: Option<&Cursor>,
    limit: u32,
) -> Result<Page<OrganizationRow>, StoreError> {
    let (key, code) = Cursor::parts(after);
    let records = tx.rows(&TOPS, args![key, code, i64::from(limit)]).await?;
    page_of(&records, limit)
}

/// A page of the organizations right below one, by name.
///
/// # Errors
/// [`StoreError`].
pub async fn children(
    tx: &mut Tx,
    parent: &OrganizationCode,
    after: Option<&Cursor>,
    limit: u32,
) -> Result<Page<OrganizationRow>, StoreError> {
    let (key, code) = Cursor::parts(after);
    let records = tx
        .rows(&CHILDREN, args![parent, key, code, i64::from(limit)])
        .await?;
    page_of(&records, limit)
}

/// One organization as a row.
///
/// # Errors
/// [`StoreError`].
pub async fn row(
    tx: &mut Tx,
    code: &OrganizationCode,
) -> Result<Option<OrganizationRow>, StoreError> {
    let found = tx.one(&ONE, args![code]).await?;
    found.as_ref().map(row_of).transpose()
}

/// How much is below each of these organizations: organizations up to the first number, people up to the second.
///
/// # Errors
/// [`StoreError`].
pub async fn sizes<'a>(
    tx: &mut Tx,
    codes: impl IntoIterator<Item = &'a OrganizationCode>,
    (organizations, people): (u32, u32),
) -> Result<BTreeMap<OrganizationCode, Sizes>, StoreError> {
    let codes = id_list(codes.into_iter().map(OrganizationCode::as_str));
    let records = tx
        .rows(
            &SIZES,
            args![&codes, i64::from(organizations), i64::from(people)],
        )
        .await?;
    let count = |number: i64| u64::try_from(number).unwrap_or_default();
    records
        .iter()
        .map(|record| {
            let sizes = Sizes {
                children: count(record.int("children")?),
                organizations: count(record.int("organizations")?),
                people: count(record.int("people")?),
            };
            Ok((record.text("code")?.into(), sizes))
        })
        .collect()
}

/// How many people live below an organization, but not at it; counted up to a cap, without templates.
///
/// # Errors
/// [`StoreError`].
pub async fn people_of_children(
    tx: &mut Tx,
    code: &OrganizationCode,
    cap: u32,
) -> Result<u64, StoreError> {
    let record = tx
        .one(&PEOPLE_OF_CHILDREN, args![code, i64::from(cap)])
        .await?;
    let number = record.map(|record| record.int("n")).transpose()?;
    Ok(number
        .and_then(|number| u64::try_from(number).ok())
        .unwrap_or_default())
}

/// An organization among those that can be listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActiveRow {
    /// The code.
    pub code: OrganizationCode,
    /// What it is.
    pub kind: OrganizationKind,
    /// The organization above.
    pub parent: Option<OrganizationCode>,
    /// The display name.
    pub name: String,
}

/// The active organizations at or below one, by name.
///
/// # Errors
/// [`StoreError`].
pub async fn active_below(
    tx: &mut Tx,
    code: &OrganizationCode,
    limit: u32,
) -> Result<Vec<ActiveRow>, StoreError> {
    let records = tx
        .rows(&ACTIVE_BELOW, args![code, i64::from(limit)])
        .await?;
    records
        .iter()
        .map(|record| {
            Ok(ActiveRow {
                code: record.text("code")?.into(),
                kind: record.parsed("kind", OrganizationKind::from_name)?,
                parent: record.opt_text("parent")?.map(OrganizationCode::from),
                name: record.text("name")?.to_owned(),
            })
        })
        .collect()
}

/// How many people who live at an organization hold each of its positions.
///
/// # Errors
/// [`StoreError`].
pub async fn people_at_positions(
    tx: &mut Tx,
    code: &OrganizationCode,
) -> Result<BTreeMap<PositionId, u64>, StoreError> {
    let records = tx.rows(&AT_POSITIONS, args![code]).await?;
    records
        .iter()
        .map(|record| {
            let people = u64::try_from(record.int("n")?).unwrap_or_default();
            Ok((record.text("position")?.into(), people))
        })
        .collect()
}

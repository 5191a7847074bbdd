//! People with the same username or mapping id below one organization: what stands in the way of requiring
//! that both are unique.

use crate::error::StoreError;
use crate::organizations::{Cursor, Page};
use crate::statement::statements;
use crate::tx::{Tx, args};
use rehome_domain::ids::{OrganizationCode, UserId};

statements! {
    DUPLICATES "users": "WITH below AS MATERIALIZED (
            SELECT u.id, u.username, u.username_key, u.mapping_id, u.mapping_key, u.home, u.name
            FROM user_scope s CROSS JOIN users u WHERE s.ancestor = $1 AND u.id = s.user_id)
        SELECT b.id, b.username, b.username_key, b.mapping_id, b.home, b.name, (SELECT o.name FROM organizations o WHERE o.code = b.home) AS home_name,
            CAST(CASE WHEN b.username_key IN (SELECT username_key FROM below GROUP BY username_key HAVING count(*) > 1) THEN 1 ELSE 0 END AS BIGINT) AS same_username,
            CAST(CASE WHEN b.mapping_key IN (SELECT mapping_key FROM below WHERE mapping_key IS NOT NULL GROUP BY mapping_key HAVING count(*) > 1)
                THEN 1 ELSE 0 END AS BIGINT) AS same_mapping
        FROM below b
        WHERE (b.username_key IN (SELECT username_key FROM below GROUP BY username_key HAVING count(*) > 1)
           OR b.mapping_key IN (SELECT mapping_key FROM below WHERE mapping_key IS NOT NULL GROUP BY mapping_key HAVING count(*) > 1))
          AND (b.username_key, b.id) > ($2, $3)
        ORDER BY b.username_key, b.id LIMIT $4";
}

/// Somebody whose username or mapping id somebody else has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duplicate {
    /// The id.
    pub user: UserId,
    /// The sign-in name.
    pub username: String,
    /// The mapping id.
    pub mapping_id: Option<String>,
    /// The home.
    pub home: OrganizationCode,
    /// The name of the home.
    pub home_name: String,
    /// The display name.
    pub name: String,
    /// Whether it is the username.
    pub same_username: bool,
    /// Whether it is the mapping id.
    pub same_mapping: bool,
}

/// A page of the people below an organization whose names are not unique there, by username.
///
/// # Errors
/// [`StoreError`].
pub async fn duplicates(
    tx: &mut Tx,
    organization: &OrganizationCode,
    after: Option<&Cursor>,
    limit: u32,
) -> Result<Page<Duplicate>, StoreError> {
    let (after_key, after_id) = Cursor::parts(after);
    let records = tx
        .rows(
            &DUPLICATES,
            args![organization, after_key, after_id, i64::from(limit)],
        )
        .await?;
    let next = match records.last() {
        Some(last) if records.len() as u64 == u64::from(limit) => {
            Some(Cursor::new(last.text("username_key")?, last.text("id")?))
        }
        _ => None,
    };
    let items = records
        .iter()
        .map(|record| {
            Ok(Duplicate {
                user: record.text("id")?.into(),
                username: record.text("username")?.to_owned(),
                mapping_id: record.opt_text("mapping_id")?.map(str::to_owned),
                home: record.text("home")?.into(),
                home_name: record.text("home_name")?.to_owned(),
                name: record.text("name")?.to_owned(),
                same_username: record.bool("same_username")?,
                same_mapping: record.bool("same_mapping")?,
            })
        })
        .collect::<Result<_, StoreError>>()?;
    Ok(Page { items, next })
}

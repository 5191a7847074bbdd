//! Lists of organizations, and how pages of lists are cut.

use crate::error::StoreError;
use crate::keys;
use crate::statement::statements;
use crate::tx::{Record, Tx, args};
use rehome_domain::ids::OrganizationCode;
use rehome_domain::organization::{OrganizationKind, OrganizationStatus};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

statements! {
    /// WHY `replace`: the engines have no function in common that looks for a text in a text. WHY in the scope: its index
    /// holds name and code, so that a record is read for each match only.
    PAGE "organizations": "SELECT o.code, o.kind, o.parent, o.name, o.name_key, o.status, o.revision
        FROM organization_scope s CROSS JOIN organizations o
        WHERE s.ancestor = $1 AND (s.name_key, s.organization) > ($2, $3)
          AND ($4 = '' OR replace(s.name_key, $4, '') <> s.name_key OR replace(s.organization, $4, '') <> s.organization)
          AND o.code = s.organization
          AND ($5 = '' OR o.kind = $5)
        ORDER BY s.name_key, s.organization LIMIT $6";
    ALL "organizations": "SELECT o.code, o.kind, o.parent, o.name, o.name_key, o.status, o.revision FROM organizations o
        WHERE (o.name_key, o.code) > ($1, $2)
          AND ($3 = '' OR replace(o.name_key, $3, '') <> o.name_key OR replace(o.code, $3, '') <> o.code)
          AND ($4 = '' OR o.kind = $4)
        ORDER BY o.name_key, o.code LIMIT $5";
}

/// A page of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<T> {
    /// The rows.
    pub items: Vec<T>,
    /// Where the next page begins; none where there may be no more.
    pub next: Option<Cursor>,
}

/// Where a page of a list ends and the next begins: the sort key and the id of its last row.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Cursor(String, String);

impl Cursor {
    pub(crate) fn new(key: &str, id: &str) -> Self {
        Self(key.to_owned(), id.to_owned())
    }

    /// The key and the id, empty at the beginning of a list.
    pub(crate) fn parts(cursor: Option<&Self>) -> (&str, &str) {
        cursor.map_or(("", ""), |cursor| (&cursor.0, &cursor.1))
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&crate::tx::json(self))
    }
}

/// A text that is no cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the cursor is not one of this list; begin with the first page")]
pub struct NoCursor;

impl FromStr for Cursor {
    type Err = NoCursor;
    fn from_str(text: &str) -> Result<Self, NoCursor> {
        serde_json::from_str(text).map_err(|_| NoCursor)
    }
}

/// Which organizations to list.
#[derive(Clone, Debug, Default)]
pub struct OrganizationsFilter {
    /// Those at or below this one; all where none.
    pub scope: Option<OrganizationCode>,
    /// Only those with this text in their name or code.
    pub text: Option<String>,
    /// Only those of this kind.
    pub kind: Option<OrganizationKind>,
    /// Only those behind this one.
    pub after: Option<Cursor>,
    /// At most so many.
    pub limit: u32,
}

/// An organization in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrganizationRow {
    /// The code.
    pub code: OrganizationCode,
    /// What it is.
    pub kind: OrganizationKind,
    /// The organization above.
    pub parent: Option<OrganizationCode>,
    /// The display name.
    pub name: String,
    /// The state.
    pub status: OrganizationStatus,
    /// The revision of the record.
    pub revision: i64,
}

/// A page of organizations, by name.
///
/// # Errors
/// [`StoreError`].
pub async fn page(
    tx: &mut Tx,
    filter: &OrganizationsFilter,
) -> Result<Page<OrganizationRow>, StoreError> {
    let text = filter
        .text
        .as_deref()
        .map(keys::sort_key)
        .unwrap_or_default();
    let kind = filter.kind.map_or("", OrganizationKind::as_str);
    let (after_key, after_code) = Cursor::parts(filter.after.as_ref());
    let limit = i64::from(filter.limit);
    let records = match &filter.scope {
        Some(scope) => {
            tx.rows(
                &PAGE,
                args![scope, after_key, after_code, &text, kind, limit],
            )
            .await?
        }
        None => {
            tx.rows(&ALL, args![after_key, after_code, &text, kind, limit])
                .await?
        }
    };
    page_of(&records, filter.limit)
}

/// The rows of a page that was asked for with a limit.
pub(super) fn page_of(records: &[Record], limit: u32) -> Result<Page<OrganizationRow>, StoreError> {
    let items = records.iter().map(row_of).collect::<Result<Vec<_>, _>>()?;
    let next = match records.last() {
        Some(last) if items.len() as u64 == u64::from(limit) => {
            Some(Cursor::new(last.text("name_key")?, last.text("code")?))
        }
        _ => None,
    };
    Ok(Page { items, next })
}

/// One row.
pub(super) fn row_of(record: &Record) -> Result<OrganizationRow, StoreError> {
    Ok(OrganizationRow {
        code: record.text("code")?.into(),
        kind: record.parsed("kind", OrganizationKind::from_name)?,
        parent: record.opt_text("parent")?.map(OrganizationCode::from),
        name: record.text("name")?.to_owned(),
        status: record.parsed("status", OrganizationStatus::from_name)?,
        revision: record.int("revision")?,
    })
}

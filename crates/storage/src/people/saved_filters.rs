//! Filters of the list of people that somebody keeps under a name.

use crate::error::StoreError;
use crate::statement::statements;
use crate::tx::{Tx, args};
use rehome_domain::ids::UserId;

statements! {
    ALL "saved_filters": "SELECT name, query FROM saved_filters WHERE user_id = $1 ORDER BY name";
    KEEP "saved_filters": "INSERT INTO saved_filters (user_id, name, query) VALUES ($1, $2, $3)
        ON CONFLICT (user_id, name) DO UPDATE SET query = excluded.query";
    FORGET "saved_filters": "DELETE FROM saved_filters WHERE user_id = $1 AND name = $2";
}

/// A filter kept under a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedFilter {
    /// The name.
    pub name: String,
    /// The query of the list's address.
    pub query: String,
}

/// The filters somebody keeps, by name.
///
/// # Errors
/// [`StoreError`].
pub async fn saved_filters(tx: &mut Tx, user: &UserId) -> Result<Vec<SavedFilter>, StoreError> {
    let mut filters = Vec::new();
    for record in &tx.rows(&ALL, args![user]).await? {
        filters.push(SavedFilter {
            name: record.text("name")?.to_owned(),
            query: record.text("query")?.to_owned(),
        });
    }
    Ok(filters)
}

/// Keeps a filter; one of the same name makes room.
///
/// # Errors
/// [`StoreError`].
pub async fn keep_filter(
    tx: &mut Tx,
    user: &UserId,
    filter: &SavedFilter,
) -> Result<(), StoreError> {
    tx.execute(&KEEP, args![user, &filter.name, &filter.query])
        .await
        .map(drop)
}

/// Forgets a filter, and says whether there was one.
///
/// # Errors
/// [`StoreError`].
pub async fn forget_filter(tx: &mut Tx, user: &UserId, name: &str) -> Result<bool, StoreError> {
    Ok(tx.execute(&FORGET, args![user, name]).await? > 0)
}

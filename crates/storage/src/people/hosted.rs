//! What a search for somebody to move shows of people of hosting trees besides their records.

use crate::error::StoreError;
use crate::statement::statements;
use crate::tx::{Tx, args, id_list};
use rehome_domain::ids::UserId;
use std::collections::BTreeMap;

statements! {
    STANDARD "user_hosting": "SELECT h.user_id, h.upn FROM json_each($1) n CROSS JOIN user_hosting h
        WHERE h.user_id = n.value ->> 0 AND h.user_type = 'standard'";
}

/// Those of some people who are no templates, each with the user principal name; nobody of another tree.
///
/// # Errors
/// [`StoreError`].
pub async fn standard<'a>(
    tx: &mut Tx,
    people: impl IntoIterator<Item = &'a UserId>,
) -> Result<BTreeMap<UserId, Option<String>>, StoreError> {
    let list = id_list(people.into_iter().map(UserId::as_str));
    let mut found = BTreeMap::new();
    for record in &tx.rows(&STANDARD, args![list]).await? {
        let upn = record.opt_text("upn")?.map(str::to_owned);
        found.insert(record.text("user_id")?.into(), upn);
    }
    Ok(found)
}

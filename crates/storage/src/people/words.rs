//! The words by which people are found, as their names and addresses have them.

use crate::error::StoreError;
use crate::keys::{sort_key, words_of_user};
use crate::statement::statements;
use crate::tx::{Tx, args, id_list, json};
use rehome_domain::ids::UserId;
use std::collections::{BTreeMap, BTreeSet};

statements! {
    NAMES "users": "SELECT u.id, u.username, u.name, u.mapping_id, h.upn_key, a.address_key FROM json_each($1) n CROSS JOIN users u
        LEFT JOIN user_hosting h ON h.user_id = u.id LEFT JOIN addresses a ON a.user_id = u.id WHERE u.id = n.value ->> 0";
    FORGET "user_words": "DELETE FROM user_words WHERE user_id = $1";
    WORDS "user_words": "INSERT INTO user_words (word, sort_key, user_id) SELECT value ->> 0, $3, $1 FROM json_each($2)";
}

/// What somebody is found by.
#[derive(Clone, Debug, Default)]
pub(crate) struct FoundBy {
    pub(crate) username: String,
    pub(crate) name: String,
    pub(crate) mapping_id: Option<String>,
    /// The key of the user principal name.
    pub(crate) upn: Option<String>,
    /// The keys of the addresses.
    pub(crate) addresses: BTreeSet<String>,
}

impl FoundBy {
    /// The words.
    pub(crate) fn words(&self, id: &UserId) -> BTreeSet<String> {
        let ids = [id.as_str(), &self.username].into_iter();
        let addresses = self.upn.iter().chain(&self.addresses);
        words_of_user(
            ids.chain(self.mapping_id.as_deref()),
            &self.name,
            addresses.map(String::as_str),
        )
    }
}

/// What some people are found by now.
///
/// # Errors
/// [`StoreError`].
pub(crate) async fn found_by<'a>(
    tx: &mut Tx,
    people: impl IntoIterator<Item = &'a UserId>,
) -> Result<BTreeMap<UserId, FoundBy>, StoreError> {
    let list = id_list(people.into_iter().map(UserId::as_str));
    let mut found: BTreeMap<UserId, FoundBy> = BTreeMap::new();
    for record in &tx.rows(&NAMES, args![list]).await? {
        let id = UserId::from(record.text("id")?);
        let own = |column| Ok::<_, StoreError>(record.opt_text(column)?.map(str::to_owned));
        let names = FoundBy {
            username: record.text("username")?.to_owned(),
            name: record.text("name")?.to_owned(),
            mapping_id: own("mapping_id")?,
            upn: own("upn_key")?,
            addresses: BTreeSet::new(),
        };
        let names = found.entry(id).or_insert(names);
        names.addresses.extend(own("address_key")?);
    }
    Ok(found)
}

/// Writes anew by what somebody is found, after names or addresses changed.
///
/// # Errors
/// [`StoreError`].
pub(super) async fn rewrite(tx: &mut Tx, id: &UserId) -> Result<(), StoreError> {
    tx.execute(&FORGET, args![id]).await?;
    if let Some(names) = found_by(tx, [id]).await?.get(id) {
        let words: Vec<[String; 1]> = names.words(id).into_iter().map(|word| [word]).collect();
        let place = sort_key(&names.name);
        tx.execute(&WORDS, args![id, json(&words), &place]).await?;
    }
    Ok(())
}

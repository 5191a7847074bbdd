//! Rows as an import sends them: the names of their fields are those the statements read.

use crate::keys;
use crate::tx::json;
use rehome_domain::directory::UserEntry;
use rehome_domain::ids::UserId;
use rehome_domain::text::folded;
use serde::Serialize;
use serde_json::{Map, Value};

#[derive(Serialize)]
pub(super) struct OrganizationRow<'a> {
    pub(super) code: &'a str,
    pub(super) kind: &'a str,
    pub(super) parent: Option<&'a str>,
    pub(super) name: &'a str,
    pub(super) name_key: String,
    pub(super) status: &'a str,
    pub(super) extra: String,
}

#[derive(Serialize)]
pub(super) struct NodeRow<'a> {
    pub(super) organization: &'a str,
    pub(super) node: &'a str,
    pub(super) parent: Option<&'a str>,
    pub(super) ordinal: usize,
    pub(super) is_root: u8,
}

#[derive(Serialize)]
pub(super) struct UserRow<'a> {
    pub(super) id: &'a str,
    pub(super) username: &'a str,
    pub(super) username_key: String,
    pub(super) home: &'a str,
    pub(super) given: Option<&'a str>,
    pub(super) surname: Option<&'a str>,
    pub(super) name: &'a str,
    pub(super) sort_key: String,
    pub(super) status: &'a str,
    pub(super) locked: u8,
    pub(super) position: Option<&'a str>,
    pub(super) sponsor: Option<&'a UserId>,
    pub(super) manager: Option<&'a UserId>,
    pub(super) mapping_id: Option<&'a str>,
    pub(super) mapping_key: Option<String>,
    pub(super) user_base: Option<String>,
    pub(super) manage_dependents: u8,
    pub(super) attributes: String,
    pub(super) extra: String,
}

#[derive(Serialize)]
pub(super) struct SubscriptionRow<'a> {
    pub(super) user_id: &'a str,
    pub(super) organization: &'a str,
    pub(super) starts: i64,
    pub(super) ends: i64,
}

#[derive(Serialize)]
pub(super) struct AddressRow<'a> {
    pub(super) user_id: &'a str,
    pub(super) address: &'a str,
    pub(super) address_key: String,
    pub(super) is_primary: u8,
}

#[derive(Serialize)]
pub(super) struct GroupRow<'a> {
    pub(super) id: &'a str,
    pub(super) organization: &'a str,
    pub(super) name: &'a str,
    pub(super) dynamic: u8,
    pub(super) extra: String,
}

/// A user as a row, without sponsor and manager; with what of the further fields stays there, or with less where a
/// hosting tree keeps more of them.
pub(super) fn user_row<'a>(
    id: &'a UserId,
    entry: &'a UserEntry,
    extra: &Map<String, Value>,
    left: Option<&str>,
) -> UserRow<'a> {
    UserRow {
        id: id.as_str(),
        username: &entry.username,
        username_key: folded(&entry.username),
        home: entry.home.as_str(),
        given: entry.given.as_deref(),
        surname: entry.surname.as_deref(),
        name: &entry.name,
        sort_key: keys::sort_key(&entry.name),
        status: entry.status.as_str(),
        locked: u8::from(entry.locked),
        position: entry.position.as_ref().map(|position| position.as_str()),
        sponsor: None,
        manager: None,
        mapping_id: entry.mapping_id.as_deref(),
        mapping_key: entry.mapping_id.as_deref().map(folded),
        user_base: entry.user_base.as_ref().map(json),
        manage_dependents: u8::from(entry.manage_dependents),
        attributes: json(&entry.attributes),
        extra: left.map_or_else(|| json(extra), str::to_owned),
    }
}

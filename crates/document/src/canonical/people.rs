//! People as a table that `rehome moves` reads again without finding anything to do.
//!
//! The columns are those of people in [`crate::moves`]. A column of an attribute is left out where one of its values
//! cannot stand in a cell, so that reading the table again empties nothing.

use rehome_domain::cell::guarded;
use rehome_domain::directory::{Directory, UserEntry};
use rehome_domain::ids::{AttributeId, OrganizationCode, UserId};
use rehome_domain::people::UserStatus;
use rehome_domain::text;
use serde_json::Value;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// A table of people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PeopleTable {
    /// The table as CSV.
    pub csv: String,
    /// The attributes left out.
    pub left_out: Vec<AttributeId>,
    /// How many rows there are.
    pub rows: usize,
}

/// The text that stands in a cell for a value; none where none can.
pub fn cell_of(value: &Value) -> Option<Cow<'_, str>> {
    match value {
        Value::String(text) => {
            let is_cell = !text.is_empty()
                && !text.contains(char::is_control)
                && text::normalized(text) == *text;
            is_cell.then_some(Cow::Borrowed(text))
        }
        Value::Bool(_) | Value::Number(_) => Some(Cow::Owned(value.to_string())),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// Everybody who is not deleted, or those who live in one organization.
pub fn people_table(directory: &Directory, home: Option<&OrganizationCode>) -> PeopleTable {
    let people: Vec<(&UserId, &UserEntry)> = directory
        .users
        .iter()
        .filter(|(_, user)| user.status != UserStatus::Deleted)
        .filter(|(_, user)| home.is_none_or(|home| user.home == *home))
        .collect();
    let mut attributes: BTreeMap<&AttributeId, bool> = BTreeMap::new();
    for (id, value) in people.iter().flat_map(|(_, user)| &user.attributes) {
        let is_cell = cell_of(value).is_some() && crate::moves::is_attribute_column(id);
        *attributes.entry(id).or_insert(true) &= is_cell;
    }
    let (kept, left_out): (Vec<_>, Vec<_>) =
        attributes.into_iter().partition(|(_, is_kept)| *is_kept);
    let kept: Vec<&AttributeId> = kept.into_iter().map(|(id, _)| id).collect();
    let names = Names::of(directory);
    let mut lines = csv::WriterBuilder::new().from_writer(Vec::new());
    let header = COLUMNS.into_iter().chain(kept.iter().map(|id| id.as_str()));
    // Writing into memory does not fail.
    let _ = lines.write_record(header);
    for (id, user) in &people {
        let own = [
            names.of_user(id, user),
            user.home.as_str(),
            if user.locked { "Yes" } else { "No" },
            user.given.as_deref().unwrap_or_default(),
            user.surname.as_deref().unwrap_or_default(),
            &user.name,
            user.mapping_id.as_deref().unwrap_or_default(),
        ];
        let values = kept.iter().map(|attribute| {
            let value = user.attributes.get(*attribute).and_then(cell_of);
            value.unwrap_or_default()
        });
        let _ = lines.write_record(
            own.into_iter()
                .map(Cow::Borrowed)
                .chain(values)
                .map(|cell| guarded(&cell).into_owned()),
        );
    }
    let bytes = lines.into_inner().unwrap_or_default();
    PeopleTable {
        csv: String::from_utf8(bytes).unwrap_or_default(),
        left_out: left_out.into_iter().map(|(id, _)| id.clone()).collect(),
        rows: people.len(),
    }
}

const COLUMNS: [&str; 7] = [
    "Username",
    "Organization",
    "Prevent User Move",
    "Given name",
    "Surname",
    "Name",
    "Mapping ID",
];

/// The usernames that mean one person only.
struct Names<'d> {
    directory: &'d Directory,
    several: BTreeSet<String>,
}

impl<'d> Names<'d> {
    fn of(directory: &'d Directory) -> Self {
        let mut met = BTreeSet::new();
        let mut several = BTreeSet::new();
        for user in directory.users.values() {
            let username = text::folded(&user.username);
            if !met.insert(username.clone()) {
                several.insert(username);
            }
        }
        Self { directory, several }
    }

    /// The username, or the id where the username would mean somebody else too.
    fn of_user<'u>(&self, id: &'u UserId, user: &'u UserEntry) -> &'u str {
        let is_id_of_another =
            || *user.username != *id.as_str() && self.directory.users.contains_key(&*user.username);
        if self.several.contains(&text::folded(&user.username)) || is_id_of_another() {
            id.as_str()
        } else {
            &user.username
        }
    }
}

//! Tables of people.

use super::cells::{self, Row, Table};
use super::columns::{self, Column};
use super::organizations::set;
use super::{field, text_field};
use crate::fault::{Code, Log, Path, Place};
use crate::reader::{Entry, Node, Value};
use rehome_domain::directory::{Existing, ExistingUser, PERSON_ATTRIBUTES};
use rehome_domain::ids::{AttributeId, UserId};
use rehome_domain::people::UserStatus;
use rehome_domain::text;
use std::borrow::Cow;
use std::collections::HashMap;

/// The columns of people, and the keys those stand for that are taken over as they are.
const COLUMNS: &[(Column, Option<&str>)] = &[
    (Column::Username, None),
    (Column::Organization, None),
    (Column::Email, None),
    (Column::OtherEmails, None),
    (Column::Given, Some("given")),
    (Column::Surname, Some("surname")),
    (Column::Name, Some("name")),
    (Column::Sponsor, None),
    (Column::Manager, None),
    (Column::Lock, None),
    (Column::MappingId, Some("mapping_id")),
    (Column::Status, None),
    (Column::Position, Some("position")),
    (Column::Title, Some("title")),
    (Column::Department, Some("department")),
    (Column::Office, Some("office")),
    (Column::WebPage, Some("web_page")),
    (Column::Password, Some("password")),
];

/// The rows as entries of `users`.
pub(super) fn entries(
    table: &Table,
    root: &Node<'_>,
    existing: &Existing,
    log: &mut Log,
) -> Vec<Entry<'static>> {
    if let (Some(_), Some(sponsor)) = (
        table.column(Column::Organization),
        table.column(Column::Sponsor),
    ) {
        let place = table.header_place(sponsor);
        let message = "a table has a Sponsor column or an Organization column, never both; make two tables of it";
        log.add(place, Path::Root, Code::SponsorAndOrganization, message);
        return Vec::new();
    }
    let attributes = attributes(table, root, existing, log);
    let people = People::of(table, root, existing);
    let mut found = Vec::new();
    for row in &table.rows {
        let place = table.place(row, Column::Username);
        let Some(username) = table.cell(row, Column::Username) else {
            log.add(
                place,
                Path::Root,
                Code::EmptyCell,
                "the row has no username; fill it in",
            );
            continue;
        };
        if people
            .rows
            .get(&text::folded(&username))
            .is_some_and(|rows| rows.len() > 1)
        {
            let message =
                format!("{username:?} is in several rows of this table; keep one of them");
            log.add(
                place,
                Path::Root.key("users").key(&username),
                Code::UsernameTwice,
                message,
            );
            continue;
        }
        let mut fields = people.fields(row, &username, log);
        let mut values = Vec::new();
        for (index, id) in &attributes {
            let value = row
                .cells
                .get(*index)
                .map(|cell| text::normalized(cell))
                .filter(|cell| !cell.is_empty());
            if let Some(value) = value {
                values.push(field(
                    id.clone(),
                    table.place_at(row, *index),
                    Value::Text(Cow::Owned(value)),
                ));
            }
        }
        if !values.is_empty() {
            fields.push(field("attributes", place, Value::Map(values)));
        }
        let id = people.id(&username, table.cell(row, Column::Organization).as_deref());
        if id != username {
            fields.push(text_field("username", place, &username));
        }
        found.push(field(id, place, Value::Map(fields)));
    }
    found
}

/// The columns that are attributes, by their numbers.
fn attributes(
    table: &Table,
    root: &Node<'_>,
    existing: &Existing,
    log: &mut Log,
) -> Vec<(usize, String)> {
    let known: Vec<Column> = COLUMNS.iter().map(|(column, _)| *column).collect();
    let given = root
        .get("attributes")
        .map(Node::entries)
        .unwrap_or(&[])
        .iter()
        .map(|entry| &*entry.key);
    let stored = existing.attributes.iter().map(AttributeId::as_str);
    let declared: Vec<&str> = given
        .chain(stored)
        .chain(PERSON_ATTRIBUTES.iter().copied())
        .collect();
    let mut found = Vec::new();
    for (index, header) in table.beside(&known) {
        let squashed = columns::squashed(header);
        match declared.iter().find(|id| columns::squashed(id) == squashed) {
            Some(id) => found.push((index, (*id).to_owned())),
            None => {
                let place = table.header_place(index);
                let names: Vec<&str> = columns::names(&known).collect();
                let hint =
                    crate::shape::hint(header, names.into_iter().chain(declared.iter().copied()));
                let message = format!(
                    "the column {header:?} is no attribute of people{hint}; define it under `attributes` or take it out"
                );
                log.add(place, Path::Root, Code::UnknownColumn, message);
            }
        }
    }
    found
}

/// The people of the table and those stored, by folded username.
struct People<'t> {
    table: &'t Table,
    rows: HashMap<String, Vec<String>>,
    stored: HashMap<String, Vec<(&'t UserId, &'t ExistingUser)>>,
    /// The people of the documents beside the table: id and home.
    given: HashMap<String, (&'t str, Option<&'t str>)>,
    existing: &'t Existing,
}

impl<'t> People<'t> {
    fn of(table: &'t Table, root: &'t Node<'_>, existing: &'t Existing) -> Self {
        let mut rows: HashMap<String, Vec<String>> = HashMap::new();
        for username in table
            .rows
            .iter()
            .filter_map(|row| table.cell(row, Column::Username))
        {
            rows.entry(text::folded(&username))
                .or_default()
                .push(username);
        }
        let mut stored: HashMap<String, Vec<(&UserId, &ExistingUser)>> = HashMap::new();
        for (id, user) in &existing.users {
            stored
                .entry(text::folded(&user.username))
                .or_default()
                .push((id, user));
        }
        let given = root.get("users").map(Node::entries).unwrap_or(&[]);
        let given = given.iter().map(|entry| {
            let text = |key: &str| entry.node.get(key).and_then(Node::text);
            let username = text("username").unwrap_or(&entry.key);
            (text::folded(username), (&*entry.key, text("home")))
        });
        Self {
            table,
            rows,
            stored,
            given: given.collect(),
            existing,
        }
    }

    /// The stored user a username means; at a home, where one is given.
    fn stored(&self, username: &str, home: Option<&str>) -> Option<(&'t UserId, &'t ExistingUser)> {
        let found = self.stored.get(&text::folded(username))?;
        let at_home = found
            .iter()
            .find(|(_, user)| Some(user.home.as_str()) == home);
        match (at_home, found.as_slice()) {
            (Some(user), _) | (None, [user]) => Some(*user),
            _ => None,
        }
    }

    /// The id of the user of a row: that of the stored one, else the username.
    fn id(&self, username: &str, home: Option<&str>) -> String {
        self.stored(username, home)
            .map_or_else(|| username.to_owned(), |(id, _)| id.to_string())
    }

    /// The id of a user named in a cell.
    fn named(&self, cell: &str) -> String {
        match self
            .rows
            .get(&text::folded(cell))
            .and_then(|rows| rows.first())
        {
            Some(username) => self.id(username, None),
            None => match self.given.get(&text::folded(cell)) {
                Some((id, _)) => (*id).to_owned(),
                None => self.id(cell, None),
            },
        }
    }

    fn fields(&self, row: &Row, username: &str, log: &mut Log) -> Vec<Entry<'static>> {
        let table = self.table;
        let mut fields = Vec::new();
        let taken_over = COLUMNS
            .iter()
            .filter_map(|(column, key)| Some((*column, (*key)?)));
        for (column, key) in taken_over {
            if let Some(cell) = table.cell(row, column) {
                fields.push(text_field(key, table.place(row, column), &cell));
            }
        }
        for (column, key) in [(Column::Sponsor, "sponsor"), (Column::Manager, "manager")] {
            if let Some(cell) = table.cell(row, column) {
                fields.push(text_field(
                    key,
                    table.place(row, column),
                    &self.named(&cell),
                ));
            }
        }
        if let Some((place, home)) = self.home(row, username) {
            fields.push(text_field("home", place, &home));
        }
        if let Some(locked) = table.yes_or_no(row, Column::Lock, log) {
            fields.push(field(
                "locked",
                table.place(row, Column::Lock),
                Value::Bool(locked),
            ));
        }
        if let Some(status) = table.cell(row, Column::Status) {
            let folded = text::folded(&status);
            let known = cells::status(&status).map(UserStatus::as_str);
            let word = known.unwrap_or(&folded);
            fields.push(text_field("status", table.place(row, Column::Status), word));
        }
        let addresses = self.addresses(row);
        if !addresses.is_empty() {
            fields.push(field(
                "addresses",
                table.place(row, Column::Email),
                Value::Map(addresses),
            ));
        }
        fields
    }

    /// The home a row tells: its organization, else that of the sponsor, else where the user lives already.
    fn home(&self, row: &Row, username: &str) -> Option<(Place, String)> {
        let table = self.table;
        if let Some(cell) = table.cell(row, Column::Organization) {
            return Some((table.place(row, Column::Organization), text::folded(&cell)));
        }
        let place = table.place(row, Column::Username);
        let home = match table.cell(row, Column::Sponsor) {
            Some(sponsor) => self.home_of(&sponsor),
            None => self
                .stored(username, None)
                .map(|(_, user)| user.home.as_str()),
        };
        home.map(|home| (place, home.to_owned()))
    }

    /// Where the user named in a cell lives, as the documents beside the table or the store tell. Rows that name a
    /// sponsor name no organization, so that none of them tells more.
    fn home_of(&self, cell: &str) -> Option<&'t str> {
        if let Some((_, home)) = self.given.get(&text::folded(cell)) {
            return *home;
        }
        let stored = self.existing.users.get(self.named(cell).as_str());
        stored.map(|user| user.home.as_str())
    }

    fn addresses(&self, row: &Row) -> Vec<Entry<'static>> {
        let table = self.table;
        let mut found = Vec::new();
        if let Some(email) = table.cell(row, Column::Email) {
            let place = table.place(row, Column::Email);
            found.push(field(
                email,
                place,
                Value::Map(vec![field("primary", place, Value::Bool(true))]),
            ));
        }
        if let Some(others) = table.cell(row, Column::OtherEmails) {
            let place = table.place(row, Column::OtherEmails);
            let others = set(&others, |address| {
                field(address, place, Value::Map(Vec::new()))
            });
            let primary = found.first().map(|entry| entry.key.clone());
            found.extend(
                others
                    .into_iter()
                    .filter(|entry| Some(&entry.key) != primary.as_ref()),
            );
        }
        found
    }
}

//! Tables of moves: the rows as they are, for the service to judge one after another.
//!
//! A table is CSV, or a list of maps in YAML or JSON. A table of moves has a row per move. A table of people means
//! moves too, one per person whose Organization is filled and differs; beside that it holds what people are to be
//! (rulings 35 and 80). Whom and what a row names is not looked up here.

pub(crate) mod mapping;
mod phones;

use crate::fault::{Code, Faults, Log, Path};
use crate::gather;
use crate::reader::{Format, decode, parse};
use crate::tables::cells::{self, Most, Row, Table, of_list, read as read_cells};
use crate::tables::columns::{self, Column};
pub use mapping::MappingCells;
pub use phones::PhoneCells;
use rehome_domain::cell::unguarded;
use rehome_domain::directory::PERSON_ATTRIBUTES;
use rehome_domain::ids::AttributeId;
use rehome_domain::people::UserStatus;
use rehome_domain::text;
use rehome_domain::time::Day;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The most rows of one table (model 4).
pub const MAX_ROWS: usize = 150_000;

/// What is read of one table. The cells are counted because an empty one takes a byte in a file and far more here.
pub(crate) const MOST: Most = Most {
    rows: MAX_ROWS,
    cells: 20 * MAX_ROWS,
};

/// A table of moves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MoveTable {
    /// What the rows are about.
    pub kind: MoveTableKind,
    /// The header as it is written.
    pub headers: Vec<String>,
    /// The rows in their order.
    pub rows: Vec<MoveRow>,
}

/// What the rows of a table are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MoveTableKind {
    /// A move each; the same user may come again.
    Moves,
    /// A person each; the same user twice: all those rows fail.
    People,
}

/// One row. Texts are trimmed and in NFC; how they are written otherwise is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MoveRow {
    /// The line in the file, from 1.
    pub line: u32,
    /// Where in the line it begins, from 1: a line of YAML or JSON can hold several. 0 in CSV.
    pub column: u32,
    /// The user as named.
    pub user: String,
    /// The source by its code; where given, the user must live there.
    pub source: Option<String>,
    /// The destination by its code; none in a table of people means unchanged.
    pub destination: Option<String>,
    /// The date, which orders rows and is kept (ruling 80).
    pub date: Option<Day>,
    /// The role asked for.
    pub role: Option<String>,
    /// The permission profile asked for.
    pub profile: Option<String>,
    /// Who gets what stays behind.
    pub new_owner: Option<String>,
    /// Whether proofs move along.
    pub move_proofs: Option<bool>,
    /// Whether files move along.
    pub move_files: Option<bool>,
    /// The folder to be made.
    pub folder_name: Option<String>,
    /// In hosting trees: names and services there.
    pub mapping: Option<Box<MappingCells>>,
    /// At sites with telephony: what becomes of lines and devices.
    pub phones: Option<Box<PhoneCells>>,
    /// In a table of people: what the person is to be.
    pub person: Option<Box<PersonCells>>,
    /// In a table of people: whether other rows name the same user, so that this one fails (ruling 35).
    pub user_is_twice: bool,
    /// The cells as they are written, for a file of results.
    pub cells: Vec<String>,
}

/// What a row of a table of people says beside username and organization. Blank cells empty what they stand for,
/// except where they cannot.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PersonCells {
    /// Prevent User Move; blank is unchanged (ruling 35).
    pub lock: Option<bool>,
    /// The sponsor as named; blank is unchanged.
    pub sponsor: Option<String>,
    /// The display name; blank is unchanged.
    pub name: Option<String>,
    /// The given name.
    pub given: Option<Option<String>>,
    /// The surname.
    pub surname: Option<Option<String>>,
    /// The mapping id.
    pub mapping_id: Option<Option<String>>,
    /// The primary address.
    pub email: Option<Option<String>>,
    /// The state of the account; blank is unchanged.
    pub status: Option<UserStatus>,
    /// The position: at the home or, for whoever moves, at the destination.
    pub position: Option<Option<String>>,
    /// The manager as named.
    pub manager: Option<Option<String>>,
    /// Whether other rows name the same mapping id, so that this one fails.
    pub mapping_id_is_twice: bool,
    /// The values of attributes.
    pub attributes: BTreeMap<AttributeId, Option<String>>,
}

const OF_MOVES: &[Column] = &[
    Column::Username,
    Column::Source,
    Column::Destination,
    Column::Organization,
    Column::Date,
    Column::Role,
    Column::Profile,
    Column::NewOwner,
    Column::MoveProofs,
    Column::MoveFiles,
    Column::FolderName,
    Column::Upn,
    Column::PrimaryAddress,
    Column::Aliases,
    Column::OldAddresses,
    Column::RenameUsername,
    Column::Manager,
    Column::Services,
    Column::Scope,
    Column::MoveDeskPhones,
    Column::DevicePool,
    Column::LineCss,
];
const OF_PEOPLE: &[Column] = &[
    Column::Username,
    Column::Organization,
    Column::Sponsor,
    Column::Lock,
    Column::Given,
    Column::Surname,
    Column::Name,
    Column::MappingId,
    Column::Email,
    Column::Status,
    Column::Position,
    Column::Manager,
];

/// Where in a table stands who each row is about, by its headers.
pub fn user_column(headers: &[String]) -> Option<usize> {
    let is_user = |header: &String| columns::column(header) == Some(Column::Username);
    headers.iter().position(is_user)
}

/// Reads a table of moves or of people: YAML or JSON where the name says so, else CSV. `attributes` are the defined
/// ones, which columns of people can mean.
///
/// # Errors
/// Every fault of the text.
pub fn read_text(
    name: &str,
    bytes: &[u8],
    max_bytes: u64,
    attributes: &BTreeSet<AttributeId>,
) -> Result<MoveTable, Faults> {
    let mut log = Log::default();
    let table = table_of(name, bytes, max_bytes, MOST, &mut log)?;
    let found = table.and_then(|table| moves(&table, attributes, &mut log));
    // INVARIANT: where there is no table there is a fault.
    let nothing = MoveTable {
        kind: MoveTableKind::Moves,
        headers: Vec::new(),
        rows: Vec::new(),
    };
    log.into_result(found.unwrap_or(nothing))
}

/// The table of a text: YAML or JSON where the name says so, else CSV; none where its faults are in the log.
pub(crate) fn table_of(
    name: &str,
    bytes: &[u8],
    max_bytes: u64,
    most: Most,
    log: &mut Log,
) -> Result<Option<Table>, Faults> {
    let source = gather::Source::of(name, bytes.into(), max_bytes)?;
    let file = log.add_file(name);
    Ok(decode(bytes, file, log).and_then(|text| {
        let format = if source.is_named(".json") {
            Format::Json
        } else if source.is_named(".yaml") || source.is_named(".yml") {
            Format::Yaml
        } else {
            return read_cells(text, file, most, log);
        };
        let root = parse(text, format, file, log)?;
        of_list(&root, file, most, log)
    }))
}

fn moves(table: &Table, attributes: &BTreeSet<AttributeId>, log: &mut Log) -> Option<MoveTable> {
    let has = |column: Column| table.column(column).is_some();
    let header = |index: usize| table.header_place(index);
    if let (Some(_), Some(sponsor)) = (
        table.column(Column::Organization),
        table.column(Column::Sponsor),
    ) {
        let message = "a table has a Sponsor column or an Organization column, never both; make two tables of it";
        let path = Path::Root.key("Sponsor");
        log.add(header(sponsor), path, Code::SponsorAndOrganization, message);
        return None;
    }
    let before = log.count();
    if !has(Column::Username) {
        log.add(
            header(0),
            Path::Root,
            Code::MissingColumn,
            "the column `user` is missing",
        );
    }
    let of_moves_only = OF_MOVES.iter().filter(|column| !OF_PEOPLE.contains(column));
    let kind = if of_moves_only.into_iter().any(|column| has(*column)) {
        MoveTableKind::Moves
    } else {
        MoveTableKind::People
    };
    let says_nothing = kind == MoveTableKind::Moves || table.headers.len() < 2;
    if says_nothing && !has(Column::Destination) && !has(Column::Organization) {
        log.add(
            header(0),
            Path::Root,
            Code::MissingColumn,
            "the column `destination` (or `to`) is missing",
        );
    }
    if let (Some(_), Some(again)) = (
        table.column(Column::Destination),
        table.column(Column::Organization),
    ) {
        log.add(
            header(again),
            Path::Root,
            Code::ColumnTwice,
            "the destination is already in another column; keep one of them",
        );
    }
    let attributes = match kind {
        MoveTableKind::Moves => {
            for (index, name) in table.beside(OF_MOVES) {
                let hint = crate::shape::hint(name, columns::names(OF_MOVES));
                let message =
                    format!("the column {name:?} means nothing for moves{hint}; take it out");
                let path = Path::Root.key(name);
                log.add(header(index), path, Code::UnknownColumn, message);
            }
            Vec::new()
        }
        MoveTableKind::People => attribute_columns(table, attributes, log),
    };
    if log.count() > before {
        return None;
    }
    let users = Times::of(table, Column::Username);
    let mapping_ids = Times::of(table, Column::MappingId);
    let mut rows = Vec::with_capacity(table.rows.len());
    for row in &table.rows {
        let mut found = read_row(table, row, kind, &attributes, log);
        if let Some(person) = &mut found.person {
            found.user_is_twice = users.is_twice(&found.user);
            let id = person.mapping_id.as_ref().and_then(Option::as_deref);
            person.mapping_id_is_twice = id.is_some_and(|id| mapping_ids.is_twice(id));
        }
        rows.push(found);
    }
    Some(MoveTable {
        kind,
        headers: table.headers.clone(),
        rows,
    })
}

/// How often each cell of a column is there, as names are compared.
struct Times(HashMap<String, usize>);

impl Times {
    fn of(table: &Table, column: Column) -> Self {
        let mut times = HashMap::new();
        for cell in table.rows.iter().filter_map(|row| table.cell(row, column)) {
            *times.entry(text::folded(&cell)).or_default() += 1;
        }
        Self(times)
    }

    fn is_twice(&self, cell: &str) -> bool {
        self.0
            .get(&text::folded(cell))
            .is_some_and(|times| *times > 1)
    }
}

/// Whether an attribute can have a column of its own in a table of people.
pub(crate) fn is_attribute_column(id: &AttributeId) -> bool {
    columns::column(id.as_str())
        .is_none_or(|column| !OF_PEOPLE.contains(&column) && !OF_MOVES.contains(&column))
}

/// The columns of a table of people that are attributes, by their numbers.
fn attribute_columns(
    table: &Table,
    defined: &BTreeSet<AttributeId>,
    log: &mut Log,
) -> Vec<(usize, AttributeId)> {
    let known: Vec<&str> = defined
        .iter()
        .map(AttributeId::as_str)
        .chain(PERSON_ATTRIBUTES.iter().copied())
        .collect();
    let mut found = Vec::new();
    for (index, name) in table.beside(OF_PEOPLE) {
        let squashed = columns::squashed(name);
        let same = |id: &&&str| **id == name || columns::squashed(id) == squashed;
        match known.iter().find(same) {
            Some(id) => found.push((index, AttributeId::from(*id))),
            None => {
                let names: Vec<&str> = columns::names(OF_PEOPLE).collect();
                let names = names.into_iter().chain(known.iter().copied());
                let hint = crate::shape::hint(name, names);
                let message =
                    format!("the column {name:?} is no attribute of people{hint}; take it out");
                let (place, path) = (table.header_place(index), Path::Root.key(name));
                log.add(place, path, Code::UnknownColumn, message);
            }
        }
    }
    found
}

fn read_row(
    table: &Table,
    row: &Row,
    kind: MoveTableKind,
    attributes: &[(usize, AttributeId)],
    log: &mut Log,
) -> MoveRow {
    let cell = |column: Column| table.cell(row, column);
    let mut missing = |column: Column, what: &str| {
        let message = format!("the row has no {what}; fill it in");
        table.fault(row, column, (Code::EmptyCell, message), log);
    };
    let user = cell(Column::Username);
    if user.is_none() {
        missing(Column::Username, "user");
    }
    let destination_column = if table.column(Column::Destination).is_some() {
        Column::Destination
    } else {
        Column::Organization
    };
    let destination = cell(destination_column);
    if destination.is_none() && kind == MoveTableKind::Moves {
        missing(destination_column, "destination");
    }
    let date = cell(Column::Date).and_then(|cell| {
        let day = cell.parse::<Day>();
        if let Err(error) = &day {
            let fault = (Code::BadDate, error.to_string());
            table.fault(row, Column::Date, fault, log);
        }
        day.ok()
    });
    let person = match kind {
        MoveTableKind::Moves => None,
        MoveTableKind::People => Some(Box::new(read_person(table, row, attributes, log))),
    };
    // WHY: codes are compared folded, like names (ruling 35); as a code is written it is folded already.
    let code = |cell: Option<String>| cell.map(|cell| text::folded(&cell));
    MoveRow {
        line: row.line,
        column: row.column,
        user: user.unwrap_or_default(),
        source: code(cell(Column::Source)),
        destination: code(destination),
        date,
        role: cell(Column::Role),
        profile: cell(Column::Profile),
        new_owner: cell(Column::NewOwner),
        move_proofs: table.yes_or_no(row, Column::MoveProofs, log),
        move_files: table.yes_or_no(row, Column::MoveFiles, log),
        folder_name: cell(Column::FolderName),
        mapping: mapping::read(table, row, log),
        phones: phones::read(table, row, log),
        person,
        user_is_twice: false,
        cells: row.cells.clone(),
    }
}

fn read_person(
    table: &Table,
    row: &Row,
    attributes: &[(usize, AttributeId)],
    log: &mut Log,
) -> PersonCells {
    let cell = |column: Column| table.cell(row, column);
    let or_blank = |column: Column| table.column(column).map(|_| cell(column));
    let mapping_id = or_blank(Column::MappingId);
    if let Some(Some(id)) = &mapping_id
        && let Err(fault) = text::judge_mapping_id(id)
    {
        let fault = (Code::BadMappingId, fault.to_string());
        table.fault(row, Column::MappingId, fault, log);
    }
    let email = or_blank(Column::Email);
    if let Some(Some(email)) = &email
        && let Err(fault) = text::judge_address(email)
    {
        let fault = (Code::BadAddress, fault.to_string());
        table.fault(row, Column::Email, fault, log);
    }
    for column in [Column::Given, Column::Surname, Column::Name] {
        let judged = cell(column).map(|cell| text::judge_text(&cell, text::LONGEST_LINE));
        if let Some(Err(fault)) = judged {
            let fault = (Code::OutOfRange, fault.to_string());
            table.fault(row, column, fault, log);
        }
    }
    let attributes = attributes.iter().map(|(index, id)| {
        let cell = row.cells.get(*index);
        let value = cell.map(|cell| text::normalized(unguarded(cell)));
        (id.clone(), value.filter(|value| !value.is_empty()))
    });
    PersonCells {
        lock: table.yes_or_no(row, Column::Lock, log),
        sponsor: cell(Column::Sponsor),
        name: cell(Column::Name),
        given: or_blank(Column::Given),
        surname: or_blank(Column::Surname),
        mapping_id,
        mapping_id_is_twice: false,
        email,
        status: status(table, row, log),
        position: or_blank(Column::Position),
        manager: or_blank(Column::Manager),
        attributes: attributes.collect(),
    }
}

/// The state a row asks for; a fault where the word is none.
fn status(table: &Table, row: &Row, log: &mut Log) -> Option<UserStatus> {
    let cell = table.cell(row, Column::Status)?;
    let found = cells::status(&cell);
    if found.is_none() {
        let message = format!("{cell:?} is none of Enabled, Disabled, Pending and Deleted");
        table.fault(row, Column::Status, (Code::UnknownWord, message), log);
    }
    found
}

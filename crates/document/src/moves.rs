//! Tables of moves: the rows as they are, for the service to judge one after another.
//!
//! A table of moves has a row per move. A table of people with an Organization column means moves too,
//! one per person whose cell is filled and differs (rulings 35 and 80). Whom and what a row names is not
//! looked up here.

use crate::fault::{Code, Faults, Log, Path, Place};
use crate::gather;
use crate::reader::decode;
use crate::tables::cells::{Row, Table, read as read_cells};
use crate::tables::columns::{self, Column};
use rehome_domain::text;
use rehome_domain::time::Day;
use std::collections::HashMap;

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
    /// The user as named.
    pub user: String,
    /// The source as named; where given, the user must live there.
    pub source: Option<String>,
    /// The destination as named; none in a table of people means unchanged.
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
    /// The lock cell of a table of people.
    pub lock: Option<bool>,
    /// Cells of a table of people that mean no move, by header.
    pub attributes: Vec<(String, String)>,
    /// In a table of people: whether other rows name the same user, so that this one fails (ruling 35).
    pub user_is_twice: bool,
    /// The cells as they are written, for a file of results.
    pub cells: Vec<String>,
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
];
const OF_PEOPLE: &[Column] = &[Column::Username, Column::Organization, Column::Lock];

/// Reads a table of moves from a file.
///
/// # Errors
/// Every fault of the file.
pub fn read_path(path: &std::path::Path, max_bytes: u64) -> Result<MoveTable, Faults> {
    let source = gather::read_file(path, max_bytes)?;
    read_text(&path.display().to_string(), source.bytes(), max_bytes)
}

/// Reads a table of moves.
///
/// # Errors
/// Every fault of the text.
pub fn read_text(name: &str, bytes: &[u8], max_bytes: u64) -> Result<MoveTable, Faults> {
    gather::Source::of(name, bytes.into(), max_bytes)?;
    let mut log = Log::default();
    let file = log.add_file(name);
    let table = decode(bytes, file, &mut log).and_then(|text| read_cells(text, file, &mut log));
    let found = table.and_then(|table| moves(&table, &mut log));
    // INVARIANT: where there is no table there is a fault.
    let nothing = MoveTable {
        kind: MoveTableKind::Moves,
        headers: Vec::new(),
        rows: Vec::new(),
    };
    log.into_result(found.unwrap_or(nothing))
}

fn moves(table: &Table, log: &mut Log) -> Option<MoveTable> {
    let has = |column: Column| table.column(column).is_some();
    let header = |index: usize| Place {
        file: table.file,
        line: 1,
        column: index as u32 + 1,
    };
    if let (Some(_), Some(sponsor)) = (
        table.column(Column::Organization),
        table.column(Column::Sponsor),
    ) {
        let message = "a table has a Sponsor column or an Organization column, never both; make two tables of it";
        log.add(
            header(sponsor),
            Path::Root,
            Code::SponsorAndOrganization,
            message,
        );
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
    if !has(Column::Destination) && !has(Column::Organization) {
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
    let of_moves_only = OF_MOVES.iter().filter(|column| !OF_PEOPLE.contains(column));
    let kind = if of_moves_only.into_iter().any(|column| has(*column)) {
        MoveTableKind::Moves
    } else {
        MoveTableKind::People
    };
    if kind == MoveTableKind::Moves {
        for (index, name) in table.beside(OF_MOVES) {
            let hint = crate::shape::hint(name, columns::names(OF_MOVES));
            let message = format!("the column {name:?} means nothing for moves{hint}; take it out");
            log.add(header(index), Path::Root, Code::UnknownColumn, message);
        }
    }
    if log.count() > before {
        return None;
    }
    let mut counts: HashMap<String, usize> = HashMap::new();
    for user in table
        .rows
        .iter()
        .filter_map(|row| table.cell(row, Column::Username))
    {
        *counts.entry(text::folded(&user)).or_default() += 1;
    }
    let mut rows = Vec::with_capacity(table.rows.len());
    for row in &table.rows {
        let mut found = read_row(table, row, kind, log);
        let times = counts.get(&text::folded(&found.user)).copied().unwrap_or(0);
        found.user_is_twice = kind == MoveTableKind::People && times > 1;
        rows.push(found);
    }
    Some(MoveTable {
        kind,
        headers: table.headers.clone(),
        rows,
    })
}

fn read_row(table: &Table, row: &Row, kind: MoveTableKind, log: &mut Log) -> MoveRow {
    let cell = |column: Column| table.cell(row, column);
    let mut missing = |column: Column, what: &str| {
        log.add(
            table.place(row, column),
            Path::Root,
            Code::EmptyCell,
            format!("the row has no {what}; fill it in"),
        );
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
            log.add(
                table.place(row, Column::Date),
                Path::Root,
                Code::BadDate,
                error.to_string(),
            );
        }
        day.ok()
    });
    let attributes = match kind {
        MoveTableKind::Moves => Vec::new(),
        MoveTableKind::People => table
            .beside(OF_PEOPLE)
            .filter_map(|(index, name)| {
                Some((name.to_owned(), text::normalized(row.cells.get(index)?)))
            })
            .collect(),
    };
    MoveRow {
        line: row.line,
        user: user.unwrap_or_default(),
        source: cell(Column::Source),
        destination,
        date,
        role: cell(Column::Role),
        profile: cell(Column::Profile),
        new_owner: cell(Column::NewOwner),
        move_proofs: table.yes_or_no(row, Column::MoveProofs, log),
        move_files: table.yes_or_no(row, Column::MoveFiles, log),
        folder_name: cell(Column::FolderName),
        lock: table.yes_or_no(row, Column::Lock, log),
        attributes,
        user_is_twice: false,
        cells: row.cells.clone(),
    }
}

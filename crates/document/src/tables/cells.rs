//! The cells of a table, checked for what concerns every table.

use super::columns::{self, Column};
use crate::fault::{Code, Log, Path, Place};
use crate::reader::{Node, Value};
use rehome_domain::cell::unguarded;
use rehome_domain::people::UserStatus;
use rehome_domain::text;
use std::collections::{HashMap, HashSet};

/// The most columns of a table.
const MAX_COLUMNS: usize = 500;

/// The most characters of a cell. Names, addresses and codes are far shorter; what an attribute holds beyond it comes
/// in with a document.
const LONGEST_CELL: usize = 4_096;

/// How much a table may hold; more is not read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Most {
    /// Rows below the header.
    pub(crate) rows: usize,
    /// Cells in all of them together.
    pub(crate) cells: usize,
}

impl Most {
    /// As much as there is.
    pub(crate) const ANY: Self = Self {
        rows: usize::MAX,
        cells: usize::MAX,
    };

    /// Whether one more row of so many cells has its place; a fault if it has none.
    fn takes_one_more(self, rows: usize, columns: usize, place: Place, log: &mut Log) -> bool {
        let Self { rows: most, cells } = self;
        if rows >= most {
            let message = format!("the table has more than {most} rows; split it");
            log.add(place, Path::Root, Code::TooManyRows, message);
            return false;
        }
        if (rows + 1).saturating_mul(columns) > cells {
            let message = format!("the table has more than {cells} cells; split it");
            log.add(place, Path::Root, Code::TooManyValues, message);
            return false;
        }
        true
    }
}

/// A table with its header understood.
#[derive(Debug)]
pub(crate) struct Table {
    pub(crate) file: u32,
    /// The header as it is written.
    pub(crate) headers: Vec<String>,
    columns: HashMap<Column, usize>,
    header_places: Vec<Place>,
    pub(crate) rows: Vec<Row>,
}

/// One row.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) line: u32,
    /// Where in the line it begins; 0 in a table of lines.
    pub(crate) column: u32,
    pub(crate) cells: Vec<String>,
    /// Where each cell stands; none in a table of lines, where line and number of the cell tell.
    places: Vec<Place>,
}

impl Table {
    /// Where a column stands.
    pub(crate) fn column(&self, column: Column) -> Option<usize> {
        self.columns.get(&column).copied()
    }

    /// The cell of a row, unless it is blank; normalized.
    pub(crate) fn cell(&self, row: &Row, column: Column) -> Option<String> {
        let cell = text::normalized(unguarded(row.cells.get(self.column(column)?)?));
        (!cell.is_empty()).then_some(cell)
    }

    /// The place of a cell.
    pub(crate) fn place(&self, row: &Row, column: Column) -> Place {
        self.place_at(row, self.column(column).unwrap_or(0))
    }

    /// The place of a cell by its number from 0.
    pub(crate) fn place_at(&self, row: &Row, index: usize) -> Place {
        row.place(self.file, index)
    }

    /// The place of a header by its number from 0.
    pub(crate) fn header_place(&self, index: usize) -> Place {
        let first = Place {
            file: self.file,
            line: 1,
            column: 1,
        };
        self.header_places.get(index).copied().unwrap_or(first)
    }

    /// Tells what is wrong with a cell, by the name of its column.
    pub(crate) fn fault(
        &self,
        row: &Row,
        column: Column,
        (code, message): (Code, String),
        log: &mut Log,
    ) {
        let at = self.column(column).unwrap_or(0);
        let name = self.headers.get(at).map_or("", String::as_str);
        log.add(
            row.place(self.file, at),
            Path::Root.key(name),
            code,
            message,
        );
    }

    /// The headers beside the given columns, with their numbers.
    pub(crate) fn beside(&self, known: &[Column]) -> impl Iterator<Item = (usize, &str)> {
        let taken: Vec<usize> = known
            .iter()
            .filter_map(|column| self.column(*column))
            .collect();
        self.headers
            .iter()
            .map(String::as_str)
            .enumerate()
            .filter(move |(index, _)| !taken.contains(index))
    }

    /// The cells of a row under a name that means yes or no; a fault if it is neither.
    pub(crate) fn yes_or_no(&self, row: &Row, column: Column, log: &mut Log) -> Option<bool> {
        let cell = self.cell(row, column)?;
        match text::folded(&cell).as_str() {
            "yes" | "true" | "1" => Some(true),
            "no" | "false" | "0" => Some(false),
            _ => {
                let message = format!("{cell:?} is neither Yes nor No");
                self.fault(row, column, (Code::UnknownWord, message), log);
                None
            }
        }
    }
}

impl Row {
    /// A row of a table of lines.
    pub(crate) fn of_line(line: u32, cells: Vec<String>) -> Self {
        Self {
            line,
            column: 0,
            cells,
            places: Vec::new(),
        }
    }

    fn place(&self, file: u32, index: usize) -> Place {
        self.places.get(index).copied().unwrap_or(Place {
            file,
            line: self.line,
            column: index as u32 + 1,
        })
    }
}

/// The state that a word of a table means: Enabled, or as the document spells it.
pub(crate) fn status(cell: &str) -> Option<UserStatus> {
    match text::folded(cell).as_str() {
        "enabled" => Some(UserStatus::Active),
        word => UserStatus::from_name(word),
    }
}

/// Reads the cells; none if the header cannot be understood or the table holds too much.
pub(crate) fn read(text: &str, file: u32, most: Most, log: &mut Log) -> Option<Table> {
    let first_line = text
        .split(['\n', '\r'])
        .find(|line| !line.trim().is_empty())
        .unwrap_or("");
    let delimiter = [b',', b';', b'\t']
        .into_iter()
        .find(|byte| first_line.as_bytes().contains(byte))
        .unwrap_or(b',');
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let mut lines = Lines {
        text,
        at: 0,
        line: 1,
    };
    let mut records = reader.records().map(move |record| {
        record.map(|record| {
            let line = lines.line_of(record.position().map_or(0, csv::Position::byte));
            // A record that is far too long is told as such without its cells, and so is one with such a cell.
            let cells = match record.iter().position(is_too_long) {
                Some(index) => Err(index),
                None => Ok(record.iter().take(MAX_COLUMNS + 1).map(str::to_owned)),
            };
            (line, cells.map(Iterator::collect::<Vec<_>>))
        })
    });
    let at = |line: u32, index: usize| Place {
        file,
        line,
        column: index as u32 + 1,
    };
    let (line, headers) = match records.next() {
        Some(Ok((line, Ok(headers)))) => (line, headers),
        Some(Ok((line, Err(index)))) => {
            too_long(at(line, index), log);
            return None;
        }
        Some(Err(_)) | None => {
            log.add(
                at(1, 0),
                Path::Root,
                Code::Empty,
                "the table is empty; its first row names the columns",
            );
            return None;
        }
    };
    let header_places: Vec<Place> = (0..headers.len() as u32)
        .map(|index| Place {
            file,
            line,
            column: index + 1,
        })
        .collect();
    let columns = header(&headers, &header_places, log)?;
    let mut rows = Vec::new();
    let mut met = 0;
    for record in records {
        match record {
            Ok((line, Err(index))) => {
                let place = at(line, index);
                if !most.takes_one_more(met, headers.len(), place, log) {
                    return None;
                }
                met += 1;
                too_long(place, log);
            }
            Ok((_, Ok(cells))) if cells.iter().all(|cell| cell.trim().is_empty()) => {}
            Ok((line, Ok(cells))) => {
                let row = Row::of_line(line, cells);
                if !most.takes_one_more(met, headers.len(), row.place(file, 0), log) {
                    return None;
                }
                met += 1;
                if judge(&row, headers.len(), file, log) {
                    rows.push(row);
                }
            }
            Err(error) => {
                let line = error
                    .position()
                    .map_or(1, |position| position.line() as u32);
                let message = format!("this is not CSV: {error}");
                log.add(
                    Place {
                        file,
                        line,
                        column: 1,
                    },
                    Path::Root,
                    Code::Malformed,
                    message,
                );
                return None;
            }
        }
    }
    Some(Table {
        file,
        headers,
        columns,
        header_places,
        rows,
    })
}

fn is_too_long(cell: &str) -> bool {
    cell.len() > LONGEST_CELL && cell.chars().nth(LONGEST_CELL).is_some()
}

fn too_long(place: Place, log: &mut Log) {
    let message = format!(
        "the cell has more than {LONGEST_CELL} characters; is a quotation mark not closed?"
    );
    log.add(place, Path::Root, Code::OutOfRange, message);
}

fn header(headers: &[String], places: &[Place], log: &mut Log) -> Option<HashMap<Column, usize>> {
    if let Some(place) = places.get(MAX_COLUMNS) {
        let message = format!("the table has more than {MAX_COLUMNS} columns; take some out");
        log.add(*place, Path::Root, Code::TooManyColumns, message);
        return None;
    }
    let before = log.count();
    let mut columns = HashMap::new();
    let mut seen: HashSet<String> = HashSet::new();
    for (index, (name, place)) in headers.iter().zip(places).enumerate() {
        let place = *place;
        if name.trim().is_empty() {
            log.add(
                place,
                Path::Root,
                Code::UnknownColumn,
                "the column has no name; name it in the first row",
            );
            continue;
        }
        let known = columns::column(name);
        let again = known.is_some_and(|column| columns.insert(column, index).is_some());
        let squashed = columns::squashed(name);
        if !seen.insert(squashed) || again {
            let message = format!("the column {name:?} is already there; keep one of them");
            log.add(place, Path::Root.key(name), Code::ColumnTwice, message);
        }
    }
    (log.count() == before).then_some(columns)
}

fn judge(row: &Row, columns: usize, file: u32, log: &mut Log) -> bool {
    let place = |index: usize| row.place(file, index);
    if row.cells.len() != columns {
        let message = format!(
            "the row has {} cells, but there are {columns} columns",
            row.cells.len()
        );
        log.add(
            place(row.cells.len().min(columns)),
            Path::Root,
            Code::RaggedRow,
            message,
        );
        return false;
    }
    match row
        .cells
        .iter()
        .position(|cell| cell.contains(char::is_control))
    {
        Some(index) => {
            let message = "the cell holds a line break or a tab; is a quotation mark not closed?";
            log.add(place(index), Path::Root, Code::ControlCharacter, message);
            false
        }
        None => true,
    }
}

/// A list of maps as a table: the keys are the columns, and a key left out is a blank cell. None if it is something
/// else, its keys cannot be understood, or it holds too much.
pub(crate) fn of_list(root: &Node<'_>, file: u32, most: Most, log: &mut Log) -> Option<Table> {
    let Value::List(items) = &root.value else {
        let message = format!(
            "a list of rows is wanted here, this is {}",
            root.is_called()
        );
        log.add(root.place, Path::Root, Code::WrongType, message);
        return None;
    };
    let mut headers: Vec<String> = Vec::new();
    let mut header_places = Vec::new();
    let mut known: HashMap<&str, usize> = HashMap::new();
    for entry in items.iter().flat_map(Node::entries) {
        if is_too_long(&entry.key) {
            too_long(entry.place, log);
            return None;
        }
        known.entry(&*entry.key).or_insert_with(|| {
            headers.push(entry.key.to_string());
            header_places.push(entry.place);
            headers.len() - 1
        });
    }
    if items.is_empty() {
        let message = "the list is empty; give a map for each row";
        log.add(root.place, Path::Root, Code::Empty, message);
        return None;
    }
    let columns = header(&headers, &header_places, log)?;
    let mut rows = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let path = Path::Root.index(index);
        if !most.takes_one_more(index, headers.len(), item.place, log) {
            return None;
        }
        if !matches!(item.value, Value::Map(_)) {
            let message = format!("a row is a map, this is {}", item.is_called());
            log.add(item.place, path, Code::WrongType, message);
            continue;
        }
        let mut row = Row {
            line: item.place.line,
            column: item.place.column,
            cells: vec![String::new(); headers.len()],
            places: vec![item.place; headers.len()],
        };
        let mut is_whole = true;
        for entry in item.entries() {
            let Some(at) = known.get(&*entry.key).copied() else {
                continue;
            };
            let (Some(cell), Some(place)) = (row.cells.get_mut(at), row.places.get_mut(at)) else {
                continue;
            };
            *place = entry.node.place;
            if entry.node.text().is_some_and(is_too_long) {
                too_long(*place, log);
                is_whole = false;
                continue;
            }
            match scalar(&entry.node.value) {
                Some(text) => *cell = text,
                None => {
                    let message =
                        format!("a text is wanted here, this is {}", entry.node.is_called());
                    let path = Path::Root.key(&entry.key);
                    log.add(entry.node.place, path, Code::WrongType, message);
                }
            }
        }
        if is_whole && judge(&row, headers.len(), file, log) {
            rows.push(row);
        }
    }
    Some(Table {
        file,
        headers,
        columns,
        header_places,
        rows,
    })
}

/// A single value as the text of a cell.
fn scalar(value: &Value<'_>) -> Option<String> {
    match value {
        Value::Null => Some(String::new()),
        Value::Bool(value) => Some(value.to_string()),
        Value::Int(value) => Some(value.to_string()),
        Value::Real(value) => Some(value.to_string()),
        Value::Text(text) => Some(text.to_string()),
        Value::List(_) | Value::Map(_) => None,
    }
}

/// Counts lines up to growing places.
struct Lines<'a> {
    text: &'a str,
    at: usize,
    line: u32,
}

impl Lines<'_> {
    /// The line of the record that begins at a byte, past the blank lines before it.
    fn line_of(&mut self, byte: u64) -> u32 {
        let bytes = self.text.as_bytes();
        let mut to = usize::try_from(byte).unwrap_or(usize::MAX).min(bytes.len());
        while bytes
            .get(to)
            .is_some_and(|byte| matches!(byte, b'\n' | b'\r'))
        {
            to += 1;
        }
        // A line ends in \n, in \r\n, or in \r alone, as spreadsheets on old Macintoshes write it.
        let mut before = 0;
        for byte in bytes.get(self.at..to).unwrap_or(&[]) {
            let is_end = *byte == b'\r' || (*byte == b'\n' && before != b'\r');
            self.line += u32::from(is_end);
            before = *byte;
        }
        self.at = self.at.max(to);
        self.line
    }
}

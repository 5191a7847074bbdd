//! The cells of a table, checked for what concerns every table.

use super::columns::{self, Column};
use crate::fault::{Code, Log, Path, Place};
use crate::reader::{Node, Value};
use rehome_domain::cell::unguarded;
use rehome_domain::text;
use std::collections::HashMap;

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
                log.add(
                    self.place(row, column),
                    Path::Root,
                    Code::UnknownWord,
                    message,
                );
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

/// Reads the cells; none if the header cannot be understood.
pub(crate) fn read(text: &str, file: u32, log: &mut Log) -> Option<Table> {
    let first_line = text
        .lines()
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
            (line, record.iter().map(str::to_owned).collect::<Vec<_>>())
        })
    });
    let Some(Ok((line, headers))) = records.next() else {
        log.add(
            Place {
                file,
                line: 1,
                column: 1,
            },
            Path::Root,
            Code::Empty,
            "the table is empty; its first row names the columns",
        );
        return None;
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
    for record in records {
        match record {
            Ok((_, cells)) if cells.iter().all(|cell| cell.trim().is_empty()) => {}
            Ok((line, cells)) => {
                let row = Row::of_line(line, cells);
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

fn header(headers: &[String], places: &[Place], log: &mut Log) -> Option<HashMap<Column, usize>> {
    let before = log.count();
    let mut columns = HashMap::new();
    let mut seen: Vec<String> = Vec::new();
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
        if again || seen.contains(&squashed) {
            let message = format!("the column {name:?} is already there; keep one of them");
            log.add(place, Path::Root, Code::ColumnTwice, message);
        }
        seen.push(squashed);
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
/// else, or its keys cannot be understood.
pub(crate) fn of_list(root: &Node<'_>, file: u32, log: &mut Log) -> Option<Table> {
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
    let mut rows = Vec::with_capacity(items.len());
    for (index, item) in items.iter().enumerate() {
        let path = Path::Root.index(index);
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
        for entry in item.entries() {
            let Some(at) = known.get(&*entry.key).copied() else {
                continue;
            };
            let (Some(cell), Some(place)) = (row.cells.get_mut(at), row.places.get_mut(at)) else {
                continue;
            };
            *place = entry.node.place;
            match scalar(&entry.node.value) {
                Some(text) => *cell = text,
                None => {
                    let message =
                        format!("a text is wanted here, this is {}", entry.node.is_called());
                    log.add(
                        entry.node.place,
                        path.key(&entry.key),
                        Code::WrongType,
                        message,
                    );
                }
            }
        }
        if judge(&row, headers.len(), file, log) {
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
        let passed = bytes.get(self.at..to).unwrap_or(&[]);
        self.line += passed.iter().filter(|byte| **byte == b'\n').count() as u32;
        self.at = self.at.max(to);
        self.line
    }
}

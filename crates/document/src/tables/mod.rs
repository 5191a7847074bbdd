//! Tables (CSV): their columns, their cells, and what kind of table one is.
//!
//! A table of organizations or people becomes a tree like that of a document, so that one set of rules
//! judges both; the column of a fault is then the number of the cell. To add a column, add a line to
//! the list of names in `columns`.

pub(crate) mod cells;
pub(crate) mod columns;
pub(crate) mod lines;
mod organizations;
mod people;
pub(crate) mod services;

use crate::fault::{Code, Log, Path, Place};
use crate::reader::{Entry, Node, Value};
use cells::Table;
use columns::Column;
use rehome_domain::directory::Existing;
use rehome_domain::ids::OrganizationCode;
use std::borrow::Cow;

/// Reads a table; none if its header cannot be understood.
pub(crate) fn read(text: &str, file: u32, log: &mut Log) -> Option<Table> {
    cells::read(text, file, cells::Most::ANY, log)
}

/// The tables as documents.
pub(crate) fn documents(
    tables: &[Table],
    root: &Node<'_>,
    existing: &Existing,
    into: Option<&OrganizationCode>,
    log: &mut Log,
) -> Vec<Node<'static>> {
    let mut found = Vec::new();
    for table in tables {
        let has = |column: Column| table.column(column).is_some();
        let place = Place {
            file: table.file,
            line: 1,
            column: 1,
        };
        let (section, entries) = if has(Column::Source)
            || has(Column::Destination)
            || has(Column::Date)
        {
            log.add(
                place,
                Path::Root,
                Code::WrongTable,
                "this is a table of moves; give it to `rehome moves`",
            );
            continue;
        } else if has(Column::Username) {
            ("users", people::entries(table, root, existing, log))
        } else if has(Column::Code) {
            (
                "organizations",
                organizations::entries(table, root, existing, into, log),
            )
        } else {
            let message = "the header names neither a `username` column nor a `code` column; give one of them";
            log.add(place, Path::Root, Code::MissingColumn, message);
            continue;
        };
        let section = field(section, place, Value::Map(entries));
        found.push(Node {
            place,
            value: Value::Map(vec![section]),
        });
    }
    found
}

/// A key with its value.
fn field(key: impl Into<Cow<'static, str>>, place: Place, value: Value<'static>) -> Entry<'static> {
    Entry {
        key: key.into(),
        place,
        node: Node { place, value },
    }
}

/// A key with a text.
fn text_field(key: &'static str, place: Place, text: &str) -> Entry<'static> {
    field(key, place, Value::Text(Cow::Owned(text.to_owned())))
}

//! Tables of copies: a row for each person to be made from another (hosting 6 and 8).
//!
//! A table is CSV, or a list of maps in YAML or JSON. Whom a row names, and whether what it asks for can be, is not looked
//! up here. INVARIANT: the cells that are kept for a file of results are without passwords.

use crate::fault::{Code, Faults, Log, Path};
use crate::moves::mapping::{address, addresses};
use crate::moves::{MOST, table_of};
use crate::tables::cells::{Row, Table};
use crate::tables::columns::{self, Column};
use crate::tables::services;
use rehome_domain::hosting::AddressUse;
use rehome_domain::ids::{Address, RoleId};
use rehome_domain::time::Day;
use rehome_domain::user_copy::{
    AccountWish, AddedService, CopyRequest, Password, PersonWish, RolesWanted, RolesWord,
};
use std::collections::{BTreeMap, BTreeSet};

/// A table of copies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CopyTable {
    /// The header as it is written.
    pub headers: Vec<String>,
    /// The rows in their order.
    pub rows: Vec<CopyRow>,
}

/// One row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CopyRow {
    /// The line in the file, from 1.
    pub line: u32,
    /// Where in the line it begins, from 1; 0 in CSV.
    pub column: u32,
    /// What it asks for.
    pub request: CopyRequest,
    /// The cells as they are written, the password's empty.
    pub cells: Vec<String>,
}

impl CopyRow {
    /// The person to be, as the row names them.
    pub fn user(&self) -> &str {
        self.request.user.upn.as_deref().unwrap_or_default()
    }
}

const COLUMNS: &[Column] = &[
    Column::SourceUser,
    Column::Destination,
    Column::Given,
    Column::Surname,
    Column::Name,
    Column::Upn,
    Column::Username,
    Column::PrimaryAddress,
    Column::Aliases,
    Column::Password,
    Column::Roles,
    Column::Services,
    Column::AddServices,
    Column::ChangeAtNextSignIn,
    Column::NeverExpires,
    Column::Disabled,
    Column::Expires,
    Column::Test,
];

/// Reads a table of copies: YAML or JSON where the name says so, else CSV.
///
/// # Errors
/// Every fault of the text.
pub fn read_text(name: &str, bytes: &[u8], max_bytes: u64) -> Result<CopyTable, Faults> {
    let mut log = Log::default();
    let table = table_of(name, bytes, max_bytes, MOST, &mut log)?;
    let found = table.and_then(|table| copies(&table, &mut log));
    // INVARIANT: where there is no table there is a fault.
    let nothing = CopyTable {
        headers: Vec::new(),
        rows: Vec::new(),
    };
    log.into_result(found.unwrap_or(nothing))
}

fn copies(table: &Table, log: &mut Log) -> Option<CopyTable> {
    let before = log.count();
    for (column, name) in [
        (Column::SourceUser, "source_user"),
        (Column::Upn, "upn"),
        (Column::Password, "password"),
    ] {
        if table.column(column).is_none() {
            let message = format!("the column `{name}` is missing");
            log.add(
                table.header_place(0),
                Path::Root,
                Code::MissingColumn,
                message,
            );
        }
    }
    for (index, name) in table.beside(COLUMNS) {
        let hint = crate::shape::hint(name, columns::names(COLUMNS));
        let message = format!("the column {name:?} means nothing for copies{hint}; take it out");
        let path = Path::Root.key(name);
        log.add(
            table.header_place(index),
            path,
            Code::UnknownColumn,
            message,
        );
    }
    if log.count() > before {
        return None;
    }
    let rows = table.rows.iter().map(|row| read_row(table, row, log));
    Some(CopyTable {
        rows: rows.collect(),
        headers: table.headers.clone(),
    })
}

fn read_row(table: &Table, row: &Row, log: &mut Log) -> CopyRow {
    let cell = |column: Column| table.cell(row, column);
    for (column, what) in [
        (Column::SourceUser, "person to copy"),
        (Column::Upn, "sign-in name"),
        (Column::Password, "password"),
    ] {
        if cell(column).is_none() {
            let message = format!("the row has no {what}; fill it in");
            table.fault(row, column, (Code::EmptyCell, message), log);
        }
    }
    let yes = |column, log: &mut Log| table.yes_or_no(row, column, log) == Some(true);
    let expires = cell(Column::Expires).and_then(|cell| {
        let day = cell.parse::<Day>();
        if let Err(error) = &day {
            table.fault(
                row,
                Column::Expires,
                (Code::BadDate, error.to_string()),
                log,
            );
        }
        day.ok()
    });
    let added = services::with_plans(table, row, Column::AddServices, log);
    let added = added.into_iter();
    let at = table.column(Column::Password);
    let mut cells = row.cells.clone();
    let password = at.and_then(|at| cells.get_mut(at)).map(std::mem::take);
    let request = CopyRequest {
        source_user: cell(Column::SourceUser).map(Into::into),
        destination: cell(Column::Destination)
            .map(|code| rehome_domain::text::folded(&code).as_str().into()),
        user: PersonWish {
            given: cell(Column::Given),
            surname: cell(Column::Surname),
            name: cell(Column::Name),
            upn: cell(Column::Upn),
            username: cell(Column::Username),
            addresses: wished(table, row, log),
            // WHY as it is written: white space and a sign at the beginning are part of a password.
            password: password.filter(|it| !it.is_empty()).map(Password::new),
            account: AccountWish {
                change_at_next_sign_in: yes(Column::ChangeAtNextSignIn, log),
                never_expires: table.yes_or_no(row, Column::NeverExpires, log),
                disabled: yes(Column::Disabled, log),
                expires,
            },
            test: yes(Column::Test, log),
        },
        roles: roles(cell(Column::Roles)),
        copy_services: services::names(table, row, Column::Services, log),
        add_services: added
            .map(|(service, (plan, instance))| (service, AddedService { plan, instance }))
            .collect(),
        ..CopyRequest::default()
    };
    CopyRow {
        line: row.line,
        column: row.column,
        request,
        cells,
    }
}

/// The addresses of a row; none where it names none, so that they are proposed.
fn wished(table: &Table, row: &Row, log: &mut Log) -> Option<BTreeMap<Address, AddressUse>> {
    let primary = address(table, row, Column::PrimaryAddress, log);
    let others = addresses(table, row, Column::Aliases, log);
    if primary.is_none() && others.is_none() {
        return None;
    }
    let used = |primary| move |address| (address, AddressUse { primary });
    let others = others.into_iter().flatten().map(used(false));
    Some(others.chain(primary.map(used(true))).collect())
}

/// The roles of a cell: several, separated by `;`, or the word `copy`.
fn roles(cell: Option<String>) -> RolesWanted {
    let cell = cell.unwrap_or_default();
    if cell == "copy" {
        return RolesWanted::Word(RolesWord::Copy);
    }
    let roles = cell.split(';').map(str::trim).filter(|it| !it.is_empty());
    RolesWanted::These(roles.map(RoleId::from).collect::<BTreeSet<_>>())
}

//! What a row of a table of moves says of names and services in hosting trees.

use crate::fault::{Code, Log};
use crate::tables::cells::{Row, Table};
use crate::tables::columns::Column;
use crate::tables::services;
use rehome_domain::ids::{Address, ServiceId};
use rehome_domain::text;
use rehome_domain::user_move::ServiceChoice;
use std::collections::BTreeMap;

/// The choices of a row; a blank cell chooses nothing, so that what is proposed stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MappingCells {
    /// The sign-in name there.
    pub upn: Option<String>,
    /// The primary address there.
    pub primary_address: Option<Address>,
    /// Further addresses there.
    pub aliases: Option<Vec<Address>>,
    /// Whether the username is written anew.
    pub rename_username: Option<bool>,
    /// The manager there, as named.
    pub manager: Option<String>,
    /// What becomes of services.
    pub services: Option<BTreeMap<ServiceId, ServiceChoice>>,
}

/// The choices of a row; none where it chooses nothing.
pub(super) fn read(table: &Table, row: &Row, log: &mut Log) -> Option<Box<MappingCells>> {
    let cells = MappingCells {
        upn: table.cell(row, Column::Upn),
        primary_address: address(table, row, Column::PrimaryAddress, log),
        aliases: addresses(table, row, Column::Aliases, log),
        rename_username: table.yes_or_no(row, Column::RenameUsername, log),
        manager: table.cell(row, Column::Manager),
        services: services::choices(table, row, Column::Services, log),
    };
    (cells != MappingCells::default()).then(|| Box::new(cells))
}

/// The address in a cell; a fault if it is none.
pub(crate) fn address(table: &Table, row: &Row, column: Column, log: &mut Log) -> Option<Address> {
    let cell = table.cell(row, column)?;
    judged(table, row, (column, &cell), log)
}

/// The addresses in a cell, separated by `;`; a fault for each that is none.
pub(crate) fn addresses(
    table: &Table,
    row: &Row,
    column: Column,
    log: &mut Log,
) -> Option<Vec<Address>> {
    let cell = table.cell(row, column)?;
    let parts = cell.split(';').map(str::trim).filter(|it| !it.is_empty());
    let found = parts.filter_map(|part| judged(table, row, (column, part), log));
    Some(found.collect())
}

fn judged(
    table: &Table,
    row: &Row,
    (column, text): (Column, &str),
    log: &mut Log,
) -> Option<Address> {
    match text::judge_address(text) {
        Ok(()) => Some(Address::new(text)),
        Err(fault) => {
            let fault = (Code::BadAddress, fault.to_string());
            table.fault(row, column, fault, log);
            None
        }
    }
}

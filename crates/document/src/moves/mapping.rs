//! What a row of a table of moves says of names and services in hosting trees.

use crate::fault::{Code, Log};
use crate::tables::cells::{Row, Table};
use crate::tables::columns::Column;
use crate::tables::services;
use rehome_domain::ids::{Address, ServiceId};
use rehome_domain::text;
use rehome_domain::user_move::{AddressFate, MOST_FORWARD_DAYS, ServiceChoice};
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
    /// What becomes of old addresses; one that is not named is dropped.
    pub old_addresses: Option<BTreeMap<Address, AddressFate>>,
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
        old_addresses: fates(table, row, log),
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

/// What a cell says of old addresses, separated by `;`: `address=drop`, `address=keep` or `address=forward:30`, in days.
fn fates(table: &Table, row: &Row, log: &mut Log) -> Option<BTreeMap<Address, AddressFate>> {
    let column = Column::OldAddresses;
    let cell = table.cell(row, column)?;
    let mut found = BTreeMap::new();
    for part in cell.split(';').map(str::trim).filter(|it| !it.is_empty()) {
        let said = part.rsplit_once('=');
        let Some((address, fate)) = said.and_then(|(address, word)| Some((address, fate(word)?)))
        else {
            let message = format!(
                "{part:?} says of no address what becomes of it; write it like mara@a.example=keep, =drop or \
                 =forward:30, for 1 to {MOST_FORWARD_DAYS} days"
            );
            table.fault(row, column, (Code::UnknownWord, message), log);
            continue;
        };
        let Some(address) = judged(table, row, (column, address.trim()), log) else {
            continue;
        };
        let is_twice = found
            .keys()
            .any(|it: &Address| text::is_same(it.as_str(), address.as_str()));
        if is_twice {
            let message = format!("{address} is named twice; say once what becomes of it");
            table.fault(row, column, (Code::BadAddress, message), log);
        }
        found.insert(address, fate);
    }
    Some(found)
}

fn fate(word: &str) -> Option<AddressFate> {
    match word.trim() {
        "drop" => Some(AddressFate::Drop),
        "keep" => Some(AddressFate::Keep),
        word => {
            let days = word.strip_prefix("forward:")?.trim().parse().ok()?;
            let is_so_long = (1..=MOST_FORWARD_DAYS).contains(&days);
            is_so_long.then_some(AddressFate::ForwardDays(days))
        }
    }
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

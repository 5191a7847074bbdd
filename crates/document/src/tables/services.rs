//! Cells that name services: `exchange:mailbox-50@main` is one, on a plan and an instance; `;` stands between several.

use super::cells::{Row, Table};
use super::columns::Column;
use crate::fault::{Code, Log};
use rehome_domain::ids::{InstanceId, PlanId, ServiceId};
use rehome_domain::user_move::{Disposition, ServiceChoice};
use std::collections::{BTreeMap, BTreeSet};

/// What a cell says that wants none.
const NONE: &str = "-";

/// One service of a cell, with what stands behind `=`.
struct Item<'a> {
    service: ServiceId,
    word: Option<&'a str>,
    plan: Option<PlanId>,
    instance: Option<InstanceId>,
}

/// Reads `service`, `service=word`, each with `:plan` and `@instance` behind it.
fn item(text: &str) -> Option<Item<'_>> {
    let (text, instance) = match text.split_once('@') {
        Some((text, instance)) => (text, Some(instance.trim())),
        None => (text, None),
    };
    let (text, plan) = match text.split_once(':') {
        Some((text, plan)) => (text, Some(plan.trim())),
        None => (text, None),
    };
    let (service, word) = match text.split_once('=') {
        Some((service, word)) => (service, Some(word.trim())),
        None => (text, None),
    };
    let service = service.trim();
    let is_blank = |part: Option<&str>| part.is_some_and(str::is_empty);
    let is_whole = !service.is_empty() && !is_blank(word) && !is_blank(plan) && !is_blank(instance);
    is_whole.then(|| Item {
        service: ServiceId::from(service),
        word,
        plan: plan.map(PlanId::from),
        instance: instance.map(InstanceId::from),
    })
}

fn items(cell: &str) -> impl Iterator<Item = &str> {
    let all = if cell == NONE { "" } else { cell };
    all.split(';')
        .map(str::trim)
        .filter(|part| !part.is_empty())
}

fn fault(table: &Table, row: &Row, column: Column, part: &str, log: &mut Log) {
    let message = format!("{part:?} is no service; write it like exchange=move:mailbox-50@main");
    table.fault(row, column, (Code::UnknownWord, message), log);
}

/// What a cell chooses for services: `move`, `deprovision` or `recreate`; `move` where nothing is said.
pub(crate) fn choices(
    table: &Table,
    row: &Row,
    column: Column,
    log: &mut Log,
) -> Option<BTreeMap<ServiceId, ServiceChoice>> {
    let cell = table.cell(row, column)?;
    let mut found = BTreeMap::new();
    for part in items(&cell) {
        let known = item(part).and_then(|item| {
            let disposition = match item.word.unwrap_or("move") {
                "move" => Disposition::Move,
                "deprovision" => Disposition::Deprovision,
                "recreate" => Disposition::Recreate,
                _ => return None,
            };
            let choice = ServiceChoice {
                disposition,
                instance: item.instance,
                plan: item.plan,
            };
            Some((item.service, choice))
        });
        match known {
            Some((service, choice)) => {
                found.insert(service, choice);
            }
            None => fault(table, row, column, part, log),
        }
    }
    Some(found)
}

/// The services that a cell names alone.
pub(crate) fn names(
    table: &Table,
    row: &Row,
    column: Column,
    log: &mut Log,
) -> Option<BTreeSet<ServiceId>> {
    let cell = table.cell(row, column)?;
    let mut found = BTreeSet::new();
    for part in items(&cell) {
        match item(part) {
            Some(item) if item.word.is_none() && item.plan.is_none() => {
                found.insert(item.service);
            }
            Some(_) | None => fault(table, row, column, part, log),
        }
    }
    Some(found)
}

/// The services of a cell, each with its plan and instance.
pub(crate) fn with_plans(
    table: &Table,
    row: &Row,
    column: Column,
    log: &mut Log,
) -> BTreeMap<ServiceId, (Option<PlanId>, Option<InstanceId>)> {
    let cell = table.cell(row, column).unwrap_or_default();
    let mut found = BTreeMap::new();
    for part in items(&cell) {
        match item(part) {
            Some(item) if item.word.is_none() => {
                found.insert(item.service, (item.plan, item.instance));
            }
            Some(_) | None => fault(table, row, column, part, log),
        }
    }
    found
}

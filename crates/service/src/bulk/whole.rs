//! What is known of a file before its rows are judged: which organizations its cells mean by name, and who is to move
//! where in which row.

use crate::error::ServiceError;
use rehome_document::moves::MoveRow;
use rehome_domain::ids::{OrganizationCode, UserId};
use rehome_domain::people::User;
use rehome_domain::text::folded;
use rehome_storage::{Tx, names};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What a common name begins with, in front of the code (enterprise 1).
const COMMON: &str = "org-";

/// How many organizations of one name are looked at.
const MOST_NAMED: u32 = 100;

/// What is known of a file as a whole.
#[derive(Default)]
pub(super) struct Whole {
    named: BTreeMap<String, Vec<OrganizationCode>>,
    moving: HashMap<String, Vec<Moving>>,
    along: Mutex<Along>,
}

/// Those who came along in a row and are named in another.
#[derive(Default)]
struct Along {
    /// Where they are since.
    at: HashMap<String, OrganizationCode>,
    /// With whom they came in a row that is not written yet.
    with: HashMap<UserId, BTreeSet<String>>,
}

/// A row that moves somebody.
struct Moving {
    /// Its number in the order in which rows run.
    number: usize,
    line: u32,
    column: u32,
    destination: String,
}

impl Whole {
    /// Of rows in the order in which they run, for who acts in an organization.
    pub(super) async fn of(
        tx: &mut Tx,
        acting_in: Option<&OrganizationCode>,
        rows: &[MoveRow],
    ) -> Result<Self, ServiceError> {
        let cells: BTreeSet<&str> = rows.iter().flat_map(places_of).collect();
        let cells: Vec<&str> = cells.into_iter().collect();
        let mut whole = Self::default();
        if let Some(within) = acting_in.filter(|_| !cells.is_empty()) {
            for (name, code) in names::organizations_named(tx, within, &cells, MOST_NAMED).await? {
                whole.named.entry(name).or_default().push(code);
            }
        }
        for (number, row) in rows.iter().enumerate() {
            if let Some(destination) = &row.destination {
                let moving = Moving {
                    number,
                    line: row.line,
                    column: row.column,
                    destination: destination.clone(),
                };
                let rows = whole.moving.entry(folded(&row.user)).or_default();
                rows.push(moving);
            }
        }
        Ok(whole)
    }

    /// The codes a cell can mean as it is written.
    pub(super) fn codes(cell: &str) -> impl Iterator<Item = OrganizationCode> {
        let common = cell.strip_prefix(COMMON);
        std::iter::once(cell)
            .chain(common)
            .map(OrganizationCode::from)
    }

    /// The organizations whose name a cell is.
    pub(super) fn named(&self, cell: &str) -> &[OrganizationCode] {
        self.named.get(&folded(cell)).map_or(&[], Vec::as_slice)
    }

    /// All that the cells of a row can mean.
    pub(super) fn places<'r>(
        &'r self,
        row: &'r MoveRow,
    ) -> impl Iterator<Item = OrganizationCode> + 'r {
        places_of(row).flat_map(|cell| Self::codes(cell).chain(self.named(cell).iter().cloned()))
    }

    /// Whether a row below this one moves somebody of one of these names to a destination.
    pub(super) fn moves_below(
        &self,
        row: &MoveRow,
        names: [&str; 2],
        destination: &OrganizationCode,
    ) -> bool {
        let of = |name: &str| self.moving.get(&folded(name)).into_iter().flatten();
        let is_own = |moving: &&Moving| (moving.line, moving.column) == (row.line, row.column);
        let Some(own) = of(&row.user).find(is_own) else {
            return false;
        };
        names.into_iter().flat_map(of).any(|moving| {
            moving.number > own.number && self.means(&moving.destination, destination)
        })
    }

    fn means(&self, cell: &str, destination: &OrganizationCode) -> bool {
        let mut all = Self::codes(cell).chain(self.named(cell).iter().cloned());
        all.any(|code| code == *destination)
    }

    /// Notes that somebody in the actor's view comes along with a subject to a destination.
    pub(super) fn note_along(&self, user: &User, with: &UserId, destination: &OrganizationCode) {
        for name in [user.id.as_str(), &*user.username] {
            let name = folded(name);
            if self.moving.contains_key(&name) {
                let mut along = self.along();
                along.at.insert(name.clone(), destination.clone());
                along.with.entry(with.clone()).or_default().insert(name);
            }
        }
    }

    /// Who was noted to come along with a subject, once.
    pub(super) fn take_along(&self, with: &UserId) -> BTreeSet<String> {
        self.along().with.remove(with).unwrap_or_default()
    }

    /// Notes who came along to a destination in a row that an earlier run has done.
    pub(super) fn note_came_along(&self, names: &BTreeSet<String>, to: &OrganizationCode) {
        let there = names.iter().map(|name| (name.clone(), to.clone()));
        self.along().at.extend(there);
    }

    fn along(&self) -> MutexGuard<'_, Along> {
        self.along.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether a row is about somebody who came along in a row above it to where it leads: out of the actor's view, it
    /// may be.
    pub(super) fn came_along(&self, row: &MoveRow) -> bool {
        let along = self.along();
        let at = along.at.get(&folded(&row.user));
        let cell = row.destination.as_deref();
        at.zip(cell).is_some_and(|(at, cell)| self.means(cell, at))
    }
}

fn places_of(row: &MoveRow) -> impl Iterator<Item = &str> {
    let cells = row.destination.iter().chain(&row.source);
    cells.map(String::as_str)
}

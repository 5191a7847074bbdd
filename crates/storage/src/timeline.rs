//! What happened at either of two organizations, newest first: the ids that a page of a ledger is read from.
//!
//! A scope is many organizations, and what happened there may be the last thousand rows or one row of years ago. So
//! there are two ways: a walk back through the newest rows of all, where the scope is busy, and a merge of what each
//! organization of the scope has by itself, where it is quiet or small. Both end after a bounded number of rows and say
//! how far they came. Knows which statements a table has for it, not what its rows are. To give another table such a
//! list, write the five statements with the macros here.

use crate::error::StoreError;
use crate::statement::{Statement, statements};
use crate::tx::{Record, Tx, args, id_list};
use rehome_domain::ids::OrganizationCode;
use std::collections::BTreeSet;

/// The most rows looked at for one page.
pub(crate) const MOST: u32 = 4_000;
/// The most organizations whose rows are merged at once. INVARIANT: more than four times the rows of a page, so that
/// one round is enough to fill it although a row may stand at two organizations.
const FEW: usize = 512;
/// How many rows of one organization are looked at first, where many are merged.
const FIRST: i64 = 8;

/// Which organizations a list is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    /// The organization.
    pub organization: OrganizationCode,
    /// Whether with all below it.
    pub with_below: bool,
}

impl Scope {
    /// How far below the organization the scope goes, as the statements take it.
    pub(crate) fn depth(&self) -> i64 {
        if self.with_below { i64::MAX } else { 0 }
    }
}

/// The part of time a list is about, by id: ids sort by time.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Between<'a> {
    /// Only before this one.
    pub(crate) before: &'a str,
    /// Only this one and later.
    pub(crate) since: &'a str,
}

/// The statements of one table.
pub(crate) struct Timeline {
    /// The newest ids.
    pub(crate) newest: &'static Statement,
    /// Those of the newest that are in a scope, behind a first row with how many were looked at and the oldest.
    pub(crate) walk: &'static Statement,
    /// The organizations of a scope where something happened, each with its latest id, the latest first.
    pub(crate) latest: &'static Statement,
    /// The newest ids of each of some organizations, at either end.
    pub(crate) recent: &'static Statement,
}

/// Ids in a scope.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Found {
    /// All from the first to [`Found::until`], the newest first.
    pub(crate) ids: Vec<String>,
    /// How far the search came; none where there is nothing further back.
    pub(crate) until: Option<String>,
}

impl Found {
    /// What a statement for at most so many ids answered.
    pub(crate) fn of(rows: &[Record], limit: i64) -> Result<Self, StoreError> {
        let ids: Vec<String> = rows
            .iter()
            .map(|row| row.text("id").map(str::to_owned))
            .collect::<Result<_, _>>()?;
        let until = ids.last().filter(|_| ids.len() as i64 == limit).cloned();
        Ok(Self { ids, until })
    }
}

// The statements of a table by its columns of organizations.
macro_rules! newest {
    ($table:literal) => {
        concat!(
            "SELECT r.id FROM ",
            $table,
            " r WHERE r.id < $1 AND r.id >= $2 ORDER BY r.id DESC LIMIT $3"
        )
    };
}
macro_rules! in_scope {
    ($column:literal, $scope:literal, $depth:literal) => {
        concat!(
            "EXISTS (SELECT 1 FROM organization_scope s WHERE s.organization = ",
            $column,
            " AND s.ancestor = ",
            $scope,
            " AND s.depth <= ",
            $depth,
            ")"
        )
    };
}
macro_rules! walk {
    ($table:literal, $one:literal, $other:literal) => {
        concat!(
            "WITH newest AS MATERIALIZED (SELECT r.id, r.",
            $one,
            " AS one, r.",
            $other,
            " AS other FROM ",
            $table,
            " r WHERE r.id < $1 AND r.id >= $2 ORDER BY r.id DESC LIMIT $3)
            SELECT coalesce(min(id), '') AS id, count(*) AS walked FROM newest
            UNION ALL SELECT id, 0 AS walked FROM newest WHERE ",
            $crate::timeline::in_scope!("newest.one", "$4", "$5"),
            " OR ",
            $crate::timeline::in_scope!("newest.other", "$4", "$5")
        )
    };
}
macro_rules! latest {
    ($greatest:literal, $table:literal, $one:literal, $other:literal) => {
        concat!(
            "SELECT l.organization, l.latest FROM (SELECT s.organization, ",
            $greatest,
            "(
                coalesce((SELECT max(r.id) FROM ",
            $table,
            " r WHERE r.",
            $one,
            " = s.organization AND r.id < $1 AND r.id >= $2), ''),
                coalesce((SELECT max(r.id) FROM ",
            $table,
            " r WHERE r.",
            $other,
            " = s.organization AND r.id < $1 AND r.id >= $2), '')
            ) AS latest FROM organization_scope s WHERE s.ancestor = $4 AND s.depth <= $5) l
            WHERE l.latest > '' ORDER BY l.latest DESC LIMIT $3"
        )
    };
}
macro_rules! recent {
    ($list:literal, $end:literal, $table:literal, $one:literal, $other:literal) => {
        concat!(
            "SELECT (SELECT ", $list, "(x.id)", $end, " FROM (SELECT r.id FROM ", $table, " r WHERE r.", $one,
            " = p.value ->> 0 AND r.id < $1 AND r.id >= $2 ORDER BY r.id DESC LIMIT $3) x) AS at_one,
            (SELECT ", $list, "(x.id)", $end, " FROM (SELECT r.id FROM ", $table, " r WHERE r.", $other,
            " = p.value ->> 0 AND r.id < $1 AND r.id >= $2 ORDER BY r.id DESC LIMIT $3) x) AS at_other
            FROM json_each($4) p"
        )
    };
}
pub(crate) use {in_scope, latest, newest, recent, walk};

statements! {
    PLACES "organization_scope": "SELECT s.organization FROM organization_scope s WHERE s.ancestor = $1 AND s.depth <= $2 LIMIT $3";
}

impl Timeline {
    /// Ids in a scope, newest first: at least `least` of them, unless there is nothing further back or [`MOST`] were
    /// looked at.
    pub(crate) async fn find(
        &self,
        tx: &mut Tx,
        scope: Option<&Scope>,
        between: Between<'_>,
        least: u32,
    ) -> Result<Found, StoreError> {
        let Some(scope) = scope else {
            return self.newest(tx, between, least).await;
        };
        let limit = FEW as i64 + 1;
        let places = tx
            .rows(&PLACES, args![&scope.organization, scope.depth(), limit])
            .await?;
        if places.len() <= FEW {
            let places: Vec<String> = places
                .iter()
                .map(|row| row.text("organization").map(str::to_owned))
                .collect::<Result<_, _>>()?;
            return self.merge(tx, &places, between, least).await;
        }
        let mut found = self.walk(tx, scope, between).await?;
        let Some(until) = found.until.clone() else {
            return Ok(found);
        };
        if found.ids.len() < least as usize {
            let rest = Between {
                before: &until,
                since: between.since,
            };
            let further = self.quiet(tx, scope, rest, least).await?;
            found.ids.extend(further.ids);
            found.until = further.until;
        }
        Ok(found)
    }

    async fn newest(
        &self,
        tx: &mut Tx,
        between: Between<'_>,
        least: u32,
    ) -> Result<Found, StoreError> {
        let limit = least.min(MOST);
        let rows = tx
            .rows(
                self.newest,
                args![between.before, between.since, i64::from(limit)],
            )
            .await?;
        Found::of(&rows, i64::from(limit))
    }

    async fn walk(
        &self,
        tx: &mut Tx,
        scope: &Scope,
        between: Between<'_>,
    ) -> Result<Found, StoreError> {
        let rows = tx
            .rows(
                self.walk,
                args![
                    between.before,
                    between.since,
                    i64::from(MOST),
                    &scope.organization,
                    scope.depth()
                ],
            )
            .await?;
        let mut found = Found::default();
        for row in &rows {
            let id = row.text("id")?.to_owned();
            match row.int("walked")? {
                0 if !id.is_empty() => found.ids.push(id),
                walked if walked == i64::from(MOST) => found.until = Some(id),
                _ => {}
            }
        }
        found.ids.sort_unstable_by(|a, b| b.cmp(a));
        Ok(found)
    }

    /// What a scope of many organizations has where nothing of it is among the newest rows of all.
    async fn quiet(
        &self,
        tx: &mut Tx,
        scope: &Scope,
        between: Between<'_>,
        least: u32,
    ) -> Result<Found, StoreError> {
        let rows = tx
            .rows(
                self.latest,
                args![
                    between.before,
                    between.since,
                    FEW as i64 + 1,
                    &scope.organization,
                    scope.depth()
                ],
            )
            .await?;
        let mut places = Vec::with_capacity(FEW);
        let mut floor = None;
        for row in &rows {
            if places.len() < FEW {
                places.push(row.text("organization")?.to_owned());
            } else {
                floor = Some(row.text("latest")?.to_owned());
            }
        }
        let mut found = self.merge(tx, &places, between, least).await?;
        if let Some(floor) = floor {
            // WHY: below the latest row of an organization that was left out, these are not all any more.
            let kept = found.ids.partition_point(|id| *id > floor);
            if kept < found.ids.len() || found.until.is_none() {
                found.ids.truncate(kept);
                found.until = found.ids.last().cloned();
            }
        }
        Ok(found)
    }

    /// What some organizations have, merged.
    async fn merge(
        &self,
        tx: &mut Tx,
        places: &[String],
        between: Between<'_>,
        least: u32,
    ) -> Result<Found, StoreError> {
        let mut found = Found::default();
        if places.is_empty() {
            return Ok(found);
        }
        let list = id_list(places.iter().map(String::as_str));
        let mut before = between.before.to_owned();
        let mut each = FIRST.max(i64::from(least.min(MOST)) / (2 * places.len() as i64) + 1);
        loop {
            let rows = tx
                .rows(self.recent, args![&before, between.since, each, &list])
                .await?;
            let mut ids: BTreeSet<String> = BTreeSet::new();
            let mut frontier: Option<String> = None;
            for row in &rows {
                for column in ["at_one", "at_other"] {
                    let lane: Vec<String> = row.opt_json(column)?.unwrap_or_default();
                    if lane.len() as i64 == each {
                        frontier = frontier.max(lane.last().cloned());
                    }
                    ids.extend(lane);
                }
            }
            let reached = frontier.as_deref().unwrap_or_default();
            found.ids.extend(
                ids.into_iter()
                    .rev()
                    .take_while(|id| id.as_str() >= reached),
            );
            match frontier {
                Some(until) if found.ids.len() < least as usize => {
                    before = until;
                    each = (each * 4).min(i64::from(MOST));
                }
                until => {
                    found.until = until;
                    return Ok(found);
                }
            }
        }
    }
}

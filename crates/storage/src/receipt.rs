//! What a unit of work writes for good: the steps of moves, then ledger, audit, outbox, kept answers.
//!
//! Nothing in the unit waits for these rows, so they are gathered and written at once: before the unit's next
//! statement, or else before its end. On PostgreSQL all of it is one statement, since round trips are what a move
//! costs there; on SQLite each row is bound and run, since reading lists out of JSON is. To add a kind of
//! row, add its statement to `statements!` and its row to [`Part::ALL`]; the modules of the tables tell what goes in.

use crate::error::StoreError;
use crate::statement::{Statement, statements};
use crate::store::Engine;
use crate::tx::{Arg, Tx};
use serde::ser::{Serialize, SerializeSeq, Serializer};
use std::collections::BTreeMap;
use std::fmt::Write;

/// The statements of this folder.
pub(crate) const ALL_STATEMENTS: [&[Statement]; 4] = [
    STATEMENTS,
    hosting::STATEMENTS,
    telephony::STATEMENTS,
    content::STATEMENTS,
];

/// An insertion of rows: with the values of one on SQLite, out of a list of lists on PostgreSQL.
macro_rules! insertion {
    ($table:literal, $tail:literal, $($first:ident $kind:ident $place:tt $bind:literal)? $(, $column:ident $kinds:ident $places:tt $binds:literal)*) => {
        [
            concat!("INSERT INTO ", $table, " (", $(stringify!($first),)? $(", ", stringify!($column),)* ") VALUES (",
                $($bind,)? $(", ", $binds,)* ")", $tail),
            concat!("INSERT INTO ", $table, " (", $(stringify!($first),)? $(", ", stringify!($column),)* ") SELECT ",
                $(listed!($kind $place),)? $(", ", listed!($kinds $places),)* " FROM json_each($1) WHERE true", $tail),
        ]
    };
}
/// A deletion of rows by their keys, likewise.
macro_rules! deletion {
    ($table:literal, $first:ident $kind:ident $place:tt $bind:literal $(, $column:ident $kinds:ident $places:tt $binds:literal)*) => {
        [
            concat!("DELETE FROM ", $table, " WHERE ", stringify!($first), " = ", $bind, $(" AND ", stringify!($column), " = ", $binds,)* ""),
            concat!("DELETE FROM ", $table, " WHERE (", stringify!($first), $(", ", stringify!($column),)* ") IN (SELECT ",
                listed!($kind $place), $(", ", listed!($kinds $places),)* " FROM json_each($1))"),
        ]
    };
}
macro_rules! listed {
    (text $place:tt) => {
        concat!("value ->> ", $place)
    };
    (int $place:tt) => {
        concat!("CAST(value ->> ", $place, " AS BIGINT)")
    };
}

/// The statements of accounts. WHY here: the macros above reach no further up.
mod content;
/// Those of hosting trees.
mod hosting;
/// Those of sites with telephony, likewise.
mod telephony;

statements! {
    USERS "users": "UPDATE users SET home = COALESCE($3, home), position = CASE WHEN $4 = 1 THEN $5 ELSE position END,
            manager = CASE WHEN $6 = 1 THEN $7 ELSE manager END, locked = COALESCE($8, locked), revision = revision + 1
        WHERE id = $1 AND revision = $2",
        postgres = "UPDATE users SET
            home = COALESCE(n.value ->> 2, users.home),
            position = CASE WHEN CAST(n.value ->> 3 AS BIGINT) = 1 THEN n.value ->> 4 ELSE users.position END,
            manager = CASE WHEN CAST(n.value ->> 5 AS BIGINT) = 1 THEN n.value ->> 6 ELSE users.manager END,
            locked = COALESCE(CAST(n.value ->> 7 AS BIGINT), users.locked),
            revision = users.revision + 1
        FROM json_each($1) n WHERE users.id = n.value ->> 0 AND users.revision = CAST(n.value ->> 1 AS BIGINT)";
    /// The same on SQLite where the manager stays: it writes every index anew that has a column which is set.
    USERS_BUT_MANAGER "users": "UPDATE users SET home = COALESCE($3, home), position = CASE WHEN $4 = 1 THEN $5 ELSE position END,
            locked = COALESCE($8, locked), revision = revision + 1
        WHERE id = $1 AND revision = $2", postgres = "";
    /// WHY `k.ancestor || ''`: what lies above an organization is a few rows, what lies below a top one may be all
    /// there is, and this keeps the search from beginning there.
    SCOPE_LEFT "user_scope": "DELETE FROM user_scope WHERE (ancestor, sort_key, user_id) IN (
            SELECT s.ancestor, u.sort_key, u.id FROM users u CROSS JOIN organization_scope s
            WHERE u.id = $1 AND s.organization = $2
              AND NOT EXISTS (SELECT 1 FROM organization_scope k WHERE k.organization = $3 AND k.ancestor || '' = s.ancestor))",
        postgres = "DELETE FROM user_scope WHERE (ancestor, sort_key, user_id) IN (
            SELECT s.ancestor, u.sort_key, u.id FROM json_each($1) n CROSS JOIN users u CROSS JOIN organization_scope s
            WHERE u.id = n.value ->> 0 AND s.organization = n.value ->> 1
              AND NOT EXISTS (SELECT 1 FROM organization_scope k WHERE k.organization = n.value ->> 2 AND k.ancestor || '' = s.ancestor))";
    SCOPE_ENTERED "user_scope": "INSERT INTO user_scope (ancestor, sort_key, user_id)
            SELECT s.ancestor, u.sort_key, u.id FROM users u CROSS JOIN organization_scope s
            WHERE u.id = $1 AND s.organization = $3
              AND NOT EXISTS (SELECT 1 FROM organization_scope k WHERE k.organization = $2 AND k.ancestor || '' = s.ancestor)",
        postgres = "INSERT INTO user_scope (ancestor, sort_key, user_id)
            SELECT s.ancestor, u.sort_key, u.id FROM json_each($1) n CROSS JOIN users u CROSS JOIN organization_scope s
            WHERE u.id = n.value ->> 0 AND s.organization = n.value ->> 2
              AND NOT EXISTS (SELECT 1 FROM organization_scope k WHERE k.organization = n.value ->> 1 AND k.ancestor || '' = s.ancestor)";
    /// The same with a new username.
    RENAMED_USERS "users": "UPDATE users SET home = COALESCE($3, home), position = CASE WHEN $4 = 1 THEN $5 ELSE position END,
            manager = CASE WHEN $6 = 1 THEN $7 ELSE manager END, locked = COALESCE($8, locked), username = $9, username_key = $10,
            revision = revision + 1
        WHERE id = $1 AND revision = $2",
        postgres = "UPDATE users SET
            home = COALESCE(n.value ->> 2, users.home),
            position = CASE WHEN CAST(n.value ->> 3 AS BIGINT) = 1 THEN n.value ->> 4 ELSE users.position END,
            manager = CASE WHEN CAST(n.value ->> 5 AS BIGINT) = 1 THEN n.value ->> 6 ELSE users.manager END,
            locked = COALESCE(CAST(n.value ->> 7 AS BIGINT), users.locked),
            username = n.value ->> 8, username_key = n.value ->> 9,
            revision = users.revision + 1
        FROM json_each($1) n WHERE users.id = n.value ->> 0 AND users.revision = CAST(n.value ->> 1 AS BIGINT)";
    REMEMBERED "remembered_positions" = insertion!("remembered_positions",
        " ON CONFLICT (user_id, organization) DO UPDATE SET position = excluded.position",
        user_id text 0 "$1", organization text 1 "$2", position text 2 "$3");
    FORGOTTEN "remembered_positions" = deletion!("remembered_positions", user_id text 0 "$1", organization text 1 "$2");
    GRANTED "role_grants" = insertion!("role_grants", "", user_id text 0 "$1", held_at text 1 "$2", role text 2 "$3");
    REVOKED "role_grants" = deletion!("role_grants", user_id text 0 "$1", held_at text 1 "$2", role text 2 "$3");
    SUBSCRIBED "subscriptions" = insertion!("subscriptions", "",
        user_id text 0 "$1", organization text 1 "$2", starts int 2 "$3", ends int 3 "$4");
    CANCELLED "subscriptions" = deletion!("subscriptions",
        user_id text 0 "$1", organization text 1 "$2", starts int 2 "$3", ends int 3 "$4");
    JOINED "group_members" = insertion!("group_members", "", user_id text 0 "$1", group_id text 1 "$2");
    DEPARTED "group_members" = deletion!("group_members", user_id text 0 "$1", group_id text 1 "$2");
    MOVES "user_moves" = insertion!("user_moves", "",
        id text 0 "$1", commit_id text 1 "$2", actor text 2 "$3", acting_in text 3 "$4", act_as text 4 "$5", channel text 5 "$6",
        subject text 6 "$7", source text 7 "$8", destination text 8 "$9", members text 9 "$10", request text 10 "$11",
        acknowledged text 11 "$12", steps text 12 "$13", held text 13 "$14", digest text 14 "$15", decision_digest text 15 "$16",
        reason text 16 "$17", as_of int 17 "$18", committed_at int 18 "$19", undoes text 19 "$20", original text 20 "$21");
    PEOPLE "user_move_people" = insertion!("user_move_people", "", user_id text 0 "$1", move_id text 1 "$2");
    AUDIT "audit_records" = insertion!("audit_records", "",
        id text 0 "$1", at int 1 "$2", actor text 2 "$3", action text 3 "$4", about text 4 "$5", organization text 5 "$6",
        other_organization text 6 "$7", body text 7 "$8", body_digest text 8 "$9");
    MESSAGES "outbox" = insertion!("outbox", "", id text 0 "$1", topic text 1 "$2", body text 2 "$3", due_at int 3 "$4");
    ANSWERS "idempotency_keys" = insertion!("idempotency_keys", "",
        actor text 0 "$1", key text 1 "$2", request_digest text 2 "$3", answer text 3 "$4", created_at int 4 "$5");
    /// How many records do not have these revisions; of one record on SQLite.
    STALE_USERS "users": "SELECT count(*) = 0 AS stale FROM users WHERE id = $1 AND revision = $2",
        postgres = "SELECT count(*) AS stale FROM json_each($1) b WHERE NOT EXISTS (
            SELECT 1 FROM users u WHERE u.id = b.value ->> 0 AND u.revision = CAST(b.value ->> 1 AS BIGINT))";
    STALE_ORGANIZATIONS "organizations": "SELECT count(*) = 0 AS stale FROM organizations WHERE code = $1 AND revision = $2",
        postgres = "SELECT count(*) AS stale FROM json_each($1) b WHERE NOT EXISTS (
            SELECT 1 FROM organizations o WHERE o.code = b.value ->> 0 AND o.revision = CAST(b.value ->> 1 AS BIGINT))";
    STALE_SECTIONS "organization_sections": "SELECT count(*) = 0 AS stale FROM organization_sections
            WHERE organization = $1 AND section = $3 AND revision = $2",
        postgres = "SELECT count(*) AS stale FROM json_each($1) b WHERE NOT EXISTS (SELECT 1 FROM organization_sections s
            WHERE s.organization = b.value ->> 0 AND s.section = b.value ->> 2 AND s.revision = CAST(b.value ->> 1 AS BIGINT))";
}

/// What is written, in the order in which SQLite does it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Part {
    StaleUsers,
    StaleOrganizations,
    StaleSections,
    Users,
    RenamedUsers,
    ScopeLeft,
    ScopeEntered,
    Remembered,
    Forgotten,
    Granted,
    Revoked,
    Subscribed,
    Cancelled,
    Joined,
    Departed,
    Hosted,
    AddressGivenUp,
    AddressUsed,
    SetFree,
    HeldBack,
    ServedNoLonger,
    Served,
    DelegatedNoLonger,
    Delegated,
    Members,
    ItemsPassed,
    FoldersPassed,
    ViewsPassed,
    GroupsPassed,
    TemplatesPassed,
    FolderMade,
    TransferBegun,
    PiecesOrdered,
    Expected,
    TransferReturns,
    PiecesReturn,
    TransferForgotten,
    FolderForgotten,
    WordsLost,
    WordsWon,
    HostedHome,
    PrimaryLine,
    Recorded,
    Keyed,
    ReferredNoLonger,
    Referred,
    SessionsEnded,
    TokensEnded,
    Moves,
    People,
    Audit,
    Messages,
    Answers,
}

/// What a part answers.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Held {
    /// How many of its records are stale: none may be.
    None,
    /// How many rows it changed: as many as it names.
    Each,
    /// How many rows it changed: any number.
    Any,
}

impl Part {
    fn is_step(self) -> bool {
        self <= Self::TokensEnded
    }

    fn of(self) -> (&'static Statement, Held) {
        match self {
            Self::StaleUsers => (&STALE_USERS, Held::None),
            Self::StaleOrganizations => (&STALE_ORGANIZATIONS, Held::None),
            Self::StaleSections => (&STALE_SECTIONS, Held::None),
            Self::Users => (&USERS, Held::Each),
            Self::RenamedUsers => (&RENAMED_USERS, Held::Each),
            Self::ScopeLeft => (&SCOPE_LEFT, Held::Any),
            Self::ScopeEntered => (&SCOPE_ENTERED, Held::Any),
            Self::Remembered => (&REMEMBERED, Held::Each),
            Self::Forgotten => (&FORGOTTEN, Held::Each),
            Self::Granted => (&GRANTED, Held::Each),
            Self::Revoked => (&REVOKED, Held::Each),
            Self::Subscribed => (&SUBSCRIBED, Held::Each),
            Self::Cancelled => (&CANCELLED, Held::Each),
            Self::Joined => (&JOINED, Held::Each),
            Self::Departed => (&DEPARTED, Held::Each),
            Self::Hosted => (&hosting::HOSTED, Held::Each),
            Self::AddressGivenUp => (&hosting::ADDRESS_GIVEN_UP, Held::Each),
            Self::AddressUsed => (&hosting::ADDRESS_USED, Held::Each),
            Self::SetFree => (&hosting::SET_FREE, Held::Each),
            Self::HeldBack => (&hosting::HELD_BACK, Held::Each),
            Self::ServedNoLonger => (&hosting::SERVED_NO_LONGER, Held::Each),
            Self::Served => (&hosting::SERVED, Held::Each),
            Self::DelegatedNoLonger => (&hosting::DELEGATED_NO_LONGER, Held::Each),
            Self::Delegated => (&hosting::DELEGATED, Held::Each),
            Self::Members => (&content::MEMBERS, Held::Each),
            Self::ItemsPassed => (&content::ITEMS_PASSED, Held::Each),
            Self::FoldersPassed => (&content::FOLDERS_PASSED, Held::Each),
            Self::ViewsPassed => (&content::VIEWS_PASSED, Held::Each),
            Self::GroupsPassed => (&content::GROUPS_PASSED, Held::Each),
            Self::TemplatesPassed => (&content::TEMPLATES_PASSED, Held::Each),
            Self::FolderMade => (&content::FOLDER_MADE, Held::Each),
            Self::TransferBegun => (&content::TRANSFER_BEGUN, Held::Each),
            Self::PiecesOrdered => (&content::PIECES_ORDERED, Held::Each),
            Self::Expected => (&content::EXPECTED, Held::Each),
            Self::TransferReturns => (&content::TRANSFER_RETURNS, Held::Each),
            Self::PiecesReturn => (&content::PIECES_RETURN, Held::Any),
            Self::TransferForgotten => (&content::TRANSFER_FORGOTTEN, Held::Each),
            Self::FolderForgotten => (&content::FOLDER_FORGOTTEN, Held::Any),
            Self::WordsLost => (&hosting::WORDS_LOST, Held::Any),
            Self::WordsWon => (&hosting::WORDS_WON, Held::Any),
            Self::HostedHome => (&telephony::HOSTED_HOME, Held::Any),
            Self::PrimaryLine => (&telephony::PRIMARY_LINE, Held::Each),
            Self::Recorded => (&telephony::RECORDED, Held::Each),
            Self::Keyed => (&telephony::KEYED, Held::Each),
            Self::ReferredNoLonger => (&telephony::REFERRED_NO_LONGER, Held::Each),
            Self::Referred => (&telephony::REFERRED, Held::Each),
            Self::SessionsEnded => (&hosting::SESSIONS_ENDED, Held::Any),
            Self::TokensEnded => (&hosting::TOKENS_ENDED, Held::Any),
            Self::Moves => (&MOVES, Held::Each),
            Self::People => (&PEOPLE, Held::Each),
            Self::Audit => (&AUDIT, Held::Each),
            Self::Messages => (&MESSAGES, Held::Each),
            Self::Answers => (&ANSWERS, Held::Each),
        }
    }
}

/// The values of one row, in the order of its statement.
pub(crate) type Values = Vec<Arg<'static>>;

/// Rows that wait to be written.
#[derive(Default)]
pub(crate) struct Receipt {
    parts: BTreeMap<Part, Vec<Values>>,
}

impl Serialize for Arg<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => text.serialize(serializer),
            Self::Int(number) => number.serialize(serializer),
        }
    }
}

struct Listed<'a>(&'a [Values]);

impl Serialize for Listed<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.0.len()))?;
        for row in self.0 {
            list.serialize_element(row)?;
        }
        list.end()
    }
}

/// All parts in one statement for PostgreSQL, each with its list as an argument, and at last how many rows they change
/// together. It fails where it is another number: no part changes more rows than it names, so that only the right
/// numbers add up.
fn together(parts: &BTreeMap<Part, Vec<Values>>) -> String {
    let (mut text, mut sum, mut from) = (String::from("WITH "), String::from("0"), String::new());
    for (place, part) in parts.keys().enumerate() {
        let (statement, held) = part.of();
        let own = statement
            .text(Engine::Postgres)
            .replace("$1", &format!("${}", place + 1));
        let comma = if place == 0 { "" } else { ", " };
        // Writing to a text cannot fail.
        let _ = match held {
            Held::None => {
                let word = if from.is_empty() { " FROM" } else { "," };
                let _ = write!(from, "{word} p{place}");
                let _ = write!(sum, " - p{place}.stale");
                write!(text, "{comma}p{place} AS MATERIALIZED ({own})")
            }
            Held::Each => {
                let _ = write!(sum, " + (SELECT count(*) FROM p{place})");
                write!(text, "{comma}p{place} AS ({own} RETURNING 1)")
            }
            Held::Any => write!(text, "{comma}p{place} AS ({own})"),
        };
    }
    let expected = parts.len() + 1;
    format!(
        "{text} SELECT CASE WHEN t.rows = ${expected} THEN t.rows ELSE refuse_rows(${expected}, t.rows) END AS rows FROM (SELECT {sum} AS rows{from}) t"
    )
}

impl Tx {
    /// Writes rows down, at the latest before the unit of work ends.
    pub(crate) fn keep(&mut self, part: Part, rows: impl IntoIterator<Item = Values>) {
        let mut rows = rows.into_iter().peekable();
        if rows.peek().is_some() {
            self.receipt.parts.entry(part).or_default().extend(rows);
        }
    }

    /// Writes what waits, so that what comes now sees it.
    pub(crate) async fn write_receipt(&mut self) -> Result<(), StoreError> {
        if !self.receipt.parts.is_empty() {
            self.begin().await?;
        }
        self.write_rest().await
    }

    /// Writes what waits at the end of a unit: on PostgreSQL as a transaction of its own where there is none.
    pub(crate) async fn write_rest(&mut self) -> Result<(), StoreError> {
        if self.receipt.parts.is_empty() {
            return Ok(());
        }
        let parts = std::mem::take(&mut self.receipt).parts;
        let written = match self.engine() {
            Engine::Sqlite => self.write_in_turn(&parts).await,
            Engine::Postgres => self.write_together(&parts).await,
        };
        let Err(StoreError::AlreadyExists { .. }) = written else {
            return written;
        };
        // WHY: done over, the same request that came twice at once finds the first one's answer, and a plan what
        // somebody faster has put there.
        self.is_contended = true;
        if parts.keys().any(|part| part.is_step()) {
            return Err(StoreError::Contended);
        }
        written
    }

    async fn write_in_turn(
        &mut self,
        parts: &BTreeMap<Part, Vec<Values>>,
    ) -> Result<(), StoreError> {
        for (part, rows) in parts {
            let (statement, held) = part.of();
            for row in rows {
                match held {
                    Held::None => {
                        let found = self.fetch(statement, row).await?;
                        let stale = found.first().map_or(Ok(1), |record| record.int("stale"))?;
                        self.compare(0, stale.unsigned_abs())?;
                    }
                    Held::Each => {
                        let keeps_manager =
                            *part == Part::Users && matches!(row.get(5), Some(Arg::Int(Some(0))));
                        let statement = if keeps_manager {
                            &USERS_BUT_MANAGER
                        } else {
                            statement
                        };
                        let changed = self.change(statement, row).await?;
                        self.compare(1, changed)?;
                    }
                    Held::Any => {
                        self.change(statement, row).await?;
                    }
                }
            }
        }
        Ok(())
    }

    async fn write_together(
        &mut self,
        parts: &BTreeMap<Part, Vec<Values>>,
    ) -> Result<(), StoreError> {
        let lists = parts
            .values()
            .map(|rows| Arg::from(crate::tx::json(&Listed(rows))));
        let rows = parts
            .iter()
            .filter(|(part, _)| part.of().1 == Held::Each)
            .map(|(_, rows)| rows.len());
        let expected = i64::try_from(rows.sum::<usize>()).unwrap_or(i64::MAX);
        let arguments: Vec<Arg<'static>> = lists.chain([Arg::from(expected)]).collect();
        let is_about_people =
            parts.contains_key(&Part::Users) || parts.contains_key(&Part::RenamedUsers);
        let table = if is_about_people {
            "users"
        } else {
            "user_moves"
        };
        self.composed(table, together(parts), &arguments)
            .await
            .map(drop)
    }
}

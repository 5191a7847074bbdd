//! What a unit of work writes down beside what it changes: ledger, audit, outbox, kept answers.
//!
//! Nothing in the unit waits for these rows. Round trips are what a move costs (on SQLite to the thread of the
//! connection), so they are gathered and written at once: before the unit's next statement, or else before its
//! end. It knows the columns; what goes in is told by the modules of those tables. To add a kind of row, add its
//! part, its variant of [`Kept`] and its place in [`TOGETHER`].

use crate::error::StoreError;
use crate::statement::statements;
use crate::store::Engine;
use crate::tx::{Tx, args, json};
use serde::Serialize;

macro_rules! part {
    (moves $list:literal) => {
        concat!(
            "INSERT INTO user_moves (id, commit_id, actor, acting_in, act_as, channel, subject, source, destination, members,
                request, acknowledged, steps, held, digest, decision_digest, reason, as_of, committed_at, undoes)
             SELECT value ->> 'id', value ->> 'commit_id', value ->> 'actor', value ->> 'acting_in', value ->> 'act_as',
                value ->> 'channel', value ->> 'subject', value ->> 'source', value ->> 'destination', value ->> 'members',
                value ->> 'request', value ->> 'acknowledged', value ->> 'steps', value ->> 'held', value ->> 'digest', value ->> 'decision_digest',
                value ->> 'reason', CAST(value ->> 'as_of' AS BIGINT), CAST(value ->> 'committed_at' AS BIGINT), value ->> 'undoes'
             FROM json_each(", $list, ")"
        )
    };
    (people $list:literal) => {
        concat!("INSERT INTO user_move_people (user_id, move_id) SELECT value ->> 0, value ->> 1 FROM json_each(", $list, ")")
    };
    (audit $list:literal) => {
        concat!(
            "INSERT INTO audit_records (id, at, actor, action, about, organization, other_organization, body, body_digest)
             SELECT value ->> 'id', CAST(value ->> 'at' AS BIGINT), value ->> 'actor', value ->> 'action', value ->> 'about',
                value ->> 'organization', value ->> 'other_organization', value ->> 'body', value ->> 'body_digest'
             FROM json_each(", $list, ")"
        )
    };
    (messages $list:literal) => {
        concat!(
            "INSERT INTO outbox (id, topic, body, due_at)
             SELECT value ->> 'id', value ->> 'topic', value ->> 'body', CAST(value ->> 'due_at' AS BIGINT)
             FROM json_each(", $list, ")"
        )
    };
    (answers $list:literal) => {
        concat!(
            "INSERT INTO idempotency_keys (actor, key, request_digest, answer, created_at)
             SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, CAST(value ->> 4 AS BIGINT)
             FROM json_each(", $list, ")"
        )
    };
}

statements! {
    TOGETHER "user_moves": concat!(part!(moves "$1"), "; ", part!(people "$2"), "; ", part!(audit "$3"), "; ",
        part!(messages "$4"), "; ", part!(answers "$5")), postgres = concat!(
        "WITH done_moves AS (", part!(moves "$1"), " RETURNING 1), done_people AS (", part!(people "$2"),
        " RETURNING 1), done_audit AS (", part!(audit "$3"), " RETURNING 1), done_messages AS (", part!(messages "$4"),
        " RETURNING 1), done_answers AS (", part!(answers "$5"), " RETURNING 1)
        SELECT 'receipt' AS what, (SELECT count(*) FROM done_moves) + (SELECT count(*) FROM done_people) + (SELECT count(*) FROM done_audit)
            + (SELECT count(*) FROM done_messages) + (SELECT count(*) FROM done_answers) AS written");
}

/// What is kept.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Kept {
    Moves,
    People,
    Audit,
    Messages,
    Answers,
}

/// Rows that wait to be written.
#[derive(Default)]
pub(crate) struct Receipt {
    moves: Vec<String>,
    people: Vec<String>,
    audit: Vec<String>,
    messages: Vec<String>,
    answers: Vec<String>,
}

impl Receipt {
    fn list(&mut self, kept: Kept) -> &mut Vec<String> {
        match kept {
            Kept::Moves => &mut self.moves,
            Kept::People => &mut self.people,
            Kept::Audit => &mut self.audit,
            Kept::Messages => &mut self.messages,
            Kept::Answers => &mut self.answers,
        }
    }

    fn rows(&self) -> u64 {
        let lists = [
            &self.moves,
            &self.people,
            &self.audit,
            &self.messages,
            &self.answers,
        ];
        lists.iter().map(|list| list.len() as u64).sum()
    }
}

fn array(rows: &[String]) -> String {
    format!("[{}]", rows.join(","))
}

impl Tx {
    /// Writes rows down, at the latest before the unit of work ends.
    pub(crate) async fn keep<T: Serialize>(
        &mut self,
        kept: Kept,
        rows: &[T],
    ) -> Result<(), StoreError> {
        self.receipt.list(kept).extend(rows.iter().map(json));
        Ok(())
    }

    /// Writes what waits.
    pub(crate) async fn write_receipt(&mut self) -> Result<(), StoreError> {
        let expected = self.receipt.rows();
        if expected == 0 {
            return Ok(());
        }
        let Receipt {
            moves,
            people,
            audit,
            messages,
            answers,
        } = std::mem::take(&mut self.receipt);
        let lists = args![
            array(&moves),
            array(&people),
            array(&audit),
            array(&messages),
            array(&answers)
        ];
        let written = match self.engine() {
            Engine::Sqlite => self.change(&TOGETHER, lists).await,
            Engine::Postgres => {
                let rows = self.fetch(&TOGETHER, lists).await;
                rows.and_then(|rows| rows.first().map_or(Ok(0), |record| record.int("written")))
                    .map(i64::unsigned_abs)
            }
        };
        // WHY: the same request came twice at once; done over, the second one finds the first's answer.
        self.is_contended |= matches!(written, Err(StoreError::AlreadyExists { .. }));
        self.compare(expected, written?)
    }
}

//! Statements as constants, one text for both engines wherever both take it.
//!
//! What both engines understand: `$1` binds, `RETURNING`, `ON CONFLICT`, `UPDATE ... FROM`, and
//! `json_each(list)` (PostgreSQL gets a function of that name in the first migration). Lists go in as JSON;
//! a value comes out of one with `value ->> 'name'` or `value ->> 0`, a number with
//! `CAST(value ->> 'name' AS BIGINT)`. To add a statement, add a row to the `statements!` of its
//! module; every module's list is in [`all`], and a test prepares them all on both engines.

use crate::store::Engine;

/// One statement.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Statement {
    /// The table it is about; errors name it.
    pub(crate) table: &'static str,
    /// The constant's name.
    pub(crate) name: &'static str,
    sqlite: &'static str,
    postgres: &'static str,
}

impl Statement {
    pub(crate) const fn new(
        table: &'static str,
        name: &'static str,
        texts: [&'static str; 2],
    ) -> Self {
        let [sqlite, postgres] = texts;
        Self {
            table,
            name,
            sqlite,
            postgres,
        }
    }

    /// Whether it surely changes and locks nothing on PostgreSQL, so that it needs no transaction.
    pub(crate) fn is_reading(&self) -> bool {
        const CHANGING: [&str; 4] = ["INSERT ", "UPDATE ", "DELETE ", "FOR UPDATE"];
        (self.postgres.starts_with("SELECT") || self.postgres.starts_with("WITH"))
            && !CHANGING.iter().any(|word| self.postgres.contains(word))
    }

    /// The text for an engine; empty where the engine does without it.
    pub(crate) fn text(&self, engine: Engine) -> &'static str {
        match engine {
            Engine::Sqlite => self.sqlite,
            Engine::Postgres => self.postgres,
        }
    }
}

/// Declares statements: `NAME "table": "text";`, or `NAME "table": "text", postgres = "other text";`, or
/// `NAME "table" = [text, other text];`.
macro_rules! statements {
    ($($(#[$doc:meta])* $name:ident $table:literal $sign:tt $text:expr $(, postgres = $postgres:expr)?;)*) => {
        $($(#[$doc])* pub(super) const $name: $crate::statement::Statement = $crate::statement::Statement::new(
            $table,
            stringify!($name),
            $crate::statement::texts!($sign $text $(, $postgres)?),
        );)*
        pub(crate) const STATEMENTS: &[$crate::statement::Statement] = &[$($name),*];
    };
}
macro_rules! texts {
    (= $pair:expr) => {
        $pair
    };
    (: $both:expr) => {
        [$both, $both]
    };
    (: $sqlite:expr, $postgres:expr) => {
        [$sqlite, $postgres]
    };
}
pub(crate) use {statements, texts};

/// Every statement of the crate.
pub(crate) fn all() -> impl Iterator<Item = &'static Statement> {
    [
        crate::accounts::STATEMENTS,
        crate::audit::STATEMENTS,
        crate::file_jobs::STATEMENTS,
        crate::folders::STATEMENTS,
        crate::groups::STATEMENTS,
        crate::hierarchy::STATEMENTS,
        crate::idempotency::STATEMENTS,
        crate::items::STATEMENTS,
        crate::kept_plans::STATEMENTS,
        crate::ledger::STATEMENTS,
        crate::leftover::STATEMENTS,
        crate::letters::STATEMENTS,
        crate::library::STATEMENTS,
        crate::logos::STATEMENTS,
        crate::names::STATEMENTS,
        crate::outbox::STATEMENTS,
        crate::provisioning_jobs::STATEMENTS,
        crate::retention::STATEMENTS,
        crate::roles::STATEMENTS,
        crate::schema::STATEMENTS,
        crate::secrets::STATEMENTS,
        crate::sessions::STATEMENTS,
        crate::sites::STATEMENTS,
        crate::subscriptions::STATEMENTS,
        crate::throttle::STATEMENTS,
        crate::timeline::STATEMENTS,
        crate::tokens::STATEMENTS,
        crate::transactions::STATEMENTS,
        crate::transfers::ALL_STATEMENTS[0],
        crate::transfers::ALL_STATEMENTS[1],
        crate::transfers::ALL_STATEMENTS[2],
        crate::transfers::ALL_STATEMENTS[3],
        crate::uniqueness::STATEMENTS,
    ]
    .into_iter()
    .chain(crate::directory::STATEMENTS)
    .chain(crate::organizations::ALL_STATEMENTS)
    .chain(crate::people::ALL_STATEMENTS)
    .chain(crate::receipt::ALL_STATEMENTS)
    .chain(crate::snapshot::ALL_STATEMENTS)
    .chain(crate::steps::ALL_STATEMENTS)
    .flatten()
}

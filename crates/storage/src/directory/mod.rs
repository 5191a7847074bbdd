//! Whole directories in and out of the tables.
//!
//! Owns which table holds which part of a [`Directory`](rehome_domain::directory::Directory). What an
//! import may hold is judged before by whoever reads the document; here only keys that are taken and
//! references to nothing are refused. To add a part of the directory, add its table, then its lines in
//! `import` and in `export`; the test that exports what was imported finds what was forgotten.

mod accounts;
mod existing;
mod export;
mod hosted;
mod import;
mod phoned;
mod rows;
mod sections;
mod things;

pub use existing::{Counts, ProfileCells, attributes, counts, existing, profile_cells};
pub use export::export;
pub use hosted::{holds_purge, services_of};
pub use import::{Progress, import};

pub(crate) use accounts::SECTION as ACCOUNT_SECTION;
pub(crate) use accounts::delegation as delegation_of;
pub(crate) use export::{end_of, nowhere_is_none};
pub(crate) use hosted::SECTION as HOSTING_SECTION;
pub(crate) use phoned::SECTION as TELEPHONY_SECTION;
pub use sections::Section;
pub(crate) use sections::{HierarchyBody, user_move_body};
pub(crate) use things::{ItemRow, add_items, stored};

/// The statements of this folder.
pub(crate) const STATEMENTS: [&[crate::statement::Statement]; 7] = [
    accounts::STATEMENTS,
    existing::STATEMENTS,
    export::STATEMENTS,
    hosted::STATEMENTS,
    import::STATEMENTS,
    phoned::STATEMENTS,
    things::STATEMENTS,
];

/// The day a subscription without a last day is stored under.
pub(crate) const NO_END: i64 = i64::MAX;

//! Organizations outside of moves: one, lists of them, and changes of their settings.
//!
//! To add a section of settings, see `settings`.

mod list;
mod settings;

pub use list::{Cursor, NoCursor, OrganizationRow, OrganizationsFilter, Page, page};
pub use settings::{Settings, get, patch, patch_settings};

/// The statements of this folder.
pub(crate) const ALL_STATEMENTS: [&[crate::statement::Statement]; 2] =
    [list::STATEMENTS, settings::STATEMENTS];

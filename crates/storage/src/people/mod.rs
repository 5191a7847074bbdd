//! People outside of moves: one, in lists, and changes of their profiles. By name: [`crate::names`].
//!
//! Every change of a person counts up the record's revision, so that plans which rest on it turn out
//! stale. To add a field to the profile, add it to [`Profile`], its columns to `profile`, and where lists
//! show it to [`PersonRow`].

mod list;
mod profile;

pub use list::{PeopleFilter, PersonRow, page};
pub use profile::{Profile, ProfilePatch, get, patch, set_lock};

/// The statements of this folder.
pub(crate) const ALL_STATEMENTS: [&[crate::statement::Statement]; 2] =
    [list::STATEMENTS, profile::STATEMENTS];

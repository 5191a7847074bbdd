//! People outside of moves: one, in lists, and changes of their profiles. By name: [`crate::names`].
//!
//! Every change of a person counts up the record's revision, so that plans which rest on it turn out
//! stale. To add a field to the profile, add it to [`Profile`], its columns to `profile`, and where lists
//! show it to [`PersonRow`].

mod beginnings;
mod ended;
mod hosted;
mod list;
mod listed;
mod profile;
mod saved_filters;
mod streams;
pub(crate) mod words;

pub use ended::{EndedAccount, close, ended};
pub use hosted::{change as change_hosted, set_delegations, standard};
pub use list::{
    Count, FamilyPlace, PeopleFilter, PeopleOrder, PeoplePage, PersonRow, page, seen_among, these,
};
pub use listed::{Listed, listed, names_of_homes};
pub use profile::{Profile, ProfilePatch, get, patch, set_lock};
pub use saved_filters::{SavedFilter, forget_filter, keep_filter, saved_filters};

/// The statements of this folder.
pub(crate) const ALL_STATEMENTS: [&[crate::statement::Statement]; 9] = [
    beginnings::STATEMENTS,
    ended::STATEMENTS,
    hosted::STATEMENTS,
    list::STATEMENTS,
    profile::STATEMENTS,
    saved_filters::STATEMENTS,
    listed::STATEMENTS,
    streams::STATEMENTS,
    words::STATEMENTS,
];

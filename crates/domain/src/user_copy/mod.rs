//! Copying somebody: a new person with what the original has and is not theirs alone (hosting 6).
//!
//! The way is that of a move: `request` → snapshot → `authority` (who may) → `rules` (what is so) → `person` (what would
//! be made) → [`plan()`]. [`fields`] says what is copied and what never is. A template is copied in the same way, which
//! makes a new person of it.

pub mod authority;
pub mod canonical;
mod case;
pub mod fields;
mod names;
mod person;
mod plan;
pub mod request;
pub mod rules;
mod services;

pub use authority::{CopyAuthority, authorize};
pub use case::{CopyCase, OriginalRecord};
pub use names::NewNames;
pub use person::{Account, NewPerson, NewService, PropertyValue};
pub use plan::{CopyPlan, plan};
pub use request::{
    AccountWish, AddedService, CopyRequest, Password, PersonWish, RolesWanted, RolesWord,
};
pub use services::NewServiceRow;

//! Copying somebody: a new person with what the original has and is not theirs alone (hosting 6).
//!
//! The way is that of a move: `request` → snapshot → `authority` (who may) → `rules` (what is so) → `person` (what would
//! be made) → [`plan()`]. [`fields`] says what is copied and what never is. A template is copied in the same way, which
//! makes a new person of it.
//!
//! `judgement` asks the same for a screen, field by field ([`copied`]). Without the feature `hosting` there are only the
//! request, what a screen shows of it, and what a password must be.

#[cfg(feature = "hosting")]
pub mod authority;
#[cfg(feature = "hosting")]
pub mod canonical;
#[cfg(feature = "hosting")]
mod case;
pub mod copied;
#[cfg(feature = "hosting")]
pub mod fields;
#[cfg(feature = "hosting")]
mod judgement;
#[cfg(feature = "hosting")]
mod names;
pub mod new_password;
#[cfg(feature = "hosting")]
mod person;
#[cfg(feature = "hosting")]
mod plan;
pub mod request;
#[cfg(feature = "hosting")]
pub mod rules;
#[cfg(feature = "hosting")]
mod services;

#[cfg(feature = "hosting")]
pub use authority::{CopyAuthority, authorize};
#[cfg(feature = "hosting")]
pub use case::{CopyCase, OriginalRecord};
pub use copied::{Copied, CopiedRole, CopiedService, CopyJudgement};
#[cfg(feature = "hosting")]
pub use judgement::judgement;
#[cfg(feature = "hosting")]
pub use names::NewNames;
#[cfg(feature = "hosting")]
pub use person::{Account, NewPerson, NewService, PropertyValue};
#[cfg(feature = "hosting")]
pub use plan::{CopyPlan, plan};
pub use request::{
    AccountWish, AddedService, CopyRequest, Password, PersonWish, RolesWanted, RolesWord,
};
#[cfg(feature = "hosting")]
pub use services::NewServiceRow;
#[cfg(feature = "hosting")]
pub(crate) use services::value as property_value;

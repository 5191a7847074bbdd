//! Pieces that know the domain: findings, verdicts, outcomes in the words of the page.
//!
//! Built from `ui`; must not call the server, which is the pages' part. The frame is the exception: it
//! reads who is signed in, once, for every page.

mod answer;
mod finding;
mod frame;
mod organization;
mod outcomes;
mod positions;
mod preferences_form;
mod verdict;

pub(crate) use answer::{Refusal, Waiting};
pub(crate) use finding::{FindingCard, acknowledgements, told};
pub(crate) use frame::{CurrentSession, Frame};
pub(crate) use organization::{Listed, Order, destinations, in_order, narrowed};
pub(crate) use outcomes::Outcomes;
pub(crate) use positions::PositionChoice;
pub(crate) use preferences_form::PreferencesForm;
pub(crate) use verdict::VerdictBadge;

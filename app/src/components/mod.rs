//! Pieces that know the domain: findings, verdicts, outcomes in the words of the page.
//!
//! Built from `ui`; must not call the server, which is the pages' part.

mod finding;
mod organization;
mod outcomes;
mod positions;
mod preferences_form;
mod refusal;
mod verdict;

pub(crate) use finding::{FindingCard, InTheWay, acknowledgements, told, told_by_code};
pub(crate) use organization::{Listed, Order, deciding, destinations, in_order, narrowed};
pub(crate) use outcomes::Outcomes;
pub(crate) use positions::{Memory, PositionChoice};
pub(crate) use preferences_form::PreferencesForm;
pub(crate) use refusal::RefusalNote;
pub(crate) use verdict::VerdictBadge;

//! What the wizards have in common: the steps above the page, choices kept in the address, the judgement that follows
//! what is typed, findings at their fields, the summary that leads to them, and the plan before it is committed.
//!
//! Knows no wizard. A wizard says what its steps are, what it asks and where each finding stands.

mod ask;
mod choose;
mod findings;
mod in_address;
mod judge;
mod live;
mod name_pair;
mod on_enter;
mod plan;
mod reason_field;
mod steps;
mod summary;
mod under_review;

pub(super) use ask::{Act, Ask};
pub(super) use choose::{Add, Choose};
pub(super) use findings::FindingLines;
#[cfg(test)]
pub(super) use in_address::query_of;
pub(super) use in_address::{InAddress, said_below};
pub(super) use judge::Question;
pub(super) use live::Live;
pub(super) use name_pair::NamePair;
pub(super) use on_enter::OnEnter;
pub(super) use plan::PlanFindings;
pub(super) use reason_field::ReasonField;
pub(super) use steps::{StepLine, Steps};
pub(super) use summary::{Summary, To};
pub(super) use under_review::UnderReview;

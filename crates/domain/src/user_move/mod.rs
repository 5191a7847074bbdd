//! A move: from the request, through what is known and who may, to findings and steps.
//!
//! [`plan()`] is pure, total and deterministic. It returns all findings at once in a stable order, and
//! the steps that would be taken; steps are the only way anything changes.

pub mod actor;
pub mod apply;
pub mod authority;
mod candidate;
pub mod canonical;
#[cfg(feature = "content")]
pub mod content;
pub mod effects;
pub mod filters;
pub mod finding;
pub mod finding_kind;
#[cfg(feature = "hosting")]
pub mod hosting;
pub mod judgement;
pub mod outcome;
pub mod plan;
pub mod removed;
pub mod request;
pub mod rewritten;
pub mod rules;
mod selection;
pub mod snapshot;
pub mod step;
#[cfg(feature = "telephony")]
pub mod telephony;
pub mod verdicts;
mod view;
pub mod visibility;

pub use actor::{ActAs, Actor, Channel};
pub use authority::{MoveAuthority, Refusal, Standing, authorize};
pub use finding::{About, Finding, FindingKind, Remedy, RemedyBy, RemedyCode, Severity, Verdict};

pub use effects::ends_by_leaving;
pub use judgement::Judgement;
#[cfg(feature = "hosting")]
pub use judgement::judgement;
pub use outcome::{Outcome, OutcomeItem, outcomes, outcomes_of_steps};
pub use plan::{
    BasisEntry, BasisRecord, CEILING_OF_A_DIALOG, FamilyPlan, MovePlan, plan, plan_rows,
};
pub use request::{
    AddressFate, Disposition, MOST_FORWARD_DAYS, MoveRequest, PersonOptions, Scope, ServiceChoice,
};
pub use snapshot::Snapshot;
pub use step::{Step, Things};
pub use verdicts::{DestinationVerdict, Verdicts, verdicts};
pub use view::View;
pub use visibility::{seen_by, sees_organization_of, sees_person_of};

//! A move: from the request, through what is known and who may, to findings and steps.
//!
//! [`plan()`] is pure, total and deterministic. It returns all findings at once in a stable order, and
//! the steps that would be taken; steps are the only way anything changes.

pub mod actor;
pub mod apply;
pub mod authority;
pub mod canonical;
pub mod effects;
pub mod finding;
pub mod outcome;
pub mod plan;
pub mod request;
pub mod rules;
pub mod snapshot;
pub mod step;
pub mod verdicts;

pub use actor::{ActAs, Actor, Channel};
pub use authority::{MoveAuthority, Refusal, authorize};
pub use finding::{About, Finding, FindingKind, Remedy, RemedyBy, RemedyCode, Severity, Verdict};

pub use plan::{BasisEntry, BasisRecord, FamilyPlan, MovePlan, plan};
pub use request::{MoveRequest, PersonOptions};
pub use snapshot::Snapshot;
pub use step::Step;
pub use verdicts::{DestinationVerdict, verdicts};

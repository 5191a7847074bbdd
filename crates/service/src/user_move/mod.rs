//! Moving people: screen, destinations, plan, commit, undo, and what was done.

mod answer;

pub use answer::{
    Changed, CommitAnswer, CommitRow, Difference, FamilyAnswer, PlanAnswer, Review, RowResult,
};

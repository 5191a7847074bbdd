//! Moving people: screen, destinations, plan, commit, undo, and what was done.
//!
//! `resolve` turns a request into facts, `plan` and `commit` use them, `many` runs several families, `write` is
//! the only place where a move changes anything.

mod answer;
mod commit;
mod destinations;
mod difference;
mod families;
mod history;
mod many;
mod plan;
pub(crate) mod resolve;
mod review;
mod screen;
mod since;
mod stale;
mod undo;
pub(crate) mod write;

pub use answer::{
    Changed, CommitAnswer, CommitRow, Difference, FamilyAnswer, PlanAnswer, Review, RowResult,
};
pub use commit::CommitRequest;
pub use destinations::{DestinationView, DestinationsQuery};
pub(crate) use destinations::{bad_cursor, id_cursor, oneself};
pub use history::{MoveView, MovesQuery};
pub use screen::MoveScreen;
pub use undo::{UndoAnswer, UndoRequest, UndoReview};

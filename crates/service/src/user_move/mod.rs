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
mod of_commit;
mod plan;
mod replay;
pub(crate) mod resolve;
mod review;
mod screen;
mod seen_moves;
mod since;
mod stale;
mod undo;
mod undo_answer;
pub(crate) mod write;

pub use answer::{
    Changed, CommitAnswer, CommitRow, Difference, FamilyAnswer, PlanAnswer, Review, RowResult,
};
pub use commit::CommitRequest;
pub use destinations::{DestinationView, DestinationsQuery};
pub(crate) use destinations::{bad_cursor, id_cursor, oneself};
pub use history::{Arrival, MoveView, MovesQuery};
pub use of_commit::{CommitView, MoveFound};
pub use screen::MoveScreen;
pub use undo_answer::{UndoAnswer, UndoRequest, UndoReview};

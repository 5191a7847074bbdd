//! Moving people: screen, destinations, plan, commit, undo, and what was done.
//!
//! `resolve` turns a request into facts, `plan` and `commit` use them, `many` runs several families, `write` is
//! the only place where a move changes anything.

mod answer;
mod choosing;
mod commit;
mod destinations;
pub(crate) mod difference;
mod families;
mod flows;
mod history;
mod hosted_screen;
mod ledger_query;
mod many;
mod of_commit;
mod phoned_screen;
mod plan;
pub(crate) mod replay;
pub(crate) mod resolve;
mod review;
mod screen;
mod seen_moves;
mod selection;
mod since;
mod stale;
mod told;
mod undo;
mod undo_answer;
pub(crate) mod write;

pub use answer::{
    Changed, CommitAnswer, CommitRow, Difference, FamilyAnswer, PlanAnswer, Review, RowResult,
};
pub use choosing::{MoveTools, NamedPeople};
pub use commit::CommitRequest;
pub use destinations::{DestinationView, DestinationsQuery};
pub(crate) use destinations::{bad_cursor, id_cursor, oneself};
pub use flows::{FlowView, FlowsView};
pub use history::{Arrival, EntryKind, MoveView};
pub(crate) use hosted_screen::redacted_for_operator;
pub use ledger_query::{MoveState, MoveWay, MovesQuery};
pub(crate) use ledger_query::{first_id_at, ids_between, seen_person};
pub use of_commit::{CommitView, MoveFound};
pub(crate) use phoned_screen::telephony_in_view;
pub(crate) use review::{names, sees_record};
pub use screen::MoveScreen;
pub use selection::{Offered, Selected};
pub use told::{MoveTold, MovesTold};
pub use undo_answer::{UndoAnswer, UndoRequest, UndoReview};

//! Undo: a plan computed from the ledger of one move (model 7, rulings 15 to 18).
//!
//! What is still as the move left it is put back; what changed since is kept and said so; a role comes
//! back only if who undoes could grant it now.

use crate::ids::{MoveId, OrganizationCode, UserId};
use crate::time::Timestamp;
use crate::user_move::Step;
use serde::{Deserialize, Serialize};

/// What was really done to one family.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerEntry {
    /// The id of this family's move.
    pub id: MoveId,
    /// The id of the commit it was part of; the same where one family moved alone.
    pub commit: MoveId,
    /// The sponsor.
    pub subject: UserId,
    /// The old home.
    pub source: OrganizationCode,
    /// The new home.
    pub destination: OrganizationCode,
    /// The steps with their before-images, in the order in which they were made.
    pub steps: Vec<Step>,
    /// When.
    pub committed_at: Timestamp,
    /// The move this one takes back.
    pub undoes: Option<MoveId>,
    /// The move that took this one back.
    pub undone_by: Option<MoveId>,
}

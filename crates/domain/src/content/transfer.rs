//! The transfer of what moves along: an order made by the commit, and what a background job does to one piece after the
//! other (content 5, 6, 7 and 11).
//!
//! Pure: the job asks [`Transfer::may_switch`], copies, and writes what [`Transfer::switch`] says in one step. To undo a
//! move, the same switches are taken back.

mod run;

use super::ContentFacts;
use super::piece::{Hold, Piece, PieceId};
use crate::ids::{FolderId, ItemId, OrganizationCode, UserId};
use crate::organization::OrganizationStatus;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The folder that is made at the destination for what arrives.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NewFolder {
    /// Its id; follows from the facts, so that a plan made twice is the same.
    pub id: FolderId,
    /// Its name there.
    pub name: Arc<str>,
    /// Whether it is private.
    pub private: bool,
}

/// A piece that is to go, as it was when the move was planned.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OrderedPiece {
    /// Which.
    pub piece: PieceId,
    /// Its items then.
    pub items: Vec<ItemId>,
    /// Its size then.
    pub bytes: u64,
}

/// What a background job is to carry over for one person.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TransferOrder {
    /// Whose things.
    pub subject: UserId,
    /// From which account.
    pub source: OrganizationCode,
    /// To which account.
    pub destination: OrganizationCode,
    /// Who takes over what stays after all; none where nobody else is there.
    pub new_owner: Option<UserId>,
    /// Where everything lands, side by side.
    pub folder: NewFolder,
    /// What is to go, by piece.
    pub pieces: Vec<OrderedPiece>,
}

impl TransferOrder {
    /// How much is to go.
    pub fn bytes(&self) -> u64 {
        let sizes = self.pieces.iter().map(|piece| piece.bytes);
        sizes.fold(0, u64::saturating_add)
    }
}

/// Where a piece of a transfer has come to (content 5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PieceState {
    /// It waits.
    Pending,
    /// Its data is being copied; it is still used where it was.
    Copying,
    /// It is there.
    Moved,
    /// It stays after all, for this reason.
    Skipped(Hold),
    /// It failed, and stays where it was under its owner until somebody retries or gives up.
    Failed,
    /// It was given up, and the new owner has it.
    Reassigned,
}

impl PieceState {
    /// Whether something may still come of it.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Pending | Self::Copying | Self::Failed)
    }

    /// Whether a job may go from this state to another.
    pub fn leads_to(self, next: Self) -> bool {
        let may_follow = |next| match self {
            Self::Pending => matches!(next, Self::Copying | Self::Skipped(_)),
            Self::Copying => {
                matches!(
                    next,
                    Self::Moved | Self::Skipped(_) | Self::Failed | Self::Pending
                )
            }
            Self::Failed => next == Self::Pending,
            Self::Moved | Self::Skipped(_) | Self::Reassigned => false,
        };
        may_follow(next) || (self.is_open() && next == Self::Reassigned)
    }
}

/// Where an item lies, and what it has of its account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Placement {
    /// The account.
    pub account: OrganizationCode,
    /// The folder.
    pub folder: Option<FolderId>,
    /// The custom fields with a value.
    pub custom_fields: BTreeSet<Arc<str>>,
    /// Whether marks are only text.
    pub flags_are_text: bool,
}

/// What the switch of one piece changes: every item of it at once. Owner, creator, reviewers, comments, decisions,
/// deadlines, stages and tags stay with the item (content 6).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Switch {
    /// The items with where they were and where they are from then on.
    pub items: BTreeMap<ItemId, (Placement, Placement)>,
    /// How much goes from one account to the other.
    pub bytes: u64,
}

/// Ownership that passes on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passed {
    /// The items.
    pub items: BTreeSet<ItemId>,
    /// To whom.
    pub to: Option<UserId>,
}

/// A transfer under way, or through.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transfer {
    /// What was ordered.
    pub order: TransferOrder,
    /// Where each piece has come to.
    pub states: BTreeMap<PieceId, PieceState>,
    /// What was switched, for the way back.
    pub switched: BTreeMap<PieceId, Switch>,
    /// The items that passed to the new owner after all, to come back by undo (ruling 65).
    pub passed: BTreeSet<ItemId>,
    /// Whether what arrived goes back: the move was undone.
    pub returns: bool,
}

impl Transfer {
    /// A transfer with everything still to do.
    pub fn new(order: TransferOrder) -> Self {
        let states = order.pieces.iter();
        Self {
            states: states
                .map(|it| (it.piece.clone(), PieceState::Pending))
                .collect(),
            order,
            switched: BTreeMap::new(),
            passed: BTreeSet::new(),
            returns: false,
        }
    }

    /// Whether anything is still to do.
    pub fn is_running(&self) -> bool {
        if self.returns {
            return !self.switched.is_empty();
        }
        self.states.values().any(|state| state.is_open())
    }

    /// Whether a piece may be switched now: judged when the job takes it up, and again at its switch (content 7).
    ///
    /// # Errors
    /// Why not: for good, or until somebody does something ([`Hold::is_final`]).
    pub fn may_switch(
        &self,
        facts: &ContentFacts,
        piece: &PieceId,
        destination: OrganizationStatus,
    ) -> Result<(), Hold> {
        let state = self.states.get(piece).ok_or(Hold::NotPending)?;
        if self.returns || !matches!(state, PieceState::Pending | PieceState::Copying) {
            return Err(Hold::NotPending);
        }
        let now = Piece::of(facts, piece);
        now.moves_with(&self.order.subject, &self.order.source)?;
        if destination != OrganizationStatus::Active {
            return Err(Hold::DestinationClosed);
        }
        let code = &self.order.destination;
        let limit = facts.accounts.get(code).and_then(|it| it.storage_bytes);
        let used = facts.counts.get(code).map_or(0, |counts| counts.bytes);
        if limit.is_some_and(|limit| used.saturating_add(now.bytes()) > limit) {
            return Err(Hold::NoRoom);
        }
        Ok(())
    }

    /// What the switch of a piece changes, as it is now: versions that its owner added meanwhile go along.
    pub fn switch(&self, facts: &ContentFacts, piece: &PieceId) -> Switch {
        let now = Piece::of(facts, piece);
        let items = now.items.iter().map(|(id, item)| {
            let before = Placement {
                account: item.account.clone(),
                folder: item.folder.clone(),
                custom_fields: item.custom_fields.clone(),
                flags_are_text: item.flags_are_text,
            };
            let after = Placement {
                account: self.order.destination.clone(),
                folder: Some(self.order.folder.id.clone()),
                custom_fields: BTreeSet::new(),
                flags_are_text: item.flags_are_text || item.action_flags > 0,
            };
            ((*id).clone(), (before, after))
        });
        Switch {
            items: items.collect(),
            bytes: now.bytes(),
        }
    }

    /// What becomes of a piece that stays after all, or is given up: its owner's items in it pass to the new owner.
    pub fn stays(&self, facts: &ContentFacts, piece: &PieceId) -> Passed {
        let now = Piece::of(facts, piece);
        let own = now.owned_by(&self.order.subject, &self.order.source);
        Passed {
            items: own.map(|(id, _)| id.clone()).collect(),
            to: self.order.new_owner.clone(),
        }
    }

    /// What becomes of everything that has not arrived where the transfer is cancelled (ruling 65).
    pub fn rest(&self, facts: &ContentFacts) -> Passed {
        let open = self.states.iter().filter(|(_, state)| state.is_open());
        let items = open.flat_map(|(piece, _)| self.stays(facts, piece).items);
        Passed {
            items: items.collect(),
            to: self.order.new_owner.clone(),
        }
    }
}

impl Transfer {
    /// How much was expected of a piece when it was ordered.
    fn expected(&self, piece: &PieceId) -> u64 {
        let mut pieces = self.order.pieces.iter();
        pieces
            .find(|ordered| ordered.piece == *piece)
            .map_or(0, |ordered| ordered.bytes)
    }
}

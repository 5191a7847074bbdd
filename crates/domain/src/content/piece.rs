//! Pieces: what moves or stays as one, a version set or a single item (content 7, rulings 55 and 65).

use super::{ContentFacts, Item, ItemKind};
use crate::ids::{ItemId, OrganizationCode, SetId, UserId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What moves or stays as one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "type", content = "id", rename_all = "snake_case")]
pub enum PieceId {
    /// A version set.
    Set(SetId),
    /// An item that is no version of anything.
    Item(ItemId),
}

/// A piece with its items.
#[derive(Clone, Debug)]
pub struct Piece<'a> {
    /// Which.
    pub id: PieceId,
    /// Its items, trashed ones included, by id.
    pub items: Vec<(&'a ItemId, &'a Item)>,
}

/// Why a piece stays (content 6 and 7).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Hold {
    /// Somebody else owns a version, be it in the trash.
    OwnersDiffer,
    /// All of it lies in the trash.
    Trashed,
    /// A version is kept in another account.
    Elsewhere,
    /// Things of its kind were not to move.
    NotChosen,
    /// There is nothing left of it that the person owns.
    Gone,
    /// The destination takes nothing at the moment.
    DestinationClosed,
    /// The destination has no room at the moment.
    NoRoom,
    /// It is not waiting any more.
    NotPending,
}

impl Hold {
    /// Whether it stays for good, rather than until somebody does something.
    pub fn is_final(self) -> bool {
        !matches!(
            self,
            Self::DestinationClosed | Self::NoRoom | Self::NotPending
        )
    }
}

impl<'a> Piece<'a> {
    /// A piece as it is now. WHY a single item can be more: with a further version it has become a set, which goes whole.
    pub fn of(facts: &'a ContentFacts, id: &PieceId) -> Self {
        let single = match id {
            PieceId::Item(item) => facts.items.get_key_value(item),
            PieceId::Set(_) => None,
        };
        let set = match id {
            PieceId::Item(_) => single.and_then(|(_, item)| item.set.as_ref()),
            PieceId::Set(set) => Some(set),
        };
        let all = facts.items.iter();
        let items = match set {
            Some(set) => all
                .filter(|(_, item)| item.set.as_ref() == Some(set))
                .collect(),
            None => single.into_iter().collect(),
        };
        Self {
            id: id.clone(),
            items,
        }
    }

    /// The pieces in which somebody owns anything at an account, by id.
    pub fn all_of(facts: &'a ContentFacts, user: &UserId, account: &OrganizationCode) -> Vec<Self> {
        let mut pieces: BTreeMap<PieceId, Vec<(&ItemId, &Item)>> = BTreeMap::new();
        let is_own = |item: &Item| item.owner == *user && item.account == *account;
        for (id, item) in facts.items.iter().filter(|(_, item)| is_own(item)) {
            match &item.set {
                Some(set) => pieces.entry(PieceId::Set(set.clone())).or_default(),
                None => pieces.entry(PieceId::Item(id.clone())).or_default(),
            };
        }
        for (id, item) in &facts.items {
            let piece = match &item.set {
                Some(set) => PieceId::Set(set.clone()),
                None if is_own(item) => PieceId::Item(id.clone()),
                None => continue,
            };
            if let Some(items) = pieces.get_mut(&piece) {
                items.push((id, item));
            }
        }
        pieces
            .into_iter()
            .map(|(id, items)| Self { id, items })
            .collect()
    }

    /// Whether it moves with its owner, or why it stays.
    ///
    /// A set moves whole or not at all, with its trashed versions; delegates are no owners (content 7, ruling 55).
    ///
    /// # Errors
    /// Why it stays.
    pub fn moves_with(&self, user: &UserId, account: &OrganizationCode) -> Result<(), Hold> {
        let items = || self.items.iter().map(|(_, item)| item);
        if !items().any(|item| item.owner == *user) {
            Err(Hold::Gone)
        } else if items().any(|item| item.owner != *user) {
            Err(Hold::OwnersDiffer)
        } else if items().any(|item| item.account != *account) {
            Err(Hold::Elsewhere)
        } else if items().all(|item| item.trashed) {
            Err(Hold::Trashed)
        } else {
            Ok(())
        }
    }

    /// The items of it that somebody owns at an account.
    pub fn owned_by(
        &self,
        user: &UserId,
        account: &OrganizationCode,
    ) -> impl Iterator<Item = (&'a ItemId, &'a Item)> {
        let own = |item: &Item| item.owner == *user && item.account == *account;
        self.items
            .iter()
            .copied()
            .filter(move |(_, item)| own(item))
    }

    /// Whether it is a proof; a set of which one version is, is.
    pub fn kind(&self) -> ItemKind {
        let mut kinds = self.items.iter().map(|(_, item)| item.kind);
        if kinds.any(|kind| kind == ItemKind::Proof) {
            ItemKind::Proof
        } else {
            ItemKind::File
        }
    }

    /// How much it takes.
    pub fn bytes(&self) -> u64 {
        let sizes = self.items.iter().map(|(_, item)| item.bytes);
        sizes.fold(0, u64::saturating_add)
    }
}

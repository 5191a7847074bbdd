//! The way out of leftover access: what somebody made stays in their sidebar until it is emptied and thrown away
//! (content 8).
//!
//! The order matters: thrown away first, folders would take what is in them along into the trash.

use super::{ContentFacts, Folder};
use crate::ids::{FolderId, ItemId, OrganizationCode, UserId};

/// One thing to do, in its order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Removal {
    /// Make a fresh folder in the account.
    Make {
        /// Its id.
        folder: FolderId,
        /// Whose it is; who made it has no part in what left.
        owner: UserId,
    },
    /// Put an item into the fresh folder.
    Put {
        /// The item.
        item: ItemId,
        /// The fresh folder.
        into: FolderId,
    },
    /// Throw an emptied folder away, those below before those above.
    Delete {
        /// The folder.
        folder: FolderId,
    },
}

/// What takes away what somebody who left still sees of folders in an account; nothing where there is nothing.
///
/// Of the folders of one owner those are taken that whoever does it may throw away: of private folders only who made them
/// and whose they are may, administrators may not ([`super::sight::deletes_folder`]).
pub fn removal(
    facts: &ContentFacts,
    left: &UserId,
    account: &OrganizationCode,
    new_owner: &UserId,
    fresh: &FolderId,
    may: impl Fn(&Folder) -> bool,
) -> Vec<Removal> {
    let made = |folder: &FolderId| {
        let folder = facts.folders.get(folder);
        folder.is_some_and(|it| {
            it.account == *account && it.creator == *left && it.owner == *new_owner && may(it)
        })
    };
    let mut folders: Vec<&FolderId> = facts.folders.keys().filter(|id| made(id)).collect();
    if folders.is_empty() {
        return Vec::new();
    }
    let mut steps = vec![Removal::Make {
        folder: fresh.clone(),
        owner: new_owner.clone(),
    }];
    steps.extend(
        facts
            .items
            .iter()
            .filter(|(_, item)| item.folder.as_ref().is_some_and(made))
            .map(|(id, _)| Removal::Put {
                item: id.clone(),
                into: fresh.clone(),
            }),
    );
    folders.sort_by_key(|id| std::cmp::Reverse(depth(facts, id)));
    // WHY: a folder with one below that stays is not empty; throwing it away would take that one along.
    let stays_below = |id: &FolderId| {
        let mut others = facts.folders.iter().filter(|(other, _)| !made(other));
        others.any(|(other, _)| is_below(facts, other, id))
    };
    let deleted = folders.into_iter().filter(|id| !stays_below(id));
    steps.extend(deleted.map(|folder| Removal::Delete {
        folder: folder.clone(),
    }));
    steps
}

fn above<'a>(
    facts: &'a ContentFacts,
    folder: &FolderId,
) -> impl Iterator<Item = &'a FolderId> + use<'a> {
    let parent = |id: &FolderId| facts.folders.get(id).and_then(|it| it.parent.as_ref());
    // INVARIANT: a chain is no longer than the number of folders, so a cycle in bad data ends.
    std::iter::successors(parent(folder), move |id| parent(id)).take(facts.folders.len())
}

fn depth(facts: &ContentFacts, folder: &FolderId) -> usize {
    above(facts, folder).count()
}

fn is_below(facts: &ContentFacts, folder: &FolderId, top: &FolderId) -> bool {
    above(facts, folder).any(|id| id == top)
}

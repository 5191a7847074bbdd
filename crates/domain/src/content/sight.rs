//! Who sees what: a person and an item, from the facts alone (content 8 and 9).
//!
//! Asked before and after a move: by it the preview counts what the move costs others, and what stays in the sidebar
//! of who left. Profiles reach as far as their account, a hub's administrators over its satellites; everything else
//! follows the person: being listed on a proof, having made a folder, a folder that is shared by name.

use super::{ContentFacts, Folder, Item, Module, Reviewer, Right, Who};
use crate::ids::{FolderId, ItemId, OrganizationCode, UserId};
use crate::people::UserStatus;
use crate::tree::Placed;
use crate::user_move::Snapshot;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What somebody may do with an item, the least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Access {
    /// Not even see it.
    None,
    /// Look: no mark, comment, decision or change.
    ReadOnly,
    /// Review as one who is listed.
    Reviewer,
    /// Change it.
    Edit,
    /// Everything an owner may.
    Owner,
}

/// What a person has that sight depends on, looked up once.
struct Viewer<'a> {
    id: &'a UserId,
    home: Placed<'a>,
    rights: BTreeMap<Module, Right>,
    own: BTreeMap<Module, Right>,
    looks_after_satellites: bool,
}

/// The most that rights on a module allow: to change, or only to look.
fn most(rights: &std::collections::BTreeSet<Right>) -> Option<Right> {
    [Right::Edit, Right::Read]
        .into_iter()
        .find(|right| rights.contains(right))
}

impl<'a> Viewer<'a> {
    fn of(snapshot: &'a Snapshot, facts: &ContentFacts, user: &UserId) -> Option<Self> {
        let user = snapshot
            .user(user)
            .filter(|user| user.status != UserStatus::Deleted)?;
        let home = snapshot.organizations.get(&user.home)?;
        let profile = facts.profile_of(&user.id, &user.home);
        let rights = |of_others: bool| {
            let modules = Module::ALL.into_iter();
            let each = modules.filter_map(|module| {
                let rights = profile?.rights(module);
                let rights = if of_others { rights.others } else { rights.own };
                most(&rights).map(|right| (module, right))
            });
            each.collect()
        };
        Some(Self {
            id: &user.id,
            home,
            rights: rights(true),
            own: rights(false),
            looks_after_satellites: profile.is_some_and(|it| it.manages_users()),
        })
    }

    /// Whether the profile counts at an account.
    fn reaches(&self, snapshot: &Snapshot, account: &OrganizationCode) -> bool {
        *account == self.home.code
            || (self.looks_after_satellites
                && snapshot
                    .organizations
                    .get(account)
                    .is_some_and(|place| place.is_within(&self.home.code)))
    }

    /// Whether the person is let into a folder whoever owns its account: who made it, whose it is, with whom it is
    /// shared.
    fn is_let_into(&self, folder: &Folder) -> bool {
        is_let_into(self.id, folder)
    }

    fn access(&self, snapshot: &Snapshot, facts: &ContentFacts, item: &Item) -> Access {
        let module = item.kind.module();
        let by_right = |right: Option<&Right>, most: Access| match right {
            Some(Right::Edit) => most,
            Some(_) => Access::ReadOnly,
            None => Access::None,
        };
        let mut access = Access::None;
        if item.owner == *self.id {
            // WHY: an Observer's own things are only looked at (content 13.8).
            access = by_right(self.own.get(&module), Access::Owner).max(Access::ReadOnly);
        }
        if self.reaches(snapshot, &item.account) {
            access = access.max(by_right(self.rights.get(&module), Access::Edit));
        }
        if item.creator == *self.id {
            // WHY: who made it changes it in the own account, and looks at it once another account owns it (content 8.4).
            let here = item.account == self.home.code;
            access = access.max(if here {
                by_right(self.own.get(&module), Access::Edit)
            } else {
                Access::ReadOnly
            });
        }
        if let Some(reviewer) = item.reviewer(&Who::User(self.id.clone())) {
            access = access.max(as_listed(reviewer));
        }
        let folder = item.folder.as_ref().and_then(|id| facts.folders.get(id));
        if folder.is_some_and(|folder| self.is_let_into(folder)) {
            access = access.max(Access::ReadOnly);
        }
        access
    }
}

fn as_listed(reviewer: &Reviewer) -> Access {
    if reviewer.only_reads() {
        Access::ReadOnly
    } else {
        // WHY: being listed beats the read-only of a folder one made (ruling 68).
        Access::Reviewer
    }
}

/// What somebody may do with an item; nothing where the person is gone.
pub fn access(snapshot: &Snapshot, user: &UserId, item: &Item) -> Access {
    let Some(facts) = &snapshot.content else {
        return Access::None;
    };
    Viewer::of(snapshot, facts, user)
        .map_or(Access::None, |viewer| viewer.access(snapshot, facts, item))
}

/// What a guest may do with an item: what being listed on it gives, and never a folder.
pub fn access_of_guest(who: &Who, item: &Item) -> Access {
    item.reviewer(who).map_or(Access::None, as_listed)
}

/// Whether somebody sees a folder: who made it, whose it is and with whom it is shared, wherever they live; people of
/// the account as their profile says, and every one of them where it is public.
pub fn sees_folder(snapshot: &Snapshot, user: &UserId, folder: &Folder) -> bool {
    let Some(facts) = &snapshot.content else {
        return false;
    };
    Viewer::of(snapshot, facts, user).is_some_and(|viewer| {
        viewer.is_let_into(folder)
            || (viewer.reaches(snapshot, &folder.account)
                && viewer.rights.contains_key(&folder.module()))
    })
}

/// What of an account somebody sees as a whole, by profile alone: nobody has to share it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Whole {
    /// Whether the profile counts there at all.
    pub reaches: bool,
    /// Every proof.
    pub proofs: bool,
    /// Every file.
    pub files: bool,
    /// Every public folder.
    pub public_folders: bool,
    /// Every private folder.
    pub private_folders: bool,
}

/// What of an account somebody sees as a whole; nothing where the profile does not reach.
pub fn whole(snapshot: &Snapshot, user: &UserId, account: &OrganizationCode) -> Whole {
    let facts = snapshot.content.as_ref();
    let viewer = facts.and_then(|facts| Viewer::of(snapshot, facts, user));
    let viewer = viewer.filter(|viewer| viewer.reaches(snapshot, account));
    viewer.map_or_else(Whole::default, |viewer| {
        let sees = |module| viewer.rights.contains_key(&module);
        Whole {
            reaches: true,
            proofs: sees(Module::Proofs),
            files: sees(Module::Files),
            public_folders: sees(Module::PublicFolders),
            private_folders: sees(Module::PrivateFolders),
        }
    })
}

/// Whether somebody is let into a folder whatever their profile: then they see everything in it.
pub fn is_let_into(user: &UserId, folder: &Folder) -> bool {
    folder.creator == *user || folder.owner == *user || folder.shared_with.contains(user)
}

/// Whether somebody may throw a folder away: whose it is; who made it, while they live there; and by profile, which never
/// counts for private ones (content 8 and 9).
pub fn deletes_folder(snapshot: &Snapshot, user: &UserId, folder: &Folder) -> bool {
    does(snapshot, user, folder, Right::Delete)
}

/// Whether somebody may change what a folder is called: whose it is; who made it, while they live there; and by profile.
pub fn edits_folder(snapshot: &Snapshot, user: &UserId, folder: &Folder) -> bool {
    does(snapshot, user, folder, Right::Edit)
}

fn does(snapshot: &Snapshot, user: &UserId, folder: &Folder, right: Right) -> bool {
    let Some(facts) = &snapshot.content else {
        return false;
    };
    let Some(viewer) = Viewer::of(snapshot, facts, user) else {
        return false;
    };
    let Some(profile) = facts.profile_of(user, &viewer.home.code) else {
        return false;
    };
    let rights = profile.rights(folder.module());
    let is_own = folder.owner == *user || folder.creator == *user;
    let is_home = folder.account == viewer.home.code;
    (is_own && is_home && rights.own.contains(&right))
        || (rights.others.contains(&right) && viewer.reaches(snapshot, &folder.account))
}

/// How many of some items that leave an account each person there would not see any more (content 8, "reverse loss").
///
/// Counted in one pass; the same as asking [`access`] for everybody and everything before and after, where the items
/// lie in a folder of their owner alone afterwards.
pub fn losses<'a>(
    snapshot: &Snapshot,
    leaving: impl Iterator<Item = &'a Item>,
    source: &OrganizationCode,
    destination: &OrganizationCode,
    subject: &UserId,
) -> BTreeMap<UserId, u32> {
    let Some(facts) = &snapshot.content else {
        return BTreeMap::new();
    };
    let (mut by_kind, mut by_folder) = (BTreeMap::new(), BTreeMap::new());
    let mut kept: BTreeMap<&UserId, Vec<&Item>> = BTreeMap::new();
    for item in leaving {
        *by_kind.entry(item.kind.module()).or_insert(0_u32) += 1;
        *by_folder
            .entry((item.folder.as_ref(), item.kind.module()))
            .or_insert(0_u32) += 1;
        let listed = item.reviewers.iter().filter_map(|it| match &it.who {
            Who::User(user) => Some(user),
            Who::Guest(_) => None,
        });
        // WHY: who is listed on it or made it sees it wherever it is kept.
        let mut keepers: Vec<&UserId> = listed.chain([&item.creator]).collect();
        keepers.sort_unstable();
        keepers.dedup();
        for keeper in keepers {
            kept.entry(keeper).or_default().push(item);
        }
    }
    let mut losses = BTreeMap::new();
    for id in facts.members.keys().filter(|id| *id != subject) {
        let Some(viewer) = Viewer::of(snapshot, facts, id) else {
            continue;
        };
        let sees_there = |module: &Module| {
            viewer.reaches(snapshot, destination) && viewer.rights.contains_key(module)
        };
        let by_profile = |module: &Module| {
            viewer.reaches(snapshot, source) && viewer.rights.contains_key(module)
        };
        let lets_in = |folder: Option<&FolderId>| {
            let folder = folder.and_then(|id| facts.folders.get(id));
            folder.is_some_and(|folder| viewer.is_let_into(folder))
        };
        let is_lost = |folder: Option<&FolderId>, module: &Module| {
            !sees_there(module) && (by_profile(module) || lets_in(folder))
        };
        let all: u32 = by_folder
            .iter()
            .filter(|((folder, module), _)| is_lost(*folder, module))
            .map(|(_, count)| count)
            .sum();
        let own = kept.get(id).into_iter().flatten();
        let own = own.filter(|item| is_lost(item.folder.as_ref(), &item.kind.module()));
        let lost = all.saturating_sub(own.count() as u32);
        if lost > 0 {
            losses.insert(id.clone(), lost);
        }
    }
    losses
}

/// What somebody who left an account still sees there, only to look at: folders the person made, and the items in
/// them or made by the person (content 8).
pub fn leftover<'a>(
    facts: &'a ContentFacts,
    user: &'a UserId,
    account: &'a OrganizationCode,
) -> (Vec<&'a FolderId>, Vec<&'a ItemId>) {
    let folders = facts.folders.iter().filter(|(_, folder)| {
        folder.account == *account && (folder.creator == *user || folder.shared_with.contains(user))
    });
    let folders: Vec<&FolderId> = folders.map(|(id, _)| id).collect();
    let items = facts.items.iter().filter(|(_, item)| {
        item.account == *account
            && item.owner != *user
            && (item.creator == *user
                || item
                    .folder
                    .as_ref()
                    .is_some_and(|folder| folders.binary_search(&folder).is_ok()))
    });
    let items = items.map(|(id, _)| id).collect();
    (folders, items)
}

//! What may be handed in, and where: new proofs and files, and further versions of a proof (content 7 and 9).

use super::sight::Access;
use super::{Folder, Item, ItemKind, Module, Profile, Right};
use crate::ids::{OrganizationCode, UserId};
use serde::{Deserialize, Serialize};

/// The most characters that the name of a folder or a file has.
pub const LONGEST_NAME: usize = 255;

impl ItemKind {
    /// The module that a profile gives rights on it by.
    pub fn module(self) -> Module {
        match self {
            Self::Proof => Module::Proofs,
            Self::File => Module::Files,
        }
    }
}

impl Folder {
    /// The module that a profile gives rights on it by.
    pub fn module(&self) -> Module {
        if self.private {
            Module::PrivateFolders
        } else {
            Module::PublicFolders
        }
    }
}

impl Profile<'_> {
    /// Whether its holders hand in things of a kind, as their own.
    pub fn makes(&self, kind: ItemKind) -> bool {
        self.rights(kind.module()).own.contains(&Right::Create)
    }

    /// Which folders its holders make in a folder of their account that they see, or at the top. A private one makes those in it
    /// private (content 9).
    pub fn folders_in(&self, user: &UserId, above: Option<&Folder>) -> FolderKinds {
        let makes = |module| self.rights(module).own.contains(&Right::Create);
        let adds = above.is_none_or(|it| self.adds_to(user, it));
        let is_private = above.is_some_and(|it| it.private);
        FolderKinds {
            public: adds && !is_private && makes(Module::PublicFolders),
            private: adds && makes(Module::PrivateFolders),
        }
    }

    /// Whether its holders put things into a folder of their account that they see. Source: "Folder permissions".
    pub fn adds_to(&self, user: &UserId, folder: &Folder) -> bool {
        let is_own = folder.owner == *user || folder.creator == *user;
        is_own || self.rights(folder.module()).others.contains(&Right::Create)
    }
}

/// Which folders somebody may make at a place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FolderKinds {
    /// Public ones.
    pub public: bool,
    /// Private ones.
    pub private: bool,
}

impl FolderKinds {
    /// Whether there is any.
    pub fn any(self) -> bool {
        self.public || self.private
    }

    /// Whether it is among them.
    pub fn holds(self, private: bool) -> bool {
        if private { self.private } else { self.public }
    }
}

/// Why an item gets no further version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VersionFault {
    /// Files have no versions.
    NotAProof,
    /// It lies in the trash.
    Trashed,
    /// Nothing may be added to it.
    Locked,
}

impl Item {
    /// What stands against a further version, whoever brings it.
    pub fn version_fault(&self) -> Option<VersionFault> {
        if self.kind != ItemKind::Proof {
            Some(VersionFault::NotAProof)
        } else if self.trashed {
            Some(VersionFault::Trashed)
        } else {
            self.locked.then_some(VersionFault::Locked)
        }
    }
}

/// Whether somebody who may do so much with a proof brings further versions of it. WHY not who reviews: a version is
/// a change of the proof.
pub fn adds_versions(access: Access) -> bool {
    access >= Access::Edit
}

/// Whether somebody who lives at `home` brings further versions of an item to where it lies: in the own account, and in the
/// one they left of what is theirs and still to move along (ruling 58).
pub fn writes_there(
    user: &UserId,
    home: &OrganizationCode,
    item: &Item,
    still_to_go: bool,
) -> bool {
    item.account == *home || (still_to_go && item.owner == *user)
}

/// Whether a file, or a folder that somebody makes by hand, can be called so: one name of a path, without control characters,
/// and not too long.
pub fn is_file_name(name: &str) -> bool {
    let is_odd = |sign: char| sign.is_control() || matches!(sign, '/' | '\\');
    let is_long = name.chars().nth(LONGEST_NAME).is_some();
    !(name.trim().is_empty() || name.contains(is_odd) || is_long || matches!(name, "." | ".."))
}

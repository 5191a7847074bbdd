//! What people own in an account: proofs and files, the folders they lie in, views, groups, templates and dropzones.

use crate::ids::{FolderId, GuestId, OrganizationCode, SetId, UserId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::sync::Arc;

/// What an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ItemKind {
    /// Something to be reviewed; it has versions.
    Proof,
    /// A file as it is.
    File,
}

/// Who reviews.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    /// Somebody with a sign-in, of any account.
    User(UserId),
    /// A guest.
    Guest(GuestId),
}

/// Somebody listed on a proof.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Reviewer {
    /// Who.
    pub who: Who,
    /// As what.
    pub role: Option<Arc<str>>,
    /// What was decided.
    pub decision: Option<Arc<str>>,
}

impl Reviewer {
    /// Whether the role is to look alone.
    pub fn only_reads(&self) -> bool {
        self.role.as_deref() == Some("read_only")
    }
}

/// A proof, one version of it, or a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// What it is.
    pub kind: ItemKind,
    /// Where it is kept, and whose storage it takes.
    pub account: OrganizationCode,
    /// The owner: ownership decides what moves, never authorship (content 6).
    pub owner: UserId,
    /// Who made it; never changes.
    pub creator: UserId,
    /// The folder it lies in.
    pub folder: Option<FolderId>,
    /// The version set it belongs to.
    pub set: Option<SetId>,
    /// Which version of the set it is.
    pub version: u32,
    /// Its size.
    pub bytes: u64,
    /// Who is listed on it.
    pub reviewers: Vec<Reviewer>,
    /// How many comments it has.
    pub comments: u64,
    /// How many marks say what is to be done.
    pub action_flags: u32,
    /// Whether these marks are only text by now, and nothing filters by them.
    #[serde(default)]
    pub flags_are_text: bool,
    /// The custom fields with a value, and the values as written.
    pub custom_fields: BTreeSet<Arc<str>>,
    /// How many stages its review has.
    pub stages: u32,
    /// Its tags.
    pub tags: BTreeSet<Arc<str>>,
    /// When it is due.
    pub deadline: Option<Arc<str>>,
    /// Whether it lies in the trash; it still takes storage, and is a version until it is purged.
    pub trashed: bool,
    /// Whether nothing may be added to it.
    pub locked: bool,
    /// Whether it is put away.
    pub archived: bool,
}

impl Item {
    /// A thing somebody made and owns, with nothing else about it.
    pub fn new(kind: ItemKind, account: &str, owner: &str, bytes: u64) -> Self {
        Self {
            kind,
            account: account.into(),
            owner: owner.into(),
            creator: owner.into(),
            folder: None,
            set: None,
            version: 1,
            bytes,
            reviewers: Vec::new(),
            comments: 0,
            action_flags: 0,
            flags_are_text: false,
            custom_fields: BTreeSet::new(),
            stages: 0,
            tags: BTreeSet::new(),
            deadline: None,
            trashed: false,
            locked: false,
            archived: false,
        }
    }

    /// How somebody is listed on it.
    pub fn reviewer(&self, who: &Who) -> Option<&Reviewer> {
        self.reviewers.iter().find(|reviewer| reviewer.who == *who)
    }
}

/// A folder of an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Folder {
    /// The account it stays in.
    pub account: OrganizationCode,
    /// The display name.
    pub name: Arc<str>,
    /// Whose it is.
    pub owner: UserId,
    /// Who made it; never changes, and always keeps access (content 8).
    pub creator: UserId,
    /// Whether it is private.
    pub private: bool,
    /// The folder above.
    pub parent: Option<FolderId>,
    /// With whom it is shared.
    #[serde(default)]
    pub shared_with: BTreeSet<UserId>,
}

/// Whom a view is shared with.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Sharing {
    /// With nobody.
    #[default]
    OnlyMe,
    /// With everybody of the account.
    AllUsers,
    /// With some by name.
    NamedUsers,
}

/// A custom view.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedView {
    /// The account.
    pub account: OrganizationCode,
    /// Whose it is.
    pub owner: UserId,
    /// Whom it is shared with.
    pub shared: Sharing,
}

/// A group of contacts that somebody owns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnedGroup {
    /// The account.
    pub account: OrganizationCode,
    /// Whose it is.
    pub owner: UserId,
    /// Whether only its owner changes it and only its members see it (content 10).
    pub private: bool,
}

/// A template of review workflows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Template {
    /// The account.
    pub account: OrganizationCode,
    /// Whose it is.
    pub owner: UserId,
}

/// Where others hand in work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dropzone {
    /// The account.
    pub account: OrganizationCode,
    /// Who gets what is handed in.
    pub owner: UserId,
    /// The folder it is put in.
    pub folder: Option<FolderId>,
}

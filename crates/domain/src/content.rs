//! What hub and satellite accounts add: plans with seats and storage, permission profiles, and people who own proofs,
//! files and folders (content 1, 8 and 9).
//!
//! Facts and what follows from them alone: who sees what ([`sight`]), and what a background job does to one piece after
//! the other ([`transfer`]). What a move makes of them is [`crate::user_move`]'s. The rules are the feature `content`;
//! without it snapshots are read and written without [`ContentFacts`]. Sources: Workfront Proof, "Move users between
//! accounts", "Satellite accounts", "Proof permission profiles", "Folder permissions", "Manage proof versions".

mod account;
mod facts;
mod fault;
mod item;
pub mod leftover;
mod making;
pub mod piece;
mod profile;
mod read;
pub mod sight;
pub mod transfer;

pub use account::{Account, AccountCounts, AccountPlan, Member, SignIn};
pub use facts::ContentFacts;
pub use fault::{ContentFault, FaultKind};
pub use item::{
    Dropzone, Folder, Item, ItemKind, OwnedGroup, Reviewer, SavedView, Sharing, Template, Who,
};
pub use making::{
    FolderKinds, LONGEST_NAME, VersionFault, adds_versions, is_file_name, writes_there,
};
pub use profile::{CustomProfile, Module, Profile, ProfileKind, Right, Rights};
pub use read::facts_of;

//! Proofs and files of hub and satellite accounts: handed in, opened, and carried from one account to another.
//!
//! `work` is the background transfer: one piece after the other, copied, verified, switched in one transaction with the rules
//! asked again, and only then freed where it was. `form` is what the dialog of a move asks, `deeds` what people do to a transfer,
//! `end` who is told at its end, `list` and `view` what they see of it, `watch` what those see who ask again and again. `upload` is
//! how a single item comes in, `beside` how those of a document do, `items` how it is opened, `library` what people see of an account
//! folder by folder, `folders` how those are made and called otherwise, `screen` with all a page shows of it, `leftover` how the sight is ended of who left. Bytes never come into a transaction, and never as a whole into memory.

mod beside;
mod deeds;
mod end;
mod folders;
mod form;
mod items;
mod leftover;
mod library;
mod list;
mod profiles;
mod screen;
mod upload;
mod view;
mod watch;
mod work;

pub use deeds::TransferDeed;
pub use folders::{FolderPatch, NewFolder};
pub use form::AccountMoveForm;
pub use items::{ItemView, OpenedItem};
pub use leftover::{LeftoverDone, LeftoverFolder, LeftoverPlan, LeftoverRequest};
pub use library::{FolderView, LibraryAsked};
pub use list::{Arriving, TransferShown};
pub use screen::{FolderShown, ItemShown, LibraryShown};
pub use upload::{LARGEST, NewItem};
pub use view::{Estimate, PieceStateName, PieceView, TransferProgress, TransferView};
pub use work::Tried;

pub(crate) use watch::Counted;

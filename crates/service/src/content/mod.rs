//! Proofs and files of hub and satellite accounts: handed in, opened, and carried from one account to another.
//!
//! `work` is the background transfer: one piece after the other, copied, verified, switched in one transaction with the rules
//! asked again, and only then freed where it was. `form` is what the dialog of a move asks, `deeds` what people do to a transfer, `list`
//! and `view` what they see of it, `items` how a single item comes in and is opened. Bytes never come into a transaction, and never as a whole into memory.

mod deeds;
mod form;
mod items;
mod list;
mod view;
mod work;

pub use deeds::TransferDeed;
pub use form::AccountMoveForm;
pub use items::{ItemView, LARGEST, NewItem, OpenedItem};
pub use list::TransferShown;
pub use view::{PieceStateName, PieceView, TransferProgress, TransferView};
pub use work::Tried;

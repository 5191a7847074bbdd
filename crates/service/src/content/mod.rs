//! Proofs and files of hub and satellite accounts: handed in, opened, and carried from one account to another.
//!
//! `work` is the background transfer: one piece after the other, copied, verified, switched in one transaction with the rules
//! asked again, and only then freed where it was. `deeds` is what people do to a transfer, `view` what they see of it, `items`
//! how a single item comes in and is opened. Bytes never come into a transaction, and never as a whole into memory.

mod deeds;
mod items;
mod view;
mod work;

pub use deeds::TransferDeed;
pub use items::{ItemView, LARGEST, NewItem, OpenedItem};
pub use view::{PieceStateName, PieceView, TransferProgress, TransferView};
pub use work::Tried;

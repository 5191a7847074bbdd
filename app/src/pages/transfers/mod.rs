//! What is carried from account to account after a move: all of it as a list, and each piece by piece as it goes on.

mod arriving;
mod deeds;
mod follow;
mod list;
mod one;
mod pieces;
mod state;
mod stream;

pub(crate) use arriving::StillArriving;
pub(crate) use list::Transfers;
pub(crate) use one::Transfer;

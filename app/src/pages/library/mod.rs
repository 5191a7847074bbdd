//! The library of an account: folders, proofs and files at a place, made, opened and handed in, and leftover access taken away.

mod folders;
mod hand_in;
mod leftover;
mod lists;
mod place;

pub(crate) use place::Library;

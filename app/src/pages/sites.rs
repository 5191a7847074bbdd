//! Sites with telephony, and their numbers.

mod number;
mod pieces;
mod site;

pub(crate) use number::Number;
pub(crate) use site::Site;

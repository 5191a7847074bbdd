//! What a move onto a site or between sites makes of lines, devices, mailboxes, numbers and roles, worked out once: the
//! rules judge it, the steps do it, from the same answer.
//!
//! Which course a move takes is a table over the dial plans of both ends ([`course`]); which value is rewritten from
//! which default is another ([`crate::telephony::rewrite`]).

pub mod course;
mod draft;
mod foreign;
mod numbers;
pub mod phoned;
pub mod relocation;
pub mod roles;
pub mod steps;
mod work;

pub use course::{Course, DefaultCssOf, LinesGo};
pub use relocation::{Change, Disassociated, Kept, Moving, Relocation, Shared};

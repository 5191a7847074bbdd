//! Copying people: plan and commit, in the manner of a move.
//!
//! `facts` turns a request into facts, `screen` tells what its fields are judged by, `review` makes of a plan what its viewer may see, `write` is the only place where
//! somebody is made. INVARIANT: a password goes from the request to its hash and nowhere else.

mod answer;
mod commit;
mod facts;
mod file;
mod plan;
mod review;
mod screen;
mod write;

pub use answer::{CopyAnswer, CopyCommit};
pub use file::CopiesFile;
pub use screen::{CopyMade, CopyScreen};

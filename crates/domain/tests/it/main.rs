//! The rules, held against tables, worked cases and generated directories.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod content_folders;
mod content_permissions;
mod content_properties;
mod content_rules;
mod content_sight;
mod content_undo;
mod content_worked;
mod copies;
mod copy_judgement;
mod copy_permissions;
mod copy_rules;
mod every_rule;
mod findings;
mod hosting_moves;
mod hosting_permissions;
mod hosting_properties;
mod hosting_proposals;
mod hosting_rules;
mod hosting_undo;
mod locks;
mod move_filters;
mod names;
mod positions;
mod properties;
mod selections;
mod telephony_families;
mod telephony_judgement;
mod telephony_moves;
mod telephony_properties;
mod telephony_rules;
mod telephony_undo;
mod undo;
mod views;
mod what_ends;
mod who_may_move_whom;

//! The pure rules of moving people between organizations.
//!
//! Owns what an organization, a person, a role and a move are, who may move whom where, what a move
//! does, and how it is undone. The same code judges in the browser and on the server. It must not know
//! storage, HTTP, clocks, random numbers or words for people: time is an argument, findings are data.
//!
//! To add a rule, see [`user_move::rules`]; to add a kind of change, see [`user_move::step`].

pub mod cell;
pub mod content;
pub mod directory;
pub mod hosting;
pub mod ids;
pub mod organization;
pub mod people;
pub mod role;
pub mod telephony;
pub mod text;
pub mod time;
pub mod tree;
pub mod undo;
pub mod user_copy;
pub mod user_move;

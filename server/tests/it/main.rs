//! The server from outside: every endpoint, every refusal, and the command line, against real databases.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]
#![allow(missing_docs)]

mod account_settings;
mod call_backs;
mod client;
mod command_line;
mod company_moves;
mod copies;
mod coverage;
mod files_of_copies;
mod files_of_items;
mod files_of_moves;
mod forms;
mod hostile;
mod hosting;
mod hosting_hostile;
mod house;
mod items_hostile;
mod jobs;
mod letters;
mod library;
mod moves;
mod operations;
mod organizations;
mod pages;
mod passwords;
mod provisioning;
mod removed;
mod subscriptions;
mod telephony;
mod torture;
mod transfers;
mod two_servers;
mod users;

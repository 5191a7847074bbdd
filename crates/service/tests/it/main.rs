//! The use cases against real databases: SQLite always, PostgreSQL where there is one.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod account_orders;
mod account_settings;
mod accounts;
mod again;
mod beside;
mod buckets;
mod call_backs;
mod commits;
mod copied_values;
mod copies;
mod copies_undone;
mod copy_screen;
mod dial_plans;
mod directory_away;
mod ended;
mod faults;
mod file_jobs;
mod folders;
mod forwarding;
mod groups;
mod history;
mod hosted_accounts;
mod hosted_people;
mod hosting;
mod hosting_model;
mod house;
mod leftover;
mod letters;
mod library;
mod many;
mod office;
mod opened;
mod opened_profiles;
mod opened_things;
mod orders;
mod organizations;
mod out_of_view;
mod outside;
mod people;
mod people_columns;
mod people_files;
mod plans;
mod progress;
mod property_values;
mod provisioned;
mod provisioning;
mod races;
mod records;
mod retention;
mod rooms;
mod seats;
mod sign_in;
mod sites;
mod telephony;
mod templates;
mod transactions;
mod transfers;
mod trees;
mod undo;
mod unreliable;
mod users;
mod values;
mod wizard;

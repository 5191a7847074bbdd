//! Forms and dialogs that several pages show: one file each, or a folder.
//!
//! They ask the server themselves and hand nothing back but that something was done; the page around them asks anew.
//! To add one, give it a file and say here what a page has to hand it.

mod export;
mod move_users;
mod person_picker;
mod refusal;
mod subscribe;
mod subscriptions;

pub(crate) use export::ExportForm;
pub(crate) use move_users::MoveUsers;
pub(crate) use person_picker::PersonPicker;
pub(crate) use refusal::RefusalNote;
pub(crate) use subscribe::SubscribeUsers;
pub(crate) use subscriptions::SubscriptionsOf;

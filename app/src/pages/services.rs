//! Accounts and services outside: how far each is, why it is not so, and what can be done to it.

mod choice;
mod deeds;
mod forwards;
mod jobs;
mod one;
mod panel;
mod state;

pub(crate) use jobs::ProvisioningJobs;
pub(crate) use one::ProvisioningJob;
pub(crate) use panel::AccountAndServices;

//! What sites with telephony add: dial plans, device lists and defaults of sites, and people with lines, devices,
//! mailboxes and numbers (telephony 1).
//!
//! Facts and their reading only; what a move makes of them is [`crate::user_move`]'s. The rules are the feature
//! `telephony`; without it snapshots are read and written without [`TelephonyFacts`], as it is with
//! [`crate::hosting`]. Sources: VOSS-4-UC and VOSS Automate, "Moving subscribers between sites", "Site defaults",
//! "Dial plan model overview", "Number inventory".

pub mod facts;
pub mod faults;
pub mod people;
pub mod phoned;
pub mod picture;
pub mod place;
pub mod reading;
pub mod record;
pub mod rewrite;
pub mod setup;

pub use facts::{Association, HuntList, LineSet, OutsideNumber, RoleMapping, TelephonyFacts};
pub use faults::TelephonyFault;
pub use people::PhoneUser;
pub use place::{Deployment, DeviceList, DialPlan, NumberRouting, Place, SiteDefaults, SiteFact};
pub use record::{
    Appearance, Belonging, Device, DeviceKind, InventoryEntry, Line, NumberStatus, Record,
    RecordKey, Section,
};
pub use rewrite::{Rewrite, Rewritten, Settings};

//! What hosting trees add: provider, resellers and customers with mail domains, services and plans, and people
//! with sign-in names, addresses and provisioned services (hosting 1).
//!
//! Facts and pure proposals only; what a move makes of them is [`crate::user_move`]'s. What is left out must be
//! recognizable as unknown: a record without its hosting part, counts that are not there, and
//! [`HostingFacts::names_are_known`].
//!
//! Without the feature `hosting` snapshots are read and written without these parts: who does not judge them needs no
//! readers for them, and they would be a tenth of what a page loads that judges.

pub mod asked;
pub mod catalogue;
pub mod change;
pub mod customer;
pub mod entry;
pub mod facts;
pub mod mapped;
pub mod password;
pub mod person;
pub mod proposal;
pub mod setup;

pub use catalogue::{Catalogue, Plan, PlanFor, PropertyRule, Service, ServiceKind, Transfer};
pub use customer::{
    CustomerType, DomainMode, MailDomain, OrganizationHosting, QUARANTINE_DAYS, ServiceInstance,
    ServiceProperties, Structure,
};
pub use facts::{Counts, HostingFacts, NameHolder, NameKey, NameKind};
pub use person::{AddressHold, AddressUse, Delegation, HeldService, HostedUser, UserType};

use serde::{Deserialize, Serialize};

/// The state of a provisioned service or account; the same six for both (hosting 6).
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Provisioning {
    /// Grey: nothing there, or taken away again.
    NotProvisioned,
    /// Yellow: queued.
    Requested,
    /// Orange: being worked on.
    InProgress,
    /// Green: as it should be.
    #[default]
    Provisioned,
    /// Red: waits for a person.
    Failed,
    /// Blue: something has to be filled in, then it is requested by hand.
    Pending,
}

impl Provisioning {
    /// Every state.
    pub const ALL: [Self; 6] = [
        Self::NotProvisioned,
        Self::Requested,
        Self::InProgress,
        Self::Provisioned,
        Self::Failed,
        Self::Pending,
    ];

    /// The state's name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NotProvisioned => "not_provisioned",
            Self::Requested => "requested",
            Self::InProgress => "in_progress",
            Self::Provisioned => "provisioned",
            Self::Failed => "failed",
            Self::Pending => "pending",
        }
    }

    /// The state with this name on the wire.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == name)
    }

    /// Whether somebody is at work on it, or about to be.
    pub fn is_running(self) -> bool {
        matches!(self, Self::Requested | Self::InProgress)
    }

    /// Whether it waits for a person: red or blue.
    pub fn wants_attention(self) -> bool {
        matches!(self, Self::Failed | Self::Pending)
    }
}

/// Whether two sign-in names, usernames or addresses are one and the same.
pub fn is_same_name(one: &str, other: &str) -> bool {
    crate::text::is_same(one, other)
}

/// The form in which two sign-in names, usernames or addresses are equal when people would call them equal:
/// trimmed, normalized and without case (hosting 3: "case-insensitive").
pub fn name_key(text: &str) -> String {
    crate::text::folded(text)
}

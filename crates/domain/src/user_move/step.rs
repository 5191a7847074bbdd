//! The primitive changes a plan is made of: a closed set, each with its before and after.
//!
//! A step is applied in memory by [`super::apply`] and to a database by storage; both must lead to the
//! same state. To add one, add a variant here, its inverse below, and its two applications; the
//! compiler names every other place.

mod things;

pub use things::Things;

use super::request::Disposition;
use crate::content::transfer::TransferOrder;
use crate::hosting::{AddressHold, AddressUse, Delegation, HeldService, Provisioning};
use crate::ids::{
    Address, GroupId, LineId, OrganizationCode, PositionId, ProfileId, RoleId, ServiceId, UserId,
};
use crate::telephony::{Record, RecordKey};
use crate::time::Day;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// One primitive change to one person.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Step {
    /// The home changes.
    Home {
        /// Whose.
        about: UserId,
        /// The old home.
        before: OrganizationCode,
        /// The new home.
        after: OrganizationCode,
    },
    /// The position at home changes.
    Position {
        /// Whose.
        about: UserId,
        /// The position left.
        before: Option<PositionId>,
        /// The position taken.
        after: Option<PositionId>,
    },
    /// What is remembered of a position in an organization changes.
    RememberedPosition {
        /// Whose.
        about: UserId,
        /// Where.
        organization: OrganizationCode,
        /// What was remembered.
        before: Option<PositionId>,
        /// What is remembered from now on.
        after: Option<PositionId>,
    },
    /// A role is revoked (`before` true) or granted (`after` true).
    Role {
        /// Whose.
        about: UserId,
        /// The role.
        role: RoleId,
        /// Where it is held.
        at: Option<OrganizationCode>,
        /// Whether it was held.
        before: bool,
        /// Whether it is held from now on.
        after: bool,
    },
    /// A subscription is cancelled (`before` true) or taken up again (`after` true).
    Subscription {
        /// Whose.
        about: UserId,
        /// To which organization.
        to: OrganizationCode,
        /// Its first day.
        start: Day,
        /// Its last day.
        end: Option<Day>,
        /// Whether it was there.
        before: bool,
        /// Whether it is there from now on.
        after: bool,
    },
    /// Membership in a group ends (`before` true) or begins (`after` true).
    Membership {
        /// Whose.
        about: UserId,
        /// The group.
        group: GroupId,
        /// Whether it was there.
        before: bool,
        /// Whether it is there from now on.
        after: bool,
    },
    /// The manager changes.
    Manager {
        /// Whose.
        about: UserId,
        /// The former manager.
        before: Option<UserId>,
        /// The new one.
        after: Option<UserId>,
    },
    /// The move lock changes.
    Lock {
        /// Whose.
        about: UserId,
        /// Whether it was set.
        before: bool,
        /// Whether it is set from now on.
        after: bool,
    },
    /// The user principal name changes; sessions and tokens end (ruling 8).
    Upn {
        /// Whose.
        about: UserId,
        /// The former one.
        before: Option<Arc<str>>,
        /// The new one.
        after: Option<Arc<str>>,
    },
    /// The username changes; sessions and tokens end (ruling 8).
    Username {
        /// Whose.
        about: UserId,
        /// The former one.
        before: Arc<str>,
        /// The new one.
        after: Arc<str>,
    },
    /// The state of the account itself changes.
    Account {
        /// Whose.
        about: UserId,
        /// The state left.
        before: Provisioning,
        /// The state entered; `requested` makes a job.
        after: Provisioning,
    },
    /// An address is given up (`after` none), taken, or used otherwise.
    Address {
        /// Whose.
        about: UserId,
        /// The address.
        address: Address,
        /// How it was used.
        before: Option<AddressUse>,
        /// How it is used from now on.
        after: Option<AddressUse>,
    },
    /// An address that was given up is kept from others, or no longer (ruling 42).
    AddressHold {
        /// Whose.
        about: UserId,
        /// The address.
        address: Address,
        /// What kept it.
        before: Option<AddressHold>,
        /// What keeps it from now on.
        after: Option<AddressHold>,
    },
    /// A service goes along, is taken away or is made anew.
    Service {
        /// Whose.
        about: UserId,
        /// The service.
        service: ServiceId,
        /// Which of these; the same where the step is taken back.
        disposition: Disposition,
        /// Whose service it was.
        from: OrganizationCode,
        /// Whose service it is from now on.
        to: OrganizationCode,
        /// How it was held.
        before: Option<HeldService>,
        /// How it is held from now on; `requested` makes a job.
        after: Option<HeldService>,
    },
    /// The department changes.
    Department {
        /// Whose.
        about: UserId,
        /// The former one.
        before: Option<Arc<str>>,
        /// The new one.
        after: Option<Arc<str>>,
    },
    /// The office changes.
    Office {
        /// Whose.
        about: UserId,
        /// The former one.
        before: Option<Arc<str>>,
        /// The new one.
        after: Option<Arc<str>>,
    },
    /// A delegation ends (`before` true) or comes back (`after` true).
    Delegation {
        /// Of whom.
        about: UserId,
        /// To whom, and what for.
        delegation: Delegation,
        /// Whether it was there.
        before: bool,
        /// Whether it is there from now on.
        after: bool,
    },
    /// The primary line changes.
    PrimaryLine {
        /// Whose.
        about: UserId,
        /// The former one.
        before: Option<LineId>,
        /// The new one.
        after: Option<LineId>,
    },
    /// A line, device, mailbox or number is rewritten, as a whole.
    Telephony {
        /// With whose move.
        about: UserId,
        /// Which record.
        record: RecordKey,
        /// How it was.
        before: Box<Record>,
        /// How it is from now on.
        after: Box<Record>,
    },
    /// The permission profile changes: the one grant at home (ruling 68).
    Profile {
        /// Whose.
        about: UserId,
        /// The former one.
        before: ProfileId,
        /// The new one.
        after: ProfileId,
    },
    /// What stays in the old account passes to somebody else there.
    Ownership {
        /// With whose move.
        about: UserId,
        /// What.
        things: Things,
        /// The former owner.
        before: UserId,
        /// The new owner.
        after: UserId,
    },
    /// What moves along is ordered (`after` true), with a folder for it, or taken back (`before` true); a job carries it.
    Transfer {
        /// Whose things.
        about: UserId,
        /// What is carried where.
        order: Box<TransferOrder>,
        /// Whether it was ordered.
        before: bool,
        /// Whether it is ordered from now on.
        after: bool,
    },
}

impl Step {
    /// The person the step changes.
    pub fn about(&self) -> &UserId {
        match self {
            Self::Home { about, .. }
            | Self::Position { about, .. }
            | Self::RememberedPosition { about, .. }
            | Self::Role { about, .. }
            | Self::Subscription { about, .. }
            | Self::Membership { about, .. }
            | Self::Manager { about, .. }
            | Self::Lock { about, .. }
            | Self::Upn { about, .. }
            | Self::Username { about, .. }
            | Self::Account { about, .. }
            | Self::Address { about, .. }
            | Self::AddressHold { about, .. }
            | Self::Service { about, .. }
            | Self::Department { about, .. }
            | Self::Office { about, .. }
            | Self::Delegation { about, .. }
            | Self::PrimaryLine { about, .. }
            | Self::Telephony { about, .. }
            | Self::Profile { about, .. }
            | Self::Ownership { about, .. }
            | Self::Transfer { about, .. } => about,
        }
    }

    /// The step that takes this one back.
    pub fn inverse(&self) -> Self {
        let mut step = self.clone();
        match &mut step {
            Self::Home { before, after, .. } => std::mem::swap(before, after),
            Self::Position { before, after, .. }
            | Self::RememberedPosition { before, after, .. } => std::mem::swap(before, after),
            Self::Manager { before, after, .. } => std::mem::swap(before, after),
            Self::Role { before, after, .. }
            | Self::Subscription { before, after, .. }
            | Self::Membership { before, after, .. }
            | Self::Lock { before, after, .. }
            | Self::Delegation { before, after, .. } => std::mem::swap(before, after),
            Self::Upn { before, after, .. }
            | Self::Department { before, after, .. }
            | Self::Office { before, after, .. } => std::mem::swap(before, after),
            Self::Username { before, after, .. } => std::mem::swap(before, after),
            Self::PrimaryLine { before, after, .. } => std::mem::swap(before, after),
            Self::Telephony { before, after, .. } => std::mem::swap(before, after),
            Self::Account { before, after, .. } => std::mem::swap(before, after),
            Self::Profile { before, after, .. } => std::mem::swap(before, after),
            Self::Ownership { before, after, .. } => std::mem::swap(before, after),
            Self::Transfer { before, after, .. } => std::mem::swap(before, after),
            Self::Address { before, after, .. } => std::mem::swap(before, after),
            Self::AddressHold { before, after, .. } => std::mem::swap(before, after),
            Self::Service {
                from,
                to,
                before,
                after,
                ..
            } => {
                std::mem::swap(from, to);
                std::mem::swap(before, after);
            }
        }
        step
    }

    /// The people the step names beside the one it changes.
    pub fn people(&self) -> Vec<&UserId> {
        match self {
            Self::Manager { before, after, .. } => before.iter().chain(after).collect(),
            Self::Delegation { delegation, .. } => vec![&delegation.to],
            Self::AddressHold { before, after, .. } => before
                .iter()
                .chain(after)
                .map(|hold| &hold.person)
                .collect(),
            Self::Telephony { before, after, .. } => {
                before.owner().into_iter().chain(after.owner()).collect()
            }
            Self::Ownership { before, after, .. } => vec![before, after],
            Self::Transfer { order, .. } => order.new_owner.iter().collect(),
            Self::Home { .. }
            | Self::Position { .. }
            | Self::RememberedPosition { .. }
            | Self::Role { .. }
            | Self::Subscription { .. }
            | Self::Membership { .. }
            | Self::Lock { .. }
            | Self::Upn { .. }
            | Self::Username { .. }
            | Self::Account { .. }
            | Self::Address { .. }
            | Self::Service { .. }
            | Self::Department { .. }
            | Self::Office { .. }
            | Self::PrimaryLine { .. }
            | Self::Profile { .. } => Vec::new(),
        }
    }

    /// Whether the person's sessions and tokens end with the step (ruling 8).
    pub fn ends_sessions(&self) -> bool {
        matches!(self, Self::Upn { .. } | Self::Username { .. })
    }

    /// The organizations the step names, by which what a viewer may not see is filtered.
    pub fn organizations(&self) -> Vec<&OrganizationCode> {
        match self {
            Self::Home { before, after, .. } => vec![before, after],
            Self::RememberedPosition { organization, .. } => vec![organization],
            Self::Role { at, .. } => at.iter().collect(),
            Self::Subscription { to, .. } => vec![to],
            Self::Service { from, to, .. } => vec![from, to],
            Self::AddressHold { before, after, .. } => {
                let holds = before.iter().chain(after);
                holds.map(|hold| &hold.organization).collect()
            }
            Self::Telephony { before, after, .. } => {
                before.at().into_iter().chain(after.at()).collect()
            }
            Self::Transfer { order, .. } => vec![&order.source, &order.destination],
            Self::Position { .. }
            | Self::Membership { .. }
            | Self::Manager { .. }
            | Self::Lock { .. }
            | Self::Upn { .. }
            | Self::Username { .. }
            | Self::Account { .. }
            | Self::Address { .. }
            | Self::Department { .. }
            | Self::Office { .. }
            | Self::Delegation { .. }
            | Self::PrimaryLine { .. }
            | Self::Profile { .. }
            | Self::Ownership { .. } => Vec::new(),
        }
    }
}

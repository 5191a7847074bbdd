//! People: who they are, where they live, what they hold.
//!
//! A user's home is the one organization in which the profile lives. To add a fact that a rule needs,
//! add it here and load it in storage; what the browser may not see is left out of a redacted snapshot.

use crate::hosting::{HostedUser, UserType};
use crate::ids::{AttributeId, GroupId, OrganizationCode, PositionId, RoleId, UserId};
use crate::time::Day;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The state of an account (ruling 74). "Locked" is only the move lock, never a status.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum UserStatus {
    /// In use.
    #[default]
    Active,
    /// Cannot sign in; can be moved and stays disabled.
    Disabled,
    /// Not yet taken into use.
    Pending,
    /// Deleted; cannot be moved.
    Deleted,
}

impl UserStatus {
    /// Every status.
    pub const ALL: [Self; 4] = [Self::Active, Self::Disabled, Self::Pending, Self::Deleted];

    /// The status' name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Disabled => "disabled",
            Self::Pending => "pending",
            Self::Deleted => "deleted",
        }
    }

    /// The status on a day, of an account with this last day: it is disabled on the day after (hosting 6).
    /// Source: a hosting provider's documentation of CloudPortal, "Configure user".
    pub fn on(self, today: Day, last: Option<Day>) -> Self {
        match self {
            Self::Active | Self::Pending if last.is_some_and(|last| last < today) => Self::Disabled,
            status => status,
        }
    }

    /// Whether an account has a seat less for somebody: active and pending people take one (ruling 58).
    pub fn takes_a_seat(self) -> bool {
        matches!(self, Self::Active | Self::Pending)
    }

    /// The status with this name on the wire.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == name)
    }
}

/// A role held at an organization; none for roles that are held nowhere in particular
/// (system administrator, auditor).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Grant {
    /// The role.
    pub role: RoleId,
    /// Where it is held.
    pub at: Option<OrganizationCode>,
}

/// A subscription of a user of another home to an organization.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Subscription {
    /// The organization listened in on.
    pub to: OrganizationCode,
    /// The first day.
    pub start: Day,
    /// The last day, included (ruling 80).
    pub end: Option<Day>,
}

impl Subscription {
    /// Whether the subscription lies wholly in the past on this day; such ones stay as history (ruling 31).
    pub fn has_ended(&self, today: Day) -> bool {
        self.end.is_some_and(|end| end < today)
    }
}

/// Limits which users an operator sees and handles (enterprise 3).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct UserBase {
    /// Positions; people at or below one of them are in the base.
    pub positions: BTreeSet<PositionId>,
    /// Groups; their members are in the base.
    pub groups: BTreeSet<GroupId>,
}

/// One person, with the facts the rules read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct User {
    /// The stable id.
    pub id: UserId,
    /// The sign-in name; unique per home, and per tree where uniqueness is required (ruling 79).
    pub username: Arc<str>,
    /// The display name.
    pub name: Arc<str>,
    /// Where the profile lives.
    pub home: OrganizationCode,
    /// The account's state.
    #[serde(default)]
    pub status: UserStatus,
    /// Prevent User Move (ruling 7).
    #[serde(default)]
    pub locked: bool,
    /// The position at home.
    #[serde(default)]
    pub position: Option<PositionId>,
    /// The positions left behind elsewhere, by organization.
    #[serde(default)]
    pub remembered_positions: BTreeMap<OrganizationCode, PositionId>,
    /// The sponsor of a dependent.
    #[serde(default)]
    pub sponsor: Option<UserId>,
    /// The manager.
    #[serde(default)]
    pub manager: Option<UserId>,
    /// The mapping id, by which outside systems know the person.
    #[serde(default)]
    pub mapping_id: Option<Arc<str>>,
    /// The roles.
    #[serde(default)]
    pub grants: BTreeSet<Grant>,
    /// The subscriptions, ended ones included.
    #[serde(default)]
    pub subscriptions: BTreeSet<Subscription>,
    /// The groups the person is a member of.
    #[serde(default)]
    pub groups: BTreeSet<GroupId>,
    /// The attributes with a value.
    #[serde(default)]
    pub attributes: BTreeSet<AttributeId>,
    /// As an operator: the people this user handles; everybody where none.
    #[serde(default)]
    pub user_base: Option<UserBase>,
    /// As an operator: whether dependents are seen and handled (enterprise 2).
    #[serde(default = "yes")]
    pub manage_dependents: bool,
    /// What hosting trees add; unknown where there is none.
    #[cfg_attr(not(feature = "hosting"), serde(skip))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hosting: Option<Box<HostedUser>>,
    /// The revision of the record.
    #[serde(default)]
    pub revision: i64,
}

fn yes() -> bool {
    true
}

impl User {
    /// An active user with nothing but a home.
    pub fn new(id: &str, name: &str, home: &str) -> Self {
        Self {
            id: id.into(),
            username: Arc::from(id),
            name: Arc::from(name),
            home: home.into(),
            status: UserStatus::Active,
            locked: false,
            position: None,
            remembered_positions: BTreeMap::new(),
            sponsor: None,
            manager: None,
            mapping_id: None,
            grants: BTreeSet::new(),
            subscriptions: BTreeSet::new(),
            groups: BTreeSet::new(),
            attributes: BTreeSet::new(),
            user_base: None,
            manage_dependents: true,
            hosting: None,
            revision: 1,
        }
    }

    /// Whether it is a pattern for new people, which nobody sees but at its own customer (hosting 1).
    pub fn is_template(&self) -> bool {
        let hosted = self.hosting.as_deref();
        hosted.is_some_and(|it| it.user_type == UserType::Template)
    }

    /// Whether this is a dependent of somebody.
    pub fn is_dependent(&self) -> bool {
        self.sponsor.is_some()
    }
}

/// A group, as far as a move is concerned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// The id.
    pub id: GroupId,
    /// The display name.
    pub name: Arc<str>,
    /// The organization it belongs to.
    pub organization: OrganizationCode,
    /// Whether membership follows from attributes and is worked out anew, rather than written down.
    #[serde(default)]
    pub dynamic: bool,
}

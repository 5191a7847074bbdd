//! Who asks, in which organization, as whom, and through which door.

use crate::ids::{OrganizationCode, UserId};
use serde::{Deserialize, Serialize};

/// As oneself, or as an operator (ruling 75).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum ActAs {
    /// The subject is the actor; grants are ignored.
    #[serde(rename = "self")]
    Oneself,
    /// The keys are those of the grants held at, or inherited by, the organization acted in.
    #[serde(rename = "operator")]
    Operator,
}

/// The door a request comes through; unattended doors cannot override a lock (rulings 7 and 34).
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// A screen with a person before it, or a program that takes a person's place.
    #[default]
    Attended,
    /// A file, a sync or a connector.
    Unattended,
}

/// Who asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// The signed-in user.
    pub user: UserId,
    /// The organization acted in; the actor's home where none.
    #[serde(default)]
    pub acting_in: Option<OrganizationCode>,
    /// As whom; worked out from the grants where none.
    #[serde(default)]
    pub act_as: Option<ActAs>,
    /// The door.
    #[serde(default)]
    pub channel: Channel,
}

impl Actor {
    /// Somebody before a screen, acting at home.
    pub fn new(user: impl Into<UserId>) -> Self {
        Self {
            user: user.into(),
            acting_in: None,
            act_as: None,
            channel: Channel::Attended,
        }
    }
}

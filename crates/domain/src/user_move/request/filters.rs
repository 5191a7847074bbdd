//! Filters that choose people and where each of them goes (telephony 3A): all conditions of one must hold, and the first
//! that fits decides.

use crate::ids::{OrganizationCode, RoleId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What every person can be asked for, beside the attributes of the installation.
pub const ASKED_OF_EVERYBODY: &[&str] = &[
    "username",
    "name",
    "given",
    "surname",
    "email",
    "status",
    "directory_group",
];

/// One filter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct MoveFilter {
    /// What people call it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Where whoever fits goes.
    pub destination: OrganizationCode,
    /// The role they hold there, where no group of the outside directory says another (ruling 46).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<RoleId>,
    /// What must hold, by the name of what everybody has (`username`, `name`, `given`, `surname`, `email`, `status`,
    /// `directory_group`) or of an attribute.
    #[serde(default)]
    pub all: BTreeMap<String, Condition>,
}

/// What must hold of one value. Spaces around it and capital letters make no difference (ruling 35).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum Condition {
    /// It is exactly this.
    IsExactly(String),
    /// It is compared in another way.
    By(Comparison),
    /// All of these hold.
    All(Vec<Condition>),
}

/// Ways to compare.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Comparison {
    /// It begins with this.
    BeginsWith(String),
    /// It ends with this.
    EndsWith(String),
    /// It has this in it.
    Contains(String),
    /// It is not this; who has none is not this either.
    IsNot(String),
}

impl Condition {
    /// Whether it compares with something: everything begins with nothing, and a condition that holds of everybody is a
    /// slip.
    pub fn is_filled_in(&self) -> bool {
        match self {
            Self::IsExactly(text) => !text.trim().is_empty(),
            Self::By(by) => !by.text().trim().is_empty(),
            Self::All(all) => !all.is_empty() && all.iter().all(Self::is_filled_in),
        }
    }
}

impl Comparison {
    /// What is compared with.
    pub fn text(&self) -> &str {
        match self {
            Self::BeginsWith(text)
            | Self::EndsWith(text)
            | Self::Contains(text)
            | Self::IsNot(text) => text,
        }
    }
}

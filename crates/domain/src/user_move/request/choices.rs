//! What can be chosen for one address or service of somebody who moves in a hosting tree.

use crate::ids::{InstanceId, PlanId};
use serde::{Deserialize, Serialize};

/// What becomes of an old address (hosting 4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum AddressFate {
    /// It is given up, and kept from others for a while.
    Drop,
    /// It stays as an alias; only where its domain is the destination's too.
    Keep,
    /// It is given up, and for so many days mail for it goes on to the person.
    ForwardDays(u32),
}

/// What becomes of a service (hosting 5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Disposition {
    /// It travels along with its data.
    Move,
    /// It is taken away at the source; its data is lost.
    Deprovision,
    /// It is made anew at the destination, empty.
    Recreate,
}

/// What is chosen for one service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ServiceChoice {
    /// What becomes of it.
    pub disposition: Disposition,
    /// On which of the destination's instances; needed where there are several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instance: Option<InstanceId>,
    /// On which plan; by the preselection where none is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<PlanId>,
}

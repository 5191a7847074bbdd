//! What can be chosen for one address or service of somebody who moves in a hosting tree.

use crate::ids::{InstanceId, PlanId};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};

/// What becomes of an old address (hosting 4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum AddressFate {
    /// It is given up, and kept from others for a while.
    Drop,
    /// It stays as an alias; only where its domain is the destination's too.
    Keep,
    /// It is given up, and for so many days, 1 to [`MOST_FORWARD_DAYS`], mail for it goes on to the person. It is kept
    /// from others at least as long as any other.
    ForwardDays(
        #[serde(deserialize_with = "forward_days")]
        #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 365)))]
        u32,
    ),
}

/// How many days at most mail for an old address goes on.
pub const MOST_FORWARD_DAYS: u32 = 365;

fn forward_days<'de, D: Deserializer<'de>>(from: D) -> Result<u32, D::Error> {
    let days = u32::deserialize(from)?;
    if (1..=MOST_FORWARD_DAYS).contains(&days) {
        Ok(days)
    } else {
        let message = format!("mail goes on for 1 to {MOST_FORWARD_DAYS} days, not for {days}");
        Err(D::Error::custom(message))
    }
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

/// How much of a person moves onto a site (telephony 9).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// With lines, devices, mailboxes and numbers.
    #[default]
    WithServices,
    /// The person alone; everything else stays where it is.
    UserOnly,
}

/// Ways to choose people (telephony 3A and 9).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum MoveAction {
    /// One, named.
    ByUsername,
    /// Several that are named, or everybody of an organization.
    ByUsernames,
    /// Whom filters fit.
    ByFilters,
}

/// The first version of the interface that moves people with their services.
const WITH_SERVICES_SINCE: [u64; 3] = [11, 5, 1];

impl Scope {
    /// What a caller of this version of the interface means who does not say: versions are compared by number, what is
    /// missing counts as 0 (ruling 53); none for what is no version.
    pub fn of_api_version(version: &str) -> Option<Self> {
        let parts = version.trim().split('.').map(str::parse::<u64>);
        let mut parts: Vec<u64> = parts.collect::<Result<_, _>>().ok()?;
        parts.resize(parts.len().max(WITH_SERVICES_SINCE.len()), 0);
        Some(if parts.as_slice() < WITH_SERVICES_SINCE.as_slice() {
            Self::UserOnly
        } else {
            Self::WithServices
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Scope;

    #[test]
    fn versions_before_11_5_1_move_the_user_alone_and_are_compared_by_number() {
        for version in ["11.5", "11.5.0", "10.6.1", "11.4.9", "9", "0", "11.5.0.7"] {
            assert_eq!(
                Scope::of_api_version(version),
                Some(Scope::UserOnly),
                "{version}"
            );
        }
        for version in ["11.5.1", "11.10", "11.5.1.0", "12", "24.1", "11.5.10"] {
            assert_eq!(
                Scope::of_api_version(version),
                Some(Scope::WithServices),
                "{version}"
            );
        }
        for version in ["", "v11", "11.", "11.5.x", "-1"] {
            assert_eq!(Scope::of_api_version(version), None, "{version}");
        }
    }
}

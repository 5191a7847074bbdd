//! Orders: what shall be so of one person, as data that can be kept and sent.

use rehome_domain::ids::{OrganizationCode, UserId};
use rehome_domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// What shall be so of one person in one outside system.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// The order's id, the same at every try; receivers tell repetitions by it. Letters, digits, `-` and `_`.
    pub id: String,
    /// When what is ordered was committed.
    pub at: Timestamp,
    /// The person, as everything shall be afterwards.
    pub person: Person,
    /// What is to be done.
    pub operation: Operation,
}

/// A person, as the outside system shall know them.
///
/// What is `None` or empty shall be empty there too, as far as the driver looks after it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// The id in this house.
    pub user: UserId,
    /// The home.
    pub organization: OrganizationCode,
    /// The stable id in the outside system (`entryUUID`, `objectGUID`), in the form `8-4-4-4-12`; none before the entry
    /// was made by [`Operation::Ensure`].
    #[serde(default)]
    pub entry: Option<String>,
    /// Where the entry belongs: in a directory the DN of its container, else empty.
    #[serde(default)]
    pub container: String,
    /// The sign-in name (`uid`, `sAMAccountName`).
    pub username: String,
    /// The user principal name.
    #[serde(default)]
    pub upn: Option<String>,
    /// The primary address.
    #[serde(default)]
    pub mail: Option<String>,
    /// All other addresses.
    #[serde(default)]
    pub other_addresses: Vec<String>,
    /// The given name.
    #[serde(default)]
    pub given: Option<String>,
    /// The surname.
    #[serde(default)]
    pub surname: Option<String>,
    /// The display name.
    pub display_name: String,
    /// The title.
    #[serde(default)]
    pub title: Option<String>,
    /// The department.
    #[serde(default)]
    pub department: Option<String>,
    /// The office or site.
    #[serde(default)]
    pub office: Option<String>,
    /// Whether the account is disabled.
    #[serde(default)]
    pub is_disabled: bool,
}

/// What is left behind by a move.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// The former home.
    pub organization: OrganizationCode,
    /// In a directory: the DN below which all groups of the source lie; empty where there is none.
    #[serde(default)]
    pub base: String,
    /// Further groups to leave, by DN.
    #[serde(default)]
    pub groups: Vec<String>,
}

/// How somebody has a service somewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceOrigin {
    /// Whose service it is.
    pub organization: OrganizationCode,
    /// Which instance of it, where there are several.
    #[serde(default)]
    pub instance: Option<String>,
    /// The level.
    #[serde(default)]
    pub plan: Option<String>,
}

/// A service at a level.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServicePlan {
    /// The service.
    pub service: String,
    /// Which instance of it, where there are several.
    #[serde(default)]
    pub instance: Option<String>,
    /// The level.
    pub plan: String,
    /// The values of its properties, of those that are filled in; none where it is taken away.
    #[serde(default)]
    pub properties: Map<String, Value>,
    /// Where the person has it until then; none where they have it nowhere.
    #[serde(default)]
    pub from: Option<ServiceOrigin>,
    /// Whether what it holds there goes along; else it is new and empty (hosting 5).
    #[serde(default)]
    pub keeps_data: bool,
}

/// The closed set of what can be ordered. Each is idempotent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Operation {
    /// The entry exists, stands in its container and is as the person says. It is made where there is none.
    Ensure,
    /// The person's entry leaves all groups of the source, stands in its new container and is as the person says.
    /// It must exist, and stays the same entry.
    MoveEntry {
        /// What it leaves.
        from: Origin,
    },
    /// The entry is in no group of the source. Nothing else is touched.
    Revoke {
        /// What it leaves.
        from: Origin,
    },
    /// The person has the service at this level.
    Provision {
        /// The service.
        service: ServicePlan,
    },
    /// The person has the service at this level and at no other.
    ChangePlan {
        /// The service at its new level.
        service: ServicePlan,
    },
    /// The person does not have the service.
    Deprovision {
        /// The service at the level it had.
        service: ServicePlan,
    },
}

impl Operation {
    /// The operation's name on the wire.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Ensure => "ensure",
            Self::MoveEntry { .. } => "move_entry",
            Self::Revoke { .. } => "revoke",
            Self::Provision { .. } => "provision",
            Self::ChangePlan { .. } => "change_plan",
            Self::Deprovision { .. } => "deprovision",
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::{Operation, Origin};

    #[test]
    fn an_operation_is_written_under_its_name() {
        let from = Origin {
            organization: "bramble".into(),
            base: "ou=bramble".to_owned(),
            groups: Vec::new(),
        };
        for operation in [Operation::Ensure, Operation::MoveEntry { from }] {
            let written = serde_json::to_value(&operation).unwrap();
            assert_eq!(written["kind"], operation.as_str());
            let read: Operation = serde_json::from_value(written).unwrap();
            assert_eq!(read, operation);
        }
    }
}

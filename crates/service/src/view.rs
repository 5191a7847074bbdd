//! What several views share: an organization or a person by name, pages, and how times are written.

use rehome_domain::ids::{GroupId, OrganizationCode, RoleId, UserId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// An organization by code and name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Place {
    /// The code.
    pub code: OrganizationCode,
    /// The display name.
    pub name: Arc<str>,
}

/// A person by id and name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Person {
    /// The id.
    pub id: UserId,
    /// The display name.
    pub name: Arc<str>,
}

/// The display names of what a plan mentions and the viewer may see.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Names {
    /// People.
    pub people: BTreeMap<UserId, Arc<str>>,
    /// Organizations.
    pub organizations: BTreeMap<OrganizationCode, Arc<str>>,
    /// Groups.
    pub groups: BTreeMap<GroupId, Arc<str>>,
    /// Clones of roles; built-in ones are named by translations.
    pub roles: BTreeMap<RoleId, Arc<str>>,
}

/// One page of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Page<T> {
    /// The rows.
    pub items: Vec<T>,
    /// What asks for the next page; none on the last.
    pub cursor: Option<String>,
}

/// The most rows a page holds, and how many it holds where nobody says.
pub const PAGE: (u32, u32) = (100, 50);

/// The limit of a page within what is allowed.
pub fn page_limit(asked: Option<u32>) -> u32 {
    asked.unwrap_or(PAGE.1).clamp(1, PAGE.0)
}

/// Points in time as `2026-11-21T09:30:00Z`.
pub mod rfc3339 {
    use rehome_domain::time::Timestamp;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    /// Writes a point in time.
    ///
    /// # Errors
    /// Those of the serializer.
    pub fn serialize<S: Serializer>(at: &Timestamp, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&at.to_rfc3339())
    }

    /// Reads a point in time.
    ///
    /// # Errors
    /// A text that is none.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Timestamp, D::Error> {
        let text = String::deserialize(deserializer)?;
        Timestamp::from_rfc3339(&text).ok_or_else(|| {
            D::Error::custom(format!(
                "{text:?} is no time; write it like 2026-11-21T09:30:00Z"
            ))
        })
    }

    /// The same for a point in time that may be missing.
    pub mod option {
        use rehome_domain::time::Timestamp;
        use serde::{Deserialize, Deserializer, Serializer, de::Error};

        /// Writes a point in time, or null.
        ///
        /// # Errors
        /// Those of the serializer.
        pub fn serialize<S: Serializer>(
            at: &Option<Timestamp>,
            serializer: S,
        ) -> Result<S::Ok, S::Error> {
            match at {
                Some(at) => super::serialize(at, serializer),
                None => serializer.serialize_none(),
            }
        }

        /// Reads a point in time, or null.
        ///
        /// # Errors
        /// A text that is none.
        pub fn deserialize<'de, D: Deserializer<'de>>(
            deserializer: D,
        ) -> Result<Option<Timestamp>, D::Error> {
            Option::<String>::deserialize(deserializer)?
                .map(|text| {
                    Timestamp::from_rfc3339(&text)
                        .ok_or_else(|| D::Error::custom(format!("{text:?} is no time")))
                })
                .transpose()
        }
    }
}

//! Identifiers as types, so that a user can never be passed where an organization is meant.
//!
//! All are cheap to clone. To add one, add a line to the `ids!` list below.

use serde::{Deserialize, Serialize};
use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Arc<str>);

        impl $name {
            /// The identifier with this text.
            pub fn new(text: impl AsRef<str>) -> Self {
                Self(Arc::from(text.as_ref()))
            }
            /// The text of the identifier.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self::new(text)
            }
        }
        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(Arc::from(text))
            }
        }
        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{:?}", &*self.0)
            }
        }
        #[cfg(feature = "schema")]
        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }
            fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                String::json_schema(generator)
            }
            fn inline_schema() -> bool {
                true
            }
        }
    )*};
}

ids! {
    /// The immutable, unique code of an organization: `[a-z0-9-]{1,80}` (ruling 79).
    OrganizationCode;
    /// The stable id of a user; in a directory document the username where none is given (ruling 79).
    UserId;
    /// A role: a built-in name in snake_case, or the id of a clone.
    RoleId;
    /// A node of an organization's hierarchy.
    PositionId;
    /// A static or dynamic group of people.
    GroupId;
    /// A profile attribute.
    AttributeId;
    /// One committed move.
    MoveId;
    /// A service of a hosting tree, like `exchange`.
    ServiceId;
    /// A plan of a service: its settings as one bundle, for a customer or for a user.
    PlanId;
    /// One of the instances of a service that a customer has.
    InstanceId;
    /// A location: one outside directory with everybody and everything in it.
    LocationId;
    /// A mail address as it is written; see [`crate::hosting::name_key`] for how two are compared.
    Address;
    /// A line of a call cluster: a number in a partition.
    LineId;
    /// A list of the systems behind a site's devices.
    DeviceListId;
    /// Anything else that telephony keeps, within its section.
    RecordId;
    /// A permission profile: a built-in name, or the id of a custom one (content 9).
    ProfileId;
    /// A proof or a file.
    ItemId;
    /// A version set: proofs that are versions of one another.
    SetId;
    /// A folder of an account.
    FolderId;
    /// A custom view of an account.
    ViewId;
    /// A workflow template of an account.
    TemplateId;
    /// A dropzone: where others hand in work.
    DropzoneId;
    /// Somebody without a sign-in who reviews.
    GuestId;
}

impl OrganizationCode {
    /// Whether a text can be an organization's code: 1 to 80 of `a-z`, `0-9` and `-` (ruling 79).
    pub fn is_legal(text: &str) -> bool {
        (1..=80).contains(&text.len())
            && text
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    }
}

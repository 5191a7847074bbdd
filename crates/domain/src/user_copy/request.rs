//! What is asked for, word for word as on the wire.

use crate::hosting::AddressUse;
use crate::ids::{Address, InstanceId, OrganizationCode, PlanId, RoleId, ServiceId, UserId};
use crate::time::Day;
use serde::de::{Error, IgnoredAny};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

/// A request to copy one person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct CopyRequest {
    /// The organization the actor acts in; the actor's home where none is given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub acting_in: Option<OrganizationCode>,
    /// Whom to copy, by id or by a username that is unique in the actor's view.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_user: Option<UserId>,
    /// Where the copy lives; at the home of the original where nothing is said. Elsewhere it takes the right to move
    /// people there (hosting 9.4).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub destination: Option<OrganizationCode>,
    /// Who the new person is.
    pub user: PersonWish,
    /// The roles at the new home; none where nothing is said.
    #[serde(skip_serializing_if = "RolesWanted::is_none")]
    pub roles: RolesWanted,
    /// The services of the original that are copied; all that are provisioned where nothing is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub copy_services: Option<BTreeSet<ServiceId>>,
    /// Further services, or another plan for one that is copied.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub add_services: BTreeMap<ServiceId, AddedService>,
    /// Values of properties, by service and property.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub properties: BTreeMap<ServiceId, BTreeMap<Arc<str>, Value>>,
    /// Why; kept with the record of the copy.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// Who the new person is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct PersonWish {
    /// The given name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub given: Option<String>,
    /// The surname.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub surname: Option<String>,
    /// The display name; by the format of the new home where none is given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The sign-in name, `local@domain`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub upn: Option<String>,
    /// The username; the local part with the short name of the new home where none is given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub username: Option<String>,
    /// The addresses; by the formats of the new home where none are given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub addresses: Option<BTreeMap<Address, AddressUse>>,
    /// The password. INVARIANT: it is read and never written.
    #[serde(skip_serializing)]
    pub password: Option<Password>,
    /// How the account is set up.
    pub account: AccountWish,
    /// Whether this is a test user, who is on no bill.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub test: bool,
}

/// How an account is set up; what is not given is no (ruling 34).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct AccountWish {
    /// Whether the password is to be changed at the next sign-in.
    pub change_at_next_sign_in: bool,
    /// Whether the password never expires; as with the original where nothing is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub never_expires: Option<bool>,
    /// Whether the account is disabled.
    pub disabled: bool,
    /// The account's last day; it is disabled on the day after.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires: Option<Day>,
}

/// Which roles the new person holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum RolesWanted {
    /// These.
    These(BTreeSet<RoleId>),
    /// Those of the original.
    Word(RolesWord),
}

/// A word in the place of a list of roles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum RolesWord {
    /// Those that the original holds at home.
    Copy,
}

impl Default for RolesWanted {
    fn default() -> Self {
        Self::These(BTreeSet::new())
    }
}

impl RolesWanted {
    fn is_none(&self) -> bool {
        matches!(self, Self::These(roles) if roles.is_empty())
    }
}

/// A service that the original is not copied with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct AddedService {
    /// The plan; the only one offered where none is given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plan: Option<PlanId>,
    /// The instance; the only one there is where none is given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance: Option<InstanceId>,
}

/// A password on its way to be hashed; it writes itself nowhere.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Password(Given);

#[derive(Clone, PartialEq, Eq)]
enum Given {
    Text(String),
    ToCome,
}

impl Default for Given {
    fn default() -> Self {
        Self::Text(String::new())
    }
}

impl Password {
    /// A password.
    pub fn new(text: impl Into<String>) -> Self {
        Self(Given::Text(text.into()))
    }

    /// Stands for one that whoever types it judges by the policy, and that comes with the commit alone: a plan can be
    /// looked at without any. It is nothing that could be committed, and nobody can write it in a request.
    pub fn to_come() -> Self {
        Self(Given::ToCome)
    }

    /// Whether it is one that is to come.
    pub fn is_to_come(&self) -> bool {
        self.0 == Given::ToCome
    }

    /// Its text, for the rules and the hash alone; nothing of one that is to come.
    pub fn text(&self) -> &str {
        match &self.0 {
            Given::Text(text) => text,
            Given::ToCome => "",
        }
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(..)")
    }
}

impl<'de> Deserialize<'de> for Password {
    /// WHY not derived: what is no text would be repeated in the fault.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Written {
            Text(String),
            Other(IgnoredAny),
        }
        match Written::deserialize(deserializer)? {
            Written::Text(text) => Ok(Self::new(text)),
            Written::Other(_) => Err(D::Error::custom("a password is a text")),
        }
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Password {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Password".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "format": "password", "writeOnly": true })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_password_is_read_and_never_written() {
        let text = r#"{"source_user": "mara", "user": {"upn": "nina@bramble.example", "password": "Secret-77"}}"#;
        let request: CopyRequest = serde_json::from_str(text).unwrap();
        let password = request.user.password.as_ref().unwrap();
        assert_eq!(password.text(), "Secret-77");
        let written = serde_json::to_string(&request).unwrap();
        for output in [written, format!("{request:?}")] {
            assert!(!output.contains("Secret"), "{output}");
        }
    }

    #[test]
    fn a_password_that_is_no_text_is_not_repeated_in_the_fault() {
        for wrong in [
            "12345678",
            r#"["Secret-77"]"#,
            r#"{"Secret-77": 1}"#,
            "true",
        ] {
            let text = format!(r#"{{"user": {{"password": {wrong}}}}}"#);
            let fault = serde_json::from_str::<CopyRequest>(&text).unwrap_err();
            let told = fault.to_string();
            assert!(!told.contains("Secret") && !told.contains("1234"), "{told}");
        }
    }

    #[test]
    fn roles_are_a_list_or_the_word_copy() {
        let read = |text: &str| serde_json::from_str::<CopyRequest>(text);
        let copied = read(r#"{"roles": "copy"}"#).unwrap().roles;
        assert_eq!(copied, RolesWanted::Word(RolesWord::Copy));
        let these = read(r#"{"roles": ["user"]}"#).unwrap().roles;
        assert_eq!(these, RolesWanted::These(BTreeSet::from(["user".into()])));
        assert!(read(r#"{"roles": "all"}"#).is_err());
        assert!(read("{}").unwrap().roles.is_none());
    }
}

//! What things are called in a directory, as data.

use crate::Person;
use serde::Deserialize;

/// The names of a directory. What is named here is looked after; what is not is never touched.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Schema {
    /// The attribute with the stable id.
    pub id: String,
    /// In which form it is.
    pub id_form: IdForm,
    /// The attribute that takes this house's id of a person, written once when an entry is made and by which an entry
    /// is found again whose making was cut off. Indexed for equality.
    pub own_id: String,
    /// The classes of a new entry.
    pub classes: Vec<String>,
    /// The attribute by which an entry is named in its container.
    pub naming: String,
    /// What it holds.
    pub named_by: Field,
    /// Attributes of one value and what they hold. A field may stand in several.
    pub attributes: Vec<(Field, String)>,
    /// Where addresses other than the primary one are kept.
    pub other_addresses: OtherAddresses,
    /// Which fields no two entries below the base may share, beside addresses where those are looked after.
    pub unique: Vec<Field>,
    /// How groups name their members; by the first, people are put into groups.
    pub memberships: Vec<Membership>,
    /// A DN that takes the place of the last member of a group that must have one.
    #[serde(default)]
    pub last_member: Option<String>,
    /// How an account is disabled.
    pub disabling: Disabling,
    /// Whether an entry must have a surname; then the display name stands in for a missing one.
    pub needs_surname: bool,
}

/// The form of the stable id on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IdForm {
    /// As text, `8-4-4-4-12`.
    Text,
    /// As sixteen octets, the first three groups little-endian, as Active Directory keeps them.
    Octets,
}

/// Something a person has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// The sign-in name.
    Username,
    /// The user principal name.
    Upn,
    /// The primary address.
    Mail,
    /// The given name.
    Given,
    /// The surname.
    Surname,
    /// The display name.
    DisplayName,
    /// The title.
    Title,
    /// The department.
    Department,
    /// The office or site.
    Office,
}

impl Field {
    /// What the person has there; nothing if it is empty.
    pub fn of(self, person: &Person) -> Option<&str> {
        let value = match self {
            Self::Username => Some(person.username.as_str()),
            Self::Upn => person.upn.as_deref(),
            Self::Mail => person.mail.as_deref(),
            Self::Given => person.given.as_deref(),
            Self::Surname => person.surname.as_deref(),
            Self::DisplayName => Some(person.display_name.as_str()),
            Self::Title => person.title.as_deref(),
            Self::Department => person.department.as_deref(),
            Self::Office => person.office.as_deref(),
        };
        value.filter(|value| !value.trim().is_empty())
    }
}

/// Where addresses other than the primary one are kept.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum OtherAddresses {
    /// Nowhere.
    Ignored,
    /// As they are, in an attribute of several values.
    Plain {
        /// The attribute.
        attribute: String,
    },
    /// All addresses in one attribute: `SMTP:` before the primary one, `smtp:` before the others. Values with another
    /// beginning (`SIP:`, `X500:`) are left alone.
    Prefixed {
        /// The attribute.
        attribute: String,
    },
}

/// How a group names a member.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Membership {
    /// The attribute of the group.
    pub attribute: String,
    /// By what.
    pub by: MemberBy,
}

/// By what a group names a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MemberBy {
    /// By the entry's DN.
    Name,
    /// By the sign-in name.
    Username,
}

/// How an account is disabled.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Disabling {
    /// Not looked after.
    Ignored,
    /// By a value that is there or not.
    Value {
        /// The attribute.
        attribute: String,
        /// The value of a disabled account.
        value: String,
    },
    /// By a bit of a number.
    Bit {
        /// The attribute.
        attribute: String,
        /// The bit.
        bit: i64,
        /// The other bits of a new account.
        fresh: i64,
    },
}

impl Schema {
    /// `inetOrgPerson` on OpenLDAP as it comes: named by `uid`, groups of names and POSIX groups, disabled by the
    /// permanent lock of the password policy overlay.
    pub fn open_ldap() -> Self {
        let by_name = |attribute: &str| Membership {
            attribute: attribute.to_owned(),
            by: MemberBy::Name,
        };
        Self {
            id: "entryUUID".to_owned(),
            id_form: IdForm::Text,
            own_id: "employeeNumber".to_owned(),
            classes: owned(&["inetOrgPerson"]),
            naming: "uid".to_owned(),
            named_by: Field::Username,
            attributes: attributes(&[
                (Field::DisplayName, "cn"),
                (Field::DisplayName, "displayName"),
                (Field::Given, "givenName"),
                (Field::Surname, "sn"),
                (Field::Mail, "mail"),
                (Field::Title, "title"),
                (Field::Department, "departmentNumber"),
                (Field::Office, "physicalDeliveryOfficeName"),
            ]),
            other_addresses: OtherAddresses::Ignored,
            unique: vec![Field::Mail],
            memberships: vec![
                by_name("member"),
                by_name("uniqueMember"),
                Membership {
                    attribute: "memberUid".to_owned(),
                    by: MemberBy::Username,
                },
            ],
            last_member: None,
            disabling: Disabling::Value {
                attribute: "pwdAccountLockedTime".to_owned(),
                value: "000001010000Z".to_owned(),
            },
            needs_surname: true,
        }
    }

    /// Users of Active Directory, and of Samba's: named by `cn`, disabled by a bit of `userAccountControl`.
    pub fn active_directory() -> Self {
        Self {
            id: "objectGUID".to_owned(),
            id_form: IdForm::Octets,
            own_id: "employeeNumber".to_owned(),
            classes: owned(&["top", "person", "organizationalPerson", "user"]),
            naming: "cn".to_owned(),
            named_by: Field::DisplayName,
            attributes: attributes(&[
                (Field::Username, "sAMAccountName"),
                (Field::Upn, "userPrincipalName"),
                (Field::DisplayName, "displayName"),
                (Field::Given, "givenName"),
                (Field::Surname, "sn"),
                (Field::Mail, "mail"),
                (Field::Title, "title"),
                (Field::Department, "department"),
                (Field::Office, "physicalDeliveryOfficeName"),
            ]),
            other_addresses: OtherAddresses::Prefixed {
                attribute: "proxyAddresses".to_owned(),
            },
            unique: vec![Field::Upn, Field::Mail, Field::Username],
            memberships: vec![Membership {
                attribute: "member".to_owned(),
                by: MemberBy::Name,
            }],
            last_member: None,
            disabling: Disabling::Bit {
                attribute: "userAccountControl".to_owned(),
                bit: 2,
                fresh: 512,
            },
            needs_surname: false,
        }
    }

    /// All attributes that hold the sign-in name.
    pub(super) fn username_attributes(&self) -> Vec<&str> {
        let named = (self.named_by == Field::Username).then_some(self.naming.as_str());
        let mapped = self.attributes.iter();
        let mapped = mapped.filter(|(field, _)| *field == Field::Username);
        named
            .into_iter()
            .chain(mapped.map(|(_, attribute)| attribute.as_str()))
            .collect()
    }

    /// The attribute that holds a field.
    pub(super) fn attribute_of(&self, field: Field) -> Option<&str> {
        let listed = self.attributes.iter().find(|(held, _)| *held == field);
        match listed {
            Some((_, attribute)) => Some(attribute),
            None => (self.named_by == field).then_some(self.naming.as_str()),
        }
    }
}

fn owned(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

fn attributes(list: &[(Field, &str)]) -> Vec<(Field, String)> {
    list.iter()
        .map(|(field, name)| (*field, (*name).to_owned()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_schema_names_a_password_or_what_protects_an_account() {
        for schema in [Schema::open_ldap(), Schema::active_directory()] {
            let written = schema.attributes.iter().map(|(_, name)| name);
            let known = schema.memberships.iter().map(|it| &it.attribute);
            for name in written.chain(known).chain([&schema.id, &schema.own_id]) {
                for untouched in ["unicodePwd", "userPassword", "adminCount", "memberOf"] {
                    assert!(!name.eq_ignore_ascii_case(untouched), "{name}");
                }
            }
        }
    }

    #[test]
    fn active_directory_is_named_by_the_display_name_and_looks_for_both_names_to_sign_in_with() {
        let schema = Schema::active_directory();
        assert_eq!(schema.username_attributes(), ["sAMAccountName"]);
        assert_eq!(schema.attribute_of(Field::Upn), Some("userPrincipalName"));
        assert_eq!(
            (&*schema.naming, schema.named_by),
            ("cn", Field::DisplayName)
        );
        assert_eq!(schema.unique, [Field::Upn, Field::Mail, Field::Username]);
    }
}

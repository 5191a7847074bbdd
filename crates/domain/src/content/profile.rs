//! Permission profiles: what somebody may do in the own account (content 9).
//!
//! The matrix is data. To add a module of an account, add it to [`Module`] and its rows to [`ProfileKind::rights`].

use crate::ids::{OrganizationCode, ProfileId};
use crate::organization::OrganizationKind;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The built-in profiles, the mightiest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum ProfileKind {
    BillingAdministrator,
    Administrator,
    Supervisor,
    Manager,
    Observer,
    Visitor,
}

/// What an account keeps that a profile gives rights on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Module {
    Proofs,
    Files,
    PublicFolders,
    PrivateFolders,
    Contacts,
    Groups,
    Tags,
    Views,
}

/// What can be done with something of a module.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Right {
    /// Look at it.
    Read,
    /// Make a new one; of somebody else's folder: put things into it.
    Create,
    /// Change it.
    Edit,
    /// Throw it away.
    Delete,
}

/// The rights on what somebody owns, and on what others of the account own and did not share.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Rights {
    /// On the own things.
    pub own: BTreeSet<Right>,
    /// On those of others.
    pub others: BTreeSet<Right>,
}

impl Module {
    /// Every module.
    pub const ALL: [Self; 8] = [
        Self::Proofs,
        Self::Files,
        Self::PublicFolders,
        Self::PrivateFolders,
        Self::Contacts,
        Self::Groups,
        Self::Tags,
        Self::Views,
    ];
}

impl ProfileKind {
    /// Every built-in profile.
    pub const ALL: [Self; 6] = [
        Self::BillingAdministrator,
        Self::Administrator,
        Self::Supervisor,
        Self::Manager,
        Self::Observer,
        Self::Visitor,
    ];

    /// The profile's name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::BillingAdministrator => "billing_administrator",
            Self::Administrator => "administrator",
            Self::Supervisor => "supervisor",
            Self::Manager => "manager",
            Self::Observer => "observer",
            Self::Visitor => "visitor",
        }
    }

    /// The profile with this name on the wire.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|profile| profile.as_str() == name)
    }

    /// The rank at an account of a kind (ruling 4).
    pub fn rank(self, at: OrganizationKind) -> u8 {
        match (self, at) {
            (Self::BillingAdministrator, OrganizationKind::Hub) => 100,
            (Self::Administrator, OrganizationKind::Hub) => 90,
            (Self::BillingAdministrator, _) => 80,
            (Self::Administrator, _) => 70,
            (Self::Supervisor, _) => 50,
            (Self::Manager, _) => 40,
            (Self::Observer | Self::Visitor, _) => 10,
        }
    }

    /// Whether its holders look after the account.
    pub fn administers(self) -> bool {
        matches!(self, Self::BillingAdministrator | Self::Administrator)
    }

    /// The rights on a module. Source: "Proof permission profiles", "Folder permissions".
    pub fn rights(self, module: Module) -> Rights {
        use Right::{Create, Delete, Edit, Read};
        let all = [Read, Create, Edit, Delete];
        let (own, others): (&[Right], &[Right]) = match (self, module) {
            // WHY: private folders of others are deleted by nobody but creator and owner.
            (
                Self::BillingAdministrator | Self::Administrator | Self::Supervisor,
                Module::PrivateFolders,
            ) => (&all, &[Read, Create, Edit]),
            (Self::BillingAdministrator | Self::Administrator | Self::Supervisor, _) => {
                (&all, &[Read, Edit, Delete])
            }
            (Self::Manager, Module::PublicFolders) => (&all, &[Read, Create, Edit]),
            (Self::Manager, Module::Contacts | Module::Groups | Module::Tags | Module::Views) => {
                (&all, &[Read])
            }
            (Self::Manager, _) => (&all, &[]),
            (Self::Observer, Module::Contacts | Module::Groups | Module::PublicFolders)
            | (Self::Visitor, Module::PublicFolders) => (&[Read], &[Read]),
            (Self::Visitor, Module::Contacts | Module::Groups) => (&[], &[]),
            (Self::Observer | Self::Visitor, _) => (&[Read], &[]),
        };
        Rights {
            own: own.iter().copied().collect(),
            others: others.iter().copied().collect(),
        }
    }
}

/// A profile that an account made for itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomProfile {
    /// The account.
    pub account: OrganizationCode,
    /// The built-in profile it is cloned from.
    pub like: ProfileKind,
    /// The display name; the id where none is given.
    #[serde(default)]
    pub name: Option<Arc<str>>,
    /// Whether it can be given; a disabled one cannot.
    #[serde(default = "yes")]
    pub enabled: bool,
    /// The rights that differ from the original's.
    #[serde(default)]
    pub rights: BTreeMap<Module, Rights>,
    /// Whether its holders look after users and settings; as of the original where nothing is said.
    #[serde(default)]
    pub manage_users: Option<bool>,
    /// Whether its holders move users. WHY of its own: looking after users is not enough (content 2).
    #[serde(default)]
    pub move_users: bool,
    /// The revision of the record.
    #[serde(default)]
    pub revision: i64,
}

fn yes() -> bool {
    true
}

/// A profile as somebody holds it or may be given it: a built-in one, or one of the account's own.
#[derive(Clone, Copy, Debug)]
pub struct Profile<'a> {
    /// The built-in profile, or the original of the custom one.
    pub like: ProfileKind,
    /// What an account made of it.
    pub custom: Option<&'a CustomProfile>,
}

impl Profile<'_> {
    /// The rights on a module; no custom profile gives what its original does not.
    pub fn rights(&self, module: Module) -> Rights {
        let original = self.like.rights(module);
        match self.custom.and_then(|custom| custom.rights.get(&module)) {
            None => original,
            Some(own) => Rights {
                own: own.own.intersection(&original.own).copied().collect(),
                others: own.others.intersection(&original.others).copied().collect(),
            },
        }
    }

    /// Whether its holders can own and change things: Observers and Visitors only look (content 3).
    pub fn may_own(&self) -> bool {
        let edits = |module| self.rights(module).own.contains(&Right::Edit);
        edits(Module::Proofs) && edits(Module::Files)
    }

    /// Whether its holders look after users and settings.
    pub fn manages_users(&self) -> bool {
        let said = self.custom.and_then(|custom| custom.manage_users);
        self.like.administers() && said.unwrap_or(true)
    }

    /// Whether its holders move users, where the account is a hub (content 2).
    pub fn moves_users(&self) -> bool {
        self.manages_users() && self.custom.is_none_or(|custom| custom.move_users)
    }

    /// Whether somebody of a rank gives it to people of an account of a kind: nobody gives more than they have, and Billing
    /// Administrator is given by those alone who hold the billing (ruling 4). Source: "Proof permission profiles".
    pub fn is_given_by(&self, rank: u8, bills: bool, at: OrganizationKind) -> bool {
        self.like.rank(at) <= rank && (self.like != ProfileKind::BillingAdministrator || bills)
    }

    /// Whether it can be given now.
    pub fn is_enabled(&self) -> bool {
        self.custom.is_none_or(|custom| custom.enabled)
    }
}

impl From<ProfileKind> for ProfileId {
    fn from(kind: ProfileKind) -> Self {
        Self::new(kind.as_str())
    }
}

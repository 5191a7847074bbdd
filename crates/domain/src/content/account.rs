//! Accounts and their people: what is bought, what is used, and who holds which profile.

use crate::hosting::Delegation;
use crate::ids::{OrganizationCode, ProfileId, UserId};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// How people sign in to an account (content 11).
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum SignIn {
    /// By password.
    #[default]
    Password,
    /// By password or through the own directory.
    Sso,
    /// Through the own directory alone.
    SsoRequired,
}

impl SignIn {
    /// The word on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::Sso => "sso",
            Self::SsoRequired => "sso_required",
        }
    }

    /// The way with this word on the wire.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Password, Self::Sso, Self::SsoRequired]
            .into_iter()
            .find(|way| way.as_str() == name)
    }
}

/// What is bought for an account (content 1 and 9).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum AccountPlan {
    Standard,
    Premium,
}

impl AccountPlan {
    /// Every plan.
    pub const ALL: [Self; 2] = [Self::Standard, Self::Premium];

    /// The word on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::Premium => "premium",
        }
    }

    /// The plan with this word on the wire.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|plan| plan.as_str() == name)
    }

    /// Whether accounts make profiles of their own. Source: Workfront Proof, "Create and manage custom profiles".
    pub fn has_custom_profiles(self) -> bool {
        self == Self::Premium
    }
}

/// What an organization has as an account.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Account {
    /// What is bought; where nothing is told, nothing is withheld.
    pub plan: Option<AccountPlan>,
    /// How many people may live there; any number where none is given.
    pub seats: Option<u32>,
    /// How many bytes may be stored there; any number where none is given.
    pub storage_bytes: Option<u64>,
    /// How people sign in; as at the hub where nothing is given.
    pub sign_in: Option<SignIn>,
    /// Whom bills go to.
    pub billing_contact: Option<UserId>,
    /// The partner accounts: another relation, along which nobody moves (content 1).
    pub partners: BTreeSet<Arc<str>>,
    /// The revision of these settings.
    pub revision: i64,
}

impl Account {
    /// Whether there are so many seats; equal is enough (ruling 58).
    pub fn has_seats_for(&self, people: u32) -> bool {
        self.seats.is_none_or(|limit| people <= limit)
    }

    /// Whether so many bytes can be stored there; equal is enough (ruling 58).
    pub fn has_room_for(&self, bytes: u64) -> bool {
        self.storage_bytes.is_none_or(|limit| bytes <= limit)
    }

    /// Whether people there can make profiles of their own.
    pub fn has_custom_profiles(&self) -> bool {
        self.plan.is_none_or(AccountPlan::has_custom_profiles)
    }
}

/// What an account uses. Counters are no part of a revision (ruling 60).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AccountCounts {
    /// Seats taken: active and pending people take one, others none (ruling 58).
    pub seats: u32,
    /// Bytes stored, trash included.
    pub bytes: u64,
    /// Bytes that transfers under way still bring.
    pub expected: u64,
    /// Active people who can take over what others leave (content 3).
    pub owners: u32,
    /// Active people who look after the account, with whether they hold the billing too.
    pub administrators: BTreeMap<UserId, bool>,
}

/// Somebody who lives in an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// The permission profile: the one grant at home (ruling 68).
    pub profile: ProfileId,
    /// Who stands in for the person meanwhile.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub delegations: BTreeSet<Delegation>,
}

impl Member {
    /// Somebody with a profile.
    pub fn new(profile: impl Into<ProfileId>) -> Self {
        Self {
            profile: profile.into(),
            delegations: BTreeSet::new(),
        }
    }
}

/// What is known of accounts, by code.
pub(super) type Accounts = BTreeMap<OrganizationCode, Account>;

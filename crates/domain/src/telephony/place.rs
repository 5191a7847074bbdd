//! What telephony knows of organizations: dial plans, device lists, defaults of sites and number routing.

use crate::ids::{DeviceListId, OrganizationCode, RoleId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The defaults of a site that every installation knows, by key (telephony 1); its own ones lie under [`CUSTOM`].
pub const SITE_DEFAULTS: [&str; 10] = [
    "role",
    "device_pool",
    "location",
    "region",
    "line_css",
    "line_partition",
    "shared_line_css",
    "e164_mask",
    "voicemail_pilot",
    "default_css",
];

/// Where the defaults lie that an installation adds; `custom.softkeys` is one of them.
pub const CUSTOM: &str = "custom";

/// The longest prefix of a range of numbers, in digits (telephony 1).
pub const LONGEST_PREFIX: usize = 30;

/// The most digits that follow the prefix of a range.
pub const LONGEST_MASK: u32 = 32;

/// The dial plan of a site (telephony 1).
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum DialPlan {
    /// None: it is not made with the site.
    #[default]
    None,
    /// Flat: numbers are used as they are.
    NonSlc,
    /// Numbers are a site location code and an extension.
    Slc,
}

impl DialPlan {
    /// Every dial plan.
    pub const ALL: [Self; 3] = [Self::None, Self::NonSlc, Self::Slc];

    /// The name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::NonSlc => "non_slc",
            Self::Slc => "slc",
        }
    }
}

/// How a customer's telephony is deployed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Deployment {
    /// By a provider; people move from site to site.
    #[default]
    Provider,
    /// By the enterprise itself, whose dial plans the product does not keep.
    Enterprise,
}

/// A fact that two sites must have and agree in (ruling 50).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum SiteFact {
    /// The country.
    Country,
    /// The device list.
    DeviceList,
}

/// What telephony knows of a customer, an area or a site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Place {
    /// Of a customer: how its telephony is deployed.
    pub deployment: Deployment,
    /// Of a customer: the type of its dial plan; 1 to 3 carry site location codes, 4 is flat.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dial_plan_type: Option<u8>,
    /// Whether freed numbers cool down; as above where nothing is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cooling: Option<bool>,
    /// Of a site: the country.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<Arc<str>>,
    /// Of a site: the systems behind its devices.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub device_list: Option<DeviceListId>,
    /// Of a site: the dial plan.
    pub dial_plan: DialPlan,
    /// Of a site: the site location code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slc: Option<Arc<str>>,
    /// Of a site: how many digits extensions have.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub extension_length: Option<u8>,
    /// Of a site: the code that names of its values carry, like `Cu4Si2`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub internal_code: Option<Arc<str>>,
    /// The revision of all this and of the site's defaults.
    pub revision: i64,
}

impl Default for Place {
    fn default() -> Self {
        Self {
            deployment: Deployment::default(),
            dial_plan_type: None,
            cooling: None,
            country: None,
            device_list: None,
            dial_plan: DialPlan::default(),
            slc: None,
            extension_length: None,
            internal_code: None,
            revision: 1,
        }
    }
}

/// The systems behind the devices of sites: at most one of each kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceList {
    /// Whose it is.
    pub customer: OrganizationCode,
    /// The call cluster.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cucm: Option<Arc<str>>,
    /// The voicemail system.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cuc: Option<Arc<str>>,
    /// The Webex system.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub webex: Option<Arc<str>>,
}

/// The defaults of a site: the values that what comes there is given.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SiteDefaults {
    /// The role people get.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<RoleId>,
    /// The other values by key; those of the installation's own begin with `custom.`.
    pub values: BTreeMap<Arc<str>, Arc<str>>,
}

impl SiteDefaults {
    /// A value; an empty one is none (telephony 4, row 5).
    pub fn value(&self, key: &str) -> Option<&Arc<str>> {
        self.values.get(key).filter(|value| !value.is_empty())
    }
}

/// A range of numbers that a site routes to its extensions (telephony 1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NumberRouting {
    /// The site.
    pub site: OrganizationCode,
    /// The digits at the beginning.
    pub prefix: Arc<str>,
    /// How many digits follow.
    pub mask_length: u32,
}

impl NumberRouting {
    /// How many digits its numbers have.
    pub fn length(&self) -> u64 {
        self.prefix.chars().count() as u64 + u64::from(self.mask_length)
    }

    /// Whether a number lies in both ranges: of one length, one beginning with the other's prefix.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.length() == other.length()
            && (self.prefix.starts_with(&*other.prefix) || other.prefix.starts_with(&*self.prefix))
    }
}

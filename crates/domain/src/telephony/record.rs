//! What moves with a person: lines, devices, mailboxes and the like, and internal numbers.
//!
//! A record is rewritten as a whole, with what it was before: so every change can be taken back, and what somebody else
//! changed meanwhile is seen. To add a kind, give it a [`Section`] and a [`Record`].

use crate::ids::{LineId, OrganizationCode, RecordId, UserId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// The section of the directory document a record stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Section {
    /// Lines.
    Lines,
    /// Phones.
    Phones,
    /// Device profiles (extension mobility).
    DeviceProfiles,
    /// Remote destination profiles.
    RemoteDestinationProfiles,
    /// Mailboxes.
    Voicemail,
    /// Webex users.
    Webex,
    /// Tags of a contact centre.
    AgentTags,
    /// Internal numbers.
    Inventory,
}

impl Section {
    /// Every section.
    pub const ALL: [Self; 8] = [
        Self::Lines,
        Self::Phones,
        Self::DeviceProfiles,
        Self::RemoteDestinationProfiles,
        Self::Voicemail,
        Self::Webex,
        Self::AgentTags,
        Self::Inventory,
    ];
    /// Those that hold devices.
    pub const DEVICES: [Self; 3] = [
        Self::Phones,
        Self::DeviceProfiles,
        Self::RemoteDestinationProfiles,
    ];
    /// Those that hold one person's services.
    pub const BELONGINGS: [Self; 3] = [Self::Voicemail, Self::Webex, Self::AgentTags];

    /// The name in the document.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Lines => "lines",
            Self::Phones => "phones",
            Self::DeviceProfiles => "device_profiles",
            Self::RemoteDestinationProfiles => "remote_destination_profiles",
            Self::Voicemail => "voicemail",
            Self::Webex => "webex",
            Self::AgentTags => "agent_tags",
            Self::Inventory => "inventory",
        }
    }

    /// The section of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|section| section.as_str() == name)
    }
}

/// Which record: its section and id, written `phones/sep-1`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct RecordKey {
    /// The section.
    pub section: Section,
    /// The id there.
    pub id: RecordId,
}

impl RecordKey {
    /// The key of a record.
    pub fn new(section: Section, id: impl Into<RecordId>) -> Self {
        Self {
            section,
            id: id.into(),
        }
    }

    /// The key of a line.
    pub fn line(id: &LineId) -> Self {
        Self::new(Section::Lines, id.as_str())
    }
}

impl fmt::Display for RecordKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.section.as_str(), self.id)
    }
}

impl fmt::Debug for RecordKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl From<RecordKey> for String {
    fn from(key: RecordKey) -> Self {
        key.to_string()
    }
}

impl TryFrom<String> for RecordKey {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        let (section, id) = text
            .split_once('/')
            .and_then(|(section, id)| Some((Section::from_name(section)?, id)))
            .ok_or_else(|| format!("{text:?} names no record; write it like phones/sep-1"))?;
        Ok(Self::new(section, id))
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for RecordKey {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "RecordKey".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        String::json_schema(generator)
    }
    fn inline_schema() -> bool {
        true
    }
}

/// A number in a partition of a call cluster; no two lines have all three alike.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Line {
    /// The number.
    pub pattern: Arc<str>,
    /// The partition.
    pub partition: Arc<str>,
    /// The call cluster.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cluster: Option<Arc<str>>,
    /// Where it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<OrganizationCode>,
    /// Its other values: `css` and `shared_line_css`.
    #[serde(flatten)]
    pub values: BTreeMap<Arc<str>, Arc<str>>,
}

impl Line {
    /// What no two lines have alike.
    pub fn identity(&self) -> (Option<&str>, &str, &str) {
        (self.cluster.as_deref(), &self.partition, &self.pattern)
    }
}

/// A line on a device.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Appearance {
    /// Which line.
    pub line: LineId,
    /// Its place on the device.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub index: Option<u32>,
    /// The mask by which outside numbers are shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub e164_mask: Option<Arc<str>>,
    /// The partition in which the device looks for the line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub partition: Option<Arc<str>>,
}

/// What a phone is.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum DeviceKind {
    /// It stands on a desk, and can be left there.
    #[default]
    Desk,
    /// It is a program, and goes wherever its owner goes.
    Soft,
}

/// A phone, or a profile that stands for one.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Device {
    /// Whose it is; nobody's where none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<UserId>,
    /// Where it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<OrganizationCode>,
    /// Of a phone: what it is.
    #[serde(default)]
    pub kind: DeviceKind,
    /// The lines on it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<Appearance>,
    /// Its other values, like `device_pool`, `location` and `css`.
    #[serde(flatten)]
    pub values: BTreeMap<Arc<str>, Arc<str>>,
}

impl Device {
    /// Whether a line appears on it.
    pub fn shows(&self, line: &LineId) -> bool {
        self.lines.iter().any(|appearance| appearance.line == *line)
    }
}

/// A service of one person: a mailbox, a Webex user, a tag of a contact centre.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Belonging {
    /// Whose it is.
    pub user: UserId,
    /// Where it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<OrganizationCode>,
    /// Of a tag: the agent line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<LineId>,
    /// Its other values: a mailbox' `extension` and `pilot`.
    #[serde(flatten)]
    pub values: BTreeMap<Arc<str>, Arc<str>>,
}

/// The state of an internal number.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum NumberStatus {
    /// Nobody has it.
    #[default]
    Available,
    /// A device or user has it.
    Used,
    /// Something else has it, like a hunt pilot.
    UsedUtility,
    /// It is kept for something.
    Reserved,
    /// Nobody has it, and nobody gets it for a while.
    Cooling,
    /// It is not in use.
    Inactive,
}

impl NumberStatus {
    /// The name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Available => "available",
            Self::Used => "used",
            Self::UsedUtility => "used_utility",
            Self::Reserved => "reserved",
            Self::Cooling => "cooling",
            Self::Inactive => "inactive",
        }
    }
}

/// An internal number in the inventory; it knows neither partition nor cluster.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct InventoryEntry {
    /// The number.
    pub number: Arc<str>,
    /// Where it is kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<OrganizationCode>,
    /// Its state.
    #[serde(default)]
    pub status: NumberStatus,
}

/// A record as a whole.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Record {
    /// A line.
    Line(Line),
    /// A phone or profile.
    Device(Device),
    /// A service of one person.
    Belonging(Belonging),
    /// An internal number.
    Inventory(InventoryEntry),
}

impl Record {
    /// Where it stands.
    pub fn at(&self) -> Option<&OrganizationCode> {
        match self {
            Self::Line(it) => it.at.as_ref(),
            Self::Device(it) => it.at.as_ref(),
            Self::Belonging(it) => it.at.as_ref(),
            Self::Inventory(it) => it.at.as_ref(),
        }
    }

    /// Puts it somewhere.
    pub fn stand_at(&mut self, place: &OrganizationCode) {
        let at = match self {
            Self::Line(it) => &mut it.at,
            Self::Device(it) => &mut it.at,
            Self::Belonging(it) => &mut it.at,
            Self::Inventory(it) => &mut it.at,
        };
        *at = Some(place.clone());
    }

    /// Whose it is.
    pub fn owner(&self) -> Option<&UserId> {
        match self {
            Self::Device(it) => it.owner.as_ref(),
            Self::Belonging(it) => Some(&it.user),
            Self::Line(_) | Self::Inventory(_) => None,
        }
    }

    /// The lines on it.
    pub fn appearances(&self) -> &[Appearance] {
        match self {
            Self::Device(it) => &it.lines,
            _ => &[],
        }
    }

    /// What people call it: the number, or the id.
    pub fn name(&self, key: &RecordKey) -> Arc<str> {
        match self {
            Self::Line(it) => it.pattern.clone(),
            Self::Inventory(it) => it.number.clone(),
            Self::Belonging(it) => {
                let extension = it.values.get("extension");
                extension.cloned().unwrap_or_else(|| key.id.as_str().into())
            }
            Self::Device(_) => key.id.as_str().into(),
        }
    }

    /// Its values by name, beside place, owner and lines.
    pub fn values(&self) -> BTreeMap<Arc<str>, Arc<str>> {
        match self {
            Self::Line(it) => {
                let mut values = it.values.clone();
                values.insert("partition".into(), it.partition.clone());
                values
            }
            Self::Device(it) => it.values.clone(),
            Self::Belonging(it) => it.values.clone(),
            Self::Inventory(it) => BTreeMap::from([("status".into(), it.status.as_str().into())]),
        }
    }

    /// Gives it a value.
    pub fn set(&mut self, field: &str, value: &Arc<str>) {
        let values = match self {
            Self::Line(it) if field == "partition" => {
                it.partition = value.clone();
                return;
            }
            Self::Line(it) => &mut it.values,
            Self::Device(it) => &mut it.values,
            Self::Belonging(it) => &mut it.values,
            Self::Inventory(_) => return,
        };
        values.insert(field.into(), value.clone());
    }
}

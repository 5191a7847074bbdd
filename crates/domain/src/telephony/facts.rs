//! What a plan of sites with telephony is computed from beside people and organizations.

use super::{
    Belonging, Deployment, Device, DeviceList, DialPlan, InventoryEntry, Line, NumberRouting,
    PhoneUser, Place, Record, RecordKey, Section, Settings, SiteDefaults,
};
use crate::ids::{DeviceListId, LineId, OrganizationCode, RecordId, RoleId, UserId};
use crate::organization::OrganizationKind;
use crate::tree::Placed;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A number by which the outside world calls; unique everywhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutsideNumber {
    /// The number, like `+442071010000`.
    pub number: Arc<str>,
    /// Its country.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<Arc<str>>,
    /// Where it is kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<OrganizationCode>,
}

/// Which line an outside number reaches.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Association {
    /// The line.
    pub line: LineId,
    /// The outside number.
    pub number: RecordId,
    /// Whether it is the primary one.
    #[serde(default)]
    pub primary: bool,
    /// Where the association is kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<OrganizationCode>,
}

/// Some lines: a pickup group, or a line group of hunt lists.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LineSet {
    /// Where it stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<OrganizationCode>,
    /// The lines.
    pub members: BTreeSet<LineId>,
}

/// A hunt list: lines, by themselves and by groups.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct HuntList {
    /// Where it stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<OrganizationCode>,
    /// The lines.
    pub members: BTreeSet<LineId>,
    /// The line groups.
    pub line_groups: BTreeSet<RecordId>,
}

/// Which role members of a group of the outside directory get.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleMapping {
    /// The group.
    pub group: Arc<str>,
    /// The role.
    pub role: RoleId,
    /// At organizations of which kind; of any where none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_kind: Option<OrganizationKind>,
    /// Where it holds, and below; everywhere where none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<OrganizationCode>,
}

/// The facts of sites with telephony.
///
/// A snapshot holds what the families and their devices touch: their records, every record that shows one of their
/// lines, whoever has one as the primary line, and the lines that stand where theirs would come to stand.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TelephonyFacts {
    /// What the installation sets.
    pub settings: Settings,
    /// What is known of organizations.
    pub places: BTreeMap<OrganizationCode, Place>,
    /// The device lists.
    pub device_lists: BTreeMap<DeviceListId, DeviceList>,
    /// The defaults of sites.
    pub site_defaults: BTreeMap<OrganizationCode, SiteDefaults>,
    /// The routed ranges.
    pub number_routing: BTreeMap<RecordId, NumberRouting>,
    /// What is known of people.
    pub people: BTreeMap<UserId, PhoneUser>,
    /// The lines.
    pub lines: BTreeMap<LineId, Line>,
    /// Phones and profiles.
    pub devices: BTreeMap<RecordKey, Device>,
    /// Mailboxes, Webex users and agent tags.
    pub belongings: BTreeMap<RecordKey, Belonging>,
    /// Internal numbers.
    pub inventory: BTreeMap<RecordId, InventoryEntry>,
    /// Outside numbers.
    pub numbers: BTreeMap<RecordId, OutsideNumber>,
    /// Which lines they reach.
    pub associations: BTreeMap<RecordId, Association>,
    /// Pickup groups.
    pub pickup_groups: BTreeMap<RecordId, LineSet>,
    /// Hunt lists.
    pub hunt_lists: BTreeMap<RecordId, HuntList>,
    /// The line groups of hunt lists.
    pub line_groups: BTreeMap<RecordId, LineSet>,
    /// Mappings of roles, by id; the first that fits holds.
    pub role_mappings: BTreeMap<RecordId, RoleMapping>,
}

impl TelephonyFacts {
    /// The record of a key.
    pub fn record(&self, key: &RecordKey) -> Option<Record> {
        let id = key.id.as_str();
        match key.section {
            Section::Lines => self.lines.get(id).cloned().map(Record::Line),
            Section::Inventory => self.inventory.get(id).cloned().map(Record::Inventory),
            Section::Phones | Section::DeviceProfiles | Section::RemoteDestinationProfiles => {
                self.devices.get(key).cloned().map(Record::Device)
            }
            Section::Voicemail | Section::Webex | Section::AgentTags => {
                self.belongings.get(key).cloned().map(Record::Belonging)
            }
        }
    }

    /// Puts a record under a key; one of another section's kind is passed over.
    pub fn put(&mut self, key: &RecordKey, record: Record) {
        match record {
            Record::Line(it) if key.section == Section::Lines => {
                self.lines.insert(key.id.as_str().into(), it);
            }
            Record::Inventory(it) if key.section == Section::Inventory => {
                self.inventory.insert(key.id.clone(), it);
            }
            Record::Device(it) if Section::DEVICES.contains(&key.section) => {
                self.devices.insert(key.clone(), it);
            }
            Record::Belonging(it) if Section::BELONGINGS.contains(&key.section) => {
                self.belongings.insert(key.clone(), it);
            }
            _ => {}
        }
    }

    /// The keys of everything that is somebody's: devices, then services.
    pub fn owned_by<'a>(&'a self, user: &'a UserId) -> impl Iterator<Item = &'a RecordKey> {
        let devices = self.devices.iter();
        let devices = devices.filter(|(_, it)| it.owner.as_ref() == Some(user));
        let belongings = self.belongings.iter().filter(|(_, it)| it.user == *user);
        let devices = devices.map(|(key, _)| key);
        devices.chain(belongings.map(|(key, _)| key))
    }

    /// Who has a line as the primary one.
    pub fn primary_of<'a>(&'a self, line: &'a LineId) -> impl Iterator<Item = &'a UserId> {
        let people = self.people.iter();
        people
            .filter(|(_, it)| it.primary_line.as_ref() == Some(line))
            .map(|(user, _)| user)
    }

    /// What is known of an organization.
    pub fn place(&self, code: &OrganizationCode) -> Option<&Place> {
        self.places.get(code)
    }

    /// The dial plan of an organization; who has said nothing has none.
    pub fn dial_plan(&self, code: &OrganizationCode) -> DialPlan {
        self.place(code).map_or(DialPlan::None, |it| it.dial_plan)
    }

    /// Whether freed numbers cool down there: as the nearest says.
    pub fn cools(&self, at: Placed<'_>) -> bool {
        let mut above = at.upwards();
        let said = above.find_map(|above| self.place(&above.code)?.cooling);
        said.unwrap_or(false)
    }

    /// How the telephony of an organization's customer is deployed.
    pub fn deployment(&self, customer: Placed<'_>) -> Deployment {
        let place = self.place(&customer.code);
        place.map_or(Deployment::Provider, |it| it.deployment)
    }

    /// The hunt lists a line is in, by itself or by a line group (telephony 11.11).
    pub fn hunt_lists_of<'a>(
        &'a self,
        line: &'a LineId,
    ) -> impl Iterator<Item = (&'a RecordId, &'a HuntList)> {
        self.hunt_lists.iter().filter(move |(_, list)| {
            let groups = list.line_groups.iter();
            let mut groups = groups.filter_map(|group| self.line_groups.get(group));
            list.members.contains(line) || groups.any(|group| group.members.contains(line))
        })
    }
}

/// The nearest customer above an organization, itself included (ruling 2).
pub fn customer(place: Placed<'_>) -> Option<Placed<'_>> {
    place
        .upwards()
        .find(|above| above.kind == OrganizationKind::Customer)
}

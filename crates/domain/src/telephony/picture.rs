//! What somebody is reached by, ready to be drawn: devices with their lines, the numbers of these, and services.
//!
//! Data only, without words; what is not known is left out.

use super::record::{DeviceKind, NumberStatus, RecordKey, Section};
use super::{OutsideNumber, TelephonyFacts};
use crate::ids::{LineId, OrganizationCode, UserId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The devices, lines, numbers and services of one person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhonePicture {
    /// The devices, by section and id.
    pub devices: Vec<DrawnDevice>,
    /// The lines: the primary one, then those of the devices in their order.
    pub lines: Vec<DrawnLine>,
    /// Mailbox, Webex user and tags.
    pub services: Vec<DrawnService>,
}

/// A device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DrawnDevice {
    /// Which.
    pub key: RecordKey,
    /// Of a phone: what it is.
    pub kind: DeviceKind,
    /// Where it stands.
    pub at: Option<OrganizationCode>,
    /// The lines on it, by their place there.
    pub lines: Vec<LineId>,
}

/// A line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DrawnLine {
    /// Which.
    pub id: LineId,
    /// Its number; the id where that is not known.
    pub number: Arc<str>,
    /// Its partition.
    pub partition: Option<Arc<str>>,
    /// Where it stands.
    pub at: Option<OrganizationCode>,
    /// Whether the person is called by it first.
    pub primary: bool,
    /// The state of its number in the inventory.
    pub status: Option<NumberStatus>,
    /// The outside numbers that reach it.
    pub outside: Vec<Arc<str>>,
    /// How many devices of others show it too.
    pub shared_with: u32,
}

/// A service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DrawnService {
    /// Which.
    pub key: RecordKey,
    /// Where it stands.
    pub at: Option<OrganizationCode>,
    /// The number it answers: a mailbox' extension, an agent's line.
    pub number: Option<Arc<str>>,
    /// The number by which it is called itself: a mailbox' pilot.
    pub pilot: Option<Arc<str>>,
}

impl PhonePicture {
    /// What facts tell of one person.
    pub fn of(facts: &TelephonyFacts, user: &UserId) -> Self {
        let person = facts.people.get(user);
        let primary = person.and_then(|person| person.primary_line.as_ref());
        let devices: Vec<DrawnDevice> = facts
            .devices
            .iter()
            .filter(|(_, device)| device.owner.as_ref() == Some(user))
            .map(|(key, device)| {
                let mut shown: Vec<_> = device.lines.iter().collect();
                shown.sort_by_key(|it| it.index);
                DrawnDevice {
                    key: key.clone(),
                    kind: device.kind,
                    at: device.at.clone(),
                    lines: shown.into_iter().map(|it| it.line.clone()).collect(),
                }
            })
            .collect();
        let mut told = BTreeSet::new();
        let on_devices = devices.iter().flat_map(|device| &device.lines);
        let lines = primary.into_iter().chain(on_devices);
        let lines = lines
            .filter(|id| told.insert(*id))
            .map(|id| line(facts, user, id, primary == Some(id)))
            .collect();
        let services = facts.belongings.iter().filter(|(_, it)| it.user == *user);
        let services = services.map(|(key, it)| DrawnService {
            key: key.clone(),
            at: it.at.clone(),
            number: match key.section {
                Section::AgentTags => it.line.as_ref().map(|line| facts.number_of(line)),
                _ => it.values.get("extension").cloned(),
            },
            pilot: it.values.get("pilot").cloned(),
        });
        Self {
            lines,
            services: services.collect(),
            devices,
        }
    }

    /// Whether there is nothing to draw.
    pub fn is_empty(&self) -> bool {
        self.devices.is_empty() && self.lines.is_empty() && self.services.is_empty()
    }
}

impl TelephonyFacts {
    /// What a line is called: its number, or its id where that is not known.
    pub fn number_of(&self, line: &LineId) -> Arc<str> {
        let known = self.lines.get(line);
        known.map_or_else(|| line.as_str().into(), |line| line.pattern.clone())
    }
}

fn line(facts: &TelephonyFacts, user: &UserId, id: &LineId, primary: bool) -> DrawnLine {
    let known = facts.lines.get(id);
    let of_others =
        |device: &&super::Device| device.owner.as_ref() != Some(user) && device.shows(id);
    let shared_with = facts.devices.values().filter(of_others).count();
    let reaches = facts.associations.values().filter(|it| it.line == *id);
    let outside = reaches.filter_map(|it| facts.numbers.get(&it.number));
    let mut inventory = facts.inventory.values();
    let kept = known.and_then(|line| {
        inventory.find(|it| it.number == line.pattern && (it.at.is_none() || it.at == line.at))
    });
    DrawnLine {
        id: id.clone(),
        number: facts.number_of(id),
        partition: known.map(|line| line.partition.clone()),
        at: known.and_then(|line| line.at.clone()),
        primary,
        status: kept.map(|it| it.status),
        outside: outside
            .map(|it: &OutsideNumber| it.number.clone())
            .collect(),
        shared_with: u32::try_from(shared_with).unwrap_or(u32::MAX),
    }
}

//! What becomes of a family's lines, devices, mailboxes and numbers (telephony 5 and 6, rulings 45, 47, 49, 52, 54, 63).

use super::course::Course;
use super::draft::Draft;
use super::work::Work;
use crate::ids::{LineId, OrganizationCode, RecordId, UserId};
use crate::organization::OrganizationKind;
use crate::people::User;
use crate::telephony::{
    Device, DialPlan, InventoryEntry, Line, PhoneUser, Record, RecordKey, TelephonyFacts,
};
use crate::user_move::request::{PersonOptions, Scope};
use crate::user_move::rules::{Case, Departure};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A record that is rewritten.
#[derive(Clone, Debug)]
pub struct Change {
    /// With whose move.
    pub by: UserId,
    /// Which.
    pub key: RecordKey,
    /// How it was.
    pub before: Record,
    /// How it is from now on.
    pub after: Record,
}

/// A line on the person's devices that is somebody else's primary one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Its number.
    pub number: Arc<str>,
    /// Whose it is.
    pub owner: UserId,
}

/// A line that stays and is taken off a device that goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disassociated {
    /// Its number.
    pub number: Arc<str>,
    /// The device.
    pub device: RecordKey,
}

/// A line of the person on a device that is not the family's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shared {
    /// Its number.
    pub number: Arc<str>,
    /// The device.
    pub device: RecordKey,
    /// Whose that is.
    pub owner: Option<UserId>,
    /// Where that stands.
    pub at: Option<OrganizationCode>,
}

/// What becomes of what one member of the family has.
#[derive(Clone, Debug)]
pub struct Moving<'a> {
    /// Who.
    pub user: &'a User,
    /// What telephony knows of the person.
    pub person: Option<&'a PhoneUser>,
    /// With or without services.
    pub scope: Scope,
    /// Everything that is the person's: devices, mailboxes, Webex users and tags.
    pub owned: Vec<&'a RecordKey>,
    /// The lines of the person: on the devices, and the primary one.
    pub lines: Vec<(&'a LineId, &'a Line)>,
    /// Those of them that go along.
    pub along: Vec<(&'a LineId, &'a Line)>,
    /// Those of them that stay, taken off what goes.
    pub stranded: Vec<(&'a LineId, &'a Line)>,
    /// Those of the stranded that nobody has as the primary one any more: nobody answers them.
    pub unanswered: Vec<(&'a LineId, &'a Line)>,
    /// Lines that stay and stay on the devices.
    pub kept: Vec<Kept>,
    /// What is taken off which device.
    pub disassociated: Vec<Disassociated>,
    /// Devices of others that show the lines.
    pub shared: Vec<Shared>,
    /// Desk phones that stay.
    pub desk_phones_left: Vec<RecordKey>,
    /// The calling search space by default, where it is written.
    pub default_css: Option<Arc<str>>,
    /// The lines that would be in the way of others.
    pub collisions: Vec<(&'a LineId, Arc<str>)>,
    /// The numbers that the inventory there keeps already, or would keep twice.
    pub kept_twice: Vec<Arc<str>>,
    /// Values of devices that are kept and carry the code of the source: device, name, value.
    pub foreign: Vec<(RecordKey, Arc<str>, Arc<str>)>,
}

/// What becomes of what a family has.
#[derive(Clone, Debug)]
pub struct Relocation<'a> {
    /// The facts.
    pub facts: &'a TelephonyFacts,
    /// Whether somebody is placed onto a site from above, rather than moved from site to site (ruling 45).
    pub is_placement: bool,
    /// The dial plan of the source.
    pub source: DialPlan,
    /// The dial plan of the destination.
    pub destination: DialPlan,
    /// The course; none where numbers of the one do not fit the other.
    pub course: Option<Course>,
    /// The family, the sponsor first.
    pub members: Vec<Moving<'a>>,
    /// The records that are rewritten.
    pub changes: Vec<Change>,
    /// The defaults that are needed and that the destination lacks.
    pub missing: BTreeSet<Arc<str>>,
}

/// A choice of the request for one person.
pub(super) fn chosen<'r, T>(
    departure: &'r Departure<'_>,
    user: &User,
    of: impl Fn(&'r PersonOptions) -> Option<T>,
) -> Option<T> {
    let own = departure.request.own_options(user).and_then(&of);
    own.or_else(|| of(&departure.request.options))
}

impl<'a> Relocation<'a> {
    /// The relocation of a case; none where nothing is known of telephony.
    pub fn of(case: &Case<'a>) -> Option<Self> {
        let facts = case.snapshot.telephony.as_ref()?;
        let plan = |place: &OrganizationCode| facts.dial_plan(place);
        let (source, destination) = (plan(&case.source.code), plan(&case.destination.code));
        let mut relocation = Self {
            facts,
            is_placement: case.source.kind != OrganizationKind::Site,
            source,
            destination,
            course: Course::between(source, destination),
            members: Vec::new(),
            changes: Vec::new(),
            missing: BTreeSet::new(),
        };
        let members = case.family.iter().map(|user| of_member(case, facts, user));
        relocation.members = members.collect();
        if relocation.is_placement && !relocation.brings_numbers() {
            let without = relocation.course.unwrap_or(Course::WITHOUT_NUMBERS);
            relocation.course = Some(without);
        }
        let is_onto_a_site = case.destination.kind == OrganizationKind::Site;
        if is_onto_a_site && case.source != case.destination {
            if let Some(course) = relocation.course {
                relocation.work_out(case, course);
            } else {
                let mut asked = relocation.clone();
                asked.work_out(case, Course::unfit(source));
                relocation.missing = asked.missing;
            }
        }
        Some(relocation)
    }

    /// Whether somebody goes from one site to another, and not to the same.
    pub fn is_between_sites(&self, case: &Case<'_>) -> bool {
        !self.is_placement
            && case.destination.kind == OrganizationKind::Site
            && case.source != case.destination
    }

    /// Whether anybody goes with services.
    pub fn with_services(&self) -> bool {
        let mut members = self.members.iter();
        members.any(|member| member.scope == Scope::WithServices)
    }

    /// Whether anybody goes with services and has lines.
    pub fn brings_numbers(&self) -> bool {
        let mut members = self.members.iter();
        members.any(|member| member.scope == Scope::WithServices && !member.lines.is_empty())
    }

    fn work_out(&mut self, case: &Case<'a>, course: Course) {
        let facts = self.facts;
        let travellers = self
            .members
            .iter()
            .filter(|it| it.scope == Scope::WithServices);
        let mut work = Work {
            case,
            facts,
            course,
            destination: self.destination,
            rows: facts.settings.rewrites().into(),
            devices: devices_by_line(facts, &self.members),
            travellers: travellers.map(|it| &it.user.id).collect(),
            draft: Draft::new(facts),
            missing: BTreeSet::new(),
        };
        let members = self.members.iter_mut();
        let with_services = members.filter(|it| it.scope == Scope::WithServices);
        work.members(&mut with_services.collect::<Vec<_>>());
        self.missing = work.missing;
        let changes = work.draft.changes().into_iter();
        self.changes = changes
            .map(|(key, it)| Change {
                by: it.by,
                key,
                before: it.before,
                after: it.after,
            })
            .collect();
        self.find_collisions();
        self.find_numbers_kept_twice();
    }

    /// A place keeps a number once: two entries would say of one number who uses it.
    fn find_numbers_kept_twice(&mut self) {
        for change in &self.changes {
            let (Record::Inventory(before), Record::Inventory(after)) =
                (&change.before, &change.after)
            else {
                continue;
            };
            let is_there = |id: &RecordId, entry: &InventoryEntry| {
                let now = || {
                    let mut changes = self.changes.iter();
                    changes.find_map(|it| match &it.after {
                        Record::Inventory(now) if it.key.id == *id => Some(now),
                        _ => None,
                    })
                };
                *id != change.key.id
                    && entry.number == after.number
                    && now().unwrap_or(entry).at == after.at
            };
            let mut entries = self.facts.inventory.iter();
            if before.at != after.at && entries.any(|(id, entry)| is_there(id, entry)) {
                let mut members = self.members.iter_mut();
                let own = members.find(|it| it.user.id == change.by);
                let twice = own.map(|it| &mut it.kept_twice);
                twice
                    .into_iter()
                    .for_each(|it| it.push(after.number.clone()));
            }
        }
    }

    /// A collision counts neither the line itself nor what it was, but two own lines that become equal (ruling 51).
    fn find_collisions(&mut self) {
        let mut after: BTreeMap<&str, &Line> = BTreeMap::new();
        for change in &self.changes {
            if let Record::Line(line) = &change.after {
                after.insert(change.key.id.as_str(), line);
            }
        }
        if after.is_empty() {
            return;
        }
        let mut standing: BTreeMap<_, u32> = BTreeMap::new();
        for (id, line) in &self.facts.lines {
            let line = after.get(id.as_str()).copied().unwrap_or(line);
            *standing.entry(line.identity()).or_default() += 1;
        }
        for member in &mut self.members {
            let mut collisions = Vec::new();
            for (id, _) in &member.along {
                let line = after.get(id.as_str());
                let many = line.and_then(|line| standing.get(&line.identity()));
                if let (Some(line), Some(2..)) = (line, many) {
                    collisions.push((*id, line.pattern.clone()));
                }
            }
            member.collisions = collisions;
        }
    }
}

/// Which devices show the lines of the family.
fn devices_by_line<'a>(
    facts: &'a TelephonyFacts,
    members: &[Moving<'a>],
) -> BTreeMap<&'a LineId, Vec<(&'a RecordKey, &'a Device)>> {
    let lines = members.iter().flat_map(|member| &member.lines);
    let mut found: BTreeMap<_, Vec<_>> = lines.map(|(id, _)| (*id, Vec::new())).collect();
    for (key, device) in &facts.devices {
        let mut told = BTreeSet::new();
        for appearance in &device.lines {
            if told.insert(&appearance.line)
                && let Some(devices) = found.get_mut(&appearance.line)
            {
                devices.push((key, device));
            }
        }
    }
    found
}

fn of_member<'a>(case: &Case<'a>, facts: &'a TelephonyFacts, user: &'a User) -> Moving<'a> {
    let person = facts.people.get(&user.id);
    let owned: Vec<&RecordKey> = facts.owned_by(&user.id).collect();
    let devices = owned.iter().filter_map(|key| facts.devices.get(*key));
    let on_devices = devices.flat_map(|device| device.lines.iter().map(|it| &it.line));
    let primary = person.and_then(|person| person.primary_line.as_ref());
    let mut told = BTreeSet::new();
    let lines = primary.into_iter().chain(on_devices);
    let lines = lines
        .filter(|id| told.insert(*id))
        .filter_map(|id| facts.lines.get_key_value(id))
        .collect();
    Moving {
        user,
        person,
        scope: chosen(case, user, |options| options.scope).unwrap_or_default(),
        owned,
        lines,
        along: Vec::new(),
        stranded: Vec::new(),
        unanswered: Vec::new(),
        kept: Vec::new(),
        disassociated: Vec::new(),
        shared: Vec::new(),
        desk_phones_left: Vec::new(),
        default_css: None,
        collisions: Vec::new(),
        kept_twice: Vec::new(),
        foreign: Vec::new(),
    }
}

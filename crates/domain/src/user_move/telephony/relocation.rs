//! What becomes of a family's lines, devices, mailboxes and numbers (telephony 5 and 6, rulings 45, 47, 49, 52, 54, 63).

use super::course::{Course, DefaultCssOf, LinesGo};
use super::draft::Draft;
use crate::ids::{LineId, OrganizationCode, RecordId, UserId};
use crate::organization::OrganizationKind;
use crate::people::User;
use crate::telephony::rewrite::OF_THE_DIAL_PLAN;
use crate::telephony::{
    Device, DeviceKind, DialPlan, Line, NumberStatus, PhoneUser, Record, RecordKey, Rewrite,
    Rewritten, Section, TelephonyFacts,
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
        let is_onto_a_site = case.destination.kind == OrganizationKind::Site;
        let course = relocation.course.filter(|_| is_onto_a_site);
        if let Some(course) = course.filter(|_| case.source != case.destination) {
            relocation.work_out(case, course);
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

    fn work_out(&mut self, case: &Case<'a>, course: Course) {
        let facts = self.facts;
        let mut work = Work {
            case,
            facts,
            course,
            destination: self.destination,
            rows: facts.settings.rewrites(),
            devices: devices_by_line(facts, &self.members),
            draft: Draft::new(facts),
            missing: BTreeSet::new(),
        };
        for member in &mut self.members {
            if member.scope == Scope::WithServices {
                work.member(member);
            }
        }
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
        kept: Vec::new(),
        disassociated: Vec::new(),
        shared: Vec::new(),
        desk_phones_left: Vec::new(),
        default_css: None,
        collisions: Vec::new(),
        foreign: Vec::new(),
    }
}

/// What relocations are worked out with.
struct Work<'w, 'a> {
    case: &'w Case<'a>,
    facts: &'a TelephonyFacts,
    course: Course,
    destination: DialPlan,
    rows: Vec<Rewrite>,
    devices: BTreeMap<&'a LineId, Vec<(&'a RecordKey, &'a Device)>>,
    draft: Draft<'a>,
    missing: BTreeSet<Arc<str>>,
}

impl<'a> Work<'_, 'a> {
    fn member(&mut self, member: &mut Moving<'a>) {
        self.sort_lines(member);
        self.lines(member);
        self.devices(member);
        self.belongings(member);
        self.others(member);
        self.inventory(member);
    }

    /// A line goes along if it is the person's primary, or nobody else's and of the source (ruling 47).
    fn sort_lines(&self, member: &mut Moving<'a>) {
        if self.course.lines == LinesGo::Nowhere {
            member.stranded = member.lines.clone();
            return;
        }
        let primary = member.person.and_then(|it| it.primary_line.as_ref());
        for (id, line) in &member.lines {
            let mut owners = self.facts.primary_of(id);
            let owner = owners.find(|owner| !self.case.is_in_family(owner));
            let is_of_source = line
                .at
                .as_ref()
                .is_none_or(|at| *at == self.case.source.code);
            if primary == Some(*id) || (owner.is_none() && is_of_source) {
                member.along.push((*id, *line));
            } else if let Some(owner) = owner {
                member.kept.push(Kept {
                    number: line.pattern.clone(),
                    owner: owner.clone(),
                });
            }
        }
    }

    fn lines(&mut self, member: &mut Moving<'a>) {
        let css = chosen(self.case, member.user, |options| {
            options.line_css.as_deref()
        });
        for (id, _) in member.along.clone() {
            let key = RecordKey::line(id);
            self.goes(member.user, &key, css.map(|css| ("css", css)));
            if self.course.default_css == DefaultCssOf::Lines {
                let chosen = css.map(Arc::from);
                let by_default = self.default_css(member);
                self.write(
                    member.user,
                    &key,
                    "css",
                    chosen.or_else(|| by_default.clone()),
                );
                self.write(member.user, &key, "shared_line_css", by_default);
            }
        }
    }

    fn devices(&mut self, member: &mut Moving<'a>) {
        let (case, user) = (self.case, member.user);
        let moves_desks = chosen(case, user, |options| options.move_desk_phones).unwrap_or(true);
        let pool = chosen(case, user, |options| options.device_pool.as_deref());
        for key in member.owned.clone() {
            let Some(device) = self.facts.devices.get(key) else {
                continue;
            };
            let is_desk = key.section == Section::Phones && device.kind == DeviceKind::Desk;
            if is_desk && !moves_desks {
                self.leave(member, key);
                continue;
            }
            let pool = pool.filter(|_| key.section != Section::DeviceProfiles);
            self.goes(user, key, pool.map(|pool| ("device_pool", pool)));
            if self.course.default_css == DefaultCssOf::Devices {
                let css = self.default_css(member);
                self.write(user, key, "css", css);
            }
            match self.course.lines {
                LinesGo::Along => self.show_as_there(member, key),
                LinesGo::Nowhere => self.take_off(member, key, device),
            }
            self.find_foreign(member, key, device);
        }
    }

    /// A desk phone that stays is nobody's, and loses the lines that go along (ruling 54).
    fn leave(&mut self, member: &mut Moving<'a>, key: &RecordKey) {
        let along: BTreeSet<&LineId> = member.along.iter().map(|(id, _)| *id).collect();
        self.draft.rewrite(&member.user.id, key, |record| {
            if let Record::Device(device) = record {
                device.owner = None;
                device.lines.retain(|it| !along.contains(&it.line));
            }
        });
        member.desk_phones_left.push(key.clone());
    }

    /// Lines that go along are shown with the mask of the destination, in their new partition.
    fn show_as_there(&mut self, member: &Moving<'a>, key: &RecordKey) {
        let along: BTreeMap<&LineId, Arc<str>> = member
            .along
            .iter()
            .map(|(id, line)| (*id, self.partition(member.user, id, line)))
            .collect();
        let device = self.facts.devices.get(key);
        let shows = device.is_some_and(|it| it.lines.iter().any(|it| along.contains_key(&it.line)));
        if !shows {
            return;
        }
        let masks: Vec<Arc<str>> = self
            .rows
            .clone()
            .iter()
            .filter(|row| row.of == Rewritten::Appearance)
            .filter_map(|row| self.value(row))
            .collect();
        self.draft.rewrite(&member.user.id, key, |record| {
            let Record::Device(device) = record else {
                return;
            };
            for appearance in &mut device.lines {
                if let Some(partition) = along.get(&appearance.line) {
                    appearance.partition = Some(partition.clone());
                    if let Some(mask) = masks.first() {
                        appearance.e164_mask = Some(mask.clone());
                    }
                }
            }
        });
    }

    fn take_off(&mut self, member: &mut Moving<'a>, key: &RecordKey, device: &Device) {
        for appearance in &device.lines {
            let line = self.facts.lines.get(&appearance.line);
            member.disassociated.push(Disassociated {
                number: line.map_or_else(
                    || appearance.line.as_str().into(),
                    |line| line.pattern.clone(),
                ),
                device: key.clone(),
            });
        }
        self.draft.rewrite(&member.user.id, key, |record| {
            if let Record::Device(device) = record {
                device.lines.clear();
            }
        });
    }

    fn belongings(&mut self, member: &Moving<'a>) {
        for key in &member.owned {
            if Section::BELONGINGS.contains(&key.section) {
                self.goes(member.user, key, None);
            }
        }
    }

    /// Devices of others keep showing a line that goes along, in its new partition and otherwise as they did (ruling 63).
    fn others(&mut self, member: &mut Moving<'a>) {
        let goes = member.along.iter().map(|(id, line)| (*id, *line, true));
        let stays = member.stranded.iter().map(|(id, line)| (*id, *line, false));
        for (id, line, goes) in goes.chain(stays).collect::<Vec<_>>() {
            let devices = self.devices.get(id).cloned().unwrap_or_default();
            let is_ours = |device: &Device| {
                let owner = device.owner.as_ref();
                owner.is_some_and(|owner| self.case.is_in_family(owner))
            };
            for (key, device) in devices.into_iter().filter(|(_, it)| !is_ours(it)) {
                member.shared.push(Shared {
                    number: line.pattern.clone(),
                    device: key.clone(),
                    owner: device.owner.clone(),
                    at: device.at.clone(),
                });
                if goes {
                    let partition = self.partition(member.user, id, line);
                    self.draft.rewrite(&member.user.id, key, |record| {
                        if let Record::Device(device) = record {
                            let shown = device.lines.iter_mut().filter(|it| it.line == *id);
                            for own in shown.filter_map(|it| it.partition.as_mut()) {
                                *own = partition.clone();
                            }
                        }
                    });
                }
            }
        }
    }

    /// The number of a line goes along from the inventory of the source; that of a line that stays is free, where nothing
    /// else shows the line (ruling 52).
    fn inventory(&mut self, member: &Moving<'a>) {
        let source = self.case.source;
        for (id, line) in &member.along {
            for entry in self.entries_of(line, Some(&source.code)) {
                let stays_in_use = self.facts.lines.iter().any(|(other, it)| {
                    other != *id
                        && it.pattern == line.pattern
                        && it.at == line.at
                        && !member.along.iter().any(|(along, _)| *along == other)
                });
                if !stays_in_use {
                    self.goes(member.user, &entry, None);
                }
            }
        }
        let status = if self.facts.cools(source) {
            NumberStatus::Cooling
        } else {
            NumberStatus::Available
        };
        for (id, line) in &member.stranded {
            if self.is_shown_elsewhere(member, id, line) {
                continue;
            }
            let above: Vec<OrganizationCode> = source.upwards().map(|it| it.code.clone()).collect();
            let nearest = above.iter().map(|at| self.entries_of(line, Some(at)));
            let nearest = nearest.into_iter().find(|found| !found.is_empty());
            for key in nearest.unwrap_or_default() {
                self.draft.rewrite(&member.user.id, &key, |record| {
                    if let Record::Inventory(entry) = record
                        && entry.status == NumberStatus::Used
                    {
                        entry.status = status;
                    }
                });
            }
        }
    }

    /// Whether another device shows a line that stays, or another line of its number that stands beside it.
    fn is_shown_elsewhere(&self, member: &Moving<'a>, id: &LineId, line: &Line) -> bool {
        let goes =
            |key: &RecordKey| member.owned.contains(&key) && !member.desk_phones_left.contains(key);
        let same_number = |other: &LineId| {
            let other = self.facts.lines.get(other);
            other.is_some_and(|it| it.pattern == line.pattern && it.at == line.at)
        };
        self.facts.devices.iter().any(|(key, device)| {
            let mut shown = device.lines.iter().map(|it| &it.line);
            !goes(key) && shown.any(|shown| shown == id || same_number(shown))
        })
    }

    /// The inventory entries of a line's number that are kept at a place.
    fn entries_of(&self, line: &Line, at: Option<&OrganizationCode>) -> Vec<RecordKey> {
        let place = line.at.as_ref().and_then(|at| self.facts.place(at));
        let is_its = |number: &str| {
            *number == *line.pattern
                || place.is_some_and(|place| {
                    // WHY: in the inventory a number of such a site is its extension, filled up with zeros.
                    let length = usize::from(place.extension_length.unwrap_or(0));
                    let slc = place.slc.as_deref().unwrap_or_default();
                    !slc.is_empty() && format!("{slc}{number:0>length$}") == *line.pattern
                })
        };
        let entries = self.facts.inventory.iter();
        let found = entries.filter(|(_, it)| it.at.as_ref() == at && is_its(&it.number));
        found
            .map(|(id, _): (&RecordId, _)| RecordKey::new(Section::Inventory, id.clone()))
            .collect()
    }

    /// Puts a record at the destination and rewrites its values from the defaults there; one of them can be chosen.
    fn goes(&mut self, user: &User, key: &RecordKey, chosen: Option<(&str, &str)>) {
        let destination = self.case.destination.code.clone();
        let Some(record) = self.facts.record(key) else {
            return;
        };
        let values = record.values();
        let mut written: Vec<(Arc<str>, Arc<str>)> = Vec::new();
        for row in self.rows.clone() {
            let is_here = row.of == Rewritten::Record(key.section);
            if !is_here || (row.only_where_set && !values.contains_key(&row.field)) {
                continue;
            }
            let value = match chosen {
                Some((field, value)) if *field == *row.field => Some(value.into()),
                _ => self.value(&row),
            };
            written.extend(value.map(|value| (row.field, value)));
        }
        self.draft.rewrite(&user.id, key, |record| {
            record.stand_at(&destination);
            for (field, value) in &written {
                record.set(field, value);
            }
        });
    }

    fn write(&mut self, user: &User, key: &RecordKey, field: &str, value: Option<Arc<str>>) {
        if let Some(value) = value {
            let set = |record: &mut Record| record.set(field, &value);
            self.draft.rewrite(&user.id, key, set);
        }
    }

    /// The default for a row, or its name among those that are missing. A destination without a dial plan has none of
    /// its defaults, and needs none (telephony 11.6).
    fn value(&mut self, row: &Rewrite) -> Option<Arc<str>> {
        if self.destination == DialPlan::None && OF_THE_DIAL_PLAN.contains(&&*row.key) {
            return None;
        }
        let value = self.default(&row.key);
        if value.is_none() {
            self.missing.insert(row.key.clone());
        }
        value
    }

    fn default(&self, key: &str) -> Option<Arc<str>> {
        let defaults = self.facts.site_defaults.get(&self.case.destination.code);
        defaults.and_then(|it| it.value(key)).cloned()
    }

    /// The site's own, or that of the installation (ruling 49).
    fn default_css(&mut self, member: &mut Moving<'a>) -> Option<Arc<str>> {
        const KEY: &str = "default_css";
        let value = self.default(KEY);
        let value = value.or_else(|| self.facts.settings.default_css.clone());
        if value.is_none() {
            self.missing.insert(KEY.into());
        }
        member.default_css = value.clone();
        value
    }

    /// The partition a line that goes along comes to stand in.
    fn partition(&mut self, user: &User, id: &LineId, line: &Line) -> Arc<str> {
        let mut partition = line.partition.clone();
        self.draft
            .rewrite(&user.id, &RecordKey::line(id), |record| {
                if let Record::Line(line) = record {
                    partition = line.partition.clone();
                }
            });
        partition
    }

    /// Values that no row rewrites keep what they were, even a name of the source's.
    fn find_foreign(&mut self, member: &mut Moving<'a>, key: &RecordKey, device: &Device) {
        let source = &self.case.source.code;
        let place = self.facts.place(source);
        let own = place.and_then(|place| place.internal_code.as_deref());
        let code = own.unwrap_or(source.as_str()).to_lowercase();
        let mut after = BTreeMap::new();
        self.draft
            .rewrite(&member.user.id, key, |record| after = record.values());
        for field in ["css", "locale", "softkey_template"] {
            if let Some((field, value)) = device.values.get_key_value(field)
                && after.get(field) == Some(value)
                && carries(&value.to_lowercase(), &code)
            {
                let found = (key.clone(), field.clone(), value.clone());
                member.foreign.push(found);
            }
        }
    }
}

/// Whether a name carries a code as a part of its own: `Cu4Si2` is in `Cu4Si2-CSS` and not in `Cu4Si21`.
fn carries(name: &str, code: &str) -> bool {
    let ends = |at: usize| {
        !name
            .get(at..)
            .unwrap_or("")
            .starts_with(char::is_alphanumeric)
    };
    let begins = |at: usize| {
        !name
            .get(..at)
            .unwrap_or("")
            .ends_with(char::is_alphanumeric)
    };
    !code.is_empty()
        && name
            .match_indices(code)
            .any(|(at, found)| begins(at) && ends(at + found.len()))
}

#[cfg(test)]
mod tests {
    use super::carries;

    #[test]
    fn a_name_carries_a_code_only_as_a_part_of_its_own() {
        assert!(carries("cu4si2-css", "cu4si2"));
        assert!(carries("css_cu4si2", "cu4si2"));
        assert!(carries("css cu4si21 cu4si2", "cu4si2"));
        assert!(!carries("cu4si21-css", "cu4si2"));
        assert!(!carries("xcu4si2", "cu4si2"));
        assert!(!carries("anything", ""));
    }
}

//! Working out what becomes of one member's lines, devices and services after the other.

use super::course::{Course, DefaultCssOf, LinesGo};
use super::draft::Draft;
use super::relocation::{Disassociated, Kept, Moving, Shared, chosen};
use crate::ids::{LineId, UserId};
use crate::people::User;
use crate::telephony::rewrite::OF_THE_DIAL_PLAN;
use crate::telephony::{
    Device, DeviceKind, DialPlan, Line, Record, RecordKey, Rewrite, Rewritten, Section,
    TelephonyFacts,
};
use crate::user_move::rules::Case;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;

/// What relocations are worked out with.
pub(super) struct Work<'w, 'a> {
    pub(super) case: &'w Case<'a>,
    pub(super) facts: &'a TelephonyFacts,
    pub(super) course: Course,
    pub(super) destination: DialPlan,
    pub(super) rows: Rc<[Rewrite]>,
    pub(super) devices: BTreeMap<&'a LineId, Vec<(&'a RecordKey, &'a Device)>>,
    pub(super) travellers: BTreeSet<&'a UserId>,
    pub(super) draft: Draft<'a>,
    pub(super) missing: BTreeSet<Arc<str>>,
}

impl<'a> Work<'_, 'a> {
    /// Works out what becomes of all that members have; numbers last, as they follow all lines.
    pub(super) fn members(&mut self, members: &mut [&mut Moving<'a>]) {
        for member in members.iter_mut() {
            self.sort_lines(member);
        }
        for member in members.iter_mut() {
            self.lines(member);
            self.devices(member);
            self.belongings(member);
            self.others(member);
        }
        self.inventory(members);
    }

    /// A line goes along, wherever it stands, if it is the primary of somebody who goes, or nobody's (ruling 47).
    fn sort_lines(&self, member: &mut Moving<'a>) {
        if self.course.lines == LinesGo::Nowhere {
            member.stranded = member.lines.clone();
            member.unanswered = member.lines.clone();
            let is_free = |id| self.owner_who_stays(id).is_none();
            member.unanswered.retain(|(id, _)| is_free(id));
            return;
        }
        for (id, line) in &member.lines {
            match self.owner_who_stays(id) {
                None => member.along.push((*id, *line)),
                Some(owner) => member.kept.push(Kept {
                    number: line.pattern.clone(),
                    owner: owner.clone(),
                }),
            }
        }
    }

    /// Whose primary a line is, where nobody who goes has it as theirs.
    pub(super) fn owner_who_stays(&self, line: &'a LineId) -> Option<&'a UserId> {
        let mut first = None;
        for owner in self.facts.primary_of(line) {
            if self.travellers.contains(owner) {
                return None;
            }
            first = first.or(Some(owner));
        }
        first
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
            let mut devices = self.devices.get(id).cloned().unwrap_or_default();
            devices.retain(|(_, device)| {
                let owner = device.owner.as_ref();
                !owner.is_some_and(|owner| self.travellers.contains(owner))
            });
            for (key, device) in devices {
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

    /// Puts a record at the destination and rewrites its values from the defaults there; one of them can be chosen.
    pub(super) fn goes(&mut self, user: &User, key: &RecordKey, chosen: Option<(&str, &str)>) {
        let destination = self.case.destination.code.clone();
        let Some(record) = self.facts.record(key) else {
            return;
        };
        let values = record.values();
        let mut written: Vec<(Arc<str>, Arc<str>)> = Vec::new();
        for row in self.rows.clone().iter() {
            let is_here = row.of == Rewritten::Record(key.section);
            if !is_here || (row.only_where_set && !values.contains_key(&row.field)) {
                continue;
            }
            let value = match chosen {
                Some((field, value)) if *field == *row.field => Some(value.into()),
                _ => self.value(row),
            };
            written.extend(value.map(|value| (row.field.clone(), value)));
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
}

//! Internal numbers: which go along with their lines, and which are free from then on (ruling 52).

use super::relocation::Moving;
use super::work::Work;
use crate::ids::{LineId, OrganizationCode, RecordId};
use crate::telephony::{Device, Line, NumberStatus, Record, RecordKey, Section};

impl<'a> Work<'_, 'a> {
    /// The number of a line goes along from the inventory of the source; that of a line that stays is free, where it is
    /// nobody else's and nothing else shows it (rulings 47 and 52).
    pub(super) fn inventory(&mut self, members: &[&mut Moving<'a>]) {
        for member in members {
            for (_, line) in &member.along {
                self.go_along(members, member, line);
            }
        }
        for member in members {
            for (id, line) in &member.unanswered {
                if !self.is_shown_elsewhere(members, id, line) {
                    self.set_free(member, line);
                }
            }
        }
    }

    /// Takes the source's entries of a line that stands there, or above, along, where no line that stays has the number.
    fn go_along(&mut self, members: &[&mut Moving<'a>], member: &Moving<'a>, line: &Line) {
        let source = self.case.source;
        let is_here = |line: &Line| line.at.as_ref().is_none_or(|at| source.is_within(at));
        let goes = |id: &LineId| {
            let mut along = members.iter().flat_map(|member| &member.along);
            along.any(|(line, _)| *line == id)
        };
        let mut lines = self.facts.lines.iter();
        let stays_in_use =
            lines.any(|(id, it)| it.pattern == line.pattern && is_here(it) && !goes(id));
        if is_here(line) && !stays_in_use {
            for entry in self.entries_of(line, Some(&source.code)) {
                self.goes(member.user, &entry, None);
            }
        }
    }

    /// Makes the nearest entries of a line's number available, at once or after cooling down.
    fn set_free(&mut self, member: &Moving<'a>, line: &Line) {
        let source = self.case.source;
        let status = if self.facts.cools(source) {
            NumberStatus::Cooling
        } else {
            NumberStatus::Available
        };
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

    /// Whether a device that does not go shows a line that stays, or another line of its number that stands beside it.
    fn is_shown_elsewhere(&self, members: &[&mut Moving<'a>], id: &LineId, line: &Line) -> bool {
        let goes = |key: &RecordKey, device: &Device| {
            let owner = device.owner.as_ref();
            let left = || members.iter().flat_map(|member| &member.desk_phones_left);
            owner.is_some_and(|owner| self.travellers.contains(owner))
                && !left().any(|it| it == key)
        };
        let same_number = |other: &LineId| {
            let other = self.facts.lines.get(other);
            other.is_some_and(|it| it.pattern == line.pattern && it.at == line.at)
        };
        self.facts.devices.iter().any(|(key, device)| {
            let mut shown = device.lines.iter().map(|it| &it.line);
            !goes(key, device) && shown.any(|shown| shown == id || same_number(shown))
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
}

//! The same for a screen: one person's phones before and after, and what can be chosen.

use super::course::LinesGo;
use super::roles::{RoleBy, role_there};
use super::steps::arrival;
use crate::ids::RoleId;
use crate::people::User;
use crate::role::{BUILT_IN, Permission};
use crate::telephony::phoned::Phoned;
use crate::telephony::picture::{DrawnDevice, PhonePicture};
use crate::telephony::{DeviceKind, Section};
use crate::user_move::authority::{Standing, View};
use crate::user_move::rules::Case;
use crate::user_move::step::Step;

/// What becomes of the sponsor's phones; none where nothing is known of telephony.
pub fn phoned(case: &Case<'_>) -> Option<Phoned> {
    let relocation = case.relocation()?;
    let (facts, user) = (relocation.facts, case.subject);
    let mut steps = Vec::new();
    arrival(case, user, &mut steps);
    let mut after = facts.clone();
    for step in &steps {
        match step {
            Step::PrimaryLine { after: line, .. } => {
                let person = after.people.entry(user.id.clone()).or_default();
                person.primary_line.clone_from(line);
            }
            Step::Telephony {
                record, after: new, ..
            } => after.put(record, (**new).clone()),
            _ => {}
        }
    }
    let before = PhonePicture::of(facts, &user.id);
    let is_desk =
        |it: &DrawnDevice| it.key.section == Section::Phones && it.kind == DeviceKind::Desk;
    let default = |key: &str| {
        let defaults = facts.site_defaults.get(&case.destination.code)?;
        defaults.value(key).cloned()
    };
    Some(Phoned {
        has_desk_phones: before.devices.iter().any(is_desk),
        before,
        after: PhonePicture::of(&after, &user.id),
        lines_go: relocation
            .course
            .is_none_or(|course| course.lines == LinesGo::Along),
        default_pool: default("device_pool"),
        default_css: default("line_css"),
        roles: roles(case),
        role: role(case, user),
    })
}

fn role(case: &Case<'_>, user: &User) -> Option<(RoleId, bool)> {
    let (role, by) = role_there(case, user)?;
    Some((role, by == RoleBy::Mapping))
}

/// The roles that are held at such destinations and that the actor may give.
fn roles(case: &Case<'_>) -> Vec<RoleId> {
    let rank = match case.standing {
        Standing::Operator { rank, .. } => rank,
        Standing::Oneself => return Vec::new(),
    };
    let view = View::of(case.snapshot, &case.asker).ok();
    if !view.is_some_and(|view| view.may(Permission::GrantRoles, case.destination)) {
        return Vec::new();
    }
    let built_in = BUILT_IN.iter().map(|row| RoleId::new(row.name));
    let all = built_in.chain(case.snapshot.roles.clones.keys().cloned());
    all.filter(|id| {
        let known = case.snapshot.role(id);
        known.is_some_and(|role| {
            role.allowed_at.contains(&case.destination.kind) && role.rank() <= rank
        })
    })
    .collect()
}

//! The steps of a relocation: what is written where the rules have nothing against it.

use super::course::LinesGo;
use super::roles::{held_at_home, role_there};
use crate::people::{Grant, User};
use crate::user_move::effects::ends_by_leaving;
use crate::user_move::request::Scope;
use crate::user_move::rules::Case;
use crate::user_move::step::Step;

/// The steps that settle one member of the family at the destination.
pub fn arrival(case: &Case<'_>, user: &User, steps: &mut Vec<Step>) {
    roles(case, user, steps);
    let Some(relocation) = case.relocation() else {
        return;
    };
    let mut members = relocation.members.iter();
    let member = members.find(|member| member.user.id == user.id);
    let Some(member) = member.filter(|member| member.scope == Scope::WithServices) else {
        return;
    };
    let strands = relocation
        .course
        .is_some_and(|course| course.lines == LinesGo::Nowhere);
    let primary = member.person.and_then(|it| it.primary_line.clone());
    if let (true, Some(line)) = (strands, primary) {
        steps.push(Step::PrimaryLine {
            about: user.id.clone(),
            before: Some(line),
            after: None,
        });
    }
    let mine = relocation.changes.iter().filter(|it| it.by == user.id);
    steps.extend(mine.map(|change| Step::Telephony {
        about: user.id.clone(),
        record: change.key.clone(),
        before: Box::new(change.before.clone()),
        after: Box::new(change.after.clone()),
    }));
}

/// The one grant at home is replaced by that at the destination; what operators held ends as by any move.
fn roles(case: &Case<'_>, user: &User, steps: &mut Vec<Step>) {
    let held = held_at_home(case, user);
    for grant in held.filter(|it| !ends_by_leaving(&case.snapshot.roles, it, &case.source.code)) {
        steps.push(Step::Role {
            about: user.id.clone(),
            role: grant.role.clone(),
            at: grant.at.clone(),
            before: true,
            after: false,
        });
    }
    let Some((role, _)) = role_there(case, user) else {
        return;
    };
    let there = Grant {
        role,
        at: Some(case.destination.code.clone()),
    };
    if !user.grants.contains(&there) {
        steps.push(Step::Role {
            about: user.id.clone(),
            role: there.role,
            at: there.at,
            before: false,
            after: true,
        });
    }
}

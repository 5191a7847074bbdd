//! What a move leaves behind, takes off and gives by default.

use super::super::Case;
use crate::telephony::Section;
use crate::user_move::finding::{Finding, FindingKind, RemedyBy, RemedyCode};
use crate::user_move::request::Scope;
use crate::user_move::telephony::{LinesGo, Moving, Relocation};

/// The members whose lines stay.
fn stranded<'c, 'a>(
    case: &'c Case<'a>,
) -> impl Iterator<Item = (&'c Relocation<'a>, &'c Moving<'a>)> {
    let strands = |it: &&Relocation<'_>| {
        let course = it.course;
        course.is_some_and(|course| course.lines == LinesGo::Nowhere)
    };
    let relocation = case.relocation().filter(strands);
    relocation.into_iter().flat_map(|it| {
        let members = it.members.iter();
        let members = members.filter(|member| member.scope == Scope::WithServices);
        members.map(move |member| (it, member))
    })
}

pub(super) fn agent_lines_stay(case: &Case<'_>, findings: &mut Vec<Finding>) {
    for (relocation, member) in stranded(case) {
        let facts = relocation.facts;
        let tags = member
            .owned
            .iter()
            .filter_map(|key| facts.belongings.get(*key));
        for line in tags.filter_map(|tag| tag.line.as_ref()) {
            let known = facts.lines.get(line);
            let kind = FindingKind::AgentLine {
                user: member.user.id.clone(),
                number: known.map_or_else(|| line.as_str().into(), |it| it.pattern.clone()),
            };
            findings.push(
                case.about_user(&member.user.id, kind)
                    .remedy(RemedyCode::AssignNewNumber, RemedyBy::Actor),
            );
        }
    }
}

pub(super) fn lines_are_taken_off(case: &Case<'_>, findings: &mut Vec<Finding>) {
    for (_, member) in stranded(case) {
        for taken in &member.disassociated {
            let kind = FindingKind::LineDisassociated {
                user: member.user.id.clone(),
                number: taken.number.clone(),
                device: taken.device.clone(),
            };
            findings.push(
                case.about_user(&member.user.id, kind)
                    .remedy(RemedyCode::AssignNewNumber, RemedyBy::Actor),
            );
        }
    }
}

pub(super) fn mailboxes_grow_stale(case: &Case<'_>, findings: &mut Vec<Finding>) {
    for (relocation, member) in stranded(case) {
        let boxes = member.owned.iter();
        for key in boxes.filter(|key| key.section == Section::Voicemail) {
            let mailbox = relocation.facts.belongings.get(*key);
            let kind = FindingKind::VoicemailStale {
                user: member.user.id.clone(),
                mailbox: (*key).clone(),
                extension: mailbox.and_then(|it| it.values.get("extension").cloned()),
            };
            findings.push(
                case.about_user(&member.user.id, kind)
                    .remedy(RemedyCode::AssignNewNumber, RemedyBy::Actor),
            );
        }
    }
}

pub(super) fn default_css_is_used(case: &Case<'_>, findings: &mut Vec<Finding>) {
    for member in case.relocation().into_iter().flat_map(|it| &it.members) {
        if let Some(css) = &member.default_css {
            let kind = FindingKind::DefaultCss {
                user: member.user.id.clone(),
                css: css.clone(),
            };
            findings.push(
                case.about_user(&member.user.id, kind)
                    .remedy(RemedyCode::SetByHand, RemedyBy::Actor),
            );
        }
    }
}

pub(super) fn values_of_the_source_are_told(case: &Case<'_>, findings: &mut Vec<Finding>) {
    for member in case.relocation().into_iter().flat_map(|it| &it.members) {
        for (device, field, value) in &member.foreign {
            let kind = FindingKind::ForeignCss {
                user: member.user.id.clone(),
                device: device.clone(),
                field: field.clone(),
                value: value.clone(),
            };
            findings.push(
                case.about_user(&member.user.id, kind)
                    .remedy(RemedyCode::SetByHand, RemedyBy::Actor),
            );
        }
    }
}

pub(super) fn services_are_left_behind(case: &Case<'_>, findings: &mut Vec<Finding>) {
    for member in case.relocation().into_iter().flat_map(|it| &it.members) {
        let count = member.owned.len().max(member.lines.len()) as u32;
        if member.scope == Scope::UserOnly && count > 0 {
            let user = member.user.id.clone();
            let kind = FindingKind::ServicesLeftBehind { user, count };
            findings.push(
                case.about_user(&member.user.id, kind)
                    .remedy(RemedyCode::MoveWithServices, RemedyBy::Actor),
            );
        }
    }
}

pub(super) fn desk_phones_are_left(case: &Case<'_>, findings: &mut Vec<Finding>) {
    for member in case.relocation().into_iter().flat_map(|it| &it.members) {
        for device in &member.desk_phones_left {
            let kind = FindingKind::DeskPhoneLeft {
                user: member.user.id.clone(),
                device: device.clone(),
            };
            findings.push(
                case.about_user(&member.user.id, kind)
                    .remedy(RemedyCode::MoveDeskPhones, RemedyBy::Actor),
            );
        }
    }
}

pub(super) fn primary_line_is_cleared(case: &Case<'_>, findings: &mut Vec<Finding>) {
    for (relocation, member) in stranded(case) {
        if let Some(line) = member.person.and_then(|it| it.primary_line.as_ref()) {
            let known = relocation.facts.lines.get(line);
            let kind = FindingKind::PrimaryLineCleared {
                user: member.user.id.clone(),
                number: known.map_or_else(|| line.as_str().into(), |it| it.pattern.clone()),
            };
            findings.push(
                case.about_user(&member.user.id, kind)
                    .remedy(RemedyCode::AssignNewNumber, RemedyBy::Actor),
            );
        }
    }
}

pub(super) fn a_number_is_to_be_given(case: &Case<'_>, findings: &mut Vec<Finding>) {
    for (_, member) in stranded(case).filter(|(_, it)| !it.stranded.is_empty()) {
        let kind = FindingKind::NumberToAssign {
            user: member.user.id.clone(),
            organization: case.destination.code.clone(),
        };
        findings.push(
            case.about_user(&member.user.id, kind)
                .remedy(RemedyCode::AssignNewNumber, RemedyBy::Actor),
        );
    }
}

pub(super) fn leftovers_are_to_be_cleaned_up(case: &Case<'_>, findings: &mut Vec<Finding>) {
    for (_, member) in stranded(case).filter(|(_, it)| !it.unanswered.is_empty()) {
        let numbers = member.unanswered.iter();
        let kind = FindingKind::NumbersLeftBehind {
            user: member.user.id.clone(),
            organization: case.source.code.clone(),
            numbers: numbers.map(|(_, line)| line.pattern.clone()).collect(),
        };
        findings.push(
            case.about_user(&member.user.id, kind)
                .remedy(RemedyCode::CleanUpLeftovers, RemedyBy::Actor),
        );
    }
}

//! The judgement on one row of a file, the same for planning and running it.

use super::facts::{Facts, Named};
use super::person::{Change, judge_person};
use super::{FileOptions, FileRowResult};
use crate::caller::Caller;
use crate::error::ServiceError;
use crate::rights::{Edit, OverOrganization};
use rehome_document::moves::MoveRow;
use rehome_domain::directory::UserEntry;
use rehome_domain::ids::{OrganizationCode, RoleId, UserId};
use rehome_domain::time::Timestamp;
use rehome_domain::user_move::{
    Actor, Channel, FamilyPlan, Finding, MoveRequest, Refusal, Severity, Verdict, View, plan,
    seen_by,
};
use rehome_storage::Tx;
use std::collections::BTreeSet;

/// What a row comes to.
pub(super) struct Judged {
    pub(super) result: FileRowResult,
    pub(super) verdict: Verdict,
    pub(super) codes: Vec<String>,
    pub(super) todo: Todo,
}

/// A family that moves, and by which request.
pub(super) type Moving = Box<(MoveRequest, FamilyPlan)>;

/// What is to be done for a row.
pub(super) enum Todo {
    Nothing,
    Move(Moving),
    Change(Box<Change>),
    Create(Box<(OverOrganization<Edit>, UserEntry)>),
}

impl Judged {
    pub(super) fn settled(result: FileRowResult, code: &str) -> Self {
        let verdict = if result == FileRowResult::Skipped {
            Verdict::Works
        } else {
            Verdict::Refuses
        };
        Self {
            result,
            verdict,
            codes: vec![code.to_owned()],
            todo: Todo::Nothing,
        }
    }

    pub(super) fn refused(code: &str) -> Self {
        Self::settled(FileRowResult::Refused, code)
    }
}

/// Who asks for what, and when.
pub(super) struct Asked<'a> {
    pub(super) actor: &'a Actor,
    pub(super) options: &'a FileOptions,
    pub(super) now: Timestamp,
}

/// The actor of a file: nobody is at a screen.
pub(super) fn actor(caller: &Caller, options: &FileOptions) -> Actor {
    caller.actor(&options.acting, Channel::Unattended)
}

/// Judges one row on the state left by those above it.
pub(super) async fn judge(
    tx: &mut Tx,
    facts: &Facts,
    asked: &Asked<'_>,
    row: &MoveRow,
) -> Result<Judged, ServiceError> {
    if row.date.is_some_and(|day| day > asked.now.day()) {
        return Ok(Judged::refused("future-date"));
    }
    if let Some(person) = &row.person {
        return judge_person(tx, facts, asked, row, person).await;
    }
    let view = View::of(&facts.state, asked.actor)?;
    let subject = match facts.named(&view, &row.user) {
        Named::Nobody => return Ok(Judged::refused("unknown-user")),
        Named::Several => return Ok(Judged::refused("ambiguous-user")),
        Named::One(id) => id,
    };
    // INVARIANT: a row of a table of moves has a destination; without one the table is at fault.
    let destination = row.destination.as_deref().unwrap_or_default();
    judge_move(&view, facts, asked, row, subject, destination)
}

/// Judges the move of a row.
pub(super) fn judge_move(
    view: &View<'_>,
    facts: &Facts,
    asked: &Asked<'_>,
    row: &MoveRow,
    subject: UserId,
    destination: &str,
) -> Result<Judged, ServiceError> {
    let (actor, state) = (asked.actor, &facts.state);
    let request = request(actor, asked.options, row, subject, destination);
    let family = match plan(state, &request, actor, asked.now) {
        Ok(mut plan) => plan.families.pop(),
        Err(Refusal::NotAllowed) => return Ok(Judged::refused("not-allowed")),
        Err(_) => return Ok(Judged::refused("not-found")),
    };
    let Some(family) = family else {
        return Ok(Judged::refused("unknown-user"));
    };
    let seen = seen_by(view, state, &family);
    let codes = |keep: &dyn Fn(&Finding) -> bool| {
        let codes: BTreeSet<&str> = seen
            .findings
            .iter()
            .filter(|finding| keep(finding))
            .map(Finding::code)
            .collect();
        codes
            .into_iter()
            .map(str::to_owned)
            .collect::<Vec<String>>()
    };
    let judged = |result: FileRowResult, codes: Vec<String>| Judged {
        result,
        verdict: seen.verdict(),
        codes,
        todo: Todo::Nothing,
    };
    if family.is_blocked() {
        let result = if family.is_skipped(actor.channel) {
            FileRowResult::Skipped
        } else {
            FileRowResult::Refused
        };
        return Ok(judged(result, codes(&Finding::blocks)));
    }
    let missing = seen.unacknowledged(&asked.options.acknowledged);
    if !missing.is_empty() {
        let is_missing = |finding: &Finding| {
            finding.severity == Severity::Warning && missing.contains(&finding.code())
        };
        return Ok(judged(FileRowResult::Refused, codes(&is_missing)));
    }
    let told = codes(&|_| true);
    let done = judged(FileRowResult::Moved, told);
    Ok(Judged {
        todo: Todo::Move(Box::new((request, family))),
        ..done
    })
}

fn request(
    actor: &Actor,
    options: &FileOptions,
    row: &MoveRow,
    subject: UserId,
    destination: &str,
) -> MoveRequest {
    let mut request = MoveRequest {
        acting_in: actor.acting_in.clone(),
        act_as: actor.act_as,
        subjects: Some(vec![subject]),
        source: row
            .source
            .as_deref()
            .filter(|code| !code.is_empty())
            .map(OrganizationCode::from),
        destination: Some(OrganizationCode::from(destination)),
        reason: options.reason.clone(),
        ..MoveRequest::default()
    };
    let options_asked = &mut request.options;
    options_asked.lock_after = options.lock_after.then_some(true);
    options_asked.role = row.role.as_deref().map(RoleId::from);
    options_asked.profile.clone_from(&row.profile);
    options_asked.new_owner = row.new_owner.as_deref().map(UserId::from);
    options_asked.move_proofs = row.move_proofs;
    options_asked.move_files = row.move_files;
    options_asked.folder_name.clone_from(&row.folder_name);
    request
}

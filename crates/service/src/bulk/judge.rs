//! The judgement on one row of a file, the same for planning and running it.

use super::FileOptions;
use crate::caller::Caller;
use crate::error::ServiceError;
use crate::user_move::RowResult;
use crate::user_move::resolve::of_actor;
use rehome_document::moves::MoveRow;
use rehome_domain::ids::{OrganizationCode, RoleId, UserId};
use rehome_domain::text::folded;
use rehome_domain::time::Timestamp;
use rehome_domain::user_move::{
    Actor, Channel, FamilyPlan, Finding, MoveRequest, Refusal, Severity, Snapshot, Verdict, View,
    plan, seen_by,
};
use rehome_storage::snapshot::Destinations;
use rehome_storage::{Tx, names, snapshot};
use std::collections::{BTreeMap, BTreeSet};

/// What a row comes to.
pub(super) struct Judged {
    pub(super) result: RowResult,
    pub(super) verdict: Verdict,
    pub(super) codes: Vec<String>,
    /// What is to be done; where the row moves.
    pub(super) family: Option<Box<(MoveRequest, FamilyPlan)>>,
}

impl Judged {
    fn settled(result: RowResult, code: &str) -> Self {
        let verdict = if result == RowResult::Skipped {
            Verdict::Works
        } else {
            Verdict::Refuses
        };
        Self {
            result,
            verdict,
            codes: vec![code.to_owned()],
            family: None,
        }
    }
}

/// The actor of a file: nobody is at a screen.
pub(super) fn actor(caller: &Caller, options: &FileOptions) -> Actor {
    caller.actor(&options.acting, Channel::Unattended)
}

/// Loads the facts for some rows; answers whom each name means.
pub(super) async fn facts(
    tx: &mut Tx,
    actor: &Actor,
    rows: &[MoveRow],
    also: &BTreeSet<OrganizationCode>,
) -> Result<(Snapshot, BTreeMap<String, Vec<UserId>>), ServiceError> {
    let names: BTreeSet<&str> = rows.iter().map(|row| row.user.as_str()).collect();
    let places: BTreeSet<OrganizationCode> = rows
        .iter()
        .flat_map(|row| row.destination.iter().chain(&row.source))
        .map(|code| OrganizationCode::from(code.as_str()))
        .chain(also.iter().cloned())
        .collect();
    let subjects = names.iter().map(|name| UserId::from(*name)).collect();
    let mut wanted = of_actor(
        actor,
        subjects,
        Destinations::These(places.into_iter().collect()),
    );
    let mut facts = snapshot::load(tx, &wanted).await?;
    let view = View::of(&facts, actor)?;
    let is_seen = |name: &str| {
        facts
            .user(&UserId::from(name))
            .is_some_and(|user| view.sees_user(user))
    };
    let unseen: Vec<&str> = names
        .iter()
        .copied()
        .filter(|name| !is_seen(name))
        .collect();
    let mut meant: BTreeMap<String, Vec<UserId>> = BTreeMap::new();
    if !unseen.is_empty() {
        let found = names::ids_of_usernames(tx, &unseen).await?;
        if !found.is_empty() {
            wanted
                .subjects
                .extend(found.iter().map(|(_, id)| id.clone()));
            facts = snapshot::load(tx, &wanted).await?;
        }
        for (username, id) in found {
            meant.entry(username).or_default().push(id);
        }
    }
    Ok((facts, meant))
}

/// Judges one row on the state left by those above it.
pub(super) fn judge(
    state: &Snapshot,
    meant: &BTreeMap<String, Vec<UserId>>,
    actor: &Actor,
    options: &FileOptions,
    row: &MoveRow,
    now: Timestamp,
) -> Result<Judged, ServiceError> {
    if row.date.is_some_and(|day| day > now.day()) {
        return Ok(Judged::settled(RowResult::Refused, "future-date"));
    }
    if row.user_is_twice {
        return Ok(Judged::settled(RowResult::Refused, "user-twice"));
    }
    let Some(destination) = row.destination.as_deref().filter(|code| !code.is_empty()) else {
        return Ok(Judged::settled(RowResult::Skipped, "unchanged"));
    };
    let view = View::of(state, actor)?;
    let sees = |id: &UserId| state.user(id).is_some_and(|user| view.sees_user(user));
    let id = UserId::from(row.user.as_str());
    let subject = if sees(&id) {
        id
    } else {
        let candidates: Vec<&UserId> = meant
            .get(&folded(&row.user))
            .into_iter()
            .flatten()
            .filter(|id| sees(id))
            .collect();
        match candidates.as_slice() {
            [] => return Ok(Judged::settled(RowResult::Refused, "unknown-user")),
            [only] => (*only).clone(),
            _ => return Ok(Judged::settled(RowResult::Refused, "ambiguous-user")),
        }
    };
    let request = request(actor, options, row, subject, destination);
    let family = match plan(state, &request, actor, now) {
        Ok(mut plan) => plan.families.pop(),
        Err(Refusal::NotAllowed) => return Ok(Judged::settled(RowResult::Refused, "not-allowed")),
        Err(_) => return Ok(Judged::settled(RowResult::Refused, "not-found")),
    };
    let Some(family) = family else {
        return Ok(Judged::settled(RowResult::Refused, "unknown-user"));
    };
    let seen = seen_by(&view, state, &family);
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
    let verdict = seen.verdict();
    let mut told = codes(&|_| true);
    if row
        .person
        .as_ref()
        .is_some_and(|person| person.lock.is_some())
    {
        // WHY: the stored lock decides; a lock cell beside a move is not obeyed, and the row says so (ruling 35).
        told.push("lock-not-applied".to_owned());
    }
    if family.is_blocked() {
        let result = if family.is_skipped(actor.channel) {
            RowResult::Skipped
        } else {
            RowResult::Refused
        };
        return Ok(Judged {
            result,
            verdict,
            codes: codes(&Finding::blocks),
            family: None,
        });
    }
    let missing = seen.unacknowledged(&options.acknowledged);
    if !missing.is_empty() {
        let is_missing = |finding: &Finding| {
            finding.severity == Severity::Warning && missing.contains(&finding.code())
        };
        return Ok(Judged {
            result: RowResult::Refused,
            verdict,
            codes: codes(&is_missing),
            family: None,
        });
    }
    Ok(Judged {
        result: RowResult::Moved,
        verdict,
        codes: told,
        family: Some(Box::new((request, family))),
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

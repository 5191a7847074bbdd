//! The judgement on one row of a file, the same for planning and running it.

use super::facts::{Facts, Named, Which};
use super::memory::Memory;
use super::person::{Change, judge_person};
use super::whole::Whole;
use super::{FileOptions, FileRowResult};
use crate::caller::Caller;
use crate::error::ServiceError;
use crate::rights::{Edit, OverOrganization};
use rehome_document::moves::MoveRow;
use rehome_domain::directory::UserEntry;
use rehome_domain::ids::{OrganizationCode, PositionId, RoleId, UserId};
use rehome_domain::time::Timestamp;
use rehome_domain::user_move::{
    Actor, Channel, FamilyPlan, Finding, MoveRequest, PersonOptions, Refusal, Severity, Verdict,
    View, plan, seen_by,
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
    pub(super) whole: &'a Whole,
    pub(super) memory: &'a Memory,
}

/// Who moves in a row, and where to.
pub(super) struct Way {
    pub(super) subject: UserId,
    pub(super) destination: OrganizationCode,
    /// The position asked for; none leaves it to what is remembered.
    pub(super) position: Option<PositionId>,
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
    if !asked.memory.is_empty() {
        let view = View::of(&facts.state, asked.actor)?;
        if let Named::One(id) = facts.named(&view, &row.user)
            && asked.memory.has_overtaken(row, &id)
        {
            return Ok(Judged::settled(FileRowResult::Skipped, "overtaken"));
        }
    }
    if let Some(person) = &row.person {
        return judge_person(tx, facts, asked, row, person).await;
    }
    let view = View::of(&facts.state, asked.actor)?;
    let subject = match facts.named(&view, &row.user) {
        Named::Nobody if asked.whole.came_along(row) => {
            return Ok(Judged::settled(FileRowResult::Skipped, WITH_SPONSOR));
        }
        Named::Nobody => return Ok(Judged::refused("unknown-user")),
        Named::Several => return Ok(Judged::refused("ambiguous-user")),
        Named::One(id) => id,
    };
    // INVARIANT: a row of a table of moves has a destination; without one the table is at fault.
    let destination = row.destination.as_deref().unwrap_or_default();
    let home = facts.state.user(&subject).map(|user| &user.home);
    let home = home.and_then(|home| facts.state.organizations.get(home));
    let Which::One(destination) = facts.place(&view, asked.whole, home, destination) else {
        return Ok(Judged::refused("ambiguous-organization"));
    };
    let way = Way {
        subject,
        destination,
        position: None,
    };
    if moves_with_the_sponsor(&view, facts, asked, row, &way) {
        return Ok(Judged::settled(FileRowResult::Skipped, WITH_SPONSOR));
    }
    judge_move(&view, facts, asked, row, way)
}

/// The code of a dependent's row beside the one that moves the sponsor.
pub(super) const WITH_SPONSOR: &str = "moves-with-sponsor";

/// Whether a dependent comes along in a row below this one: the sponsor moves there to the same destination (ruling
/// 33). Rows above have run, so that a dependent is there already or stays with a sponsor who stays (ruling 12).
pub(super) fn moves_with_the_sponsor(
    view: &View<'_>,
    facts: &Facts,
    asked: &Asked<'_>,
    row: &MoveRow,
    way: &Way,
) -> bool {
    let sponsor = facts.state.user(&way.subject).and_then(|user| {
        let is_there = user.home == way.destination;
        user.sponsor.as_ref().filter(|_| !is_there)
    });
    let sponsor = sponsor.and_then(|id| facts.state.user(id));
    sponsor
        .filter(|sponsor| view.sees_user(sponsor))
        .is_some_and(|sponsor| {
            let names = [sponsor.id.as_str(), &*sponsor.username];
            asked.whole.moves_below(row, names, &way.destination)
        })
}

/// Judges the move of a row.
pub(super) fn judge_move(
    view: &View<'_>,
    facts: &Facts,
    asked: &Asked<'_>,
    row: &MoveRow,
    way: Way,
) -> Result<Judged, ServiceError> {
    let (actor, state) = (asked.actor, &facts.state);
    let mut request = request(actor, asked.options, row, way);
    for options in request.per_person.values_mut() {
        // WHY as named where nobody in view is meant: the rule refuses whom it does not find.
        if let Some(Some(manager)) = &mut options.manager
            && let Named::One(meant) = facts.named(view, manager.as_str())
        {
            *manager = meant;
        }
    }
    if let Some(source) = row.source.as_deref().filter(|cell| !cell.is_empty()) {
        match facts.place(view, asked.whole, None, source) {
            Which::One(source) => request.source = Some(source),
            Which::Several => return Ok(Judged::refused("ambiguous-organization")),
        }
    }
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
    let along = family.members.iter().filter(|id| **id != family.subject);
    for member in along.filter_map(|id| state.user(id)) {
        if view.sees_user(member) {
            let (with, to) = (&family.subject, &family.destination);
            asked.whole.note_along(member, with, to);
        }
    }
    let told = codes(&|_| true);
    let done = judged(FileRowResult::Moved, told);
    Ok(Judged {
        todo: Todo::Move(Box::new((request, family))),
        ..done
    })
}

fn request(actor: &Actor, options: &FileOptions, row: &MoveRow, way: Way) -> MoveRequest {
    let subject = way.subject.clone();
    let mut request = MoveRequest {
        acting_in: actor.acting_in.clone(),
        act_as: actor.act_as,
        subjects: Some(vec![way.subject]),
        destination: Some(way.destination),
        reason: options.reason.clone(),
        ..MoveRequest::default()
    };
    let options_asked = &mut request.options;
    options_asked.position = way.position.map(Some);
    options_asked.lock_after = options.lock_after.then_some(true);
    options_asked.role = row.role.as_deref().map(RoleId::from);
    options_asked.profile.clone_from(&row.profile);
    options_asked.new_owner = row.new_owner.as_deref().map(UserId::from);
    options_asked.move_proofs = row.move_proofs;
    options_asked.move_files = row.move_files;
    options_asked.folder_name.clone_from(&row.folder_name);
    if let Some(phones) = row.phones.as_deref() {
        options_asked.scope = phones.scope;
        options_asked.move_desk_phones = phones.move_desk_phones;
        options_asked.device_pool.clone_from(&phones.device_pool);
        options_asked.line_css.clone_from(&phones.line_css);
    }
    if let Some(mapping) = row.mapping.as_deref().cloned() {
        let own = PersonOptions {
            upn: mapping.upn,
            primary_address: mapping.primary_address,
            aliases: mapping.aliases,
            addresses: mapping.old_addresses,
            rename_username: mapping.rename_username,
            manager: mapping.manager.as_deref().map(|named| Some(named.into())),
            services: mapping.services,
            ..PersonOptions::default()
        };
        // WHY under the name: a name is one person's, not everybody's who comes along.
        request.per_person.insert(subject, own);
    }
    request
}

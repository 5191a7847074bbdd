//! What must hold of a request as a whole, before any family is judged: whom it selects, and that everything it
//! names is meant for somebody of them.
//!
//! Knows no destination. To demand something of whole requests, add it to [`check`].

use super::authority::Refusal;
use super::filters::{self, destination_of};
use super::finding::{About, Finding, FindingKind, RemedyBy, RemedyCode};
use super::plan::CEILING_OF_A_DIALOG;
use super::request::MoveRequest;
use super::snapshot::Snapshot;
use super::view::View;
use super::{Actor, Channel};
use crate::ids::{OrganizationCode, UserId};
use crate::people::User;
use crate::time::Timestamp;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The sponsors a request selects, in its order.
pub(super) fn subjects(view: &View<'_>, snapshot: &Snapshot, request: &MoveRequest) -> Vec<UserId> {
    let mut subjects = request.named_subjects();
    if request.is_bulk() {
        merge_dependents(view, snapshot, &mut subjects);
    }
    if request.filters.is_some() {
        subjects.retain(|id| destination_of(snapshot, request, id).is_some());
    }
    subjects
}

/// Takes out dependents whose sponsor is selected too: they move with the family (ruling 33). One that the
/// actor may not see stays a row of its own, like any unknown id.
fn merge_dependents(view: &View<'_>, snapshot: &Snapshot, subjects: &mut Vec<UserId>) {
    let selected: BTreeSet<UserId> = subjects.iter().cloned().collect();
    subjects.retain(|id| {
        let sponsor = snapshot
            .user(id)
            .filter(|user| view.sees_user(user))
            .and_then(|user| user.sponsor.as_ref());
        !sponsor.is_some_and(|sponsor| selected.contains(sponsor))
    });
}

/// Whether the whole can be planned.
pub(super) fn check(
    view: &View<'_>,
    snapshot: &Snapshot,
    request: &MoveRequest,
    actor: &Actor,
    subjects: &[UserId],
    now: Timestamp,
) -> Result<(), Refusal> {
    source_is_in_view(view, snapshot, request, actor, subjects)?;
    let mut unusable = filters::unusable(snapshot, request, |code| {
        destination_is_in_view(view, snapshot, request, actor, subjects, code)
    })?;
    if request
        .move_action
        .is_some_and(|action| action != request.way())
    {
        unusable.push("move_action".to_owned());
    }
    if !unusable.is_empty() {
        let fields = unusable.iter().map(|field| not_applicable(field));
        return Err(Refusal::NotApplicable(fields.collect()));
    }
    // WHY: an organization can be empty, and filters can fit nobody; a list of nobody is a mistake.
    let may_be_nobody = request.all_of.is_some() || is_filtered(request);
    if subjects.is_empty() && !may_be_nobody {
        return Err(Refusal::NoSubject);
    }
    if !request.is_bulk() {
        return Ok(());
    }
    let selected = u32::try_from(subjects.len()).unwrap_or(u32::MAX);
    if actor.channel == Channel::Attended && selected > CEILING_OF_A_DIALOG {
        return Err(Refusal::TooMany {
            selected,
            limit: CEILING_OF_A_DIALOG,
        });
    }
    concerns_somebody(view, snapshot, request, subjects, now)
}

/// Whether filters have somebody to choose among.
fn is_filtered(request: &MoveRequest) -> bool {
    request.filters.is_some() && (request.source.is_some() || request.subjects.is_some())
}

/// Whether an organization is in view as a destination of somebody who is selected, or who lives at the source.
fn destination_is_in_view(
    view: &View<'_>,
    snapshot: &Snapshot,
    request: &MoveRequest,
    actor: &Actor,
    subjects: &[UserId],
    code: &OrganizationCode,
) -> bool {
    let Some(place) = snapshot.organizations.get(code) else {
        return false;
    };
    let by_grants = actor.act_as.is_none().then(|| view.by_grants());
    let is_seen = |view: &View<'_>| {
        let people = subjects.iter().filter_map(|id| snapshot.user(id));
        let people = people.filter(|user| view.sees_user(user));
        let homes = people.map(|user| &user.home).chain(&request.source);
        let mut homes = homes.filter_map(|home| snapshot.organizations.get(home));
        view.sees_organization(place) || homes.any(|home| view.sees_destination(home, place))
    };
    is_seen(view) || by_grants.as_ref().is_some_and(is_seen)
}

/// A source out of view looks like one that does not exist (ruling 5); in view are the organizations the actor
/// sees, and those that the people selected live in or might go to.
pub(super) fn source_is_in_view(
    view: &View<'_>,
    snapshot: &Snapshot,
    request: &MoveRequest,
    actor: &Actor,
    subjects: &[UserId],
) -> Result<(), Refusal> {
    let Some(code) = &request.source else {
        return Ok(());
    };
    let place = snapshot
        .organizations
        .get(code)
        .ok_or(Refusal::UnknownSubject)?;
    let by_grants = actor.act_as.is_none().then(|| view.by_grants());
    let is_seen = |view: &View<'_>| {
        let people = subjects.iter().filter_map(|id| snapshot.user(id));
        let mut homes = people
            .filter(|user| view.sees_user(user))
            .filter_map(|user| snapshot.organizations.get(&user.home));
        view.sees_organization(place) || homes.any(|home| view.sees_destination(home, place))
    };
    if is_seen(view) || by_grants.as_ref().is_some_and(is_seen) {
        Ok(())
    } else {
        Err(Refusal::UnknownSubject)
    }
}

/// What a selection says about single people or subscriptions must concern somebody in it: what nobody bears would
/// be obeyed by nobody, silently.
fn concerns_somebody(
    view: &View<'_>,
    snapshot: &Snapshot,
    request: &MoveRequest,
    subjects: &[UserId],
    now: Timestamp,
) -> Result<(), Refusal> {
    let kept = request.options.keep_subscriptions.iter().flatten();
    if request.per_person.is_empty() && kept.clone().next().is_none() {
        return Ok(());
    }
    let selected: BTreeSet<&UserId> = subjects.iter().collect();
    let is_member = |user: &&User| {
        let is_selected = |id| selected.contains(id);
        (is_selected(&user.id) || user.sponsor.as_ref().is_some_and(is_selected))
            && view.sees_user(user)
    };
    let members: Vec<&User> = snapshot.users.values().filter(is_member).collect();
    let names: BTreeSet<&str> = members
        .iter()
        .flat_map(|user| [user.id.as_str(), &*user.username])
        .chain(subjects.iter().map(UserId::as_str))
        .collect();
    let nobodys = request
        .per_person
        .keys()
        .filter(|name| !names.contains(name.as_str()))
        .map(|name| not_applicable(&format!("per_person.{name}")));
    let is_held = |code: &OrganizationCode| {
        let mut held = members.iter().flat_map(|user| &user.subscriptions);
        held.any(|it| it.to == *code && !it.has_ended(now.day()))
    };
    let unheld = kept.filter(|code| !is_held(code)).map(|code| {
        let kind = FindingKind::SubscriptionNotKept {
            organization: code.clone(),
        };
        of_the_request(About::Organization(code.clone()), kind)
    });
    let findings: Vec<Finding> = nobodys.chain(unheld).collect();
    if findings.is_empty() {
        Ok(())
    } else {
        Err(Refusal::ConcernsNobody(findings))
    }
}

/// A field that this request cannot use.
fn not_applicable(field: &str) -> Finding {
    let field: Arc<str> = field.into();
    let kind = FindingKind::FieldNotApplicable {
        field: field.clone(),
    };
    of_the_request(About::Field(field), kind)
}

/// A finding about the request, and so about no family.
fn of_the_request(about: About, kind: FindingKind) -> Finding {
    Finding::new(&UserId::from(""), about, kind)
        .remedy(RemedyCode::LeaveTheFieldOut, RemedyBy::Actor)
}

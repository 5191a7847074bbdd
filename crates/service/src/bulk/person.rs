//! The judgement on a row of a table of people: whoever does not move is changed as the row says, whoever is not
//! there is made.
//!
//! The stored lock decides a move; a lock cell beside one is not applied and the row says so (ruling 35).

use super::FileRowResult;
use super::facts::{Facts, Named, Which};
use super::judge::{
    Asked, Judged, Moving, Todo, WITH_SPONSOR, Way, judge_move, moves_with_the_sponsor,
};
use crate::error::ServiceError;
use crate::people::{
    NewUser, ProfileWrite, UserPatch, deleted, judged, may_have_dependents, newcomer,
};
use crate::rights::{
    Edit, Lock, OverOrganization, OverUser, over_lock, over_organization, over_user,
};
use crate::service::Service;
use rehome_document::cell_of;
use rehome_document::moves::{MoveRow, PersonCells};
use rehome_domain::ids::{OrganizationCode, PositionId, UserId};
use rehome_domain::organization::{OrganizationStatus, PositionKnown};
use rehome_domain::people::{User, UserStatus};
use rehome_domain::time::Day;
use rehome_domain::tree::governing;
use rehome_domain::user_move::authority::is_listed;
use rehome_domain::user_move::{Finding, Verdict, View};
use rehome_storage::Tx;
use rehome_storage::directory::ProfileCells;
use serde_json::Value;

/// What changes of somebody, and the rights to do it.
pub(super) struct Change {
    edit: Option<(OverUser<Edit>, ProfileWrite)>,
    lock: Option<(OverUser<Lock>, bool)>,
    /// The move that follows, judged before the change.
    pub(super) then: Option<Moving>,
}

/// Judges one row of a table of people.
pub(super) async fn judge_person(
    tx: &mut Tx,
    facts: &Facts,
    asked: &Asked<'_>,
    row: &MoveRow,
    person: &PersonCells,
) -> Result<Judged, ServiceError> {
    if row.user_is_twice {
        return Ok(Judged::refused("user-twice"));
    }
    if person.mapping_id_is_twice {
        return Ok(Judged::refused("mapping-id-twice"));
    }
    let view = View::of(&facts.state, asked.actor)?;
    let id = match facts.named(&view, &row.user) {
        Named::Nobody if asked.whole.came_along(row) => {
            return Ok(Judged::settled(FileRowResult::Skipped, WITH_SPONSOR));
        }
        Named::Nobody => {
            return as_row(judge_newcomer(tx, facts, asked, (&view, row, person)).await);
        }
        Named::Several => return Ok(Judged::refused("ambiguous-user")),
        Named::One(id) => id,
    };
    let Some(user) = facts.state.user(&id) else {
        return Ok(Judged::refused("unknown-user"));
    };
    if let Some(sponsor) = &person.sponsor {
        let is_the_own = match facts.named(&view, sponsor) {
            Named::One(named) => user.sponsor.as_ref() == Some(&named),
            Named::Nobody | Named::Several => false,
        };
        if !is_the_own {
            return Ok(Judged::refused("other-sponsor"));
        }
    }
    let today = asked.now.day();
    let mut patch = difference(user, facts.cells.get(&id), person);
    match manager_of(facts, &view, user, person) {
        Ok(manager) => patch.manager = manager,
        Err(error) => return as_row(Err(error)),
    }
    let home = facts.state.organizations.get(&user.home);
    let destination = match &row.destination {
        None => None,
        Some(cell) => match facts.place(&view, asked.whole, home, cell) {
            Which::One(code) => Some(code).filter(|code| *code != user.home),
            Which::Several => return Ok(Judged::refused("ambiguous-organization")),
        },
    };
    if patch.status == Some(UserStatus::Deleted) {
        if destination.is_some() {
            return Ok(Judged::refused("deleted-and-moved"));
        }
        return as_row(judge_deletion(facts, &view, &id));
    }
    let other_position = person.position.as_ref().map(|cell| {
        let position = cell.as_deref().map(PositionId::from);
        (position != user.position).then_some(position)
    });
    let Some(destination) = destination else {
        patch.position = other_position.flatten();
        let lock = person.lock.filter(|locked| *locked != user.locked);
        let is_other = patch != UserPatch::default() || lock.is_some();
        if is_other && user.status == UserStatus::Deleted && patch.status.is_none() {
            return Ok(Judged::refused("user-deleted"));
        }
        return as_row(judge_change(tx, facts, &view, &id, (patch, today), lock).await);
    };
    let way = Way {
        position: position_there(facts, user, person, &destination),
        subject: id.clone(),
        destination,
    };
    if moves_with_the_sponsor(&view, facts, asked, row, &way) {
        let changed = judge_change(tx, facts, &view, &id, (patch, today), None).await;
        let mut row_comes_to = as_row(changed)?;
        if row_comes_to.result == FileRowResult::Skipped {
            row_comes_to.codes.clear();
        }
        row_comes_to.codes.push(WITH_SPONSOR.to_owned());
        return Ok(row_comes_to);
    }
    let patch = (patch != UserPatch::default()).then_some(patch);
    let mut row_comes_to = judge_move(&view, facts, asked, row, way)?;
    if person.lock.is_some() {
        row_comes_to.codes.push("lock-not-applied".to_owned());
    }
    match (row_comes_to.todo, patch) {
        (Todo::Move(moving), Some(patch)) => {
            let edit = match judge_edit(tx, facts, &view, &id, (patch, today)).await {
                Ok(edit) => edit,
                Err(error) => return as_row(Err(error)),
            };
            let change = Change {
                edit: Some(edit),
                lock: None,
                then: Some(moving),
            };
            row_comes_to.codes.push("profile-changed".to_owned());
            row_comes_to.codes.sort();
            row_comes_to.todo = Todo::Change(Box::new(change));
        }
        (todo, _) => row_comes_to.todo = todo,
    }
    Ok(row_comes_to)
}

/// What is refused is the row's result; what breaks is not.
fn as_row(judged: Result<Judged, ServiceError>) -> Result<Judged, ServiceError> {
    match judged {
        Err(ServiceError::Rejected(why)) => {
            let found = why.findings.first();
            Ok(Judged::refused(found.map_or(why.code, Finding::code)))
        }
        Err(ServiceError::Forbidden) => Ok(Judged::refused("not-allowed")),
        Err(ServiceError::NotFound) => Ok(Judged::refused("not-found")),
        other => other,
    }
}

async fn judge_edit(
    tx: &mut Tx,
    facts: &Facts,
    view: &View<'_>,
    id: &UserId,
    (patch, today): (UserPatch, Day),
) -> Result<(OverUser<Edit>, ProfileWrite), ServiceError> {
    let right: OverUser<Edit> = over_user(view, &facts.state, id)?;
    let write = judged(tx, &facts.state, view, &right, patch, today).await?;
    Ok((right, write))
}

async fn judge_change(
    tx: &mut Tx,
    facts: &Facts,
    view: &View<'_>,
    id: &UserId,
    (patch, today): (UserPatch, Day),
    lock: Option<bool>,
) -> Result<Judged, ServiceError> {
    let patch = (patch != UserPatch::default()).then_some(patch);
    if patch.is_none() && lock.is_none() {
        return Ok(Judged::settled(FileRowResult::Skipped, "unchanged"));
    }
    let mut codes = Vec::new();
    let mut change = Change {
        edit: None,
        lock: None,
        then: None,
    };
    if let Some(locked) = lock {
        change.lock = Some((over_lock(view, &facts.state, id)?, locked));
        codes.push(if locked { "locked" } else { "unlocked" }.to_owned());
    }
    if let Some(patch) = patch {
        change.edit = Some(judge_edit(tx, facts, view, id, (patch, today)).await?);
        codes.push("profile-changed".to_owned());
    }
    Ok(Judged {
        result: FileRowResult::Changed,
        verdict: Verdict::Works,
        codes,
        todo: Todo::Change(Box::new(change)),
    })
}

fn judge_deletion(facts: &Facts, view: &View<'_>, id: &UserId) -> Result<Judged, ServiceError> {
    let right: OverUser<Edit> = over_user(view, &facts.state, id)?;
    let patch = deleted(&facts.state, &right)?;
    let change = Change {
        edit: Some((right, patch.into())),
        lock: None,
        then: None,
    };
    Ok(Judged {
        result: FileRowResult::Changed,
        verdict: Verdict::Works,
        codes: vec!["deleted".to_owned()],
        todo: Todo::Change(Box::new(change)),
    })
}

/// Who is to be the manager, where that is somebody else. A blank cell takes away whom the actor sees.
fn manager_of(
    facts: &Facts,
    view: &View<'_>,
    user: &User,
    person: &PersonCells,
) -> Result<Option<Option<UserId>>, ServiceError> {
    let present = user.manager.as_ref();
    match &person.manager {
        None => Ok(None),
        Some(None) => {
            let seen = present.and_then(|id| facts.state.user(id));
            let seen = seen.filter(|manager| view.sees_user(manager));
            Ok(seen.map(|_| None))
        }
        Some(Some(name)) => match facts.named(view, name) {
            Named::One(id) => Ok((present != Some(&id)).then_some(Some(id))),
            Named::Nobody | Named::Several => {
                Err(rejected("unknown-manager", "name another manager"))
            }
        },
    }
}

/// The position a row asks for at a destination. That of the old home is none that anybody asked for: a table that
/// was exported tells it in every row.
fn position_there(
    facts: &Facts,
    user: &User,
    person: &PersonCells,
    destination: &OrganizationCode,
) -> Option<PositionId> {
    let position = PositionId::from(person.position.as_ref()?.as_deref()?);
    let is_the_old = user.position.as_ref() == Some(&position);
    let place = facts.state.organizations.get(destination);
    let is_known = place.is_some_and(|place| {
        matches!(
            place.hierarchy.find(&position),
            PositionKnown::Node | PositionKnown::Root
        )
    });
    (is_known || !is_the_old).then_some(position)
}

/// Somebody who is not there yet: made in the organization the row names, or with the sponsor.
async fn judge_newcomer(
    tx: &mut Tx,
    facts: &Facts,
    asked: &Asked<'_>,
    (view, row, person): (&View<'_>, &MoveRow, &PersonCells),
) -> Result<Judged, ServiceError> {
    if person.status == Some(UserStatus::Deleted) {
        return Ok(Judged::refused("unknown-user"));
    }
    let (home, sponsor, right) = match (&person.sponsor, &row.destination) {
        (Some(sponsor), _) => {
            let sponsor = match facts.named(view, sponsor) {
                Named::One(id) => facts.state.user(&id),
                Named::Nobody | Named::Several => None,
            };
            let sponsor =
                sponsor.ok_or_else(|| rejected("unknown-sponsor", "name another sponsor"))?;
            may_have_dependents(view, sponsor)?;
            let right = over_organization(view, &facts.state, &sponsor.home)?;
            (sponsor.home.clone(), Some(sponsor), right)
        }
        (None, Some(home)) => {
            let own = Some(view.acting_in);
            let Which::One(home) = facts.place(view, asked.whole, own, home) else {
                return Ok(Judged::refused("ambiguous-organization"));
            };
            let right = may_bring_in(view, facts, &home)?;
            (home, None, right)
        }
        (None, None) => return Ok(Judged::refused("unknown-user")),
    };
    let text = |cell: &Option<Option<String>>| cell.clone().flatten();
    let values = person.attributes.iter().filter_map(|(id, value)| {
        let value = Value::String(value.clone()?);
        Some((id.clone(), value))
    });
    let new = NewUser {
        username: row.user.clone(),
        given: text(&person.given),
        surname: text(&person.surname),
        name: person.name.clone(),
        mapping_id: text(&person.mapping_id),
        email: text(&person.email),
        position: text(&person.position).map(PositionId::from),
        status: person.status,
        locked: person.lock.unwrap_or(false),
        attributes: values.collect(),
        ..NewUser::default()
    };
    let mut entry = newcomer(
        tx,
        (view, &facts.state),
        &home,
        sponsor,
        (&new, asked.now.day()),
    )
    .await?;
    if let Some(name) = text(&person.manager) {
        let Named::One(manager) = facts.named(view, &name) else {
            return Err(rejected("unknown-manager", "name another manager"));
        };
        entry.manager = Some(manager);
    }
    Ok(Judged {
        result: FileRowResult::Created,
        verdict: Verdict::Works,
        codes: Vec::new(),
        todo: Todo::Create(Box::new((right, entry))),
    })
}

/// The right to bring somebody new in: into the organization acted in, or one that is listed for it (ruling 35).
/// There the own right is enough, as it is for moving people there.
fn may_bring_in(
    view: &View<'_>,
    facts: &Facts,
    home: &OrganizationCode,
) -> Result<OverOrganization<Edit>, ServiceError> {
    let own = view.acting_in;
    if own.code == *home {
        return over_organization(view, &facts.state, home);
    }
    let place = facts.state.organizations.get(home);
    let place = place.ok_or(ServiceError::NotFound)?;
    if !view.sees_organization(place) && !view.sees_destination(own, place) {
        return Err(ServiceError::NotFound);
    }
    let is_open = place.status == OrganizationStatus::Active
        && is_listed(own, place)
        && governing(own, place).is_some_and(|top| top.user_move.user_move_enabled);
    if !is_open {
        return Err(rejected(
            "destination-not-listed",
            "new people come into the own or a listed organization",
        ));
    }
    over_organization(view, &facts.state, &own.code)
}

fn rejected(code: &'static str, what_to_do: &str) -> ServiceError {
    ServiceError::rejected(code, what_to_do)
}

/// What of a profile is to be other than it is, beside position and manager.
fn difference(user: &User, stored: Option<&ProfileCells>, person: &PersonCells) -> UserPatch {
    let nothing = ProfileCells::default();
    let stored = stored.unwrap_or(&nothing);
    let other = |cell: &Option<Option<String>>, stored: Option<&str>| {
        cell.clone().filter(|cell| cell.as_deref() != stored)
    };
    let mut patch = UserPatch {
        given: other(&person.given, stored.given.as_deref()),
        surname: other(&person.surname, stored.surname.as_deref()),
        mapping_id: other(&person.mapping_id, user.mapping_id.as_deref()),
        email: other(&person.email, stored.email.as_deref()),
        status: person.status.filter(|status| *status != user.status),
        name: person.name.clone().filter(|name| **name != *user.name),
        ..UserPatch::default()
    };
    for (id, cell) in &person.attributes {
        let value = stored.attributes.get(id);
        if cell.as_deref() != value.and_then(cell_of).as_deref() {
            let new = cell
                .as_deref()
                .map_or(Value::Null, |cell| like(value, cell));
            patch.attributes.insert(id.clone(), new);
        }
    }
    patch
}

/// The value of a cell, of the type that the stored value has where the cell can be read as such.
fn like(stored: Option<&Value>, cell: &str) -> Value {
    let read = match stored {
        Some(Value::Number(_)) => cell.parse().ok().map(Value::Number),
        Some(Value::Bool(_)) => cell.parse().ok().map(Value::Bool),
        _ => None,
    };
    read.unwrap_or_else(|| Value::String(cell.to_owned()))
}

impl Service {
    /// Writes a change.
    pub(super) async fn write_change(
        &self,
        tx: &mut Tx,
        change: Change,
    ) -> Result<(), ServiceError> {
        tx.alone().await?;
        let mut raised = 0;
        if let Some((right, patch)) = change.edit {
            let revision = right.revision;
            self.user_write(tx, right, revision, &patch).await?;
            raised = 1;
        }
        if let Some((mut right, locked)) = change.lock {
            right.revision += raised;
            self.lock_write(tx, right, locked).await?;
        }
        Ok(())
    }
}

impl Change {
    /// Whose account is to be in which state.
    pub(super) fn status(&self) -> Option<(&UserId, UserStatus)> {
        let (right, patch) = self.edit.as_ref()?;
        Some((&right.user, patch.profile.status?))
    }

    /// Who is changed.
    pub(super) fn about(&self) -> Option<&UserId> {
        let edit = self.edit.as_ref().map(|(right, _)| &right.user);
        edit.or_else(|| self.lock.as_ref().map(|(right, _)| &right.user))
    }
}

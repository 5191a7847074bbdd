//! The service's answers as these screens show them.

use super::{
    AuditAsked, AuditList, By, CopyOf, Flow, Flows, MoveList, MoveRow, MoveShown, MoveState,
    MoveWay, MovesAsked, MovesShown, RecordShown, UndoBlocked, UndoShown, Undone, UndoneRow,
};
use crate::api::request::names;
use rehome_domain::ids::{MoveId, UserId};
use rehome_domain::time::Day;
use rehome_domain::user_move::removed::is_removal;
use rehome_domain::user_move::{ActAs, FamilyPlan, Finding, Outcome};
use rehome_service::audit::{AuditQuery, AuditView};
use rehome_service::user_move::{
    EntryKind, MoveState as StateAsked, MoveTold, MoveView, MoveWay as WayAsked, MovesQuery,
    Review, UndoRequest, UndoReview,
};
use rehome_service::{Acting, Caller, Service, ServiceError};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

fn given(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// A day of an address; what is none filters nothing.
fn day(text: &str) -> Option<Day> {
    text.trim().parse().ok()
}

pub(super) async fn moves(
    service: &Service,
    caller: &Caller,
    acting: Acting,
    asked: MovesAsked,
) -> Result<MoveList, ServiceError> {
    let query = MovesQuery {
        acting,
        user: given(&asked.person).map(UserId::from),
        actor: given(&asked.actor).map(UserId::from),
        organization: given(&asked.organization).map(Into::into),
        from: day(&asked.from),
        to: day(&asked.to),
        state: match &*asked.state {
            "done" => Some(StateAsked::Done),
            "undone" => Some(StateAsked::Undone),
            "undo" => Some(StateAsked::Undo),
            _ => None,
        },
        way: match &*asked.way {
            "self" => Some(WayAsked::Oneself),
            "operator" => Some(WayAsked::Operator),
            "file" => Some(WayAsked::File),
            _ => None,
        },
        cursor: given(&asked.cursor),
        limit: None,
    };
    let names_somebody = query.user.is_some() || query.actor.is_some();
    let found = service.move_flows(caller, &query).await?;
    let flows = Flows {
        since: found.since,
        flows: found
            .flows
            .into_iter()
            .map(|flow| Flow {
                from: flow.source.name,
                to: flow.destination.name,
                moves: flow.moves,
                by_oneself: flow.by_oneself,
                undone: flow.undone,
            })
            .collect(),
    };
    match service.moves(caller, &query).await {
        Ok(page) => Ok(MoveList {
            rows: page.items.iter().map(row).collect(),
            cursor: page.cursor,
            names_nobody: false,
            flows,
        }),
        Err(ServiceError::NotFound) if names_somebody => Ok(MoveList {
            names_nobody: true,
            flows,
            ..MoveList::default()
        }),
        Err(error) => Err(error),
    }
}

fn row(done: &MoveView) -> MoveRow {
    MoveRow {
        id: done.id.clone(),
        commit: done.commit.clone(),
        subject: done.subject.id.clone(),
        name: done.subject.name.clone(),
        copy: (done.kind == EntryKind::Copy).then(|| CopyOf {
            original: done.original.as_ref().map(|it| it.name.clone()),
        }),
        family: done
            .members
            .iter()
            .map(|member| member.name.clone())
            .collect(),
        from: done.source.clone().into(),
        to: done.destination.clone().into(),
        at: done.committed_at,
        by: match &done.actor {
            _ if done.act_as == ActAs::Oneself => By::Themselves,
            Some(actor) => By::Somebody(actor.name.clone()),
            None => By::Unseen,
        },
        way: match done.way {
            WayAsked::Oneself => MoveWay::Oneself,
            WayAsked::Operator => MoveWay::Operator,
            WayAsked::File => MoveWay::File,
        },
        state: match (&done.undone_by, &done.undoes) {
            (Some(_), _) => MoveState::Undone,
            (None, Some(_)) => MoveState::Undo,
            (None, None) => MoveState::Done,
        },
        reason: done.reason.clone(),
    }
}

pub(super) async fn one(
    service: &Service,
    caller: &Caller,
    acting: Acting,
    id: &MoveId,
    cursor: Option<&str>,
) -> Result<MovesShown, ServiceError> {
    let found = service.moves_told(caller, &acting, id, cursor).await?;
    Ok(MovesShown {
        is_commit: found.is_commit,
        moves: found.moves.into_iter().map(shown).collect(),
        cursor: found.cursor,
    })
}

fn shown(MoveTold { done, outcomes }: MoveTold) -> MoveShown {
    let row = row(&done);
    let removes = done.steps.iter().any(is_removal);
    let mut names = names(done.names, None);
    for place in [done.source, done.destination] {
        names.organizations.insert(place.code, place.name);
    }
    for person in done.members.into_iter().chain([done.subject]) {
        names.users.insert(person.id, person.name);
    }
    MoveShown {
        row,
        outcomes,
        removes,
        names,
        hidden: done.hidden,
        acknowledged: done.acknowledged,
        as_of: done.as_of,
        undoes: done.undoes,
        undone_by: done.undone_by,
    }
}

fn undo_request(acting: Acting) -> UndoRequest {
    UndoRequest {
        acting_in: acting.acting_in,
        act_as: acting.act_as,
        ..UndoRequest::default()
    }
}

pub(in crate::api) async fn undo(
    service: &Service,
    caller: &Caller,
    acting: Acting,
    id: &MoveId,
) -> Result<UndoShown, ServiceError> {
    // WHY: who takes back a move of the own is spoken to.
    let reader = (acting.act_as == Some(ActAs::Oneself)).then(|| caller.user.clone());
    let review = service
        .user_move_undo_plan(caller, id, &undo_request(acting))
        .await?;
    Ok(of_review(review, reader))
}

fn of_review(undo: UndoReview, reader: Option<UserId>) -> UndoShown {
    let Review {
        digest,
        plan,
        outcomes,
        names: known,
        ..
    } = undo.review;
    let (staying, moving): (Vec<&FamilyPlan>, Vec<&FamilyPlan>) =
        plan.families.iter().partition(|family| family.is_blocked());
    let mut findings: Vec<Finding> = Vec::new();
    for finding in moving.iter().flat_map(|family| &family.findings) {
        if !findings.contains(finding) {
            findings.push(finding.clone());
        }
    }
    let who_stays: BTreeSet<&UserId> = staying.iter().flat_map(|it| &it.members).collect();
    let of_moving = |mut people: BTreeMap<UserId, Outcome>| {
        people.retain(|user, _| !who_stays.contains(user));
        people
    };
    let blocked = staying.iter().map(|family| {
        let blocking = family.findings.iter().filter(|finding| finding.blocks());
        UndoBlocked {
            user: family.subject.clone(),
            findings: blocking.cloned().collect(),
        }
    });
    UndoShown {
        restored: of_moving(outcomes),
        kept: of_moving(undo.kept_outcomes),
        not_restored: of_moving(undo.not_restored_outcomes),
        findings,
        families: u32::try_from(plan.families.len()).unwrap_or(u32::MAX),
        blocked: blocked.collect(),
        hidden: moving.iter().map(|family| family.hidden).sum(),
        names: names(known, reader.as_ref()),
        digest,
    }
}

pub(in crate::api) async fn undone(
    service: &Service,
    caller: &Caller,
    acting: Acting,
    id: &MoveId,
    digest: String,
    acknowledged: BTreeSet<String>,
) -> Result<Undone, ServiceError> {
    // WHY: one plan is committed once, however often its confirmation is sent.
    let key = format!("undo-{digest}");
    let request = UndoRequest {
        digest: Some(digest),
        acknowledged,
        ..undo_request(acting.clone())
    };
    match service
        .user_move_undo(caller, id, request, Some(&key))
        .await
    {
        Ok(answer) => {
            let mut rows = Vec::with_capacity(answer.rows.len());
            for row in answer.rows {
                let name = match &row.user_move {
                    Some(back) => {
                        let back = service.move_one(caller, &acting, back).await.ok();
                        back.map(|back| back.subject.name)
                    }
                    None => row.user.as_ref().map(|user| Arc::from(user.as_str())),
                };
                rows.push(UndoneRow {
                    name,
                    codes: match row.user_move {
                        Some(_) => Vec::new(),
                        None => row.codes,
                    },
                    user_move: row.user_move,
                });
            }
            Ok(Undone::Done(rows))
        }
        Err(ServiceError::Stale(_)) => {
            let now = undo(service, caller, acting, id).await?;
            Ok(Undone::Stale(Box::new(now)))
        }
        Err(ServiceError::Rejected(rejection)) if !rejection.findings.is_empty() => {
            let now = undo(service, caller, acting, id).await?;
            Ok(Undone::Refused(Box::new(now)))
        }
        Err(error) => Err(error),
    }
}

pub(super) async fn audit(
    service: &Service,
    caller: &Caller,
    acting: Acting,
    asked: AuditAsked,
) -> Result<AuditList, ServiceError> {
    let query = AuditQuery {
        acting,
        about: given(&asked.about),
        action: given(&asked.action),
        actor: given(&asked.actor).map(UserId::from),
        organization: given(&asked.organization).map(Into::into),
        from: day(&asked.from),
        to: day(&asked.to),
        text: given(&asked.text),
        cursor: given(&asked.cursor),
        limit: None,
    };
    match service.audit_page(caller, &query).await {
        Ok(page) => Ok(AuditList {
            records: page.items.into_iter().map(record).collect(),
            cursor: page.cursor,
            names_nobody: false,
        }),
        Err(ServiceError::NotFound) if query.actor.is_some() => Ok(AuditList {
            names_nobody: true,
            ..AuditList::default()
        }),
        Err(error) => Err(error),
    }
}

fn record(view: AuditView) -> RecordShown {
    let details = match view.body {
        None => None,
        Some(Value::Object(fields)) => Some(
            fields
                .into_iter()
                .filter(|(_, value)| !value.is_null())
                .map(|(name, value)| (name, plain(&value)))
                .collect(),
        ),
        Some(Value::Null) => Some(Vec::new()),
        Some(other) => Some(vec![(String::new(), plain(&other))]),
    };
    let actor = view.actor.map(|actor| Arc::from(actor.as_str()));
    RecordShown {
        id: view.id,
        at: view.at,
        actor: view.actor_name.or(actor),
        action: view.action,
        about: view.about_name.unwrap_or_else(|| view.about.into()),
        places: view
            .organization
            .into_iter()
            .chain(view.other_organization)
            .collect(),
        details,
        number: view.number,
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

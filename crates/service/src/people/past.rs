//! What happened to one person: moves from the ledger and deeds from the audit, page by page, with names.

use super::person_named;
use crate::audit::{AuditQuery, AuditView};
use crate::caller::{Acting, Caller};
use crate::error::ServiceError;
use crate::service::Service;
use crate::subscriptions::sees_subscription;
use crate::user_move::{MoveView, MovesQuery};
use crate::view::{Page, Place};
use rehome_domain::ids::{OrganizationCode, RoleId, UserId};
use rehome_domain::time::Timestamp;
use rehome_domain::user_move::{Channel, View};
use std::sync::Arc;

/// How much of either a page holds.
const PAGE: u32 = 20;

/// From where on each is told; what has no cursor is told to its end already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastFrom {
    /// The moves.
    pub moves: Option<String>,
    /// The deeds.
    pub deeds: Option<String>,
}

/// A page of what happened, each latest first.
#[derive(Clone, Debug, PartialEq)]
pub struct UserPast {
    /// Moves.
    pub moves: Page<MoveView>,
    /// Deeds; none where the caller does not read the audit.
    pub deeds: Page<DeedView>,
}

/// Something that was done to a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeedView {
    /// When.
    pub at: Timestamp,
    /// What: the code of the audit.
    pub action: String,
    /// Who did it, by id and as far as known by name; none where that is out of view.
    pub actor: Option<(UserId, Option<Arc<str>>)>,
    /// The role it is about, with the name of a clone.
    pub role: Option<(RoleId, Option<Arc<str>>)>,
    /// Where the role is held, or to where the subscription leads, as far as in view.
    pub place: Option<Place>,
}

impl Service {
    /// A page of what happened to a person; the first where nothing is said.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] for who is out of view, [`ServiceError::Invalid`] for a cursor that is none.
    pub async fn user_past(
        &self,
        caller: &Caller,
        acting: &Acting,
        user: &UserId,
        from: Option<PastFrom>,
    ) -> Result<UserPast, ServiceError> {
        let (asks_moves, asks_deeds) = from.as_ref().map_or((true, true), |from| {
            (from.moves.is_some(), from.deeds.is_some())
        });
        let PastFrom { moves, deeds } = from.unwrap_or(PastFrom {
            moves: None,
            deeds: None,
        });
        let query = MovesQuery {
            acting: acting.clone(),
            user: Some(user.clone()),
            cursor: moves,
            limit: Some(PAGE),
            ..MovesQuery::default()
        };
        let moves = match asks_moves {
            true => self.moves(caller, &query).await?,
            false => nothing(),
        };
        let query = AuditQuery {
            acting: acting.clone(),
            about: Some(user.to_string()),
            cursor: deeds,
            limit: Some(PAGE),
            ..AuditQuery::default()
        };
        let deeds = match asks_deeds {
            true => match self.audit_page(caller, &query).await {
                Ok(page) => page,
                // WHY: who does not read the audit sees the moves alone.
                Err(ServiceError::Forbidden) => nothing(),
                Err(error) => return Err(error),
            },
            false => nothing(),
        };
        let items = self.deeds_named(caller, acting, user, deeds.items).await?;
        Ok(UserPast {
            moves,
            deeds: Page {
                items,
                cursor: deeds.cursor,
            },
        })
    }

    async fn deeds_named(
        &self,
        caller: &Caller,
        acting: &Acting,
        user: &UserId,
        records: Vec<AuditView>,
    ) -> Result<Vec<DeedView>, ServiceError> {
        if records.is_empty() {
            return Ok(Vec::new());
        }
        let (actor, user) = (caller.actor(acting, Channel::Attended), user.clone());
        self.store()
            .read(move |tx| {
                Box::pin(async move {
                    let codes = records.iter().filter_map(place_of).collect();
                    let (id, facts) = person_named(tx, &actor, &user, codes).await?;
                    let view = View::of(&facts, &actor)?;
                    let seen = |code: OrganizationCode| {
                        let place = facts.organizations.get(&code)?;
                        let is_seen = view.sees_organization(place)
                            || sees_subscription(&view, &facts, &id, &code);
                        is_seen.then(|| Place {
                            name: place.name.clone(),
                            code,
                        })
                    };
                    let deed = |record: AuditView| DeedView {
                        role: role_of(&record).map(|role| {
                            let clone = facts.roles.clones.get(&role);
                            let name = clone.and_then(|clone| clone.name.clone());
                            (role, name)
                        }),
                        place: place_of(&record).and_then(seen),
                        at: record.at,
                        action: record.action,
                        actor: record.actor.map(|actor| (actor, record.actor_name)),
                    };
                    Ok(records.into_iter().map(deed).collect())
                })
            })
            .await
    }
}

fn nothing<T>() -> Page<T> {
    Page {
        items: Vec::new(),
        cursor: None,
    }
}

fn role_of(record: &AuditView) -> Option<RoleId> {
    let role = record.body.as_ref()?.get("role")?.as_str()?;
    Some(RoleId::from(role))
}

/// The organization that a deed is about, besides the home of the person.
fn place_of(record: &AuditView) -> Option<OrganizationCode> {
    let body = record.body.as_ref()?;
    let code = body.get("at").or_else(|| body.get("to"))?.as_str()?;
    Some(OrganizationCode::from(code))
}

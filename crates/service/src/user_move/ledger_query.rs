//! Which moves somebody asks for, and which of them they may be given: the filters of the ledger made into what the
//! store looks for.
//!
//! What of an entry is shown is [`super::seen_moves`]' to tell. To add a filter, add a field to [`MovesQuery`], put it
//! into [`MovesQuery::filter`], and give it a parameter in REST and a field on the screen.

use super::destinations::id_cursor;
use crate::audit::holds_everywhere;
use crate::caller::Acting;
use crate::error::ServiceError;
use crate::people::person_named;
use crate::rights::seen_user;
use crate::view::page_limit;
use rehome_domain::ids::{MoveId, OrganizationCode, UserId};
use rehome_domain::role::{BuiltIn, Permission, Reach};
use rehome_domain::time::{Day, Timestamp};
use rehome_domain::user_move::{ActAs, Actor, View};
use rehome_storage::ledger::{self, MoveFilter};
use rehome_storage::snapshot::{self, Destinations};
use rehome_storage::{Scope, Tx};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What became of a move.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MoveState {
    /// It was done, and stands.
    Done,
    /// It was taken back.
    Undone,
    /// It took another one back, and stands.
    Undo,
}

/// By which way a move came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MoveWay {
    /// Somebody moved as oneself.
    #[serde(rename = "self")]
    Oneself,
    /// An operator moved somebody.
    Operator,
    /// A file, a sync or a connector.
    File,
}

/// Which moves.
#[derive(Clone, Debug, Default)]
pub struct MovesQuery {
    /// Where and as whom the caller acts.
    pub acting: Acting,
    /// Of one person only.
    pub user: Option<UserId>,
    /// Made by one person only.
    pub actor: Option<UserId>,
    /// With an end at this organization, or below it where that is in view.
    pub organization: Option<OrganizationCode>,
    /// From this day on (UTC).
    pub from: Option<Day>,
    /// Up to the end of this day (UTC).
    pub to: Option<Day>,
    /// In this state only.
    pub state: Option<MoveState>,
    /// By this way only.
    pub way: Option<MoveWay>,
    /// From where on.
    pub cursor: Option<String>,
    /// How many.
    pub limit: Option<u32>,
}

/// The smallest id that something at this time can have: ids begin with their milliseconds.
pub(crate) fn first_id_at(at: Timestamp) -> String {
    let millis = at.0.div_euclid(1_000).max(0);
    let digits = format!("{millis:012x}");
    let (high, low) = digits.split_at(digits.len() - 4);
    format!("{high}-{low}")
}

/// The ids between two days, both included, and before a cursor.
pub(crate) fn ids_between(
    from: Option<Day>,
    to: Option<Day>,
    cursor: Option<&str>,
) -> Result<(Option<String>, Option<String>), ServiceError> {
    let since = from.map(|day| first_id_at(day.start()));
    let end = to.map(|day| first_id_at(Day(day.0.saturating_add(1)).start()));
    let cursor = id_cursor(cursor)?;
    let before = match (end, cursor) {
        (Some(end), Some(cursor)) => Some(end.min(cursor)),
        (end, cursor) => end.or(cursor),
    };
    Ok((since, before))
}

/// A person that a filter names, if the actor sees them.
pub(crate) async fn seen_person(
    tx: &mut Tx,
    actor: &Actor,
    name: &UserId,
    reads_all: bool,
) -> Result<UserId, ServiceError> {
    let (id, facts) = person_named(tx, actor, name, Vec::new()).await?;
    if reads_all && facts.user(&id).is_some() {
        return Ok(id);
    }
    seen_user(&View::of(&facts, actor)?, &facts, &id)?;
    Ok(id)
}

impl MovesQuery {
    /// What the store looks for.
    pub(crate) async fn filter(
        &self,
        tx: &mut Tx,
        actor: &Actor,
    ) -> Result<MoveFilter, ServiceError> {
        let (since, before) = ids_between(self.from, self.to, self.cursor.as_deref())?;
        let places = self.organization.iter().cloned().collect();
        let wanted = super::resolve::of_actor(
            actor,
            vec![actor.user.clone()],
            Destinations::Listed(places),
        );
        let facts = snapshot::load(tx, &wanted).await?;
        let view = View::of(&facts, actor)?;
        let reads_all =
            view.act_as == ActAs::Operator && holds_everywhere(&view, BuiltIn::Auditor, &facts);
        let mut filter = MoveFilter {
            state: self.state.map(|state| match state {
                MoveState::Done => ledger::MoveState::Done,
                MoveState::Undone => ledger::MoveState::Undone,
                MoveState::Undo => ledger::MoveState::Undo,
            }),
            way: self.way.map(|way| match way {
                MoveWay::Oneself => ledger::Way::Oneself,
                MoveWay::Operator => ledger::Way::Operator,
                MoveWay::File => ledger::Way::File,
            }),
            since: since.map(MoveId::from),
            before: before.map(MoveId::from),
            limit: page_limit(self.limit),
            ..MoveFilter::default()
        };
        if view.act_as == ActAs::Oneself && !reads_all {
            filter.user = Some(actor.user.clone());
        } else if !reads_all {
            let reaches_down = view
                .roles
                .iter()
                .any(|role| role.reach(Permission::View) == Some(Reach::Subtree));
            filter.scope = Some(Scope {
                organization: view.acting_in.code.clone(),
                with_below: reaches_down,
            });
        }
        if let Some(code) = &self.organization {
            let place = facts.organizations.get(code);
            let is_in_view =
                reads_all || place.is_some_and(|place| view.may(Permission::View, place));
            match &mut filter.scope {
                Some(scope) if is_in_view => scope.organization = code.clone(),
                None if reads_all && place.is_some() => {
                    filter.scope = Some(Scope {
                        organization: code.clone(),
                        with_below: true,
                    });
                }
                _ => filter.end = Some(code.clone()),
            }
        }
        if let Some(name) = &self.user {
            filter.user = Some(seen_person(tx, actor, name, reads_all).await?);
            if let Some(scope) = filter.scope.take().filter(|_| self.organization.is_some()) {
                filter.end = Some(scope.organization);
            }
        }
        if let Some(name) = &self.actor {
            filter.actor = Some(seen_person(tx, actor, name, reads_all).await?);
        }
        Ok(filter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_of_a_day_stands_between_that_day_and_the_next() {
        let day = Day::from_civil(2026, 11, 22).unwrap_or(Day(0));
        let (since, before) = ids_between(Some(day), Some(day), None).unwrap_or_default();
        let noon =
            first_id_at(Timestamp(day.start().0 + 43_200_000_000)) + "-7000-8000-000000000000";
        assert!(since.is_some_and(|since| since < noon));
        assert!(before.is_some_and(|before| before > noon));
    }
}

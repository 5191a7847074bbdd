//! Who went where: how many moved from one organization to another, in the scope of who asks.
//!
//! The newest thousands are counted, so that a picture costs the same in any ledger. Where an operator sees only some
//! of the people of their organization, the moves in view are counted one by one.

use super::ledger_query::MovesQuery;
use super::seen_moves::views;
use crate::caller::Caller;
use crate::error::ServiceError;
use crate::service::Service;
use crate::view::{Place, rfc3339};
use rehome_domain::ids::OrganizationCode;
use rehome_domain::time::Timestamp;
use rehome_domain::user_move::{ActAs, Actor, Channel, View};
use rehome_storage::Tx;
use rehome_storage::ledger::{self, Flow, Flows, MoveFilter};
use rehome_storage::snapshot::{self, Destinations};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The most flows that are told.
const MOST_FLOWS: u32 = 40;
/// The most moves counted one by one.
const MOST_COUNTED: u32 = 400;

/// How many moved from one organization to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FlowView {
    /// From where.
    pub source: Place,
    /// To where.
    pub destination: Place,
    /// How many families.
    pub moves: u32,
    /// How many of them as oneself.
    pub by_oneself: u32,
    /// How many of them were taken back.
    pub undone: u32,
}

/// Who went where.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FlowsView {
    /// The flows, the strongest first.
    pub flows: Vec<FlowView>,
    /// The oldest move that was counted, where older ones were not.
    #[serde(with = "rfc3339::option")]
    #[schemars(with = "Option<String>")]
    pub since: Option<Timestamp>,
}

impl Service {
    /// Who went where, of the moves that the organization and the days of a query let through.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] where the caller does not act there.
    pub async fn move_flows(
        &self,
        caller: &Caller,
        query: &MovesQuery,
    ) -> Result<FlowsView, ServiceError> {
        let actor = caller.actor(&query.acting, Channel::Attended);
        let query = MovesQuery {
            acting: query.acting.clone(),
            organization: query.organization.clone(),
            from: query.from,
            to: query.to,
            ..MovesQuery::default()
        };
        self.store()
            .read(move |tx| {
                Box::pin(async move {
                    let mut filter = query.filter(tx, &actor).await?;
                    filter.limit = MOST_FLOWS;
                    let facts = snapshot::load(
                        tx,
                        &super::resolve::of_actor(
                            &actor,
                            vec![actor.user.clone()],
                            Destinations::None,
                        ),
                    )
                    .await?;
                    let view = View::of(&facts, &actor)?;
                    let sees_all = view.actor.user_base.is_none() && view.act_as == ActAs::Operator;
                    let found = if sees_all && filter.end.is_none() {
                        ledger::flows(tx, &filter).await?
                    } else {
                        counted(tx, &actor, filter).await?
                    };
                    named(tx, &actor, found).await
                })
            })
            .await
    }
}

/// The flows of the moves in view.
async fn counted(tx: &mut Tx, actor: &Actor, filter: MoveFilter) -> Result<Flows, ServiceError> {
    let filter = MoveFilter {
        limit: MOST_COUNTED,
        ..filter
    };
    let page = ledger::page(tx, &filter).await?;
    let mut flows: BTreeMap<(OrganizationCode, OrganizationCode), Flow> = BTreeMap::new();
    let seen = views(tx, actor, page.records).await?;
    for done in seen.into_iter().filter(|done| done.undoes.is_none()) {
        let ends = (done.source.code.clone(), done.destination.code.clone());
        let flow = flows.entry(ends).or_insert_with(|| Flow {
            source: done.source.code,
            destination: done.destination.code,
            moves: 0,
            by_oneself: 0,
            undone: 0,
        });
        flow.moves += 1;
        flow.by_oneself += i64::from(done.act_as == ActAs::Oneself);
        flow.undone += i64::from(done.undone_by.is_some());
    }
    let mut flows: Vec<Flow> = flows.into_values().collect();
    flows.sort_by_key(|flow| std::cmp::Reverse(flow.moves));
    flows.truncate(MOST_FLOWS as usize);
    Ok(Flows {
        flows,
        until: page.until,
    })
}

async fn named(tx: &mut Tx, actor: &Actor, found: Flows) -> Result<FlowsView, ServiceError> {
    let codes = found
        .flows
        .iter()
        .flat_map(|flow| [flow.source.clone(), flow.destination.clone()])
        .collect();
    let wanted = super::resolve::of_actor(actor, Vec::new(), Destinations::Listed(codes));
    let facts = snapshot::load(tx, &wanted).await?;
    let place = |code: OrganizationCode| Place {
        name: facts
            .organizations
            .get(&code)
            .map_or_else(|| code.as_str().into(), |place| place.name.clone()),
        code,
    };
    let count = |number: i64| u32::try_from(number).unwrap_or_default();
    let since = match found.until {
        Some(oldest) => ledger::get(tx, &oldest)
            .await?
            .map(|record| record.entry.committed_at),
        None => None,
    };
    Ok(FlowsView {
        flows: found
            .flows
            .into_iter()
            .map(|flow| FlowView {
                source: place(flow.source),
                destination: place(flow.destination),
                moves: count(flow.moves),
                by_oneself: count(flow.by_oneself),
                undone: count(flow.undone),
            })
            .collect(),
        since,
    })
}

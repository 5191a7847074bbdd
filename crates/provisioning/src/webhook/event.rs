//! The body: what happened to whom, with ids and the desired state. Never a secret.

use crate::{Cause, CauseKind, Operation, Order, Person};
use serde::Serialize;

#[derive(Serialize)]
struct Event<'a> {
    /// Named by dots: what about, and what of it.
    #[serde(rename = "type")]
    kind: String,
    /// When it was committed, not when it was sent.
    timestamp: String,
    data: Data<'a>,
}

#[derive(Serialize)]
struct Data<'a> {
    order: &'a str,
    person: &'a Person,
    operation: &'a Operation,
}

/// The event as JSON.
pub(super) fn body(order: &Order) -> Result<Vec<u8>, Cause> {
    let about = match order.operation {
        Operation::Ensure | Operation::MoveEntry { .. } | Operation::Revoke { .. } => "person",
        Operation::Provision { .. }
        | Operation::ChangePlan { .. }
        | Operation::Deprovision { .. } => "service",
    };
    let event = Event {
        kind: format!("{about}.{}", order.operation.as_str()),
        timestamp: order.at.to_rfc3339(),
        data: Data {
            order: &order.id,
            person: &order.person,
            operation: &order.operation,
        },
    };
    serde_json::to_vec(&event)
        .map_err(|error| Cause::new(CauseKind::Invalid, format!("the event: {error}")))
}

//! What a move of the past did, as its page shows it.

use super::Arrival;
use crate::api::request;
use crate::words::Names;
use rehome_domain::ids::MoveId;
use rehome_service::user_move::MoveView;
use rehome_service::view::{Person, Place};
use rehome_service::{Caller, Service, ServiceError};

/// The arrival of the caller after a move.
pub(super) async fn of(
    service: &Service,
    caller: &Caller,
    id: &MoveId,
) -> Result<Arrival, ServiceError> {
    let arrival = service.move_arrival(caller, id).await?;
    Ok(Arrival {
        names: names(caller, &arrival.done),
        source: arrival.done.source.code,
        destination: arrival.done.destination.code,
        at: arrival.done.committed_at,
        outcomes: arrival.outcomes,
        hidden: arrival.done.hidden,
        position_is_missing: arrival.position_is_missing,
        undo_is_open: service.own_undo_is_open(caller, id).await?,
    })
}

/// The names the move itself tells.
fn names(caller: &Caller, done: &MoveView) -> Names {
    let mut names = request::names(done.names.clone(), Some(&caller.user));
    for Place { code, name } in [&done.source, &done.destination] {
        names.organizations.insert(code.clone(), name.clone());
    }
    for Person { id, name } in done.members.iter().chain([&done.subject]) {
        names.users.insert(id.clone(), name.clone());
    }
    names
}

//! The keys under which answers are kept, so that a retry does nothing twice: the first answer again, as far as it may
//! be seen now (ruling 14).

use super::answer::CommitAnswer;
use super::commit::Attempt;
use super::resolve::of_actor;
use super::seen_moves::views;
use crate::error::ServiceError;
use crate::service::Service;
use rehome_domain::ids::{MoveId, UserId};
use rehome_domain::user_move::View;
use rehome_storage::snapshot::Destinations;
use rehome_storage::{StoreError, Tx, idempotency, ledger, snapshot};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeSet;

/// A key that can be kept.
pub(crate) fn checked_key(key: Option<&str>) -> Result<String, ServiceError> {
    let missing = ServiceError::Required {
        code: "idempotency-key-required",
        message: "send an Idempotency-Key, so that a retry does nothing twice",
    };
    let key = key
        .map(str::trim)
        .filter(|key| !key.is_empty())
        .ok_or(missing)?;
    if key.len() > 200 || key.chars().any(char::is_control) {
        return Err(ServiceError::invalid(
            "bad-idempotency-key",
            "an Idempotency-Key has at most 200 characters",
            Some("Idempotency-Key"),
        ));
    }
    Ok(key.to_owned())
}

impl Service {
    /// Keeps an answer under a key, in the transaction it answers for.
    pub(crate) async fn keep_answer<T: Serialize>(
        &self,
        tx: &mut Tx,
        attempt: &Attempt,
        key: &str,
        answer: &T,
    ) -> Result<(), ServiceError> {
        let body = serde_json::to_value(answer).map_err(ServiceError::internal)?;
        Ok(idempotency::store(
            tx,
            &attempt.caller.user,
            key,
            &attempt.body_hash,
            &body,
            self.now(),
        )
        .await?)
    }
}

/// What was answered to the key of a commit, if it was used before with the same body. A row says of whom and why
/// only while its move, or the person, is in view.
pub(crate) async fn first_answer(
    tx: &mut Tx,
    attempt: &Attempt,
) -> Result<Option<CommitAnswer>, ServiceError> {
    let Some(mut answer) = replay::<CommitAnswer>(tx, attempt, &attempt.key).await? else {
        return Ok(None);
    };
    let moves = moves_in_view(tx, attempt, &answer.id).await?;
    let people = people_in_view(tx, attempt, &answer).await?;
    for row in &mut answer.rows {
        let is_told = row.user_move.as_ref().is_some_and(|id| moves.contains(id));
        if !is_told && !row.user.as_ref().is_some_and(|id| people.contains(id)) {
            row.user = None;
            row.codes.clear();
        }
    }
    Ok(Some(answer))
}

/// The moves of a commit that the actor sees in the ledger.
async fn moves_in_view(
    tx: &mut Tx,
    attempt: &Attempt,
    commit: &MoveId,
) -> Result<BTreeSet<MoveId>, ServiceError> {
    let records = ledger::of_commit(tx, commit, None, u32::MAX).await?;
    match views(tx, &attempt.actor, records).await {
        Ok(moves) => Ok(moves.into_iter().map(|done| done.id).collect()),
        Err(ServiceError::NotFound | ServiceError::Forbidden) => Ok(BTreeSet::new()),
        Err(error) => Err(error),
    }
}

/// Those of whom the rows tell whom the actor sees.
async fn people_in_view(
    tx: &mut Tx,
    attempt: &Attempt,
    answer: &CommitAnswer,
) -> Result<BTreeSet<UserId>, ServiceError> {
    let people = answer.rows.iter().filter_map(|row| row.user.clone());
    let wanted = of_actor(&attempt.actor, people.collect(), Destinations::None);
    let facts = snapshot::load(tx, &wanted).await?;
    // WHY: who acts there no longer sees nobody; a replay needs authentication only.
    let Ok(view) = View::of(&facts, &attempt.actor) else {
        return Ok(BTreeSet::new());
    };
    let seen = facts.users.values().filter(|user| view.sees_user(user));
    Ok(seen.map(|user| user.id.clone()).collect())
}

/// The first answer to a key, if it was used before with the same body.
pub(crate) async fn replay<T: DeserializeOwned>(
    tx: &mut Tx,
    attempt: &Attempt,
    key: &str,
) -> Result<Option<T>, ServiceError> {
    replay_of(tx, &attempt.caller.user, &attempt.body_hash, key).await
}

/// The first answer to a user's key, if it was used before with a body of this hash.
pub(crate) async fn replay_of<T: DeserializeOwned>(
    tx: &mut Tx,
    user: &UserId,
    body_hash: &str,
    key: &str,
) -> Result<Option<T>, ServiceError> {
    let Some(kept) = idempotency::find(tx, user, key).await? else {
        return Ok(None);
    };
    if kept.request_digest != body_hash {
        return Err(ServiceError::rejected(
            "idempotency-key-reused",
            "this Idempotency-Key was used for another request; take a new one",
        ));
    }
    let broken = |_| StoreError::InconsistentRow {
        table: "idempotency_keys",
        column: "answer".to_owned(),
        row: key.to_owned(),
    };
    Ok(Some(serde_json::from_value(kept.answer).map_err(broken)?))
}

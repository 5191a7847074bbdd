//! The canonical encoding of what the digest of a copy covers, as [`crate::user_move::canonical`] does for moves.
//!
//! The password is not in it: a request does not write it. What the rules say of it is.

use super::plan::CopyPlan;
use super::request::CopyRequest;
use serde::Serialize;

/// The bytes of what was decided: request, findings, and the new person.
pub fn decision(request: &CopyRequest, plan: &CopyPlan) -> Vec<u8> {
    encode(&(
        request,
        &plan.original,
        &plan.home,
        &plan.findings,
        &plan.person,
    ))
}

/// The bytes of what the decision rests on: the revisions read.
pub fn basis(plan: &CopyPlan) -> Vec<u8> {
    encode(&plan.basis)
}

fn encode<T: Serialize>(value: &T) -> Vec<u8> {
    // INVARIANT: these types have string keys only and no floats but those of a request, which are finite; encoding
    // cannot fail.
    serde_json::to_vec(value).unwrap_or_default()
}

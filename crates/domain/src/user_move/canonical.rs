//! The canonical encoding of what a digest covers: the decision, and the basis (ruling 10).
//!
//! JSON with the field order of the types and sorted maps: the same plan gives the same bytes in the
//! browser and on the server. `now` and generated ids are in none of it (ruling 9).

use super::finding::Finding;
use super::plan::{BasisEntry, FamilyPlan, MovePlan};
use super::request::MoveRequest;
use super::step::Step;
use crate::ids::{OrganizationCode, UserId};
use serde::Serialize;

#[derive(Serialize)]
struct Decision<'a> {
    request: &'a MoveRequest,
    subject: &'a UserId,
    source: &'a Option<OrganizationCode>,
    destination: &'a OrganizationCode,
    findings: &'a [Finding],
    steps: &'a [Step],
}

/// The bytes of what was decided for one family: request, findings and steps.
pub fn decision(request: &MoveRequest, family: &FamilyPlan) -> Vec<u8> {
    let FamilyPlan {
        subject,
        source,
        destination,
        findings,
        steps,
        ..
    } = family;
    encode(&Decision {
        request,
        subject,
        source,
        destination,
        findings,
        steps,
    })
}

/// The bytes of what was asked.
pub fn request(request: &MoveRequest) -> Vec<u8> {
    encode(request)
}

/// The bytes of what the decision rests on: the revisions read.
pub fn basis(family: &FamilyPlan) -> Vec<u8> {
    let entries: &[BasisEntry] = &family.basis;
    encode(&entries)
}

/// The bytes of a whole plan, by which two plans are compared.
pub fn whole(request: &MoveRequest, plan: &MovePlan) -> Vec<u8> {
    let mut bytes = Vec::new();
    for family in &plan.families {
        bytes.extend(decision(request, family));
        bytes.extend(basis(family));
        bytes.push(b'\n');
    }
    bytes
}

fn encode<T: Serialize>(value: &T) -> Vec<u8> {
    // INVARIANT: these types have string keys only and no floats, so that encoding cannot fail.
    serde_json::to_vec(value).unwrap_or_default()
}

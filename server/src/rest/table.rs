//! What an endpoint is, and all of them.

use super::{
    audit, destinations, jobs, me, moves, openapi, organizations, roles, settings, subscriptions,
    undo, users, why,
};
use crate::http::AppState;
use axum::routing::MethodRouter;
use schemars::{JsonSchema, Schema, SchemaGenerator};

/// One method of one path.
#[derive(Clone, Copy)]
pub struct Endpoint {
    /// `GET`, `POST`, `PATCH` or `DELETE`.
    pub method: &'static str,
    /// The path below `/api/v1`, names in braces.
    pub path: &'static str,
    /// What it does, in a line.
    pub summary: &'static str,
    /// What it takes beside the names in the path.
    pub(super) takes: &'static [Parameter],
    /// The schema of its JSON body.
    pub(super) body: Option<SchemaOf>,
    /// The status and schema of a success.
    pub(super) success: (u16, Option<SchemaOf>),
    /// The statuses of refusals, beside 401, 503 and 500, which every endpoint can answer.
    pub(super) refusals: &'static [u16],
    pub(super) handler: fn() -> MethodRouter<AppState>,
}

/// A parameter in the query or a header.
#[derive(Clone, Copy)]
pub(super) struct Parameter {
    pub(super) name: &'static str,
    /// `query` or `header`.
    pub(super) place: &'static str,
    pub(super) required: bool,
    pub(super) about: &'static str,
}

/// Makes a schema.
pub(super) type SchemaOf = fn(&mut SchemaGenerator) -> Schema;

/// The schema of a type.
pub(super) fn of<T: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<T>()
}

/// A parameter of the query.
pub(super) const fn query(name: &'static str, about: &'static str) -> Parameter {
    Parameter {
        name,
        place: "query",
        required: false,
        about,
    }
}

/// A header that must be there.
pub(super) const fn header(name: &'static str, about: &'static str) -> Parameter {
    Parameter {
        name,
        place: "header",
        required: true,
        about,
    }
}

pub(super) const ACTING_IN: Parameter = query(
    "acting_in",
    "The organization you act in; your home where none is given.",
);
pub(super) const ACT_AS: Parameter = query(
    "as",
    "`self` or `operator`; operator where you hold a releasing role there.",
);
pub(super) const TEXT: Parameter = query("text", "The beginnings of words to look for.");
pub(super) const CURSOR: Parameter =
    query("cursor", "Where to go on: the `cursor` of the page before.");
pub(super) const LIMIT: Parameter = query(
    "limit",
    "How many rows at most, up to 100; 50 where nothing is given.",
);
pub(super) const IF_MATCH: Parameter = header("If-Match", "The revision you read.");

/// Every endpoint.
pub fn endpoints() -> impl Iterator<Item = &'static Endpoint> {
    [
        me::ENDPOINTS,
        users::ENDPOINTS,
        roles::ENDPOINTS,
        organizations::ENDPOINTS,
        settings::ENDPOINTS,
        destinations::ENDPOINTS,
        moves::ENDPOINTS,
        undo::ENDPOINTS,
        subscriptions::ENDPOINTS,
        why::ENDPOINTS,
        audit::ENDPOINTS,
        jobs::ENDPOINTS,
        openapi::ENDPOINTS,
    ]
    .into_iter()
    .flatten()
}

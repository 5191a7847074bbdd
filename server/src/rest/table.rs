//! What an endpoint is, and all of them.

use super::{
    audit, copies, destinations, groups, hosting, items, jobs, me, moves, openapi, organizations,
    profiles, removed, roles, services, settings, subscriptions, transactions, transfers, undo,
    users, why,
};
use crate::http::AppState;
use axum::routing::MethodRouter;
use rehome_domain::user_move::ActAs;
use rehome_service::view::PAGE;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

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
    /// The statuses of refusals, beside those that every endpoint can answer and that a body or a parameter brings.
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
    pub(super) schema: SchemaOf,
    pub(super) about: &'static str,
}

impl Parameter {
    /// The same, of this type.
    pub(super) const fn typed(self, schema: SchemaOf) -> Self {
        Self { schema, ..self }
    }

    /// The same, which must be there.
    pub(super) const fn needed(self) -> Self {
        Self {
            required: true,
            ..self
        }
    }

    /// The same, which may be left out.
    pub(super) const fn optional(self) -> Self {
        Self {
            required: false,
            ..self
        }
    }
}

/// Makes a schema.
pub(super) type SchemaOf = fn(&mut SchemaGenerator) -> Schema;

/// The schema of a type.
pub(super) fn of<T: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<T>()
}

/// A parameter of the query, a text unless it is [`Parameter::typed`].
pub(super) const fn query(name: &'static str, about: &'static str) -> Parameter {
    Parameter {
        name,
        place: "query",
        required: false,
        schema: of::<String>,
        about,
    }
}

/// A header that must be there.
pub(super) const fn header(name: &'static str, about: &'static str) -> Parameter {
    Parameter {
        name,
        place: "header",
        required: true,
        schema: of::<String>,
        about,
    }
}

pub(super) const ACTING_IN: Parameter = query(
    "acting_in",
    "The organization you act in; your home where none is given.",
);
pub(super) const ACT_AS: Parameter = query(
    "as",
    "Operator where you hold a releasing role there, else yourself, where nothing is given.",
)
.typed(of::<ActAs>);
pub(super) const TEXT: Parameter = query("text", "The beginnings of words to look for.");
pub(super) const CURSOR: Parameter =
    query("cursor", "Where to go on: the `cursor` of the page before.");
pub(super) const LIMIT: Parameter = query(
    "limit",
    "How many rows at most; more than 100 are never given.",
)
.typed(limit);
pub(super) const IF_MATCH: Parameter = header("If-Match", "The revision you read.");
pub(super) const IDEMPOTENCY_KEY: Parameter = header(
    "Idempotency-Key",
    "A text of your own, the same when you send the same commit again.",
);
/// For every endpoint.
pub(super) const API_VERSION: Parameter = header(
    "Api-Version",
    "The version you speak; the current one where none is given. Before 11.5.1 a move onto a site that names no `scope` moves the user alone.",
)
.optional();

fn limit(_: &mut SchemaGenerator) -> Schema {
    json_schema!({"type": "integer", "minimum": 0, "default": PAGE.1})
}

/// Every endpoint.
pub fn endpoints() -> impl Iterator<Item = &'static Endpoint> {
    [
        me::ENDPOINTS,
        users::ENDPOINTS,
        roles::ENDPOINTS,
        profiles::ENDPOINTS,
        organizations::ENDPOINTS,
        settings::ENDPOINTS,
        hosting::ENDPOINTS,
        groups::ENDPOINTS,
        destinations::ENDPOINTS,
        moves::ENDPOINTS,
        removed::ENDPOINTS,
        copies::ENDPOINTS,
        undo::ENDPOINTS,
        subscriptions::ENDPOINTS,
        why::ENDPOINTS,
        audit::ENDPOINTS,
        jobs::ENDPOINTS,
        transactions::ENDPOINTS,
        transfers::ENDPOINTS,
        items::ENDPOINTS,
        services::ENDPOINTS,
        openapi::ENDPOINTS,
    ]
    .into_iter()
    .flatten()
}

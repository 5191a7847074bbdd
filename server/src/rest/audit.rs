//! The record of what happened.

use super::Failure;
use super::download::{File, download, line};
use super::read::Asked;
use super::table::{ACT_AS, ACTING_IN, CURSOR, Endpoint, LIMIT, Parameter, of, query};
use crate::http::AppState;
use crate::http::session::Signed;
use axum::Json;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use rehome_domain::ids::{OrganizationCode, UserId};
use rehome_domain::time::Day;
use rehome_domain::user_move::ActAs;
use rehome_service::Acting;
use rehome_service::audit::{AuditQuery, AuditView};
use rehome_service::view::{PAGE, Page};
use schemars::JsonSchema;
use serde::Deserialize;

const FILTERS: &[Parameter] = &[
    ACTING_IN,
    ACT_AS,
    query("about", "About this only, by its id."),
    query("action", "Of this kind only."),
    query("actor", "Done by this person only."),
    query(
        "organization",
        "With an end at this organization, or below it where you audit that.",
    ),
    query("from", "From this day on (UTC).").typed(of::<Day>),
    query("to", "Up to the end of this day (UTC).").typed(of::<Day>),
    query(
        "text",
        "What says this only: * stands for anything, ? for one character.",
    ),
    CURSOR,
    LIMIT,
    query("format", "The kind of file.").typed(of::<Format>),
];

pub(super) const ENDPOINTS: &[Endpoint] = &[
    Endpoint {
        method: "GET",
        path: "/audit",
        summary: "What happened in the organizations you audit, newest first",
        takes: FILTERS.split_at(11).0,
        body: None,
        success: (200, Some(of::<Page<AuditView>>)),
        refusals: &[404],
        handler: || get(list),
    },
    Endpoint {
        method: "GET",
        path: "/audit/export",
        summary: "The same as a file: CSV, or JSON line by line",
        takes: FILTERS,
        body: None,
        success: (200, None),
        refusals: &[404],
        handler: || get(export),
    },
];

/// The kind of a file of records.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Format {
    /// A table.
    #[default]
    Csv,
    /// A record as JSON on each line.
    Jsonl,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ListQuery {
    acting_in: Option<OrganizationCode>,
    #[serde(rename = "as")]
    act_as: Option<ActAs>,
    about: Option<String>,
    action: Option<String>,
    actor: Option<UserId>,
    organization: Option<OrganizationCode>,
    from: Option<Day>,
    to: Option<Day>,
    text: Option<String>,
    cursor: Option<String>,
    limit: Option<u32>,
    format: Option<Format>,
}

impl From<ListQuery> for AuditQuery {
    fn from(asked: ListQuery) -> Self {
        Self {
            acting: Acting {
                acting_in: asked.acting_in,
                act_as: asked.act_as,
            },
            about: asked.about,
            action: asked.action,
            actor: asked.actor,
            organization: asked.organization,
            from: asked.from,
            to: asked.to,
            text: asked.text,
            cursor: asked.cursor,
            limit: asked.limit,
        }
    }
}

async fn list(
    State(state): State<AppState>,
    Signed(caller): Signed,
    Asked(asked): Asked<ListQuery>,
) -> Result<Json<Page<AuditView>>, Failure> {
    Ok(Json(
        state.service.audit_page(&caller, &asked.into()).await?,
    ))
}

const COLUMNS: [&str; 9] = [
    "Record",
    "Number",
    "When",
    "Actor",
    "Action",
    "About",
    "Organization",
    "Other organization",
    "Details",
];

async fn export(
    State(state): State<AppState>,
    Signed(caller): Signed,
    Asked(asked): Asked<ListQuery>,
) -> Result<Response, Failure> {
    let format = asked.format.unwrap_or_default();
    let query = AuditQuery {
        limit: Some(PAGE.0),
        ..asked.into()
    };
    let part = move |cursor: Option<String>| {
        let (service, caller) = (state.service.clone(), caller.clone());
        let query = AuditQuery {
            cursor: cursor.or_else(|| query.cursor.clone()),
            ..query.clone()
        };
        async move {
            let page = service.audit_page(&caller, &query).await?;
            let rows = page.items.iter().map(|record| match format {
                Format::Csv => row(record),
                Format::Jsonl => json_line(record),
            });
            Ok((rows.collect(), page.cursor))
        }
    };
    match format {
        Format::Csv => {
            let file = File {
                name: "audit.csv",
                kind: "text/csv; charset=utf-8",
            };
            download(file, line(&COLUMNS.map(str::to_owned)), part).await
        }
        Format::Jsonl => {
            let file = File {
                name: "audit.jsonl",
                kind: "application/jsonl; charset=utf-8",
            };
            download(file, String::new(), part).await
        }
    }
}

fn json_line(record: &AuditView) -> String {
    // INVARIANT: string keys and no floats that are not numbers, so that encoding does not fail.
    serde_json::to_string(record).unwrap_or_default() + "\n"
}

fn row(record: &AuditView) -> String {
    let place = |code: &Option<OrganizationCode>| {
        code.as_ref().map(ToString::to_string).unwrap_or_default()
    };
    line(&[
        record.id.clone(),
        record
            .number
            .map(|number| number.to_string())
            .unwrap_or_default(),
        record.at.to_rfc3339(),
        record
            .actor
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
        record.action.clone(),
        record.about.clone(),
        place(&record.organization),
        place(&record.other_organization),
        record
            .body
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
    ])
}

//! Work that goes on beside requests: files of people and moves that somebody handed in, and what a move in a hosting
//! tree leaves to be done outside ([`super::services`] lists it), and what is carried from account to account. Moves of other
//! trees are whole when they are committed and name no job.

use super::Failure;
use super::read::{ActingQuery, Asked, Named};
use super::table::{ACT_AS, ACTING_IN, CURSOR, Endpoint, LIMIT, of, query};
use crate::http::AppState;
use crate::http::session::Signed;
use axum::Json;
use axum::extract::State;
use axum::routing::{get, post};
use http::StatusCode;
use rehome_domain::ids::OrganizationCode;
use rehome_domain::time::Timestamp;
use rehome_domain::user_move::ActAs;
use rehome_service::bulk::{FileFaults, FileJob, FileJobView, JobPhase, JobState};
use rehome_service::content::{TransferDeed, TransferView};
use rehome_service::provisioning::{JobAction, JobView};
use rehome_service::view::Page;
use rehome_service::{Acting, Caller, ServiceError};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

pub(super) const ENDPOINTS: &[Endpoint] = &[
    Endpoint {
        method: "GET",
        path: "/jobs",
        summary: "Files you handed in, the newest first",
        takes: &[
            query("acting_in", "Only those handed in while acting there."),
            ACT_AS,
            CURSOR,
            LIMIT,
        ],
        body: None,
        success: (200, Some(of::<Page<Job>>)),
        refusals: &[],
        handler: || get(list),
    },
    Endpoint {
        method: "GET",
        path: "/jobs/{id}",
        summary: "A file you handed in and what its rows came to, an account or service to be carried outside, or a transfer between accounts",
        takes: &[ACTING_IN, ACT_AS],
        body: None,
        success: (200, Some(of::<AnyJob>)),
        refusals: &[404],
        handler: || get(one),
    },
    Endpoint {
        method: "POST",
        path: "/jobs/{id}/cancel",
        summary: "Stop after the row in hand, what is done stays done; or stop waiting for what seems to hang outside, or end a transfer: the new owner has what had not arrived",
        takes: &[ACTING_IN, ACT_AS],
        body: None,
        success: (202, None),
        refusals: &[403, 404, 409],
        handler: || post(cancel),
    },
    Endpoint {
        method: "POST",
        path: "/jobs/{id}/pause",
        summary: "Rest after the row or piece in hand until it is resumed; what is done stays done",
        takes: &[ACTING_IN, ACT_AS],
        body: None,
        success: (202, None),
        refusals: &[403, 404, 409],
        handler: || post(pause),
    },
    Endpoint {
        method: "POST",
        path: "/jobs/{id}/resume",
        summary: "Go on with what was paused or ended before its last row, or try again what came to no good end",
        takes: &[ACTING_IN, ACT_AS],
        body: None,
        success: (202, None),
        refusals: &[403, 404, 409],
        handler: || post(resume),
    },
    Endpoint {
        method: "POST",
        path: "/jobs/{id}/retry",
        summary: "Try again: every row that came to no good end, or what failed outside or between accounts",
        takes: &[ACTING_IN, ACT_AS],
        body: None,
        success: (202, None),
        refusals: &[403, 404, 409],
        handler: || post(retry),
    },
];

/// A file that was handed in.
#[derive(Serialize, JsonSchema)]
struct Job {
    id: String,
    /// The name of the file.
    file: String,
    /// Whether its rows are judged or run.
    phase: JobPhase,
    /// How far that is.
    state: JobState,
    /// How many rows there are.
    rows: u32,
    /// When it was handed in.
    created: Timestamp,
    /// When its present phase was asked for.
    begun: Option<Timestamp>,
    /// When that came to its end.
    ended: Option<Timestamp>,
    /// When whoever works on it last said so.
    last_sign: Option<Timestamp>,
}

impl From<FileJob> for Job {
    fn from(job: FileJob) -> Self {
        Self {
            id: job.id,
            file: job.file_name,
            phase: job.phase,
            state: job.state,
            rows: job.rows,
            created: job.created,
            begun: job.begun,
            ended: job.ended,
            last_sign: job.last_sign,
        }
    }
}

/// With what became of its rows.
#[derive(Serialize, JsonSchema)]
struct JobWithResults {
    #[serde(flatten)]
    job: Job,
    /// How many rows came to what, or would; `left` for those not tried.
    results: BTreeMap<&'static str, u32>,
    /// What is wrong with the file, where it was refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    faults: Option<FileFaults>,
}

impl From<FileJobView> for JobWithResults {
    fn from(view: FileJobView) -> Self {
        let mut results = BTreeMap::new();
        for (_, result, rows) in view.counts {
            let result = result.map_or("left", |result| result.as_str());
            *results.entry(result).or_default() += rows;
        }
        Self {
            job: view.job.into(),
            results,
            faults: view.faults,
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ListQuery {
    acting_in: Option<OrganizationCode>,
    #[serde(rename = "as")]
    _act_as: Option<ActAs>,
    cursor: Option<String>,
    limit: Option<u32>,
}

async fn list(
    State(state): State<AppState>,
    Signed(caller): Signed,
    Asked(asked): Asked<ListQuery>,
) -> Result<Json<Page<Job>>, Failure> {
    let page = (asked.cursor.as_deref(), asked.limit);
    let found = state
        .service
        .file_jobs(&caller, asked.acting_in, page)
        .await?;
    Ok(Json(Page {
        items: found.items.into_iter().map(Job::from).collect(),
        cursor: found.cursor,
    }))
}

/// A job of either kind.
#[derive(Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum AnyJob {
    /// A file that was handed in.
    File(JobWithResults),
    /// An account or a service to be carried outside.
    Provisioning(Box<JobView>),
    /// What is carried from one account to another.
    Transfer(Box<TransferView>),
}

async fn one(
    State(state): State<AppState>,
    Signed(caller): Signed,
    Named(id): Named<String>,
    Asked(acting): Asked<ActingQuery>,
) -> Result<Json<AnyJob>, Failure> {
    let service = &state.service;
    match service.file_job(&caller, &id).await {
        Err(ServiceError::NotFound) => {
            let acting = acting.into();
            match service.provisioning_job(&caller, &acting, &id).await {
                Err(ServiceError::NotFound) => {
                    let transfer = service.transfer(&caller, &acting, &id).await?;
                    Ok(Json(AnyJob::Transfer(Box::new(transfer))))
                }
                found => Ok(Json(AnyJob::Provisioning(Box::new(found?)))),
            }
        }
        found => Ok(Json(AnyJob::File(found?.into()))),
    }
}

/// What was said of a file, or else is said of a transfer.
async fn or_transfer(
    state: &AppState,
    (caller, acting, id): (&Caller, &Acting, &str),
    of_another: Result<(), ServiceError>,
    deed: TransferDeed,
) -> Result<StatusCode, Failure> {
    match of_another {
        Err(ServiceError::NotFound) => {
            let service = &state.service;
            service.transfer_act(caller, acting, id, deed).await?;
        }
        done => done?,
    }
    Ok(StatusCode::ACCEPTED)
}

/// What was said of a file, or else is said of what is carried outside or to another account.
async fn or_outside(
    state: &AppState,
    (caller, acting, id): (&Caller, ActingQuery, &str),
    of_a_file: Result<(), ServiceError>,
    (action, deed): (JobAction, TransferDeed),
) -> Result<StatusCode, Failure> {
    let acting = Acting::from(acting);
    let done = match of_a_file {
        Err(ServiceError::NotFound) => {
            let service = &state.service;
            let done = service.provisioning_job_act(caller, &acting, id, action);
            done.await.map(drop)
        }
        done => done,
    };
    or_transfer(state, (caller, &acting, id), done, deed).await
}

async fn cancel(
    State(state): State<AppState>,
    Signed(caller): Signed,
    Named(id): Named<String>,
    Asked(acting): Asked<ActingQuery>,
) -> Result<StatusCode, Failure> {
    let stopped = state.service.file_job_stop(&caller, &id).await;
    or_outside(
        &state,
        (&caller, acting, &id),
        stopped,
        (JobAction::Reset, TransferDeed::Cancel),
    )
    .await
}

async fn pause(
    State(state): State<AppState>,
    Signed(caller): Signed,
    Named(id): Named<String>,
    Asked(acting): Asked<ActingQuery>,
) -> Result<StatusCode, Failure> {
    let paused = state.service.file_job_pause(&caller, &id).await;
    let acting = acting.into();
    or_transfer(&state, (&caller, &acting, &id), paused, TransferDeed::Pause).await
}

async fn resume(
    State(state): State<AppState>,
    Signed(caller): Signed,
    Named(id): Named<String>,
    Asked(acting): Asked<ActingQuery>,
) -> Result<StatusCode, Failure> {
    let resumed = state.service.file_job_resume(&caller, &id).await;
    let acting = acting.into();
    or_transfer(
        &state,
        (&caller, &acting, &id),
        resumed,
        TransferDeed::Resume,
    )
    .await
}

async fn retry(
    State(state): State<AppState>,
    Signed(caller): Signed,
    Named(id): Named<String>,
    Asked(acting): Asked<ActingQuery>,
) -> Result<StatusCode, Failure> {
    let retried = state.service.file_job_retry(&caller, &id).await;
    or_outside(
        &state,
        (&caller, acting, &id),
        retried,
        (JobAction::Retry, TransferDeed::Retry),
    )
    .await
}

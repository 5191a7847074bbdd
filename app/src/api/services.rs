//! The account and services of a person outside, and the jobs of everybody an operator looks after.

#[cfg(feature = "ssr")]
mod shown;

use super::ApiError;
#[cfg(feature = "ssr")]
use super::request::{acting, caller, refused, service};
use super::session::Place;
use super::users::PersonView;
use leptos::prelude::*;
use leptos::server_fn::codec::{GetUrl, Json};
use rehome_domain::hosting::Provisioning;
use rehome_domain::ids::{InstanceId, OrganizationCode, PlanId, ServiceId, UserId};
use rehome_domain::time::{Day, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Of what kind a failure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CauseKind {
    /// The other end cannot be reached.
    Unreachable,
    /// It does not want it.
    Refused,
    /// Something is not there.
    NotFound,
    /// Somebody else has it.
    Conflict,
    /// It cannot be so.
    Invalid,
    /// No answer in time.
    Timeout,
}

/// What became of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepEnd {
    /// Done.
    Done,
    /// Tried and failed.
    Failed,
    /// Not tried.
    NotTried,
}

/// Why something is not so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cause {
    /// Of what kind.
    pub kind: CauseKind,
    /// What the other end said.
    pub detail: String,
    /// What was done on what, and what became of it.
    pub steps: Vec<(String, String, StepEnd)>,
}

/// What happened to a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JobEvent {
    /// It was ordered.
    Ordered,
    /// Something has to be filled in.
    Waits,
    /// A try was in vain.
    TriedInVain,
    /// The other end works on it.
    Accepted,
    /// It is so.
    Done,
    /// It is not so.
    Failed,
    /// It was asked for once more.
    Retried,
    /// Somebody stopped waiting.
    Reset,
    /// It was taken back.
    Cancelled,
}

/// What may be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Deed {
    /// Provision it.
    Provision,
    /// Take it away.
    Deprovision,
    /// Try it once more.
    Retry,
    /// Stop waiting.
    Reset,
    /// It is done.
    Done,
    /// It cannot be done.
    Fail,
    /// Go back to the former level.
    RollBack,
}

impl Deed {
    /// The deed with this name on the wire.
    #[cfg(feature = "ssr")]
    fn of(name: &str) -> Option<Self> {
        Some(match name {
            "provision" => Self::Provision,
            "deprovision" => Self::Deprovision,
            "retry" => Self::Retry,
            "reset" => Self::Reset,
            "done" => Self::Done,
            "fail" => Self::Fail,
            "roll_back" => Self::RollBack,
            _ => return None,
        })
    }
}

/// A job outside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutsideJob {
    /// The id.
    pub id: String,
    /// Of whom.
    pub person: PersonView,
    /// Where they live.
    pub organization: Place,
    /// The name of the service; the account where none, or what is forwarded.
    pub service: Option<Arc<str>>,
    /// The addresses for which mail is to be sent on, each with where to and the last day.
    pub forwards: Vec<(String, Option<String>, Day)>,
    /// Whether that is to end.
    pub ends_forwarding: bool,
    /// Its state.
    pub status: Provisioning,
    /// What carries it; by hand where none.
    pub connector: Option<String>,
    /// Why it is not so.
    pub cause: Option<Cause>,
    /// How many tries were in vain.
    pub tries: u32,
    /// When it is tried next.
    pub next: Option<Timestamp>,
    /// Whether it waits for the account.
    pub awaits_account: bool,
    /// When it was ordered.
    pub ordered: Timestamp,
    /// What happened, the last at the end.
    pub events: Vec<(Timestamp, JobEvent, Option<String>)>,
    /// What may be done.
    pub deeds: Vec<Deed>,
}

/// An instance that can be chosen, with the plans that can be had on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InstanceOffered {
    /// The instance.
    pub instance: InstanceId,
    /// Its plans, by id and name.
    pub plans: Vec<(PlanId, Arc<str>)>,
}

/// The account or a service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartShown {
    /// The service; the account where none.
    pub service: Option<ServiceId>,
    /// Its name.
    pub name: Option<Arc<str>>,
    /// The instance.
    pub instance: Option<Arc<str>>,
    /// The name of the plan.
    pub plan: Option<Arc<str>>,
    /// The plan.
    pub plan_id: Option<PlanId>,
    /// Its state.
    pub status: Provisioning,
    /// What has to be filled in.
    pub missing: Vec<Arc<str>>,
    /// What it can be provisioned on, and at which levels.
    pub choices: Vec<InstanceOffered>,
    /// What is going on, for who looks after it.
    pub job: Option<OutsideJob>,
    /// What may be done.
    pub deeds: Vec<Deed>,
}

/// The account and the services of a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServicesShown {
    /// The whole in one state.
    pub status: Provisioning,
    /// The account, then the services.
    pub parts: Vec<PartShown>,
    /// Mail that is to be sent on, where nobody has seen to it.
    pub forwarding: Option<OutsideJob>,
    /// The revision of the record.
    pub revision: i64,
}

/// A page of jobs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutsideJobs {
    /// The jobs.
    pub jobs: Vec<OutsideJob>,
    /// What asks for the next page.
    pub next: Option<String>,
}

/// What is to be done, with what it takes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeedAsked {
    /// What.
    pub deed: Deed,
    /// Why it failed, where that is said.
    #[serde(default)]
    pub reason: String,
    /// What is filled in.
    #[serde(default)]
    pub properties: BTreeMap<Arc<str>, String>,
    /// The instance that is chosen.
    #[serde(default)]
    pub instance: Option<InstanceId>,
    /// The plan that is chosen.
    #[serde(default)]
    pub plan: Option<PlanId>,
}

/// The account and services of a person; none for who lives in no hosting tree.
#[server(endpoint = "services/of-user", input = GetUrl)]
pub async fn services_of_user(
    /// Where the reader acts.
    acting_in: OrganizationCode,
    /// Who.
    user: UserId,
) -> Result<ServicesShown, ApiError> {
    let (service, caller) = (service()?, caller()?);
    let found = service
        .user_services(&caller, &acting(acting_in), &user)
        .await
        .map_err(|error| refused(&error))?;
    Ok(shown::services(found))
}

/// Does something to a service of a person.
#[server(endpoint = "services/act", input = Json)]
pub async fn services_act(
    /// Where the reader acts.
    acting_in: OrganizationCode,
    /// Whose.
    user: UserId,
    /// Which.
    part: ServiceId,
    /// The revision looked at.
    revision: i64,
    /// What.
    asked: DeedAsked,
) -> Result<ServicesShown, ApiError> {
    let (service, caller) = (service()?, caller()?);
    let action = shown::action(asked);
    let done = service
        .service_act(
            &caller,
            &acting(acting_in),
            (&user, &part),
            revision,
            action,
        )
        .await
        .map_err(|error| refused(&error))?;
    Ok(shown::services(done))
}

/// The jobs of everybody the reader looks after.
#[server(endpoint = "services/jobs", input = GetUrl)]
pub async fn outside_list(
    /// Where the reader acts.
    acting_in: OrganizationCode,
    /// In this state only.
    #[server(default)]
    status: Option<Provisioning>,
    /// From where on.
    #[server(default)]
    after: Option<String>,
) -> Result<OutsideJobs, ApiError> {
    let (service, caller) = (service()?, caller()?);
    let query = rehome_service::provisioning::ProvisioningJobsQuery {
        acting: acting(acting_in),
        status,
        cursor: after,
        ..Default::default()
    };
    let page = service
        .provisioning_jobs(&caller, &query)
        .await
        .map_err(|error| refused(&error))?;
    Ok(OutsideJobs {
        jobs: page.items.into_iter().map(shown::job).collect(),
        next: page.cursor,
    })
}

/// One job.
#[server(endpoint = "services/job", input = GetUrl)]
pub async fn outside_one(
    /// Where the reader acts.
    acting_in: OrganizationCode,
    /// Which.
    id: String,
) -> Result<OutsideJob, ApiError> {
    let (service, caller) = (service()?, caller()?);
    let found = service
        .provisioning_job(&caller, &acting(acting_in), &id)
        .await
        .map_err(|error| refused(&error))?;
    Ok(shown::job(found))
}

/// Does something to a job.
#[server(endpoint = "services/job/act", input = Json)]
pub async fn outside_act(
    /// Where the reader acts.
    acting_in: OrganizationCode,
    /// Which.
    id: String,
    /// What.
    asked: DeedAsked,
) -> Result<OutsideJob, ApiError> {
    let (service, caller) = (service()?, caller()?);
    let Some(action) = shown::job_action(asked) else {
        return Err(super::ErrorCode::Unreadable.into());
    };
    let done = service
        .provisioning_job_act(&caller, &acting(acting_in), &id, action)
        .await
        .map_err(|error| refused(&error))?;
    Ok(shown::job(done))
}

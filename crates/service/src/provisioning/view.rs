//! What people and programs see of provisioning.

use super::WorkKind;
use crate::view::{Person, Place, rfc3339};
use rehome_domain::hosting::Provisioning;
use rehome_domain::ids::{Address, InstanceId, OrganizationCode, PlanId, ServiceId, UserId};
use rehome_domain::time::{Day, Timestamp};
use rehome_provisioning::{Cause, CauseKind, Ended, Step};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Why something is not as it should be outside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CauseView {
    /// Of what kind: `unreachable`, `refused`, `not_found`, `conflict`, `invalid` or `timeout`.
    pub kind: String,
    /// What the other end said, in one line.
    pub detail: String,
    /// How far it came.
    pub steps: Vec<StepView>,
}

/// One thing that was done, failed or was left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct StepView {
    /// What: `create`, `leave_group`, `join_group`, `rename`, `modify`, `deliver`.
    pub action: String,
    /// On what.
    pub about: String,
    /// What became of it: `done`, `failed` or `not_tried`.
    pub ended: String,
}

impl From<&Step> for StepView {
    fn from(step: &Step) -> Self {
        let ended = match step.ended {
            Ended::Done => "done",
            Ended::Failed => "failed",
            Ended::NotTried => "not_tried",
        };
        Self {
            action: step.action.clone(),
            about: step.about.clone(),
            ended: ended.to_owned(),
        }
    }
}

/// The word for a kind of failure.
fn word(kind: CauseKind) -> &'static str {
    match kind {
        CauseKind::Unreachable => "unreachable",
        CauseKind::Refused => "refused",
        CauseKind::NotFound => "not_found",
        CauseKind::Conflict => "conflict",
        CauseKind::Invalid => "invalid",
        CauseKind::Timeout => "timeout",
    }
}

impl From<&Cause> for CauseView {
    fn from(cause: &Cause) -> Self {
        Self {
            kind: word(cause.kind).to_owned(),
            detail: cause.detail.clone(),
            steps: cause.steps.iter().map(StepView::from).collect(),
        }
    }
}

/// What happened to a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum EventKind {
    /// It was ordered.
    Ordered,
    /// Something has to be filled in first.
    Waits,
    /// A try was in vain; there will be another.
    TriedInVain,
    /// The other end has taken it up.
    Accepted,
    /// It is so.
    Done,
    /// It is not so, and waits for a person.
    Failed,
    /// Somebody asked for it once more.
    Retried,
    /// Somebody stopped waiting.
    Reset,
    /// It was taken back before anybody began with it.
    Cancelled,
}

/// One event of a job.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Event {
    /// When.
    #[serde(with = "rfc3339")]
    #[schemars(with = "String")]
    pub at: Timestamp,
    /// What.
    pub kind: EventKind,
    /// Who did it, where a person did.
    pub by: Option<UserId>,
    /// Why, where it was in vain.
    pub cause: Option<CauseView>,
}

/// Mail for an address that somebody gave up, sent on for a while (hosting 4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Forward {
    /// The address.
    pub address: Address,
    /// Whose it was.
    pub organization: OrganizationCode,
    /// Where mail for it goes.
    pub to: Option<Address>,
    /// The last day.
    pub until: Day,
}

/// A job: what is to be so of one person's account or service outside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct JobView {
    /// The id, which stays whatever is ordered of the same account or service later.
    pub id: String,
    /// Of whom.
    pub person: Person,
    /// Where the person lives.
    pub organization: Place,
    /// The service; the account where none, or what is forwarded.
    pub service: Option<ServiceId>,
    /// Its name.
    pub service_name: Option<Arc<str>>,
    /// The addresses for which a contact is to send mail on, or is to cease doing so.
    pub forwards: Vec<Forward>,
    /// What is to be done.
    pub work: WorkKind,
    /// Its state.
    pub status: Provisioning,
    /// The connector that carries it; none where it is done by hand.
    pub connector: Option<String>,
    /// Why it is not so, or why the last try was in vain.
    pub cause: Option<CauseView>,
    /// How many tries were in vain.
    pub tries: u32,
    /// When it is tried next; none where nothing is tried, or the account has to arrive first.
    #[serde(with = "rfc3339::option")]
    #[schemars(with = "Option<String>")]
    pub next: Option<Timestamp>,
    /// Whether it waits for the account to arrive.
    pub awaits_account: bool,
    /// When it was ordered.
    #[serde(with = "rfc3339")]
    #[schemars(with = "String")]
    pub ordered: Timestamp,
    /// When it was last changed.
    #[serde(with = "rfc3339")]
    #[schemars(with = "String")]
    pub changed: Timestamp,
    /// What happened to it, the last at the end.
    pub events: Vec<Event>,
    /// What may be done to it now: `retry`, `reset`, `done`, `fail`, `roll_back`.
    pub actions: Vec<String>,
}

/// A plan that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PlanChoice {
    /// The id.
    pub id: PlanId,
    /// The name.
    pub name: Arc<str>,
}

/// An instance that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct InstanceChoice {
    /// The instance.
    pub instance: InstanceId,
    /// The plans that can be had on it.
    pub plans: Vec<PlanChoice>,
}

/// The account or a service of a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PartView {
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
    /// The properties that have to be filled in before it can be provisioned.
    pub missing: Vec<Arc<str>>,
    /// What it can be provisioned on and at which levels, by who may do so; whether there is room is judged then.
    pub choices: Vec<InstanceChoice>,
    /// What is going on; for who looks after services.
    pub job: Option<JobView>,
    /// What the viewer may do: `provision`, `retry`, `reset`, `deprovision`, `done`, `fail`, `roll_back`.
    pub actions: Vec<String>,
}

/// The account and the services of a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ServicesView {
    /// Who.
    pub user: UserId,
    /// Where they live.
    pub organization: OrganizationCode,
    /// The whole in one state: red before orange before blue; green when everything is.
    pub status: Provisioning,
    /// The account.
    pub account: PartView,
    /// Mail that is to be sent on for a while, where that is not done; for who looks after services.
    pub forwarding: Option<JobView>,
    /// The services, those that are being taken away, and for who may provision them those that the person can be given.
    pub services: Vec<PartView>,
    /// The revision to name in `If-Match`.
    pub revision: i64,
}

//! Provisioning after a commit: what a move left to be done outside is ordered with it, carried by a worker, and looked
//! after by people.
//!
//! `order` writes what follows from the steps of a move, in its transaction; `work` takes what is due, runs a driver
//! outside of any transaction and writes what became of it; `call_back` takes what a receiver reports by itself; `act` is what people do to it; `read` shows it. What a
//! connector is told of a person is worked out in `outside` when the order is taken up, so that it is what holds then.

mod act;
mod call_back;
mod forwards;
mod offers;
mod order;
mod outside;
mod read;
mod room;
mod view;
mod work;

pub use act::{JobAction, ServiceAction};
pub(crate) use order::{Moved, is_told_outside};
pub use read::ProvisioningJobsQuery;
pub use view::{
    CauseView, Event, EventKind, Forward, InstanceChoice, JobView, PartView, PlanChoice,
    ServicesView, StepView,
};

use crate::caller::{Acting, Caller};
use crate::error::ServiceError;
use rehome_domain::hosting::Provisioning;
use rehome_domain::ids::{OrganizationCode, UserId};
use rehome_domain::time::Timestamp;
use rehome_domain::user_move::{ActAs, Actor, Channel};
use rehome_provisioning::Cause;
use rehome_provisioning::state::{Goal, State};
use rehome_storage::provisioning_jobs::{NEVER, ProvisioningJob};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// How many events of a job are kept.
const EVENTS_KEPT: usize = 40;

/// What is ordered, beside of whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Work {
    /// What is to be done.
    pub(crate) kind: WorkKind,
    /// The customers the person has left since the account last arrived, the first left first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) left: Vec<OrganizationCode>,
    /// The level of the service.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) level: Option<Level>,
    /// The level it had before, at the same customer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) former: Option<Level>,
    /// Where the person has the service until then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) from: Option<HeldAt>,
    /// Whether what it holds there goes along.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(crate) keeps_data: bool,
    /// The addresses for which mail is sent on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) forwards: Vec<Forward>,
}

/// A service as somebody has it at a customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct HeldAt {
    pub(crate) organization: OrganizationCode,
    #[serde(flatten)]
    pub(crate) level: Level,
}

/// An instance of a service and a plan.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Level {
    pub(crate) instance: Option<String>,
    pub(crate) plan: Option<String>,
}

/// The kinds of work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum WorkKind {
    /// The account stands where the person lives, and is as they are.
    Place,
    /// The person has the service.
    Provision,
    /// The person has the service at another level.
    ChangePlan,
    /// The person does not have the service.
    Deprovision,
    /// A contact at the former customer sends mail on until its last day.
    Forward,
    /// There is no such contact.
    EndForwarding,
}

impl Work {
    pub(crate) fn place(left: Vec<OrganizationCode>) -> Self {
        Self {
            kind: WorkKind::Place,
            left,
            level: None,
            former: None,
            from: None,
            keeps_data: false,
            forwards: Vec::new(),
        }
    }

    pub(crate) fn service(kind: WorkKind, level: Level) -> Self {
        Self {
            kind,
            left: Vec::new(),
            level: Some(level),
            former: None,
            from: None,
            keeps_data: false,
            forwards: Vec::new(),
        }
    }

    /// With where the person has the service until then, and whether what it holds goes along.
    pub(crate) fn coming_from(self, from: Option<HeldAt>, keeps_data: bool) -> Self {
        Self {
            keeps_data: keeps_data && from.is_some(),
            from,
            ..self
        }
    }

    pub(crate) fn of(job: &ProvisioningJob) -> Result<Self, ServiceError> {
        serde_json::from_value(job.work.clone()).map_err(ServiceError::internal)
    }

    pub(crate) fn goal(&self) -> Goal {
        match self.kind {
            WorkKind::Deprovision | WorkKind::EndForwarding => Goal::Absent,
            WorkKind::Place | WorkKind::Provision | WorkKind::ChangePlan | WorkKind::Forward => {
                Goal::Present
            }
        }
    }
}

/// The state of a job as it is kept.
pub(crate) fn state_of(job: &ProvisioningJob) -> Result<State, ServiceError> {
    serde_json::from_value(job.state.clone()).map_err(ServiceError::internal)
}

/// Writes a state into a job, with when it comes due.
pub(crate) fn put_state(job: &mut ProvisioningJob, state: &State) -> Result<(), ServiceError> {
    job.status = state.status();
    job.not_before = match state {
        State::Requested(waits) => waits.not_before,
        State::InProgress(under_way) => under_way.work().not_before,
        State::NotProvisioned | State::Provisioned | State::Failed(_) | State::Pending => NEVER,
    };
    job.state = serde_json::to_value(state).map_err(ServiceError::internal)?;
    Ok(())
}

/// Adds an event to what happened to a job; the oldest ones give way.
pub(crate) fn note(
    job: &mut ProvisioningJob,
    at: Timestamp,
    kind: EventKind,
    by: Option<&UserId>,
    cause: Option<&Cause>,
) -> Result<(), ServiceError> {
    let event = Event {
        at,
        kind,
        by: by.cloned(),
        cause: cause.map(CauseView::from),
    };
    let event = serde_json::to_value(event).map_err(ServiceError::internal)?;
    let mut events = match std::mem::take(&mut job.log) {
        Value::Array(events) => events,
        _ => Vec::new(),
    };
    events.push(event);
    let surplus = events.len().saturating_sub(EVENTS_KEPT);
    events.drain(..surplus);
    job.log = Value::Array(events);
    job.changed = at;
    Ok(())
}

/// Whether services wait until this account has arrived: where it is carried there, and has not.
pub(crate) fn is_awaited(account: &ProvisioningJob) -> bool {
    account.connector.is_some()
        && matches!(
            account.status,
            Provisioning::Requested | Provisioning::InProgress | Provisioning::Failed
        )
}

/// Whoever acts, as an operator where nothing else was said: services are looked after by nobody as themselves.
pub(crate) fn operator(caller: &Caller, acting: &Acting) -> Actor {
    let actor = caller.actor(acting, Channel::Attended);
    Actor {
        act_as: actor.act_as.or(Some(ActAs::Operator)),
        ..actor
    }
}

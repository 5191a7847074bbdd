//! What the service tells of accounts and services outside, as pages take it.

use super::{
    Cause, CauseKind, Deed, DeedAsked, InstanceOffered, JobEvent, OutsideJob, PartShown,
    ServicesShown, StepEnd,
};
use crate::api::users::PersonView;
use rehome_service::provisioning::{
    CauseView, EventKind, JobAction, JobView, PartView, ServiceAction, ServicesView, WorkKind,
};
use serde_json::{Map, Value};

pub(super) fn services(view: ServicesView) -> ServicesShown {
    let parts = std::iter::once(view.account).chain(view.services);
    ServicesShown {
        status: view.status,
        parts: parts.map(part).collect(),
        forwarding: view.forwarding.map(job),
        revision: view.revision,
    }
}

fn deeds(names: &[String]) -> Vec<Deed> {
    names.iter().filter_map(|name| Deed::of(name)).collect()
}

fn part(view: PartView) -> PartShown {
    PartShown {
        name: view.name,
        instance: view.instance,
        plan: view.plan,
        plan_id: view.plan_id,
        choices: view
            .choices
            .into_iter()
            .map(|it| InstanceOffered {
                instance: it.instance,
                plans: it.plans.into_iter().map(|it| (it.id, it.name)).collect(),
            })
            .collect(),
        status: view.status,
        missing: view.missing,
        job: view.job.map(job),
        deeds: deeds(&view.actions),
        service: view.service,
    }
}

pub(super) fn job(view: JobView) -> OutsideJob {
    let name = view.service_name;
    let service = view
        .service
        .map(|id| name.unwrap_or_else(|| id.as_str().into()));
    let events = view.events.into_iter();
    OutsideJob {
        id: view.id,
        person: PersonView {
            id: view.person.id,
            name: view.person.name,
        },
        organization: view.organization.into(),
        service,
        forwards: view
            .forwards
            .into_iter()
            .map(|it| {
                let to = it.to.map(|to| to.to_string());
                (it.address.to_string(), to, it.until)
            })
            .collect(),
        ends_forwarding: view.work == WorkKind::EndForwarding,
        status: view.status,
        connector: view.connector,
        cause: view.cause.map(cause),
        tries: view.tries,
        next: view.next,
        awaits_account: view.awaits_account,
        ordered: view.ordered,
        events: events
            .map(|it| (it.at, event(it.kind), it.cause.map(|cause| cause.detail)))
            .collect(),
        deeds: deeds(&view.actions),
    }
}

fn cause(view: CauseView) -> Cause {
    let steps = view.steps.into_iter();
    Cause {
        kind: match view.kind.as_str() {
            "unreachable" => CauseKind::Unreachable,
            "not_found" => CauseKind::NotFound,
            "conflict" => CauseKind::Conflict,
            "invalid" => CauseKind::Invalid,
            "timeout" => CauseKind::Timeout,
            _ => CauseKind::Refused,
        },
        detail: view.detail,
        steps: steps
            .map(|step| {
                let end = match step.ended.as_str() {
                    "done" => StepEnd::Done,
                    "failed" => StepEnd::Failed,
                    _ => StepEnd::NotTried,
                };
                (step.action, step.about, end)
            })
            .collect(),
    }
}

fn event(kind: EventKind) -> JobEvent {
    match kind {
        EventKind::Ordered => JobEvent::Ordered,
        EventKind::Waits => JobEvent::Waits,
        EventKind::TriedInVain => JobEvent::TriedInVain,
        EventKind::Accepted => JobEvent::Accepted,
        EventKind::Done => JobEvent::Done,
        EventKind::Failed => JobEvent::Failed,
        EventKind::Retried => JobEvent::Retried,
        EventKind::Reset => JobEvent::Reset,
        EventKind::Cancelled => JobEvent::Cancelled,
    }
}

pub(super) fn action(asked: DeedAsked) -> ServiceAction {
    match asked.deed {
        Deed::Provision => {
            let filled = asked.properties.into_iter();
            let filled = filled.filter(|(_, value)| !value.trim().is_empty());
            let properties: Map<String, Value> = filled
                .map(|(name, value)| (name.to_string(), Value::String(value)))
                .collect();
            ServiceAction::Provision {
                instance: asked.instance,
                plan: asked.plan,
                properties,
            }
        }
        // WHY: the page asks for the deed only after it has said what is lost.
        Deed::Deprovision => ServiceAction::Deprovision { acknowledged: true },
        Deed::Retry => ServiceAction::Retry,
        Deed::Reset => ServiceAction::Reset,
        Deed::Done => ServiceAction::Done,
        Deed::Fail => ServiceAction::Fail {
            reason: asked.reason,
        },
        Deed::RollBack => ServiceAction::RollBack,
    }
}

pub(super) fn job_action(asked: DeedAsked) -> Option<JobAction> {
    Some(match asked.deed {
        Deed::Retry => JobAction::Retry,
        Deed::Reset => JobAction::Reset,
        Deed::Done => JobAction::Done,
        Deed::Fail => JobAction::Fail {
            reason: asked.reason,
        },
        Deed::RollBack => JobAction::RollBack,
        Deed::Provision | Deed::Deprovision => return None,
    })
}

//! What people do to the account and the services of somebody: provision, retry, reset, take away, mark as done by hand, roll
//! back. Each needs the right over the person, and is told to the audit.

use super::order::{Ordering, by_part};
use super::read::one_of;
use super::room::{has_room, is_for_users};
use super::{HeldAt, Level, Work, WorkKind, note, offers, operator, put_state, state_of};
use crate::audit::Told;
use crate::caller::{Acting, Caller};
use crate::error::ServiceError;
use crate::people::{changed_since, not_deleted, person_named};
use crate::provisioning::{CauseView, EventKind, JobView, ServicesView};
use crate::rights::{OverUser, Provision, over_user, seen_user};
use crate::service::Service;
use rehome_domain::hosting::setup::inherited;
use rehome_domain::hosting::{HeldService, PropertyRule, Provisioning, ServiceInstance};
use rehome_domain::ids::{InstanceId, OrganizationCode, PlanId, ServiceId, UserId};
use rehome_domain::people::UserStatus;
use rehome_domain::tree::Placed;
use rehome_domain::user_move::{Snapshot, View};
use rehome_provisioning::state::{Failed, Goal, Illegal, State};
use rehome_provisioning::{Cause, CauseKind};
use rehome_storage::Tx;
use rehome_storage::provisioning_jobs::{
    self, NEVER, ProvisioningJob, ProvisioningPart, ServiceHeld,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// What is to be done to a service of somebody.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "action", rename_all = "snake_case", deny_unknown_fields)]
pub enum ServiceAction {
    /// Provision it, or give it another level: from grey, blue, red or green.
    Provision {
        /// The instance; the one there is, where none is named.
        #[serde(default)]
        instance: Option<InstanceId>,
        /// The plan; the one held, or the only one there is, where none is named.
        #[serde(default)]
        plan: Option<PlanId>,
        /// Properties to be filled in; null empties one.
        #[serde(default)]
        properties: Map<String, Value>,
    },
    /// Take it away. What it holds is lost.
    Deprovision {
        /// That the loss is known.
        #[serde(default)]
        acknowledged: bool,
    },
    /// Try what failed once more.
    Retry,
    /// Stop waiting for what seems to hang.
    Reset,
    /// It is done; for what is looked after by hand.
    Done,
    /// It cannot be done; for what is looked after by hand.
    Fail {
        /// Why.
        reason: String,
    },
    /// Go back to the level it had before.
    RollBack,
}

/// What is to be done to a job.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "action", rename_all = "snake_case", deny_unknown_fields)]
pub enum JobAction {
    /// Try what failed once more.
    Retry,
    /// Stop waiting for what seems to hang.
    Reset,
    /// It is done; for what is looked after by hand.
    Done,
    /// It cannot be done; for what is looked after by hand.
    Fail {
        /// Why.
        reason: String,
    },
    /// Go back to what was so before.
    RollBack,
}

impl From<JobAction> for ServiceAction {
    fn from(action: JobAction) -> Self {
        match action {
            JobAction::Retry => Self::Retry,
            JobAction::Reset => Self::Reset,
            JobAction::Done => Self::Done,
            JobAction::Fail { reason } => Self::Fail { reason },
            JobAction::RollBack => Self::RollBack,
        }
    }
}

impl ServiceAction {
    fn as_str(&self) -> &'static str {
        match self {
            Self::Provision { .. } => "service-requested",
            Self::Deprovision { .. } => "service-taken-away",
            Self::Retry => "service-retried",
            Self::Reset => "service-reset",
            Self::Done => "service-marked-done",
            Self::Fail { .. } => "service-marked-failed",
            Self::RollBack => "service-rolled-back",
        }
    }
}

/// What is acted on, beside the person.
struct Deed<'a> {
    facts: &'a Snapshot,
    right: &'a OverUser<Provision>,
    part: ProvisioningPart,
}

impl Service {
    /// Does something to a service of somebody.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] for who is out of view, [`ServiceError::Conflict`] where the record was changed or the
    /// state does not allow it, [`ServiceError::Rejected`] for what cannot be.
    pub async fn service_act(
        &self,
        caller: &Caller,
        acting: &Acting,
        (user, service): (&UserId, &ServiceId),
        revision: i64,
        action: ServiceAction,
    ) -> Result<ServicesView, ServiceError> {
        let actor = operator(caller, acting);
        let part = ProvisioningPart::Service(service.clone());
        let (this, user) = (self.clone(), user.clone());
        let seen = self
            .store()
            .write(move |tx| {
                let (this, actor, user) = (this.clone(), actor.clone(), user.clone());
                let (part, action) = (part.clone(), action.clone());
                Box::pin(async move {
                    tx.alone().await?;
                    let (id, facts) = person_named(tx, &actor, &user, Vec::new()).await?;
                    let home = seen_user(&View::of(&facts, &actor)?, &facts, &id)?
                        .home
                        .clone();
                    let (id, facts) = person_named(tx, &actor, &id, vec![home]).await?;
                    let right = over_user::<Provision>(&View::of(&facts, &actor)?, &facts, &id)?;
                    if revision != right.revision {
                        return Err(changed_since());
                    }
                    let deed = Deed {
                        facts: &facts,
                        right: &right,
                        part,
                    };
                    this.act_in(tx, &deed, &action).await?;
                    this.services_in(tx, &actor, &id).await
                })
            })
            .await?;
        self.orders_are_there();
        Ok(seen)
    }

    /// Does something to a job.
    ///
    /// # Errors
    /// As [`Service::service_act`].
    pub async fn provisioning_job_act(
        &self,
        caller: &Caller,
        acting: &Acting,
        job: &str,
        action: JobAction,
    ) -> Result<JobView, ServiceError> {
        let actor = operator(caller, acting);
        let (this, id) = (self.clone(), job.to_owned());
        let seen = self
            .store()
            .write(move |tx| {
                let (this, actor, id) = (this.clone(), actor.clone(), id.clone());
                let action = ServiceAction::from(action.clone());
                Box::pin(async move {
                    tx.alone().await?;
                    let (job, facts) = one_of(tx, &actor, &id).await?;
                    let right =
                        over_user::<Provision>(&View::of(&facts, &actor)?, &facts, &job.user)?;
                    let deed = Deed {
                        facts: &facts,
                        right: &right,
                        part: job.part.clone(),
                    };
                    this.act_in(tx, &deed, &action).await?;
                    let (job, facts) = one_of(tx, &actor, &id).await?;
                    let view = View::of(&facts, &actor)?;
                    this.job_view(&view, &facts, &job)
                })
            })
            .await?;
        self.orders_are_there();
        Ok(seen)
    }

    async fn act_in(
        &self,
        tx: &mut Tx,
        deed: &Deed<'_>,
        action: &ServiceAction,
    ) -> Result<(), ServiceError> {
        let right = deed.right;
        not_deleted(deed.facts.user(&right.user).ok_or(ServiceError::NotFound)?)?;
        let all = provisioning_jobs::of_people(tx, [&right.user]).await?;
        let mut ordering = Ordering {
            facts: deed.facts,
            there: by_part(all),
            actor: &right.actor,
            now: self.now(),
        };
        let job = ordering.existing(&right.user, &deed.part);
        match action {
            ServiceAction::Provision {
                instance,
                plan,
                properties,
            } => {
                let asked = (instance.as_ref(), plan.as_ref(), properties);
                self.provision(tx, deed, &mut ordering, asked).await?;
            }
            ServiceAction::Deprovision { acknowledged } => {
                self.deprovision(tx, deed, &mut ordering, *acknowledged)
                    .await?;
            }
            ServiceAction::RollBack => {
                let job = job.ok_or_else(|| nothing_to("rolled back"))?;
                self.roll_back(tx, deed, &mut ordering, &job).await?;
            }
            ServiceAction::Retry
            | ServiceAction::Reset
            | ServiceAction::Done
            | ServiceAction::Fail { .. } => {
                let job = match job {
                    Some(job) => job,
                    None => self.taken_over(tx, deed, &mut ordering).await?,
                };
                self.steer(tx, &ordering, job, action).await?;
            }
        }
        let service = match &deed.part {
            ProvisioningPart::Account | ProvisioningPart::Forwarding => None,
            ProvisioningPart::Service(service) => Some(service),
        };
        let told = Told::new(action.as_str(), right.user.as_str())
            .at(&right.home)
            .with(json!({ "service": service }));
        self.tell(tx, &right.actor, vec![told]).await
    }

    /// A job for what was requested before there were any.
    async fn taken_over(
        &self,
        tx: &mut Tx,
        deed: &Deed<'_>,
        ordering: &mut Ordering<'_>,
    ) -> Result<ProvisioningJob, ServiceError> {
        let user = &deed.right.user;
        let hosted = deed.facts.user(user).and_then(|it| it.hosting.as_deref());
        let hosted = hosted.ok_or(ServiceError::NotFound)?;
        let (work, status) = match &deed.part {
            ProvisioningPart::Forwarding => return Err(nothing_to("changed")),
            ProvisioningPart::Account => (Work::place(Vec::new()), hosted.provisioning),
            ProvisioningPart::Service(service) => {
                let held = hosted.services.get(service).ok_or(ServiceError::NotFound)?;
                (
                    Work::service(WorkKind::Provision, level_of(held)),
                    held.status,
                )
            }
        };
        if !status.is_running() && status != Provisioning::Failed {
            return Err(nothing_to("changed"));
        }
        self.order(tx, ordering, (user, None), deed.part.clone(), work)
            .await?;
        let job = ordering.existing(user, &deed.part);
        job.ok_or_else(|| ServiceError::internal("what was ordered is not there"))
    }

    /// Retry, reset, done and failed.
    async fn steer(
        &self,
        tx: &mut Tx,
        ordering: &Ordering<'_>,
        mut job: ProvisioningJob,
        action: &ServiceAction,
    ) -> Result<(), ServiceError> {
        let (now, actor) = (ordering.now, ordering.actor);
        let is_by_hand = self.is_by_hand(&job);
        let before = state_of(&job)?;
        let (state, kind) = match (action, before) {
            (ServiceAction::Retry, State::Failed(failed)) => {
                let account = ordering.existing(&job.user, &ProvisioningPart::Account);
                let waits = job.part != ProvisioningPart::Account
                    && account.as_ref().is_some_and(super::is_awaited);
                let first = if waits { NEVER } else { now };
                (State::Requested(failed.retry(first)), EventKind::Retried)
            }
            (ServiceAction::Reset, State::Requested(waits)) => {
                (State::Failed(waits.reset()), EventKind::Reset)
            }
            (ServiceAction::Reset, State::InProgress(under_way)) => {
                (State::Failed(under_way.reset()), EventKind::Reset)
            }
            (
                ServiceAction::Done | ServiceAction::Fail { .. },
                State::Requested(_) | State::InProgress(_) | State::Failed(_),
            ) if !is_by_hand => {
                return Err(ServiceError::conflict(
                    "not-by-hand",
                    "a connector looks after this; retry it, or reset it where it hangs",
                ));
            }
            (ServiceAction::Done, State::Requested(_) | State::Failed(_)) => {
                let state = match Work::of(&job)?.goal() {
                    Goal::Present => State::Provisioned,
                    Goal::Absent => State::NotProvisioned,
                };
                (state, EventKind::Done)
            }
            (ServiceAction::Fail { reason }, State::Requested(waits)) => {
                if reason.trim().is_empty() {
                    return Err(ServiceError::rejected(
                        "reason-missing",
                        "say why it failed",
                    ));
                }
                let failed = Failed {
                    goal: waits.goal,
                    tried: waits.tried.saturating_add(1),
                    cause: Cause::new(CauseKind::Refused, reason),
                };
                (State::Failed(failed), EventKind::Failed)
            }
            (_, state) => {
                return Err(ServiceError::conflict(
                    "other-state",
                    format!(
                        "this is {} by now; look again",
                        state.status().as_str().replace('_', " ")
                    ),
                ));
            }
        };
        let cause = match &state {
            State::Failed(failed) => Some(failed.cause.clone()),
            _ => None,
        };
        put_state(&mut job, &state)?;
        note(&mut job, now, kind, Some(actor), cause.as_ref())?;
        if !provisioning_jobs::settle(tx, &job, true).await? {
            return Err(changed_since());
        }
        let cause = cause.as_ref().map(CauseView::from);
        self.shown(tx, &job, actor, cause).await
    }

    async fn provision(
        &self,
        tx: &mut Tx,
        deed: &Deed<'_>,
        ordering: &mut Ordering<'_>,
        (instance, plan, properties): (Option<&InstanceId>, Option<&PlanId>, &Map<String, Value>),
    ) -> Result<(), ServiceError> {
        let ProvisioningPart::Service(service) = &deed.part else {
            return Err(nothing_to("provisioned"));
        };
        let (facts, right) = (deed.facts, deed.right);
        let user = facts.user(&right.user).ok_or(ServiceError::NotFound)?;
        let hosted = user.hosting.as_deref().ok_or(ServiceError::NotFound)?;
        let home = facts.organizations.get(&user.home);
        let home = home.ok_or(ServiceError::NotFound)?;
        let held = hosted.services.get(service);
        let before = held.map_or(Provisioning::NotProvisioned, |held| held.status);
        // WHY only these: what was provisioned cannot be modified while a user is disabled (hosting 5); something new can
        // be provisioned, though nobody signs in until the account is enabled (hosting 6).
        if user.status == UserStatus::Disabled && before == Provisioning::Provisioned {
            return Err(ServiceError::rejected(
                "user-disabled",
                "enable the account first; what a disabled one has stays as it is",
            ));
        }
        if before.is_running() || ordering.is_busy(&right.user, &deed.part) {
            return Err(busy());
        }
        let is_held = held.filter(|held| held.is_held());
        let (instance, there) = instance_at(home, service, (instance, is_held))?;
        let offered = offers::plans(facts, home, service, there);
        let plan = plan_at(&offered, (plan, is_held))?;
        let catalogue = facts.hosting.as_ref().map(|hosting| &hosting.catalogue);
        let known = catalogue.and_then(|catalogue| catalogue.services.get(service));
        for needed in known.iter().flat_map(|service| &service.requires) {
            let has = hosted
                .services
                .get(needed)
                .is_some_and(HeldService::is_held);
            if !has {
                return Err(ServiceError::rejected(
                    "service-requires",
                    format!("{service} needs {needed}; provision that first"),
                ));
            }
        }
        is_for_users(known, service)?;
        has_room(facts, home, service, (instance, there), is_held)?;
        let mut filled = provisioning_jobs::properties(tx, &right.user, service).await?;
        for (name, value) in properties {
            let is_known = known.is_some_and(|it| it.properties.contains_key(name.as_str()));
            if !is_known {
                return Err(ServiceError::rejected(
                    "unknown-property",
                    format!("{service} has no property {name}"),
                ));
            }
            if value.is_null() {
                filled.shift_remove(name);
            } else {
                filled.insert(name.clone(), value.clone());
            }
        }
        let required = known.iter().flat_map(|service| &service.properties);
        let missing: BTreeSet<&str> = required
            .filter(|(name, rule)| {
                let is_set =
                    filled.contains_key(&***name) || inherited(home, service, name).is_some();
                **rule == PropertyRule::Require && !is_set
            })
            .map(|(name, _)| &**name)
            .collect();
        if !missing.is_empty() {
            let names: Vec<&str> = missing.into_iter().collect();
            return Err(ServiceError::rejected(
                "properties-missing",
                format!("fill in {} first", names.join(", ")),
            ));
        }
        let level = Level {
            instance: Some(instance.to_string()),
            plan: plan.as_ref().map(ToString::to_string),
        };
        let arrived = is_held.filter(|held| held.status == Provisioning::Provisioned);
        let former = arrived.map(level_of).filter(|former| *former != level);
        let from = arrived.map(|held| held_at(&user.home, held));
        let mut work = Work::service(WorkKind::Provision, level).coming_from(from, true);
        if former.is_some() {
            work.kind = WorkKind::ChangePlan;
            work.former = former;
        }
        let now_held = ServiceHeld {
            organization: user.home.clone(),
            instance: Some(instance.to_string()),
            plan: plan.map(|plan| plan.to_string()),
            status: Provisioning::Requested,
            properties: filled,
        };
        provisioning_jobs::hold_service(tx, &right.user, service, &now_held).await?;
        let by = (&right.user, None);
        self.order(tx, ordering, by, deed.part.clone(), work).await
    }

    async fn deprovision(
        &self,
        tx: &mut Tx,
        deed: &Deed<'_>,
        ordering: &mut Ordering<'_>,
        acknowledged: bool,
    ) -> Result<(), ServiceError> {
        let ProvisioningPart::Service(service) = &deed.part else {
            return Err(nothing_to("taken away"));
        };
        let (facts, user) = (deed.facts, &deed.right.user);
        let hosted = facts.user(user).and_then(|it| it.hosting.as_deref());
        let held = hosted.and_then(|hosted| hosted.services.get(service));
        let held = held.filter(|held| held.is_held());
        let held = held.ok_or_else(|| nothing_to("taken away"))?;
        if held.status.is_running() || ordering.is_busy(user, &deed.part) {
            return Err(busy());
        }
        let everybody = hosted.iter().flat_map(|hosted| hosted.held());
        let catalogue = facts.hosting.as_ref().map(|hosting| &hosting.catalogue);
        for (other, _) in everybody {
            let known = catalogue.and_then(|catalogue| catalogue.services.get(other));
            if known.is_some_and(|known| known.requires.contains(service)) {
                return Err(ServiceError::rejected(
                    "service-required",
                    format!("{other} needs {service}; take that away first"),
                ));
            }
        }
        if !acknowledged {
            return Err(ServiceError::rejected(
                "data-loss",
                "what the service holds of this person will be lost; say that this is known",
            ));
        }
        let work = Work::service(WorkKind::Deprovision, level_of(held));
        let work = work.coming_from(Some(held_at(&deed.right.home, held)), false);
        if held.status == Provisioning::Pending {
            // WHY: it was never there.
            provisioning_jobs::show(tx, user, &deed.part, Provisioning::NotProvisioned).await?;
            if let Some(mut job) = ordering.existing(user, &deed.part) {
                let state = state_of(&job)?.give_up().map_err(illegal)?;
                put_state(&mut job, &state)?;
                let (now, actor) = (ordering.now, ordering.actor);
                note(&mut job, now, EventKind::Cancelled, Some(actor), None)?;
                provisioning_jobs::settle(tx, &job, true).await?;
            }
            return Ok(());
        }
        provisioning_jobs::show(tx, user, &deed.part, Provisioning::Requested).await?;
        self.order(tx, ordering, (user, None), deed.part.clone(), work)
            .await
    }

    /// Orders the former level anew, where there was one at this customer.
    async fn roll_back(
        &self,
        tx: &mut Tx,
        deed: &Deed<'_>,
        ordering: &mut Ordering<'_>,
        job: &ProvisioningJob,
    ) -> Result<(), ServiceError> {
        let user = &deed.right.user;
        if job.status != Provisioning::Failed {
            return Err(ServiceError::conflict(
                "other-state",
                "only what failed can be rolled back",
            ));
        }
        let (ProvisioningPart::Service(service), Some(former)) =
            (&deed.part, Work::of(job)?.former)
        else {
            return Err(ServiceError::conflict(
                "undo-the-move",
                "this came with a move; undo the move to go back, or retry",
            ));
        };
        let properties = provisioning_jobs::properties(tx, user, service).await?;
        let held = ServiceHeld {
            organization: deed.right.home.clone(),
            instance: former.instance.clone(),
            plan: former.plan.clone(),
            status: Provisioning::Requested,
            properties,
        };
        provisioning_jobs::hold_service(tx, user, service, &held).await?;
        let hosted = deed.facts.user(user).and_then(|it| it.hosting.as_deref());
        let from = hosted.and_then(|hosted| hosted.services.get(service));
        let from = from.map(|held| held_at(&deed.right.home, held));
        let work = Work::service(WorkKind::ChangePlan, former).coming_from(from, true);
        self.order(tx, ordering, (user, None), deed.part.clone(), work)
            .await
    }

    /// Whether a job is looked after by hand: nothing carries it, or what carried it is no longer there.
    pub(super) fn is_by_hand(&self, job: &ProvisioningJob) -> bool {
        let connector = job.connector.as_deref();
        connector.is_none_or(|name| self.connectors().get(name).is_none())
    }
}

impl Ordering<'_> {
    fn is_busy(&self, user: &UserId, part: &ProvisioningPart) -> bool {
        let job = self.existing(user, part);
        job.is_some_and(|job| job.status.is_running())
    }
}

fn held_at(home: &OrganizationCode, held: &HeldService) -> HeldAt {
    HeldAt {
        organization: home.clone(),
        level: level_of(held),
    }
}

fn level_of(held: &HeldService) -> Level {
    Level {
        instance: held.instance.as_ref().map(ToString::to_string),
        plan: held.plan.as_ref().map(ToString::to_string),
    }
}

fn instance_at<'a>(
    home: Placed<'a>,
    service: &ServiceId,
    (asked, held): (Option<&InstanceId>, Option<&HeldService>),
) -> Result<(&'a InstanceId, &'a ServiceInstance), ServiceError> {
    let hosting = home.organization.hosting.as_deref();
    let open: Vec<_> = hosting
        .into_iter()
        .flat_map(|hosting| hosting.open_instances(service))
        .collect();
    let wanted = asked.or_else(|| held.and_then(|held| held.instance.as_ref()));
    let found = match (wanted, open.as_slice()) {
        (Some(wanted), all) => all.iter().find(|(id, _)| *id == wanted),
        (None, [only]) => Some(only),
        (None, _) => None,
    };
    found.copied().ok_or_else(|| {
        ServiceError::rejected(
            "service-not-available",
            format!(
                "{} has no such provisioned instance of {service}",
                home.name
            ),
        )
    })
}

fn plan_at(
    offered: &[&PlanId],
    (asked, held): (Option<&PlanId>, Option<&HeldService>),
) -> Result<Option<PlanId>, ServiceError> {
    let wanted = asked.or_else(|| held.and_then(|held| held.plan.as_ref()));
    let found = match (wanted, offered) {
        (Some(wanted), all) => all.iter().find(|plan| **plan == wanted).copied(),
        (None, [only]) => Some(*only),
        (None, []) => return Ok(None),
        (None, _) => None,
    };
    let found = found.cloned();
    found.map(Some).ok_or_else(|| {
        let plans: Vec<&str> = offered.iter().map(|plan| plan.as_str()).collect();
        ServiceError::rejected(
            "plan-not-offered",
            format!("choose one of the plans offered: {}", plans.join(", ")),
        )
    })
}

fn busy() -> ServiceError {
    ServiceError::conflict(
        "user-busy",
        "this is under way; wait for its end, or reset it where it hangs",
    )
}

fn nothing_to(what: &str) -> ServiceError {
    ServiceError::conflict("other-state", format!("there is nothing to be {what} here"))
}

fn illegal(illegal: Illegal) -> ServiceError {
    ServiceError::conflict("other-state", illegal.to_string())
}

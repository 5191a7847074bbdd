//! The account and services of one person, and the jobs of all people an operator looks after.

use super::{Work, offers, operator, state_of};
use crate::caller::{Acting, Caller};
use crate::error::ServiceError;
use crate::people::person_named;
use crate::provisioning::{CauseView, JobView, PartView, ServicesView};
use crate::rights::{Provision, over_user, seen_user};
use crate::service::Service;
use crate::user_move::id_cursor;
use crate::user_move::resolve::of_actor;
use crate::view::{Page, Person, Place, page_limit};
use rehome_domain::hosting::setup::inherited;
use rehome_domain::hosting::{HeldService, PropertyRule, Provisioning};
use rehome_domain::ids::{OrganizationCode, ServiceId, UserId};
use rehome_domain::role::{Permission, Reach};
use rehome_domain::tree::Placed;
use rehome_domain::user_move::{Actor, Snapshot, View};
use rehome_provisioning::state::State;
use rehome_storage::provisioning_jobs::{self, NEVER, ProvisioningJob, ProvisioningPart};
use rehome_storage::snapshot::{self, Destinations};
use rehome_storage::{Scope, Tx};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Which jobs.
#[derive(Clone, Debug, Default)]
pub struct ProvisioningJobsQuery {
    /// Where and as whom the caller acts.
    pub acting: Acting,
    /// In this state only; in any that is no end where none is named.
    pub status: Option<Provisioning>,
    /// Of people who live at or below this organization only.
    pub organization: Option<OrganizationCode>,
    /// From where on.
    pub cursor: Option<String>,
    /// How many.
    pub limit: Option<u32>,
}

/// The states that are no end.
const OPEN: [Provisioning; 4] = [
    Provisioning::Requested,
    Provisioning::InProgress,
    Provisioning::Failed,
    Provisioning::Pending,
];

impl Service {
    /// The account and the services of a person in view.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] for who is out of view or lives in no hosting tree.
    pub async fn user_services(
        &self,
        caller: &Caller,
        acting: &Acting,
        user: &UserId,
    ) -> Result<ServicesView, ServiceError> {
        let (this, user) = (self.clone(), user.clone());
        let actor = operator(caller, acting);
        self.store()
            .read(move |tx| Box::pin(async move { this.services_in(tx, &actor, &user).await }))
            .await
    }

    pub(super) async fn services_in(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        user: &UserId,
    ) -> Result<ServicesView, ServiceError> {
        let (id, facts) = person_named(tx, actor, user, Vec::new()).await?;
        let view = View::of(&facts, actor)?;
        let user = seen_user(&view, &facts, &id)?;
        let hosted = user.hosting.as_deref().ok_or(ServiceError::NotFound)?;
        let may = over_user::<Provision>(&view, &facts, &id).is_ok();
        let home = facts.organizations.get(&user.home);
        let jobs = provisioning_jobs::of_people(tx, [&id]).await?;
        let job_of = |part: &ProvisioningPart| jobs.iter().find(|job| job.part == *part);
        let part_view = |part: ProvisioningPart,
                         held: Option<&HeldService>,
                         status: Provisioning| {
            let found = job_of(&part);
            let job = found.filter(|_| may);
            let job = job
                .map(|job| self.job_view(&view, &facts, job))
                .transpose()?;
            let service = match part {
                ProvisioningPart::Account | ProvisioningPart::Forwarding => None,
                ProvisioningPart::Service(service) => Some(service),
            };
            let choices = match (&service, home) {
                (Some(service), Some(home)) if may && !status.is_running() => {
                    offers::choices(&facts, home, service)
                }
                _ => Vec::new(),
            };
            let mut actions = match (&job, found) {
                (Some(job), _) => job.actions.clone(),
                // What was requested before there were jobs is looked after by hand.
                (None, None) if may && status.is_running() => words(&["done", "fail", "reset"]),
                (None, _) => Vec::new(),
            };
            if may && service.is_some() && !status.is_running() {
                actions.insert(0, "provision".to_owned());
                if status != Provisioning::NotProvisioned {
                    actions.push("deprovision".to_owned());
                }
            }
            Ok::<_, ServiceError>(PartView {
                name: service.as_ref().and_then(|id| name_of(&facts, id)),
                instance: held
                    .and_then(|held| held.instance.as_ref())
                    .map(|it| Arc::from(it.as_str())),
                plan: held
                    .and_then(|held| held.plan.as_ref())
                    .map(|plan| plan_name(&facts, plan)),
                plan_id: held.and_then(|held| held.plan.clone()),
                missing: match (&service, status) {
                    (Some(service), Provisioning::Pending) => missing(&facts, home, service, held),
                    (Some(service), Provisioning::NotProvisioned) if may => {
                        missing(&facts, home, service, held)
                    }
                    _ => Vec::new(),
                },
                choices,
                service,
                status,
                job,
                actions,
            })
        };
        let account = part_view(ProvisioningPart::Account, None, hosted.provisioning)?;
        let mut services = Vec::new();
        for (service, held) in &hosted.services {
            let part = ProvisioningPart::Service(service.clone());
            services.push(part_view(part, Some(held), held.status)?);
        }
        for job in &jobs {
            // What is being taken away with a move is held no more, and shown until it is gone.
            if let ProvisioningPart::Service(service) = &job.part
                && !hosted.services.contains_key(service)
                && OPEN.contains(&job.status)
            {
                let mut gone = part_view(job.part.clone(), None, job.status)?;
                gone.actions
                    .retain(|action| !matches!(action.as_str(), "provision" | "deprovision"));
                services.push(gone);
            }
        }
        for service in home
            .into_iter()
            .flat_map(|home| offers::services(&facts, home))
        {
            let is_shown = services
                .iter()
                .any(|part| part.service.as_ref() == Some(service));
            if may && !is_shown {
                let part = ProvisioningPart::Service(service.clone());
                services.push(part_view(part, None, Provisioning::NotProvisioned)?);
            }
        }
        let states = services.iter().map(|part| part.status);
        let forwarding = job_of(&ProvisioningPart::Forwarding);
        let forwarding = forwarding.filter(|job| may && OPEN.contains(&job.status));
        let forwarding = forwarding
            .map(|job| self.job_view(&view, &facts, job))
            .transpose()?;
        Ok(ServicesView {
            forwarding,
            status: whole(account.status, states),
            user: id.clone(),
            organization: user.home.clone(),
            account,
            services,
            revision: user.revision,
        })
    }

    /// The jobs of the people whose services the caller looks after, the newest first.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`] without the right, [`ServiceError::NotFound`] for an organization out of view.
    pub async fn provisioning_jobs(
        &self,
        caller: &Caller,
        query: &ProvisioningJobsQuery,
    ) -> Result<Page<JobView>, ServiceError> {
        let (this, query) = (self.clone(), query.clone());
        let actor = operator(caller, &query.acting);
        let (before, limit) = (id_cursor(query.cursor.as_deref())?, page_limit(query.limit));
        self.store()
            .read(move |tx| {
                Box::pin(async move {
                    let scope = scope(tx, &actor, query.organization.as_ref()).await?;
                    let one = query.status.map(|status| [status]);
                    let states = one.as_ref().map_or(&OPEN[..], |one| &one[..]);
                    let before = before.as_deref();
                    let mut jobs =
                        provisioning_jobs::list(tx, &scope, states, before, limit + 1).await?;
                    let has_more = jobs.len() > limit as usize;
                    jobs.truncate(limit as usize);
                    let people: BTreeSet<UserId> =
                        jobs.iter().map(|job| job.user.clone()).collect();
                    let wanted = of_actor(&actor, people.into_iter().collect(), Destinations::None);
                    let facts = snapshot::load(tx, &wanted).await?;
                    let view = View::of(&facts, &actor)?;
                    let cursor = jobs.last().filter(|_| has_more).map(|job| job.id.clone());
                    let mut items = Vec::with_capacity(jobs.len());
                    for job in &jobs {
                        if seen_user(&view, &facts, &job.user).is_ok() {
                            items.push(this.job_view(&view, &facts, job)?);
                        }
                    }
                    Ok(Page { items, cursor })
                })
            })
            .await
    }

    /// One job.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] for one of a person whose services the caller does not look after.
    pub async fn provisioning_job(
        &self,
        caller: &Caller,
        acting: &Acting,
        id: &str,
    ) -> Result<JobView, ServiceError> {
        let (this, id) = (self.clone(), id.to_owned());
        let actor = operator(caller, acting);
        self.store()
            .read(move |tx| {
                Box::pin(async move {
                    let (job, facts) = one_of(tx, &actor, &id).await?;
                    let view = View::of(&facts, &actor)?;
                    this.job_view(&view, &facts, &job)
                })
            })
            .await
    }

    pub(super) fn job_view(
        &self,
        view: &View<'_>,
        facts: &Snapshot,
        job: &ProvisioningJob,
    ) -> Result<JobView, ServiceError> {
        let person = facts.user(&job.user).ok_or(ServiceError::NotFound)?;
        let place = facts.organizations.get(&job.organization);
        let work = Work::of(job)?;
        let state = state_of(job)?;
        let (cause, tries) = match &state {
            State::Requested(waits) => (waits.last.as_ref(), waits.tried),
            State::InProgress(under_way) => {
                let work = under_way.work();
                (work.last.as_ref(), work.tried)
            }
            State::Failed(failed) => (Some(&failed.cause), failed.tried),
            State::NotProvisioned | State::Provisioned | State::Pending => (None, 0),
        };
        let service = match &job.part {
            ProvisioningPart::Account | ProvisioningPart::Forwarding => None,
            ProvisioningPart::Service(service) => Some(service.clone()),
        };
        let is_waiting = job.status == Provisioning::Requested;
        let is_by_hand = self.is_by_hand(job);
        let may = over_user::<Provision>(view, facts, &job.user).is_ok();
        let actions = match job.status {
            _ if !may => Vec::new(),
            Provisioning::Requested if is_by_hand => words(&["done", "fail", "reset"]),
            Provisioning::Requested | Provisioning::InProgress => words(&["reset"]),
            Provisioning::Failed => {
                let mut all = words(&["retry"]);
                all.extend(is_by_hand.then(|| "done".to_owned()));
                all.extend(work.former.is_some().then(|| "roll_back".to_owned()));
                all
            }
            Provisioning::NotProvisioned | Provisioning::Provisioned | Provisioning::Pending => {
                Vec::new()
            }
        };
        Ok(JobView {
            id: job.id.clone(),
            person: Person {
                id: person.id.clone(),
                name: person.name.clone(),
            },
            organization: Place {
                code: job.organization.clone(),
                name: place.map_or_else(
                    || Arc::from(job.organization.as_str()),
                    |place| place.name.clone(),
                ),
            },
            service_name: service.as_ref().and_then(|id| name_of(facts, id)),
            service,
            forwards: work.forwards,
            work: work.kind,
            status: job.status,
            connector: job.connector.clone(),
            cause: cause.map(CauseView::from),
            tries,
            next: Some(job.not_before).filter(|next| *next != NEVER && !is_by_hand),
            awaits_account: is_waiting && job.not_before == NEVER,
            ordered: job.ordered,
            changed: job.changed,
            events: serde_json::from_value(job.log.clone()).unwrap_or_default(),
            actions,
        })
    }
}

/// A job of somebody whose services the actor looks after, with the facts about that person.
pub(super) async fn one_of(
    tx: &mut Tx,
    actor: &Actor,
    id: &str,
) -> Result<(ProvisioningJob, Snapshot), ServiceError> {
    let job = provisioning_jobs::find(tx, id).await?;
    let job = job.ok_or(ServiceError::NotFound)?;
    let (_, facts) = person_named(tx, actor, &job.user, Vec::new()).await?;
    let view = View::of(&facts, actor)?;
    // WHY not forbidden: who may not look after it is not to know that it is there.
    over_user::<Provision>(&view, &facts, &job.user).map_err(|_| ServiceError::NotFound)?;
    Ok((job, facts))
}

async fn scope(
    tx: &mut Tx,
    actor: &Actor,
    organization: Option<&OrganizationCode>,
) -> Result<Scope, ServiceError> {
    let places = Destinations::Listed(organization.into_iter().cloned().collect());
    let facts = snapshot::load(tx, &of_actor(actor, Vec::new(), places)).await?;
    let view = View::of(&facts, actor)?;
    if !view.may(Permission::Provision, view.acting_in) {
        return Err(ServiceError::Forbidden);
    }
    let with_below = view
        .roles
        .iter()
        .any(|role| role.reach(Permission::Provision) == Some(Reach::Subtree));
    let asked = match organization {
        None => view.acting_in.code.clone(),
        Some(code) => {
            let place = facts.organizations.get(code);
            let place = place.filter(|place| view.may(Permission::Provision, *place));
            place.ok_or(ServiceError::NotFound)?.code.clone()
        }
    };
    Ok(Scope {
        organization: asked,
        with_below,
    })
}

fn words(all: &[&str]) -> Vec<String> {
    all.iter().map(|word| (*word).to_owned()).collect()
}

fn name_of(facts: &Snapshot, id: &ServiceId) -> Option<Arc<str>> {
    let hosting = facts.hosting.as_ref()?;
    hosting.catalogue.services.get(id)?.name.clone()
}

pub(super) fn plan_name(facts: &Snapshot, plan: &rehome_domain::ids::PlanId) -> Arc<str> {
    let hosting = facts.hosting.as_ref();
    hosting.map_or_else(
        || Arc::from(plan.as_str()),
        |hosting| Arc::from(hosting.catalogue.plan_name(plan)),
    )
}

/// The required properties that neither the person has a value of nor the home, or an organization above it, sets.
fn missing(
    facts: &Snapshot,
    home: Option<Placed<'_>>,
    service: &ServiceId,
    held: Option<&HeldService>,
) -> Vec<Arc<str>> {
    let hosting = facts.hosting.as_ref();
    let known = hosting.and_then(|hosting| hosting.catalogue.services.get(service));
    let all = known.iter().flat_map(|service| &service.properties);
    let is_filled = |name: &Arc<str>| {
        held.is_some_and(|held| held.properties.contains(name))
            || home.is_some_and(|home| inherited(home, service, name).is_some())
    };
    all.filter(|(name, rule)| **rule == PropertyRule::Require && !is_filled(name))
        .map(|(name, _)| name.clone())
        .collect()
}

/// Several states in one: what failed first, then what is under way, what waits for somebody, and the account's own.
fn whole(account: Provisioning, services: impl Iterator<Item = Provisioning>) -> Provisioning {
    let all: Vec<Provisioning> = services.chain([account]).collect();
    let has = |status| all.contains(&status);
    if has(Provisioning::Failed) {
        Provisioning::Failed
    } else if has(Provisioning::Requested) || has(Provisioning::InProgress) {
        Provisioning::InProgress
    } else if has(Provisioning::Pending) {
        Provisioning::Pending
    } else {
        account
    }
}

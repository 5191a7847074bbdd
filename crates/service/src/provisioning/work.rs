//! The worker: takes what is due, has it carried by a driver outside of any transaction, and writes what became of it.
//!
//! Whoever works on something holds the person until a point in time, and gives a try up before that. Whoever is gone by
//! then has it taken up by another, which is harmless: every order may be run any number of times.

use super::outside::{Beside, orders};
use super::{Work, note, put_state, state_of};
use crate::audit::Told;
use crate::error::ServiceError;
use crate::provisioning::{CauseView, EventKind};
use crate::service::Service;
use crate::throttle::micros;
use rehome_domain::hosting::Provisioning;
use rehome_domain::ids::UserId;
use rehome_domain::time::Timestamp;
use rehome_provisioning::state::{Goal, InProgress, State};
use rehome_provisioning::{Cause, CauseKind, Connector, Order, Outcome};
use rehome_storage::provisioning_jobs::{self, NEVER, ProvisioningJob, ProvisioningPart};
use rehome_storage::snapshot::{self, Destinations, Wanted};
use rehome_storage::{Tx, people};
use serde_json::{Map, json};
use std::time::Duration;

/// How long a person is held for one try.
const LEASE: Duration = Duration::from_secs(120);
/// How long a try may take; shorter than the lease, so that nobody else begins meanwhile.
const LONGEST_TRY: Duration = Duration::from_secs(100);

/// One try: everything a driver needs.
struct Turn {
    job: ProvisioningJob,
    under_way: InProgress,
    connector: Connector,
    orders: Result<Vec<Order>, Cause>,
    worker: String,
}

impl Service {
    /// Carries one thing that is due; false where nothing is.
    ///
    /// # Errors
    /// [`ServiceError::Unavailable`] where the database is away; what was begun is taken up again later.
    pub async fn provisioning_work(&self) -> Result<bool, ServiceError> {
        if self.connectors().is_empty() {
            return Ok(false);
        }
        let Some(turn) = self.provisioning_take().await? else {
            return Ok(false);
        };
        let outcome = self.carried(&turn).await;
        self.provisioning_end(turn, outcome).await?;
        Ok(true)
    }

    /// How many things are due, and how many are in each state that is no end.
    ///
    /// # Errors
    /// [`ServiceError::Unavailable`].
    pub async fn provisioning_figures(&self) -> Result<Vec<(String, u64)>, ServiceError> {
        let now = self.now();
        self.store()
            .read(move |tx| Box::pin(async move { Ok(provisioning_jobs::figures(tx, now).await?) }))
            .await
    }

    async fn provisioning_take(&self) -> Result<Option<Turn>, ServiceError> {
        let (this, worker) = (self.clone(), self.new_id()?);
        self.store()
            .write(move |tx| {
                let (this, worker) = (this.clone(), worker.clone());
                Box::pin(async move { this.take_in(tx, worker).await })
            })
            .await
    }

    async fn take_in(&self, tx: &mut Tx, worker: String) -> Result<Option<Turn>, ServiceError> {
        let now = self.now();
        let until = Timestamp(now.0.saturating_add(micros(LEASE)));
        let names: Vec<&str> = self.connectors().names().collect();
        let taken = provisioning_jobs::take(tx, &worker, &names, now, until).await?;
        let Some(mut job) = taken else {
            return Ok(None);
        };
        let connector = job.connector.as_deref();
        let connector = connector.and_then(|name| self.connectors().get(name));
        let connector = connector.ok_or_else(|| ServiceError::internal("no such connector"))?;
        let under_way = match state_of(&job)? {
            State::Requested(waits) => waits.begin(),
            State::InProgress(left) => left.abandon().begin(),
            other => {
                let status = other.status().as_str();
                return Err(ServiceError::internal(format!(
                    "a job that is {status} was due"
                )));
            }
        };
        put_state(&mut job, &State::InProgress(under_way.clone()))?;
        job.changed = now;
        provisioning_jobs::settle(tx, &job, false).await?;
        provisioning_jobs::show(tx, &job.user, &job.part, job.status).await?;
        let orders = self.orders_in(tx, connector, &job).await?;
        Ok(Some(Turn {
            job,
            under_way,
            connector: connector.clone(),
            orders,
            worker,
        }))
    }

    async fn orders_in(
        &self,
        tx: &mut Tx,
        connector: &Connector,
        job: &ProvisioningJob,
    ) -> Result<Result<Vec<Order>, Cause>, ServiceError> {
        let work = Work::of(job)?;
        let wanted = Wanted::new(
            job.user.clone(),
            vec![job.user.clone()],
            Destinations::These(work.left.clone()),
        );
        let facts = snapshot::load(tx, &wanted).await?;
        let stored = people::get(tx, &job.user).await?;
        let title =
            stored.and_then(|stored| stored.extra.get("title")?.as_str().map(str::to_owned));
        let entry = provisioning_jobs::entry(tx, &job.user, &connector.name).await?;
        let properties = match (&job.part, work.goal()) {
            (ProvisioningPart::Service(service), Goal::Present) => {
                provisioning_jobs::properties(tx, &job.user, service).await?
            }
            _ => Map::new(),
        };
        let beside = Beside {
            entry,
            title,
            properties,
        };
        let found = orders(connector, &facts, job, &work, beside);
        Ok(found.ok_or_else(|| {
            Cause::new(
                CauseKind::Invalid,
                "this person lives in no hosting tree any more",
            )
        }))
    }

    /// Runs the orders of a turn until one does not come to its end.
    async fn carried(&self, turn: &Turn) -> Outcome {
        let orders = match &turn.orders {
            Ok(orders) => orders,
            Err(cause) => return Outcome::Failed(cause.clone()),
        };
        let Some((last, before)) = orders.split_last() else {
            return Outcome::Failed(Cause::new(CauseKind::Invalid, "there is nothing to do"));
        };
        let driver = &turn.connector.driver;
        let all = async {
            let work = turn.under_way.work();
            if work.is_accepted {
                let reference = work.reference.as_deref();
                return driver.look(last, reference, self.now()).await;
            }
            for order in before {
                let outcome = driver.run(order, self.now()).await;
                if matches!(outcome, Outcome::Failed(_)) {
                    return outcome;
                }
            }
            driver.run(last, self.now()).await
        };
        match tokio::time::timeout(LONGEST_TRY, all).await {
            Ok(outcome) => outcome,
            Err(_) => Outcome::Failed(Cause::new(
                CauseKind::Timeout,
                format!("no end within {} seconds", LONGEST_TRY.as_secs()),
            )),
        }
    }

    async fn provisioning_end(&self, turn: Turn, outcome: Outcome) -> Result<(), ServiceError> {
        let seed = u64::from_be_bytes(self.random::<8>()?);
        let this = self.clone();
        let (job, under_way, worker) = (turn.job, turn.under_way, turn.worker);
        self.store()
            .write(move |tx| {
                let (this, job, under_way) = (this.clone(), job.clone(), under_way.clone());
                let (outcome, worker) = (outcome.clone(), worker.clone());
                Box::pin(async move {
                    provisioning_jobs::let_go(tx, &job.user, &worker).await?;
                    this.end_in(tx, job, under_way, (outcome, seed), false)
                        .await
                })
            })
            .await
    }

    /// Writes what became of a try. `seed` spreads the next ones; `ends` leaves whoever works on it meanwhile without a
    /// word in it.
    pub(super) async fn end_in(
        &self,
        tx: &mut Tx,
        mut job: ProvisioningJob,
        under_way: InProgress,
        (outcome, seed): (Outcome, u64),
        ends: bool,
    ) -> Result<(), ServiceError> {
        let now = self.now();
        let entry = match &outcome {
            Outcome::Done(done) => done.entry.clone(),
            Outcome::NotYet(not_yet) => not_yet.entry.clone(),
            Outcome::Failed(_) => None,
        };
        if let (Some(entry), Some(connector)) = (&entry, &job.connector) {
            provisioning_jobs::keep_entry(tx, &job.user, connector, entry).await?;
        }
        let state = under_way.end(outcome, now, seed);
        let (kind, cause) = match &state {
            State::Provisioned | State::NotProvisioned => (EventKind::Done, None),
            State::Failed(failed) => (EventKind::Failed, Some(&failed.cause)),
            State::Requested(waits) => (EventKind::TriedInVain, waits.last.as_ref()),
            State::InProgress(_) | State::Pending => (EventKind::Accepted, None),
        };
        put_state(&mut job, &state)?;
        note(&mut job, now, kind, None, cause)?;
        if !provisioning_jobs::settle(tx, &job, ends).await? {
            // WHY: something else was ordered meanwhile, and comes next.
            return Ok(());
        }
        let actor = job.actor.clone();
        self.shown(tx, &job, &actor, cause.map(CauseView::from))
            .await
    }

    /// Writes the state of a job into the person's record, tells the audit of an end, and lets services go on where the
    /// account has arrived.
    pub(super) async fn shown(
        &self,
        tx: &mut Tx,
        job: &ProvisioningJob,
        actor: &UserId,
        cause: Option<CauseView>,
    ) -> Result<(), ServiceError> {
        provisioning_jobs::show(tx, &job.user, &job.part, job.status).await?;
        let action = match job.status {
            Provisioning::Provisioned => "service-provisioned",
            Provisioning::NotProvisioned => "service-deprovisioned",
            Provisioning::Failed => "service-failed",
            Provisioning::Requested | Provisioning::InProgress | Provisioning::Pending => {
                return Ok(());
            }
        };
        let service = match &job.part {
            ProvisioningPart::Account | ProvisioningPart::Forwarding => None,
            ProvisioningPart::Service(service) => Some(service),
        };
        let told = Told::new(action, job.user.as_str())
            .at(&job.organization)
            .with(json!({ "job": job.id, "service": service, "forwards": job.part == ProvisioningPart::Forwarding, "connector": job.connector, "cause": cause }));
        self.tell(tx, actor, vec![told]).await?;
        if job.part == ProvisioningPart::Account && job.status == Provisioning::Provisioned {
            self.services_go_on(tx, &job.user).await?;
        }
        Ok(())
    }

    async fn services_go_on(&self, tx: &mut Tx, user: &UserId) -> Result<(), ServiceError> {
        let now = self.now();
        for mut job in provisioning_jobs::of_people(tx, [user]).await? {
            let waits = job.status == Provisioning::Requested && job.not_before == NEVER;
            if !waits {
                continue;
            }
            let goal = Work::of(&job)?.goal();
            let from = match goal {
                Goal::Present => State::NotProvisioned,
                Goal::Absent => State::Provisioned,
            };
            let state = from.request(goal, now).map_err(ServiceError::internal)?;
            put_state(&mut job, &state)?;
            provisioning_jobs::settle(tx, &job, false).await?;
        }
        self.orders_are_there();
        Ok(())
    }
}

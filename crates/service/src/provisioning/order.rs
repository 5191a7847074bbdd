//! What a move leaves to be done outside, ordered in the transaction of the move (hosting 3: two phases).
//!
//! The steps say what is requested. What was ordered before of the same account or service gives way: what the person
//! has left until then is kept, so that nothing stays half where they were. What is taken back before anybody began with it is
//! cancelled; what somebody began with goes back by an order.

use super::forwards::is_about_forwarding;
use super::outside::connector_for;
use super::{HeldAt, Level, Work, WorkKind, is_awaited, note, put_state};
use crate::error::ServiceError;
use crate::provisioning::EventKind;
use crate::service::Service;
use rehome_domain::hosting::{HeldService, PropertyRule, Provisioning};
use rehome_domain::ids::{MoveId, OrganizationCode, ServiceId, UserId};
use rehome_domain::time::Timestamp;
use rehome_domain::tree::Placed;
use rehome_domain::user_move::request::Disposition;
use rehome_domain::user_move::{FamilyPlan, Snapshot, Step};
use rehome_provisioning::state::{Goal, State};
use rehome_storage::Tx;
use rehome_storage::people::{self, ProfilePatch};
use rehome_storage::provisioning_jobs::{
    self, NEVER, ProvisioningJob, ProvisioningPart, ValuesAfter,
};
use rehome_storage::snapshot::{self, Destinations, Wanted};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

type Key = (UserId, ProvisioningPart);

/// One family whose move is being written.
pub(crate) struct Moved<'a> {
    pub(crate) family: &'a FamilyPlan,
    pub(crate) commit: &'a MoveId,
    /// Whether it takes an earlier move back.
    pub(crate) is_undo: bool,
    /// The copy that is taken back by it, and with it the account.
    pub(crate) takes_back: Option<&'a MoveId>,
}

/// What is asked for by the steps of one person.
#[derive(Default)]
struct Asked<'a> {
    left: Option<&'a OrganizationCode>,
    account: Option<Provisioning>,
    services: Vec<(&'a Step, ProvisioningPart)>,
    forwards: Vec<&'a Step>,
    is_undo: bool,
    takes_back: Option<&'a MoveId>,
}

fn asked_of<'a>(moved: &Moved<'a>) -> BTreeMap<&'a UserId, Asked<'a>> {
    let mut people: BTreeMap<&UserId, Asked<'_>> = BTreeMap::new();
    for step in &moved.family.steps {
        match step {
            Step::Home { about, before, .. } => {
                people.entry(about).or_default().left = Some(before);
            }
            Step::Account { about, after, .. } => {
                people.entry(about).or_default().account = Some(*after);
            }
            Step::Service { about, service, .. } => {
                let part = ProvisioningPart::Service(service.clone());
                people.entry(about).or_default().services.push((step, part));
            }
            Step::AddressHold { about, .. } if is_about_forwarding(step) => {
                people.entry(about).or_default().forwards.push(step);
            }
            _ => {}
        }
    }
    for asked in people.values_mut() {
        asked.is_undo = moved.is_undo;
        asked.takes_back = moved.takes_back;
    }
    people
}

fn level(held: &HeldService) -> Level {
    Level {
        instance: held.instance.as_ref().map(ToString::to_string),
        plan: held.plan.as_ref().map(ToString::to_string),
    }
}

/// Jobs by what they are for.
pub(super) fn by_part(jobs: Vec<ProvisioningJob>) -> BTreeMap<Key, ProvisioningJob> {
    let jobs = jobs.into_iter();
    jobs.map(|job| ((job.user.clone(), job.part.clone()), job))
        .collect()
}

/// Everything that orders are written from.
pub(super) struct Ordering<'a> {
    pub(super) facts: &'a Snapshot,
    pub(super) there: BTreeMap<Key, ProvisioningJob>,
    pub(super) actor: &'a UserId,
    pub(super) now: Timestamp,
}

impl Service {
    /// Orders what these families leave to be done outside. The steps are written already; `after` are the facts as they
    /// leave them, where they are known.
    pub(crate) async fn provisioning_order(
        &self,
        tx: &mut Tx,
        actor: &UserId,
        moved: &[Moved<'_>],
        after: Option<&Snapshot>,
    ) -> Result<(), ServiceError> {
        let asked: Vec<(&MoveId, BTreeMap<&UserId, Asked<'_>>)> = moved
            .iter()
            .map(|moved| (moved.commit, asked_of(moved)))
            .collect();
        let is_wanted = |asked: &Asked<'_>| {
            asked.account.is_some() || !asked.services.is_empty() || !asked.forwards.is_empty()
        };
        let people: BTreeSet<UserId> = asked
            .iter()
            .flat_map(|(_, people)| people)
            .filter(|(_, asked)| asked.left.is_some() || is_wanted(asked))
            .map(|(id, _)| (*id).clone())
            .collect();
        if people.is_empty() {
            return Ok(());
        }
        let there = by_part(provisioning_jobs::of_people(tx, &people).await?);
        if there.is_empty()
            && !asked
                .iter()
                .any(|(_, people)| people.values().any(is_wanted))
        {
            return Ok(());
        }
        let read;
        let facts = match after {
            Some(after) => after,
            None => {
                let people = people.into_iter().collect();
                let wanted = Wanted::new(actor.clone(), people, Destinations::None);
                read = snapshot::load(tx, &wanted).await?;
                &read
            }
        };
        let mut ordering = Ordering {
            facts,
            there,
            actor,
            now: self.now(),
        };
        for (commit, people) in asked {
            for (user, asked) in people {
                self.order_account(tx, &mut ordering, (user, commit), &asked)
                    .await?;
                self.order_forwarding(tx, &mut ordering, (user, commit), &asked.forwards)
                    .await?;
                for (step, part) in &asked.services {
                    let by = (user, commit);
                    values_leave(tx, facts, step, asked.is_undo).await?;
                    if !self.cancelled(tx, &mut ordering, by, part, &asked).await? {
                        self.order_service(tx, &mut ordering, by, step, part)
                            .await?;
                    }
                }
            }
        }
        self.orders_are_there();
        Ok(())
    }

    /// Orders that somebody's account be written outside as it is by now: enabled or disabled, under its names. Nothing is
    /// ordered of who has no hosted account; one that is not there yet is written as it is by then.
    pub(crate) async fn provisioning_order_account(
        &self,
        tx: &mut Tx,
        actor: &UserId,
        user: &UserId,
    ) -> Result<(), ServiceError> {
        // WHY as oneself: a timer orders too, and is nobody.
        let wanted = Wanted::new(user.clone(), vec![user.clone()], Destinations::None);
        let facts = snapshot::load(tx, &wanted).await?;
        let hosted = facts.user(user).and_then(|it| it.hosting.as_deref());
        let is_outside = hosted.is_some_and(|hosted| {
            !matches!(
                hosted.provisioning,
                Provisioning::NotProvisioned | Provisioning::Pending
            )
        });
        if !is_outside {
            return Ok(());
        }
        let there = provisioning_jobs::of_people(tx, [user]).await?;
        let mut ordering = Ordering {
            facts: &facts,
            there: by_part(there),
            actor,
            now: self.now(),
        };
        let part = ProvisioningPart::Account;
        let left = match ordering.existing(user, &part).filter(is_open) {
            Some(job) => Work::of(&job)?.left,
            None => Vec::new(),
        };
        provisioning_jobs::show(tx, user, &part, Provisioning::Requested).await?;
        let by = (user, None);
        self.order(tx, &mut ordering, by, part, Work::place(left))
            .await?;
        self.orders_are_there();
        Ok(())
    }

    async fn order_account(
        &self,
        tx: &mut Tx,
        ordering: &mut Ordering<'_>,
        (user, commit): (&UserId, &MoveId),
        asked: &Asked<'_>,
    ) -> Result<(), ServiceError> {
        let part = ProvisioningPart::Account;
        let existing = ordering.existing(user, &part);
        let is_open = existing.as_ref().is_some_and(is_open);
        let mut left = match &existing {
            Some(job) if is_open => Work::of(job)?.left,
            _ => Vec::new(),
        };
        left.extend(asked.left.cloned());
        let mut seen = BTreeSet::new();
        left.retain(|code| seen.insert(code.clone()));
        match (asked.account, existing) {
            (Some(Provisioning::Requested), _) => {
                let work = Work::place(left);
                self.order(tx, ordering, (user, Some(commit)), part, work)
                    .await
            }
            // WHY: an account that failed before is to arrive where the person lives by now.
            (None, Some(mut job)) if is_open && asked.left.is_some() => {
                job.work =
                    serde_json::to_value(Work::place(left)).map_err(ServiceError::internal)?;
                job.organization = ordering.home(user)?.code.clone();
                let kept = provisioning_jobs::order(tx, &job).await?;
                ordering.keep(kept);
                Ok(())
            }
            (Some(after), Some(job)) => {
                let again = (user, commit, Work::place(left));
                self.taken_back(tx, ordering, job, after, again).await
            }
            (Some(_) | None, None) | (None, Some(_)) => Ok(()),
        }
    }

    /// Cancels what a copy that is taken back had ordered, where nobody has begun with it; whether that was so.
    async fn cancelled(
        &self,
        tx: &mut Tx,
        ordering: &mut Ordering<'_>,
        (user, commit): (&UserId, &MoveId),
        part: &ProvisioningPart,
        asked: &Asked<'_>,
    ) -> Result<bool, ServiceError> {
        let existing = ordering.existing(user, part);
        let is_its = |job: &ProvisioningJob| {
            asked.takes_back.is_some() && job.commit.as_ref() == asked.takes_back
        };
        let Some(job) = existing.filter(|job| is_its(job) && is_open(job) && !job.is_begun) else {
            return Ok(false);
        };
        let again = (user, commit, Work::of(&job)?);
        let status = Provisioning::NotProvisioned;
        self.taken_back(tx, ordering, job, status, again).await?;
        Ok(true)
    }

    async fn order_service(
        &self,
        tx: &mut Tx,
        ordering: &mut Ordering<'_>,
        (user, commit): (&UserId, &MoveId),
        step: &Step,
        part: &ProvisioningPart,
    ) -> Result<(), ServiceError> {
        let Step::Service {
            disposition,
            from,
            before,
            after,
            ..
        } = step
        else {
            return Ok(());
        };
        let by = (user, Some(commit));
        let origin = before
            .as_ref()
            .filter(|before| before.is_held())
            .map(|before| HeldAt {
                organization: from.clone(),
                level: level(before),
            });
        let Some(held) = after else {
            let former = before.as_ref().map(level).unwrap_or_default();
            let work = Work::service(WorkKind::Deprovision, former).coming_from(origin, false);
            return self.order(tx, ordering, by, part.clone(), work).await;
        };
        let keeps_data = *disposition == Disposition::Move;
        let wanted = level(held);
        let kind = match &origin {
            Some(origin) if keeps_data && origin.level != wanted => WorkKind::ChangePlan,
            _ => WorkKind::Provision,
        };
        let work = Work::service(kind, wanted).coming_from(origin, keeps_data);
        match (held.status, ordering.existing(user, part)) {
            (Provisioning::Requested, _) => self.order(tx, ordering, by, part.clone(), work).await,
            (Provisioning::Pending, _) => {
                let state = State::Pending;
                self.write_order(tx, ordering, by, part.clone(), (work, state))
                    .await
            }
            (status, Some(job)) => {
                self.taken_back(tx, ordering, job, status, (user, commit, work))
                    .await
            }
            (_, None) => Ok(()),
        }
    }

    /// What goes back to a state it had: what nobody began with is cancelled, everything else is ordered.
    async fn taken_back(
        &self,
        tx: &mut Tx,
        ordering: &mut Ordering<'_>,
        mut job: ProvisioningJob,
        status: Provisioning,
        (user, commit, work): (&UserId, &MoveId, Work),
    ) -> Result<(), ServiceError> {
        if is_open(&job) && !job.is_begun {
            let state = match status {
                Provisioning::Provisioned => State::Provisioned,
                Provisioning::Pending => State::Pending,
                _ => State::NotProvisioned,
            };
            put_state(&mut job, &state)?;
            let (now, actor) = (ordering.now, ordering.actor);
            note(&mut job, now, EventKind::Cancelled, Some(actor), None)?;
            job.organization = ordering.home(user)?.code.clone();
            let kept = provisioning_jobs::order(tx, &job).await?;
            ordering.keep(kept);
            return Ok(());
        }
        if status != Provisioning::Provisioned {
            return Ok(());
        }
        let part = job.part.clone();
        provisioning_jobs::show(tx, user, &part, Provisioning::Requested).await?;
        self.order(tx, ordering, (user, Some(commit)), part, work)
            .await
    }

    /// Orders work of a part, in the place of what was ordered of it before.
    pub(super) async fn order(
        &self,
        tx: &mut Tx,
        ordering: &mut Ordering<'_>,
        by: (&UserId, Option<&MoveId>),
        part: ProvisioningPart,
        work: Work,
    ) -> Result<(), ServiceError> {
        let first = match (&part, ordering.existing(by.0, &ProvisioningPart::Account)) {
            (ProvisioningPart::Service(_), Some(account)) if is_awaited(&account) => NEVER,
            _ => ordering.now,
        };
        let goal = work.goal();
        let from = match goal {
            Goal::Present => State::NotProvisioned,
            Goal::Absent => State::Provisioned,
        };
        let state = from.request(goal, first).map_err(ServiceError::internal)?;
        self.write_order(tx, ordering, by, part, (work, state))
            .await
    }

    pub(super) async fn write_order(
        &self,
        tx: &mut Tx,
        ordering: &mut Ordering<'_>,
        (user, commit): (&UserId, Option<&MoveId>),
        part: ProvisioningPart,
        (work, state): (Work, State),
    ) -> Result<(), ServiceError> {
        let home = ordering.home(user)?;
        let existing = ordering.existing(user, &part);
        let work = since_arrived(existing.as_ref(), &home.code, work)?;
        let (id, log) = match existing {
            Some(job) => (job.id, job.log),
            None => (self.new_id()?, Value::Null),
        };
        let connector = connector_for(self.connectors(), home, &part);
        let mut job = ProvisioningJob {
            id,
            user: user.clone(),
            part,
            organization: home.code.clone(),
            connector,
            generation: 0,
            actor: ordering.actor.clone(),
            commit: commit.cloned(),
            work: serde_json::to_value(&work).map_err(ServiceError::internal)?,
            state: Value::Null,
            status: Provisioning::Requested,
            not_before: NEVER,
            is_begun: false,
            ordered: ordering.now,
            changed: ordering.now,
            log,
        };
        put_state(&mut job, &state)?;
        let kind = match state {
            State::Pending => EventKind::Waits,
            _ => EventKind::Ordered,
        };
        let (now, actor) = (ordering.now, ordering.actor);
        note(&mut job, now, kind, Some(actor), None)?;
        let kept = provisioning_jobs::order(tx, &job).await?;
        ordering.keep(kept);
        Ok(())
    }
}

/// A service comes from where it last arrived: what was ordered since and did not come to its end has left it there.
fn since_arrived(
    existing: Option<&ProvisioningJob>,
    home: &OrganizationCode,
    mut work: Work,
) -> Result<Work, ServiceError> {
    let Some(job) = existing.filter(|job| is_open(job)) else {
        return Ok(work);
    };
    let earlier = Work::of(job)?;
    if let Some(from) = earlier.from.filter(|from| from.organization != *home) {
        let goes_along = work.keeps_data || work.from.is_none();
        work.keeps_data = earlier.keeps_data && goes_along && work.goal() == Goal::Present;
        work.from = Some(from);
    }
    Ok(work)
}

/// Puts the values of a service's properties aside where it changes hands; an undo brings back what they were.
async fn values_leave(
    tx: &mut Tx,
    facts: &Snapshot,
    step: &Step,
    is_undo: bool,
) -> Result<(), ServiceError> {
    let Step::Service {
        about,
        service,
        from,
        to,
        before,
        after,
        ..
    } = step
    else {
        return Ok(());
    };
    let has_some = |held: &Option<HeldService>| {
        held.as_ref()
            .is_some_and(|held| !held.properties.is_empty())
    };
    if from == to || !(has_some(before) || has_some(after)) {
        return Ok(());
    }
    let others = after
        .as_ref()
        .map(|held| worked_out(facts, about, service, held));
    let others = others.unwrap_or_default();
    let values = if is_undo {
        ValuesAfter::AsLeft(to)
    } else {
        ValuesAfter::Along(&others)
    };
    Ok(provisioning_jobs::values_leave(tx, about, service, from, values).await?)
}

/// The values that are worked out anew from what somebody is called by now.
fn worked_out(
    facts: &Snapshot,
    user: &UserId,
    service: &ServiceId,
    held: &HeldService,
) -> Map<String, Value> {
    let hosting = facts.hosting.as_ref();
    let known = hosting.and_then(|hosting| hosting.catalogue.services.get(service));
    let hosted = facts.user(user).and_then(|it| it.hosting.as_deref());
    let upn = hosted.and_then(|hosted| hosted.upn.as_deref());
    let (Some(known), Some(upn)) = (known, upn) else {
        return Map::new();
    };
    let anew = known.properties.iter();
    anew.filter(|(name, rule)| {
        **rule == PropertyRule::Regenerate && held.properties.contains(*name)
    })
    .map(|(name, _)| (name.to_string(), Value::from(upn)))
    .collect()
}

/// Whether a patch changes what outside systems are told of an account.
pub(crate) async fn is_told_outside(
    tx: &mut Tx,
    user: &UserId,
    patch: &ProfilePatch,
) -> Result<bool, ServiceError> {
    let ProfilePatch {
        username,
        given,
        surname,
        name,
        status,
        extra,
        ..
    } = patch;
    let names = [username, name].into_iter().any(Option::is_some);
    let parts = [given, surname].into_iter().any(Option::is_some);
    let title = extra.get("title");
    if !(names || parts || status.is_some() || title.is_some()) {
        return Ok(false);
    }
    let Some(now) = people::get(tx, user).await? else {
        return Ok(false);
    };
    let is_other = |wanted: &Option<String>, now: &str| wanted.as_ref().is_some_and(|it| it != now);
    let is_another = |wanted: &Option<Option<String>>, now: &Option<String>| {
        wanted.as_ref().is_some_and(|it| it != now)
    };
    let has_title = now.extra.get("title").unwrap_or(&Value::Null);
    Ok(is_other(username, &now.user.username)
        || is_other(name, &now.user.name)
        || is_another(given, &now.given)
        || is_another(surname, &now.surname)
        || status.is_some_and(|status| status != now.user.status)
        || title.is_some_and(|title| title != has_title))
}

pub(super) fn is_open(job: &ProvisioningJob) -> bool {
    !matches!(
        job.status,
        Provisioning::Provisioned | Provisioning::NotProvisioned
    )
}

impl<'a> Ordering<'a> {
    pub(super) fn existing(
        &self,
        user: &UserId,
        part: &ProvisioningPart,
    ) -> Option<ProvisioningJob> {
        self.there.get(&(user.clone(), part.clone())).cloned()
    }

    pub(super) fn keep(&mut self, job: ProvisioningJob) {
        let key = (job.user.clone(), job.part.clone());
        self.there.insert(key, job);
    }

    fn home(&self, user: &UserId) -> Result<Placed<'a>, ServiceError> {
        let user = self.facts.user(user);
        let home = user.and_then(|user| self.facts.organizations.get(&user.home));
        home.ok_or_else(|| ServiceError::internal("somebody who was moved lives nowhere"))
    }
}

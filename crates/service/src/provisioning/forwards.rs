//! Mail for addresses that are given up and sent on for a while: a contact at the former customer (hosting 4).
//!
//! No connector carries it: it is a task for an administrator, with the addresses, where mail for them goes and the last
//! day. What a move back makes needless is taken back, or a task in its turn where the contact was made.

use super::order::{Ordering, is_open};
use super::{Forward, Work, WorkKind, note, put_state};
use crate::error::ServiceError;
use crate::provisioning::EventKind;
use crate::service::Service;
use rehome_domain::hosting::{AddressHold, is_same_name};
use rehome_domain::ids::{Address, MoveId, UserId};
use rehome_domain::time::Day;
use rehome_domain::user_move::Step;
use rehome_provisioning::state::State;
use rehome_storage::Tx;
use rehome_storage::provisioning_jobs::{self, ProvisioningPart};

/// Whether a step begins or ends the sending on of mail.
pub(super) fn is_about_forwarding(step: &Step) -> bool {
    let forwards = |hold: &Option<AddressHold>| hold.as_ref().is_some_and(|hold| hold.forwards);
    matches!(step, Step::AddressHold { before, after, .. } if forwards(before) || forwards(after))
}

/// The last day of what is kept from now on.
fn last_day(today: Day, hold: &AddressHold) -> Day {
    Day(today.0.saturating_add_unsigned(hold.days))
}

impl Service {
    /// Orders the contacts that the steps of one person ask for, beside those that are not made yet.
    pub(super) async fn order_forwarding(
        &self,
        tx: &mut Tx,
        ordering: &mut Ordering<'_>,
        (user, commit): (&UserId, &MoveId),
        steps: &[&Step],
    ) -> Result<(), ServiceError> {
        if steps.is_empty() {
            return Ok(());
        }
        let (part, today) = (ProvisioningPart::Forwarding, ordering.now.day());
        let hosted = ordering.facts.user(user);
        let hosted = hosted.and_then(|it| it.hosting.as_deref());
        let to = hosted.and_then(|it| it.primary()).cloned();
        let existing = ordering.existing(user, &part);
        let earlier = existing.as_ref().map(Work::of).transpose()?;
        let is_waiting = existing.as_ref().is_some_and(is_open);
        let mut waiting: Vec<Forward> = match &earlier {
            Some(work) if is_waiting && work.kind == WorkKind::Forward => work.forwards.clone(),
            _ => Vec::new(),
        };
        let mut ended: Vec<Forward> = Vec::new();
        let is = |address: &Address| {
            let address = address.clone();
            move |it: &Forward| is_same_name(it.address.as_str(), address.as_str())
        };
        for step in steps {
            let Step::AddressHold {
                address,
                before,
                after,
                ..
            } = step
            else {
                continue;
            };
            let (known, is_it) = (waiting.iter().any(is(address)), is(address));
            waiting.retain(|it| !is_it(it));
            let forward = |hold: &AddressHold| Forward {
                address: address.clone(),
                organization: hold.organization.clone(),
                to: to.clone(),
                until: last_day(today, hold),
            };
            match (before, after) {
                (_, Some(hold)) if hold.forwards => waiting.push(forward(hold)),
                // WHY: what was made is to go again; what nobody has made is just not asked for any more.
                (Some(hold), _) if hold.forwards && !known => ended.push(forward(hold)),
                _ => {}
            }
        }
        waiting.retain(|it| it.until >= today);
        for forward in &mut waiting {
            forward.to.clone_from(&to);
        }
        let (kind, forwards) = match (waiting.is_empty(), ended.is_empty()) {
            (false, _) => (WorkKind::Forward, waiting),
            (true, false) => (WorkKind::EndForwarding, ended),
            (true, true) => return self.forwarding_cancelled(tx, ordering, user).await,
        };
        let work = Work {
            kind,
            forwards,
            ..Work::place(Vec::new())
        };
        self.order(tx, ordering, (user, Some(commit)), part, work)
            .await
    }

    /// Nothing waits any more.
    async fn forwarding_cancelled(
        &self,
        tx: &mut Tx,
        ordering: &mut Ordering<'_>,
        user: &UserId,
    ) -> Result<(), ServiceError> {
        let existing = ordering.existing(user, &ProvisioningPart::Forwarding);
        let Some(mut job) = existing.filter(is_open) else {
            return Ok(());
        };
        put_state(&mut job, &State::NotProvisioned)?;
        let (now, actor) = (ordering.now, ordering.actor);
        note(&mut job, now, EventKind::Cancelled, Some(actor), None)?;
        let kept = provisioning_jobs::order(tx, &job).await?;
        ordering.keep(kept);
        Ok(())
    }
}

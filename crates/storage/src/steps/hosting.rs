//! Steps of hosting trees as rows: names, addresses and what keeps them, services, delegations.

use super::{Applied, Changes};
use crate::directory::NO_END;
use crate::error::StoreError;
use crate::keys::sort_key;
use crate::people::words::{FoundBy, found_by};
use crate::receipt::{Part, Values};
use crate::tx::{Arg, Tx, json, opt_owned, owned};
use rehome_domain::hosting::{AddressHold, HeldService, Provisioning, name_key};
use rehome_domain::ids::UserId;
use rehome_domain::time::Day;
use rehome_domain::user_move::{BasisRecord, Step};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What changes in the row that a person has in a hosting tree.
#[derive(Default)]
pub(super) struct HostedChange<'a> {
    pub(super) home: Option<&'a str>,
    upn: Option<Option<&'a str>>,
    provisioning: Option<Provisioning>,
    department: Option<Option<&'a str>>,
    office: Option<Option<&'a str>>,
    /// Whether sessions and tokens end (ruling 8): with a sign-in name, and with the home (hosting 9.8).
    pub(super) ends_sessions: bool,
}

impl HostedChange<'_> {
    /// The row; none where nothing changes.
    pub(super) fn row(&self, id: &str) -> Option<Values> {
        let Self {
            home,
            upn,
            provisioning,
            department,
            office,
            ends_sessions: _,
        } = self;
        let changes = home.is_some()
            || upn.is_some()
            || provisioning.is_some()
            || department.is_some()
            || office.is_some();
        let key = upn.flatten().map(name_key);
        changes.then(|| {
            vec![
                owned(id),
                opt_owned(*home),
                Arg::from(upn.is_some()),
                opt_owned(upn.flatten()),
                opt_owned(key.as_deref()),
                opt_owned(provisioning.map(Provisioning::as_str)),
                Arg::from(department.is_some()),
                opt_owned(department.flatten()),
                Arg::from(office.is_some()),
                opt_owned(office.flatten()),
            ]
        })
    }
}

/// Whether a family moves in a hosting tree.
pub(super) fn is_hosting(family: &Applied<'_>) -> bool {
    let mut basis = family.basis.iter();
    basis.any(|entry| matches!(entry.record, BasisRecord::Hosting(_)))
}

fn text(name: &Option<Arc<str>>) -> Option<&str> {
    name.as_deref()
}

impl Changes {
    /// Gathers a step of a hosting tree; every other is left alone.
    pub(super) fn gather_hosting<'a>(
        &mut self,
        step: &'a Step,
        today: Day,
        hosted: &mut HostedChange<'a>,
    ) {
        let id = || owned(step.about().as_str());
        hosted.ends_sessions |= step.ends_sessions();
        match step {
            Step::Upn { after, .. } => hosted.upn = Some(text(after)),
            Step::Account { after, .. } => hosted.provisioning = Some(*after),
            Step::Department { after, .. } => hosted.department = Some(text(after)),
            Step::Office { after, .. } => hosted.office = Some(text(after)),
            Step::Address { address, after, .. } => match after {
                Some(used) => {
                    let key = name_key(address.as_str());
                    let primary = Arg::from(used.primary);
                    let row = vec![id(), owned(address.as_str()), owned(&key), primary];
                    self.add(Part::AddressUsed, row);
                }
                None => self.add(Part::AddressGivenUp, vec![id(), owned(address.as_str())]),
            },
            Step::AddressHold { address, after, .. } => {
                let key = owned(&name_key(address.as_str()));
                match after {
                    Some(hold) => {
                        let row = held_back(key, address.as_str(), hold, today);
                        self.add(Part::HeldBack, row);
                    }
                    None => self.add(Part::SetFree, vec![key]),
                }
            }
            Step::Service {
                service, to, after, ..
            } => match after {
                Some(held) => {
                    let own = vec![id(), owned(service.as_str()), owned(to.as_str())];
                    self.add(Part::Served, served(own, held));
                }
                None => self.add(Part::ServedNoLonger, vec![id(), owned(service.as_str())]),
            },
            Step::Delegation {
                delegation, after, ..
            } => {
                let part = if *after {
                    Part::Delegated
                } else {
                    Part::DelegatedNoLonger
                };
                let until = delegation.until.map_or(NO_END, |day| i64::from(day.0));
                let kind = text(&delegation.kind).unwrap_or_default();
                let to = owned(delegation.to.as_str());
                self.add(part, vec![id(), to, Arg::from(until), owned(kind)]);
            }
            Step::Home { .. }
            | Step::Position { .. }
            | Step::RememberedPosition { .. }
            | Step::Role { .. }
            | Step::Subscription { .. }
            | Step::Membership { .. }
            | Step::Manager { .. }
            | Step::Lock { .. }
            | Step::Username { .. }
            | Step::PrimaryLine { .. }
            | Step::Telephony { .. }
            | Step::Profile { .. }
            | Step::Ownership { .. }
            | Step::Transfer { .. } => {}
        }
    }

    /// Who gets another name or address is found by it and no longer by the former one.
    pub(super) async fn gather_words(
        &mut self,
        tx: &mut Tx,
        families: &[Applied<'_>],
    ) -> Result<(), StoreError> {
        let steps = families.iter().flat_map(|family| family.steps);
        let mut renamed: BTreeMap<&UserId, Vec<&Step>> = BTreeMap::new();
        for step in steps.filter(|step| is_about_names(step)) {
            renamed.entry(step.about()).or_default().push(step);
        }
        if renamed.is_empty() {
            return Ok(());
        }
        let before = found_by(tx, renamed.keys().copied()).await?;
        for (id, before) in &before {
            let mut after = before.clone();
            for step in renamed.get(id).into_iter().flatten() {
                rename(&mut after, step);
            }
            let place = sort_key(&before.name);
            let (before, after) = (before.words(id), after.words(id));
            for word in before.difference(&after) {
                self.add(Part::WordsLost, vec![owned(id.as_str()), owned(word)]);
            }
            for word in after.difference(&before) {
                let row = vec![owned(id.as_str()), owned(word), owned(&place)];
                self.add(Part::WordsWon, row);
            }
        }
        Ok(())
    }
}

fn is_about_names(step: &Step) -> bool {
    matches!(
        step,
        Step::Username { .. } | Step::Upn { .. } | Step::Address { .. }
    )
}

/// What somebody is found by after a step.
fn rename(found: &mut FoundBy, step: &Step) {
    match step {
        Step::Username { after, .. } => found.username = after.to_string(),
        Step::Upn { after, .. } => found.upn = after.as_deref().map(name_key),
        Step::Address { address, after, .. } => {
            let key = name_key(address.as_str());
            match after {
                Some(_) => found.addresses.insert(key),
                None => found.addresses.remove(&key),
            };
        }
        _ => {}
    }
}

fn held_back(key: Arg<'static>, address: &str, hold: &AddressHold, today: Day) -> Values {
    let until = i64::from(today.0) + i64::from(hold.days);
    vec![
        key,
        owned(address),
        owned(hold.person.as_str()),
        owned(hold.organization.as_str()),
        Arg::from(i64::from(hold.days)),
        Arg::from(until),
        Arg::from(hold.forwards),
    ]
}

fn served(mut row: Values, held: &HeldService) -> Values {
    // Sizes come out of columns of this kind.
    let bytes = i64::try_from(held.bytes).unwrap_or(i64::MAX);
    row.extend([
        opt_owned(held.instance.as_ref().map(|instance| instance.as_str())),
        opt_owned(held.plan.as_ref().map(|plan| plan.as_str())),
        owned(held.status.as_str()),
        owned(&json(&held.properties)),
        Arg::from(bytes),
        owned("{}"),
        Arg::from(true),
    ]);
    row
}

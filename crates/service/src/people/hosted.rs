//! The hosted account of somebody, changed where it lives: names, department, office, kind (hosting 1 and 4).
//!
//! What can be is the domain's to say ([`rehome_domain::hosting::change`]); here facts are loaded for it, and what
//! follows is written and ordered outside.

use super::{UserPatch, delegations};
use crate::error::{Rejection, ServiceError};
use crate::rights::{Edit, OverUser};
use crate::service::Service;
use rehome_domain::directory::UserEntry;
use rehome_domain::hosting::change::{AccountChange, ChangeCase};
use rehome_domain::hosting::proposal::{self, LONGEST_USERNAME};
use rehome_domain::hosting::{AddressUse, HostedUser, HostingFacts, Provisioning};
use rehome_domain::ids::{Address, UserId};
use rehome_domain::people::User;
use rehome_domain::role::Permission;
use rehome_domain::text::{judge_username, normalized};
use rehome_domain::time::Day;
use rehome_domain::tree::Placed;
use rehome_domain::user_move::apply::apply;
use rehome_domain::user_move::hosting::short_name;
use rehome_domain::user_move::{Finding, Snapshot, Step, View};
use rehome_storage::people;
use rehome_storage::snapshot::{self, Destinations, Wanted};
use rehome_storage::{Tx, sessions};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The field of a record by which an account of a hosting tree says its state.
pub(super) const PROVISIONING: &str = "provisioning";

/// An account as it is to be, and which of its fields are others.
#[derive(Clone, Debug)]
pub(crate) struct HostedWrite {
    hosted: HostedUser,
    fields: Vec<&'static str>,
    ends_sessions: bool,
    is_ordered: bool,
}

impl HostedWrite {
    /// The fields that change, by their names on the wire.
    pub(super) fn fields(&self) -> &[&'static str] {
        &self.fields
    }
}

/// What a patch says of a hosted account, taken out of it; somebody who has one is written to by its primary address.
fn change_of(patch: &mut UserPatch, hosted: &HostedUser) -> AccountChange {
    let line = |text: Option<Option<String>>| {
        text.map(|text| {
            let text = text.map(|text| normalized(&text));
            text.filter(|text| !text.is_empty()).map(Arc::from)
        })
    };
    let mut addresses = patch.addresses.take();
    // WHY: an address that is given away alone is the primary one; the others stay.
    if let (None, Some(email)) = (&addresses, patch.email.take()) {
        let mut all: BTreeMap<Address, AddressUse> = hosted.addresses.clone();
        all.retain(|_, used| !used.primary);
        if let Some(email) = email.map(|email| normalized(&email)) {
            all.insert(Address::new(email), AddressUse { primary: true });
        }
        addresses = Some(all);
    }
    AccountChange {
        upn: patch.upn.take(),
        username: None,
        addresses: addresses.map(|all| {
            let all = all.into_iter();
            all.map(|(address, used)| (Address::new(normalized(address.as_str())), used))
                .collect()
        }),
        department: line(patch.department.take()),
        office: line(patch.office.take()),
        user_type: patch.user_type.take(),
    }
}

/// Takes what a patch says of a hosted account and judges it; none where it says nothing.
pub(super) async fn hosted_change(
    tx: &mut Tx,
    facts: &Snapshot,
    view: &View<'_>,
    right: &OverUser<Edit>,
    patch: &mut UserPatch,
    today: Day,
) -> Result<Option<HostedWrite>, ServiceError> {
    let user = facts.user(&right.user).ok_or(ServiceError::NotFound)?;
    let home = facts.organizations.get(&right.home);
    let there = home.and_then(|home| home.organization.hosting.as_deref());
    let (Some(hosted), Some(there)) = (user.hosting.as_deref(), there) else {
        return if patch.is_about_a_hosted_account() {
            let message = "this person has no hosted account; leave these fields out";
            Err(ServiceError::rejected("not-hosted", message))
        } else {
            Ok(None)
        };
    };
    let mut change = change_of(patch, hosted);
    if let Some(username) = &patch.username {
        let username: Arc<str> = legal_username(username)?.into();
        change.username = Some(username).filter(|name| *name != user.username);
    }
    let delegations = match patch.delegations.take() {
        Some(wanted) => {
            let after = delegations::judged(tx, (view, right), hosted, wanted, today).await?;
            Some(after).filter(|after| *after != hosted.delegations)
        }
        None => None,
    };
    if change.is_nothing() {
        return Ok(delegations.map(|delegations| HostedWrite {
            hosted: HostedUser {
                delegations,
                ..hosted.clone()
            },
            fields: vec![delegations::FIELD],
            ends_sessions: false,
            is_ordered: false,
        }));
    }
    let is_known = |unit: &Option<Option<Arc<str>>>, units: &BTreeSet<Arc<str>>| {
        let unit = unit.as_ref().and_then(Option::as_ref);
        unit.is_none_or(|unit| units.contains(unit))
    };
    if !is_known(&change.department, &there.departments) {
        let message = "the customer has no such department; choose one of its own";
        return Err(ServiceError::rejected("unknown-department", message));
    }
    if !is_known(&change.office, &there.offices) {
        let message = "the customer has no such office; choose one of its own";
        return Err(ServiceError::rejected("unknown-office", message));
    }
    let nothing = HostingFacts::default();
    let mut case = ChangeCase {
        change: &change,
        user,
        hosted,
        home: &right.home,
        there,
        facts: &nothing,
        is_new: false,
        may_rename: home.is_some_and(|home| view.may(Permission::Rename, home)),
    };
    let known = names_known(tx, view, case, &user.id, today).await?;
    if let Some(known) = known.hosting.as_ref() {
        case.facts = known;
    }
    nothing_blocks(case.findings())?;
    let steps = case.steps();
    let mut after = facts.clone();
    apply(&mut after, &steps);
    let changed = after
        .user(&right.user)
        .and_then(|user| user.hosting.clone());
    let mut write = HostedWrite {
        hosted: *changed.ok_or_else(|| ServiceError::internal("a hosted account is gone"))?,
        fields: Vec::new(),
        ends_sessions: steps.iter().any(Step::ends_sessions),
        is_ordered: steps.iter().any(is_requested),
    };
    if let Some(user_type) = change.user_type {
        write.hosted.user_type = user_type;
    }
    if let Some(delegations) = delegations {
        write.hosted.delegations = delegations;
    }
    let (old, new) = (hosted, &write.hosted);
    for (field, differs) in [
        ("upn", old.upn != new.upn),
        ("addresses", old.addresses != new.addresses),
        ("department", old.department != new.department),
        ("office", old.office != new.office),
        ("type", old.user_type != new.user_type),
        (delegations::FIELD, old.delegations != new.delegations),
    ] {
        write.fields.extend(differs.then_some(field));
    }
    Ok(Some(write))
}

fn nothing_blocks(findings: Vec<Finding>) -> Result<(), ServiceError> {
    if !findings.iter().any(|finding| finding.blocks()) {
        return Ok(());
    }
    Err(ServiceError::Rejected(Box::new(Rejection {
        code: "refused",
        message: "this cannot be done as it is; see what stands in the way".to_owned(),
        at: None,
        findings,
        review: None,
    })))
}

/// Gives somebody new in a hosting tree an account there, by the rules that changes of accounts follow: its names are
/// legal, of a domain of the customer and nobody else's, and there is room (hosting 1, 3 and 4). Who has an address
/// signs in by it; who has none, by the username at the primary domain. Nothing happens in other trees.
pub(super) async fn newcomer(
    tx: &mut Tx,
    view: &View<'_>,
    place: Placed<'_>,
    entry: &mut UserEntry,
    today: Day,
) -> Result<(), ServiceError> {
    let Some(there) = place.organization.hosting.as_deref() else {
        return Ok(());
    };
    let username = legal_username(&entry.username)?;
    let local = proposal::bare(&username, &short_name(place));
    let address = entry.addresses.keys().next().cloned();
    let at_home = || {
        there
            .primary_domain()
            .map(|domain| format!("{local}@{domain}"))
    };
    let upn = address.as_ref().map(ToString::to_string).or_else(at_home);
    let change = AccountChange {
        upn: Some(upn.unwrap_or_default()),
        username: Some(username.as_str().into()),
        addresses: address.map(|address| {
            let primary = AddressUse { primary: true };
            BTreeMap::from([(Address::new(&*address), primary)])
        }),
        ..AccountChange::default()
    };
    let user = User::new(&username, &entry.name, place.code.as_str());
    let (hosted, nothing) = (HostedUser::default(), HostingFacts::default());
    let mut case = ChangeCase {
        change: &change,
        user: &user,
        hosted: &hosted,
        home: &place.code,
        there,
        facts: &nothing,
        is_new: true,
        may_rename: false,
    };
    // WHY the actor's: names are looked up for somebody who is there; who lives in no such tree makes nobody in one.
    let known = names_known(tx, view, case, &view.actor.id, today).await?;
    let actor = known.user(&view.actor.id);
    let is_known = actor.is_some_and(|actor| actor.hosting.is_some());
    case.facts = known
        .hosting
        .as_ref()
        .filter(|_| is_known)
        .ok_or(ServiceError::Forbidden)?;
    nothing_blocks(case.findings())?;
    let extra = &mut entry.extra;
    extra.insert("upn".to_owned(), json!(change.upn));
    extra.insert(PROVISIONING.to_owned(), json!(Provisioning::Requested));
    Ok(())
}

/// A username as an account of a hosting tree can have it (hosting 4: 20 characters, the short name among them).
pub(super) fn legal_username(username: &str) -> Result<String, ServiceError> {
    let bad = |message: String| ServiceError::rejected("bad-username", message);
    judge_username(username).map_err(|fault| bad(fault.to_string()))?;
    let username = normalized(username);
    if username.chars().count() > LONGEST_USERNAME {
        let message =
            format!("the username of a hosted account has at most {LONGEST_USERNAME} characters");
        return Err(bad(message));
    }
    Ok(username)
}

fn is_requested(step: &Step) -> bool {
    matches!(
        step,
        Step::Account {
            after: Provisioning::Requested,
            ..
        }
    )
}

/// The facts of the home with whoever has the names that are asked for.
async fn names_known(
    tx: &mut Tx,
    view: &View<'_>,
    case: ChangeCase<'_>,
    whose: &UserId,
    today: Day,
) -> Result<Snapshot, ServiceError> {
    let there = Destinations::These(vec![case.home.clone()]);
    let wanted = Wanted {
        acting_in: Some(view.acting_in.code.clone()),
        names: case.asked(),
        today: Some(today),
        ..Wanted::new(view.actor.id.clone(), vec![whose.clone()], there)
    };
    Ok(snapshot::load(tx, &wanted).await?)
}

impl Service {
    /// Writes an account of which the revision was compared already, and orders it outside.
    pub(super) async fn hosted_write(
        &self,
        tx: &mut Tx,
        right: &OverUser<Edit>,
        write: &HostedWrite,
    ) -> Result<(), ServiceError> {
        people::change_hosted(tx, &right.user, &write.hosted).await?;
        if write.fields.contains(&delegations::FIELD) {
            people::set_delegations(tx, &right.user, &write.hosted.delegations).await?;
        }
        if write.ends_sessions {
            sessions::delete_of_user(tx, &right.user, None).await?;
        }
        if write.is_ordered {
            self.provisioning_order_account(tx, &right.actor, &right.user)
                .await?;
        }
        Ok(())
    }
}

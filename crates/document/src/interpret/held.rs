//! What users hold: roles, subscriptions, addresses.

use super::users::Everybody;
use super::{flag_under, id_under};
use crate::fault::{Code, Log, Path};
use crate::reader::{Node, normal};
use rehome_domain::directory::AddressEntry;
use rehome_domain::ids::RoleId;
use rehome_domain::people::{Grant, Subscription};
use rehome_domain::time::Day;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// How many subscriptions a user can have (ruling 30).
const MAX_SUBSCRIPTIONS: usize = 50;

pub(super) fn grants(
    node: &Node<'_>,
    everybody: &Everybody<'_, '_>,
    path: Path<'_>,
    log: &mut Log,
) -> BTreeSet<Grant> {
    let path = path.key("roles");
    let mut grants = BTreeSet::new();
    for (index, item) in node
        .get("roles")
        .map(Node::items)
        .unwrap_or(&[])
        .iter()
        .enumerate()
    {
        let path = path.index(index);
        let Some(role) = id_under(item, "role").map(|id| normal(Cow::Borrowed(id))) else {
            continue;
        };
        let at = id_under(item, "at");
        let grant = Grant {
            role: RoleId::from(&*role),
            at: at.map(Into::into),
        };
        if let Some(allowed_at) = everybody.roles.get(&grant.role).map(|role| role.allowed_at) {
            let kind = at
                .and_then(|code| everybody.places.get(code))
                .and_then(|place| place.kind);
            match kind {
                None if at.is_none() && !allowed_at.is_empty() => {
                    let message = format!("{role} is held at an organization; give `at`");
                    log.add(item.place, path, Code::RoleNeedsPlace, message);
                }
                Some(_) if allowed_at.is_empty() => {
                    let message = format!("{role} is held at no organization; write `at: null`");
                    log.add(item.place, path, Code::RoleHasNoPlace, message);
                }
                Some(kind) if !allowed_at.contains(&kind) => {
                    let names: Vec<&str> = allowed_at.iter().map(|kind| kind.as_str()).collect();
                    let message = format!(
                        "{role} is not held at a {}, but at a {}",
                        kind.as_str(),
                        names.join(" or ")
                    );
                    log.add(item.place, path, Code::RoleNotHere, message);
                }
                _ => {}
            }
        }
        if !grants.insert(grant) {
            log.add(
                item.place,
                path,
                Code::GrantTwice,
                "this role is already given there; take one of them out",
            );
        }
    }
    grants
}

pub(super) fn subscriptions(
    node: &Node<'_>,
    everybody: &Everybody<'_, '_>,
    path: Path<'_>,
    log: &mut Log,
) -> BTreeSet<Subscription> {
    let mut found = BTreeSet::new();
    let Some(list) = node
        .get("subscriptions")
        .filter(|list| !list.items().is_empty())
    else {
        return found;
    };
    let path = path.key("subscriptions");
    let day =
        |item: &Node<'_>, key: &str| id_under(item, key).and_then(|text| text.parse::<Day>().ok());
    // WHY: ended subscriptions stay as history, whatever became of their user since (ruling 31). Without
    // today's date any that has an end may have ended.
    let is_history = |item: &Node<'_>| {
        day(item, "end").is_some_and(|end| everybody.today.is_none_or(|today| end < today))
    };
    let running = list.items().iter().filter(|item| !is_history(item)).count();
    if running > 0 && node.get("sponsor").is_some() {
        let message = "a dependent has no subscriptions; take them out";
        log.add(list.place, path, Code::DependentSubscribed, message);
    }
    if running > MAX_SUBSCRIPTIONS {
        let message = format!("a user has at most {MAX_SUBSCRIPTIONS} subscriptions");
        log.add(list.place, path, Code::TooManySubscriptions, message);
    }
    let home = id_under(node, "home");
    for (index, item) in list.items().iter().enumerate() {
        let path = path.index(index);
        let Some(to) = id_under(item, "to") else {
            continue;
        };
        if home == Some(to) && !is_history(item) {
            log.add(
                item.place,
                path,
                Code::SubscribedToHome,
                "nobody subscribes to the own home; take this out",
            );
        } else if home.is_some_and(|home| everybody.places.in_different_trees(home, to)) {
            let message = format!("{to:?} lies in another tree; subscriptions stay within one");
            log.add(item.place, path, Code::OtherTree, message);
        }
        let end = day(item, "end");
        let Some(start) = day(item, "start") else {
            continue;
        };
        if end.is_some_and(|end| end < start) {
            log.add(
                item.place,
                path,
                Code::EndsBeforeStart,
                "the subscription ends before it starts; correct a day",
            );
        }
        found.insert(Subscription {
            to: to.into(),
            start,
            end,
        });
    }
    found
}

pub(super) fn addresses(
    node: &Node<'_>,
    path: Path<'_>,
    log: &mut Log,
) -> BTreeMap<Arc<str>, AddressEntry> {
    let mut found = BTreeMap::new();
    let mut primaries = 0;
    for entry in node.get("addresses").map(Node::entries).unwrap_or(&[]) {
        let primary = flag_under(&entry.node, "primary").unwrap_or(false);
        primaries += usize::from(primary);
        if primary && primaries == 2 {
            let path = path.key("addresses");
            let message = "another address is already the primary one; keep one of them";
            log.add(
                entry.place,
                path.key(&entry.key),
                Code::SeveralPrimary,
                message,
            );
        }
        found.insert(Arc::from(&*entry.key), AddressEntry { primary });
    }
    found
}

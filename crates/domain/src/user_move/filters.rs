//! Where somebody goes: where the request says, or where the first filter that fits says (telephony 3A).
//!
//! What filters ask of people is no part of what a person is to the rules; it is loaded where a request has filters.

use super::authority::Refusal;
use super::request::MoveRequest;
use super::request::filters::MoveFilter;
#[cfg(feature = "telephony")]
use super::request::filters::{ASKED_OF_EVERYBODY, Comparison, Condition};
use super::snapshot::Snapshot;
use crate::ids::{AttributeId, OrganizationCode, UserId};
#[cfg(feature = "telephony")]
use crate::organization::OrganizationKind;
#[cfg(feature = "telephony")]
use crate::text::folded;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What filters can ask.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilterFacts {
    /// The attributes of the installation.
    pub attributes: BTreeSet<AttributeId>,
    /// What people have, by name; several values of a group.
    pub values: BTreeMap<UserId, BTreeMap<String, Vec<String>>>,
}

/// Where a request leads somebody; none where no filter of it fits.
pub fn destination_of<'r>(
    snapshot: &Snapshot,
    request: &'r MoveRequest,
    user: &UserId,
) -> Option<&'r OrganizationCode> {
    match &request.filters {
        None => request.destination.as_ref(),
        Some(_) => filter_of(snapshot, request, user).map(|(_, filter)| &filter.destination),
    }
}

/// The first filter that fits somebody, with its place in the list.
pub fn filter_of<'r>(
    snapshot: &Snapshot,
    request: &'r MoveRequest,
    user: &UserId,
) -> Option<(usize, &'r MoveFilter)> {
    let values = snapshot.filtered.as_ref()?.values.get(user)?;
    let mut filters = request.filters.iter().flatten().enumerate();
    filters.find(|(_, filter)| fits(filter, values))
}

#[cfg(not(feature = "telephony"))]
fn fits(_: &MoveFilter, _: &BTreeMap<String, Vec<String>>) -> bool {
    false
}

#[cfg(feature = "telephony")]
fn fits(filter: &MoveFilter, values: &BTreeMap<String, Vec<String>>) -> bool {
    let mut all = filter.all.iter();
    all.all(|(name, condition)| holds(condition, values.get(name).map_or(&[], Vec::as_slice)))
}

#[cfg(feature = "telephony")]
fn holds(condition: &Condition, values: &[String]) -> bool {
    let any = |wanted: &str, test: fn(&str, &str) -> bool| {
        let wanted = folded(wanted);
        let mut values = values.iter().map(|value| folded(value));
        values.any(|value| test(&value, &wanted))
    };
    match condition {
        Condition::IsExactly(text) => any(text, |value, wanted| value == wanted),
        Condition::By(by) => match by {
            Comparison::BeginsWith(text) => any(text, |value, wanted| value.starts_with(wanted)),
            Comparison::EndsWith(text) => any(text, |value, wanted| value.ends_with(wanted)),
            Comparison::Contains(text) => any(text, |value, wanted| value.contains(wanted)),
            Comparison::IsNot(text) => !any(text, |value, wanted| value == wanted),
        },
        Condition::All(all) => all.iter().all(|condition| holds(condition, values)),
    }
}

/// The fields that a request with filters cannot have as they are: a destination beside theirs, nothing to choose by,
/// names that nothing has, and destinations that are no sites.
///
/// # Errors
/// [`Refusal::UnknownDestination`] where one of the destinations is not among those in view.
#[cfg(feature = "telephony")]
pub(super) fn unusable(
    snapshot: &Snapshot,
    request: &MoveRequest,
    is_in_view: impl Fn(&OrganizationCode) -> bool,
) -> Result<Vec<String>, Refusal> {
    let Some(filters) = &request.filters else {
        return Ok(Vec::new());
    };
    let mut fields = Vec::new();
    if filters.is_empty() {
        fields.push("filters".to_owned());
    }
    if request.destination.is_some() {
        fields.push("destination".to_owned());
    }
    let known = snapshot.filtered.as_ref().map(|facts| &facts.attributes);
    let is_known = |name: &str| {
        ASKED_OF_EVERYBODY.contains(&name)
            || known.is_some_and(|known| known.contains(&AttributeId::from(name)))
    };
    for (at, filter) in filters.iter().enumerate() {
        if filter.all.is_empty() {
            fields.push(format!("filters.{at}.all"));
        }
        for (name, condition) in &filter.all {
            if !is_known(name) || !condition.is_filled_in() {
                fields.push(format!("filters.{at}.all.{name}"));
            }
        }
        if !is_in_view(&filter.destination) {
            return Err(Refusal::UnknownDestination);
        }
        let place = snapshot.organizations.get(&filter.destination);
        if place.is_some_and(|place| place.kind != OrganizationKind::Site) {
            fields.push(format!("filters.{at}.destination"));
        }
    }
    Ok(fields)
}

/// The same where nothing is known of sites.
///
/// # Errors
/// None.
#[cfg(not(feature = "telephony"))]
pub(super) fn unusable(
    _: &Snapshot,
    request: &MoveRequest,
    _: impl Fn(&OrganizationCode) -> bool,
) -> Result<Vec<String>, Refusal> {
    let filters = request.filters.iter();
    Ok(filters.map(|_| "filters".to_owned()).collect())
}

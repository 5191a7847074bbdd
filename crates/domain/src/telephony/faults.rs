//! What can be wrong with the telephony of a directory, beyond the shape of its entries: all of it at once.

use super::rewrite::place_of;
use super::setup::{is_code, plans_agree};
use super::{DialPlan, NumberRouting, TelephonyFacts};
use crate::directory::{Directory, Existing};
use crate::ids::{LineId, OrganizationCode, RecordId};
use crate::organization::OrganizationKind;
use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::Arc;

/// One fault: where, and what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TelephonyFault {
    /// The section of the document.
    pub section: &'static str,
    /// The entry there.
    pub id: Arc<str>,
    /// The key of the entry.
    pub key: &'static str,
    /// What is wrong.
    pub kind: FaultKind,
}

/// What can be wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FaultKind {
    /// A code that begins another, or the same one, in one customer (telephony 1).
    #[error("the code begins like that of {0}; choose one that neither begins")]
    CodesOverlap(OrganizationCode),
    /// A code that is not of digits.
    #[error("a site location code is of digits 0 to 9")]
    CodeNotDigits,
    /// A dial plan with codes and no code, or the other way round, or one that the customer's type excludes.
    #[error("dial plan, site location code and the customer's dial plan type do not fit together")]
    PlansDisagree,
    /// Two ranges that share numbers, in one customer (telephony 1).
    #[error("the range shares numbers with {0}; give them different prefixes")]
    RoutingOverlaps(RecordId),
    /// A range whose prefix is not of digits.
    #[error("the prefix of a range is of digits 0 to 9")]
    PrefixNotDigits,
    /// Something that only a site has.
    #[error("only a site has this")]
    NotASite,
    /// A device list of another customer.
    #[error("the device list belongs to another customer")]
    ListOfAnother,
    /// A line without a partition: it is no line of a cluster.
    #[error("a line stands in a partition; name it")]
    NoPartition,
    /// Two lines with cluster, partition and number alike.
    #[error("the number is in the partition of the cluster already, as {0}")]
    LineTwice(LineId),
    /// Two outside numbers alike.
    #[error("the outside number is there already, as {0}")]
    NumberTwice(RecordId),
    /// Two internal numbers alike that are kept at one place.
    #[error("the number is kept there already, as {0}; a place keeps a number once")]
    InventoryTwice(RecordId),
    /// Something that cannot be rewritten.
    #[error("there is no such value to rewrite; name one like phones.locale")]
    NothingToRewrite,
}

/// What organizations are, among those read and those stored.
struct Places<'a> {
    directory: &'a Directory,
    existing: &'a Existing,
}

impl Places<'_> {
    fn of(&self, code: &OrganizationCode) -> Option<(OrganizationKind, Option<&OrganizationCode>)> {
        let read = self.directory.organizations.get(code);
        let read = read.map(|it| (it.kind, it.parent.as_ref()));
        read.or_else(|| {
            let stored = self.existing.organizations.get(code)?;
            Some((stored.kind, stored.parent.as_ref()))
        })
    }

    fn is_site(&self, code: &OrganizationCode) -> bool {
        // WHY: one that is nowhere is told as an unknown reference.
        self.of(code)
            .is_none_or(|(kind, _)| kind == OrganizationKind::Site)
    }

    fn customer<'c>(&'c self, code: &'c OrganizationCode) -> Option<&'c OrganizationCode> {
        const DEEPEST: usize = 64;
        let mut at = Some(code);
        for _ in 0..DEEPEST {
            let here = at?;
            match self.of(here)? {
                (OrganizationKind::Customer, _) => return Some(here),
                (_, above) => at = above,
            }
        }
        None
    }
}

/// Every fault of what was read, among itself and with what is stored.
pub fn faults(
    facts: &TelephonyFacts,
    directory: &Directory,
    existing: &Existing,
) -> Vec<TelephonyFault> {
    let places = Places {
        directory,
        existing,
    };
    let mut found = Vec::new();
    sites(facts, &places, &mut found);
    routing(facts, &places, &mut found);
    for code in facts.site_defaults.keys() {
        if !places.is_site(code) {
            found.push(fault(
                "site_defaults",
                code.as_str(),
                "",
                FaultKind::NotASite,
            ));
        }
    }
    lines(facts, &existing.telephony, &mut found);
    numbers(facts, &existing.telephony, &mut found);
    inventory(facts, &existing.telephony, &mut found);
    for place in facts.settings.rewrite.keys() {
        if place_of(place).is_none() {
            let kind = FaultKind::NothingToRewrite;
            found.push(fault("settings", "rewrite", "", kind));
        }
    }
    found
}

pub(super) fn fault(
    section: &'static str,
    id: &str,
    key: &'static str,
    kind: FaultKind,
) -> TelephonyFault {
    TelephonyFault {
        section,
        id: id.into(),
        key,
        kind,
    }
}

fn sites(facts: &TelephonyFacts, places: &Places<'_>, found: &mut Vec<TelephonyFault>) {
    let mut codes: BTreeMap<Option<&OrganizationCode>, Vec<(&OrganizationCode, &str)>> =
        BTreeMap::new();
    let stored = &places.existing.telephony;
    for (code, place) in &stored.places {
        if let (Some(slc), false) = (&place.slc, facts.places.contains_key(code)) {
            let known = codes.entry(places.customer(code)).or_default();
            known.push((code, slc));
        }
    }
    for (code, place) in &facts.places {
        let mut tell = |key, kind| found.push(fault("organizations", code.as_str(), key, kind));
        let customer = places.customer(code);
        if let Some(slc) = &place.slc {
            if !is_code(slc) {
                tell("slc", FaultKind::CodeNotDigits);
            }
            let known = codes.entry(customer).or_default();
            let overlaps = |(_, other): &&(&OrganizationCode, &str)| {
                slc.starts_with(other) || other.starts_with(&**slc)
            };
            if let Some((other, _)) = known.iter().find(overlaps) {
                tell("slc", FaultKind::CodesOverlap((*other).clone()));
            }
            known.push((code, slc));
        }
        let of_customer = customer.and_then(|it| {
            let known = facts.places.get(it).or_else(|| stored.places.get(it));
            known?.dial_plan_type
        });
        if !plans_agree(place.dial_plan, place.slc.is_some(), of_customer) {
            tell("dial_plan", FaultKind::PlansDisagree);
        }
        let list = place.device_list.as_ref();
        let list = list.and_then(|id| {
            let read = facts.device_lists.get(id);
            read.or_else(|| stored.device_lists.get(id))
        });
        if list.is_some_and(|list| Some(&list.customer) != customer) {
            tell("device_list", FaultKind::ListOfAnother);
        }
        if place.dial_plan != DialPlan::None && !places.is_site(code) {
            tell("dial_plan", FaultKind::NotASite);
        }
    }
}

fn routing(facts: &TelephonyFacts, places: &Places<'_>, found: &mut Vec<TelephonyFault>) {
    let mut before = Ranges::default();
    for (id, range) in &places.existing.telephony.number_routing {
        before.add(places.customer(&range.site), id, range);
    }
    for (id, range) in &facts.number_routing {
        let mut tell = |key, kind| found.push(fault("number_routing", id.as_str(), key, kind));
        if !places.is_site(&range.site) {
            tell("site", FaultKind::NotASite);
        }
        if !is_code(&range.prefix) {
            tell("prefix", FaultKind::PrefixNotDigits);
        }
        let customer = places.customer(&range.site);
        if let Some(other) = before.overlapping(customer, id, range) {
            tell("prefix", FaultKind::RoutingOverlaps(other.clone()));
        }
        before.add(customer, id, range);
    }
}

/// Ranges by what has to be alike for two to share numbers: the customer, and how long the numbers are. Those of one
/// length overlap where one prefix begins the other, so that the next one by prefix says whether any does.
#[derive(Default)]
struct Ranges<'a> {
    known: BTreeMap<(Option<&'a OrganizationCode>, u64), ByPrefix<'a>>,
}

/// Ranges by their prefix.
type ByPrefix<'a> = BTreeMap<&'a str, Vec<&'a RecordId>>;

impl<'a> Ranges<'a> {
    fn add(
        &mut self,
        customer: Option<&'a OrganizationCode>,
        id: &'a RecordId,
        range: &'a NumberRouting,
    ) {
        let alike = self.known.entry((customer, range.length())).or_default();
        alike.entry(&range.prefix).or_default().push(id);
    }

    /// The first other range whose prefix begins this one's, or is begun by it.
    fn overlapping(
        &self,
        customer: Option<&'a OrganizationCode>,
        id: &RecordId,
        range: &NumberRouting,
    ) -> Option<&'a RecordId> {
        let alike = self.known.get(&(customer, range.length()))?;
        let prefix = &*range.prefix;
        let beginnings = prefix.char_indices().map(|(end, _)| prefix.get(..end));
        let shorter = beginnings.flatten().filter_map(|it| alike.get(it));
        let from = (Bound::Included(prefix), Bound::Unbounded);
        let longer = alike.range::<str, _>(from);
        let longer = longer.take_while(|(it, _)| it.starts_with(prefix));
        let others = shorter.chain(longer.map(|(_, ids)| ids)).flatten();
        others.copied().find(|other| *other != id)
    }
}

fn lines(facts: &TelephonyFacts, stored: &TelephonyFacts, found: &mut Vec<TelephonyFault>) {
    let mut known: BTreeMap<_, &LineId> = BTreeMap::new();
    known.extend(stored.lines.iter().map(|(id, line)| (line.identity(), id)));
    for (id, line) in &facts.lines {
        let mut tell = |key, kind| found.push(fault("lines", id.as_str(), key, kind));
        if line.partition.is_empty() {
            tell("partition", FaultKind::NoPartition);
        } else if let Some(other) = known
            .insert(line.identity(), id)
            .filter(|other| *other != id)
        {
            // WHY not the same id: that it is there already is told of the entry.
            tell("pattern", FaultKind::LineTwice(other.clone()));
        }
    }
}

fn numbers(facts: &TelephonyFacts, stored: &TelephonyFacts, found: &mut Vec<TelephonyFault>) {
    let mut known: BTreeMap<&str, &RecordId> = BTreeMap::new();
    known.extend(stored.numbers.iter().map(|(id, it)| (&*it.number, id)));
    for (id, number) in &facts.numbers {
        if let Some(other) = known
            .insert(&number.number, id)
            .filter(|other| *other != id)
        {
            let kind = FaultKind::NumberTwice(other.clone());
            found.push(fault("e164_numbers", id.as_str(), "number", kind));
        }
    }
}

fn inventory(facts: &TelephonyFacts, stored: &TelephonyFacts, found: &mut Vec<TelephonyFault>) {
    let mut known: BTreeMap<_, &RecordId> = BTreeMap::new();
    let stored = stored.inventory.iter();
    known.extend(stored.map(|(id, it)| ((&it.number, &it.at), id)));
    for (id, entry) in &facts.inventory {
        let other = known.insert((&entry.number, &entry.at), id);
        if let Some(other) = other.filter(|other| *other != id) {
            let kind = FaultKind::InventoryTwice(other.clone());
            found.push(fault("inventory", id.as_str(), "number", kind));
        }
    }
}

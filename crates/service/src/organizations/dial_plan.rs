//! Section `dial_plan`: what a site with telephony is set to, its defaults and the ranges it routes.
//!
//! What can be wrong with it the rules for whole directories say (`domain::telephony::faults`), of the site among the
//! others of its customer. To add a field, give it to [`DialPlanPatch`] and [`DialPlanView`]; it is stored in the words of
//! a document.

use crate::error::ServiceError;
use crate::view::present;
use rehome_domain::directory::Directory;
use rehome_domain::ids::{DeviceListId, OrganizationCode, RecordId, RoleId};
use rehome_domain::organization::OrganizationKind;
use rehome_domain::telephony::facts::customer;
use rehome_domain::telephony::faults::{FaultKind, faults};
use rehome_domain::telephony::place::{CUSTOM, LONGEST_MASK, LONGEST_PREFIX};
use rehome_domain::telephony::setup::{LONGEST_VALUE, is_default, is_range, is_value};
use rehome_domain::telephony::{DialPlan, TelephonyFacts};
use rehome_domain::text::normalized;
use rehome_domain::tree::Placed;
use rehome_domain::user_move::Snapshot;
use rehome_storage::Tx;
use rehome_storage::organizations::{self, SiteSection, beside_a_site, site_section};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A range of numbers that a site routes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RangeSetting {
    /// The digits at the beginning.
    pub prefix: String,
    /// How many digits follow.
    pub mask_length: u32,
}

/// Changes of section `dial_plan`; what is absent stays, what is null is taken out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct DialPlanPatch {
    /// The country, like `GB`.
    #[serde(deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub country: Option<Option<String>>,
    /// The systems behind its devices, by a list of the customer's.
    #[serde(deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub device_list: Option<Option<DeviceListId>>,
    /// The dial plan.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dial_plan: Option<DialPlan>,
    /// The site location code.
    #[serde(deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub slc: Option<Option<String>>,
    /// How many digits extensions have.
    #[serde(deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub extension_length: Option<Option<u8>>,
    /// The code that names of its values carry.
    #[serde(deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub internal_code: Option<Option<String>>,
    /// Whether freed numbers cool down; null for as above.
    #[serde(deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub cooling: Option<Option<bool>>,
    /// Defaults by key, like `device_pool` or `custom.softkeys`; null takes one out.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub site_defaults: BTreeMap<String, Option<String>>,
    /// All ranges it routes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number_routing: Option<BTreeSet<RangeSetting>>,
}

/// Section `dial_plan`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[allow(missing_docs)] // WHY: the fields are those of the section.
pub struct DialPlanView {
    pub revision: i64,
    pub country: Option<Arc<str>>,
    pub device_list: Option<DeviceListId>,
    pub dial_plan: DialPlan,
    pub slc: Option<Arc<str>>,
    pub extension_length: Option<u8>,
    pub internal_code: Option<Arc<str>>,
    /// Null where it is as above.
    pub cooling: Option<bool>,
    /// The defaults by key.
    pub site_defaults: BTreeMap<Arc<str>, Arc<str>>,
    /// The ranges it routes.
    pub number_routing: BTreeSet<RangeSetting>,
    /// The dial plan type of the customer: 1 to 3 carry site location codes, 4 is flat; null where it has none. It is
    /// the customer's, and not changed here.
    pub customer_dial_plan_type: Option<u8>,
}

/// The section of a site; none of what is no site.
pub(super) async fn dial_plan_view(
    tx: &mut Tx,
    place: Placed<'_>,
) -> Result<Option<DialPlanView>, ServiceError> {
    if place.kind != OrganizationKind::Site {
        return Ok(None);
    }
    let code = &place.code;
    let Some(stored) = site_section(tx, code).await? else {
        return Ok(None);
    };
    let facts = read(&stored, code)?;
    let of_customer = match customer(place) {
        Some(of) => site_section(tx, &of.code).await?,
        None => None,
    };
    let of_customer = of_customer.and_then(|it| it.body.get("dial_plan_type")?.as_u64());
    let own = facts.place(code).cloned().unwrap_or_default();
    let defaults = facts.site_defaults.get(code).cloned().unwrap_or_default();
    let role = defaults
        .role
        .map(|role| ("role".into(), role.as_str().into()));
    let ranges = facts.number_routing.into_values();
    Ok(Some(DialPlanView {
        revision: stored.revision,
        country: own.country,
        device_list: own.device_list,
        dial_plan: own.dial_plan,
        slc: own.slc,
        extension_length: own.extension_length,
        internal_code: own.internal_code,
        cooling: own.cooling,
        site_defaults: defaults.values.into_iter().chain(role).collect(),
        number_routing: ranges
            .map(|range| RangeSetting {
                prefix: range.prefix.to_string(),
                mask_length: range.mask_length,
            })
            .collect(),
        customer_dial_plan_type: of_customer.and_then(|it| u8::try_from(it).ok()),
    }))
}

fn read(section: &SiteSection, code: &OrganizationCode) -> Result<TelephonyFacts, ServiceError> {
    let facts = section.facts(code);
    facts.ok_or_else(|| ServiceError::internal("the fields of a site cannot be read"))
}

/// The section after the changes, judged among the other sites of the customer.
pub(super) async fn changed(
    tx: &mut Tx,
    place: Placed<'_>,
    facts: &Snapshot,
    stored: &SiteSection,
    patch: &DialPlanPatch,
) -> Result<SiteSection, ServiceError> {
    let mut after = stored.clone();
    fields(&mut after.body, patch)?;
    for (key, value) in &patch.site_defaults {
        default(facts, &mut after.defaults, key, value.as_deref())?;
    }
    if let Some(ranges) = &patch.number_routing {
        after.ranges = routed(tx, &place.code, stored, ranges).await?;
    }
    judge(tx, place, &after).await?;
    Ok(after)
}

fn fields(body: &mut Map<String, Value>, patch: &DialPlanPatch) -> Result<(), ServiceError> {
    let texts = [
        ("country", &patch.country),
        ("slc", &patch.slc),
        ("internal_code", &patch.internal_code),
    ];
    for (key, wanted) in texts {
        if let Some(wanted) = wanted {
            let text = wanted.as_deref().map(text).transpose()?;
            put(body, key, text.map(Value::from));
        }
    }
    if let Some(list) = &patch.device_list {
        put(body, "device_list", list.as_ref().map(|it| json!(it)));
    }
    if let Some(plan) = patch.dial_plan {
        put(body, "dial_plan", Some(json!(plan)));
    }
    if let Some(length) = patch.extension_length {
        put(body, "extension_length", length.map(Value::from));
    }
    if let Some(cooling) = patch.cooling {
        put(body, "cooling", cooling.map(Value::from));
    }
    Ok(())
}

fn put(body: &mut Map<String, Value>, key: &str, value: Option<Value>) {
    match value {
        Some(value) => {
            body.insert(key.to_owned(), value);
        }
        None => {
            body.shift_remove(key);
        }
    }
}

fn text(given: &str) -> Result<String, ServiceError> {
    let text = normalized(given);
    if !is_value(&text) {
        return Err(ServiceError::rejected(
            "site-value-illegal",
            format!(
                "a value of a site is one line of 1 to {LONGEST_VALUE} characters; null takes it out"
            ),
        ));
    }
    Ok(text)
}

fn default(
    facts: &Snapshot,
    defaults: &mut Map<String, Value>,
    key: &str,
    given: Option<&str>,
) -> Result<(), ServiceError> {
    let value = given.map(text).transpose()?;
    if let (true, Some(role)) = (key == "role", &value) {
        let known = facts.role(&RoleId::from(role.as_str()));
        if !known.is_some_and(|role| role.allowed_at.contains(&OrganizationKind::Site)) {
            let message = format!("there is no role {role} at sites");
            return Err(ServiceError::rejected("unknown-role", message));
        }
    }
    if !is_default(key) {
        return Err(ServiceError::rejected(
            "unknown-site-default",
            format!("there is no default {key:?}; own ones begin with custom."),
        ));
    }
    let value = value.map(Value::from);
    let Some((_, own)) = key.split_once('.') else {
        put(defaults, key, value);
        return Ok(());
    };
    let mut custom = match defaults.shift_remove(CUSTOM) {
        Some(Value::Object(custom)) => custom,
        _ => Map::new(),
    };
    put(&mut custom, own, value);
    put(
        defaults,
        CUSTOM,
        (!custom.is_empty()).then_some(Value::Object(custom)),
    );
    Ok(())
}

/// The ranges by id: those that are there keep theirs, new ones get one of their own.
async fn routed(
    tx: &mut Tx,
    code: &OrganizationCode,
    stored: &SiteSection,
    wanted: &BTreeSet<RangeSetting>,
) -> Result<BTreeMap<RecordId, Value>, ServiceError> {
    let mut after = BTreeMap::new();
    for range in wanted {
        let RangeSetting {
            prefix,
            mask_length,
        } = range;
        if !is_range(prefix, *mask_length) {
            return Err(ServiceError::rejected(
                "range-illegal",
                format!(
                    "a range begins with 1 to {LONGEST_PREFIX} digits, and at most {LONGEST_MASK} follow"
                ),
            ));
        }
        let body = json!({"site": code, "prefix": prefix, "mask_length": mask_length});
        let is_it = |it: &&Value| {
            let is_same = |field| it.get(field) == body.get(field);
            is_same("prefix") && is_same("mask_length")
        };
        let known = stored.ranges.iter().find(|(_, it)| is_it(it));
        let id = match known {
            Some((id, _)) => id.clone(),
            None => free_id(tx, &format!("{code}-{prefix}-{mask_length}")).await?,
        };
        after.insert(id, known.map_or(body, |(_, it)| it.clone()));
    }
    Ok(after)
}

/// An id that no range has, whoever's it is.
async fn free_id(tx: &mut Tx, wanted: &str) -> Result<RecordId, ServiceError> {
    let mut id = RecordId::from(wanted);
    let mut further = 2;
    while organizations::is_range(tx, &id).await? {
        id = RecordId::from(format!("{wanted}-{further}").as_str());
        further += 1;
    }
    Ok(id)
}

async fn judge(tx: &mut Tx, place: Placed<'_>, after: &SiteSection) -> Result<(), ServiceError> {
    let code = &place.code;
    let Some(facts) = after.facts(code) else {
        return Err(ServiceError::rejected(
            "site-value-illegal",
            "the values of the site do not fit together",
        ));
    };
    let of = customer(place).ok_or_else(|| ServiceError::internal("a site without a customer"))?;
    let list = facts.place(code).and_then(|it| it.device_list.as_ref());
    let mut beside = beside_a_site(tx, &of.code, list).await?;
    if list.is_some_and(|list| !beside.telephony.device_lists.contains_key(list)) {
        return Err(no_such_list());
    }
    let ranges = &mut beside.telephony.number_routing;
    ranges.retain(|_, range| range.site != *code);
    let found = faults(&facts, &Directory::default(), &beside);
    found
        .into_iter()
        .next()
        .map_or(Ok(()), |it| Err(refusal(&it.kind)))
}

fn no_such_list() -> ServiceError {
    ServiceError::rejected(
        "unknown-device-list",
        "the customer has no such device list",
    )
}

/// WHY without names: who sets one site may not see the others.
fn refusal(kind: &FaultKind) -> ServiceError {
    match kind {
        FaultKind::CodesOverlap(_) => ServiceError::rejected(
            "codes-overlap",
            "the code begins like that of another site of the customer; choose one that neither begins",
        ),
        FaultKind::CodeNotDigits => {
            ServiceError::rejected("bad-site-code", "a site location code is of digits 0 to 9")
        }
        FaultKind::PrefixNotDigits => {
            ServiceError::rejected("range-illegal", "the prefix of a range is of digits 0 to 9")
        }
        FaultKind::RoutingOverlaps(_) => ServiceError::rejected(
            "routing-overlaps",
            "a range shares numbers with another of the customer; give them different prefixes",
        ),
        FaultKind::ListOfAnother => no_such_list(),
        FaultKind::PlansDisagree
        | FaultKind::NotASite
        | FaultKind::NoPartition
        | FaultKind::LineTwice(_)
        | FaultKind::NumberTwice(_)
        | FaultKind::InventoryTwice(_)
        | FaultKind::NothingToRewrite => ServiceError::rejected(
            "dial-plans-disagree",
            "dial plan, site location code and the customer's dial plan type do not fit together",
        ),
    }
}

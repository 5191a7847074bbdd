//! The cast of sites with telephony: Bramble Foods with its sites, and Fern Logistics with one.
//!
//! Paul Reyes of Quay is who moves: a desk phone, a soft phone, both profiles, a mailbox, a Webex user and a tag, on
//! lines 7101 (the primary one) and 7102. Quay and Mill are alike but for their defaults; both have flat numbers.

use crate::cast::{Cast, grant};
use rehome_domain::organization::{Organization, OrganizationKind};
use rehome_domain::people::User;
use rehome_domain::role::{RoleClone, Roles};
use rehome_domain::telephony::{DialPlan, Place, TelephonyFacts};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// The defaults of a site; every value tells whose it is.
fn defaults(code: &str) -> Value {
    let keys = [
        "device_pool",
        "location",
        "region",
        "line_css",
        "line_partition",
        "shared_line_css",
        "e164_mask",
        "voicemail_pilot",
        "default_css",
        "custom.softkeys",
    ];
    let values: BTreeMap<_, _> = keys
        .iter()
        .map(|key| (*key, format!("{code}-{key}")))
        .collect();
    json!({"role": "user", "values": values})
}

fn site() -> Value {
    json!({"country": "GB", "device_list": "dl-1", "dial_plan": "non_slc"})
}

fn line(pattern: &str) -> Value {
    json!({"pattern": pattern, "partition": "quay-line_partition", "cluster": "cl-1", "at": "quay",
           "css": "quay-line_css", "shared_line_css": "quay-shared_line_css"})
}

fn shows(line: &str) -> Value {
    json!({"line": line, "index": 1, "e164_mask": "quay-e164_mask", "partition": "quay-line_partition"})
}

/// What is known of Bramble and Fern.
fn facts() -> TelephonyFacts {
    let both = json!([shows("l-7101"), shows("l-7102")]);
    let facts = json!({
        "places": {
            "bramble": {"deployment": "provider", "cooling": false},
            "quay": {"country": "GB", "device_list": "dl-1", "dial_plan": "non_slc", "internal_code": "Cu1Si1"},
            "mill": site(),
            "dell": site(),
            "fen": {"country": "GB", "device_list": "dl-2", "dial_plan": "non_slc"},
        },
        "device_lists": {
            "dl-1": {"customer": "bramble", "cucm": "cl-1", "cuc": "vm-1"},
            "dl-2": {"customer": "fern", "cucm": "cl-2"},
        },
        "site_defaults": {"quay": defaults("quay"), "mill": defaults("mill"), "dell": defaults("dell"), "fen": defaults("fen")},
        "people": {
            "paul": {"sync_to": "bramble", "cluster": "cl-1", "primary_line": "l-7101"},
            "nora": {"sync_to": "bramble", "cluster": "cl-1", "primary_line": "l-7200"},
        },
        "lines": {"l-7101": line("7101"), "l-7102": line("7102"), "l-7200": line("7200")},
        "devices": {
            "phones/desk": {"owner": "paul", "at": "quay", "kind": "desk", "lines": both, "device_pool": "quay-device_pool",
                            "location": "quay-location", "region": "quay-region", "css": "plain", "locale": "en"},
            "phones/soft": {"owner": "paul", "at": "quay", "kind": "soft", "lines": [shows("l-7101")],
                            "device_pool": "quay-device_pool", "location": "quay-location"},
            "device_profiles/em": {"owner": "paul", "at": "quay", "lines": [shows("l-7101")]},
            "remote_destination_profiles/mobile": {"owner": "paul", "at": "quay", "lines": [shows("l-7101")],
                                                   "device_pool": "quay-device_pool"},
            "phones/nora": {"owner": "nora", "at": "quay", "kind": "desk", "lines": [shows("l-7200")],
                            "device_pool": "quay-device_pool", "location": "quay-location"},
        },
        "belongings": {
            "voicemail/box": {"user": "paul", "at": "quay", "extension": "7101", "pilot": "quay-voicemail_pilot"},
            "webex/w": {"user": "paul", "at": "quay"},
            "agent_tags/t": {"user": "paul", "at": "quay", "line": "l-7101"},
        },
        "inventory": {
            "i-7101": {"number": "7101", "at": "quay", "status": "used"},
            "i-7102": {"number": "7102", "at": "quay", "status": "used"},
            "i-7200": {"number": "7200", "at": "quay", "status": "used"},
        },
    });
    serde_json::from_value(facts).unwrap()
}

impl Cast {
    /// The sites of Bramble and Fern alone.
    pub fn telephony() -> Self {
        let mut cast = Self {
            organizations: BTreeMap::new(),
            users: BTreeMap::new(),
            groups: BTreeMap::new(),
            attributes: BTreeMap::new(),
            roles: Roles::default(),
            hosting: None,
            content: None,
            telephony: Some(facts()),
        };
        use OrganizationKind::{Area, Customer, Provider, Reseller, Site};
        for (code, kind, parent, name) in [
            ("tidewater", Provider, None, "Tidewater"),
            ("kestrel", Reseller, Some("tidewater"), "Kestrel"),
            ("bramble", Customer, Some("kestrel"), "Bramble Foods"),
            ("fern", Customer, Some("kestrel"), "Fern Logistics"),
            ("south", Area, Some("bramble"), "South"),
            ("quay", Site, Some("bramble"), "Quay"),
            ("mill", Site, Some("bramble"), "Mill"),
            ("dell", Site, Some("south"), "Dell"),
            ("fen", Site, Some("fern"), "Fen"),
        ] {
            let organization = Organization::new(code, kind, parent, name);
            cast.organizations.insert(code.into(), organization);
        }
        for (id, home, role) in [
            ("tess", "tidewater", "service_provider_administrator"),
            ("pia", "tidewater", "provider_administrator"),
            ("rhea", "kestrel", "reseller_administrator"),
            ("cleo", "bramble", "customer_administrator"),
            ("fay", "fern", "customer_administrator"),
            ("sid", "quay", "site_administrator"),
            ("paul", "quay", ""),
            ("nora", "quay", ""),
        ] {
            let mut user = User::new(id, id, home);
            if !role.is_empty() {
                user.grants.insert(grant(&format!("{role}@{home}")));
            }
            cast.users.insert(id.into(), user);
        }
        for (id, like) in [("clerk", "user"), ("site-lead", "site_administrator")] {
            let clone = RoleClone {
                like: like.into(),
                allowed_at: BTreeSet::from([Site, Customer]),
                ..RoleClone::default()
            };
            cast.roles.clones.insert(id.into(), clone);
        }
        cast
    }

    /// With what is known of telephony changed.
    #[must_use]
    pub fn phones(mut self, change: impl FnOnce(&mut TelephonyFacts)) -> Self {
        change(self.telephony.as_mut().unwrap());
        self
    }

    /// With what is known of one site changed.
    #[must_use]
    pub fn site(self, code: &str, change: impl FnOnce(&mut Place)) -> Self {
        self.phones(|facts| change(facts.places.entry(code.into()).or_default()))
    }

    /// With the dial plans of Quay and Mill, and codes where they have them.
    #[must_use]
    pub fn dial_plans(self, quay: DialPlan, mill: DialPlan) -> Self {
        let plan = |cast: Self, code: &str, plan: DialPlan, slc: &str| {
            cast.site(code, |place| {
                place.dial_plan = plan;
                place.slc = (plan == DialPlan::Slc).then(|| slc.into());
            })
        };
        plan(plan(self, "quay", quay, "71"), "mill", mill, "72")
    }
}

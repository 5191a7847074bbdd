//! Somebody at a site about whom nearly everything is to be said at once.

use crate::cast::Cast;
use crate::facts::to;
use rehome_domain::telephony::{DialPlan, RecordKey, Section, TelephonyFacts};
use rehome_domain::user_move::MoveRequest;
use serde_json::{Value, json};

fn add(facts: &mut TelephonyFacts, more: Value) {
    let more: TelephonyFacts = serde_json::from_value(more).unwrap();
    facts.lines.extend(more.lines);
    facts.inventory.extend(more.inventory);
    facts.numbers.extend(more.numbers);
    facts.associations.extend(more.associations);
    facts.pickup_groups.extend(more.pickup_groups);
    facts.line_groups.extend(more.line_groups);
    facts.hunt_lists.extend(more.hunt_lists);
    facts.number_routing.extend(more.number_routing);
    facts.device_lists.extend(more.device_lists);
}

fn show(facts: &mut TelephonyFacts, device: &str, line: &str) {
    let key = RecordKey::new(Section::Phones, device);
    let device = facts.devices.get_mut(&key).unwrap();
    let mut shown = device.lines[0].clone();
    shown.line = line.into();
    device.lines.push(shown);
}

/// Paul of Quay, who is to go to Mill with everything in the way that can be: sites that agree in nothing, numbers that
/// are taken, groups and ranges that name his lines, lines that he shares, and roles that are not of sites.
pub fn messy(quay: DialPlan, mill: DialPlan) -> (Cast, MoveRequest) {
    let mut cast = Cast::telephony()
        .dial_plans(quay, mill)
        .newcomer("other", "mill")
        .user("other", |it| it.username = "Paul".into())
        .grant("paul", "clerk@quay");
    cast = cast.phones(|facts| {
        let stands = |at: &str, partition: &str| {
            json!({"pattern": "7101", "partition": partition, "cluster": "cl-1", "at": at})
        };
        add(
            facts,
            json!({
                "lines": {"taken": stands("mill", "mill-line_partition")},
                "inventory": {"i-taken": {"number": "7101", "at": "mill", "status": "reserved"}},
                "numbers": {"e-1": {"number": "+442071010000", "at": "quay"}},
                "associations": {"a-1": {"line": "l-7101", "number": "e-1", "at": "quay"}},
                "pickup_groups": {"pg-1": {"at": "quay", "members": ["l-7101"]}},
                "line_groups": {"lg-1": {"at": "quay", "members": ["l-7101"]}},
                "hunt_lists": {"hl-1": {"at": "quay", "members": [], "line_groups": ["lg-1"]}},
                "number_routing": {"r-1": {"site": "quay", "prefix": "71", "mask_length": 2}},
                "device_lists": {"dl-3": {"customer": "bramble", "cucm": "cl-1"}},
            }),
        );
        show(facts, "nora", "l-7101");
        show(facts, "desk", "l-7200");
        let soft = RecordKey::new(Section::Phones, "soft");
        let soft = facts.devices.get_mut(&soft).unwrap();
        soft.values.insert("css".into(), "Cu1Si1-CSS".into());
        let paul = facts.people.get_mut("paul").unwrap();
        paul.sync_to = Some("quay".into());
        paul.admin_scope = Some("dell".into());
        facts.site_defaults.remove("mill");
        let mill = facts.places.get_mut("mill").unwrap();
        mill.country = Some("DE".into());
        mill.device_list = Some("dl-3".into());
    });
    let mut request = to("paul", "mill");
    request.options.role = Some("customer_administrator".into());
    request.options.move_desk_phones = Some(false);
    (cast, request)
}

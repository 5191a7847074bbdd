//! How long it takes to judge and plan the move of somebody with 20 devices, 60 lines on them and 30 numbers.
//!
//! `cargo run --release -p rehome-domain --example telephony_bench`

use rehome_domain::organization::{Organization, OrganizationKind};
use rehome_domain::people::{Grant, User};
use rehome_domain::telephony::TelephonyFacts;
use rehome_domain::time::Timestamp;
use rehome_domain::tree::Organizations;
use rehome_domain::user_move::{Actor, Channel, MoveRequest, Snapshot, plan};
use serde_json::{Map, Value, json};
use std::time::Instant;

const DEVICES: usize = 20;
const LINES_EACH: usize = 3;
const NUMBERS: usize = 30;
const ROUNDS: u32 = 2_000;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let snapshot = snapshot()?;
    let request = MoveRequest::one("paul", "mill");
    let actor = Actor {
        user: "cleo".into(),
        acting_in: None,
        act_as: None,
        channel: Channel::Attended,
    };
    let now = Timestamp(0);
    if std::env::args().any(|argument| argument == "--facts") {
        // What `crates/judge/phones.mjs` judges by.
        println!(
            "{}",
            json!({"snapshot": snapshot, "actor": actor, "now": now})
        );
        return Ok(());
    }
    let steps = plan(&snapshot, &request, &actor, now)?
        .families
        .iter()
        .map(|family| family.steps.len())
        .sum::<usize>();
    let begun = Instant::now();
    for _ in 0..ROUNDS {
        std::hint::black_box(plan(&snapshot, &request, &actor, now)?);
    }
    let each = begun.elapsed() / ROUNDS;
    println!(
        "{DEVICES} devices, {} appearances, {NUMBERS} numbers: {steps} steps, {each:?} a plan",
        DEVICES * LINES_EACH
    );
    Ok(())
}

fn snapshot() -> Result<Snapshot, serde_json::Error> {
    use OrganizationKind::{Customer, Site};
    let site = |code: &str| Organization::new(code, Site, Some("bramble"), code);
    let mut cleo = User::new("cleo", "Cleo", "bramble");
    cleo.grants.insert(Grant {
        role: "customer_administrator".into(),
        at: Some("bramble".into()),
    });
    let users = [cleo, User::new("paul", "Paul", "quay")];
    Ok(Snapshot {
        organizations: Organizations::from(vec![
            Organization::new("bramble", Customer, None, "Bramble"),
            site("quay"),
            site("mill"),
        ]),
        users: users
            .into_iter()
            .map(|user| (user.id.clone(), user))
            .collect(),
        taken_is_known: true,
        telephony: Some(facts()?),
        ..Snapshot::default()
    })
}

fn facts() -> Result<TelephonyFacts, serde_json::Error> {
    let place = json!({"country": "GB", "device_list": "dl", "dial_plan": "non_slc"});
    let keys = [
        "device_pool",
        "location",
        "line_css",
        "line_partition",
        "shared_line_css",
        "e164_mask",
        "voicemail_pilot",
    ];
    let values: Map<String, Value> = keys
        .iter()
        .map(|key| ((*key).to_owned(), json!("M")))
        .collect();
    let lines: Map<String, Value> = (0..NUMBERS)
        .map(|n| (format!("l-{n}"), json!({"pattern": format!("{}", 7100 + n), "partition": "Q", "cluster": "c", "at": "quay"})))
        .collect();
    let inventory: Map<String, Value> = (0..NUMBERS)
        .map(|n| {
            (
                format!("i-{n}"),
                json!({"number": format!("{}", 7100 + n), "at": "quay", "status": "used"}),
            )
        })
        .collect();
    let devices: Map<String, Value> = (0..DEVICES)
        .map(|d| {
            let shown: Vec<Value> = (0..LINES_EACH)
                .map(|n| json!({"line": format!("l-{}", (d * LINES_EACH + n) % NUMBERS), "partition": "Q"}))
                .collect();
            (format!("phones/d-{d}"), json!({"owner": "paul", "at": "quay", "kind": "soft", "lines": shown}))
        })
        .collect();
    serde_json::from_value(json!({
        "places": {"quay": place, "mill": place},
        "device_lists": {"dl": {"customer": "bramble", "cucm": "c"}},
        "site_defaults": {"mill": {"values": values}},
        "people": {"paul": {"primary_line": "l-0"}},
        "lines": lines, "inventory": inventory, "devices": devices,
    }))
}

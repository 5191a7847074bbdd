//! What a move between sites does: the decision table by dial plan, and every value that is rewritten.

use rehome_domain::people::Grant;
use rehome_domain::telephony::rewrite::{Rewritten, TABLE};
use rehome_domain::telephony::{
    Appearance, Device, DialPlan, NumberStatus, RecordKey, Section, TelephonyFacts,
};
use rehome_domain::user_move::telephony::course::COURSES;
use rehome_domain::user_move::telephony::{Course, DefaultCssOf, LinesGo};
use rehome_domain::user_move::{
    Finding, FindingKind, MoveRequest, OutcomeItem, Scope, Snapshot, Step, outcomes,
};
use rehome_testkit::{Cast, grant, to};
use std::collections::BTreeSet;

fn key(text: &str) -> RecordKey {
    RecordKey::try_from(text.to_owned()).unwrap()
}

/// What is known of telephony after cleo's request.
fn after(cast: &Cast, request: &MoveRequest) -> TelephonyFacts {
    cast.moved("cleo", request).0.telephony.unwrap()
}

fn device<'a>(facts: &'a TelephonyFacts, text: &str) -> &'a Device {
    &facts.devices[&key(text)]
}

fn value<'a>(facts: &'a TelephonyFacts, text: &str, field: &str) -> Option<&'a str> {
    device(facts, text).values.get(field).map(|it| &**it)
}

fn shown<'a>(facts: &'a TelephonyFacts, text: &str) -> &'a Appearance {
    &device(facts, text).lines[0]
}

fn at(facts: &TelephonyFacts, text: &str) -> String {
    let record = facts.record(&key(text)).unwrap();
    record.at().unwrap().to_string()
}

const ALL: [&str; 7] = [
    "phones/desk",
    "phones/soft",
    "device_profiles/em",
    "remote_destination_profiles/mobile",
    "voicemail/box",
    "webex/w",
    "agent_tags/t",
];

#[test]
fn the_course_of_every_pair_of_dial_plans_is_written_once() {
    use DialPlan::{NonSlc, None as NoPlan, Slc};
    let pairs: BTreeSet<_> = COURSES.iter().map(|(from, to, _)| (*from, *to)).collect();
    assert_eq!(pairs.len(), 9);
    let course = |lines, default_css| Some(Course { lines, default_css });
    for (from, to, expected) in [
        (
            NonSlc,
            NonSlc,
            course(LinesGo::Along, DefaultCssOf::Nothing),
        ),
        (NonSlc, NoPlan, course(LinesGo::Along, DefaultCssOf::Lines)),
        (NonSlc, Slc, None),
        (Slc, Slc, course(LinesGo::Nowhere, DefaultCssOf::Nothing)),
        (Slc, NoPlan, course(LinesGo::Nowhere, DefaultCssOf::Devices)),
        (Slc, NonSlc, None),
        (
            NoPlan,
            NoPlan,
            course(LinesGo::Along, DefaultCssOf::Nothing),
        ),
        (
            NoPlan,
            NonSlc,
            course(LinesGo::Along, DefaultCssOf::Nothing),
        ),
        (NoPlan, Slc, None),
    ] {
        assert_eq!(Course::between(from, to), expected, "{from:?} {to:?}");
    }
}

#[test]
fn with_flat_numbers_everything_goes_along() {
    let facts = after(&Cast::telephony(), &to("paul", "mill"));
    for record in ALL.into_iter().chain([
        "lines/l-7101",
        "lines/l-7102",
        "inventory/i-7101",
        "inventory/i-7102",
    ]) {
        assert_eq!(at(&facts, record), "mill", "{record}");
    }
    for record in ["lines/l-7200", "inventory/i-7200", "phones/nora"] {
        assert_eq!(at(&facts, record), "quay", "{record}");
    }
    assert_eq!(facts.inventory["i-7101"].status, NumberStatus::Used);
    assert_eq!(facts.people["paul"].primary_line, Some("l-7101".into()));
}

#[test]
fn every_value_of_the_table_is_rewritten_and_nothing_else() {
    let before = Cast::telephony();
    let facts = after(&before, &to("paul", "mill"));
    let line = &facts.lines["l-7101"];
    let told = [
        ("lines.css", line.values["css"].to_string()),
        ("lines.partition", line.partition.to_string()),
        (
            "lines.shared_line_css",
            line.values["shared_line_css"].to_string(),
        ),
        (
            "appearances.e164_mask",
            shown(&facts, "phones/desk")
                .e164_mask
                .clone()
                .unwrap()
                .to_string(),
        ),
        (
            "phones.device_pool",
            value(&facts, "phones/desk", "device_pool")
                .unwrap()
                .to_owned(),
        ),
        (
            "phones.location",
            value(&facts, "phones/desk", "location").unwrap().to_owned(),
        ),
        (
            "phones.region",
            value(&facts, "phones/desk", "region").unwrap().to_owned(),
        ),
        (
            "remote_destination_profiles.device_pool",
            value(&facts, "remote_destination_profiles/mobile", "device_pool")
                .unwrap()
                .to_owned(),
        ),
        (
            "voicemail.pilot",
            facts.belongings[&key("voicemail/box")].values["pilot"].to_string(),
        ),
    ];
    assert_eq!(told.len(), TABLE.len());
    for (of, field, default, _) in TABLE {
        let name = format!("{}.{field}", of.as_str());
        let (_, found) = told.iter().find(|(told, _)| *told == name).unwrap();
        assert_eq!(*found, format!("mill-{default}"), "{name}");
    }
    for text in [
        "phones/desk",
        "phones/soft",
        "device_profiles/em",
        "remote_destination_profiles/mobile",
    ] {
        let shown = shown(&facts, text);
        assert_eq!(
            shown.partition.as_deref(),
            Some("mill-line_partition"),
            "{text}"
        );
        assert_eq!(shown.e164_mask.as_deref(), Some("mill-e164_mask"), "{text}");
        assert_eq!(shown.index, Some(1), "{text}");
    }
    assert_eq!(value(&facts, "phones/desk", "css"), Some("plain"));
    assert_eq!(value(&facts, "phones/desk", "locale"), Some("en"));
    // Where there is no region, none is written; a device profile gets no device pool.
    assert_eq!(value(&facts, "phones/soft", "region"), None);
    assert_eq!(value(&facts, "device_profiles/em", "device_pool"), None);
    assert_eq!(
        facts.belongings[&key("voicemail/box")].values["extension"].as_ref(),
        "7101"
    );
    let old = before.telephony.unwrap();
    assert_eq!(facts.lines["l-7200"], old.lines["l-7200"]);
    assert_eq!(facts.site_defaults, old.site_defaults);
}

#[test]
fn an_installation_rewrites_more_and_other_values() {
    let cast = Cast::telephony().phones(|facts| {
        for (place, key) in [
            ("phones.softkey_template", "custom.softkeys"),
            ("phones.location", "region"),
        ] {
            facts.settings.rewrite.insert(place.into(), key.into());
        }
    });
    let facts = after(&cast, &to("paul", "mill"));
    assert_eq!(
        value(&facts, "phones/desk", "softkey_template"),
        Some("mill-custom.softkeys")
    );
    assert_eq!(
        value(&facts, "phones/desk", "location"),
        Some("mill-region")
    );
    assert_eq!(
        value(&facts, "phones/desk", "device_pool"),
        Some("mill-device_pool")
    );
    for (of, fields) in
        [Rewritten::Appearance, Rewritten::Record(Section::Webex)].map(|of| (of, of.fields()))
    {
        assert!(fields.len() < 2, "{of:?}");
    }
}

#[test]
fn a_chosen_pool_and_calling_search_space_stand_before_the_defaults() {
    let mut request = to("paul", "mill");
    request.options.device_pool = Some("P".into());
    request.options.line_css = Some("C".into());
    let cast = Cast::telephony().phones(|facts| {
        let defaults = facts.site_defaults.get_mut("mill").unwrap();
        defaults.values.remove("device_pool");
        defaults.values.insert("line_css".into(), "".into());
    });
    let facts = after(&cast, &request);
    assert_eq!(value(&facts, "phones/desk", "device_pool"), Some("P"));
    assert_eq!(
        value(&facts, "remote_destination_profiles/mobile", "device_pool"),
        Some("P")
    );
    assert_eq!(value(&facts, "device_profiles/em", "device_pool"), None);
    assert_eq!(facts.lines["l-7102"].values["css"].as_ref(), "C");
    assert_eq!(
        facts.lines["l-7102"].values["shared_line_css"].as_ref(),
        "mill-shared_line_css"
    );
}

#[test]
fn with_location_codes_devices_go_without_lines_and_numbers_are_free() {
    for (cools, status) in [
        (false, NumberStatus::Available),
        (true, NumberStatus::Cooling),
    ] {
        let cast = Cast::telephony()
            .dial_plans(DialPlan::Slc, DialPlan::Slc)
            .site("bramble", |it| it.cooling = Some(cools));
        let facts = after(&cast, &to("paul", "mill"));
        for record in ALL {
            assert_eq!(at(&facts, record), "mill", "{record}");
        }
        let old = cast.telephony.unwrap();
        assert_eq!(facts.lines, old.lines);
        for device in facts
            .devices
            .values()
            .filter(|it| it.owner == Some("paul".into()))
        {
            assert!(device.lines.is_empty());
        }
        assert_eq!(facts.people["paul"].primary_line, None);
        assert_eq!(facts.inventory["i-7101"].status, status);
        assert_eq!(at(&facts, "inventory/i-7101"), "quay");
        assert_eq!(facts.inventory["i-7200"].status, NumberStatus::Used);
        assert_eq!(
            value(&facts, "phones/desk", "device_pool"),
            Some("mill-device_pool")
        );
        assert_eq!(
            value(&facts, "phones/desk", "location"),
            Some("mill-location")
        );
        assert_eq!(value(&facts, "phones/desk", "css"), Some("plain"));
        let mailbox = &facts.belongings[&key("voicemail/box")];
        assert_eq!(mailbox.values["pilot"].as_ref(), "mill-voicemail_pilot");
        assert_eq!(mailbox.values["extension"].as_ref(), "7101");
        assert_eq!(
            facts.belongings[&key("agent_tags/t")].line,
            Some("l-7101".into())
        );
    }
}

#[test]
fn a_site_says_for_itself_whether_numbers_cool_down_and_a_number_in_use_elsewhere_does_not() {
    let cast = Cast::telephony()
        .dial_plans(DialPlan::Slc, DialPlan::Slc)
        .site("bramble", |it| it.cooling = Some(true))
        .site("quay", |it| it.cooling = Some(false))
        .phones(|facts| {
            let nora = facts.devices.get_mut(&key("phones/nora")).unwrap();
            let mut shared = nora.lines[0].clone();
            shared.line = "l-7102".into();
            nora.lines.push(shared);
        });
    let facts = after(&cast, &to("paul", "mill"));
    assert_eq!(facts.inventory["i-7101"].status, NumberStatus::Available);
    assert_eq!(facts.inventory["i-7102"].status, NumberStatus::Used);
    assert_eq!(facts.devices[&key("phones/nora")].lines.len(), 2);
}

#[test]
fn where_lines_stay_the_primary_line_of_somebody_else_stays_in_use() {
    let cast = Cast::telephony()
        .dial_plans(DialPlan::Slc, DialPlan::Slc)
        .phones(|facts| {
            facts.people.get_mut("nora").unwrap().primary_line = Some("l-7102".into());
        });
    let (moved, plan) = cast.moved("cleo", &to("paul", "mill"));
    let facts = moved.telephony.unwrap();
    assert_eq!(facts.inventory["i-7102"].status, NumberStatus::Used);
    assert_eq!(facts.inventory["i-7101"].status, NumberStatus::Available);
    let left = plan.findings().find_map(|it| match &it.kind {
        FindingKind::NumbersLeftBehind { numbers, .. } => Some(numbers),
        _ => None,
    });
    assert_eq!(left.unwrap(), &["7101".into()]);
}

#[test]
fn at_a_site_with_codes_the_inventory_keeps_extensions_filled_up_with_zeros() {
    let cast = Cast::telephony()
        .dial_plans(DialPlan::Slc, DialPlan::Slc)
        .site("quay", |it| it.extension_length = Some(4))
        .phones(|facts| {
            facts.lines.get_mut("l-7101").unwrap().pattern = "710042".into();
            facts.inventory.get_mut("i-7101").unwrap().number = "42".into();
        });
    let facts = after(&cast, &to("paul", "mill"));
    assert_eq!(facts.inventory["i-7101"].status, NumberStatus::Available);
}

#[test]
fn without_a_dial_plan_there_lines_keep_partition_and_mask_and_get_the_default_css() {
    let cast = Cast::telephony()
        .dial_plans(DialPlan::NonSlc, DialPlan::None)
        .phones(|facts| {
            let defaults = facts.site_defaults.get_mut("mill").unwrap();
            for key in ["line_css", "line_partition", "shared_line_css", "e164_mask"] {
                defaults.values.remove(key);
            }
        });
    let facts = after(&cast, &to("paul", "mill"));
    let line = &facts.lines["l-7101"];
    assert_eq!(line.at, Some("mill".into()));
    assert_eq!(line.partition.as_ref(), "quay-line_partition");
    assert_eq!(line.values["css"].as_ref(), "mill-default_css");
    assert_eq!(line.values["shared_line_css"].as_ref(), "mill-default_css");
    let shown = shown(&facts, "phones/desk");
    assert_eq!(shown.e164_mask.as_deref(), Some("quay-e164_mask"));
    assert_eq!(shown.partition.as_deref(), Some("quay-line_partition"));
    assert_eq!(value(&facts, "phones/desk", "css"), Some("plain"));

    // The installation's default stands in for the site's, and a choice before both.
    let cast = cast.phones(|facts| {
        let defaults = facts.site_defaults.get_mut("mill").unwrap();
        defaults.values.remove("default_css");
        facts.settings.default_css = Some("everywhere".into());
    });
    let mut request = to("paul", "mill");
    let facts = after(&cast, &request);
    assert_eq!(facts.lines["l-7101"].values["css"].as_ref(), "everywhere");
    request.options.line_css = Some("C".into());
    let facts = after(&cast, &request);
    assert_eq!(facts.lines["l-7101"].values["css"].as_ref(), "C");
    assert_eq!(
        facts.lines["l-7101"].values["shared_line_css"].as_ref(),
        "everywhere"
    );
}

#[test]
fn from_codes_to_no_dial_plan_devices_get_the_default_css() {
    let cast = Cast::telephony().dial_plans(DialPlan::Slc, DialPlan::None);
    let facts = after(&cast, &to("paul", "mill"));
    for text in [
        "phones/desk",
        "phones/soft",
        "device_profiles/em",
        "remote_destination_profiles/mobile",
    ] {
        assert_eq!(
            value(&facts, text, "css"),
            Some("mill-default_css"),
            "{text}"
        );
        assert!(device(&facts, text).lines.is_empty(), "{text}");
    }
    assert_eq!(facts.lines, cast.telephony.unwrap().lines);
}

#[test]
fn between_sites_without_dial_plans_lines_only_change_their_site() {
    let cast = Cast::telephony().dial_plans(DialPlan::None, DialPlan::None);
    let facts = after(&cast, &to("paul", "mill"));
    let mut line = cast.telephony.as_ref().unwrap().lines["l-7101"].clone();
    line.at = Some("mill".into());
    assert_eq!(facts.lines["l-7101"], line);
    let cast = Cast::telephony().dial_plans(DialPlan::None, DialPlan::NonSlc);
    let facts = after(&cast, &to("paul", "mill"));
    assert_eq!(
        facts.lines["l-7101"].partition.as_ref(),
        "mill-line_partition"
    );
}

#[test]
fn a_line_that_is_another_persons_primary_stays_and_stays_on_the_device() {
    let cast = Cast::telephony().phones(|facts| {
        facts.people.get_mut("nora").unwrap().primary_line = Some("l-7102".into());
    });
    let facts = after(&cast, &to("paul", "mill"));
    assert_eq!(at(&facts, "lines/l-7102"), "quay");
    assert_eq!(at(&facts, "inventory/i-7102"), "quay");
    let desk = device(&facts, "phones/desk");
    assert_eq!(desk.lines[1].line, "l-7102".into());
    assert_eq!(
        desk.lines[1].partition.as_deref(),
        Some("quay-line_partition")
    );
    assert_eq!(desk.lines[1].e164_mask.as_deref(), Some("quay-e164_mask"));
    assert_eq!(
        desk.lines[0].partition.as_deref(),
        Some("mill-line_partition")
    );
}

#[test]
fn another_persons_device_follows_a_line_by_its_partition_alone() {
    let cast = Cast::telephony().phones(|facts| {
        let nora = facts.devices.get_mut(&key("phones/nora")).unwrap();
        let mut shared = nora.lines[0].clone();
        shared.line = "l-7101".into();
        nora.lines.push(shared);
    });
    let facts = after(&cast, &to("paul", "mill"));
    let nora = device(&facts, "phones/nora");
    assert_eq!(nora.at, Some("quay".into()));
    assert_eq!(
        nora.lines[1].partition.as_deref(),
        Some("mill-line_partition")
    );
    assert_eq!(nora.lines[1].e164_mask.as_deref(), Some("quay-e164_mask"));
    assert_eq!(
        nora.lines[0].partition.as_deref(),
        Some("quay-line_partition")
    );
    assert_eq!(
        nora.values,
        cast.telephony.unwrap().devices[&key("phones/nora")].values
    );
}

#[test]
fn a_desk_phone_left_behind_is_nobodys_and_loses_the_lines_that_go_while_soft_phones_go() {
    let mut request = to("paul", "mill");
    request.options.move_desk_phones = Some(false);
    let cast = Cast::telephony().phones(|facts| {
        facts.people.get_mut("nora").unwrap().primary_line = Some("l-7102".into());
    });
    let facts = after(&cast, &request);
    let desk = device(&facts, "phones/desk");
    assert_eq!(
        (desk.owner.as_ref(), at(&facts, "phones/desk").as_str()),
        (None, "quay")
    );
    let left: Vec<_> = desk.lines.iter().map(|it| it.line.as_str()).collect();
    assert_eq!(left, ["l-7102"]);
    assert_eq!(at(&facts, "phones/soft"), "mill");
    assert_eq!(at(&facts, "device_profiles/em"), "mill");
    assert_eq!(at(&facts, "lines/l-7101"), "mill");
}

#[test]
fn the_person_alone_leaves_everything_as_it_is() {
    let mut request = to("paul", "mill");
    request.options.scope = Some(Scope::UserOnly);
    let cast = Cast::telephony();
    let (moved, plan) = cast.moved("cleo", &request);
    assert_eq!(moved.users["paul"].home, "mill".into());
    assert_eq!(moved.telephony, cast.telephony);
    assert!(
        plan.families[0]
            .steps
            .iter()
            .all(|step| !matches!(step, Step::Telephony { .. } | Step::PrimaryLine { .. }))
    );
    let outcome = &outcomes(&cast.snapshot(), &plan.families[0])["paul"];
    let stays = outcome
        .stays
        .iter()
        .filter(|item| matches!(item, OutcomeItem::Telephony { .. }));
    assert_eq!(stays.count(), ALL.len());
}

#[test]
fn the_role_is_mapped_then_chosen_then_kept() {
    let held = |cast: &Cast, request: &MoveRequest| -> Vec<Grant> {
        let (moved, _) = cast.moved("cleo", request);
        moved.users["paul"].grants.iter().cloned().collect()
    };
    let mut request = to("paul", "mill");
    assert_eq!(held(&Cast::telephony(), &request), []);
    let cast = Cast::telephony().grant("paul", "clerk@quay");
    assert_eq!(held(&cast, &request), [grant("clerk@mill")]);
    request.options.role = Some("user".into());
    assert_eq!(held(&cast, &request), [grant("user@mill")]);
    let cast = cast.phones(|facts| {
        let person = facts.people.get_mut("paul").unwrap();
        person.directory_groups.insert("CN=Desk".into());
        let mapping = |group: &str, role: &str, kind: &str| {
            serde_json::from_value(
                serde_json::json!({"group": group, "role": role, "at_kind": kind}),
            )
            .unwrap()
        };
        facts
            .role_mappings
            .insert("a".into(), mapping("cn=desk", "site_administrator", "site"));
        facts.role_mappings.insert(
            "b".into(),
            mapping("CN=Desk", "site_administrator", "customer"),
        );
        facts
            .role_mappings
            .insert("c".into(), mapping("CN=Desk", "site-lead", "site"));
    });
    assert_eq!(held(&cast, &request), [grant("site-lead@mill")]);
    // Grants elsewhere in the tree stay.
    let cast = Cast::telephony()
        .grant("paul", "site-lead@dell")
        .grant("paul", "user@quay");
    assert_eq!(
        held(&cast, &to("paul", "mill")),
        [grant("site-lead@dell"), grant("user@mill")]
    );
}

#[test]
fn who_lives_at_the_customer_is_placed_onto_a_site_with_lines_and_devices() {
    let cast = Cast::telephony().home("paul", "bramble").phones(|facts| {
        let bramble = Some("bramble".into());
        for line in facts.lines.values_mut() {
            line.at = bramble.clone();
        }
        for device in facts.devices.values_mut() {
            device.at = bramble.clone();
        }
        facts.inventory.get_mut("i-7101").unwrap().at = bramble.clone();
    });
    let facts = after(&cast, &to("paul", "mill"));
    assert_eq!(at(&facts, "lines/l-7101"), "mill");
    assert_eq!(at(&facts, "inventory/i-7101"), "mill");
    assert_eq!(
        value(&facts, "phones/desk", "device_pool"),
        Some("mill-device_pool")
    );
}

#[test]
fn what_becomes_of_each_thing_is_told_with_before_and_after() {
    let cast = Cast::telephony();
    let plan = cast.plan("cleo", &to("paul", "mill"));
    let outcome = &outcomes(&cast.snapshot(), &plan.families[0])["paul"];
    let along = outcome.moves_along.iter();
    let along = along.filter(|item| matches!(item, OutcomeItem::Telephony { .. }));
    assert_eq!(along.count(), 11);
    assert!(outcome.changes.contains(&OutcomeItem::TelephonyValue {
        record: Section::Phones,
        name: "desk".into(),
        value: "device_pool".into(),
        before: Some("quay-device_pool".into()),
        after: Some("mill-device_pool".into()),
    }));
    let cast = cast.dial_plans(DialPlan::Slc, DialPlan::Slc);
    let plan = cast.plan("cleo", &to("paul", "mill"));
    let outcome = &outcomes(&cast.snapshot(), &plan.families[0])["paul"];
    assert!(outcome.lost.contains(&OutcomeItem::PrimaryLine {
        line: "7101".into()
    }));
    assert!(outcome.lost.contains(&OutcomeItem::LineOnDevice {
        line: "7102".into(),
        device: "desk".into(),
    }));
}

#[test]
fn facts_and_steps_read_as_they_were_written() {
    let mut cast = Cast::telephony().dial_plans(DialPlan::Slc, DialPlan::Slc);
    cast = cast.phones(|facts| facts.settings.default_css = Some("D".into()));
    let snapshot = cast.snapshot();
    let text = serde_json::to_string(&snapshot).unwrap();
    assert_eq!(serde_json::from_str::<Snapshot>(&text).unwrap(), snapshot);
    let plan = cast.plan("cleo", &to("paul", "mill"));
    for step in &plan.families[0].steps {
        let text = serde_json::to_string(step).unwrap();
        assert_eq!(serde_json::from_str::<Step>(&text).unwrap(), *step);
        assert_eq!(step.inverse().inverse(), *step);
    }
    for finding in plan.findings() {
        let text = serde_json::to_string(finding).unwrap();
        assert_eq!(serde_json::from_str::<Finding>(&text).unwrap(), *finding);
    }
}

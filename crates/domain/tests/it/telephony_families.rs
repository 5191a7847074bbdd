//! Placements onto sites, without numbers and with, and families of whom some go with services and some alone.

use rehome_domain::telephony::{DialPlan, NumberStatus, RecordKey, TelephonyFacts};
use rehome_domain::user_move::{MoveRequest, PersonOptions, Scope};
use rehome_testkit::{Cast, codes, to};
use std::collections::BTreeMap;

fn key(text: &str) -> RecordKey {
    RecordKey::try_from(text.to_owned()).unwrap()
}

/// Paul at the customer, with everything he has but lines.
fn without_lines() -> Cast {
    let cast = Cast::telephony().home("paul", "bramble");
    cast.phones(|facts| {
        facts.people.get_mut("paul").unwrap().primary_line = None;
        for device in facts.devices.values_mut() {
            if device.owner == Some("paul".into()) {
                device.lines.clear();
                device.at = Some("bramble".into());
            }
        }
        for belonging in facts.belongings.values_mut() {
            belonging.at = Some("bramble".into());
            belonging.line = None;
        }
    })
}

#[test]
fn who_is_placed_at_a_site_with_codes_and_has_no_lines_takes_everything_along() {
    let cast = without_lines().dial_plans(DialPlan::NonSlc, DialPlan::Slc);
    let (after, plan) = cast.moved("cleo", &to("paul", "mill"));
    let facts = after.telephony.unwrap();
    for text in [
        "phones/desk",
        "phones/soft",
        "device_profiles/em",
        "remote_destination_profiles/mobile",
        "voicemail/box",
        "webex/w",
        "agent_tags/t",
    ] {
        let record = facts.record(&key(text)).unwrap();
        assert_eq!(record.at(), Some(&"mill".into()), "{text}");
    }
    let pool = &facts.devices[&key("phones/desk")].values["device_pool"];
    assert_eq!(&**pool, "mill-device_pool");
    let told = codes(plan.findings());
    assert!(told.contains(&"voicemail-stale"), "{told:?}");
    assert!(!told.contains(&"numbers-left-behind"), "{told:?}");
}

#[test]
fn defaults_are_asked_of_a_site_with_codes_for_who_is_placed_there_without_lines() {
    let cast = without_lines()
        .dial_plans(DialPlan::NonSlc, DialPlan::Slc)
        .phones(|facts| {
            facts.site_defaults.remove("mill");
        });
    let told = cast.codes("cleo", &to("paul", "mill"));
    assert!(told.contains(&"site-defaults-missing"), "{told:?}");
}

#[test]
fn who_is_placed_with_lines_still_does_not_fit_a_site_with_codes() {
    let cast = Cast::telephony()
        .home("paul", "bramble")
        .dial_plans(DialPlan::NonSlc, DialPlan::Slc);
    let told = cast.codes("cleo", &to("paul", "mill"));
    assert!(told.contains(&"dial-plans-differ"), "{told:?}");
    // Who goes alone leaves them where they are.
    let mut request = to("paul", "mill");
    request.options.scope = Some(Scope::UserOnly);
    let told = cast.codes("cleo", &request);
    assert!(!told.contains(&"dial-plans-differ"), "{told:?}");
}

/// Paul with Ines, whose phone shows his lines and hers, and whose line is on his phone.
fn family() -> Cast {
    let cast = Cast::telephony().dependent("ines", "paul");
    cast.phones(|facts| {
        let mut own = facts.lines["l-7200"].clone();
        own.pattern = "7300".into();
        facts.lines.insert("l-7300".into(), own);
        let desk = facts.devices[&key("phones/desk")].clone();
        let mut of_ines = desk.clone();
        of_ines.owner = Some("ines".into());
        of_ines.lines[1].line = "l-7300".into();
        facts.devices.insert(key("phones/ines"), of_ines);
        let mut shown = desk.lines[0].clone();
        shown.line = "l-7300".into();
        let desk = facts.devices.get_mut(&key("phones/desk")).unwrap();
        desk.lines.push(shown);
        let ines = facts.people.entry("ines".into()).or_default();
        ines.primary_line = Some("l-7300".into());
        ines.sync_to = Some("bramble".into());
    })
}

fn alone(who: &str) -> MoveRequest {
    let own = PersonOptions {
        scope: Some(Scope::UserOnly),
        ..PersonOptions::default()
    };
    MoveRequest {
        per_person: BTreeMap::from([(who.into(), own)]),
        ..to("paul", "mill")
    }
}

fn partitions(facts: &TelephonyFacts, device: &str) -> Vec<String> {
    let shown = facts.devices[&key(device)].lines.iter();
    shown
        .map(|it| it.partition.clone().unwrap().to_string())
        .collect()
}

#[test]
fn the_phone_of_a_member_who_goes_alone_follows_the_lines_that_go_along() {
    let (after, plan) = family().moved("cleo", &alone("ines"));
    let facts = after.telephony.unwrap();
    assert_eq!(facts.devices[&key("phones/ines")].at, Some("quay".into()));
    assert_eq!(
        partitions(&facts, "phones/ines"),
        ["mill-line_partition", "quay-line_partition"]
    );
    let told = codes(plan.findings());
    assert!(told.contains(&"shared-line"), "{told:?}");
    assert!(told.contains(&"services-left-behind"), "{told:?}");
}

#[test]
fn the_primary_line_of_a_member_who_goes_alone_stays_and_is_told() {
    let (after, plan) = family().moved("cleo", &alone("ines"));
    let facts = after.telephony.unwrap();
    assert_eq!(facts.lines["l-7300"].at, Some("quay".into()));
    assert_eq!(
        partitions(&facts, "phones/desk"),
        [
            "mill-line_partition",
            "mill-line_partition",
            "quay-line_partition"
        ]
    );
    assert!(codes(plan.findings()).contains(&"line-kept"));
}

#[test]
fn a_family_that_goes_with_services_shares_its_lines_with_nobody_else() {
    let (after, plan) = family().moved("cleo", &to("paul", "mill"));
    let facts = after.telephony.unwrap();
    for device in ["phones/desk", "phones/ines"] {
        assert_eq!(facts.devices[&key(device)].at, Some("mill".into()));
        let partitions = partitions(&facts, device);
        assert!(partitions.iter().all(|it| it == "mill-line_partition"));
    }
    let told = codes(plan.findings());
    assert!(!told.contains(&"shared-line"), "{told:?}");
    assert!(!told.contains(&"line-kept"), "{told:?}");
}

#[test]
fn a_line_goes_along_from_wherever_it_stands() {
    for place in ["bramble", "dell", "mill"] {
        let cast = Cast::telephony().phones(|facts| {
            facts.lines.get_mut("l-7102").unwrap().at = Some(place.into());
        });
        let facts = cast.moved("cleo", &to("paul", "mill")).0.telephony.unwrap();
        assert_eq!(facts.lines["l-7102"].at, Some("mill".into()), "{place}");
        let partitions = partitions(&facts, "phones/desk");
        assert!(partitions.iter().all(|it| it == "mill-line_partition"));
        // The number at the source is that of a line there, or below a line that stands above.
        let entry = &facts.inventory["i-7102"];
        let expected = if place == "bramble" { "mill" } else { "quay" };
        assert_eq!(entry.at, Some(expected.into()), "{place}");
    }
}

#[test]
fn a_line_that_is_primary_to_one_who_goes_goes_along_on_every_phone_of_the_family() {
    let cast = family().phones(|facts| {
        facts.lines.get_mut("l-7300").unwrap().at = Some("dell".into());
        facts.people.get_mut("nora").unwrap().primary_line = Some("l-7300".into());
    });
    let (after, plan) = cast.moved("cleo", &to("paul", "mill"));
    let facts = after.telephony.unwrap();
    for device in ["phones/desk", "phones/ines"] {
        let partitions = partitions(&facts, device);
        assert!(partitions.iter().all(|it| it == "mill-line_partition"));
    }
    assert!(!codes(plan.findings()).contains(&"line-kept"));
}

#[test]
fn a_number_that_lines_of_two_members_have_goes_along_with_both() {
    let cast = family().phones(|facts| {
        let own = facts.lines.get_mut("l-7300").unwrap();
        own.pattern = "7101".into();
        own.cluster = Some("cl-2".into());
    });
    let facts = cast.moved("cleo", &to("paul", "mill")).0.telephony.unwrap();
    assert_eq!(facts.inventory["i-7101"].at, Some("mill".into()));
}

#[test]
fn a_number_that_phones_of_the_family_alone_showed_is_free_where_lines_stay() {
    let cast = family().dial_plans(DialPlan::Slc, DialPlan::Slc);
    let facts = cast.moved("cleo", &to("paul", "mill")).0.telephony.unwrap();
    assert_eq!(facts.inventory["i-7101"].status, NumberStatus::Available);
}

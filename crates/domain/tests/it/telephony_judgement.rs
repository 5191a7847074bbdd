//! One person on the way to a site, judged for a screen: the phones before and after, what can be chosen, and every
//! value a plan rewrites.

use rehome_domain::telephony::DialPlan;
use rehome_domain::telephony::phoned::Phoned;
use rehome_domain::telephony::picture::PhonePicture;
use rehome_domain::user_move::rewritten::{ValueChange, rewritten};
use rehome_domain::user_move::{Judgement, MoveRequest, Scope, judgement, plan};
use rehome_testkit::{Cast, NOW, act, to};
use std::collections::BTreeMap;

fn judged(cast: &Cast, request: &MoveRequest) -> Judgement {
    judgement(&cast.snapshot(), request, &act("cleo"), NOW).unwrap()
}

fn phoned(cast: &Cast, request: &MoveRequest) -> Phoned {
    judged(cast, request).phoned.unwrap()
}

/// Each device with where it stands and the numbers on it.
fn devices(picture: &PhonePicture) -> BTreeMap<String, String> {
    let number = |id: &rehome_domain::ids::LineId| {
        let line = picture.lines.iter().find(|line| line.id == *id).unwrap();
        line.number.to_string()
    };
    let told = |device: &rehome_domain::telephony::picture::DrawnDevice| {
        let numbers: Vec<String> = device.lines.iter().map(number).collect();
        let at = device.at.as_ref().unwrap();
        (
            device.key.to_string(),
            format!("{at} {}", numbers.join(" ")),
        )
    };
    picture.devices.iter().map(told).collect()
}

#[test]
fn phones_are_drawn_as_they_are_and_as_they_will_be() {
    let cast = Cast::telephony();
    let phoned = phoned(&cast, &to("paul", "mill"));
    let (before, after) = (devices(&phoned.before), devices(&phoned.after));
    assert_eq!(before["phones/desk"], "quay 7101 7102");
    assert_eq!(after["phones/desk"], "mill 7101 7102");
    assert_eq!(before.len(), 4);
    assert!(phoned.before.lines[0].primary && phoned.after.lines[0].primary);
    assert_eq!(
        phoned.after.lines[0].partition.as_deref(),
        Some("mill-line_partition")
    );
    assert_eq!(phoned.after.services.len(), 3);
    assert!(phoned.lines_go && phoned.has_desk_phones);
    assert_eq!(phoned.default_pool.as_deref(), Some("mill-device_pool"));
    assert_eq!(phoned.default_css.as_deref(), Some("mill-line_css"));
}

#[test]
fn who_moves_alone_leaves_every_phone_as_it_is() {
    let mut alone = to("paul", "mill");
    alone.options.scope = Some(Scope::UserOnly);
    let phoned = phoned(&Cast::telephony(), &alone);
    assert_eq!(phoned.before, phoned.after);
}

#[test]
fn a_desk_phone_that_stays_is_no_longer_among_them() {
    let mut stays = to("paul", "mill");
    stays.options.move_desk_phones = Some(false);
    let phoned = phoned(&Cast::telephony(), &stays);
    assert!(!devices(&phoned.after).contains_key("phones/desk"));
    assert!(devices(&phoned.after).contains_key("phones/soft"));
}

#[test]
fn where_numbers_carry_codes_devices_arrive_without_lines() {
    let cast = Cast::telephony().dial_plans(DialPlan::Slc, DialPlan::Slc);
    let phoned = phoned(&cast, &to("paul", "mill"));
    assert!(!phoned.lines_go && phoned.after.lines.is_empty());
    assert_eq!(devices(&phoned.after)["phones/desk"], "mill ");
}

#[test]
fn only_roles_of_sites_that_the_actor_may_give_can_be_chosen() {
    let roles = phoned(&Cast::telephony(), &to("paul", "mill")).roles;
    let has = |role: &str| roles.iter().any(|id| id.as_str() == role);
    assert!(has("user") && has("clerk") && has("site_administrator"));
    assert!(!has("provider_administrator"), "it ranks above cleo");
    assert!(!has("customer_administrator"), "no site has it");
}

#[test]
fn who_goes_to_no_site_has_nothing_drawn() {
    let cast = Cast::hosting();
    let judged = judgement(&cast.snapshot(), &to("mara", "clover"), &act("rhea"), NOW).unwrap();
    assert!(judged.phoned.is_none() && judged.mapped.is_some());
}

#[test]
fn every_rewritten_value_of_a_plan_is_told_with_what_it_was_and_will_be() {
    let cast = Cast::telephony();
    let plan = plan(&cast.snapshot(), &to("paul", "mill"), &act("cleo"), NOW).unwrap();
    let number = |id: &rehome_domain::ids::LineId| id.as_str().into();
    let told = rewritten(&plan.families[0].steps, &number);
    let has = |record: &str, change: ValueChange| {
        told.iter().any(|row| {
            row.record
                .as_ref()
                .is_some_and(|key| key.to_string() == record)
                && row.change == change
        })
    };
    let value = |line: Option<&str>, value: &str, before: &str, after: &str| ValueChange::Value {
        line: line.map(Into::into),
        value: value.into(),
        pair: [Some(before.into()), Some(after.into())],
    };
    let place = ValueChange::Place([Some("quay".into()), Some("mill".into())]);
    assert!(has("phones/desk", place.clone()) && has("inventory/i-7101", place));
    assert!(has(
        "phones/desk",
        value(None, "device_pool", "quay-device_pool", "mill-device_pool")
    ));
    assert!(has(
        "lines/l-7101",
        value(
            None,
            "partition",
            "quay-line_partition",
            "mill-line_partition"
        )
    ));
    assert!(has(
        "phones/desk",
        value(
            Some("l-7101"),
            "e164_mask",
            "quay-e164_mask",
            "mill-e164_mask"
        )
    ));
    assert!(has(
        "voicemail/box",
        value(
            None,
            "pilot",
            "quay-voicemail_pilot",
            "mill-voicemail_pilot"
        )
    ));
}

#[test]
fn lines_that_are_taken_off_are_told_once_and_the_primary_one_as_cleared() {
    let cast = Cast::telephony().dial_plans(DialPlan::Slc, DialPlan::Slc);
    let plan = plan(&cast.snapshot(), &to("paul", "mill"), &act("cleo"), NOW).unwrap();
    let number = |id: &rehome_domain::ids::LineId| id.as_str().into();
    let told = rewritten(&plan.families[0].steps, &number);
    let of_desk: Vec<&ValueChange> = told
        .iter()
        .filter(|row| {
            row.record
                .as_ref()
                .is_some_and(|key| key.to_string() == "phones/desk")
        })
        .map(|row| &row.change)
        .collect();
    assert!(of_desk.contains(&&ValueChange::Line("l-7102".into(), false)));
    assert!(
        !of_desk
            .iter()
            .any(|it| matches!(it, ValueChange::Value { line: Some(_), .. }))
    );
    let cleared = ValueChange::PrimaryLine([Some("l-7101".into()), None]);
    assert!(told.iter().any(|row| row.change == cleared));
}

#[test]
fn a_site_lacks_what_moves_are_given_there_and_of_a_dial_plan_only_where_it_has_one() {
    let cast = Cast::telephony();
    let facts = cast.telephony.as_ref().unwrap();
    let mill = facts.site_defaults.get("mill");
    assert!(facts.settings.missing(DialPlan::NonSlc, mill).is_empty());
    let lacking = |plan| -> Vec<String> {
        let missing = facts.settings.missing(plan, None);
        missing.iter().map(ToString::to_string).collect()
    };
    let of_devices = ["device_pool", "location", "voicemail_pilot"];
    let flat = lacking(DialPlan::NonSlc);
    assert!(of_devices.iter().all(|key| flat.iter().any(|it| it == key)));
    assert!(flat.contains(&"line_partition".to_owned()) && !flat.contains(&"region".to_owned()));
    assert_eq!(
        lacking(DialPlan::None),
        ["default_css", "device_pool", "location", "voicemail_pilot"]
    );
}

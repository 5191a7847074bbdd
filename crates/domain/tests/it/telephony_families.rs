//! Placements onto sites, without numbers and with.

use rehome_domain::telephony::{DialPlan, RecordKey};
use rehome_domain::user_move::Scope;
use rehome_testkit::{Cast, codes, to};

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

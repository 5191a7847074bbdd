//! Seeded variety of sites with telephony, as [`crate::variety`] makes it of enterprise trees: most scenes are near a
//! move that works, with lines on several people's devices.

use crate::act;
use crate::cast::Cast;
use crate::variety::{Dice, Scene};
use rehome_domain::ids::{LineId, OrganizationCode, UserId};
use rehome_domain::telephony::{
    Appearance, Belonging, Device, DeviceKind, DialPlan, HuntList, InventoryEntry, Line, LineSet,
    NumberRouting, NumberStatus, RecordKey, Section, TelephonyFacts,
};
use rehome_domain::user_move::{MoveRequest, PersonOptions, Scope};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

const PEOPLE: [&str; 4] = ["paul", "nora", "ines", "otto"];
const PLACES: [&str; 6] = ["quay", "quay", "quay", "mill", "dell", "bramble"];

/// The scene of a seed.
pub fn telephony_scene(seed: u64) -> Scene {
    let dice = &mut Dice::new(seed);
    let mut cast = Cast::telephony()
        .newcomer("ines", "quay")
        .newcomer("otto", "mill");
    let plans = [
        (DialPlan::NonSlc, DialPlan::NonSlc),
        (DialPlan::NonSlc, DialPlan::NonSlc),
        (DialPlan::Slc, DialPlan::Slc),
        (DialPlan::NonSlc, DialPlan::None),
        (DialPlan::Slc, DialPlan::None),
        (DialPlan::None, DialPlan::NonSlc),
        (DialPlan::None, DialPlan::None),
        (DialPlan::None, DialPlan::Slc),
        (DialPlan::NonSlc, DialPlan::Slc),
        (DialPlan::Slc, DialPlan::NonSlc),
    ];
    let (quay, mill) = *dice.pick(&plans);
    cast = cast.dial_plans(quay, mill);
    let cools = dice.percent(50);
    cast = cast.site("bramble", |it| it.cooling = Some(cools));
    if dice.percent(20) {
        cast = cast.home("nora", "mill");
    }
    if dice.percent(25) {
        cast = cast.user("ines", |it| it.sponsor = Some("paul".into()));
    }
    if dice.percent(20) {
        // Who is placed is not moved from a site.
        for id in ["paul", "ines"] {
            cast = cast.home(id, "bramble");
        }
    }
    cast = cast.phones(|facts| {
        for person in 0..dice.below(4) {
            people(facts, dice, PEOPLE[person % PEOPLE.len()]);
        }
        for number in 0..dice.below(6) {
            another_line(facts, dice, number);
        }
        for device in 0..dice.below(6) {
            another_device(facts, dice, device);
        }
        rest(facts, dice);
    });
    let actor = *dice.pick(&["tess", "cleo", "cleo", "rhea", "pia", "sid", "fay"]);
    Scene {
        snapshot: cast.snapshot(),
        actor: act(actor),
        request: request(dice),
    }
}

fn people(facts: &mut TelephonyFacts, dice: &mut Dice, id: &str) {
    let lines: Vec<LineId> = facts.lines.keys().cloned().collect();
    let primary = dice.percent(60).then(|| dice.pick(&lines).clone());
    let person = facts.people.entry(id.into()).or_default();
    person.sync_to = Some((*dice.pick(&["bramble", "bramble", "tidewater", "quay"])).into());
    person.primary_line = primary;
}

fn another_line(facts: &mut TelephonyFacts, dice: &mut Dice, number: usize) {
    let at: OrganizationCode = (*dice.pick(&PLACES)).into();
    let pattern: Arc<str> = (*dice.pick(&["7101", "7102", "7200", "7300", "7301"])).into();
    let partition = *dice.pick(&["quay-line_partition", "mill-line_partition", "other"]);
    let line = Line {
        pattern: pattern.clone(),
        partition: partition.into(),
        cluster: Some("cl-1".into()),
        at: Some(at.clone()),
        values: BTreeMap::from([("css".into(), "own".into())]),
    };
    // No two lines are alike.
    if facts
        .lines
        .values()
        .any(|other| other.identity() == line.identity())
    {
        return;
    }
    facts.lines.insert(format!("m-{number}").into(), line);
    // No place keeps a number twice.
    let is_kept = |it: &InventoryEntry| (&it.number, it.at.as_ref()) == (&pattern, Some(&at));
    if facts.inventory.values().any(is_kept) {
        return;
    }
    let entry = InventoryEntry {
        number: pattern,
        at: Some(at),
        status: *dice.pick(&[
            NumberStatus::Used,
            NumberStatus::Used,
            NumberStatus::Reserved,
        ]),
    };
    facts.inventory.insert(format!("n-{number}").into(), entry);
}

fn another_device(facts: &mut TelephonyFacts, dice: &mut Dice, number: usize) {
    let lines: Vec<LineId> = facts.lines.keys().cloned().collect();
    let mut shown = BTreeSet::new();
    for _ in 0..dice.below(4) {
        shown.insert(dice.pick(&lines).clone());
    }
    let section = *dice.pick(&Section::DEVICES);
    // Only phones are of a kind.
    let kind = match *dice.pick(&[DeviceKind::Desk, DeviceKind::Soft]) {
        DeviceKind::Soft if section == Section::Phones => DeviceKind::Soft,
        _ => DeviceKind::Desk,
    };
    let device = Device {
        owner: dice.percent(85).then(|| UserId::from(*dice.pick(&PEOPLE))),
        at: Some((*dice.pick(&PLACES)).into()),
        kind,
        lines: shown
            .into_iter()
            .map(|line| Appearance {
                partition: Some(facts.lines[&line].partition.clone()),
                line,
                index: None,
                e164_mask: None,
            })
            .collect(),
        values: BTreeMap::from([("device_pool".into(), "some".into())]),
    };
    let key = RecordKey::new(section, format!("d-{number}"));
    facts.devices.insert(key, device);
}

fn rest(facts: &mut TelephonyFacts, dice: &mut Dice) {
    let members: BTreeSet<LineId> = facts.lines.keys().take(2).cloned().collect();
    if dice.percent(30) {
        let group = LineSet {
            at: Some("quay".into()),
            members: members.clone(),
        };
        facts.line_groups.insert("lg".into(), group.clone());
        facts.pickup_groups.insert("pg".into(), group);
        let list = HuntList {
            at: Some("quay".into()),
            members: BTreeSet::new(),
            line_groups: BTreeSet::from(["lg".into()]),
        };
        facts.hunt_lists.insert("hl".into(), list);
    }
    if dice.percent(30) {
        let range = NumberRouting {
            site: (*dice.pick(&["quay", "mill"])).into(),
            prefix: "71".into(),
            mask_length: 2,
        };
        facts.number_routing.insert("r".into(), range);
    }
    if dice.percent(30) {
        let tag = Belonging {
            user: "nora".into(),
            at: Some("quay".into()),
            line: Some("l-7200".into()),
            values: BTreeMap::new(),
        };
        facts
            .belongings
            .insert(RecordKey::new(Section::AgentTags, "nora"), tag);
    }
    if dice.percent(10) {
        let defaults = facts.site_defaults.get_mut("mill").unwrap();
        defaults.values.remove("device_pool");
    }
    if dice.percent(15) {
        let keys = [("phones.locale".into(), "custom.softkeys".into())];
        facts.settings.rewrite = BTreeMap::from(keys);
    }
}

fn options(dice: &mut Dice) -> PersonOptions {
    PersonOptions {
        scope: dice.percent(15).then_some(Scope::UserOnly),
        move_desk_phones: dice.percent(40).then(|| dice.percent(50)),
        device_pool: dice.percent(10).then(|| "chosen".to_owned()),
        line_css: dice.percent(10).then(|| "chosen".to_owned()),
        role: dice
            .percent(25)
            .then(|| (*dice.pick(&["user", "clerk", "site-lead", "site_administrator"])).into()),
        ..PersonOptions::default()
    }
}

fn request(dice: &mut Dice) -> MoveRequest {
    let for_all = options(dice);
    let per_person = PEOPLE.iter().filter_map(|id| {
        let scope = *dice.pick(&[Scope::UserOnly, Scope::WithServices]);
        let own = PersonOptions {
            scope: Some(scope),
            ..options(dice)
        };
        dice.percent(20).then(|| (UserId::from(*id), own))
    });
    let per_person = per_person.collect();
    let many = dice.percent(40);
    let one = *dice.pick(&["paul", "paul", "paul", "nora", "ines", "otto"]);
    MoveRequest {
        subject: (!many).then(|| one.into()),
        subjects: many.then(|| PEOPLE.iter().map(|id| UserId::from(*id)).collect()),
        destination: Some((*dice.pick(&["mill", "mill", "mill", "dell", "quay", "fen"])).into()),
        options: for_all,
        per_person,
        ..MoveRequest::default()
    }
}

//! Seeded variety of hosting trees, as [`crate::variety`] makes it of enterprise trees: most scenes are near a move that
//! works.

use crate::act;
use crate::cast::Cast;
use crate::hosting::{held, instance};
use crate::variety::{Dice, Scene};
use rehome_domain::hosting::{
    Delegation, DomainMode, MailDomain, NameKind, PropertyRule, Provisioning, Transfer, UserType,
};
use rehome_domain::ids::{OrganizationCode, UserId};
use rehome_domain::people::{Group, UserStatus};
use rehome_domain::user_move::{
    AddressFate, Disposition, MoveRequest, PersonOptions, ServiceChoice,
};
use std::collections::BTreeMap;

const MOVERS: [&str; 6] = ["mara", "jon", "mina", "cass", "una", "leo"];
const DESTINATIONS: [&str; 6] = ["clover", "clover", "clover", "bramble", "fern", "kestrel"];
const SERVICES: [(&str, &str); 4] = [
    ("exchange", "mailbox-25"),
    ("ocs", "chat"),
    ("crm", "any"),
    ("blackberry", "any"),
];
const ROLES: [&str; 4] = [
    "customer_administrator",
    "user_administrator",
    "reseller_administrator",
    "service_administrator",
];

/// The scene of a seed.
pub fn hosting_scene(seed: u64) -> Scene {
    let dice = &mut Dice::new(seed);
    let mut cast = Cast::hosting().dependent("leo", "jon");
    cast = cast.user("leo", |it| it.hosting = Some(Box::default()));
    for code in ["bramble", "clover"] {
        cast = cast.hosted_at(code, |it| {
            for service in ["crm", "blackberry"] {
                let main = BTreeMap::from([("main".into(), instance(&["any"]))]);
                it.services.insert(service.into(), main);
            }
        });
    }
    for code in ["bramble", "clover", "fern", "otter"] {
        let group = Group {
            id: format!("{code}-group").as_str().into(),
            name: code.into(),
            organization: code.into(),
            dynamic: dice.percent(30),
        };
        cast.groups.insert(group.id.clone(), group);
    }
    for _ in 0..dice.below(4) {
        cast = organization(cast, dice);
    }
    for _ in 0..dice.below(12) {
        cast = person(cast, dice);
    }
    if dice.percent(30) {
        let names = [
            "mara.quinn@clover.example",
            "jon@clover.example",
            "mara.quinn_CLOVER",
        ];
        let kinds = [NameKind::Upn, NameKind::Address, NameKind::Username];
        let taken = (*dice.pick(&kinds), *dice.pick(&names));
        cast = cast.knowing(|it| it.names_of_others.push(taken));
    }
    let request = request(dice);
    let actor = *dice.pick(&[
        "tess",
        "tess",
        "tess",
        "rhea",
        "otis",
        "cleo",
        "tess@kestrel",
    ]);
    let actor = act(actor);
    Scene {
        snapshot: cast.snapshot(),
        actor,
        request,
    }
}

fn organization(cast: Cast, dice: &mut Dice) -> Cast {
    let code = *dice.pick(&["bramble", "clover", "fern", "kestrel", "otter"]);
    let roll = dice.below(11);
    let number = dice.below(4) as u32;
    let transfer = *dice.pick(&[Transfer::Movable, Transfer::Recreate, Transfer::Blocked]);
    let service = dice.pick(&SERVICES).0;
    let plan = *dice.pick(&[
        "mailbox-25",
        "mailbox-50",
        "fern-25",
        "basic-box",
        "chat",
        "any",
    ]);
    let rule = *dice.pick(&[PropertyRule::Copy, PropertyRule::Require]);
    if roll < 2 {
        return cast.knowing(|it| {
            let known = it.catalogue.services.get_mut(service).unwrap();
            if roll == 0 {
                known.transfer = transfer;
            } else {
                known.properties.insert("line_uri".into(), rule);
            }
        });
    }
    cast.hosted_at(code, |it| match roll {
        2 => it.location = Some("apac".into()),
        3 => it.user_limit = Some(number + 2),
        4 => it.storage_bytes = Some(u64::from(number) * 1_000),
        5 => it.quarantine_days = number * 10,
        6 => {
            it.roles_restricted.insert("user_administrator".into());
        }
        7 => it.departments.clear(),
        8 => {
            let domain = MailDomain {
                mode: DomainMode::Relay,
                ..MailDomain::default()
            };
            it.domains.insert("shared.example".into(), domain);
        }
        _ => {
            let instances = it.services.entry(service.into()).or_default();
            let name = if number == 0 { "second" } else { "main" };
            instances.insert(name.into(), instance(&[plan, "any"]));
        }
    })
}

fn person(cast: Cast, dice: &mut Dice) -> Cast {
    let id = *dice.pick(&MOVERS);
    let other: UserId = (*dice.pick(&MOVERS)).into();
    let home = cast.users[id].home.clone();
    let (service, plan) = *dice.pick(&SERVICES);
    let status = *dice.pick(&[
        Provisioning::Provisioned,
        Provisioning::Provisioned,
        Provisioning::Provisioned,
        Provisioning::Provisioned,
        Provisioning::Provisioned,
        Provisioning::NotProvisioned,
        Provisioning::Failed,
        Provisioning::Requested,
    ]);
    let role = *dice.pick(&ROLES);
    match dice.below(14) {
        0 => cast.status(id, UserStatus::Disabled),
        1 => cast.locked(id),
        2 | 3 => cast.grant(id, &format!("{role}@{home}")),
        4 => cast.manager(id, Some(other.as_str())),
        5 => cast.user(id, |it| {
            it.groups.insert(format!("{home}-group").as_str().into());
        }),
        6 if dice.percent(20) => cast.hosted(id, |it| it.user_type = UserType::Template),
        7 => cast.hosted(id, |it| it.provisioning = status),
        8 => cast.hosted(id, |it| {
            it.delegations.insert(Delegation {
                to: other,
                until: None,
                kind: None,
            });
        }),
        9 => cast.hosted(id, |it| it.department = Some("Fresh Produce".into())),
        10 => cast.hosted(id, |it| {
            let address = format!("{id}.extra@shared.example");
            it.addresses
                .insert(address.as_str().into(), Default::default());
        }),
        _ => cast.hosted(id, |it| {
            let service = it
                .services
                .entry(service.into())
                .or_insert_with(|| held(plan));
            service.status = status;
        }),
    }
}

fn request(dice: &mut Dice) -> MoveRequest {
    let destination: OrganizationCode = (*dice.pick(&DESTINATIONS)).into();
    let subject = *dice.pick(&MOVERS);
    let mut request =
        MoveRequest::one(if dice.percent(40) { "mara" } else { subject }, destination);
    if dice.percent(25) {
        request.subject = None;
        let chosen = MOVERS.iter().filter(|_| dice.percent(50));
        let chosen: Vec<UserId> = chosen.map(|id| (*id).into()).collect();
        request.subjects = Some(if chosen.is_empty() {
            vec!["mara".into()]
        } else {
            chosen
        });
        request.per_person.extend(dice.percent(40).then(|| {
            let first = request.subjects.iter().flatten().next().unwrap();
            (first.clone(), options(dice))
        }));
    } else {
        request.options = options(dice);
    }
    request.options.move_locked = Some(true);
    request
}

fn options(dice: &mut Dice) -> PersonOptions {
    let mut options = PersonOptions::default();
    if dice.percent(15) {
        options.upn =
            Some((*dice.pick(&["x.y@clover.example", "Mara@shared.example", "bad"])).into());
    }
    if dice.percent(15) {
        let address = *dice.pick(&["x.y@clover.example", "mara@shared.example"]);
        options.primary_address = Some(address.into());
    }
    if dice.percent(30) {
        options.rename_username = Some(dice.percent(70));
    }
    if dice.percent(25) {
        let fates = [
            AddressFate::Keep,
            AddressFate::Drop,
            AddressFate::ForwardDays(7),
        ];
        let address = *dice.pick(&["mara@shared.example", "MARA.quinn@bramble.example"]);
        options.addresses = Some(BTreeMap::from([(address.into(), *dice.pick(&fates))]));
    }
    if dice.percent(30) {
        let dispositions = [
            Disposition::Move,
            Disposition::Deprovision,
            Disposition::Recreate,
        ];
        let choice = ServiceChoice {
            disposition: *dice.pick(&dispositions),
            instance: dice.percent(50).then(|| "main".into()),
            plan: dice.percent(30).then(|| "mailbox-50".into()),
        };
        let service = dice.pick(&SERVICES).0;
        options.services = Some(BTreeMap::from([(service.into(), choice)]));
    }
    options
}

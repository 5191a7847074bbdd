//! What a copy makes: who the new person is, what is taken over, and what never is.

use rehome_domain::hosting::asked::{AskedName, NamesThere, Newcomer, chosen, for_newcomer};
use rehome_domain::hosting::{HostedUser, NameKind, PropertyRule, Provisioning};
use rehome_domain::user_copy::{CopyRequest, OriginalRecord, Password, PropertyValue, canonical};
use rehome_domain::user_move::Step;
use rehome_testkit::Cast;
use rehome_testkit::copies::{copy_of, nina};
use rehome_testkit::hosting::held;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

fn record() -> OriginalRecord {
    OriginalRecord {
        fields: ["title", "web_page", "admin_scope"].map(Into::into).into(),
        never_expires: true,
    }
}

/// Mara with everything that is hers alone, and everything that is copied.
fn cast() -> Cast {
    let mut cast = Cast::hosting()
        .manager("mara", Some("jon"))
        .grant("mara", "user_administrator@bramble")
        .user("mara", |it| {
            it.mapping_id = Some("M17".into());
            it.locked = true;
            let attributes = ["cost_centre", "phone", "employee_id"].map(Into::into);
            it.attributes = attributes.into();
        });
    for (name, rule) in [
        ("mailbox_size", PropertyRule::Copy),
        ("sip_address", PropertyRule::Regenerate),
        ("retention", PropertyRule::Default),
        ("line_uri", PropertyRule::Require),
    ] {
        cast = cast
            .knowing(|it| {
                let exchange = it.catalogue.services.get_mut("exchange").unwrap();
                exchange.properties.insert(name.into(), rule);
            })
            .hosted("mara", |it| {
                let exchange = it.services.get_mut("exchange").unwrap();
                exchange.properties.insert(name.into());
            });
    }
    cast
}

#[test]
fn somebody_new_is_called_as_the_customer_calls_people() {
    let cast = cast().hosted_at("bramble", |it| {
        it.display_name_format = Some("%s, %g".into())
    });
    let person = cast.copied("cleo", &nina()).person.unwrap();
    assert_eq!(&*person.name, "Park, Nina");
    assert_eq!(&*person.username, "nina_BRAMBLE");
    assert_eq!(&*person.upn, "nina@bramble.example");
    let addresses: Vec<(&str, bool)> = person
        .addresses
        .iter()
        .map(|(address, used)| (address.as_str(), used.primary))
        .collect();
    assert_eq!(addresses, [("nina.park@bramble.example", true)]);
}

#[test]
fn a_proposed_username_fits_and_steps_aside_and_a_chosen_one_does_neither() {
    let long = copy_of("mara", "a.very.long.name.of.somebody@bramble.example");
    let person = cast().copied("cleo", &long).person.unwrap();
    assert_eq!(&*person.username, "a.very.long_BRAMBLE");
    assert!(person.username.len() <= 20);
    let taken = cast().user("jon", |it| it.username = "nina_bramble".into());
    let person = taken.copied("cleo", &nina()).person.unwrap();
    assert_eq!(&*person.username, "nina2_BRAMBLE");
    let mut chosen = nina();
    chosen.user.username = Some("nina_BRAMBLE".to_owned());
    assert!(taken.copied("cleo", &chosen).is_blocked());
}

#[test]
fn what_is_copied_and_what_is_not_stands_by_name() {
    let plan = cast().try_copy("cleo", &nina(), &record()).unwrap();
    let person = plan.person.unwrap();
    let names = |names: &BTreeSet<std::sync::Arc<str>>| -> Vec<String> {
        names.iter().map(ToString::to_string).collect()
    };
    assert_eq!(
        names(&person.copied),
        [
            "cost_centre",
            "department",
            "manager",
            "office",
            "title",
            "web_page"
        ]
    );
    assert_eq!(
        names(&person.left_out),
        ["admin_scope", "employee_id", "mapping_id", "phone", "roles"]
    );
    assert!(person.account.never_expires && !person.account.disabled);
    assert!(person.roles.is_empty());
    assert_eq!(person.manager, Some("jon".into()));
}

#[test]
fn a_property_is_taken_over_made_anew_left_or_missing_as_its_service_says() {
    let person = cast().copied("cleo", &nina()).person.unwrap();
    let exchange = &person.services["exchange"];
    assert_eq!(exchange.status, Provisioning::Pending);
    assert_eq!(exchange.missing, BTreeSet::from(["line_uri".into()]));
    assert_eq!(
        exchange.properties,
        BTreeMap::from([
            ("mailbox_size".into(), PropertyValue::Original),
            (
                "sip_address".into(),
                PropertyValue::Names(json!("nina@bramble.example"))
            ),
        ])
    );
    let mut filled = nina();
    let values = BTreeMap::from([("line_uri".into(), json!("tel:+49301"))]);
    filled.properties.insert("exchange".into(), values);
    let person = cast().copied("cleo", &filled).person.unwrap();
    let exchange = &person.services["exchange"];
    assert_eq!(exchange.status, Provisioning::Requested);
    assert!(exchange.missing.is_empty());
    assert_eq!(exchange.held().bytes, 0);
}

#[test]
fn provisioned_services_are_ticked_and_the_others_are_not_offered() {
    let cast = Cast::hosting().hosted("mara", |it| {
        let mut chat = held("chat");
        chat.status = Provisioning::Pending;
        it.services.insert("ocs".into(), chat);
    });
    let all = cast.copied("cleo", &nina()).person.unwrap();
    let services: Vec<&str> = all.services.keys().map(|it| it.as_str()).collect();
    assert_eq!(services, ["exchange"]);
    let mut none = nina();
    none.copy_services = Some(BTreeSet::new());
    assert!(
        cast.copied("cleo", &none)
            .person
            .unwrap()
            .services
            .is_empty()
    );
}

#[test]
fn a_copy_into_another_customer_takes_its_names_plans_and_departments() {
    let cast = cast().hosted_at("fern", |it| it.departments.clear());
    let mut request = copy_of("mara", "nina@fern.example");
    request.destination = Some("fern".into());
    let person = cast.copied("tess", &request).person.unwrap();
    assert_eq!(
        (person.home.as_str(), &*person.username),
        ("fern", "nina_FERN")
    );
    assert_eq!(person.services["exchange"].plan, Some("fern-25".into()));
    assert_eq!((person.department, person.manager), (None, None));
    assert_eq!(person.office.as_deref(), Some("Quay"));
}

#[test]
fn neither_request_nor_plan_holds_the_password_and_the_digest_holds_what_came_of_it() {
    let bytes = |request: &CopyRequest| {
        let plan = cast().copied("cleo", request);
        let decision = canonical::decision(request, &plan);
        let text = format!("{plan:?} {}", String::from_utf8_lossy(&decision));
        let password = request.user.password.as_ref().unwrap();
        assert!(!text.contains(password.text()), "{text}");
        decision
    };
    let with = |password: &str| {
        let mut request = nina();
        request.user.password = Some(Password::new(password));
        request
    };
    assert_eq!(bytes(&with("Hemlock-771")), bytes(&with("Foxglove-992")));
    assert_ne!(bytes(&with("Hemlock-771")), bytes(&with("hemlock")));
}

#[test]
fn the_steps_name_somebody_who_has_no_id_yet_and_nobody_else() {
    let person = cast().copied("cleo", &nina()).person.unwrap();
    let steps = person.steps(&person.id());
    assert!(steps.iter().all(|step| *step.about() == person.id()));
    assert!(
        steps
            .iter()
            .any(|step| matches!(step, Step::Service { after: Some(_), .. }))
    );
    let written = serde_json::to_string(&steps).unwrap();
    assert!(!written.contains("mara"), "{written}");
}

#[test]
fn every_name_that_is_proposed_to_somebody_new_is_asked_for() {
    let cast = Cast::hosting();
    let clover = cast.organizations["clover"].hosting.clone().unwrap();
    let there = NamesThere {
        hosting: &clover,
        short_name: "CLOVER",
    };
    let mut asked = BTreeSet::new();
    let newcomer = Newcomer {
        given: Some("Nina".to_owned()),
        surname: Some("Park".to_owned()),
        name: "Nina Park".to_owned(),
        upn: "nina@clover.example".to_owned(),
    };
    for_newcomer(&newcomer, there, &mut asked);
    chosen(&newcomer.upn, [there], &mut asked);
    let covers = |kind, name: &str| asked.iter().any(|it: &AskedName| it.covers(kind, name));
    for taken in 0..3 {
        let mut full = cast.clone();
        for at in 0..taken {
            let number = if at == 0 {
                String::new()
            } else {
                (at + 1).to_string()
            };
            full =
                full.newcomer(&format!("other{at}"), "clover")
                    .user(&format!("other{at}"), |it| {
                        it.username = format!("nina{number}_CLOVER").into();
                        let addresses = [
                            format!("nina.park{number}@clover.example"),
                            format!("nina{number}@clover.example"),
                        ];
                        let addresses =
                            addresses.map(|it| (it.as_str().into(), Default::default()));
                        it.hosting = Some(Box::new(HostedUser {
                            addresses: addresses.into(),
                            ..HostedUser::default()
                        }));
                    });
        }
        let request = copy_of("mina", &newcomer.upn);
        let person = full.copied("rhea", &request).person.unwrap();
        assert!(
            covers(NameKind::Username, &person.username),
            "{}",
            person.username
        );
        for address in person.addresses.keys() {
            assert!(covers(NameKind::Address, address.as_str()), "{address}");
        }
    }
}

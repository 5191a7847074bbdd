//! What a screen is told of a copy while somebody fills it in.

use rehome_domain::hosting::{PropertyRule, Provisioning};
use rehome_domain::ids::RoleId;
use rehome_domain::user_copy::copied::{Copied, CopyJudgement};
use rehome_domain::user_copy::{
    AddedService, CopyRequest, OriginalRecord, Password, RolesWanted, RolesWord, judgement,
};
use rehome_domain::user_move::Refusal;
use rehome_testkit::copies::{GOOD_PASSWORD, nina};
use rehome_testkit::hosting::instance;
use rehome_testkit::{Cast, NOW, act, codes};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

fn judged(cast: &Cast, who: &str, request: &CopyRequest) -> Result<CopyJudgement, Refusal> {
    let record = OriginalRecord::default();
    judgement(&cast.snapshot(), request, &act(who), &record, NOW)
}

fn copied(cast: &Cast, who: &str, request: &CopyRequest) -> Copied {
    judged(cast, who, request).unwrap().copied.unwrap()
}

#[test]
fn it_says_what_the_plan_says_and_leaves_the_password_to_its_field() {
    let cast = Cast::hosting();
    for password in [None, Some("short"), Some(GOOD_PASSWORD)] {
        let mut request = nina();
        request.user.password = password.map(Password::new);
        let told = judged(&cast, "cleo", &request).unwrap();
        assert_eq!(told.findings, cast.copied("cleo", &nina()).findings);
        let copied = told.copied.unwrap();
        let finding = copied.password(password.unwrap_or_default());
        let planned = cast.copied("cleo", &request).findings;
        let planned = planned.iter().find(|it| it.code() == "password-policy");
        assert_eq!(finding.as_ref(), planned);
    }
}

#[test]
fn a_password_that_is_to_come_blocks_nothing_and_cannot_be_written() {
    let cast = Cast::hosting();
    let request = |password| {
        let mut request = nina();
        request.user.password = Some(password);
        request
    };
    let (known, to_come) = (
        request(Password::new(GOOD_PASSWORD)),
        request(Password::to_come()),
    );
    assert_eq!(cast.copied("cleo", &known), cast.copied("cleo", &to_come));
    assert!(!serde_json::to_string(&to_come).unwrap().contains("assword"));
    for written in [r#""to_come""#, "null", r#"{"to_come": null}"#] {
        let read = serde_json::from_str::<Option<Password>>(written);
        assert!(
            !read.is_ok_and(|it| it.is_some_and(|it| it.is_to_come())),
            "{written}"
        );
    }
}

#[test]
fn names_are_proposed_until_somebody_chooses() {
    let cast = Cast::hosting();
    let proposed = copied(&cast, "cleo", &nina());
    let name = proposed.name.as_ref().unwrap();
    assert_eq!((&*name.text, name.chosen), ("Nina Park", false));
    let username = proposed.username.as_ref().unwrap();
    assert_eq!((&*username.text, username.chosen), ("nina_BRAMBLE", false));
    assert_eq!(&*proposed.addresses[0].text, "nina.park@bramble.example");
    assert_eq!(
        proposed.domains.first().map(|it| &**it),
        Some("bramble.example")
    );
    let mut request = nina();
    request.user.name = Some("N. Park".to_owned());
    request.user.username = Some("npark".to_owned());
    let chosen = copied(&cast, "cleo", &request);
    assert!(chosen.name.is_some_and(|it| it.chosen) && chosen.username.is_some_and(|it| it.chosen));
}

#[test]
fn roles_stand_there_with_whether_they_can_be_given() {
    let cast = Cast::hosting()
        .grant("mara", "user_administrator@bramble")
        .grant("mara", "reseller_administrator@bramble");
    let mut request = nina();
    request.roles = RolesWanted::Word(RolesWord::Copy);
    let row = |who: &str, request: &CopyRequest, role: &str| {
        let roles = copied(&cast, who, request).roles;
        let row = roles.into_iter().find(|row| row.role == RoleId::new(role));
        row.map(|row| (row.held, row.wanted, row.can_be_given))
    };
    assert_eq!(
        row("cleo", &request, "user_administrator"),
        Some((true, true, true))
    );
    assert_eq!(
        row("cleo", &request, "reseller_administrator"),
        Some((true, true, false))
    );
    assert_eq!(
        row("cleo", &nina(), "service_administrator"),
        Some((false, false, true))
    );
    assert_eq!(row("cleo", &nina(), "service_provider_administrator"), None);
    assert_eq!(
        row("una", &nina(), "user_administrator"),
        Some((true, false, false))
    );
    assert_eq!(
        row("una", &nina(), "service_administrator"),
        None,
        "Una grants nothing"
    );
}

#[test]
fn services_stand_there_held_ones_first_with_what_is_still_wanted() {
    let cast = Cast::hosting()
        .knowing(|it| {
            let ocs = it.catalogue.services.get_mut("ocs").unwrap();
            ocs.properties
                .insert("line_uri".into(), PropertyRule::Require);
        })
        .hosted_at("bramble", |it| {
            let chat = BTreeMap::from([("main".into(), instance(&["chat"]))]);
            it.services.insert("ocs".into(), chat);
        });
    let alone = copied(&cast, "cleo", &nina());
    assert!(alone.may_add);
    let exchange = &alone.services[0];
    assert_eq!(exchange.service.as_str(), "exchange");
    assert!(exchange.comes && exchange.can_be_copied && !exchange.added);
    assert_eq!(exchange.status, Provisioning::Requested);
    let ocs = alone.service(&"ocs".into()).unwrap();
    assert!(!ocs.comes && ocs.held.is_none());
    assert_eq!(ocs.status, Provisioning::NotProvisioned);

    let mut request = nina();
    request.copy_services = Some(BTreeSet::new());
    request
        .add_services
        .insert("ocs".into(), AddedService::default());
    let added = copied(&cast, "cleo", &request);
    assert!(!added.service(&"exchange".into()).unwrap().comes);
    let ocs = added.service(&"ocs".into()).unwrap();
    assert_eq!((ocs.status, ocs.added), (Provisioning::Pending, true));
    assert_eq!(ocs.missing, BTreeSet::from(["line_uri".into()]));
    let given = BTreeMap::from([("line_uri".into(), json!("tel:+4420"))]);
    request.properties.insert("ocs".into(), given);
    let filled = copied(&cast, "cleo", &request);
    assert_eq!(
        filled.service(&"ocs".into()).unwrap().status,
        Provisioning::Requested
    );

    let una = judged(&cast, "una", &request).unwrap();
    assert!(!una.copied.unwrap().may_add);
    assert!(codes(&una.findings).contains(&"service-rights-missing"));
}

#[test]
fn who_may_not_copy_is_told_nothing() {
    let cast = Cast::hosting();
    assert_eq!(judged(&cast, "sven", &nina()), Err(Refusal::NotAllowed));
    assert_eq!(judged(&cast, "eve", &nina()), Err(Refusal::UnknownSubject));
}

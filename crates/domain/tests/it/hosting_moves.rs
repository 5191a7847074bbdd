//! What a move in a hosting tree does: both directions of every reading of hosting 9, the steps, and what is left to save.

use rehome_domain::hosting::{
    AddressUse, Delegation, HeldService, PropertyRule, Provisioning, Structure, Transfer, UserType,
};
use rehome_domain::organization::OrganizationStatus;
use rehome_domain::people::{Group, User, UserStatus};
use rehome_domain::user_move::{
    AddressFate, Disposition, FamilyPlan, MoveRequest, OutcomeItem, PersonOptions, ServiceChoice,
    Step, Verdict, canonical, outcomes, plan,
};
use rehome_testkit::hosting::held;
use rehome_testkit::{Cast, NOW, act, all_to, codes, to};
use serde_json::json;
use std::collections::BTreeMap;

fn family(cast: &Cast, actor: &str, request: &MoveRequest) -> FamilyPlan {
    cast.plan(actor, request).families.remove(0)
}

/// Mara after she moved to Clover with these options.
fn mara_at_clover(cast: Cast, change: impl FnOnce(&mut PersonOptions)) -> (User, FamilyPlan, Cast) {
    let mut request = to("mara", "clover");
    change(&mut request.options);
    let (after, mut plan) = cast.moved("tess", &request);
    (after.users["mara"].clone(), plan.families.remove(0), after)
}

fn addresses(user: &User) -> Vec<(&str, bool)> {
    let hosted = user.hosting.as_ref().unwrap();
    hosted
        .addresses
        .iter()
        .map(|(it, used)| (it.as_str(), used.primary))
        .collect()
}

fn found<'a>(family: &'a FamilyPlan, code: &str) -> Vec<&'a rehome_domain::user_move::Finding> {
    family
        .findings
        .iter()
        .filter(|finding| finding.code() == code)
        .collect()
}

fn deprovision() -> ServiceChoice {
    ServiceChoice {
        disposition: Disposition::Deprovision,
        instance: None,
        plan: None,
    }
}

fn with_ocs(cast: Cast) -> Cast {
    cast.hosted("mara", |it| {
        it.services.insert("ocs".into(), held("chat"));
    })
}

#[test]
fn a_move_gives_names_addresses_and_services_of_the_destination() {
    let (mara, plan, after) = mara_at_clover(Cast::hosting(), |_| {});
    let hosted = mara.hosting.as_ref().unwrap();
    assert_eq!(mara.home.as_str(), "clover");
    assert_eq!(hosted.upn.as_deref(), Some("mara.quinn@clover.example"));
    assert_eq!(&*mara.username, "mara.quinn_BRAMBLE");
    assert_eq!(
        addresses(&mara),
        [
            ("mara.quinn@clover.example", true),
            ("mara@clover.example", false)
        ]
    );
    let exchange = &hosted.services["exchange"];
    assert_eq!(exchange.status, Provisioning::Requested);
    assert_eq!(hosted.provisioning, Provisioning::Requested);
    assert_eq!(exchange.bytes, 1_000);
    let holds = after.hosting.unwrap().holds;
    let hold = &holds["mara.quinn@bramble.example"];
    assert_eq!(
        (hold.person.as_str(), hold.days, hold.forwards),
        ("mara", 30, false)
    );
    assert_eq!(holds.len(), 2);
    assert_eq!(plan.verdict(), Verdict::Works);
    assert!(plan.steps.iter().any(Step::ends_sessions));
}

#[test]
fn what_a_move_does_is_told_in_five_groups() {
    let (cast, request) = (Cast::hosting(), to("mara", "clover"));
    let snapshot = cast.snapshot();
    let family = family(&cast, "tess", &request);
    let mara = &outcomes(&snapshot, &family)["mara"];
    let service = OutcomeItem::Service {
        service: "exchange".into(),
        plan: Some("mailbox-25".into()),
    };
    assert!(mara.moves_along.contains(&service));
    let old = OutcomeItem::Address {
        address: "mara.quinn@bramble.example".into(),
        primary: true,
    };
    assert!(mara.lost.contains(&old));
    assert!(
        mara.changes
            .iter()
            .any(|item| matches!(item, OutcomeItem::Upn { .. }))
    );
    assert!(
        mara.gained
            .iter()
            .any(|item| matches!(item, OutcomeItem::Address { primary: true, .. }))
    );
}

#[test]
fn reading_1_what_travels_is_data() {
    let cast = Cast::hosting();
    let catalogue = cast.hosting.as_ref().unwrap().catalogue.clone();
    for movable in ["exchange", "ocs", "blackberry"] {
        assert_eq!(catalogue.transfer(&movable.into()), Transfer::Movable);
    }
    for blocked in ["lync", "sharepoint", "crm", "sharefile", "never-heard-of"] {
        assert_eq!(catalogue.transfer(&blocked.into()), Transfer::Blocked);
    }
    let with_crm = cast.hosted("mara", |it| {
        it.services.insert("crm".into(), HeldService::default());
    });
    assert!(family(&with_crm, "tess", &to("mara", "clover")).is_blocked());
    let widened = with_crm
        .knowing(|it| it.catalogue.services.get_mut("crm").unwrap().transfer = Transfer::Recreate)
        .hosted_at("clover", |it| {
            let main = rehome_testkit::hosting::instance(&[]);
            it.services
                .insert("crm".into(), BTreeMap::from([("main".into(), main)]));
        });
    assert!(!family(&widened, "tess", &to("mara", "clover")).is_blocked());
}

#[test]
fn reading_2_everything_goes_along_and_unticking_deprovisions_at_the_source() {
    let (mara, plan, _) = mara_at_clover(with_ocs(Cast::hosting()), |_| {});
    assert_eq!(mara.hosting.unwrap().services.len(), 2);
    assert!(found(&plan, "service-deprovisioned").is_empty());

    let (mara, plan, _) = mara_at_clover(with_ocs(Cast::hosting()), |it| {
        it.services = Some(BTreeMap::from([("ocs".into(), deprovision())]));
    });
    // What the choice leaves out follows its preselection (ruling 64).
    assert_eq!(
        mara.hosting
            .unwrap()
            .services
            .into_keys()
            .collect::<Vec<_>>(),
        ["exchange".into()]
    );
    assert_eq!(found(&plan, "service-deprovisioned").len(), 1);
}

#[test]
fn what_is_deprovisioned_need_not_be_at_the_destination() {
    let cast = with_ocs(Cast::hosting());
    let mut request = to("mara", "fern");
    let all = family(&cast, "tess", &request);
    assert_eq!(found(&all, "dest-service-missing").len(), 1);
    request.options.services = Some(BTreeMap::from([("ocs".into(), deprovision())]));
    assert!(!family(&cast, "tess", &request).is_blocked());
}

#[test]
fn every_service_in_the_way_is_listed_at_once() {
    let mut cast = with_ocs(Cast::hosting());
    for blocked in ["crm", "lync"] {
        cast = cast.hosted("mara", |it| {
            it.services.insert(blocked.into(), held("any"));
        });
    }
    let cast = cast.hosted_at("clover", |it| it.services.clear());
    let family = family(&cast, "tess", &to("mara", "clover"));
    assert_eq!(found(&family, "service-not-movable").len(), 2);
    assert_eq!(found(&family, "dest-service-missing").len(), 2);
    assert!(
        found(&family, "service-not-movable")
            .iter()
            .all(|it| !it.remedies.is_empty())
    );
}

#[test]
fn a_blocked_service_is_not_unticked_away() {
    let cast = Cast::hosting().knowing(|it| {
        it.catalogue.services.get_mut("exchange").unwrap().transfer = Transfer::Blocked
    });
    let mut request = to("mara", "clover");
    request.options.services = Some(BTreeMap::from([("exchange".into(), deprovision())]));
    assert_eq!(
        found(&family(&cast, "tess", &request), "service-not-movable").len(),
        1
    );
}

#[test]
fn reading_3_who_has_no_services_has_nothing_to_map() {
    let family = family(&Cast::hosting(), "tess", &to("jon", "clover"));
    assert!(!family.is_blocked());
    assert!(
        !family
            .steps
            .iter()
            .any(|step| matches!(step, Step::Service { .. }))
    );
}

#[test]
fn reading_5_roles_are_carried_as_far_as_destination_and_actor_allow() {
    let cast = Cast::hosting().grant("mara", "customer_administrator@bramble");
    let held_at = |user: &User, place: &str| {
        user.grants
            .iter()
            .any(|grant| grant.at.as_ref().is_some_and(|at| at.as_str() == place))
    };
    let (mara, plan, _) = mara_at_clover(cast.clone(), |_| {});
    assert!(held_at(&mara, "clover") && !held_at(&mara, "bramble"));
    assert!(found(&plan, "role-not-allowed").is_empty());

    let allowed = cast.clone().hosted_at("clover", |it| {
        it.roles_allowed.insert("user_administrator".into());
    });
    let (mara, plan, _) = mara_at_clover(allowed, |_| {});
    assert!(mara.grants.is_empty());
    assert_eq!(found(&plan, "role-not-allowed").len(), 1);

    // A reseller's role goes along to a reseller alone.
    let reseller = Cast::hosting().grant("mara", "reseller_administrator@bramble");
    for (destination, carried) in [("clover", false), ("otter", true)] {
        let reseller = reseller.clone().hosted("mara", |it| it.services.clear());
        let reseller = reseller.hosted_at("otter", |it| {
            it.domains
                .insert("otter.example".into(), Default::default());
        });
        let (after, _) = reseller.moved("tess", &to("mara", destination));
        assert_eq!(
            held_at(&after.users["mara"], destination),
            carried,
            "{destination}"
        );
    }
}

#[test]
fn the_last_customer_administrator_is_told_of() {
    let cast = Cast::hosting();
    let both = cast.codes("tess", &all_to(&["cleo", "cass"], "clover"));
    assert!(both.contains(&"last-administrator"));
    assert!(
        !cast
            .codes("tess", &to("cleo", "clover"))
            .contains(&"last-administrator")
    );
}

#[test]
fn reading_6_an_old_address_is_dropped_kept_or_forwarded() {
    let fates = |fate: AddressFate, address: &str| {
        let address = address.into();
        move |it: &mut PersonOptions| it.addresses = Some(BTreeMap::from([(address, fate)]))
    };
    let (mara, ..) = mara_at_clover(
        Cast::hosting(),
        fates(AddressFate::Keep, "Mara@shared.example"),
    );
    assert!(addresses(&mara).contains(&("mara@shared.example", false)));

    let forward = fates(AddressFate::ForwardDays(14), "mara.quinn@bramble.example");
    let (mara, _, after) = mara_at_clover(Cast::hosting(), forward);
    assert!(
        !addresses(&mara)
            .iter()
            .any(|(it, _)| it.ends_with("@bramble.example"))
    );
    let hold = &after.hosting.unwrap().holds["mara.quinn@bramble.example"];
    assert_eq!(
        (hold.days, hold.forwards),
        (30, true),
        "no shorter than the quarantine"
    );
    let longer = fates(AddressFate::ForwardDays(90), "mara.quinn@bramble.example");
    let (_, _, after) = mara_at_clover(Cast::hosting(), longer);
    let hold = &after.hosting.unwrap().holds["mara.quinn@bramble.example"];
    assert_eq!((hold.days, hold.forwards), (90, true));
    for (days, is_legal) in [(0, false), (1, true), (365, true), (366, false)] {
        let read = serde_json::from_value::<AddressFate>(json!({ "forward_days": days }));
        assert_eq!(read.is_ok(), is_legal, "{days}");
    }

    // Nobody else takes it meanwhile; Mara does (ruling 42).
    let (_, _, after) = mara_at_clover(Cast::hosting(), |_| {});
    let mut back = to("mara", "bramble");
    back.options.services = None;
    let provisioned = after.hosted("mara", |it| {
        it.provisioning = Provisioning::Provisioned;
        it.services.get_mut("exchange").unwrap().status = Provisioning::Provisioned;
    });
    let (home, _) = provisioned.moved("tess", &back);
    assert!(addresses(&home.users["mara"]).contains(&("mara.quinn@bramble.example", true)));
    let holds = home.hosting.unwrap().holds;
    assert!(!holds.contains_key("mara.quinn@bramble.example"));
    let mut request = to("mina", "bramble");
    request.options.primary_address = Some("mara.quinn@bramble.example".into());
    assert!(
        provisioned
            .codes("tess", &request)
            .contains(&"address-taken")
    );
    request.options.primary_address = None;
    assert!(
        !provisioned
            .codes("tess", &request)
            .contains(&"address-taken")
    );
}

#[test]
fn reading_7_the_username_stays_unless_it_is_written_anew() {
    let (mara, plan, _) = mara_at_clover(Cast::hosting(), |it| it.rename_username = Some(true));
    assert_eq!(&*mara.username, "mara.quinn_CLOVER");
    assert!(found(&plan, "username-kept").is_empty());
    let (mara, plan, _) = mara_at_clover(Cast::hosting(), |_| {});
    assert_eq!(&*mara.username, "mara.quinn_BRAMBLE");
    assert_eq!(found(&plan, "username-kept").len(), 1);
}

#[test]
fn reading_8_sessions_end_where_a_name_changed_and_only_there() {
    let shared = |it: &mut PersonOptions| it.upn = Some("mara@shared.example".into());
    let cast = Cast::hosting().hosted("mara", |it| it.upn = Some("mara@shared.example".into()));
    let (_, plan, _) = mara_at_clover(cast, shared);
    assert!(!plan.steps.iter().any(Step::ends_sessions));
    let (_, plan, _) = mara_at_clover(Cast::hosting(), |_| {});
    assert!(plan.steps.iter().any(Step::ends_sessions));
}

#[test]
fn reading_10_memberships_and_delegations_of_the_source_end_and_are_listed() {
    let delegation = |to: &str| Delegation {
        to: to.into(),
        until: None,
        kind: None,
    };
    let mut cast = Cast::hosting();
    let group = Group {
        id: "pickers".into(),
        name: "Pickers".into(),
        organization: "bramble".into(),
        dynamic: false,
    };
    cast.groups.insert("pickers".into(), group);
    let cast = cast
        .user("mara", |it| {
            it.groups.insert("pickers".into());
            it.manager = Some("cleo".into());
        })
        .hosted("mara", |it| {
            it.delegations
                .extend([delegation("jon"), delegation("mina")])
        })
        .hosted("jon", |it| {
            it.delegations.insert(delegation("mara"));
        });
    let (mara, plan, after) = mara_at_clover(cast, |_| {});
    assert_eq!(
        mara.hosting
            .unwrap()
            .delegations
            .into_iter()
            .collect::<Vec<_>>(),
        [delegation("mina")]
    );
    assert!(
        after.users["jon"]
            .hosting
            .as_ref()
            .unwrap()
            .delegations
            .is_empty()
    );
    assert!(mara.groups.is_empty() && mara.manager.is_none());
    assert_eq!(found(&plan, "delegation-removed").len(), 2);
    assert_eq!(found(&plan, "membership-removed").len(), 1);
    assert_eq!(found(&plan, "manager-cleared").len(), 1);
}

#[test]
fn reading_12_a_required_property_that_is_empty_makes_a_service_wait() {
    let cast = Cast::hosting().knowing(|it| {
        let exchange = it.catalogue.services.get_mut("exchange").unwrap();
        exchange
            .properties
            .insert("line_uri".into(), PropertyRule::Require);
    });
    let status = |user: &User| user.hosting.as_ref().unwrap().services["exchange"].status;
    let (mara, ..) = mara_at_clover(cast.clone(), |_| {});
    assert_eq!(status(&mara), Provisioning::Pending);
    let filled = cast.hosted("mara", |it| {
        let exchange = it.services.get_mut("exchange").unwrap();
        exchange.properties.insert("line_uri".into());
    });
    let (mara, ..) = mara_at_clover(filled, |_| {});
    assert_eq!(status(&mara), Provisioning::Requested);
}

#[test]
fn a_required_property_that_the_destination_inherits_makes_no_service_wait() {
    let set_at = |code: &str| {
        let cast = Cast::hosting().knowing(|it| {
            let exchange = it.catalogue.services.get_mut("exchange").unwrap();
            exchange
                .properties
                .insert("line_uri".into(), PropertyRule::Require);
        });
        let cast = cast.hosted_at(code, |it| {
            let set = [("line_uri".into(), serde_json::json!("+44 1"))];
            it.service_properties = [("exchange".into(), set.into())].into();
        });
        let (mara, ..) = mara_at_clover(cast, |_| {});
        mara.hosting.unwrap().services["exchange"].status
    };
    for (code, status) in [
        ("tidewater", Provisioning::Requested),
        ("kestrel", Provisioning::Requested),
        ("clover", Provisioning::Requested),
        ("bramble", Provisioning::Pending),
    ] {
        assert_eq!(set_at(code), status, "{code}");
    }
}

/// What of two properties, one filled in and one empty, is filled in after a move.
fn filled_after(transfer: Transfer, rule: PropertyRule) -> (Vec<String>, Provisioning) {
    let cast = Cast::hosting()
        .knowing(|it| {
            let exchange = it.catalogue.services.get_mut("exchange").unwrap();
            exchange.transfer = transfer;
            for name in ["filled", "empty"] {
                exchange.properties.insert(name.into(), rule);
            }
        })
        .hosted("mara", |it| {
            let exchange = it.services.get_mut("exchange").unwrap();
            exchange.properties = ["filled", "unknown"].map(Into::into).into();
        });
    let (mara, ..) = mara_at_clover(cast, |_| {});
    let exchange = &mara.hosting.as_ref().unwrap().services["exchange"];
    let filled = exchange.properties.iter().map(ToString::to_string);
    (filled.collect(), exchange.status)
}

#[test]
fn properties_follow_their_marks_where_a_service_moves_or_is_set_up_again() {
    use PropertyRule::{Copy, Default, Regenerate, Require};
    use Provisioning::{Pending, Requested};
    for (transfer, rule, filled, status) in [
        (
            Transfer::Movable,
            Copy,
            vec!["filled", "unknown"],
            Requested,
        ),
        (Transfer::Movable, Default, vec!["unknown"], Requested),
        (
            Transfer::Movable,
            Regenerate,
            vec!["empty", "filled", "unknown"],
            Requested,
        ),
        (
            Transfer::Movable,
            Require,
            vec!["filled", "unknown"],
            Pending,
        ),
        (Transfer::Recreate, Copy, vec!["filled"], Requested),
        (Transfer::Recreate, Default, vec![], Requested),
        (
            Transfer::Recreate,
            Regenerate,
            vec!["empty", "filled"],
            Requested,
        ),
        (Transfer::Recreate, Require, vec![], Pending),
    ] {
        let found = filled_after(transfer, rule);
        let expected = filled.into_iter().map(str::to_owned).collect();
        assert_eq!(found, (expected, status), "{transfer:?} {rule:?}");
    }
}

#[test]
fn reading_13_a_location_is_inherited_and_a_move_stays_in_it() {
    assert!(!family(&Cast::hosting(), "tess", &to("mara", "clover")).is_blocked());
    let elsewhere = Cast::hosting().hosted_at("otter", |it| it.location = Some("apac".into()));
    assert_eq!(
        found(
            &family(&elsewhere, "tess", &to("mara", "fern")),
            "location-mismatch"
        )
        .len(),
        1
    );
}

#[test]
fn either_end_that_is_not_active_blocks_whoever_asks() {
    for (code, finding) in [
        ("bramble", "source-not-active"),
        ("clover", "destination-not-active"),
    ] {
        let cast = Cast::hosting().organization_status(code, OrganizationStatus::Suspended);
        assert!(cast.codes("tess", &to("mara", "clover")).contains(&finding));
        assert!(
            !Cast::hosting()
                .codes("tess", &to("mara", "clover"))
                .contains(&finding)
        );
    }
}

#[test]
fn the_same_customer_is_a_blocker_of_every_tree() {
    assert!(
        Cast::hosting()
            .codes("tess", &to("mara", "bramble"))
            .contains(&"already-at-destination")
    );
}

#[test]
fn fields_of_other_trees_are_refused_by_name_in_both_directions() {
    let mut request = to("mara", "clover");
    request.options.position = Some(None);
    request.options.keep_subscriptions = Some(["fern".into()].into());
    request.options.profile = Some("manager".into());
    let planned = family(&Cast::hosting(), "tess", &request);
    assert_eq!(found(&planned, "field-not-applicable").len(), 3);
    let mut request = to("ben", "riverside");
    request.options.upn = Some("ben@riverside.example".into());
    request.options.services = Some(BTreeMap::new());
    let planned = family(&Cast::new(), "ana", &request);
    assert_eq!(found(&planned, "field-not-applicable").len(), 2);
}

#[test]
fn a_name_is_for_one_person_and_stands_under_theirs_in_a_selection() {
    let cast = Cast::hosting();
    let mut request = all_to(&["mara", "jon"], "clover");
    request.options.upn = Some("both@clover.example".into());
    let planned = cast.plan("tess", &request);
    assert!(
        planned
            .families
            .iter()
            .all(|it| found(it, "field-not-applicable").len() == 1)
    );
    let options = request.options.clone();
    request.options = PersonOptions::default();
    request.per_person.insert("jon".into(), options);
    let (after, _) = cast.moved("tess", &request);
    let upn = |id: &str| {
        after.users[id]
            .hosting
            .as_ref()
            .unwrap()
            .upn
            .clone()
            .unwrap()
    };
    assert_eq!(&*upn("jon"), "both@clover.example");
    assert_eq!(&*upn("mara"), "mara.quinn@clover.example");
}

#[test]
fn rows_of_a_selection_count_and_name_on_what_those_above_leave() {
    let cast = Cast::hosting()
        .hosted_newcomer("mara2", "bramble")
        .hosted("mara2", |it| {
            it.given = Some("Mara".into());
            it.surname = Some("Quinn".into());
        })
        .hosted_at("clover", |it| it.user_limit = Some(3));
    let plan = cast.plan("tess", &all_to(&["mara", "mara2", "jon"], "clover"));
    let blocked: Vec<bool> = plan.families.iter().map(FamilyPlan::is_blocked).collect();
    assert_eq!(blocked, [false, false, true]);
    assert_eq!(found(&plan.families[2], "user-limit").len(), 1);
    let second = plan.families[1].steps.iter().any(|step| {
        matches!(step, Step::Address { address, .. } if address.as_str() == "mara.quinn2@clover.example")
    });
    assert!(second, "a proposal steps aside for the row above");
}

#[test]
fn what_is_not_known_is_checked_on_save() {
    let cast = Cast::hosting()
        .knowing(|it| it.is_known = false)
        .hosted_at("clover", |it| it.user_limit = Some(1));
    let planned = family(&cast, "tess", &to("mara", "clover"));
    let deferred: Vec<_> = planned.findings.iter().filter(|it| it.deferred).collect();
    assert_eq!(
        codes(deferred),
        ["user-limit", "upn-taken", "address-taken"]
    );
    assert_eq!(planned.verdict(), Verdict::Deferred);
    let bare = Cast::hosting().user("mara", |it| it.hosting = None);
    assert_eq!(
        family(&bare, "tess", &to("mara", "clover")).verdict(),
        Verdict::Deferred
    );
    let unknown = Cast::hosting().organization("clover", |it| it.hosting = None);
    assert_eq!(
        family(&unknown, "tess", &to("mara", "clover")).verdict(),
        Verdict::Deferred
    );
}

#[test]
fn a_plan_of_a_hosting_tree_is_the_same_whenever_it_is_made() {
    let (cast, request) = (Cast::hosting(), to("mara", "clover"));
    let later = rehome_domain::time::Timestamp(NOW.0 + 40 * 86_400_000_000);
    let made = |at| plan(&cast.snapshot(), &request, &act("tess"), at).unwrap();
    assert_eq!(
        canonical::whole(&request, &made(NOW)),
        canonical::whole(&request, &made(later))
    );
}

#[test]
fn snapshot_request_and_steps_are_read_as_they_are_written() {
    let cast = Cast::hosting();
    let snapshot = cast.snapshot();
    let text = serde_json::to_string(&snapshot).unwrap();
    assert_eq!(
        serde_json::from_str::<rehome_domain::user_move::Snapshot>(&text).unwrap(),
        snapshot
    );
    let text = r#"{"subject":"mara","destination":"clover","upn":"m@clover.example",
        "addresses":{"a@x":"drop","b@x":"keep","c@x":{"forward_days":14}},
        "services":{"exchange":{"disposition":"move","instance":"main","plan":"mailbox-25"}},"rename_username":true}"#;
    let request: MoveRequest = serde_json::from_str(text).unwrap();
    let again = serde_json::to_string(&request).unwrap();
    assert_eq!(
        serde_json::from_str::<MoveRequest>(&again).unwrap(),
        request
    );
    for wrong in [
        r#"{"services":{"exchange":"move"}}"#,
        r#"{"services":{"exchange":{"disposition":"drop"}}}"#,
        r#"{"addresses":{"a@x":"burn"}}"#,
    ] {
        assert!(
            serde_json::from_str::<MoveRequest>(wrong).is_err(),
            "{wrong}"
        );
    }
    for step in family(&cast, "tess", &to("mara", "clover")).steps {
        let text = serde_json::to_string(&step).unwrap();
        assert_eq!(serde_json::from_str::<Step>(&text).unwrap(), step);
        assert_eq!(step.inverse().inverse(), step);
    }
}

#[test]
fn where_somebody_stands_in_the_outside_directory_follows_the_structure() {
    let units = |structure: Structure| structure.units(Some("Fresh Produce"), None).join("/");
    assert_eq!(units(Structure::Ungrouped), "");
    assert_eq!(units(Structure::Department), "Fresh Produce");
    assert_eq!(units(Structure::Office), "Unassigned");
    assert_eq!(
        units(Structure::DepartmentThenOffice),
        "Fresh Produce/Unassigned"
    );
    assert_eq!(
        units(Structure::OfficeThenDepartment),
        "Unassigned/Fresh Produce"
    );
}

#[test]
fn a_primary_address_stays_one_whatever_is_asked() {
    let (mara, ..) = mara_at_clover(Cast::hosting(), |it| {
        it.primary_address = Some("mara@shared.example".into());
        it.aliases = Some(vec![
            "MARA@shared.example".into(),
            "mq@clover.example".into(),
        ]);
    });
    let primaries: Vec<_> = addresses(&mara)
        .into_iter()
        .filter(|(_, primary)| *primary)
        .collect();
    assert_eq!(primaries, [("mara@shared.example", true)]);
    let hosted = mara.hosting.unwrap();
    assert_eq!(
        hosted.addresses["mq@clover.example"],
        AddressUse { primary: false }
    );
    assert_eq!(hosted.addresses.len(), 2);
}

#[test]
fn the_manager_at_the_destination_is_chosen_or_nobody_or_follows() {
    let step = |before: Option<&str>, after: Option<&str>| Step::Manager {
        about: "mara".into(),
        before: before.map(Into::into),
        after: after.map(Into::into),
    };
    let asked = |manager: Option<Option<&str>>| {
        let mut request = to("mara", "clover");
        request.options.manager = manager.map(|manager| manager.map(Into::into));
        request
    };
    let led_by = |manager: &'static str| {
        Cast::hosting().user("mara", move |it| it.manager = Some(manager.into()))
    };
    for (manager, asks, steps) in [
        (Some("jon"), None, Some(step(Some("jon"), None))),
        (Some("jon"), Some(None), Some(step(Some("jon"), None))),
        (
            Some("jon"),
            Some(Some("mina")),
            Some(step(Some("jon"), Some("mina"))),
        ),
        (None, Some(Some("mina")), Some(step(None, Some("mina")))),
        (None, Some(None), None),
        (Some("mina"), None, None),
        (Some("mina"), Some(Some("mina")), None),
        (Some("mina"), Some(None), Some(step(Some("mina"), None))),
    ] {
        let cast = manager.map_or_else(Cast::hosting, led_by);
        let request = asked(asks);
        let family = family(&cast, "tess", &request);
        let own = family
            .steps
            .iter()
            .filter(|step| matches!(step, Step::Manager { .. }));
        assert_eq!(
            own.cloned().collect::<Vec<_>>(),
            Vec::from_iter(steps),
            "{manager:?} {asks:?}"
        );
        let is_cleared = family
            .findings
            .iter()
            .any(|it| it.code() == "manager-cleared");
        assert_eq!(
            is_cleared,
            manager == Some("jon") && asks.is_none(),
            "{manager:?} {asks:?}"
        );
    }
}

#[test]
fn nobody_elsewhere_unknown_gone_or_patterned_is_a_manager() {
    let code = |cast: &Cast, manager: &str| {
        let mut request = to("mara", "clover");
        request.options.manager = Some(Some(manager.into()));
        cast.codes("tess", &request)
            .contains(&"manager-not-eligible")
    };
    let cast = Cast::hosting();
    for manager in ["jon", "mara", "no-such", "tess"] {
        assert!(code(&cast, manager), "{manager}");
    }
    assert!(!code(&cast, "mina"));
    let gone = Cast::hosting().user("mina", |it| it.status = UserStatus::Deleted);
    assert!(code(&gone, "mina"));
    let template = Cast::hosting().hosted("mina", |it| it.user_type = UserType::Template);
    assert!(code(&template, "mina"));
    let along = Cast::hosting().user("jon", |it| it.sponsor = Some("mara".into()));
    assert!(!code(&along, "jon"), "who goes along is there afterwards");
}

//! Who may move whom between accounts: the golden table of content 2, ranks, and what is out of view.

use rehome_domain::content::{CustomProfile, ProfileKind};
use rehome_domain::organization::{MoveFamily, OrganizationKind, OrganizationStatus};
use rehome_domain::role::{KEYS_OF_PROFILES, Permission, Reach};
use rehome_domain::user_move::content::owners::candidates;
use rehome_domain::user_move::{Refusal, Snapshot, plan};
use rehome_testkit::content::{ann, moving};
use rehome_testkit::{Cast, NOW, act, to};

/// What becomes of a wish, in one word.
fn answer(cast: &Cast, actor: &str, subject: &str, destination: &str) -> &'static str {
    match cast.try_plan(actor, &moving(subject, destination, "manager")) {
        Ok(_) => "plan",
        Err(Refusal::UnknownSubject) => "nobody",
        Err(Refusal::UnknownDestination) => "nowhere",
        Err(Refusal::NotAllowed) => "not allowed",
        Err(other) => panic!("{other}"),
    }
}

#[test]
fn the_account_pair_is_held_by_two_profiles_at_the_hub_alone() {
    for (kind, ..) in KEYS_OF_PROFILES {
        for at in [OrganizationKind::Hub, OrganizationKind::Satellite] {
            let moves = kind.administers() && at == OrganizationKind::Hub;
            for key in [
                Permission::Release(MoveFamily::Account),
                Permission::Admit(MoveFamily::Account),
            ] {
                let reach = kind.keys(at).iter().find(|(held, _)| *held == key);
                let reach = reach.map(|(_, reach)| *reach);
                assert_eq!(reach, moves.then_some(Reach::Subtree), "{kind:?} {at:?}");
            }
        }
    }
    assert_eq!(KEYS_OF_PROFILES.len(), ProfileKind::ALL.len());
}

#[test]
fn hub_administrators_move_between_all_accounts_and_nobody_else_moves_anybody() {
    let cast = Cast::accounts();
    for (actor, subject, destination, expected) in [
        ("bea", "ann", "folio-lisbon", "plan"),
        ("bea", "ann", "folio", "plan"),
        ("bea", "milo", "folio-tokyo", "plan"),
        ("hugo", "ann", "folio-lisbon", "plan"),
        ("hugo", "hugo", "folio-lisbon", "plan"),
        // The satellite is picked first, and its people go anywhere from there.
        ("hugo@folio-tokyo", "ann", "folio-lisbon", "plan"),
        ("hugo@folio-tokyo", "ann", "folio", "plan"),
        ("hugo@folio-tokyo", "lia", "folio", "nobody"),
        // A partner is another tree.
        ("bea", "quin", "folio", "nobody"),
        ("bea", "ann", "quill", "nowhere"),
        ("quin", "ann", "quill", "nobody"),
        // Whoever sees both ends and holds no key is told so.
        ("sana", "milo", "folio-tokyo", "not allowed"),
        ("milo", "sana", "folio-tokyo", "not allowed"),
        ("olga", "sana", "folio-tokyo", "not allowed"),
        ("tara", "ann", "folio", "not allowed"),
        ("tom", "ann", "folio", "not allowed"),
        ("cal", "ann", "folio", "not allowed"),
        // Satellites know nothing of one another, and visitors of nobody.
        ("tara", "ann", "folio-lisbon", "nowhere"),
        ("tara", "lia", "folio-tokyo", "nobody"),
        ("vera", "sana", "folio-tokyo", "nobody"),
        ("ann", "ann", "folio-lisbon", "nowhere"),
        ("bea", "no-one", "folio", "nobody"),
        ("bea", "ann", "no-where", "nowhere"),
    ] {
        let found = answer(&cast, actor, subject, destination);
        assert_eq!(found, expected, "{actor} {subject} {destination}");
    }
}

#[test]
fn a_custom_profile_moves_nobody_unless_it_says_so() {
    let with = |change: fn(&mut CustomProfile)| {
        Cast::accounts()
            .custom_profile("staff", "folio", ProfileKind::Administrator)
            .profile("hugo", "staff")
            .knowing_content(|it| change(it.profiles.get_mut("staff").unwrap()))
    };
    let answer = |cast: Cast| answer(&cast, "hugo", "ann", "folio-lisbon");
    assert_eq!(answer(with(|_| {})), "not allowed");
    assert_eq!(
        answer(with(|it| it.manage_users = Some(true))),
        "not allowed"
    );
    assert_eq!(answer(with(|it| it.move_users = true)), "plan");
    // No custom profile exceeds its original.
    assert_eq!(
        answer(with(
            |it| (it.move_users, it.like) = (true, ProfileKind::Supervisor)
        )),
        "nobody"
    );
}

#[test]
fn ranks_are_those_of_the_ruling_and_a_higher_one_is_not_moved() {
    use ProfileKind as P;
    let ranks = |at| P::ALL.map(|kind| kind.rank(at));
    assert_eq!(ranks(OrganizationKind::Hub), [100, 90, 50, 40, 10, 10]);
    assert_eq!(ranks(OrganizationKind::Satellite), [80, 70, 50, 40, 10, 10]);
    let cast = Cast::accounts();
    let codes = |actor, subject| {
        let mut request = moving(subject, "folio-lisbon", "manager");
        request.options.new_owner = Some("milo".into());
        cast.codes(actor, &request)
    };
    assert!(codes("hugo", "bea").contains(&"rank-too-high"));
    assert!(!codes("bruno", "bea").contains(&"rank-too-high"));
    assert!(!codes("hugo", "tom").contains(&"rank-too-high"));
}

#[test]
fn only_a_billing_administrator_makes_somebody_one_even_in_a_satellite() {
    let cast = Cast::accounts();
    let codes = |actor, profile| cast.codes(actor, &moving("ann", "folio-lisbon", profile));
    assert!(codes("hugo", "billing_administrator").contains(&"profile-beyond-actor"));
    assert!(!codes("bea", "billing_administrator").contains(&"profile-beyond-actor"));
    assert!(!codes("hugo", "administrator").contains(&"profile-beyond-actor"));
}

#[test]
fn without_the_facts_of_accounts_nobody_moves_or_sees_anybody_there() {
    let mut cast = Cast::accounts();
    cast.content = None;
    for actor in ["bea", "hugo", "tara"] {
        assert_eq!(
            answer(&cast, actor, "ann", "folio-lisbon"),
            "nobody",
            "{actor}"
        );
    }
    assert_eq!(
        cast.codes("ann?self", &to("ann", "folio-tokyo")),
        ["already-at-destination"]
    );
}

#[test]
fn what_is_known_of_accounts_changes_nothing_in_other_trees() {
    let with = |change: fn(&mut Snapshot)| {
        let mut snapshot = Cast::new().snapshot();
        change(&mut snapshot);
        plan(&snapshot, &to("ben", "riverside"), &act("omar"), NOW).unwrap()
    };
    assert_eq!(
        with(|it| it.content = Cast::accounts().snapshot().content),
        with(|_| {})
    );
}

#[test]
fn fields_of_accounts_are_refused_elsewhere_and_those_of_others_here() {
    let found = |cast: Cast, actor, request| {
        let plan = cast.plan(actor, &request);
        let fields = plan.families[0].findings.iter();
        fields
            .filter(|it| it.code() == "field-not-applicable")
            .count()
    };
    let mut request = to("ben", "riverside");
    request.options = ann().options;
    assert_eq!(found(Cast::new(), "omar", request), 2);
    let mut request = ann();
    request.options.upn = Some("ann@folio.example".into());
    request.options.position = Some(None);
    assert_eq!(found(Cast::accounts(), "bea", request), 2);
}

#[test]
fn what_can_be_chosen_is_what_a_plan_accepts() {
    let cast = Cast::accounts()
        .custom_profile("desk", "folio-lisbon", ProfileKind::Manager)
        .custom_profile("old-desk", "folio-lisbon", ProfileKind::Manager)
        .custom_profile("tokyo-desk", "folio-tokyo", ProfileKind::Manager)
        .knowing_content(|it| it.profiles.get_mut("old-desk").unwrap().enabled = false);
    let snapshot = cast.snapshot();
    let facts = snapshot.content.as_ref().unwrap();
    let offered = facts.offered(&"folio-lisbon".into());
    let offered: Vec<&str> = offered.iter().map(|(id, _)| id.as_str()).collect();
    assert_eq!(offered.len(), 7);
    for profile in ["desk", "old-desk", "tokyo-desk", "observer", "nothing"] {
        let codes = cast.codes("bea", &moving("ann", "folio-lisbon", profile));
        let is_refused = codes.contains(&"profile-not-offered");
        assert_eq!(!is_refused, offered.contains(&profile), "{profile}");
    }
    let ids: Vec<&str> = candidates(&snapshot, &snapshot.users["ann"])
        .map(|user| user.id.as_str())
        .collect();
    assert_eq!(ids, ["ben", "cal", "tara", "tom"]);
    for user in snapshot.users.keys() {
        let mut request = ann();
        request.options.new_owner = Some(user.clone());
        let is_refused = cast
            .codes("bea", &request)
            .contains(&"new-owner-not-eligible");
        assert_eq!(!is_refused, ids.contains(&user.as_str()), "{user}");
    }
}

#[test]
fn hub_administrators_move_people_out_of_an_account_that_is_not_active_and_into_none() {
    for status in OrganizationStatus::ALL {
        let out = Cast::accounts().organization_status("folio-tokyo", status);
        assert!(
            !out.codes("bea", &ann()).contains(&"source-not-active"),
            "{status:?}"
        );
        let into = Cast::accounts().organization_status("folio-lisbon", status);
        let is_refused = into
            .codes("bea", &ann())
            .contains(&"destination-not-active");
        assert_eq!(
            is_refused,
            status != OrganizationStatus::Active,
            "{status:?}"
        );
    }
}

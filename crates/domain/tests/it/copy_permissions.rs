//! Who may copy whom in hosting trees, and who sees a template (hosting 1, 2, 9.4 and 9.11).

use rehome_domain::hosting::UserType;
use rehome_domain::user_copy::{AddedService, CopyRequest, OriginalRecord};
use rehome_domain::user_move::Refusal;
use rehome_testkit::Cast;
use rehome_testkit::copies::copy_of;

/// What becomes of a wish, in one word.
fn answer(cast: &Cast, actor: &str, request: &CopyRequest) -> &'static str {
    match cast.try_copy(actor, request, &OriginalRecord::default()) {
        Ok(_) => "plan",
        Err(Refusal::UnknownSubject) => "nobody",
        Err(Refusal::UnknownDestination) => "nowhere",
        Err(Refusal::UnknownActingIn(_)) => "not there",
        Err(Refusal::NotAllowed) => "not allowed",
        Err(other) => panic!("{other}"),
    }
}

fn of(original: &str) -> CopyRequest {
    copy_of(original, "nina@bramble.example")
}

fn into(original: &str, destination: &str) -> CopyRequest {
    CopyRequest {
        destination: Some(destination.into()),
        ..of(original)
    }
}

#[test]
fn the_own_customer_or_the_subtree_is_copied_in_by_whom_the_table_says() {
    let cast = Cast::hosting();
    for (actor, original, expected) in [
        ("tess", "mara", "plan"),
        ("tess", "mina", "plan"),
        ("rhea", "mara", "plan"),
        ("rhea@bramble", "mara", "plan"),
        ("rhea@bramble", "mina", "nobody"),
        ("otis", "mara", "nobody"),
        ("cleo", "mara", "plan"),
        ("cleo", "cleo", "plan"),
        ("cleo", "mina", "nobody"),
        ("cleo@clover", "mina", "not there"),
        ("ursa", "mara", "plan"),
        ("una", "mara", "plan"),
        ("sven", "mara", "not allowed"),
        ("pia", "mara", "not allowed"),
        ("abel", "mara", "nobody"),
        ("eve", "mara", "nobody"),
        ("mara", "mara", "not allowed"),
        ("tess", "no-one", "nobody"),
    ] {
        assert_eq!(
            answer(&cast, actor, &of(original)),
            expected,
            "{actor} {original}"
        );
    }
}

#[test]
fn an_api_user_copies_what_the_other_roles_allow_in_the_own_customer_alone() {
    let cast = Cast::hosting()
        .grant("abel", "user_administrator@bramble")
        .grant("abel", "reseller_administrator@kestrel");
    assert_eq!(answer(&cast, "abel", &of("mara")), "plan");
    assert_eq!(answer(&cast, "abel@kestrel", &of("mara")), "plan");
    assert_eq!(answer(&cast, "abel@kestrel", &of("mina")), "not allowed");
}

#[test]
fn into_another_customer_copies_who_may_move_people_there() {
    let cast = Cast::hosting();
    for (actor, destination, expected) in [
        ("tess", "fern", "plan"),
        ("rhea", "clover", "plan"),
        ("rhea", "fern", "nowhere"),
        ("rhea", "no-such-customer", "nowhere"),
        ("rhea@bramble", "clover", "nowhere"),
        ("cleo", "clover", "nowhere"),
        ("cleo", "bramble", "plan"),
    ] {
        let request = into("mara", destination);
        assert_eq!(
            answer(&cast, actor, &request),
            expected,
            "{actor} {destination}"
        );
    }
}

#[test]
fn a_template_is_seen_in_its_own_customer_alone() {
    let cast = Cast::hosting().hosted("jon", |it| it.user_type = UserType::Template);
    for (actor, expected) in [
        ("cleo", "plan"),
        ("una", "plan"),
        ("rhea", "nobody"),
        ("tess", "nobody"),
        ("rhea@bramble", "plan"),
        ("otis", "nobody"),
    ] {
        assert_eq!(answer(&cast, actor, &of("jon")), expected, "{actor}");
    }
}

#[test]
fn without_the_facts_of_hosting_trees_nobody_is_copied() {
    let mut cast = Cast::hosting();
    cast.hosting = None;
    for actor in ["tess", "rhea", "cleo"] {
        assert_ne!(answer(&cast, actor, &of("mara")), "plan", "{actor}");
    }
    let enterprise = Cast::new();
    for actor in ["ana", "omar", "dana"] {
        let request = copy_of("dana", "nina@harbour.example");
        assert_ne!(answer(&enterprise, actor, &request), "plan", "{actor}");
    }
}

#[test]
fn who_copies_and_does_not_provision_gives_what_the_original_has_and_no_more() {
    let cast = Cast::hosting();
    let mut request = of("mara");
    let chat = AddedService::default();
    request.add_services.insert("ocs".into(), chat);
    for (actor, may) in [
        ("una", false),
        ("ursa", true),
        ("cleo", true),
        ("rhea", true),
    ] {
        let codes = cast.copy_codes(actor, &request);
        assert_eq!(!codes.contains(&"service-rights-missing"), may, "{actor}");
        let copied = cast.copied(actor, &of("mara"));
        assert!(!copied.is_blocked(), "{actor}: {:?}", copied.findings);
    }
}

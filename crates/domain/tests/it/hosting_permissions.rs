//! Who may move and copy whom in hosting trees: the golden table of hosting 2, and what is out of view.

use rehome_domain::organization::MoveFamily;
use rehome_domain::role::{BUILT_IN, BuiltIn, KEYS_IN_HOSTING, Permission, Reach, RoleClone};
use rehome_domain::user_move::{Refusal, Snapshot, View, plan};
use rehome_testkit::{Cast, NOW, act, to};

/// A role, how far it moves people, and how far it copies them.
type Row = (BuiltIn, Option<Reach>, Option<Reach>);

/// Hosting 2, word for word.
const GOLDEN: [Row; 8] = [
    (
        BuiltIn::ServiceProviderAdministrator,
        Some(Reach::Subtree),
        Some(Reach::Subtree),
    ),
    (
        BuiltIn::ResellerAdministrator,
        Some(Reach::Subtree),
        Some(Reach::Subtree),
    ),
    (BuiltIn::CustomerAdministrator, None, Some(Reach::Here)),
    (
        BuiltIn::UserAndServiceAdministrator,
        None,
        Some(Reach::Here),
    ),
    (BuiltIn::UserAdministrator, None, Some(Reach::Here)),
    (BuiltIn::ServiceAdministrator, None, None),
    (BuiltIn::PartialUserAdministrator, None, None),
    (BuiltIn::ApiUser, None, None),
];

#[test]
fn the_keys_of_hosting_roles_are_those_of_the_table() {
    for (role, moves, copies) in GOLDEN {
        let reach = |permission| {
            let keys = role.keys_in_hosting().iter();
            keys.copied()
                .find(|(key, _)| *key == permission)
                .map(|(_, reach)| reach)
        };
        assert_eq!(
            reach(Permission::Release(MoveFamily::Hosting)),
            moves,
            "{role:?}"
        );
        assert_eq!(
            reach(Permission::Admit(MoveFamily::Hosting)),
            moves,
            "{role:?}"
        );
        assert_eq!(reach(Permission::Rename), moves, "{role:?}");
        assert_eq!(reach(Permission::Copy), copies, "{role:?}");
        // Whoever copies provisions, but for user administrators; service administrators do nothing else.
        let provisions = match role {
            BuiltIn::UserAdministrator => None,
            BuiltIn::ServiceAdministrator => Some(Reach::Here),
            _ => copies,
        };
        assert_eq!(reach(Permission::Provision), provisions, "{role:?}");
    }
    assert_eq!(KEYS_IN_HOSTING.len(), GOLDEN.len());
    let others = BUILT_IN
        .iter()
        .filter(|row| GOLDEN.iter().all(|(role, ..)| *role != row.role));
    for row in others {
        assert_eq!(row.role.keys_in_hosting(), row.keys, "{}", row.name);
    }
}

/// What becomes of a wish, in one word.
fn answer(cast: &Cast, actor: &str, subject: &str, destination: &str) -> &'static str {
    match cast.try_plan(actor, &to(subject, destination)) {
        Ok(_) => "plan",
        Err(Refusal::UnknownSubject) => "nobody",
        Err(Refusal::UnknownDestination) => "nowhere",
        Err(Refusal::NotAllowed) => "not allowed",
        Err(other) => panic!("{other}"),
    }
}

#[test]
fn providers_move_anywhere_and_resellers_within_their_subtree() {
    let cast = Cast::hosting();
    for (actor, subject, destination, expected) in [
        ("tess", "mara", "clover", "plan"),
        ("tess", "mara", "fern", "plan"),
        ("tess", "mara", "kestrel", "plan"),
        ("rhea", "mara", "clover", "plan"),
        ("rhea", "mara", "kestrel", "plan"),
        ("rhea", "mara", "fern", "nowhere"),
        ("rhea", "mara", "tidewater", "nowhere"),
        ("otis", "mara", "fern", "nobody"),
        ("otis", "mara", "clover", "nobody"),
        ("rhea@bramble", "mara", "clover", "nowhere"),
        ("tess@kestrel", "mara", "fern", "nowhere"),
        ("rhea", "no-one", "clover", "nobody"),
        ("rhea", "mara", "no-where", "nowhere"),
    ] {
        assert_eq!(
            answer(&cast, actor, subject, destination),
            expected,
            "{actor} {subject} {destination}"
        );
    }
}

#[test]
fn nobody_of_a_customer_moves_anybody_not_even_themselves() {
    let cast = Cast::hosting();
    for actor in ["cleo", "ursa", "una", "sven", "pia", "abel", "eve", "mara"] {
        for (subject, destination) in [("mara", "clover"), ("jon", "kestrel"), (actor, "clover")] {
            let answer = answer(&cast, actor, subject, destination);
            assert_ne!(answer, "plan", "{actor} {subject} {destination}");
        }
        // Who sees the person and the home, and holds no key, is told so (ruling 5).
        let sees = ["cleo", "ursa", "una", "sven", "pia"].contains(&actor);
        let staying = if sees { "not allowed" } else { "nobody" };
        assert_eq!(
            answer_of(&cast, actor, "jon", "bramble"),
            staying,
            "{actor}"
        );
    }
}

fn answer_of(cast: &Cast, actor: &str, subject: &str, destination: &str) -> &'static str {
    answer(cast, actor, subject, destination)
}

#[test]
fn an_api_user_moves_what_its_other_roles_allow_below_its_own_customer_alone() {
    let cast = Cast::hosting().grant("abel", "reseller_administrator@kestrel");
    assert_eq!(answer(&cast, "abel", "mara", "clover"), "nowhere");
    assert_eq!(
        answer(&cast, "abel@kestrel", "mara", "clover"),
        "not allowed"
    );
    assert_eq!(answer(&cast, "rhea", "mara", "clover"), "plan");
    let cast = cast.grant("rhea", "api_user@kestrel");
    assert_eq!(answer(&cast, "rhea", "mara", "clover"), "plan");
}

#[test]
fn a_role_of_a_service_opens_nothing_where_the_customer_lacks_it() {
    let bound = |service: &str| {
        let mut cast = Cast::hosting();
        let desk = RoleClone {
            like: "customer_administrator".into(),
            service: Some(service.into()),
            ..RoleClone::default()
        };
        cast.roles.clones.insert("desk".into(), desk);
        cast.grant("jon", "desk@bramble")
    };
    for (service, opens) in [("exchange", true), ("crm", false), ("nothing", false)] {
        let snapshot = bound(service).snapshot();
        let view = View::of(&snapshot, &act("jon?operator")).unwrap();
        let home = snapshot.organizations.get(&"bramble".into()).unwrap();
        assert_eq!(view.may(Permission::Copy, home), opens, "{service}");
        let jon = snapshot.user(&"jon".into()).unwrap();
        assert_eq!(snapshot.rank_at(jon, home) > 0, opens, "{service}");
    }
}

#[test]
fn somebody_of_higher_rank_is_not_moved_and_somebody_of_equal_rank_is() {
    let cast = Cast::hosting();
    let higher = cast
        .clone()
        .grant("mara", "service_provider_administrator@bramble");
    let equal = cast.clone().grant("mara", "reseller_administrator@bramble");
    let codes = |cast: &Cast| cast.codes("rhea", &to("mara", "clover"));
    assert!(codes(&higher).contains(&"rank-too-high"));
    assert!(!codes(&equal).contains(&"rank-too-high"));
    // The role of a reseller does not reach a customer.
    assert!(codes(&equal).contains(&"role-not-allowed"));
}

#[test]
fn without_the_facts_of_hosting_trees_nobody_moves_or_sees_anybody_there() {
    let mut cast = Cast::hosting();
    cast.hosting = None;
    for actor in ["tess", "rhea", "cleo"] {
        assert_eq!(answer(&cast, actor, "mara", "clover"), "nobody", "{actor}");
        let snapshot = cast.snapshot();
        let actor = act(actor);
        let view = View::of(&snapshot, &actor).unwrap();
        assert!(view.roles.iter().all(|role| role.keys.is_empty()));
    }
    // Whoever asks for the own home is told that there is nothing to do, and nothing else.
    assert_eq!(
        cast.codes("eve?self", &to("eve", "bramble")),
        ["already-at-destination"]
    );
    // A role held above is not even inherited.
    assert!(matches!(
        cast.try_plan("tess@kestrel", &to("mara", "clover")),
        Err(Refusal::UnknownActingIn(_))
    ));
}

#[test]
fn what_is_known_of_hosting_trees_changes_nothing_in_an_enterprise() {
    let with = |change: fn(&mut Snapshot)| {
        let mut snapshot = Cast::new().snapshot();
        change(&mut snapshot);
        plan(&snapshot, &to("ben", "riverside"), &act("omar"), NOW).unwrap()
    };
    assert_eq!(
        with(|it| it.hosting = Cast::hosting().snapshot().hosting),
        with(|_| {})
    );
}

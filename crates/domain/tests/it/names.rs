//! Names at the destination, where the facts at hand do not hold everybody's.

use rehome_domain::time::Timestamp;
use rehome_domain::user_move::{FindingKind, plan};
use rehome_testkit::{Cast, act, to};

/// Whether moving to a destination leaves the question of names to the server.
fn is_left_to_the_server(cast: &Cast, actor: &str, destination: &str) -> bool {
    let mut facts = cast.snapshot();
    facts.taken_is_known = false;
    let found = plan(&facts, &to("dana", destination), &act(actor), Timestamp(0)).unwrap();
    found
        .findings()
        .any(|finding| finding.deferred && matches!(finding.kind, FindingKind::NameTaken { .. }))
}

#[test]
fn within_an_enterprise_of_unique_names_a_browser_knows_that_they_are_free() {
    let cast = Cast::new();
    assert!(!is_left_to_the_server(&cast, "ana", "riverside"));
    assert!(!is_left_to_the_server(&cast, "ana", "aster-north"));
}

#[test]
fn beyond_the_enterprise_only_the_server_knows() {
    assert!(is_left_to_the_server(&Cast::new(), "sasha", "palm-court"));
}

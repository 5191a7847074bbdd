//! The module answers what a plan says, and something that can be read whatever it is asked.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use rehome_domain::hosting::mapped::OldEnd;
use rehome_domain::telephony::DialPlan;
use rehome_domain::user_copy::CopyJudgement;
use rehome_domain::user_move::{Judgement, MoveRequest, plan};
use rehome_judge::Facts;
use rehome_judge::bench::Bench;
use rehome_testkit::copies::{GOOD_PASSWORD, nina};
use rehome_testkit::telephony_messy::messy;
use rehome_testkit::{Cast, NOW, act};
use std::collections::BTreeSet;

fn facts(cast: &Cast, actor: &str) -> Facts {
    let snapshot = serde_json::to_value(cast.snapshot()).unwrap();
    let facts = serde_json::json!({ "snapshot": snapshot, "actor": act(actor), "now": NOW });
    Facts::read(&serde_json::to_vec(&facts).unwrap()).unwrap()
}

fn judged(facts: &Facts, request: &MoveRequest) -> Option<Judgement> {
    let answer = facts.answer(&serde_json::to_vec(request).unwrap(), Facts::judge);
    serde_json::from_slice(&answer).unwrap()
}

#[test]
fn a_judgement_says_what_the_plan_says_and_what_could_be_chosen() {
    let facts = facts(&Cast::hosting(), "rhea");
    let request = MoveRequest::one("mara", "clover");
    let said = judged(&facts, &request).unwrap();
    let plan = plan(&facts.snapshot, &request, &act("rhea"), NOW).unwrap();
    assert_eq!(said.findings, plan.families[0].findings);
    let mapped = said.mapped.unwrap();
    let upn = mapped.upn.unwrap();
    assert_eq!(
        (&*upn.text, upn.chosen),
        ("mara.quinn@clover.example", false)
    );
    assert_eq!(mapped.renamed.as_deref(), Some("mara.quinn_CLOVER"));
    assert_eq!(&*mapped.domains[0], "clover.example");
    let [primary, shared] = mapped.old.as_slice() else {
        unreachable!("{:?}", mapped.old);
    };
    assert!(primary.primary && !primary.can_stay && shared.can_stay);
    assert_eq!(shared.end, OldEnd::Dropped(30));
    let exchange = mapped.services.first().unwrap();
    assert_eq!(
        (&*exchange.name, exchange.offered.len()),
        ("Hosted Exchange", 2)
    );
}

#[test]
fn a_proposal_steps_aside_and_a_choice_does_not() {
    let cast = Cast::hosting().hosted("mina", |it| {
        it.upn = Some("mara.quinn@clover.example".into())
    });
    let facts = facts(&cast, "rhea");
    let mut request = MoveRequest::one("mara", "clover");
    let proposed = judged(&facts, &request)
        .unwrap()
        .mapped
        .unwrap()
        .upn
        .unwrap();
    assert_eq!(&*proposed.text, "mara.quinn2@clover.example");
    request.options.upn = Some("mara.quinn@clover.example".to_owned());
    let chosen = judged(&facts, &request).unwrap();
    assert!(
        chosen
            .findings
            .iter()
            .any(|finding| finding.code() == "upn-taken")
    );
}

#[test]
fn all_that_is_to_be_said_of_somebody_at_a_site_is_said_at_once_with_what_clears_it() {
    let said = |from: DialPlan, to: DialPlan| {
        let (cast, request) = messy(from, to);
        let facts = facts(&cast, "cleo");
        let said = judged(&facts, &request).unwrap();
        let plan = plan(&facts.snapshot, &request, &act("cleo"), NOW).unwrap();
        assert_eq!(said.findings, plan.families[0].findings);
        for finding in &said.findings {
            assert!(!finding.remedies.is_empty(), "{finding:?}");
            let about = serde_json::to_value(&finding.about).unwrap();
            assert!(about["id"].is_string(), "{finding:?}");
        }
        let codes = said.findings.iter().map(|it| it.code());
        codes.collect::<BTreeSet<_>>()
    };
    let everywhere = [
        "admin-scope-by-hand",
        "country-differs",
        "desk-phone-left",
        "device-list-differs",
        "foreign-css",
        "name-taken",
        "outside-sync-to",
        "role-not-valid",
        "role-revoked",
        "shared-line",
        "site-defaults-missing",
    ];
    let along = [
        "e164-association",
        "hunt-list",
        "inventory-collision",
        "line-kept",
        "number-routing",
        "pickup-group",
    ];
    let stays = [
        "agent-line",
        "line-disassociated",
        "number-to-assign",
        "numbers-left-behind",
        "primary-line-cleared",
        "voicemail-stale",
    ];
    let all = |more: &[&'static str]| -> BTreeSet<&'static str> {
        everywhere.iter().chain(more).copied().collect()
    };
    assert_eq!(said(DialPlan::NonSlc, DialPlan::NonSlc), all(&along));
    assert_eq!(said(DialPlan::Slc, DialPlan::Slc), all(&stays));
}

#[test]
fn what_cannot_be_asked_has_no_answer() {
    let facts = facts(&Cast::hosting(), "rhea");
    assert_eq!(judged(&facts, &MoveRequest::one("mara", "fern")), None);
    assert_eq!(judged(&facts, &MoveRequest::one("nobody", "clover")), None);
    assert_eq!(facts.answer(b"no request", Facts::judge), b"null");
    assert!(Facts::read(b"{}").is_none());
}

#[test]
fn the_bench_judges_every_service_and_address() {
    let bench = Bench::new(20, 50);
    assert!(bench.keystroke(7) > 30, "{}", bench.keystroke(7));
}

#[test]
fn a_copy_is_judged_as_its_plan_is_and_no_password_goes_in() {
    let facts = facts(&Cast::hosting(), "cleo");
    let request = nina();
    let written = serde_json::to_vec(&request).unwrap();
    assert!(
        !String::from_utf8(written.clone())
            .unwrap()
            .contains(GOOD_PASSWORD)
    );
    let answer = facts.answer(&written, Facts::judge_copy);
    let said: Option<CopyJudgement> = serde_json::from_slice(&answer).unwrap();
    let said = said.unwrap();
    assert_eq!(
        said.findings,
        Cast::hosting().copied("cleo", &request).findings
    );
    let username = said.copied.unwrap().username.unwrap();
    assert_eq!(&*username.text, "nina_BRAMBLE");
    for nothing in [&b"{}"[..], b"null", b"no"] {
        assert_eq!(facts.answer(nothing, Facts::judge_copy), b"null");
    }
}

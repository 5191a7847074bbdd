//! Undo in hosting trees: what comes back, what has gone on by itself, and what somebody else has by now.

use rehome_domain::hosting::{HeldService, NameKind, Provisioning};
use rehome_domain::undo::{LedgerEntry, UndoPlan, plan_undo};
use rehome_domain::user_move::apply::apply;
use rehome_domain::user_move::{Refusal, Step};
use rehome_testkit::hosting::held;
use rehome_testkit::{Cast, NOW, act, codes, ledger_entry, to};

/// Mara at Clover, and what the ledger keeps of her move.
fn moved(cast: Cast) -> (Cast, LedgerEntry) {
    let mut request = to("mara", "clover");
    request.options.rename_username = Some(true);
    let (after, plan) = cast.moved("tess", &request);
    let entry = ledger_entry(&request, &plan.families[0]);
    (after, entry)
}

fn undo(cast: &Cast, entry: &LedgerEntry, actor: &str) -> Result<UndoPlan, Refusal> {
    plan_undo(&cast.snapshot(), entry, &act(actor), NOW)
}

fn found(cast: &Cast, entry: &LedgerEntry) -> Vec<&'static str> {
    codes(&undo(cast, entry, "tess").unwrap().family.findings)
}

fn exchange(cast: Cast, change: impl FnOnce(&mut HeldService)) -> Cast {
    cast.hosted("mara", |it| {
        change(it.services.get_mut("exchange").unwrap())
    })
}

fn restored(cast: &Cast, entry: &LedgerEntry) -> rehome_domain::people::User {
    let plan = undo(cast, entry, "tess").unwrap();
    let mut state = cast.snapshot();
    assert_eq!(
        apply(&mut state, &plan.family.steps),
        plan.family.steps.len()
    );
    state.users["mara"].clone()
}

#[test]
fn what_nobody_has_begun_comes_back_as_it_was() {
    let before = Cast::hosting();
    let (after, entry) = moved(before.clone());
    let mut mara = restored(&after, &entry);
    mara.revision = before.users["mara"].revision;
    assert_eq!(mara, before.users["mara"]);
    assert!(found(&after, &entry).is_empty());
}

#[test]
fn what_has_gone_on_by_itself_is_requested_at_the_old_home() {
    let (after, entry) = moved(Cast::hosting());
    let after = exchange(after, |it| {
        it.status = Provisioning::Provisioned;
        it.bytes = 5_000;
    })
    .hosted("mara", |it| it.provisioning = Provisioning::InProgress);
    let mara = restored(&after, &entry).hosting.unwrap();
    assert_eq!(mara.services["exchange"].status, Provisioning::Requested);
    assert_eq!(mara.provisioning, Provisioning::Requested);
    assert_eq!(mara.upn.as_deref(), Some("mara.quinn@bramble.example"));
}

#[test]
fn a_plan_that_somebody_changed_since_is_kept_and_told() {
    let (after, entry) = moved(Cast::hosting());
    let after = exchange(after, |it| it.plan = Some("mailbox-50".into()));
    let plan = undo(&after, &entry, "tess").unwrap();
    assert!(codes(&plan.family.findings).contains(&"changed-since"));
    assert!(
        plan.kept
            .iter()
            .any(|step| matches!(step, Step::Service { .. }))
    );
}

#[test]
fn a_name_that_is_somebody_elses_by_now_holds_the_undo_back() {
    for (kind, name, code) in [
        (NameKind::Upn, "mara.quinn@bramble.example", "upn-taken"),
        (NameKind::Address, "mara@shared.example", "address-taken"),
        (NameKind::Username, "mara.quinn_BRAMBLE", "username-taken"),
    ] {
        let (after, entry) = moved(Cast::hosting());
        let after = after.knowing(|it| it.names_of_others.push((kind, name)));
        assert_eq!(found(&after, &entry), [code]);
    }
}

#[test]
fn a_service_that_the_old_home_lost_holds_the_undo_back() {
    let (after, entry) = moved(Cast::hosting());
    let lost = after.clone().hosted_at("bramble", |it| it.services.clear());
    assert_eq!(found(&lost, &entry), ["dest-service-missing"]);
    let full = after.hosted_at("bramble", |it| {
        let exchange = it.services.get_mut("exchange").unwrap();
        exchange.get_mut("main").unwrap().user_limit = Some(0);
    });
    assert_eq!(found(&full, &entry), ["service-limit"]);
}

#[test]
fn what_came_at_the_new_home_since_stays_there() {
    let (after, entry) = moved(Cast::hosting());
    let after = after.hosted("mara", |it| {
        it.addresses
            .insert("extra@clover.example".into(), Default::default());
        it.services.insert("ocs".into(), held("chat"));
    });
    assert_eq!(found(&after, &entry), ["service-deprovisioned"]);
    let mara = restored(&after, &entry).hosting.unwrap();
    assert!(
        mara.addresses
            .keys()
            .all(|it| !it.as_str().ends_with("@clover.example"))
    );
    assert!(!mara.services.contains_key("ocs"));
}

#[test]
fn who_could_not_move_somebody_back_does_not_undo_it() {
    let (after, entry) = moved(Cast::hosting());
    assert!(undo(&after, &entry, "rhea").is_ok());
    assert_eq!(
        undo(&after, &entry, "otis").unwrap_err(),
        Refusal::UnknownSubject
    );
    assert_eq!(
        undo(&after, &entry, "cleo").unwrap_err(),
        Refusal::UnknownSubject
    );
}

#[test]
fn carried_roles_go_back_where_the_actor_may_grant_them() {
    let cast = Cast::hosting().grant("mara", "customer_administrator@bramble");
    let before = cast.users["mara"].grants.clone();
    let (after, entry) = moved(cast);
    assert_eq!(restored(&after, &entry).grants, before);
}

#[test]
fn an_undo_can_be_undone() {
    let (after, entry) = moved(Cast::hosting());
    let plan = undo(&after, &entry, "tess").unwrap();
    let back = ledger_entry(&to("mara", "bramble"), &plan.family);
    let mut state = after.snapshot();
    apply(&mut state, &plan.family.steps);
    let again = plan_undo(&state, &back, &act("tess"), NOW).unwrap();
    assert!(
        codes(&again.family.findings).is_empty(),
        "{:?}",
        again.family.findings
    );
    assert_eq!(
        apply(&mut state, &again.family.steps),
        again.family.steps.len()
    );
    let mut mara = state.users["mara"].clone();
    mara.revision = after.users["mara"].revision;
    assert_eq!(mara, after.users["mara"]);
}

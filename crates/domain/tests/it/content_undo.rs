//! Undo between accounts: what comes back, what is kept because it changed since, and what cannot come back.

use rehome_domain::content::ProfileKind;
use rehome_domain::organization::OrganizationStatus;
use rehome_domain::undo::{LedgerEntry, UndoPlan, plan_undo};
use rehome_domain::user_move::apply::apply;
use rehome_domain::user_move::{MoveRequest, Refusal, Snapshot, Step};
use rehome_testkit::content::{ann, moving};
use rehome_testkit::{Cast, NOW, act, codes, ledger_entry};

/// The state after Bea's move, with what the ledger keeps of it.
fn moved(cast: &Cast, request: &MoveRequest) -> (Snapshot, LedgerEntry) {
    let plan = cast.plan("bea", request);
    let family = &plan.families[0];
    assert!(!family.is_blocked(), "{:?}", family.findings);
    let mut state = cast.snapshot();
    apply(&mut state, &family.steps);
    (state, ledger_entry(request, family))
}

fn undone(state: &Snapshot, entry: &LedgerEntry, actor: &str) -> UndoPlan {
    plan_undo(state, entry, &act(actor), NOW).unwrap()
}

fn anns() -> Cast {
    Cast::accounts()
        .proof("p", "ann")
        .file("stays", "ann")
        .set("shared", &["ann", "ben"])
        .folder("hers", "ann", "ann")
}

fn only_proofs() -> MoveRequest {
    let mut request = ann();
    request.options.move_files = Some(false);
    request
}

#[test]
fn what_passed_on_comes_back_but_what_its_new_owner_gave_away() {
    let (mut state, entry) = moved(&anns(), &only_proofs());
    let facts = state.content.as_mut().unwrap();
    facts.items.get_mut("stays").unwrap().owner = "cal".into();
    let undo = undone(&state, &entry, "bea");
    assert!(!undo.family.is_blocked(), "{:?}", undo.family.findings);
    assert_eq!(codes(&undo.family.findings), ["changed-since"]);
    let Step::Ownership { things, .. } = &undo.kept[0] else {
        panic!("{:?}", undo.kept);
    };
    assert_eq!((things.items.len(), things.folders.len()), (1, 0));
    let steps = undo.family.steps;
    assert_eq!(apply(&mut state, &steps), steps.len());
    let facts = state.content.as_ref().unwrap();
    let owner = |id: &str| facts.items[id].owner.as_str();
    assert_eq!(
        (owner("stays"), owner("shared-1"), owner("p")),
        ("cal", "ann", "ann")
    );
    assert_eq!(facts.folders["hers"].owner.as_str(), "ann");
}

#[test]
fn a_running_transfer_holds_nothing_back_and_what_arrived_goes_back() {
    let (mut state, entry) = moved(&anns().proof("q", "ann"), &ann());
    let facts = state.content.as_mut().unwrap();
    let transfer = facts.transfers.keys().next().unwrap().clone();
    let arrived = facts.transfers[&transfer]
        .states
        .keys()
        .next()
        .unwrap()
        .clone();
    facts
        .switch(&transfer, &arrived, OrganizationStatus::Active)
        .unwrap();
    let undo = undone(&state, &entry, "bea");
    assert!(!undo.family.is_blocked(), "{:?}", undo.family.findings);
    apply(&mut state, &undo.family.steps);
    let facts = state.content.as_mut().unwrap();
    let back = &facts.transfers[&transfer];
    assert!(back.returns && back.is_running());
    assert_eq!(back.switched.len(), 1);
    assert!(facts.bring_back(&transfer, &arrived));
    assert!(!facts.bring_back(&transfer, &arrived));
    // The folder goes with the last piece, unless somebody put something into it.
    assert!(facts.transfers.is_empty() && !facts.folders.contains_key(&transfer));
    assert!(
        facts
            .items
            .values()
            .all(|it| it.account.as_str() == "folio-tokyo")
    );
}

#[test]
fn what_others_put_into_the_folder_keeps_it_there() {
    let (mut state, entry) = moved(&anns(), &only_proofs());
    let facts = state.content.as_mut().unwrap();
    let transfer = facts.transfers.keys().next().unwrap().clone();
    let mut other = facts.items["stays"].clone();
    (other.owner, other.account) = ("lia".into(), "folio-lisbon".into());
    other.folder = Some(transfer.clone());
    facts.items.insert("lias".into(), other);
    let undo = undone(&state, &entry, "bea");
    apply(&mut state, &undo.family.steps);
    let facts = state.content.as_ref().unwrap();
    assert!(facts.transfers.is_empty() && facts.folders.contains_key(&transfer));
}

#[test]
fn a_profile_comes_back_only_from_who_may_give_it() {
    let cast = Cast::accounts().custom_profile("desk", "folio-lisbon", ProfileKind::Manager);
    let mut request = moving("tom", "folio-lisbon", "desk");
    request.options.new_owner = Some("ben".into());
    let (state, entry) = moved(&cast, &request);
    let by_hugo = undone(&state, &entry, "hugo");
    assert!(codes(&by_hugo.family.findings).contains(&"role-not-restored"));
    assert_eq!(by_hugo.not_restored.len(), 1);
    // A profile of the new account means nothing at home: its original takes its place.
    let mut home = state.clone();
    apply(&mut home, &by_hugo.family.steps);
    let facts = home.content.as_ref().unwrap();
    assert_eq!(facts.members["tom"].profile.as_str(), "manager");
    let by_bruno = undone(&state, &entry, "bruno");
    let mut home = state.clone();
    apply(&mut home, &by_bruno.family.steps);
    let facts = home.content.as_ref().unwrap();
    assert_eq!(
        facts.members["tom"].profile.as_str(),
        "billing_administrator"
    );
}

#[test]
fn the_old_account_needs_a_seat_and_room_for_what_arrived() {
    let (mut state, entry) = moved(&anns(), &only_proofs());
    let facts = state.content.as_mut().unwrap();
    let transfer = facts.transfers.keys().next().unwrap().clone();
    for piece in facts.transfers[&transfer].states.clone().into_keys() {
        facts
            .switch(&transfer, &piece, OrganizationStatus::Active)
            .unwrap();
    }
    let full = |seats, bytes| {
        let mut state = state.clone();
        let facts = state.content.as_mut().unwrap();
        let account = facts.accounts.get_mut("folio-tokyo").unwrap();
        (account.seats, account.storage_bytes) = (Some(seats), Some(bytes));
        codes(&undone(&state, &entry, "bea").family.findings)
    };
    // Five people and 210 bytes stayed; Ann and 100 bytes come back.
    assert_eq!(full(6, 310), Vec::<&str>::new());
    assert_eq!(full(5, 310), ["no-seat"]);
    assert_eq!(full(6, 309), ["account-storage-full"]);
}

#[test]
fn nobody_of_a_satellite_takes_a_move_back() {
    let (state, entry) = moved(&anns(), &ann());
    for actor in ["ann", "tara", "lia", "cal"] {
        let refusal = plan_undo(&state, &entry, &act(actor), NOW).unwrap_err();
        let is_hidden = matches!(
            refusal,
            Refusal::UnknownSubject | Refusal::UnknownDestination | Refusal::NotAllowed
        );
        assert!(is_hidden, "{actor}: {refusal}");
    }
}

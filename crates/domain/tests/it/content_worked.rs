//! Worked cases of hub and satellite accounts: version sets, tick boxes, and what happens to each thing.

use rehome_domain::content::piece::{Hold, PieceId};
use rehome_domain::content::{ContentFacts, OwnedGroup, SavedView, Sharing, Template};
use rehome_domain::ids::{FolderId, UserId};
use rehome_domain::organization::OrganizationStatus;
use rehome_domain::people::UserStatus;
use rehome_domain::user_move::apply::apply;
use rehome_domain::user_move::{MoveRequest, Snapshot, Step};
use rehome_testkit::content::{ann, moving};
use rehome_testkit::{Cast, all_to};

/// The state after a request by Bea, and after everything that was ordered has been switched.
fn moved(cast: &Cast, request: &MoveRequest) -> Snapshot {
    let plan = cast.plan("bea", request);
    let mut snapshot = cast.snapshot();
    for family in &plan.families {
        assert!(!family.is_blocked(), "{:?}", family.findings);
        assert_eq!(apply(&mut snapshot, &family.steps), family.steps.len());
    }
    switch_all(snapshot.content.as_mut().unwrap());
    snapshot
}

fn switch_all(facts: &mut ContentFacts) {
    let pieces = facts.transfers.iter().flat_map(|(id, transfer)| {
        let pieces = transfer.states.keys();
        pieces.map(|piece| (id.clone(), piece.clone()))
    });
    for (transfer, piece) in pieces.collect::<Vec<_>>() {
        facts
            .switch(&transfer, &piece, OrganizationStatus::Active)
            .unwrap();
    }
}

/// Where items are and whose, each as `account owner`.
fn whereabouts(snapshot: &Snapshot, ids: &[&str]) -> Vec<String> {
    let facts = snapshot.content.as_ref().unwrap();
    let item = |id: &&str| {
        let item = &facts.items[*id];
        format!("{} {}", item.account, item.owner)
    };
    ids.iter().map(item).collect()
}

const HERE: &str = "folio-tokyo";
const THERE: &str = "folio-lisbon";

#[test]
fn a_set_moves_whole_where_all_of_it_is_the_subjects_and_stays_whole_otherwise() {
    let cast = Cast::accounts()
        .set("own", &["ann", "ann", "ann"])
        .set("shared", &["ann", "ben", "ann"])
        .set("single", &["ann"])
        .set("foreign", &["ben", "ben"])
        .set("cals", &["ann", "cal"]);
    let after = moved(&cast, &ann());
    let all = |ids: &[&str]| whereabouts(&after, ids);
    assert_eq!(
        all(&["own-1", "own-2", "own-3", "single-1"]),
        ["folio-lisbon ann"; 4]
    );
    // Hers pass to Ben, who already owned the other; then the set is of one owner.
    assert_eq!(
        all(&["shared-1", "shared-2", "shared-3"]),
        ["folio-tokyo ben"; 3]
    );
    assert_eq!(all(&["foreign-1", "foreign-2"]), ["folio-tokyo ben"; 2]);
    assert_eq!(
        all(&["cals-1", "cals-2"]),
        ["folio-tokyo ben", "folio-tokyo cal"]
    );
}

#[test]
fn trashed_versions_go_along_or_hold_their_set_at_home() {
    let trash = |cast: Cast, ids: &[&str]| {
        ids.iter()
            .fold(cast, |cast, id| cast.item(id, |it| it.trashed = true))
    };
    let cast = Cast::accounts()
        .set("partly", &["ann", "ann"])
        .set("wholly", &["ann", "ann"])
        .set("held", &["ann", "ben"])
        .proof("alone", "ann");
    let cast = trash(
        cast,
        &["partly-2", "wholly-1", "wholly-2", "held-2", "alone"],
    );
    let after = moved(&cast, &ann());
    assert_eq!(
        whereabouts(
            &after,
            &[
                "partly-1", "partly-2", "wholly-1", "wholly-2", "held-1", "held-2", "alone"
            ]
        ),
        [
            "folio-lisbon ann",
            "folio-lisbon ann",
            "folio-tokyo ben",
            "folio-tokyo ben",
            "folio-tokyo ben",
            "folio-tokyo ben",
            "folio-tokyo ben"
        ]
    );
    assert!(after.content.unwrap().items["partly-2"].trashed);
}

#[test]
fn who_stands_in_for_the_owner_is_no_owner() {
    let cast = Cast::accounts()
        .set("own", &["ann", "ann"])
        .knowing_content(|it| {
            let delegation = rehome_domain::hosting::Delegation {
                to: "ben".into(),
                until: None,
                kind: Some("out_of_office".into()),
            };
            let ann = it.members.get_mut("ann").unwrap();
            ann.delegations.insert(delegation);
        });
    let after = moved(&cast, &ann());
    assert_eq!(whereabouts(&after, &["own-1"]), ["folio-lisbon ann"]);
    let facts = after.content.unwrap();
    assert!(facts.members["ann"].delegations.is_empty());
}

#[test]
fn each_pair_of_boxes_says_what_goes_what_stays_and_whether_a_folder_is_made() {
    let cast = Cast::accounts()
        .proof("p", "ann")
        .file("f", "ann")
        .folder("hers", "ann", "ann");
    for (proofs, files) in [(false, false), (true, false), (false, true), (true, true)] {
        let mut request = ann();
        (request.options.move_proofs, request.options.move_files) = (Some(proofs), Some(files));
        let after = moved(&cast, &request);
        let there = |moves| {
            if moves {
                "folio-lisbon ann"
            } else {
                "folio-tokyo ben"
            }
        };
        assert_eq!(
            whereabouts(&after, &["p", "f"]),
            [there(proofs), there(files)],
            "{proofs} {files}"
        );
        let facts = after.content.unwrap();
        // Folders are the new owner's in all four rows, and who made them stays who made them.
        let hers = &facts.folders["hers"];
        assert_eq!((hers.owner.as_str(), hers.creator.as_str()), ("ben", "ann"));
        let made = facts
            .folders
            .values()
            .filter(|it| it.account == THERE.into());
        assert_eq!(made.count(), usize::from(proofs || files));
        assert_eq!(facts.transfers.len(), usize::from(proofs || files));
    }
}

#[test]
fn no_folder_and_no_job_are_made_where_nothing_moves() {
    let cast = Cast::accounts().set("shared", &["ann", "ben"]);
    let plan = cast.plan("bea", &ann());
    let steps = &plan.families[0].steps;
    assert!(
        steps
            .iter()
            .all(|step| !matches!(step, Step::Transfer { .. }))
    );
    assert!(
        steps
            .iter()
            .any(|step| matches!(step, Step::Ownership { .. }))
    );
}

#[test]
fn what_moves_keeps_its_review_and_loses_its_place_and_custom_values() {
    let cast = Cast::accounts()
        .folder("hers", "ann", "ann")
        .proof("p", "ann")
        .listed("p", "tara")
        .item("p", |it| {
            it.folder = Some("hers".into());
            it.creator = "ben".into();
            it.comments = 3;
            it.deadline = Some("2026-12-01".into());
            it.stages = 2;
            it.tags.insert("autumn".into());
            it.custom_fields.insert("campaign".into());
            it.action_flags = 2;
            (it.locked, it.archived) = (true, true);
        });
    let before = cast.content.as_ref().unwrap().items["p"].clone();
    let after = moved(&cast, &ann());
    let item = &after.content.as_ref().unwrap().items["p"];
    let folder = item.folder.clone().unwrap();
    assert_eq!(item.account.as_str(), THERE);
    let kept = rehome_domain::content::Item {
        account: HERE.into(),
        folder: Some("hers".into()),
        custom_fields: before.custom_fields.clone(),
        flags_are_text: false,
        ..item.clone()
    };
    assert_eq!(kept, before);
    assert!(item.custom_fields.is_empty() && item.flags_are_text);
    let facts = after.content.as_ref().unwrap();
    let made = &facts.folders[&folder];
    assert_eq!(
        (&*made.name, made.owner.as_str(), made.creator.as_str()),
        ("Ann Okada", "ann", "ann")
    );
    assert!(made.private && made.parent.is_none());
}

#[test]
fn ownership_decides_and_authorship_does_not() {
    let cast = Cast::accounts()
        .proof("made", "ben")
        .item("made", |it| it.creator = "ann".into())
        .proof("owned", "ann")
        .item("owned", |it| it.creator = "ben".into())
        .folder("made-folder", "ann", "ben")
        .proof("others", "ben")
        .item("others", |it| it.folder = Some("hers".into()))
        .folder("hers", "ann", "ann");
    let after = moved(&cast, &ann());
    assert_eq!(
        whereabouts(&after, &["made", "owned", "others"]),
        ["folio-tokyo ben", "folio-lisbon ann", "folio-tokyo ben"]
    );
    let facts = after.content.unwrap();
    assert_eq!(facts.items["owned"].creator.as_str(), "ben");
    assert_eq!(facts.items["others"].folder, Some("hers".into()));
    assert_eq!(facts.folders["made-folder"].owner.as_str(), "ben");
}

#[test]
fn groups_templates_and_shared_views_pass_on_and_own_views_stay_as_they_are() {
    let (account, owner) = (|| HERE.into(), || UserId::from("ann"));
    let cast = Cast::accounts().knowing_content(|it| {
        for (id, shared) in [
            ("alone", Sharing::OnlyMe),
            ("all", Sharing::AllUsers),
            ("some", Sharing::NamedUsers),
        ] {
            let view = SavedView {
                account: account(),
                owner: owner(),
                shared,
            };
            it.views.insert(id.into(), view);
        }
        for (id, private) in [("private", true), ("open", false)] {
            let group = OwnedGroup {
                account: account(),
                owner: owner(),
                private,
            };
            it.groups.insert(id.into(), group);
        }
        let template = Template {
            account: account(),
            owner: owner(),
        };
        it.templates.insert("flow".into(), template);
    });
    let after = moved(&cast, &ann()).content.unwrap();
    let views: Vec<&str> = after.views.values().map(|it| it.owner.as_str()).collect();
    assert_eq!(views, ["ben", "ann", "ben"]);
    assert!(after.groups.values().all(|it| it.owner.as_str() == "ben"));
    assert!(
        after
            .templates
            .values()
            .all(|it| it.owner.as_str() == "ben")
    );
}

#[test]
fn the_person_moves_with_another_profile_and_keeps_grants_elsewhere_memberships_and_state() {
    let cast = Cast::accounts()
        .status("ann", UserStatus::Pending)
        .grant("ann", "api_user@folio")
        .grant("ann", "api_user@folio-tokyo")
        .user("ann", |it| {
            it.groups.insert("reviewers".into());
        });
    let after = moved(&cast, &moving("ann", THERE, "supervisor"));
    let person = &after.users["ann"];
    assert_eq!(
        (person.home.as_str(), person.status),
        (THERE, UserStatus::Pending)
    );
    assert_eq!(person.grants.len(), 1);
    assert!(person.groups.contains("reviewers"));
    assert_eq!(
        after.content.unwrap().members["ann"].profile.as_str(),
        "supervisor"
    );
}

#[test]
fn seats_and_bytes_go_over_at_once_and_one_by_one() {
    let cast = Cast::accounts().proof("p", "ann").file("f", "ann");
    let counts = |snapshot: &Snapshot, code: &str| {
        let counts = &snapshot.content.as_ref().unwrap().counts[code];
        (counts.seats, counts.bytes, counts.expected)
    };
    let plan = cast.plan("bea", &ann());
    let mut state = cast.snapshot();
    assert_eq!(
        (counts(&state, HERE), counts(&state, THERE)),
        ((6, 110, 0), (1, 0, 0))
    );
    apply(&mut state, &plan.families[0].steps);
    assert_eq!(
        (counts(&state, HERE), counts(&state, THERE)),
        ((5, 110, 0), (2, 0, 110))
    );
    let facts = state.content.as_mut().unwrap();
    let transfer = facts.transfers.keys().next().unwrap().clone();
    let proof = PieceId::Item("p".into());
    facts
        .switch(&transfer, &proof, OrganizationStatus::Active)
        .unwrap();
    assert_eq!(
        (counts(&state, HERE), counts(&state, THERE)),
        ((5, 10, 0), (2, 100, 10))
    );
    // Disabled people take no seat.
    let full = cast
        .account(THERE, |it| it.seats = Some(1))
        .status("ann", UserStatus::Disabled);
    assert!(!full.codes("bea", &ann()).contains(&"no-seat"));
}

#[test]
fn rows_above_take_seats_and_room_from_those_below() {
    let cast = Cast::accounts()
        .proof("a", "ann")
        .proof("c", "cal")
        .account(THERE, |it| {
            (it.seats, it.storage_bytes) = (Some(2), Some(150))
        });
    let mut request = all_to(&["ann", "cal"], THERE);
    request.options = ann().options;
    let plan = cast.plan("bea", &request);
    assert!(!plan.families[0].is_blocked());
    let below: Vec<&str> = plan.families[1]
        .findings
        .iter()
        .map(|it| it.code())
        .collect();
    assert!(
        below.contains(&"no-seat") && below.contains(&"account-storage-full"),
        "{below:?}"
    );
}

#[test]
fn a_folder_of_that_name_is_never_merged_and_a_long_one_is_cut() {
    let names = |cast: &Cast, name: &str| {
        let mut request = ann();
        request.options.folder_name = Some(name.into());
        let facts = moved(cast, &request).content.unwrap();
        let made = facts.transfers.values().next().unwrap();
        made.order.folder.name.to_string()
    };
    let cast = Cast::accounts().proof("p", "ann");
    assert_eq!(names(&cast, "  Work "), "Work");
    let taken = cast.clone().folder("WORK", "lia", "lia");
    assert_eq!(names(&taken, "Work"), "Work (2)");
    let twice = taken.folder("work (2)", "lia", "lia");
    assert_eq!(names(&twice, "Work"), "Work (3)");
    // One that nobody else sees, and one further down, are not compared.
    let hidden = cast
        .clone()
        .folder("Work", "lia", "lia")
        .folder_at("Work", |it| it.private = true);
    assert_eq!(names(&hidden, "Work"), "Work");
    let below = cast
        .clone()
        .folder("top", "lia", "lia")
        .folder("Work", "lia", "lia")
        .folder_at("Work", |it| it.parent = Some("top".into()));
    assert_eq!(names(&below, "Work"), "Work");
    let long = "x".repeat(300);
    assert_eq!(names(&cast, &long).chars().count(), 255);
    let again = cast.folder(&"x".repeat(255), "lia", "lia");
    let name = names(&again, &long);
    assert!(
        name.ends_with(" (2)") && name.chars().count() == 255,
        "{name}"
    );
}

#[test]
fn a_version_that_somebody_adds_meanwhile_keeps_the_set_at_home() {
    let cast = Cast::accounts()
        .set("own", &["ann", "ann"])
        .proof("p", "ann");
    let plan = cast.plan("bea", &ann());
    let mut state = cast.snapshot();
    apply(&mut state, &plan.families[0].steps);
    let facts = state.content.as_mut().unwrap();
    let mut added = facts.items["own-1"].clone();
    (added.owner, added.version) = ("cal".into(), 3);
    facts.items.insert("own-3".into(), added);
    let transfer = facts.transfers.keys().next().unwrap().clone();
    let set = PieceId::Set("own".into());
    let answer = facts.switch(&transfer, &set, OrganizationStatus::Active);
    assert_eq!(answer, Err(Hold::OwnersDiffer));
    let again = facts.switch(&transfer, &set, OrganizationStatus::Active);
    assert_eq!(again, Err(Hold::NotPending));
    assert_eq!(
        whereabouts(&state, &["own-1", "own-2", "own-3"]),
        ["folio-tokyo ben", "folio-tokyo ben", "folio-tokyo cal"]
    );
    let facts = state.content.as_ref().unwrap();
    assert!(facts.transfers[&transfer].is_running());
}

#[test]
fn a_piece_waits_where_the_destination_is_closed_or_full_and_nothing_is_lost() {
    let cast = Cast::accounts().proof("p", "ann");
    let mut state = cast.snapshot();
    apply(&mut state, &cast.plan("bea", &ann()).families[0].steps);
    let facts = state.content.as_mut().unwrap();
    let transfer = facts.transfers.keys().next().unwrap().clone();
    let piece = PieceId::Item("p".into());
    let closed = facts.switch(&transfer, &piece, OrganizationStatus::Closed);
    assert_eq!(closed, Err(Hold::DestinationClosed));
    facts.accounts.get_mut(THERE).unwrap().storage_bytes = Some(99);
    let full = facts.switch(&transfer, &piece, OrganizationStatus::Active);
    assert_eq!(full, Err(Hold::NoRoom));
    assert!(!Hold::NoRoom.is_final() && Hold::OwnersDiffer.is_final());
    facts.accounts.get_mut(THERE).unwrap().storage_bytes = Some(100);
    let there = facts.switch(&transfer, &piece, OrganizationStatus::Active);
    assert_eq!(there, Ok(()));
    assert!(!facts.transfers[&transfer].is_running());
}

#[test]
fn cancelling_gives_the_rest_to_the_new_owner_and_leaves_what_arrived() {
    let cast = Cast::accounts()
        .proof("p", "ann")
        .file("f", "ann")
        .set("s", &["ann", "ann"]);
    let mut state = cast.snapshot();
    apply(&mut state, &cast.plan("bea", &ann()).families[0].steps);
    let facts = state.content.as_mut().unwrap();
    let transfer = facts.transfers.keys().next().unwrap().clone();
    let file = PieceId::Item("f".into());
    facts
        .switch(&transfer, &file, OrganizationStatus::Active)
        .unwrap();
    let rest = facts.transfers[&transfer].rest(facts);
    assert_eq!((rest.items.len(), rest.to), (3, Some("ben".into())));
    facts.cancel(&transfer);
    assert!(!facts.transfers[&transfer].is_running());
    assert_eq!(facts.counts[THERE].expected, 0);
    assert_eq!(
        whereabouts(&state, &["f", "p", "s-1", "s-2"]),
        [
            "folio-lisbon ann",
            "folio-tokyo ben",
            "folio-tokyo ben",
            "folio-tokyo ben"
        ]
    );
}

#[test]
fn a_set_is_one_piece_in_order_and_preview() {
    let cast = Cast::accounts()
        .set("s", &["ann", "ann", "ann"])
        .file("f", "ann");
    let plan = cast.plan("bea", &ann());
    let order = plan.families[0].steps.iter().find_map(|step| match step {
        Step::Transfer { order, .. } => Some(order),
        _ => None,
    });
    let order = order.unwrap();
    assert_eq!((order.pieces.len(), order.bytes()), (2, 310));
    let told = serde_json::to_value(&plan.families[0].findings).unwrap();
    let told = told
        .as_array()
        .unwrap()
        .iter()
        .find(|it| it["code"] == "items-move");
    let data = &told.unwrap()["data"];
    assert_eq!(
        (data["proofs"].as_u64(), data["files"].as_u64()),
        (Some(1), Some(1))
    );
    assert_eq!(order.folder.id, FolderId::from("moved-ann-folio-lisbon-1"));
}

//! Who sees what in accounts: each profile, each folder, and what a move costs whom (content 8 and 9).

use rehome_domain::content::leftover::{Removal, removal};
use rehome_domain::content::sight::{
    Access, access, access_of_guest, deletes_folder, sees_folder, whole,
};
use rehome_domain::content::{
    Item, ItemKind, Module, Profile, ProfileKind, Reviewer, Right, Rights, VersionFault, Who,
    adds_versions, is_file_name,
};
use rehome_domain::ids::{FolderId, UserId};
use rehome_domain::organization::OrganizationStatus;
use rehome_domain::user_move::apply::apply;
use rehome_domain::user_move::{FindingKind, OutcomeItem, Snapshot, outcomes};
use rehome_testkit::Cast;
use rehome_testkit::content::ann;

fn seen(snapshot: &Snapshot, user: &str, item: &str) -> Access {
    let facts = snapshot.content.as_ref().unwrap();
    access(snapshot, &user.into(), &facts.items[item])
}

fn moved(cast: &Cast) -> Snapshot {
    let plan = cast.plan("bea", &ann());
    let mut state = cast.snapshot();
    assert!(
        !plan.families[0].is_blocked(),
        "{:?}",
        plan.families[0].findings
    );
    apply(&mut state, &plan.families[0].steps);
    let facts = state.content.as_mut().unwrap();
    for (id, transfer) in facts.transfers.clone() {
        for piece in transfer.states.keys() {
            facts
                .switch(&id, piece, OrganizationStatus::Active)
                .unwrap();
        }
    }
    state
}

#[test]
fn each_profile_has_the_rights_of_the_matrix() {
    use ProfileKind as P;
    let words = |rights: &std::collections::BTreeSet<Right>| -> String {
        let letter = |right: &Right| match right {
            Right::Read => 'V',
            Right::Create => 'A',
            Right::Edit => 'E',
            Right::Delete => 'D',
        };
        rights.iter().map(letter).collect()
    };
    for (kind, own, others, public, private, contacts) in [
        (P::BillingAdministrator, "VAED", "VED", "VED", "VAE", "VED"),
        (P::Administrator, "VAED", "VED", "VED", "VAE", "VED"),
        (P::Supervisor, "VAED", "VED", "VED", "VAE", "VED"),
        (P::Manager, "VAED", "", "VAE", "", "V"),
        (P::Observer, "V", "", "V", "", "V"),
        (P::Visitor, "V", "", "V", "", ""),
    ] {
        let of = |module| {
            let rights = kind.rights(module);
            (words(&rights.own), words(&rights.others))
        };
        for module in [Module::Proofs, Module::Files] {
            assert_eq!(of(module), (own.to_owned(), others.to_owned()), "{kind:?}");
        }
        assert_eq!(of(Module::PublicFolders).1, public, "{kind:?}");
        assert_eq!(of(Module::PrivateFolders).1, private, "{kind:?}");
        for module in [Module::Contacts, Module::Groups] {
            assert_eq!(of(module).1, contacts, "{kind:?}");
        }
        let plain = Profile {
            like: kind,
            custom: None,
        };
        assert_eq!(plain.may_own(), own == "VAED", "{kind:?}");
        assert_eq!(plain.manages_users(), kind.administers(), "{kind:?}");
    }
}

#[test]
fn a_custom_profile_takes_rights_away_and_gives_none() {
    let all = [Right::Read, Right::Create, Right::Edit, Right::Delete];
    let cast = Cast::accounts()
        .custom_profile("reader", "folio-tokyo", ProfileKind::Manager)
        .knowing_content(|it| {
            let rights = &mut it.profiles.get_mut("reader").unwrap().rights;
            let own = Rights {
                own: [Right::Read].into(),
                others: all.into(),
            };
            rights.insert(Module::Proofs, own);
        })
        .profile("ben", "reader");
    let facts = cast.snapshot().content.unwrap();
    let profile = facts
        .profile_of(&"ben".into(), &"folio-tokyo".into())
        .unwrap();
    let proofs = profile.rights(Module::Proofs);
    assert_eq!((proofs.own.len(), proofs.others.len()), (1, 0));
    assert_eq!(
        profile.rights(Module::Files),
        ProfileKind::Manager.rights(Module::Files)
    );
    assert!(!profile.may_own());
    // It means nothing in another account.
    assert!(
        facts
            .profile(&"reader".into(), &"folio-lisbon".into())
            .is_none()
    );
}

#[test]
fn profiles_act_inside_their_account_and_hub_administrators_over_satellites() {
    let snapshot = Cast::accounts().proof("p", "ben").snapshot();
    for (user, expected) in [
        ("ben", Access::Owner),
        ("tom", Access::Edit),
        ("tara", Access::Edit),
        ("cal", Access::Edit),
        ("bea", Access::Edit),
        ("hugo", Access::Edit),
        ("ann", Access::None),
        ("oki", Access::None),
        ("sana", Access::None),
        ("milo", Access::None),
        ("lia", Access::None),
        ("quin", Access::None),
        ("nobody", Access::None),
    ] {
        assert_eq!(seen(&snapshot, user, "p"), expected, "{user}");
    }
    let of_an_observer = Cast::accounts().proof("p", "oki").snapshot();
    assert_eq!(seen(&of_an_observer, "oki", "p"), Access::ReadOnly);
}

#[test]
fn being_listed_beats_the_read_only_of_a_folder_one_made() {
    let cast = Cast::accounts()
        .folder("f", "lia", "ben")
        .folder_at("f", |it| {
            it.account = "folio-tokyo".into();
            it.shared_with.insert("oki".into());
        })
        .proof("p", "ben")
        .item("p", |it| it.folder = Some("f".into()));
    let plain = cast.snapshot();
    assert_eq!(seen(&plain, "lia", "p"), Access::ReadOnly);
    assert_eq!(seen(&plain, "oki", "p"), Access::ReadOnly);
    assert_eq!(seen(&plain, "ann", "p"), Access::None);
    let listed = cast.clone().listed("p", "lia").snapshot();
    assert_eq!(seen(&listed, "lia", "p"), Access::Reviewer);
    let only_reads = cast.listed("p", "ann").item("p", |it| {
        it.reviewers[0].role = Some("read_only".into());
    });
    assert_eq!(seen(&only_reads.snapshot(), "ann", "p"), Access::ReadOnly);
}

#[test]
fn guests_see_what_they_are_listed_on_and_no_folder() {
    let cast = Cast::accounts().proof("p", "ben").item("p", |it| {
        it.reviewers.push(Reviewer {
            who: Who::Guest("g-1".into()),
            role: None,
            decision: None,
        });
    });
    let snapshot = cast.snapshot();
    let item = &snapshot.content.as_ref().unwrap().items["p"];
    assert_eq!(
        access_of_guest(&Who::Guest("g-1".into()), item),
        Access::Reviewer
    );
    assert_eq!(
        access_of_guest(&Who::Guest("g-2".into()), item),
        Access::None
    );
}

#[test]
fn folders_are_seen_as_the_profile_says_and_private_ones_by_fewer() {
    let cast = Cast::accounts()
        .folder("open", "ben", "ben")
        .folder("closed", "ben", "ben")
        .folder_at("closed", |it| it.private = true);
    let snapshot = cast.snapshot();
    let sees = |user: &str, folder: &str| {
        let facts = snapshot.content.as_ref().unwrap();
        sees_folder(&snapshot, &user.into(), &facts.folders[folder])
    };
    for (user, open, closed) in [
        ("ben", true, true),
        ("tara", true, true),
        ("hugo", true, true),
        ("ann", true, false),
        ("oki", true, false),
        ("milo", false, false),
        ("lia", false, false),
    ] {
        assert_eq!(
            (sees(user, "open"), sees(user, "closed")),
            (open, closed),
            "{user}"
        );
    }
}

/// What Ann has made and owned in Tokyo, each thing in a way of its own.
fn left_behind() -> Cast {
    let into = |cast: Cast, id: &str, owner: &str, creator: &str, folder: &str| {
        cast.proof(id, owner).item(id, |it| {
            it.creator = creator.into();
            it.folder = (!folder.is_empty()).then(|| folder.into());
        })
    };
    let cast = Cast::accounts()
        .folder("made", "ann", "ann")
        .folder("owned", "ben", "ann")
        .folder("public", "cal", "cal");
    let cast = into(cast, "in-made", "ben", "ben", "made");
    let cast = into(cast, "in-owned", "ben", "ben", "owned");
    let cast = into(cast, "in-public", "cal", "cal", "public");
    let cast = into(cast, "wrote", "cal", "ann", "public");
    let cast = into(cast, "reviews", "cal", "cal", "public").listed("reviews", "ann");
    into(cast, "goes", "ann", "ann", "made").listed("goes", "ben")
}

#[test]
fn afterwards_one_looks_at_what_one_made_and_reviews_what_one_is_listed_on() {
    let cast = left_behind();
    let before = cast.snapshot();
    let after = moved(&cast);
    for (item, was, is) in [
        ("in-made", Access::ReadOnly, Access::ReadOnly),
        ("in-owned", Access::ReadOnly, Access::None),
        ("in-public", Access::None, Access::None),
        ("wrote", Access::Edit, Access::ReadOnly),
        ("reviews", Access::Reviewer, Access::Reviewer),
        ("goes", Access::Owner, Access::Owner),
    ] {
        assert_eq!(seen(&before, "ann", item), was, "{item} before");
        assert_eq!(seen(&after, "ann", item), is, "{item} after");
    }
    let facts = after.content.as_ref().unwrap();
    let folder = |id: &str| sees_folder(&after, &"ann".into(), &facts.folders[id]);
    assert!(folder("made") && !folder("owned") && !folder("public"));
    // What somebody adds later to a folder she made is seen too.
    let mut later = after.clone();
    let facts = later.content.as_mut().unwrap();
    let mut added = facts.items["in-made"].clone();
    added.creator = "ben".into();
    facts.items.insert("added".into(), added);
    assert_eq!(seen(&later, "ann", "added"), Access::ReadOnly);
}

#[test]
fn the_preview_counts_what_stays_in_sight_of_who_goes() {
    let plan = left_behind().plan("bea", &ann());
    let told = plan.findings().find_map(|finding| match finding.kind {
        FindingKind::LeftoverAccess { folders, items, .. } => Some((folders, items)),
        _ => None,
    });
    assert_eq!(told, Some((1, 2)));
}

#[test]
fn who_administers_the_old_account_and_is_not_listed_sees_no_longer_what_moves() {
    let cast = left_behind().listed("goes", "tara");
    let before = cast.snapshot();
    let after = moved(&cast);
    for (user, was, is) in [
        ("tom", Access::Edit, Access::None),
        ("cal", Access::Edit, Access::None),
        ("tara", Access::Edit, Access::Reviewer),
        ("ben", Access::Reviewer, Access::Reviewer),
        ("hugo", Access::Edit, Access::Edit),
        ("lia", Access::None, Access::Edit),
    ] {
        assert_eq!(seen(&before, user, "goes"), was, "{user} before");
        assert_eq!(seen(&after, user, "goes"), is, "{user} after");
    }
    let plan = cast.plan("bea", &ann());
    let people = outcomes(&before, &plan.families[0]);
    let lost = |user: &str| {
        let outcome = people.get(&UserId::from(user))?;
        outcome.lost.iter().find_map(|item| match item {
            OutcomeItem::Sight { items } => Some(*items),
            _ => None,
        })
    };
    assert_eq!((lost("tom"), lost("cal")), (Some(1), Some(1)));
    assert_eq!(
        (lost("tara"), lost("ben"), lost("hugo")),
        (None, None, None)
    );
}

#[test]
fn others_are_told_what_they_take_over() {
    let cast = left_behind().file("stays", "ann");
    let mut request = ann();
    request.options.move_files = Some(false);
    let plan = cast.plan("bea", &request);
    let people = outcomes(&cast.snapshot(), &plan.families[0]);
    let ben = &people[&UserId::from("ben")].gained;
    assert!(
        ben.contains(&OutcomeItem::Belongings {
            user: "ann".into(),
            items: 1,
            folders: 2,
            others: 0,
        }),
        "{ben:?}"
    );
    let own = &people[&UserId::from("ann")];
    assert!(
        own.moves_along
            .iter()
            .any(|it| matches!(it, OutcomeItem::Transferred { pieces: 1, .. }))
    );
}

#[test]
fn leftover_access_is_taken_away_by_emptying_folders_before_they_are_thrown_away() {
    let cast = left_behind()
        .folder("below", "ann", "ann")
        .folder_at("below", |it| it.parent = Some("made".into()))
        .folder("kept-above", "ann", "ann")
        .folder("bens", "ben", "ben")
        .folder_at("bens", |it| it.parent = Some("kept-above".into()));
    let after = moved(&cast);
    let facts = after.content.as_ref().unwrap();
    let fresh = FolderId::from("fresh");
    let steps = removal(
        facts,
        &"ann".into(),
        &"folio-tokyo".into(),
        &"ben".into(),
        &fresh,
        |_| true,
    );
    assert!(matches!(&steps[0], Removal::Make { owner, .. } if owner.as_str() == "ben"));
    let put = |id: &str| Removal::Put {
        item: id.into(),
        into: fresh.clone(),
    };
    let delete = |id: &str| Removal::Delete { folder: id.into() };
    assert_eq!(
        steps[1..],
        [put("in-made"), delete("below"), delete("made")]
    );
    // Done, nothing of the folders is left in sight.
    let mut done = after.clone();
    let facts = done.content.as_mut().unwrap();
    let mut made = facts.folders["made"].clone();
    made.creator = "ben".into();
    facts.folders.insert(fresh.clone(), made);
    facts.items.get_mut("in-made").unwrap().folder = Some(fresh);
    let facts = done.content.as_ref().unwrap();
    assert_eq!(seen(&done, "ann", "in-made"), Access::None);
    // Whoever made nothing there leaves nothing in sight.
    let of_ben = removal(
        facts,
        &"oki".into(),
        &"folio-tokyo".into(),
        &"ben".into(),
        &"x".into(),
        |_| true,
    );
    assert!(of_ben.is_empty());
}

#[test]
fn a_folder_is_thrown_away_by_whose_it_is_and_a_private_one_by_nobody_else() {
    let cast = Cast::accounts()
        .folder("open", "ann", "ben")
        .folder("closed", "ann", "ben")
        .folder_at("closed", |it| it.private = true);
    let after = moved(&cast);
    let folders = &after.content.as_ref().unwrap().folders;
    let may = |who: &str, folder: &str| deletes_folder(&after, &who.into(), &folders[folder]);
    for (who, open, closed) in [
        ("ben", true, true),
        ("tara", true, false),
        ("cal", true, false),
        ("hugo", true, false),
        ("oki", false, false),
        ("ann", false, false),
        ("lia", false, false),
        ("quin", false, false),
    ] {
        assert_eq!(
            (may(who, "open"), may(who, "closed")),
            (open, closed),
            "{who}"
        );
    }
}

#[test]
fn what_is_seen_as_a_whole_is_what_each_thing_is_seen_by() {
    let cast = Cast::accounts()
        .folder("open", "ann", "ann")
        .folder("closed", "ann", "ann")
        .folder_at("closed", |it| it.private = true)
        .proof("p", "ann")
        .file("f", "ann");
    let snapshot = cast.snapshot();
    let facts = snapshot.content.as_ref().unwrap();
    for who in facts.members.keys().filter(|who| who.as_str() != "ann") {
        let seen = whole(&snapshot, who, &"folio-tokyo".into());
        let sees = |id: &str| access(&snapshot, who, &facts.items[id]) > Access::None;
        assert_eq!((seen.proofs, seen.files), (sees("p"), sees("f")), "{who}");
        let folder = |id: &str| sees_folder(&snapshot, who, &facts.folders[id]);
        let folders = (seen.public_folders, seen.private_folders);
        assert_eq!(folders, (folder("open"), folder("closed")), "{who}");
    }
}

#[test]
fn a_proof_gets_versions_unless_it_is_locked_or_thrown_away_and_a_file_never() {
    let proof = Item::new(ItemKind::Proof, "folio-tokyo", "ann", 1);
    assert_eq!(proof.version_fault(), None);
    let changed = |change: fn(&mut Item)| {
        let mut item = proof.clone();
        change(&mut item);
        item.version_fault()
    };
    assert_eq!(changed(|it| it.locked = true), Some(VersionFault::Locked));
    assert_eq!(changed(|it| it.trashed = true), Some(VersionFault::Trashed));
    let file = changed(|it| it.kind = ItemKind::File);
    assert_eq!(file, Some(VersionFault::NotAProof));
    assert!(adds_versions(Access::Edit) && adds_versions(Access::Owner));
    assert!(!adds_versions(Access::Reviewer) && !adds_versions(Access::ReadOnly));
}

#[test]
fn a_file_is_called_by_one_name_of_a_path() {
    for name in ["brief.pdf", "Pläne (2).txt", "a b", "..."] {
        assert!(is_file_name(name), "{name}");
    }
    let long = "a".repeat(256);
    for name in ["", "  ", ".", "..", "a/b", "..\\b", "a\0b", "a\nb", &long] {
        assert!(!is_file_name(name), "{name:?}");
    }
}

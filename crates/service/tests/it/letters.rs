//! Who is told of a move between accounts, and of what.

use crate::house::House;
use crate::rooms::Rooms;
use object_store::local::LocalFileSystem;
use rehome_domain::content::ProfileKind;
use rehome_domain::directory::{AddressEntry, Directory};
use rehome_domain::ids::ProfileId;
use rehome_domain::time::Timestamp;
use rehome_domain::user_move::MoveRequest;
use rehome_objects::Objects;
use rehome_service::content::{TransferDeed, Tried};
use rehome_service::letters::{Ended, EndedBy, Letter, News, ProfileName, TookOver};
use rehome_storage::outbox::{self, Message};
use rehome_testkit::content::{ann, moving};
use rehome_testkit::{Cast, on_both_engines};
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::Arc;
use tempfile::TempDir;

/// The accounts where everybody named has an address.
fn reachable(cast: &Cast, names: &[&str]) -> Directory {
    let mut directory = cast.directory();
    for name in names {
        let entry = directory.users.get_mut(*name).unwrap();
        let address = format!("{name}@folio.example");
        entry.addresses =
            BTreeMap::from([(address.as_str().into(), AddressEntry { primary: true })]);
    }
    directory
}

/// Everything there is to tell, in order of readers; each occasion is let go.
async fn told(house: &House) -> Vec<Letter> {
    let mut all = Vec::new();
    while let Some(letters) = house.service.letters_take().await.unwrap() {
        all.extend(letters.letters.clone());
        house.service.letters_sent(letters).await.unwrap();
    }
    all.sort_by(|one, next| one.to.address.cmp(&next.to.address));
    all
}

fn readers(letters: &[Letter]) -> Vec<&str> {
    letters
        .iter()
        .map(|letter| letter.to.address.as_str())
        .collect()
}

on_both_engines! {
    async fn who_moved_and_who_owns_what_stays_are_told_once(store: Store) {
        let cast = Cast::accounts().file("f1", "ann").file("f2", "ann").folder("d1", "ann", "ann");
        let house = House::with(store, reachable(&cast, &["ann", "ben", "bea", "tom"])).await;
        let mut request = moving("ann", "folio-lisbon", "observer");
        request.options.move_files = Some(false);
        house.run("bea", &request, "k").await.unwrap();
        let letters = told(&house).await;
        assert_eq!(readers(&letters), ["ann@folio.example", "bea@folio.example", "ben@folio.example"]);
        let News::Moved(moved) = &letters[0].news else { panic!("{letters:?}") };
        assert_eq!((moved.from.as_str(), moved.to.as_str()), ("Folio Tokyo", "Folio Lisbon"));
        let (before, after) = (ProfileKind::Manager, ProfileKind::Observer);
        assert_eq!(moved.profile, Some((ProfileName::BuiltIn(before), ProfileName::BuiltIn(after))));
        assert!(moved.leaves, "who owns it is told to ben alone");
        let News::Ended(ended) = &letters[1].news else { panic!("{letters:?}") };
        assert_eq!((ended.by, ended.progress.planned), (EndedBy::HavingNothing, 0), "a report though nothing moves along");
        let News::TookOver(taken) = &letters[2].news else { panic!("{letters:?}") };
        let expected = TookOver {
            from_whom: "Ann Okada".to_owned(),
            account: "Folio Tokyo".to_owned(),
            items: 2,
            folders: 1,
            others: 0,
        };
        assert_eq!(taken, &expected);
        assert_eq!(told(&house).await, []);
    }

    async fn the_administrators_there_and_who_ordered_it_get_a_report_at_the_end(store: Store) {
        let cast = Cast::accounts().file("f1", "ann");
        let house = House::with(store, reachable(&cast, &["ann", "bea", "lia", "hugo"])).await;
        let folder = TempDir::new().unwrap();
        let disk = LocalFileSystem::new_with_prefix(folder.path()).unwrap();
        house.service.keep_objects_in(Objects::over(Arc::new(disk)));
        house.run("bea", &ann(), "k").await.unwrap();
        let letters = told(&house).await;
        assert_eq!(readers(&letters), ["ann@folio.example"]);
        let News::Moved(moved) = &letters[0].news else { panic!("{letters:?}") };
        let along = moved.along.as_ref().unwrap();
        assert!(along.pieces == 1 && along.job.is_some(), "{along:?}");
        while house.service.transfer_work().await.unwrap() != Tried::Nothing {}
        let letters = told(&house).await;
        assert_eq!(readers(&letters), ["bea@folio.example", "lia@folio.example"]);
        for letter in &letters {
            let News::Ended(ended) = &letter.news else { panic!("{letter:?}") };
            assert_eq!((ended.whose.as_str(), ended.to.as_str()), ("Ann Okada", "Folio Lisbon"));
            assert!(ended.progress.adds_up() && ended.progress.open == 0, "{ended:?}");
        }
    }

    async fn there_is_a_report_however_a_transfer_ends(store: Store) {
        let directory = reachable(&Cast::accounts(), &["bea", "tara"]);
        let rooms = Rooms::with(store, directory).await;
        let files: Vec<String> = rooms.files(2).await.keys().map(ToString::to_string).collect();
        let report = async |reader: &str| -> Ended {
            let letters = told(&rooms.house).await;
            let all: Vec<Ended> = letters.into_iter().filter(|it| it.to.address.starts_with(reader)).filter_map(|it| match it.news {
                News::Ended(ended) => Some(ended),
                _ => None,
            }).collect();
            let [ended] = &all[..] else { panic!("{all:?}") };
            ended.clone()
        };
        let done = rooms.moved().await;
        rooms.house.service.transfer_work().await.unwrap();
        rooms.act("bea", TransferDeed::Cancel).await.unwrap();
        let cancelled = report("bea").await;
        assert_eq!((cancelled.by, cancelled.progress.moved, cancelled.progress.reassigned), (EndedBy::Cancelling, 1, 1));
        rooms.undo(&done.id).await;
        rooms.work().await;
        let back = report("tara").await;
        assert_eq!((back.by, back.progress.taken_back, back.from.as_str()), (EndedBy::Undoing, 2, "Folio Tokyo"));
        assert!(back.progress.adds_up());

        rooms.house.run("bea", &ann(), "k2").await.unwrap();
        rooms.house.turn(60);
        for file in &files {
            rooms.act("bea", TransferDeed::GiveUp(file.clone())).await.unwrap();
        }
        let given_up = report("bea").await;
        assert_eq!((given_up.by, given_up.progress.reassigned), (EndedBy::Itself, 2));
    }

    async fn a_letter_that_was_not_sent_is_written_again_later_with_the_same_id(store: Store) {
        let house = House::with(store, reachable(&Cast::accounts(), &["ann"])).await;
        house.run("bea", &ann(), "k").await.unwrap();
        let first = house.service.letters_take().await.unwrap().unwrap();
        assert_eq!(house.service.letters_take().await.unwrap(), None);
        house.turn(11 * 60);
        let again = house.service.letters_take().await.unwrap().unwrap();
        assert_eq!(again, first);
        house.service.letters_sent(again).await.unwrap();
        house.turn(11 * 60);
        assert_eq!(house.service.letters_take().await.unwrap(), None);
    }

    async fn what_cannot_be_read_holds_nothing_up(store: Store) {
        let house = House::with(store, reachable(&Cast::accounts(), &["ann"])).await;
        let strange = Message {
            id: "0".to_owned(),
            topic: "letters".to_owned(),
            body: json!({"about": "a thing of tomorrow"}),
            due: Timestamp(0),
        };
        let put = house.service.store().write(move |tx| {
            let strange = strange.clone();
            Box::pin(async move { outbox::put(tx, &[strange]).await })
        });
        put.await.unwrap();
        house.run("bea", &ann(), "k").await.unwrap();
        assert!(house.service.letters_take().await.is_err());
        assert_eq!(readers(&told(&house).await), ["ann@folio.example"]);
        house.turn(11 * 60);
        assert!(house.service.letters_take().await.is_err(), "it is kept for who can read it");
    }

    async fn letters_are_in_the_language_of_the_nearest_account_that_has_one(store: Store) {
        let mut directory = reachable(&Cast::accounts(), &["ann", "ben"]);
        for (code, language) in [("folio", "de"), ("folio-tokyo", "ar")] {
            let entry = directory.organizations.get_mut(code).unwrap();
            entry.extra.insert("language".to_owned(), json!(language));
        }
        let house = House::with(store, directory).await;
        house.run("bea", &ann(), "k").await.unwrap();
        // She reads it at her new home, which has the hub's.
        let letters = told(&house).await;
        assert_eq!(letters[0].to.language.as_deref(), Some("de"));
    }

    async fn a_profile_of_an_account_is_told_by_its_name(store: Store) {
        let cast = Cast::accounts().custom_profile("readers", "folio-lisbon", ProfileKind::Manager);
        let cast = cast.knowing_content(|it| {
            let id = ProfileId::from("readers");
            it.profiles.get_mut(&id).unwrap().name = Some("Close readers".into());
        });
        let house = House::with(store, reachable(&cast, &["ann"])).await;
        house.run("bea", &moving("ann", "folio-lisbon", "readers"), "k").await.unwrap();
        let letters = told(&house).await;
        let News::Moved(moved) = &letters[0].news else { panic!("{letters:?}") };
        let after = moved.profile.clone().unwrap().1;
        assert_eq!(after, ProfileName::Own("Close readers".to_owned()));
    }

    async fn nobody_is_written_to_without_an_address_and_of_moves_elsewhere(store: Store) {
        let house = House::of(store, &Cast::accounts()).await;
        house.run("bea", &ann(), "k").await.unwrap();
        assert_eq!(told(&house).await, []);
    }

    async fn moves_between_suborganizations_write_no_letters(store: Store) {
        let house = House::of(store, &Cast::new()).await;
        house.run("omar", &MoveRequest::one("dana", "riverside"), "k").await.unwrap();
        assert_eq!(house.service.letters_take().await.unwrap(), None);
    }
}

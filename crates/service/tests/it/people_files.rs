//! Files of people: locks, profiles and new people beside moves, each by the right it takes on a screen.

use crate::house::{House, caller};
use rehome_domain::directory::UserEntry;
use rehome_service::bulk::{FileOptions, FileResult, FileRowResult, FileSummary, MovesFile};
use rehome_service::{Acting, ServiceError};
use rehome_testkit::Cast;

/// The warnings that moves of the cast carry.
const ALL: &[&str] = &[
    "role-revoked",
    "subscription-cancelled",
    "membership-removed",
    "manager-cleared",
    "hidden-effects",
    "position-required",
];

async fn read(house: &House, text: &str) -> MovesFile {
    let file = house.service.moves_file("people.csv", text.as_bytes());
    file.await.unwrap_or_else(|error| panic!("{error}"))
}

fn options(file: &MovesFile, acting_in: Option<&str>) -> FileOptions {
    FileOptions {
        acting: Acting {
            acting_in: acting_in.map(Into::into),
            act_as: None,
        },
        acknowledged: ALL.iter().map(|code| (*code).to_owned()).collect(),
        file_hash: file.hash.clone(),
        ..FileOptions::default()
    }
}

pub(crate) type Row = (String, FileRowResult, Vec<String>);

fn row(told: &FileResult) -> Row {
    (told.user.clone(), told.result, told.codes.clone())
}

/// Plans a file, then runs it; both say the same of every row.
pub(crate) async fn run(house: &House, who: &str, acting_in: Option<&str>, text: &str) -> Vec<Row> {
    let file = read(house, text).await;
    let (options, rows) = (options(&file, acting_in), file.table.rows);
    let before = house.everything().await;
    let mut planned = Vec::new();
    let would = house
        .service
        .moves_plan_file(&caller(who), rows.clone(), &options, |told| {
            planned.push(row(&told.row))
        })
        .await
        .unwrap();
    assert_eq!(house.everything().await, before, "a plan changes nothing");
    let mut told = Vec::new();
    let did = house
        .service
        .moves_run_file(&caller(who), rows, &options, |done| told.push(row(done)))
        .await
        .unwrap();
    assert_eq!((planned, would), (told.clone(), did));
    told
}

pub(crate) fn brief(rows: &[Row]) -> Vec<(&str, FileRowResult, Vec<&str>)> {
    rows.iter()
        .map(|(user, result, codes)| {
            let codes = codes.iter().map(String::as_str).collect();
            (user.as_str(), *result, codes)
        })
        .collect()
}

pub(crate) async fn entry(house: &House, username: &str) -> UserEntry {
    let directory = house.service.directory_export().await.unwrap();
    let mut users = directory.users.into_values();
    users.find(|user| *user.username == *username).unwrap()
}

use FileRowResult::{Changed, Created, Moved, Refused, Skipped};

rehome_testkit::on_both_engines! {
    async fn whoever_does_not_move_is_locked_and_unlocked(store: Store) {
        let house = House::cast(store).await;
        let text = "Username,Organization,Prevent User Move\nben,,Yes\ncarla,Harbour,No\ngil,,\nbo,harbour,No\n";
        let told = run(&house, "omar", None, text).await;
        assert_eq!(brief(&told), [
            ("ben", Changed, vec!["locked"]),
            ("carla", Changed, vec!["unlocked"]),
            ("gil", Skipped, vec!["unchanged"]),
            ("bo", Skipped, vec!["unchanged"]),
        ]);
        assert!(entry(&house, "ben").await.locked && !entry(&house, "carla").await.locked);
        assert_eq!(run(&house, "omar", None, text).await[0].2, ["already-done"]);
    }

    async fn who_may_not_lock_or_edit_changes_nobody(store: Store) {
        let house = House::cast(store).await;
        let told = run(&house, "petra", None, "username,locked\nben,yes\nkim,yes\n").await;
        assert!(told.iter().all(|(_, result, _)| *result == Refused), "{told:?}");
        let told = run(&house, "omar", None, "username,locked,phone\norla,yes,1\n").await;
        assert_eq!(brief(&told), [("orla", Refused, vec!["not-allowed"])], "orla ranks higher");
    }

    async fn the_stored_lock_decides_and_a_lock_beside_a_move_is_told_in_every_case(store: Store) {
        let house = House::cast(store).await;
        let text = "username,organization,prevent user move\nben,riverside,yes\ncarla,riverside,no\npetra,RIVERSIDE ,yes\n";
        let told = run(&house, "omar", None, text).await;
        assert_eq!(brief(&told), [
            ("ben", Moved, vec!["look-changes", "manager-cleared", "lock-not-applied"]),
            ("carla", Refused, vec!["user-locked", "lock-not-applied"]),
            ("petra", Moved, vec!["look-changes", "role-revoked", "lock-not-applied"]),
        ]);
        assert!(!entry(&house, "ben").await.locked && entry(&house, "carla").await.locked);
    }

    async fn attributes_and_names_are_written_and_blank_cells_empty_them(store: Store) {
        let house = House::cast(store).await;
        let told = run(&house, "orla", None, "username,mapping id\nben,M99\nbo,m99\n").await;
        assert!(told.iter().all(|(_, result, codes)| *result == Refused && codes == &["mapping-id-twice"]), "{told:?}");
        let text = "username,phone,Badge,surname,mapping id\nben,+44 1,B9,Okafor-Lee,M99\ndana,,,Whitfield,M17\n";
        let told = run(&house, "orla", None, text).await;
        assert_eq!(told[0], ("ben".to_owned(), Changed, vec!["profile-changed".to_owned()]), "{told:?}");
        let ben = entry(&house, "ben").await;
        assert_eq!((ben.surname.as_deref(), ben.mapping_id.as_deref()), (Some("Okafor-Lee"), Some("M99")));
        assert_eq!((&ben.attributes["phone"], &ben.attributes["badge"]), (&"+44 1".into(), &"B9".into()));
        let dana = entry(&house, "dana").await;
        assert!(!dana.attributes.contains_key("badge") && dana.attributes.contains_key("cost-centre"));
    }

    async fn a_row_that_moves_writes_the_profile_too_or_neither(store: Store) {
        let house = House::cast(store).await;
        let text = "username,organization,phone\nben,riverside,+44 2\ncarla,riverside,+44 3\n";
        let told = run(&house, "orla", None, text).await;
        assert_eq!((told[0].1, told[1].1), (Moved, Refused), "{told:?}");
        let ben = entry(&house, "ben").await;
        assert_eq!((ben.home.as_str(), &ben.attributes["phone"]), ("riverside", &"+44 2".into()));
        assert!(!entry(&house, "carla").await.attributes.contains_key("phone"));
    }

    async fn new_people_come_into_the_own_or_a_listed_organization(store: Store) {
        let house = House::cast(store).await;
        let text = "username,organization,given name,surname,prevent user move\nnew-1,harbour,Nia,Bell,yes\nnew-2,riverside,Ole,Berg,\nnew-3,field-services,,,\nnew-4,nowhere,,,\nnew-5,,,,\nBEN,lakeside,,,\n";
        let told = run(&house, "orla", None, text).await;
        let results: Vec<(FileRowResult, &str)> = told.iter().map(|(_, result, codes)| (*result, codes.first().map_or("", String::as_str))).collect();
        assert_eq!(results[0], (Created, ""));
        assert_eq!(results[1], (Created, ""));
        assert_eq!(results[2].0, Refused);
        assert_eq!(results[3], (Refused, "not-found"));
        assert_eq!(results[4], (Refused, "unknown-user"));
        assert_eq!(results[5].0, Moved);
        let new = entry(&house, "new-1").await;
        assert_eq!((new.home.as_str(), &*new.name, new.locked), ("harbour", "Nia Bell", true));
        assert_eq!(entry(&house, "new-2").await.home.as_str(), "riverside");
        assert_eq!(run(&house, "orla", None, text).await[0].2, ["already-done"]);
        let told = run(&house, "petra", None, "username,organization\nnew-6,harbour\n").await;
        assert_eq!(told[0].1, Refused, "petra may not edit people");
    }

    async fn dependents_are_made_with_their_sponsor(store: Store) {
        let house = House::cast(store).await;
        let text = "username,sponsor\nzoe,Ben\nleo,dana\nmia,ben\nkit,leo\nkid,nobody\n";
        let told = run(&house, "orla", None, text).await;
        assert_eq!(brief(&told), [
            ("zoe", Created, vec![]),
            ("leo", Skipped, vec!["unchanged"]),
            ("mia", Refused, vec!["other-sponsor"]),
            ("kit", Refused, vec!["sponsor-is-dependent"]),
            ("kid", Refused, vec!["unknown-sponsor"]),
        ]);
        let zoe = entry(&house, "zoe").await;
        assert_eq!((zoe.home.as_str(), zoe.sponsor.unwrap().as_str()), ("harbour", "ben"));
    }

    async fn people_exported_as_a_table_come_back_without_anything_to_do(store: Store) {
        let house = House::cast(store).await;
        let directory = house.service.directory_export().await.unwrap();
        let table = rehome_document::people_table(&directory, Some(&"harbour".into()));
        let told = run(&house, "ana", Some("aster-north"), &table.csv).await;
        assert!(told.len() > 10 && told.iter().all(|(_, result, _)| *result == Skipped), "{told:?}");
    }

    async fn a_column_that_means_nothing_is_told_by_name(store: Store) {
        let house = House::cast(store).await;
        let error = house.service.moves_file("people.csv", b"username,organization,shoe size\nben,riverside,44\n").await.unwrap_err();
        assert!(error.to_string().contains("\"shoe size\""), "{error}");
    }

    async fn too_many_rows_are_refused_before_any(store: Store) {
        let house = House::of(store, &Cast::new()).await;
        let row = rehome_document::moves::MoveRow::default();
        let rows = vec![row; rehome_service::bulk::CEILING_OF_A_FILE + 1];
        let broken = house.service.moves_run_file(&caller("omar"), rows, &FileOptions::default(), |_| {}).await.unwrap_err();
        assert!(matches!(broken.error, ServiceError::Rejected(why) if why.code == "too-many-rows"));
        assert_eq!(broken.summary, FileSummary { left: 150_001, ..FileSummary::default() });
    }
}

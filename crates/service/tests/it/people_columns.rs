//! Columns of people beside names and locks, organizations by name, and dependents whose sponsor comes further down.

use crate::house::{House, caller};
use crate::people_files::{brief, entry, run};
use rehome_domain::people::UserStatus;
use rehome_service::bulk::FileRowResult::{Changed, Created, Moved, Refused, Skipped};
use rehome_service::people::{Export, ExportColumn, NewUser, UsersQuery};
use rehome_service::{Acting, ServiceError};

fn at(code: &str) -> Acting {
    Acting {
        acting_in: Some(code.into()),
        act_as: None,
    }
}

async fn exported(house: &House, who: &str, acting_in: &str, columns: &[&str]) -> String {
    let columns = columns.iter().map(|word| ExportColumn::of(word).unwrap());
    let export = Export {
        users: Vec::new(),
        query: UsersQuery {
            acting: at(acting_in),
            ..UsersQuery::default()
        },
        columns: columns.collect(),
    };
    let (mut text, cursor) = house.service.export_begin(&export).unwrap();
    let mut rest = Some(cursor);
    while let Some(cursor) = rest {
        let caller = caller(who);
        let more = house.service.export_more(&caller, &export, cursor);
        let (lines, next) = more.await.unwrap();
        text.push_str(&lines);
        rest = next;
    }
    text
}

const EVERY: &[&str] = &[
    "organization",
    "lock",
    "given",
    "surname",
    "name",
    "mapping-id",
    "email",
    "status",
    "position",
    "manager",
];

rehome_testkit::on_both_engines! {
    async fn a_table_of_every_column_comes_back_without_anything_to_do(store: Store) {
        let house = House::cast(store).await;
        for (who, acting_in) in [("ana", "aster-north"), ("omar", "harbour")] {
            let text = exported(&house, who, acting_in, EVERY).await;
            assert!(text.starts_with("Username,Organization,Prevent User Move,Given name,Surname,Name,Mapping ID,E-mail,Status,Position,Manager\n"), "{text}");
            let told = run(&house, who, Some(acting_in), &text).await;
            assert!(told.len() > 10 && told.iter().all(|(_, result, _)| *result == Skipped), "{told:?}");
        }
    }

    async fn people_are_disabled_enabled_and_deleted_by_file(store: Store) {
        let house = House::cast(store).await;
        let told = run(&house, "orla", None, "username,status\nben,Disabled\ndana,deleted\nleo,Deleted\nmia,DELETED\norla,Disabled\nbo,Enabled\ngil,Deleted\n").await;
        assert_eq!(brief(&told), [
            ("ben", Changed, vec!["profile-changed"]),
            ("dana", Refused, vec!["has-dependents"]),
            ("leo", Changed, vec!["deleted"]),
            ("mia", Changed, vec!["deleted"]),
            ("orla", Refused, vec!["own-account"]),
            ("bo", Skipped, vec!["unchanged"]),
            ("gil", Skipped, vec!["unchanged"]),
        ]);
        let told = run(&house, "orla", None, "username,status\ndana,Deleted\nben,Enabled\n").await;
        assert_eq!(brief(&told), [("dana", Changed, vec!["deleted"]), ("ben", Changed, vec!["profile-changed"])]);
        assert_eq!(entry(&house, "dana").await.status, UserStatus::Deleted);
        let told = run(&house, "orla", None, "username,organization,status\nben,riverside,Deleted\npetra,riverside,Disabled\nnobody,riverside,Deleted\n").await;
        assert_eq!((told[0].1, told[0].2[0].as_str()), (Refused, "deleted-and-moved"));
        assert_eq!(told[1].1, Moved, "{told:?}");
        assert_eq!((told[2].1, told[2].2[0].as_str()), (Refused, "unknown-user"));
        let petra = entry(&house, "petra").await;
        assert_eq!((petra.home.as_str(), petra.status), ("riverside", UserStatus::Disabled));
        let error = house.service.moves_file("people.csv", b"username,status\nben,gone\n").await.unwrap_err();
        assert!(error.to_string().contains("status") && error.to_string().contains("Enabled"), "{error}");
    }

    async fn sponsors_go_once_their_dependents_are_gone_in_the_rows_above(store: Store) {
        let house = House::cast(store).await;
        let told = run(&house, "orla", None, "username,status\nleo,Deleted\nmia,Deleted\ndana,Deleted\n").await;
        assert!(told.iter().all(|(_, result, codes)| *result == Changed && codes == &["deleted"]), "{told:?}");
    }

    async fn positions_addresses_and_managers_are_written(store: Store) {
        let house = House::cast(store).await;
        let text = "username,position,e-mail,manager\nben,h-desk,ben@harbour.example,Omar\ncarla,r-lab,,\ndana,,,\npetra,,not an address,\n";
        let error = house.service.moves_file("people.csv", text.as_bytes()).await.unwrap_err();
        assert!(error.to_string().contains("e-mail"), "{error}");
        let told = run(&house, "orla", None, &text.replace("not an address", "")).await;
        assert_eq!(brief(&told), [
            ("ben", Changed, vec!["profile-changed"]),
            ("carla", Refused, vec!["position-unknown"]),
            ("dana", Changed, vec!["profile-changed"]),
            ("petra", Skipped, vec!["unchanged"]),
        ]);
        let ben = entry(&house, "ben").await;
        assert_eq!((ben.position.unwrap().as_str(), ben.manager.unwrap().as_str()), ("h-desk", "omar"));
        assert!(ben.addresses.contains_key("ben@harbour.example"));
        let dana = entry(&house, "dana").await;
        assert!(dana.position.is_none() && dana.manager.is_none(), "blank cells empty");
        let told = run(&house, "orla", None, "username,manager\nben,somebody\n").await;
        assert_eq!(brief(&told), [("ben", Refused, vec!["unknown-manager"])]);
    }

    async fn a_position_beside_a_move_is_one_of_the_destination(store: Store) {
        let house = House::cast(store).await;
        let told = run(&house, "orla", None, "username,organization,position\ndana,riverside,h-night\nben,riverside,r-lab\npetra,hillcrest,c-top\naldo,riverside,h-desk\n").await;
        assert_eq!((told[0].1, told[1].1), (Moved, Moved), "{told:?}");
        assert_eq!((told[2].1, told[3].1), (Refused, Refused), "{told:?}");
        assert_eq!(entry(&house, "dana").await.position, None, "the position of the old home is nobody's wish");
        assert_eq!(entry(&house, "ben").await.position.unwrap().as_str(), "r-lab");
    }

    async fn newcomers_are_whole_and_hold_a_position_where_one_is_required(store: Store) {
        let house = House::cast(store).await;
        let text = "username,organization,position,e-mail,status,manager\nnew-1,hillcrest,c-ward,new@aster.example,Disabled,Hana\nnew-2,hillcrest,,,,\nnew-3,hillcrest,c-top,,,\nnew-4,harbour,,,,\n";
        let told = run(&house, "ana", Some("aster-north"), text).await;
        assert_eq!(brief(&told), [
            ("new-1", Created, vec![]),
            ("new-2", Refused, vec!["position-required"]),
            ("new-3", Refused, vec!["position-is-root"]),
            ("new-4", Created, vec![]),
        ]);
        let new = entry(&house, "new-1").await;
        assert_eq!((new.position.unwrap().as_str(), new.status, new.manager.unwrap().as_str()), ("c-ward", UserStatus::Disabled, "hana"));
        let single = NewUser { username: "new-5".to_owned(), home: Some("hillcrest".into()), ..NewUser::default() };
        let refused = house.service.user_create(&caller("ana"), &at("aster-north"), single.clone()).await.unwrap_err();
        assert!(matches!(refused, ServiceError::Rejected(why) if why.code == "position-required"));
        let whole = NewUser { position: Some("c-ward".into()), ..single };
        house.service.user_create(&caller("ana"), &at("aster-north"), whole).await.unwrap();
    }

    async fn organizations_are_named_by_code_common_name_or_name(store: Store) {
        let house = House::cast(store).await;
        let text = "username,organization\nben,Riverside Campus\npetra,ORG-riverside\nbo, riverside \ncarla,HARBOUR CLINIC\naldo,Nowhere Clinic\nnew-1,lakeside rehab\nnew-2,Riverside campus\n";
        let told = run(&house, "omar", None, text).await;
        let ends: Vec<_> = told.iter().map(|(_, result, _)| *result).collect();
        assert_eq!(&ends[..5], [Moved, Moved, Moved, Skipped, Refused], "{told:?}");
        assert_eq!(told[4].2, ["not-found"]);
        assert_eq!(ends[6], Created);
        assert_eq!(entry(&house, "new-2").await.home.as_str(), "riverside");
        let told = run(&house, "rosa", None, "user,from,to\nben,riverside campus,org-Harbour\n").await;
        assert_eq!(told[0].1, Moved, "{told:?}");
    }

    async fn a_name_that_several_organizations_in_view_have_is_refused(store: Store) {
        let house = House::cast(store).await;
        let new = rehome_service::organizations::NewOrganization {
            code: "riverside-2".into(),
            kind: rehome_domain::organization::OrganizationKind::Suborganization,
            parent: Some("aster-north".into()),
            name: "Riverside Campus".to_owned(),
            short_name: None,
            location: None,
        };
        house.service.organization_create(&caller("sten"), &Acting::default(), new).await.unwrap();
        let told = run(&house, "ana", Some("aster-north"), "username,organization\nben,Riverside Campus\nbo,riverside\n").await;
        assert_eq!((told[0].1, told[0].2[0].as_str()), (Refused, "ambiguous-organization"));
        assert_eq!(told[1].1, Moved, "a code means one");
        let told = run(&house, "omar", None, "username,organization\npetra,Riverside Campus\n").await;
        assert_eq!(told[0].1, Moved, "omar sees only the listed one: {told:?}");
    }

    async fn a_dependent_above_the_sponsor_is_counted_with_the_sponsor(store: Store) {
        let house = House::cast(store).await;
        let text = "username,organization,name\nleo,Riverside Campus,Leo W.\nmia,riverside,Mia Whitfield\ndana,ORG-riverside,Dana Whitfield\n";
        let told = run(&house, "omar", None, text).await;
        assert_eq!(brief(&told[..2]), [("leo", Changed, vec!["profile-changed", "moves-with-sponsor"]), ("mia", Skipped, vec!["moves-with-sponsor"])]);
        assert_eq!(told[2].1, Moved);
        for who in ["dana", "leo", "mia"] {
            assert_eq!(entry(&house, who).await.home.as_str(), "riverside");
        }
        assert_eq!(&*entry(&house, "leo").await.name, "Leo W.");
        assert_eq!(run(&house, "rosa", None, "user,to\nmia,harbour\nDana,harbour\nleo,harbour\n").await.iter().map(|row| row.1).collect::<Vec<_>>(), [Skipped, Moved, Skipped]);
    }

    async fn a_dependent_below_the_sponsor_is_counted_with_the_sponsor_though_out_of_view_by_then(store: Store) {
        let house = House::cast(store).await;
        let text = "username,organization\ndana,riverside\nleo,riverside\nmia,Riverside Campus\n";
        let told = run(&house, "omar", None, text).await;
        assert_eq!(brief(&told[1..]), [("leo", Skipped, vec!["moves-with-sponsor"]), ("mia", Skipped, vec!["moves-with-sponsor"])]);
        assert!(run(&house, "omar", None, text).await.iter().all(|row| row.2 == ["already-done"]));
        let told = run(&house, "rosa", None, "user,to\ndana,harbour\nleo,lakeside\nmia,harbour\nben,harbour\n").await;
        let ends: Vec<_> = told.iter().map(|row| row.1).collect();
        assert_eq!(ends, [Moved, Refused, Skipped, Refused], "elsewhere, and nobody's: {told:?}");
    }

    async fn a_dependent_alone_or_bound_elsewhere_is_refused_still(store: Store) {
        let house = House::cast(store).await;
        let told = run(&house, "omar", None, "username,organization\nleo,riverside\nmia,lakeside\ndana,lakeside\n").await;
        assert_eq!((told[0].1, told[1].1, told[2].1), (Refused, Skipped, Moved), "{told:?}");
        assert_eq!(told[0].2, ["dependent-moves-with-sponsor"]);
        let told = run(&house, "omar", None, "username,organization\ncarla,riverside\nbo,riverside\n").await;
        assert_eq!((told[0].1, told[1].1), (Refused, Moved));
    }
}

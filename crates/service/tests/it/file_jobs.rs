//! Files handed in at a screen: judged and run beside requests, stopped, gone on with, edited, seen by who handed them in.

use crate::house::{House, caller};
use rehome_domain::time::Timestamp;
use rehome_domain::user_move::{ActAs, Verdict};
use rehome_service::bulk::{
    FileJobOptions, FileJobView, FileRowResult, FileRowsQuery, JobPhase, JobState,
};
use rehome_service::directory::ImportError;
use rehome_service::people::{Export, ExportColumn, UsersQuery};
use rehome_service::subscriptions::SubscribeMany;
use rehome_service::{Acting, ServiceError};
use rehome_storage::file_jobs;
use tokio::sync::watch;

fn at(code: &str) -> Acting {
    Acting {
        acting_in: Some(code.into()),
        act_as: Some(ActAs::Operator),
    }
}

async fn hand_in(house: &House, who: &str, text: &str) -> Result<String, ImportError> {
    house
        .service
        .file_job_create(&caller(who), &at("harbour"), "people.csv", text.as_bytes())
        .await
}

/// Works until nothing waits.
pub(crate) async fn work(house: &House) {
    let (_stay, leave) = watch::channel(false);
    while house.service.file_job_work(leave.clone()).await.unwrap() {}
}

async fn look(house: &House, id: &str) -> FileJobView {
    house.service.file_job(&caller("omar"), id).await.unwrap()
}

fn count(view: &FileJobView, result: Option<FileRowResult>) -> u32 {
    let of = |(_, found, rows): &(_, _, u32)| (*found == result).then_some(*rows);
    view.counts.iter().filter_map(of).sum()
}

fn everything(view: &FileJobView) -> FileJobOptions {
    FileJobOptions {
        acknowledged: view.warnings.iter().map(|(code, _)| code.clone()).collect(),
        ..FileJobOptions::default()
    }
}

async fn everybody(house: &House, columns: &[&str]) -> String {
    let export = Export {
        users: Vec::new(),
        query: UsersQuery {
            acting: at("harbour"),
            ..UsersQuery::default()
        },
        columns: columns
            .iter()
            .map(|word| ExportColumn::of(word).unwrap())
            .collect(),
    };
    let (mut text, cursor) = house.service.export_begin(&export).unwrap();
    let mut rest = Some(cursor);
    while let Some(cursor) = rest {
        let (lines, next) = house
            .service
            .export_more(&caller("omar"), &export, cursor)
            .await
            .unwrap();
        text.push_str(&lines);
        rest = next;
    }
    text
}

use FileRowResult::{Moved, Refused, Skipped};

rehome_testkit::on_both_engines! {
    async fn a_file_is_judged_first_and_then_runs_as_it_was_judged(store: Store) {
        let house = House::cast(store).await;
        let id = hand_in(&house, "omar", "username,organization\nben,riverside\ncarla,riverside\ngil,\n").await.unwrap();
        work(&house).await;
        let planned = look(&house, &id).await;
        assert_eq!((planned.job.phase, planned.job.state), (JobPhase::Plan, JobState::Draft));
        assert_eq!((count(&planned, Some(Moved)), count(&planned, Some(Refused)), count(&planned, Some(Skipped))), (1, 1, 1));
        assert_eq!(house.home("ben").await, "harbour", "nothing is written");
        house.service.file_job_run(&caller("omar"), &id, everything(&planned)).await.unwrap();
        work(&house).await;
        let done = look(&house, &id).await;
        assert_eq!((done.job.phase, done.job.state), (JobPhase::Run, JobState::CompletedWithErrors));
        assert_eq!((count(&done, Some(Moved)), count(&done, None)), (1, 0));
        assert_eq!((house.home("ben").await, house.home("carla").await), ("riverside".to_owned(), "harbour".to_owned()));
        house.service.file_job_run(&caller("omar"), &id, everything(&planned)).await.unwrap();
        work(&house).await;
        assert_eq!(count(&look(&house, &id).await, Some(Moved)), 1, "again does no harm and forgets nothing");
    }

    async fn a_file_that_was_refused_is_kept_with_every_fault_and_never_runs(store: Store) {
        let house = House::cast(store).await;
        let rows: String = (0..30).map(|row| format!("user.{row},riverside,perhaps\n")).collect();
        let text = format!("username,organization,prevent user move\n{rows}");
        let Err(ImportError::Faults(faults)) = hand_in(&house, "omar", &text).await else { panic!("taken") };
        let refuse = async |who: &str| house.service.file_job_refused(&caller(who), &at("harbour"), "people.csv", &faults).await;
        assert!(matches!(refuse("ben").await, Err(ServiceError::NotFound | ServiceError::Forbidden)));
        let id = refuse("omar").await.unwrap();
        let kept = look(&house, &id).await;
        assert_eq!((kept.job.state, kept.job.rows), (JobState::Failed, 0));
        let told = kept.faults.unwrap();
        assert_eq!((told.total, told.faults.len()), (30, 30));
        let last = told.faults.last().unwrap();
        assert_eq!((last.line, last.column, last.name.as_str(), last.code.as_str()), (31, 3, "prevent user move", "unknown-word"));
        let run = house.service.file_job_run(&caller("omar"), &id, FileJobOptions::default()).await.unwrap_err();
        assert!(matches!(run, ServiceError::Rejected(why) if why.code == "file-refused"));
        let listed = house.service.file_jobs(&caller("omar"), None, (None, None)).await.unwrap();
        assert_eq!(listed.items[0].id, id);
    }

    async fn a_run_that_goes_on_knows_what_was_done_before_and_who_works_says_so(store: Store) {
        let house = House::cast(store).await;
        let id = hand_in(&house, "omar", "username,organization\nben,riverside\ncarla,riverside\n").await.unwrap();
        work(&house).await;
        let planned = look(&house, &id).await;
        assert_eq!((planned.job.last_sign, planned.job.options.done_before), (None, 0));
        house.service.file_job_run(&caller("omar"), &id, everything(&planned)).await.unwrap();
        work(&house).await;
        house.service.file_job_run(&caller("omar"), &id, everything(&planned)).await.unwrap();
        assert_eq!(look(&house, &id).await.job.options.done_before, 1);
    }

    async fn a_warning_that_is_not_confirmed_refuses_its_row(store: Store) {
        let house = House::cast(store).await;
        let id = hand_in(&house, "omar", "username,organization\ndana,riverside\n").await.unwrap();
        work(&house).await;
        let planned = look(&house, &id).await;
        assert!(!planned.warnings.is_empty());
        assert_eq!(planned.counts[0].0, Some(Verdict::Warns));
        house.service.file_job_run(&caller("omar"), &id, FileJobOptions::default()).await.unwrap();
        work(&house).await;
        assert_eq!(count(&look(&house, &id).await, Some(Refused)), 1);
        assert_eq!(house.home("dana").await, "harbour");
    }

    async fn ones_files_are_listed_where_one_acted_or_anywhere_page_by_page(store: Store) {
        let house = House::cast(store).await;
        let mut ids = Vec::new();
        for user in ["ben", "petra", "gil"] {
            ids.push(hand_in(&house, "omar", &format!("username,organization\n{user},riverside\n")).await.unwrap());
        }
        ids.reverse();
        let list = async |who: &str, acting_in: Option<&str>, cursor: Option<&str>| {
            let page = house.service.file_jobs(&caller(who), acting_in.map(Into::into), (cursor, Some(2))).await.unwrap();
            (page.items.into_iter().map(|job| job.id).collect::<Vec<_>>(), page.cursor)
        };
        for acting_in in [Some("harbour"), None] {
            let (first, cursor) = list("omar", acting_in, None).await;
            assert_eq!((&first[..], &cursor), (&ids[..2], &Some(ids[1].clone())));
            assert_eq!(list("omar", acting_in, cursor.as_deref()).await, (ids[2..].to_vec(), None));
        }
        assert_eq!(list("omar", Some("riverside"), None).await.0, Vec::<String>::new());
        assert_eq!(list("ana", None, None).await.0, Vec::<String>::new());
        let other = house.service.file_jobs(&caller("omar"), None, (Some("x"), None)).await;
        assert_eq!(other.unwrap_err().code(), "bad-cursor");
    }

    async fn a_file_that_is_stopped_keeps_what_is_done_and_goes_on(store: Store) {
        let house = House::cast(store).await;
        let id = hand_in(&house, "omar", "username,organization\nben,riverside\npetra,riverside\n").await.unwrap();
        work(&house).await;
        let options = everything(&look(&house, &id).await);
        house.service.file_job_run(&caller("omar"), &id, options.clone()).await.unwrap();
        house.service.file_job_stop(&caller("omar"), &id).await.unwrap();
        let busy = house.service.file_job_run(&caller("omar"), &id, options.clone()).await;
        assert!(matches!(busy, Err(ServiceError::Conflict { code: "job-busy", .. })));
        work(&house).await;
        let stopped = look(&house, &id).await;
        let all: u32 = stopped.counts.iter().map(|(.., rows)| rows).sum();
        assert_eq!(all, 2, "totals add up: {stopped:?}");
        house.service.file_job_run(&caller("omar"), &id, options).await.unwrap();
        work(&house).await;
        let done = look(&house, &id).await;
        assert_eq!((done.job.state, count(&done, Some(Moved))), (JobState::Completed, 2));
    }

    async fn a_file_that_is_paused_rests_until_it_is_resumed(store: Store) {
        let house = House::cast(store).await;
        let omar = caller("omar");
        let id = hand_in(&house, "omar", "username,organization\nben,riverside\npetra,riverside\n").await.unwrap();
        house.service.file_job_pause(&omar, &id).await.unwrap();
        work(&house).await;
        let paused = look(&house, &id).await;
        assert_eq!((paused.job.phase, paused.job.state, count(&paused, None)), (JobPhase::Plan, JobState::Paused, 2));
        assert_eq!(house.service.file_job_pause(&omar, &id).await.unwrap_err().code(), "job-busy");
        house.service.file_job_resume(&omar, &id).await.unwrap();
        work(&house).await;
        let planned = look(&house, &id).await;
        assert_eq!((planned.job.phase, planned.job.state), (JobPhase::Plan, JobState::Draft));
        for asked in [house.service.file_job_resume(&omar, &id).await, house.service.file_job_retry(&omar, &id).await] {
            assert_eq!(asked.unwrap_err().code(), "job-not-begun");
        }
        let options = everything(&planned);
        house.service.file_job_run(&omar, &id, options.clone()).await.unwrap();
        house.service.file_job_pause(&omar, &id).await.unwrap();
        work(&house).await;
        let paused = look(&house, &id).await;
        assert_eq!((paused.job.state, paused.job.ended, paused.job.is_stopping), (JobState::Paused, None, false));
        assert_eq!(house.home("ben").await, "harbour");
        house.service.file_job_stop(&omar, &id).await.unwrap();
        let stopped = look(&house, &id).await;
        assert_eq!((stopped.job.state, stopped.job.ended.is_some()), (JobState::Cancelled, true));
        house.service.file_job_resume(&omar, &id).await.unwrap();
        work(&house).await;
        let done = look(&house, &id).await;
        assert_eq!((done.job.state, count(&done, Some(Moved))), (JobState::Completed, 2));
        assert_eq!(house.service.file_job_retry(&omar, &id).await.unwrap_err().code(), "nothing-to-retry");
        assert_eq!(house.service.file_job_pause(&omar, &id).await.unwrap_err().code(), "job-busy");
    }

    async fn what_was_to_pause_as_its_server_died_rests_and_nobody_goes_on_by_oneself(store: Store) {
        let house = House::cast(store).await;
        let omar = caller("omar");
        let id = hand_in(&house, "omar", "username,organization\nben,riverside\n").await.unwrap();
        work(&house).await;
        let options = everything(&look(&house, &id).await);
        house.service.file_job_run(&omar, &id, options).await.unwrap();
        let (now, until) = (house.service.now(), Timestamp(house.service.now().0 + 1));
        let taken = house.service.store().write(move |tx| Box::pin(async move {
            Ok::<_, ServiceError>(file_jobs::take(tx, "dies", now, until).await?)
        })).await.unwrap();
        assert!(taken.is_some());
        house.service.file_job_pause(&omar, &id).await.unwrap();
        assert!(look(&house, &id).await.job.is_pausing);
        house.turn(60);
        for _ in 0..2 {
            work(&house).await;
            assert_eq!(look(&house, &id).await.job.state, JobState::Paused);
            house.turn(600);
        }
        assert_eq!(house.home("ben").await, "harbour", "no row is begun");
        house.service.file_job_resume(&omar, &id).await.unwrap();
        work(&house).await;
        assert_eq!(house.home("ben").await, "riverside");
    }

    async fn who_works_on_a_file_that_is_to_pause_finishes_the_row_in_hand(store: Store) {
        let house = House::cast(store).await;
        let omar = caller("omar");
        // WHY longer and longer files: whoever works may be done before it is heard that it is to pause.
        let ways = [("harbour", "riverside", 12_000), ("riverside", "harbour", 40_000), ("harbour", "riverside", 90_000)];
        for (from, to, rows) in ways {
            let lines = format!("nobody,{to}\n").repeat(rows);
            let id = hand_in(&house, "omar", &format!("username,to\nben,{to}\n{lines}petra,{to}\n")).await.unwrap();
            work(&house).await;
            let options = everything(&look(&house, &id).await);
            house.service.file_job_run(&omar, &id, options).await.unwrap();
            let (_stay, leave) = watch::channel(false);
            let (service, other) = (house.service.clone(), leave.clone());
            let working = tokio::spawn(async move { service.file_job_work(other).await.unwrap() });
            while look(&house, &id).await.job.state == JobState::Queued {
                tokio::task::yield_now().await;
            }
            let asked = house.service.file_job_pause(&omar, &id).await;
            working.await.unwrap();
            let left = look(&house, &id).await;
            if left.job.state == JobState::CompletedWithErrors {
                continue;
            }
            asked.unwrap();
            assert_eq!(left.job.state, JobState::Paused, "{left:?}");
            assert_eq!(house.home("petra").await, from);
            let moved = count(&left, Some(Moved));
            assert_eq!(house.home("ben").await == to, moved == 1, "what is done is told");
            house.service.file_job_resume(&omar, &id).await.unwrap();
            work(&house).await;
            let done = look(&house, &id).await;
            assert_eq!((done.job.state, count(&done, Some(Moved)), count(&done, None)), (JobState::CompletedWithErrors, 2, 0));
            return;
        }
        panic!("no file was long enough to be paused");
    }

    async fn what_came_to_no_good_end_is_tried_again(store: Store) {
        let house = House::cast(store).await;
        let omar = caller("omar");
        let id = hand_in(&house, "omar", "username,to\ncarla,riverside\npetra,riverside\n").await.unwrap();
        work(&house).await;
        let options = everything(&look(&house, &id).await);
        house.service.file_job_run(&omar, &id, options).await.unwrap();
        work(&house).await;
        let done = look(&house, &id).await;
        assert_eq!((count(&done, Some(Moved)), count(&done, Some(Refused))), (1, 1), "carla is locked");
        let unlock = hand_in(&house, "omar", "username,prevent user move\ncarla,no\n").await.unwrap();
        work(&house).await;
        house.service.file_job_run(&omar, &unlock, FileJobOptions::default()).await.unwrap();
        work(&house).await;
        house.service.file_job_retry(&omar, &id).await.unwrap();
        work(&house).await;
        let done = look(&house, &id).await;
        assert_eq!((done.job.state, count(&done, Some(Moved))), (JobState::Completed, 2), "{done:?}");
        assert_eq!(house.service.file_job_retry(&caller("ana"), &id).await.unwrap_err().status(), 404);
    }

    async fn thousands_of_rows_are_told_at_once(store: Store) {
        const ROWS: u32 = 8_000;
        let house = House::cast(store).await;
        let lines = "nobody,riverside\n".repeat(ROWS as usize);
        let id = hand_in(&house, "omar", &format!("username,to\n{lines}")).await.unwrap();
        work(&house).await;
        assert_eq!(count(&look(&house, &id).await, Some(Refused)), ROWS);
    }

    async fn a_server_that_leaves_lets_go_and_another_takes_it_up(store: Store) {
        let house = House::cast(store).await;
        let id = hand_in(&house, "omar", "username,organization\nben,riverside\n").await.unwrap();
        let (leaving, leave) = watch::channel(true);
        assert!(house.service.file_job_work(leave).await.unwrap());
        drop(leaving);
        let state = look(&house, &id).await.job.state;
        assert!(matches!(state, JobState::Queued | JobState::Draft), "{state:?}");
        work(&house).await;
        assert_eq!(look(&house, &id).await.job.state, JobState::Draft);
    }

    async fn another_cell_is_judged_again(store: Store) {
        let house = House::cast(store).await;
        let id = hand_in(&house, "omar", "username,organization\nben,nowhere\n").await.unwrap();
        work(&house).await;
        assert_eq!(count(&look(&house, &id).await, Some(Refused)), 1);
        let edit = |cells: &[&str]| {
            let cells = cells.iter().map(|cell| (*cell).to_owned()).collect();
            let (service, id) = (house.service.clone(), id.clone());
            async move { service.file_job_edit(&caller("omar"), &id, 0, cells).await }
        };
        assert!(matches!(edit(&["", "riverside"]).await, Err(ImportError::Faults(_))));
        edit(&["ben", "riverside"]).await.unwrap();
        work(&house).await;
        assert_eq!(count(&look(&house, &id).await, Some(Moved)), 1);
    }

    async fn a_file_is_seen_by_who_handed_it_in_alone(store: Store) {
        let house = House::cast(store).await;
        let id = hand_in(&house, "omar", "username,organization\nben,riverside\n").await.unwrap();
        for other in ["ana", "dana"] {
            let seen = house.service.file_job(&caller(other), &id).await;
            assert!(matches!(seen, Err(ServiceError::NotFound)), "{other}");
            let stopped = house.service.file_job_stop(&caller(other), &id).await;
            assert!(matches!(stopped, Err(ServiceError::NotFound)), "{other}");
        }
        let (rows, has_more) = house.service.file_job_rows(&caller("omar"), &id, &FileRowsQuery::default()).await.unwrap();
        assert_eq!((rows.len(), has_more), (1, false));
        let unable = hand_in(&house, "petra", "username,organization\nben,riverside\n").await;
        assert!(matches!(unable, Err(ImportError::Service(ServiceError::Forbidden | ServiceError::NotFound))), "{unable:?}");
        let faulty = hand_in(&house, "omar", "organization\nriverside\n").await;
        assert!(matches!(faulty, Err(ImportError::Faults(_))));
    }

    async fn a_table_that_was_downloaded_finds_nothing_to_do(store: Store) {
        let house = House::cast(store).await;
        let text = everybody(&house, &["organization", "lock", "name"]).await;
        assert!(text.starts_with("Username,Organization,Prevent User Move,Name\n"), "{text}");
        assert!(text.contains("\nben,harbour,No,"), "{text}");
        assert!(!text.contains("ravi"), "nobody who is out of view: {text}");
        let id = hand_in(&house, "omar", &text).await.unwrap();
        work(&house).await;
        let planned = look(&house, &id).await;
        assert_eq!(count(&planned, Some(Skipped)), planned.job.rows, "{planned:?}");
    }

    async fn people_are_subscribed_as_far_as_it_goes(store: Store) {
        let house = House::cast(store).await;
        let asked = SubscribeMany {
            acting: at("harbour"),
            users: ["ben", "petra"].map(Into::into).to_vec(),
            to: ["harbour", "riverside"].map(Into::into).to_vec(),
            start: None,
            end: None,
            work_location: None,
        };
        let rows = house.service.subscribe_each(&caller("omar"), asked.clone()).await;
        let rows = match rows {
            Ok(rows) => rows,
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(rows.len(), 4);
        for row in &rows {
            match row.to.as_str() {
                "harbour" => assert!(matches!(row.result, Err("subscribed-to-home" | "subscriptions-off")), "{row:?}"),
                _ => assert!(matches!(row.result, Ok(true) | Err("subscriptions-off")), "{row:?}"),
            }
        }
        let again = house.service.subscribe_each(&caller("omar"), asked).await.unwrap();
        assert!(again.iter().all(|row| row.result != Ok(true)), "{again:?}");
    }

    async fn a_selection_shows_families_and_where_they_can_go(store: Store) {
        let house = House::cast(store).await;
        let selected = house
            .service
            .user_move_selection(&caller("omar"), &at("harbour"), ["dana", "carla", "nobody"].map(Into::into).to_vec())
            .await
            .unwrap();
        assert_eq!(selected.len(), 2, "who is out of view is not there");
        let carla = selected.iter().find(|one| one.person.id.as_str() == "carla").unwrap();
        assert!(carla.locked && !carla.is_alone);
        let places = house
            .service
            .user_move_places(&caller("omar"), &at("harbour"), vec!["dana".into()], None)
            .await
            .unwrap();
        let codes: Vec<&str> = places.iter().map(|place| place.place.code.as_str()).collect();
        assert!(codes.contains(&"riverside") && !codes.contains(&"harbour"), "{codes:?}");
    }

    async fn a_temporary_work_location_is_set_and_cleared_with_a_subscription(store: Store) {
        let house = House::cast(store).await;
        let subscribe = async |who: &str, to: &str, location: Option<&str>| {
            let asked = SubscribeMany {
                acting: at("harbour"),
                users: ["ben", "leo"].map(Into::into).to_vec(),
                to: vec![to.into()],
                start: None,
                end: None,
                work_location: Some(location.map(str::to_owned)),
            };
            house.service.subscribe_each(&caller(who), asked).await
        };
        let place = async |who: &str| {
            let seen = house.service.user(&caller("omar"), &at("harbour"), &who.into()).await.unwrap();
            let id = rehome_domain::ids::AttributeId::from("temporary_work_location");
            seen.attributes.get(&id).and_then(|value| value.as_str()).map(str::to_owned)
        };
        subscribe("omar", "riverside", Some(" Room 12 ")).await.unwrap();
        assert_eq!(place("ben").await.as_deref(), Some("Room 12"));
        assert_eq!(place("leo").await, None, "a dependent is not subscribed");
        assert_eq!(subscribe("omar", "lakeside", Some("a\0b")).await.unwrap_err().code(), "bad-text");
        let rows = subscribe("bo", "lakeside", Some("Elsewhere")).await;
        assert!(rows.is_err() || rows.unwrap().iter().all(|row| row.result.is_err()));
        assert_eq!(place("ben").await.as_deref(), Some("Room 12"));
        subscribe("omar", "lakeside", None).await.unwrap();
        assert_eq!(place("ben").await, None);
    }
}

//! Many families: rows of their own, cumulative judgement, all or nothing, and runs that can be repeated.

use crate::house::{House, caller, reviewed};
use rehome_document::moves::{MoveRow, read_text};
use rehome_domain::user_move::MoveRequest;
use rehome_domain::user_move::request::OnFailure;
use rehome_service::bulk::{FileOptions, FileResult, FileRowResult};
use rehome_service::user_move::RowResult;
use rehome_testkit::Cast;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

fn everybody(subjects: &[&str], destination: &str) -> MoveRequest {
    MoveRequest {
        subjects: Some(subjects.iter().map(|id| (*id).into()).collect()),
        destination: Some(destination.into()),
        ..MoveRequest::default()
    }
}

fn results(rows: &[rehome_service::user_move::CommitRow]) -> Vec<(&str, RowResult)> {
    rows.iter()
        .map(|row| (row.user.as_ref().map_or("", |id| id.as_str()), row.result))
        .collect()
}

fn rows(text: &str) -> Vec<MoveRow> {
    read_text("moves.csv", text.as_bytes(), 1_000_000, &Default::default())
        .unwrap()
        .rows
}

fn options(acknowledged: &[&str]) -> FileOptions {
    FileOptions {
        acknowledged: acknowledged.iter().map(|code| (*code).to_owned()).collect(),
        file_hash: "f1".to_owned(),
        ..FileOptions::default()
    }
}

async fn run(
    house: &House,
    who: &str,
    text: &str,
    options: &FileOptions,
) -> Vec<(u32, FileRowResult, Vec<String>)> {
    let mut told: Vec<FileResult> = Vec::new();
    house
        .service
        .moves_run_file(&caller(who), rows(text), options, |row| {
            told.push(row.clone())
        })
        .await
        .unwrap();
    told.into_iter()
        .map(|row| (row.line, row.result, row.codes))
        .collect()
}

const ALL: &[&str] = &[
    "role-revoked",
    "subscription-cancelled",
    "membership-removed",
    "manager-cleared",
    "last-administrator",
    "own-account",
    "hidden-effects",
    "position-required",
    "enterprise-alerts-only",
];

rehome_testkit::on_both_engines! {
    async fn each_family_has_a_row_and_a_refused_one_harms_no_other(store: Store) {
        let house = House::cast(store).await;
        let request = everybody(&["ben", "orla", "dana", "nobody"], "riverside");
        let done = house.run("omar", &request, "k").await.unwrap();
        assert_eq!(
            results(&done.rows),
            [("ben", RowResult::Moved), ("orla", RowResult::Refused), ("dana", RowResult::Moved), ("nobody", RowResult::Refused)]
        );
        assert_eq!([house.home("ben").await, house.home("orla").await, house.home("leo").await], ["riverside", "harbour", "riverside"]);
        let again = house.commit("omar", &reviewed(&request, &house.plan("omar", &request).await.unwrap()), "k").await;
        assert!(again.is_err());
    }

    async fn all_or_nothing_moves_nobody_where_one_is_refused(store: Store) {
        let house = House::cast(store).await;
        let before = house.everything().await;
        let mut request = everybody(&["ben", "orla"], "riverside");
        request.all_or_nothing = true;
        let refused = house.run("omar", &request, "k").await.unwrap_err();
        assert_eq!((refused.status(), refused.code()), (422, "refused"));
        assert!(refused.body(None).findings.unwrap().iter().any(|finding| finding.code() == "rank-too-high"));
        assert_eq!(house.everything().await, before);
        request.subjects = Some(vec!["ben".into(), "petra".into()]);
        let done = house.run("omar", &request, "k2").await.unwrap();
        assert_eq!(done.rows.len(), 2);
        assert_eq!(house.home("petra").await, "riverside");
    }

    async fn a_stop_on_failure_leaves_the_rest_alone(store: Store) {
        let house = House::cast(store).await;
        let mut request = everybody(&["ben", "orla", "petra"], "riverside");
        request.on_failure = Some(OnFailure::Stop);
        let done = house.run("omar", &request, "k").await.unwrap();
        assert_eq!(results(&done.rows), [("ben", RowResult::Moved), ("orla", RowResult::Refused), ("petra", RowResult::Skipped)]);
        assert_eq!(done.rows[2].codes, ["not-attempted"]);
        assert_eq!(house.home("petra").await, "harbour");
    }

    async fn who_changed_since_the_review_is_a_stale_row_only(store: Store) {
        let house = House::cast(store).await;
        let request = everybody(&["ben", "petra"], "riverside");
        let review = house.plan("omar", &request).await.unwrap();
        house.run("orla", &MoveRequest::one("ben", "lakeside"), "first").await.unwrap();
        let done = house.commit("omar", &reviewed(&request, &review), "second").await.unwrap();
        assert_eq!(results(&done.rows), [("ben", RowResult::Stale), ("petra", RowResult::Moved)]);
    }

    async fn the_locked_and_the_arrived_are_skipped_in_a_selection(store: Store) {
        let house = House::cast(store).await;
        let mut request = everybody(&["carla", "ben"], "riverside");
        let done = house.run("omar", &request, "k").await.unwrap();
        assert_eq!(results(&done.rows), [("carla", RowResult::Skipped), ("ben", RowResult::Moved)]);
        request.subjects = Some(vec!["carla".into(), "petra".into()]);
        request.options.move_locked = Some(true);
        request.options.lock_after = Some(true);
        let done = house.run("omar", &request, "k2").await.unwrap();
        assert_eq!(results(&done.rows), [("carla", RowResult::Moved), ("petra", RowResult::Moved)]);
        let directory = house.service.directory_export().await.unwrap();
        assert!(directory.users.get("petra").unwrap().locked);
    }

    async fn who_moves_along_with_the_selection_keeps_acting_for_the_rest(store: Store) {
        let house = House::cast(store).await;
        let request = everybody(&["ben", "omar", "petra"], "riverside");
        let done = house.run("omar", &request, "k").await.unwrap();
        assert_eq!(done.rows[0].result, RowResult::Moved);
        assert_eq!(done.rows[1].result, RowResult::Moved);
        assert_eq!(house.home("omar").await, "riverside");
        // The role that let him move people ended with his own move.
        assert_eq!((done.rows[2].result, house.home("petra").await.as_str()), (RowResult::Refused, "harbour"));
    }

    async fn everybody_of_an_organization_can_be_selected_at_once(store: Store) {
        let house = House::cast(store).await;
        let request = MoveRequest {
            acting_in: Some("aster-north".into()),
            all_of: Some("lakeside".into()),
            destination: Some("riverside".into()),
            ..MoveRequest::default()
        };
        let done = house.run("ana", &request, "k").await.unwrap();
        assert_eq!(done.rows.len(), 2);
        assert_eq!([house.home("dora").await, house.home("yui").await], ["riverside", "riverside"]);
    }

    async fn a_file_is_judged_row_by_row_on_what_the_rows_above_left(store: Store) {
        let house = House::cast(store).await;
        let text = "username,from,to\nben,harbour,riverside\nben,harbour,lakeside\nben,riverside,lakeside\npetra,,riverside\nnobody,,riverside\npetra,,southport\n";
        let mut told = Vec::new();
        let options = FileOptions { acting: rehome_service::Acting { acting_in: Some("aster-north".into()), act_as: None }, ..options(ALL) };
        house.service.moves_plan_file(&caller("ana"), rows(text), &options, |row| told.push((row.row.line, row.row.result))).await.unwrap();
        let done: Vec<(u32, FileRowResult)> = run(&house, "ana", text, &options).await.into_iter().map(|(line, result, _)| (line, result)).collect();
        let expected = [
            (2, FileRowResult::Moved),
            (3, FileRowResult::Refused),
            (4, FileRowResult::Moved),
            (5, FileRowResult::Moved),
            (6, FileRowResult::Refused),
            (7, FileRowResult::Refused),
        ];
        assert_eq!(told, expected);
        assert_eq!(done, expected);
        assert_eq!([house.home("ben").await, house.home("petra").await], ["lakeside", "riverside"]);
    }

    async fn running_a_file_again_is_harmless(store: Store) {
        let house = House::cast(store).await;
        let text = "username,to\nben,riverside\npetra,lakeside\n";
        run(&house, "omar", text, &options(ALL)).await;
        let before = house.everything().await;
        let again = run(&house, "omar", text, &options(ALL)).await;
        assert!(again.iter().all(|(_, result, codes)| *result == FileRowResult::Skipped && codes == &["already-done"]), "{again:?}");
        assert_eq!(house.everything().await, before);
        let mut told = Vec::new();
        house.service.moves_plan_file(&caller("omar"), rows(text), &options(ALL), |row| told.push(row.row.codes.clone())).await.unwrap();
        assert_eq!(told, [["already-done"], ["already-done"]]);
    }

    async fn running_a_file_again_is_harmless_however_late(store: Store) {
        let house = House::cast(store).await;
        let text = "username,to\nben,riverside\n";
        run(&house, "omar", text, &options(ALL)).await;
        house.run("rosa", &everybody(&["ben"], "harbour"), "back").await.unwrap();
        house.turn(49 * 3_600);
        house.service.expired_purge().await.unwrap();
        let again = run(&house, "omar", text, &options(ALL)).await;
        assert_eq!((again[0].1, again[0].2.as_slice()), (FileRowResult::Skipped, &["already-done".to_owned()][..]));
        assert_eq!(house.home("ben").await, "harbour");
    }

    async fn a_run_that_breaks_off_keeps_what_it_told(store: Store) {
        let house = House::cast(store.clone()).await;
        let mut lines = "username,to\nben,riverside\n".to_owned();
        for n in 0..1_000 {
            lines.push_str(&format!("nobody{n},riverside\n"));
        }
        let mut told = 0;
        let broken = house.service.moves_run_file(&caller("omar"), rows(&lines), &options(ALL), |_| {
            told += 1;
            if told == 1 {
                let store = store.clone();
                tokio::spawn(async move { store.close().await });
            }
        }).await.unwrap_err();
        assert!(matches!(broken.error, rehome_service::ServiceError::Unavailable { .. }), "{:?}", broken.error);
        assert_eq!((broken.summary.moved, broken.summary.has_begun()), (1, true));
        assert_eq!(u32::try_from(told).unwrap() + broken.summary.left, 1_001);
        assert!(broken.summary.left > 0 && broken.summary.refused > 0, "{:?}", broken.summary);
    }

    async fn a_stopped_run_goes_on_where_it_was(store: Store) {
        let house = House::cast(store).await;
        let text = "username,to\nben,riverside\npetra,riverside\nremy,riverside\n";
        let stop = Arc::new(AtomicBool::new(true));
        let stopped = FileOptions { stop: stop.clone(), ..options(ALL) };
        let summary = house.service.moves_run_file(&caller("omar"), rows(text), &stopped, |_| {}).await.unwrap();
        assert_eq!((summary.moved, summary.left), (0, 3));
        stop.store(false, Ordering::Relaxed);
        let summary = house.service.moves_run_file(&caller("omar"), rows(text), &stopped, |_| {}).await.unwrap();
        assert_eq!((summary.moved, summary.left), (3, 0));
    }

    async fn a_file_overrides_no_lock_and_no_warning_that_was_not_acknowledged(store: Store) {
        let house = House::cast(store).await;
        let text = "username,to\ncarla,riverside\npetra,riverside\n";
        let done = run(&house, "omar", text, &options(&[])).await;
        assert_eq!(done[0], (2, FileRowResult::Refused, vec!["user-locked".to_owned()]));
        assert_eq!(done[1], (3, FileRowResult::Refused, vec!["role-revoked".to_owned()]));
        let done = run(&house, "omar", text, &options(&["role-revoked"])).await;
        assert_eq!(done[1].1, FileRowResult::Moved);
    }

    async fn a_row_of_the_future_is_refused_and_a_past_date_is_kept(store: Store) {
        let house = House::cast(store).await;
        let text = "date,username,to\n2031-01-01,petra,riverside\n2020-05-05,ben,riverside\n";
        let done = run(&house, "omar", text, &options(ALL)).await;
        assert_eq!(done[0].0, 3);
        assert_eq!(done[1], (2, FileRowResult::Refused, vec!["future-date".to_owned()]));
        let history = house.service.moves(&caller("ben"), &Default::default()).await.unwrap();
        assert_eq!(history.items[0].as_of.unwrap().to_string(), "2020-05-05");
    }

    async fn two_of_one_name_where_names_must_be_unique_harm_their_own_row_only(store: Store) {
        let cast = Cast::new()
            .user("ben", |it| it.username = "twin".into())
            .user("kim", |it| it.username = "twin".into())
            .uniqueness("aster", false)
            .uniqueness("aster-north", true);
        let house = House::of(store, &cast).await;
        let text = "username,to\nben,lakeside\nkim,lakeside\nhana,lakeside\n";
        let options = FileOptions { acting: rehome_service::Acting { acting_in: Some("aster-north".into()), act_as: None }, ..options(ALL) };
        let done = run(&house, "ana", text, &options).await;
        let moved: Vec<FileRowResult> = done.iter().map(|(_, result, _)| *result).collect();
        assert_eq!(moved, [FileRowResult::Moved, FileRowResult::Refused, FileRowResult::Moved], "{done:?}");
        assert_eq!(done[1].2, ["name-taken"]);
    }
}

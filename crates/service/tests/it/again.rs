//! Running a file again, and going on with a run that was killed: nothing is taken back, and nobody can tell.

use crate::house::{House, caller};
use rehome_document::moves::{MoveRow, read_text};
use rehome_domain::user_move::ActAs;
use rehome_service::Acting;
use rehome_service::bulk::{FileOptions, FileResult, FileRowResult};
use rehome_service::user_move::UndoRequest;
use rehome_testkit::Cast;
use rehome_testkit::variety::Dice;

const ALL: &[&str] = &[
    "role-revoked",
    "subscription-cancelled",
    "membership-removed",
    "manager-cleared",
    "hidden-effects",
    "position-required",
    "enterprise-alerts-only",
];

fn rows(text: &str) -> Vec<MoveRow> {
    let table = read_text("moves.csv", text.as_bytes(), 1 << 20, &Default::default());
    table.unwrap_or_else(|faults| panic!("{faults}")).rows
}

fn options(file: &str) -> FileOptions {
    FileOptions {
        acting: Acting {
            acting_in: Some("aster-north".into()),
            act_as: Some(ActAs::Operator),
        },
        acknowledged: ALL.iter().map(|code| (*code).to_owned()).collect(),
        file_hash: file.to_owned(),
        ..FileOptions::default()
    }
}

type Row = (u32, FileRowResult, Vec<String>);

fn row(told: &FileResult) -> Row {
    (told.line, told.result, told.codes.clone())
}

async fn run(house: &House, text: &str, options: &FileOptions) -> Vec<Row> {
    let mut planned = Vec::new();
    let service = &house.service;
    let plan = |told: &rehome_service::bulk::FileVerdict| planned.push(row(&told.row));
    service
        .moves_plan_file(&caller("ana"), rows(text), options, plan)
        .await
        .unwrap();
    let told = run_alone(house, text, options).await;
    assert_eq!(planned, told, "a plan says what a run does");
    told
}

async fn run_alone(house: &House, text: &str, options: &FileOptions) -> Vec<Row> {
    run_of("ana", house, text, options).await
}

async fn run_of(who: &str, house: &House, text: &str, options: &FileOptions) -> Vec<Row> {
    let mut told = Vec::new();
    let tell = |done: &FileResult| told.push(row(done));
    house
        .service
        .moves_run_file(&caller(who), rows(text), options, tell)
        .await
        .unwrap();
    told
}

/// Runs a file and dies when so many rows were told; what was done until then is durable.
async fn killed(house: &House, text: &str, options: &FileOptions, after: usize) {
    killed_of("ana", house, text, options, after).await;
}

async fn killed_of(
    who: &'static str,
    house: &House,
    text: &str,
    options: &FileOptions,
    after: usize,
) {
    let (service, rows, options) = (house.service.clone(), rows(text), options.clone());
    let run = tokio::spawn(async move {
        let mut told = 0;
        let die = |_: &FileResult| {
            told += 1;
            assert!(told < after, "killed");
        };
        service
            .moves_run_file(&caller(who), rows, &options, die)
            .await
    });
    assert!(run.await.is_err(), "it was to be killed");
}

fn brief(rows: &[Row]) -> Vec<(u32, FileRowResult, &str)> {
    let brief = rows
        .iter()
        .map(|(line, result, codes)| (*line, *result, codes.first().map_or("", String::as_str)));
    brief.collect()
}

const PLACES: [&str; 4] = ["harbour", "riverside", "lakeside", "hillcrest"];

/// A file about six people whose names begin with a letter: many rows for each, in any order, often impossible.
fn any_file(seed: u64, letter: char, rows: usize) -> String {
    let mut dice = Dice::new(seed);
    let mut text = "date,username,from,to\n".to_owned();
    for _ in 0..rows {
        let who = format!("{letter}{}", dice.below(6));
        let who = if dice.percent(30) {
            who.to_uppercase()
        } else {
            who
        };
        let from = if dice.percent(50) {
            ""
        } else {
            *dice.pick(&PLACES)
        };
        let date = if dice.percent(5) {
            format!("2020-01-{:02}", 1 + dice.below(28))
        } else {
            String::new()
        };
        text.push_str(&format!("{date},{who},{from},{}\n", dice.pick(&PLACES)));
    }
    text
}

async fn homes(house: &House, letter: char) -> Vec<String> {
    let directory = house.service.directory_export().await.unwrap();
    let home = |n: usize| {
        directory.users[format!("{letter}{n}").as_str()]
            .home
            .to_string()
    };
    (0..6).map(home).collect()
}

use FileRowResult::{Moved, Refused, Skipped};

rehome_testkit::on_both_engines! {
    async fn a_row_that_a_later_one_has_overtaken_is_not_tried_again(store: Store) {
        let house = House::cast(store).await;
        let text = "username,from,to\nben,,harbour\nben,,riverside\npetra,riverside,harbour\nPetra,harbour,riverside\n";
        let first = run(&house, text, &options("f")).await;
        assert_eq!(first.iter().map(|row| row.1).collect::<Vec<_>>(), [Skipped, Moved, Refused, Moved]);
        let before = house.everything().await;
        for _ in 0..2 {
            let again = run(&house, text, &options("f")).await;
            assert_eq!(brief(&again), [
                (2, Skipped, "overtaken"), (3, Skipped, "already-done"), (4, Skipped, "overtaken"), (5, Skipped, "already-done"),
            ]);
            assert_eq!(house.everything().await, before);
        }
    }

    async fn a_row_that_was_refused_runs_once_nothing_stands_in_its_way(store: Store) {
        let house = House::cast(store).await;
        let text = "username,from,to\nben,,riverside\npetra,riverside,lakeside\n";
        assert_eq!(run(&house, text, &options("f")).await[1].1, Refused);
        run(&house, "username,to\npetra,riverside\n", &options("g")).await;
        assert_eq!(run(&house, text, &options("f")).await[1].1, Moved);
        assert_eq!(house.home("petra").await, "lakeside");
    }

    async fn what_was_undone_may_run_again(store: Store) {
        let house = House::cast(store).await;
        let text = "username,to\nben,riverside\npetra,riverside\nben,lakeside\n";
        run(&house, text, &options("f")).await;
        let history = house.service.moves(&caller("ana"), &rehome_service::user_move::MovesQuery {
            acting: options("f").acting, ..Default::default()
        }).await.unwrap();
        let last = history.items.iter().find(|it| it.destination.code.as_str() == "lakeside").unwrap().id.clone();
        let mut request = UndoRequest { acting_in: Some("aster-north".into()), ..UndoRequest::default() };
        let review = house.service.user_move_undo_plan(&caller("ana"), &last, &request).await.unwrap();
        request.digest = Some(review.review.digest.clone());
        request.acknowledged = review.review.plan.findings().map(|finding| finding.code().to_owned()).collect();
        house.service.user_move_undo(&caller("ana"), &last, request, Some("undo")).await.unwrap();
        assert_eq!(house.home("ben").await, "riverside");
        let again = run(&house, text, &options("f")).await;
        assert_eq!(again.iter().map(|row| row.1).collect::<Vec<_>>(), [Skipped, Skipped, Moved], "{again:?}");
        assert_eq!(house.home("ben").await, "lakeside");
        let before = house.everything().await;
        let again = run(&house, text, &options("f")).await;
        assert!(again.iter().all(|row| row.2 == ["already-done"]), "{again:?}");
        assert_eq!(house.everything().await, before);
    }

    async fn a_run_that_was_killed_tells_when_it_goes_on_what_it_had_told(store: Store) {
        let house = House::cast(store).await;
        let text = format!("username,to\nben,riverside\npetra,harbour\n{}remy,riverside\n", "nobody,riverside\n".repeat(250));
        killed(&house, &text, &options("f"), 1).await;
        assert_eq!((house.home("ben").await.as_str(), house.home("remy").await.as_str()), ("riverside", "harbour"));
        let told = run_alone(&house, &text, &options("f")).await;
        assert_eq!((told.len(), told[0].1, told[1].1, told[252].1), (253, Moved, Skipped, Moved));
        assert!(told[0].2 != ["already-done"] && told[2].2 == ["unknown-user"], "{told:?}");
        let again = run_alone(&house, &text, &options("f")).await;
        assert_eq!(again[0].2, ["already-done"], "that run was over; this is another one");
    }

    async fn a_run_that_goes_on_knows_who_came_along_before_it_was_killed(store: Store) {
        let house = House::cast(store).await;
        let at = |place: &str, file: &str| FileOptions { acting: Acting { acting_in: Some(place.into()), act_as: Some(ActAs::Operator) }, ..options(file) };
        let rest = "nobody,nowhere\n".repeat(250);
        for (who, from, to, header) in [("omar", "harbour", "riverside", "username,organization"), ("rosa", "riverside", "harbour", "user,to")] {
            let text = format!("{header}\ndana,{to}\n{rest}leo,{to}\nmia,{to}\n");
            killed_of(who, &house, &text, &at(from, to), 1).await;
            assert_eq!(house.home_of_all(&["dana", "leo", "mia"]).await, to);
            let told = run_of(who, &house, &text, &at(from, to)).await;
            assert_eq!(brief(&told[251..]), [(253, Skipped, "moves-with-sponsor"), (254, Skipped, "moves-with-sponsor")], "{who}");
            let other = run_of(who, &house, &format!("user,to\nleo,{to}\n"), &at(from, "another")).await;
            assert_eq!(brief(&other), [(2, Refused, "unknown-user")], "nobody came along in that one");
        }
    }

    async fn a_run_that_is_asked_for_otherwise_is_another_one(store: Store) {
        let house = House::cast(store).await;
        let text = format!("username,to\npetra,riverside\n{}", "nobody,riverside\n".repeat(250));
        let unaware = FileOptions { acknowledged: Default::default(), ..options("f") };
        killed(&house, &text, &unaware, 1).await;
        assert_eq!(house.home("petra").await, "harbour", "its warnings were not taken note of");
        assert_eq!(run_alone(&house, &text, &options("f")).await[0].1, Moved);
    }

    async fn any_file_run_again_changes_nothing_and_killed_anywhere_ends_the_same(store: Store) {
        const ROWS: usize = 430;
        let mut cast = Cast::new();
        for letter in ['a', 'b', 'c', 'd'] {
            for n in 0..6 {
                let id = format!("{letter}{n}");
                cast = cast.newcomer(&id, PLACES[n % PLACES.len()]);
                if n == 5 {
                    cast = cast.locked(&id);
                }
            }
        }
        let house = House::of(store, &cast).await;
        for seed in 0..3 {
            let whole = run_alone(&house, &any_file(seed, 'a', ROWS), &options(&format!("{seed}a"))).await;
            let done = whole.iter().filter(|row| row.1 == Moved).count();
            assert!(done > 40 && done < ROWS - 40, "{done} rows move");
            let end = homes(&house, 'a').await;
            for (letter, kills) in [('b', vec![1]), ('c', vec![201]), ('d', vec![100, 300, 401])] {
                let (text, options) = (any_file(seed, letter, ROWS), options(&format!("{seed}{letter}")));
                for after in kills {
                    killed(&house, &text, &options, after).await;
                }
                assert_eq!(run_alone(&house, &text, &options).await, whole, "seed {seed}, {letter}");
                assert_eq!(homes(&house, letter).await, end, "seed {seed}, {letter}");
            }
            let before = house.everything().await;
            for letter in ['a', 'b', 'c', 'd'] {
                let (text, options) = (any_file(seed, letter, ROWS), options(&format!("{seed}{letter}")));
                let again = run(&house, &text, &options).await;
                assert!(again.iter().all(|row| row.1 != Moved), "seed {seed}, {letter}");
            }
            assert_eq!(house.everything().await, before, "seed {seed}");
        }
    }
}

//! Transactions: a parent with counts, a part for each person, a log with severities, and submitting again.

use crate::file_jobs::work;
use crate::house::{House, caller, reviewed, wire};
use rehome_domain::ids::UserId;
use rehome_domain::user_move::MoveRequest;
use rehome_service::Acting;
use rehome_service::transactions::{LogLevel, Replayed, TransactionKind, TransactionStatus};
use rehome_service::user_move::{RowResult, UndoRequest};
use rehome_testkit::Cast;

fn all_to_mill(whom: &[&str]) -> MoveRequest {
    MoveRequest {
        subjects: Some(whom.iter().map(|who| UserId::from(*who)).collect()),
        destination: Some("mill".into()),
        reason: Some("the new hall".to_owned()),
        ..MoveRequest::default()
    }
}

/// Ines lives at the mill already, and otto's line is in the way there.
async fn house(store: rehome_storage::Store) -> House {
    let cast = Cast::telephony()
        .newcomer("ines", "mill")
        .newcomer("otto", "dell")
        .phones(|facts| {
            let mut line = facts.lines["l-7101"].clone();
            line.partition = "dell-line_partition".into();
            line.at = Some("dell".into());
            facts.lines.insert("l-dell".into(), line);
            facts.people.entry("otto".into()).or_default().primary_line = Some("l-dell".into());
        });
    House::of(store, &cast).await
}

rehome_testkit::on_both_engines! {
    async fn a_commit_of_several_is_a_parent_with_counts_and_a_part_for_each(store: Store) {
        let house = house(store).await;
        let (service, cleo) = (&house.service, caller("cleo"));
        let done = house.run("cleo", &all_to_mill(&["paul", "nora", "ines", "otto"]), "k").await.unwrap();
        let told = service.transaction(&cleo, done.id.as_str()).await.unwrap();
        assert_eq!((told.action, told.status, told.total), (TransactionKind::Moves, TransactionStatus::Partial, 4));
        assert_eq!((&*told.message, told.detail.as_deref()), ("[3/4] succeeded", Some("the new hall")));
        assert_eq!(told.counts, [("moved", 2), ("refused", 1), ("skipped", 1)].map(|(word, n)| (word.to_owned(), n)).into());
        assert!(told.completed.is_some() && !told.rolled_back);
        let parts = service.transaction_parts(&cleo, done.id.as_str(), (None, None)).await.unwrap().items;
        let ends: Vec<(&str, &str)> = parts.iter().map(|it| (it.user.as_deref().unwrap(), it.result.as_deref().unwrap())).collect();
        assert_eq!(ends, [("paul", "moved"), ("nora", "moved"), ("ines", "skipped"), ("otto", "refused")]);
        assert!(parts[0].user_move.is_some() && parts[3].user_move.is_none());
        let page = service.transaction_parts(&cleo, done.id.as_str(), (None, Some(2))).await.unwrap();
        let rest = service.transaction_parts(&cleo, done.id.as_str(), (page.cursor.as_deref(), None)).await.unwrap();
        assert_eq!((page.items.len(), rest.items.len(), rest.cursor), (2, 2, None));
        let listed = service.transactions(&cleo, (None, None)).await.unwrap().items;
        assert_eq!(listed, [told]);
        for other in ["tess", "fay"] {
            assert!(service.transactions(&caller(other), (None, None)).await.unwrap().items.is_empty());
            let foreign = service.transaction(&caller(other), done.id.as_str()).await.unwrap_err();
            let unknown = service.transaction(&caller(other), "nothing").await.unwrap_err();
            assert_eq!((foreign.status(), wire(&foreign)), (404, wire(&unknown)), "{other}");
            assert_eq!(service.transaction_log(&caller(other), done.id.as_str(), LogLevel::Debug, (None, None)).await.unwrap_err().status(), 404);
            assert_eq!(service.transaction_replay(&caller(other), done.id.as_str(), Some("r")).await.unwrap_err().status(), 404);
        }
    }

    async fn the_log_tells_by_severity_down_to_every_value_written(store: Store) {
        let house = house(store).await;
        let (service, cleo) = (&house.service, caller("cleo"));
        let done = house.run("cleo", &all_to_mill(&["paul", "ines", "otto"]), "k").await.unwrap();
        let log = async |level| service.transaction_log(&cleo, done.id.as_str(), level, (None, None)).await.unwrap().items;
        let errors = log(LogLevel::Error).await;
        assert!(errors.iter().all(|it| it.user.as_deref() == Some("otto") && it.level == 40));
        assert!(errors.iter().any(|it| it.code == "line-collision"), "{errors:?}");
        let info = log(LogLevel::Info).await;
        assert!(info.len() > errors.len() && info.iter().any(|it| it.code == "moved"));
        assert!(info.iter().all(|it| it.user.as_deref() != Some("ines")), "nothing was to be done there");
        let verbose = log(LogLevel::Verbose).await;
        assert!(verbose.iter().any(|it| it.code == "already-at-destination" && it.level == 15));
        let debug = log(LogLevel::Debug).await;
        let written = debug.iter().filter(|it| it.step.is_some()).count();
        assert!(written > 5 && debug.len() == verbose.len() + written, "{written}");
    }

    async fn what_was_submitted_is_submitted_again_and_what_was_done_stays_done(store: Store) {
        let house = house(store).await;
        let (service, cleo) = (&house.service, caller("cleo"));
        let request = all_to_mill(&["paul", "otto"]);
        let done = house.run("cleo", &request, "k").await.unwrap();
        let Replayed::Moves(again) = service.transaction_replay(&cleo, done.id.as_str(), Some("r")).await.unwrap() else { panic!("a move") };
        let ends: Vec<RowResult> = again.rows.iter().map(|row| row.result).collect();
        assert_eq!(ends, [RowResult::Skipped, RowResult::Refused]);
        assert_ne!(again.id, done.id);
        let review = service.user_move_undo_plan(&cleo, &done.id, &UndoRequest::default()).await.unwrap().review;
        let undo = UndoRequest { digest: Some(review.digest.clone()), acknowledged: review.plan.findings().map(|it| it.code().to_owned()).collect(), ..UndoRequest::default() };
        service.user_move_undo(&cleo, &done.id, undo, Some("u")).await.unwrap();
        assert!(service.transaction(&cleo, done.id.as_str()).await.unwrap().rolled_back);
        let Replayed::Moves(again) = service.transaction_replay(&cleo, done.id.as_str(), Some("r2")).await.unwrap() else { panic!("a move") };
        assert_eq!(again.rows[0].result, RowResult::Moved);
        assert_eq!(house.home("paul").await, "mill");
        let keyless = service.transaction_replay(&cleo, done.id.as_str(), None).await.unwrap_err();
        assert_eq!(keyless.status(), 428);
    }

    async fn one_family_alone_is_a_transaction_too(store: Store) {
        let house = house(store).await;
        let (service, cleo) = (&house.service, caller("cleo"));
        let request = MoveRequest::one("paul", "mill");
        let done = house.run("cleo", &request, "k").await.unwrap();
        let told = service.transaction(&cleo, done.id.as_str()).await.unwrap();
        assert_eq!((told.status, &*told.message), (TransactionStatus::Success, "[1/1] succeeded"));
        let review = house.plan("cleo", &request).await.unwrap();
        assert!(house.commit("cleo", &reviewed(&request, &review), "k2").await.is_err());
        assert_eq!(service.transaction(&caller("fay"), done.id.as_str()).await.unwrap_err().status(), 404);
    }

    async fn files_that_were_only_judged_stand_in_front_of_nothing(store: Store) {
        let house = house(store).await;
        let (service, cleo) = (&house.service, caller("cleo"));
        let hand_in = async |text: &str| service.file_job_create(&cleo, &Acting::default(), "hall.csv", text.as_bytes()).await.unwrap();
        let first = house.run("cleo", &all_to_mill(&["paul", "ines"]), "k").await.unwrap();
        let second = hand_in("user,to,scope\nnora,mill,user_only\n").await;
        work(&house).await;
        service.file_job_run(&cleo, &second, Default::default()).await.unwrap();
        work(&house).await;
        for destination in ["dell", "mill", "quay"] {
            hand_in(&format!("user,to\nnora,{destination}\n")).await;
        }
        let (mut seen, mut from) = (Vec::new(), None);
        loop {
            let page = service.transactions(&cleo, (from.as_deref(), Some(1))).await.unwrap();
            assert_eq!(page.items.len(), 1);
            seen.extend(page.items.into_iter().map(|it| it.id));
            from = page.cursor;
            if from.is_none() {
                break;
            }
        }
        assert_eq!(seen, [second, first.id.to_string()]);
    }

    async fn a_file_that_was_run_is_a_transaction_and_handed_in_again_by_its_replay(store: Store) {
        let house = house(store).await;
        let (service, cleo) = (&house.service, caller("cleo"));
        let text = "user,from,to\npaul,quay,mill\notto,dell,mill\n";
        let id = service.file_job_create(&cleo, &Acting::default(), "hall.csv", text.as_bytes()).await.unwrap();
        work(&house).await;
        assert!(service.transactions(&cleo, (None, None)).await.unwrap().items.is_empty(), "it was only judged");
        service.file_job_run(&cleo, &id, Default::default()).await.unwrap();
        let early = service.transaction_replay(&cleo, &id, Some("r")).await.unwrap_err();
        assert_eq!((early.status(), early.code()), (409, "job-not-over"));
        work(&house).await;
        let told = service.transaction(&cleo, &id).await.unwrap();
        assert_eq!((told.action, told.status, &*told.message), (TransactionKind::File, TransactionStatus::Partial, "[1/2] succeeded"));
        let parts = service.transaction_parts(&cleo, &id, (None, None)).await.unwrap().items;
        let ends: Vec<_> = parts.iter().map(|it| (it.line, it.user.as_deref(), it.result.as_deref())).collect();
        assert_eq!(ends, [(Some(2), Some("paul"), Some("moved")), (Some(3), Some("otto"), Some("refused"))]);
        assert_eq!(service.transactions(&cleo, (None, None)).await.unwrap().items, [told]);
        let Replayed::File { id: again } = service.transaction_replay(&cleo, &id, Some("r")).await.unwrap() else { panic!("a file") };
        assert_ne!(again, id);
        assert_eq!(service.file_job(&cleo, &again).await.unwrap().job.rows, 2);
        assert_eq!(service.transaction(&caller("tess"), &id).await.unwrap_err().status(), 404);
    }
}

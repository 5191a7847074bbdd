//! What a move leaves to be done outside: ordered, carried, tried again, looked after, taken back.

use crate::house::{caller, wire};
use crate::outside::{
    act, act_on, exchange, house, provision, services, to_clover, undo, wanting_a_line, work,
};
use rehome_domain::hosting::Provisioning;
use rehome_provisioning::{CauseKind, Operation};
use rehome_service::Acting;
use rehome_service::provisioning::{EventKind, JobAction, ProvisioningJobsQuery, ServiceAction};
use rehome_service::user_copy::CopyCommit;
use rehome_testkit::Cast;
use rehome_testkit::copies::nina;
use serde_json::json;
use std::sync::Arc;
use tokio::sync::Notify;

rehome_testkit::on_both_engines! {
    async fn a_move_is_carried_outside_the_account_first_and_the_services_after_it(store: Store) {
        let (house, driver) = house(store, &Cast::hosting(), &["exchange"]).await;
        let done = house.run("rhea", &to_clover(), "k").await.unwrap();
        assert_eq!(done.jobs.len(), 2);
        let seen = services(&house, "rhea").await;
        assert_eq!((seen.status, seen.account.status), (Provisioning::InProgress, Provisioning::Requested));
        let waiting = exchange(&seen).job.clone().unwrap();
        assert!(waiting.awaits_account && waiting.next.is_none());
        work(&house).await;
        let orders = driver.orders();
        let Operation::MoveEntry { from } = &orders[0].operation else {
            panic!("{orders:?}");
        };
        assert_eq!((from.organization.as_str(), &*from.base), ("bramble", "ou=BRAMBLE,dc=example"));
        assert_eq!(from.groups, ["cn=mailbox-25,dc=example"]);
        assert_eq!(orders[0].person.container, "ou=people,ou=CLOVER,dc=example");
        assert_eq!(orders[0].person.mail.as_deref(), Some("mara.quinn@clover.example"));
        assert_eq!(orders[1].operation.as_str(), "provision");
        assert_eq!(orders[1].person.entry.as_deref(), Some("entry-1"));
        assert_eq!(orders.len(), 2);
        let seen = services(&house, "rhea").await;
        assert_eq!((seen.status, exchange(&seen).status), (Provisioning::Provisioned, Provisioning::Provisioned));
        let records = house.service.audit_page(&caller("rhea"), &Default::default()).await.unwrap();
        assert!(records.items.iter().any(|it| it.action == "service-provisioned" && it.about == "mara"));
    }

    async fn what_may_pass_is_tried_again_and_what_may_not_waits_for_a_person(store: Store) {
        let (house, driver) = house(store, &Cast::hosting(), &["exchange"]).await;
        house.run("rhea", &to_clover(), "k").await.unwrap();
        driver.will(CauseKind::Unreachable);
        work(&house).await;
        let seen = services(&house, "rhea").await;
        let account = seen.account.job.clone().unwrap();
        assert_eq!((seen.account.status, account.tries), (Provisioning::Requested, 1));
        assert_eq!(account.cause.unwrap().kind, "unreachable");
        assert_eq!(driver.kinds(), ["move_entry"]);
        driver.will(CauseKind::Conflict);
        house.turn(60);
        work(&house).await;
        let seen = services(&house, "rhea").await;
        let account = seen.account.job.clone().unwrap();
        assert_eq!((seen.status, seen.account.status), (Provisioning::Failed, Provisioning::Failed));
        assert_eq!(account.actions, ["retry"]);
        house.turn(86_400);
        work(&house).await;
        assert_eq!(driver.kinds(), ["move_entry"], "the service waits for the account");
        assert_eq!(act_on(&house, "rhea", &account.id, JobAction::Retry).await.unwrap(), Provisioning::Requested);
        work(&house).await;
        let orders = driver.orders();
        assert_eq!(orders.iter().map(|it| it.operation.as_str()).collect::<Vec<_>>(), ["move_entry", "provision"]);
        assert_eq!(services(&house, "rhea").await.status, Provisioning::Provisioned);
        let events = services(&house, "rhea").await.account.job.unwrap().events;
        let kinds: Vec<EventKind> = events.iter().map(|it| it.kind).collect();
        assert_eq!(kinds, [EventKind::Ordered, EventKind::TriedInVain, EventKind::Failed, EventKind::Retried, EventKind::Done]);
    }

    async fn what_nobody_began_with_is_cancelled_by_an_undo_and_what_somebody_did_goes_back(store: Store) {
        let (house, driver) = house(store, &Cast::hosting(), &["exchange"]).await;
        let before = house.everything().await;
        let done = house.run("rhea", &to_clover(), "k").await.unwrap();
        undo(&house, &done.id, "u").await;
        assert_eq!(house.everything().await, before);
        work(&house).await;
        assert_eq!(driver.kinds(), Vec::<&str>::new());

        let done = house.run("rhea", &to_clover(), "k2").await.unwrap();
        driver.will(CauseKind::Timeout);
        work(&house).await;
        driver.orders();
        undo(&house, &done.id, "u2").await;
        assert_eq!(services(&house, "rhea").await.account.status, Provisioning::Requested);
        house.turn(60);
        work(&house).await;
        let orders = driver.orders();
        let Operation::MoveEntry { from } = &orders[0].operation else {
            panic!("{orders:?}");
        };
        assert_eq!((from.organization.as_str(), orders[0].person.organization.as_str()), ("clover", "bramble"));
        assert_eq!(services(&house, "rhea").await.status, Provisioning::Provisioned);
        assert_eq!(house.everything().await, before);
    }

    async fn a_worker_that_is_gone_leaves_its_order_to_the_next_and_two_never_work_on_one_person(store: Store) {
        let (house, driver) = house(store, &Cast::hosting(), &["exchange"]).await;
        house.run("rhea", &to_clover(), "k").await.unwrap();
        let gate = Arc::new(Notify::new());
        *driver.gate.lock().unwrap() = Some(gate.clone());
        let service = house.service.clone();
        let first = tokio::spawn(async move { service.provisioning_work().await });
        while driver.orders.lock().unwrap().is_empty() {
            tokio::task::yield_now().await;
        }
        assert!(!house.service.provisioning_work().await.unwrap(), "somebody is at it");
        assert_eq!(services(&house, "rhea").await.account.status, Provisioning::InProgress);
        first.abort();
        *driver.gate.lock().unwrap() = None;
        house.turn(121);
        work(&house).await;
        let orders = driver.orders();
        assert_eq!(orders[0].id, orders[1].id);
        assert_eq!(services(&house, "rhea").await.status, Provisioning::Provisioned);
    }

    async fn whoever_was_reset_meanwhile_tells_nobody_what_became_of_it(store: Store) {
        let (house, driver) = house(store, &Cast::hosting(), &["exchange"]).await;
        house.run("rhea", &to_clover(), "k").await.unwrap();
        let gate = Arc::new(Notify::new());
        *driver.gate.lock().unwrap() = Some(gate.clone());
        let service = house.service.clone();
        let first = tokio::spawn(async move { service.provisioning_work().await });
        while driver.orders.lock().unwrap().is_empty() {
            tokio::task::yield_now().await;
        }
        let job = services(&house, "rhea").await.account.job.unwrap();
        assert_eq!(job.actions, ["reset"]);
        assert_eq!(act_on(&house, "rhea", &job.id, JobAction::Reset).await.unwrap(), Provisioning::Failed);
        *driver.gate.lock().unwrap() = None;
        gate.notify_one();
        first.await.unwrap().unwrap();
        let seen = services(&house, "rhea").await;
        assert_eq!((seen.account.status, seen.account.job.unwrap().cause.unwrap().kind.as_str()), (Provisioning::Failed, "timeout"));
    }

    async fn what_nothing_carries_is_a_task_for_an_administrator(store: Store) {
        let (house, driver) = house(store, &Cast::hosting(), &[]).await;
        house.run("rhea", &to_clover(), "k").await.unwrap();
        work(&house).await;
        assert_eq!(driver.kinds(), ["move_entry"]);
        let seen = services(&house, "rhea").await;
        let task = exchange(&seen).job.clone().unwrap();
        assert_eq!((task.status, task.connector, seen.status), (Provisioning::Requested, None, Provisioning::InProgress));
        let fail = ServiceAction::Fail { reason: "no licence left".to_owned() };
        let seen = act(&house, "rhea", fail).await.unwrap();
        assert_eq!(exchange(&seen).job.as_ref().unwrap().cause.as_ref().unwrap().detail, "no licence left");
        assert_eq!(seen.status, Provisioning::Failed);
        let seen = act(&house, "rhea", ServiceAction::Done).await.unwrap();
        assert_eq!(seen.status, Provisioning::Provisioned);
        let again = act(&house, "rhea", ServiceAction::Done).await.unwrap_err();
        assert_eq!((again.status(), again.code()), (409, "other-state"));
    }

    async fn a_service_that_a_connector_carries_is_marked_by_nobody(store: Store) {
        let (house, _driver) = house(store, &Cast::hosting(), &["exchange"]).await;
        house.run("rhea", &to_clover(), "k").await.unwrap();
        let error = act(&house, "rhea", ServiceAction::Done).await.unwrap_err();
        assert_eq!((error.status(), error.code()), (409, "not-by-hand"));
    }

    async fn what_has_to_be_filled_in_waits_blue_until_it_is(store: Store) {
        let (house, driver) = house(store, &wanting_a_line(), &["exchange"]).await;
        house.run("rhea", &to_clover(), "k").await.unwrap();
        work(&house).await;
        assert_eq!(driver.kinds(), ["move_entry"]);
        let seen = services(&house, "rhea").await;
        assert_eq!((seen.status, exchange(&seen).status), (Provisioning::Pending, Provisioning::Pending));
        assert_eq!(exchange(&seen).missing, ["line".into()]);
        let error = act(&house, "rhea", provision(None, json!({}))).await.unwrap_err();
        assert_eq!((error.status(), error.code()), (422, "properties-missing"));
        let error = act(&house, "rhea", provision(None, json!({ "colour": 1 }))).await.unwrap_err();
        assert_eq!(error.code(), "unknown-property");
        act(&house, "rhea", provision(None, json!({ "line": "+44 20" }))).await.unwrap();
        work(&house).await;
        assert_eq!(driver.kinds(), ["provision"]);
        assert_eq!(services(&house, "rhea").await.status, Provisioning::Provisioned);
        let mara = &house.service.directory_export().await.unwrap().users["mara"];
        assert_eq!(mara.extra["services"]["exchange"]["properties"]["line"], "+44 20");
    }

    async fn another_level_that_fails_is_rolled_back_to_the_former_one(store: Store) {
        let cast = Cast::hosting().hosted_at("bramble", |it| {
            let main = it.services.get_mut("exchange").unwrap().get_mut("main").unwrap();
            main.plans.push("mailbox-50".into());
        });
        let (house, driver) = house(store, &cast, &["exchange"]).await;
        driver.will(CauseKind::Refused);
        act(&house, "cleo", provision(Some("mailbox-50"), json!({}))).await.unwrap();
        work(&house).await;
        let seen = services(&house, "cleo").await;
        assert_eq!(exchange(&seen).job.as_ref().unwrap().actions, ["retry", "roll_back"]);
        act(&house, "cleo", ServiceAction::RollBack).await.unwrap();
        work(&house).await;
        let orders = driver.orders();
        let plans: Vec<&str> = orders
            .iter()
            .map(|it| match &it.operation {
                Operation::ChangePlan { service } => service.plan.as_str(),
                other => other.as_str(),
            })
            .collect();
        assert_eq!(plans, ["mailbox-50", "mailbox-25"]);
        let seen = services(&house, "cleo").await;
        assert_eq!((exchange(&seen).status, exchange(&seen).plan.as_deref()), (Provisioning::Provisioned, Some("Mailbox 25 GB")));
        let not_offered = act(&house, "cleo", provision(Some("fern-25"), json!({}))).await.unwrap_err();
        assert_eq!(not_offered.code(), "plan-not-offered");
    }

    async fn what_is_taken_away_is_said_to_be_lost_first(store: Store) {
        let (house, driver) = house(store, &Cast::hosting(), &["exchange"]).await;
        let silent = ServiceAction::Deprovision { acknowledged: false };
        let error = act(&house, "ursa", silent).await.unwrap_err();
        assert_eq!((error.status(), error.code()), (422, "data-loss"));
        act(&house, "ursa", ServiceAction::Deprovision { acknowledged: true }).await.unwrap();
        work(&house).await;
        assert_eq!(driver.kinds(), ["deprovision"]);
        let seen = services(&house, "ursa").await;
        assert_eq!((exchange(&seen).status, seen.status), (Provisioning::NotProvisioned, Provisioning::Provisioned));
        act(&house, "ursa", provision(Some("mailbox-25"), json!({}))).await.unwrap();
        work(&house).await;
        assert_eq!(driver.kinds(), ["provision"]);
        assert_eq!(exchange(&services(&house, "ursa").await).status, Provisioning::Provisioned);
    }

    async fn services_of_a_customer_are_looked_after_there_and_above_and_by_nobody_else(store: Store) {
        let (house, _driver) = house(store, &Cast::hosting(), &["exchange"]).await;
        let away = || ServiceAction::Deprovision { acknowledged: true };
        for who in ["una", "pia"] {
            let error = act(&house, who, away()).await.unwrap_err();
            assert_eq!(error.status(), 403, "{who}");
        }
        for who in ["otis", "mina", "eve"] {
            let error = act(&house, who, away()).await.unwrap_err();
            assert!([403, 404].contains(&error.status()), "{who}: {error:?}");
        }
        let jobs = |who: &'static str| {
            let service = house.service.clone();
            async move { service.provisioning_jobs(&caller(who), &ProvisioningJobsQuery::default()).await }
        };
        let done = house.run("rhea", &to_clover(), "k").await.unwrap();
        assert_eq!(jobs("rhea").await.unwrap().items.len(), 2);
        assert_eq!(jobs("tess").await.unwrap().items.len(), 2);
        assert_eq!(jobs("otis").await.unwrap().items.len(), 0);
        assert_eq!(jobs("cleo").await.unwrap().items.len(), 0, "she lives elsewhere by now");
        for who in ["una", "mara"] {
            assert_eq!(jobs(who).await.unwrap_err().status(), 403, "{who}");
        }
        let one = |who: &'static str, id: String| {
            let service = house.service.clone();
            async move { service.provisioning_job(&caller(who), &Acting::default(), &id).await }
        };
        assert!(one("rhea", done.jobs[0].clone()).await.is_ok());
        let foreign = one("otis", done.jobs[0].clone()).await.unwrap_err();
        let unknown = one("otis", "no-such-job".to_owned()).await.unwrap_err();
        assert_eq!(wire(&foreign), wire(&unknown));
        let seen = services(&house, "tess").await;
        assert!(seen.account.job.is_some());
    }

    async fn who_goes_back_after_a_failure_leaves_both_customers_behind(store: Store) {
        let (house, driver) = house(store, &Cast::hosting(), &[]).await;
        driver.will(CauseKind::Conflict);
        let done = house.run("rhea", &to_clover(), "k").await.unwrap();
        work(&house).await;
        driver.orders();
        assert_eq!(services(&house, "rhea").await.account.status, Provisioning::Failed);
        undo(&house, &done.id, "u").await;
        work(&house).await;
        let orders = driver.orders();
        let Operation::MoveEntry { from } = &orders[0].operation else {
            panic!("{orders:?}");
        };
        assert_eq!((from.organization.as_str(), orders[0].person.organization.as_str()), ("clover", "bramble"));
        assert_eq!(orders.len(), 1);
    }

    async fn sessions_and_tokens_end_with_a_move_and_the_password_stays(store: Store) {
        let cast = Cast::hosting().hosted("mara", |it| it.upn = None);
        let (house, _driver) = house(store, &cast, &[]).await;
        let service = &house.service;
        service.password_set(&"mara".into(), "correct horse battery").await.unwrap();
        let sign_in = || service.session_open("mara.quinn_BRAMBLE", "correct horse battery", None, None);
        let session = sign_in().await.unwrap();
        assert!(service.session_of(&session.token).await.unwrap().is_some());
        let token = service.token_create("mara", "script", None).await.unwrap();
        house.run("rhea", &to_clover(), "k").await.unwrap();
        assert!(service.session_of(&session.token).await.unwrap().is_none());
        assert!(service.caller_of_token(&token).await.unwrap().is_none());
        sign_in().await.unwrap();
    }

    async fn whoever_is_copied_gets_an_account_first_and_the_services_after_it(store: Store) {
        let (house, driver) = house(store, &Cast::hosting(), &["exchange"]).await;
        let (service, cleo) = (&house.service, caller("cleo"));
        let request = nina();
        let review = service.user_copy_plan(&cleo, &request).await.unwrap();
        let commit = CopyCommit {
            request,
            digest: Some(review.digest.clone()),
            acknowledged: review.plan.findings().map(|it| it.code().to_owned()).collect(),
        };
        let done = service.user_copy_commit(&cleo, commit, Some("k")).await.unwrap();
        assert_eq!(done.jobs.len(), 2);
        work(&house).await;
        let orders = driver.orders();
        let kinds: Vec<&str> = orders.iter().map(|it| it.operation.as_str()).collect();
        assert_eq!(kinds, ["ensure", "provision"]);
        assert_eq!(orders[0].person.container, "ou=people,ou=BRAMBLE,dc=example");
        let new = done.user.unwrap();
        let seen = service.user_services(&cleo, &Acting::default(), &new).await.unwrap();
        assert_eq!(seen.status, Provisioning::Provisioned);
    }
}

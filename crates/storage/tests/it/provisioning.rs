//! Jobs of provisioning: ordered, taken over, taken up by one at a time.

use crate::support::import;
use rehome_domain::hosting::Provisioning;
use rehome_domain::time::Timestamp;
use rehome_storage::provisioning_jobs::{self, NEVER, ProvisioningJob, ProvisioningPart};
use rehome_storage::{Scope, Store, StoreError};
use rehome_testkit::{Cast, NOW, on_both_engines};
use serde_json::json;

fn job(id: &str, user: &str, part: ProvisioningPart) -> ProvisioningJob {
    ProvisioningJob {
        id: id.to_owned(),
        user: user.into(),
        part,
        organization: "bramble".into(),
        connector: Some("directory".to_owned()),
        generation: 0,
        actor: "rhea".into(),
        commit: Some("commit".into()),
        work: json!({"kind": "place"}),
        state: json!({"status": "requested"}),
        status: Provisioning::Requested,
        not_before: NOW,
        is_begun: false,
        ordered: NOW,
        changed: NOW,
        log: json!([]),
    }
}

fn exchange() -> ProvisioningPart {
    ProvisioningPart::Service("exchange".into())
}

async fn order(store: &Store, job: ProvisioningJob) -> ProvisioningJob {
    store
        .write(move |tx| {
            let job = job.clone();
            Box::pin(async move { provisioning_jobs::order(tx, &job).await })
        })
        .await
        .unwrap()
}

async fn take(store: &Store, worker: &str, now: Timestamp) -> Option<ProvisioningJob> {
    let worker = worker.to_owned();
    let until = Timestamp(now.0 + 60_000_000);
    store
        .write(move |tx| {
            let worker = worker.clone();
            Box::pin(async move {
                let connectors = ["directory"];
                provisioning_jobs::take(tx, &worker, &connectors, now, until).await
            })
        })
        .await
        .unwrap()
}

async fn let_go(store: &Store, user: &str, worker: &str) {
    let (user, worker) = (user.to_owned(), worker.to_owned());
    store
        .write(move |tx| {
            let (user, worker) = (user.clone(), worker.clone());
            Box::pin(
                async move { provisioning_jobs::let_go(tx, &user.as_str().into(), &worker).await },
            )
        })
        .await
        .unwrap();
}

async fn settle(store: &Store, job: &ProvisioningJob, status: Provisioning) -> bool {
    let job = ProvisioningJob {
        status,
        not_before: NEVER,
        ..job.clone()
    };
    store
        .write(move |tx| {
            let job = job.clone();
            Box::pin(async move { provisioning_jobs::settle(tx, &job, false).await })
        })
        .await
        .unwrap()
}

on_both_engines! {
    async fn a_later_order_takes_the_row_over_and_what_became_of_the_former_one_is_told_to_nobody(store: Store) {
        import(&store, Cast::hosting().directory()).await.unwrap();
        let first = order(&store, job("1", "mara", ProvisioningPart::Account)).await;
        let second = order(&store, job("2", "mara", ProvisioningPart::Account)).await;
        assert_eq!((first.id.as_str(), first.generation), ("1", 1));
        assert_eq!((second.id.as_str(), second.generation), ("1", 2));
        assert!(!settle(&store, &first, Provisioning::Failed).await);
        assert!(settle(&store, &second, Provisioning::Provisioned).await);
        assert_eq!(take(&store, "w", NOW).await, None, "it has come to its end");
    }

    async fn one_thing_of_a_person_is_taken_up_at_a_time_and_what_is_left_lying_comes_again(store: Store) {
        import(&store, Cast::hosting().directory()).await.unwrap();
        order(&store, job("1", "mara", ProvisioningPart::Account)).await;
        order(&store, job("2", "mara", exchange())).await;
        order(&store, job("3", "jon", ProvisioningPart::Account)).await;
        let by_hand = ProvisioningJob { connector: None, ..job("4", "eve", exchange()) };
        order(&store, by_hand).await;
        let elsewhere = ProvisioningJob { connector: Some("other".to_owned()), ..job("5", "cass", exchange()) };
        order(&store, elsewhere).await;
        let later = ProvisioningJob { not_before: Timestamp(NOW.0 + 1), ..job("6", "mina", exchange()) };
        order(&store, later).await;
        let (one, other) = tokio::join!(take(&store, "a", NOW), take(&store, "b", NOW));
        let mut users: Vec<String> = [one, other].into_iter().flatten().map(|job| job.user.to_string()).collect();
        while let Some(job) = take(&store, "c", NOW).await {
            users.push(job.user.to_string());
        }
        users.sort();
        assert_eq!(users, ["jon", "mara"]);
        let after = Timestamp(NOW.0 + 60_000_000);
        let mut again = Vec::new();
        while let Some(job) = take(&store, "d", after).await {
            again.push(job.user.to_string());
        }
        again.sort();
        assert_eq!(again, ["jon", "mara", "mina"]);
        let_go(&store, "mara", "somebody-else").await;
        assert_eq!(take(&store, "e", after).await, None);
        let_go(&store, "mara", "d").await;
        assert_eq!(take(&store, "e", after).await.unwrap().user.as_str(), "mara");
    }

    async fn many_workers_take_every_person_once(store: Store) {
        import(&store, Cast::hosting().directory()).await.unwrap();
        for (at, user) in ["mara", "jon", "eve", "cass", "mina"].into_iter().enumerate() {
            order(&store, job(&format!("{at}a"), user, ProvisioningPart::Account)).await;
            order(&store, job(&format!("{at}b"), user, exchange())).await;
        }
        let mut workers = tokio::task::JoinSet::new();
        for worker in 0..4 {
            let store = store.clone();
            workers.spawn(async move {
                let mut taken = Vec::new();
                for _ in 0..12 {
                    taken.extend(take(&store, &worker.to_string(), NOW).await.map(|job| job.user.to_string()));
                }
                taken
            });
        }
        let mut all: Vec<String> = workers.join_all().await.concat();
        all.sort();
        assert_eq!(all, ["cass", "eve", "jon", "mara", "mina"]);
    }

    async fn jobs_are_listed_by_where_their_people_live_and_counted(store: Store) {
        import(&store, Cast::hosting().directory()).await.unwrap();
        order(&store, job("1", "mara", ProvisioningPart::Account)).await;
        let failed = ProvisioningJob { status: Provisioning::Failed, not_before: NEVER, ..job("2", "jon", exchange()) };
        order(&store, failed).await;
        let list = |organization: &str, with_below, states: Vec<Provisioning>| {
            let scope = Scope { organization: organization.into(), with_below };
            store.read(move |tx| Box::pin(async move {
                let found = provisioning_jobs::list(tx, &scope, &states, None, 9).await?;
                Ok::<_, StoreError>(found.into_iter().map(|job| job.id).collect::<Vec<_>>())
            }))
        };
        let all = vec![Provisioning::Requested, Provisioning::Failed];
        assert_eq!(list("kestrel", true, all.clone()).await.unwrap(), ["2", "1"]);
        assert_eq!(list("kestrel", false, all.clone()).await.unwrap(), Vec::<String>::new());
        assert_eq!(list("otter", true, all).await.unwrap(), Vec::<String>::new());
        assert_eq!(list("bramble", false, vec![Provisioning::Failed]).await.unwrap(), ["2"]);
        let figures = store.read(|tx| Box::pin(async move { provisioning_jobs::figures(tx, NOW).await })).await.unwrap();
        let of = |figure: &str| figures.iter().find(|(name, _)| name == figure).map(|(_, count)| *count);
        assert_eq!((of("due"), of("failed"), of("pending")), (Some(1), Some(1), None));
        let ids = store.read(|tx| Box::pin(async move { provisioning_jobs::of_commit(tx, &"commit".into()).await })).await.unwrap();
        assert_eq!(ids, ["1", "2"]);
    }
}

//! Mail for addresses that are given up goes on for a while: somebody is asked to see to it, and to end it again.

use crate::house::{House, caller};
use crate::outside::{act_on, house, services, to_clover, undo, work};
use rehome_domain::hosting::Provisioning;
use rehome_domain::user_move::MoveRequest;
use rehome_domain::user_move::request::AddressFate;
use rehome_service::provisioning::{JobAction, JobView, ProvisioningJobsQuery, WorkKind};
use rehome_testkit::{Cast, NOW};

const OLD: &str = "mara.quinn@bramble.example";

fn forwarding() -> MoveRequest {
    let mut request = to_clover();
    request.options.addresses = Some([(OLD.into(), AddressFate::ForwardDays(30))].into());
    request
}

async fn task(house: &House) -> Option<JobView> {
    services(house, "rhea").await.forwarding
}

rehome_testkit::on_both_engines! {
    async fn mail_that_goes_on_is_a_task_with_its_last_day(store: Store) {
        let (house, driver) = house(store, &Cast::hosting(), &["exchange"]).await;
        assert_eq!(task(&house).await, None);
        let done = house.run("rhea", &forwarding(), "k").await.unwrap();
        work(&house).await;
        assert_eq!(driver.kinds(), ["move_entry", "provision"]);
        let job = task(&house).await.unwrap();
        assert_eq!((job.work, job.status, &job.connector), (WorkKind::Forward, Provisioning::Requested, &None));
        assert_eq!(job.actions, ["done", "fail", "reset"]);
        let forward = &job.forwards[0];
        assert_eq!((forward.address.as_str(), forward.organization.as_str()), (OLD, "bramble"));
        assert_eq!(forward.to.as_ref().map(|it| it.as_str()), Some("mara.quinn@clover.example"));
        assert_eq!(forward.until.0, NOW.day().0 + 30);
        assert!(done.jobs.contains(&job.id));
        let listed = house.service.provisioning_jobs(&caller("rhea"), &ProvisioningJobsQuery::default()).await.unwrap();
        assert!(listed.items.iter().any(|it| it.id == job.id));
        assert_eq!(services(&house, "rhea").await.status, Provisioning::Provisioned, "nothing of hers waits for it");
        let mina = house.service.user_services(&caller("mina"), &Default::default(), &"mara".into()).await;
        assert!(mina.is_err() || mina.is_ok_and(|seen| seen.forwarding.is_none()));
    }

    async fn what_nobody_has_made_is_taken_back_with_the_move(store: Store) {
        let (house, _driver) = house(store, &Cast::hosting(), &["exchange"]).await;
        let done = house.run("rhea", &forwarding(), "k").await.unwrap();
        undo(&house, &done.id, "u").await;
        assert_eq!(task(&house).await, None);
    }

    async fn what_was_made_is_to_be_ended_where_the_move_is_taken_back(store: Store) {
        let (house, _driver) = house(store, &Cast::hosting(), &["exchange"]).await;
        let done = house.run("rhea", &forwarding(), "k").await.unwrap();
        let job = task(&house).await.unwrap();
        assert_eq!(act_on(&house, "rhea", &job.id, JobAction::Done).await.unwrap(), Provisioning::Provisioned);
        assert_eq!(task(&house).await, None);
        undo(&house, &done.id, "u").await;
        let job = task(&house).await.unwrap();
        assert_eq!((job.work, job.forwards[0].address.as_str()), (WorkKind::EndForwarding, OLD));
        assert_eq!(act_on(&house, "rhea", &job.id, JobAction::Done).await.unwrap(), Provisioning::NotProvisioned);
    }

    async fn addresses_that_are_dropped_ask_nobody_for_anything(store: Store) {
        let (house, _driver) = house(store, &Cast::hosting(), &["exchange"]).await;
        house.run("rhea", &to_clover(), "k").await.unwrap();
        assert_eq!(task(&house).await, None);
    }
}

//! What a receiver reports by itself: genuine and awaited it ends an order, and nothing else does.

use crate::house::{House, caller, wire};
use rehome_domain::hosting::Provisioning;
use rehome_domain::time::Timestamp;
use rehome_domain::user_move::MoveRequest;
use rehome_provisioning::webhook::{Keys, Sent};
use rehome_provisioning::{
    Connector, Connectors, Driver, NotYet, Order, Outcome, Reason, Running, Secret,
};
use rehome_service::provisioning::{JobAction, JobView};
use rehome_service::{Acting, ServiceError};
use rehome_storage::Store;
use rehome_testkit::Cast;
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};
use tokio::sync::Notify;

const SECRET: &str = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
const OTHER_SECRET: &str = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwd";

fn keys(secret: &str) -> Keys {
    Keys::read(&[Secret::new(secret)]).unwrap()
}

/// A receiver that takes everything up and says nothing more by itself.
struct Receiver {
    keys: Option<Keys>,
    orders: Mutex<Vec<Order>>,
    /// Answers only when let go, where there is one.
    gate: Option<Arc<Notify>>,
}

impl Driver for Receiver {
    fn run<'a>(&'a self, order: &'a Order, _: Timestamp) -> Running<'a> {
        Box::pin(async move {
            self.orders.lock().unwrap().push(order.clone());
            if let Some(gate) = &self.gate {
                gate.notified().await;
            }
            Outcome::NotYet(NotYet {
                reason: Reason::Accepted,
                reference: None,
                after: None,
                entry: None,
                steps: Vec::new(),
            })
        })
    }

    fn call_back_keys(&self) -> Option<&Keys> {
        self.keys.as_ref()
    }

    fn look<'a>(&'a self, order: &'a Order, _: Option<&'a str>, now: Timestamp) -> Running<'a> {
        self.run(order, now)
    }
}

impl Receiver {
    fn new(keys: Option<Keys>, gate: Option<Arc<Notify>>) -> Arc<Self> {
        Arc::new(Self {
            keys,
            orders: Mutex::default(),
            gate,
        })
    }

    fn last(&self) -> String {
        self.orders.lock().unwrap().last().unwrap().id.clone()
    }
}

fn connector(name: &str, driver: &Arc<Receiver>) -> Connector {
    Connector {
        name: name.to_owned(),
        locations: Default::default(),
        carries_account: name == "hook",
        services: Default::default(),
        containers: None,
        groups: Vec::new(),
        driver: driver.clone(),
    }
}

/// Mara has moved, and the receiver has taken her account up; the job.
async fn taken_up(store: Store, gate: Option<Arc<Notify>>) -> (House, Arc<Receiver>, String) {
    let house = House::of(store, &Cast::hosting()).await;
    let hook = Receiver::new(Some(keys(SECRET)), gate.clone());
    let silent = Receiver::new(None, None);
    let other = Receiver::new(Some(keys(OTHER_SECRET)), None);
    house.service.connect(Connectors::new(vec![
        connector("hook", &hook),
        connector("silent", &silent),
        connector("other", &other),
    ]));
    let moved = house
        .run("rhea", &MoveRequest::one("mara", "clover"), "m")
        .await
        .unwrap();
    if gate.is_none() {
        assert!(house.service.provisioning_work().await.unwrap());
    }
    let mut account = None;
    for id in moved.jobs {
        let job = job(&house, &id).await;
        account = account.or(job.service.is_none().then_some(id));
    }
    (house, hook, account.unwrap())
}

async fn job(house: &House, id: &str) -> JobView {
    let (tess, acting) = (caller("tess"), Acting::default());
    house
        .service
        .provisioning_job(&tess, &acting, id)
        .await
        .unwrap()
}

async fn act(house: &House, id: &str, action: JobAction) {
    let (tess, acting) = (caller("tess"), Acting::default());
    house
        .service
        .provisioning_job_act(&tess, &acting, id, action)
        .await
        .unwrap();
}

/// A report, signed so many seconds from now.
struct Report<'a> {
    to: &'a str,
    id: &'a str,
    secret: &'a str,
    late: i64,
}

const GENUINE: Report<'_> = Report {
    to: "hook",
    id: "cb-1",
    secret: SECRET,
    late: 0,
};

impl Report<'_> {
    async fn send(&self, house: &House, body: &Value) -> Result<(), ServiceError> {
        self.send_as(house, body, body).await
    }

    async fn send_as(
        &self,
        house: &House,
        body: &Value,
        signed: &Value,
    ) -> Result<(), ServiceError> {
        let now = house.clock.0.load(std::sync::atomic::Ordering::Relaxed);
        let seconds = now / 1_000_000 - self.late;
        let signature = keys(self.secret).sign(self.id, seconds, signed.to_string().as_bytes());
        let timestamp = seconds.to_string();
        let sent = Sent {
            id: self.id,
            timestamp: &timestamp,
            signature: &signature,
        };
        house
            .service
            .provisioning_call_back(self.to, sent, body.to_string().as_bytes())
            .await
    }
}

fn done(order: &str) -> Value {
    json!({"order": order, "result": "done", "entry": "entry-of-mara"})
}

fn failed(order: &str) -> Value {
    json!({"order": order, "result": "failed", "kind": "conflict", "detail": "the name is taken there"})
}

rehome_testkit::on_both_engines! {
    async fn a_report_ends_the_order_it_names(store: Store) {
        let (house, hook, account) = taken_up(store.clone(), None).await;
        assert_eq!(job(&house, &account).await.status, Provisioning::InProgress);
        GENUINE.send(&house, &done(&hook.last())).await.unwrap();
        assert_eq!(job(&house, &account).await.status, Provisioning::Provisioned);
        let entry = store.read(|tx| Box::pin(async move {
            rehome_storage::provisioning_jobs::entry(tx, &"mara".into(), "hook").await
        })).await.unwrap();
        assert_eq!(entry.as_deref(), Some("entry-of-mara"));
    }

    async fn a_report_of_a_failure_says_why(store: Store) {
        let (house, hook, account) = taken_up(store, None).await;
        GENUINE.send(&house, &failed(&hook.last())).await.unwrap();
        let job = job(&house, &account).await;
        assert_eq!(job.status, Provisioning::Failed);
        assert_eq!(job.cause.unwrap().detail, "the name is taken there");
    }

    async fn a_report_counts_once_and_only_while_it_is_awaited(store: Store) {
        let (house, hook, account) = taken_up(store, None).await;
        let order = hook.last();
        GENUINE.send(&house, &failed(&order)).await.unwrap();
        let before = job(&house, &account).await;
        GENUINE.send(&house, &failed(&order)).await.unwrap();
        let reused = GENUINE.send(&house, &done(&order)).await.unwrap_err();
        assert_eq!((reused.status(), reused.code()), (422, "idempotency-key-reused"));
        let late = Report { id: "cb-2", ..GENUINE };
        late.send(&house, &done(&order)).await.unwrap();
        assert_eq!(job(&house, &account).await, before);
        // Tried again, what was reported of the first try does not count for the second.
        act(&house, &account, JobAction::Retry).await;
        assert!(house.service.provisioning_work().await.unwrap());
        assert_ne!(hook.last(), order);
        GENUINE.send(&house, &failed(&order)).await.unwrap();
        Report { id: "cb-3", ..GENUINE }.send(&house, &failed(&order)).await.unwrap();
        assert_eq!(job(&house, &account).await.status, Provisioning::InProgress);
        Report { id: "cb-4", ..GENUINE }.send(&house, &done(&hook.last())).await.unwrap();
        assert_eq!(job(&house, &account).await.status, Provisioning::Provisioned);
    }

    async fn what_is_not_genuine_is_nobody_whatever_is_wrong(store: Store) {
        let (house, hook, account) = taken_up(store, None).await;
        let order = hook.last();
        let report = done(&order);
        let nobody = Report { to: "no-such", ..GENUINE }.send(&house, &report).await.unwrap_err();
        assert_eq!(nobody.status(), 401);
        let refused = [
            Report { to: "silent", ..GENUINE }.send(&house, &report).await,
            Report { secret: OTHER_SECRET, ..GENUINE }.send(&house, &report).await,
            Report { late: 301, ..GENUINE }.send(&house, &report).await,
            Report { late: -301, ..GENUINE }.send(&house, &report).await,
            GENUINE.send_as(&house, &report, &failed(&order)).await,
            house.service.provisioning_call_back("hook", Sent { id: "", timestamp: "", signature: "" }, b"{}").await,
        ];
        for (number, refused) in refused.into_iter().enumerate() {
            assert_eq!(wire(&refused.unwrap_err()), wire(&nobody), "{number}");
        }
        assert_eq!(job(&house, &account).await.status, Provisioning::InProgress);
        Report { late: 299, ..GENUINE }.send(&house, &report).await.unwrap();
        assert_eq!(job(&house, &account).await.status, Provisioning::Provisioned);
    }

    async fn what_is_genuine_and_makes_no_sense_is_told_so(store: Store) {
        let (house, hook, account) = taken_up(store, None).await;
        let order = hook.last();
        for body in [json!({}), json!({"order": order}), json!({"order": order, "result": "perhaps"}), json!([])] {
            let refused = GENUINE.send(&house, &body).await.unwrap_err();
            assert_eq!((refused.status(), refused.code()), (400, "cannot-decode"), "{body}");
        }
        let unknown = GENUINE.send(&house, &done("no-such-order-1")).await.unwrap_err();
        assert_eq!(unknown.status(), 404);
        // Another connector's order looks like none.
        let foreign = Report { to: "other", secret: OTHER_SECRET, ..GENUINE }.send(&house, &done(&order)).await;
        assert_eq!(wire(&foreign.unwrap_err()), wire(&unknown));
        for order in ["", "-", "1", "x-9", &format!("{account}-"), &format!("{account}-999999999999999999999")] {
            let refused = GENUINE.send(&house, &done(order)).await.unwrap_err();
            assert_eq!(wire(&refused), wire(&unknown), "{order}");
        }
        let long = "x".repeat(201);
        let refused = Report { id: &long, ..GENUINE }.send(&house, &done(&order)).await.unwrap_err();
        assert_eq!((refused.status(), refused.code()), (400, "bad-id"));
        assert_eq!(job(&house, &account).await.status, Provisioning::InProgress);
    }

    async fn a_report_that_comes_before_the_answer_is_not_undone_by_it(store: Store) {
        let gate = Arc::new(Notify::new());
        let (house, hook, account) = taken_up(store, Some(gate.clone())).await;
        let service = house.service.clone();
        let work = tokio::spawn(async move { service.provisioning_work().await });
        while hook.orders.lock().unwrap().is_empty() {
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        }
        GENUINE.send(&house, &done(&hook.last())).await.unwrap();
        gate.notify_one();
        assert!(work.await.unwrap().unwrap());
        assert_eq!(job(&house, &account).await.status, Provisioning::Provisioned);
    }
}

//! A house with a driver that does what a test says, and what operators do to services there.

use crate::house::{House, caller};
use rehome_domain::hosting::{PropertyRule, Provisioning};
use rehome_domain::ids::ServiceId;
use rehome_domain::time::Timestamp;
use rehome_domain::user_move::MoveRequest;
use rehome_provisioning::{
    Cause, CauseKind, Connector, Connectors, Containers, Done, Driver, Order, Outcome, Running,
};
use rehome_service::provisioning::{JobAction, PartView, ServiceAction, ServicesView};
use rehome_service::user_move::UndoRequest;
use rehome_service::{Acting, ServiceError};
use rehome_storage::Store;
use rehome_testkit::Cast;
use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex};
use tokio::sync::Notify;

/// A driver that does what a test says, in turn, and everything well where the test says nothing.
#[derive(Default)]
pub(crate) struct Scripted {
    pub(crate) orders: Mutex<Vec<Order>>,
    answers: Mutex<VecDeque<Outcome>>,
    /// Held back until somebody lets it go, where there is one.
    pub(crate) gate: Mutex<Option<Arc<Notify>>>,
}

impl Scripted {
    pub(crate) fn will(&self, kind: CauseKind) {
        let cause = Cause::new(kind, format!("{kind:?}"));
        self.answers
            .lock()
            .unwrap()
            .push_back(Outcome::Failed(cause));
    }

    pub(crate) fn orders(&self) -> Vec<Order> {
        std::mem::take(&mut *self.orders.lock().unwrap())
    }

    pub(crate) fn kinds(&self) -> Vec<&'static str> {
        let orders = self.orders();
        orders.iter().map(|it| it.operation.as_str()).collect()
    }
}

impl Driver for Scripted {
    fn run<'a>(&'a self, order: &'a Order, _: Timestamp) -> Running<'a> {
        Box::pin(async move {
            self.orders.lock().unwrap().push(order.clone());
            let gate = self.gate.lock().unwrap().clone();
            if let Some(gate) = gate {
                gate.notified().await;
            }
            let next = self.answers.lock().unwrap().pop_front();
            let done = || {
                Outcome::Done(Done {
                    entry: Some("entry-1".to_owned()),
                    steps: Vec::new(),
                })
            };
            next.unwrap_or_else(done)
        })
    }

    fn look<'a>(&'a self, order: &'a Order, _: Option<&'a str>, now: Timestamp) -> Running<'a> {
        self.run(order, now)
    }
}

pub(crate) fn connectors(driver: &Arc<Scripted>, services: &[&str]) -> Connectors {
    Connectors::new(vec![Connector {
        name: "directory".to_owned(),
        locations: ["emea".into()].into(),
        carries_account: true,
        services: services.iter().map(|it| ServiceId::from(*it)).collect(),
        containers: Some(Containers {
            customer: "ou={short_name},dc=example".to_owned(),
            people: "ou=people".to_owned(),
            exceptions: BTreeMap::new(),
        }),
        groups: vec!["cn=mailbox-25,dc=example".to_owned()],
        driver: driver.clone(),
    }])
}

pub(crate) async fn house(store: Store, cast: &Cast, services: &[&str]) -> (House, Arc<Scripted>) {
    let house = House::of(store, cast).await;
    let driver = Arc::new(Scripted::default());
    house.service.connect(connectors(&driver, services));
    (house, driver)
}

pub(crate) async fn services(house: &House, who: &str) -> ServicesView {
    let (caller, acting) = (caller(who), Acting::default());
    house
        .service
        .user_services(&caller, &acting, &"mara".into())
        .await
        .unwrap()
}

pub(crate) fn exchange(view: &ServicesView) -> &PartView {
    let mut all = view.services.iter();
    all.find(|part| {
        part.service
            .as_ref()
            .is_some_and(|it| it.as_str() == "exchange")
    })
    .unwrap()
}

pub(crate) async fn act(
    house: &House,
    who: &str,
    action: ServiceAction,
) -> Result<ServicesView, ServiceError> {
    let seen = services(house, "tess").await;
    let target = ("mara".into(), "exchange".into());
    house
        .service
        .service_act(
            &caller(who),
            &Acting::default(),
            (&target.0, &target.1),
            seen.revision,
            action,
        )
        .await
}

pub(crate) async fn act_on(
    house: &House,
    who: &str,
    id: &str,
    action: JobAction,
) -> Result<Provisioning, ServiceError> {
    let acting = Acting::default();
    let service = &house.service;
    let done = service
        .provisioning_job_act(&caller(who), &acting, id, action)
        .await;
    done.map(|job| job.status)
}

/// Works until nothing is due.
pub(crate) async fn work(house: &House) {
    while house.service.provisioning_work().await.unwrap() {}
}

pub(crate) async fn undo(house: &House, id: &rehome_domain::ids::MoveId, key: &str) {
    let service = &house.service;
    let rhea = caller("rhea");
    let plan = service
        .user_move_undo_plan(&rhea, id, &UndoRequest::default())
        .await
        .unwrap();
    let findings = plan.review.plan.findings();
    let request = UndoRequest {
        digest: Some(plan.review.digest.clone()),
        acknowledged: findings.map(|it| it.code().to_owned()).collect(),
        ..UndoRequest::default()
    };
    service
        .user_move_undo(&rhea, id, request, Some(key))
        .await
        .unwrap();
}

pub(crate) fn to_clover() -> MoveRequest {
    MoveRequest::one("mara", "clover")
}

pub(crate) fn provision(plan: Option<&str>, properties: serde_json::Value) -> ServiceAction {
    let serde_json::Value::Object(properties) = properties else {
        panic!("{properties}");
    };
    ServiceAction::Provision {
        instance: None,
        plan: plan.map(Into::into),
        properties,
    }
}

/// With a service whose line has to be filled in by somebody.
pub(crate) fn wanting_a_line() -> Cast {
    Cast::hosting().knowing(|it| {
        let exchange = it.catalogue.services.get_mut(&ServiceId::from("exchange"));
        let properties = &mut exchange.unwrap().properties;
        properties.insert("line".into(), PropertyRule::Require);
    })
}

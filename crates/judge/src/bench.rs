//! Somebody with many services and addresses, for `bench.mjs`: what one keystroke in the wizard costs.

use crate::Facts;
use rehome_domain::hosting::{
    AddressUse, Catalogue, HeldService, HostedUser, HostingFacts, MailDomain, OrganizationHosting,
    Plan, PlanFor, Provisioning, Service, ServiceInstance, Transfer,
};
use rehome_domain::ids::{Address, PlanId, ServiceId};
use rehome_domain::organization::{Organization, OrganizationKind as K};
use rehome_domain::people::{Grant, User};
use rehome_domain::time::Day;
use rehome_domain::user_copy::OriginalRecord;
use rehome_domain::user_move::{
    ActAs, Actor, AddressFate, Disposition, Judgement, MoveRequest, ServiceChoice, Snapshot,
};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Facts to be judged by again and again.
#[derive(Debug)]
pub struct Bench {
    facts: Facts,
    length: usize,
    services: u32,
    addresses: u32,
}

fn service(number: u32) -> ServiceId {
    ServiceId::from(format!("service-{number:02}"))
}

fn plan(number: u32, level: u32) -> PlanId {
    PlanId::from(format!("plan-{number:02}-{level}"))
}

fn address(number: u32) -> Address {
    Address::new(format!("mara.quinn.{number:02}@shared.example"))
}

fn customer(code: &str, services: u32) -> Organization {
    let mut organization = Organization::new(code, K::Customer, Some("kestrel"), code);
    let domain = |primary| MailDomain {
        primary,
        ..MailDomain::default()
    };
    let instances = |number| {
        let instance = |offset: u32| ServiceInstance {
            plans: (1..4).map(|level| plan(number, level + offset)).collect(),
            ..ServiceInstance::default()
        };
        BTreeMap::from([("main".into(), instance(0)), ("other".into(), instance(1))])
    };
    organization.hosting = Some(Box::new(OrganizationHosting {
        short_name: Some(code.to_uppercase().into()),
        location: Some("emea".into()),
        domains: BTreeMap::from([
            (format!("{code}.example").into(), domain(true)),
            ("shared.example".into(), domain(false)),
        ]),
        email_formats: ["%g.%s", "%1g%s", "%s.%g", "%d"].map(Arc::from).to_vec(),
        services: (0..services)
            .map(|number| (service(number), instances(number)))
            .collect(),
        ..OrganizationHosting::default()
    }));
    organization
}

impl Bench {
    /// Somebody with so many services and addresses, a reseller's administrator, and two customers.
    pub fn new(services: u32, addresses: u32) -> Self {
        let mut mara = User::new("mara", "Mara Quinn", "bramble");
        mara.username = "mara.quinn_BRAMBLE".into();
        let held = |number| HeldService {
            instance: Some("main".into()),
            plan: Some(plan(number, 1)),
            status: Provisioning::Provisioned,
            bytes: 1_000_000,
            ..HeldService::default()
        };
        let mut hosted = HostedUser {
            upn: Some("mara.quinn@bramble.example".into()),
            given: Some("Mara".into()),
            surname: Some("Quinn".into()),
            services: (0..services)
                .map(|number| (service(number), held(number)))
                .collect(),
            ..HostedUser::default()
        };
        for number in 0..addresses {
            let primary = number == 0;
            hosted
                .addresses
                .insert(address(number), AddressUse { primary });
        }
        mara.hosting = Some(Box::new(hosted));
        let mut rita = User::new("rita", "Rita Moreno", "kestrel");
        rita.grants.insert(Grant {
            role: "reseller_administrator".into(),
            at: Some("kestrel".into()),
        });
        let mut catalogue = Catalogue::default();
        for number in 0..services {
            let known = Service {
                name: Some(format!("Service {number}").into()),
                transfer: Transfer::Movable,
                ..Service::default()
            };
            catalogue.services.insert(service(number), known);
            for level in 1..5 {
                let of_service = Plan {
                    service: service(number),
                    plan_for: PlanFor::User,
                    name: Some(format!("Level {level}").into()),
                    level: Some(level),
                };
                catalogue.plans.insert(plan(number, level), of_service);
            }
        }
        let organizations = vec![
            Organization::new("tidewater", K::Provider, None, "Tidewater"),
            Organization::new("kestrel", K::Reseller, Some("tidewater"), "Kestrel"),
            customer("bramble", services),
            customer("clover", services),
        ];
        let snapshot = Snapshot {
            organizations: organizations.into(),
            users: [mara, rita].map(|user| (user.id.clone(), user)).into(),
            hosting: Some(HostingFacts {
                catalogue,
                ..HostingFacts::default()
            }),
            ..Snapshot::default()
        };
        let length = serde_json::to_vec(&snapshot).map_or(0, |json| json.len());
        Self {
            facts: Facts {
                snapshot,
                actor: Actor {
                    act_as: Some(ActAs::Operator),
                    ..Actor::new("rita")
                },
                now: Day(20_778).start(),
                record: OriginalRecord::default(),
            },
            length,
            services,
            addresses,
        }
    }

    /// How long the facts are in JSON, in bytes.
    pub fn facts_length(&self) -> u32 {
        u32::try_from(self.length).unwrap_or(u32::MAX)
    }

    /// One keystroke: every service and address chosen for, and one more letter in the sign-in name.
    pub fn keystroke(&self, which: u32) -> u32 {
        let mut request = MoveRequest::one("mara", "clover");
        request.options.upn = Some(format!("mara.quinn{which}@clover.example"));
        let fate = |number: u32| match number % 3 {
            0 => AddressFate::Drop,
            1 => AddressFate::Keep,
            _ => AddressFate::ForwardDays(30),
        };
        let fates = (0..self.addresses).map(|number| (address(number), fate(number)));
        request.options.addresses = Some(fates.collect());
        let choice = |number: u32| ServiceChoice {
            disposition: Disposition::Move,
            instance: Some("main".into()),
            plan: Some(plan(number, 1 + number % 3)),
        };
        let services = (0..self.services).map(|number| (service(number), choice(number)));
        request.options.services = Some(services.collect());
        let request = serde_json::to_vec(&request).unwrap_or_default();
        let answer = self.facts.answer(&request, Facts::judge);
        let judged: Option<Judgement> = serde_json::from_slice(&answer).unwrap_or_default();
        judged.map_or(0, |judged| judged.findings.len() as u32)
    }
}

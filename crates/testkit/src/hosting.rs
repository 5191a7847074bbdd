//! The cast of a hosting tree: Tidewater, the provider, with two resellers and their customers.
//!
//! Mara Quinn of Bramble Foods is who moves. Bramble and Clover share a domain and stand below one reseller, Kestrel;
//! Fern stands below another, Otter. All names and counts are worked out from the people.

use crate::cast::{Cast, grant};
use rehome_domain::hosting::{
    AddressHold, AddressUse, Catalogue, Counts, DomainMode, HeldService, HostedUser, HostingFacts,
    MailDomain, NameHolder, NameKey, NameKind, OrganizationHosting, Plan, PlanFor, Provisioning,
    ServiceInstance,
};
use rehome_domain::ids::{Address, OrganizationCode, PlanId, ServiceId, UserId};
use rehome_domain::organization::{Organization, OrganizationKind};
use rehome_domain::people::{User, UserStatus};
use rehome_domain::role::Roles;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What is known of a hosting tree beside people and organizations.
#[derive(Clone, Debug)]
pub struct Hosting {
    /// The services and plans.
    pub catalogue: Catalogue,
    /// The addresses that are kept from others.
    pub holds: BTreeMap<Address, AddressHold>,
    /// Names of groups, contacts and pending moves.
    pub names_of_others: Vec<(NameKind, &'static str)>,
    /// Whether the facts tell every name and count.
    pub is_known: bool,
}

impl Hosting {
    /// The facts, worked out from people and organizations.
    pub fn facts(
        &self,
        users: &BTreeMap<UserId, User>,
        organizations: &BTreeMap<OrganizationCode, Organization>,
    ) -> HostingFacts {
        let mut names: BTreeMap<NameKey, BTreeSet<NameHolder>> = BTreeMap::new();
        let mut counts: BTreeMap<OrganizationCode, Counts> = organizations
            .keys()
            .map(|code| (code.clone(), Counts::default()))
            .collect();
        let mut note = |kind, name: &str, holder: NameHolder| {
            names
                .entry(NameKey::new(kind, name))
                .or_default()
                .insert(holder);
        };
        for (kind, name) in &self.names_of_others {
            note(*kind, name, NameHolder::Other);
        }
        for user in users
            .values()
            .filter(|user| user.status != UserStatus::Deleted)
        {
            let holder = || NameHolder::User(user.id.clone());
            let here = counts.get_mut(&user.home).unwrap();
            here.users += 1;
            let Some(hosted) = &user.hosting else {
                continue;
            };
            note(NameKind::Username, &user.username, holder());
            if let Some(upn) = &hosted.upn {
                note(NameKind::Upn, upn, holder());
            }
            for address in hosted.addresses.keys() {
                note(NameKind::Address, address.as_str(), holder());
            }
            for (service, held) in hosted.held() {
                if let Some(instance) = &held.instance {
                    let instances = here.services.entry(service.clone()).or_default();
                    *instances.entry(instance.clone()).or_default() += 1;
                }
            }
            let bytes: u64 = hosted.held().map(|(_, held)| held.bytes).sum();
            let mut above = Some(&user.home);
            while let Some(code) = above {
                counts.get_mut(code).unwrap().storage_bytes += bytes;
                above = organizations[code].parent.as_ref();
            }
        }
        if !self.is_known {
            counts.clear();
        }
        HostingFacts {
            catalogue: self.catalogue.clone(),
            names,
            holds: self.holds.clone(),
            names_are_known: self.is_known,
            counts,
        }
    }
}

fn plan(service: &str, name: &str, level: u32) -> Plan {
    Plan {
        service: service.into(),
        plan_for: PlanFor::User,
        name: Some(name.into()),
        level: Some(level),
    }
}

/// The services known from the start, with plans of mailboxes and telephony.
fn catalogue() -> Catalogue {
    let mut catalogue = Catalogue::shipped();
    for (id, plan) in [
        ("mailbox-25", plan("exchange", "Mailbox 25 GB", 2)),
        ("mailbox-50", plan("exchange", "Mailbox 50 GB", 3)),
        ("fern-25", plan("exchange", "mailbox 25 gb", 2)),
        ("basic-box", plan("exchange", "Basic", 2)),
        ("chat", plan("ocs", "Chat", 1)),
    ] {
        catalogue.plans.insert(id.into(), plan);
    }
    catalogue
}

/// An instance with these plans.
pub fn instance(plans: &[&str]) -> ServiceInstance {
    ServiceInstance {
        plans: plans.iter().map(|plan| PlanId::from(*plan)).collect(),
        status: Provisioning::Provisioned,
        user_limit: None,
        licences: None,
    }
}

/// A customer of the location with a domain, formats, and services on one instance.
fn customer(code: &str, formats: &[&str], services: &[(&str, &[&str])]) -> OrganizationHosting {
    let domain: Arc<str> = format!("{code}.example").into();
    let primary = MailDomain {
        primary: true,
        ..MailDomain::default()
    };
    OrganizationHosting {
        short_name: Some(code.to_uppercase().into()),
        domains: BTreeMap::from([(domain, primary)]),
        email_formats: formats.iter().map(|format| Arc::from(*format)).collect(),
        services: services
            .iter()
            .map(|(service, plans)| {
                let main = BTreeMap::from([("main".into(), instance(plans))]);
                (ServiceId::from(*service), main)
            })
            .collect(),
        departments: BTreeSet::from(["Fresh Produce".into()]),
        offices: BTreeSet::from(["Quay".into()]),
        ..OrganizationHosting::default()
    }
}

/// A service held on the instance `main`.
pub fn held(plan: &str) -> HeldService {
    HeldService {
        instance: Some("main".into()),
        plan: Some(plan.into()),
        status: Provisioning::Provisioned,
        properties: BTreeSet::new(),
        bytes: 1_000,
    }
}

fn addresses(primary: &str, others: &[&str]) -> BTreeMap<Address, AddressUse> {
    let used = |primary| AddressUse { primary };
    let others = others
        .iter()
        .map(|other| (Address::from(*other), used(false)));
    others
        .chain([(Address::from(primary), used(true))])
        .collect()
}

impl Cast {
    /// The hosting tree of Tidewater alone.
    pub fn hosting() -> Self {
        let mut cast = Self {
            organizations: BTreeMap::new(),
            users: BTreeMap::new(),
            groups: BTreeMap::new(),
            attributes: BTreeMap::new(),
            roles: Roles::default(),
            hosting: Some(Hosting {
                catalogue: catalogue(),
                holds: BTreeMap::new(),
                names_of_others: Vec::new(),
                is_known: true,
            }),
            telephony: None,
            content: None,
        };
        use OrganizationKind::{Customer, Provider, Reseller};
        for (code, kind, parent, name) in [
            ("tidewater", Provider, None, "Tidewater"),
            ("kestrel", Reseller, Some("tidewater"), "Kestrel"),
            ("otter", Reseller, Some("tidewater"), "Otter"),
            ("bramble", Customer, Some("kestrel"), "Bramble Foods"),
            ("clover", Customer, Some("kestrel"), "Clover Dairy"),
            ("fern", Customer, Some("otter"), "Fern Logistics"),
        ] {
            let mut organization = Organization::new(code, kind, parent, name);
            let hosting = match code {
                "bramble" => customer(
                    code,
                    &["%g.%s@bramble.example"],
                    &[("exchange", &["mailbox-25"]), ("ocs", &["chat"])],
                ),
                "clover" => customer(
                    code,
                    &["%g.%s@clover.example", "%g@clover.example"],
                    &[
                        ("exchange", &["mailbox-25", "mailbox-50"]),
                        ("ocs", &["chat"]),
                    ],
                ),
                "fern" => customer(code, &[], &[("exchange", &["fern-25"])]),
                _ => OrganizationHosting::default(),
            };
            organization.hosting = Some(Box::new(hosting));
            cast.organizations.insert(code.into(), organization);
        }
        let mut cast = cast.hosted_at("tidewater", |it| it.location = Some("emea".into()));
        for code in ["bramble", "clover"] {
            cast = cast.hosted_at(code, |it| {
                let shared = MailDomain {
                    mode: DomainMode::Relay,
                    ..MailDomain::default()
                };
                it.domains.insert("shared.example".into(), shared);
            });
        }
        for (id, home, role) in [
            ("tess", "tidewater", "service_provider_administrator"),
            ("rhea", "kestrel", "reseller_administrator"),
            ("otis", "otter", "reseller_administrator"),
            ("cleo", "bramble", "customer_administrator"),
            ("cass", "bramble", "customer_administrator"),
            ("ursa", "bramble", "user_and_service_administrator"),
            ("una", "bramble", "user_administrator"),
            ("sven", "bramble", "service_administrator"),
            ("pia", "bramble", "partial_user_administrator"),
            ("abel", "bramble", "api_user"),
            ("eve", "bramble", "user"),
            ("mara", "bramble", ""),
            ("jon", "bramble", ""),
            ("mina", "clover", ""),
        ] {
            cast = cast.hosted_newcomer(id, home);
            if !role.is_empty() {
                let held = grant(&format!("{role}@{home}"));
                cast = cast.user(id, |it| {
                    it.grants.insert(held);
                });
            }
        }
        cast.user("mara", |it| {
            it.name = "Mara Quinn".into();
            it.username = "mara.quinn_BRAMBLE".into();
            it.hosting = Some(Box::new(HostedUser {
                upn: Some("mara.quinn@bramble.example".into()),
                given: Some("Mara".into()),
                surname: Some("Quinn".into()),
                addresses: addresses("mara.quinn@bramble.example", &["mara@shared.example"]),
                services: BTreeMap::from([("exchange".into(), held("mailbox-25"))]),
                department: Some("Fresh Produce".into()),
                office: Some("Quay".into()),
                ..HostedUser::default()
            }));
        })
    }

    /// With one more user of a hosting tree, with a sign-in name and an address.
    #[must_use]
    pub fn hosted_newcomer(self, id: &str, home: &str) -> Self {
        let name = format!("{id}@{home}.example");
        self.newcomer(id, home).user(id, |it| {
            it.username = format!("{id}_{}", home.to_uppercase()).into();
            it.hosting = Some(Box::new(HostedUser {
                upn: Some(name.as_str().into()),
                given: Some(id.into()),
                addresses: addresses(&name, &[]),
                ..HostedUser::default()
            }));
        })
    }

    /// With the hosting part of an organization changed.
    #[must_use]
    pub fn hosted_at(self, code: &str, change: impl FnOnce(&mut OrganizationHosting)) -> Self {
        self.organization(code, |it| change(it.hosting.as_mut().unwrap()))
    }

    /// With the hosting part of a person changed.
    #[must_use]
    pub fn hosted(self, id: &str, change: impl FnOnce(&mut HostedUser)) -> Self {
        self.user(id, |it| change(it.hosting.as_mut().unwrap()))
    }

    /// With what is known of the hosting tree changed.
    #[must_use]
    pub fn knowing(mut self, change: impl FnOnce(&mut Hosting)) -> Self {
        change(self.hosting.as_mut().unwrap());
        self
    }
}

//! Every rule of a copy has a case in which it speaks and one in which it is silent.

use rehome_domain::hosting::{
    AddressHold, AddressUse, HeldService, NameKind, PropertyRule, Provisioning, ServiceKind,
    UserType,
};
use rehome_domain::organization::OrganizationStatus;
use rehome_domain::people::UserStatus;
use rehome_domain::role::RoleClone;
use rehome_domain::time::Day;
use rehome_domain::user_copy::rules::RULES;
use rehome_domain::user_copy::{AddedService, CopyRequest, Password, RolesWanted, RolesWord};
use rehome_domain::user_move::finding::REGISTRY;
use rehome_testkit::copies::nina;
use rehome_testkit::hosting::{held, instance};
use rehome_testkit::{Cast, NOW};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// One copy by Cleo, who administers the customer, or by somebody else.
struct Copy {
    cast: Cast,
    actor: &'static str,
    request: CopyRequest,
}

impl Copy {
    fn asking(mut self, change: impl FnOnce(&mut CopyRequest)) -> Self {
        change(&mut self.request);
        self
    }

    fn knowing(self, change: impl FnOnce(Cast) -> Cast) -> Self {
        Self {
            cast: change(self.cast),
            ..self
        }
    }

    fn by(self, actor: &'static str) -> Self {
        Self { actor, ..self }
    }

    fn codes(&self) -> Vec<&'static str> {
        self.cast.copy_codes(self.actor, &self.request)
    }
}

/// Mara of Bramble is copied.
fn mara() -> Copy {
    Copy {
        cast: Cast::hosting(),
        actor: "cleo",
        request: nina(),
    }
}

/// The same, into a customer below another reseller.
fn into_fern() -> Copy {
    mara().by("tess").asking(|it| {
        it.destination = Some("fern".into());
        it.user.upn = Some("nina@fern.example".to_owned());
    })
}

fn addresses(all: &[(&str, bool)]) -> Option<BTreeMap<rehome_domain::ids::Address, AddressUse>> {
    let all = all.iter();
    Some(
        all.map(|(it, primary)| ((*it).into(), AddressUse { primary: *primary }))
            .collect(),
    )
}

fn adding(service: &'static str, plan: Option<&'static str>) -> impl FnOnce(&mut CopyRequest) {
    move |it| {
        let added = AddedService {
            plan: plan.map(Into::into),
            instance: None,
        };
        it.add_services.insert(service.into(), added);
    }
}

fn with_property(cast: Cast, name: &'static str, rule: PropertyRule) -> Cast {
    cast.knowing(|it| {
        let exchange = it.catalogue.services.get_mut("exchange").unwrap();
        exchange.properties.insert(name.into(), rule);
    })
}

fn day(days: i32) -> Day {
    Day(NOW.day().0 + days)
}

type Row = (&'static str, Copy, Copy);

fn about_accounts() -> Vec<Row> {
    let password =
        |text: &'static str| mara().asking(move |it| it.user.password = Some(Password::new(text)));
    vec![
        (
            "user-deleted",
            mara().knowing(|it| it.status("mara", UserStatus::Deleted)),
            mara().knowing(|it| it.status("mara", UserStatus::Disabled)),
        ),
        (
            "user-synced",
            mara().knowing(|it| it.hosted("mara", |it| it.synced_from = Some("corp".into()))),
            mara(),
        ),
        (
            "destination-not-active",
            mara().knowing(|it| it.organization_status("bramble", OrganizationStatus::Suspended)),
            mara(),
        ),
        ("password-policy", password("Short-1"), password("Enough-1")),
        (
            "expiry-passed",
            mara().asking(|it| it.user.account.expires = Some(day(-1))),
            mara().asking(|it| it.user.account.expires = Some(day(0))),
        ),
    ]
}

fn about_names() -> Vec<Row> {
    let named = |upn: &'static str| mara().asking(move |it| it.user.upn = Some(upn.to_owned()));
    let username =
        |name: &'static str| mara().asking(move |it| it.user.username = Some(name.to_owned()));
    let at = |all: &'static [(&'static str, bool)]| {
        mara().asking(move |it| it.user.addresses = addresses(all))
    };
    vec![
        (
            "name-missing",
            mara().asking(|it| it.user.upn = None),
            mara().asking(|it| (it.user.given, it.user.surname) = (None, None)),
        ),
        ("name-illegal", named("ni na@bramble.example"), mara()),
        ("name-illegal", named("nina"), mara()),
        ("name-illegal", username("nina/park"), username("nina.park")),
        (
            "primary-address",
            at(&[("a@bramble.example", true), ("b@bramble.example", true)]),
            at(&[("a@bramble.example", true), ("b@bramble.example", false)]),
        ),
        (
            "primary-address",
            at(&[("a@bramble.example", false)]),
            at(&[("a@bramble.example", true)]),
        ),
        (
            "domain-not-owned",
            named("nina@clover.example"),
            named("nina@shared.example"),
        ),
        (
            "upn-taken",
            named("MARA.quinn@bramble.example"),
            named("mara2@bramble.example"),
        ),
        (
            "address-taken",
            at(&[("mara.quinn@bramble.example", true)]),
            at(&[("park@bramble.example", true)]),
        ),
        (
            "address-taken",
            mara().knowing(kept_for_mara).asking(|it| {
                it.user.addresses = addresses(&[("old@bramble.example", true)]);
            }),
            mara().knowing(kept_for_mara),
        ),
        (
            "username-taken",
            username("mara.quinn_bramble"),
            username("nina_BRAMBLE"),
        ),
        (
            "username-too-long",
            username("nina.park.of_BRAMBLE1"),
            username("nina.park.of_BRAMBLE"),
        ),
        (
            "primary-on-relay",
            at(&[("nina@shared.example", true)]),
            mara(),
        ),
    ]
}

fn kept_for_mara(cast: Cast) -> Cast {
    cast.knowing(|it| {
        let hold = AddressHold {
            person: "mara".into(),
            organization: "bramble".into(),
            days: 30,
            forwards: false,
        };
        it.holds.insert("old@bramble.example".into(), hold);
    })
}

fn about_services() -> Vec<Row> {
    let two_instances = |cast: Cast| {
        cast.hosted_at("bramble", |it| {
            let exchange = it.services.get_mut("exchange").unwrap();
            exchange.insert("other".into(), instance(&["mailbox-25"]));
        })
    };
    let failed = |cast: Cast| {
        cast.hosted("mara", |it| {
            it.services.get_mut("exchange").unwrap().status = Provisioning::Failed;
        })
    };
    let two_chats = |cast: Cast| {
        cast.hosted_at("bramble", |it| {
            let main = it.services.get_mut("ocs").unwrap().get_mut("main").unwrap();
            main.plans.push("chat-2".into());
        })
    };
    let these = |it: &mut CopyRequest| it.copy_services = Some(BTreeSet::from(["exchange".into()]));
    let filled = |it: &mut CopyRequest| {
        let values = BTreeMap::from([("line_uri".into(), json!("tel:+49"))]);
        it.properties.insert("exchange".into(), values);
    };
    let lines = |cast| with_property(cast, "line_uri", PropertyRule::Require);
    vec![
        (
            "service-not-held",
            mara().asking(|it| it.copy_services = Some(BTreeSet::from(["ocs".into()]))),
            mara().asking(these),
        ),
        (
            "service-not-offered",
            mara().knowing(failed).asking(these),
            mara().knowing(failed),
        ),
        (
            "service-not-offered",
            mara().asking(adding("ocs", None)).knowing(|it| {
                it.knowing(|it| {
                    let chat = it.catalogue.services.get_mut("ocs").unwrap();
                    chat.kind = ServiceKind::Customer;
                })
            }),
            mara().asking(adding("ocs", None)),
        ),
        (
            "service-rights-missing",
            mara().asking(adding("ocs", None)).by("una"),
            mara().by("una"),
        ),
        (
            "dest-service-missing",
            mara().asking(adding("crm", None)),
            mara(),
        ),
        (
            "dest-instance-unmapped",
            into_fern().knowing(|it| {
                it.hosted_at("fern", |it| {
                    let exchange = it.services.get_mut("exchange").unwrap();
                    exchange.insert("other".into(), instance(&["fern-25"]));
                })
            }),
            mara().knowing(two_instances),
        ),
        (
            "dest-plan-unmapped",
            mara().knowing(two_chats).asking(adding("ocs", None)),
            mara().asking(adding("ocs", None)),
        ),
        (
            "plan-not-offered",
            mara().asking(adding("exchange", Some("mailbox-50"))),
            mara().asking(adding("exchange", Some("mailbox-25"))),
        ),
        (
            "plan-not-offered",
            mara().asking(adding("ocs", Some("chat"))).knowing(|it| {
                it.hosted_at("kestrel", |it| {
                    it.offers.insert("ocs".into(), BTreeSet::new());
                })
            }),
            mara().asking(adding("ocs", Some("chat"))),
        ),
        (
            "dependency-missing",
            mara().knowing(needing_chat),
            mara().knowing(needing_chat).asking(adding("ocs", None)),
        ),
        (
            "property-unknown",
            mara().asking(filled),
            mara().knowing(lines).asking(filled),
        ),
        (
            "plan-level-changes",
            mara()
                .asking(adding("exchange", Some("mailbox-50")))
                .knowing(|it| {
                    it.hosted_at("bramble", |it| {
                        let exchange = it.services.get_mut("exchange").unwrap();
                        exchange.insert("main".into(), instance(&["mailbox-25", "mailbox-50"]));
                    })
                }),
            mara(),
        ),
        (
            "configuration-needed",
            mara().knowing(lines),
            mara().knowing(lines).asking(filled),
        ),
    ]
}

fn needing_chat(cast: Cast) -> Cast {
    cast.knowing(|it| {
        let exchange = it.catalogue.services.get_mut("exchange").unwrap();
        exchange.requires.insert("ocs".into());
    })
}

fn about_limits() -> Vec<Row> {
    let people =
        |limit| mara().knowing(move |it| it.hosted_at("bramble", |it| it.user_limit = Some(limit)));
    let boxes = |limit| {
        mara().knowing(move |it| {
            it.hosted_at("bramble", |it| {
                let exchange = it.services.get_mut("exchange").unwrap();
                exchange.get_mut("main").unwrap().user_limit = Some(limit);
            })
        })
    };
    let licensed = |licences| {
        mara().knowing(move |it| {
            it.hosted_at("bramble", |it| {
                let exchange = it.services.get_mut("exchange").unwrap();
                exchange.get_mut("main").unwrap().licences = Some(licences);
            })
        })
    };
    let stored = |limit| {
        mara().knowing(move |it| it.hosted_at("kestrel", |it| it.storage_bytes = Some(limit)))
    };
    // Ten people live at Bramble, one has a mailbox, of a thousand bytes.
    vec![
        ("user-limit", people(10), people(11)),
        ("service-limit", boxes(1), boxes(2)),
        ("storage-limit", stored(1_000), stored(1_001)),
        ("licences-run-out", licensed(1), licensed(2)),
    ]
}

fn about_belongings() -> Vec<Row> {
    let with_role = |cast: Cast| cast.grant("mara", "user_administrator@bramble");
    let copied = |it: &mut CopyRequest| it.roles = RolesWanted::Word(RolesWord::Copy);
    let bound = |service: &'static str| {
        mara()
            .knowing(move |mut it| {
                let role = RoleClone {
                    like: "user_administrator".into(),
                    service: Some(service.into()),
                    ..RoleClone::default()
                };
                it.roles.clones.insert("keeper".into(), role);
                it
            })
            .asking(|it| it.roles = RolesWanted::These(BTreeSet::from(["keeper".into()])))
    };
    vec![
        (
            "role-not-allowed",
            mara().knowing(with_role).asking(copied).by("una"),
            mara().knowing(with_role).asking(copied),
        ),
        (
            "role-not-allowed",
            mara().knowing(with_role).asking(copied).knowing(|it| {
                it.hosted_at("bramble", |it| {
                    it.roles_restricted.insert("user_administrator".into());
                })
            }),
            mara().knowing(with_role),
        ),
        (
            "manager-cleared",
            mara().knowing(|it| {
                it.manager("mara", Some("jon"))
                    .status("jon", UserStatus::Deleted)
            }),
            mara().knowing(|it| it.manager("mara", Some("jon"))),
        ),
        (
            "department-unassigned",
            into_fern().knowing(|it| it.hosted_at("fern", |it| it.departments.clear())),
            mara().knowing(|it| it.hosted_at("bramble", |it| it.departments.clear())),
        ),
        (
            "office-unassigned",
            into_fern().knowing(|it| it.hosted_at("fern", |it| it.offices.clear())),
            into_fern(),
        ),
        ("role-inert", bound("crm"), bound("exchange")),
    ]
}

fn rows() -> Vec<Row> {
    [
        about_accounts(),
        about_names(),
        about_services(),
        about_limits(),
        about_belongings(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[test]
fn every_rule_speaks_where_it_should_and_is_silent_where_it_should_not() {
    for (place, (code, speaks, silent)) in rows().iter().enumerate() {
        assert!(
            speaks.codes().contains(code),
            "{place} {code}: {:?}",
            speaks.codes()
        );
        assert!(
            !silent.codes().contains(code),
            "{place} {code}: {:?}",
            silent.codes()
        );
    }
}

#[test]
fn every_rule_has_a_case_and_every_finding_is_registered() {
    let told: BTreeSet<&str> = rows().iter().map(|(code, ..)| *code).collect();
    let listed: BTreeSet<&str> = RULES.iter().flat_map(|rule| rule.codes).copied().collect();
    assert_eq!(told, listed);
    let registered: BTreeSet<&str> = REGISTRY.iter().map(|entry| entry.code).collect();
    assert!(listed.is_subset(&registered));
}

#[test]
fn what_nobody_has_loaded_is_checked_on_save() {
    let cast = mara().cast.knowing(|it| it.is_known = false);
    let cast = cast.hosted_at("bramble", |it| it.user_limit = Some(500));
    let plan = cast.copied("cleo", &nina());
    let deferred = plan.findings.iter().filter(|finding| finding.deferred);
    let codes: BTreeSet<&str> = deferred.map(|finding| finding.code()).collect();
    let expected = ["upn-taken", "address-taken", "username-taken", "user-limit"];
    assert_eq!(codes, BTreeSet::from(expected));
    assert!(!plan.is_blocked());
}

#[test]
fn who_gets_no_licence_is_made_and_the_service_waits() {
    let status = |licences| {
        let cast = Cast::hosting().hosted_at("bramble", |it| {
            let exchange = it.services.get_mut("exchange").unwrap();
            exchange.get_mut("main").unwrap().licences = Some(licences);
        });
        let plan = cast.copied("cleo", &nina());
        plan.person.unwrap().services["exchange"].status
    };
    assert_eq!(status(1), Provisioning::Pending);
    assert_eq!(status(2), Provisioning::Requested);
}

#[test]
fn a_template_is_no_obstacle_and_makes_a_person() {
    let cast = Cast::hosting().hosted("mara", |it| {
        it.user_type = UserType::Template;
        it.services.insert("ocs".into(), held("chat"));
    });
    let plan = cast.copied("una", &nina());
    assert!(!plan.is_blocked(), "{:?}", plan.findings);
    assert_eq!(plan.person.unwrap().services.len(), 2);
}

#[test]
fn what_waits_at_a_template_is_copied_and_what_waits_at_somebody_is_not() {
    let waits = |it: &mut rehome_domain::hosting::HostedUser| {
        let ocs = HeldService {
            status: Provisioning::Pending,
            ..held("chat")
        };
        it.services.insert("ocs".into(), ocs);
    };
    let somebody = Cast::hosting().hosted("mara", waits);
    let template = Cast::hosting().hosted("mara", |it| {
        waits(it);
        it.user_type = UserType::Template;
    });
    let services = |cast: &Cast, who: &str| {
        let person = cast.copied(who, &nina()).person.unwrap();
        person
            .services
            .keys()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
    };
    assert_eq!(services(&somebody, "una"), ["exchange"]);
    assert_eq!(services(&template, "una"), ["exchange", "ocs"]);
}

#[test]
fn names_of_groups_and_contacts_are_taken_too() {
    let cast = Cast::hosting().knowing(|it| {
        it.names_of_others
            .push((NameKind::Address, "nina.park@bramble.example"));
    });
    let person = cast.copied("cleo", &nina()).person.unwrap();
    assert!(person.addresses.contains_key("nina.park2@bramble.example"));
}

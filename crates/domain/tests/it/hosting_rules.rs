//! Every rule of hosting trees has a case in which it speaks and one in which it is silent.

use rehome_domain::hosting::{
    AddressHold, Delegation, NameKind, PropertyRule, Provisioning, Transfer, UserType,
};
use rehome_domain::people::UserStatus;
use rehome_domain::role::RoleClone;
use rehome_domain::user_move::rules::{RULES, hosting};
use rehome_domain::user_move::{
    AddressFate, Disposition, MoveRequest, PersonOptions, ServiceChoice,
};
use rehome_testkit::hosting::{held, instance};
use rehome_testkit::{Cast, to};
use std::collections::{BTreeMap, BTreeSet};

/// One request by Tess, who administers the provider, or by somebody else.
struct Move {
    cast: Cast,
    actor: &'static str,
    request: MoveRequest,
}

impl Move {
    fn asking(mut self, change: impl FnOnce(&mut PersonOptions)) -> Self {
        change(&mut self.request.options);
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
        self.cast.codes(self.actor, &self.request)
    }
}

/// Mara moves from Bramble to Clover.
fn mara() -> Move {
    Move {
        cast: Cast::hosting(),
        actor: "tess",
        request: to("mara", "clover"),
    }
}

fn to_fern() -> Move {
    Move {
        request: to("mara", "fern"),
        ..mara()
    }
}

fn jon() -> Move {
    Move {
        request: to("jon", "clover"),
        ..mara()
    }
}

fn choice(disposition: Disposition) -> ServiceChoice {
    ServiceChoice {
        disposition,
        instance: None,
        plan: None,
    }
}

fn services(
    choices: &[(&str, ServiceChoice)],
) -> Option<BTreeMap<rehome_domain::ids::ServiceId, ServiceChoice>> {
    let choices = choices.iter();
    Some(
        choices
            .map(|(id, choice)| ((*id).into(), choice.clone()))
            .collect(),
    )
}

fn fate(address: &str, fate: AddressFate) -> impl FnOnce(&mut PersonOptions) + use<> {
    let address = address.into();
    move |it| it.addresses = Some(BTreeMap::from([(address, fate)]))
}

type Row = (&'static str, Move, Move);

fn about_people() -> Vec<Row> {
    vec![
        (
            "location-mismatch",
            mara().knowing(|cast| cast.hosted_at("clover", |it| it.location = Some("apac".into()))),
            mara(),
        ),
        (
            "own-account-not-moved",
            Move {
                request: to("tess", "clover"),
                ..mara()
            },
            mara(),
        ),
        (
            "user-is-template",
            // Who moves somebody to another customer acts above it, and sees no template but among dependents.
            mara().knowing(|cast| {
                cast.hosted("jon", |it| it.user_type = UserType::Template)
                    .user("jon", |it| it.sponsor = Some("mara".into()))
            }),
            mara(),
        ),
        (
            "user-synced",
            mara().knowing(|cast| cast.hosted("mara", |it| it.synced_from = Some("ad".into()))),
            mara(),
        ),
        (
            "account-protected",
            mara().knowing(|cast| cast.hosted("mara", |it| it.protected = true)),
            mara(),
        ),
        (
            "user-busy",
            mara().knowing(|cast| {
                cast.hosted("mara", |it| it.provisioning = Provisioning::InProgress)
            }),
            mara(),
        ),
        (
            "user-not-provisioned",
            mara().knowing(|cast| status(cast, Provisioning::Failed)),
            mara().knowing(|cast| status(cast, Provisioning::NotProvisioned)),
        ),
        (
            "user-disabled",
            mara().knowing(|cast| cast.status("mara", UserStatus::Disabled)),
            jon().knowing(|cast| cast.status("jon", UserStatus::Disabled)),
        ),
        (
            "bare-identity",
            jon().knowing(|cast| cast.status("jon", UserStatus::Disabled)),
            jon(),
        ),
    ]
}

fn status(cast: Cast, status: Provisioning) -> Cast {
    cast.hosted("mara", |it| {
        it.services.get_mut("exchange").unwrap().status = status
    })
}

fn transfer(cast: Cast, service: &str, transfer: Transfer) -> Cast {
    cast.knowing(|it| it.catalogue.services.get_mut(service).unwrap().transfer = transfer)
}

fn about_services() -> Vec<Row> {
    let ocs = |cast: Cast| {
        cast.hosted("mara", |it| {
            it.services.insert("ocs".into(), held("chat"));
        })
    };
    let second = |cast: Cast| {
        cast.hosted_at("clover", |it| {
            let exchange = it.services.get_mut("exchange").unwrap();
            exchange.insert("second".into(), instance(&["mailbox-25"]));
        })
    };
    let only = |plan: &'static str| {
        move |cast: Cast| {
            cast.hosted_at("clover", |it| {
                let exchange = it.services.get_mut("exchange").unwrap();
                exchange.insert("main".into(), instance(&[plan]));
            })
        }
    };
    let plan = |plan: &str| ServiceChoice {
        plan: Some(plan.into()),
        ..choice(Disposition::Move)
    };
    let needs = |cast: Cast| {
        ocs(cast).knowing(|it| {
            let chat = it.catalogue.services.get_mut("ocs").unwrap();
            chat.requires = BTreeSet::from(["exchange".into()]);
        })
    };
    let requires = |cast: Cast| {
        cast.knowing(|it| {
            let exchange = it.catalogue.services.get_mut("exchange").unwrap();
            exchange
                .properties
                .insert("line_uri".into(), PropertyRule::Require);
        })
    };
    vec![
        (
            "service-not-movable",
            mara().knowing(|cast| transfer(cast, "exchange", Transfer::Blocked)),
            mara(),
        ),
        (
            "dest-service-missing",
            to_fern().knowing(ocs),
            mara().knowing(ocs),
        ),
        (
            "dest-instance-unmapped",
            mara().knowing(second),
            mara().knowing(second).asking(|it| {
                let chosen = ServiceChoice {
                    instance: Some("second".into()),
                    ..choice(Disposition::Move)
                };
                it.services = services(&[("exchange", chosen)]);
            }),
        ),
        (
            "dest-plan-unmapped",
            mara().knowing(only("mailbox-50")),
            mara().knowing(only("basic-box")),
        ),
        (
            "plan-not-offered",
            mara().asking(|it| it.services = services(&[("exchange", plan("fern-25"))])),
            mara().asking(|it| it.services = services(&[("exchange", plan("mailbox-50"))])),
        ),
        (
            "service-not-held",
            mara().asking(|it| it.services = services(&[("ocs", choice(Disposition::Move))])),
            mara().asking(|it| it.services = services(&[("exchange", choice(Disposition::Move))])),
        ),
        (
            "disposition-not-allowed",
            mara().asking(|it| {
                it.services = services(&[("exchange", choice(Disposition::Recreate))]);
            }),
            mara()
                .knowing(|cast| transfer(cast, "exchange", Transfer::Recreate))
                .asking(|it| {
                    it.services = services(&[("exchange", choice(Disposition::Recreate))]);
                }),
        ),
        (
            "dependency-missing",
            mara().knowing(needs).asking(|it| {
                it.services = services(&[("exchange", choice(Disposition::Deprovision))]);
            }),
            mara().knowing(needs),
        ),
        (
            "service-deprovisioned",
            mara().asking(|it| {
                it.services = services(&[("exchange", choice(Disposition::Deprovision))]);
            }),
            mara(),
        ),
        (
            "service-recreated",
            mara().knowing(|cast| transfer(cast, "exchange", Transfer::Recreate)),
            mara(),
        ),
        (
            "plan-level-changes",
            mara().asking(|it| it.services = services(&[("exchange", plan("mailbox-50"))])),
            mara().knowing(only("basic-box")),
        ),
        ("configuration-needed", mara().knowing(requires), mara()),
    ]
}

fn about_limits() -> Vec<Row> {
    let users =
        |limit| move |cast: Cast| cast.hosted_at("clover", |it| it.user_limit = Some(limit));
    let boxes = |limit| {
        move |cast: Cast| {
            cast.hosted_at("clover", |it| {
                let exchange = it.services.get_mut("exchange").unwrap();
                exchange.get_mut("main").unwrap().user_limit = Some(limit);
            })
        }
    };
    let licences = |licences| {
        move |cast: Cast| {
            cast.hosted_at("clover", |it| {
                let exchange = it.services.get_mut("exchange").unwrap();
                exchange.get_mut("main").unwrap().licences = Some(licences);
            })
        }
    };
    let bytes = |code: &'static str| {
        move |cast: Cast| cast.hosted_at(code, |it| it.storage_bytes = Some(999))
    };
    vec![
        (
            "user-limit",
            mara().knowing(users(1)),
            mara().knowing(users(2)),
        ),
        (
            "service-limit",
            mara().knowing(boxes(0)),
            mara().knowing(boxes(1)),
        ),
        (
            "licences-run-out",
            mara().knowing(licences(0)),
            mara().knowing(licences(1)),
        ),
        (
            "storage-limit",
            to_fern().knowing(bytes("otter")),
            mara().knowing(bytes("kestrel")),
        ),
    ]
}

fn about_names() -> Vec<Row> {
    let taken = |kind, name: &'static str| {
        move |cast: Cast| cast.knowing(|it| it.names_of_others.push((kind, name)))
    };
    let hold = |person: &'static str| {
        move |cast: Cast| {
            cast.knowing(|it| {
                let hold = AddressHold {
                    person: person.into(),
                    organization: "clover".into(),
                    days: 30,
                    forwards: false,
                };
                it.holds.insert("Mara.Quinn@clover.example".into(), hold);
            })
        }
    };
    let primary = |address: &'static str| {
        move |it: &mut PersonOptions| it.primary_address = Some(address.into())
    };
    let upn = |name: &'static str| move |it: &mut PersonOptions| it.upn = Some(name.into());
    let rename = |it: &mut PersonOptions| it.rename_username = Some(true);
    let long = |cast: Cast| {
        cast.hosted_at("clover", |it| {
            it.short_name = Some("MUCHLONGERTHANALLOWED".into())
        })
    };
    let clone = |deny: &'static [&'static str]| {
        move |mut cast: Cast| {
            let clone = RoleClone {
                like: "reseller_administrator".into(),
                deny: deny.iter().map(|it| (*it).into()).collect(),
                ..RoleClone::default()
            };
            cast.roles.clones.insert("mover".into(), clone);
            cast.no_grants("rhea").grant("rhea", "mover@kestrel")
        }
    };
    vec![
        (
            "name-missing",
            mara().knowing(|cast| cast.hosted_at("clover", |it| it.domains.clear())),
            mara(),
        ),
        (
            "name-illegal",
            mara().asking(upn("mara quinn@clover.example")),
            mara().asking(upn("m.q@clover.example")),
        ),
        (
            "domain-not-owned",
            mara().asking(fate("mara.quinn@bramble.example", AddressFate::Keep)),
            mara().asking(fate("mara@shared.example", AddressFate::Keep)),
        ),
        (
            "upn-taken",
            mara()
                .knowing(taken(NameKind::Upn, "M.Q@Clover.example"))
                .asking(upn("m.q@clover.example")),
            mara().knowing(taken(NameKind::Upn, "mara.quinn@clover.example")),
        ),
        (
            "address-taken",
            mara()
                .knowing(hold("jon"))
                .asking(primary("mara.quinn@clover.example")),
            mara()
                .knowing(hold("mara"))
                .asking(primary("mara.quinn@clover.example")),
        ),
        (
            "username-taken",
            mara()
                .knowing(|cast| {
                    let name = |number: u32| match number {
                        1 => "mara.quinn_CLOVER".to_owned(),
                        _ => format!("mara.quinn{number}_CLOVER"),
                    };
                    cast.knowing(|it| {
                        let names = (1..=999).map(name).map(String::leak);
                        it.names_of_others
                            .extend(names.map(|name| (NameKind::Username, &*name)));
                    })
                })
                .asking(rename),
            mara()
                .knowing(taken(NameKind::Username, "mara.quinn_CLOVER"))
                .asking(rename),
        ),
        (
            "username-too-long",
            mara().knowing(long).asking(rename),
            mara().knowing(long),
        ),
        (
            "rename-not-allowed",
            mara()
                .knowing(clone(&["user.rename"]))
                .asking(rename)
                .by("rhea"),
            mara().knowing(clone(&[])).asking(rename).by("rhea"),
        ),
        (
            "address-not-held",
            mara().asking(fate("other@shared.example", AddressFate::Drop)),
            mara().asking(fate("MARA@shared.example", AddressFate::Drop)),
        ),
        (
            "primary-on-relay",
            mara().asking(primary("mara@shared.example")),
            mara(),
        ),
        (
            "address-dropped",
            mara(),
            mara()
                .asking(primary("mara.quinn@clover.example"))
                .knowing(|cast| cast.hosted("mara", |it| it.addresses.clear())),
        ),
        (
            "address-forwarded",
            mara().asking(fate(
                "mara.quinn@bramble.example",
                AddressFate::ForwardDays(14),
            )),
            mara(),
        ),
        ("username-kept", mara(), mara().asking(rename)),
        (
            "sessions-end",
            mara(),
            mara().asking(upn("mara.quinn@bramble.example")),
        ),
    ]
}

fn about_belongings() -> Vec<Row> {
    let granted = |cast: Cast| cast.grant("mara", "user_administrator@bramble");
    let restricted = |cast: Cast| {
        cast.grant("mara", "user_administrator@bramble")
            .hosted_at("clover", |it| {
                it.roles_restricted.insert("user_administrator".into());
            })
    };
    let bound = |service: &'static str| {
        move |mut cast: Cast| {
            let clone = RoleClone {
                like: "service_administrator".into(),
                service: Some(service.into()),
                ..RoleClone::default()
            };
            cast.roles.clones.insert("post-master".into(), clone);
            cast.grant("mara", "post-master@bramble")
        }
    };
    let without = |cast: Cast| {
        cast.hosted_at("clover", |it| {
            it.departments.clear();
            it.offices.clear();
        })
    };
    let delegated = |to: &'static str| {
        move |cast: Cast| {
            cast.hosted("mara", |it| {
                it.delegations.insert(Delegation {
                    to: to.into(),
                    until: None,
                    kind: None,
                });
            })
        }
    };
    vec![
        (
            "role-not-allowed",
            mara().knowing(restricted),
            mara().knowing(granted),
        ),
        (
            "manager-not-eligible",
            mara().asking(|it| it.manager = Some(Some("jon".into()))),
            mara().asking(|it| it.manager = Some(Some("mina".into()))),
        ),
        ("department-unassigned", mara().knowing(without), mara()),
        ("office-unassigned", mara().knowing(without), mara()),
        (
            "delegation-removed",
            mara().knowing(delegated("jon")),
            mara().knowing(delegated("mina")),
        ),
        (
            "role-inert",
            mara().knowing(bound("crm")),
            mara().knowing(bound("exchange")),
        ),
    ]
}

fn rows() -> Vec<Row> {
    [
        about_people(),
        about_services(),
        about_limits(),
        about_names(),
        about_belongings(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[test]
fn every_rule_speaks_in_its_case_and_is_silent_in_the_other() {
    for (code, speaks, silent) in rows() {
        let (speaks, silent) = (speaks.codes(), silent.codes());
        assert!(speaks.contains(&code), "{code} is missing: {speaks:?}");
        assert!(!silent.contains(&code), "{code} is not silent: {silent:?}");
    }
}

#[test]
fn every_rule_of_the_table_has_its_cases() {
    let covered: BTreeSet<&str> = rows().iter().map(|(code, ..)| *code).collect();
    let ruled: Vec<&str> = hosting::RULES
        .iter()
        .flat_map(|rule| rule.codes)
        .copied()
        .collect();
    assert_eq!(covered, ruled.iter().copied().collect());
    assert_eq!(rows().len(), ruled.len(), "one row per code");
    assert_eq!(covered.len(), ruled.len(), "a code belongs to one rule");
    assert!(
        RULES
            .iter()
            .flat_map(|rule| rule.codes)
            .all(|code| !covered.contains(code))
    );
}

#[test]
fn findings_stand_in_the_order_of_the_tables() {
    let all = RULES.iter().chain(hosting::RULES);
    let order: Vec<&[&str]> = all.map(|rule| rule.codes).collect();
    for (_, speaks, _) in rows() {
        let found = speaks.codes();
        // Codes of one rule may alternate; rules may not.
        let places = found
            .iter()
            .map(|code| order.iter().position(|codes| codes.contains(code)));
        assert!(places.is_sorted(), "{found:?}");
    }
}

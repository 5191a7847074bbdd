//! Hosting trees: what is loaded of them, and what their steps leave in the tables.

use crate::support::{commit, export, import, load, wanted};
use futures::FutureExt;
use rehome_domain::hosting::{Delegation, NameKind};
use rehome_domain::ids::UserId;
use rehome_domain::text::folded;
use rehome_domain::time::Day;
use rehome_domain::user_move::apply::apply;
use rehome_domain::user_move::request::{Disposition, ServiceChoice};
use rehome_domain::user_move::{BasisRecord, Step, canonical, plan};
use rehome_storage::organizations::{self, Use};
use rehome_storage::snapshot::{Destinations, Wanted};
use rehome_storage::{StoreError, directory};
use rehome_testkit::{Cast, NOW, act, on_both_engines, to};
use serde_json::json;
use std::collections::BTreeMap;

/// A cast with something of everything.
fn cast() -> Cast {
    Cast::hosting()
        .hosted("mara", |it| {
            it.delegations.insert(Delegation {
                to: "jon".into(),
                until: Some(NOW.day()),
                kind: Some("calendar".into()),
            });
            let exchange = it.services.get_mut("exchange").unwrap();
            exchange.properties.insert("mailbox_size".into());
        })
        .hosted("eve", |it| {
            it.delegations.insert(Delegation {
                to: "mara".into(),
                until: None,
                kind: None,
            });
        })
        .hosted_newcomer("mara.quinn", "clover")
        .hosted_newcomer("mara.quinn2", "clover")
        .hosted_at("clover", |it| it.user_limit = Some(40))
        .hosted_at("kestrel", |it| it.storage_bytes = Some(1_000_000))
        .hosted_at("otter", |it| it.storage_bytes = Some(1_500))
}

on_both_engines! {
    async fn a_loaded_snapshot_of_a_hosting_tree_gives_the_same_plan_as_the_whole_directory(store: Store) {
        let cast = cast();
        import(&store, cast.directory()).await.unwrap();
        let memory = cast.snapshot();
        let (mut plans, mut refusals) = (0, 0);
        for actor in ["tess", "rhea", "otis", "cleo", "ursa", "mara", "rhea@bramble"] {
            for subject in ["mara", "jon", "eve", "cass", "mina", "rhea", "nobody"] {
                for destination in cast.organizations.keys() {
                    for renames in [None, Some(true)] {
                        let (actor, mut request) = (act(actor), to(subject, destination.as_str()));
                        request.options.rename_username = renames;
                        let tables = load(&store, wanted(&actor, &request)).await;
                        match (plan(&memory, &request, &actor, NOW), plan(&tables, &request, &actor, NOW)) {
                            (Ok(expected), Ok(found)) => {
                                plans += 1;
                                let text = |plan| String::from_utf8(canonical::whole(&request, plan)).unwrap();
                                assert_eq!(text(&found), text(&expected));
                            }
                            (expected, found) => {
                                refusals += 1;
                                assert_eq!(found.err(), expected.err());
                            }
                        }
                    }
                }
            }
        }
        assert!(plans > 60 && refusals > 60, "{plans} plans, {refusals} refusals");
    }

    async fn an_export_gives_back_what_was_imported_of_a_hosting_tree(store: Store) {
        let directory = cast().directory();
        import(&store, directory.clone()).await.unwrap();
        assert_eq!(export(&store).await, directory);
    }

    async fn addresses_kept_from_others_go_along_in_a_document_until_their_day_is_over(store: Store) {
        let mut directory = cast().directory();
        let until = |days: i32| Day(NOW.day().0 + days).to_string();
        let hold = |days: i32| json!({"user": "mara", "organization": "bramble", "until": until(days), "days": 30});
        let holds = BTreeMap::from([
            ("Old@bramble.example".to_owned(), hold(-1)),
            ("last@bramble.example".to_owned(), hold(0)),
        ]);
        directory.sections.insert("address_holds".to_owned(), holds);
        import(&store, directory.clone()).await.unwrap();
        assert_eq!(export(&store).await, directory);
        store.write::<_, StoreError, _>(|tx| async move { directory::holds_purge(tx, NOW.day()).await }.boxed()).await.unwrap();
        let left = export(&store).await.sections.remove("address_holds").unwrap();
        assert_eq!(left.into_keys().collect::<Vec<_>>(), ["last@bramble.example"]);
    }

    async fn what_an_organization_uses_is_counted_and_follows_its_section(store: Store) {
        import(&store, cast().directory()).await.unwrap();
        let shared = || store.read::<_, StoreError, _>(move |tx| async move { organizations::also_used(tx, &"bramble".into(), Use::Domain).await }.boxed());
        let before = shared().await.unwrap();
        assert_eq!(before.values().sum::<u64>(), 1, "{before:?}");
        let section = store.read::<_, StoreError, _>(move |tx| async move { organizations::hosting(tx, &"bramble".into()).await }.boxed()).await.unwrap().unwrap();
        let mut body = section.body.clone();
        body.insert("domains".to_owned(), json!({"Own.example": {"primary": true}}));
        let revision = section.revision;
        let write = |expected| {
            let body = body.clone();
            store.write::<_, StoreError, _>(move |tx| {
                let body = body.clone();
                async move { organizations::patch_hosting(tx, &"bramble".into(), &body, expected).await }.boxed()
            })
        };
        assert_eq!(write(revision).await.unwrap(), Some(revision + 1));
        assert_eq!(write(revision).await.unwrap(), None, "somebody was faster");
        assert!(shared().await.unwrap().is_empty());
        let used_at = store.read::<_, StoreError, _>(move |tx| async move { organizations::used_at(tx, Use::Domain, "OWN.example", 2).await }.boxed()).await.unwrap();
        assert_eq!(used_at, ["bramble".into()]);
    }

    async fn people_are_counted_by_what_they_would_lose(store: Store) {
        import(&store, cast().directory()).await.unwrap();
        let in_domain = |domain: &'static str| store.read::<_, StoreError, _>(move |tx| async move { organizations::people_in_domain(tx, &"bramble".into(), domain).await }.boxed());
        assert!(in_domain("Bramble.example").await.unwrap() > 0);
        assert_eq!(in_domain("amble.example").await.unwrap(), 0);
        let holding = store.read::<_, StoreError, _>(move |tx| async move { organizations::people_holding(tx, &"bramble".into()).await }.boxed()).await.unwrap();
        let exchange = holding.iter().filter(|it| it.service == "exchange" && it.plan == "mailbox-25");
        assert!(exchange.map(|it| it.people).sum::<u64>() > 0, "{holding:?}");
    }

    async fn steps_of_a_hosting_tree_do_to_the_tables_what_they_do_in_memory_and_back(store: Store) {
        let cast = cast();
        import(&store, cast.directory()).await.unwrap();
        let before = export(&store).await;
        let actor = act("tess");
        let mut request = to("mara", "clover");
        request.options.rename_username = Some(true);
        let choice = ServiceChoice { disposition: Disposition::Deprovision, instance: None, plan: None };
        request.options.services = Some([("exchange".into(), choice)].into());
        let facts = load(&store, wanted(&actor, &request)).await;
        let family = plan(&facts, &request, &actor, NOW).unwrap().families.remove(0);
        assert!(!family.is_blocked(), "{:?}", family.findings);
        let mut memory = facts.clone();
        assert_eq!(apply(&mut memory, &family.steps), family.steps.len());
        commit(&store, family.clone()).await.unwrap();
        let mut again = wanted(&actor, &request);
        again.destinations = Destinations::These(vec!["bramble".into(), "clover".into()]);
        again.names = ["mara@shared.example", "mara.quinn2@clover.example"].map(str::to_owned).into();
        let tables = load(&store, again).await;
        assert_eq!(tables.users.get("mara"), memory.users.get("mara"));
        let (facts, remembered) = (tables.hosting.unwrap(), memory.hosting.unwrap());
        assert_eq!(facts.holds, remembered.holds);
        let mara = [&UserId::from("mara")];
        for (kind, name, is_taken) in [
            (NameKind::Address, "mara.quinn@bramble.example", false),
            (NameKind::Upn, "mara.quinn3@clover.example", false),
            (NameKind::Upn, "mara.quinn2@clover.example", true),
        ] {
            assert_eq!(facts.is_taken(kind, name, &mara), is_taken, "{name}");
        }
        assert!(facts.is_taken(NameKind::Address, "mara.quinn@bramble.example", &[]));
        assert_eq!(facts.counts["clover"].users, remembered.counts["clover"].users);
        assert_eq!(facts.counts["kestrel"].storage_bytes, 0);

        // What the store was told is taken back step by step; values of properties come back with it.
        let mut back = family.clone();
        let inverse = family.steps.iter().rev().map(Step::inverse);
        back.steps = inverse.filter(|step| !matches!(step, Step::Home { .. })).collect();
        for entry in &mut back.basis {
            let is_changed = |id: &UserId| family.steps.iter().any(|step| step.about() == id);
            entry.revision += i64::from(matches!(&entry.record, BasisRecord::User(id) if is_changed(id)));
        }
        commit(&store, back).await.unwrap();
        let mut after = export(&store).await;
        // WHY: the home stays here, so that the service stands elsewhere.
        let mara = after.users.get_mut("mara").unwrap();
        let exchange = mara.extra["services"]["exchange"].as_object_mut().unwrap();
        assert_eq!(exchange.shift_remove("organization"), Some("bramble".into()));
        let (was, is) = (&before.users["mara"], &after.users["mara"]);
        assert_eq!((&was.username, &was.addresses, &was.extra), (&is.username, &is.addresses, &is.extra));
        assert_eq!(before.users["eve"], after.users["eve"]);
    }

    async fn a_hold_that_has_run_out_keeps_an_address_from_nobody(store: Store) {
        let cast = cast();
        import(&store, cast.directory()).await.unwrap();
        let (actor, request) = (act("tess"), to("mara", "clover"));
        let facts = load(&store, wanted(&actor, &request)).await;
        let family = plan(&facts, &request, &actor, NOW).unwrap().families.remove(0);
        commit(&store, family).await.unwrap();
        let mut asked = wanted(&actor, &to("jon", "clover"));
        asked.names = vec!["Mara.Quinn@Bramble.example".to_owned()];
        for (days, is_taken) in [(0, true), (30, true), (31, false)] {
            asked.today = Some(rehome_domain::time::Day(NOW.day().0 + days));
            let facts = load(&store, asked.clone()).await.hosting.unwrap();
            assert_eq!(facts.is_taken(NameKind::Address, &folded("mara.quinn@bramble.example"), &[]), is_taken, "{days}");
        }
        asked.today = None;
        assert_eq!(load(&store, asked).await.hosting.unwrap().holds.len(), 1);
    }

    async fn moves_of_other_trees_read_nothing_of_hosting(store: Store) {
        let cast = Cast::new();
        import(&store, cast.directory()).await.unwrap();
        let facts = load(&store, wanted(&act("omar"), &to("ben", "riverside"))).await;
        assert!(facts.hosting.is_none());
        assert!(facts.users.values().all(|user| user.hosting.is_none()));
    }

    async fn who_only_looks_around_in_a_hosting_tree_has_the_keys_of_it(store: Store) {
        import(&store, cast().directory()).await.unwrap();
        let facts = load(&store, Wanted::new("tess".into(), Vec::new(), Destinations::None)).await;
        assert!(!facts.hosting.unwrap().names_are_known);
    }
}

//! Sites with telephony: what is loaded of them, and what their steps leave in the tables.

use crate::support::{commit, export, import, load, wanted};
use rehome_domain::directory::Directory;
use rehome_domain::organization::MoveFamily;
use rehome_domain::telephony::{DialPlan, TelephonyFacts};
use rehome_domain::undo::plan_undo;
use rehome_domain::user_move::apply::apply;
use rehome_domain::user_move::{
    BasisRecord, FamilyPlan, MoveRequest, Snapshot, View, canonical, plan, seen_by,
};
use rehome_storage::snapshot::{Destinations, Recorded, Wanted};
use rehome_storage::{Engine, Store, StoreError};
use rehome_testkit::telephony_variety::telephony_scene;
use rehome_testkit::{Cast, NOW, act, databases, ledger_entry, on_both_engines, to};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// A cast with something of everything around the lines of Paul.
fn cast() -> Cast {
    Cast::telephony()
        .newcomer("ines", "mill")
        .newcomer("otto", "quay")
        .newcomer("ulla", "bramble")
        .phones(|facts| {
            let more = json!({
                "people": {
                    "otto": {"primary_line": "l-7102", "directory_groups": ["CN=Ward"], "admin_scope": "dell"},
                    "ulla": {"sync_to": "bramble", "cluster": "cl-1"},
                    "paul": {"sync_to": "bramble", "cluster": "cl-1", "primary_line": "l-7101", "directory_groups": ["CN=Ward", "CN=Night"]},
                },
                "devices": {"phones/shared": {"owner": "ines", "at": "mill", "kind": "desk", "lines": [
                    {"line": "l-7101", "index": 2, "partition": "quay-line_partition"}, {"line": "l-7300", "index": 1, "partition": "mill-line_partition"}]}},
                "lines": {"l-7300": {"pattern": "7300", "partition": "mill-line_partition", "cluster": "cl-1", "at": "mill"}},
                "numbers": {"e-1": {"number": "+442071010000", "country": "GB", "at": "quay"}},
                "associations": {"a-1": {"line": "l-7101", "number": "e-1", "primary": true, "at": "bramble"}},
                "pickup_groups": {"pg-1": {"at": "dell", "members": ["l-7101", "l-7200"]}},
                "line_groups": {"lg-1": {"at": "quay", "members": ["l-7101"]}},
                "hunt_lists": {"hl-1": {"at": "quay", "members": [], "line_groups": ["lg-1"]}},
                "role_mappings": {"rm-1": {"group": "CN=Night", "role": "clerk", "at_kind": "site"}},
                "number_routing": {"dnr-1": {"site": "mill", "prefix": "71", "mask_length": 2}},
                "settings": {"default_css": "by-default", "rewrite": {"phones.softkey_template": "custom.softkeys"}},
            });
            let more: TelephonyFacts = serde_json::from_value(more).unwrap();
            facts.settings = more.settings;
            facts.people.extend(more.people);
            facts.lines.extend(more.lines);
            facts.devices.extend(more.devices);
            facts.numbers.extend(more.numbers);
            facts.associations.extend(more.associations);
            facts.pickup_groups.extend(more.pickup_groups);
            facts.line_groups.extend(more.line_groups);
            facts.hunt_lists.extend(more.hunt_lists);
            facts.role_mappings.extend(more.role_mappings);
            facts.number_routing.extend(more.number_routing);
        })
}

/// Whether the telephony rules judge who goes there.
fn is_judged(cast: &Cast, request: &MoveRequest) -> bool {
    let user = request.subject.as_ref().and_then(|id| cast.users.get(id));
    let (Some(user), Some(destination)) = (user, &request.destination) else {
        return false;
    };
    let kind = |code| {
        cast.organizations
            .get(code)
            .map(|it: &rehome_domain::organization::Organization| it.kind)
    };
    let (Some(source), Some(destination)) = (kind(&user.home), kind(destination)) else {
        return false;
    };
    MoveFamily::of(source, destination) == Some(MoveFamily::Site)
}

fn texts(facts: &Snapshot, request: &MoveRequest, actor: &str) -> Result<(String, String), String> {
    let actor = act(actor);
    let plan = plan(facts, request, &actor, NOW).map_err(|refusal| refusal.to_string())?;
    let view = View::of(facts, &actor).unwrap();
    let seen = plan.families.iter().map(|it| seen_by(&view, facts, it));
    let seen = format!("{:?}", seen.collect::<Vec<_>>());
    Ok((
        String::from_utf8(canonical::whole(request, &plan)).unwrap(),
        seen,
    ))
}

async fn planned(store: &Store, request: &MoveRequest) -> (Snapshot, FamilyPlan) {
    let actor = act("cleo");
    let facts = load(store, wanted(&actor, request)).await;
    let family = plan(&facts, request, &actor, NOW)
        .unwrap()
        .families
        .remove(0);
    assert!(!family.is_blocked(), "{:?}", family.findings);
    (facts, family)
}

/// Another database of the same engine.
fn fresh(engine: Engine) -> databases::Database {
    match engine {
        Engine::Sqlite => databases::sqlite(),
        Engine::Postgres => databases::postgres().unwrap(),
    }
}

/// What records, users and organizations say, without what only a move leaves.
fn parts(directory: &Directory) -> BTreeMap<String, Value> {
    let mut parts = BTreeMap::new();
    for (section, entries) in &directory.sections {
        parts.extend(
            entries
                .iter()
                .map(|(id, body)| (format!("{section}/{id}"), body.clone())),
        );
    }
    for (id, user) in &directory.users {
        let told = json!([user.home, user.roles, user.extra]);
        parts.insert(format!("users/{id}"), told);
    }
    parts
}

on_both_engines! {
    async fn a_loaded_snapshot_of_sites_gives_the_same_plan_as_the_whole_directory(store: Store) {
        let cast = cast();
        import(&store, cast.directory()).await.unwrap();
        let memory = cast.snapshot();
        let (mut plans, mut refusals) = (0, 0);
        for actor in ["tess", "pia", "rhea", "cleo", "sid", "fay", "paul", "cleo@quay"] {
            for subject in ["paul", "nora", "otto", "ines", "ulla", "nobody"] {
                for destination in ["quay", "mill", "dell", "fen", "bramble"] {
                    let request = to(subject, destination);
                    if !is_judged(&cast, &request) {
                        continue;
                    }
                    let tables = load(&store, wanted(&act(actor), &request)).await;
                    let (expected, found) = (texts(&memory, &request, actor), texts(&tables, &request, actor));
                    assert_eq!(found, expected, "{actor} {subject} {destination}");
                    if expected.is_ok() {
                        plans += 1;
                    } else {
                        refusals += 1;
                    }
                }
            }
        }
        assert!(plans > 60 && refusals > 60, "{plans} plans, {refusals} refusals");
    }

    async fn an_export_gives_back_what_was_imported_of_sites(store: Store) {
        let directory = cast().directory();
        import(&store, directory.clone()).await.unwrap();
        assert_eq!(export(&store).await, directory);
    }

    async fn steps_at_sites_do_to_the_tables_what_they_do_in_memory(store: Store) {
        let cast = cast();
        import(&store, cast.directory()).await.unwrap();
        let request = to("paul", "dell");
        let (_, family) = planned(&store, &request).await;
        let mut memory = cast.snapshot();
        assert_eq!(apply(&mut memory, &family.steps), family.steps.len());
        commit(&store, family.clone()).await.unwrap();
        let after = export(&store).await;
        let left = memory.telephony.as_ref().unwrap();
        let mut found = TelephonyFacts::of(&after);
        for (code, place) in &mut found.places {
            place.revision = left.places[code].revision;
        }
        assert_eq!(&found, left);
        // Everything is found by its new keys: the same plan follows from the tables as from memory.
        for (actor, subject, destination) in [("cleo", "paul", "quay"), ("cleo", "ines", "dell"), ("cleo", "nora", "dell"), ("tess", "paul", "mill")] {
            let request = to(subject, destination);
            let tables = load(&store, wanted(&act(actor), &request)).await;
            assert_eq!(texts(&tables, &request, actor), texts(&memory, &request, actor), "{subject} {destination}");
        }
    }

    async fn a_move_is_taken_back_to_the_directory_there_was(store: Store) {
        for (quay, mill) in [(DialPlan::NonSlc, DialPlan::NonSlc), (DialPlan::Slc, DialPlan::Slc), (DialPlan::NonSlc, DialPlan::None)] {
            let cast = Cast::telephony().dial_plans(quay, mill).site("bramble", |it| it.cooling = Some(true));
            let database = fresh(store.engine());
            let own = database.store().await;
            import(&own, cast.directory()).await.unwrap();
            let before = export(&own).await;
            let request = to("paul", "mill");
            let (_, family) = planned(&own, &request).await;
            commit(&own, family.clone()).await.unwrap();
            assert_ne!(parts(&export(&own).await), parts(&before));
            let entry = ledger_entry(&request, &family);
            let mut recorded = Recorded::default();
            entry.steps.iter().for_each(|step| recorded.add(step));
            let asked = Wanted { telephony: recorded, ..Wanted::new("cleo".into(), vec!["paul".into()], Destinations::These(vec!["quay".into(), "mill".into()])) };
            let facts = load(&own, asked).await;
            let undo = plan_undo(&facts, &entry, &act("cleo"), NOW).unwrap();
            assert!(!undo.family.is_blocked() && undo.kept.is_empty() && undo.not_restored.is_empty(), "{undo:?}");
            commit(&own, undo.family).await.unwrap();
            assert_eq!(parts(&export(&own).await), parts(&before));
        }
    }

    async fn who_was_slower_with_a_shared_record_changes_nothing(store: Store) {
        import(&store, cast().directory()).await.unwrap();
        let (_, ines) = planned(&store, &to("ines", "dell")).await;
        let (_, paul) = planned(&store, &to("paul", "dell")).await;
        commit(&store, paul).await.unwrap();
        let before = export(&store).await;
        let refused = commit(&store, ines).await;
        assert!(matches!(refused, Err(StoreError::RowsAffected { .. })), "{refused:?}");
        assert_eq!(export(&store).await, before);
    }

    async fn a_site_that_has_changed_since_stops_a_move(store: Store) {
        import(&store, cast().directory()).await.unwrap();
        let (_, mut family) = planned(&store, &to("paul", "dell")).await;
        for entry in &mut family.basis {
            entry.revision -= i64::from(matches!(&entry.record, BasisRecord::Telephony(code) if *code == "dell".into()));
        }
        let refused = commit(&store, family).await;
        assert!(matches!(refused, Err(StoreError::RowsAffected { .. })), "{refused:?}");
    }

    async fn what_is_planned_over_the_tables_is_what_is_planned_over_everything(store: Store) {
        let (mut plans, mut moves) = (0, 0);
        for seed in 0..12 {
            let scene = telephony_scene(seed);
            let cast = Cast::of(&scene.snapshot);
            let database = fresh(store.engine());
            let own = database.store().await;
            import(&own, cast.directory()).await.unwrap();
            for subject in ["paul", "nora", "ines", "otto"] {
                for destination in ["quay", "mill", "dell"] {
                    let request = MoveRequest { options: scene.request.options.clone(), ..to(subject, destination) };
                    if !is_judged(&cast, &request) {
                        continue;
                    }
                    let tables = load(&own, wanted(&act("cleo"), &request)).await;
                    let expected = texts(&scene.snapshot, &request, "cleo");
                    assert_eq!(texts(&tables, &request, "cleo"), expected, "{seed} {subject} {destination}");
                    plans += usize::from(expected.is_ok());
                }
            }
            let first = ["paul", "nora"].into_iter().map(|subject| to(subject, "mill"));
            for request in first.filter(|request| is_judged(&cast, request)) {
                let facts = load(&own, wanted(&act("cleo"), &request)).await;
                let Some(family) = plan(&facts, &request, &act("cleo"), NOW).ok().map(|mut it| it.families.remove(0)) else { continue };
                if family.is_blocked() {
                    continue;
                }
                let mut memory = Cast::of(&scene.snapshot).snapshot();
                assert_eq!(apply(&mut memory, &family.steps), family.steps.len());
                commit(&own, family).await.unwrap();
                let mut left = memory.telephony.unwrap();
                let found = TelephonyFacts::of(&export(&own).await);
                left.people.retain(|_, person| !person.is_empty());
                assert_eq!(found, left, "{seed}");
                moves += 1;
                break;
            }
        }
        assert!(plans > 50 && moves > 3, "{plans} plans, {moves} moves");
    }

    async fn moves_of_other_trees_read_nothing_of_telephony(store: Store) {
        import(&store, Cast::new().directory()).await.unwrap();
        let facts = load(&store, wanted(&act("omar"), &to("ben", "riverside"))).await;
        assert!(facts.telephony.is_none());
    }

    async fn who_only_looks_around_at_a_site_has_the_keys_of_it(store: Store) {
        import(&store, cast().directory()).await.unwrap();
        let facts = load(&store, Wanted::new("sid".into(), Vec::new(), Destinations::None)).await;
        assert_eq!(facts.telephony, Some(TelephonyFacts::default()));
    }
}

//! Sites with telephony through the service: moved with lines and devices, undone, refused, stale, in files.

use crate::house::{House, caller, reviewed, wire};
use crate::people_files::brief;
use rehome_domain::directory::Directory;
use rehome_domain::ids::{MoveId, UserId};
use rehome_domain::telephony::{NumberStatus, TelephonyFacts};
use rehome_domain::user_move::{MoveRequest, Scope, Severity, Step};
use rehome_service::bulk::{FileOptions, FileRowResult};
use rehome_service::user_move::{CommitAnswer, Review, RowResult, UndoRequest};
use rehome_service::{Acting, ServiceError};
use rehome_testkit::Cast;
use rehome_testkit::telephony_variety::telephony_scene;
use std::collections::BTreeSet;

fn codes(review: &Review, severity: Severity) -> BTreeSet<&'static str> {
    let findings = review.plan.findings();
    findings
        .filter(|finding| finding.severity == severity)
        .map(|finding| finding.code())
        .collect()
}

async fn directory(house: &House) -> Directory {
    house.service.directory_export().await.unwrap()
}

async fn facts(house: &House) -> TelephonyFacts {
    TelephonyFacts::of(&directory(house).await)
}

async fn undo(house: &House, who: &str, id: &MoveId) -> Result<CommitAnswer, ServiceError> {
    let service = &house.service;
    let plan = service
        .user_move_undo_plan(&caller(who), id, &UndoRequest::default())
        .await?;
    let findings = plan.review.plan.findings();
    let request = UndoRequest {
        digest: Some(plan.review.digest.clone()),
        acknowledged: findings.map(|it| it.code().to_owned()).collect(),
        ..UndoRequest::default()
    };
    let key = format!("undo {}", plan.review.digest);
    service
        .user_move_undo(&caller(who), id, request, Some(&key))
        .await
}

fn to_mill() -> MoveRequest {
    MoveRequest::one("paul", "mill")
}

/// Paul with one line that Nora's phone shows too.
fn cast() -> Cast {
    Cast::telephony().phones(|facts| {
        let line = facts.lines["l-7101"].clone();
        let mut shown = facts
            .devices
            .values()
            .find(|it| it.shows(&"l-7101".into()))
            .unwrap()
            .lines[0]
            .clone();
        shown.partition = Some(line.partition);
        shown.index = Some(2);
        let key = rehome_domain::telephony::RecordKey::new(
            rehome_domain::telephony::Section::Phones,
            "nora",
        );
        facts.devices.get_mut(&key).unwrap().lines.push(shown);
    })
}

fn at<'a>(directory: &'a Directory, section: &str, id: &str) -> &'a serde_json::Value {
    &directory.sections[section][id]
}

/// Bramble with Paul on the third floor and Nora on the first.
async fn floors(store: rehome_storage::Store) -> (House, Directory) {
    let mut directory = cast()
        .phones(|facts| {
            let groups = &mut facts.people.entry("paul".into()).or_default();
            groups.directory_groups = BTreeSet::from(["CN=Ward".into()]);
        })
        .directory();
    directory.attributes.insert(
        "floor".into(),
        rehome_domain::directory::AttributeEntry {
            at: Some("bramble".into()),
            kind: "text".into(),
        },
    );
    for (who, given, floor) in [("paul", "Paul", "Third"), ("nora", "Nora", "First")] {
        let user = directory.users.get_mut(who).unwrap();
        user.given = Some(given.into());
        user.attributes.insert("floor".into(), floor.into());
    }
    let house = House::with(store, directory).await;
    let before = house.service.directory_export().await.unwrap();
    (house, before)
}

rehome_testkit::on_both_engines! {
    async fn a_move_between_sites_takes_lines_and_devices_along_and_back(store: Store) {
        let house = House::of(store, &cast()).await;
        let before = directory(&house).await;
        let review = house.plan("cleo", &to_mill()).await.unwrap();
        assert_eq!(codes(&review, Severity::Blocker), BTreeSet::new());
        assert_eq!(codes(&review, Severity::Warning), BTreeSet::from(["shared-line"]));
        let mut hasty = reviewed(&to_mill(), &review);
        hasty.acknowledged.clear();
        let refused = house.commit("cleo", &hasty, "k0").await.unwrap_err();
        assert_eq!((refused.status(), refused.code()), (422, "not-acknowledged"));
        assert_eq!(directory(&house).await, before);

        let done = house.commit("cleo", &reviewed(&to_mill(), &review), "k").await.unwrap();
        let after = directory(&house).await;
        assert_eq!(after.users["paul"].home, "mill".into());
        assert_eq!(at(&after, "lines", "l-7101")["partition"], "mill-line_partition");
        assert_eq!(at(&after, "phones", "desk")["device_pool"], "mill-device_pool");
        assert_eq!(at(&after, "phones", "desk")["locale"], "en");
        assert_eq!(at(&after, "voicemail", "box")["pilot"], "mill-voicemail_pilot");
        assert_eq!(at(&after, "inventory", "i-7101")["at"], "mill");
        assert_eq!(at(&after, "phones", "nora")["at"], "quay");
        assert_eq!(at(&after, "phones", "nora")["lines"][1]["partition"], "mill-line_partition");
        assert_eq!(after.users["paul"].extra, before.users["paul"].extra);

        let told = house.service.move_one(&caller("cleo"), &Acting::default(), &done.id).await.unwrap();
        assert!(told.steps.iter().any(|step| matches!(step, Step::Telephony { .. })));
        assert!(house.service.move_one(&caller("fay"), &Acting::default(), &done.id).await.is_err());
        undo(&house, "cleo", &done.id).await.unwrap();
        assert_eq!(directory(&house).await, before);
        let again = undo(&house, "cleo", &done.id).await.unwrap_err();
        assert_eq!(again.code(), "refused");
    }

    async fn numbers_by_location_code_stay_and_cool_down_and_come_back(store: Store) {
        use rehome_domain::telephony::DialPlan::Slc;
        let cast = Cast::telephony().dial_plans(Slc, Slc).site("bramble", |it| it.cooling = Some(true));
        let house = House::of(store, &cast).await;
        let before = directory(&house).await;
        let done = house.run("cleo", &to_mill(), "k").await.unwrap();
        let left = facts(&house).await;
        assert_eq!(left.lines["l-7101"].at, Some("quay".into()));
        assert_eq!(left.inventory["i-7101"].status, NumberStatus::Cooling);
        assert!(left.people["paul"].primary_line.is_none());
        assert!(left.devices.values().filter(|it| it.owner == Some("paul".into())).all(|it| it.lines.is_empty()));
        undo(&house, "cleo", &done.id).await.unwrap();
        assert_eq!(directory(&house).await, before);
    }

    async fn only_who_holds_the_keys_of_both_sites_moves_people(store: Store) {
        let house = House::of(store, &cast()).await;
        let mut told = Vec::new();
        for who in ["tess", "pia", "rhea", "cleo", "sid", "paul", "nora", "fay"] {
            let answer = house.plan(who, &to_mill()).await;
            told.push((who, answer.err().map_or(200, |error| error.status())));
        }
        assert_eq!(told, [
            ("tess", 200), ("pia", 200), ("rhea", 200), ("cleo", 200),
            ("sid", 404), ("paul", 404), ("nora", 404), ("fay", 404),
        ]);
        // Foreign and unknown look alike.
        let foreign = house.plan("cleo", &MoveRequest::one("paul", "fen")).await.unwrap_err();
        let unknown = house.plan("cleo", &MoveRequest::one("paul", "nowhere")).await.unwrap_err();
        assert_eq!(wire(&foreign), wire(&unknown));
        let blocked = house.plan("rhea", &MoveRequest::one("paul", "fen")).await.unwrap();
        assert!(codes(&blocked, Severity::Blocker).contains("different-customer"));
    }

    async fn what_is_asked_for_one_person_is_done(store: Store) {
        let house = House::of(store, &cast()).await;
        let mut request = to_mill();
        request.options.move_desk_phones = Some(false);
        request.options.device_pool = Some("DP-own".to_owned());
        request.options.line_css = Some("CSS-own".to_owned());
        request.options.role = Some("clerk".into());
        let review = house.plan("cleo", &request).await.unwrap();
        assert!(codes(&review, Severity::Warning).contains("desk-phone-left"));
        let done = house.commit("cleo", &reviewed(&request, &review), "k").await.unwrap();
        let after = directory(&house).await;
        assert_eq!(at(&after, "phones", "desk").get("owner"), None);
        assert_eq!(at(&after, "phones", "desk")["at"], "quay");
        assert_eq!(at(&after, "phones", "soft")["device_pool"], "DP-own");
        assert_eq!(at(&after, "lines", "l-7101")["css"], "CSS-own");
        let held: Vec<String> = after.users["paul"].roles.iter().map(|grant| grant.role.to_string()).collect();
        assert_eq!(held, ["clerk"]);
        // The phone that was left is nobody's; it comes back by the undo.
        undo(&house, "cleo", &done.id).await.unwrap();
        assert_eq!(at(&directory(&house).await, "phones", "desk")["owner"], "paul");
        request.options.role = Some("nothing-like-it".into());
        let review = house.plan("cleo", &request).await.unwrap();
        assert!(codes(&review, Severity::Blocker).contains("role-not-valid"));
    }

    async fn an_older_version_moves_the_user_alone_unless_the_request_says_otherwise(store: Store) {
        let house = House::of(store, &cast()).await;
        let old = caller("cleo").meaning(Scope::UserOnly);
        let review = house.service.user_move_plan(&old, &to_mill()).await.unwrap();
        assert_eq!(codes(&review, Severity::Warning), BTreeSet::from(["services-left-behind"]));
        let mut explicit = to_mill();
        explicit.options.scope = Some(Scope::WithServices);
        let whole = house.service.user_move_plan(&old, &explicit).await.unwrap();
        assert!(!codes(&whole, Severity::Warning).contains("services-left-behind"));
        // A commit by the newer version of what the older one planned is another request.
        let commit = reviewed(&to_mill(), &review);
        let stale = house.commit("cleo", &commit, "k").await.unwrap_err();
        assert_eq!((stale.status(), stale.code()), (409, "stale"));
        let done = house.service.user_move_commit(&old, commit, Some("k")).await.unwrap();
        let told = house.service.move_one(&caller("cleo"), &Acting::default(), &done.id).await.unwrap();
        assert!(told.steps.iter().all(|step| !matches!(step, Step::Telephony { .. })));
        assert_eq!(at(&directory(&house).await, "phones", "desk")["at"], "quay");
    }

    async fn what_has_changed_since_is_told_and_two_at_once_are_one_after_the_other(store: Store) {
        let house = House::of(store, &cast()).await;
        let paul = house.plan("cleo", &to_mill()).await.unwrap();
        let nora_request = MoveRequest::one("nora", "dell");
        let nora = house.plan("cleo", &nora_request).await.unwrap();
        let (first, second) = (reviewed(&to_mill(), &paul), reviewed(&nora_request, &nora));
        let (one, other) = tokio::join!(house.commit("cleo", &first, "k1"), house.commit("cleo", &second, "k2"));
        // Nora's phone shows Paul's line: whoever is slower has seen another state.
        assert_eq!([one.is_ok(), other.is_ok()].iter().filter(|done| **done).count(), 1, "{one:?} {other:?}");
        let slower = one.err().or(other.err()).unwrap();
        assert_eq!((slower.status(), slower.code()), (409, "stale"));
        let held = facts(&house).await;
        for device in held.devices.values() {
            for shown in &device.lines {
                assert_eq!(shown.partition.as_ref(), Some(&held.lines[&shown.line].partition));
            }
        }
        let request = to_mill();
        let (paul, nora) = tokio::join!(house.run("cleo", &request, "k3"), house.run("cleo", &nora_request, "k4"));
        let done = [paul, nora].into_iter().filter(Result::is_ok).count();
        assert!(done <= 1, "one of them was there already");
    }

    async fn of_two_who_bring_one_number_to_one_place_at_once_the_second_is_stale(store: Store) {
        let cast = Cast::telephony().home("nora", "dell").phones(|facts| {
            let line = facts.lines.get_mut("l-7200").unwrap();
            // WHY no cluster: so that nothing but the inventory knows both by one number.
            (line.pattern, line.cluster, line.at) = ("7101".into(), None, Some("dell".into()));
            let entry = facts.inventory.get_mut("i-7200").unwrap();
            (entry.number, entry.at) = ("7101".into(), Some("dell".into()));
            for (key, device) in &mut facts.devices {
                if key.id.as_str() == "nora" {
                    device.at = Some("dell".into());
                }
            }
        });
        let house = House::of(store, &cast).await;
        let (first, second) = (to_mill(), MoveRequest::one("nora", "mill"));
        let (a, b) = (house.plan("cleo", &first).await.unwrap(), house.plan("tess", &second).await.unwrap());
        assert_eq!((codes(&a, Severity::Blocker), codes(&b, Severity::Blocker)), Default::default());
        let (a, b) = (reviewed(&first, &a), reviewed(&second, &b));
        let (one, other) = tokio::join!(house.commit("cleo", &a, "a"), house.commit("tess", &b, "b"));
        let failures: Vec<&ServiceError> = [&one, &other].into_iter().filter_map(|it| it.as_ref().err()).collect();
        assert_eq!(failures.len(), 1, "{failures:?}");
        assert_eq!((failures[0].status(), failures[0].code()), (409, "stale"));
        let kept = facts(&house).await.inventory.into_values();
        assert_eq!(kept.filter(|it| *it.number == *"7101" && it.at == Some("mill".into())).count(), 1);
    }

    async fn rows_of_a_file_carry_choices_and_are_judged_on_what_rows_above_leave(store: Store) {
        let cast = cast().newcomer("otto", "dell").phones(|facts| {
            let mut line = facts.lines["l-7102"].clone();
            line.partition = "dell-line_partition".into();
            line.at = Some("dell".into());
            facts.lines.insert("l-dell".into(), line);
            facts.people.entry("otto".into()).or_default().primary_line = Some("l-dell".into());
        });
        let house = House::of(store, &cast).await;
        let text = "user,from,to,role,scope,move desk phones,device pool,line css\n\
                    paul,quay,mill,,with services,no,DP-own,\n\
                    otto,dell,mill,,,,,\n\
                    nora,quay,dell,,user_only,,,\n";
        let file = house.service.moves_file("moves.csv", text.as_bytes()).await.unwrap();
        let acknowledged = ["shared-line", "desk-phone-left", "services-left-behind"];
        let options = FileOptions {
            acknowledged: acknowledged.map(str::to_owned).into(),
            file_hash: file.hash.clone(),
            ..FileOptions::default()
        };
        let before = directory(&house).await;
        let rows = file.table.rows;
        let mut would = Vec::new();
        let row = |told: &rehome_service::bulk::FileResult| (told.user.clone(), told.result, told.codes.clone());
        house.service.moves_plan_file(&caller("cleo"), rows.clone(), &options, |told| would.push(row(&told.row))).await.unwrap();
        assert_eq!(directory(&house).await, before);
        let mut did = Vec::new();
        house.service.moves_run_file(&caller("cleo"), rows, &options, |told| did.push(row(told))).await.unwrap();
        assert_eq!(would, did);
        let told = brief(&did);
        assert_eq!(told[0].1, FileRowResult::Moved, "{told:?}");
        assert_eq!((told[1].1, told[1].2.contains(&"line-collision")), (FileRowResult::Refused, true), "Paul's 7102 is at the mill by then: {told:?}");
        assert_eq!(told[2].1, FileRowResult::Moved, "{told:?}");
        let after = directory(&house).await;
        assert_eq!(at(&after, "phones", "soft")["device_pool"], "DP-own");
        assert_eq!(at(&after, "phones", "nora")["at"], "quay");
        assert_eq!(after.users["nora"].home, "dell".into());
    }

    async fn several_move_at_once_each_with_a_row(store: Store) {
        let house = House::of(store, &cast()).await;
        let request = MoveRequest {
            subjects: Some(["paul", "nora"].map(UserId::from).into()),
            destination: Some("mill".into()),
            ..MoveRequest::default()
        };
        let done = house.run("cleo", &request, "k").await.unwrap();
        assert_eq!(done.rows.len(), 2);
        let after = facts(&house).await;
        assert!(after.devices.values().all(|it| it.at == Some("mill".into())));
        assert!(after.lines.values().all(|it| &*it.partition == "mill-line_partition"));
        for shown in after.devices.values().flat_map(|it| &it.lines) {
            assert_eq!(shown.partition.as_deref(), Some("mill-line_partition"));
        }
    }

    async fn filters_choose_among_the_people_of_a_site_and_say_where_each_goes(store: Store) {
        let (kept, before) = floors(store).await;
        let house = &kept;
        let request: MoveRequest = serde_json::from_value(serde_json::json!({"source": "quay", "filters": [
            {"name": "Third floor", "destination": "mill", "role": "clerk", "all": {"floor": " THIRD ", "given": {"begins_with": "p"}}},
            {"destination": "dell", "all": {"floor": {"is_not": "cellar"}}},
        ]})).unwrap();
        let review = house.plan("cleo", &request).await.unwrap();
        let ways: Vec<(String, String)> = review.families.iter().map(|it| (it.subject.to_string(), it.destination.to_string())).collect();
        let expected = [("paul", "mill"), ("nora", "dell"), ("sid", "dell")].map(|(who, to)| (who.to_owned(), to.to_owned()));
        assert_eq!(ways, expected, "those of the first filter first");
        let mut commit = reviewed(&request, &review);
        commit.acknowledged.clear();
        let refused = house.commit("cleo", &commit, "k0").await.unwrap_err();
        assert_eq!((refused.status(), refused.code()), (422, "not-acknowledged"));
        assert_eq!(directory(house).await, before);
        let done = house.commit("cleo", &reviewed(&request, &review), "k").await.unwrap();
        assert!(done.rows.iter().filter(|row| row.result == RowResult::Moved).count() >= 2, "{done:?}");
        let after = directory(house).await;
        assert_eq!((after.users["paul"].home.as_str(), after.users["nora"].home.as_str()), ("mill", "dell"));
        let held: Vec<String> = after.users["paul"].roles.iter().map(|grant| grant.role.to_string()).collect();
        assert_eq!(held, ["clerk"]);
        let again = house.commit("cleo", &reviewed(&request, &review), "k").await.unwrap();
        assert_eq!(again, done, "a repeated key gets its first answer");
    }

    async fn whom_another_filter_fits_by_then_is_stale_and_stays(store: Store) {
        let (kept, _) = floors(store).await;
        let house = &kept;
        let request: MoveRequest = serde_json::from_value(serde_json::json!({"source": "quay", "filters": [
            {"destination": "mill", "all": {"floor": "third", "directory_group": "CN=Ward"}},
            {"destination": "dell", "all": {"floor": "first"}},
        ]})).unwrap();
        let review = house.plan("cleo", &request).await.unwrap();
        assert_eq!(review.families.len(), 2);
        let (cleo, here) = (caller("cleo"), Acting::default());
        let nora = house.service.user(&cleo, &here, &"nora".into()).await.unwrap();
        let elsewhere = serde_json::json!({"attributes": {"floor": "second"}});
        let elsewhere = serde_json::from_value(elsewhere).unwrap();
        house.service.user_patch(&cleo, &here, &"nora".into(), nora.revision, elsewhere).await.unwrap();
        let done = house.commit("cleo", &reviewed(&request, &review), "k").await.unwrap();
        let told: Vec<(String, RowResult)> = done.rows.iter().map(|row| (row.user.as_ref().unwrap().to_string(), row.result)).collect();
        assert_eq!(told, [("paul".to_owned(), RowResult::Moved), ("nora".to_owned(), RowResult::Stale)]);
        assert_eq!(house.home("nora").await, "quay");
    }

    async fn filters_tell_nothing_of_what_is_out_of_view(store: Store) {
        let (kept, before) = floors(store).await;
        let house = &kept;
        let asked = |source: &str, to: &str| -> MoveRequest {
            serde_json::from_value(serde_json::json!({"source": source, "filters": [{"destination": to, "all": {"floor": "third"}}]})).unwrap()
        };
        let unseen = house.plan("cleo", &asked("fen", "mill")).await.unwrap_err();
        let nowhere = house.plan("cleo", &asked("nowhere", "mill")).await.unwrap_err();
        assert_eq!((unseen.status(), wire(&unseen)), (404, wire(&nowhere)));
        let unseen = house.plan("cleo", &asked("quay", "fen")).await.unwrap_err();
        let nowhere = house.plan("cleo", &asked("quay", "nowhere")).await.unwrap_err();
        assert_eq!((unseen.status(), wire(&unseen)), (404, wire(&nowhere)));
        for who in ["sid", "paul"] {
            let refused = house.plan(who, &asked("quay", "mill")).await.unwrap_err();
            assert!([403, 404].contains(&refused.status()), "{who}");
        }
        let nobody = house.plan("cleo", &asked("dell", "mill")).await.unwrap();
        assert!(nobody.families.is_empty());
        let mut both = asked("quay", "mill");
        both.destination = Some("dell".into());
        let refused = house.plan("cleo", &both).await.unwrap_err();
        assert_eq!((refused.status(), refused.code()), (422, "field-not-applicable"));
        assert_eq!(directory(house).await, before);
    }

    async fn an_older_version_means_the_user_alone_for_filters_too(store: Store) {
        let (house, _) = floors(store).await;
        let request: MoveRequest = serde_json::from_value(serde_json::json!({"source": "quay", "filters": [
            {"destination": "mill", "all": {"given": "Paul"}}]})).unwrap();
        let old = caller("cleo").meaning(Scope::UserOnly);
        let review = house.service.user_move_plan(&old, &request).await.unwrap();
        assert!(codes(&review, Severity::Warning).contains("services-left-behind"));
    }

    async fn who_is_placed_onto_a_site_from_above_comes_back_by_an_undo(store: Store) {
        let house = House::of(store, &cast().newcomer("ulla", "bramble")).await;
        let before = directory(&house).await;
        let done = house.run("cleo", &MoveRequest::one("ulla", "quay"), "k").await.unwrap();
        assert_eq!(house.home("ulla").await, "quay");
        undo(&house, "cleo", &done.id).await.unwrap();
        assert_eq!(directory(&house).await, before);
    }

    async fn whatever_moves_lines_stay_sound_and_an_undo_gives_back_what_there_was(store: Store) {
        let engine = store.engine();
        let mut moves = 0;
        for seed in 0..6 {
            let database = match engine {
                rehome_storage::Engine::Sqlite => rehome_testkit::databases::sqlite(),
                rehome_storage::Engine::Postgres => rehome_testkit::databases::postgres().unwrap(),
            };
            let house = House::of(database.store().await, &Cast::of(&telephony_scene(seed).snapshot)).await;
            for (number, subject) in ["paul", "nora", "ines"].into_iter().enumerate() {
                let before = directory(&house).await;
                let Ok(done) = house.run("tess", &MoveRequest::one(subject, "mill"), &format!("k{number}")).await else {
                    assert_eq!(directory(&house).await, before, "{seed} {subject}");
                    continue;
                };
                moves += 1;
                let after = facts(&house).await;
                let identities: BTreeSet<_> = after.lines.values().map(|line| line.identity()).collect();
                assert_eq!(identities.len(), after.lines.len(), "{seed} {subject}");
                for shown in after.devices.values().flat_map(|it| &it.lines) {
                    assert_eq!(shown.partition.as_ref(), Some(&after.lines[&shown.line].partition), "{seed} {subject}");
                }
                undo(&house, "tess", &done.id).await.unwrap();
                assert_eq!(directory(&house).await, before, "{seed} {subject}");
            }
        }
        assert!(moves > 4, "{moves}");
    }
}

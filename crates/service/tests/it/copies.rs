//! Copies through the service: planned, made, refused, and nothing of the original that is theirs alone.

use crate::house::{House, caller, wire};
use rehome_domain::hosting::PropertyRule;
use rehome_domain::ids::UserId;
use rehome_domain::time::Day;
use rehome_domain::user_copy::{AddedService, CopyRequest, Password, RolesWanted, RolesWord};
use rehome_domain::user_move::{ActAs, MoveRequest, Severity};
use rehome_service::bulk::FileOptions;
use rehome_service::user_copy::{CopyAnswer, CopyCommit};
use rehome_service::user_move::Review;
use rehome_service::{Acting, ServiceError};
use rehome_testkit::copies::{GOOD_PASSWORD, copy_of, nina};
use rehome_testkit::{Cast, NOW};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Mara with everything that is hers alone, and everything that is copied.
fn cast() -> Cast {
    let mut cast = Cast::hosting()
        .manager("mara", Some("jon"))
        .grant("mara", "user_administrator@bramble")
        .locked("mara")
        .user("mara", |it| {
            it.mapping_id = Some("M17".into());
            it.attributes = ["cost_centre", "phone", "employee_id"]
                .map(Into::into)
                .into();
        });
    cast.attributes
        .insert("cost_centre".into(), Some("bramble".into()));
    for (name, rule) in [
        ("mailbox_size", PropertyRule::Copy),
        ("sip_address", PropertyRule::Regenerate),
        ("line_uri", PropertyRule::Require),
    ] {
        cast = cast
            .knowing(|it| {
                let exchange = it.catalogue.services.get_mut("exchange").unwrap();
                exchange.properties.insert(name.into(), rule);
            })
            .hosted("mara", |it| {
                let exchange = it.services.get_mut("exchange").unwrap();
                exchange.properties.insert(name.into());
            });
    }
    cast
}

async fn house(store: rehome_storage::Store, cast: &Cast) -> House {
    let mut directory = cast.directory();
    let mara = directory.users.get_mut("mara").unwrap();
    mara.extra
        .insert("title".to_owned(), json!("Head of Produce"));
    mara.extra
        .insert("web_page".to_owned(), json!("https://produce.example"));
    mara.extra.insert("test".to_owned(), json!(true));
    mara.extra
        .insert("account".to_owned(), json!({"never_expires": true}));
    House::with(store, directory).await
}

async fn plan(house: &House, who: &str, request: &CopyRequest) -> Result<Review, ServiceError> {
    house.service.user_copy_plan(&caller(who), request).await
}

fn reviewed(request: &CopyRequest, review: &Review) -> CopyCommit {
    let findings = review.plan.findings();
    CopyCommit {
        request: request.clone(),
        digest: Some(review.digest.clone()),
        acknowledged: findings.map(|it| it.code().to_owned()).collect(),
    }
}

async fn commit(
    house: &House,
    who: &str,
    commit: &CopyCommit,
    key: &str,
) -> Result<CopyAnswer, ServiceError> {
    let service = &house.service;
    service
        .user_copy_commit(&caller(who), commit.clone(), Some(key))
        .await
}

/// Plans, acknowledges everything, commits.
async fn run(
    house: &House,
    who: &str,
    request: &CopyRequest,
    key: &str,
) -> Result<CopyAnswer, ServiceError> {
    let review = plan(house, who, request).await?;
    commit(house, who, &reviewed(request, &review), key).await
}

fn codes(review: &Review, severity: Severity) -> BTreeSet<&'static str> {
    let findings = review.plan.findings();
    findings
        .filter(|finding| finding.severity == severity)
        .map(|finding| finding.code())
        .collect()
}

fn is_stale(error: &ServiceError) -> bool {
    (error.status(), error.code()) == (409, "stale")
}

async fn entry(house: &House, id: &UserId) -> rehome_domain::directory::UserEntry {
    let mut directory = house.service.directory_export().await.unwrap();
    directory.users.remove(id).unwrap()
}

/// Every text in what is stored of somebody, the names of fields included.
fn texts(entry: &rehome_domain::directory::UserEntry) -> BTreeSet<String> {
    let written = format!("{entry:?}");
    let parts = written.split('"').enumerate();
    let inside = parts.filter(|(at, _)| at % 2 == 1);
    inside.map(|(_, text)| text.to_owned()).collect()
}

fn operator() -> Acting {
    Acting {
        acting_in: None,
        act_as: Some(ActAs::Operator),
    }
}

/// Signs in and says who it is.
async fn sign_in(house: &House, username: &str, password: &str) -> Result<String, ServiceError> {
    let open = house
        .service
        .session_open(username, password, None, None)
        .await?;
    Ok(open.session.name.to_string())
}

rehome_testkit::on_both_engines! {
    async fn somebody_new_has_what_the_original_has_and_is_not_theirs_alone(store: Store) {
        let house = house(store, &cast()).await;
        let before = entry(&house, &"mara".into()).await;
        let review = plan(&house, "cleo", &nina()).await.unwrap();
        assert_eq!(codes(&review, Severity::Blocker), BTreeSet::new());
        let shown = review.person.clone().unwrap();
        let done = commit(&house, "cleo", &reviewed(&nina(), &review), "k").await.unwrap();
        let id = done.user.clone().unwrap();
        let new = entry(&house, &id).await;
        assert_eq!((&*new.name, &*new.username, new.home.as_str()), ("Nina Park", "nina_BRAMBLE", "bramble"));
        assert_eq!(*new.username, *shown.username);
        assert_eq!(new.manager, Some("jon".into()));
        assert_eq!(new.extra["upn"], "nina@bramble.example");
        assert_eq!(new.extra["title"], "Head of Produce");
        assert_eq!(new.extra["web_page"], "https://produce.example");
        assert_eq!(new.extra["account"], json!({"never_expires": true}));
        assert_eq!(new.extra["provisioning"], "requested");
        assert_eq!(new.attributes.keys().map(|it| it.as_str()).collect::<Vec<_>>(), ["cost_centre"]);
        assert!(new.addresses["nina.park@bramble.example"].primary);
        let exchange = &new.extra["services"]["exchange"];
        assert_eq!(exchange["status"], "pending");
        assert_eq!(exchange["properties"]["mailbox_size"], 7);
        assert_eq!(exchange["properties"]["sip_address"], "nina@bramble.example");
        assert!(exchange["properties"].get("line_uri").is_none() && exchange.get("bytes").is_none());
        assert!(new.roles.is_empty() && new.mapping_id.is_none() && !new.locked && !new.extra.contains_key("test"));
        assert_eq!(entry(&house, &"mara".into()).await, before);
        assert_eq!(sign_in(&house, "nina_BRAMBLE", GOOD_PASSWORD).await.unwrap(), "Nina Park");
    }

    async fn no_stored_value_of_the_new_person_is_the_originals_but_those_that_are_copied(store: Store) {
        let house = house(store, &cast()).await;
        house.service.password_set(&"mara".into(), "Original-Secret-1").await.unwrap();
        let done = run(&house, "cleo", &nina(), "k").await.unwrap();
        let (theirs, own) = (texts(&entry(&house, &"mara".into()).await), texts(&entry(&house, &done.user.unwrap()).await));
        let copied = [
            "bramble", "jon", "Head of Produce", "https://produce.example", "Fresh Produce", "Quay", "cost_centre", "cost_centre of mara",
            "exchange", "main", "mailbox-25",
        ];
        let names_of_fields = [
            "title", "web_page", "account", "never_expires", "upn", "department", "office", "services", "instance", "plan",
            "properties", "mailbox_size", "sip_address",
        ];
        let unexpected: Vec<&String> = theirs
            .intersection(&own)
            .filter(|text| !copied.contains(&text.as_str()) && !names_of_fields.contains(&text.as_str()))
            .collect();
        assert!(unexpected.is_empty(), "{unexpected:?}");
        for secret in ["M17", "mara.quinn@bramble.example", "mara.quinn_BRAMBLE", "Mara", "Quinn"] {
            assert!(theirs.iter().any(|text| text.contains(secret)), "{secret}");
            assert!(!own.iter().any(|text| text.contains(secret)), "{secret}: {own:?}");
        }
        // Nor by the password, nor by the words, by which the original is found.
        assert!(sign_in(&house, "nina_BRAMBLE", "Original-Secret-1").await.is_err());
        for word in ["mara", "quinn", "M17"] {
            let query = rehome_service::people::UsersQuery { acting: operator(), text: Some(word.to_owned()), ..Default::default() };
            let found = house.service.users(&caller("cleo"), &query).await.unwrap();
            let found: Vec<String> = found.items.iter().map(|it| it.name.to_string()).collect();
            assert_eq!(found, ["Mara Quinn"], "{word}");
        }
    }

    async fn the_password_is_in_no_answer_and_in_no_record(store: Store) {
        let house = house(store, &cast()).await;
        let mut weak = nina();
        weak.user.password = Some(Password::new("hunter22"));
        let review = plan(&house, "cleo", &weak).await.unwrap();
        assert!(codes(&review, Severity::Blocker).contains("password-policy"));
        let refused = commit(&house, "cleo", &reviewed(&weak, &review), "w").await.unwrap_err();
        assert_eq!((refused.status(), refused.code()), (422, "refused"));
        let done = run(&house, "cleo", &nina(), "k").await.unwrap();
        let audit = house.service.audit_page(&caller("cleo"), &rehome_service::audit::AuditQuery { acting: operator(), ..Default::default() }).await.unwrap();
        let answers = serde_json::to_string(&(&review.answer(), &done, &audit)).unwrap();
        let everything = format!("{answers} {} {refused:?} {review:?} {}", wire(&refused), house.everything().await);
        for secret in [GOOD_PASSWORD, "hunter22"] {
            assert!(!everything.contains(secret), "{secret}");
        }
    }

    async fn a_commit_that_is_sent_twice_makes_one_person(store: Store) {
        let house = house(store, &cast()).await;
        let review = plan(&house, "cleo", &nina()).await.unwrap();
        let first = commit(&house, "cleo", &reviewed(&nina(), &review), "k").await.unwrap();
        let again = commit(&house, "cleo", &reviewed(&nina(), &review), "k").await.unwrap();
        assert_eq!(first, again);
        let mut other = nina();
        other.user.given = Some("Nora".to_owned());
        let reused = commit(&house, "cleo", &reviewed(&other, &review), "k").await.unwrap_err();
        assert_eq!((reused.status(), reused.code()), (422, "idempotency-key-reused"));
        let late = commit(&house, "cleo", &reviewed(&nina(), &review), "k2").await.unwrap_err();
        assert!(is_stale(&late), "{late:?}");
    }

    async fn what_changed_since_the_review_is_told_and_nothing_is_made(store: Store) {
        let house = house(store, &cast()).await;
        let review = plan(&house, "cleo", &nina()).await.unwrap();
        run(&house, "cleo", &copy_of("jon", "nina@bramble.example"), "other").await.unwrap();
        let before = house.everything().await;
        let error = commit(&house, "cleo", &reviewed(&nina(), &review), "k").await.unwrap_err();
        let ServiceError::Stale(stale) = &error else { panic!("{error:?}") };
        let difference = stale.difference.clone().unwrap();
        assert!(difference.findings_added.iter().any(|it| it.code() == "upn-taken"), "{difference:?}");
        assert_eq!(house.everything().await, before);
    }

    async fn warnings_want_acknowledgement(store: Store) {
        let house = house(store, &cast()).await;
        let mut request = nina();
        request.roles = RolesWanted::Word(RolesWord::Copy);
        let review = plan(&house, "una", &request).await.unwrap();
        assert_eq!(codes(&review, Severity::Warning), BTreeSet::from(["role-not-allowed"]));
        let mut silent = reviewed(&request, &review);
        silent.acknowledged.clear();
        let error = commit(&house, "una", &silent, "k").await.unwrap_err();
        assert_eq!((error.status(), error.code()), (422, "not-acknowledged"));
        let done = commit(&house, "una", &reviewed(&request, &review), "k").await.unwrap();
        assert!(entry(&house, &done.user.unwrap()).await.roles.is_empty());
        request.user.upn = Some("nora@bramble.example".to_owned());
        let granted = run(&house, "cleo", &request, "c").await.unwrap();
        assert_eq!(entry(&house, &granted.user.unwrap()).await.roles.len(), 1);
    }

    async fn who_is_foreign_looks_like_nobody(store: Store) {
        let house = house(store, &cast()).await;
        let nobody = plan(&house, "otis", &copy_of("nobody", "nina@bramble.example")).await.unwrap_err();
        for who in ["otis", "eve", "abel"] {
            let foreign = plan(&house, who, &nina()).await.unwrap_err();
            assert_eq!(wire(&foreign), wire(&nobody), "{who}");
        }
        for who in ["sven", "pia"] {
            assert_eq!(plan(&house, who, &nina()).await.unwrap_err().status(), 403, "{who}");
        }
        let mut there = nina();
        there.destination = Some("fern".into());
        let mut nowhere = nina();
        nowhere.destination = Some("no-such-customer".into());
        let (one, other) = (plan(&house, "rhea", &there).await.unwrap_err(), plan(&house, "rhea", &nowhere).await.unwrap_err());
        assert_eq!(wire(&one), wire(&other));
        let commit = commit(&house, "otis", &CopyCommit { request: nina(), digest: Some("d".to_owned()), ..Default::default() }, "k").await;
        assert_eq!(wire(&commit.unwrap_err()), wire(&nobody));
    }

    async fn of_two_who_take_one_name_at_once_the_second_is_stale(store: Store) {
        let house = house(store, &cast()).await;
        let first = nina();
        let second = CopyRequest { source_user: Some("jon".into()), ..nina() };
        let (a, b) = (plan(&house, "cleo", &first).await.unwrap(), plan(&house, "cass", &second).await.unwrap());
        let (a, b) = (reviewed(&first, &a), reviewed(&second, &b));
        let (one, other) = tokio::join!(commit(&house, "cleo", &a, "a"), commit(&house, "cass", &b, "b"));
        let failures: Vec<&ServiceError> = [&one, &other].into_iter().filter_map(|it| it.as_ref().err()).collect();
        assert_eq!(failures.len(), 1, "{failures:?}");
        assert!(is_stale(failures[0]), "{failures:?}");
    }

    async fn a_copy_and_a_move_do_not_both_take_the_last_place(store: Store) {
        let cast = cast().hosted_at("clover", |it| it.user_limit = Some(2));
        let house = house(store, &cast).await;
        let (copied, moved) = (copy_of("mina", "nina@clover.example"), MoveRequest::one("jon", "clover"));
        let a = plan(&house, "rhea", &copied).await.unwrap();
        let b = house.plan("tess", &moved).await.unwrap();
        let (a, b) = (reviewed(&copied, &a), crate::house::reviewed(&moved, &b));
        let (one, other) = tokio::join!(commit(&house, "rhea", &a, "a"), house.commit("tess", &b, "b"));
        assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
    }

    async fn a_username_of_somebody_deleted_is_not_given_again(store: Store) {
        let cast = cast()
            .user("jon", |it| it.username = "nina_BRAMBLE".into())
            .status("jon", rehome_domain::people::UserStatus::Deleted);
        let house = house(store, &cast).await;
        let done = run(&house, "cleo", &nina(), "k").await.unwrap();
        assert_eq!(done.username.as_deref(), Some("nina2_BRAMBLE"));
    }

    async fn a_disabled_copy_is_provisioned_and_signs_in_nowhere(store: Store) {
        let house = house(store, &cast()).await;
        let mut request = nina();
        request.user.account.disabled = true;
        request.user.account.change_at_next_sign_in = true;
        request.user.test = true;
        let done = run(&house, "cleo", &request, "k").await.unwrap();
        let new = entry(&house, &done.user.unwrap()).await;
        assert_eq!(new.extra["test"], true);
        assert_eq!(new.extra["account"]["disabled"], true);
        assert!(sign_in(&house, "nina_BRAMBLE", GOOD_PASSWORD).await.is_err());
    }

    async fn a_service_that_is_added_is_requested_with_what_was_filled_in(store: Store) {
        let house = house(store, &cast()).await;
        let mut request = nina();
        request.add_services.insert("ocs".into(), AddedService::default());
        let values = [("line_uri".into(), json!("tel:+49301234"))].into();
        request.properties.insert("exchange".into(), values);
        let done = run(&house, "ursa", &request, "k").await.unwrap();
        let states: Vec<&str> = done.services.values().map(|it| it.as_str()).collect();
        assert_eq!(states, ["requested", "requested"]);
        // The account and both services are ordered outside.
        assert_eq!(done.jobs.len(), 3);
        let new = entry(&house, &done.user.unwrap()).await;
        assert_eq!(new.extra["services"]["ocs"]["plan"], "chat");
        assert_eq!(new.extra["services"]["exchange"]["properties"]["line_uri"], "tel:+49301234");
    }

    async fn the_audit_tells_who_copied_whom_and_each_end_its_own_half(store: Store) {
        let house = house(store, &cast()).await;
        let done = run(&house, "cleo", &nina(), "k").await.unwrap();
        let query = |about: &UserId| rehome_service::audit::AuditQuery {
            acting: operator(),
            about: Some(about.to_string()),
            action: Some("user-copied".to_owned()),
            ..Default::default()
        };
        let new = done.user.unwrap();
        let page = house.service.audit_page(&caller("cleo"), &query(&new)).await.unwrap();
        let body = page.items[0].body.clone().unwrap();
        assert_eq!((&body["original"], &body["username"]), (&json!("mara"), &json!("nina_BRAMBLE")));
        let mut there = copy_of("mara", "nina@clover.example");
        there.destination = Some("clover".into());
        let done = run(&house, "rhea", &there, "r").await.unwrap();
        let page = house.service.audit_page(&caller("rhea"), &query(&done.user.unwrap())).await.unwrap();
        assert_eq!(page.items[0].body.clone().unwrap()["original"], Value::Null);
        let page = house.service.audit_page(&caller("cleo"), &query(&"mara".into())).await.unwrap();
        assert_eq!(page.items[0].body.clone().unwrap()["elsewhere"], true);
        assert!(!page.items[0].body.clone().unwrap().to_string().contains("nina"));
    }

    async fn an_account_is_of_use_on_its_last_day_and_not_on_the_day_after(store: Store) {
        let house = house(store, &cast()).await;
        let mut request = nina();
        request.user.account.expires = Some(Day(NOW.day().0 + 3));
        run(&house, "cleo", &request, "k").await.unwrap();
        let since_midnight = NOW.0 / 1_000_000 % 86_400;
        house.turn(4 * 86_400 - since_midnight - 3_600);
        let open = house.service.session_open("nina_BRAMBLE", GOOD_PASSWORD, None, None).await.unwrap();
        let is_open = || house.service.session_of(&open.token);
        assert!(is_open().await.unwrap().is_some());
        house.turn(2 * 3_600);
        assert!(is_open().await.unwrap().is_none());
        assert!(sign_in(&house, "nina_BRAMBLE", GOOD_PASSWORD).await.is_err());
    }

    async fn a_file_makes_a_person_a_row_and_nobody_twice(store: Store) {
        let house = house(store, &cast()).await;
        let text = format!("source_user,given,surname,upn,password,roles\n\
            mara,Nina,Park,nina@bramble.example,{GOOD_PASSWORD},\n\
            jon,Nina,Park,NINA@bramble.example,{GOOD_PASSWORD},\n\
            jon,Kim,Lee,kim@bramble.example,short,\n\
            nobody,Kim,Lee,kim@bramble.example,{GOOD_PASSWORD},\n\
            mina,Kim,Lee,kim@bramble.example,{GOOD_PASSWORD},\n\
            jon,Kim,Lee,kim@bramble.example,{GOOD_PASSWORD},customer_administrator\n\
            jon,Kim,Lee,kim@bramble.example,{GOOD_PASSWORD},\n");
        let file = house.service.copies_file("new.csv", text).await.unwrap();
        let options = FileOptions { file_hash: file.hash.clone(), ..FileOptions::default() };
        let (una, rows) = (caller("una"), &file.table.rows);
        let before = house.everything().await;
        let mut planned = Vec::new();
        let summary = house.service.copies_plan_rows(&una, rows, &options, |it| planned.push(it.row.clone())).await.unwrap();
        assert_eq!((summary.created, summary.refused), (2, 5));
        assert_eq!(house.everything().await, before);
        let mut ran = Vec::new();
        house.service.copies_run_rows(&una, rows, &options, |it| ran.push(it.clone())).await.unwrap();
        assert_eq!(ran, planned);
        let codes: Vec<&str> = ran.iter().map(|it| it.codes.first().map_or("", String::as_str)).collect();
        assert_eq!(codes, ["configuration-needed", "upn-taken", "password-policy", "unknown-user", "unknown-user", "role-not-allowed", ""]);
        let after = house.everything().await;
        let mut again = Vec::new();
        let summary = house.service.copies_run_rows(&una, rows, &options, |it| again.push(it.clone())).await.unwrap();
        assert_eq!((summary.created, summary.skipped), (0, 2));
        assert_eq!(house.everything().await, after);
        assert_eq!(sign_in(&house, "kim_BRAMBLE", GOOD_PASSWORD).await.unwrap(), "Kim Lee");
    }

    async fn the_rows_of_a_file_count_each_other(store: Store) {
        let people = Cast::hosting().users.values().filter(|it| it.home == "bramble".into()).count();
        let cast = cast().hosted_at("bramble", |it| it.user_limit = u32::try_from(people + 1).ok());
        let house = house(store, &cast).await;
        let row = |name: &str| format!("jon,{name},,{name}@bramble.example,{GOOD_PASSWORD}\n");
        let text = format!("source_user,given,surname,upn,password\n{}{}", row("kim"), row("lee"));
        let file = house.service.copies_file("new.csv", text).await.unwrap();
        let options = FileOptions { file_hash: file.hash.clone(), ..FileOptions::default() };
        let mut planned = Vec::new();
        let tell = |it: &rehome_service::bulk::FileVerdict| planned.push(it.row.codes.clone());
        house.service.copies_plan_rows(&caller("cleo"), &file.table.rows, &options, tell).await.unwrap();
        assert_eq!(planned, [vec![], vec!["user-limit".to_owned()]]);
    }

    async fn a_file_of_moves_chooses_names_and_services(store: Store) {
        let house = house(store, &Cast::hosting()).await;
        let text = "user,to,upn,primary_address,services\n\
            mara,clover,mara@clover.example,m.quinn@clover.example,exchange=move:mailbox-50\n\
            jon,clover,mina@clover.example,,\n";
        let file = house.service.moves_file("moves.csv", text).await.unwrap();
        let options = FileOptions {
            file_hash: file.hash.clone(),
            acknowledged: ["plan-level-changes", "last-administrator"].map(str::to_owned).into(),
            ..FileOptions::default()
        };
        let mut told = Vec::new();
        let rows = file.table.rows.clone();
        let summary = house.service.moves_run_file(&caller("rhea"), rows, &options, |it| told.push(it.clone())).await.unwrap();
        assert_eq!((summary.moved, summary.refused), (1, 1), "{told:?}");
        assert!(told[1].codes.contains(&"upn-taken".to_owned()), "{told:?}");
        let mara = entry(&house, &"mara".into()).await;
        assert_eq!(mara.extra["upn"], "mara@clover.example");
        assert_eq!(mara.extra["services"]["exchange"]["plan"], "mailbox-50");
        assert!(mara.addresses["m.quinn@clover.example"].primary);
    }
}

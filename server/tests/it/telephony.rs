//! Moves onto sites with telephony over REST: fields, versions of the interface, refusals, files.

use crate::client::Ask;
use crate::house::{House, Program, warnings};
use rehome_domain::telephony::DialPlan;
use rehome_testkit::Cast;
use serde_json::{Value, json};

async fn house() -> House {
    House::with(Cast::telephony()).await
}

fn to_mill() -> Value {
    json!({"subject": "paul", "destination": "mill"})
}

/// A plan by a version of the interface.
async fn planned(program: &Program, version: &str, body: &Value) -> Value {
    let ask = program.ask("POST", "moves/plan").json(body);
    let ask = ask.header("Api-Version", version);
    ask.send(program.to).await.expect(200).json()
}

fn kinds(plan: &Value) -> Vec<&str> {
    let steps = plan["steps"].as_array().unwrap();
    steps
        .iter()
        .map(|step| step["kind"].as_str().unwrap())
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_customer_administrator_moves_somebody_with_lines_and_devices_and_takes_it_back() {
    let house = house().await;
    let cleo = house.as_user("cleo").await;
    let mut request = to_mill();
    request["move_desk_phones"] = json!(false);
    request["device_pool"] = json!("DP-own");
    request["line_css"] = json!("CSS-own");
    request["role"] = json!("clerk");
    let plan = cleo.plan(&request).await.expect(200).json();
    assert_eq!(warnings(&plan), ["desk-phone-left"]);
    let pools: Vec<&Value> = plan["steps"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|step| step["record"] == "phones/soft")
        .map(|step| &step["after"]["device"]["device_pool"])
        .collect();
    assert_eq!(pools, ["DP-own"]);
    let digest = plan["digest"].as_str().unwrap();
    cleo.commit(&request, digest, &[], "k0")
        .await
        .refused(422, "not-acknowledged");
    let done = cleo
        .commit(&request, digest, &["desk-phone-left"], "k")
        .await
        .expect(201)
        .json();
    assert_eq!(house.home_of("paul").await, "mill");
    let told = cleo
        .get(&format!("moves/{}", done["id"].as_str().unwrap()))
        .await
        .expect(200)
        .json();
    assert!(kinds(&told).contains(&"telephony"), "{told}");
    cleo.get("users?organization=mill").await.expect(200);
    cleo.get("users/paul").await.expect(200);
    cleo.get("organizations/mill").await.expect(200);
    cleo.get("destinations?subject=paul").await.expect(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_version_before_11_5_1_moves_the_user_alone_and_the_request_has_the_last_word() {
    let house = house().await;
    let cleo = house.as_user("cleo").await;
    for version in ["9", "11.5", "11.5.0"] {
        let plan = planned(&cleo, version, &to_mill()).await;
        assert_eq!(kinds(&plan), ["home"], "{version}");
        assert_eq!(warnings(&plan), ["services-left-behind"], "{version}");
    }
    for version in ["11.5.1", "11.10", "24.1"] {
        let plan = planned(&cleo, version, &to_mill()).await;
        assert!(kinds(&plan).contains(&"telephony"), "{version}");
    }
    let mut explicit = to_mill();
    explicit["scope"] = json!("with_services");
    assert!(kinds(&planned(&cleo, "9", &explicit).await).contains(&"telephony"));
    explicit["scope"] = json!("user_only");
    assert_eq!(kinds(&planned(&cleo, "24.1", &explicit).await), ["home"]);
    let plan = cleo.plan(&to_mill()).await.expect(200).json();
    assert!(
        kinds(&plan).contains(&"telephony"),
        "none is the current one"
    );
    // A commit is held against the plan of its own version.
    let old = planned(&cleo, "9", &to_mill()).await;
    let mut commit = to_mill();
    commit["digest"] = old["digest"].clone();
    commit["acknowledged"] = json!(["services-left-behind"]);
    let by = |version: &'static str| {
        let ask = cleo.ask("POST", "moves").json(&commit);
        let ask = ask.header("Idempotency-Key", "k");
        ask.header("Api-Version", version).send(cleo.to)
    };
    by("24.1").await.refused(409, "stale");
    by("9").await.expect(201);
    assert_eq!(house.home_of("paul").await, "mill");
}

#[tokio::test(flavor = "multi_thread")]
async fn destinations_and_reasons_are_told_by_the_version_that_asks() {
    let house = house().await;
    let cleo = house.as_user("cleo").await;
    let told = async |version: &str| {
        let ask = cleo.ask("GET", "destinations?subject=paul");
        let ask = ask.header("Api-Version", version);
        let page = ask.send(cleo.to).await.expect(200).json();
        let places = page["items"].as_array().unwrap();
        let mill = places.iter().find(|it| it["code"] == "mill").unwrap();
        assert!(
            !mill["findings"]
                .to_string()
                .contains("field-not-applicable")
        );
        let listed = mill["findings"]
            .to_string()
            .contains("services-left-behind");
        let ask = cleo.ask("POST", "why").json(&json!({"request": to_mill()}));
        let ask = ask.header("Api-Version", version);
        let why = ask.send(cleo.to).await.expect(200).json();
        let rules = why["rules"].as_array().unwrap();
        let rule = |it: &&Value| it["rule"] == "services_are_left_behind";
        (listed, rules.iter().find(rule).unwrap()["fired"] == true)
    };
    assert_eq!(told("11.5").await, (true, true));
    assert_eq!(told("11.5.1").await, (false, false));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_version_means_nothing_where_there_are_no_lines() {
    let house = House::new().await;
    let omar = house.as_user("omar").await;
    let request = json!({"subject": "ben", "destination": "riverside"});
    let plan = planned(&omar, "9", &request).await;
    assert_eq!(plan, omar.plan(&request).await.expect(200).json());
    let mut scoped = request.clone();
    scoped["scope"] = json!("user_only");
    let plan = omar.plan(&scoped).await.expect(200).json();
    let findings = plan["findings"].as_array().unwrap();
    assert!(
        findings
            .iter()
            .any(|found| found["code"] == "field-not-applicable"),
        "{findings:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn refusals_of_moves_onto_sites_come_in_their_order_and_tell_strangers_nothing() {
    let house = house().await;
    let cleo = house.as_user("cleo").await;
    cleo.plan(&json!({"subject": "paul", "destination": "mill", "scope": "everything"}))
        .await
        .expect(400);
    cleo.plan(&json!({"subject": "paul", "destination": "mill", "filters": []}))
        .await
        .expect(422);
    let unseen = cleo
        .plan(&json!({"subject": "paul", "destination": "fen"}))
        .await;
    let unknown = cleo
        .plan(&json!({"subject": "paul", "destination": "nowhere"}))
        .await;
    assert_eq!(unseen.expect(404).json(), unknown.expect(404).json());
    let fay = house.as_user("fay").await;
    let foreign = fay.plan(&to_mill()).await.expect(404).json();
    let nobody = json!({"subject": "nobody", "destination": "mill"});
    assert_eq!(foreign, fay.plan(&nobody).await.expect(404).json());
    let up = cleo
        .plan(&json!({"subject": "paul", "destination": "bramble"}))
        .await;
    let up = up.expect(200).json();
    assert_eq!(up["verdict"], "refuses");
    assert_eq!(up["findings"][0]["code"], "upward-move");
    let digest = up["digest"].as_str().unwrap();
    cleo.commit(
        &json!({"subject": "paul", "destination": "bramble"}),
        digest,
        &[],
        "k",
    )
    .await
    .refused(422, "refused");
    assert_eq!(house.home_of("paul").await, "quay");
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_show_people_and_organizations_of_sites_as_they_show_others() {
    let house = house().await;
    let pages = [
        ("cleo", "/users", "paul"),
        ("cleo", "/users/paul", "paul"),
        ("cleo", "/organizations", "Quay"),
        ("cleo", "/organizations/quay", "Quay"),
        ("tess", "/users/nora", "nora"),
        ("sid", "/users", "paul"),
        ("paul", "/profile", "paul"),
    ];
    for (who, path, told) in pages {
        let cookie = house.sign_in_by_service(who).await;
        let ask = Ask::new("GET", path).header("Cookie", format!("rehome={cookie}"));
        let page = house.send(ask).await.expect(200).text();
        assert!(page.contains(told), "{who} {path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn filters_move_whom_they_fit_and_the_transaction_tells_of_each() {
    let house = house().await;
    let cleo = house.as_user("cleo").await;
    let request = json!({"source": "quay", "move_action": "by_filters", "filters": [
        {"name": "Pauls", "destination": "mill", "role": "clerk", "all": {"username": {"begins_with": "P"}, "status": "active"}},
        {"destination": "dell", "all": {"username": "nora"}},
    ]});
    let plan = cleo.plan(&request).await.expect(200).json();
    let families = plan["families"].as_array().unwrap().iter();
    let ways: Vec<(&str, &str)> = families
        .map(|it| {
            (
                it["subject"].as_str().unwrap(),
                it["destination"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(ways, [("paul", "mill"), ("nora", "dell")]);
    let done = cleo.move_now(&request, "k").await.expect(201).json();
    assert_eq!(house.home_of("paul").await, "mill");
    assert_eq!(house.home_of("nora").await, "dell");

    let id = done["id"].as_str().unwrap();
    let told = cleo
        .get(&format!("transactions/{id}"))
        .await
        .expect(200)
        .json();
    assert_eq!(
        (&told["status"], &told["message"]),
        (&json!("success"), &json!("[2/2] succeeded"))
    );
    assert_eq!(told["counts"], json!({"moved": 2}));
    let parts = cleo
        .get(&format!("transactions/{id}/parts?limit=1"))
        .await
        .expect(200)
        .json();
    assert_eq!(parts["items"][0]["user"], "paul");
    let cursor = parts["cursor"].as_str().unwrap();
    let rest = cleo
        .get(&format!("transactions/{id}/parts?cursor={cursor}"))
        .await
        .expect(200)
        .json();
    assert_eq!(
        (&rest["items"][0]["user"], &rest["cursor"]),
        (&json!("nora"), &Value::Null)
    );
    let log = cleo
        .get(&format!("transactions/{id}/log?level=debug"))
        .await
        .expect(200)
        .json();
    let entries = log["items"].as_array().unwrap();
    assert!(
        entries
            .iter()
            .any(|it| it["step"]["kind"] == "telephony" && it["level"] == 10),
        "{log}"
    );
    cleo.get(&format!("transactions/{id}/log?level=loud"))
        .await
        .expect(400);
    cleo.get(&format!("transactions/{id}/parts?cursor=x"))
        .await
        .expect(400);
    let again = cleo
        .ask("POST", &format!("transactions/{id}/replay"))
        .header("Idempotency-Key", "r")
        .send(cleo.to)
        .await;
    let again = again.expect(201).json();
    assert_eq!(
        (&again["action"], &again["rows"]),
        (&json!("moves"), &json!([])),
        "nobody of the site fits any more"
    );
    cleo.ask("POST", &format!("transactions/{id}/replay"))
        .send(cleo.to)
        .await
        .expect(428);
    let listed = cleo.get("transactions").await.expect(200).json();
    assert_eq!(listed["items"].as_array().unwrap().len(), 2);
    let fay = house.as_user("fay").await;
    let foreign = fay
        .get(&format!("transactions/{id}"))
        .await
        .expect(404)
        .json();
    assert_eq!(
        foreign,
        fay.get("transactions/nothing").await.expect(404).json()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_faulty_filter_is_refused_with_every_fault_at_its_place() {
    let house = house().await;
    let cleo = house.as_user("cleo").await;
    let faulty = json!({"source": "quay", "destination": "dell", "action": "by_username", "filters": [
        {"destination": "mill", "all": {}},
        {"destination": "bramble", "all": {"colour": "red", "name": ""}},
    ]});
    let refused = cleo.plan(&faulty).await.expect(422).json();
    let findings = refused["findings"].as_array().unwrap();
    let mut fields: Vec<&str> = findings
        .iter()
        .map(|it| it["data"]["field"].as_str().unwrap())
        .collect();
    fields.sort_unstable();
    let places = [
        "destination",
        "filters.0.all",
        "filters.1.all.colour",
        "filters.1.all.name",
        "filters.1.destination",
        "move_action",
    ];
    assert_eq!(fields, places);
    cleo.plan(&json!({"filters": [{"destination": "mill", "all": {"name": "paul"}}]}))
        .await
        .refused(422, "incomplete-request");
    for wrong in [
        json!([{"all": {}}]),
        json!([{"destination": "mill", "all": {"name": {"like": "p"}}}]),
        json!("mill"),
    ] {
        cleo.plan(&json!({"source": "quay", "filters": wrong}))
            .await
            .expect(400);
    }
    assert_eq!(house.home_of("paul").await, "quay");
}

/// The three courses a move can take: numbers go along, stay with the code of the site, or go where no plan is.
const COURSES: [(&str, DialPlan, DialPlan, &str, usize); 3] = [
    (
        "flat to flat",
        DialPlan::NonSlc,
        DialPlan::NonSlc,
        "mill",
        2,
    ),
    ("code to code", DialPlan::Slc, DialPlan::Slc, "quay", 0),
    ("flat to none", DialPlan::NonSlc, DialPlan::None, "mill", 2),
];

/// Where line 7101 stands, and how many lines Paul's desk phone shows.
async fn stands(house: &House) -> (String, usize) {
    let directory = house.running.service().directory_export().await.unwrap();
    let line = &directory.sections["lines"]["l-7101"];
    let phone = &directory.sections["phones"]["desk"];
    let shown = phone["lines"].as_array().map_or(0, Vec::len);
    (line["at"].as_str().unwrap().to_owned(), shown)
}

#[tokio::test(flavor = "multi_thread")]
async fn every_course_is_taken_by_rest_and_by_a_file_alike_and_back_again() {
    for (course, from, to, at, shown) in COURSES {
        let house = House::with(Cast::telephony().dial_plans(from, to)).await;
        let cleo = house.as_user("cleo").await;
        let done = cleo.move_now(&to_mill(), "k").await.expect(201).json();
        assert_eq!(
            stands(&house).await,
            (at.to_owned(), shown),
            "{course} by REST"
        );
        let id = done["id"].as_str().unwrap();
        let undo = cleo
            .post(&format!("moves/{id}/undo/plan"), &json!({}))
            .await
            .expect(200)
            .json();
        let mut body = json!({"digest": undo["digest"]});
        body["acknowledged"] = json!(warnings(&undo));
        let ask = cleo.ask("POST", &format!("moves/{id}/undo")).json(&body);
        ask.header("Idempotency-Key", "u")
            .send(cleo.to)
            .await
            .expect(201);
        assert_eq!(
            stands(&house).await,
            ("quay".to_owned(), 2),
            "{course} taken back"
        );

        let service = house.running.service();
        let text = "user,from,to,role\npaul,quay,mill,clerk\n";
        let file = service
            .moves_file("moves.csv", text.as_bytes())
            .await
            .unwrap();
        let options = rehome_service::bulk::FileOptions {
            acknowledged: rehome_domain::user_move::finding_kind::REGISTRY
                .iter()
                .map(|known| known.code.to_owned())
                .collect(),
            file_hash: file.hash.clone(),
            ..Default::default()
        };
        let caller = rehome_service::Caller::new("cleo", rehome_service::Via::Session);
        let mut ends = Vec::new();
        service
            .moves_run_file(&caller, file.table.rows, &options, |row| {
                ends.push(row.result)
            })
            .await
            .unwrap();
        assert_eq!(
            ends,
            [rehome_service::bulk::FileRowResult::Moved],
            "{course}"
        );
        assert_eq!(
            stands(&house).await,
            (at.to_owned(), shown),
            "{course} by file"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_site_is_set_by_its_section_with_the_revision_that_was_read() {
    let house = house().await;
    let cleo = house.as_user("cleo").await;
    let at = "organizations/mill/settings/dial_plan";
    let read = cleo.get(at).await.expect(200).json();
    assert_eq!(
        (&read["revision"], &read["country"]),
        (&json!(1), &json!("GB"))
    );
    let body = json!({"country": "DE", "site_defaults": {"device_pool": "DP-new"}});
    let patch = async |revision: Option<&str>, body: &Value| {
        let ask = cleo.ask("PATCH", at).json(body);
        let ask = match revision {
            Some(revision) => ask.header("If-Match", revision),
            None => ask,
        };
        ask.send(cleo.to).await
    };
    patch(None, &body).await.expect(428);
    patch(Some("1"), &json!({"slc": "7a"}))
        .await
        .refused(422, "bad-site-code");
    let changed = patch(Some("1"), &body).await.expect(200).json();
    assert_eq!(changed["settings"]["dial_plan"]["country"], "DE");
    patch(Some("1"), &body).await.expect(409);
    let read = cleo.get(at).await.expect(200).json();
    assert_eq!(read["site_defaults"]["device_pool"], "DP-new");
    let fay = house.as_user("fay").await;
    let foreign = fay.get(at).await.expect(404).json();
    let unknown = fay
        .get("organizations/nowhere/settings/dial_plan")
        .await
        .expect(404)
        .json();
    assert_eq!(foreign, unknown);
}

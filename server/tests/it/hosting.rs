//! Moves between customers of a hosting tree over REST: what the service's own suite tells of them, as programs see it.

use crate::client::{Answer, Ask};
use crate::house::{House, Program, warnings};
use rehome_domain::hosting::UserType;
use rehome_testkit::Cast;
use serde_json::{Value, json};

async fn house() -> House {
    House::with(Cast::hosting()).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reseller_moves_somebody_with_services_and_addresses_to_another_customer() {
    let house = house().await;
    let rhea = house.as_user("rhea").await;
    let request = json!({
        "subject": "mara",
        "destination": "clover",
        "upn": "mara@clover.example",
        "addresses": {"mara.quinn@bramble.example": {"forward_days": 90}},
    });
    let plan = rhea.plan(&request).await.expect(200).json();
    let steps: Vec<&Value> = plan["steps"].as_array().unwrap().iter().collect();
    for kind in ["home", "upn", "address", "address_hold", "service"] {
        assert!(
            steps.iter().any(|step| step["kind"] == kind),
            "{kind}: {steps:?}"
        );
    }
    let codes = warnings(&plan);
    let codes: Vec<&str> = codes.iter().map(String::as_str).collect();
    let digest = plan["digest"].as_str().unwrap();
    rhea.commit(&request, digest, &codes, "k").await.expect(201);
    assert_eq!(house.home_of("mara").await, "clover");
    let mara = rhea.get("users/mara").await.expect(200).json();
    assert_eq!(mara["services"]["exchange"]["status"], "requested");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_stands_in_the_way_is_told_at_once_and_nothing_is_written() {
    let house = house().await;
    let rhea = house.as_user("rhea").await;
    let request = json!({
        "subject": "mara",
        "destination": "clover",
        "upn": "mina@clover.example",
        "primary_address": "mara@fern.example",
    });
    let plan = rhea.plan(&request).await.expect(200).json();
    assert_eq!(plan["verdict"], "refuses");
    let findings = plan["findings"].as_array().unwrap();
    for code in ["upn-taken", "domain-not-owned"] {
        assert!(
            findings.iter().any(|found| found["code"] == code),
            "{code}: {findings:?}"
        );
    }
    let digest = plan["digest"].as_str().unwrap();
    rhea.commit(&request, digest, &[], "k")
        .await
        .refused(422, "refused");
    assert_eq!(house.home_of("mara").await, "bramble");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_customer_administrator_moves_nobody_and_another_reseller_sees_nobody() {
    let house = house().await;
    let request = json!({"subject": "mara", "destination": "clover"});
    let cleo = house.as_user("cleo").await.plan(&request).await;
    assert!([403, 404].contains(&cleo.status), "{}", cleo.status);
    let otis = house.as_user("otis").await;
    let unseen = otis.plan(&request).await.expect(404).json();
    let mut nobody = request.clone();
    nobody["subject"] = json!("nobody");
    assert_eq!(unseen, otis.plan(&nobody).await.expect(404).json());
    house.as_user("tess").await.plan(&request).await.expect(200);
}

/// A change of something below an organization, on a revision that was read.
async fn change(
    program: &Program,
    (method, path): (&str, &str),
    revision: &Value,
    body: Value,
) -> Answer {
    let ask = program.ask(method, path);
    let ask = ask.header("If-Match", format!("\"{revision}\""));
    let ask = if body.is_null() { ask } else { ask.json(&body) };
    ask.send(program.to).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reseller_makes_a_customer_and_sets_it_up() {
    let house = house().await;
    let rhea = house.as_user("rhea").await;
    let customer =
        json!({"code": "hazel", "kind": "customer", "parent": "kestrel", "name": "Hazel Mills"});
    let made = rhea
        .post("organizations", &customer)
        .await
        .expect(201)
        .json();
    let hosting = &made["settings"]["hosting"];
    assert_eq!(hosting["short_name"], "HAZEL");
    assert_eq!(hosting["location"]["inherited_from"]["code"], "tidewater");
    let domains = ("PATCH", "organizations/hazel/settings/domains");
    let wanted = json!({"set": {"hazel.example": {"primary": true}}});
    let first = hosting["revision"].clone();
    change(&rhea, domains, &first, wanted.clone())
        .await
        .expect(200);
    change(&rhea, domains, &first, wanted)
        .await
        .refused(409, "revision-changed");
    let read = rhea
        .get("organizations/hazel/settings/domains")
        .await
        .expect(200)
        .json();
    assert_eq!(read["domains"][0]["name"], "hazel.example");
    let exchange = ("PUT", "organizations/hazel/services/exchange");
    let body = json!({"instances": {"main": {"plans": ["mailbox-25"], "user_limit": 5}}});
    change(&rhea, exchange, &read["revision"], body)
        .await
        .expect(200);
    let taken = json!({"set": {"bramble.example": {}}});
    let now = json!(read["revision"].as_i64().unwrap() + 1);
    change(&rhea, domains, &now, taken)
        .await
        .refused(422, "domain-taken");
    let gone = ("DELETE", "organizations/hazel/services/exchange");
    change(&rhea, gone, &now, Value::Null).await.expect(200);
    let otis = house.as_user("otis").await;
    let unseen = otis.get("organizations/hazel/settings/domains").await;
    let unknown = otis.get("organizations/no-such/settings/domains").await;
    assert_eq!((unseen.status, &unseen.body), (404, &unknown.body));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_provider_keeps_the_catalogue_and_resellers_do_not() {
    let house = house().await;
    let tess = house.as_user("tess").await;
    let plan = ("PUT", "catalogue/plans/mailbox-100");
    let body = json!({"service": "exchange", "name": "Mailbox 100 GB", "level": 4});
    let there = change(&tess, plan, &json!(0), body.clone())
        .await
        .expect(200)
        .json();
    let row = there["plans"].as_array().unwrap().iter();
    let row = row.clone().find(|it| it["id"] == "mailbox-100").unwrap();
    assert_eq!((&row["revision"], &row["used_by"]), (&json!(1), &json!(0)));
    tess.ask("PUT", plan.1)
        .json(&body)
        .send(tess.to)
        .await
        .refused(428, "revision-required");
    let rhea = house.as_user("rhea").await;
    rhea.get("catalogue").await.refused(403, "not-allowed");
    let gone = ("DELETE", "catalogue/plans/mailbox-100");
    change(&rhea, gone, &json!(1), Value::Null)
        .await
        .refused(403, "not-allowed");
    change(&tess, gone, &json!(1), Value::Null)
        .await
        .expect(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_entry_of_the_catalogue_is_refused_at_its_field_and_by_who_asks() {
    let house = house().await;
    let tess = house.as_user("tess").await;
    let path = "catalogue/services/archive";
    let put = ("PUT", path);
    let body = json!({"name": "Archive", "transfer": "recreate", "requires": ["exchange"], "properties": {"quota": "require"}});
    house
        .send(Ask::new("PUT", &format!("/api/v1/{path}")).json(&body))
        .await
        .refused(401, "unauthenticated");
    for nobody in ["rhea", "otis", "cleo", "mara"] {
        let program = house.as_user(nobody).await;
        let answer = change(&program, put, &json!(0), body.clone()).await;
        answer.refused(403, "not-allowed");
    }
    let foreign = tess.get("catalogue?acting_in=no-such").await.expect(404);
    let otis = house.as_user("otis").await;
    let unseen = otis.get("catalogue?acting_in=tidewater").await.expect(404);
    assert_eq!(unseen.body, foreign.body);
    for (wrong, field, code) in [
        (
            json!({"requires": ["archive"]}),
            "requires",
            "service-unknown",
        ),
        (json!({"name": "x".repeat(201)}), "name", "bad-name"),
        (
            json!({"properties": {"": "copy"}}),
            "properties",
            "property-illegal",
        ),
    ] {
        let answer = change(&tess, put, &json!(0), wrong).await;
        let told = answer.expect(422).json();
        assert_eq!((&told["code"], &told["at"]), (&json!(code), &json!(field)));
    }
    change(&tess, put, &json!(0), json!({"transfer": "sideways"}))
        .await
        .expect(400);
    change(&tess, put, &json!(0), body.clone())
        .await
        .expect(200);
    change(&tess, put, &json!(0), body)
        .await
        .refused(409, "revision-changed");
    let exchange = ("PUT", "catalogue/services/exchange");
    let there = tess.get("catalogue").await.expect(200).json();
    let rows = there["services"].as_array().unwrap();
    let revision = &rows.iter().find(|it| it["id"] == "exchange").unwrap()["revision"];
    let of_customers = json!({"transfer": "movable", "kind": "customer"});
    let refused = change(&tess, exchange, revision, of_customers).await;
    let refused = refused.refused(422, "held-by-people");
    assert_eq!(refused.json()["at"], "kind");
}

#[tokio::test(flavor = "multi_thread")]
async fn templates_are_listed_in_their_own_customer_alone() {
    let cast = Cast::hosting().hosted("jon", |it| it.user_type = UserType::Template);
    let house = House::with(cast).await;
    let cleo = house.as_user("cleo").await;
    let ids = |page: Value| -> Vec<String> {
        let items = page["items"].as_array().unwrap().iter();
        items
            .map(|it| it["id"].as_str().unwrap().to_owned())
            .collect()
    };
    let templates = cleo
        .get("users?type=template&as=operator")
        .await
        .expect(200)
        .json();
    assert_eq!(ids(templates), ["jon"]);
    let people = cleo
        .get("users?type=standard&as=operator&limit=100")
        .await
        .expect(200)
        .json();
    assert!(!ids(people).contains(&"jon".to_owned()));
    cleo.get("users?type=robot").await.expect(400);
    let rhea = house.as_user("rhea").await;
    let all = rhea
        .get("users?organization=bramble&limit=100")
        .await
        .expect(200)
        .json();
    assert!(!ids(all).contains(&"jon".to_owned()));
    let unseen = rhea.get("users/jon").await.expect(404);
    let nobody = rhea.get("users/no-such-person").await.expect(404);
    assert_eq!(unseen.body, nobody.body);
    rhea.get("users/jon?acting_in=bramble").await.expect(200);
}

//! Moves between customers of a hosting tree over REST: what the service's own suite tells of them, as programs see it.

use crate::house::{House, warnings};
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

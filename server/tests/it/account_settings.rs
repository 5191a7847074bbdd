//! Section `account` over REST and by its plain forms, and the profiles of an account.

use crate::client::Ask;
use crate::house::House;
use rehome_testkit::Cast;
use serde_json::json;

const AT: &str = "organizations/folio-tokyo/settings/account";
/// Administrators of a satellite move nobody, so that they act for themselves unless they say.
const AS: &str = "as=operator";

#[tokio::test(flavor = "multi_thread")]
async fn an_account_is_set_with_the_revision_that_was_read_and_a_profile_is_given() {
    let house = House::with(Cast::accounts()).await;
    let (tom, lia) = (house.as_user("tom").await, house.as_user("lia").await);
    let read = tom.get(&format!("{AT}?{AS}")).await.expect(200).json();
    assert_eq!(
        (&read["revision"], &read["seats"]),
        (&json!(1), &json!(null))
    );
    let patch = async |revision: Option<&str>, body: serde_json::Value| {
        let ask = tom.ask("PATCH", &format!("{AT}?{AS}")).json(&body);
        let ask = match revision {
            Some(revision) => ask.header("If-Match", revision),
            None => ask,
        };
        ask.send(tom.to).await
    };
    patch(None, json!({"seats": 9})).await.expect(428);
    patch(Some("1"), json!({"seats": 1}))
        .await
        .refused(422, "seats-in-use");
    patch(Some("1"), json!({"seat": 1})).await.expect(400);
    let body = json!({"seats": 9, "profiles": {"desk": {"like": "manager", "name": "Desk"}}});
    let changed = patch(Some("1"), body).await.expect(200).json();
    assert_eq!(changed["settings"]["account"]["seats"], 9);
    patch(Some("1"), json!({"seats": 10})).await.expect(409);
    let foreign = lia.get(&format!("{AT}?{AS}")).await.expect(404).json();
    let unknown = lia
        .get(&format!("organizations/nowhere/settings/account?{AS}"))
        .await
        .expect(404)
        .json();
    assert_eq!(foreign, unknown);
    let found = tom
        .get(&format!("profiles?account=folio-tokyo&{AS}"))
        .await
        .expect(200)
        .json();
    assert_eq!(found[6]["id"], "desk");
    lia.get(&format!("profiles?account=folio-tokyo&{AS}"))
        .await
        .expect(404);
    tom.get(&format!("profiles?{AS}")).await.expect(400);
    let ann = tom.get(&format!("users/ann?{AS}")).await.expect(200).json();
    assert_eq!(ann["profile"]["id"], "manager");
    let ask = tom
        .ask("PATCH", &format!("users/ann?{AS}"))
        .json(&json!({"profile": "desk"}))
        .header("If-Match", ann["revision"].to_string());
    let ann = ask.send(tom.to).await.expect(200).json();
    assert_eq!(
        ann["profile"],
        json!({"id": "desk", "name": "Desk", "like": "manager"})
    );
}

async fn by_form(house: &House, who: &str, fields: &[(&str, &str)]) -> (u16, String) {
    let cookie = house.sign_in_by_service(who).await;
    let ask = Ask::new("POST", &format!("/{AT}/save"))
        .header("Cookie", format!("rehome={cookie}"))
        .header("Sec-Fetch-Site", "same-origin")
        .form(fields);
    let answer = house.send(ask).await;
    let to = answer.header("location").unwrap_or_default().to_owned();
    (answer.status, to)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_forms_of_an_account_work_without_scripts() {
    let house = House::with(Cast::accounts()).await;
    let told = |what: &str| (303, format!("/{AT}?account={what}"));
    let form = [
        ("acting_in", "folio-tokyo"),
        ("revision", "1"),
        ("billing", "1"),
        ("plan", "premium"),
        ("seats", "12"),
        ("storage_bytes", ""),
        ("billing_contact", "tara"),
        ("sign_in", "-"),
    ];
    assert_eq!(by_form(&house, "tom", &form).await, told("saved"));
    assert_eq!(
        by_form(&house, "tom", &form).await,
        told("revision-changed")
    );
    let profile = [
        ("acting_in", "folio-tokyo"),
        ("revision", "2"),
        ("profile", "keeper"),
        ("like", "administrator"),
        ("name", "Keeper"),
        ("enabled", "1"),
    ];
    assert_eq!(by_form(&house, "tara", &profile).await, told("saved"));
    let mut few = form.to_vec();
    few[1] = ("revision", "3");
    few[4] = ("seats", "many");
    assert_eq!(by_form(&house, "tom", &few).await, told("bad-text"));
    few[4] = ("seats", "2");
    assert_eq!(by_form(&house, "tom", &few).await, told("seats-in-use"));
    // Who does not hold the billing cannot send what only those see who do; strangers find nothing.
    few[4] = ("seats", "20");
    assert_eq!(by_form(&house, "tara", &few).await.0, 403);
    assert_eq!(by_form(&house, "quin", &[("revision", "3")]).await.0, 404);
    let tom = house.as_user("tom").await;
    let read = tom.get(&format!("{AT}?{AS}")).await.expect(200).json();
    assert_eq!(
        (&read["plan"], &read["seats"], &read["revision"]),
        (&json!("premium"), &json!(12), &json!(3))
    );
    assert_eq!(read["profiles"][6]["name"], "Keeper");
    let cookie = house.sign_in_by_service("tom").await;
    let page = Ask::new("GET", &format!("/{AT}?account=saved"))
        .header("Cookie", format!("rehome={cookie}"));
    let page = house.send(page).await.expect(200).text();
    assert!(
        page.contains("name=\"seats\"") && page.contains("Keeper"),
        "{page}"
    );
}

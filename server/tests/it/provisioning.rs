//! From a move over REST to an entry in a real OpenLDAP and a message at a receiver, and what programs see of it.

use crate::client::Ask;
use crate::house::{House, Program};
use axum::body::Bytes;
use axum::routing::post;
use http::{HeaderMap, StatusCode};
use rehome_server::config::Settings;
use rehome_testkit::Cast;
use rehome_testkit::slapd::{CONNECTOR, CONNECTOR_PASSWORD, Dumped, Slapd};
use serde_json::{Value, json};
use std::fs;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tempfile::TempDir;

const KEY: &str = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";

/// Two customers with people and groups, and groups for mailboxes.
fn directory() -> Slapd {
    let mut slapd = Slapd::start();
    let mut ldif = String::from(
        "dn: dc=example\nobjectClass: dcObject\nobjectClass: organization\ndc: example\no: x\n\n",
    );
    ldif += &format!(
        "dn: {CONNECTOR}\nobjectClass: organizationalRole\nobjectClass: simpleSecurityObject\ncn: connector\nuserPassword: {CONNECTOR_PASSWORD}\n\n"
    );
    for unit in [
        "ou=customers,dc=example",
        "ou=plans,dc=example",
        "ou=BRAMBLE,ou=customers,dc=example",
        "ou=people,ou=BRAMBLE,ou=customers,dc=example",
        "ou=CLOVER,ou=customers,dc=example",
        "ou=people,ou=CLOVER,ou=customers,dc=example",
    ] {
        ldif += &format!("dn: {unit}\nobjectClass: organizationalUnit\n\n");
    }
    let mara = "uid=mara.quinn_BRAMBLE,ou=people,ou=BRAMBLE,ou=customers,dc=example";
    ldif += &format!(
        "dn: {mara}\nobjectClass: inetOrgPerson\nuid: mara.quinn_BRAMBLE\ncn: Mara Quinn\nsn: Quinn\nmail: mara.quinn@bramble.example\nemployeeNumber: mara\n\n"
    );
    for group in [
        "cn=all,ou=BRAMBLE,ou=customers,dc=example",
        "cn=mailbox-25,ou=plans,dc=example",
        "cn=mailbox-50,ou=plans,dc=example",
    ] {
        let member = if group.contains("50") { "cn=y" } else { mara };
        ldif +=
            &format!("dn: {group}\nobjectClass: groupOfNames\nmember: cn=x\nmember: {member}\n\n");
    }
    slapd.fill(&ldif);
    slapd
}

fn mara(slapd: &Slapd) -> Dumped {
    let all = slapd.dump();
    let mut found = all.into_iter().filter(|entry| {
        entry
            .get("employeenumber")
            .is_some_and(|it| it == &["mara"])
    });
    let mara = found.next().unwrap();
    assert!(found.next().is_none());
    mara
}

/// The groups with this member.
fn groups_of(slapd: &Slapd, name: &str) -> Vec<String> {
    let all = slapd.dump();
    let has = |entry: &Dumped| {
        let members = entry.get("member").into_iter().flatten();
        members.into_iter().any(|member| member == name)
    };
    let groups = all.into_iter().filter(has);
    groups.map(|entry| entry["dn"][0].clone()).collect()
}

fn of_directory(slapd: &Slapd) -> String {
    let group = |plan: &str| {
        format!(
            "[[connector.groups]]\nservice = \"exchange\"\nplan = \"{plan}\"\ngroup = \"cn={plan},ou=plans,dc=example\"\n"
        )
    };
    format!(
        "[[connector]]\nname = \"emea\"\nkind = \"ldap\"\nlocations = [\"emea\"]\naccount = true\nplain = true\nurl = \"{}\"\n\
         bind_name = \"{CONNECTOR}\"\npassword = \"{CONNECTOR_PASSWORD}\"\nbase = \"dc=example\"\nwait_seconds = 5\n\
         customer = \"ou={{short_name}},ou=customers,dc=example\"\npeople = \"ou=people\"\n{}{}",
        slapd.url(),
        group("mailbox-25"),
        group("mailbox-50")
    )
}

/// A house with these connectors. The folder holds their file.
async fn house(connectors: &str) -> (House, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("connectors.toml");
    fs::write(&file, connectors).unwrap();
    let change = |settings: &mut Settings| settings.connectors = Some(file.clone());
    (House::configured(Cast::hosting(), change).await, folder)
}

async fn move_mara(who: &Program) -> Vec<String> {
    let request = json!({"subject": "mara", "destination": "clover", "rename_username": true});
    let done = who.move_now(&request, "k").await.expect(201).json();
    let jobs = done["jobs"].as_array().unwrap();
    jobs.iter()
        .map(|job| job.as_str().unwrap().to_owned())
        .collect()
}

/// Mara's services, once they are as is asked for.
async fn services_until(who: &Program, is_so: impl Fn(&Value) -> bool) -> Value {
    let begun = Instant::now();
    loop {
        let seen = who.get("users/mara/services").await.expect(200).json();
        if is_so(&seen) {
            return seen;
        }
        assert!(begun.elapsed() < Duration::from_secs(40), "{seen:#}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_moves_keeps_the_entry_under_a_new_name_and_leaves_every_group_of_the_source() {
    let slapd = directory();
    let before = mara(&slapd);
    let (house, _folder) = house(&of_directory(&slapd)).await;
    let rhea = house.as_user("rhea").await;
    let jobs = move_mara(&rhea).await;
    assert_eq!(jobs.len(), 2);
    services_until(&rhea, |seen| seen["status"] == "provisioned").await;
    let after = mara(&slapd);
    assert_eq!(after["entryuuid"], before["entryuuid"]);
    let name = "uid=mara.quinn_CLOVER,ou=people,ou=CLOVER,ou=customers,dc=example";
    assert_eq!(after["dn"], [name]);
    assert_eq!(after["uid"], ["mara.quinn_CLOVER"]);
    assert_eq!(after["mail"], ["mara.quinn@clover.example"]);
    assert_eq!(
        groups_of(&slapd, name),
        ["cn=mailbox-25,ou=plans,dc=example"]
    );
    assert_eq!(groups_of(&slapd, &before["dn"][0]), Vec::<String>::new());
    for job in jobs {
        let job = rhea.get(&format!("jobs/{job}")).await.expect(200).json();
        assert_eq!(
            (&job["kind"], &job["status"]),
            (&json!("provisioning"), &json!("provisioned"))
        );
        let events = job["events"].as_array().unwrap();
        assert_eq!(events.last().unwrap()["kind"], "done", "{job}");
    }
    let none = rhea.get("provisioning").await.expect(200).json();
    assert_eq!(none["items"], json!([]));
    let all = rhea
        .get("provisioning?status=provisioned")
        .await
        .expect(200)
        .json();
    assert_eq!(all["items"].as_array().unwrap().len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_directory_that_is_away_is_tried_again_and_what_was_ordered_arrives_once_it_is_back() {
    let mut slapd = directory();
    let (house, _folder) = house(&of_directory(&slapd)).await;
    slapd.stop();
    let rhea = house.as_user("rhea").await;
    move_mara(&rhea).await;
    let is_told = |seen: &Value| seen["account"]["job"]["cause"]["kind"] == "unreachable";
    let seen = services_until(&rhea, is_told).await;
    assert_eq!(
        (&seen["status"], &seen["account"]["status"]),
        (&json!("in_progress"), &json!("requested"))
    );
    assert_eq!(seen["services"][0]["job"]["awaits_account"], true);
    let due = rhea
        .get("provisioning?status=requested")
        .await
        .expect(200)
        .json();
    assert_eq!(due["items"].as_array().unwrap().len(), 2);
    slapd.again();
    services_until(&rhea, |seen| seen["status"] == "provisioned").await;
    assert!(mara(&slapd)["dn"][0].contains("ou=CLOVER"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_container_that_is_missing_is_red_with_its_cause_and_green_once_it_is_there_and_somebody_retries()
 {
    let mut slapd = directory();
    let text = of_directory(&slapd).replace("people = \"ou=people\"", "people = \"ou=staff\"");
    let (house, _folder) = house(&text).await;
    let rhea = house.as_user("rhea").await;
    let jobs = move_mara(&rhea).await;
    let seen = services_until(&rhea, |seen| seen["status"] == "failed").await;
    let job = &seen["account"]["job"];
    assert_eq!(job["cause"]["kind"], "not_found", "{job}");
    assert!(
        job["cause"]["detail"]
            .as_str()
            .unwrap()
            .contains("ou=staff")
    );
    slapd.fill(
        "dn: ou=staff,ou=CLOVER,ou=customers,dc=example\nobjectClass: organizationalUnit\n\n",
    );
    let account = job["id"].as_str().unwrap();
    assert!(jobs.contains(&account.to_owned()));
    let retry = format!("jobs/{account}/retry");
    let otis = house.as_user("otis").await;
    otis.ask("POST", &retry).send(house.at()).await.expect(404);
    rhea.ask("POST", &retry).send(house.at()).await.expect(202);
    services_until(&rhea, |seen| seen["status"] == "provisioned").await;
    rhea.ask("POST", &retry)
        .send(house.at())
        .await
        .refused(409, "other-state");
}

/// What a receiver was sent: the id, the signature, the body.
type Sent = Arc<Mutex<Vec<(String, String, Value)>>>;

async fn receiver() -> (String, Sent) {
    let sent = Sent::default();
    let kept = sent.clone();
    let handler = move |headers: HeaderMap, body: Bytes| async move {
        let header = |name: &str| headers[name].to_str().unwrap().to_owned();
        let body = serde_json::from_slice(&body).unwrap();
        let message = (header("webhook-id"), header("webhook-signature"), body);
        kept.lock().unwrap().push(message);
        StatusCode::OK
    };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/orders", listener.local_addr().unwrap());
    let router = axum::Router::new().route("/orders", post(handler));
    tokio::spawn(async move { axum::serve(listener, router).await });
    (url, sent)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_receiver_gets_one_signed_message_for_each_order_and_what_nobody_carries_is_done_by_hand()
{
    let (url, sent) = receiver().await;
    let text = format!(
        "[[connector]]\nname = \"mail\"\nkind = \"webhook\"\nservices = [\"exchange\"]\nurl = \"{url}\"\nsecrets = [\"{KEY}\"]\n"
    );
    let (house, _folder) = house(&text).await;
    let rhea = house.as_user("rhea").await;
    move_mara(&rhea).await;
    let seen = services_until(&rhea, |seen| seen["services"][0]["status"] == "provisioned").await;
    assert_eq!(
        seen["status"], "in_progress",
        "the account waits for somebody"
    );
    let account = seen["account"]["job"]["id"].as_str().unwrap();
    let path = format!("jobs/{account}");
    rhea.ask("PATCH", &path)
        .json(&json!({"action": "done"}))
        .send(house.at())
        .await
        .expect(200);
    let seen = services_until(&rhea, |seen| seen["status"] == "provisioned").await;
    let revision = seen["revision"].to_string();
    let away = |revision: &str, acknowledged: bool| {
        rhea.ask("PATCH", "users/mara/services/exchange")
            .header("If-Match", revision)
            .json(&json!({"action": "deprovision", "acknowledged": acknowledged}))
            .send(house.at())
    };
    away("1", true).await.refused(409, "revision-changed");
    away(&revision, false).await.refused(422, "data-loss");
    away(&revision, true).await.expect(200);
    services_until(&rhea, |seen| {
        seen["services"][0]["status"] == "not_provisioned"
    })
    .await;
    let sent = sent.lock().unwrap().clone();
    let kinds: Vec<&str> = sent
        .iter()
        .map(|it| it.2["type"].as_str().unwrap())
        .collect();
    assert_eq!(kinds, ["service.provision", "service.deprovision"]);
    assert_eq!(sent[0].2["data"]["person"]["organization"], "clover");
    assert_ne!(sent[0].0, sent[1].0);
    assert!(sent.iter().all(|it| it.1.starts_with("v1,")));
    let figures = Ask::new("GET", "/metrics")
        .send(house.at())
        .await
        .expect(200);
    assert!(
        figures.text().contains("rehome_provisioning_jobs"),
        "{}",
        figures.text()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_of_connectors_that_makes_no_sense_keeps_the_server_from_starting() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("connectors.toml");
    fs::write(
        &file,
        "[[connector]]\nname = \"x\"\nkind = \"webhook\"\nurl = \"gopher://x\"\n",
    )
    .unwrap();
    let settings = Settings {
        database: Some(format!(
            "sqlite:{}",
            folder.path().join("it.sqlite").display()
        )),
        listen: Some("127.0.0.1:0".parse().unwrap()),
        connectors: Some(file),
        ..Settings::default()
    };
    let refused = rehome_server::start(&settings.resolve().unwrap()).await;
    let told = refused.err().unwrap().to_string();
    assert!(told.contains("connectors.toml: x: "), "{told}");
}

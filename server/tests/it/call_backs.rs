//! What a receiver of webhooks reports by itself, over HTTP; what it does is held by the service's own suite.

use crate::client::{Answer, Ask};
use crate::house::House;
use rehome_provisioning::Secret;
use rehome_provisioning::webhook::Keys;
use rehome_testkit::Cast;
use std::fs;
use std::time::{SystemTime, UNIX_EPOCH};
use tempfile::TempDir;

const KEY: &str = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";

/// A house with a webhook to where nobody answers.
async fn house() -> (House, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("connectors.toml");
    let text = format!(
        "[[connector]]\nname = \"hook\"\nkind = \"webhook\"\naccount = true\nurl = \"http://127.0.0.1:9/\"\nsecrets = [\"{KEY}\"]\n"
    );
    fs::write(&file, text).unwrap();
    let house = House::configured(Cast::hosting(), |settings| settings.connectors = Some(file));
    (house.await, folder)
}

async fn report(house: &House, connector: &str, body: &[u8], signed: &[u8]) -> Answer {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    let seconds = i64::try_from(now.as_secs()).unwrap();
    let signature = Keys::read(&[Secret::new(KEY)])
        .unwrap()
        .sign("cb-1", seconds, signed);
    let ask = Ask::new("POST", &format!("/call-backs/{connector}"))
        .header("webhook-id", "cb-1")
        .header("webhook-timestamp", seconds.to_string())
        .header("webhook-signature", signature)
        .raw("application/json", body);
    house.send(ask).await
}

#[tokio::test(flavor = "multi_thread")]
async fn only_who_signs_with_the_connectors_secret_is_listened_to() {
    let (house, _folder) = house().await;
    let body = br#"{"order":"no-such-1","result":"done"}"#;
    let nobody = report(&house, "no-such", body, body)
        .await
        .refused(401, "unauthenticated");
    let forged = report(&house, "hook", body, b"another").await;
    assert_eq!((forged.status, &forged.body), (401, &nobody.body));
    let bare = house
        .send(Ask::new("POST", "/call-backs/hook").raw("application/json", body))
        .await;
    assert_eq!((bare.status, &bare.body), (401, &nobody.body));
    report(&house, "hook", body, body)
        .await
        .refused(404, "not-found");
    report(&house, "hook", b"{}", b"{}")
        .await
        .refused(400, "cannot-decode");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_has_a_size_and_is_posted() {
    let (house, _folder) = house().await;
    let large = vec![b' '; 64 * 1024 + 1];
    assert_eq!(report(&house, "hook", &large, &large).await.status, 413);
    assert_eq!(
        house.send(Ask::new("GET", "/call-backs/hook")).await.status,
        405
    );
}

//! Letters of a running server lie in the folder that is configured, and nowhere where none are wanted.

use crate::house::{House, warnings};
use rehome_service::people::UserPatch;
use rehome_service::{Acting, Caller, Via};
use rehome_testkit::Cast;
use serde_json::json;
use std::path::Path;
use std::time::Duration;

fn filed(folder: &Path) -> Vec<String> {
    let files = std::fs::read_dir(folder).into_iter().flatten();
    let texts = files.map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap());
    texts.collect()
}

/// Bea gives Ann an address and moves her.
async fn moved(house: &House) {
    let service = house.running.service();
    let (bea, ann) = (Caller::new("bea", Via::Token), "ann".into());
    let acting = Acting::default();
    let revision = service.user(&bea, &acting, &ann).await.unwrap().revision;
    let patch = UserPatch {
        email: Some(Some("ann@folio.example".to_owned())),
        ..UserPatch::default()
    };
    let patched = service.user_patch(&bea, &acting, &ann, revision, patch);
    patched.await.unwrap();
    let bea = house.as_user("bea").await;
    let request = json!({"subject": "ann", "destination": "folio-lisbon", "profile": "manager", "new_owner": "ben"});
    let plan = bea.plan(&request).await.expect(200).json();
    let codes = warnings(&plan);
    let codes: Vec<&str> = codes.iter().map(String::as_str).collect();
    let digest = plan["digest"].as_str().unwrap();
    bea.commit(&request, digest, &codes, "k").await.expect(201);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_moved_finds_a_letter_with_where_to_look() {
    let house = House::configured(Cast::accounts(), |settings| {
        settings.public_url = Some("https://move.example".to_owned());
        settings.mail_from = Some("Moves <moves@folio.example>".to_owned());
    })
    .await;
    moved(&house).await;
    let folder = house.folder.path().join("rehome-mail");
    let letter = 'found: {
        for _ in 0..200 {
            if let Some(letter) = filed(&folder).pop() {
                break 'found letter;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("no letter comes");
    };
    for part in [
        "From: Moves <moves@folio.example>",
        "To: \"Ann Okada\" <ann@folio.example>",
        "Subject: You have moved to Folio Lisbon",
        "https://move.example/profile",
    ] {
        assert!(letter.contains(part), "{part} in {letter}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn where_no_letters_are_wanted_none_are_written() {
    let house = House::configured(Cast::accounts(), |settings| {
        settings.mail = Some("none".to_owned())
    })
    .await;
    moved(&house).await;
    tokio::time::sleep(Duration::from_secs(3)).await;
    assert!(!house.folder.path().join("rehome-mail").exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_place_for_letters_that_makes_no_sense_keeps_the_server_from_starting() {
    for (mail, from, told) in [
        (
            Some("ftp://ann:secret@mail.example"),
            None,
            "ftp://mail.example",
        ),
        (None, Some("nobody"), "nobody is no address"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let settings = rehome_server::config::Settings {
            database: Some(format!(
                "sqlite:{}",
                folder.path().join("it.sqlite").display()
            )),
            listen: Some("127.0.0.1:0".parse().unwrap()),
            mail: mail.map(str::to_owned),
            mail_from: from.map(str::to_owned),
            ..rehome_server::config::Settings::default()
        };
        let refused = rehome_server::start(&settings.resolve().unwrap()).await;
        let error = refused.err().unwrap().to_string();
        assert!(error.contains(told) && !error.contains("secret"), "{error}");
    }
}

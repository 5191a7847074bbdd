//! Proofs and files that are handed in badly: each is refused with its cause, and nothing of it is kept.

use crate::client::{Answer, Ask, escaped, raw};
use crate::house::{House, Program};
use rehome_testkit::Cast;
use serde_json::json;
use std::time::Duration;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

const EMPTY: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
const ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

async fn hand_in(who: &Program, rest: &str, bytes: &[u8]) -> Answer {
    let ask = Ask::new("POST", &format!("/api/v1/items{rest}")).token(&who.token);
    let ask = ask.raw("application/octet-stream", bytes);
    ask.send(who.to).await
}

/// How many items somebody has, and how many objects there are.
async fn kept(house: &House, who: &Program) -> (usize, usize) {
    let found = who.get("items").await.expect(200).json();
    let mut open = vec![house.folder.path().join("rehome-files")];
    let mut files = 0;
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                files += 1;
            }
        }
    }
    (found["items"].as_array().unwrap().len(), files)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_that_is_no_file_name_is_refused_before_anything_is_kept() {
    let house = House::with(Cast::accounts()).await;
    let ann = house.as_user("ann").await;
    let long = "ä".repeat(300);
    let one_too_many = "x".repeat(256);
    let proof = hand_in(&ann, "?kind=proof&file=a.pdf", b"one").await;
    let proof = proof.expect(201).json()["id"].as_str().unwrap().to_owned();
    for (name, status, code) in [
        ("", 422, "file-name-illegal"),
        ("   ", 422, "file-name-illegal"),
        (".", 422, "file-name-illegal"),
        ("..", 422, "file-name-illegal"),
        ("a/b", 422, "file-name-illegal"),
        ("/etc/passwd", 422, "file-name-illegal"),
        ("..\\..\\a", 422, "file-name-illegal"),
        ("a\nb", 422, "file-name-illegal"),
        ("a\u{7}b", 422, "file-name-illegal"),
        ("a\u{7f}b", 422, "file-name-illegal"),
        ("a\u{85}b", 422, "file-name-illegal"),
        (&long, 422, "file-name-illegal"),
        (&one_too_many, 422, "file-name-illegal"),
        ("a\0b", 400, "cannot-decode"),
    ] {
        let name = escaped(name);
        for rest in [
            format!("?kind=file&file={name}"),
            format!("?kind=proof&file={name}"),
            format!("/{proof}/versions?file={name}"),
        ] {
            hand_in(&ann, &rest, b"bytes").await.refused(status, code);
        }
    }
    assert_eq!(kept(&house, &ann).await, (1, 1));
    // What is only odd is a name, and comes back as it was.
    let longest = "ä".repeat(255);
    for name in [
        longest.as_str(),
        "a b.pdf",
        "\u{202e}fdp.exe",
        "花.tiff",
        "con",
        "…",
        "'; DROP TABLE items",
    ] {
        let rest = format!("?kind=file&file={}", escaped(name));
        let item = hand_in(&ann, &rest, b"bytes").await.expect(201).json();
        assert_eq!(item["file"], name);
        let path = format!("items/{}/content", item["id"].as_str().unwrap());
        assert_eq!(ann.get(&path).await.expect(200).text(), "bytes");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_file_is_one_and_one_that_is_too_large_is_refused_before_it_is_sent() {
    let house = House::with(Cast::accounts()).await;
    let (ann, bea) = (house.as_user("ann").await, house.as_user("bea").await);
    let item = hand_in(&ann, "?kind=file&file=a.txt", b"").await;
    let item = item.expect(201).json();
    assert_eq!(
        (&item["bytes"], &item["checksum"]),
        (&json!(0), &json!(EMPTY))
    );
    let proof = hand_in(&ann, "?kind=proof&file=a.pdf", b"")
        .await
        .expect(201)
        .json();
    let before = kept(&house, &ann).await;
    let (id, proof) = (item["id"].as_str().unwrap(), proof["id"].as_str().unwrap());
    for rest in ["?kind=file".to_owned(), format!("/{proof}/versions")] {
        // Six gigabytes are announced, and never come.
        let asked = format!(
            "POST /api/v1/items{rest} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer {}\r\n\
             Content-Length: 6442450944\r\n\r\nbytes",
            ann.token
        );
        raw(house.at(), asked.as_bytes())
            .await
            .refused(413, "too-large");
    }
    assert_eq!(kept(&house, &ann).await, before);

    // The empty one arrives as any other.
    let wish = json!({"subject": "ann", "destination": "folio-lisbon", "profile": "manager", "new_owner": "ben"});
    let job = bea.move_now(&wish, "k").await.expect(201).json()["jobs"][0].clone();
    let path = format!("jobs/{}", job.as_str().unwrap());
    for _ in 0..200 {
        if bea.get(&path).await.expect(200).json()["state"] != "running" {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    for id in [id, proof] {
        let now = ann.get(&format!("items/{id}")).await.expect(200).json();
        assert_eq!(
            (&now["account"], &now["checksum"]),
            (&json!("folio-lisbon"), &json!(EMPTY))
        );
        let opened = ann.get(&format!("items/{id}/content")).await.expect(200);
        assert!(opened.body.is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_has_another_checksum_than_was_told_is_refused_and_nothing_of_it_is_kept() {
    let house = House::with(Cast::accounts()).await;
    let ann = house.as_user("ann").await;
    let upper = ABC.to_uppercase();
    let mut proof = String::new();
    for right in [ABC, &upper] {
        let item = hand_in(
            &ann,
            &format!("?kind=proof&file=a.pdf&checksum={right}"),
            b"abc",
        )
        .await;
        let item = item.expect(201).json();
        assert_eq!(item["checksum"], ABC);
        proof = item["id"].as_str().unwrap().to_owned();
    }
    let version = format!("/{proof}/versions?checksum={ABC}");
    assert_eq!(
        hand_in(&ann, &version, b"abc").await.expect(201).json()["version"],
        2
    );
    let before = kept(&house, &ann).await;
    assert_eq!(before, (3, 3));
    let large = vec![7; 17 << 20];
    for (checksum, bytes) in [
        (ABC, b"abd".as_slice()),
        (ABC, b""),
        (EMPTY, b"abc"),
        ("", b"abc"),
        ("abc", b"abc"),
        (ABC, &large),
    ] {
        for rest in [
            format!("?kind=file&checksum={checksum}"),
            format!("/{proof}/versions?checksum={checksum}"),
        ] {
            hand_in(&ann, &rest, bytes)
                .await
                .refused(422, "checksum-differs");
        }
    }
    assert_eq!(kept(&house, &ann).await, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upload_that_breaks_off_leaves_nothing() {
    let house = House::with(Cast::accounts()).await;
    let ann = house.as_user("ann").await;
    let asked = format!(
        "POST /api/v1/items?kind=file&file=a.bin HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer {}\r\n\
         Content-Length: 20000000\r\n\r\n",
        ann.token
    );
    let mut stream = TcpStream::connect(house.at()).await.unwrap();
    stream.write_all(asked.as_bytes()).await.unwrap();
    stream.write_all(&vec![7; 9 << 20]).await.unwrap();
    until(&house, &ann, (0, 1), "a part of it is written").await;
    drop(stream);
    until(&house, &ann, (0, 0), "it is taken back").await;
}

async fn until(house: &House, who: &Program, expected: (usize, usize), why: &str) {
    for _ in 0..200 {
        if kept(house, who).await == expected {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("{why}: {:?}", kept(house, who).await);
}

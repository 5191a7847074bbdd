#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use super::*;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::thread::JoinHandle;

fn letter() -> Letter {
    Letter {
        id: "0193-arrived-1".to_owned(),
        name: "Ann Ångström".to_owned(),
        address: "ann@hub.example".to_owned(),
        subject: "Du bist umgezogen — ناجح".to_owned(),
        text: "Hello Ann,\n.\nall of it arrived.\n".to_owned(),
    }
}

async fn filed(letter: &Letter) -> String {
    let folder = tempfile::tempdir().unwrap();
    let place = Place::Folder(folder.path().join("new/letters"));
    let post = Post::open(&place, "Rehome <rehome@hub.example>").unwrap();
    post.send(letter).await.unwrap();
    let files = std::fs::read_dir(folder.path().join("new/letters")).unwrap();
    let files: Vec<_> = files.map(|file| file.unwrap().path()).collect();
    assert_eq!(files.len(), 1, "{files:?}");
    assert_eq!(files[0].extension().unwrap(), "eml");
    std::fs::read_to_string(&files[0]).unwrap()
}

#[tokio::test]
async fn a_letter_lies_in_the_folder_as_a_file_that_mail_programs_open() {
    let mail = filed(&letter()).await;
    for line in [
        "From: Rehome <rehome@hub.example>\r\n",
        "Message-ID: <0193-arrived-1@hub.example>\r\n",
        "Auto-Submitted: auto-generated\r\n",
        "<ann@hub.example>\r\n",
    ] {
        assert!(mail.contains(line), "{line} in {mail}");
    }
    let (head, _) = mail.split_once("\r\n\r\n").unwrap();
    assert!(head.is_ascii(), "{head}");
    assert!(head.contains("charset=utf-8"), "{head}");
}

#[tokio::test]
async fn nothing_in_a_name_or_a_subject_begins_another_line_of_the_head() {
    let mail = filed(&Letter {
        name: "Ann\r\nBcc: eve@evil.example".to_owned(),
        subject: "Moved\nX-Evil: yes\r\n\r\nbody".to_owned(),
        ..letter()
    })
    .await;
    let (head, _) = mail.split_once("\r\n\r\n").unwrap();
    for line in head.lines() {
        assert!(
            !line.starts_with("Bcc") && !line.starts_with("X-Evil"),
            "{head}"
        );
    }
}

#[tokio::test]
async fn an_address_that_is_none_is_refused_for_good() {
    let post = Post::open(&Place::Nowhere, "rehome@hub.example").unwrap();
    for address in [
        "",
        "ann",
        "ann@",
        "ann@hub.example\r\nRCPT TO:<eve@evil.example>",
        "a b@hub.example",
    ] {
        let error = post
            .send(&Letter {
                address: address.to_owned(),
                ..letter()
            })
            .await;
        let error = error.unwrap_err();
        assert!(error.is_final(), "{address}: {error}");
    }
    post.send(&letter()).await.unwrap();
}

#[test]
fn a_place_that_makes_no_sense_is_refused_without_its_password() {
    let wrong = Place::Server("https://ann:secret@mail.example".to_owned());
    let error = Post::open(&wrong, "rehome@hub.example")
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("https://mail.example") && !error.contains("secret"),
        "{error}"
    );
    assert!(!format!("{wrong:?}").contains("secret"));
    assert!(Post::open(&Place::Nowhere, "rehome").is_err());
}

/// A server that takes one letter, or refuses its reader; answers what it was told.
fn server(answer: &'static str) -> (String, JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("smtp://{}", listener.local_addr().unwrap());
    let told = std::thread::spawn(move || {
        let (stream, _) = listener.accept().unwrap();
        let mut heard = Vec::new();
        serve(stream, answer, &mut heard);
        heard
    });
    (url, told)
}

fn serve(mut stream: TcpStream, answer: &str, heard: &mut Vec<String>) {
    let reader = BufReader::new(stream.try_clone().unwrap());
    stream.write_all(b"220 here\r\n").unwrap();
    let mut is_letter = false;
    for line in reader.lines() {
        let Ok(line) = line else { return };
        let said = match line.as_str() {
            "." if is_letter => {
                is_letter = false;
                "250 kept\r\n".to_owned()
            }
            _ if is_letter => String::new(),
            "DATA" => {
                is_letter = true;
                "354 go on\r\n".to_owned()
            }
            "QUIT" => "221 bye\r\n".to_owned(),
            text if text.starts_with("RCPT") => format!("{answer}\r\n"),
            _ => "250 yes\r\n".to_owned(),
        };
        heard.push(line);
        if stream.write_all(said.as_bytes()).is_err() {
            return;
        }
    }
}

#[tokio::test]
async fn a_server_gets_the_letter_with_its_reader() {
    let (url, told) = server("250 yes");
    let post = Post::open(&Place::Server(url), "rehome@hub.example").unwrap();
    post.send(&letter()).await.unwrap();
    drop(post);
    let told = told.join().unwrap();
    assert!(
        told.iter()
            .any(|line| line.starts_with("MAIL FROM:<rehome@hub.example>")),
        "{told:?}"
    );
    assert!(
        told.iter()
            .any(|line| line.starts_with("RCPT TO:<ann@hub.example>")),
        "{told:?}"
    );
    assert!(
        told.iter()
            .any(|line| line == "Message-ID: <0193-arrived-1@hub.example>"),
        "{told:?}"
    );
}

#[tokio::test]
async fn what_a_server_refuses_is_told_and_may_be_tried_again() {
    let (url, told) = server("450 later");
    let post = Post::open(&Place::Server(url), "rehome@hub.example").unwrap();
    let error = post.send(&letter()).await.unwrap_err();
    assert!(
        !error.is_final() && error.to_string().contains("later"),
        "{error}"
    );
    drop(post);
    told.join().unwrap();
    let nobody = Place::Server("smtp://127.0.0.1:9".to_owned());
    let post = Post::open(&nobody, "rehome@hub.example").unwrap();
    assert!(!post.send(&letter()).await.unwrap_err().is_final());
}

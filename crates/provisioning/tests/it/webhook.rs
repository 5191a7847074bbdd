//! Webhooks, delivered to a small receiver.

use crate::directory::{NOW, done, failed, from_a, move_order, moved, order};
use crate::receiver::{Receiver, SECRET};
use crate::transport::certificate;
use rehome_provisioning::webhook::{Keys, Sent, WebhookConfig, WebhookDriver};
use rehome_provisioning::{
    Cause, CauseKind, Driver, Operation, Order, Outcome, Reason, Secret, ServiceOrigin, ServicePlan,
};
use std::time::Duration;
use tokio::net::TcpListener;

fn a_move() -> Order {
    move_order(moved("e-1"))
}

async fn answered(answer: &str) -> Outcome {
    Receiver::start(&[answer])
        .await
        .driver()
        .run(&a_move(), NOW)
        .await
}

async fn refused(answer: &str) -> Cause {
    failed(answered(answer).await)
}

#[tokio::test]
async fn an_order_is_delivered_signed_and_says_what_shall_be() {
    let receiver = Receiver::start(&["HTTP/1.1 200 OK\r\n\r\n{\"entry\":\"u-7\"}"]).await;
    let outcome = done(receiver.driver().run(&a_move(), NOW).await);
    assert_eq!(outcome.entry.as_deref(), Some("u-7"));

    let received = receiver.received();
    assert_eq!(received.len(), 1);
    let request = &received[0];
    assert!(
        request.head.starts_with("POST /hook?x=1 HTTP/1.1"),
        "{}",
        request.head
    );
    assert_eq!(request.header("content-type"), "application/json");
    assert_eq!(
        request.header("host"),
        format!("127.0.0.1:{}", receiver.port)
    );
    assert_eq!(request.header("webhook-timestamp"), "1790000000");
    let sent = Sent {
        id: request.header("webhook-id"),
        timestamp: request.header("webhook-timestamp"),
        signature: request.header("webhook-signature"),
    };
    let keys = Keys::read(&[Secret::new(SECRET)]).unwrap();
    assert_eq!(keys.verify(sent, &request.body, NOW), Ok(()));

    let event: serde_json::Value = serde_json::from_slice(&request.body).unwrap();
    assert_eq!(event["type"], "person.move_entry");
    assert_eq!(event["timestamp"], NOW.to_rfc3339());
    assert_eq!(event["data"]["person"]["user"], "dana");
    assert_eq!(event["data"]["person"]["upn"], "dana@cobalt.example");
    assert_eq!(
        event["data"]["operation"]["from"]["organization"],
        "bramble"
    );
    assert!(!String::from_utf8_lossy(&request.body).contains("whsec"));
}

#[tokio::test]
async fn a_repetition_has_the_same_id_and_body_and_a_time_of_its_own() {
    let receiver = Receiver::start(&["HTTP/1.1 503 x\r\n\r\n", "HTTP/1.1 204 x\r\n\r\n"]).await;
    let driver = receiver.driver();
    assert!(failed(driver.run(&a_move(), NOW).await).is_retryable);
    let later = rehome_domain::time::Timestamp(NOW.0 + 60_000_000);
    done(driver.run(&a_move(), later).await);
    let received = receiver.received();
    assert_eq!(
        received[0].header("webhook-id"),
        received[1].header("webhook-id")
    );
    assert_eq!(received[0].body, received[1].body);
    assert_eq!(received[1].header("webhook-timestamp"), "1790000060");
}

#[tokio::test]
async fn every_operation_has_its_type() {
    let receiver = Receiver::start(&["HTTP/1.1 200 OK\r\n\r\n"]).await;
    let driver = receiver.driver();
    let service = || ServicePlan {
        service: "exchange".to_owned(),
        instance: None,
        plan: "mailbox-25".to_owned(),
        ..ServicePlan::default()
    };
    for operation in [
        Operation::Ensure,
        Operation::Revoke { from: from_a() },
        Operation::Provision { service: service() },
        Operation::ChangePlan { service: service() },
        Operation::Deprovision { service: service() },
    ] {
        done(driver.run(&order(moved("e-1"), operation), NOW).await);
    }
    let kinds: Vec<String> = receiver
        .received()
        .iter()
        .map(|request| {
            let event: serde_json::Value = serde_json::from_slice(&request.body).unwrap();
            event["type"].as_str().unwrap().to_owned()
        })
        .collect();
    let expected = [
        "person.ensure",
        "person.revoke",
        "service.provision",
        "service.change_plan",
        "service.deprovision",
    ];
    assert_eq!(kinds, expected);
}

#[tokio::test]
async fn a_service_is_told_with_what_it_is_set_up_with_and_where_it_comes_from() {
    let receiver = Receiver::start(&["HTTP/1.1 200 OK\r\n\r\n"]).await;
    let service = ServicePlan {
        service: "exchange".to_owned(),
        instance: Some("main".to_owned()),
        plan: "mailbox-25".to_owned(),
        properties: serde_json::from_str(r#"{"line": "+44 20"}"#).unwrap(),
        from: Some(ServiceOrigin {
            organization: "bramble".into(),
            instance: None,
            plan: Some("basic-box".to_owned()),
        }),
        keeps_data: true,
    };
    let order = order(moved("e-1"), Operation::Provision { service });
    done(receiver.driver().run(&order, NOW).await);
    let event: serde_json::Value = serde_json::from_slice(&receiver.received()[0].body).unwrap();
    let expected = serde_json::json!({
        "kind": "provision",
        "service": {
            "service": "exchange", "instance": "main", "plan": "mailbox-25",
            "properties": {"line": "+44 20"},
            "from": {"organization": "bramble", "instance": null, "plan": "basic-box"},
            "keeps_data": true,
        },
    });
    assert_eq!(event["data"]["operation"], expected);
}

#[tokio::test]
async fn answers_have_their_meaning() {
    for (status, kind, again) in [
        (301, CauseKind::Refused, false),
        (400, CauseKind::Invalid, false),
        (401, CauseKind::Refused, false),
        (404, CauseKind::NotFound, false),
        (408, CauseKind::Timeout, true),
        (409, CauseKind::Conflict, false),
        (410, CauseKind::Refused, false),
        (418, CauseKind::Refused, false),
        (422, CauseKind::Invalid, false),
        (429, CauseKind::Unreachable, true),
        (500, CauseKind::Unreachable, true),
        (502, CauseKind::Unreachable, true),
    ] {
        let answer = format!("HTTP/1.1 {status} x\r\nRetry-After: 90\r\n\r\n");
        let cause = refused(&answer).await;
        assert_eq!((cause.kind, cause.is_retryable), (kind, again), "{status}");
        assert_eq!(cause.after, Some(Duration::from_secs(90)));
        assert_eq!(cause.ends_connection, status == 410, "{status}");
    }
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let elsewhere = Receiver::start(&["HTTP/1.1 200 OK\r\n\r\n"]).await;
    let answer = format!(
        "HTTP/1.1 307 x\r\nLocation: http://127.0.0.1:{}/\r\n\r\n",
        elsewhere.port
    );
    let cause = refused(&answer).await;
    assert!(cause.detail.contains("not followed"), "{cause}");
    assert!(elsewhere.received().is_empty());
}

#[tokio::test]
async fn what_was_taken_up_is_looked_at_until_it_is_done() {
    let receiver = Receiver::start(&[
        "HTTP/1.1 202 x\r\nLocation: /jobs/1\r\nRetry-After: 7\r\n\r\n",
        "HTTP/1.1 202 x\r\n\r\n",
        "HTTP/1.1 200 x\r\n\r\n{\"entry\":\"u-7\"}",
    ])
    .await;
    let driver = receiver.driver();
    let Outcome::NotYet(taken_up) = driver.run(&a_move(), NOW).await else {
        panic!("not taken up");
    };
    assert_eq!(taken_up.reason, Reason::Accepted);
    assert_eq!(taken_up.after, Some(Duration::from_secs(7)));
    let reference = taken_up.reference.as_deref();
    assert!(matches!(
        driver.look(&a_move(), reference, NOW).await,
        Outcome::NotYet(_)
    ));
    assert_eq!(
        done(driver.look(&a_move(), reference, NOW).await)
            .entry
            .as_deref(),
        Some("u-7")
    );
    let received = receiver.received();
    assert!(received[1].head.starts_with("GET /jobs/1 HTTP/1.1"));
    let sent = Sent {
        id: received[1].header("webhook-id"),
        timestamp: received[1].header("webhook-timestamp"),
        signature: received[1].header("webhook-signature"),
    };
    assert_eq!(
        driver.call_back_keys().unwrap().verify(sent, b"", NOW),
        Ok(())
    );
}

#[tokio::test]
async fn nobody_is_asked_at_another_host_and_without_a_place_a_call_back_is_waited_for() {
    let receiver =
        Receiver::start(&["HTTP/1.1 202 x\r\nLocation: http://127.0.0.1:1/\r\n\r\n"]).await;
    let driver = receiver.driver();
    let Outcome::NotYet(taken_up) = driver.run(&a_move(), NOW).await else {
        panic!("not taken up");
    };
    assert_eq!(taken_up.reference, None);
    assert!(matches!(
        driver.look(&a_move(), None, NOW).await,
        Outcome::NotYet(_)
    ));
    let cause = failed(
        driver
            .look(&a_move(), Some("http://127.0.0.1:1/"), NOW)
            .await,
    );
    assert_eq!(cause.kind, CauseKind::Invalid);
    assert_eq!(receiver.received().len(), 1);
}

#[tokio::test]
async fn a_long_answer_is_not_read_to_its_end() {
    let endless = format!("HTTP/1.1 422 x\r\n\r\n{}", "x".repeat(5_000_000));
    let cause = refused(&endless).await;
    assert_eq!(cause.kind, CauseKind::Invalid);
    assert!(cause.detail.chars().count() <= 300);
}

#[tokio::test]
async fn a_receiver_that_is_away_silent_or_odd_is_tried_again() {
    let mut config = Receiver::start(&["never"]).await.config();
    config.wait = Duration::from_millis(100);
    let silent = WebhookDriver::new(&config).unwrap();
    let cause = failed(silent.run(&a_move(), NOW).await);
    assert_eq!((cause.kind, cause.is_retryable), (CauseKind::Timeout, true));

    for odd in ["", "SSH-2.0-OpenSSH\r\n", "HTTP/1.1 200"] {
        let cause = refused(odd).await;
        assert_eq!(
            (cause.kind, cause.is_retryable),
            (CauseKind::Unreachable, true),
            "{odd}"
        );
    }

    let free = TcpListener::bind("127.0.0.1:0").await.unwrap();
    config.url = format!("http://{}/", free.local_addr().unwrap());
    drop(free);
    let away = WebhookDriver::new(&config).unwrap();
    let cause = failed(away.run(&a_move(), NOW).await);
    assert_eq!(
        (cause.kind, cause.is_retryable),
        (CauseKind::Unreachable, true)
    );
}

#[tokio::test]
async fn over_tls_the_certificate_is_checked() {
    let (own, other) = (certificate(&["127.0.0.1"]), certificate(&["127.0.0.1"]));
    let receiver = Receiver::over(&["HTTP/1.1 200 OK\r\n\r\n"], Some(own.clone())).await;
    let trusting = |authority: &str| {
        let config = WebhookConfig {
            url: format!("https://127.0.0.1:{}/", receiver.port),
            authority: Some(authority.to_owned()),
            ..receiver.config()
        };
        WebhookDriver::new(&config).unwrap()
    };
    done(trusting(&own.0).run(&a_move(), NOW).await);
    let cause = failed(trusting(&other.0).run(&a_move(), NOW).await);
    assert_eq!(
        (cause.kind, cause.is_retryable),
        (CauseKind::Refused, false),
        "{cause}"
    );
    assert_eq!(receiver.received().len(), 1);
}

#[tokio::test]
async fn an_id_that_could_be_taken_for_a_part_of_what_is_signed_is_not_sent() {
    let receiver = Receiver::start(&["HTTP/1.1 200 OK\r\n\r\n"]).await;
    for id in ["", "a.b", "a\r\nx: y", "ä"] {
        let order = Order {
            id: id.to_owned(),
            ..a_move()
        };
        let cause = failed(receiver.driver().run(&order, NOW).await);
        assert_eq!(cause.kind, CauseKind::Invalid, "{id}");
    }
    assert!(receiver.received().is_empty());
}

#[test]
fn the_configuration_does_not_show_its_secrets() {
    let config = WebhookConfig {
        url: "https://hooks.example/".to_owned(),
        secrets: vec![Secret::new(SECRET)],
        authority: None,
        wait: Duration::from_secs(1),
    };
    assert!(!format!("{config:?}").contains("C2FVsBQ"));
}

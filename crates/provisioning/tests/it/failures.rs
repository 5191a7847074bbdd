//! A directory that is away, does not want us, or says nothing.

use crate::directory::{Directory, NOW, config, dana, done, failed, move_order, moved, order};
use rehome_provisioning::ldap::LdapDriver;
use rehome_provisioning::{CauseKind, Driver, Operation, Secret};
use std::time::Duration;
use tokio::net::TcpListener;

const DANA: &str = "uid=dana_BRAMBLE,ou=people,ou=bramble,ou=customers,dc=example";

#[tokio::test]
async fn a_directory_that_goes_away_is_tried_again_and_it_is_done_when_it_is_back() {
    let mut directory = Directory::start().await;
    let id = directory.id_of(DANA).await;
    let driver = directory.driver();
    done(driver.run(&order(dana(&id), Operation::Ensure), NOW).await);

    directory.slapd.stop();
    for _ in 0..2 {
        let cause = failed(driver.run(&move_order(moved(&id)), NOW).await);
        assert_eq!(
            (cause.kind, cause.is_retryable),
            (CauseKind::Unreachable, true),
            "{cause}"
        );
    }
    directory.slapd.again();

    done(driver.run(&move_order(moved(&id)), NOW).await);
    directory.reconnect().await;
    assert!(directory.name_of(&id).await.starts_with("uid=dana_COBALT,"));
}

#[tokio::test]
async fn a_connection_that_was_cut_while_idle_is_made_anew_without_a_failure() {
    let mut directory = Directory::start().await;
    let id = directory.id_of(DANA).await;
    let driver = directory.driver();
    done(driver.run(&order(dana(&id), Operation::Ensure), NOW).await);
    directory.slapd.stop();
    directory.slapd.again();
    done(driver.run(&order(dana(&id), Operation::Ensure), NOW).await);
}

#[tokio::test]
async fn a_wrong_password_is_refused_and_nowhere_to_be_read() {
    let directory = Directory::start().await;
    let mut wrong = config(directory.slapd.url());
    wrong.password = Secret::new("not the password");
    let driver = LdapDriver::new(wrong).unwrap();
    let outcome = driver.run(&move_order(moved("x")), NOW).await;
    assert!(!format!("{outcome:?}").contains("not the password"));
    let cause = failed(outcome);
    assert_eq!(
        (cause.kind, cause.is_retryable),
        (CauseKind::Refused, false)
    );
    assert!(cause.detail.contains("cn=connector"), "{cause}");
}

#[tokio::test]
async fn nobody_listening_is_unreachable() {
    let free = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = free.local_addr().unwrap();
    drop(free);
    let driver = LdapDriver::new(config(format!("ldap://{address}"))).unwrap();
    let cause = failed(driver.run(&move_order(moved("x")), NOW).await);
    assert_eq!(
        (cause.kind, cause.is_retryable),
        (CauseKind::Unreachable, true)
    );
}

#[tokio::test]
async fn a_directory_that_says_nothing_is_not_waited_for() {
    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let mut config = config(format!("ldap://{}", silent.local_addr().unwrap()));
    config.wait = Duration::from_millis(100);
    let driver = LdapDriver::new(config).unwrap();
    let cause = failed(driver.run(&move_order(moved("x")), NOW).await);
    assert_eq!((cause.kind, cause.is_retryable), (CauseKind::Timeout, true));
}

#[tokio::test]
async fn nonsense_from_the_other_end_is_a_failure_and_no_crash() {
    let odd = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let mut config = config(format!("ldap://{}", odd.local_addr().unwrap()));
    config.wait = Duration::from_secs(1);
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = odd.accept().await {
            use tokio::io::AsyncWriteExt;
            stream
                .write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n")
                .await
                .unwrap();
        }
    });
    let driver = LdapDriver::new(config).unwrap();
    let cause = failed(driver.run(&move_order(moved("x")), NOW).await);
    assert!(
        matches!(cause.kind, CauseKind::Unreachable | CauseKind::Timeout),
        "{cause:?}"
    );
}

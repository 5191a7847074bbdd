//! TLS: what is required, what is trusted, what is refused.

use crate::directory::{NOW, config, failed, move_order, moved};
use rcgen::{CertificateParams, KeyPair};
use rehome_provisioning::ldap::{LdapConfig, LdapDriver};
use rehome_provisioning::{CauseKind, Driver};
use rehome_testkit::slapd::Slapd;

/// A certificate for these names that is its own authority, and its key.
pub fn certificate(names: &[&str]) -> (String, String) {
    let key = KeyPair::generate().unwrap();
    let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    let certificate = CertificateParams::new(names)
        .unwrap()
        .self_signed(&key)
        .unwrap();
    (certificate.pem(), key.serialize_pem())
}

fn with_tls(slapd: &Slapd, authority: &str) -> LdapDriver {
    let config = LdapConfig {
        is_plain: false,
        authority: Some(authority.to_owned()),
        ..config(slapd.url())
    };
    LdapDriver::new(config).unwrap()
}

/// Past TLS and sign-in, the empty directory has no such person.
async fn arrives(driver: &LdapDriver) {
    let cause = failed(driver.run(&move_order(moved("x")), NOW).await);
    assert!(cause.detail.contains("signing in"), "{cause}");
}

#[tokio::test]
async fn start_tls_is_used_and_the_certificate_checked() {
    let own = certificate(&["127.0.0.1"]);
    let slapd = Slapd::with(Some(own.clone()), "");
    arrives(&with_tls(&slapd, &own.0)).await;
}

#[tokio::test]
async fn tls_from_the_first_byte_is_checked_alike() {
    let own = certificate(&["127.0.0.1"]);
    let slapd = Slapd::with(Some(own.clone()), "");
    for (authority, arrives) in [(own.0, true), (certificate(&["127.0.0.1"]).0, false)] {
        let config = LdapConfig {
            is_plain: false,
            authority: Some(authority),
            ..config(slapd.secure_url())
        };
        let driver = LdapDriver::new(config).unwrap();
        let cause = failed(driver.run(&move_order(moved("x")), NOW).await);
        assert_eq!(cause.detail.contains("signing in"), arrives, "{cause}");
        assert_eq!(cause.kind, CauseKind::Refused);
    }
}

#[tokio::test]
async fn tls_that_is_required_and_not_offered_is_refused() {
    let slapd = Slapd::start();
    let driver = with_tls(&slapd, &certificate(&["127.0.0.1"]).0);
    let cause = failed(driver.run(&move_order(moved("x")), NOW).await);
    assert_eq!(
        (cause.kind, cause.is_retryable),
        (CauseKind::Refused, false),
        "{cause}"
    );
    assert!(cause.detail.contains("TLS is required"), "{cause}");
}

#[tokio::test]
async fn a_certificate_of_somebody_else_is_refused() {
    let own = certificate(&["127.0.0.1"]);
    let slapd = Slapd::with(Some(own), "");
    let driver = with_tls(&slapd, &certificate(&["127.0.0.1"]).0);
    let cause = failed(driver.run(&move_order(moved("x")), NOW).await);
    assert_eq!(
        (cause.kind, cause.is_retryable),
        (CauseKind::Refused, false),
        "{cause}"
    );
    assert!(cause.detail.contains("certificate"), "{cause}");
}

#[tokio::test]
async fn a_certificate_for_another_name_is_refused() {
    let other = certificate(&["directory.example"]);
    let slapd = Slapd::with(Some(other.clone()), "");
    let cause = failed(
        with_tls(&slapd, &other.0)
            .run(&move_order(moved("x")), NOW)
            .await,
    );
    assert_eq!(cause.kind, CauseKind::Refused, "{cause}");
}

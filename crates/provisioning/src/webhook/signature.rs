//! Signing and checking: HMAC-SHA256 over `id.timestamp.body`.

use crate::{Cause, CauseKind, Secret};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use rehome_domain::time::Timestamp;
use sha2::Sha256;
use std::fmt;

/// The beginning of a secret as people see it.
const BEGINNING: &str = "whsec_";
/// The scheme of these signatures.
const SCHEME: &str = "v1";
/// How far a sender's clock may be from ours, in seconds.
const TOLERANCE: i64 = 5 * 60;
/// How long a key may be, in octets.
const LENGTHS: std::ops::RangeInclusive<usize> = 24..=64;

/// Keys that sign and check; the present one first.
#[derive(Clone)]
pub struct Keys(Vec<Vec<u8>>);

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{} hidden]", self.0.len())
    }
}

/// The three headers of something signed, as they came.
#[derive(Clone, Copy, Debug)]
pub struct Sent<'a> {
    /// `webhook-id`.
    pub id: &'a str,
    /// `webhook-timestamp`.
    pub timestamp: &'a str,
    /// `webhook-signature`.
    pub signature: &'a str,
}

/// Why something is not taken for genuine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unverified {
    /// The time is no whole number of seconds.
    #[error("the time cannot be read")]
    Time,
    /// It was signed more than five minutes ago, or later than now.
    #[error("signed too long ago, or in the future")]
    Old,
    /// None of the signatures is by one of the keys.
    #[error("no signature fits")]
    Signature,
    /// Genuine, but not what was expected.
    #[error("signed, but it cannot be read")]
    Body,
}

impl Keys {
    /// Reads `whsec_` and base64 of 24 to 64 octets.
    ///
    /// # Errors
    /// Invalid if there is none, or one cannot be read; it says which, not what.
    pub fn read(secrets: &[Secret]) -> Result<Self, Cause> {
        let read = |(at, secret): (usize, &Secret)| {
            let text = secret.reveal();
            let key = STANDARD
                .decode(text.strip_prefix(BEGINNING).unwrap_or(text))
                .ok();
            key.filter(|key| LENGTHS.contains(&key.len()))
                .ok_or_else(|| {
                    let detail = format!(
                        "secret {} is not whsec_ and base64 of 24 to 64 octets",
                        at + 1
                    );
                    Cause::new(CauseKind::Invalid, detail)
                })
        };
        let keys: Vec<Vec<u8>> = secrets
            .iter()
            .enumerate()
            .map(read)
            .collect::<Result<_, _>>()?;
        if keys.is_empty() {
            return Err(Cause::new(
                CauseKind::Invalid,
                "there is no secret to sign with",
            ));
        }
        Ok(Self(keys))
    }

    /// The value of `webhook-signature`: one signature by each key. `seconds` is the time of this try since 1970.
    pub fn sign(&self, id: &str, seconds: i64, body: &[u8]) -> String {
        let signed = |key: &Vec<u8>| {
            let code = begun(key, id, &seconds.to_string(), body)?.finalize();
            Some(format!("{SCHEME},{}", STANDARD.encode(code.into_bytes())))
        };
        let all: Vec<String> = self.0.iter().filter_map(signed).collect();
        all.join(" ")
    }

    /// Checks what came: the time first, then every signature against every key, in constant time each.
    ///
    /// # Errors
    /// Why it is not genuine.
    pub fn verify(&self, sent: Sent<'_>, body: &[u8], now: Timestamp) -> Result<(), Unverified> {
        let seconds: i64 = sent.timestamp.parse().map_err(|_| Unverified::Time)?;
        let now = now.0.div_euclid(1_000_000);
        if now.saturating_sub(seconds).saturating_abs() > TOLERANCE {
            return Err(Unverified::Old);
        }
        let fits = sent
            .signature
            .split(' ')
            .filter_map(|one| one.split_once(','))
            .filter(|(scheme, _)| *scheme == SCHEME)
            .filter_map(|(_, code)| STANDARD.decode(code).ok())
            .any(|code| {
                self.0.iter().any(|key| {
                    begun(key, sent.id, sent.timestamp, body)
                        .is_some_and(|mac| mac.verify_slice(&code).is_ok())
                })
            });
        if fits {
            Ok(())
        } else {
            Err(Unverified::Signature)
        }
    }
}

/// HMAC takes keys of any length; the option is the library's way to say so.
fn begun(key: &[u8], id: &str, seconds: &str, body: &[u8]) -> Option<Hmac<Sha256>> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).ok()?;
    for part in [id.as_bytes(), b".", seconds.as_bytes(), b".", body] {
        mac.update(part);
    }
    Some(mac)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::{Keys, Sent, Unverified};
    use crate::Secret;
    use rehome_domain::time::Timestamp;

    fn keys(secrets: &[&str]) -> Keys {
        let secrets: Vec<Secret> = secrets.iter().map(|text| Secret::new(*text)).collect();
        Keys::read(&secrets).unwrap()
    }

    /// What the specification's own libraries are tested with.
    const PUBLISHED: [(&str, &str, i64, &str, &str); 2] = [
        (
            "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD",
            "msg_27UH4WbU6Z5A5EzD8u03UvzRbpk",
            1_649_367_553,
            r#"{"email":"test@example.com","username":"test_user"}"#,
            "v1,tZ1I4/hDygAJgO5TYxiSd6Sd0kDW6hPenDe+bTa3Kkw=",
        ),
        (
            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            1_614_265_330,
            r#"{"test": 2432232314}"#,
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        ),
    ];

    #[test]
    fn the_published_vectors_are_signed_and_verified() {
        for (secret, id, seconds, body, signature) in PUBLISHED {
            let keys = keys(&[secret]);
            assert_eq!(keys.sign(id, seconds, body.as_bytes()), signature);
            let sent = Sent {
                id,
                timestamp: &seconds.to_string(),
                signature,
            };
            let now = Timestamp(seconds * 1_000_000);
            assert_eq!(keys.verify(sent, body.as_bytes(), now), Ok(()));
            assert_eq!(keys.verify(sent, b"{}", now), Err(Unverified::Signature));
            let other = Sent {
                id: "msg_x",
                ..sent
            };
            assert_eq!(
                keys.verify(other, body.as_bytes(), now),
                Err(Unverified::Signature)
            );
        }
    }

    #[test]
    fn what_is_old_or_from_the_future_is_not_taken() {
        let (secret, id, seconds, body, signature) = PUBLISHED[0];
        let sent = Sent {
            id,
            timestamp: &seconds.to_string(),
            signature,
        };
        for (off, expected) in [
            (300, Ok(())),
            (-300, Ok(())),
            (301, Err(Unverified::Old)),
            (-301, Err(Unverified::Old)),
        ] {
            let now = Timestamp((seconds + off) * 1_000_000);
            assert_eq!(
                keys(&[secret]).verify(sent, body.as_bytes(), now),
                expected,
                "{off}"
            );
        }
        let unreadable = Sent {
            timestamp: "now",
            ..sent
        };
        let told = keys(&[secret]).verify(unreadable, body.as_bytes(), Timestamp(0));
        assert_eq!(told, Err(Unverified::Time));
    }

    #[test]
    fn keys_can_be_changed_without_a_gap() {
        let (old, new) = (PUBLISHED[0].0, PUBLISHED[1].0);
        let signature = keys(&[new, old]).sign("a", 7, b"x");
        let sent = Sent {
            id: "a",
            timestamp: "7",
            signature: &signature,
        };
        for receiver in [old, new] {
            assert_eq!(
                keys(&[receiver]).verify(sent, b"x", Timestamp(7_000_000)),
                Ok(())
            );
        }
    }

    #[test]
    fn signatures_that_are_none_or_of_another_scheme_do_not_fit() {
        let keys = keys(&[PUBLISHED[0].0]);
        let good = keys.sign("a", 7, b"x");
        let other_scheme = good.replace("v1,", "v1a,");
        for signature in [
            "",
            "v1,",
            "v1",
            "v1,!!!",
            &good[..20],
            other_scheme.as_str(),
        ] {
            let sent = Sent {
                id: "a",
                timestamp: "7",
                signature,
            };
            let told = keys.verify(sent, b"x", Timestamp(7_000_000));
            assert_eq!(told, Err(Unverified::Signature), "{signature}");
        }
    }

    #[test]
    fn a_secret_that_is_none_is_told_without_showing_it() {
        for secrets in [
            vec![],
            vec![Secret::new("whsec_short")],
            vec![Secret::new("%%%%")],
        ] {
            let told = Keys::read(&secrets).map(drop).unwrap_err();
            assert!(!told.detail.contains("short") && !told.detail.contains('%'));
        }
        let shown = format!("{:?}", keys(&[PUBLISHED[0].0]));
        assert_eq!(shown, "[1 hidden]");
    }
}

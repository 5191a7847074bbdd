//! What only its holder knows: session ids, tokens, passwords. Stored are their hashes alone.
//!
//! Hashing a password is made to be dear, so only a few are hashed at once: whoever wants one hashed waits for
//! a [`HashingTurn`].

use crate::digest::sha256;
use crate::error::ServiceError;
use crate::service::Service;
use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use std::sync::Arc;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// A secret that is told once, and the hash that is stored.
pub(crate) struct Secret {
    pub(crate) text: String,
    pub(crate) hash: String,
}

impl Service {
    /// A new secret of 32 random bytes, with a prefix that tells what it is for.
    pub(crate) fn new_secret(&self, prefix: &str) -> Result<Secret, ServiceError> {
        let text = format!("{prefix}{}", URL_SAFE_NO_PAD.encode(self.random::<32>()?));
        let hash = sha256(text.as_bytes());
        Ok(Secret { text, hash })
    }

    /// Hashes a password, off the threads that answer requests.
    pub(crate) async fn password_hash(&self, password: &str) -> Result<String, ServiceError> {
        let turn = self.hashing_turn().await?;
        self.password_hash_in(&turn, password).await
    }

    /// The same, for who has a turn already.
    pub(crate) async fn password_hash_in(
        &self,
        turn: &HashingTurn,
        password: &str,
    ) -> Result<String, ServiceError> {
        let salt = SaltString::encode_b64(&self.random::<16>()?)
            .map_err(|error| ServiceError::internal(error.to_string()))?;
        let password = password.to_owned();
        turn.blocking(move || {
            let hash = hasher()
                .hash_password(password.as_bytes(), &salt)
                .map_err(|error| ServiceError::internal(error.to_string()))?;
            Ok(hash.to_string())
        })
        .await?
    }

    /// Waits until few enough others hash.
    pub(crate) async fn hashing_turn(&self) -> Result<HashingTurn, ServiceError> {
        let permit = self.hashing().clone().acquire_owned().await;
        Ok(HashingTurn(Arc::new(
            permit.map_err(ServiceError::internal)?,
        )))
    }
}

/// As many turns as the machine can hash at once.
pub(crate) fn hashing_turns() -> Arc<Semaphore> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    Arc::new(Semaphore::new(cores))
}

/// The right to have passwords hashed, one after the other.
pub(crate) struct HashingTurn(Arc<OwnedSemaphorePermit>);

impl HashingTurn {
    /// Whether a password fits a stored hash; takes as long where it does not.
    pub(crate) async fn password_fits(
        &self,
        password: &str,
        hash: &str,
    ) -> Result<bool, ServiceError> {
        let (password, hash) = (password.to_owned(), hash.to_owned());
        self.blocking(move || {
            PasswordHash::new(&hash)
                .is_ok_and(|hash| hasher().verify_password(password.as_bytes(), &hash).is_ok())
        })
        .await
    }

    async fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, ServiceError> {
        // WHY: a hash that is begun is finished even when nobody waits for it any more, so it keeps the turn.
        let turn = self.0.clone();
        tokio::task::spawn_blocking(move || {
            let done = work();
            drop(turn);
            done
        })
        .await
        .map_err(ServiceError::internal)
    }
}

/// Whether a stored hash was made with other parameters than those in use and is to be made anew.
pub(crate) fn is_outdated(hash: &str) -> bool {
    let params = PasswordHash::new(hash)
        .ok()
        .and_then(|hash| Params::try_from(&hash).ok());
    params.is_none_or(|params| {
        let (memory, passes, lanes) = COST;
        (params.m_cost(), params.t_cost(), params.p_cost()) != (memory, passes, lanes)
    })
}

/// Memory in KiB, passes, lanes: what is recommended for argon2id where a sign-in may take 50 ms.
const COST: (u32, u32, u32) = (19_456, 2, 1);

fn hasher() -> Argon2<'static> {
    let (memory, passes, lanes) = COST;
    // INVARIANT: the constants are legal, so that the defaults, which are the same, are never used.
    let params = Params::new(memory, passes, lanes, None).unwrap_or_default();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// The hash that is checked where nobody has the name, so that it takes as long: of no password anybody knows.
pub(crate) const NOBODYS_HASH: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5IGhhcyB0aGlz$7Tu1b1lUuGGnVUnKPgiGqDQ0N4XQxlnYcRBnV8WBhvM";

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn nobodys_hash_costs_as_much_as_any_other() {
        assert!(!is_outdated(NOBODYS_HASH));
        assert!(PasswordHash::new(NOBODYS_HASH).is_ok());
    }

    #[test]
    fn a_hash_of_other_parameters_is_made_anew() {
        assert!(is_outdated(
            "$argon2id$v=19$m=4096,t=3,p=1$bm9ib2R5IGhhcyB0aGlz$7Tu1b1lUuGGnVUnKPgiGqDQ0N4XQxlnYcRBnV8WBhvM"
        ));
        assert!(is_outdated("plain"));
    }
}

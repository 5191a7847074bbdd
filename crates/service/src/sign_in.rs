//! Signing in with a local account: one message and one time cost, whatever was wrong.
//!
//! Usernames are unique per home only, so that several accounts may have one name; each is tried, a few at
//! most. Only active people sign in. Nothing of it touches the user's revisioned row (ruling 82).

use crate::audit::Told;
use crate::caller::{Caller, Session, Via};
use crate::error::ServiceError;
use crate::secrets::{HashingTurn, NOBODYS_HASH, is_outdated};
use crate::service::Service;
use crate::throttle::{Tries, micros};
use rehome_domain::ids::UserId;
use rehome_domain::people::UserStatus;
use rehome_domain::time::Timestamp;
use rehome_storage::{accounts, names, people, sessions};
use serde_json::Value;

/// How many accounts of one name are tried.
const ACCOUNTS_TRIED: u32 = 5;

/// A session with the secret that the browser keeps.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// What goes into the cookie; told once.
    pub token: String,
    /// The session.
    pub session: Session,
}

impl Service {
    /// Opens a session. `remote` is the address the request came from; `previous` the session that was open,
    /// which ends, so that no session id survives a sign-in.
    ///
    /// # Errors
    /// [`ServiceError::Unauthenticated`] whatever was wrong, [`ServiceError::TooManyRequests`] after too many failures.
    pub async fn session_open(
        &self,
        username: &str,
        password: &str,
        remote: Option<&str>,
        previous: Option<&str>,
    ) -> Result<SignedIn, ServiceError> {
        let tries = Tries::of(username, remote);
        // WHY: who has to wait anyway does not stand in line for a turn.
        self.sign_in_is_open(&tries).await?;
        let turn = self.hashing_turn().await?;
        self.sign_in_tried(&tries).await?;
        let Some((user, hash)) = self.account_of(&turn, username, password).await? else {
            return Err(ServiceError::Unauthenticated);
        };
        let fresh_hash = if is_outdated(&hash) {
            Some(self.password_hash_in(&turn, password).await?)
        } else {
            None
        };
        let secret = self.new_secret("")?;
        let now = self.now();
        let stored = sessions::Session {
            id_hash: secret.hash,
            user: user.clone(),
            created: now,
            seen: now,
            expires: Timestamp(now.0 + micros(self.config().session_longest)),
        };
        let previous = previous.map(|token| crate::digest::sha256(token.as_bytes()));
        let this = self.clone();
        let session = self
            .store()
            .write(move |tx| {
                let (this, stored, tries, previous) = (
                    this.clone(),
                    stored.clone(),
                    tries.clone(),
                    previous.clone(),
                );
                let (user, fresh_hash) = (user.clone(), fresh_hash.clone());
                Box::pin(async move {
                    let person = names::person(tx, &user)
                        .await?
                        .ok_or(ServiceError::Unauthenticated)?;
                    if let Some(previous) = &previous {
                        sessions::delete(tx, previous).await?;
                    }
                    if let Some(hash) = &fresh_hash {
                        accounts::set_password_hash(tx, &user, hash, now).await?;
                    }
                    sessions::create(tx, &stored).await?;
                    Self::sign_in_succeeded(tx, &tries).await?;
                    let told = Told::new("signed-in", user.as_str()).at(&person.home);
                    this.tell(tx, &user, vec![told]).await?;
                    Ok::<_, ServiceError>(Session {
                        caller: Caller::new(user.clone(), Via::Session),
                        name: person.name.clone(),
                        username: person.username.clone(),
                        expires: stored.expires,
                    })
                })
            })
            .await?;
        Ok(SignedIn {
            token: secret.text,
            session,
        })
    }

    /// The active account that name and password fit.
    async fn account_of(
        &self,
        turn: &HashingTurn,
        username: &str,
        password: &str,
    ) -> Result<Option<(UserId, String)>, ServiceError> {
        let name = username.to_owned();
        let found = self
            .store()
            .read(move |tx| {
                Box::pin(async move {
                    Ok::<_, ServiceError>(accounts::find(tx, &name, ACCOUNTS_TRIED).await?)
                })
            })
            .await?;
        if found.is_empty() {
            turn.password_fits(password, NOBODYS_HASH).await?;
        }
        for account in found {
            if turn.password_fits(password, &account.password_hash).await?
                && account.status == UserStatus::Active
                && self.signs_in_by_password(&account.user).await?
            {
                return Ok(Some((account.user, account.password_hash)));
            }
        }
        Ok(None)
    }

    /// Whether somebody may sign in with a password: dependents only where that is switched on for them
    /// (enterprise 4).
    async fn signs_in_by_password(&self, user: &UserId) -> Result<bool, ServiceError> {
        let user = user.clone();
        let found = self
            .store()
            .read(move |tx| {
                Box::pin(async move { Ok::<_, ServiceError>(people::get(tx, &user).await?) })
            })
            .await?;
        Ok(found.is_some_and(|profile| {
            let manual = profile.extra.get("sign_in").and_then(|it| it.get("manual"));
            !profile.user.is_dependent() || manual.and_then(Value::as_bool) == Some(true)
        }))
    }

    /// Sets somebody's password and ends the sessions opened with the former one; for the command line.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] where there is no such user, [`ServiceError::Rejected`] for a password too short.
    pub async fn password_set(&self, user: &UserId, password: &str) -> Result<(), ServiceError> {
        if password.chars().count() < SHORTEST_PASSWORD {
            return Err(ServiceError::rejected(
                "password-too-short",
                "a password has at least 8 characters",
            ));
        }
        let hash = self.password_hash(password).await?;
        let (user, now) = (user.clone(), self.now());
        self.store()
            .write(move |tx| {
                let (user, hash) = (user.clone(), hash.clone());
                Box::pin(async move {
                    names::person(tx, &user)
                        .await?
                        .ok_or(ServiceError::NotFound)?;
                    accounts::set_password_hash(tx, &user, &hash, now).await?;
                    sessions::delete_of_user(tx, &user, None).await?;
                    Ok(())
                })
            })
            .await
    }
}

/// The fewest characters of a password.
pub const SHORTEST_PASSWORD: usize = 8;

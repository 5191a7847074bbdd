//! Signing in with a local account: one message and one time cost, whatever was wrong.
//!
//! Usernames are unique per home only, so that several accounts may have one name; each is tried, a few at
//! most. In hosting trees the user principal name signs in too, where one person alone has it. Only active people sign in, and people not yet in use who then choose a password of their own. Nothing of it touches the user's revisioned row (ruling 82).

use crate::audit::Told;
use crate::caller::{Caller, Session, Via};
use crate::error::ServiceError;
use crate::secrets::{HashingTurn, NOBODYS_HASH, is_outdated};
use crate::service::Service;
use crate::sessions::may_be_here;
use crate::throttle::{Tries, micros};
use rehome_domain::hosting::password::PasswordPolicy;
use rehome_domain::ids::{OrganizationCode, UserId};
use rehome_domain::people::UserStatus;
pub use rehome_domain::text::SHORTEST_PASSWORD;
use rehome_domain::time::Timestamp;
use rehome_storage::accounts::Credential;
use rehome_storage::{Tx, accounts, names, organizations, people, sessions};
use serde_json::{Map, Value};

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
        let Some(account) = self.account_of(&turn, username, password).await? else {
            return Err(ServiceError::Unauthenticated);
        };
        let fresh_hash = if is_outdated(&account.password_hash) {
            Some(self.password_hash_in(&turn, password).await?)
        } else {
            None
        };
        let secret = self.new_secret("")?;
        let previous = previous.map(|token| crate::digest::sha256(token.as_bytes()));
        let this = self.clone();
        let (id_hash, user) = (secret.hash, account.user);
        let session = self
            .store()
            .write(move |tx| {
                let (this, id_hash, tries, previous) = (
                    this.clone(),
                    id_hash.clone(),
                    tries.clone(),
                    previous.clone(),
                );
                let (user, fresh_hash) = (user.clone(), fresh_hash.clone());
                Box::pin(async move {
                    if let Some(hash) = &fresh_hash {
                        accounts::rehash(tx, &user, hash).await?;
                    }
                    let session = this
                        .session_write(tx, &user, id_hash, previous.as_deref(), account.must_change)
                        .await?;
                    Self::sign_in_succeeded(tx, &tries).await?;
                    Ok::<_, ServiceError>(session)
                })
            })
            .await?;
        Ok(SignedIn {
            token: secret.text,
            session,
        })
    }

    /// Opens a session for somebody who has shown who they are; `previous` is the one that ends with it.
    pub(crate) async fn session_write(
        &self,
        tx: &mut Tx,
        user: &UserId,
        id_hash: String,
        previous: Option<&str>,
        must_change_password: bool,
    ) -> Result<Session, ServiceError> {
        let now = self.now();
        let person = names::person(tx, user)
            .await?
            .ok_or(ServiceError::Unauthenticated)?;
        if let Some(previous) = previous {
            sessions::delete(tx, previous).await?;
        }
        let stored = sessions::Session {
            id_hash,
            user: user.clone(),
            created: now,
            seen: now,
            expires: Timestamp(now.0 + micros(self.config().session_longest)),
        };
        sessions::create(tx, &stored).await?;
        let told = Told::new("signed-in", user.as_str()).at(&person.home);
        self.tell(tx, user, vec![told]).await?;
        Ok(Session {
            caller: Caller::new(user.clone(), Via::Session),
            name: person.name,
            username: person.username,
            expires: stored.expires,
            must_change_password,
            id_hash: stored.id_hash,
        })
    }

    /// The account that name and password fit, if it may sign in.
    async fn account_of(
        &self,
        turn: &HashingTurn,
        username: &str,
        password: &str,
    ) -> Result<Option<Credential>, ServiceError> {
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
                && may_be_here(account.status, account.must_change)
                && self.has_sign_in(&account.user).await?
            {
                return Ok(Some(account));
            }
        }
        Ok(None)
    }

    async fn has_sign_in(&self, user: &UserId) -> Result<bool, ServiceError> {
        let (user, today) = (user.clone(), self.now().day());
        self.store()
            .read(move |tx| {
                Box::pin(async move {
                    let person = names::person(tx, &user).await?;
                    let is_over = person.is_none_or(|person| {
                        person.status.on(today, person.expires) == UserStatus::Disabled
                    });
                    Ok(!is_over && Self::signs_in_by_password(tx, &user).await?)
                })
            })
            .await
    }

    /// Whether somebody may sign in with a password: dependents only where that is switched on for them
    /// (enterprise 4).
    pub(crate) async fn signs_in_by_password(
        tx: &mut Tx,
        user: &UserId,
    ) -> Result<bool, ServiceError> {
        let found = people::get(tx, user).await?;
        Ok(found.is_some_and(|profile| !profile.user.is_dependent() || is_by_hand(&profile.extra)))
    }

    /// Sets somebody's password and ends the sessions opened with the former one; for the command line.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] where there is no such user, [`ServiceError::Rejected`] for a password too short.
    pub async fn password_set(&self, user: &UserId, password: &str) -> Result<(), ServiceError> {
        long_enough(password)?;
        let hash = self.password_hash(password).await?;
        let (user, now) = (user.clone(), self.now());
        self.store()
            .write(move |tx| {
                let (user, hash) = (user.clone(), hash.clone());
                Box::pin(async move {
                    names::person(tx, &user)
                        .await?
                        .ok_or(ServiceError::NotFound)?;
                    accounts::set_password(tx, &user, &hash, now, false).await?;
                    sessions::delete_of_user(tx, &user, None).await?;
                    Ok(())
                })
            })
            .await
    }
}

/// Whether the record of a dependent says that they sign in by hand (enterprise 4).
pub(crate) fn is_by_hand(extra: &Map<String, Value>) -> bool {
    let manual = extra.get("sign_in").and_then(|it| it.get("manual"));
    manual.and_then(Value::as_bool) == Some(true)
}

/// Refuses a password that the customer does not take whose person it is for: its length, and kinds of characters
/// (hosting 6, ruling 43). People of other trees have no such policy.
pub(crate) async fn keeps_policy(
    tx: &mut Tx,
    home: &OrganizationCode,
    password: &str,
) -> Result<(), ServiceError> {
    let Some(there) = organizations::hosting(tx, home).await? else {
        return Ok(());
    };
    let policy = PasswordPolicy::of(&there.facts);
    if policy.missing(password).is_empty() {
        return Ok(());
    }
    let PasswordPolicy { minimum, classes } = policy;
    let message = format!(
        "a password here has at least {minimum} characters of {classes} kinds: small letters, capitals, digits, other signs"
    );
    Err(ServiceError::rejected("password-policy", message))
}

/// Refuses a password that is too short.
pub(crate) fn long_enough(password: &str) -> Result<(), ServiceError> {
    if password.chars().count() < SHORTEST_PASSWORD {
        return Err(ServiceError::rejected(
            "password-too-short",
            "a password has at least 8 characters",
        ));
    }
    Ok(())
}

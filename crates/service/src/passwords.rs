//! One's own password and sessions, and the first sign-in by a link.
//!
//! Whoever chooses a password shows who they are first: by the present one, or by the link. Tries are counted as at
//! sign-in.

use crate::audit::Told;
use crate::caller::Session;
use crate::digest::sha256;
use crate::error::ServiceError;
use crate::service::Service;
use crate::sign_in::{SignedIn, keeps_policy, long_enough};
use crate::throttle::Tries;
use rehome_domain::ids::UserId;
use rehome_domain::people::UserStatus;
use rehome_domain::time::Timestamp;
use rehome_storage::people::{self, ProfilePatch};
use rehome_storage::{Tx, accounts, names, sessions};
use serde_json::json;
use std::sync::Arc;

/// Whom a link for the first sign-in greets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Welcome {
    /// The display name.
    pub name: Arc<str>,
    /// The sign-in name.
    pub username: Arc<str>,
    /// Until when the link counts.
    pub until: Timestamp,
}

/// One of one's own open sessions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OwnSession {
    /// When it was opened.
    pub opened: Timestamp,
    /// When it was last used, to the minute or so.
    pub seen: Timestamp,
    /// Whether it is the one that asks.
    pub is_this: bool,
}

impl Service {
    /// Changes one's own password; every other session of one's own ends. A person not yet in use is from then on.
    ///
    /// # Errors
    /// [`ServiceError::Rejected`] where the present password is wrong, or the new one too short or the same;
    /// [`ServiceError::TooManyRequests`] after too many wrong ones.
    pub async fn password_change(
        &self,
        session: &Session,
        present: &str,
        new: &str,
    ) -> Result<(), ServiceError> {
        let user = session.caller.user.clone();
        let tries = Tries::of_account(&user);
        self.sign_in_is_open(&tries).await?;
        long_enough(new)?;
        let turn = self.hashing_turn().await?;
        self.sign_in_tried(&tries).await?;
        let whose = user.clone();
        let held = self
            .store()
            .read(move |tx| {
                Box::pin(async move { Ok::<_, ServiceError>(accounts::of_user(tx, &whose).await?) })
            })
            .await?;
        let fits = match &held {
            Some(held) => turn.password_fits(present, &held.password_hash).await?,
            None => false,
        };
        if !fits {
            return Err(ServiceError::rejected(
                "password-wrong",
                "the present password is another one",
            ));
        }
        if present == new {
            return Err(ServiceError::rejected(
                "password-unchanged",
                "choose a password you do not have yet",
            ));
        }
        let hash = self.password_hash_in(&turn, new).await?;
        let (this, now, except) = (self.clone(), self.now(), session.id_hash.clone());
        let new = new.to_owned();
        self.store()
            .write(move |tx| {
                let (this, user, hash, tries, except, new) = (
                    this.clone(),
                    user.clone(),
                    hash.clone(),
                    tries.clone(),
                    except.clone(),
                    new.clone(),
                );
                Box::pin(async move {
                    let person = names::person(tx, &user).await?;
                    let person = person.ok_or(ServiceError::Unauthenticated)?;
                    keeps_policy(tx, &person.home, &new).await?;
                    accounts::set_password(tx, &user, &hash, now, false).await?;
                    this.take_into_use(tx, &user).await?;
                    let ended = sessions::delete_of_user(tx, &user, Some(&except)).await?;
                    Self::sign_in_succeeded(tx, &tries).await?;
                    let told = Told::new("password-changed", user.as_str())
                        .at(&person.home)
                        .with(json!({ "sessions": ended }));
                    this.tell(tx, &user, vec![told]).await
                })
            })
            .await
    }

    /// Whom a link greets; none for one that does not count, whatever the reason.
    ///
    /// # Errors
    /// [`ServiceError::Unavailable`].
    pub async fn welcome(&self, token: &str) -> Result<Option<Welcome>, ServiceError> {
        let (hash, now) = (sha256(token.as_bytes()), self.now());
        self.store()
            .read(move |tx| {
                Box::pin(async move {
                    let found = greeted(tx, &hash, now).await?;
                    Ok(found.map(|(person, until)| Welcome {
                        name: person.name,
                        username: person.username,
                        until,
                    }))
                })
            })
            .await
    }

    /// Signs in for the first time by a link: the password chosen counts from now on, the link does not.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] for a link that does not count, [`ServiceError::Rejected`] for a password too short,
    /// [`ServiceError::TooManyRequests`] after too many such links from one address.
    pub async fn welcome_accept(
        &self,
        token: &str,
        password: &str,
        remote: Option<&str>,
        previous: Option<&str>,
    ) -> Result<SignedIn, ServiceError> {
        let tries = Tries::of_links(remote);
        self.sign_in_is_open(&tries).await?;
        long_enough(password)?;
        if self.welcome(token).await?.is_none() {
            self.sign_in_tried(&tries).await?;
            return Err(ServiceError::NotFound);
        }
        let password_hash = self.password_hash(password).await?;
        let secret = self.new_secret("")?;
        let link = sha256(token.as_bytes());
        let previous = previous.map(|token| sha256(token.as_bytes()));
        let (this, now, id_hash) = (self.clone(), self.now(), secret.hash);
        let password = password.to_owned();
        let session = self
            .store()
            .write(move |tx| {
                let (this, link, password, password_hash, id_hash, previous) = (
                    this.clone(),
                    link.clone(),
                    password.clone(),
                    password_hash.clone(),
                    id_hash.clone(),
                    previous.clone(),
                );
                Box::pin(async move {
                    let (person, _) = greeted(tx, &link, now)
                        .await?
                        .ok_or(ServiceError::NotFound)?;
                    keeps_policy(tx, &person.home, &password).await?;
                    let user = person.id;
                    accounts::uninvite(tx, &user).await?;
                    accounts::set_password(tx, &user, &password_hash, now, false).await?;
                    this.take_into_use(tx, &user).await?;
                    sessions::delete_of_user(tx, &user, None).await?;
                    let told = Told::new("first-sign-in", user.as_str()).at(&person.home);
                    this.tell(tx, &user, vec![told]).await?;
                    this.session_write(tx, &user, id_hash, previous.as_deref(), false)
                        .await
                })
            })
            .await?;
        Ok(SignedIn {
            token: secret.text,
            session,
        })
    }

    /// One's own open sessions, the one used last first.
    ///
    /// # Errors
    /// [`ServiceError::Unavailable`].
    pub async fn sessions_own(&self, session: &Session) -> Result<Vec<OwnSession>, ServiceError> {
        let (user, this, now) = (
            session.caller.user.clone(),
            session.id_hash.clone(),
            self.now(),
        );
        self.store()
            .read(move |tx| {
                Box::pin(async move {
                    let open = sessions::list(tx, &user, now).await?;
                    Ok(open
                        .into_iter()
                        .map(|it| OwnSession {
                            opened: it.created,
                            seen: it.seen,
                            is_this: it.id_hash == this,
                        })
                        .collect())
                })
            })
            .await
    }

    /// Ends one's own sessions but for the one that asks; answers how many there were.
    ///
    /// # Errors
    /// [`ServiceError::Unavailable`].
    pub async fn sessions_end_others(&self, session: &Session) -> Result<u64, ServiceError> {
        let (service, user, except) = (
            self.clone(),
            session.caller.user.clone(),
            session.id_hash.clone(),
        );
        self.store()
            .write(move |tx| {
                let (service, user, except) = (service.clone(), user.clone(), except.clone());
                Box::pin(async move {
                    let ended = sessions::delete_of_user(tx, &user, Some(&except)).await?;
                    let told =
                        Told::new("signed-out", user.as_str()).with(json!({ "sessions": ended }));
                    service.tell(tx, &user, vec![told]).await?;
                    Ok(ended)
                })
            })
            .await
    }

    /// Makes a person who was not yet in use an active one.
    async fn take_into_use(&self, tx: &mut Tx, user: &UserId) -> Result<(), ServiceError> {
        let profile = people::get(tx, user)
            .await?
            .ok_or(ServiceError::Unauthenticated)?;
        if profile.user.status != UserStatus::Pending {
            return Ok(());
        }
        let patch = ProfilePatch {
            status: Some(UserStatus::Active),
            ..ProfilePatch::default()
        };
        people::patch(tx, user, &patch, profile.user.revision).await?;
        let told = Told::new("user-changed", user.as_str())
            .at(&profile.user.home)
            .with(json!({ "fields": ["status"], "status": UserStatus::Active }));
        self.tell(tx, user, vec![told]).await
    }
}

/// Whose link this is and until when, where both may still be.
async fn greeted(
    tx: &mut Tx,
    hash: &str,
    now: Timestamp,
) -> Result<Option<(names::Person, Timestamp)>, ServiceError> {
    let Some((user, until)) = accounts::invited(tx, hash).await? else {
        return Ok(None);
    };
    let person = names::person(tx, &user).await?.filter(|person| {
        now < until && matches!(person.status, UserStatus::Active | UserStatus::Pending)
    });
    Ok(person.map(|person| (person, until)))
}

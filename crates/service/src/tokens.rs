//! Bearer tokens for programs: `rhm_` and 43 characters, told once, stored as a hash.

use crate::caller::{Caller, Via};
use crate::digest::sha256;
use crate::error::ServiceError;
use crate::service::Service;
use rehome_domain::ids::UserId;
use rehome_domain::people::UserStatus;
use rehome_domain::time::Timestamp;
use rehome_storage::{names, tokens};

const PREFIX: &str = "rhm_";

impl Service {
    /// Makes a token for a user, by id or a username that only one has; told once. For the command line.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] where nobody has the name, [`ServiceError::Rejected`] where several do.
    pub async fn token_create(
        &self,
        user: &str,
        name: &str,
        expires: Option<Timestamp>,
    ) -> Result<String, ServiceError> {
        let user = self.user_named(user).await?;
        let secret = self.new_secret(PREFIX)?;
        let token = tokens::Token {
            hash: secret.hash,
            user,
            name: name.to_owned(),
            created: self.now(),
            expires,
        };
        self.store()
            .write(move |tx| {
                let token = token.clone();
                Box::pin(async move { Ok::<_, ServiceError>(tokens::create(tx, &token).await?) })
            })
            .await?;
        Ok(secret.text)
    }

    /// Who calls with a token, if it is valid now and its owner is active.
    ///
    /// # Errors
    /// [`ServiceError::Unavailable`].
    pub async fn caller_of_token(&self, token: &str) -> Result<Option<Caller>, ServiceError> {
        if !token.starts_with(PREFIX) {
            return Ok(None);
        }
        let (hash, now) = (sha256(token.as_bytes()), self.now());
        self.store()
            .glance(move |tx| {
                Box::pin(async move {
                    let Some((token, status)) = tokens::find(tx, &hash).await? else {
                        return Ok(None);
                    };
                    if token.expires.is_some_and(|end| now >= end) {
                        return Ok(None);
                    }
                    let is_active = status == UserStatus::Active;
                    Ok(is_active.then(|| Caller::new(token.user, Via::Token)))
                })
            })
            .await
    }

    /// A user who may act, by id, or by a username that only one has. For the machine's own command line, which sees
    /// everybody.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] where nobody has the name, [`ServiceError::Rejected`] where several do or the
    /// account is not active.
    pub async fn user_named(&self, name: &str) -> Result<UserId, ServiceError> {
        let name = name.to_owned();
        self.store()
            .read(move |tx| {
                Box::pin(async move {
                    let id = UserId::from(name.as_str());
                    let person = match names::person(tx, &id).await? {
                        Some(person) => Some(person),
                        None => {
                            let found = names::ids_of_usernames(tx, &[name.as_str()]).await?;
                            match found.as_slice() {
                                [] => None,
                                [(_, only)] => names::person(tx, only).await?,
                                _ => {
                                    return Err(ServiceError::rejected(
                                        "ambiguous-user",
                                        "several people have this username; give the id",
                                    ));
                                }
                            }
                        }
                    };
                    let person = person.ok_or(ServiceError::NotFound)?;
                    if person.status != UserStatus::Active {
                        return Err(ServiceError::rejected(
                            "user-not-active",
                            "this account is not active; name somebody whose account is",
                        ));
                    }
                    Ok(person.id)
                })
            })
            .await
    }
}

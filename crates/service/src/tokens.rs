//! Bearer tokens for programs: `rhm_` and 43 characters, told once, stored as a hash.

use crate::audit::Told;
use crate::caller::{Caller, Via};
use crate::digest::sha256;
use crate::error::ServiceError;
use crate::service::Service;
use rehome_domain::ids::UserId;
use rehome_domain::people::UserStatus;
use rehome_domain::text::{judge_line, normalized};
use rehome_domain::time::Timestamp;
use rehome_storage::{names, tokens};
use serde_json::json;

const PREFIX: &str = "rhm_";

/// How many tokens somebody has at most.
const MOST_TOKENS: usize = 50;
/// How old the note of a token's last use may become before it is written anew.
const TOUCHED_EVERY: i64 = 60_000_000;

/// A token, as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenView {
    /// The id.
    pub id: String,
    /// What it is for, in its owner's words.
    pub name: String,
    /// When it was made.
    pub created: Timestamp,
    /// When it was last used, to the minute or so.
    pub used: Option<Timestamp>,
    /// When it ends; never where none.
    pub expires: Option<Timestamp>,
}

impl From<tokens::Token> for TokenView {
    fn from(token: tokens::Token) -> Self {
        Self {
            id: token.id,
            name: token.name,
            created: token.created,
            used: token.used,
            expires: token.expires,
        }
    }
}

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
            id: self.new_id()?,
            user,
            name: name.to_owned(),
            created: self.now(),
            used: None,
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

    /// One's own tokens, oldest first.
    ///
    /// # Errors
    /// [`ServiceError::Unavailable`].
    pub async fn tokens_own(&self, caller: &Caller) -> Result<Vec<TokenView>, ServiceError> {
        let user = caller.user.clone();
        self.store()
            .read(move |tx| {
                Box::pin(async move {
                    let held = tokens::list(tx, &user).await?;
                    Ok(held.into_iter().map(TokenView::from).collect())
                })
            })
            .await
    }

    /// Makes a token of one's own, with the rights one has oneself; told once.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`] for a program, [`ServiceError::Rejected`] for a name that is none, an end that is
    /// past, and where there are too many already.
    pub async fn token_make(
        &self,
        caller: &Caller,
        name: &str,
        expires: Option<Timestamp>,
    ) -> Result<String, ServiceError> {
        // WHY: a token that leaked makes no others that outlive it.
        if caller.via == Via::Token {
            return Err(ServiceError::Forbidden);
        }
        let name = normalized(name);
        if name.is_empty() || judge_line(&name, 200).is_err() {
            return Err(ServiceError::rejected(
                "bad-name",
                "a name has 1 to 200 characters",
            ));
        }
        if expires.is_some_and(|end| end <= self.now()) {
            return Err(ServiceError::rejected(
                "already-over",
                "choose a later last day",
            ));
        }
        let secret = self.new_secret(PREFIX)?;
        let token = tokens::Token {
            hash: secret.hash,
            id: self.new_id()?,
            user: caller.user.clone(),
            name,
            created: self.now(),
            used: None,
            expires,
        };
        let this = self.clone();
        self.store()
            .write(move |tx| {
                let (this, token) = (this.clone(), token.clone());
                Box::pin(async move {
                    if tokens::list(tx, &token.user).await?.len() >= MOST_TOKENS {
                        return Err(ServiceError::rejected(
                            "too-many-tokens",
                            "revoke a token that is not used any more",
                        ));
                    }
                    tokens::create(tx, &token).await?;
                    let body = json!({ "token": token.id, "name": token.name });
                    let told = Told::new("token-made", token.user.as_str()).with(body);
                    this.tell(tx, &token.user, vec![told]).await
                })
            })
            .await?;
        Ok(secret.text)
    }

    /// Takes one of one's own tokens back; false where there is none of that id.
    ///
    /// # Errors
    /// [`ServiceError::Unavailable`].
    pub async fn token_revoke(&self, caller: &Caller, id: &str) -> Result<bool, ServiceError> {
        let (this, user, id) = (self.clone(), caller.user.clone(), id.to_owned());
        self.store()
            .write(move |tx| {
                let (this, user, id) = (this.clone(), user.clone(), id.clone());
                Box::pin(async move {
                    let is_gone = tokens::delete(tx, &user, &id).await?;
                    if is_gone {
                        let told =
                            Told::new("token-revoked", user.as_str()).with(json!({ "token": id }));
                        this.tell(tx, &user, vec![told]).await?;
                    }
                    Ok(is_gone)
                })
            })
            .await
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
        let found = self
            .store()
            .glance(move |tx| {
                Box::pin(
                    async move { Ok::<_, ServiceError>(tokens::find(tx, &hash, now.day()).await?) },
                )
            })
            .await?;
        let valid = found.filter(|(token, status)| {
            *status == UserStatus::Active && token.expires.is_none_or(|end| now < end)
        });
        let Some((token, _)) = valid else {
            return Ok(None);
        };
        if token.used.is_none_or(|used| now.0 - used.0 > TOUCHED_EVERY) {
            let hash = token.hash;
            self.store()
                .write(move |tx| {
                    let hash = hash.clone();
                    Box::pin(
                        async move { Ok::<_, ServiceError>(tokens::touch(tx, &hash, now).await?) },
                    )
                })
                .await?;
        }
        Ok(Some(Caller::new(token.user, Via::Token)))
    }

    /// A user who may act, by id, or by a username that only one has. For the machine's own command line, which sees
    /// everybody.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] where nobody has the name, [`ServiceError::Rejected`] where several do or the
    /// account is not active.
    pub async fn user_named(&self, name: &str) -> Result<UserId, ServiceError> {
        let (name, today) = (name.to_owned(), self.now().day());
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
                    if person.status.on(today, person.expires) != UserStatus::Active {
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

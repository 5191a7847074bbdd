//! Other people's sign-ins, for who administers them: passwords, links for the first sign-in, sessions and tokens.
//!
//! Nobody takes over an account that opens more than their own: besides the right to change the profile, every role
//! held anywhere counts. A password or a link is told once and never written to audit or log.

use crate::audit::Told;
use crate::caller::{Acting, Caller};
use crate::error::ServiceError;
use crate::people::person_named;
use crate::rights::{OverUser, SignIn, over_account, seen_user};
use crate::service::Service;
use crate::sign_in::{keeps_policy, long_enough};
use crate::throttle::micros;
use crate::tokens::TokenView;
use rehome_domain::ids::UserId;
use rehome_domain::people::{User, UserStatus};
use rehome_domain::time::Timestamp;
use rehome_domain::user_move::{Actor, Channel, Snapshot, View};
use rehome_storage::{Tx, accounts, names, sessions, tokens};
use serde_json::json;
use std::time::Duration;

/// How long a link for the first sign-in counts.
const INVITED_FOR: Duration = Duration::from_secs(7 * 24 * 3_600);

/// What begins a link's secret.
const LINK_PREFIX: &str = "rhw_";

/// How somebody signs in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountView {
    /// When the password was set; none where there is none.
    pub password_set: Option<Timestamp>,
    /// Whether it has to be changed at the next sign-in.
    pub must_change: bool,
    /// Until when a link for the first sign-in counts.
    pub invited_until: Option<Timestamp>,
    /// How many sessions are open.
    pub sessions: u32,
    /// Whether this is a dependent who does not sign in (enterprise 4).
    pub has_no_sign_in: bool,
    /// The tokens for programs.
    pub tokens: Vec<TokenView>,
}

/// A link for the first sign-in, told once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// What the address of the page ends with.
    pub token: String,
    /// Until when it counts.
    pub until: Timestamp,
}

impl Service {
    /// Sets a password that its owner has to change at the next sign-in; what was open by the former one ends.
    ///
    /// # Errors
    /// [`ServiceError::Rejected`] for a password too short, one's own account, and for who has no sign-in.
    pub async fn account_password_reset(
        &self,
        caller: &Caller,
        acting: &Acting,
        user: &UserId,
        password: &str,
    ) -> Result<(), ServiceError> {
        long_enough(password)?;
        let actor = caller.actor(acting, Channel::Attended);
        // WHY: hashing is dear; who may not do this does not make anybody wait.
        let (asked, whom) = (actor.clone(), user.clone());
        self.store()
            .read(move |tx| {
                Box::pin(async move { account_right(tx, &asked, &whom).await.map(drop) })
            })
            .await?;
        let hash = self.password_hash(password).await?;
        let (this, user, now) = (self.clone(), user.clone(), self.now());
        let password = password.to_owned();
        self.store()
            .write(move |tx| {
                let (this, actor, user, hash, password) = (
                    this.clone(),
                    actor.clone(),
                    user.clone(),
                    hash.clone(),
                    password.clone(),
                );
                Box::pin(async move {
                    let right = account_right(tx, &actor, &user).await?;
                    let person = names::person(tx, &right.user).await?;
                    let person = person.ok_or(ServiceError::NotFound)?;
                    keeps_policy(tx, &person.home, &password).await?;
                    accounts::set_password(tx, &right.user, &hash, now, true).await?;
                    accounts::uninvite(tx, &right.user).await?;
                    let ended = sessions::delete_of_user(tx, &right.user, None).await?;
                    this.account_tell(tx, &right, "password-reset", json!({ "sessions": ended }))
                        .await
                })
            })
            .await
    }

    /// Makes the one link by which somebody signs in for the first time and chooses a password; a former link ends.
    ///
    /// # Errors
    /// As [`Service::account_password_reset`]; [`ServiceError::Rejected`] for who has a password already.
    pub async fn account_invite(
        &self,
        caller: &Caller,
        acting: &Acting,
        user: &UserId,
    ) -> Result<Invitation, ServiceError> {
        let secret = self.new_secret(LINK_PREFIX)?;
        let now = self.now();
        let until = Timestamp(now.0 + micros(INVITED_FOR));
        let (this, actor, user, hash) = (
            self.clone(),
            caller.actor(acting, Channel::Attended),
            user.clone(),
            secret.hash,
        );
        self.store()
            .write(move |tx| {
                let (this, actor, user, hash) =
                    (this.clone(), actor.clone(), user.clone(), hash.clone());
                Box::pin(async move {
                    let right = account_right(tx, &actor, &user).await?;
                    if accounts::of_user(tx, &right.user).await?.is_some() {
                        return Err(ServiceError::rejected(
                            "has-password",
                            "this person has a password already; set a new one instead",
                        ));
                    }
                    accounts::invite(tx, &right.user, &hash, until).await?;
                    let body = json!({ "until": until.to_rfc3339() });
                    this.account_tell(tx, &right, "sign-in-link-made", body)
                        .await
                })
            })
            .await?;
        Ok(Invitation {
            token: secret.text,
            until,
        })
    }

    /// Ends every open session of somebody, and a link not yet used; answers how many sessions there were.
    ///
    /// # Errors
    /// As [`Service::account_password_reset`].
    pub async fn account_sign_out(
        &self,
        caller: &Caller,
        acting: &Acting,
        user: &UserId,
    ) -> Result<u64, ServiceError> {
        let (this, actor, user) = (
            self.clone(),
            caller.actor(acting, Channel::Attended),
            user.clone(),
        );
        self.store()
            .write(move |tx| {
                let (this, actor, user) = (this.clone(), actor.clone(), user.clone());
                Box::pin(async move {
                    let right = account_right(tx, &actor, &user).await?;
                    accounts::uninvite(tx, &right.user).await?;
                    let ended = sessions::delete_of_user(tx, &right.user, None).await?;
                    this.account_tell(tx, &right, "signed-out", json!({ "sessions": ended }))
                        .await?;
                    Ok(ended)
                })
            })
            .await
    }

    /// Takes somebody's token back; false where there is none of that id.
    ///
    /// # Errors
    /// As [`Service::account_password_reset`].
    pub async fn account_token_revoke(
        &self,
        caller: &Caller,
        acting: &Acting,
        user: &UserId,
        token: &str,
    ) -> Result<bool, ServiceError> {
        let (this, actor, user, token) = (
            self.clone(),
            caller.actor(acting, Channel::Attended),
            user.clone(),
            token.to_owned(),
        );
        self.store()
            .write(move |tx| {
                let (this, actor, user, token) =
                    (this.clone(), actor.clone(), user.clone(), token.clone());
                Box::pin(async move {
                    let right = account_right(tx, &actor, &user).await?;
                    let is_gone = tokens::delete(tx, &right.user, &token).await?;
                    if is_gone {
                        this.account_tell(tx, &right, "token-revoked", json!({ "token": token }))
                            .await?;
                    }
                    Ok(is_gone)
                })
            })
            .await
    }

    async fn account_tell(
        &self,
        tx: &mut Tx,
        right: &OverUser<SignIn>,
        action: &'static str,
        body: serde_json::Value,
    ) -> Result<(), ServiceError> {
        let told = Told::new(action, right.user.as_str())
            .at(&right.home)
            .with(body);
        self.tell(tx, &right.actor, vec![told]).await
    }
}

/// The right over somebody's sign-in, of a person who has one and is not the actor.
async fn account_right(
    tx: &mut Tx,
    actor: &Actor,
    user: &UserId,
) -> Result<OverUser<SignIn>, ServiceError> {
    let (id, facts) = person_named(tx, actor, user, Vec::new()).await?;
    let view = View::of(&facts, actor)?;
    let right = over_account(&view, &facts, &id)?;
    if right.user == right.actor {
        return Err(ServiceError::rejected(
            "own-account",
            "change your own password on your profile",
        ));
    }
    let person = seen_user(&view, &facts, &id)?;
    if matches!(person.status, UserStatus::Disabled | UserStatus::Deleted) {
        return Err(ServiceError::rejected(
            "user-not-active",
            "enable the account first",
        ));
    }
    if !Service::signs_in_by_password(tx, &id).await? {
        return Err(ServiceError::rejected(
            "no-sign-in",
            "this dependent does not sign in",
        ));
    }
    Ok(right)
}

/// How a person signs in, for who may change that; none for who may not.
pub(crate) async fn account_of(
    tx: &mut Tx,
    view: &View<'_>,
    facts: &Snapshot,
    user: &User,
    now: Timestamp,
) -> Result<Option<AccountView>, ServiceError> {
    if over_account(view, facts, &user.id).is_err() {
        return Ok(None);
    }
    let state = accounts::sign_in_state(tx, &user.id, now)
        .await?
        .ok_or(ServiceError::NotFound)?;
    let held = tokens::list(tx, &user.id).await?;
    Ok(Some(AccountView {
        password_set: state.password_set,
        must_change: state.must_change,
        invited_until: state.invited_until,
        sessions: state.sessions,
        has_no_sign_in: !Service::signs_in_by_password(tx, &user.id).await?,
        tokens: held.into_iter().map(TokenView::from).collect(),
    }))
}

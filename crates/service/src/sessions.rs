//! Browser sessions on the server: found by the hash of their id, ended by time, sign-out, or their owner's end.

use crate::caller::{Caller, Session, Via};
use crate::digest::sha256;
use crate::error::ServiceError;
use crate::service::Service;
use crate::throttle::micros;
use rehome_domain::people::UserStatus;
use rehome_domain::time::Timestamp;
use rehome_storage::{names, sessions};
use std::time::Duration;

/// How old the note of a session's last use may become before it is written anew.
const TOUCHED_EVERY: i64 = 60_000_000;

/// Whether an account in this state may have a session: one not yet in use only to choose a password.
pub(crate) fn may_be_here(status: UserStatus, must_change_password: bool) -> bool {
    match status {
        UserStatus::Active => true,
        UserStatus::Pending => must_change_password,
        UserStatus::Disabled | UserStatus::Deleted => false,
    }
}

impl Service {
    /// The session of a cookie, if it is valid now and its owner may still sign in.
    ///
    /// # Errors
    /// [`ServiceError::Unavailable`].
    pub async fn session_of(&self, token: &str) -> Result<Option<Session>, ServiceError> {
        let (hash, now) = (sha256(token.as_bytes()), self.now());
        let found = self
            .store()
            .glance(move |tx| {
                Box::pin(async move {
                    let Some((stored, must_change)) = sessions::find(tx, &hash).await? else {
                        return Ok::<_, ServiceError>(None);
                    };
                    let person = names::person(tx, &stored.user).await?;
                    Ok(person.map(|person| (stored, must_change, person)))
                })
            })
            .await?;
        let Some((mut stored, must_change_password, person)) = found else {
            return Ok(None);
        };
        let is_idle = now.0 - stored.seen.0 > micros(self.config().session_idle);
        let status = person.status.on(now.day(), person.expires);
        if now >= stored.expires || is_idle || !may_be_here(status, must_change_password) {
            return Ok(None);
        }
        let session = Session {
            caller: Caller::new(stored.user.clone(), Via::Session),
            name: person.name.clone(),
            username: person.username.clone(),
            expires: stored.expires,
            must_change_password,
            id_hash: stored.id_hash.clone(),
        };
        if now.0 - stored.seen.0 > TOUCHED_EVERY {
            stored.seen = now;
            self.store()
                .write(move |tx| {
                    let stored = stored.clone();
                    Box::pin(
                        async move { Ok::<_, ServiceError>(sessions::touch(tx, &stored).await?) },
                    )
                })
                .await?;
        }
        Ok(Some(session))
    }

    /// Ends a session; one that is not there counts as ended.
    ///
    /// # Errors
    /// [`ServiceError::Unavailable`].
    pub async fn session_close(&self, token: &str) -> Result<(), ServiceError> {
        let hash = sha256(token.as_bytes());
        self.store()
            .write(move |tx| {
                let hash = hash.clone();
                Box::pin(async move { Ok(sessions::delete(tx, &hash).await?) })
            })
            .await
    }

    /// Forgets what is over: sessions, failed sign-ins, kept answers, messages, files, plans, logos and addresses that were kept from others, and the details of
    /// what happened where they are not kept for good. For a timer.
    ///
    /// # Errors
    /// [`ServiceError::Unavailable`].
    pub async fn expired_purge(&self) -> Result<(), ServiceError> {
        let now = self.now();
        let config = *self.config();
        let retention = config.retention_days.map_or(Duration::MAX, |days| {
            Duration::from_secs(u64::from(days) * 86_400)
        });
        let files_kept = config.files_kept.min(retention);
        let ago = move |duration| Timestamp(now.0 - micros(duration));
        let runs_before = config.retention_days.map(|_| ago(retention));
        self.store()
            .write(move |tx| {
                Box::pin(async move {
                    sessions::purge(tx, now).await?;
                    rehome_storage::accounts::purge_invitations(tx, now).await?;
                    rehome_storage::throttle::purge(tx, ago(config.sign_in_window)).await?;
                    rehome_storage::idempotency::purge(tx, ago(config.answers_kept)).await?;
                    if let Some(before) = runs_before {
                        rehome_storage::idempotency::purge_runs(tx, before).await?;
                    }
                    rehome_storage::outbox::purge(tx, ago(config.messages_kept)).await?;
                    rehome_storage::directory::holds_purge(tx, now.day()).await?;
                    rehome_storage::file_jobs::purge(tx, ago(files_kept)).await?;
                    rehome_storage::transactions::purge(tx, ago(files_kept)).await?;
                    Ok::<_, ServiceError>(())
                })
            })
            .await?;
        rehome_storage::kept_plans::purge(self.store(), ago(config.plans_kept)).await?;
        self.logos_purge().await?;
        self.details_forget().await
    }
}

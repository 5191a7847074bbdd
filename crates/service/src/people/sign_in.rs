//! The own sign-in of a dependent: whether there is one, and a first password (enterprise 4). Everybody else has one.

use crate::audit::Told;
use crate::error::ServiceError;
use crate::rights::over_account;
use crate::service::Service;
use crate::sign_in::{is_by_hand, long_enough};
use rehome_domain::ids::UserId;
use rehome_domain::people::UserStatus;
use rehome_domain::time::Timestamp;
use rehome_domain::user_move::{Snapshot, View};
use rehome_storage::people::ProfilePatch;
use rehome_storage::{Tx, accounts, people, sessions, tokens};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// The key under which a directory holds it.
pub(crate) const KEY: &str = "sign_in";

/// What is to change of a dependent's sign-in; what is absent stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SignInPatch {
    /// Whether the dependent signs in by hand. Switched off, what is open ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub manual: Option<bool>,
    /// A password, to be changed at the next sign-in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub password: Option<String>,
}

/// How a dependent signs in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SignInView {
    /// Whether there is a password.
    pub password: bool,
    /// Whether they sign in by hand.
    pub manual: bool,
}

/// A change of a sign-in with the hash of its password.
#[derive(Clone, Debug)]
pub(super) struct SignInChange {
    manual: Option<bool>,
    hash: Option<String>,
}

/// How a dependent signs in, by what is stored of them.
pub(super) async fn sign_in_of(
    tx: &mut Tx,
    id: &UserId,
    extra: &Map<String, Value>,
) -> Result<SignInView, ServiceError> {
    Ok(SignInView {
        password: accounts::of_user(tx, id).await?.is_some(),
        manual: is_by_hand(extra),
    })
}

/// The record of a sign-in that is by hand or is not; what else it holds stays.
pub(super) fn record(stored: Option<&Value>, manual: bool) -> Value {
    let mut record = stored.cloned().filter(Value::is_object);
    let record = record.get_or_insert_with(|| json!({}));
    if let Value::Object(fields) = record {
        fields.insert("manual".to_owned(), Value::Bool(manual));
    }
    record.take()
}

pub(super) fn not_a_dependent() -> ServiceError {
    ServiceError::rejected(
        "not-a-dependent",
        "only a dependent's sign-in is switched on and off; everybody else has one",
    )
}

impl Service {
    /// A change with its password made into a hash.
    pub(super) async fn sign_in_change(
        &self,
        patch: &SignInPatch,
    ) -> Result<SignInChange, ServiceError> {
        let hash = match &patch.password {
            Some(password) => {
                long_enough(password)?;
                Some(self.password_hash(password).await?)
            }
            None => None,
        };
        Ok(SignInChange {
            manual: patch.manual,
            hash,
        })
    }

    /// Writes a change of somebody's sign-in, but for what the record of the person holds: that is put into `stored`.
    pub(super) async fn sign_in_write(
        &self,
        tx: &mut Tx,
        (view, facts, id): (&View<'_>, &Snapshot, &UserId),
        change: &SignInChange,
        (stored, now): (&mut ProfilePatch, Timestamp),
    ) -> Result<(), ServiceError> {
        let right = over_account(view, facts, id)?;
        if right.user == right.actor {
            return Err(ServiceError::rejected(
                "own-account",
                "somebody else has to change how you sign in",
            ));
        }
        if !facts.user(id).is_some_and(|user| user.is_dependent()) {
            return Err(not_a_dependent());
        }
        let extra = people::get(tx, id)
            .await?
            .ok_or(ServiceError::NotFound)?
            .extra;
        let manual = change.manual.unwrap_or_else(|| is_by_hand(&extra));
        if change.manual.is_some() {
            let record = record(extra.get(KEY), manual);
            stored.extra.insert(KEY.to_owned(), record);
        }
        if let Some(hash) = &change.hash {
            if !manual {
                return Err(ServiceError::rejected(
                    "no-sign-in",
                    "this dependent does not sign in; switch that on, too",
                ));
            }
            let status = facts.user(id).map(|user| user.status);
            if matches!(
                status,
                Some(UserStatus::Disabled | UserStatus::Deleted) | None
            ) {
                return Err(ServiceError::rejected(
                    "user-not-active",
                    "enable the account first",
                ));
            }
            accounts::set_password(tx, id, hash, now, true).await?;
        }
        if !manual || change.hash.is_some() {
            accounts::uninvite(tx, id).await?;
            let ended = sessions::delete_of_user(tx, id, None).await?;
            if change.hash.is_some() {
                let told = Told::new("password-reset", id.as_str())
                    .at(&right.home)
                    .with(json!({ "sessions": ended }));
                self.tell(tx, &right.actor, vec![told]).await?;
            }
        }
        if !manual {
            tokens::delete_of_user(tx, id).await?;
        }
        Ok(())
    }
}

//! Changing a profile, the move lock, and deleting an account.

use super::judge::{ProfileWrite, judged};
use super::profile::{UserView, view_of};
use super::sign_in::{KEY, SignInPatch};
use super::{changed_since, not_deleted, person_named};
use crate::audit::Told;
use crate::caller::{Acting, Caller};
use crate::error::ServiceError;
use crate::provisioning::is_told_outside;
use crate::rights::{
    Edit, GrantRoles, Lock, OverUser, over_account, over_lock, over_user, seen_user,
};
use crate::service::Service;
use crate::view::present;
use rehome_domain::hosting::{AddressUse, Delegation, UserType};
use rehome_domain::ids::{Address, AttributeId, PositionId, ProfileId, UserId};
use rehome_domain::people::{UserBase, UserStatus};
use rehome_domain::time::Day;
use rehome_domain::user_move::{Channel, Snapshot, View};
use rehome_storage::people::{self, ProfilePatch};
use rehome_storage::{Tx, sessions, transfers};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// What is to change of a profile; what is absent stays, what is null is emptied.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[allow(missing_docs)] // WHY: the fields are those of the profile.
pub struct UserPatch {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub username: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub given: Option<Option<String>>,
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub surname: Option<Option<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The primary address.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub email: Option<Option<String>>,
    /// The user principal name; of hosted accounts, as the next five.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub upn: Option<String>,
    /// All addresses, one of them primary.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub addresses: Option<BTreeMap<Address, AddressUse>>,
    /// The department, one of the customer's; null for unassigned.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub department: Option<Option<String>>,
    /// The office, one of the customer's; null for unassigned.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub office: Option<Option<String>>,
    /// Whether it is a person's account or a template for new ones.
    #[serde(skip_serializing_if = "Option::is_none", rename = "type")]
    pub user_type: Option<UserType>,
    /// Who may act for the person, all of them; those out of your view stay.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delegations: Option<BTreeSet<Delegation>>,
    /// The permission profile of who lives in a hub or satellite account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile: Option<ProfileId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<UserStatus>,
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub position: Option<Option<PositionId>>,
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub manager: Option<Option<UserId>>,
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub mapping_id: Option<Option<String>>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub attributes: BTreeMap<AttributeId, Value>,
    /// How a dependent signs in; for who may change that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sign_in: Option<SignInPatch>,
    /// Whom an operator sees and handles; for who grants roles to that person.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub user_base: Option<Option<UserBase>>,
    /// Whether an operator handles dependents; for who grants roles to that person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub manage_dependents: Option<bool>,
}

impl UserPatch {
    /// Whether it changes what hosted accounts alone have.
    pub(super) fn is_about_a_hosted_account(&self) -> bool {
        self.upn.is_some()
            || self.addresses.is_some()
            || self.department.is_some()
            || self.office.is_some()
            || self.user_type.is_some()
            || self.delegations.is_some()
    }

    /// Whether it changes what the person may do as an operator.
    fn is_about_an_operator(&self) -> bool {
        self.user_base.is_some() || self.manage_dependents.is_some()
    }
}

/// Whether the move lock is to be set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LockRequest {
    /// Set or clear.
    pub locked: bool,
}

impl Service {
    /// Changes a profile that still has the revision looked at.
    ///
    /// # Errors
    /// [`ServiceError::Conflict`] where it has not, [`ServiceError::Rejected`] for what cannot be.
    pub async fn user_patch(
        &self,
        caller: &Caller,
        acting: &Acting,
        user: &UserId,
        revision: i64,
        patch: UserPatch,
    ) -> Result<UserView, ServiceError> {
        let (this, actor, user) = (
            self.clone(),
            caller.actor(acting, Channel::Attended),
            user.clone(),
        );
        let sign_in = match &patch.sign_in {
            Some(change) => {
                // WHY: hashing is dear; who may not do this does not make anybody wait.
                let (asked, whom) = (actor.clone(), user.clone());
                self.store()
                    .read(move |tx| {
                        Box::pin(async move {
                            let (id, facts) = person_named(tx, &asked, &whom, Vec::new()).await?;
                            over_account(&View::of(&facts, &asked)?, &facts, &id).map(drop)
                        })
                    })
                    .await?;
                Some(self.sign_in_change(change).await?)
            }
            None => None,
        };
        let now = self.now();
        let today = now.day();
        self.store()
            .write(move |tx| {
                let (this, actor, user, patch, sign_in) = (
                    this.clone(),
                    actor.clone(),
                    user.clone(),
                    patch.clone(),
                    sign_in.clone(),
                );
                Box::pin(async move {
                    tx.alone().await?;
                    let (id, facts) = person_named(tx, &actor, &user, Vec::new()).await?;
                    let view = View::of(&facts, &actor)?;
                    let right: OverUser<Edit> = over_user(&view, &facts, &id)?;
                    if patch.is_about_an_operator() {
                        let granting: OverUser<GrantRoles> = over_user(&view, &facts, &id)?;
                        // WHY: nobody widens the own reach, as nobody grants themselves a role (ruling 16).
                        if granting.user == granting.actor {
                            return Err(ServiceError::Forbidden);
                        }
                    }
                    let mut stored = judged(tx, &facts, &view, &right, patch, today).await?;
                    if stored.profile.status == Some(UserStatus::Active) {
                        without_its_end(tx, &right.user, today, &mut stored.profile).await?;
                    }
                    if let Some(change) = &sign_in {
                        let whose = (&view, &facts, &id);
                        this.sign_in_write(tx, whose, change, (&mut stored.profile, now))
                            .await?;
                    }
                    this.user_write(tx, right, revision, &stored).await?;
                    let (id, facts) = person_named(tx, &actor, &id, Vec::new()).await?;
                    view_of(tx, &View::of(&facts, &actor)?, &facts, &id, today).await
                })
            })
            .await
    }

    pub(crate) async fn user_write(
        &self,
        tx: &mut Tx,
        right: OverUser<Edit>,
        revision: i64,
        write: &ProfileWrite,
    ) -> Result<(), ServiceError> {
        let patch = &write.profile;
        if patch.status == Some(UserStatus::Deleted) && transfers::concern(tx, &right.user).await? {
            return Err(ServiceError::rejected(
                "transfer-running",
                "things are carried from or to this person; wait until the transfer has ended, or end it first",
            ));
        }
        let is_ordered = is_told_outside(tx, &right.user, patch).await?;
        people::patch(tx, &right.user, patch, revision)
            .await?
            .ok_or_else(changed_since)?;
        let mut fields: Vec<&str> = Vec::new();
        fields.extend(patch.username.is_some().then_some("username"));
        fields.extend(patch.given.is_some().then_some("given"));
        fields.extend(patch.surname.is_some().then_some("surname"));
        fields.extend(patch.name.is_some().then_some("name"));
        fields.extend(patch.address.is_some().then_some("email"));
        fields.extend(patch.profile.is_some().then_some("profile"));
        fields.extend(patch.status.is_some().then_some("status"));
        fields.extend(patch.position.is_some().then_some("position"));
        fields.extend(patch.manager.is_some().then_some("manager"));
        fields.extend(patch.mapping_id.is_some().then_some("mapping_id"));
        fields.extend((!patch.attributes.is_empty()).then_some("attributes"));
        fields.extend(patch.extra.contains_key(KEY).then_some("sign_in"));
        fields.extend(patch.user_base.is_some().then_some("user_base"));
        fields.extend(
            patch
                .manage_dependents
                .is_some()
                .then_some("manage_dependents"),
        );
        if let Some(hosted) = &write.hosted {
            self.hosted_write(tx, &right, hosted).await?;
            fields.extend(hosted.fields());
        }
        if is_ordered {
            self.provisioning_order_account(tx, &right.actor, &right.user)
                .await?;
        }
        if patch
            .status
            .is_some_and(|status| status != UserStatus::Active)
        {
            sessions::delete_of_user(tx, &right.user, None).await?;
        }
        let told = Told::new("user-changed", right.user.as_str())
            .at(&right.home)
            .with(json!({ "fields": fields, "status": patch.status }));
        self.tell(tx, &right.actor, vec![told]).await
    }

    /// Sets or clears the move lock; with a revision, only where it still is the one looked at.
    ///
    /// # Errors
    /// As [`Service::user_patch`].
    pub async fn user_lock(
        &self,
        caller: &Caller,
        acting: &Acting,
        user: &UserId,
        revision: Option<i64>,
        request: LockRequest,
    ) -> Result<UserView, ServiceError> {
        let (this, actor, user) = (
            self.clone(),
            caller.actor(acting, Channel::Attended),
            user.clone(),
        );
        let today = self.now().day();
        self.store()
            .write(move |tx| {
                let (this, actor, user) = (this.clone(), actor.clone(), user.clone());
                Box::pin(async move {
                    let (id, facts) = person_named(tx, &actor, &user, Vec::new()).await?;
                    let view = View::of(&facts, &actor)?;
                    let right = over_lock(&view, &facts, &id)?;
                    not_deleted(seen_user(&view, &facts, &id)?)?;
                    let is_there = facts
                        .user(&id)
                        .is_some_and(|user| user.locked == request.locked);
                    if revision.is_some_and(|revision| revision != right.revision) {
                        return Err(changed_since());
                    }
                    if !is_there {
                        this.lock_write(tx, right, request.locked).await?;
                    }
                    let (id, facts) = person_named(tx, &actor, &id, Vec::new()).await?;
                    view_of(tx, &View::of(&facts, &actor)?, &facts, &id, today).await
                })
            })
            .await
    }

    pub(crate) async fn lock_write(
        &self,
        tx: &mut Tx,
        right: OverUser<Lock>,
        locked: bool,
    ) -> Result<(), ServiceError> {
        people::set_lock(tx, &right.user, locked, right.revision)
            .await?
            .ok_or_else(changed_since)?;
        let action = if locked {
            "user-locked"
        } else {
            "user-unlocked"
        };
        self.tell(
            tx,
            &right.actor,
            vec![Told::new(action, right.user.as_str()).at(&right.home)],
        )
        .await
    }

    /// Deletes an account: it stays as a record that nobody can sign in with or move.
    ///
    /// # Errors
    /// [`ServiceError::Rejected`] for oneself, for who has dependents, and for whose things are carried from one account to
    /// another, or who takes over what stays of that (content 11).
    pub async fn user_delete(
        &self,
        caller: &Caller,
        acting: &Acting,
        user: &UserId,
        revision: Option<i64>,
    ) -> Result<(), ServiceError> {
        let (this, actor, user) = (
            self.clone(),
            caller.actor(acting, Channel::Attended),
            user.clone(),
        );
        self.store()
            .write(move |tx| {
                let (this, actor, user) = (this.clone(), actor.clone(), user.clone());
                Box::pin(async move {
                    tx.alone().await?;
                    let (id, facts) = person_named(tx, &actor, &user, Vec::new()).await?;
                    let view = View::of(&facts, &actor)?;
                    let right: OverUser<Edit> = over_user(&view, &facts, &id)?;
                    let patch = deleted(&facts, &right)?.into();
                    let expected = revision.unwrap_or(right.revision);
                    this.user_write(tx, right, expected, &patch).await
                })
            })
            .await
    }
}

/// An account that is opened again after its last day has none any more: it would be disabled at once.
async fn without_its_end(
    tx: &mut Tx,
    user: &UserId,
    today: Day,
    stored: &mut ProfilePatch,
) -> Result<(), ServiceError> {
    let Some(profile) = people::get(tx, user).await? else {
        return Ok(());
    };
    let Some(Value::Object(account)) = profile.extra.get("account") else {
        return Ok(());
    };
    let last = account.get("expires").and_then(Value::as_str);
    let last: Option<Day> = last.and_then(|last| last.parse().ok());
    if last.is_some_and(|last| last < today) {
        let mut account = account.clone();
        account.shift_remove("expires");
        let account = Some(Value::Object(account)).filter(|it| *it != json!({}));
        let account = account.unwrap_or(Value::Null);
        stored.extra.insert("account".to_owned(), account);
    }
    Ok(())
}

/// What deletes an account, where that can be.
pub(crate) fn deleted(
    facts: &Snapshot,
    right: &OverUser<Edit>,
) -> Result<ProfilePatch, ServiceError> {
    if right.user == right.actor {
        return Err(ServiceError::rejected(
            "own-account",
            "somebody else has to delete your account",
        ));
    }
    let user = facts.user(&right.user);
    if user.is_some_and(|user| facts.family(user).nth(1).is_some()) {
        return Err(ServiceError::rejected(
            "has-dependents",
            "delete the dependents first",
        ));
    }
    Ok(ProfilePatch {
        status: Some(UserStatus::Deleted),
        ..ProfilePatch::default()
    })
}

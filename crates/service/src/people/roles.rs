//! Granting and revoking roles: never above the own rank, never one's own (enterprise 3, ruling 16).

use super::{not_deleted, person_named};
use crate::audit::{Told, holds_everywhere};
use crate::caller::{Acting, Caller};
use crate::error::ServiceError;
use crate::rights::{GrantRoles, OverOrganization, over_organization, seen_user};
use crate::service::Service;
use rehome_domain::ids::{OrganizationCode, RoleId, UserId};
use rehome_domain::people::Grant;
use rehome_domain::role::BuiltIn;
use rehome_domain::user_move::{Actor, Channel, Snapshot, View};
use rehome_storage::{Tx, roles};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

/// A role to grant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GrantRequest {
    /// The role.
    pub role: RoleId,
    /// Where it is to be held; nowhere in particular where none.
    #[serde(default)]
    pub at: Option<OrganizationCode>,
}

/// The right to give or take one role.
struct RoleAuthority {
    actor: UserId,
    user: UserId,
    grant: Grant,
}

impl Service {
    /// Grants a role; true where it was not held before.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] for who or what is out of view, [`ServiceError::Forbidden`] above the own rank or for
    /// oneself, [`ServiceError::Rejected`] for a role that does not exist or cannot be held there.
    pub async fn role_grant(
        &self,
        caller: &Caller,
        acting: &Acting,
        user: &UserId,
        request: GrantRequest,
    ) -> Result<bool, ServiceError> {
        self.role_change(
            caller,
            acting,
            user,
            Grant {
                role: request.role,
                at: request.at,
            },
            true,
        )
        .await
    }

    /// Revokes a role; false where it was not held.
    ///
    /// # Errors
    /// As [`Service::role_grant`].
    pub async fn role_revoke(
        &self,
        caller: &Caller,
        acting: &Acting,
        user: &UserId,
        grant: Grant,
    ) -> Result<bool, ServiceError> {
        self.role_change(caller, acting, user, grant, false).await
    }

    async fn role_change(
        &self,
        caller: &Caller,
        acting: &Acting,
        user: &UserId,
        grant: Grant,
        is_given: bool,
    ) -> Result<bool, ServiceError> {
        let (this, actor, user) = (
            self.clone(),
            caller.actor(acting, Channel::Attended),
            user.clone(),
        );
        self.store()
            .write(move |tx| {
                let (this, actor, user, grant) =
                    (this.clone(), actor.clone(), user.clone(), grant.clone());
                Box::pin(async move {
                    tx.alone().await?;
                    let (user, facts) =
                        person_named(tx, &actor, &user, grant.at.iter().cloned().collect()).await?;
                    let authority = authorize(&facts, &actor, &user, grant, is_given)?;
                    this.role_write(tx, authority, is_given).await
                })
            })
            .await
    }

    async fn role_write(
        &self,
        tx: &mut Tx,
        authority: RoleAuthority,
        is_given: bool,
    ) -> Result<bool, ServiceError> {
        let RoleAuthority { actor, user, grant } = authority;
        let (has_changed, action) = if is_given {
            (roles::grant(tx, &user, &grant).await?, "role-granted")
        } else {
            (roles::revoke(tx, &user, &grant).await?, "role-revoked")
        };
        if has_changed {
            let told = Told::new(action, user.as_str())
                .with(json!({ "role": grant.role, "at": grant.at }));
            let told = match &grant.at {
                Some(at) => told.at(at),
                None => told,
            };
            self.tell(tx, &actor, vec![told]).await?;
        }
        Ok(has_changed)
    }
}

fn authorize(
    facts: &Snapshot,
    actor: &Actor,
    user: &UserId,
    grant: Grant,
    is_given: bool,
) -> Result<RoleAuthority, ServiceError> {
    let view = View::of(facts, actor)?;
    let Some(at) = &grant.at else {
        // WHY: system administrators and auditors are made by system administrators alone, who see nobody's data;
        // they name people by id.
        let administers = holds_everywhere(&view, BuiltIn::SystemAdministrator, facts);
        let person = if administers {
            facts.user(user).ok_or(ServiceError::NotFound)?
        } else {
            seen_user(&view, facts, user)?
        };
        let may = administers && person.id != view.actor.id;
        let is_known = facts
            .roles
            .get(&grant.role)
            .is_some_and(|role| role.allowed_at.is_empty());
        return match (may, is_known) {
            (false, _) => Err(ServiceError::Forbidden),
            (true, false) => Err(ServiceError::rejected(
                "role-not-here",
                "this role is held at an organization; say which",
            )),
            (true, true) => {
                if is_given {
                    not_deleted(person)?;
                }
                Ok(RoleAuthority {
                    actor: view.actor.id.clone(),
                    user: user.clone(),
                    grant,
                })
            }
        };
    };
    let person = seen_user(&view, facts, user)?;
    let right: OverOrganization<GrantRoles> = over_organization(&view, facts, at)?;
    let role = facts
        .roles
        .get(&grant.role)
        .ok_or_else(|| ServiceError::rejected("unknown-role", "there is no such role"))?;
    let place = facts.organizations.get(at);
    let kind = place.map(|place| place.kind);
    let customer = place.and_then(|place| place.organization.hosting.as_deref());
    if is_given && customer.is_some_and(|there| !there.takes_role(&grant.role)) {
        return Err(ServiceError::rejected(
            "role-restricted",
            "this customer does not let anybody hold this role; choose another, or have its roles changed",
        ));
    }
    if is_given && !kind.is_some_and(|kind| role.allowed_at.contains(&kind)) {
        return Err(ServiceError::rejected(
            "role-not-here",
            "this role cannot be held at this kind of organization",
        ));
    }
    if role.rank() > view.rank() || person.id == right.actor {
        return Err(ServiceError::Forbidden);
    }
    if is_given {
        not_deleted(person)?;
    }
    Ok(RoleAuthority {
        actor: right.actor,
        user: user.clone(),
        grant,
    })
}

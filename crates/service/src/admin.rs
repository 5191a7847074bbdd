//! Setting up an installation from the command line: the first administrator.

use crate::audit::Told;
use crate::directory::SYSTEM;
use crate::error::ServiceError;
use crate::service::Service;
use crate::sign_in::SHORTEST_PASSWORD;
use rehome_domain::directory::{Directory, OrganizationEntry, UserEntry};
use rehome_domain::ids::{OrganizationCode, UserId};
use rehome_domain::organization::{
    Look, OrganizationKind, OrganizationStatus, SubscriptionSettings, UserMoveSettings,
};
use rehome_domain::people::{Grant, UserStatus};
use rehome_domain::text::{judge_username, normalized};
use rehome_storage::{accounts, directory};
use serde_json::{Map, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Who is to administer.
#[derive(Clone, Debug)]
pub struct NewAdministrator {
    /// The sign-in name, which is the id too.
    pub username: String,
    /// The display name; the sign-in name where none.
    pub name: Option<String>,
    /// The password.
    pub password: String,
    /// The organization to live in.
    pub home: OrganizationCode,
    /// The role, held at `at`.
    pub role: String,
    /// Where the role is held; nowhere in particular where none.
    pub at: Option<OrganizationCode>,
}

impl Service {
    /// Makes an administrator; where nothing is there yet, a home of its own for it, standing alone.
    ///
    /// # Errors
    /// [`ServiceError::Rejected`] for a bad name, password, role or place; [`ServiceError::Conflict`] where the
    /// name is there already.
    pub async fn administrator_create(
        &self,
        new: NewAdministrator,
    ) -> Result<UserId, ServiceError> {
        let username = normalized(&new.username);
        judge_username(&username)
            .map_err(|fault| ServiceError::rejected("bad-username", fault.to_string()))?;
        if new.password.chars().count() < SHORTEST_PASSWORD {
            return Err(ServiceError::rejected(
                "password-too-short",
                "a password has at least 8 characters",
            ));
        }
        let hash = self.password_hash(&new.password).await?;
        let id = UserId::from(username.as_str());
        let is_empty = self.directory_counts().await?.organizations == 0;
        let mut made = Directory::default();
        if is_empty {
            made.organizations
                .insert(new.home.clone(), standing_alone(&new.home));
        }
        let grant = Grant {
            role: new.role.as_str().into(),
            at: new.at.clone(),
        };
        made.users
            .insert(id.clone(), person(&new, &username, grant));
        let (this, now, made, user) = (self.clone(), self.now(), Arc::new(made), id.clone());
        self.store()
            .write(move |tx| {
                let (this, made, hash, id, home) = (
                    this.clone(),
                    made.clone(),
                    hash.clone(),
                    user.clone(),
                    new.home.clone(),
                );
                Box::pin(async move {
                    directory::import(tx, &made, &|_, _| {}).await.map_err(
                        |error| match error {
                            rehome_storage::StoreError::AlreadyExists { .. } => {
                                ServiceError::conflict(
                                    "already-exists",
                                    format!("{id} is there already"),
                                )
                            }
                            rehome_storage::StoreError::Dangling { .. } => ServiceError::rejected(
                                "unknown-organization",
                                format!("there is no organization {home}"),
                            ),
                            other => other.into(),
                        },
                    )?;
                    accounts::set_password_hash(tx, &id, &hash, now).await?;
                    let told = Told::new("administrator-created", id.as_str())
                        .at(&home)
                        .with(json!({}));
                    this.tell(tx, &UserId::from(SYSTEM), vec![told]).await
                })
            })
            .await?;
        Ok(id)
    }
}

fn standing_alone(code: &OrganizationCode) -> OrganizationEntry {
    OrganizationEntry {
        kind: OrganizationKind::Basic,
        parent: None,
        name: Arc::from(code.as_str()),
        status: OrganizationStatus::Active,
        user_move: UserMoveSettings::default(),
        subscriptions: SubscriptionSettings::default(),
        hierarchy_required: false,
        hierarchy: Vec::new(),
        look: Look::default(),
        extra: Map::new(),
    }
}

fn person(new: &NewAdministrator, username: &str, grant: Grant) -> UserEntry {
    UserEntry {
        home: new.home.clone(),
        username: Arc::from(username),
        given: None,
        surname: None,
        name: new
            .name
            .as_deref()
            .map_or_else(|| Arc::from(username), Arc::from),
        status: UserStatus::Active,
        locked: false,
        position: None,
        remembered_positions: BTreeMap::new(),
        sponsor: None,
        manager: None,
        mapping_id: None,
        roles: BTreeSet::from([grant]),
        subscriptions: BTreeSet::new(),
        attributes: BTreeMap::new(),
        user_base: None,
        manage_dependents: true,
        addresses: BTreeMap::new(),
        password: None,
        extra: Map::new(),
    }
}

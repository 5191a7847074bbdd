//! Setting up an installation from the command line: the first administrator.

use crate::audit::Told;
use crate::directory::SYSTEM;
use crate::error::ServiceError;
use crate::people::free_username;
use crate::service::Service;
use crate::sign_in::SHORTEST_PASSWORD;
use rehome_domain::directory::{Directory, OrganizationEntry, UserEntry};
use rehome_domain::ids::{OrganizationCode, RoleId, UserId};
use rehome_domain::organization::{
    Look, Organization, OrganizationKind, OrganizationStatus, SubscriptionSettings,
    UserMoveSettings,
};
use rehome_domain::people::{Grant, UserStatus};
use rehome_domain::role::BuiltIn;
use rehome_domain::text::{judge_username, normalized};
use rehome_domain::tree::Placed;
use rehome_domain::user_move::Snapshot;
use rehome_storage::snapshot::{Destinations, Wanted};
use rehome_storage::{Tx, accounts, directory, names, snapshot};
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
    /// The role; the administrator's of `at` where none.
    pub role: Option<RoleId>,
    /// Where the role is held; at home where none. A role that is held nowhere in particular needs none.
    pub at: Option<OrganizationCode>,
}

/// An administrator who was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MadeAdministrator {
    /// The id.
    pub user: UserId,
    /// The role held, and where.
    pub grant: Grant,
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
    ) -> Result<MadeAdministrator, ServiceError> {
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
        let is_empty = self.directory_counts().await?.organizations == 0;
        let (this, now) = (self.clone(), self.now());
        self.store()
            .write(move |tx| {
                let (this, new, hash, username) =
                    (this.clone(), new.clone(), hash.clone(), username.clone());
                Box::pin(async move {
                    tx.alone().await?;
                    let mut made = Directory::default();
                    if is_empty {
                        made.organizations
                            .insert(new.home.clone(), standing_alone(&new.home));
                    }
                    let facts = places(tx, &new, is_empty).await?;
                    let grant = grant_of(&facts, &new, is_empty)?;
                    let home = place(&facts, &new.home)?;
                    if !home.kind.may_be_home() {
                        return Err(ServiceError::rejected(
                            "not-a-home",
                            format!("nobody can live in {}", new.home),
                        ));
                    }
                    let id = UserId::from(username.as_str());
                    if names::person(tx, &id).await?.is_some() {
                        return Err(there_already(&id));
                    }
                    let username = free_username(tx, home, None, &username).await?;
                    made.users
                        .insert(id.clone(), person(&new, &username, grant.clone()));
                    directory::import(tx, &made, &|_, _| {}).await?;
                    accounts::set_password(tx, &id, &hash, now, false).await?;
                    let told = Told::new("administrator-created", id.as_str())
                        .at(&new.home)
                        .with(json!({ "role": grant.role, "at": grant.at }));
                    this.tell(tx, &UserId::from(SYSTEM), vec![told]).await?;
                    Ok(MadeAdministrator { user: id, grant })
                })
            })
            .await
    }
}

fn there_already(id: &UserId) -> ServiceError {
    ServiceError::conflict("already-exists", format!("{id} is there already"))
}

/// The organizations the new administrator is to live in and to administer.
async fn places(
    tx: &mut Tx,
    new: &NewAdministrator,
    is_empty: bool,
) -> Result<Snapshot, ServiceError> {
    if is_empty {
        let home = Organization::new(
            new.home.clone(),
            OrganizationKind::Basic,
            None,
            new.home.as_str(),
        );
        return Ok(Snapshot {
            organizations: vec![home].into(),
            ..Snapshot::default()
        });
    }
    let codes: BTreeSet<OrganizationCode> = new.at.iter().chain([&new.home]).cloned().collect();
    let nobody = UserId::from("");
    let wanted = Wanted::new(
        nobody,
        Vec::new(),
        Destinations::These(codes.into_iter().collect()),
    );
    Ok(snapshot::load(tx, &wanted).await?)
}

fn place<'f>(facts: &'f Snapshot, code: &OrganizationCode) -> Result<Placed<'f>, ServiceError> {
    facts.organizations.get(code).ok_or_else(|| {
        ServiceError::rejected(
            "unknown-organization",
            format!("there is no organization {code}"),
        )
    })
}

/// The role asked for, or the one that administers the kind of organization; it must exist and be allowed there.
fn grant_of(
    facts: &Snapshot,
    new: &NewAdministrator,
    is_empty: bool,
) -> Result<Grant, ServiceError> {
    let at = new.at.as_ref().unwrap_or(&new.home);
    let kind = place(facts, at)?.kind;
    let named = |role: BuiltIn| RoleId::new(role.row().name);
    let role = match (&new.role, kind) {
        (Some(role), _) => role.clone(),
        (None, _) if is_empty => named(BuiltIn::SystemAdministrator),
        (None, OrganizationKind::SuperEnterprise | OrganizationKind::Enterprise) => {
            named(BuiltIn::EnterpriseAdministrator)
        }
        (None, _) => named(BuiltIn::OrganizationAdministrator),
    };
    let known = facts.roles.get(&role).ok_or_else(|| {
        ServiceError::rejected("unknown-role", format!("there is no role {role}"))
    })?;
    if known.allowed_at.is_empty() {
        return Ok(Grant { role, at: None });
    }
    if !known.allowed_at.contains(&kind) {
        return Err(ServiceError::rejected(
            "role-not-here",
            format!("{role} cannot be held at {at}; name another role or another organization"),
        ));
    }
    Ok(Grant {
        role,
        at: Some(at.clone()),
    })
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

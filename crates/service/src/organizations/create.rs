//! New organizations, and changes of name and state.

use super::view::{OrganizationView, facts_about, view_of};
use super::{is_system_administrator, visible};
use crate::audit::Told;
use crate::caller::{Acting, Caller};
use crate::error::ServiceError;
use crate::people::changed_since;
use crate::rights::{Configure, OverOrganization, over_organization};
use crate::service::Service;
use rehome_domain::directory::{Directory, OrganizationEntry};
use rehome_domain::ids::OrganizationCode;
use rehome_domain::organization::{
    Look, OrganizationKind, OrganizationStatus, SubscriptionSettings, UserMoveSettings,
};
use rehome_domain::role::{Permission, Reach};
use rehome_domain::text::normalized;
use rehome_domain::tree::Placed;
use rehome_domain::user_move::{Channel, Snapshot, View};
use rehome_storage::{StoreError, directory, organizations};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, json};
use std::sync::Arc;

/// An organization to be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewOrganization {
    /// The code, which never changes.
    pub code: OrganizationCode,
    /// What it is to be.
    pub kind: OrganizationKind,
    /// The organization above.
    #[serde(default)]
    pub parent: Option<OrganizationCode>,
    /// The display name.
    pub name: String,
}

/// What is to change of an organization's record; what is absent stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct OrganizationPatch {
    /// The display name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The state.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<OrganizationStatus>,
}

impl Service {
    /// Makes an organization; only system administrators do (enterprise 1).
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`] for anybody else, [`ServiceError::Rejected`] for what cannot be,
    /// [`ServiceError::Conflict`] where the code is in use.
    pub async fn organization_create(
        &self,
        caller: &Caller,
        acting: &Acting,
        new: NewOrganization,
    ) -> Result<OrganizationView, ServiceError> {
        let (this, actor) = (self.clone(), caller.actor(acting, Channel::Attended));
        self.store()
            .write(move |tx| {
                let (this, actor, new) = (this.clone(), actor.clone(), new.clone());
                Box::pin(async move {
                    tx.alone().await?;
                    let above = new.parent.clone().unwrap_or_else(|| new.code.clone());
                    let facts = facts_about(tx, &actor, &above).await?;
                    let view = View::of(&facts, &actor)?;
                    if !is_system_administrator(&view, &facts) {
                        return Err(ServiceError::Forbidden);
                    }
                    let parent = match &new.parent {
                        Some(parent) => Some(
                            facts
                                .organizations
                                .get(parent)
                                .ok_or(ServiceError::NotFound)?
                                .kind,
                        ),
                        None => None,
                    };
                    let entry = judged(&new, parent)?;
                    let mut one = Directory::default();
                    one.organizations.insert(new.code.clone(), entry);
                    directory::import(tx, &one, &|_, _| {})
                        .await
                        .map_err(|error| match error {
                            StoreError::AlreadyExists { .. } => ServiceError::conflict(
                                "already-exists",
                                format!("there is an organization {} already", new.code),
                            ),
                            other => other.into(),
                        })?;
                    let told = Told::new("organization-created", new.code.as_str())
                        .at(&new.code)
                        .with(json!({ "kind": new.kind, "parent": new.parent }));
                    this.tell(tx, &actor.user, vec![told]).await?;
                    let facts = facts_about(tx, &actor, &new.code).await?;
                    view_of(tx, &View::of(&facts, &actor)?, &facts, &new.code).await
                })
            })
            .await
    }

    /// Changes name or state of an organization whose record still has the revision looked at. The state is for
    /// administrators from above and of the system.
    ///
    /// # Errors
    /// [`ServiceError::Conflict`] where it has not, [`ServiceError::Rejected`] for what cannot be.
    pub async fn organization_patch(
        &self,
        caller: &Caller,
        acting: &Acting,
        code: &OrganizationCode,
        revision: i64,
        patch: OrganizationPatch,
    ) -> Result<OrganizationView, ServiceError> {
        let (this, actor, code) = (
            self.clone(),
            caller.actor(acting, Channel::Attended),
            code.clone(),
        );
        self.store()
            .write(move |tx| {
                let (this, actor, code, patch) =
                    (this.clone(), actor.clone(), code.clone(), patch.clone());
                Box::pin(async move {
                    tx.alone().await?;
                    let facts = facts_about(tx, &actor, &code).await?;
                    let view = View::of(&facts, &actor)?;
                    let place = visible(&view, &facts, &code)?;
                    if !is_system_administrator(&view, &facts) {
                        let _: OverOrganization<Configure> =
                            over_organization(&view, &facts, &code)?;
                        if patch.status.is_some() && !may_set_status(&view, &facts, place) {
                            return Err(ServiceError::Forbidden);
                        }
                    }
                    let name = patch
                        .name
                        .as_deref()
                        .map_or_else(|| place.name.to_string(), normalized);
                    is_name(&name)?;
                    let status = patch.status.unwrap_or(place.status);
                    organizations::patch(tx, &code, &name, status, revision)
                        .await?
                        .ok_or_else(changed_since)?;
                    let told = Told::new("organization-changed", code.as_str())
                        .at(&code)
                        .with(json!({ "name": name, "status": status }));
                    this.tell(tx, &actor.user, vec![told]).await?;
                    let facts = facts_about(tx, &actor, &code).await?;
                    view_of(tx, &View::of(&facts, &actor)?, &facts, &code).await
                })
            })
            .await
    }
}

/// Whether the viewer may change the state of an organization: administrators from above and of the system may.
pub(super) fn may_set_status(view: &View<'_>, facts: &Snapshot, place: Placed<'_>) -> bool {
    let from_above = view
        .roles
        .iter()
        .any(|role| role.reach(Permission::Configure) == Some(Reach::Subtree));
    is_system_administrator(view, facts)
        || (from_above
            && place.code != view.acting_in.code
            && view.may(Permission::Configure, place))
}

fn is_name(name: &str) -> Result<(), ServiceError> {
    if (1..=200).contains(&name.chars().count()) && !name.chars().any(char::is_control) {
        return Ok(());
    }
    Err(ServiceError::rejected(
        "bad-name",
        "a name has 1 to 200 characters",
    ))
}

fn judged(
    new: &NewOrganization,
    parent: Option<OrganizationKind>,
) -> Result<OrganizationEntry, ServiceError> {
    if !OrganizationCode::is_legal(new.code.as_str()) {
        return Err(ServiceError::rejected(
            "bad-code",
            "a code has 1 to 80 of a-z, 0-9 and -",
        ));
    }
    let name = normalized(&new.name);
    is_name(&name)?;
    match parent {
        Some(kind) if !new.kind.legal_parents().contains(&kind) => {
            return Err(ServiceError::rejected(
                "illegal-parent",
                "this kind of organization cannot lie under that one",
            ));
        }
        None if !new.kind.may_be_root() => {
            return Err(ServiceError::rejected(
                "missing-parent",
                "this kind of organization lies under another; say which",
            ));
        }
        _ => {}
    }
    Ok(OrganizationEntry {
        kind: new.kind,
        parent: new.parent.clone(),
        name: Arc::from(name),
        status: OrganizationStatus::Active,
        user_move: UserMoveSettings::default(),
        subscriptions: SubscriptionSettings::default(),
        hierarchy_required: false,
        hierarchy: Vec::new(),
        look: Look::default(),
        extra: Map::new(),
    })
}

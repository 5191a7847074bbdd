//! New organizations, and changes of name and state.

use super::view::{OrganizationView, facts_about, view_of};
use super::{is_system_administrator, visible};
use crate::audit::Told;
use crate::caller::{Acting, Caller};
use crate::error::ServiceError;
use crate::people::changed_since;
use crate::rights::{Configure, OverOrganization, over_organization};
use crate::service::Service;
use crate::user_move::resolve::of_actor;
use rehome_domain::directory::{Directory, OrganizationEntry};
use rehome_domain::hosting::setup::is_legal_short_name;
use rehome_domain::ids::{LocationId, OrganizationCode};
use rehome_domain::organization::{
    Look, OrganizationKind, OrganizationStatus, SubscriptionSettings, UserMoveSettings,
};
use rehome_domain::role::{Permission, Reach};
use rehome_domain::text::normalized;
use rehome_domain::tree::Placed;
use rehome_domain::user_move::{Channel, Snapshot, View};
use rehome_storage::organizations::{CatalogueSection, Use, entries, times_used};
use rehome_storage::snapshot::{self, Destinations};
use rehome_storage::{StoreError, Tx, directory, organizations, transfers};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
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
    /// In hosting trees: the short name that usernames carry, which never changes; the code in capitals where nothing
    /// is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub short_name: Option<String>,
    /// In hosting trees: where it stands; as the organization above where nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<LocationId>,
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
    /// Makes an organization: system administrators do (enterprise 1), and whoever administers a provider or reseller
    /// makes customers and resellers there and below (hosting 1).
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`] for anybody else, [`ServiceError::NotFound`] where the organization above is out of view, [`ServiceError::Rejected`] for what cannot be,
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
                    may_create(&view, &facts, &new)?;
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
                    let mut entry = judged(&new, parent)?;
                    entry.extra = hosting_fields(tx, &new).await?;
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
                    if place.kind == OrganizationKind::Provider
                        && status != OrganizationStatus::Active
                    {
                        return Err(ServiceError::rejected(
                            "provider-stays",
                            "the provider is above all others and stays active",
                        ));
                    }
                    if status == OrganizationStatus::Deleted
                        && place.kind.is_hosting_tree()
                        && (place.status != OrganizationStatus::Closed
                            || organizations::people_here(tx, &code).await? > 0)
                    {
                        return Err(ServiceError::rejected(
                            "close-first",
                            "close it first, and move or delete everybody who lives there",
                        ));
                    }
                    if status != place.status && place.kind.is_account_tree() {
                        nothing_is_carried(tx, &code, status).await?;
                    }
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

impl Service {
    /// The locations a new organization can stand in, for who makes organizations where they act.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`] for anybody else.
    pub async fn locations(
        &self,
        caller: &Caller,
        acting: &Acting,
    ) -> Result<Vec<LocationId>, ServiceError> {
        let actor = caller.actor(acting, Channel::Attended);
        self.store()
            .read(move |tx| {
                Box::pin(async move {
                    let wanted = of_actor(&actor, vec![actor.user.clone()], Destinations::None);
                    let facts = snapshot::load(tx, &wanted).await?;
                    let view = View::of(&facts, &actor)?;
                    if !is_system_administrator(&view, &facts)
                        && !may_create_below(&view, view.acting_in)
                    {
                        return Err(ServiceError::Forbidden);
                    }
                    let known = entries(tx, CatalogueSection::Locations).await?;
                    Ok(known.iter().map(|it| it.id.as_str().into()).collect())
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

/// Whether the viewer may make organizations below this one, customers and resellers (hosting 1).
pub(super) fn may_create_below(view: &View<'_>, place: Placed<'_>) -> bool {
    let sells = matches!(
        place.kind,
        OrganizationKind::Provider | OrganizationKind::Reseller
    );
    let reaches_down = view
        .roles
        .iter()
        .any(|role| role.reach(Permission::Configure) == Some(Reach::Subtree));
    sells && reaches_down && view.may(Permission::Configure, place)
}

fn may_create(
    view: &View<'_>,
    facts: &Snapshot,
    new: &NewOrganization,
) -> Result<(), ServiceError> {
    if is_system_administrator(view, facts) {
        return Ok(());
    }
    // WHY: who makes none anywhere is told so, whatever is named; who does learns nothing of what is out of view.
    if !may_create_below(view, view.acting_in) {
        return Err(ServiceError::Forbidden);
    }
    let parent = new.parent.as_ref().ok_or(ServiceError::Forbidden)?;
    let place = visible(view, facts, parent)?;
    let is_hosting = matches!(
        new.kind,
        OrganizationKind::Reseller | OrganizationKind::Customer
    );
    if !is_hosting || !may_create_below(view, place) {
        return Err(ServiceError::Forbidden);
    }
    if place.status != OrganizationStatus::Active {
        return Err(ServiceError::rejected(
            "parent-not-active",
            "the organization above is not active",
        ));
    }
    Ok(())
}

/// The fields that a new organization of a hosting tree has from the start.
async fn hosting_fields(
    tx: &mut Tx,
    new: &NewOrganization,
) -> Result<Map<String, Value>, ServiceError> {
    let mut fields = Map::new();
    if !new.kind.is_hosting_tree() {
        if new.short_name.is_some() || new.location.is_some() {
            return Err(ServiceError::rejected(
                "setting-not-here",
                "this kind of organization has neither short name nor location",
            ));
        }
        return Ok(fields);
    }
    let short_name = match &new.short_name {
        Some(name) => name.trim().to_owned(),
        None => new.code.as_str().to_ascii_uppercase(),
    };
    if !is_legal_short_name(&short_name) {
        return Err(ServiceError::rejected(
            "short-name-illegal",
            "a short name has 1 to 8 letters and digits; give one that differs from the code",
        ));
    }
    if times_used(tx, Use::ShortName, &short_name).await? > 0 {
        return Err(ServiceError::conflict(
            "short-name-taken",
            format!("another organization has the short name {short_name}"),
        ));
    }
    fields.insert("short_name".to_owned(), Value::from(short_name));
    if let Some(location) = &new.location {
        let known = entries(tx, CatalogueSection::Locations).await?;
        if !known.iter().any(|it| it.id == location.as_str()) {
            return Err(ServiceError::rejected(
                "unknown-location",
                format!("there is no location {location}"),
            ));
        }
        fields.insert("location".to_owned(), Value::from(location.as_str()));
    }
    Ok(fields)
}

/// Whether an account may come to a state: no end comes upon one while things are carried from or to it (content 11).
async fn nothing_is_carried(
    tx: &mut Tx,
    code: &OrganizationCode,
    status: OrganizationStatus,
) -> Result<(), ServiceError> {
    let ends = matches!(
        status,
        OrganizationStatus::Closed | OrganizationStatus::Deleted
    );
    if ends && transfers::under_way(tx, code).await? {
        return Err(ServiceError::rejected(
            "account-transfer-running",
            "things are carried from or to this account, or one below it; wait until the transfer has ended, or end it first",
        ));
    }
    Ok(())
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

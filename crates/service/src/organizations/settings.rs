//! Changing a section of an organization's settings.

use super::hierarchy::{HierarchyPatch, changed_hierarchy};
use super::uniqueness::is_ready;
use super::view::{OrganizationView, facts_about, view_of};
use super::{inherited_from, is_system_administrator, visible};
use crate::audit::Told;
use crate::caller::{Acting, Caller};
use crate::error::ServiceError;
use crate::people::changed_since;
use crate::rights::{Configure, OverOrganization, over_organization};
use crate::service::Service;
use rehome_domain::ids::OrganizationCode;
use rehome_domain::organization::{Look, Organization, OrganizationKind, UserMoveSettings};
use rehome_domain::tree::Placed;
use rehome_domain::user_move::{Channel, Snapshot, View};
use rehome_storage::organizations::{self, OrganizationsFilter, Settings};
use rehome_storage::snapshot::{self, Destinations, Wanted};
use rehome_storage::{Tx, subscriptions};
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Changes of section `user_move`; what is absent stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[allow(missing_docs)] // WHY: the fields are those of the section.
pub struct UserMovePatch {
    pub require_user_uniqueness: Option<bool>,
    pub user_move_enabled: Option<bool>,
    pub available_organizations: Option<BTreeSet<OrganizationCode>>,
    pub admin_moves_to_super: Option<bool>,
    pub self_moves_of_locked: Option<bool>,
    pub user_move_for_end_users: Option<bool>,
    pub undo_days: Option<u32>,
}

/// Changes of section `subscriptions`; what is absent stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[allow(missing_docs)] // WHY: the fields are those of the section.
pub struct SubscriptionsPatch {
    pub organization_subscriptions: Option<bool>,
    pub subscriptions_for_end_users: Option<bool>,
}

/// Changes of section `look`; what is absent stays, what is null is emptied.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[allow(missing_docs)] // WHY: the fields are those of the section.
pub struct LookPatch {
    #[serde(deserialize_with = "present")]
    pub accent: Option<Option<Arc<str>>>,
    #[serde(deserialize_with = "present")]
    pub logo: Option<Option<Arc<str>>>,
    #[serde(deserialize_with = "present")]
    pub theme: Option<Option<Arc<str>>>,
}

fn present<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<Option<Option<T>>, D::Error> {
    Option::<T>::deserialize(deserializer).map(Some)
}

/// A section with its changes.
#[derive(Clone)]
enum Patch {
    UserMove(UserMovePatch),
    Subscriptions(SubscriptionsPatch),
    Hierarchy(HierarchyPatch),
    Look(LookPatch),
}

impl Patch {
    fn read(section: &str, body: Value) -> Result<Self, ServiceError> {
        let fault = |error: serde_json::Error| {
            ServiceError::invalid("cannot-decode", error.to_string(), Some(section))
        };
        Ok(match section {
            "user_move" => Self::UserMove(serde_json::from_value(body).map_err(fault)?),
            "subscriptions" => Self::Subscriptions(serde_json::from_value(body).map_err(fault)?),
            "hierarchy" => Self::Hierarchy(serde_json::from_value(body).map_err(fault)?),
            "look" => Self::Look(serde_json::from_value(body).map_err(fault)?),
            "dial_plan" | "limits" => {
                return Err(ServiceError::rejected(
                    "setting-not-here",
                    "this kind of organization has no such settings",
                ));
            }
            _ => return Err(ServiceError::NotFound),
        })
    }

    fn section(&self) -> &'static str {
        match self {
            Self::UserMove(_) => "user_move",
            Self::Subscriptions(_) => "subscriptions",
            Self::Hierarchy(_) => "hierarchy",
            Self::Look(_) => "look",
        }
    }
}

impl Service {
    /// Changes a section that still has the revision looked at.
    ///
    /// # Errors
    /// [`ServiceError::Conflict`] where it has not, or where a super enterprise decides it;
    /// [`ServiceError::Rejected`] for what cannot be.
    pub async fn settings_patch(
        &self,
        caller: &Caller,
        acting: &Acting,
        code: &OrganizationCode,
        section: &str,
        revision: i64,
        body: Value,
    ) -> Result<OrganizationView, ServiceError> {
        let patch = Patch::read(section, body.clone())?;
        let (this, actor, code) = (
            self.clone(),
            caller.actor(acting, Channel::Attended),
            code.clone(),
        );
        self.store()
            .write(move |tx| {
                let (this, actor, code, patch, body) = (
                    this.clone(),
                    actor.clone(),
                    code.clone(),
                    patch.clone(),
                    body.clone(),
                );
                Box::pin(async move {
                    let facts = facts_about(tx, &actor, &code).await?;
                    let view = View::of(&facts, &actor)?;
                    let right = right(&view, &facts, &code, &patch)?;
                    let place = visible(&view, &facts, &code)?;
                    let stored = organizations::get(tx, &code)
                        .await?
                        .ok_or(ServiceError::NotFound)?;
                    let told = Told::new("settings-changed", code.as_str())
                        .at(&code)
                        .with(serde_json::json!({ "section": patch.section(), "change": body }));
                    let settings = match patch {
                        Patch::UserMove(patch) => {
                            Settings::UserMove(user_move(tx, place, stored, patch).await?)
                        }
                        Patch::Subscriptions(patch) => {
                            this.subscriptions(tx, place, stored, patch).await?
                        }
                        Patch::Hierarchy(patch) => {
                            changed_hierarchy(tx, place, &stored, patch).await?
                        }
                        Patch::Look(patch) => Settings::Look(look(stored.look, patch)?),
                    };
                    this.settings_write(tx, right, &settings, revision, told)
                        .await?;
                    let facts = facts_about(tx, &actor, &code).await?;
                    view_of(tx, &View::of(&facts, &actor)?, &facts, &code).await
                })
            })
            .await
    }

    async fn settings_write(
        &self,
        tx: &mut Tx,
        right: SettingsRight,
        settings: &Settings,
        revision: i64,
        told: Told,
    ) -> Result<(), ServiceError> {
        let SettingsRight {
            actor,
            organization,
        } = right;
        let written = organizations::patch_settings(tx, &organization, settings, revision).await?;
        written.ok_or_else(changed_since)?;
        self.tell(tx, &actor, vec![told]).await
    }

    /// Subscriptions as they are to be; switching the feature off cancels what there is (enterprise 2).
    async fn subscriptions(
        &self,
        tx: &mut Tx,
        place: Placed<'_>,
        stored: Organization,
        patch: SubscriptionsPatch,
    ) -> Result<Settings, ServiceError> {
        let mut settings = stored.subscriptions;
        if let Some(on) = patch.organization_subscriptions {
            only_on(
                place,
                &[
                    OrganizationKind::SuperEnterprise,
                    OrganizationKind::Enterprise,
                ],
            )?;
            not_inherited(place)?;
            if settings.organization_subscriptions && !on {
                subscriptions::cancel_below(tx, &place.code, self.now().day()).await?;
            }
            settings.organization_subscriptions = on;
        }
        if let Some(on) = patch.subscriptions_for_end_users {
            only_on(place, &[OrganizationKind::Suborganization])?;
            settings.subscriptions_for_end_users = on;
        }
        Ok(Settings::Subscriptions(settings))
    }
}

/// The right to write one section of one organization.
struct SettingsRight {
    actor: rehome_domain::ids::UserId,
    organization: OrganizationCode,
}

/// Who may change a section: who configures the organization; the subscriptions feature is the system
/// administrator's alone (enterprise 2).
fn right(
    view: &View<'_>,
    facts: &Snapshot,
    code: &OrganizationCode,
    patch: &Patch,
) -> Result<SettingsRight, ServiceError> {
    if let Patch::Subscriptions(SubscriptionsPatch {
        organization_subscriptions: Some(_),
        ..
    }) = patch
    {
        visible(view, facts, code)?;
        if !is_system_administrator(view, facts) {
            return Err(ServiceError::Forbidden);
        }
        return Ok(SettingsRight {
            actor: view.actor.id.clone(),
            organization: code.clone(),
        });
    }
    let right: OverOrganization<Configure> = over_organization(view, facts, code)?;
    Ok(SettingsRight {
        actor: right.actor,
        organization: right.organization,
    })
}

async fn user_move(
    tx: &mut Tx,
    place: Placed<'_>,
    stored: Organization,
    patch: UserMovePatch,
) -> Result<UserMoveSettings, ServiceError> {
    use OrganizationKind::{Enterprise, Suborganization, SuperEnterprise};
    let mut settings = stored.user_move;
    let is_about_the_top = patch.require_user_uniqueness.is_some()
        || patch.user_move_enabled.is_some()
        || patch.available_organizations.is_some()
        || patch.self_moves_of_locked.is_some()
        || patch.undo_days.is_some();
    if is_about_the_top {
        only_on(place, &[SuperEnterprise, Enterprise])?;
        not_inherited(place)?;
    }
    if patch.admin_moves_to_super.is_some() {
        only_on(place, &[SuperEnterprise])?;
    }
    if let Some(on) = patch.user_move_for_end_users {
        // WHY: the option exists on suborganizations and on enterprises below a super enterprise (ruling 27).
        if place.kind != Suborganization && !(place.kind == Enterprise && place.parent.is_some()) {
            return Err(not_here());
        }
        settings.user_move_for_end_users = on;
    }
    if let Some(on) = patch.require_user_uniqueness {
        if on && !settings.require_user_uniqueness {
            enterprises_are_ready(tx, place).await?;
            is_ready(tx, &place.code).await?;
        }
        settings.require_user_uniqueness = on;
    }
    if let Some(listed) = patch.available_organizations {
        let fresh: Vec<OrganizationCode> = listed
            .difference(&settings.available_organizations)
            .cloned()
            .collect();
        all_below(tx, place, &fresh).await?;
        settings.available_organizations = listed;
    }
    if let Some(days) = patch.undo_days {
        if days > 3_650 {
            return Err(ServiceError::rejected(
                "out-of-range",
                "a move can be undone for at most 3650 days",
            ));
        }
        settings.undo_days = days;
    }
    settings.user_move_enabled = patch
        .user_move_enabled
        .unwrap_or(settings.user_move_enabled);
    settings.admin_moves_to_super = patch
        .admin_moves_to_super
        .unwrap_or(settings.admin_moves_to_super);
    settings.self_moves_of_locked = patch
        .self_moves_of_locked
        .unwrap_or(settings.self_moves_of_locked);
    Ok(settings)
}

fn not_here() -> ServiceError {
    ServiceError::rejected(
        "setting-not-here",
        "this kind of organization has no such setting",
    )
}

fn only_on(place: Placed<'_>, kinds: &[OrganizationKind]) -> Result<(), ServiceError> {
    if kinds.contains(&place.kind) {
        Ok(())
    } else {
        Err(not_here())
    }
}

fn not_inherited(place: Placed<'_>) -> Result<(), ServiceError> {
    match inherited_from(place) {
        None => Ok(()),
        Some(up) => Err(ServiceError::conflict(
            "inherited",
            format!(
                "{} decides this for everybody below it; change it there",
                up.name
            ),
        )),
    }
}

/// Every enterprise below a super enterprise must require uniqueness first (enterprise 2).
async fn enterprises_are_ready(tx: &mut Tx, place: Placed<'_>) -> Result<(), ServiceError> {
    if place.kind != OrganizationKind::SuperEnterprise {
        return Ok(());
    }
    let mut after = None;
    loop {
        let filter = OrganizationsFilter {
            scope: Some(place.code.clone()),
            kind: Some(OrganizationKind::Enterprise),
            after,
            limit: 200,
            ..OrganizationsFilter::default()
        };
        let page = organizations::page(tx, &filter).await?;
        for row in &page.items {
            let enterprise = organizations::get(tx, &row.code).await?;
            if !enterprise.is_some_and(|enterprise| enterprise.user_move.require_user_uniqueness) {
                let message = format!("require unique names in {} first", row.name);
                return Err(ServiceError::rejected("enterprises-first", message));
            }
        }
        after = page.next;
        if after.is_none() {
            return Ok(());
        }
    }
}

/// Only what lies at or below an organization can be made available there.
async fn all_below(
    tx: &mut Tx,
    place: Placed<'_>,
    codes: &[OrganizationCode],
) -> Result<(), ServiceError> {
    let wanted = Wanted::new("".into(), Vec::new(), Destinations::Listed(codes.to_vec()));
    let facts = snapshot::load(tx, &wanted).await?;
    for code in codes {
        if !facts
            .organizations
            .get(code)
            .is_some_and(|listed| listed.is_within(&place.code))
        {
            return Err(ServiceError::rejected(
                "unknown-organization",
                format!("there is no organization {code} below this one"),
            ));
        }
    }
    Ok(())
}

fn look(stored: Look, patch: LookPatch) -> Result<Look, ServiceError> {
    let look = Look {
        accent: patch.accent.unwrap_or(stored.accent),
        logo: patch.logo.unwrap_or(stored.logo),
        theme: patch.theme.unwrap_or(stored.theme),
    };
    let is_color = |text: &str| {
        text.strip_prefix('#')
            .is_some_and(|hex| hex.len() == 6 && hex.bytes().all(|digit| digit.is_ascii_hexdigit()))
    };
    if look
        .accent
        .as_deref()
        .is_some_and(|accent| !is_color(accent))
    {
        return Err(ServiceError::rejected(
            "bad-color",
            "write a colour like #b5179e",
        ));
    }
    // WHY: pages load nothing from elsewhere, so that a logo is an address under this installation.
    let is_own = |text: &str| {
        text.starts_with('/')
            && !text.starts_with("//")
            && text.len() <= 200
            && text.bytes().all(|byte| byte.is_ascii_graphic())
    };
    if look.logo.as_deref().is_some_and(|logo| !is_own(logo)) {
        return Err(ServiceError::rejected(
            "bad-address",
            "a logo is an address here that begins with /",
        ));
    }
    let is_word = |text: &str| {
        (1..=40).contains(&text.len())
            && text
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    if look.theme.as_deref().is_some_and(|theme| !is_word(theme)) {
        return Err(ServiceError::rejected(
            "bad-theme",
            "a theme is a word of letters, digits and -",
        ));
    }
    Ok(look)
}

//! Changing a section of an organization's settings.

use super::account::{self, AccountPatch};
use super::dial_plan::{self, DialPlanPatch};
use super::hierarchy::{HierarchyPatch, changed_hierarchy};
use super::hosting::{HostingPatch, over_hosting, section_of, write};
use super::look::{LookPatch, look};
use super::user_move::{UserMovePatch, not_inherited, only_on, user_move};
use super::view::{OrganizationView, Section, SectionView, facts_about, view_of};
use super::{is_system_administrator, visible};
use crate::audit::Told;
use crate::caller::{Acting, Caller};
use crate::error::ServiceError;
use crate::people::changed_since;
use crate::rights::{Configure, OverOrganization, over_organization};
use crate::service::Service;
use rehome_domain::ids::OrganizationCode;
use rehome_domain::organization::{Organization, OrganizationKind};
use rehome_domain::tree::Placed;
use rehome_domain::user_move::{Actor, Channel, Snapshot, View};
use rehome_storage::organizations::{self, Settings};
use rehome_storage::{Tx, subscriptions};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Changes of section `subscriptions`; what is absent stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[allow(missing_docs)] // WHY: the fields are those of the section.
pub struct SubscriptionsPatch {
    pub organization_subscriptions: Option<bool>,
    pub subscriptions_for_end_users: Option<bool>,
}

/// A section with its changes.
enum Patch {
    UserMove(UserMovePatch),
    Subscriptions(SubscriptionsPatch),
    Hierarchy(HierarchyPatch),
    Look(LookPatch),
    Hosting(HostingPatch),
    DialPlan(DialPlanPatch),
    Account(AccountPatch),
}

impl Patch {
    fn read(section: Section, body: Value) -> Result<Self, ServiceError> {
        let fault = |error: serde_json::Error| {
            ServiceError::invalid("cannot-decode", error.to_string(), Some(section.as_str()))
        };
        Ok(match section {
            Section::UserMove => Self::UserMove(serde_json::from_value(body).map_err(fault)?),
            Section::Subscriptions => {
                Self::Subscriptions(serde_json::from_value(body).map_err(fault)?)
            }
            Section::Hierarchy => Self::Hierarchy(serde_json::from_value(body).map_err(fault)?),
            Section::Look => Self::Look(serde_json::from_value(body).map_err(fault)?),
            Section::Domains => {
                let patch = serde_json::from_value(body).map_err(fault)?;
                Self::Hosting(HostingPatch::Domains(patch))
            }
            Section::EmailFormats => {
                let patch = serde_json::from_value(body).map_err(fault)?;
                Self::Hosting(HostingPatch::EmailFormats(patch))
            }
            Section::Departments => {
                let patch = serde_json::from_value(body).map_err(fault)?;
                Self::Hosting(HostingPatch::Departments(patch))
            }
            Section::Limits => {
                let patch = serde_json::from_value(body).map_err(fault)?;
                Self::Hosting(HostingPatch::Limits(patch))
            }
            Section::Roles => {
                let patch = serde_json::from_value(body).map_err(fault)?;
                Self::Hosting(HostingPatch::Roles(patch))
            }
            Section::Billing => {
                let patch = serde_json::from_value(body).map_err(fault)?;
                Self::Hosting(HostingPatch::Billing(patch))
            }
            Section::DialPlan => Self::DialPlan(serde_json::from_value(body).map_err(fault)?),
            Section::Account => Self::Account(serde_json::from_value(body).map_err(fault)?),
            Section::Services => {
                return Err(ServiceError::rejected(
                    "services-one-by-one",
                    "services are changed one by one, at organizations/{code}/services/{service}",
                ));
            }
        })
    }
}

impl Service {
    /// The settings of an organization, to look at one section of.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] where the organization is out of view or has no such section,
    /// [`ServiceError::Forbidden`] for who may not change it.
    pub async fn settings(
        &self,
        caller: &Caller,
        acting: &Acting,
        code: &OrganizationCode,
        section: &str,
    ) -> Result<SectionView, ServiceError> {
        let (actor, code) = (caller.actor(acting, Channel::Attended), code.clone());
        let section = section.to_owned();
        self.store()
            .read(move |tx| {
                Box::pin(async move {
                    let facts = facts_about(tx, &actor, &code).await?;
                    let view = View::of(&facts, &actor)?;
                    let section = section_for(&view, &facts, &code, &section)?;
                    let settings = view_of(tx, &view, &facts, &code).await?.settings;
                    let settings = settings.ok_or(ServiceError::Forbidden)?;
                    settings.section(section).ok_or_else(setting_not_here)
                })
            })
            .await
    }

    /// Changes a section that still has the revision looked at; answers the organization with the section's new
    /// revision.
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
    ) -> Result<(OrganizationView, i64), ServiceError> {
        let section = section.to_owned();
        let (this, actor, code) = (
            self.clone(),
            caller.actor(acting, Channel::Attended),
            code.clone(),
        );
        self.store()
            .write(move |tx| {
                let (this, actor, code) = (this.clone(), actor.clone(), code.clone());
                let (section, body) = (section.clone(), body.clone());
                Box::pin(async move {
                    tx.alone().await?;
                    this.settings_patch_in(tx, &actor, &code, (&section, revision), body)
                        .await?;
                    let facts = facts_about(tx, &actor, &code).await?;
                    let changed = view_of(tx, &View::of(&facts, &actor)?, &facts, &code).await?;
                    Ok((changed, revision + 1))
                })
            })
            .await
    }

    /// The same in a transaction that does more.
    pub(crate) async fn settings_patch_in(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        code: &OrganizationCode,
        (section, revision): (&str, i64),
        body: Value,
    ) -> Result<(), ServiceError> {
        let facts = facts_about(tx, actor, code).await?;
        let view = View::of(&facts, actor)?;
        let section = section_for(&view, &facts, code, section)?;
        let patch = Patch::read(section, body.clone())?;
        let told = Told::new("settings-changed", code.as_str())
            .at(code)
            .with(serde_json::json!({ "section": section.as_str(), "change": body }));
        if let Patch::Hosting(patch) = &patch {
            let right = over_hosting(&view, &facts, code, patch.is_from_above())?;
            let stored = section_of(tx, code).await?;
            let body = patch.changed(tx, code, &facts, &stored).await?;
            write(tx, &right, &body, revision).await?;
            return self.tell(tx, &right.actor, vec![told]).await;
        }
        let right = right(&view, &facts, code, &patch)?;
        let place = visible(&view, &facts, code)?;
        if let Patch::DialPlan(patch) = &patch {
            let stored = organizations::site_section(tx, code).await?;
            let mut stored = stored.ok_or_else(setting_not_here)?;
            let after = dial_plan::changed(tx, place, &facts, &stored, patch).await?;
            stored.revision = revision;
            let written = organizations::put_site_section(tx, code, &stored, &after).await?;
            written.ok_or_else(changed_since)?;
            return self.tell(tx, &right.actor, vec![told]).await;
        }
        if let Patch::Account(patch) = &patch {
            let stored = organizations::account_section(tx, code).await?;
            let mut stored = stored.ok_or_else(setting_not_here)?;
            let after = account::changed(tx, &view, &facts, place, &stored, patch).await?;
            stored.revision = revision;
            let written = organizations::put_account_section(tx, code, &stored, &after).await?;
            written.ok_or_else(changed_since)?;
            return self.tell(tx, &right.actor, vec![told]).await;
        }
        let stored = organizations::get(tx, code)
            .await?
            .ok_or(ServiceError::NotFound)?;
        let settings = match patch {
            Patch::UserMove(patch) => {
                Settings::UserMove(user_move(tx, place, stored, patch).await?)
            }
            Patch::Subscriptions(patch) => self.subscriptions(tx, place, stored, patch).await?,
            Patch::Hierarchy(patch) => changed_hierarchy(tx, place, &stored, patch).await?,
            Patch::Look(patch) => Settings::Look(look(stored.look, patch)?),
            Patch::Hosting(_) | Patch::DialPlan(_) | Patch::Account(_) => {
                return Err(setting_not_here());
            }
        };
        self.settings_write(tx, right, &settings, revision, told)
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

/// A section, for who may change something in it; what it is called is judged after that.
fn section_for(
    view: &View<'_>,
    facts: &Snapshot,
    code: &OrganizationCode,
    section: &str,
) -> Result<Section, ServiceError> {
    let known = Section::from_name(section);
    visible(view, facts, code)?;
    if known != Some(Section::Subscriptions) || !may_switch_subscriptions(view, facts) {
        let _: OverOrganization<Configure> = over_organization(view, facts, code)?;
    }
    let kind = facts.organizations.get(code).map(|place| place.kind);
    let is_site = kind == Some(OrganizationKind::Site);
    let is_account = kind.is_some_and(OrganizationKind::is_account_tree);
    let is_hosting = facts
        .organizations
        .get(code)
        .is_some_and(|place| place.kind.is_hosting_tree());
    match known {
        Some(section) if section.is_of_hosting() && !is_hosting => Err(setting_not_here()),
        Some(Section::DialPlan) if !is_site => Err(setting_not_here()),
        Some(Section::Account) if !is_account => Err(setting_not_here()),
        Some(section) => Ok(section),
        None => Err(ServiceError::NotFound),
    }
}

fn setting_not_here() -> ServiceError {
    ServiceError::rejected(
        "setting-not-here",
        "this kind of organization has no such settings",
    )
}

/// Whether the viewer may switch the subscriptions feature: the system administrator alone may (enterprise 2).
pub(super) fn may_switch_subscriptions(view: &View<'_>, facts: &Snapshot) -> bool {
    is_system_administrator(view, facts)
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
        if !may_switch_subscriptions(view, facts) {
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

//! One organization, with the settings that the viewer may read.

use super::account::{AccountSettingsView, account_view};
use super::dial_plan::{DialPlanView, dial_plan_view};
use super::hosting::{HostingView, hosting_view};
use super::visible;
use crate::caller::{Acting, Caller};
use crate::error::ServiceError;
use crate::rights::seen_organization;
use crate::service::Service;
use crate::user_move::resolve::of_actor;
use crate::view::Place;
use rehome_domain::ids::{OrganizationCode, PositionId};
use rehome_domain::organization::{OrganizationKind, OrganizationStatus};
use rehome_domain::role::Permission;
use rehome_domain::tree::Placed;
use rehome_domain::user_move::{Actor, Channel, Snapshot, View};
use rehome_storage::snapshot::{self, Destinations};
use rehome_storage::{Tx, hierarchy, organizations};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::sync::Arc;

/// An organization.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct OrganizationView {
    /// The code.
    pub code: OrganizationCode,
    /// What it is.
    pub kind: OrganizationKind,
    /// The display name.
    pub name: Arc<str>,
    /// The state.
    pub status: OrganizationStatus,
    /// The organizations above, from the top down.
    pub above: Vec<Place>,
    /// The revision of the record.
    pub revision: i64,
    /// The settings; for who may change them.
    pub settings: Option<SettingsView>,
}

/// The settings of an organization, each section with its revision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SettingsView {
    /// Uniqueness, User Move and Available Organizations.
    pub user_move: UserMoveView,
    /// Subscriptions.
    pub subscriptions: SubscriptionsView,
    /// The positions.
    pub hierarchy: HierarchyView,
    /// The look.
    pub look: LookView,
    /// The hosting part: domains, formats, departments, limits, roles and services; none in other trees.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hosting: Option<HostingView>,
    /// What a site is set to; none of what is no site.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dial_plan: Option<DialPlanView>,
    /// What a hub or satellite is set to; none of what is no account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account: Option<AccountSettingsView>,
}

/// One section of the settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Section {
    UserMove,
    Subscriptions,
    Hierarchy,
    Look,
    Domains,
    EmailFormats,
    Departments,
    Limits,
    Roles,
    Billing,
    Services,
    DialPlan,
    Account,
}

impl Section {
    const ALL: [Self; 13] = [
        Self::UserMove,
        Self::Subscriptions,
        Self::Hierarchy,
        Self::Look,
        Self::Domains,
        Self::EmailFormats,
        Self::Departments,
        Self::Limits,
        Self::Roles,
        Self::Billing,
        Self::Services,
        Self::DialPlan,
        Self::Account,
    ];

    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::UserMove => "user_move",
            Self::Subscriptions => "subscriptions",
            Self::Hierarchy => "hierarchy",
            Self::Look => "look",
            Self::Domains => "domains",
            Self::EmailFormats => "email_formats",
            Self::Departments => "departments",
            Self::Limits => "limits",
            Self::Roles => "roles",
            Self::Billing => "billing",
            Self::Services => "services",
            Self::DialPlan => "dial_plan",
            Self::Account => "account",
        }
    }

    /// Whether it is a subject of the hosting part.
    pub(super) fn is_of_hosting(self) -> bool {
        match self {
            Self::UserMove
            | Self::Subscriptions
            | Self::Hierarchy
            | Self::Look
            | Self::DialPlan
            | Self::Account => false,
            Self::Domains
            | Self::EmailFormats
            | Self::Departments
            | Self::Limits
            | Self::Roles
            | Self::Billing
            | Self::Services => true,
        }
    }

    pub(super) fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|section| section.as_str() == name)
    }
}

/// One section of the settings, as it stands in them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
#[allow(missing_docs)] // WHY: the variants are named for the sections.
pub enum SectionView {
    UserMove(UserMoveView),
    Subscriptions(SubscriptionsView),
    Hierarchy(HierarchyView),
    Look(LookView),
    Hosting(Box<HostingView>),
    DialPlan(Box<DialPlanView>),
    Account(Box<AccountSettingsView>),
}

impl SectionView {
    /// The section's own revision.
    pub fn revision(&self) -> i64 {
        match self {
            Self::UserMove(section) => section.revision,
            Self::Subscriptions(section) => section.revision,
            Self::Hierarchy(section) => section.revision,
            Self::Look(section) => section.revision,
            Self::Hosting(section) => section.revision,
            Self::DialPlan(section) => section.revision,
            Self::Account(section) => section.revision,
        }
    }
}

impl SettingsView {
    /// One section; none of what the organization does not have.
    pub(super) fn section(self, section: Section) -> Option<SectionView> {
        Some(match section {
            Section::UserMove => SectionView::UserMove(self.user_move),
            Section::Subscriptions => SectionView::Subscriptions(self.subscriptions),
            Section::Hierarchy => SectionView::Hierarchy(self.hierarchy),
            Section::Look => SectionView::Look(self.look),
            Section::Domains
            | Section::EmailFormats
            | Section::Departments
            | Section::Limits
            | Section::Roles
            | Section::Billing
            | Section::Services => SectionView::Hosting(Box::new(self.hosting?)),
            Section::DialPlan => SectionView::DialPlan(Box::new(self.dial_plan?)),
            Section::Account => SectionView::Account(Box::new(self.account?)),
        })
    }
}

/// Section `user_move`: the values that count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[allow(missing_docs)] // WHY: the fields are those of the section.
pub struct UserMoveView {
    pub revision: i64,
    /// Whose values these are; they are changed there. `user_move_for_end_users` is always the organization's own.
    pub inherited_from: Option<Place>,
    pub require_user_uniqueness: bool,
    pub user_move_enabled: bool,
    pub available_organizations: BTreeSet<OrganizationCode>,
    pub admin_moves_to_super: bool,
    pub self_moves_of_locked: bool,
    pub user_move_for_end_users: bool,
    pub undo_days: u32,
}

/// Section `subscriptions`: the values that count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[allow(missing_docs)] // WHY: the fields are those of the section.
pub struct SubscriptionsView {
    pub revision: i64,
    /// Whose value `organization_subscriptions` is; it is changed there.
    pub inherited_from: Option<Place>,
    pub organization_subscriptions: bool,
    pub subscriptions_for_end_users: bool,
}

/// Section `hierarchy`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct HierarchyView {
    /// The revision.
    pub revision: i64,
    /// Whether everybody must hold a position that is not the root.
    pub required: bool,
    /// The positions in their order; the first is the root.
    pub positions: Vec<PositionView>,
}

/// A position.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PositionView {
    /// The id.
    pub id: PositionId,
    /// The position above.
    pub parent: Option<PositionId>,
}

/// Section `look`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[allow(missing_docs)] // WHY: the fields are those of the section.
pub struct LookView {
    pub revision: i64,
    pub accent: Option<Arc<str>>,
    pub logo: Option<Arc<str>>,
}

impl Service {
    /// One organization.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] where it is out of view.
    pub async fn organization(
        &self,
        caller: &Caller,
        acting: &Acting,
        code: &OrganizationCode,
    ) -> Result<OrganizationView, ServiceError> {
        let (actor, code) = (caller.actor(acting, Channel::Attended), code.clone());
        self.store()
            .read(move |tx| {
                Box::pin(async move {
                    let facts = facts_about(tx, &actor, &code).await?;
                    view_of(tx, &View::of(&facts, &actor)?, &facts, &code).await
                })
            })
            .await
    }
}

/// The facts about an organization and who asks for it.
pub(super) async fn facts_about(
    tx: &mut Tx,
    actor: &Actor,
    code: &OrganizationCode,
) -> Result<Snapshot, ServiceError> {
    Ok(snapshot::load(
        tx,
        &of_actor(actor, Vec::new(), Destinations::Listed(vec![code.clone()])),
    )
    .await?)
}

pub(super) async fn view_of(
    tx: &mut Tx,
    view: &View<'_>,
    facts: &Snapshot,
    code: &OrganizationCode,
) -> Result<OrganizationView, ServiceError> {
    let place = visible(view, facts, code)?;
    let named = |code: &OrganizationCode, name: &Arc<str>| Place {
        code: code.clone(),
        name: name.clone(),
    };
    let mut above: Vec<Place> = place
        .upwards()
        .skip(1)
        .map(|up| named(&up.code, &up.name))
        .collect();
    above.reverse();
    let settings = if may_read_settings(view, facts, code) {
        Some(settings_of(tx, view, facts, place).await?)
    } else {
        None
    };
    Ok(OrganizationView {
        code: code.clone(),
        kind: place.kind,
        name: place.name.clone(),
        status: place.status,
        above,
        revision: place.revisions.record,
        settings,
    })
}

/// Whether the settings of an organization are for the viewer to read.
pub(super) fn may_read_settings(
    view: &View<'_>,
    facts: &Snapshot,
    code: &OrganizationCode,
) -> bool {
    seen_organization(view, facts, code).is_ok_and(|place| view.may(Permission::Configure, place))
        || super::is_system_administrator(view, facts)
}

async fn settings_of(
    tx: &mut Tx,
    view: &View<'_>,
    facts: &Snapshot,
    place: Placed<'_>,
) -> Result<SettingsView, ServiceError> {
    let code = &place.code;
    let stored = organizations::get(tx, code)
        .await?
        .ok_or(ServiceError::NotFound)?;
    // WHY: a suborganization has its opt-ins alone, which are its own (enterprise 2).
    let above = place
        .inherited_from()
        .filter(|_| place.kind == OrganizationKind::Enterprise);
    let decides = match above {
        Some(up) => organizations::get(tx, &up.code).await?,
        None => None,
    };
    let inherited_from = above.map(|up| Place {
        code: up.code.clone(),
        name: up.name.clone(),
    });
    let positions = hierarchy::in_order(tx, code).await?;
    let opted_in = (
        stored.user_move.user_move_for_end_users,
        stored.subscriptions.subscriptions_for_end_users,
    );
    let revisions = stored.revisions;
    let (moves, feature) = match decides {
        Some(up) => (up.user_move, up.subscriptions),
        None => (stored.user_move, stored.subscriptions),
    };
    Ok(SettingsView {
        user_move: UserMoveView {
            revision: revisions.user_move,
            inherited_from: inherited_from.clone(),
            require_user_uniqueness: moves.require_user_uniqueness,
            user_move_enabled: moves.user_move_enabled,
            available_organizations: moves.available_organizations,
            admin_moves_to_super: moves.admin_moves_to_super,
            self_moves_of_locked: moves.self_moves_of_locked,
            user_move_for_end_users: opted_in.0,
            undo_days: moves.undo_days,
        },
        subscriptions: SubscriptionsView {
            revision: revisions.subscriptions,
            inherited_from,
            organization_subscriptions: feature.organization_subscriptions,
            subscriptions_for_end_users: opted_in.1,
        },
        hierarchy: HierarchyView {
            revision: revisions.hierarchy,
            required: stored.hierarchy.required,
            positions: positions
                .into_iter()
                .map(|(id, parent)| PositionView { id, parent })
                .collect(),
        },
        look: LookView {
            revision: revisions.look,
            accent: stored.look.accent,
            logo: stored.look.logo,
        },
        hosting: hosting_view(tx, view, place).await?,
        dial_plan: dial_plan_view(tx, place).await?,
        account: account_view(tx, view, facts, place).await?,
    })
}

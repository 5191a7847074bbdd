//! The hosting part of an organization: looked at, and changed by whoever may (hosting 1, 2 and 9).
//!
//! Departments and offices are the organization's own to configure; everything else is decided from above: by a
//! reseller for what is below, by the provider for everything. All of it is one section of the tables with one revision,
//! told in the subjects of [`HostingPatch`]. To add a setting, give it to a patch, to [`HostingView`] and, where it can
//! be wrong, to `domain::hosting::setup`.

mod domains;
mod services;
mod settings;
mod view;

pub use domains::{DomainSetting, DomainsPatch};
pub use services::{InstanceSetting, ServiceSetting};
pub use settings::{BillingPatch, DepartmentsPatch, EmailFormatsPatch, LimitsPatch, RolesPatch};
pub use view::{
    DomainView, HostingView, InheritedLocation, InstanceView, PlanView, PropertyView, ServiceView,
    UnitView,
};

pub(super) use settings::HostingPatch;
pub(super) use view::hosting_view;

use super::visible;
use crate::error::ServiceError;
use crate::people::changed_since;
use crate::rights::{Configure, OverOrganization, over_organization};
use rehome_domain::hosting::OrganizationHosting;
use rehome_domain::ids::{OrganizationCode, UserId};
use rehome_domain::organization::OrganizationKind;
use rehome_domain::role::{Permission, Reach};
use rehome_domain::tree::Placed;
use rehome_domain::user_move::{Snapshot, View};
use rehome_storage::Tx;
use rehome_storage::organizations::{HostingSection, hosting, hosting_of, patch_hosting};
use serde::Serialize;
use serde_json::{Map, Value};

/// The right to write the hosting part of one organization.
pub(super) struct OverHosting {
    pub(super) actor: UserId,
    organization: OrganizationCode,
}

/// Whether the viewer decides about an organization from above: as a reseller about what is below, as the provider
/// about everything.
pub(super) fn decides_from_above(view: &View<'_>, place: Placed<'_>) -> bool {
    let reaches_down = view
        .roles
        .iter()
        .any(|role| role.reach(Permission::Configure) == Some(Reach::Subtree));
    reaches_down
        && view.may(Permission::Configure, place)
        && (place.code != view.acting_in.code || place.kind == OrganizationKind::Provider)
}

/// The right over the hosting part: of who configures the organization, or of who decides from above.
pub(super) fn over_hosting(
    view: &View<'_>,
    facts: &Snapshot,
    code: &OrganizationCode,
    from_above: bool,
) -> Result<OverHosting, ServiceError> {
    let place = visible(view, facts, code)?;
    if !place.kind.is_hosting_tree() {
        return Err(not_here());
    }
    let right: OverOrganization<Configure> = over_organization(view, facts, code)?;
    if from_above && !decides_from_above(view, place) {
        return Err(ServiceError::Forbidden);
    }
    Ok(OverHosting {
        actor: right.actor,
        organization: right.organization,
    })
}

fn not_here() -> ServiceError {
    ServiceError::rejected(
        "setting-not-here",
        "this kind of organization has no such settings",
    )
}

/// The section as it is stored.
pub(super) async fn section_of(
    tx: &mut Tx,
    code: &OrganizationCode,
) -> Result<HostingSection, ServiceError> {
    hosting(tx, code).await?.ok_or_else(not_here)
}

/// Writes the section if it still has the revision looked at; answers its new revision.
pub(super) async fn write(
    tx: &mut Tx,
    right: &OverHosting,
    body: &Map<String, Value>,
    revision: i64,
) -> Result<i64, ServiceError> {
    let written = patch_hosting(tx, &right.organization, body, revision).await?;
    written.ok_or_else(changed_since)
}

/// What the rules will read of changed fields.
fn read(body: &Map<String, Value>, revision: i64) -> Result<OrganizationHosting, ServiceError> {
    hosting_of(body, revision)
        .ok_or_else(|| ServiceError::internal("the fields of an organization cannot be read"))
}

/// Sets a field, or takes it out where it says nothing.
fn put<T: Serialize>(
    body: &mut Map<String, Value>,
    key: &str,
    value: &T,
) -> Result<(), ServiceError> {
    let value = serde_json::to_value(value).map_err(ServiceError::internal)?;
    let says_nothing = match &value {
        Value::Null => true,
        Value::Array(list) => list.is_empty(),
        Value::Object(map) => map.is_empty(),
        _ => false,
    };
    if says_nothing {
        body.shift_remove(key);
    } else {
        body.insert(key.to_owned(), value);
    }
    Ok(())
}

/// The fields of a field, taken out; [`put`] gives them back.
fn take(body: &mut Map<String, Value>, key: &str) -> Map<String, Value> {
    match body.shift_remove(key) {
        Some(Value::Object(map)) => map,
        _ => Map::new(),
    }
}

//! Organizations: what they are and are set to, as the viewer may see it, and changes of both.
//!
//! Settings come in sections, each with a revision of its own (ruling 60). What a super enterprise has switched
//! on for all is shown with its origin and cannot be changed below (enterprise 2).

mod account;
mod catalogue;
mod create;
mod dial_plan;
mod hierarchy;
mod hosting;
mod list;
mod look;
mod screen;
mod settings;
mod tree;
mod uniqueness;
mod user_move;
mod view;

pub use account::{AccountPatch, AccountSettingsView, DropzoneView, ProfileSetting, ProfileView};
pub(crate) use account::{beyond_you, profiles_of};
pub use catalogue::{
    CatalogueKey, CataloguePut, CatalogueRow, CatalogueView, LocationSetting, PlanDefinition,
    ServiceDefinition,
};
pub use create::{NewOrganization, OrganizationPatch};
pub use dial_plan::{DialPlanPatch, DialPlanView, RangeSetting};
pub use hierarchy::{HierarchyPatch, NewPosition};
pub use hosting::{
    BillingPatch, DepartmentsPatch, DomainSetting, DomainView, DomainsPatch, EmailFormatsPatch,
    HostingView, InheritedLocation, InstanceSetting, InstanceView, LimitsPatch, PlanView,
    PropertyView, RolesPatch, ServiceSetting, ServiceView, UnitView,
};
pub use list::{OrganizationRow, OrganizationsQuery};
pub use look::LookPatch;
pub use screen::{
    Choice, MovesThere, OrganizationKeys, OrganizationScreen, PEOPLE_OF_ONE, SectionAids,
};
pub use settings::SubscriptionsPatch;
pub use tree::{ORGANIZATIONS, PEOPLE, TreeNode, TreeQuery, TreeView};
pub use uniqueness::DuplicateView;
pub use user_move::UserMovePatch;
pub use view::{OrganizationView, PositionView, SectionView, SettingsView};

use crate::audit::holds_everywhere;
use crate::error::ServiceError;
use crate::rights::seen_organization;
use rehome_domain::ids::OrganizationCode;
use rehome_domain::organization::OrganizationKind;
use rehome_domain::role::BuiltIn;
use rehome_domain::tree::Placed;
use rehome_domain::user_move::{Snapshot, View};
use rehome_storage::{Tx, organizations};

/// Whether the viewer administers the system: creates trees, sees organizations, but nobody's data (enterprise 3).
fn is_system_administrator(view: &View<'_>, facts: &Snapshot) -> bool {
    holds_everywhere(view, BuiltIn::SystemAdministrator, facts)
}

/// Whether people of an account can move to another one of its hub that is active.
pub(crate) async fn has_another_account(
    tx: &mut Tx,
    facts: &Snapshot,
    code: &OrganizationCode,
) -> Result<bool, ServiceError> {
    let place = facts.organizations.get(code);
    let hub = place.and_then(|it| it.upwards().find(|up| up.kind == OrganizationKind::Hub));
    let Some(hub) = hub else {
        return Ok(false);
    };
    // Two are enough: one of them may be the account itself.
    let found = organizations::active_below(tx, &hub.code, 2).await?;
    Ok(found.iter().any(|row| row.code != *code))
}

/// The organization, if the viewer sees it as such or administers the system.
pub(crate) fn visible<'s>(
    view: &View<'_>,
    facts: &'s Snapshot,
    code: &OrganizationCode,
) -> Result<Placed<'s>, ServiceError> {
    if is_system_administrator(view, facts) {
        return facts.organizations.get(code).ok_or(ServiceError::NotFound);
    }
    seen_organization(view, facts, code)
}

//! Section `user_move`: uniqueness, User Move, Available Organizations, and how far people move themselves.

use super::uniqueness::is_ready;
use crate::error::ServiceError;
use rehome_domain::ids::OrganizationCode;
use rehome_domain::organization::{
    MOST_UNDO_DAYS, Organization, OrganizationKind, UserMoveSettings,
};
use rehome_domain::tree::Placed;
use rehome_storage::Tx;
use rehome_storage::organizations::{self, OrganizationsFilter};
use rehome_storage::snapshot::{self, Destinations, Wanted};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

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

pub(super) async fn user_move(
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
        if days > MOST_UNDO_DAYS {
            return Err(ServiceError::rejected(
                "out-of-range",
                format!("a move can be undone for at most {MOST_UNDO_DAYS} days"),
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

pub(super) fn only_on(place: Placed<'_>, kinds: &[OrganizationKind]) -> Result<(), ServiceError> {
    if kinds.contains(&place.kind) {
        Ok(())
    } else {
        Err(not_here())
    }
}

pub(super) fn not_inherited(place: Placed<'_>) -> Result<(), ServiceError> {
    match place.inherited_from() {
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

//! What a profile can be: names free where they must be unique, positions that exist, managers in view.

use super::UserPatch;
use super::hosted::{HostedWrite, hosted_change};
use super::permission::can_be_given;
use super::seats::a_seat_is_free;
use crate::error::ServiceError;
use crate::rights::{Edit, OverUser};
use rehome_domain::directory::PERSON_ATTRIBUTES;
use rehome_domain::ids::{AttributeId, OrganizationCode, PositionId, UserId};
use rehome_domain::organization::PositionKnown;
use rehome_domain::people::UserStatus;
use rehome_domain::text::{
    LONGEST_LINE, TextFault, folded, judge_address, judge_id, judge_line, judge_mapping_id,
    judge_username, judge_value, normalized,
};
use rehome_domain::time::Day;
use rehome_domain::tree::Placed;
use rehome_domain::user_move::{Snapshot, View};
use rehome_storage::people::ProfilePatch;
use rehome_storage::snapshot::{self, Destinations, Wanted};
use rehome_storage::{Tx, directory, hierarchy, names};
use serde_json::Value;
use std::collections::BTreeMap;

/// A change that can be written.
#[derive(Clone, Debug, Default)]
pub(crate) struct ProfileWrite {
    /// What changes of the profile.
    pub(crate) profile: ProfilePatch,
    /// What changes of a hosted account.
    pub(super) hosted: Option<HostedWrite>,
}

impl From<ProfilePatch> for ProfileWrite {
    fn from(profile: ProfilePatch) -> Self {
        Self {
            profile,
            hosted: None,
        }
    }
}

/// A patch that can be written: names free, position there, manager in view.
pub(crate) async fn judged(
    tx: &mut Tx,
    facts: &Snapshot,
    view: &View<'_>,
    right: &OverUser<Edit>,
    mut patch: UserPatch,
    today: Day,
) -> Result<ProfileWrite, ServiceError> {
    let home = facts
        .organizations
        .get(&right.home)
        .ok_or(ServiceError::NotFound)?;
    let hosted = hosted_change(tx, facts, view, right, &mut patch, today).await?;
    attributes_fit(tx, home, &patch.attributes).await?;
    let or_empty = |field: &str, text: Option<Option<String>>| {
        text.map(|text| text.map_or(Ok(None), |text| line(field, &text)))
            .transpose()
    };
    let mut stored = ProfilePatch {
        given: or_empty("given", patch.given)?,
        surname: or_empty("surname", patch.surname)?,
        address: patch
            .email
            .map(|email| email.map_or(Ok(None), |email| address(&email)))
            .transpose()?,
        attributes: patch.attributes,
        status: patch.status,
        user_base: patch.user_base,
        manage_dependents: patch.manage_dependents,
        ..ProfilePatch::default()
    };
    if patch.status == Some(UserStatus::Deleted) {
        return Err(ServiceError::rejected(
            "bad-status",
            "delete the user instead",
        ));
    }
    if patch.status.is_some() && right.user == right.actor {
        return Err(ServiceError::rejected(
            "own-account",
            "somebody else has to change the state of your account",
        ));
    }
    if let Some(status) = patch.status {
        let before = facts.user(&right.user).map(|user| user.status);
        a_seat_is_free(tx, facts, home, (&right.user, before, status)).await?;
    }
    if let Some(profile) = patch.profile {
        is_id("profile", profile.as_str())?;
        can_be_given(tx, view, facts, (&right.user, home), &profile).await?;
        stored.profile = Some(profile);
    }
    if let Some(name) = patch.name {
        let name = line("name", &name)?;
        let name =
            name.ok_or_else(|| ServiceError::rejected("bad-name", "a name cannot be empty"))?;
        stored.name = Some(name);
    }
    if let Some(username) = patch.username {
        stored.username = Some(free_username(tx, home, Some(&right.user), &username).await?);
    }
    if let Some(mapping_id) = patch.mapping_id {
        if let Some(mapping_id) = &mapping_id {
            mapping_id_is_free(tx, home, Some(&right.user), mapping_id).await?;
        }
        stored.mapping_id = Some(mapping_id.map(|id| normalized(&id)));
    }
    if let Some(position) = patch.position {
        if position.is_none() && home.hierarchy.required {
            return Err(position_missing());
        }
        position_fits(tx, home, position.as_ref()).await?;
        stored.position = Some(position);
    }
    if let Some(manager) = patch.manager {
        if let Some(manager) = &manager {
            is_id("manager", manager.as_str())?;
            let known = snapshot::load(
                tx,
                &Wanted::new(
                    view.actor.id.clone(),
                    vec![manager.clone()],
                    Destinations::None,
                ),
            )
            .await?;
            let is_seen = known.user(manager).is_some_and(|user| view.sees_user(user));
            if !is_seen || *manager == right.user {
                return Err(ServiceError::rejected(
                    "unknown-manager",
                    "there is nobody of that name to be the manager",
                ));
            }
        }
        stored.manager = Some(manager);
    }
    Ok(ProfileWrite {
        profile: stored,
        hosted,
    })
}

/// A username as it is stored, if it is legal and free where it must be unique (ruling 79).
pub(crate) async fn free_username(
    tx: &mut Tx,
    home: Placed<'_>,
    own: Option<&UserId>,
    username: &str,
) -> Result<String, ServiceError> {
    judge_username(username)
        .map_err(|fault| ServiceError::rejected("bad-username", fault.to_string()))?;
    let username = normalized(username);
    let holders = names::ids_of_usernames(tx, &[username.as_str()]).await?;
    let others = holders
        .into_iter()
        .filter(|(key, _)| *key == folded(&username))
        .map(|(_, id)| id)
        .collect();
    if is_taken(tx, home, own, others, true).await? {
        return Err(ServiceError::rejected(
            "name-taken",
            "somebody else has this username; choose another",
        ));
    }
    Ok(username)
}

/// A text of a profile as it is stored; none where nothing is left of it.
pub(crate) fn line(field: &str, text: &str) -> Result<Option<String>, ServiceError> {
    let text = normalized(text);
    judge_line(&text, LONGEST_LINE).map_err(|fault| bad_text(field, fault))?;
    Ok((!text.is_empty()).then_some(text))
}

/// An address as it is stored; none where nothing is left of it.
pub(super) fn address(text: &str) -> Result<Option<String>, ServiceError> {
    let text = normalized(text);
    if text.is_empty() {
        return Ok(None);
    }
    judge_address(&text)
        .map_err(|fault| ServiceError::rejected("bad-address", fault.to_string()))?;
    Ok(Some(text))
}

/// Refuses what cannot be an id, before anybody looks for it.
pub(super) fn is_id(field: &str, text: &str) -> Result<(), ServiceError> {
    judge_id(text).map_err(|fault| bad_text(field, fault))
}

fn bad_text(field: &str, fault: TextFault) -> ServiceError {
    ServiceError::rejected("bad-text", format!("{field}: {fault}"))
}

/// Whether values can be given to attributes of somebody at a home: what is taken away always can, what is given
/// must be defined there.
pub(super) async fn attributes_fit(
    tx: &mut Tx,
    home: Placed<'_>,
    values: &BTreeMap<AttributeId, Value>,
) -> Result<(), ServiceError> {
    for (id, value) in values {
        is_id("attributes", id.as_str())?;
        judge_value(value).map_err(|fault| bad_text(id.as_str(), fault))?;
    }
    let mut given: Vec<&AttributeId> = Vec::new();
    for (id, value) in values {
        if !value.is_null() && !PERSON_ATTRIBUTES.contains(&id.as_str()) {
            given.push(id);
        }
    }
    if given.is_empty() {
        return Ok(());
    }
    let defined = directory::attributes(tx).await?;
    let is_here = |id: &AttributeId| match defined.get(id) {
        Some(Some(at)) => home.is_within(at),
        Some(None) => true,
        None => false,
    };
    match given.into_iter().find(|id| !is_here(id)) {
        None => Ok(()),
        Some(id) => Err(ServiceError::rejected(
            "unknown-attribute",
            format!("there is no attribute {id} for people who live here"),
        )),
    }
}

/// Whether a mapping id is one, and free where it must be unique.
pub(super) async fn mapping_id_is_free(
    tx: &mut Tx,
    home: Placed<'_>,
    own: Option<&UserId>,
    mapping_id: &str,
) -> Result<(), ServiceError> {
    judge_mapping_id(&normalized(mapping_id))
        .map_err(|fault| ServiceError::rejected("bad-mapping-id", fault.to_string()))?;
    let others = names::ids_of_mapping_id(tx, mapping_id).await?;
    if is_taken(tx, home, own, others, false).await? {
        return Err(ServiceError::rejected(
            "name-taken",
            "somebody else has this mapping id; correct one of the two",
        ));
    }
    Ok(())
}

/// Whether one of these people lives where a name must be unique: below the highest organization that requires
/// it, or in the home itself where names of one home must differ in any case.
async fn is_taken(
    tx: &mut Tx,
    home: Placed<'_>,
    own: Option<&UserId>,
    others: Vec<UserId>,
    at_home: bool,
) -> Result<bool, ServiceError> {
    let top: Option<OrganizationCode> = home
        .upwards()
        .filter(|up| up.user_move.require_user_uniqueness)
        .last()
        .map(|up| up.code.clone());
    let others: Vec<UserId> = others.into_iter().filter(|id| Some(id) != own).collect();
    let Some(first) = others.first().cloned() else {
        return Ok(false);
    };
    let facts = snapshot::load(tx, &Wanted::new(first, others.clone(), Destinations::None)).await?;
    Ok(others.iter().filter_map(|id| facts.user(id)).any(|user| {
        let is_below = top.as_ref().is_some_and(|top| {
            facts
                .organizations
                .get(&user.home)
                .is_some_and(|place| place.is_within(top))
        });
        is_below || (at_home && user.home == home.code)
    }))
}

/// What is said to whoever has to hold a position and names none.
pub(super) fn position_missing() -> ServiceError {
    ServiceError::rejected(
        "position-required",
        "everybody has a position here; choose one below the root",
    )
}

/// Whether everybody in an organization must hold a position (enterprise 1), and there is one to hold.
pub(super) async fn must_hold_one(tx: &mut Tx, home: Placed<'_>) -> Result<bool, ServiceError> {
    if !home.hierarchy.required {
        return Ok(false);
    }
    let hierarchy = hierarchy::whole(tx, &home.code).await?;
    Ok(hierarchy
        .nodes
        .keys()
        .any(|node| hierarchy.root.as_ref() != Some(node)))
}

/// Whether a position can be held in an organization: there, and not the root where one is required (enterprise 1).
pub(super) async fn position_fits(
    tx: &mut Tx,
    home: Placed<'_>,
    position: Option<&PositionId>,
) -> Result<(), ServiceError> {
    let Some(position) = position else {
        return Ok(());
    };
    is_id("position", position.as_str())?;
    let hierarchy = hierarchy::whole(tx, &home.code).await?;
    match hierarchy.find(position) {
        PositionKnown::Node => Ok(()),
        PositionKnown::Root if !hierarchy.required => Ok(()),
        PositionKnown::Root => Err(ServiceError::rejected(
            "position-is-root",
            "choose a position below the root",
        )),
        PositionKnown::Absent | PositionKnown::Unknown => Err(ServiceError::rejected(
            "position-unknown",
            "there is no such position at home",
        )),
    }
}

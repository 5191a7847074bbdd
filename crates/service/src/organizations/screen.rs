//! An organization as a screen shows it: its record, how much is below it, what counts for moves there, and what
//! the viewer may do to it. It decides nothing: every change asks for its right again.

use super::create::{may_create_below, may_set_status};
use super::hosting::decides_from_above;
use super::settings::may_switch_subscriptions;
use super::tree::{ORGANIZATIONS, counts_people, reaches_down};
use super::view::{OrganizationView, Section, facts_about, may_read_settings, view_of};
use super::{is_system_administrator, visible};
use crate::caller::{Acting, Caller};
use crate::error::ServiceError;
use crate::rights::{Configure, over_organization};
use crate::service::Service;
use crate::view::Place;
use rehome_domain::ids::{OrganizationCode, PositionId};
use rehome_domain::organization::OrganizationKind;
use rehome_domain::tree::Placed;
use rehome_domain::user_move::{ActAs, Actor, Channel, Snapshot, View};
use rehome_storage::{Tx, organizations, subscriptions};
use std::collections::BTreeMap;
use std::sync::Arc;

/// How far the people of one organization are counted.
pub const PEOPLE_OF_ONE: u32 = 10_000;
/// How many organizations can be chosen from at most.
const CHOICES: u32 = 20_000;

/// An organization on its screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrganizationScreen {
    /// Its record, and its settings for who may change or must know them.
    pub organization: OrganizationView,
    /// What the viewer may do.
    pub keys: OrganizationKeys,
    /// How many people live at or below it, up to [`PEOPLE_OF_ONE`]; none for who sees no people.
    pub people_below: Option<u64>,
    /// How many of them live at it; none where there are too many below to tell.
    pub people_here: Option<u64>,
    /// How many organizations are below it.
    pub organizations_below: u64,
    /// What counts for moves there; none outside of enterprise trees.
    pub moves: Option<MovesThere>,
    /// The organizations above that are in view, and whether their settings can be read.
    pub ways_above: BTreeMap<OrganizationCode, bool>,
}

/// What counts for moves at an organization.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MovesThere {
    /// Where it is decided, if elsewhere.
    pub decided_by: Option<Place>,
    /// Whether user move is on.
    pub user_move_enabled: bool,
    /// Whether user uniqueness is required.
    pub require_user_uniqueness: bool,
    /// Whether it is one of the Available Organizations.
    pub is_listed: bool,
    /// Whether locked people may move themselves.
    pub self_moves_of_locked: bool,
    /// For how many days a move can be undone.
    pub undo_days: u32,
    /// Whether people can be subscribed to organizations.
    pub has_subscriptions: bool,
    /// Whether people may move themselves there; none where there is no such option.
    pub takes_self_moves: Option<bool>,
}

/// What the viewer may do to an organization.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OrganizationKeys {
    /// Acting there instead.
    pub act: bool,
    /// Changing the name.
    pub rename: bool,
    /// Changing the state.
    pub set_status: bool,
    /// Changing settings.
    pub configure: bool,
    /// Switching the subscriptions feature.
    pub switch_subscriptions: bool,
    /// Making organizations below it.
    pub create: bool,
    /// Deciding from above what it has: domains, limits, roles, services (hosting 2).
    pub decide: bool,
    /// Keeping the provider's catalogue.
    pub catalogue: bool,
}

/// What a section of the settings can be chosen from, and what a change would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SectionAids {
    /// The active organizations that can be made available, by name.
    pub choices: Vec<Choice>,
    /// How many people hold each position.
    pub held: BTreeMap<PositionId, u64>,
    /// How many subscriptions switching them off ends.
    pub ending_subscriptions: u64,
}

/// An organization to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The code.
    pub code: OrganizationCode,
    /// What it is.
    pub kind: OrganizationKind,
    /// The organization above.
    pub parent: Option<OrganizationCode>,
    /// The display name.
    pub name: Arc<str>,
}

impl Service {
    /// An organization on its screen.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] where it is out of view.
    pub async fn organization_screen(
        &self,
        caller: &Caller,
        acting: &Acting,
        code: &OrganizationCode,
    ) -> Result<OrganizationScreen, ServiceError> {
        let (actor, code) = (caller.actor(acting, Channel::Attended), code.clone());
        self.store()
            .read(move |tx| {
                Box::pin(async move {
                    let facts = facts_about(tx, &actor, &code).await?;
                    screen_of(tx, &actor, &facts, &code).await
                })
            })
            .await
    }

    /// An organization on its screen with what belongs to a section of its settings.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] where there is no such section or the organization is out of view,
    /// [`ServiceError::Forbidden`] for who may not read its settings.
    pub async fn settings_screen(
        &self,
        caller: &Caller,
        acting: &Acting,
        code: &OrganizationCode,
        section: &str,
    ) -> Result<(OrganizationScreen, SectionAids), ServiceError> {
        let (actor, code) = (caller.actor(acting, Channel::Attended), code.clone());
        let section = Section::from_name(section);
        let today = self.now().day();
        self.store()
            .read(move |tx| {
                Box::pin(async move {
                    let facts = facts_about(tx, &actor, &code).await?;
                    let screen = screen_of(tx, &actor, &facts, &code).await?;
                    if screen.organization.settings.is_none() {
                        return Err(ServiceError::Forbidden);
                    }
                    let mut aids = SectionAids::default();
                    match section.ok_or(ServiceError::NotFound)? {
                        Section::UserMove => aids.choices = choices(tx, &code).await?,
                        Section::Subscriptions if screen.keys.switch_subscriptions => {
                            aids.ending_subscriptions =
                                subscriptions::count_below(tx, &code, today).await?;
                        }
                        Section::Hierarchy if screen.people_below.is_some() => {
                            aids.held = organizations::people_at_positions(tx, &code).await?;
                        }
                        Section::Subscriptions | Section::Hierarchy | Section::Look => {}
                        Section::Account => {
                            let settings = screen.organization.settings.as_ref();
                            if settings.is_none_or(|it| it.account.is_none()) {
                                return Err(ServiceError::NotFound);
                            }
                        }
                        Section::DialPlan => {
                            let settings = screen.organization.settings.as_ref();
                            if settings.is_none_or(|it| it.dial_plan.is_none()) {
                                return Err(ServiceError::NotFound);
                            }
                        }
                        Section::Domains
                        | Section::EmailFormats
                        | Section::Departments
                        | Section::Limits
                        | Section::Roles
                        | Section::Billing
                        | Section::Services => {
                            let settings = screen.organization.settings.as_ref();
                            if settings.is_none_or(|it| it.hosting.is_none()) {
                                return Err(ServiceError::NotFound);
                            }
                        }
                    }
                    Ok((screen, aids))
                })
            })
            .await
    }
}

async fn choices(tx: &mut Tx, code: &OrganizationCode) -> Result<Vec<Choice>, ServiceError> {
    let rows = organizations::active_below(tx, code, CHOICES).await?;
    Ok(rows
        .into_iter()
        .map(|row| Choice {
            code: row.code,
            kind: row.kind,
            parent: row.parent,
            name: Arc::from(row.name),
        })
        .collect())
}

async fn screen_of(
    tx: &mut Tx,
    actor: &Actor,
    facts: &Snapshot,
    code: &OrganizationCode,
) -> Result<OrganizationScreen, ServiceError> {
    let view = View::of(facts, actor)?;
    let place = visible(&view, facts, code)?;
    let organization = view_of(tx, &view, facts, code).await?;
    let counts = counts_people(&view) && !is_system_administrator(&view, facts);
    let cap = if counts { PEOPLE_OF_ONE + 1 } else { 0 };
    let sizes = organizations::sizes(tx, [code], (ORGANIZATIONS, cap)).await?;
    let sizes = sizes.get(code).copied().unwrap_or_default();
    let sees_below = is_system_administrator(&view, facts) || reaches_down(&view);
    let people_here = if counts && sizes.people <= u64::from(PEOPLE_OF_ONE) {
        let below = organizations::people_of_children(tx, code, cap).await?;
        Some(sizes.people.saturating_sub(below))
    } else {
        None
    };
    Ok(OrganizationScreen {
        keys: keys_of(actor, facts, &view, place),
        people_below: counts.then_some(sizes.people),
        people_here,
        organizations_below: if sees_below {
            sizes.organizations.saturating_sub(1)
        } else {
            0
        },
        moves: moves_there(place),
        ways_above: place
            .upwards()
            .skip(1)
            .filter(|up| visible(&view, facts, &up.code).is_ok())
            .map(|up| (up.code.clone(), may_read_settings(&view, facts, &up.code)))
            .collect(),
        organization,
    })
}

fn keys_of(
    actor: &Actor,
    facts: &Snapshot,
    view: &View<'_>,
    place: Placed<'_>,
) -> OrganizationKeys {
    let there = Actor {
        acting_in: Some(place.code.clone()),
        act_as: Some(ActAs::Operator),
        ..actor.clone()
    };
    let acts_there = View::of(facts, &there)
        .is_ok_and(|there| there.roles.iter().any(|role| !role.keys.is_empty()));
    let is_system = is_system_administrator(view, facts);
    let configure = over_organization::<Configure>(view, facts, &place.code).is_ok();
    OrganizationKeys {
        act: acts_there && place.code != view.acting_in.code,
        rename: is_system || configure,
        set_status: may_set_status(view, facts, place),
        configure,
        switch_subscriptions: may_switch_subscriptions(view, facts),
        create: is_system || may_create_below(view, place),
        decide: decides_from_above(view, place),
        catalogue: place.code == view.acting_in.code && view.keeps_catalogue(),
    }
}

fn moves_there(place: Placed<'_>) -> Option<MovesThere> {
    if !place.kind.is_enterprise_tree() {
        return None;
    }
    let decides = place
        .inherited_from()
        .or_else(|| place.enterprise())
        .unwrap_or(place);
    let has_option = place.kind == OrganizationKind::Suborganization
        || (place.kind == OrganizationKind::Enterprise && place.parent.is_some());
    Some(MovesThere {
        decided_by: (decides.code != place.code).then(|| Place {
            code: decides.code.clone(),
            name: decides.name.clone(),
        }),
        user_move_enabled: decides.user_move.user_move_enabled,
        require_user_uniqueness: decides.user_move.require_user_uniqueness,
        is_listed: decides
            .user_move
            .available_organizations
            .contains(&place.code),
        self_moves_of_locked: decides.user_move.self_moves_of_locked,
        undo_days: decides.user_move.undo_days,
        has_subscriptions: place.has_subscriptions(),
        takes_self_moves: has_option.then_some(place.user_move.user_move_for_end_users),
    })
}

//! What the forms that make and change a person are filled in with: the positions, attributes, homes and roles that
//! the viewer may choose from, and how the person signs in.
//!
//! It decides nothing: what is chosen is judged again where it is written.

use super::create::{is_open_home, may_have_dependents};
use super::permission::can_be_chosen;
use super::person_named;
use super::profile::{UserView, view_of};
use crate::accounts::{AccountView, account_of};
use crate::caller::{Acting, Caller};
use crate::error::ServiceError;
use crate::rights::{Edit, over_organization, over_user, seen_organization, seen_user};
use crate::service::Service;
use crate::view::{Person, Place};
use rehome_domain::directory::PERSON_ATTRIBUTES;
use rehome_domain::ids::{AttributeId, GroupId, OrganizationCode, ProfileId, RoleId, UserId};
use rehome_domain::organization::{Hierarchy, OrganizationKind, OrganizationStatus};
use rehome_domain::people::{User, UserBase, UserStatus};
use rehome_domain::role::{BUILT_IN, BuiltIn, Permission, Reach};
use rehome_domain::tree::Placed;
use rehome_domain::user_move::{Channel, Snapshot, View};
use rehome_storage::organizations::{self, OrganizationsFilter};
use rehome_storage::{Tx, directory, hierarchy, names, roles};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// How many organizations a choice holds; the others are reached by acting there.
const PLACES: u32 = 100;

/// How many holders of roles at one organization are looked at.
const HOLDERS: u32 = 1_000;

/// What a new person can be.
#[derive(Clone, Debug, PartialEq)]
pub struct PersonForm {
    /// The home.
    pub home: PlaceChoice,
    /// The person a dependent would belong to.
    pub sponsor: Option<Person>,
    /// Where a new person could live instead.
    pub homes: Vec<PlaceChoice>,
    /// Whether there are more than these.
    pub more_homes: bool,
    /// The positions at the home.
    pub hierarchy: Hierarchy,
    /// The attributes of people who live there.
    pub attributes: Vec<AttributeId>,
}

/// A person as who changes them sees them.
#[derive(Clone, Debug, PartialEq)]
pub struct PersonEdit {
    /// The person.
    pub user: UserView,
    /// Whether it is the viewer.
    pub is_own: bool,
    /// The positions at the home.
    pub hierarchy: Hierarchy,
    /// The departments and offices of the home.
    pub units: Units,
    /// The names of those who may act for the person, as far as in view.
    pub delegates: BTreeMap<UserId, Arc<str>>,
    /// The attributes of people who live there.
    pub attributes: Vec<AttributeId>,
    /// What limits the person as an operator; none for who holds no role, and for who may not change it.
    pub operator: Option<OperatorLimits>,
    /// How they sign in; none for who may not change it.
    pub account: Option<AccountView>,
    /// What the viewer may grant.
    pub roles: RoleChoices,
    /// The permission profiles the viewer may give, the one held among them, each with the name of one that the account
    /// made; none of one's own, and of who lives in no account.
    pub profiles: Vec<(ProfileId, Option<Arc<str>>)>,
    /// The organizations whose last active administrator this is.
    pub last_administrator_of: Vec<Place>,
}

/// What somebody can belong to at home (hosting 1); empty outside hosting trees.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Units {
    /// The departments.
    pub departments: Vec<Arc<str>>,
    /// The offices.
    pub offices: Vec<Arc<str>>,
}

/// What limits an operator (enterprise 3).
#[derive(Clone, Debug, PartialEq)]
pub struct OperatorLimits {
    /// Whom they see and handle; everybody where none.
    pub base: Option<UserBase>,
    /// Whether they handle dependents.
    pub manage_dependents: bool,
    /// The groups to choose from.
    pub groups: Vec<(GroupId, Arc<str>)>,
}

/// An organization to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceChoice {
    /// The organization.
    pub place: Place,
    /// What it is.
    pub kind: OrganizationKind,
    /// Roles that a customer lets nobody hold, where roles are chosen (hosting 2); they are not offered.
    pub refused: BTreeSet<RoleId>,
}

/// What the viewer may grant to the person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RoleChoices {
    /// Where; empty for who may grant nothing.
    pub places: Vec<PlaceChoice>,
    /// Whether there are more places than these.
    pub more_places: bool,
    /// The roles there are.
    pub roles: Vec<RoleChoice>,
}

/// A role to grant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleChoice {
    /// The role.
    pub role: RoleId,
    /// The display name of a role that is not built in.
    pub name: Option<Arc<str>>,
    /// Where it may be held.
    pub allowed_at: BTreeSet<OrganizationKind>,
    /// What it opens, and how far.
    pub keys: Vec<(Permission, Reach)>,
    /// Whether it ranks above the viewer (ruling 16).
    pub is_above: bool,
}

impl Service {
    /// What a new person can be at a home, or as the dependent of a sponsor; where the caller acts, where neither is
    /// named.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] and [`ServiceError::Forbidden`] about home and sponsor.
    pub async fn person_form(
        &self,
        caller: &Caller,
        acting: &Acting,
        home: Option<OrganizationCode>,
        sponsor: Option<UserId>,
    ) -> Result<PersonForm, ServiceError> {
        let actor = caller.actor(acting, Channel::Attended);
        self.store()
            .read(move |tx| {
                Box::pin(async move {
                    let known = sponsor.clone().unwrap_or_else(|| actor.user.clone());
                    let (known, facts) =
                        person_named(tx, &actor, &known, home.iter().cloned().collect()).await?;
                    let view = View::of(&facts, &actor)?;
                    let sponsor = match &sponsor {
                        Some(_) => Some(seen_user(&view, &facts, &known)?),
                        None => None,
                    };
                    let code = match (sponsor, &home) {
                        (Some(sponsor), _) => sponsor.home.clone(),
                        (None, Some(home)) => home.clone(),
                        (None, None) => view.acting_in.code.clone(),
                    };
                    let place = seen_organization(&view, &facts, &code)?;
                    let _: crate::rights::OverOrganization<Edit> =
                        over_organization(&view, &facts, &code)?;
                    if let Some(sponsor) = sponsor {
                        may_have_dependents(&view, sponsor)?;
                    }
                    let is_active = |status| status == OrganizationStatus::Active;
                    // WHY: where nobody lives, the form offers the homes below.
                    if !is_active(place.status) {
                        is_open_home(place)?;
                    }
                    let (homes, more_homes) =
                        places(tx, &view, Permission::Edit, is_active).await?;
                    let homes = homes
                        .into_iter()
                        .filter(|choice| choice.kind.may_be_home())
                        .collect();
                    Ok(PersonForm {
                        home: choice(place),
                        sponsor: sponsor.map(|sponsor| Person {
                            id: sponsor.id.clone(),
                            name: sponsor.name.clone(),
                        }),
                        homes,
                        more_homes,
                        hierarchy: hierarchy::whole(tx, &code).await?,
                        attributes: attributes_of(tx, place).await?,
                    })
                })
            })
            .await
    }

    /// One person with what the caller may change about them.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] for who is out of view, [`ServiceError::Forbidden`] for who may not be changed.
    pub async fn person_edit(
        &self,
        caller: &Caller,
        acting: &Acting,
        user: &UserId,
    ) -> Result<PersonEdit, ServiceError> {
        let (actor, user) = (caller.actor(acting, Channel::Attended), user.clone());
        let now = self.now();
        self.store()
            .read(move |tx| {
                Box::pin(async move {
                    let (id, facts) = person_named(tx, &actor, &user, Vec::new()).await?;
                    let view = View::of(&facts, &actor)?;
                    let _: crate::rights::OverUser<Edit> = over_user(&view, &facts, &id)?;
                    let person = seen_user(&view, &facts, &id)?;
                    let home = facts
                        .organizations
                        .get(&person.home)
                        .ok_or(ServiceError::NotFound)?;
                    let is_own = person.id == view.actor.id;
                    let hosting = home.organization.hosting.as_deref();
                    let units = hosting.map_or_else(Units::default, |it| Units {
                        departments: it.departments.iter().cloned().collect(),
                        offices: it.offices.iter().cloned().collect(),
                    });
                    let operator = operator_limits(tx, &view, &facts, person, home).await?;
                    let user = view_of(tx, &view, &facts, &id, now.day()).await?;
                    let delegates = user.delegations.iter();
                    let delegates = delegates.filter_map(|it| facts.user(&it.to));
                    Ok(PersonEdit {
                        delegates: delegates
                            .map(|other| (other.id.clone(), other.name.clone()))
                            .collect(),
                        user,
                        is_own,
                        hierarchy: hierarchy::whole(tx, &home.code).await?,
                        units,
                        attributes: attributes_of(tx, home).await?,
                        operator,
                        account: account_of(tx, &view, &facts, person, now).await?,
                        roles: role_choices(tx, &view, &facts, is_own).await?,
                        profiles: match is_own {
                            true => Vec::new(),
                            false => can_be_chosen(&view, &facts, &id, home),
                        },
                        last_administrator_of: last_of(tx, &view, &facts, person).await?,
                    })
                })
            })
            .await
    }
}

fn choice(place: Placed<'_>) -> PlaceChoice {
    PlaceChoice {
        place: Place {
            code: place.code.clone(),
            name: place.name.clone(),
        },
        kind: place.kind,
        refused: BTreeSet::new(),
    }
}

/// The organizations in an offered state that a permission of the viewer reaches, by name, and whether there are more.
async fn places(
    tx: &mut Tx,
    view: &View<'_>,
    permission: Permission,
    is_offered: fn(OrganizationStatus) -> bool,
) -> Result<(Vec<PlaceChoice>, bool), ServiceError> {
    let reaches_down = view
        .roles
        .iter()
        .any(|role| role.reach(permission) == Some(Reach::Subtree));
    if !view.may(permission, view.acting_in) {
        return Ok((Vec::new(), false));
    }
    if !reaches_down {
        let own = Some(choice(view.acting_in)).filter(|_| is_offered(view.acting_in.status));
        return Ok((own.into_iter().collect(), false));
    }
    let filter = OrganizationsFilter {
        scope: Some(view.acting_in.code.clone()),
        limit: PLACES,
        ..OrganizationsFilter::default()
    };
    let page = organizations::page(tx, &filter).await?;
    let found = page
        .items
        .into_iter()
        .filter(|row| is_offered(row.status))
        .map(|row| PlaceChoice {
            place: Place {
                code: row.code,
                name: Arc::from(row.name),
            },
            kind: row.kind,
            refused: BTreeSet::new(),
        });
    Ok((found.collect(), page.next.is_some()))
}

/// The attributes that people who live at a home can have.
async fn attributes_of(tx: &mut Tx, home: Placed<'_>) -> Result<Vec<AttributeId>, ServiceError> {
    let defined = directory::attributes(tx).await?;
    let here = defined
        .into_iter()
        .filter(|(_, at)| at.as_ref().is_none_or(|at| home.is_within(at)))
        .map(|(id, _)| id);
    let all: BTreeSet<AttributeId> = here
        .chain(PERSON_ATTRIBUTES.iter().copied().map(AttributeId::new))
        .collect();
    Ok(all.into_iter().collect())
}

/// What limits an operator, for who grants roles to them.
async fn operator_limits(
    tx: &mut Tx,
    view: &View<'_>,
    facts: &Snapshot,
    person: &User,
    home: Placed<'_>,
) -> Result<Option<OperatorLimits>, ServiceError> {
    let is_operator = person.grants.iter().any(|grant| {
        facts
            .roles
            .get(&grant.role)
            .is_some_and(|role| !role.keys.is_empty())
    });
    let may = view.may(Permission::GrantRoles, home) && person.id != view.actor.id;
    if !is_operator || !may {
        return Ok(None);
    }
    Ok(Some(OperatorLimits {
        base: person.user_base.clone(),
        manage_dependents: person.manage_dependents,
        groups: names::groups_at(tx, &home.code, PLACES).await?,
    }))
}

async fn role_choices(
    tx: &mut Tx,
    view: &View<'_>,
    facts: &Snapshot,
    is_own: bool,
) -> Result<RoleChoices, ServiceError> {
    if is_own {
        return Ok(RoleChoices::default());
    }
    let (mut places, more_places) = places(tx, view, Permission::GrantRoles, |status| {
        status != OrganizationStatus::Deleted
    })
    .await?;
    if places.is_empty() {
        return Ok(RoleChoices::default());
    }
    let built_in = BUILT_IN
        .iter()
        .filter(|row| row.role != BuiltIn::User)
        .map(|row| RoleId::new(row.name));
    let all: Vec<RoleId> = built_in.chain(facts.roles.clones.keys().cloned()).collect();
    for choice in places.iter_mut().filter(|it| it.kind.is_hosting_tree()) {
        if let Some(section) = organizations::hosting(tx, &choice.place.code).await? {
            let refused = all.iter().filter(|role| !section.facts.takes_role(role));
            choice.refused = refused.cloned().collect();
        }
    }
    let roles = all
        .into_iter()
        .filter_map(|id| facts.roles.get(&id))
        .filter(|role| {
            places
                .iter()
                .any(|choice| role.allowed_at.contains(&choice.kind))
        })
        .map(|role| RoleChoice {
            is_above: role.rank() > view.rank(),
            keys: role
                .keys
                .iter()
                .map(|(key, reach)| (*key, *reach))
                .collect(),
            role: role.id,
            name: role.name,
            allowed_at: role.allowed_at,
        })
        .collect();
    Ok(RoleChoices {
        places,
        more_places,
        roles,
    })
}

/// The organizations in view whose last active administrator this is (ruling 67).
async fn last_of(
    tx: &mut Tx,
    view: &View<'_>,
    facts: &Snapshot,
    person: &User,
) -> Result<Vec<Place>, ServiceError> {
    let mut last = Vec::new();
    if person.status != UserStatus::Active {
        return Ok(last);
    }
    for grant in &person.grants {
        let administers = |role: &RoleId| {
            matches!(
                facts.roles.like(role),
                Some(BuiltIn::OrganizationAdministrator | BuiltIn::EnterpriseAdministrator)
            )
        };
        let place = grant.at.as_ref().and_then(|at| facts.organizations.get(at));
        let Some(place) = place.filter(|place| view.sees_organization(*place)) else {
            continue;
        };
        if !administers(&grant.role) {
            continue;
        }
        let holders = roles::holders(tx, &place.code, HOLDERS).await?;
        let others = holders
            .iter()
            .any(|(holder, role)| *holder != person.id && administers(role));
        if !others {
            last.push(choice(place).place);
        }
    }
    Ok(last)
}

//! Whom a form means that names people in another way than one by one: by what they are called, everybody of an
//! organization, or whom filters fit (telephony 3A).
//!
//! It says who; what becomes of them is the plan's to say.

use super::plan::actor_of;
use super::resolve::{facts, of_actor};
use crate::caller::{Acting, Caller};
use crate::error::ServiceError;
use crate::service::Service;
use crate::view::{Person, Place};
use rehome_domain::ids::{AttributeId, RoleId, UserId};
use rehome_domain::organization::OrganizationKind;
use rehome_domain::role::{BUILT_IN, Permission};
use rehome_domain::text::folded;
use rehome_domain::user_move::plan::CEILING_OF_A_DIALOG;
use rehome_domain::user_move::{Channel, MoveRequest, Refusal, Snapshot, View, plan};
use rehome_storage::directory::attributes;
use rehome_storage::names;
use rehome_storage::snapshot::{self, Destinations};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Whom a name means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedPeople {
    /// The name as it was given.
    pub name: String,
    /// Everybody in view who bears it, each with the home: usernames are unique there only.
    pub people: Vec<(Person, Place)>,
}

/// What can be chosen for many.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MoveTools {
    /// What filters can ask for beside what everybody has.
    pub attributes: Vec<AttributeId>,
    /// The roles that people of sites can hold and that the caller may give, each with the name of a clone.
    pub roles: Vec<(RoleId, Option<Arc<str>>)>,
}

fn roles_of_sites(view: &View<'_>, facts: &Snapshot) -> Vec<(RoleId, Option<Arc<str>>)> {
    if !view.may(Permission::GrantRoles, view.acting_in) {
        return Vec::new();
    }
    let built_in = BUILT_IN.iter().map(|row| (RoleId::new(row.name), None));
    let clones = facts.roles.clones.iter();
    let all = built_in.chain(clones.map(|(id, clone)| (id.clone(), clone.name.clone())));
    all.filter(|(id, _)| {
        let role = facts.role(id);
        role.is_some_and(|role| {
            role.allowed_at.contains(&OrganizationKind::Site) && role.rank() <= view.rank()
        })
    })
    .collect()
}

impl Service {
    /// Whom names mean: the one whose id it is, else everybody in view whose username it is.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`] for who sees nobody where they act, [`ServiceError::Rejected`] `too-many-subjects`
    /// above the ceiling.
    pub async fn user_move_named(
        &self,
        caller: &Caller,
        acting: &Acting,
        named: Vec<String>,
    ) -> Result<Vec<NamedPeople>, ServiceError> {
        let selected = u32::try_from(named.len()).unwrap_or(u32::MAX);
        if selected > CEILING_OF_A_DIALOG {
            let limit = CEILING_OF_A_DIALOG;
            return Err(Refusal::TooMany { selected, limit }.into());
        }
        let actor = caller.actor(acting, Channel::Attended);
        self.store()
            .read(move |tx| {
                Box::pin(async move {
                    let texts: Vec<&str> = named.iter().map(String::as_str).collect();
                    let found = names::ids_of_usernames(tx, &texts).await?;
                    let by_id = named.iter().map(|name| UserId::from(name.trim()));
                    let all: BTreeSet<UserId> = by_id
                        .chain(found.iter().map(|(_, id)| id.clone()))
                        .collect();
                    let wanted = of_actor(&actor, all.into_iter().collect(), Destinations::None);
                    let facts = snapshot::load(tx, &wanted).await?;
                    let view = View::of(&facts, &actor)?;
                    if !view.may(Permission::View, view.acting_in) {
                        return Err(ServiceError::Forbidden);
                    }
                    let shown = |id: &UserId| {
                        let user = facts.user(id).filter(|user| view.sees_user(user))?;
                        let home = facts.organizations.get(&user.home)?;
                        let person = Person {
                            id: user.id.clone(),
                            name: user.name.clone(),
                        };
                        let home = Place {
                            code: home.code.clone(),
                            name: home.name.clone(),
                        };
                        Some((person, home))
                    };
                    let of = |name: &String| {
                        let key = folded(name);
                        let bearers = found.iter().filter(|(username, _)| *username == key);
                        let by_id = shown(&UserId::from(name.trim()));
                        let people: Vec<_> = match by_id {
                            Some(one) => vec![one],
                            None => bearers.filter_map(|(_, id)| shown(id)).collect(),
                        };
                        NamedPeople {
                            name: name.clone(),
                            people,
                        }
                    };
                    Ok(named.iter().map(of).collect())
                })
            })
            .await
    }

    /// Whom a request is about that names nobody: everybody of an organization, or whom its filters fit, those of the first
    /// filter first.
    ///
    /// # Errors
    /// As of a plan of it.
    pub async fn user_move_people(
        &self,
        caller: &Caller,
        request: MoveRequest,
    ) -> Result<Vec<UserId>, ServiceError> {
        let actor = actor_of(caller, &request, Channel::Attended);
        let now = self.now();
        self.store()
            .read(move |tx| {
                Box::pin(async move {
                    let found = facts(tx, &actor, &request, now.day()).await?;
                    if request.filters.is_some() {
                        // WHY a plan: what is wrong with a filter is its to say.
                        plan(&found.snapshot, &found.request, &actor, now)?;
                    }
                    Ok(found.request.named_subjects())
                })
            })
            .await
    }

    /// What can be chosen: roles of sites, and the attributes that filters can ask for.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`] for who sees nobody where they act.
    pub async fn user_move_tools(
        &self,
        caller: &Caller,
        acting: &Acting,
    ) -> Result<MoveTools, ServiceError> {
        let actor = caller.actor(acting, Channel::Attended);
        self.store()
            .read(move |tx| {
                Box::pin(async move {
                    let wanted = of_actor(&actor, Vec::new(), Destinations::None);
                    let facts = snapshot::load(tx, &wanted).await?;
                    let view = View::of(&facts, &actor)?;
                    if !view.may(Permission::View, view.acting_in) {
                        return Err(ServiceError::Forbidden);
                    }
                    let all = attributes(tx).await?.into_iter();
                    let seen = all.filter(|(_, at)| {
                        let at = at.as_ref();
                        at.is_none_or(|at| view.acting_in.is_within(at))
                    });
                    Ok(MoveTools {
                        attributes: seen.map(|(id, _)| id).collect(),
                        roles: roles_of_sites(&view, &facts),
                    })
                })
            })
            .await
    }
}

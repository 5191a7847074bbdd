//! What the dialog Move Users stands on: who is selected, where they can go together, and the positions there.
//!
//! It offers; what becomes of it is the plan's to say.

use super::resolve::of_actor;
use crate::caller::{Acting, Caller};
use crate::error::ServiceError;
use crate::rights::seen_user;
use crate::service::Service;
use crate::view::{Person, Place};
use rehome_domain::ids::{OrganizationCode, UserId};
use rehome_domain::organization::{Hierarchy, OrganizationKind, OrganizationStatus};
use rehome_domain::people::User;
use rehome_domain::role::Permission;
use rehome_domain::user_move::authority::authorize;
use rehome_domain::user_move::plan::CEILING_OF_A_DIALOG;
use rehome_domain::user_move::{ActAs, Actor, Channel, Refusal, Snapshot, View};
use rehome_storage::snapshot::{Destinations, ListedFilter};
use rehome_storage::{Tx, hierarchy, snapshot};
use std::collections::{BTreeMap, BTreeSet};

/// How many destinations are offered at once; typing narrows them.
const MOST_PLACES: u32 = 50;

/// How many homes are asked about: whatever two of them leave out is no destination of anybody.
const MOST_HOMES: usize = 2;

/// Somebody who was selected, with those who come along.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selected {
    /// Who.
    pub person: Person,
    /// Their home.
    pub home: Place,
    /// Whether they are locked.
    pub locked: bool,
    /// Whether it is a dependent selected without the sponsor.
    pub is_alone: bool,
    /// The dependents in view.
    pub dependents: Vec<Person>,
    /// How many dependents are out of view.
    pub hidden_dependents: u32,
}

/// A place people can go to together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offered {
    /// Where.
    pub place: Place,
    /// What it is.
    pub kind: OrganizationKind,
    /// The organization above it, where that is in view.
    pub above: Option<Place>,
}

impl Service {
    /// Those of some people who are in view, sponsors with their families, each once.
    ///
    /// # Errors
    /// [`ServiceError::Rejected`] `too-many-subjects` above the ceiling (ruling 33), [`ServiceError::NotFound`] where
    /// the caller does not act there.
    pub async fn user_move_selection(
        &self,
        caller: &Caller,
        acting: &Acting,
        users: Vec<UserId>,
    ) -> Result<Vec<Selected>, ServiceError> {
        let users: BTreeSet<UserId> = users.into_iter().collect();
        let selected = u32::try_from(users.len()).unwrap_or(u32::MAX);
        // WHY: dependents merge into their families, which takes facts to know; nobody has as many as that.
        if selected > CEILING_OF_A_DIALOG * 2 {
            let limit = CEILING_OF_A_DIALOG;
            return Err(Refusal::TooMany { selected, limit }.into());
        }
        let actor = caller.actor(acting, Channel::Attended);
        self.store()
            .read(move |tx| {
                Box::pin(async move {
                    let wanted =
                        of_actor(&actor, users.iter().cloned().collect(), Destinations::None);
                    let facts = snapshot::load(tx, &wanted).await?;
                    selected_of(&facts, &actor, &users)
                })
            })
            .await
    }

    /// Where people can go together, by name: never where all of them live already. `subjects` are some of them, one
    /// for each home is enough.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] where one of them is out of view.
    pub async fn user_move_places(
        &self,
        caller: &Caller,
        acting: &Acting,
        subjects: Vec<UserId>,
        text: Option<String>,
    ) -> Result<Vec<Offered>, ServiceError> {
        let actor = caller.actor(acting, Channel::Attended);
        self.store()
            .read(move |tx| {
                Box::pin(async move {
                    let some: Vec<UserId> = subjects.into_iter().take(MOST_HOMES).collect();
                    offered(tx, &actor, &some, text.as_deref()).await
                })
            })
            .await
    }

    /// The positions of an organization that somebody can go to.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] where either is out of view.
    pub async fn user_move_positions_there(
        &self,
        caller: &Caller,
        acting: &Acting,
        subject: UserId,
        code: OrganizationCode,
    ) -> Result<Hierarchy, ServiceError> {
        let actor = caller.actor(acting, Channel::Attended);
        self.store()
            .read(move |tx| {
                Box::pin(async move {
                    let there = Destinations::Listed(vec![code.clone()]);
                    let wanted = of_actor(&actor, vec![subject.clone()], there);
                    let facts = snapshot::load(tx, &wanted).await?;
                    let view = View::of(&facts, &actor)?;
                    let user = seen_user(&view, &facts, &subject)?;
                    let at = |code| facts.organizations.get(code).ok_or(ServiceError::NotFound);
                    if !view.sees_destination(at(&user.home)?, at(&code)?) {
                        return Err(ServiceError::NotFound);
                    }
                    Ok(hierarchy::whole(tx, &code).await?)
                })
            })
            .await
    }
}

fn selected_of(
    facts: &Snapshot,
    actor: &Actor,
    users: &BTreeSet<UserId>,
) -> Result<Vec<Selected>, ServiceError> {
    let view = View::of(facts, actor)?;
    if !view.may(Permission::View, view.acting_in) {
        return Err(ServiceError::Forbidden);
    }
    let seen = |id: &UserId| facts.user(id).filter(|user| view.sees_user(user));
    let comes_along = |user: &User| {
        let sponsor = user.sponsor.as_ref();
        sponsor.is_some_and(|sponsor| users.contains(sponsor) && seen(sponsor).is_some())
    };
    let mut selected = Vec::new();
    for user in users
        .iter()
        .filter_map(seen)
        .filter(|user| !comes_along(user))
    {
        let home = facts
            .organizations
            .get(&user.home)
            .ok_or(ServiceError::NotFound)?;
        let is_alone = user.is_dependent();
        let family = facts.family(user).filter(|member| member.id != user.id);
        let (dependents, hidden): (Vec<&User>, Vec<&User>) = family
            .filter(|_| !is_alone)
            .partition(|member| view.sees_user(member));
        selected.push(Selected {
            person: person(user),
            home: Place {
                code: user.home.clone(),
                name: home.name.clone(),
            },
            locked: user.locked,
            is_alone,
            dependents: dependents.into_iter().map(person).collect(),
            hidden_dependents: u32::try_from(hidden.len()).unwrap_or(u32::MAX),
        });
    }
    let count = u32::try_from(selected.len()).unwrap_or(u32::MAX);
    if count > CEILING_OF_A_DIALOG {
        let (selected, limit) = (count, CEILING_OF_A_DIALOG);
        return Err(Refusal::TooMany { selected, limit }.into());
    }
    selected.sort_by(|a, b| a.person.name.cmp(&b.person.name));
    Ok(selected)
}

fn person(user: &User) -> Person {
    Person {
        id: user.id.clone(),
        name: user.name.clone(),
    }
}

async fn offered(
    tx: &mut Tx,
    actor: &Actor,
    subjects: &[UserId],
    text: Option<&str>,
) -> Result<Vec<Offered>, ServiceError> {
    let own = of_actor(actor, subjects.to_vec(), Destinations::None);
    let facts = snapshot::load(tx, &own).await?;
    let view = View::of(&facts, actor)?;
    let administers = view.act_as == ActAs::Operator && view.may(Permission::View, view.acting_in);
    let mut leaving: BTreeMap<OrganizationCode, UserId> = BTreeMap::new();
    for subject in subjects {
        let user = seen_user(&view, &facts, subject)?;
        leaving.insert(user.home.clone(), user.id.clone());
    }
    let administered = administers.then(|| view.acting_in.code.clone());
    let mut codes: BTreeSet<OrganizationCode> = BTreeSet::new();
    for source in leaving.keys() {
        let filter = ListedFilter {
            source: source.clone(),
            administered: administered.clone(),
            text: text.map(str::to_owned),
            after: None,
            limit: MOST_PLACES,
        };
        let (listed, _) = snapshot::listed(tx, &filter).await?;
        codes.extend(listed.into_iter().filter(|code| code != source));
    }
    let listed: Vec<OrganizationCode> = codes.into_iter().collect();
    let there = Destinations::Listed(listed.clone());
    let facts = snapshot::load(tx, &of_actor(actor, subjects.to_vec(), there)).await?;
    let view = View::of(&facts, actor)?;
    let is_open = |code: &OrganizationCode| {
        let mut people = leaving.values();
        people.any(|subject| authorize(&facts, actor, subject, code).is_ok())
    };
    let mut offered: Vec<Offered> = listed
        .iter()
        .filter_map(|code| facts.organizations.get(code))
        .filter(|place| place.status == OrganizationStatus::Active && is_open(&place.code))
        .map(|place| {
            let above = place.upwards().nth(1);
            Offered {
                place: Place {
                    code: place.code.clone(),
                    name: place.name.clone(),
                },
                kind: place.kind,
                above: above
                    .filter(|above| view.sees_organization(*above))
                    .map(|above| Place {
                        code: above.code.clone(),
                        name: above.name.clone(),
                    }),
            }
        })
        .collect();
    offered.sort_by(|a, b| (&a.place.name, &a.place.code).cmp(&(&b.place.name, &b.place.code)));
    offered.truncate(MOST_PLACES as usize);
    Ok(offered)
}

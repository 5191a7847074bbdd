//! Lists of people: those in the viewer's scope, filtered, sorted, searched by the beginnings of words.
//!
//! Scope and user base are in every query: what a viewer does not see is never read.

use crate::caller::{Acting, Caller};
use crate::error::ServiceError;
use crate::rights::seen_organization;
use crate::service::Service;
use crate::user_move::resolve::of_actor;
use crate::view::{Page, Person, Place, page_limit};
use rehome_domain::hosting::UserType;
use rehome_domain::ids::{OrganizationCode, PositionId, RoleId, UserId};
use rehome_domain::people::{User, UserStatus};
use rehome_domain::role::{Permission, Reach};
use rehome_domain::time::Day;
use rehome_domain::user_move::{ActAs, Actor, Channel, Snapshot, View};
use rehome_storage::Tx;
use rehome_storage::organizations::Cursor;
use rehome_storage::people::{self, PeopleFilter, PeopleOrder, PersonRow};
use rehome_storage::snapshot::{self, Destinations};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A person in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct UserRow {
    /// The id.
    pub id: UserId,
    /// The sign-in name.
    pub username: Arc<str>,
    /// The display name.
    pub name: Arc<str>,
    /// Where they live.
    pub home: OrganizationCode,
    /// The account's state.
    pub status: UserStatus,
    /// Prevent User Move.
    pub locked: bool,
    /// The position at home.
    pub position: Option<PositionId>,
    /// The sponsor of a dependent.
    pub sponsor: Option<UserId>,
    /// The revision of the record.
    pub revision: i64,
}

/// Which people.
#[derive(Clone, Debug, Default)]
pub struct UsersQuery {
    /// Where and as whom the caller acts.
    pub acting: Acting,
    /// Those at or below this organization; where the caller acts, where none.
    pub organization: Option<OrganizationCode>,
    /// Only those with words that begin like these.
    pub text: Option<String>,
    /// What else is asked of them.
    pub filter: UsersFilter,
    /// In which order.
    pub sort: UsersSort,
    /// Whether the last come first.
    pub descending: bool,
    /// From where on.
    pub cursor: Option<String>,
    /// How many.
    pub limit: Option<u32>,
}

/// What is asked of the people in a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct UsersFilter {
    /// Only those in this state; nobody who is deleted where none.
    pub status: Option<UserStatus>,
    /// Only those who are locked, or are not.
    pub locked: Option<bool>,
    /// Only those who have a sponsor, or dependents.
    pub family: Option<FamilyPlace>,
    /// Only those who hold this role in the part of the tree that is listed.
    pub role: Option<RoleId>,
    /// Only those at or below this position of the organization that is listed.
    pub position: Option<PositionId>,
    /// Only people, or only templates; those of the organization acted in alone are seen.
    pub user_type: Option<UserType>,
}

/// Which place in a family.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FamilyPlace {
    /// Who has a sponsor.
    Dependent,
    /// Who has dependents.
    Sponsor,
}

/// By what a list of people is sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum UsersSort {
    /// The display name.
    #[default]
    Name,
    /// The sign-in name.
    Username,
}

/// A page of the list as a screen shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserList {
    /// The organization whose people are listed.
    pub organization: Place,
    /// The people.
    pub items: Vec<UserLine>,
    /// What asks for the next page; where the looking stopped early, a page with few people has one too.
    pub cursor: Option<String>,
    /// How many match, and whether there may be more.
    pub count: (u32, bool),
}

/// A person in a list, with what else a screen shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserLine {
    /// The record.
    pub row: UserRow,
    /// Where they live.
    pub home: Place,
    /// The sponsor of a dependent, as far as in view.
    pub sponsor: Option<Person>,
    /// The roles held in the part of the tree that is listed, each with the name of a clone.
    pub roles: Vec<(RoleId, Option<Arc<str>>)>,
    /// How many dependents there are.
    pub dependents: u32,
    /// How many subscriptions are not over.
    pub subscriptions: u32,
    /// Whether it is a template and nobody.
    pub is_template: bool,
}

/// Whom a viewer sees.
enum Seen {
    /// The own family.
    Family(Vec<UserRow>),
    /// Those of a filter in a scope.
    Scope(Box<PeopleFilter>, Place),
}

impl Service {
    /// The people in the caller's view, by name. Who acts as oneself sees the own family.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] for an organization out of view.
    pub async fn users(
        &self,
        caller: &Caller,
        query: &UsersQuery,
    ) -> Result<Page<UserRow>, ServiceError> {
        let actor = caller.actor(&query.acting, Channel::Attended);
        let (query, after) = (query.clone(), after(query)?);
        self.store()
            .read(move |tx| {
                Box::pin(async move {
                    let facts = facts_of_list(tx, &actor, &query).await?;
                    let filter = match seen(&facts, &actor, &query, after)? {
                        Seen::Family(items) => {
                            return Ok(Page {
                                items,
                                cursor: None,
                            });
                        }
                        Seen::Scope(filter, _) => filter,
                    };
                    let page = people::page(tx, &filter).await?;
                    Ok(Page {
                        items: page.items.into_iter().map(row_of_stored).collect(),
                        cursor: page.next.map(|cursor| cursor.to_string()),
                    })
                })
            })
            .await
    }

    /// The same as a screen shows it to an operator: with families, roles, and how many match.
    ///
    /// # Errors
    /// As [`Service::users`]; [`ServiceError::Forbidden`] for who acts as oneself.
    pub async fn users_list(
        &self,
        caller: &Caller,
        query: &UsersQuery,
    ) -> Result<UserList, ServiceError> {
        let actor = caller.actor(&query.acting, Channel::Attended);
        let (query, after, today) = (query.clone(), after(query)?, self.now().day());
        self.store()
            .read(move |tx| {
                Box::pin(async move {
                    let facts = facts_of_list(tx, &actor, &query).await?;
                    let Seen::Scope(mut filter, organization) =
                        seen(&facts, &actor, &query, after)?
                    else {
                        return Err(ServiceError::Forbidden);
                    };
                    filter.counted = true;
                    let page = people::page(tx, &filter).await?;
                    let cursor = page.next.as_ref().map(ToString::to_string);
                    let count = page
                        .count
                        .map_or((0, true), |count| (count.found, count.or_more));
                    let items = lines(tx, &facts, &filter, page.items, today).await?;
                    Ok(UserList {
                        organization,
                        items,
                        cursor,
                        count,
                    })
                })
            })
            .await
    }
}

fn after(query: &UsersQuery) -> Result<Option<Cursor>, ServiceError> {
    let cursor = query.cursor.as_deref().map(str::parse).transpose();
    cursor.map_err(|_| crate::user_move::bad_cursor())
}

async fn facts_of_list(
    tx: &mut Tx,
    actor: &Actor,
    query: &UsersQuery,
) -> Result<Snapshot, ServiceError> {
    let places = Destinations::Listed(query.organization.iter().cloned().collect());
    Ok(snapshot::load(tx, &of_actor(actor, vec![actor.user.clone()], places)).await?)
}

/// Whom the actor sees, as the store is asked for them.
fn seen(
    facts: &Snapshot,
    actor: &Actor,
    query: &UsersQuery,
    after: Option<Cursor>,
) -> Result<Seen, ServiceError> {
    let view = View::of(facts, actor)?;
    if view.act_as == ActAs::Oneself {
        let asked = query.organization.as_ref();
        if asked.is_some_and(|code| *code != view.actor.home) {
            return Err(ServiceError::NotFound);
        }
        return Ok(Seen::Family(facts.family(view.actor).map(row_of).collect()));
    }
    let scope = query
        .organization
        .clone()
        .unwrap_or_else(|| view.acting_in.code.clone());
    let place = seen_organization(&view, facts, &scope)?;
    if !view.may(Permission::View, place) {
        return Err(ServiceError::Forbidden);
    }
    let reaches_down = view
        .roles
        .iter()
        .any(|role| role.reach(Permission::View) == Some(Reach::Subtree));
    let named = Place {
        code: scope.clone(),
        name: place.name.clone(),
    };
    let filter = PeopleFilter {
        only_residents: !reaches_down,
        dependents: view.actor.manage_dependents,
        base: view.actor.user_base.clone(),
        text: query.text.clone(),
        status: query.filter.status,
        locked: query.filter.locked,
        family: query.filter.family.map(|place| match place {
            FamilyPlace::Dependent => people::FamilyPlace::Dependent,
            FamilyPlace::Sponsor => people::FamilyPlace::Sponsor,
        }),
        role: query.filter.role.clone(),
        position: query.filter.position.clone(),
        user_type: query.filter.user_type,
        templates_of: Some(view.acting_in.code.clone()),
        order: match query.sort {
            UsersSort::Name => PeopleOrder::Name,
            UsersSort::Username => PeopleOrder::Username,
        },
        descending: query.descending,
        after,
        ..PeopleFilter::of(scope, page_limit(query.limit))
    };
    Ok(Seen::Scope(Box::new(filter), named))
}

/// What a screen shows of the people of a page.
async fn lines(
    tx: &mut Tx,
    facts: &Snapshot,
    filter: &PeopleFilter,
    rows: Vec<PersonRow>,
    today: Day,
) -> Result<Vec<UserLine>, ServiceError> {
    let ids: Vec<UserId> = rows.iter().map(|row| row.id.clone()).collect();
    let homes: BTreeSet<OrganizationCode> = rows.iter().map(|row| row.home.clone()).collect();
    let names = people::names_of_homes(tx, &homes).await?;
    let mut besides = people::listed(tx, &filter.scope, &ids, today).await?;
    let sponsors: BTreeSet<UserId> = rows.iter().filter_map(|row| row.sponsor.clone()).collect();
    let sponsors: Vec<UserId> = sponsors.into_iter().collect();
    // WHY: a base can hold a dependent without the sponsor; then the sponsor stays hidden (ruling 6).
    let seen_sponsors: BTreeMap<UserId, Arc<str>> = if sponsors.is_empty() {
        BTreeMap::new()
    } else {
        let seen = people::seen_among(tx, filter, &sponsors).await?;
        seen.into_iter()
            .map(|row| (row.id, row.name.into()))
            .collect()
    };
    let clones = &facts.roles.clones;
    Ok(rows
        .into_iter()
        .map(|row| {
            let more = besides.remove(&row.id).unwrap_or_default();
            let home = Place {
                code: row.home.clone(),
                name: names.get(&row.home).map_or_else(
                    || Arc::from(row.home.as_str()),
                    |name| Arc::from(name.as_str()),
                ),
            };
            let sponsor = row.sponsor.as_ref().and_then(|id| {
                seen_sponsors.get(id).map(|name| Person {
                    id: id.clone(),
                    name: name.clone(),
                })
            });
            UserLine {
                home,
                sponsor,
                roles: more
                    .roles
                    .into_iter()
                    .map(|role| {
                        let name = clones.get(&role).and_then(|clone| clone.name.clone());
                        (role, name)
                    })
                    .collect(),
                dependents: more.dependents,
                subscriptions: more.subscriptions,
                is_template: more.is_template,
                row: row_of_stored(row),
            }
        })
        .collect())
}

pub(super) fn row_of(user: &User) -> UserRow {
    UserRow {
        id: user.id.clone(),
        username: user.username.clone(),
        name: user.name.clone(),
        home: user.home.clone(),
        status: user.status,
        locked: user.locked,
        position: user.position.clone(),
        sponsor: user.sponsor.clone(),
        revision: user.revision,
    }
}

fn row_of_stored(row: PersonRow) -> UserRow {
    let PersonRow {
        id,
        username,
        name,
        home,
        status,
        locked,
        position,
        sponsor,
        revision,
    } = row;
    UserRow {
        id,
        username: username.into(),
        name: name.into(),
        home,
        status,
        locked,
        position,
        sponsor,
        revision,
    }
}

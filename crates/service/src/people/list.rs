//! Lists of people: those in the viewer's scope, by name, searched by the beginnings of words.

use crate::caller::{Acting, Caller};
use crate::error::ServiceError;
use crate::rights::seen_organization;
use crate::service::Service;
use crate::user_move::resolve::of_actor;
use crate::view::{Page, page_limit};
use rehome_domain::ids::{OrganizationCode, PositionId, UserId};
use rehome_domain::people::{User, UserStatus};
use rehome_domain::role::{Permission, Reach};
use rehome_domain::user_move::{ActAs, Channel, View};
use rehome_storage::organizations::Cursor;
use rehome_storage::people::{self, PeopleFilter, PersonRow};
use rehome_storage::snapshot::{self, Destinations};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
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
    /// From where on.
    pub cursor: Option<String>,
    /// How many.
    pub limit: Option<u32>,
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
        let query = query.clone();
        let after: Option<Cursor> = query
            .cursor
            .as_deref()
            .map(str::parse)
            .transpose()
            .map_err(|_| crate::user_move::bad_cursor())?;
        self.store()
            .read(move |tx| {
                Box::pin(async move {
                    let places = Destinations::Listed(query.organization.iter().cloned().collect());
                    let facts =
                        snapshot::load(tx, &of_actor(&actor, vec![actor.user.clone()], places))
                            .await?;
                    let view = View::of(&facts, &actor)?;
                    if view.act_as == ActAs::Oneself {
                        if query
                            .organization
                            .as_ref()
                            .is_some_and(|code| *code != view.actor.home)
                        {
                            return Err(ServiceError::NotFound);
                        }
                        let items = facts.family(view.actor).map(row_of).collect();
                        return Ok(Page {
                            items,
                            cursor: None,
                        });
                    }
                    let scope = query
                        .organization
                        .clone()
                        .unwrap_or_else(|| view.acting_in.code.clone());
                    let place = seen_organization(&view, &facts, &scope)?;
                    if !view.may(Permission::View, place) {
                        return Err(ServiceError::Forbidden);
                    }
                    let reaches_down = view
                        .roles
                        .iter()
                        .any(|role| role.reach(Permission::View) == Some(Reach::Subtree));
                    let filter = PeopleFilter {
                        only_residents: !reaches_down,
                        dependents: view.actor.manage_dependents,
                        base: view.actor.user_base.clone(),
                        text: query.text.clone(),
                        after,
                        ..PeopleFilter::of(scope, page_limit(query.limit))
                    };
                    let page = people::page(tx, &filter).await?;
                    let cursor = page.next.map(|cursor| cursor.to_string());
                    Ok(Page {
                        items: page.items.into_iter().map(row_of_stored).collect(),
                        cursor,
                    })
                })
            })
            .await
    }
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

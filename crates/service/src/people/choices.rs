//! What a list of people can be narrowed to where the caller acts: organizations, positions, roles.

use crate::caller::{Acting, Caller};
use crate::error::ServiceError;
use crate::rights::seen_organization;
use crate::service::Service;
use crate::user_move::resolve::of_actor;
use crate::view::Place;
use rehome_domain::ids::{OrganizationCode, PositionId, RoleId};
use rehome_domain::role::{BUILT_IN, Permission, Reach};
use rehome_domain::text::folded;
use rehome_domain::user_move::{Actor, Channel, View};
use rehome_storage::organizations::{self, OrganizationsFilter};
use rehome_storage::snapshot::{self, Destinations};
use rehome_storage::{StoreError, Tx, hierarchy, roles};
use std::sync::Arc;

/// How many organizations a choice holds; the others are found by what they are called.
const PLACES: u32 = 100;

/// How many organizations a search answers with.
const FOUND: u32 = 50;

/// What a list of people can be narrowed to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UsersChoices {
    /// The organizations, the first of them by name.
    pub places: Vec<Place>,
    /// Whether there are more.
    pub more_places: bool,
    /// The positions of the organization that is listed.
    pub positions: Vec<PositionId>,
    /// The roles that can be held in that part of the tree, each with the name of a clone.
    pub roles: Vec<(RoleId, Option<Arc<str>>)>,
}

/// What a text stands for that was typed where an organization is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlaceTyped {
    /// This organization: it alone is called so, or holds the text.
    One(OrganizationCode),
    /// No organization.
    Nothing,
    /// Several; which of them, is not said.
    Several,
}

impl Service {
    /// What the list of an organization's people can be narrowed to.
    ///
    /// # Errors
    /// As [`Service::users`].
    pub async fn users_choices(
        &self,
        caller: &Caller,
        acting: &Acting,
        organization: Option<OrganizationCode>,
    ) -> Result<UsersChoices, ServiceError> {
        let actor = caller.actor(acting, Channel::Attended);
        self.store()
            .read(move |tx| {
                Box::pin(async move {
                    let listed = Destinations::Listed(organization.iter().cloned().collect());
                    let wanted = of_actor(&actor, vec![actor.user.clone()], listed);
                    let facts = snapshot::load(tx, &wanted).await?;
                    let view = View::of(&facts, &actor)?;
                    let here = view.acting_in;
                    let scope = organization.clone().unwrap_or_else(|| here.code.clone());
                    let place = seen_organization(&view, &facts, &scope)?;
                    if !view.may(Permission::View, place) {
                        return Err(ServiceError::Forbidden);
                    }
                    let reaches_down = reaches_down(&view);
                    let mut places = if reaches_down {
                        places(tx, &here.code, None, PLACES + 1).await?
                    } else {
                        Vec::new()
                    };
                    let more_places = places.len() > PLACES as usize;
                    places.truncate(PLACES as usize);
                    // WHY: one that is chosen but not among the first by name stays chosen, by its name.
                    if reaches_down
                        && organization.is_some()
                        && places.iter().all(|it| it.code != scope)
                    {
                        places.push(Place {
                            code: scope.clone(),
                            name: place.name.clone(),
                        });
                    }
                    let hierarchy = hierarchy::whole(tx, &scope).await?;
                    let built_in = BUILT_IN
                        .iter()
                        .filter(|row| row.allowed_at.contains(&here.kind) && !row.keys.is_empty())
                        .map(|row| (RoleId::from(row.name), None));
                    let clones = roles::clones(tx).await?;
                    let clones = clones.clones.iter().filter_map(|(id, clone)| {
                        let like = BUILT_IN.iter().find(|row| row.name == &*clone.like)?;
                        let fits = like.allowed_at.contains(&here.kind);
                        fits.then(|| (id.clone(), clone.name.clone()))
                    });
                    Ok(UsersChoices {
                        positions: hierarchy.nodes.keys().cloned().collect(),
                        roles: built_in.chain(clones).collect(),
                        places,
                        more_places,
                    })
                })
            })
            .await
    }

    /// The organizations that the list can be narrowed to, those whose name or code holds a text: at or below the one
    /// acted in, whoever asks, the first of them by name.
    ///
    /// # Errors
    /// As [`Service::users`].
    pub async fn users_places(
        &self,
        caller: &Caller,
        acting: &Acting,
        text: Option<String>,
    ) -> Result<Vec<Place>, ServiceError> {
        let actor = caller.actor(acting, Channel::Attended);
        self.store()
            .read(move |tx| {
                Box::pin(async move { found(tx, &actor, text.as_deref(), FOUND).await })
            })
            .await
    }

    /// What a text stands for among those organizations.
    ///
    /// # Errors
    /// As [`Service::users`].
    pub async fn users_place_typed(
        &self,
        caller: &Caller,
        acting: &Acting,
        text: String,
    ) -> Result<PlaceTyped, ServiceError> {
        let actor = caller.actor(acting, Channel::Attended);
        self.store()
            .read(move |tx| {
                Box::pin(async move {
                    let found = found(tx, &actor, Some(&text), PLACES).await?;
                    Ok(typed(found, &text))
                })
            })
            .await
    }
}

fn reaches_down(view: &View<'_>) -> bool {
    let mut roles = view.roles.iter();
    roles.any(|role| role.reach(Permission::View) == Some(Reach::Subtree))
}

/// Organizations at or below one, by name.
async fn places(
    tx: &mut Tx,
    scope: &OrganizationCode,
    text: Option<&str>,
    limit: u32,
) -> Result<Vec<Place>, StoreError> {
    let filter = OrganizationsFilter {
        scope: Some(scope.clone()),
        text: text.map(str::to_owned),
        limit,
        ..OrganizationsFilter::default()
    };
    let page = organizations::page(tx, &filter).await?;
    let place = |row: organizations::OrganizationRow| Place {
        code: row.code,
        name: row.name.into(),
    };
    Ok(page.items.into_iter().map(place).collect())
}

/// The same where an actor acts; nothing for who sees people of that one alone.
async fn found(
    tx: &mut Tx,
    actor: &Actor,
    text: Option<&str>,
    limit: u32,
) -> Result<Vec<Place>, ServiceError> {
    let wanted = of_actor(actor, Vec::new(), Destinations::None);
    let facts = snapshot::load(tx, &wanted).await?;
    let view = View::of(&facts, actor)?;
    if !view.may(Permission::View, view.acting_in) {
        return Err(ServiceError::Forbidden);
    }
    if !reaches_down(&view) {
        return Ok(Vec::new());
    }
    let here = view.acting_in.code.clone();
    Ok(places(tx, &here, text, limit).await?)
}

/// What a text stands for: the one that is called so, or the only one that holds it.
fn typed(found: Vec<Place>, text: &str) -> PlaceTyped {
    let asked = folded(text.trim());
    let is_called_so =
        |place: &&Place| folded(&place.name) == asked || folded(place.code.as_str()) == asked;
    let mut called_so = found.iter().filter(is_called_so);
    match (called_so.next(), called_so.next(), found.as_slice()) {
        (Some(place), None, _) | (None, _, [place]) => PlaceTyped::One(place.code.clone()),
        (None, _, []) => PlaceTyped::Nothing,
        _ => PlaceTyped::Several,
    }
}

//! What a list of people can be narrowed to where the caller acts: organizations, positions, roles.

use crate::caller::{Acting, Caller};
use crate::error::ServiceError;
use crate::rights::seen_organization;
use crate::service::Service;
use crate::user_move::resolve::of_actor;
use crate::view::Place;
use rehome_domain::ids::{OrganizationCode, PositionId, RoleId};
use rehome_domain::role::{BUILT_IN, Permission, Reach};
use rehome_domain::user_move::{Channel, View};
use rehome_storage::organizations::{self, OrganizationsFilter};
use rehome_storage::snapshot::{self, Destinations};
use rehome_storage::{hierarchy, roles};
use std::sync::Arc;

/// How many organizations a choice holds; the others are reached by their own pages.
const PLACES: u32 = 100;

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
                    let reaches_down = view
                        .roles
                        .iter()
                        .any(|role| role.reach(Permission::View) == Some(Reach::Subtree));
                    let filter = OrganizationsFilter {
                        scope: Some(here.code.clone()),
                        limit: PLACES + 1,
                        ..OrganizationsFilter::default()
                    };
                    let mut places = if reaches_down {
                        let page = organizations::page(tx, &filter).await?;
                        page.items
                            .into_iter()
                            .map(|row| Place {
                                code: row.code,
                                name: row.name.into(),
                            })
                            .collect()
                    } else {
                        Vec::new()
                    };
                    let more_places = places.len() > PLACES as usize;
                    places.truncate(PLACES as usize);
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
}

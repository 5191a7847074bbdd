//! The office: where an operator or administrator acts, and what the roles held there open on the screens.
//!
//! It decides nothing: a screen hides what would be refused, and every use case asks for the right again.

use crate::audit::holds_everywhere;
use crate::caller::{Acting, Caller};
use crate::error::ServiceError;
use crate::organizations::has_another_account;
use crate::service::Service;
use crate::user_move::resolve::of_actor;
use crate::view::Place;
use rehome_domain::ids::{OrganizationCode, RoleId};
use rehome_domain::organization::{MoveFamily, OrganizationKind};
use rehome_domain::people::Grant;
use rehome_domain::role::{BuiltIn, Permission};
use rehome_domain::user_move::{ActAs, Actor, Channel, Snapshot, View};
use rehome_storage::snapshot::{self, Destinations};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Where somebody acts, and what is open there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Office {
    /// The organization acted in.
    pub acting_in: Place,
    /// What it is.
    pub kind: OrganizationKind,
    /// The roles that count there, each with the name of a clone.
    pub roles: Vec<(RoleId, Option<Arc<str>>)>,
    /// Where one can act without looking for it: the home and wherever a role is held.
    pub places: Vec<Place>,
    /// What is open.
    pub keys: OfficeKeys,
}

/// What is open to somebody where they act.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OfficeKeys {
    /// Seeing people.
    pub view: bool,
    /// Changing profiles.
    pub edit: bool,
    /// Setting and clearing the move lock.
    pub lock: bool,
    /// Subscribing people.
    pub subscribe: bool,
    /// Granting and revoking roles.
    pub grant_roles: bool,
    /// Letting people go to another organization.
    pub release: bool,
    /// Moving people of hosting trees from customer to customer, or of sites from site to site.
    pub move_hosted: bool,
    /// Moving people of hosting trees from customer to customer.
    pub move_customers: bool,
    /// Moving people of sites, many at once and by filters.
    pub move_sites: bool,
    /// Moving people from account to account of a hub.
    pub move_content: bool,
    /// Copying people of hosting trees.
    pub copy: bool,
    /// Changing settings.
    pub configure: bool,
    /// Reading the audit.
    pub audit: bool,
    /// Making organizations and trees.
    pub create_organizations: bool,
    /// Looking after services.
    pub provision: bool,
    /// Keeping the catalogue of services.
    pub keep_catalogue: bool,
}

impl Service {
    /// The office of somebody: at the organization asked for, if they can act there, else at home, else where they
    /// hold a role. None for who is no operator anywhere.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] where the caller is gone.
    pub async fn office(
        &self,
        caller: &Caller,
        asked: Option<OrganizationCode>,
    ) -> Result<Option<Office>, ServiceError> {
        let acting = Acting {
            acting_in: asked,
            act_as: Some(ActAs::Operator),
        };
        let actor = caller.actor(&acting, Channel::Attended);
        self.store()
            .read(move |tx| {
                Box::pin(async move {
                    let wanted = of_actor(&actor, vec![actor.user.clone()], Destinations::None);
                    let facts = snapshot::load(tx, &wanted).await?;
                    let mut office = office_of(&facts, &actor)?;
                    if let Some(office) = office.as_mut().filter(|it| it.keys.move_content) {
                        // WHY: without a satellite there is nowhere to move to (content 2).
                        let code = &office.acting_in.code;
                        office.keys.move_content = has_another_account(tx, &facts, code).await?;
                    }
                    Ok(office)
                })
            })
            .await
    }
}

fn office_of(facts: &Snapshot, actor: &Actor) -> Result<Option<Office>, ServiceError> {
    let user = facts.user(&actor.user).ok_or(ServiceError::NotFound)?;
    let held: BTreeSet<&OrganizationCode> = user
        .grants
        .iter()
        .filter(|grant| opens_something(facts, grant))
        .filter_map(|grant| grant.at.as_ref())
        .collect();
    let candidates = actor
        .acting_in
        .iter()
        .chain([&user.home])
        .chain(held.iter().copied());
    for code in candidates {
        let there = Actor {
            acting_in: Some(code.clone()),
            ..actor.clone()
        };
        let Ok(view) = View::of(facts, &there) else {
            continue;
        };
        let keys = keys_of(&view, facts);
        if keys == OfficeKeys::default() {
            continue;
        }
        let named = |code: &OrganizationCode| {
            facts.organizations.get(code).map(|place| Place {
                code: code.clone(),
                name: place.name.clone(),
            })
        };
        let mut places: Vec<Place> = held.iter().copied().filter_map(named).collect();
        let here = Place {
            code: code.clone(),
            name: view.acting_in.name.clone(),
        };
        if !places.contains(&here) {
            places.push(here.clone());
        }
        places.sort_by(|a, b| a.name.cmp(&b.name));
        let everywhere = user.grants.iter().filter(|grant| grant.at.is_none());
        let mut roles: Vec<RoleId> = view.roles.iter().map(|role| role.id.clone()).collect();
        roles.extend(everywhere.map(|grant| grant.role.clone()));
        roles.dedup();
        return Ok(Some(Office {
            acting_in: here,
            kind: view.acting_in.kind,
            roles: roles
                .into_iter()
                .map(|role| {
                    let clone = facts.roles.clones.get(&role);
                    let name = clone.and_then(|clone| clone.name.clone());
                    (role, name)
                })
                .collect(),
            places,
            keys,
        }));
    }
    Ok(None)
}

/// Whether a role held opens anything at all.
fn opens_something(facts: &Snapshot, grant: &Grant) -> bool {
    let role = facts.granted(grant);
    role.is_some_and(|role| !role.keys.is_empty())
}

fn keys_of(view: &View<'_>, facts: &Snapshot) -> OfficeKeys {
    let may = |permission| view.may(permission, view.acting_in);
    OfficeKeys {
        view: may(Permission::View),
        edit: may(Permission::Edit),
        lock: may(Permission::Lock),
        subscribe: may(Permission::Subscribe),
        grant_roles: may(Permission::GrantRoles),
        release: may(Permission::Release(MoveFamily::Enterprise)),
        move_hosted: may(Permission::Release(MoveFamily::Hosting))
            || may(Permission::Release(MoveFamily::Site)),
        move_customers: may(Permission::Release(MoveFamily::Hosting)),
        move_sites: may(Permission::Release(MoveFamily::Site)),
        move_content: may(Permission::Release(MoveFamily::Account)),
        copy: may(Permission::Copy) && view.acting_in.kind.is_hosting_tree(),
        configure: may(Permission::Configure),
        audit: may(Permission::Audit) || holds_everywhere(view, BuiltIn::Auditor, facts),
        create_organizations: holds_everywhere(view, BuiltIn::SystemAdministrator, facts),
        provision: may(Permission::Provision),
        keep_catalogue: view.keeps_catalogue(),
    }
}

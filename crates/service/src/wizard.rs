//! What the wizard for moves in hosting trees and between sites asks before there is a plan: customers and sites by any
//! word, people of the one that was chosen, and the facts its fields are judged by.
//!
//! Every question asks for the key to move people again; what is out of view is not found. Reviews and commits are
//! [`crate::user_move`]'s. To add a step that needs something of the directory, add its question here.

use crate::caller::{Acting, Caller};
use crate::error::ServiceError;
use crate::service::Service;
use crate::user_move::resolve::{chosen_names, managers, of_actor};
use crate::user_move::{MoveScreen, names, redacted_for_operator};
use crate::view::{Names, Place};
use rehome_domain::ids::{OrganizationCode, UserId};
use rehome_domain::organization::{MoveFamily, OrganizationKind, OrganizationStatus};
use rehome_domain::people::UserStatus;
use rehome_domain::role::Permission;
use rehome_domain::tree::Placed;
use rehome_domain::user_move::{
    ActAs, Actor, Channel, Judgement, MoveRequest, PersonOptions, Snapshot, View, authorize,
    judgement,
};
use rehome_storage::Tx;
use rehome_storage::organizations::{self, OrganizationsFilter};
use rehome_storage::people::{self, PeopleFilter};
use rehome_storage::sites::{self, SiteValues};
use rehome_storage::snapshot::{self, Destinations, Wanted};
use std::sync::Arc;

/// How many customers or people a search tells.
pub const MOST_FOUND: u32 = 12;

/// How many devices, and how many lines of a site are asked which values they have.
const MOST_LOOKED_AT: u32 = 200;

/// How many sites a list offers; the others are named by their codes.
const MOST_SITES: u32 = 200;

/// A customer, reseller, provider or site that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomerFound {
    /// The code, by which it is told from others of its name.
    pub place: Place,
    /// What it is.
    pub kind: OrganizationKind,
    /// The state.
    pub status: OrganizationStatus,
    /// The names of what lies above it and in view, the topmost first.
    pub path: Vec<Arc<str>>,
}

/// Somebody who was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonFound {
    /// The id.
    pub id: UserId,
    /// The display name.
    pub name: Arc<str>,
    /// The sign-in name; the username where there is none.
    pub sign_in: Arc<str>,
    /// The account's state.
    pub status: UserStatus,
}

/// What was found of a search, and whether there is more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hits<T> {
    /// The first of them.
    pub items: Vec<T>,
    /// Whether there may be more.
    pub more: bool,
}

/// What the fields of the wizard are judged by.
#[derive(Clone, Debug, PartialEq)]
pub struct WizardFacts {
    /// The redacted facts.
    pub screen: MoveScreen,
    /// What they say about the choices so far.
    pub judgement: Judgement,
    /// The names in it.
    pub names: Names,
}

/// An operator where they act.
pub(crate) fn operator(caller: &Caller, acting_in: OrganizationCode) -> Actor {
    let acting = Acting {
        acting_in: Some(acting_in),
        act_as: Some(ActAs::Operator),
    };
    caller.actor(&acting, Channel::Attended)
}

/// Whether people who live there may be moved by the wizard: from customer to customer, to a site, or between sites.
fn may_move(view: &View<'_>, place: Placed<'_>) -> bool {
    let may = |family| view.may(Permission::Release(family), place);
    let is_hosting = place.kind.is_hosting_tree();
    let is_site = place.kind == OrganizationKind::Site;
    (is_hosting && may(MoveFamily::Hosting)) || ((is_hosting || is_site) && may(MoveFamily::Site))
}

/// The view of somebody who moves people where they act.
fn mover<'a>(facts: &'a Snapshot, actor: &Actor) -> Result<View<'a>, ServiceError> {
    let view = View::of(facts, actor)?;
    if may_move(&view, view.acting_in) {
        Ok(view)
    } else {
        Err(ServiceError::Forbidden)
    }
}

/// The organization, if it is in view and people could move from or to it.
fn customer<'a>(
    facts: &'a Snapshot,
    view: &View<'_>,
    code: &OrganizationCode,
) -> Option<Placed<'a>> {
    let place = facts.organizations.get(code)?;
    may_move(view, place).then_some(place)
}

async fn facts_about(
    tx: &mut Tx,
    actor: &Actor,
    codes: Vec<OrganizationCode>,
) -> Result<Snapshot, ServiceError> {
    let wanted = of_actor(actor, Vec::new(), Destinations::Listed(codes));
    Ok(snapshot::load(tx, &wanted).await?)
}

fn found(view: &View<'_>, place: Placed<'_>) -> CustomerFound {
    let above = place.upwards().skip(1);
    let mut path: Vec<Arc<str>> = above
        .filter(|above| view.sees_organization(*above))
        .map(|above| above.name.clone())
        .collect();
    path.reverse();
    CustomerFound {
        place: Place {
            code: place.code.clone(),
            name: place.name.clone(),
        },
        kind: place.kind,
        status: place.status,
        path,
    }
}

impl Service {
    /// The customers and sites below where the caller acts whose name or code holds a text, by name; the one whose code it is
    /// alone, where there is one (hosting 3).
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`] for who moves nobody there.
    pub async fn wizard_customers(
        &self,
        caller: &Caller,
        acting_in: OrganizationCode,
        text: &str,
    ) -> Result<Hits<CustomerFound>, ServiceError> {
        let which = (None, MOST_FOUND);
        self.wizard_places(caller, acting_in, text, which).await
    }

    /// The same, sites alone and more of them.
    ///
    /// # Errors
    /// As of [`Service::wizard_customers`].
    pub async fn wizard_sites(
        &self,
        caller: &Caller,
        acting_in: OrganizationCode,
        text: &str,
    ) -> Result<Hits<CustomerFound>, ServiceError> {
        let which = (Some(OrganizationKind::Site), MOST_SITES);
        self.wizard_places(caller, acting_in, text, which).await
    }

    async fn wizard_places(
        &self,
        caller: &Caller,
        acting_in: OrganizationCode,
        text: &str,
        (kind, limit): (Option<OrganizationKind>, u32),
    ) -> Result<Hits<CustomerFound>, ServiceError> {
        let (actor, text) = (operator(caller, acting_in), text.trim().to_owned());
        self.store()
            .read(move |tx| {
                Box::pin(async move {
                    let code = OrganizationCode::from(text.to_lowercase());
                    let facts = facts_about(tx, &actor, vec![code.clone()]).await?;
                    let view = mover(&facts, &actor)?;
                    let exact = customer(&facts, &view, &code);
                    let is_asked = |it: &Placed<'_>| kind.is_none_or(|kind| it.kind == kind);
                    if let Some(exact) = exact.filter(is_asked) {
                        let items = vec![found(&view, exact)];
                        return Ok(Hits { items, more: false });
                    }
                    let filter = OrganizationsFilter {
                        scope: Some(view.acting_in.code.clone()),
                        text: Some(text).filter(|text| !text.is_empty()),
                        kind,
                        limit,
                        ..OrganizationsFilter::default()
                    };
                    let page = organizations::page(tx, &filter).await?;
                    let codes: Vec<OrganizationCode> =
                        page.items.into_iter().map(|row| row.code).collect();
                    let facts = facts_about(tx, &actor, codes.clone()).await?;
                    let view = mover(&facts, &actor)?;
                    let places = codes
                        .iter()
                        .filter_map(|code| customer(&facts, &view, code));
                    Ok(Hits {
                        items: places.map(|place| found(&view, place)).collect(),
                        more: page.next.is_some(),
                    })
                })
            })
            .await
    }

    /// The people of a customer whose names or addresses have words that begin like these, by name; no templates.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] for a customer out of view; [`ServiceError::Forbidden`] for who moves nobody.
    pub async fn wizard_people(
        &self,
        caller: &Caller,
        acting_in: OrganizationCode,
        of: OrganizationCode,
        text: &str,
    ) -> Result<Hits<PersonFound>, ServiceError> {
        let (actor, text) = (operator(caller, acting_in), text.trim().to_owned());
        self.store()
            .read(move |tx| {
                Box::pin(async move {
                    let facts = facts_about(tx, &actor, vec![of.clone()]).await?;
                    let view = mover(&facts, &actor)?;
                    let home = customer(&facts, &view, &of).ok_or(ServiceError::NotFound)?;
                    let is_site = home.kind == OrganizationKind::Site;
                    let filter = PeopleFilter {
                        only_residents: true,
                        dependents: view.actor.manage_dependents,
                        base: view.actor.user_base.clone(),
                        text: Some(text).filter(|text| !text.is_empty()),
                        ..PeopleFilter::of(of, MOST_FOUND)
                    };
                    let page = people::page(tx, &filter).await?;
                    let standard =
                        people::standard(tx, page.items.iter().map(|row| &row.id)).await?;
                    let rows = page.items.into_iter().filter_map(|row| {
                        let upn = match standard.get(&row.id) {
                            Some(upn) => upn.clone(),
                            // WHY: people of sites have no account there that could be a template.
                            None if is_site => None,
                            None => return None,
                        };
                        Some(PersonFound {
                            sign_in: upn.unwrap_or(row.username).into(),
                            id: row.id,
                            name: row.name.into(),
                            status: row.status,
                        })
                    });
                    Ok(Hits {
                        items: rows.collect(),
                        more: page.next.is_some(),
                    })
                })
            })
            .await
    }

    /// Somebody of a customer, for a step that was come back to by an address.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] for who is out of view or lives elsewhere; [`ServiceError::Forbidden`] for who moves
    /// nobody.
    pub async fn wizard_person(
        &self,
        caller: &Caller,
        (acting_in, source): (OrganizationCode, OrganizationCode),
        subject: UserId,
    ) -> Result<PersonFound, ServiceError> {
        let actor = operator(caller, acting_in);
        self.store()
            .read(move |tx| {
                Box::pin(async move {
                    let wanted = of_actor(&actor, vec![subject.clone()], Destinations::None);
                    let facts = snapshot::load(tx, &wanted).await?;
                    let view = mover(&facts, &actor)?;
                    let user = facts
                        .user(&subject)
                        .filter(|user| view.sees_user(user) && user.home == source)
                        .ok_or(ServiceError::NotFound)?;
                    let upn = user.hosting.as_ref().and_then(|hosted| hosted.upn.clone());
                    Ok(PersonFound {
                        id: user.id.clone(),
                        name: user.name.clone(),
                        sign_in: upn.unwrap_or_else(|| user.username.clone()),
                        status: user.status,
                    })
                })
            })
            .await
    }

    /// The device pools and calling search spaces that are used at a site, to choose from; nothing of what is no site.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] for a site out of view; [`ServiceError::Forbidden`] for who moves nobody.
    pub async fn wizard_site_values(
        &self,
        caller: &Caller,
        acting_in: OrganizationCode,
        site: OrganizationCode,
    ) -> Result<SiteValues, ServiceError> {
        let actor = operator(caller, acting_in);
        self.store()
            .read(move |tx| {
                Box::pin(async move {
                    let facts = facts_about(tx, &actor, vec![site.clone()]).await?;
                    let view = mover(&facts, &actor)?;
                    let place = customer(&facts, &view, &site).ok_or(ServiceError::NotFound)?;
                    if place.kind != OrganizationKind::Site {
                        return Ok(SiteValues::default());
                    }
                    Ok(sites::values_at(tx, &site, MOST_LOOKED_AT).await?)
                })
            })
            .await
    }

    /// The facts about one person and one destination, and what they say about the choices so far.
    ///
    /// # Errors
    /// As of a plan: [`ServiceError::NotFound`] for what is out of view, a person who does not live at `source` among it,
    /// [`ServiceError::Forbidden`] without the key.
    pub async fn wizard_facts(
        &self,
        caller: &Caller,
        (acting_in, source): (OrganizationCode, OrganizationCode),
        subject: UserId,
        destination: OrganizationCode,
        options: PersonOptions,
    ) -> Result<WizardFacts, ServiceError> {
        let (actor, now) = (operator(caller, acting_in.clone()), self.now());
        self.store()
            .read(move |tx| {
                Box::pin(async move {
                    let to = Destinations::These(vec![destination.clone()]);
                    let request = MoveRequest {
                        acting_in: Some(acting_in),
                        act_as: Some(ActAs::Operator),
                        options,
                        ..MoveRequest::one(subject.clone(), destination.clone())
                    };
                    let wanted = Wanted {
                        today: Some(now.day()),
                        // WHY: a name that was chosen on this step before and is lost to somebody is told at its field.
                        names: chosen_names(&request),
                        managers: managers(&request),
                        ..of_actor(&actor, vec![subject.clone()], to)
                    };
                    let facts = snapshot::load(tx, &wanted).await?;
                    mover(&facts, &actor)?;
                    let authority = authorize(&facts, &actor, &subject, &destination)?;
                    if *authority.source() != source {
                        return Err(ServiceError::NotFound);
                    }
                    let view = View::of(&facts, &actor)?;
                    let snapshot = redacted_for_operator(&facts, &view, &authority);
                    let judgement = judgement(&snapshot, &request, &actor, now)?;
                    let view = View::of(&snapshot, &actor)?;
                    let names = names(&view, &snapshot, &[]);
                    Ok(WizardFacts {
                        names: of_organizations(names, &snapshot),
                        judgement,
                        screen: MoveScreen {
                            snapshot,
                            actor,
                            now,
                            subject,
                        },
                    })
                })
            })
            .await
    }
}

/// The names with those of every organization that was given out.
pub(crate) fn of_organizations(mut names: Names, snapshot: &Snapshot) -> Names {
    let all = snapshot.organizations.iter();
    names.organizations = all
        .map(|place| (place.code.clone(), place.name.clone()))
        .collect();
    let groups = snapshot.groups.values();
    names.groups = groups
        .map(|group| (group.id.clone(), group.name.clone()))
        .collect();
    names
}

//! Sites with telephony and their numbers, as screens show them: what a viewer may see of them, and nothing else.
//!
//! Reads only. Who sees people at a site sees its telephony; what is foreign and what is not there are the same answer.

use crate::caller::{Acting, Caller};
use crate::error::ServiceError;
use crate::rights::seen_organization;
use crate::service::Service;
use crate::user_move::resolve::of_actor;
use crate::view::Place;
use rehome_domain::ids::{LineId, OrganizationCode, UserId};
use rehome_domain::organization::OrganizationKind;
use rehome_domain::role::Permission;
use rehome_domain::telephony::{Device, RecordKey, TelephonyFacts};
use rehome_domain::user_move::{Channel, Snapshot, View};
use rehome_storage::people::{self, PeopleFilter};
use rehome_storage::snapshot::{self, Destinations};
use rehome_storage::{Tx, sites};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// How many records of each kind a page shows.
pub const MOST_SHOWN: u32 = 100;

/// A site on its screen.
#[derive(Clone, Debug, PartialEq)]
pub struct SiteScreen {
    /// Code and name.
    pub site: Place,
    /// What stands there: the site itself, its defaults, device list, lines, phones, numbers and groups.
    pub facts: TelephonyFacts,
    /// The defaults that are needed there and not filled in.
    pub missing: BTreeSet<Arc<str>>,
    /// The people who live there, by name.
    pub people: Vec<(UserId, Arc<str>)>,
    /// The names of other people who have something there and are in view.
    pub names: BTreeMap<UserId, Arc<str>>,
    /// Whether there is more of anything than is shown.
    pub more: bool,
}

/// A number on its screen.
#[derive(Clone, Debug, PartialEq)]
pub struct NumberScreen {
    /// What has to do with it, as far as in view.
    pub facts: TelephonyFacts,
    /// The names of the people in it.
    pub names: BTreeMap<UserId, Arc<str>>,
    /// The names of the organizations in it.
    pub places: BTreeMap<OrganizationCode, Arc<str>>,
}

impl Service {
    /// A site with what stands there.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] for what is out of view or no site; [`ServiceError::Forbidden`] for who sees no people
    /// there.
    pub async fn site_screen(
        &self,
        caller: &Caller,
        acting: &Acting,
        code: &OrganizationCode,
    ) -> Result<SiteScreen, ServiceError> {
        let (actor, code) = (caller.actor(acting, Channel::Attended), code.clone());
        self.store()
            .read(move |tx| {
                Box::pin(async move {
                    let to = Destinations::Listed(vec![code.clone()]);
                    let snapshot = snapshot::load(tx, &of_actor(&actor, Vec::new(), to)).await?;
                    let view = View::of(&snapshot, &actor)?;
                    let place = seen_organization(&view, &snapshot, &code)?;
                    if place.kind != OrganizationKind::Site {
                        return Err(ServiceError::NotFound);
                    }
                    if !view.may(Permission::View, place) {
                        return Err(ServiceError::Forbidden);
                    }
                    let mut found = sites::at(tx, &code, MOST_SHOWN).await?;
                    let filter = PeopleFilter {
                        only_residents: true,
                        base: view.actor.user_base.clone(),
                        ..PeopleFilter::of(code.clone(), MOST_SHOWN)
                    };
                    let page = people::page(tx, &filter).await?;
                    let residents = page.items.into_iter();
                    let residents: Vec<(UserId, Arc<str>)> =
                        residents.map(|row| (row.id, row.name.into())).collect();
                    let owners = found.facts.devices.values();
                    let owners: BTreeSet<UserId> =
                        owners.filter_map(|it| it.owner.clone()).collect();
                    let others = load(tx, &actor, owners, BTreeSet::new()).await?;
                    let view = View::of(&others, &actor)?;
                    let names = people_seen(&view, &others);
                    found
                        .facts
                        .devices
                        .retain(|_, device| owner_is_seen(device, &names));
                    let facts = found.facts;
                    let at = facts.place(&code);
                    let missing = facts.settings.missing(
                        at.map(|it| it.dial_plan).unwrap_or_default(),
                        facts.site_defaults.get(&code),
                    );
                    Ok(SiteScreen {
                        site: Place {
                            code,
                            name: place.name.clone(),
                        },
                        missing,
                        people: residents,
                        names,
                        more: !found.more.is_empty() || page.next.is_some(),
                        facts,
                    })
                })
            })
            .await
    }

    /// A number, internal or from outside, with everything that has to do with it and is in view.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] where nothing of it is in view.
    pub async fn number_screen(
        &self,
        caller: &Caller,
        acting: &Acting,
        number: &str,
    ) -> Result<NumberScreen, ServiceError> {
        let (actor, number) = (caller.actor(acting, Channel::Attended), number.to_owned());
        self.store()
            .read(move |tx| {
                Box::pin(async move {
                    let facts = sites::of_number(tx, &number, MOST_SHOWN).await?;
                    let owners = facts.devices.values().filter_map(|it| it.owner.clone());
                    let people = owners.chain(facts.people.keys().cloned()).collect();
                    let snapshot = load(tx, &actor, people, places_of(&facts)).await?;
                    let view = View::of(&snapshot, &actor)?;
                    let places = places_seen(&view, &snapshot);
                    let names = people_seen(&view, &snapshot);
                    let facts = in_view(facts, &places, &names);
                    let is_empty = facts.lines.is_empty()
                        && facts.inventory.is_empty()
                        && facts.numbers.values().all(|it| *it.number != *number);
                    if is_empty {
                        return Err(ServiceError::NotFound);
                    }
                    Ok(NumberScreen {
                        facts,
                        names,
                        places,
                    })
                })
            })
            .await
    }
}

async fn load(
    tx: &mut Tx,
    actor: &rehome_domain::user_move::Actor,
    people: BTreeSet<UserId>,
    places: BTreeSet<OrganizationCode>,
) -> Result<Snapshot, ServiceError> {
    let to = Destinations::Listed(places.into_iter().collect());
    let wanted = of_actor(actor, people.into_iter().collect(), to);
    Ok(snapshot::load(tx, &wanted).await?)
}

/// Everywhere that something of it stands.
fn places_of(facts: &TelephonyFacts) -> BTreeSet<OrganizationCode> {
    let lines = facts.lines.values().map(|it| &it.at);
    let devices = facts.devices.values().map(|it| &it.at);
    let inventory = facts.inventory.values().map(|it| &it.at);
    let numbers = facts.numbers.values().map(|it| &it.at);
    let associations = facts.associations.values().map(|it| &it.at);
    let pickup = facts.pickup_groups.values().map(|it| &it.at);
    let groups = facts.line_groups.values().map(|it| &it.at);
    let hunt = facts.hunt_lists.values().map(|it| &it.at);
    lines
        .chain(devices)
        .chain(inventory)
        .chain(numbers)
        .chain(associations)
        .chain(pickup)
        .chain(groups)
        .chain(hunt)
        .flatten()
        .cloned()
        .collect()
}

/// The organizations at which the viewer sees people.
fn places_seen(view: &View<'_>, snapshot: &Snapshot) -> BTreeMap<OrganizationCode, Arc<str>> {
    let all = snapshot.organizations.iter();
    let seen = all.filter(|it| view.sees_organization(*it) && view.may(Permission::View, *it));
    seen.map(|it| (it.code.clone(), it.name.clone())).collect()
}

fn people_seen(view: &View<'_>, snapshot: &Snapshot) -> BTreeMap<UserId, Arc<str>> {
    let seen = snapshot.users.values().filter(|it| view.sees_user(it));
    seen.map(|it| (it.id.clone(), it.name.clone())).collect()
}

fn owner_is_seen(device: &Device, names: &BTreeMap<UserId, Arc<str>>) -> bool {
    let owner = device.owner.as_ref();
    owner.is_none_or(|owner| names.contains_key(owner))
}

/// What stands in view. What stands nowhere is in nobody's view, unless it belongs to a line that is.
fn in_view(
    mut facts: TelephonyFacts,
    places: &BTreeMap<OrganizationCode, Arc<str>>,
    names: &BTreeMap<UserId, Arc<str>>,
) -> TelephonyFacts {
    let is_seen =
        |at: &Option<OrganizationCode>| at.as_ref().is_some_and(|code| places.contains_key(code));
    facts.lines.retain(|_, it| is_seen(&it.at));
    facts.inventory.retain(|_, it| is_seen(&it.at));
    facts.numbers.retain(|_, it| is_seen(&it.at));
    let lines: BTreeSet<LineId> = facts.lines.keys().cloned().collect();
    let shows = |device: &Device| device.lines.iter().any(|it| lines.contains(&it.line));
    facts
        .devices
        .retain(|_: &RecordKey, it| is_seen(&it.at) && owner_is_seen(it, names) && shows(it));
    facts.people.retain(|id, it| {
        let line = it.primary_line.as_ref();
        names.contains_key(id) && line.is_some_and(|line| lines.contains(line))
    });
    facts
        .associations
        .retain(|_, it| is_seen(&it.at) && lines.contains(&it.line));
    let names_one = |members: &BTreeSet<LineId>| members.iter().any(|it| lines.contains(it));
    facts
        .pickup_groups
        .retain(|_, it| is_seen(&it.at) && names_one(&it.members));
    facts
        .line_groups
        .retain(|_, it| is_seen(&it.at) && names_one(&it.members));
    let groups: BTreeSet<_> = facts.line_groups.keys().cloned().collect();
    facts.hunt_lists.retain(|_, it| {
        let by_group = it.line_groups.iter().any(|it| groups.contains(it));
        is_seen(&it.at) && (by_group || names_one(&it.members))
    });
    for set in facts
        .pickup_groups
        .values_mut()
        .chain(facts.line_groups.values_mut())
    {
        set.members.retain(|it| lines.contains(it));
    }
    for list in facts.hunt_lists.values_mut() {
        list.members.retain(|it| lines.contains(it));
    }
    facts.belongings.clear();
    facts
}

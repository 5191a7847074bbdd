//! From a request as written to the facts it is about: usernames become ids, `all_of` becomes people.
//!
//! An id that the actor does not see counts as none, so that what is foreign looks like what is unknown. A
//! username counts where exactly one person in the actor's view has it (ruling 79).

use crate::error::ServiceError;
use rehome_domain::ids::{OrganizationCode, PositionId, UserId};
use rehome_domain::role::Permission;
use rehome_domain::text::folded;
use rehome_domain::time::Day;
use rehome_domain::user_move::filters::filter_of;
use rehome_domain::user_move::{
    Actor, Channel, MoveRequest, PersonOptions, Refusal, Snapshot, View, plan::CEILING_OF_A_DIALOG,
};
use rehome_storage::snapshot::{Destinations, ThingsWanted, Wanted};
use rehome_storage::{Tx, names, snapshot};
use std::collections::{BTreeMap, BTreeSet};

/// How many people of an organization that is selected as a whole are looked at together.
const LOOKED_AT_ONCE: usize = 1_000;

/// A request with people by id, and the facts it is judged by.
pub(crate) struct Facts {
    pub(crate) request: MoveRequest,
    pub(crate) snapshot: Snapshot,
}

/// Resolves a request and loads its facts.
pub(crate) async fn facts(
    tx: &mut Tx,
    actor: &Actor,
    request: &MoveRequest,
    today: Day,
) -> Result<Facts, ServiceError> {
    let mut request = request.clone();
    if let Some(code) = request.all_of.clone() {
        add_everybody_of(tx, actor, &code, &mut request).await?;
    } else if let Some(code) = whose_people(&request) {
        add_everybody_of(tx, actor, &code, &mut request).await?;
    }
    let mut wanted = wanted(actor, &request, today);
    let mut snapshot = snapshot::load(tx, &wanted).await?;
    let unseen = names_unseen(&snapshot, actor, &request)?;
    if unseen.is_empty() {
        return Ok(Facts { request, snapshot });
    }
    let names: Vec<&str> = unseen.iter().map(UserId::as_str).collect();
    let found = names::ids_of_usernames(tx, &names).await?;
    if found.is_empty() {
        return Ok(Facts { request, snapshot });
    }
    wanted
        .subjects
        .extend(found.iter().map(|(_, id)| id.clone()));
    snapshot = snapshot::load(tx, &wanted).await?;
    let by_name = seen_by_name(&snapshot, actor, &unseen, &found)?;
    rename(&mut request, &by_name);
    Ok(Facts { request, snapshot })
}

/// The organization whose people filters choose among, where nobody is named (telephony 3A).
fn whose_people(request: &MoveRequest) -> Option<OrganizationCode> {
    let is_open = request.subject.is_none() && request.subjects.is_none();
    let filtered = request.filters.as_ref().filter(|all| !all.is_empty());
    filtered.filter(|_| is_open)?;
    request.source.clone()
}

/// What storage is to load for a request.
pub(crate) fn wanted(actor: &Actor, request: &MoveRequest, today: Day) -> Wanted {
    let mut subjects = request.named_subjects();
    let mut seen: BTreeSet<UserId> = subjects.iter().cloned().collect();
    subjects.extend(
        request
            .per_person
            .keys()
            .filter(|id| seen.insert((*id).clone()))
            .cloned(),
    );
    let destinations = Destinations::These(
        request
            .destinations()
            .chain(&request.source)
            .cloned()
            .collect(),
    );
    Wanted {
        positions: positions(request),
        names: chosen_names(request),
        managers: managers(request),
        today: Some(today),
        things: Some(things(request)),
        filtered: request.filters.is_some(),
        ..of_actor(actor, subjects, destinations)
    }
}

/// What storage is to load for an actor.
pub(crate) fn of_actor(actor: &Actor, subjects: Vec<UserId>, destinations: Destinations) -> Wanted {
    Wanted {
        acting_in: actor.acting_in.clone(),
        ..Wanted::new(actor.user.clone(), subjects, destinations)
    }
}

/// What is asked of things that people of accounts own.
pub(crate) fn things(request: &MoveRequest) -> ThingsWanted {
    let all = std::iter::once(&request.options).chain(request.per_person.values());
    let all: Vec<&PersonOptions> = all.collect();
    let names = all.iter().filter_map(|options| options.folder_name.clone());
    let owners = all.iter().filter_map(|options| options.new_owner.clone());
    ThingsWanted {
        folder_names: names.collect(),
        new_owners: owners.collect(),
        transfers: Vec::new(),
    }
}

/// The positions a request names.
fn positions(request: &MoveRequest) -> Vec<PositionId> {
    let of = |options: &PersonOptions| options.position.clone().flatten();
    let all: BTreeSet<PositionId> = std::iter::once(&request.options)
        .chain(request.per_person.values())
        .filter_map(of)
        .collect();
    all.into_iter().collect()
}

/// Whom a request asks for as managers.
pub(crate) fn managers(request: &MoveRequest) -> BTreeSet<UserId> {
    let all = std::iter::once(&request.options).chain(request.per_person.values());
    all.filter_map(|options| options.manager.clone().flatten())
        .collect()
}

/// The sign-in names and addresses somebody chose; every plan in a hosting tree asks whether they are free.
pub(crate) fn chosen_names(request: &MoveRequest) -> Vec<String> {
    let all: BTreeSet<String> = std::iter::once(&request.options)
        .chain(request.per_person.values())
        .flat_map(|options| {
            let upn = options.upn.iter().cloned();
            let primary = options.primary_address.iter();
            let aliases = options.aliases.iter().flatten();
            let kept = options.addresses.iter().flat_map(|fates| fates.keys());
            let addresses = primary.chain(aliases).chain(kept);
            upn.chain(addresses.map(ToString::to_string))
        })
        .collect();
    all.into_iter().collect()
}

/// Adds everybody in the actor's view who lives in an organization, and whom a filter fits where there are some, those of
/// the first filter first. Who does not see people there is refused, whatever
/// else of it is in view (ruling 5).
async fn add_everybody_of(
    tx: &mut Tx,
    actor: &Actor,
    code: &OrganizationCode,
    request: &mut MoveRequest,
) -> Result<(), ServiceError> {
    let wanted = of_actor(actor, Vec::new(), Destinations::These(vec![code.clone()]));
    let snapshot = snapshot::load(tx, &wanted).await?;
    let view = View::of(&snapshot, actor)?;
    let place = snapshot.organizations.get(code);
    let place = place.filter(|place| view.sees_organization(*place));
    if !view.may(Permission::View, place.ok_or(ServiceError::NotFound)?) {
        return Err(ServiceError::Forbidden);
    }
    let residents = names::ids_of_home(tx, code, u32::MAX).await?;
    let known: BTreeSet<&UserId> = request.subjects.iter().flatten().collect();
    let mut found: Vec<(usize, UserId)> = Vec::new();
    let mut sponsors = 0;
    for residents in residents.chunks(LOOKED_AT_ONCE) {
        let wanted = Wanted {
            filtered: request.filters.is_some(),
            ..of_actor(actor, residents.to_vec(), Destinations::None)
        };
        let snapshot = snapshot::load(tx, &wanted).await?;
        let view = View::of(&snapshot, actor)?;
        let people = residents.iter().filter_map(|id| snapshot.user(id));
        for user in people.filter(|user| view.sees_user(user)) {
            let place = match &request.filters {
                None => 0,
                Some(_) => match filter_of(&snapshot, request, &user.id) {
                    Some((place, _)) => place,
                    None => continue,
                },
            };
            sponsors += u32::from(!user.is_dependent());
            if !known.contains(&user.id) {
                found.push((place, user.id.clone()));
            }
        }
        // WHY: it is refused anyway, however many more there are.
        if actor.channel == Channel::Attended && sponsors > CEILING_OF_A_DIALOG {
            break;
        }
    }
    found.sort_by_key(|(place, _)| *place);
    let found = found.into_iter().map(|(_, id)| id);
    request.subjects.get_or_insert_default().extend(found);
    Ok(())
}

/// The names in a request that are no ids of people in the actor's view.
pub(crate) fn names_unseen(
    snapshot: &Snapshot,
    actor: &Actor,
    request: &MoveRequest,
) -> Result<Vec<UserId>, Refusal> {
    let view = View::of(snapshot, actor)?;
    let is_seen = |id: &UserId| snapshot.user(id).is_some_and(|user| view.sees_user(user));
    let managers = managers(request);
    let all: BTreeSet<&UserId> = request
        .subject
        .iter()
        .chain(request.subjects.iter().flatten())
        .chain(request.per_person.keys())
        .chain(&request.options.new_owner)
        .chain(
            request
                .per_person
                .values()
                .filter_map(|it| it.new_owner.as_ref()),
        )
        .chain(&managers)
        .collect();
    Ok(all.into_iter().filter(|id| !is_seen(id)).cloned().collect())
}

/// Whom each name means: the one person in view who has it as username.
pub(crate) fn seen_by_name(
    snapshot: &Snapshot,
    actor: &Actor,
    names: &[UserId],
    found: &[(String, UserId)],
) -> Result<BTreeMap<UserId, UserId>, ServiceError> {
    let view = View::of(snapshot, actor)?;
    let mut meant = BTreeMap::new();
    for name in names {
        let key = folded(name.as_str());
        let mut candidates = found
            .iter()
            .filter(|(username, id)| {
                *username == key && snapshot.user(id).is_some_and(|user| view.sees_user(user))
            })
            .map(|(_, id)| id);
        match (candidates.next(), candidates.next()) {
            (Some(only), None) => {
                meant.insert(name.clone(), only.clone());
            }
            (Some(_), Some(_)) => {
                return Err(ServiceError::rejected(
                    "ambiguous-user",
                    format!("several people have the username {name}; give the id"),
                ));
            }
            (None, _) => {}
        }
    }
    Ok(meant)
}

/// Puts ids in the place of names.
fn rename(request: &mut MoveRequest, meant: &BTreeMap<UserId, UserId>) {
    let id_of = |name: &UserId| meant.get(name).unwrap_or(name).clone();
    request.subject = request.subject.as_ref().map(id_of);
    request.subjects = request
        .subjects
        .as_ref()
        .map(|names| names.iter().map(id_of).collect());
    let named = |options: &PersonOptions| PersonOptions {
        new_owner: options.new_owner.as_ref().map(id_of),
        manager: options
            .manager
            .as_ref()
            .map(|manager| manager.as_ref().map(id_of)),
        ..options.clone()
    };
    request.options = named(&request.options);
    request.per_person = request
        .per_person
        .iter()
        .map(|(name, options)| (id_of(name), named(options)))
        .collect();
}

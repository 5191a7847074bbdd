//! What a move in a hosting tree makes of a person's names, addresses, services and roles, worked out once: the rules
//! judge it, the steps do it, from the same answer.
//!
//! Choices come from the request, everything else from [`crate::hosting::proposal`]. To add something that is mapped,
//! give it a part of [`Mapping`], rules in [`super::rules::hosting`] and steps in [`steps`].

pub mod belongings;
pub mod names;
pub mod roles;
pub mod services;
pub mod steps;

use super::request::PersonOptions;
use super::rules::{Case, Departure};
use crate::hosting::{HostedUser, HostingFacts, NameKey, OrganizationHosting};
use crate::ids::LocationId;
use crate::people::User;
use crate::tree::Placed;
use names::Names;
use services::ServiceRow;
use std::collections::{BTreeMap, BTreeSet};

/// What one member of the family is called and has at the destination.
#[derive(Clone, Debug)]
pub struct Mapping<'a> {
    /// Who.
    pub user: &'a User,
    /// The person's hosting part.
    pub hosted: &'a HostedUser,
    /// The names and addresses.
    pub names: Names,
    /// The services that are held, by id.
    pub services: Vec<ServiceRow<'a>>,
}

impl<'a> Mapping<'a> {
    /// The mappings of a family, the sponsor first; without who has no hosting part, and none at all where that of the
    /// destination is not known. A name that one member takes is taken for the next.
    pub fn of_family(case: &Case<'a>) -> Vec<Self> {
        let (Some(facts), Some(there)) = (
            case.snapshot.hosting.as_ref(),
            case.destination.organization.hosting.as_deref(),
        ) else {
            return Vec::new();
        };
        let mut given = BTreeSet::new();
        let mut licences = BTreeMap::new();
        let mut mappings = Vec::new();
        for user in &case.family {
            let Some(hosted) = user.hosting.as_deref() else {
                continue;
            };
            let world = World {
                facts,
                there,
                given: &given,
            };
            let names = Names::of(case, user, hosted, &world);
            let mut services = services::rows(case, user, hosted, &world);
            services::license(case, &mut services, &mut licences);
            given.extend(names.keys());
            mappings.push(Self {
                user,
                hosted,
                names,
                services,
            });
        }
        mappings
    }
}

/// What a mapping is made from beside the case.
pub struct World<'a, 'g> {
    /// The facts of hosting trees.
    pub facts: &'a HostingFacts,
    /// The hosting part of the destination.
    pub there: &'a OrganizationHosting,
    /// The names that members of the family before this one take.
    pub given: &'g BTreeSet<NameKey>,
}

/// The choices that stand for one person alone: under the own name, or for the one subject of the request.
pub fn own_choices<'a>(
    departure: &Departure<'a>,
    user: &User,
) -> (Option<&'a PersonOptions>, Option<&'a PersonOptions>) {
    let request = departure.request;
    let is_the_one = user.id == departure.subject.id && !request.is_bulk();
    (
        request.own_options(user),
        is_the_one.then_some(&request.options),
    )
}

/// The location of an organization: its own, or that of the nearest above; none where no one says.
pub fn location(place: Placed<'_>) -> Option<LocationId> {
    place
        .upwards()
        .find_map(|above| above.organization.hosting.as_ref()?.location.clone())
}

/// The short name that usernames carry: the organization's own, or its code in capitals.
pub fn short_name(place: Placed<'_>) -> String {
    let own = place.organization.hosting.as_ref();
    own.and_then(|hosting| hosting.short_name.as_deref())
        .map_or_else(|| place.code.as_str().to_ascii_uppercase(), str::to_owned)
}

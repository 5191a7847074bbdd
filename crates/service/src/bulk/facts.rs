//! What is read for some rows of a file, and whom their names mean.

use super::whole::Whole;
use crate::error::ServiceError;
use crate::user_move::resolve::of_actor;
use rehome_document::moves::MoveRow;
use rehome_domain::ids::{OrganizationCode, PositionId, UserId};
use rehome_domain::text::folded;
use rehome_domain::tree::Placed;
use rehome_domain::user_move::{Actor, Snapshot, View};
use rehome_storage::directory::{ProfileCells, profile_cells};
use rehome_storage::snapshot::{Destinations, ThingsWanted};
use rehome_storage::{Tx, names, snapshot};
use std::collections::{BTreeMap, BTreeSet};

/// The facts about some rows.
pub(super) struct Facts {
    pub(super) state: Snapshot,
    /// Whom usernames mean, for those that are nobody's id.
    meant: BTreeMap<String, Vec<UserId>>,
    /// What tables of people tell besides.
    pub(super) cells: BTreeMap<UserId, ProfileCells>,
}

/// Whom a name means.
pub(super) enum Named {
    Nobody,
    One(UserId),
    Several,
}

/// Which organization a cell means.
pub(super) enum Which {
    One(OrganizationCode),
    Several,
}

impl Facts {
    /// Reads the facts for some rows, and about further organizations.
    pub(super) async fn of(
        tx: &mut Tx,
        actor: &Actor,
        rows: &[MoveRow],
        whole: &Whole,
        also: &BTreeSet<OrganizationCode>,
    ) -> Result<Self, ServiceError> {
        let names: BTreeSet<&str> = rows.iter().flat_map(names_of).collect();
        let places: BTreeSet<OrganizationCode> = rows
            .iter()
            .flat_map(|row| whole.places(row))
            .chain(also.iter().cloned())
            .collect();
        let subjects = names.iter().map(|name| UserId::from(*name)).collect();
        let mut wanted = of_actor(
            actor,
            subjects,
            Destinations::These(places.into_iter().collect()),
        );
        let positions: BTreeSet<PositionId> = rows.iter().filter_map(position_of).collect();
        wanted.positions = positions.into_iter().collect();
        let chosen: BTreeSet<String> = rows.iter().flat_map(chosen_by).collect();
        wanted.names = chosen.into_iter().collect();
        let owners = rows.iter().filter_map(|row| row.new_owner.as_deref());
        wanted.things = Some(ThingsWanted {
            folder_names: rows
                .iter()
                .filter_map(|row| row.folder_name.clone())
                .collect(),
            new_owners: owners.map(UserId::from).collect(),
            transfers: Vec::new(),
        });
        let mut state = snapshot::load(tx, &wanted).await?;
        let view = View::of(&state, actor)?;
        let is_seen = |name: &str| {
            state
                .user(&UserId::from(name))
                .is_some_and(|user| view.sees_user(user))
        };
        let unseen: Vec<&str> = names
            .iter()
            .copied()
            .filter(|name| !is_seen(name))
            .collect();
        let mut meant: BTreeMap<String, Vec<UserId>> = BTreeMap::new();
        if !unseen.is_empty() {
            let found = names::ids_of_usernames(tx, &unseen).await?;
            if !found.is_empty() {
                wanted
                    .subjects
                    .extend(found.iter().map(|(_, id)| id.clone()));
                state = snapshot::load(tx, &wanted).await?;
            }
            for (username, id) in found {
                meant.entry(username).or_default().push(id);
            }
        }
        let mut cells = BTreeMap::new();
        if rows.iter().any(tells_of_a_profile) {
            let people: Vec<&UserId> = state.users.keys().collect();
            cells = profile_cells(tx, &people).await?;
        }
        Ok(Self {
            state,
            meant,
            cells,
        })
    }

    /// Whom a name means: the id of somebody in view, else a username that people in view have.
    pub(super) fn named(&self, view: &View<'_>, name: &str) -> Named {
        let sees = |id: &UserId| self.state.user(id).is_some_and(|user| view.sees_user(user));
        let id = UserId::from(name);
        if sees(&id) {
            return Named::One(id);
        }
        let meant = self.meant.get(&folded(name));
        let mut candidates = meant.into_iter().flatten().filter(|id| sees(id));
        match (candidates.next(), candidates.next()) {
            (None, _) => Named::Nobody,
            (Some(only), None) => Named::One(only.clone()),
            (Some(_), Some(_)) => Named::Several,
        }
    }

    /// Which organization a cell means for whoever lives at `from`: one in view by its code or common name, else by
    /// its name. What is not in view is taken for a code.
    pub(super) fn place(
        &self,
        view: &View<'_>,
        whole: &Whole,
        from: Option<Placed<'_>>,
        cell: &str,
    ) -> Which {
        let sees = |code: &OrganizationCode| {
            let place = self.state.organizations.get(code);
            place.is_some_and(|place| {
                view.sees_organization(place)
                    || from.is_some_and(|from| from == place || view.sees_destination(from, place))
            })
        };
        if let Some(code) = Whole::codes(cell).find(sees) {
            return Which::One(code);
        }
        let mut named = whole.named(cell).iter().filter(|code| sees(code));
        match (named.next(), named.next()) {
            (None, _) => Which::One(OrganizationCode::from(cell)),
            (Some(only), None) => Which::One(only.clone()),
            (Some(_), Some(_)) => Which::Several,
        }
    }

    /// Whether a row is about somebody whom rows above have changed, so that the facts are to be read again.
    pub(super) fn is_touched(&self, row: &MoveRow, touched: &BTreeSet<UserId>) -> bool {
        !touched.is_empty()
            && names_of(row).any(|name| {
                let meant = self.meant.get(&folded(name));
                std::iter::once(&UserId::from(name))
                    .chain(meant.into_iter().flatten())
                    .filter_map(|id| self.state.user(id))
                    .any(|user| {
                        self.state
                            .family(user)
                            .any(|member| touched.contains(&member.id))
                    })
            })
    }
}

fn names_of(row: &MoveRow) -> impl Iterator<Item = &str> {
    let person = row.person.as_ref();
    let sponsor = person.and_then(|person| person.sponsor.as_deref());
    let manager = person.and_then(|person| person.manager.as_ref()?.as_deref());
    let mapping = row.mapping.as_ref();
    let there = mapping.and_then(|mapping| mapping.manager.as_deref());
    std::iter::once(row.user.as_str())
        .chain(sponsor)
        .chain(manager)
        .chain(there)
}

/// The sign-in names and addresses a row chooses.
fn chosen_by(row: &MoveRow) -> impl Iterator<Item = String> {
    let mapping = row.mapping.as_deref();
    let upn = mapping.and_then(|mapping| mapping.upn.clone());
    let primary = mapping.and_then(|mapping| mapping.primary_address.as_ref());
    let aliases = mapping.and_then(|mapping| mapping.aliases.as_deref());
    let addresses = primary.into_iter().chain(aliases.into_iter().flatten());
    let addresses = addresses.map(ToString::to_string).collect::<Vec<_>>();
    upn.into_iter().chain(addresses)
}

fn position_of(row: &MoveRow) -> Option<PositionId> {
    let position = row.person.as_ref()?.position.as_ref()?.as_deref()?;
    Some(PositionId::from(position))
}

fn tells_of_a_profile(row: &MoveRow) -> bool {
    row.person.as_ref().is_some_and(|person| {
        let texts = [&person.given, &person.surname, &person.email];
        texts.into_iter().any(Option::is_some) || !person.attributes.is_empty()
    })
}

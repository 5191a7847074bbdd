//! Users: homes, sponsors, positions, roles, subscriptions, addresses.

use super::held::{addresses, grants, subscriptions};
use super::places::Places;
use super::uniqueness::Names;
use super::{Section, extra, flag_under, id_under, ids_under, line_under};
use crate::fault::{Code, Log, Path};
use crate::reader::{Node, normal};
use crate::shape::keep;
use rehome_domain::directory::{Directory, Existing, UserEntry};
use rehome_domain::ids::{OrganizationCode, PositionId, UserId};
use rehome_domain::people::{UserBase, UserStatus};
use rehome_domain::role::Roles;
use rehome_domain::text;
use rehome_domain::time::Day;
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// What has to be known of everybody before one user can be judged.
pub(super) struct Everybody<'t, 'p> {
    pub(super) places: &'t Places<'p>,
    pub(super) roles: Roles,
    /// Today, where the caller tells.
    pub(super) today: Option<Day>,
    /// Home and sponsor of each user.
    kin: HashMap<&'t str, (Option<&'t str>, Option<Cow<'t, str>>)>,
    existing: &'t Existing,
}

impl<'t> Everybody<'t, '_> {
    fn kin(&self, id: &str) -> Option<(Option<&str>, bool)> {
        if let Some((home, sponsor)) = self.kin.get(id) {
            return Some((*home, sponsor.is_some()));
        }
        let user = self.existing.users.get(id)?;
        Some((Some(user.home.as_str()), user.sponsor.is_some()))
    }
}

/// Reads the section `users` into a directory that has its roles and groups; the groups get their members.
pub(super) fn read(
    root: &Node<'_>,
    places: &Places<'_>,
    existing: &Existing,
    today: Option<Day>,
    directory: &mut Directory,
    log: &mut Log,
) {
    let section = Section::of(root, "users");
    let mut roles = Roles {
        clones: existing.roles.clone(),
    };
    let clones = directory.roles.iter();
    roles
        .clones
        .extend(clones.map(|(id, clone)| (id.clone(), clone.clone())));
    let kin = section
        .entries()
        .map(|(id, node)| {
            let sponsor = id_under(node, "sponsor").map(|id| normal(Cow::Borrowed(id)));
            (id, (id_under(node, "home"), sponsor))
        })
        .collect();
    let everybody = Everybody {
        places,
        roles,
        today,
        kin,
        existing,
    };
    let mut names = Names::new(places);
    let above = Path::Root.key("users");
    for (id, node) in section.entries() {
        let path = above.key(id);
        let entry = entry(id, node, section.fields, &everybody, path, log);
        names.judge(id, &entry, node, path, log);
        join_groups(id, node, directory, existing);
        directory.users.insert(UserId::from(id), entry);
    }
    for (id, user) in existing
        .users
        .iter()
        .filter(|(id, _)| !directory.users.contains_key(*id))
    {
        names.judge_stored(id, user, log);
    }
}

fn entry(
    id: &str,
    node: &Node<'_>,
    fields: &'static [crate::shape::Field],
    everybody: &Everybody<'_, '_>,
    path: Path<'_>,
    log: &mut Log,
) -> UserEntry {
    const TYPED: &[&str] = &[
        "home",
        "username",
        "given",
        "surname",
        "name",
        "status",
        "locked",
        "position",
        "remembered_positions",
        "sponsor",
        "manager",
        "mapping_id",
        "roles",
        "subscriptions",
        "attributes",
        "user_base",
        "manage_dependents",
        "addresses",
        "password",
        "groups",
    ];
    judge_home(node, everybody, path, log);
    judge_sponsor(id, node, everybody, path, log);
    judge_position(node, everybody, path, log);
    let username = username(id, node, path, log);
    let (given, surname) = (line_under(node, "given"), line_under(node, "surname"));
    let name = line_under(node, "name")
        .unwrap_or_else(|| default_name(given.as_deref(), surname.as_deref(), &username));
    let id_at = |key: &str| id_under(node, key).map(|id| normal(Cow::Borrowed(id)));
    UserEntry {
        home: id_under(node, "home").unwrap_or_default().into(),
        username,
        given,
        surname,
        name,
        status: id_under(node, "status")
            .and_then(UserStatus::from_name)
            .unwrap_or_default(),
        locked: flag_under(node, "locked").unwrap_or(false),
        position: id_at("position").map(|id| PositionId::from(&*id)),
        remembered_positions: remembered(node),
        sponsor: id_at("sponsor").map(|id| UserId::from(&*id)),
        manager: id_at("manager").map(|id| UserId::from(&*id)),
        mapping_id: line_under(node, "mapping_id"),
        roles: grants(node, everybody, path, log),
        subscriptions: subscriptions(node, everybody, path, log),
        attributes: entries_under(node, "attributes")
            .filter(|(_, value)| !value.is_null())
            .map(|(id, value)| (id.into(), keep(value, &crate::shape::Shape::Any)))
            .collect(),
        user_base: node.get("user_base").map(|base| UserBase {
            positions: ids_under(base, "positions").map(Into::into).collect(),
            groups: ids_under(base, "groups").map(Into::into).collect(),
        }),
        manage_dependents: flag_under(node, "manage_dependents").unwrap_or(true),
        addresses: addresses(node, path, log),
        password: node.get("password").and_then(Node::text).map(Arc::from),
        extra: extra(node, fields, TYPED),
    }
}

/// The display name where none is given.
pub(crate) fn default_name(given: Option<&str>, surname: Option<&str>, username: &str) -> Arc<str> {
    match (given, surname) {
        (Some(given), Some(surname)) => Arc::from(format!("{given} {surname}")),
        (Some(name), None) | (None, Some(name)) => Arc::from(name),
        (None, None) => Arc::from(username),
    }
}

fn entries_under<'t>(
    node: &'t Node<'_>,
    key: &str,
) -> impl Iterator<Item = (&'t str, &'t Node<'t>)> {
    node.get(key)
        .map(Node::entries)
        .unwrap_or(&[])
        .iter()
        .map(|entry| (&*entry.key, &entry.node))
}

fn username(id: &str, node: &Node<'_>, path: Path<'_>, log: &mut Log) -> Arc<str> {
    let given = node.get("username");
    let username = given.and_then(Node::text).unwrap_or(id);
    if let Err(fault) = text::judge_username(username) {
        let message = match given {
            Some(_) => fault.to_string(),
            None => format!("{fault}; or give a `username` beside this id"),
        };
        let place = given.map_or(node.place, |node| node.place);
        log.add(place, path.key("username"), Code::BadUsername, message);
    }
    Arc::from(text::normalized(username))
}

fn judge_home(node: &Node<'_>, everybody: &Everybody<'_, '_>, path: Path<'_>, log: &mut Log) {
    let Some(home) = node.get("home") else { return };
    let kind = home
        .text()
        .and_then(|code| everybody.places.get(code))
        .and_then(|place| place.kind);
    if let Some(kind) = kind.filter(|kind| !kind.may_be_home()) {
        let message = format!(
            "nobody lives in an organization of the kind {}; choose another home",
            kind.as_str()
        );
        log.add(home.place, path.key("home"), Code::NotAHome, message);
    }
}

fn judge_sponsor(
    id: &str,
    node: &Node<'_>,
    everybody: &Everybody<'_, '_>,
    path: Path<'_>,
    log: &mut Log,
) {
    let Some(sponsor) = node.get("sponsor") else {
        return;
    };
    let Some(sponsor_id) = sponsor.text().map(|id| normal(Cow::Borrowed(id))) else {
        return;
    };
    let path = path.key("sponsor");
    if sponsor_id == id {
        log.add(
            sponsor.place,
            path,
            Code::OwnSponsor,
            "nobody is the own sponsor; name somebody else",
        );
        return;
    }
    let Some((sponsor_home, is_dependent)) = everybody.kin(&sponsor_id) else {
        return;
    };
    if is_dependent {
        let message = format!(
            "{sponsor_id:?} is a dependent and cannot be a sponsor; name that user's sponsor"
        );
        log.add(sponsor.place, path, Code::SponsorIsDependent, message);
    }
    if let (Some(sponsor_home), Some(home)) = (sponsor_home, id_under(node, "home"))
        && sponsor_home != home
    {
        let message =
            format!("a dependent lives where the sponsor lives, which is {sponsor_home:?}");
        log.add(sponsor.place, path, Code::SponsorElsewhere, message);
    }
}

fn judge_position(node: &Node<'_>, everybody: &Everybody<'_, '_>, path: Path<'_>, log: &mut Log) {
    let Some(position) = node.get("position") else {
        return;
    };
    let Some(home) = id_under(node, "home") else {
        return;
    };
    let Some(place) = everybody.places.get(home) else {
        return;
    };
    if let Some(text) = position.text()
        && !place.positions.contains(&*normal(Cow::Borrowed(text)))
    {
        let hint = if place.positions.len() <= 1_000 {
            crate::shape::hint(text, place.positions.iter().copied())
        } else {
            String::new()
        };
        let message = format!("the hierarchy of {home:?} has no position {text:?}{hint}");
        log.add(
            position.place,
            path.key("position"),
            Code::UnknownPosition,
            message,
        );
    }
}

fn remembered(node: &Node<'_>) -> BTreeMap<OrganizationCode, PositionId> {
    entries_under(node, "remembered_positions")
        .filter_map(|(code, position)| {
            Some((
                code.into(),
                PositionId::from(&*normal(Cow::Borrowed(position.text()?))),
            ))
        })
        .collect()
}

fn join_groups(id: &str, node: &Node<'_>, directory: &mut Directory, existing: &Existing) {
    for group in ids_under(node, "groups") {
        if let Some(entry) = directory.groups.get_mut(group.as_str()) {
            entry.members.insert(id.into());
        } else if existing.holds("groups", &group) {
            let members = directory.memberships.entry(group.as_str().into());
            members.or_default().insert(id.into());
        }
    }
}

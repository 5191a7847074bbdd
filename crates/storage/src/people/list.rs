//! Lists of people: by scope and filter, in the order of names or usernames, found by the beginnings of words.
//!
//! A page begins at the rarest thing that is asked for ([`super::beginnings`]): where few people have it, those are
//! looked at one by one; else the order itself is walked, and no further than [`PeopleFilter::looked_at`]. So a
//! page costs what it shows and a bounded rest, not what there is. To add a filter, add a field to [`PeopleFilter`],
//! its condition to `matching!`, and where few people may match, a beginning.

use super::beginnings::{self, Beginning};
use super::streams::{self, LAST, Stream};
use crate::error::StoreError;
use crate::keys;
use crate::organizations::Cursor;
use crate::statement::{Statement, statements};
use crate::tx::{Arg, Record, Tx, args, id_list, json};
use rehome_domain::hosting::UserType;
use rehome_domain::ids::{GroupId, OrganizationCode, PositionId, RoleId, UserId};
use rehome_domain::people::{UserBase, UserStatus};
use std::collections::{BTreeMap, BTreeSet};

/// The positions at and below some ($positions) in the organizations of a scope.
macro_rules! below {
    ($scope:literal, $positions:literal) => {
        concat!(
            "below (organization, node) AS (
                SELECT h.organization, h.node FROM json_each(",
            $positions,
            ") n CROSS JOIN hierarchy_nodes h
                WHERE h.node = n.value ->> 0
                    AND EXISTS (SELECT 1 FROM organization_scope s WHERE s.organization = h.organization AND s.ancestor = ",
            $scope,
            ")
                UNION SELECT h.organization, h.node FROM below b CROSS JOIN hierarchy_nodes h
                WHERE h.organization = b.organization AND h.parent = b.node)"
        )
    };
}

/// The positions at and below one of an organization.
macro_rules! asked {
    ($organization:literal, $position:literal) => {
        concat!(
            "asked (node) AS (
                SELECT h.node FROM hierarchy_nodes h WHERE h.organization = ",
            $organization,
            " AND h.node = ",
            $position,
            "
                UNION SELECT h.node FROM asked a CROSS JOIN hierarchy_nodes h
                WHERE h.organization = ",
            $organization,
            " AND h.parent = a.node)"
        )
    };
}
pub(super) use {asked, below};

macro_rules! positions {
    () => {
        concat!(
            "WITH RECURSIVE ",
            below!("$1", "$6"),
            ", ",
            asked!("$1", "$12"),
            " "
        )
    };
}

/// What every list asks of a person `u`; $3 whether only residents, $4 whether dependents too, $5 whether the
/// operator's base limits, $6 its positions, $7 its groups, $8 the state, $9 the lock, $10 the place in a family, $11 a role held
/// in the scope, $12 a position, $13 the type, $14 the organization whose templates are seen. What an index answers by the id comes first, so that a walk reads no records in vain.
macro_rules! matching {
    ($id:literal) => {
        concat!(
            "($9 <> 1 OR EXISTS (SELECT 1 FROM users l WHERE l.locked = 1 AND l.id = ",
            $id,
            "))
         AND ($10 <> 2 OR EXISTS (SELECT 1 FROM users d WHERE d.sponsor = ",
            $id,
            " AND d.status <> 'deleted'))
         AND ($11 = '' OR EXISTS (SELECT 1 FROM role_grants g CROSS JOIN organization_scope o
                                  WHERE g.user_id = ",
            $id,
            " AND g.role = $11 AND o.organization = g.held_at AND o.ancestor = $1))
         AND (u.status <> 'deleted' OR $8 = 'deleted')
         AND ($3 = 0 OR u.home = $1)
         AND ($4 = 1 OR u.sponsor IS NULL)
         AND ($8 = '' OR u.status = $8)
         AND ($9 <> 0 OR u.locked = 0)
         AND ($10 <> 1 OR u.sponsor IS NOT NULL)
         AND ($12 = '' OR (u.home = $1 AND u.position IN (SELECT node FROM asked)))
         AND ($13 <> 'template' OR EXISTS (SELECT 1 FROM user_hosting t WHERE t.user_type = 'template' AND t.user_id = ",
            $id,
            "))
         AND NOT EXISTS (SELECT 1 FROM user_hosting t WHERE t.user_type = 'template' AND t.user_id = ",
            $id,
            " AND (t.home <> $14 OR $13 = 'standard'))
         AND ($5 = 0
              OR (u.home, u.position) IN (SELECT organization, node FROM below)
              OR EXISTS (SELECT 1 FROM json_each($7) g CROSS JOIN group_members m WHERE m.user_id = u.id AND m.group_id = g.value ->> 0))"
        )
    };
}

/// That a person has words that begin like all of $2; from the words alone, before the record is read.
macro_rules! has_words {
    ($id:literal) => {
        concat!(
            "NOT EXISTS (SELECT 1 FROM json_each($2) p WHERE NOT EXISTS (
             SELECT 1 FROM user_words w WHERE w.user_id = ",
            $id,
            " AND w.word >= p.value ->> 0 AND w.word < p.value ->> 1))"
        )
    };
}

/// That somebody is in the scope.
///
/// WHY the offset: it keeps PostgreSQL from turning the question round and walking through the scope, whose size
/// it cannot know beforehand.
macro_rules! in_scope {
    ($person:literal) => {
        concat!(
            "EXISTS (SELECT 1 FROM user_scope s WHERE s.ancestor = $1 AND s.sort_key = ",
            $person,
            ".sort_key AND s.user_id = ",
            $person,
            ".id LIMIT 1 OFFSET 0)"
        )
    };
}

macro_rules! columns {
    () => {
        "SELECT u.id, u.username, u.name, u.sort_key, u.username_key, u.home, u.status, u.locked, u.position, u.sponsor, u.revision "
    };
}

/// The people of the scope between two places in the order of names.
macro_rules! by_name {
    ($after:literal, $until:literal) => {
        concat!(
            "FROM user_scope s CROSS JOIN users u
             WHERE s.ancestor = $1 AND (s.sort_key, s.user_id) ",
            $after,
            " ($15, $16) AND (s.sort_key, s.user_id) ",
            $until,
            " ($17, $18) AND ",
            has_words!("s.user_id"),
            " AND u.id = s.user_id AND ",
            matching!("s.user_id")
        )
    };
}

/// The people of the scope between two places in the order of usernames.
macro_rules! by_username {
    ($after:literal, $until:literal) => {
        concat!(
            "FROM users u WHERE (u.username_key, u.home) ",
            $after,
            " ($15, $16) AND (u.username_key, u.home) ",
            $until,
            " ($17, $18) AND ",
            in_scope!("u"),
            " AND ",
            has_words!("u.id"),
            " AND ",
            matching!("u.id")
        )
    };
}

statements! {
    NAMES_UP "users": concat!(positions!(), columns!(), by_name!(">", "<="), " ORDER BY s.sort_key, s.user_id LIMIT $19");
    NAMES_DOWN "users": concat!(positions!(), columns!(), by_name!("<", ">="), " ORDER BY s.sort_key DESC, s.user_id DESC LIMIT $19");
    USERNAMES_UP "users": concat!(positions!(), columns!(), by_username!(">", "<="), " ORDER BY u.username_key, u.home LIMIT $19");
    USERNAMES_DOWN "users": concat!(positions!(), columns!(), by_username!("<", ">="), " ORDER BY u.username_key DESC, u.home DESC LIMIT $19");
    COUNT "users": concat!(positions!(), "SELECT 'all' AS scope, count(*) AS n FROM (SELECT 1 ", by_name!(">", "<="), " LIMIT $19) t");
    /// How far a walk may go: the place of the person that many places on.
    NAMES_UP_TO "user_scope": "SELECT sort_key AS k, user_id AS i FROM user_scope
        WHERE ancestor = $1 AND (sort_key, user_id) > ($2, $3) ORDER BY sort_key, user_id LIMIT 1 OFFSET $4";
    NAMES_DOWN_TO "user_scope": "SELECT sort_key AS k, user_id AS i FROM user_scope
        WHERE ancestor = $1 AND (sort_key, user_id) < ($2, $3) ORDER BY sort_key DESC, user_id DESC LIMIT 1 OFFSET $4";
    USERNAMES_UP_TO "users": "SELECT username_key AS k, home AS i FROM users
        WHERE (username_key, home) > ($1, $2) ORDER BY username_key, home LIMIT 1 OFFSET $3";
    USERNAMES_DOWN_TO "users": "SELECT username_key AS k, home AS i FROM users
        WHERE (username_key, home) < ($1, $2) ORDER BY username_key DESC, home DESC LIMIT 1 OFFSET $3";
    /// Those among some people ($15) who are to be shown, by what they are sorted by.
    AMONG "users": concat!(positions!(),
        "SELECT u.id AS id, u.sort_key AS sort_key, u.username_key AS username_key, u.home AS home
         FROM json_each($15) n CROSS JOIN users u
         WHERE u.id = n.value ->> 0 AND ", in_scope!("u"), " AND ", has_words!("u.id"), " AND ", matching!("u.id"));
    THESE "users": concat!(columns!(), "FROM json_each($1) n CROSS JOIN users u WHERE u.id = n.value ->> 0");
}

/// How many people a page looks at where few of them may match.
const LOOKED_AT: u32 = 5_000;
/// How many of them are looked at to count the matches.
const LOOKED_AT_TO_COUNT: u32 = 2_000;
/// Up to which number matches are counted.
const COUNTED: i64 = 1_000;
/// How many steps along the words of a search a page takes, and a count.
const STEPS: usize = 32;
const STEPS_TO_COUNT: usize = 8;
/// How many people with these words it looks at.
const LOOKED_AT_ALONG: usize = 3_000;

/// In which order people are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PeopleOrder {
    /// By display name.
    #[default]
    Name,
    /// By sign-in name.
    Username,
}

/// Which place in a family.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FamilyPlace {
    /// Who has a sponsor.
    Dependent,
    /// Who has dependents.
    Sponsor,
}

/// Which people to list.
#[derive(Clone, Debug)]
pub struct PeopleFilter {
    /// Those who live at or below this organization.
    pub scope: OrganizationCode,
    /// Only those who live at it.
    pub only_residents: bool,
    /// Whether dependents too.
    pub dependents: bool,
    /// Only those in this operator's base.
    pub base: Option<UserBase>,
    /// Only those with words that begin like these.
    pub text: Option<String>,
    /// Only those in this state; nobody who is deleted where none.
    pub status: Option<UserStatus>,
    /// Only those who are locked, or are not.
    pub locked: Option<bool>,
    /// Only those with this place in a family.
    pub family: Option<FamilyPlace>,
    /// Only those who hold this role at or below the scope.
    pub role: Option<RoleId>,
    /// Only those at or below this position of the scope's own hierarchy.
    pub position: Option<PositionId>,
    /// Only people, or only templates.
    pub user_type: Option<UserType>,
    /// The organization whose own templates are shown; nobody else's are (hosting 1).
    pub templates_of: Option<OrganizationCode>,
    /// By what they are sorted.
    pub order: PeopleOrder,
    /// Whether the last come first.
    pub descending: bool,
    /// Only those behind this one.
    pub after: Option<Cursor>,
    /// At most so many.
    pub limit: u32,
    /// How many people are looked at for one page where few of them may match.
    pub looked_at: u32,
    /// Whether to count the matches.
    pub counted: bool,
}

impl PeopleFilter {
    /// The first page of everybody in a scope.
    pub fn of(scope: OrganizationCode, limit: u32) -> Self {
        Self {
            scope,
            only_residents: false,
            dependents: true,
            base: None,
            text: None,
            status: None,
            locked: None,
            family: None,
            role: None,
            position: None,
            user_type: None,
            templates_of: None,
            order: PeopleOrder::Name,
            descending: false,
            after: None,
            limit,
            looked_at: LOOKED_AT,
            counted: false,
        }
    }

    /// Whether it shows nearly everybody it looks at.
    fn is_open(&self, prefixes: &[[String; 2]]) -> bool {
        prefixes.is_empty()
            && !self.only_residents
            && self.base.is_none()
            && self.status.is_none()
            && self.locked.is_none()
            && self.family.is_none()
            && self.role.is_none()
            && self.position.is_none()
            && self.user_type != Some(UserType::Template)
    }
}

/// A person in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonRow {
    /// The id.
    pub id: UserId,
    /// The sign-in name.
    pub username: String,
    /// The display name.
    pub name: String,
    /// The home.
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

/// How many people match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    /// So many were found.
    pub found: u32,
    /// And there may be more.
    pub or_more: bool,
}

/// A page of people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PeoplePage {
    /// The people.
    pub items: Vec<PersonRow>,
    /// Where the next page begins; a page with fewer people than asked for can have one, where the looking stopped.
    pub next: Option<Cursor>,
    /// How many match, where that was asked for.
    pub count: Option<Count>,
}

/// The arguments $1 to $14 of a filter.
pub(super) struct Common {
    pub(super) prefixes: Vec<[String; 2]>,
    pub(super) positions: String,
    pub(super) groups: String,
    words: String,
}

impl Common {
    fn of(filter: &PeopleFilter) -> Self {
        let prefixes = filter
            .text
            .as_deref()
            .map(keys::prefixes)
            .unwrap_or_default();
        let base = filter.base.clone().unwrap_or_default();
        Self {
            words: json(&prefixes),
            positions: id_list(base.positions.iter().map(PositionId::as_str)),
            groups: id_list(base.groups.iter().map(GroupId::as_str)),
            prefixes,
        }
    }

    fn arguments<'a>(&'a self, filter: &'a PeopleFilter) -> Vec<Arg<'a>> {
        let family: i64 = match filter.family {
            None => 0,
            Some(FamilyPlace::Dependent) => 1,
            Some(FamilyPlace::Sponsor) => 2,
        };
        Vec::from(args![
            &filter.scope,
            &self.words,
            filter.only_residents,
            filter.dependents,
            filter.base.is_some(),
            &self.positions,
            &self.groups,
            filter.status.map_or("", UserStatus::as_str),
            filter.locked.map_or(-1, i64::from),
            family,
            filter.role.as_ref().map_or("", RoleId::as_str),
            filter.position.as_ref().map_or("", PositionId::as_str),
            filter.user_type.map_or("", UserType::as_str),
            filter
                .templates_of
                .as_ref()
                .map_or("", OrganizationCode::as_str),
        ] as &[Arg<'a>])
    }
}

/// A page of people.
///
/// # Errors
/// [`StoreError`].
pub async fn page(tx: &mut Tx, filter: &PeopleFilter) -> Result<PeoplePage, StoreError> {
    let common = Common::of(filter);
    match beginnings::rarest(tx, filter, &common).await? {
        Beginning::These(ids) => among(tx, filter, &common, &ids).await,
        Beginning::Words(words) => streamed(tx, filter, &common, &words).await,
        Beginning::Order => walked(tx, filter, &common).await,
    }
}

/// The people with these ids, whoever they are, in the order of the list.
///
/// # Errors
/// [`StoreError`].
pub async fn these(tx: &mut Tx, ids: &[UserId]) -> Result<Vec<PersonRow>, StoreError> {
    let list = id_list(ids.iter().map(UserId::as_str));
    let mut found: BTreeMap<UserId, PersonRow> = BTreeMap::new();
    for record in &tx.rows(&THESE, args![list]).await? {
        let row = row(record)?;
        found.insert(row.id.clone(), row);
    }
    Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
}

/// Those of some people whom an operator sees in a scope, by nothing but scope and base.
///
/// # Errors
/// [`StoreError`].
pub async fn seen_among(
    tx: &mut Tx,
    filter: &PeopleFilter,
    ids: &[UserId],
) -> Result<Vec<PersonRow>, StoreError> {
    let open = PeopleFilter {
        only_residents: filter.only_residents,
        dependents: filter.dependents,
        base: filter.base.clone(),
        templates_of: filter.templates_of.clone(),
        ..PeopleFilter::of(filter.scope.clone(), filter.limit)
    };
    let common = Common::of(&open);
    let mut arguments = common.arguments(&open);
    arguments.extend_from_slice(args![id_list(ids.iter().map(UserId::as_str))]);
    let mut seen = Vec::new();
    for record in &tx.rows(&AMONG, &arguments).await? {
        seen.push(UserId::from(record.text("id")?));
    }
    these(tx, &seen).await
}

/// A page out of a few people, all of whom are looked at.
async fn among(
    tx: &mut Tx,
    filter: &PeopleFilter,
    common: &Common,
    ids: &[UserId],
) -> Result<PeoplePage, StoreError> {
    let mut arguments = common.arguments(filter);
    arguments.extend_from_slice(args![id_list(ids.iter().map(UserId::as_str))]);
    let records = tx.rows(&AMONG, &arguments).await?;
    let mut places: Vec<(Cursor, UserId)> = Vec::with_capacity(records.len());
    for record in &records {
        let id = UserId::from(record.text("id")?);
        let cursor = match filter.order {
            PeopleOrder::Name => Cursor::new(record.text("sort_key")?, id.as_str()),
            PeopleOrder::Username => {
                Cursor::new(record.text("username_key")?, record.text("home")?)
            }
        };
        places.push((cursor, id));
    }
    places.sort();
    if filter.descending {
        places.reverse();
    }
    let count = filter.counted.then(|| Count {
        found: u32::try_from(places.len()).unwrap_or(u32::MAX),
        or_more: false,
    });
    let is_behind = |cursor: &Cursor| {
        filter.after.as_ref().is_none_or(|after| {
            if filter.descending {
                cursor < after
            } else {
                cursor > after
            }
        })
    };
    let mut behind = places.into_iter().filter(|(cursor, _)| is_behind(cursor));
    let shown: Vec<(Cursor, UserId)> = behind.by_ref().take(filter.limit as usize).collect();
    let next = match (behind.next(), shown.last()) {
        (Some(_), Some((last, _))) => Some(last.clone()),
        _ => None,
    };
    let ids: Vec<UserId> = shown.into_iter().map(|(_, id)| id).collect();
    let items = these(tx, &ids).await?;
    Ok(PeoplePage { items, next, count })
}

/// A page read from the words of a search, which are stored in the order of names.
async fn streamed(
    tx: &mut Tx,
    filter: &PeopleFilter,
    common: &Common,
    words: &[Stream],
) -> Result<PeoplePage, StoreError> {
    let start = if filter.descending { LAST } else { "" };
    let start = (start.to_owned(), start.to_owned());
    let after = match &filter.after {
        Some(_) => {
            let (key, id) = Cursor::parts(filter.after.as_ref());
            (key.to_owned(), id.to_owned())
        }
        None => start.clone(),
    };
    let (limit, most) = (filter.limit as usize, COUNTED as usize);
    // WHY: the first page looks from the start, so it counts on the way.
    let counts_on_the_way = filter.counted && filter.after.is_none();
    let enough = if counts_on_the_way { most } else { limit } + 1;
    let (mut found, end) = along(tx, filter, common, words, after, enough, STEPS).await?;
    let count = if counts_on_the_way {
        Some(counted_of(found.len(), end.is_some()))
    } else if filter.counted {
        let (all, end) = along(tx, filter, common, words, start, most + 1, STEPS_TO_COUNT).await?;
        Some(counted_of(all.len(), end.is_some()))
    } else {
        None
    };
    let next = if found.len() > limit {
        found.truncate(limit);
        found.last().cloned()
    } else {
        end
    };
    let ids: Vec<UserId> = found.iter().map(|(_, id)| id.as_str().into()).collect();
    let items = these(tx, &ids).await?;
    Ok(PeoplePage {
        items,
        next: next.map(|(key, id)| Cursor::new(&key, &id)),
        count,
    })
}

/// What is told of so many matches, where the looking may have stopped before the end.
fn counted_of(found: usize, or_more: bool) -> Count {
    let most = COUNTED as usize;
    Count {
        found: u32::try_from(found.min(most)).unwrap_or(u32::MAX),
        or_more: found > most || or_more,
    }
}

/// The next people to be shown along the words of a search, and where it stopped looking before it found enough.
async fn along(
    tx: &mut Tx,
    filter: &PeopleFilter,
    common: &Common,
    words: &[Stream],
    mut after: streams::Place,
    enough: usize,
    steps: usize,
) -> Result<(Vec<streams::Place>, Option<streams::Place>), StoreError> {
    let mut found = Vec::new();
    let mut looked_at = 0;
    for _ in 0..steps {
        if looked_at >= LOOKED_AT_ALONG {
            break;
        }
        let step = streams::step(tx, words, &after, filter.descending).await?;
        looked_at += step.people.len();
        if !step.people.is_empty() {
            let mut arguments = common.arguments(filter);
            arguments.extend_from_slice(args![id_list(
                step.people.iter().map(|(_, id)| id.as_str())
            )]);
            let mut shown = BTreeSet::new();
            for record in &tx.rows(&AMONG, &arguments).await? {
                shown.insert(record.text("id")?.to_owned());
            }
            found.extend(step.people.into_iter().filter(|(_, id)| shown.contains(id)));
        }
        match step.next {
            None => return Ok((found, None)),
            Some(_) if found.len() >= enough => {
                found.truncate(enough);
                return Ok((found, None));
            }
            Some(next) => after = next,
        }
    }
    Ok((found, Some(after)))
}

/// A page found by walking along the order, no further than is to be looked at.
async fn walked(
    tx: &mut Tx,
    filter: &PeopleFilter,
    common: &Common,
) -> Result<PeoplePage, StoreError> {
    let start = if filter.descending {
        (LAST, LAST)
    } else {
        ("", "")
    };
    let (after_key, after_id) = match &filter.after {
        Some(_) => Cursor::parts(filter.after.as_ref()),
        None => start,
    };
    let (pages, bound): (&Statement, &Statement) = match (filter.order, filter.descending) {
        (PeopleOrder::Name, false) => (&NAMES_UP, &NAMES_UP_TO),
        (PeopleOrder::Name, true) => (&NAMES_DOWN, &NAMES_DOWN_TO),
        (PeopleOrder::Username, false) => (&USERNAMES_UP, &USERNAMES_UP_TO),
        (PeopleOrder::Username, true) => (&USERNAMES_DOWN, &USERNAMES_DOWN_TO),
    };
    let is_open = filter.is_open(&common.prefixes);
    let until = if is_open && filter.order == PeopleOrder::Name {
        None
    } else {
        let scope = (filter.order == PeopleOrder::Name).then_some(&filter.scope);
        bounded(tx, bound, scope, (after_key, after_id), filter.looked_at).await?
    };
    let end = if filter.descending {
        ("", "")
    } else {
        (LAST, LAST)
    };
    let (until_key, until_id) = until.as_ref().map_or(end, |it| Cursor::parts(Some(it)));
    let mut arguments = common.arguments(filter);
    arguments.extend_from_slice(args![
        after_key,
        after_id,
        until_key,
        until_id,
        i64::from(filter.limit)
    ]);
    let records = tx.rows(pages, &arguments).await?;
    let mut items = Vec::with_capacity(records.len());
    for record in &records {
        items.push(row(record)?);
    }
    let next = match records.last() {
        Some(last) if items.len() as u64 == u64::from(filter.limit) => Some(match filter.order {
            PeopleOrder::Name => Cursor::new(last.text("sort_key")?, last.text("id")?),
            PeopleOrder::Username => Cursor::new(last.text("username_key")?, last.text("home")?),
        }),
        _ => until,
    };
    let count = match filter.counted {
        true => Some(counted(tx, filter, common, is_open).await?),
        false => None,
    };
    Ok(PeoplePage { items, next, count })
}

/// How many match, as far as they are counted.
async fn counted(
    tx: &mut Tx,
    filter: &PeopleFilter,
    common: &Common,
    is_open: bool,
) -> Result<Count, StoreError> {
    let until = if is_open {
        None
    } else {
        let scope = Some(&filter.scope);
        {
            let looked_at = filter.looked_at.min(LOOKED_AT_TO_COUNT);
            bounded(tx, &NAMES_UP_TO, scope, ("", ""), looked_at).await?
        }
    };
    let (until_key, until_id) = until
        .as_ref()
        .map_or((LAST, LAST), |it| Cursor::parts(Some(it)));
    let mut arguments = common.arguments(filter);
    arguments.extend_from_slice(args!["", "", until_key, until_id, COUNTED + 1]);
    let found = beginnings::number(tx, &COUNT, &arguments).await?;
    Ok(Count {
        found: u32::try_from(found.min(COUNTED)).unwrap_or(u32::MAX),
        or_more: found > COUNTED || until.is_some(),
    })
}

/// The place at which a walk ends; none where it ends by itself.
async fn bounded(
    tx: &mut Tx,
    statement: &Statement,
    scope: Option<&OrganizationCode>,
    (key, id): (&str, &str),
    looked_at: u32,
) -> Result<Option<Cursor>, StoreError> {
    let mut arguments: Vec<Arg<'_>> = Vec::new();
    if let Some(scope) = scope {
        arguments.extend_from_slice(args![scope]);
    }
    arguments.extend_from_slice(args![key, id, i64::from(looked_at.max(1) - 1)]);
    let found = tx.one(statement, &arguments).await?;
    found
        .map(|record| Ok(Cursor::new(record.text("k")?, record.text("i")?)))
        .transpose()
}

fn row(record: &Record) -> Result<PersonRow, StoreError> {
    Ok(PersonRow {
        id: record.text("id")?.into(),
        username: record.text("username")?.to_owned(),
        name: record.text("name")?.to_owned(),
        home: record.text("home")?.into(),
        status: record.parsed("status", UserStatus::from_name)?,
        locked: record.bool("locked")?,
        position: record.opt_text("position")?.map(PositionId::from),
        sponsor: record.opt_text("sponsor")?.map(UserId::from),
        revision: record.int("revision")?,
    })
}

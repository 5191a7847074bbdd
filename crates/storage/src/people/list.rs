//! Lists of people: by scope, in the order of names, found by the beginnings of words.
//!
//! A small scope is searched from its people, a large one from the rarest of the words: a page costs what
//! it shows and what the words it is found by match, not what there is.

use crate::error::StoreError;
use crate::keys;
use crate::organizations::{Cursor, Page};
use crate::statement::{Statement, statements};
use crate::tx::{Arg, Record, Tx, args, id_list, json};
use rehome_domain::ids::{GroupId, OrganizationCode, PositionId, UserId};
use rehome_domain::people::{UserBase, UserStatus};

/// What every list asks of a person `u`; $3 whether only residents, $4 whether dependents too,
/// $5 whether the operator's base limits, $6 its positions, $7 its groups.
macro_rules! matching {
    () => {
        "u.status <> 'deleted'
         AND ($3 = 0 OR u.home = $1)
         AND ($4 = 1 OR u.sponsor IS NULL)
         AND ($5 = 0
              OR EXISTS (SELECT 1 FROM below b WHERE b.organization = u.home AND b.node = u.position)
              OR EXISTS (SELECT 1 FROM json_each($7) g CROSS JOIN group_members m WHERE m.user_id = u.id AND m.group_id = g.value ->> 0))"
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

/// The positions at and below those of the operator's base, in the scope.
macro_rules! below {
    () => {
        "WITH RECURSIVE below (organization, node) AS (
            SELECT h.organization, h.node FROM json_each($6) n CROSS JOIN organization_scope s CROSS JOIN hierarchy_nodes h
            WHERE s.ancestor = $1 AND h.organization = s.organization AND h.node = n.value ->> 0
            UNION SELECT h.organization, h.node FROM below b CROSS JOIN hierarchy_nodes h
            WHERE h.organization = b.organization AND h.parent = b.node)"
    };
}

macro_rules! columns {
    () => {
        " SELECT u.id, u.username, u.name, u.sort_key, u.home, u.status, u.locked, u.position, u.sponsor, u.revision "
    };
}

statements! {
    BY_SCOPE "users": concat!(below!(), columns!(),
        "FROM user_scope s CROSS JOIN users u
         WHERE s.ancestor = $1 AND (s.sort_key, s.user_id) > ($8, $9) AND ", has_words!("s.user_id"), " AND u.id = s.user_id AND ", matching!(),
        " ORDER BY s.sort_key, s.user_id LIMIT $10");
    /// The next people with a word, in the order of lists, wherever they live.
    CANDIDATES "user_words": "SELECT DISTINCT user_id, sort_key FROM user_words
        WHERE word >= $1 AND word < $2 AND (sort_key, user_id) > ($3, $4) ORDER BY sort_key, user_id LIMIT $5";
    /// Those among candidates ($8) who are to be shown.
    AMONG "users": concat!(below!(), columns!(),
        "FROM json_each($8) n CROSS JOIN users u
         WHERE u.id = n.value ->> 0 AND ", in_scope!("u"), " AND ", has_words!("u.id"), " AND ", matching!(),
        " ORDER BY u.sort_key, u.id LIMIT $9");
    SCOPE_SIZE "user_scope": "SELECT 'all' AS scope, count(*) AS n FROM (SELECT 1 FROM user_scope WHERE ancestor = $1 LIMIT $2) t";
    HOW_MANY "user_words": "SELECT 'all' AS scope, count(*) AS n FROM (SELECT 1 FROM user_words WHERE word >= $1 AND word < $2 LIMIT $3) t";
}

/// How far the people of a scope are counted.
const FEW: i64 = 5_000;
/// How far words are counted to find the rarest.
const COUNTED: i64 = 20_000;

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
    /// Only those behind this one.
    pub after: Option<Cursor>,
    /// At most so many.
    pub limit: u32,
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
            after: None,
            limit,
        }
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

/// The arguments $1 to $7 of a filter.
struct Common {
    prefixes: Vec<[String; 2]>,
    words: String,
    positions: String,
    groups: String,
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
        Vec::from(args![
            &filter.scope,
            &self.words,
            filter.only_residents,
            filter.dependents,
            filter.base.is_some(),
            &self.positions,
            &self.groups,
        ] as &[Arg<'a>])
    }

    /// The word to search from, the rarest; none where the people of the scope are fewer than those with it.
    async fn rarest(
        &self,
        tx: &mut Tx,
        filter: &PeopleFilter,
    ) -> Result<Option<&[String; 2]>, StoreError> {
        let mut rarest = None;
        for range in &self.prefixes {
            let [low, high] = range;
            let many = number(tx, &HOW_MANY, args![low, high, COUNTED]).await?;
            if rarest.is_none_or(|(fewest, _)| many < fewest) {
                rarest = Some((many, range));
            }
        }
        let Some((many, range)) = rarest else {
            return Ok(None);
        };
        let cap = many.min(FEW);
        let in_scope = number(tx, &SCOPE_SIZE, args![&filter.scope, cap]).await?;
        Ok((in_scope >= cap).then_some(range))
    }
}

async fn number(
    tx: &mut Tx,
    statement: &Statement,
    arguments: &[Arg<'_>],
) -> Result<i64, StoreError> {
    let found = tx.one(statement, arguments).await?;
    found.map_or(Ok(0), |record| record.int("n"))
}

/// A page of people.
///
/// # Errors
/// [`StoreError`].
pub async fn page(tx: &mut Tx, filter: &PeopleFilter) -> Result<Page<PersonRow>, StoreError> {
    let common = Common::of(filter);
    let records = match common.rarest(tx, filter).await? {
        Some(range) => from_words(tx, filter, &common, range).await?,
        None => {
            let (after_key, after_id) = Cursor::parts(filter.after.as_ref());
            let mut arguments = common.arguments(filter);
            arguments.extend_from_slice(args![after_key, after_id, i64::from(filter.limit)]);
            tx.rows(&BY_SCOPE, &arguments).await?
        }
    };
    let mut items = Vec::with_capacity(records.len());
    for record in &records {
        items.push(PersonRow {
            id: record.text("id")?.into(),
            username: record.text("username")?.to_owned(),
            name: record.text("name")?.to_owned(),
            home: record.text("home")?.into(),
            status: record.parsed("status", UserStatus::from_name)?,
            locked: record.bool("locked")?,
            position: record.opt_text("position")?.map(PositionId::from),
            sponsor: record.opt_text("sponsor")?.map(UserId::from),
            revision: record.int("revision")?,
        });
    }
    let next = match records.last() {
        Some(last) if items.len() as u64 == u64::from(filter.limit) => {
            Some(Cursor::new(last.text("sort_key")?, last.text("id")?))
        }
        _ => None,
    };
    Ok(Page { items, next })
}

/// A page out of the people with a word: some candidates at first, more where too few of them are to be shown.
async fn from_words(
    tx: &mut Tx,
    filter: &PeopleFilter,
    common: &Common,
    [low, high]: &[String; 2],
) -> Result<Vec<Record>, StoreError> {
    let (after_key, after_id) = Cursor::parts(filter.after.as_ref());
    let (mut after_key, mut after_id) = (after_key.to_owned(), after_id.to_owned());
    let limit = i64::from(filter.limit);
    let mut at_once = (limit * 4).max(200);
    let mut shown = Vec::new();
    loop {
        let candidates = tx
            .rows(
                &CANDIDATES,
                args![low, high, &after_key, &after_id, at_once],
            )
            .await?;
        let mut list = Vec::with_capacity(candidates.len());
        for candidate in &candidates {
            list.push((candidate.text("user_id")?, candidate.text("sort_key")?));
        }
        let mut arguments = common.arguments(filter);
        arguments.extend_from_slice(args![json(&list), limit - shown.len() as i64]);
        shown.extend(tx.rows(&AMONG, &arguments).await?);
        match list.last() {
            Some((id, key)) if (shown.len() as i64) < limit && list.len() as i64 == at_once => {
                after_key = (*key).to_owned();
                after_id = (*id).to_owned();
                at_once *= 4;
            }
            _ => return Ok(shown),
        }
    }
}

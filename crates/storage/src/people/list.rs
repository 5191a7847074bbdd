//! Lists of people: by scope, in the order of names, found by the beginnings of words.
//!
//! A search that few people match is answered from the words, one that many match from the scope: either
//! way a page costs what it shows, not what there is.

use crate::error::StoreError;
use crate::keys;
use crate::organizations::{Cursor, Page};
use crate::statement::statements;
use crate::tx::{Arg, Tx, args, id_list, json};
use rehome_domain::ids::{GroupId, OrganizationCode, PositionId, UserId};
use rehome_domain::people::{UserBase, UserStatus};

/// What every list asks of a person `u`; $2 words, $3 whether only residents, $4 whether dependents too,
/// $5 whether the operator's base limits, $6 its positions, $7 its groups.
macro_rules! matching {
    () => {
        "u.status <> 'deleted'
         AND ($3 = 0 OR u.home = $1)
         AND ($4 = 1 OR u.sponsor IS NULL)
         AND ($5 = 0
              OR EXISTS (SELECT 1 FROM below b WHERE b.organization = u.home AND b.node = u.position)
              OR EXISTS (SELECT 1 FROM json_each($7) g CROSS JOIN group_members m WHERE m.user_id = u.id AND m.group_id = g.value ->> 0))
         AND NOT EXISTS (SELECT 1 FROM json_each($2) p WHERE NOT EXISTS (
             SELECT 1 FROM user_words w WHERE w.user_id = u.id AND w.word >= p.value ->> 0 AND w.word < p.value ->> 1))"
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
         WHERE s.ancestor = $1 AND (s.sort_key, s.user_id) > ($8, $9) AND u.id = s.user_id AND ", matching!(),
        " ORDER BY s.sort_key, s.user_id LIMIT $10");
    BY_WORD "users": concat!(below!(), ", found AS MATERIALIZED (SELECT DISTINCT user_id FROM user_words WHERE word >= $11 AND word < $12)", columns!(),
        "FROM found f CROSS JOIN users u CROSS JOIN user_scope s
         WHERE u.id = f.user_id AND s.ancestor = $1 AND s.sort_key = u.sort_key AND s.user_id = u.id
           AND (u.sort_key, u.id) > ($8, $9) AND ", matching!(),
        " ORDER BY u.sort_key, u.id LIMIT $10");
    COUNT_BY_SCOPE "users": concat!("SELECT 'all' AS scope, count(*) AS n FROM (", below!(),
        " SELECT 1 FROM user_scope s CROSS JOIN users u WHERE s.ancestor = $1 AND u.id = s.user_id AND ", matching!(), " LIMIT $8) t");
    COUNT_BY_WORD "users": concat!("SELECT 'all' AS scope, count(*) AS n FROM (", below!(),
        ", found AS MATERIALIZED (SELECT DISTINCT user_id FROM user_words WHERE word >= $9 AND word < $10)
         SELECT 1 FROM found f CROSS JOIN users u CROSS JOIN user_scope s
         WHERE u.id = f.user_id AND s.ancestor = $1 AND s.sort_key = u.sort_key AND s.user_id = u.id AND ", matching!(), " LIMIT $8) t");
    HOW_MANY "user_words": "SELECT 'all' AS scope, count(*) AS n FROM (SELECT 1 FROM user_words WHERE word >= $1 AND word < $2 LIMIT $3) t";
}

/// Up to so many people with a word are looked at one by one.
const FEW: i64 = 2_000;

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

    /// The rarest word, where it is rare enough to begin with.
    async fn rare(&self, tx: &mut Tx) -> Result<Option<&[String; 2]>, StoreError> {
        let Some(longest) = self.prefixes.first() else {
            return Ok(None);
        };
        let [low, high] = longest;
        let found = tx.one(&HOW_MANY, args![low, high, FEW]).await?;
        let many = found.map_or(Ok(0), |record| record.int("n"))?;
        Ok((many < FEW).then_some(longest))
    }
}

/// A page of people.
///
/// # Errors
/// [`StoreError`].
pub async fn page(tx: &mut Tx, filter: &PeopleFilter) -> Result<Page<PersonRow>, StoreError> {
    let common = Common::of(filter);
    let rare = common.rare(tx).await?;
    let (after_key, after_id) = Cursor::parts(filter.after.as_ref());
    let mut arguments = common.arguments(filter);
    arguments.extend_from_slice(args![after_key, after_id, i64::from(filter.limit)]);
    let records = match rare {
        Some([low, high]) => {
            arguments.extend_from_slice(args![low, high]);
            tx.rows(&BY_WORD, &arguments).await?
        }
        None => tx.rows(&BY_SCOPE, &arguments).await?,
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

/// How many people a filter lets through, counted up to `cap`.
///
/// # Errors
/// [`StoreError`].
pub async fn count(tx: &mut Tx, filter: &PeopleFilter, cap: u32) -> Result<i64, StoreError> {
    let common = Common::of(filter);
    let rare = common.rare(tx).await?;
    let mut arguments = common.arguments(filter);
    arguments.push(Arg::from(i64::from(cap)));
    let found = match rare {
        Some([low, high]) => {
            arguments.extend_from_slice(args![low, high]);
            tx.one(&COUNT_BY_WORD, &arguments).await?
        }
        None => tx.one(&COUNT_BY_SCOPE, &arguments).await?,
    };
    found.map_or(Ok(0), |record| record.int("n"))
}

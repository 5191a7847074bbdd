//! Where the search for a page of people begins: at the rarest thing asked for, if few people have it.
//!
//! To add one, add its text with `from!` and offer it in [`rarest`].

use super::list::{Common, FamilyPlace, PeopleFilter, PeopleOrder, asked, below};
use super::streams::{self, Stream};
use crate::error::StoreError;
use crate::statement::{Statement, statements};
use crate::tx::{Arg, Tx, args};
use rehome_domain::hosting::UserType;
use rehome_domain::ids::UserId;
use rehome_domain::people::UserStatus;
use std::collections::BTreeSet;

macro_rules! how_many {
    ($from:expr, $limit:literal) => {
        concat!(
            "SELECT 'all' AS scope, count(*) AS n FROM (SELECT 1 FROM ",
            $from,
            " LIMIT ",
            $limit,
            ") t"
        )
    };
}

macro_rules! ids {
    ($id:literal, $from:expr) => {
        concat!("SELECT ", $id, " AS id FROM ", $from)
    };
}

macro_rules! word {
    () => {
        "user_words WHERE word >= $1 AND word < $2"
    };
}
macro_rules! locked {
    () => {
        "users WHERE locked = 1"
    };
}
macro_rules! in_state {
    () => {
        "users WHERE status <> 'active' AND status = $1"
    };
}
macro_rules! dependents {
    () => {
        "users WHERE sponsor IS NOT NULL"
    };
}
macro_rules! holders {
    () => {
        "organization_scope o CROSS JOIN role_grants g WHERE o.ancestor = $1 AND g.held_at = o.organization AND g.role = $2"
    };
}
macro_rules! at_position {
    () => {
        "asked a CROSS JOIN users u WHERE u.home = $1 AND u.position = a.node"
    };
}
macro_rules! templates {
    () => {
        "user_hosting WHERE user_type = 'template' AND home = $1"
    };
}
macro_rules! base {
    () => {
        "(SELECT u.id FROM below b CROSS JOIN users u WHERE u.home = b.organization AND u.position = b.node
          UNION ALL SELECT m.user_id FROM json_each($3) g CROSS JOIN group_members m WHERE m.group_id = g.value ->> 0) x"
    };
}

statements! {
    SCOPE_SIZE "user_scope": how_many!("user_scope WHERE ancestor = $1", "$2");
    SCOPE_IDS "user_scope": ids!("user_id", "user_scope WHERE ancestor = $1");
    WORD_SIZE "user_words": how_many!(word!(), "$3");
    WORD_IDS "user_words": ids!("user_id", word!());
    BOTH_WORDS_IDS "user_words": "SELECT user_id AS id FROM user_words WHERE word >= $1 AND word < $2
        INTERSECT SELECT user_id AS id FROM user_words WHERE word >= $3 AND word < $4";
    LOCKED_SIZE "users": how_many!(locked!(), "$1");
    LOCKED_IDS "users": ids!("id", locked!());
    STATE_SIZE "users": how_many!(in_state!(), "$2");
    STATE_IDS "users": ids!("id", in_state!());
    DEPENDENTS_SIZE "users": how_many!(dependents!(), "$1");
    DEPENDENTS_IDS "users": ids!("id", dependents!());
    SPONSORS_IDS "users": ids!("DISTINCT sponsor", dependents!());
    HOLDERS_SIZE "role_grants": how_many!(holders!(), "$3");
    HOLDERS_IDS "role_grants": ids!("g.user_id", holders!());
    POSITION_SIZE "users": concat!("WITH RECURSIVE ", asked!("$1", "$2"), " ", how_many!(at_position!(), "$3"));
    POSITION_IDS "users": concat!("WITH RECURSIVE ", asked!("$1", "$2"), " ", ids!("u.id", at_position!()));
    TEMPLATES_SIZE "user_hosting": how_many!(templates!(), "$2");
    TEMPLATES_IDS "user_hosting": ids!("user_id", templates!());
    BASE_SIZE "users": concat!("WITH RECURSIVE ", below!("$1", "$2"), " ", how_many!(base!(), "$4"));
    BASE_IDS "users": concat!("WITH RECURSIVE ", below!("$1", "$2"), " ", ids!("x.id", base!()));
}

/// So few people are looked at one by one.
const FEW: i64 = 5_000;
/// So many people with a word are held against those with another.
const COMPARED: i64 = 30_000;

/// Where a search begins.
pub(super) enum Beginning {
    /// With these people, who are all that can match.
    These(Vec<UserId>),
    /// Along these words of the search, which many people have.
    Words(Vec<Stream>),
    /// Along the order of the list.
    Order,
}

/// Something asked for, by how many people have it.
struct Rarest<'a> {
    few: i64,
    ids: Option<(&'static Statement, Vec<Arg<'a>>)>,
}

impl<'a> Rarest<'a> {
    async fn offer(
        &mut self,
        tx: &mut Tx,
        (size, ids): (&'static Statement, &'static Statement),
        arguments: Vec<Arg<'a>>,
    ) -> Result<(), StoreError> {
        let mut counting = arguments.clone();
        counting.extend_from_slice(args![self.few]);
        let many = number(tx, size, &counting).await?;
        if many < self.few {
            self.few = many;
            self.ids = Some((ids, arguments));
        }
        Ok(())
    }
}

/// Where the search for a page begins.
pub(super) async fn rarest(
    tx: &mut Tx,
    filter: &PeopleFilter,
    common: &Common,
) -> Result<Beginning, StoreError> {
    let in_scope = number(tx, &SCOPE_SIZE, args![&filter.scope, FEW]).await?;
    let mut rarest = Rarest {
        few: in_scope,
        ids: None,
    };
    if in_scope < FEW && filter.order == PeopleOrder::Username {
        rarest.ids = Some((&SCOPE_IDS, Vec::from(args![&filter.scope] as &[Arg<'_>])));
    }
    for [low, high] in &common.prefixes {
        let arguments = Vec::from(args![low, high] as &[Arg<'_>]);
        rarest.offer(tx, (&WORD_SIZE, &WORD_IDS), arguments).await?;
    }
    if let Some(status) = filter.status.filter(|it| *it != UserStatus::Active) {
        let arguments = Vec::from(args![status.as_str()] as &[Arg<'_>]);
        rarest
            .offer(tx, (&STATE_SIZE, &STATE_IDS), arguments)
            .await?;
    }
    if filter.locked == Some(true) {
        rarest
            .offer(tx, (&LOCKED_SIZE, &LOCKED_IDS), Vec::new())
            .await?;
    }
    if let Some(place) = filter.family {
        let ids = match place {
            FamilyPlace::Dependent => &DEPENDENTS_IDS,
            FamilyPlace::Sponsor => &SPONSORS_IDS,
        };
        rarest
            .offer(tx, (&DEPENDENTS_SIZE, ids), Vec::new())
            .await?;
    }
    if let Some(role) = &filter.role {
        let arguments = Vec::from(args![&filter.scope, role] as &[Arg<'_>]);
        rarest
            .offer(tx, (&HOLDERS_SIZE, &HOLDERS_IDS), arguments)
            .await?;
    }
    if let Some(position) = &filter.position {
        let arguments = Vec::from(args![&filter.scope, position] as &[Arg<'_>]);
        rarest
            .offer(tx, (&POSITION_SIZE, &POSITION_IDS), arguments)
            .await?;
    }
    if filter.user_type == Some(UserType::Template) {
        let own = filter
            .templates_of
            .as_ref()
            .map_or("", |code| code.as_str());
        let arguments = Vec::from(args![own] as &[Arg<'_>]);
        rarest
            .offer(tx, (&TEMPLATES_SIZE, &TEMPLATES_IDS), arguments)
            .await?;
    }
    if filter.base.is_some() {
        let (positions, groups) = (&common.positions, &common.groups);
        let arguments = Vec::from(args![&filter.scope, positions, groups] as &[Arg<'_>]);
        rarest.offer(tx, (&BASE_SIZE, &BASE_IDS), arguments).await?;
    }
    let ids = match rarest.ids {
        Some((statement, arguments)) => Some(ids_of(tx, statement, &arguments).await?),
        None if in_scope < FEW => None,
        None => with_two_words(tx, common).await?,
    };
    if let Some(ids) = ids {
        return Ok(Beginning::These(ids));
    }
    if in_scope < FEW || filter.order != PeopleOrder::Name {
        return Ok(Beginning::Order);
    }
    let words = streams::of(tx, &common.prefixes).await?;
    Ok(if words.is_empty() {
        Beginning::Order
    } else {
        Beginning::Words(words)
    })
}

/// The people with two words, each of which many have; none where too many have one of them, or both.
async fn with_two_words(tx: &mut Tx, common: &Common) -> Result<Option<Vec<UserId>>, StoreError> {
    let [[low, high], [other_low, other_high], ..] = common.prefixes.as_slice() else {
        return Ok(None);
    };
    for [low, high] in [[low, high], [other_low, other_high]] {
        if number(tx, &WORD_SIZE, args![low, high, COMPARED]).await? >= COMPARED {
            return Ok(None);
        }
    }
    let arguments = args![low, high, other_low, other_high];
    let both = ids_of(tx, &BOTH_WORDS_IDS, arguments).await?;
    Ok((both.len() as u64 <= FEW as u64).then_some(both))
}

async fn ids_of(
    tx: &mut Tx,
    statement: &Statement,
    arguments: &[Arg<'_>],
) -> Result<Vec<UserId>, StoreError> {
    let mut ids = BTreeSet::new();
    for record in &tx.rows(statement, arguments).await? {
        ids.insert(UserId::from(record.text("id")?));
    }
    Ok(ids.into_iter().collect())
}

/// The number a counting statement answers.
pub(super) async fn number(
    tx: &mut Tx,
    statement: &Statement,
    arguments: &[Arg<'_>],
) -> Result<i64, StoreError> {
    let found = tx.one(statement, arguments).await?;
    found.map_or(Ok(0), |record| record.int("n"))
}

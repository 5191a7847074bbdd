//! Many people with the words of a search, in the order of names: read from the words themselves, which are stored in that
//! order, so that a page costs the same however many people have them.
//!
//! Two words are held against each other in steps: where one list is ahead, the other leaps there.

use crate::error::StoreError;
use crate::statement::statements;
use crate::tx::{Tx, args};
use std::collections::BTreeSet;

statements! {
    /// The first words of a range, each once.
    DISTINCT "user_words": "WITH RECURSIVE found (word) AS (
            SELECT min(w.word) FROM user_words w WHERE w.word >= $1 AND w.word < $2
            UNION ALL SELECT (SELECT min(w.word) FROM user_words w WHERE w.word > f.word AND w.word < $2) FROM found f WHERE f.word IS NOT NULL)
        SELECT word FROM found WHERE word IS NOT NULL LIMIT $3";
    UP "user_words": "SELECT sort_key AS k, user_id AS id FROM user_words
        WHERE word = $1 AND (sort_key, user_id) > ($2, $3) ORDER BY sort_key, user_id LIMIT $4";
    DOWN "user_words": "SELECT sort_key AS k, user_id AS id FROM user_words
        WHERE word = $1 AND (sort_key, user_id) < ($2, $3) ORDER BY sort_key DESC, user_id DESC LIMIT $4";
}

/// So many words can begin alike to be read side by side.
const SIDE_BY_SIDE: i64 = 8;
/// So many people are read of a word at a time.
const AT_ONCE: i64 = 256;
/// Behind every key.
pub(super) const LAST: &str = "\u{10ffff}\u{10ffff}";

/// A place in the order of names.
pub(super) type Place = (String, String);

/// The words that begin like one of a search, few enough to be read side by side.
pub(super) struct Stream(Vec<String>);

/// The next people of some streams.
pub(super) struct Step {
    /// Who has a word of each stream, in order.
    pub(super) people: Vec<Place>,
    /// From where to go on; none where nobody is left.
    pub(super) next: Option<Place>,
}

/// The streams of a search: of its words that few words begin with, two at most; none where there is no such word.
pub(super) async fn of(tx: &mut Tx, prefixes: &[[String; 2]]) -> Result<Vec<Stream>, StoreError> {
    let mut streams = Vec::new();
    for [low, high] in prefixes {
        let arguments = args![low, high, SIDE_BY_SIDE + 1];
        let mut words = Vec::new();
        for record in &tx.rows(&DISTINCT, arguments).await? {
            words.push(record.text("word")?.to_owned());
        }
        if words.len() as i64 <= SIDE_BY_SIDE {
            streams.push(Stream(words));
        }
    }
    streams.sort_by_key(|stream| stream.0.len());
    streams.truncate(2);
    Ok(streams)
}

/// The next people behind a place.
pub(super) async fn step(
    tx: &mut Tx,
    streams: &[Stream],
    after: &Place,
    descending: bool,
) -> Result<Step, StoreError> {
    let is_behind = |one: &Place, other: &Place| if descending { one < other } else { one > other };
    let Some(first) = streams.first() else {
        return Ok(Step {
            people: Vec::new(),
            next: None,
        });
    };
    let (mut people, mut next) = block(tx, first, after, descending).await?;
    if let (Some(other), Some(start)) = (streams.get(1), people.first()) {
        let before = just_before(start, descending);
        let (others, others_next) = block(tx, other, &before, descending).await?;
        let Some(leap) = others.first().map(|first| just_before(first, descending)) else {
            return Ok(Step {
                people: Vec::new(),
                next: None,
            });
        };
        next = match (next, others_next) {
            (Some(one), Some(other)) => Some(if is_behind(&one, &other) { other } else { one }),
            (one, other) => one.or(other),
        };
        let known: BTreeSet<&Place> = others.iter().collect();
        people.retain(|place| {
            known.contains(place) && next.as_ref().is_none_or(|end| !is_behind(place, end))
        });
        next = next.map(|next| if is_behind(&leap, &next) { leap } else { next });
    }
    Ok(Step { people, next })
}

/// The place before everybody with the same key.
fn just_before((key, _): &Place, descending: bool) -> Place {
    let id = if descending { LAST } else { "" };
    (key.clone(), id.to_owned())
}

/// The next people of a stream in order, each once, up to where all of its words are read.
async fn block(
    tx: &mut Tx,
    stream: &Stream,
    (key, id): &Place,
    descending: bool,
) -> Result<(Vec<Place>, Option<Place>), StoreError> {
    let statement = if descending { &DOWN } else { &UP };
    let mut all: Vec<Place> = Vec::new();
    let mut end: Option<Place> = None;
    for word in &stream.0 {
        let records = tx.rows(statement, args![word, key, id, AT_ONCE]).await?;
        let mut last = None;
        for record in &records {
            let place = (record.text("k")?.to_owned(), record.text("id")?.to_owned());
            last = Some(place.clone());
            all.push(place);
        }
        if let Some(last) = last.filter(|_| records.len() as i64 == AT_ONCE) {
            let is_nearer = |end: &Place| if descending { last > *end } else { last < *end };
            if end.as_ref().is_none_or(is_nearer) {
                end = Some(last);
            }
        }
    }
    if let Some(end) = &end {
        all.retain(|place| {
            if descending {
                place >= end
            } else {
                place <= end
            }
        });
    }
    all.sort();
    all.dedup();
    if descending {
        all.reverse();
    }
    Ok((all, end))
}

//! Outcomes: stays, moves along, changes, is lost, is gained, for the reader and for others.

use crate::ui::{Glyph, Icon, Note, Prose};
use crate::words::{Names, Phrase, Words, use_words};
use leptos::prelude::*;
use rehome_domain::ids::UserId;
use rehome_domain::user_move::{Outcome, OutcomeItem};
use std::collections::BTreeMap;

/// One of the five groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Group {
    Changes,
    Along,
    Lost,
    Gained,
    Stays,
}

impl Group {
    const ALL: [Self; 5] = [
        Self::Changes,
        Self::Along,
        Self::Lost,
        Self::Gained,
        Self::Stays,
    ];

    fn of(self, outcome: &Outcome) -> &[OutcomeItem] {
        match self {
            Self::Changes => &outcome.changes,
            Self::Along => &outcome.moves_along,
            Self::Lost => &outcome.lost,
            Self::Gained => &outcome.gained,
            Self::Stays => &outcome.stays,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Changes => "changes",
            Self::Along => "along",
            Self::Lost => "lost",
            Self::Gained => "gained",
            Self::Stays => "stays",
        }
    }

    fn glyph(self) -> Glyph {
        match self {
            Self::Changes => Glyph::Changes,
            Self::Along => Glyph::Along,
            Self::Lost => Glyph::Lost,
            Self::Gained => Glyph::Gained,
            Self::Stays => Glyph::Stays,
        }
    }

    fn phrase(self) -> Phrase {
        match self {
            Self::Changes => Phrase::Changes,
            Self::Along => Phrase::Along,
            Self::Lost => Phrase::Lost,
            Self::Gained => Phrase::Gained,
            Self::Stays => Phrase::Stays,
        }
    }
}

/// A line of a group: about whom beside the reader, and what.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Line {
    who: Vec<String>,
    what: String,
}

/// The lines of a group, those about the reader first.
fn lines(
    group: Group,
    outcomes: &BTreeMap<UserId, Outcome>,
    names: &Names,
    words: Words,
) -> Vec<Line> {
    let is_reader = |id: &UserId| names.reader.as_ref() == Some(id);
    let (reader, others): (Vec<_>, Vec<_>) = outcomes.iter().partition(|(id, _)| is_reader(id));
    let mut lines: Vec<Line> = Vec::new();
    for (id, outcome) in reader.into_iter().chain(others) {
        let who = (!is_reader(id)).then(|| names.user(id).to_owned());
        for item in group.of(outcome) {
            let what = words.speech().outcome(item, names);
            let same =
                |line: &&mut Line| who.is_some() && !line.who.is_empty() && line.what == what;
            match (lines.iter_mut().find(same), &who) {
                (Some(line), Some(who)) => line.who.push(who.clone()),
                _ => lines.push(Line {
                    who: who.iter().cloned().collect(),
                    what,
                }),
            }
        }
    }
    lines
}

/// What a plan means for everybody it touches, and how much of it the reader cannot see.
#[component]
pub(crate) fn Outcomes(
    /// By person.
    outcomes: BTreeMap<UserId, Outcome>,
    /// The names in it.
    names: StoredValue<Names>,
    /// How many effects are hidden.
    hidden: u32,
) -> impl IntoView {
    let words = use_words();
    let groups = names
        .with_value(|names| Group::ALL.map(|group| (group, lines(group, &outcomes, names, words))));
    view! {
        <div class="outcomes">
            {groups
                .into_iter()
                .filter(|(_, lines)| !lines.is_empty())
                .map(|(group, lines)| view! { <OutcomeGroup group lines /> })
                .collect_view()}
        </div>
        {(hidden > 0)
            .then(|| {
                view! {
                    <Note tone=None glyph=Glyph::Hidden>
                        {words.speech().hidden(u64::from(hidden))}
                    </Note>
                }
            })}
    }
}

#[component]
fn OutcomeGroup(group: Group, lines: Vec<Line>) -> impl IntoView {
    let words = use_words();
    view! {
        <section class="outcome" data-kind=group.name()>
            <span class="outcome-sign">
                <Icon glyph=group.glyph() />
            </span>
            <h3 class="outcome-title">
                {words.say(group.phrase())} " " <span class="count">{words.number(lines.len() as u64)}</span>
            </h3>
            <ul class="outcome-items">
                {lines
                    .into_iter()
                    .map(|line| {
                        view! {
                            <li>
                                {line
                                    .who
                                    .into_iter()
                                    .map(|who| {
                                        view! {
                                            <span class="outcome-who">
                                                <bdi>{who}</bdi>
                                            </span>
                                            " "
                                        }
                                    })
                                    .collect_view()} <Prose text=line.what strong=true />
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Language;

    #[test]
    fn the_reader_stands_first_without_a_name_and_what_is_alike_is_said_once() {
        let locked = Outcome {
            changes: vec![OutcomeItem::Lock {}],
            ..Outcome::default()
        };
        let outcomes =
            BTreeMap::from(["amy", "dana", "leo"].map(|id| (UserId::from(id), locked.clone())));
        let names = Names {
            reader: Some("dana".into()),
            ..Names::default()
        };
        let lines = lines(
            Group::Changes,
            &outcomes,
            &names,
            Words::new(Language::English),
        );
        let who: Vec<&[String]> = lines.iter().map(|line| &*line.who).collect();
        assert_eq!(who, [&[][..], &["amy".to_owned(), "leo".to_owned()]]);
        assert_eq!(
            super::lines(
                Group::Gained,
                &outcomes,
                &names,
                Words::new(Language::English)
            ),
            []
        );
    }
}

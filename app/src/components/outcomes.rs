//! Outcomes: stays, moves along, changes, is lost, is gained, for the reader and for others.

use crate::ui::{Glyph, Icon, Note, Prose};
use crate::words::{Names, Phrase, Words, use_words};
use leptos::prelude::*;
use rehome_domain::ids::UserId;
use rehome_domain::user_move::{Outcome, OutcomeItem};
use std::collections::{BTreeMap, BTreeSet};

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

/// A line of a group: about whom beside the reader, what, and what is to be said of it here.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Line {
    who: Vec<String>,
    what: String,
    more: Option<Phrase>,
}

/// What a thing of this group keeps, or never gets back.
fn more(group: Group, item: &OutcomeItem) -> Option<Phrase> {
    match (group, item) {
        (Group::Lost, OutcomeItem::Position { .. }) => Some(Phrase::KeptForReturn),
        (Group::Lost, OutcomeItem::Role { .. }) => Some(Phrase::NotBackByReturn),
        (Group::Changes, OutcomeItem::Attribute { .. }) => Some(Phrase::HiddenThere),
        _ => None,
    }
}

/// Whether something goes without saying for somebody who is told to move along.
fn is_as_for_all(item: &OutcomeItem) -> bool {
    matches!(
        item,
        OutcomeItem::Home { .. }
            | OutcomeItem::Look { .. }
            | OutcomeItem::Alerts { .. }
            | OutcomeItem::Profile {}
            | OutcomeItem::SignIn { .. }
    )
}

fn dependent(item: &OutcomeItem) -> Option<&UserId> {
    match item {
        OutcomeItem::Dependent { user } => Some(user),
        _ => None,
    }
}

/// The lines of a group, those about the reader first.
fn lines(
    group: Group,
    outcomes: &BTreeMap<UserId, Outcome>,
    names: &Names,
    words: Words,
) -> Vec<Line> {
    let is_reader = |id: &UserId| names.reader.as_ref() == Some(id);
    let along: BTreeSet<&UserId> = outcomes
        .values()
        .flat_map(|outcome| &outcome.moves_along)
        .filter_map(dependent)
        .collect();
    let (reader, others): (Vec<_>, Vec<_>) = outcomes.iter().partition(|(id, _)| is_reader(id));
    let mut lines: Vec<Line> = Vec::new();
    for (id, outcome) in reader.into_iter().chain(others) {
        let who = (!is_reader(id)).then(|| names.user(id).to_owned());
        let is_told = who.is_some() && along.contains(id);
        let items = group.of(outcome);
        let dependents: Vec<String> = items
            .iter()
            .filter_map(dependent)
            .map(|user| names.person(user))
            .collect();
        let together = (!dependents.is_empty()).then(|| Line {
            who: Vec::new(),
            what: words.speech().dependents(&dependents),
            more: None,
        });
        let each = items
            .iter()
            .filter(|item| dependent(item).is_none() && !(is_told && is_as_for_all(item)))
            .map(|item| Line {
                who: Vec::new(),
                what: words.speech().outcome(item, names),
                more: more(group, item),
            });
        for line in each.chain(together) {
            let same = |other: &&mut Line| {
                !other.who.is_empty() && other.what == line.what && other.more == line.more
            };
            match (lines.iter_mut().find(same), &who) {
                (Some(other), Some(who)) => other.who.push(who.clone()),
                _ => lines.push(Line {
                    who: who.iter().cloned().collect(),
                    ..line
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
                                {line.more.map(|more| view! { <span class="outcome-more">{words.say(more)}</span> })}
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

    #[test]
    fn dependents_are_told_in_one_line_and_not_again_for_what_is_as_for_all() {
        let home = OutcomeItem::Home {
            before: "harbour".into(),
            after: "riverside".into(),
        };
        let place = OutcomeItem::Position {
            organization: "harbour".into(),
            position: "desk".into(),
        };
        let moves = |lost| Outcome {
            changes: vec![home.clone()],
            lost,
            ..Outcome::default()
        };
        let dana = Outcome {
            moves_along: ["leo", "mia"]
                .map(|user| OutcomeItem::Dependent { user: user.into() })
                .to_vec(),
            ..moves(Vec::new())
        };
        let outcomes = BTreeMap::from([
            (UserId::from("dana"), dana),
            (UserId::from("leo"), moves(vec![place.clone()])),
            (UserId::from("mia"), moves(Vec::new())),
        ]);
        let names = Names {
            reader: Some("dana".into()),
            ..Names::default()
        };
        let told = |group| lines(group, &outcomes, &names, Words::new(Language::English));
        let along = told(Group::Along);
        let what: Vec<&str> = along.iter().map(|line| &*line.what).collect();
        assert_eq!(
            what,
            ["Dependents \u{2068}leo\u{2069} and \u{2068}mia\u{2069}"]
        );
        assert_eq!(told(Group::Changes).len(), 1);
        let lost = told(Group::Lost);
        let who: Vec<_> = lost.iter().map(|line| (&*line.who, line.more)).collect();
        assert_eq!(
            who,
            [(&["leo".to_owned()][..], Some(Phrase::KeptForReturn))]
        );
    }
}

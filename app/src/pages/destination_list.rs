//! The list of Move to Organization: narrowed, sorted, and shown a window at a time.

use super::choosing::{Choosing, WINDOW};
use super::what_happens::Judging;
use crate::components::{Listed, Order, VerdictBadge, deciding, in_order, narrowed, told};
use crate::routes::{self, query};
use crate::ui::{House, Prose};
use crate::words::{Phrase, use_words};
use leptos::prelude::*;
use rehome_domain::user_move::{Finding, Verdict};

/// The id of the list.
pub(super) const LIST: &str = "organizations";

/// A line of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Item {
    Title(Group, usize),
    Row(usize),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Group {
    WouldWork,
    WouldNotWork,
    All,
}

impl Group {
    fn phrase(self) -> Phrase {
        match self {
            Self::WouldWork => Phrase::WouldWork,
            Self::WouldNotWork => Phrase::WouldNotWork,
            Self::All => Phrase::AllOrganizations,
        }
    }
}

/// The first lines of a list, each group under its title with the number of all its rows.
fn items(rows: &[Listed], found: &[usize], order: Order, shown: usize) -> Vec<Item> {
    let group_of = |index: usize| match (order, rows.get(index).is_some_and(Listed::would_work)) {
        (Order::Name | Order::Place, _) => Group::All,
        (Order::WouldWork, true) => Group::WouldWork,
        (Order::WouldWork, false) => Group::WouldNotWork,
    };
    let mut items = Vec::with_capacity(shown.min(found.len()) + 2);
    let mut current = None;
    for index in found.iter().copied().take(shown) {
        let group = group_of(index);
        if current != Some(group) {
            current = Some(group);
            items.push(Item::Title(
                group,
                found
                    .iter()
                    .filter(|index| group_of(**index) == group)
                    .count(),
            ));
        }
        items.push(Item::Row(index));
    }
    items
}

/// The rows one can choose, as many as are shown.
#[component]
pub(super) fn DestinationList(
    /// All of them.
    rows: StoredValue<Vec<Listed>>,
    /// The judgement on the one chosen.
    judging: Judging,
    /// What is typed and chosen.
    choosing: Choosing,
) -> impl IntoView {
    let words = use_words();
    let order = Memo::new(move |_| {
        let order = Order::from_name(&choosing.sort.get());
        rows.with_value(|rows| (order, in_order(rows, order)))
    });
    let found = Memo::new(move |_| {
        order.with(|(_, order)| rows.with_value(|rows| narrowed(rows, order, &choosing.text.get())))
    });
    let visible = Memo::new(move |_| {
        let order = order.with(|(order, _)| *order);
        found.with(|found| rows.with_value(|rows| items(rows, found, order, choosing.shown.get())))
    });
    let all = rows.with_value(Vec::len) as u64;
    let how_many = move || found.with(Vec::len);
    view! {
        <fieldset class="choices" id=LIST>
            <legend class="visually-hidden">{words.say(Phrase::OrganizationsToChoose)}</legend>
            <For each=move || visible.get() key=|item| *item let:item>
                {match item {
                    Item::Title(group, count) => view! { <GroupTitle group count /> }.into_any(),
                    Item::Row(index) => {
                        rows.with_value(|rows| rows.get(index).cloned()).map(|row| view! { <Row row judging choosing /> }).into_any()
                    }
                }}
            </For>
            <div class="choices-foot">
                <p role="status">
                    {move || {
                        let found = how_many() as u64;
                        let counted = words.speech().organizations_found(found, all);
                        let more = if found == 0 { Phrase::NothingFits } else { Phrase::NotInTheList };
                        format!("{counted} {}", words.say(more))
                    }}
                </p>
                <More choosing how_many=Signal::derive(how_many) />
            </div>
        </fieldset>
    }
}

#[component]
fn More(choosing: Choosing, how_many: Signal<usize>) -> impl IntoView {
    let words = use_words();
    let is_all = move || how_many.get() <= choosing.shown.get();
    let next = move || choosing.shown.get().saturating_add(WINDOW);
    view! {
        <p class="row" hidden=is_all>
            <button
                class="button"
                data-size="small"
                formaction=routes::MOVE
                formnovalidate
                name=query::SHOWN
                value=move || next().to_string()
                on:click=move |event| {
                    if choosing.scripted.get_untracked() {
                        event.prevent_default();
                        choosing.shown.update(|shown| *shown = shown.saturating_add(WINDOW));
                    }
                }
            >
                {words.say(Phrase::ShowMore)}
            </button>
            <span class="small muted">{move || words.speech().rows_shown(choosing.shown.get() as u64, how_many.get() as u64)}</span>
        </p>
    }
}

#[component]
fn GroupTitle(group: Group, count: usize) -> impl IntoView {
    let words = use_words();
    view! {
        <div class="choices-title">
            <span>{words.say(group.phrase())}</span>
            <span>{words.number(count as u64)}</span>
        </div>
    }
}

/// What a row says of its verdict.
#[derive(Clone, PartialEq)]
struct Said {
    verdict: Verdict,
    warnings: u64,
    deciding: Option<Finding>,
}

#[component]
fn Row(row: Listed, judging: Judging, choosing: Choosing) -> impl IntoView {
    let words = use_words();
    let code = row.code.clone();
    let is_chosen = {
        let code = code.clone();
        move || {
            choosing
                .chosen
                .with(|chosen| chosen.as_ref() == Some(&code))
        }
    };
    let checked = choosing
        .chosen
        .with_untracked(|chosen| chosen.as_ref() == Some(&code));
    let at_first = Said {
        verdict: row.verdict,
        warnings: row.warnings,
        deciding: row.deciding,
    };
    let said = {
        let is_chosen = is_chosen.clone();
        // WHY: with a position the chosen row is judged anew.
        Memo::new(move |_| {
            let now = is_chosen().then(|| judging.judged.get()).flatten();
            now.map_or_else(
                || at_first.clone(),
                |judged| Said {
                    verdict: judged.on_top,
                    warnings: judged.warnings(),
                    deciding: deciding(judged.findings.iter()).cloned(),
                },
            )
        })
    };
    let reason = move || {
        let Said {
            verdict, deciding, ..
        } = said.get();
        let told = deciding.map(|finding| {
            judging
                .names
                .with_value(|names| told(&finding, names, words).title)
        });
        let subscribed = row.subscribed && verdict != Verdict::Refuses;
        let subscribed = subscribed.then(|| words.said(Phrase::SubscribedNow));
        let reasons = told.into_iter().chain(subscribed);
        reasons
            .map(|reason| view! { " · " <Prose text=reason /> })
            .collect_view()
    };
    view! {
        <label class="choice">
            <input
                type="radio"
                name=query::DESTINATION
                value=code.to_string()
                required=move || !choosing.scripted.get()
                checked=checked
                prop:checked=is_chosen
                on:change=move |_| choosing.choose(code.clone())
            />
            <House name=row.name.to_string() />
            <span>
                <bdi class="choice-name">{row.name.to_string()}</bdi>
                <span class="choice-more">{row.above.map(|above| view! { <bdi>{above.to_string()}</bdi> })} {reason}</span>
            </span>
            {move || {
                let Said { verdict, warnings, .. } = said.get();
                view! { <VerdictBadge verdict warnings /> }
            }}
        </label>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::components::destinations;
    use rehome_domain::organization::{Organization, OrganizationKind};
    use rehome_domain::time::Day;
    use rehome_domain::user_move::verdicts::Verdicts;
    use rehome_domain::user_move::{DestinationVerdict, Snapshot};

    fn rows() -> Vec<Listed> {
        let mut snapshot = Snapshot::default();
        let codes = ["a", "b", "c", "d"];
        snapshot.organizations = codes
            .map(|code| Organization::new(code, OrganizationKind::Suborganization, None, code))
            .to_vec()
            .into();
        let verdict = |(code, on_top): (&str, Verdict)| DestinationVerdict {
            organization: code.into(),
            whole: on_top,
            on_top,
            findings: Vec::new(),
        };
        let on_top = [
            Verdict::Works,
            Verdict::Refuses,
            Verdict::Works,
            Verdict::Deferred,
        ];
        let judged = Verdicts {
            common: Vec::new(),
            destinations: codes.into_iter().zip(on_top).map(verdict).collect(),
        };
        destinations(&snapshot, &judged, &"dana".into(), Day(0))
    }

    #[test]
    fn each_group_stands_under_its_title_with_the_number_of_all_its_rows() {
        let rows = rows();
        let found = in_order(&rows, Order::WouldWork);
        assert_eq!(
            items(&rows, &found, Order::WouldWork, 50),
            [
                Item::Title(Group::WouldWork, 3),
                Item::Row(0),
                Item::Row(2),
                Item::Row(3),
                Item::Title(Group::WouldNotWork, 1),
                Item::Row(1)
            ]
        );
        assert_eq!(
            items(&rows, &found, Order::WouldWork, 1),
            [Item::Title(Group::WouldWork, 3), Item::Row(0)]
        );
        assert_eq!(items(&rows, &[], Order::WouldWork, 50), []);
        assert_eq!(
            items(&rows, &found, Order::Name, 1),
            [Item::Title(Group::All, 4), Item::Row(0)]
        );
    }
}

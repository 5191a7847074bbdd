//! Move to Organization: the list that narrows while one types, and beside it what each choice would mean.
//!
//! Without scripts the list is a form of radio buttons: narrowing and sorting load the page anew, OK
//! leads to the confirmation as a page of its own. With scripts nothing is asked of the server until OK,
//! but the positions of the organization chosen.

use super::PageTitle;
use super::answer::{Refusal, Waiting};
use super::choosing::Choosing;
use super::consequences::judge;
use super::destination_list::{DestinationList, LIST};
use super::dialog::ConfirmDialog;
use super::what_happens::{Judging, Positions, WhatHappens};
use crate::api::answer::ask;
use crate::api::user_move::{MoveFacts, move_screen, positions_of};
use crate::components::{InTheWay, Listed, Order, destinations, told_by_code};
use crate::routes::{self, query};
use crate::ui::{
    Crumbs, Field, Glyph, Note, Page, PageState, Prose, SearchInput, Select, StateKind,
};
use crate::words::{Names, Phrase, use_words};
use leptos::prelude::*;
use rehome_domain::ids::OrganizationCode;
use rehome_domain::user_move::Finding;

/// The page.
#[component]
pub(crate) fn MoveToOrganization() -> impl IntoView {
    let choosing = Choosing::from_address();
    let answer = ask(|| (), |()| move_screen());
    let positions: Positions = ask(
        move || choosing.chosen.get(),
        |chosen| async move {
            match chosen {
                Some(code) => {
                    let hierarchy = positions_of(code.clone()).await.ok()?;
                    Some((code, hierarchy))
                }
                None => None,
            }
        },
    );
    let look_again = Callback::new(move |()| {
        choosing.outdate();
        answer.refetch();
    });
    view! {
        <PageTitle phrase=Phrase::MoveToOrganization />
        // WHY: a choice loads positions; the page around it stays, and the focus with it.
        <Transition fallback=Waiting>
            {move || Suspend::new(async move {
                match answer.await {
                    Ok(screen) => view! { <Shown screen choosing positions look_again /> }.into_any(),
                    Err(error) => view! { <Refusal error /> }.into_any(),
                }
            })}
        </Transition>
    }
}

/// Everything that is judged once, when the page opens.
struct Opened {
    names: Names,
    rows: Vec<Listed>,
    common: Vec<Finding>,
    /// What stands in the way wherever the reader goes.
    in_the_way: Option<Finding>,
}

fn open(screen: &MoveFacts) -> Opened {
    let reader = &screen.actor.user;
    let judged = screen.verdicts();
    Opened {
        names: Names::of(&screen.snapshot, reader),
        rows: destinations(&screen.snapshot, &judged, reader, screen.now.day()),
        in_the_way: judged.in_the_way_everywhere().cloned(),
        common: judged.common,
    }
}

#[component]
fn Shown(
    screen: MoveFacts,
    choosing: Choosing,
    positions: Positions,
    look_again: Callback<()>,
) -> impl IntoView {
    let words = use_words();
    let opened = open(&screen);
    view! {
        <Page>
            <div class="page-head">
                <div class="page-head-text">
                    <Crumbs
                        label=words.say(Phrase::YouAreHere)
                        above=vec![(routes::PROFILE.to_owned(), words.say(Phrase::MyProfile))]
                        here=words.say(Phrase::MoveToOrganization)
                    />
                    <h1>{words.say(Phrase::MoveToOrganization)}</h1>
                    <p class="lead">{words.say(Phrase::MoveLead)}</p>
                </div>
            </div>
            {if opened.rows.is_empty() {
                view! {
                    <PageState kind=StateKind::Empty title=words.said(Phrase::NoDestinationsTitle) text=words.said(Phrase::NoDestinationsText)>
                        <a class="button" href=routes::PROFILE>
                            {words.say(Phrase::BackToProfile)}
                        </a>
                    </PageState>
                }
                    .into_any()
            } else {
                view! { <Choice screen opened choosing positions look_again /> }.into_any()
            }}
        </Page>
    }
}

#[component]
fn Choice(
    screen: MoveFacts,
    opened: Opened,
    choosing: Choosing,
    positions: Positions,
    look_again: Callback<()>,
) -> impl IntoView {
    let words = use_words();
    let Opened {
        names,
        rows,
        common,
        in_the_way,
    } = opened;
    let everywhere = told_by_code(&common, &names, words);
    let names = StoredValue::new(names);
    let rows = StoredValue::new(rows);
    let common = StoredValue::new(common);
    let screen = RwSignal::new(screen);
    Effect::new(move |_| {
        choosing.take_over();
        let is_listed = |code: &OrganizationCode| {
            rows.with_value(|rows| rows.iter().any(|row| row.code == *code))
        };
        if choosing.fit(is_listed) {
            positions.refetch();
        }
    });
    Effect::new(move |_| {
        // WHY: until the positions of a new choice have come, those of the one before are still here.
        if let Some(Some((code, hierarchy))) = positions.get()
            && choosing.chosen.get().as_ref() == Some(&code)
        {
            screen.update(|screen| {
                if let Some(organization) = screen.snapshot.organizations.get_mut(&code) {
                    organization.hierarchy = hierarchy;
                }
            });
        }
    });
    let judged = Memo::new(move |_| {
        let wish = choosing.wish()?;
        screen.with(|screen| common.with_value(|common| judge(screen, common, &wish)))
    });
    let judging = Judging {
        screen,
        judged,
        names,
        is_hopeless: in_the_way.is_some(),
    };
    view! {
        <form class="move-screen" method="get" action=routes::MOVE_CONFIRM on:submit=move |event| if choosing.scripted.get_untracked() { event.prevent_default() }>
            <div class="move-choose">
                <Tools choosing />
                {match in_the_way {
                    Some(finding) => view! { <InTheWay finding names /> }.into_any(),
                    None => view! { <Everywhere told=everywhere /> }.into_any(),
                }}
                <DestinationList rows judging choosing />
            </div>
            <WhatHappens judging choosing positions />
        </form>
        <ConfirmDialog open=choosing.asking wish=Signal::derive(move || choosing.wish()) outdated=look_again />
    }
}

/// What is so wherever the reader goes.
#[component]
fn Everywhere(told: Vec<String>) -> impl IntoView {
    let words = use_words();
    (!told.is_empty()).then(|| {
        view! {
            <Note tone=None glyph=Glyph::Notice>
                {words.say(Phrase::Wherever)}
                <ul>{told.into_iter().map(|text| view! { <li><Prose text /></li> }).collect_view()}</ul>
                {words.say(Phrase::CountsOnTop)}
            </Note>
        }
    })
}

#[component]
fn Tools(choosing: Choosing) -> impl IntoView {
    let words = use_words();
    let phrase = |order: Order| match order {
        Order::WouldWork => Phrase::SortWouldWork,
        Order::Name => Phrase::SortName,
        Order::Place => Phrase::SortPlace,
    };
    let options = Order::ALL
        .map(|order| (order.name().to_owned(), words.said(phrase(order))))
        .to_vec();
    view! {
        <div class="move-tools">
            <Field id="find" label=words.said(Phrase::FindOrganization) place="grow">
                <SearchInput id="find" name=query::TEXT text=choosing.text placeholder=words.said(Phrase::TypeAName) controls=LIST />
            </Field>
            <Field id="sort" label=words.said(Phrase::SortBy) place="move-sort">
                <Select id="sort" name=query::SORT value=choosing.sort options />
            </Field>
            <button class="button" formaction=routes::MOVE formnovalidate hidden=move || choosing.scripted.get()>
                {words.say(Phrase::Apply)}
            </button>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rehome_domain::time::Timestamp;
    use rehome_domain::user_move::{Actor, Snapshot};

    #[test]
    fn a_reader_who_is_not_in_the_facts_has_nothing_to_choose() {
        let screen = MoveFacts {
            snapshot: Snapshot::default(),
            actor: Actor::new("dana"),
            now: Timestamp(0),
        };
        assert_eq!(open(&screen).rows, []);
    }
}

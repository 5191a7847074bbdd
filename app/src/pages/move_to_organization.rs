//! Move to Organization: the list that narrows while one types, and beside it what each choice would mean.
//!
//! Without scripts the list is a form of radio buttons: narrowing and sorting load the page anew, OK
//! leads to the confirmation as a page of its own. With scripts nothing is asked of the server until OK,
//! but the positions of the organization chosen.

use super::PageTitle;
use super::answer::{Refusal, Waiting};
use super::choosing::Choosing;
use super::consequences::{Consequences, Judged, judge};
use super::destination_list::{DestinationList, LIST};
use super::dialog::ConfirmDialog;
use crate::api::user_move::{MoveFacts, move_screen, positions_of};
use crate::components::{Listed, Order, PositionChoice, VerdictBadge, destinations, told};
use crate::routes::{self, query};
use crate::ui::{
    Badge, Button, ButtonKind, Crumbs, Field, Glyph, Look, Note, Page, PageState, Prose,
    SearchInput, Select, Size, StateKind, Tone, Why,
};
use crate::words::{Names, Phrase, use_words};
use leptos::prelude::*;
use rehome_domain::organization::Hierarchy;
use rehome_domain::user_move::verdicts::Verdicts;
use rehome_domain::user_move::{ActAs, Finding, MoveRequest, verdicts};

const WHY: &str = "why-ok";

type Positions = Resource<Option<Hierarchy>>;

/// The page.
#[component]
pub(crate) fn MoveToOrganization() -> impl IntoView {
    let choosing = Choosing::from_address();
    let answer = Resource::new(|| (), |()| move_screen());
    let positions: Positions = Resource::new(
        move || choosing.chosen.get(),
        |chosen| async move {
            match chosen {
                Some(code) => positions_of(code).await.ok(),
                None => None,
            }
        },
    );
    view! {
        <PageTitle phrase=Phrase::MoveToOrganization />
        // WHY: a choice loads positions; the page around it stays, and the focus with it.
        <Transition fallback=Waiting>
            {move || Suspend::new(async move {
                match answer.await {
                    Ok(screen) => view! { <Shown screen choosing positions /> }.into_any(),
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
}

fn open(screen: &MoveFacts) -> Opened {
    let reader = &screen.actor.user;
    let names = Names::of(&screen.snapshot, reader);
    let request = MoveRequest {
        subject: Some(reader.clone()),
        act_as: Some(ActAs::Oneself),
        ..MoveRequest::default()
    };
    // WHY: who does not see themselves sees no destination either; the empty list says so.
    let judged: Verdicts = verdicts(
        &screen.snapshot,
        &request,
        &screen.actor,
        reader,
        screen.now,
    )
    .unwrap_or_default();
    let rows = destinations(&screen.snapshot, &judged);
    Opened {
        names,
        rows,
        common: judged.common,
    }
}

#[component]
fn Shown(screen: MoveFacts, choosing: Choosing, positions: Positions) -> impl IntoView {
    let words = use_words();
    let Opened {
        names,
        rows,
        common,
    } = open(&screen);
    view! {
        <Page>
            <div class="page-head">
                <div class="page-head-text">
                    <Crumbs
                        label=words.say(Phrase::YouAreHere)
                        above=vec![(routes::PROFILE, words.say(Phrase::MyProfile))]
                        here=words.say(Phrase::MoveToOrganization)
                    />
                    <h1>{words.say(Phrase::MoveToOrganization)}</h1>
                    <p class="lead">{words.say(Phrase::MoveLead)}</p>
                </div>
            </div>
            {if rows.is_empty() {
                view! {
                    <PageState kind=StateKind::Empty title=words.said(Phrase::NoDestinationsTitle) text=words.said(Phrase::NoDestinationsText)>
                        <a class="button" href=routes::PROFILE>
                            {words.say(Phrase::BackToProfile)}
                        </a>
                    </PageState>
                }
                    .into_any()
            } else {
                view! { <Choice screen names rows common choosing positions /> }.into_any()
            }}
        </Page>
    }
}

#[component]
fn Choice(
    screen: MoveFacts,
    names: Names,
    rows: Vec<Listed>,
    common: Vec<Finding>,
    choosing: Choosing,
    positions: Positions,
) -> impl IntoView {
    let words = use_words();
    let everywhere: Vec<String> = common
        .iter()
        .map(|finding| told(finding, &names, words).title)
        .collect();
    let names = StoredValue::new(names);
    let rows = StoredValue::new(rows);
    let common = StoredValue::new(common);
    let screen = RwSignal::new(screen);
    Effect::new(move |_| choosing.take_over());
    Effect::new(move |_| {
        if let (Some(code), Some(Some(hierarchy))) = (choosing.chosen.get(), positions.get()) {
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
    view! {
        <form class="move-screen" method="get" action=routes::MOVE_CONFIRM on:submit=move |event| if choosing.scripted.get_untracked() { event.prevent_default() }>
            <div class="move-choose">
                <Tools choosing />
                {(!everywhere.is_empty())
                    .then(|| {
                        view! {
                            <Note tone=None glyph=Glyph::Notice>
                                {words.say(Phrase::Wherever)}
                                <ul>
                                    {everywhere.into_iter().map(|text| view! { <li><Prose text /></li> }).collect_view()}
                                </ul>
                                {words.say(Phrase::CountsOnTop)}
                            </Note>
                        }
                    })}
                <DestinationList rows names choosing />
            </div>
            <WhatHappens judged names choosing positions />
        </form>
        <ConfirmDialog open=choosing.asking wish=Signal::derive(move || choosing.wish()) />
    }
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
            <button class="button" formaction=routes::MOVE hidden=move || choosing.scripted.get()>
                {words.say(Phrase::Apply)}
            </button>
        </div>
    }
}

#[component]
fn WhatHappens(
    judged: Memo<Option<Judged>>,
    names: StoredValue<Names>,
    choosing: Choosing,
    positions: Positions,
) -> impl IntoView {
    let words = use_words();
    view! {
        <aside class="move-consequences" id="what-happens" aria-labelledby="what-happens-title">
            <div class="panel">
                <div class="panel-head">
                    <h2 id="what-happens-title">{words.say(Phrase::WhatHappens)}</h2>
                    <Badge tone=Tone::Grey text=words.said(Phrase::NothingChangedYet) />
                </div>
                <div class="panel-body consequences stack" tabindex="0" role="group" aria-labelledby="what-happens-title">
                    <Transition fallback=|| ()>
                        {move || Suspend::new(async move {
                            positions
                                .await
                                .filter(|hierarchy| !hierarchy.nodes.is_empty())
                                .map(|hierarchy| view! { <PositionChoice hierarchy value=choosing.position /> })
                        })}
                    </Transition>
                    {move || match judged.get() {
                        Some(judged) => view! { <Consequences judged names /> }.into_any(),
                        None => view! { <p class="muted">{words.say(Phrase::ChooseFirst)}</p> }.into_any(),
                    }}
                </div>
            </div>
            <Bar judged names choosing />
        </aside>
    }
}

#[component]
fn Bar(
    judged: Memo<Option<Judged>>,
    names: StoredValue<Names>,
    choosing: Choosing,
) -> impl IntoView {
    let words = use_words();
    let is_off = move || {
        choosing.scripted.get()
            && judged.with(|judged| {
                judged
                    .as_ref()
                    .is_none_or(|judged| judged.plan.is_blocked())
            })
    };
    let name = move |judged: &Judged| {
        names.with_value(|names| names.organization(&judged.plan.destination).to_owned())
    };
    let why = move || {
        judged.with(|judged| match judged {
            None => words.said(Phrase::ChooseToContinue),
            Some(judged) => words.speech().cannot_choose(&name(judged)),
        })
    };
    view! {
        <div class="selection-bar move-bar">
            <div class="selection-bar-text" aria-live="polite">
                {move || {
                    judged
                        .get()
                        .map(|judged| {
                            view! {
                                <strong>
                                    <bdi>{name(&judged)}</bdi>
                                </strong>
                                <VerdictBadge verdict=judged.on_top warnings=judged.warnings() />
                            }
                        })
                }}
                <Show when=is_off>
                    <Why id=WHY text=Signal::derive(why) />
                </Show>
            </div>
            <div class="selection-bar-actions">
                <a class="button move-jump" href="#what-happens" rel="external">
                    {words.say(Phrase::SeeWhatHappens)}
                </a>
                <a class="button move-cancel" href=routes::PROFILE>
                    {words.say(Phrase::Cancel)}
                </a>
                <Button
                    look=Look::Primary
                    size=Size::Ordinary
                    kind=ButtonKind::Submit
                    off=Signal::derive(is_off)
                    why=WHY
                    on_press=move |_| choosing.asking.set(choosing.scripted.get_untracked())
                >
                    {words.say(Phrase::Ok)}
                </Button>
            </div>
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

//! Move to Organization: the list that narrows while one types, and beside it what each choice would mean.
//!
//! Without scripts the list is a form of radio buttons: narrowing and sorting load the page anew, OK
//! leads to the confirmation as a page of its own. With scripts nothing is asked of the server until OK,
//! but the positions of the organization chosen.

use super::PageTitle;
use super::consequences::{Consequences, Judged, judge};
use super::dialog::ConfirmDialog;
use crate::api::user_move::{MoveFacts, Wish, move_screen, positions_of};
use crate::components::{
    Listed, Order, PositionChoice, Refusal, VerdictBadge, Waiting, destinations, in_order, narrowed,
};
use crate::routes::{self, query};
use crate::ui::{
    Badge, Button, ButtonKind, Crumbs, Field, Glyph, House, Look, Note, Page, PageState, Prose,
    SearchInput, Select, Size, StateKind, Tone, Why,
};
use crate::words::{Names, Phrase, Words, use_words};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use rehome_domain::ids::OrganizationCode;
use rehome_domain::organization::Hierarchy;
use rehome_domain::user_move::verdicts::Verdicts;
use rehome_domain::user_move::{ActAs, Finding, MoveRequest, verdicts};

/// How many rows are shown at first, and how many more each time.
const WINDOW: usize = 50;
const WHY: &str = "why-ok";
const LIST: &str = "organizations";

/// What the reader has typed and chosen so far; the address says what at first.
#[derive(Clone, Copy)]
struct Choosing {
    chosen: RwSignal<Option<OrganizationCode>>,
    position: RwSignal<String>,
    text: RwSignal<String>,
    sort: RwSignal<String>,
    shown: RwSignal<usize>,
    /// Whether scripts run here; false on the server and in the first picture of the browser.
    scripted: RwSignal<bool>,
    asking: RwSignal<bool>,
}

impl Choosing {
    fn from_address() -> Self {
        let asked = use_query_map().get_untracked();
        let shown = asked
            .get(query::SHOWN)
            .and_then(|shown| shown.parse().ok())
            .unwrap_or(WINDOW)
            .max(WINDOW);
        let choosing = Self {
            chosen: RwSignal::new(
                asked
                    .get(query::DESTINATION)
                    .filter(|code| !code.is_empty())
                    .map(OrganizationCode::from),
            ),
            position: RwSignal::new(
                asked
                    .get(query::POSITION)
                    .unwrap_or_else(|| query::POSITION_REMEMBERED.to_owned()),
            ),
            text: RwSignal::new(asked.get(query::TEXT).unwrap_or_default()),
            sort: RwSignal::new(
                Order::from_name(&asked.get(query::SORT).unwrap_or_default())
                    .name()
                    .to_owned(),
            ),
            shown: RwSignal::new(shown),
            scripted: RwSignal::new(false),
            asking: RwSignal::new(false),
        };
        Effect::new(move |_| choosing.scripted.set(true));
        choosing
    }

    fn choose(self, code: OrganizationCode) {
        self.position.set(query::POSITION_REMEMBERED.to_owned());
        self.chosen.set(Some(code));
    }

    fn wish(self) -> Option<Wish> {
        let position = routes::position_asked(Some(&self.position.get()));
        self.chosen.get().map(|destination| Wish {
            destination,
            position,
        })
    }
}

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
        <Suspense fallback=Waiting>
            {move || Suspend::new(async move {
                match answer.await {
                    Ok(screen) => view! { <Shown screen choosing positions /> }.into_any(),
                    Err(error) => view! { <Refusal error /> }.into_any(),
                }
            })}
        </Suspense>
    }
}

/// Everything that is judged once, when the page opens.
struct Opened {
    names: Names,
    rows: Vec<Listed>,
    common: Vec<Finding>,
}

fn open(screen: &MoveFacts, words: Words) -> Opened {
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
    let rows = destinations(&screen.snapshot, &judged, &names, words);
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
    } = open(&screen, words);
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
        .map(|finding| words.speech().finding(&finding.kind, &names).title)
        .collect();
    let names = StoredValue::new(names);
    let rows = StoredValue::new(rows);
    let common = StoredValue::new(common);
    let screen = RwSignal::new(screen);
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
                                <Prose text=words.speech().wherever(&everywhere) />
                            </Note>
                        }
                    })}
                <List rows choosing />
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

#[component]
fn List(rows: StoredValue<Vec<Listed>>, choosing: Choosing) -> impl IntoView {
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
                        rows.with_value(|rows| rows.get(index).cloned()).map(|row| view! { <Row row choosing /> }).into_any()
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

#[component]
fn Row(row: Listed, choosing: Choosing) -> impl IntoView {
    let code = row.code.clone();
    let is_chosen = {
        let code = code.clone();
        move || {
            choosing
                .chosen
                .with(|chosen| chosen.as_ref() == Some(&code))
        }
    };
    let checked = is_chosen();
    view! {
        <label class="choice">
            <input
                type="radio"
                name=query::DESTINATION
                value=code.to_string()
                checked=checked
                prop:checked=is_chosen
                on:change=move |_| choosing.choose(code.clone())
            />
            <House name=row.name.clone() />
            <span>
                <bdi class="choice-name">{row.name}</bdi>
                <span class="choice-more">
                    {row.above.map(|above| view! { <bdi>{above}</bdi> })}
                    {row.reason.map(|reason| view! { " · " <Prose text=reason /> })}
                </span>
            </span>
            <VerdictBadge verdict=row.verdict warnings=row.warnings />
        </label>
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
    use rehome_domain::organization::{Organization, OrganizationKind};
    use rehome_domain::time::Timestamp;
    use rehome_domain::user_move::{DestinationVerdict, Snapshot, Verdict};

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
        destinations(&snapshot, &judged, &Names::default(), Words::default())
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

    #[test]
    fn a_reader_who_is_not_in_the_facts_has_nothing_to_choose() {
        let screen = MoveFacts {
            snapshot: Snapshot::default(),
            actor: rehome_domain::user_move::Actor::new("dana"),
            now: Timestamp(0),
        };
        assert_eq!(open(&screen, Words::default()).rows, []);
    }
}

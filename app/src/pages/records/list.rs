//! The moves with an end in the reader's view: who went where, and every move.

use super::filters::{Chips, ChoiceField, Filter, FilterForm, TextField, in_words, on, told_of};
use super::flow::WhoWentWhere;
use super::{Doer, Moment, StateBadge};
use crate::api::records::{MoveList, MoveRow, MoveState, MoveWay, MovesAsked, ask_moves};
use crate::api::session::OfficeView;
use crate::pages::PageTitle;
use crate::pages::answer::{Refusal, Waiting};
use crate::pages::office::ask_in_office;
use crate::routes::{self, records_query as query};
use crate::ui::{
    Cell, Column, Glyph, Head, Icon, MarkSize, Page, PageState, Pager, Person, Stack, StateKind,
    TableBox,
};
use crate::words::{OfficePhrase, RecordPhrase as P, Words, use_words};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

fn asked_of(map: &leptos_router::params::ParamsMap) -> MovesAsked {
    let get = |name: &str| map.get(name).unwrap_or_default();
    MovesAsked {
        person: get(query::PERSON),
        actor: get(query::ACTOR),
        organization: get(query::ORGANIZATION),
        from: get(query::FROM),
        to: get(query::TO),
        state: get(query::STATE),
        way: get(query::WAY),
        cursor: get(query::CURSOR),
    }
}

const STATES: [(&str, P); 3] = [
    (state(MoveState::Done), P::Done),
    (state(MoveState::Undone), P::Undone),
    (state(MoveState::Undo), P::Undo),
];
const WAYS: [(&str, P); 3] = [
    (way(MoveWay::Oneself), P::WaySelf),
    (way(MoveWay::Operator), P::WayOperator),
    (way(MoveWay::File), P::WayFile),
];

const fn state(state: MoveState) -> &'static str {
    state.as_str()
}

const fn way(way: MoveWay) -> &'static str {
    way.as_str()
}

/// The filters as they stand in the address.
fn filters(asked: &MovesAsked, words: Words) -> [Filter; 7] {
    let states = in_words(words, &STATES);
    let ways = in_words(words, &WAYS);
    [
        Filter::new(query::PERSON, &asked.person, words.say(P::Person)),
        Filter::new(
            query::ORGANIZATION,
            &asked.organization,
            words.say(P::Organization),
        ),
        Filter::new(query::ACTOR, &asked.actor, words.say(P::MovedBy)),
        Filter::new(query::FROM, &asked.from, words.say(P::FromDay)),
        Filter::new(query::TO, &asked.to, words.say(P::ToDay)),
        Filter::new(query::STATE, &asked.state, words.say(OfficePhrase::State))
            .told(told_of(&states, &asked.state)),
        Filter::new(query::WAY, &asked.way, words.say(P::Way)).told(told_of(&ways, &asked.way)),
    ]
}

/// The page.
#[component]
pub(crate) fn Moves() -> impl IntoView {
    let map = use_query_map();
    let asked = Memo::new(move |_| map.with(asked_of));
    let answer = ask_in_office(
        move || asked.get(),
        |acting_in, asked| ask_moves(acting_in, Some(asked)),
    );
    view! {
        <PageTitle phrase=P::Moves />
        <Transition fallback=Waiting>
            {move || Suspend::new(async move {
                match answer.await {
                    Ok((office, list)) => view! { <Shown office list asked=asked.get_untracked() /> }.into_any(),
                    Err(error) => view! { <Refusal error /> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn Shown(office: OfficeView, list: MoveList, asked: MovesAsked) -> impl IntoView {
    let words = use_words();
    let filters = filters(&asked, words).to_vec();
    let acting_in = office.acting_in.code.to_string();
    let exported = on(&filters).into_iter().map(|(name, value)| match name {
        query::PERSON => ("user", value),
        other => (other, value),
    });
    let fields = [("acting_in", acting_in.as_str()), ("as", "operator")];
    let export = routes::exported("/moves/export", fields.into_iter().chain(exported));
    let is_first = asked.cursor.is_empty();
    let has_filter = !on(&filters).is_empty();
    let MoveList {
        rows,
        cursor,
        names_nobody,
        flows,
    } = list;
    let next = cursor.map(|cursor| {
        let mut fields = on(&filters);
        fields.push((query::CURSOR, &cursor));
        routes::moves(fields)
    });
    let first = (!is_first).then(|| routes::moves(on(&filters)));
    view! {
        <Page dense=true>
            <div class="page-head">
                <div class="page-head-text">
                    <h1>{words.say(P::Moves)}</h1>
                    <p class="lead">{words.say(P::MovesLead)}</p>
                </div>
                <div class="page-head-actions">
                    <a class="button" href=export download="moves.csv" rel="external">
                        <Icon glyph=Glyph::Download />
                        {words.say(P::ExportCsv)}
                    </a>
                </div>
            </div>
            <Filters filters=filters.clone() />
            <Chips filters=filters.clone() address=|fields| routes::moves(fields) />
            <WhoWentWhere flows />
            {if rows.is_empty() {
                view! { <Nothing names_nobody has_filter next /> }.into_any()
            } else {
                view! { <Every rows first next /> }.into_any()
            }}
        </Page>
    }
}

#[component]
fn Filters(filters: Vec<Filter>) -> impl IntoView {
    let words = use_words();
    let Ok([person, organization, actor, from, to, state, way]) = <[Filter; 7]>::try_from(filters)
    else {
        return ().into_any();
    };
    view! {
        <FilterForm action=routes::MOVES label=words.said(P::FilterMoves)>
            <TextField id="person" filter=person hint=Some(words.say(P::PersonHint)) />
            <TextField id="organization" filter=organization hint=Some(words.say(P::OrganizationHint)) />
            <TextField id="actor" filter=actor hint=Some(words.say(P::PersonHint)) />
            <TextField id="from" filter=from kind="date" />
            <TextField id="to" filter=to kind="date" />
            <ChoiceField id="state" filter=state options=in_words(words, &STATES) />
            <ChoiceField id="way" filter=way options=in_words(words, &WAYS) />
        </FilterForm>
    }
    .into_any()
}

/// Nothing to list: nothing yet, nothing that matches, or nothing among what was looked at.
#[component]
pub(super) fn Nothing(
    names_nobody: bool,
    has_filter: bool,
    #[prop(optional_no_strip)] next: Option<String>,
    #[prop(default = (P::NoMoves, P::NoMovesText))] none: (P, P),
) -> impl IntoView {
    let words = use_words();
    let (title, text) = match (names_nobody, &next, has_filter) {
        (true, ..) => (
            words.said(P::NobodyOfThatName),
            words.said(P::NobodyOfThatNameText),
        ),
        (_, Some(_), _) => (words.said(P::NothingSoFar), words.said(P::NothingSoFarText)),
        (_, None, true) => (
            words.said(OfficePhrase::NothingMatches),
            words.said(OfficePhrase::NothingMatchesText),
        ),
        (_, None, false) => (words.said(none.0), words.said(none.1)),
    };
    view! {
        <PageState kind=StateKind::Empty title text>
            {next
                .map(|next| {
                    view! {
                        <a class="button" href=next rel="next">
                            {words.say(P::LookFurtherBack)}
                        </a>
                    }
                })}
        </PageState>
    }
}

#[component]
fn Every(
    rows: Vec<MoveRow>,
    #[prop(optional_no_strip)] first: Option<String>,
    #[prop(optional_no_strip)] next: Option<String>,
) -> impl IntoView {
    let words = use_words();
    let count = words.speech().moves_shown(rows.len() as u64);
    let first = first.map(|first| (words.said(OfficePhrase::FirstPage), first));
    let next = next.map(|next| (words.said(OfficePhrase::NextPage), next));
    view! {
        <section class="panel" aria-labelledby="every-move">
            <div class="panel-head">
                <h2 id="every-move">{words.say(P::EveryMove)}</h2>
            </div>
            <TableBox
                caption=words.said(P::Moves)
                stack=Stack::Wide
                heads=view! {
                    <Head words=words.said(OfficePhrase::Who) />
                    <Head words=words.said(P::SourceColumn) />
                    <Head words=words.said(P::DestinationColumn) />
                    <Head words=words.said(P::By) />
                    <Head words=words.said(OfficePhrase::When) />
                    <Head words=words.said(P::Reason) column=Column::Optional />
                    <Head words=words.said(OfficePhrase::State) />
                }
                    .into_any()
                foot=Some(view! { <Pager count first next /> }.into_any())
            >
                {rows.into_iter().map(|row| view! { <Row row /> }).collect_view()}
            </TableBox>
        </section>
    }
}

#[component]
fn Row(row: MoveRow) -> impl IntoView {
    let words = use_words();
    let name = row.name.to_string();
    let name_of = name.clone();
    let with = row.family.len() as u64;
    let place = |place: crate::api::session::Place| {
        Some(view! { <bdi>{place.name.to_string()}</bdi> }.into_any())
    };
    let by = view! {
        <Doer by=row.by />
        {(row.way == MoveWay::File).then(|| view! { <span class="who-more">{words.say(P::WayFile)}</span> })}
    };
    view! {
        <tr>
            <th scope="row">
                <span class="who">
                    <Person name=name.clone() size=MarkSize::Small other=true />
                    <span class="who-text">
                        <a class="who-name" href=routes::user_move(&row.id)>
                            <bdi>{name}</bdi>
                        </a>
                        {row
                            .copy
                            .map(|copy| {
                                let told = words.speech().copied(&name_of, copy.original.as_deref());
                                view! { <span class="who-more">{told}</span> }
                            })}
                        {(with > 0).then(|| view! { <span class="who-more">{words.speech().with_dependents(with)}</span> })}
                    </span>
                </span>
            </th>
            <Cell label=words.said(P::SourceColumn) content=place(row.from) />
            <Cell label=words.said(P::DestinationColumn) content=place(row.to) />
            <Cell label=words.said(P::By) content=Some(by.into_any()) />
            <Cell label=words.said(OfficePhrase::When) content=Some(view! { <Moment at=row.at /> }.into_any()) />
            <Cell
                label=words.said(P::Reason)
                column=Column::Optional
                content=row.reason.map(|reason| view! { <bdi>{reason}</bdi> }.into_any())
            />
            <Cell label=words.said(OfficePhrase::State) content=Some(view! { <StateBadge state=row.state /> }.into_any()) />
        </tr>
    }
}

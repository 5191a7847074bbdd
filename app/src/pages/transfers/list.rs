//! The transfers in view, the latest first.

use super::state::StateMark;
use crate::api::answer::ask;
use crate::api::transfers::{TransferPage, TransferShown, transfer_list};
use crate::pages::PageTitle;
use crate::pages::answer::{Refusal, Waiting};
use crate::routes::{self, users_query};
use crate::ui::{Cell, Column, Head, Page, PageState, StateKind, TableBox};
use crate::words::{OfficePhrase, TransferPhrase as P, use_words};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// The page.
#[component]
pub(crate) fn Transfers() -> impl IntoView {
    let query = use_query_map();
    let after = Memo::new(move |_| query.with(|query| query.get(users_query::AFTER)));
    let answer = ask(move || after.get(), transfer_list);
    view! {
        <PageTitle phrase=P::Title />
        <Transition fallback=Waiting>
            {move || Suspend::new(async move {
                match answer.await {
                    Err(error) => view! { <Refusal error /> }.into_any(),
                    Ok(page) => view! { <List page /> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn List(page: TransferPage) -> impl IntoView {
    let words = use_words();
    let heads = view! {
        <Head words=words.said(P::Of) />
        <Head words=words.said(P::FromAccount) />
        <Head words=words.said(P::ToAccount) />
        <Head words=words.said(OfficePhrase::State) />
        <Head words=words.said(P::Moved) column=Column::Number />
        <Head words=words.said(P::Ordered) />
    }
    .into_any();
    let next = page.cursor.map(|cursor| {
        view! {
            <p class="row">
                <a class="button" href=routes::transfers_after(&cursor)>
                    {words.say(OfficePhrase::NextPage)}
                </a>
            </p>
        }
    });
    let content = if page.items.is_empty() {
        view! { <PageState kind=StateKind::Empty title=words.said(P::NoTransfers) /> }.into_any()
    } else {
        let rows = page.items.into_iter().map(|shown| view! { <Row shown /> });
        view! {
            <TableBox caption=words.said(P::Title) heads>
                {rows.collect_view()}
            </TableBox>
        }
        .into_any()
    };
    view! {
        <Page dense=true>
            <div class="page-head">
                <div class="page-head-text">
                    <h1>{words.say(P::Title)}</h1>
                    <p class="lead">{words.say(P::Lead)}</p>
                </div>
            </div>
            {content}
            {next}
        </Page>
    }
}

#[component]
fn Row(shown: TransferShown) -> impl IntoView {
    let words = use_words();
    let now = shown.now;
    let progress = now.progress;
    let arrived = format!(
        "{} / {}",
        words.number(progress.moved),
        words.number(progress.planned)
    );
    let name = |name: &str| view! { <bdi>{name.to_owned()}</bdi> }.into_any();
    let state = view! { <StateMark state=now.state /> }.into_any();
    let ordered = now.ordered.map(|at| words.moment(at).into_any());
    view! {
        <tr data-transfer-row=now.id.clone()>
            <th scope="row">
                <a href=routes::transfer(&now.id)>
                    <bdi>{shown.subject.name.to_string()}</bdi>
                </a>
            </th>
            <Cell label=words.said(P::FromAccount) content=Some(name(&shown.source.name)) />
            <Cell label=words.said(P::ToAccount) content=Some(name(&shown.destination.name)) />
            <Cell label=words.said(OfficePhrase::State) content=Some(state) />
            <Cell label=words.said(P::Moved) column=Column::Number content=Some(arrived.into_any()) />
            <Cell label=words.said(P::Ordered) content=ordered />
        </tr>
    }
}

//! Provisioning: the accounts and services an operator looks after that are not as they should be.

use super::state::{StateMark, about};
use crate::api::services::{OutsideJob, OutsideJobs, outside_list};
use crate::pages::PageTitle;
use crate::pages::answer::{Refusal, Waiting};
use crate::pages::office::ask_in_office;
use crate::routes::{self, provisioning_query, users_query};
use crate::ui::{Cell, Head, Page, Panel, TableBox};
use crate::words::{OfficePhrase, Phrase, ServicePhrase, use_words};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use rehome_domain::hosting::Provisioning;

/// The states there is a way to, and their words.
const STATES: [(Provisioning, Phrase); 4] = [
    (Provisioning::Failed, Phrase::ProvisioningFailed),
    (Provisioning::Requested, Phrase::Requested),
    (Provisioning::InProgress, Phrase::InProgress),
    (Provisioning::Pending, Phrase::PendingChanges),
];

/// The page.
#[component]
pub(crate) fn ProvisioningJobs() -> impl IntoView {
    let query = use_query_map();
    let asked = Memo::new(move |_| {
        query.with(|query| {
            let status = query.get(provisioning_query::STATUS);
            let status = status.and_then(|name| Provisioning::from_name(&name));
            (status, query.get(users_query::AFTER))
        })
    });
    let answer = ask_in_office(
        move || asked.get(),
        |acting_in, (status, after)| outside_list(acting_in, status, after),
    );
    view! {
        <PageTitle phrase=ServicePhrase::Jobs />
        <Transition fallback=Waiting>
            {move || Suspend::new(async move {
                match answer.await {
                    Err(error) => view! { <Refusal error /> }.into_any(),
                    Ok((_, page)) => view! { <List page status=asked.get_untracked().0 /> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn List(page: OutsideJobs, status: Option<Provisioning>) -> impl IntoView {
    let words = use_words();
    let ways = std::iter::once((None, words.said(ServicePhrase::Open))).chain(
        STATES
            .into_iter()
            .map(|(state, phrase)| (Some(state), words.said(phrase))),
    );
    let ways = ways.map(|(state, text)| {
        view! {
            <a class="button" href=routes::provisioning(state, None) aria-current=(state == status).then_some("true")>
                {text}
            </a>
        }
    });
    let ways = ways.collect_view();
    let heads = view! {
        <Head words=words.said(ServicePhrase::Person) />
        <Head words=words.said(ServicePhrase::What) />
        <Head words=words.said(OfficePhrase::State) />
        <Head words=words.said(ServicePhrase::Organization) />
        <Head words=words.said(OfficePhrase::When) />
    }
    .into_any();
    let is_empty = page.jobs.is_empty();
    let next = page.next.map(|cursor| {
        view! {
            <p class="row">
                <a class="button" href=routes::provisioning(status, Some(&cursor))>
                    {words.say(OfficePhrase::NextPage)}
                </a>
            </p>
        }
    });
    let rows = page.jobs.into_iter().map(|job| view! { <Row job /> });
    let rows = rows.collect_view();
    let content = if is_empty {
        view! {
            <Panel id="provisioning-none" title=words.said(ServicePhrase::Jobs)>
                <p class="muted">{words.say(ServicePhrase::NoJobs)}</p>
            </Panel>
        }
        .into_any()
    } else {
        view! {
            <TableBox caption=words.said(ServicePhrase::Jobs) heads>
                {rows}
            </TableBox>
        }
        .into_any()
    };
    view! {
        <Page dense=true>
            <div class="page-head">
                <div class="page-head-text">
                    <h1>{words.say(ServicePhrase::Jobs)}</h1>
                    <p class="lead">{words.say(ServicePhrase::JobsText)}</p>
                </div>
            </div>
            <nav class="row" aria-label=words.say(OfficePhrase::State)>
                {ways}
            </nav>
            {content}
            {next}
        </Page>
    }
}

#[component]
fn Row(job: OutsideJob) -> impl IntoView {
    let words = use_words();
    let what = about(&job, words);
    let status = job.status;
    let state = view! { <StateMark status /> }.into_any();
    let place = job.organization.name.to_string();
    view! {
        <tr data-status=status.as_str()>
            <th scope="row">
                <a href=routes::provisioning_job(&job.id)>
                    <bdi>{job.person.name.to_string()}</bdi>
                </a>
            </th>
            <Cell label=words.said(ServicePhrase::What) content=Some(view! { <bdi>{what}</bdi> }.into_any()) />
            <Cell label=words.said(OfficePhrase::State) content=Some(state) />
            <Cell label=words.said(ServicePhrase::Organization) content=Some(view! { <bdi>{place}</bdi> }.into_any()) />
            <Cell label=words.said(OfficePhrase::When) content=Some(words.moment(job.ordered).into_any()) />
        </tr>
    }
}

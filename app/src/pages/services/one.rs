//! One account or service outside: its state, its cause, everything that happened, and what can be done.

use super::choice::Offered;
use super::deeds::Deeds;
use super::forwards::Forwards;
use super::state::{CauseTold, StateMark, about, happened};
use crate::api::ApiError;
use crate::api::services::{DeedAsked, OutsideJob, outside_act, outside_one};
use crate::forms::RefusalNote;
use crate::pages::PageTitle;
use crate::pages::answer::{Refusal, Waiting};
use crate::pages::office::ask_in_office;
use crate::routes;
use crate::ui::{Crumbs, Page, Panel};
use crate::words::{OfficePhrase, Phrase, ServicePhrase, use_words};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use rehome_domain::ids::OrganizationCode;

/// The page.
#[component]
pub(crate) fn ProvisioningJob() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.get().get("job").unwrap_or_default());
    let answer = ask_in_office(move || id.get(), outside_one);
    view! {
        <PageTitle phrase=ServicePhrase::Jobs />
        <Transition fallback=Waiting>
            {move || Suspend::new(async move {
                match answer.await {
                    Err(error) => view! { <Refusal error /> }.into_any(),
                    Ok((office, job)) => {
                        view! { <Shown job acting_in=office.acting_in.code /> }.into_any()
                    }
                }
            })}
        </Transition>
    }
}

#[component]
fn Shown(job: OutsideJob, acting_in: OrganizationCode) -> impl IntoView {
    let words = use_words();
    let title = format!("{} · {}", job.person.name, about(&job, words));
    let person = routes::user(&job.person.id);
    let name = job.person.name.to_string();
    let job = RwSignal::new(job);
    let refused = RwSignal::new(None::<ApiError>);
    let here = StoredValue::new(acting_in);
    let act = Action::new(move |asked: &DeedAsked| {
        let asked = asked.clone();
        async move {
            let id = job.with_untracked(|job| job.id.clone());
            match outside_act(here.get_value(), id, asked).await {
                Ok(found) => {
                    refused.set(None);
                    job.set(found);
                }
                Err(error) => refused.set(Some(error)),
            }
        }
    });
    let on_deed = Callback::new(move |asked: DeedAsked| {
        act.dispatch(asked);
    });
    let busy = act.pending();
    view! {
        <Page dense=true>
            <div class="page-head">
                <div class="page-head-text">
                    <Crumbs
                        label=words.say(Phrase::YouAreHere)
                        above=vec![(routes::PROVISIONING.to_owned(), words.say(ServicePhrase::Jobs))]
                        here=words.say(ServicePhrase::Log)
                    />
                    <h1>
                        <bdi>{title}</bdi>
                    </h1>
                    <p class="lead">
                        <a href=person>
                            <bdi>{name}</bdi>
                        </a>
                    </p>
                </div>
            </div>
            {move || refused.get().map(|error| view! { <RefusalNote error /> })}
            {move || {
                let OutsideJob { status, connector, cause, tries, next, awaits_account, deeds, .. } = job.get();
                let carried = connector.unwrap_or_else(|| words.said(ServicePhrase::ByHand));
                view! {
                    <Panel id="job-state" title=words.said(OfficePhrase::State)>
                        <p>
                            <StateMark status />
                        </p>
                        <dl class="facts">
                            <dt>{words.say(ServicePhrase::Connector)}</dt>
                            <dd>
                                <bdi>{carried}</bdi>
                            </dd>
                            <dt>{words.say(ServicePhrase::Tries)}</dt>
                            <dd>{words.number(u64::from(tries))}</dd>
                            {next
                                .map(|next| {
                                    view! {
                                        <dt>{words.say(ServicePhrase::Next)}</dt>
                                        <dd>{words.moment(next)}</dd>
                                    }
                                })}
                        </dl>
                        <Forwards job=job.get() />
                        {awaits_account.then(|| view! { <p class="muted">{words.say(ServicePhrase::AwaitsAccount)}</p> })}
                        {cause.map(|cause| view! { <CauseTold cause /> })}
                        <Deeds deeds missing=Vec::new() offered=Offered::default() busy on_deed />
                    </Panel>
                }
            }}
            <Panel id="job-log" title=words.said(ServicePhrase::Log)>
                <ul class="lines">
                    {move || {
                        let events = job.with(|job| job.events.clone());
                        events
                            .into_iter()
                            .rev()
                            .map(|(at, event, detail)| {
                                view! {
                                    <li>
                                        <span class="who-text">
                                            <span class="who-name">{words.say(happened(event))}</span>
                                            {detail.map(|detail| view! { <bdi class="who-more" dir="ltr">{detail}</bdi> })}
                                        </span>
                                        <span class="small muted">{words.moment(at)}</span>
                                    </li>
                                }
                            })
                            .collect_view()
                    }}
                </ul>
            </Panel>
        </Page>
    }
}

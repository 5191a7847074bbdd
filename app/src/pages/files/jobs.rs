//! Jobs: every file the reader handed in, with how far and how fast it goes.

use super::import::state_of;
use super::looked::{Looked, Unseen};
use super::pace::Pace;
use crate::api::files::{JobPage, JobRow, jobs};
use crate::api::session::Place;
use crate::pages::PageTitle;
use crate::pages::answer::{Refusal, Waiting};
use crate::pages::office::ask_in_office;
use crate::routes::{self, users_query};
use crate::ui::{Cell, Column, Glyph, Head, Icon, Page, Panel, TableBox};
use crate::words::{FilePhrase, OfficePhrase, use_words};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use std::time::Duration;

/// How long the page waits at least before it looks at files again that are being worked on.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// The page.
#[component]
pub(crate) fn Jobs() -> impl IntoView {
    let query = use_query_map();
    let after = Memo::new(move |_| query.with(|query| query.get(users_query::AFTER)));
    let answer = ask_in_office(
        move || after.get(),
        |_, after: Option<String>| async move { jobs(after).await },
    );
    view! {
        <PageTitle phrase=FilePhrase::Jobs />
        <Transition fallback=Waiting>
            {move || Suspend::new(async move {
                match answer.await {
                    Err(error) => view! { <Refusal error /> }.into_any(),
                    Ok((office, _)) if !(office.keys.release || office.keys.edit) => {
                        view! { <Refusal error=crate::api::ErrorCode::Forbidden.into() /> }.into_any()
                    }
                    Ok((office, page)) => {
                        view! { <List page places=office.places after=after.get_untracked() /> }.into_any()
                    }
                }
            })}
        </Transition>
    }
}

#[component]
fn List(page: JobPage, places: Vec<Place>, after: Option<String>) -> impl IntoView {
    let words = use_words();
    let page = RwSignal::new(page);
    let looked = RwSignal::new(Looked::Seen);
    let next_look = StoredValue::new(None::<TimeoutHandle>);
    let stop_looking = move || {
        if let Some(Some(next)) = next_look.try_update_value(Option::take) {
            next.clear();
        }
    };
    Effect::new(move |_| {
        let is_open = page.with(|page| page.jobs.iter().any(|job| job.file.state.is_open()));
        // WHY: read whole, so that each answer sets the next look; a refusal sets none.
        let wait = looked.with(Looked::wait);
        stop_looking();
        let Some(wait) = wait.filter(|_| is_open) else {
            return;
        };
        let after = after.clone();
        let look = move || {
            leptos::task::spawn_local(async move {
                match jobs(after).await {
                    Ok(found) => {
                        looked.try_set(Looked::Seen);
                        page.try_set(found);
                    }
                    Err(error) => {
                        looked.try_update(|looked| *looked = looked.after(error));
                    }
                }
            });
        };
        next_look.set_value(set_timeout_with_handle(look, wait.max(LOOK_EVERY)).ok());
    });
    on_cleanup(stop_looking);
    let heads = move || {
        view! {
            <Head words=words.said(FilePhrase::File) />
            <Head words=words.said(OfficePhrase::State) />
            <Head words=words.said(FilePhrase::Progress) />
            <Head words=words.said(FilePhrase::Rows) column=Column::Number />
            <Head words=words.said(OfficePhrase::ActingIn) />
            <Head words=words.said(OfficePhrase::When) />
        }
        .into_any()
    };
    let places = StoredValue::new(places);
    view! {
        <Page dense=true>
            <div class="page-head">
                <div class="page-head-text">
                    <h1>{words.say(FilePhrase::Jobs)}</h1>
                    <p class="lead">{words.say(FilePhrase::JobsText)}</p>
                </div>
                <div class="page-head-actions">
                    <a class="button" href=routes::USERS_IMPORT>
                        <Icon glyph=Glyph::Upload />
                        {words.say(FilePhrase::Import)}
                    </a>
                </div>
            </div>
            <Unseen looked />
            {move || {
                // WHY here: the table reads its rows where nothing is tracked.
                let jobs = page.get().jobs;
                if jobs.is_empty() {
                    return view! {
                        <Panel id="jobs-none" title=words.said(FilePhrase::Jobs)>
                            <p class="muted">{words.say(FilePhrase::JobsEmpty)}</p>
                        </Panel>
                    }
                        .into_any();
                }
                view! {
                    <TableBox caption=words.said(FilePhrase::Jobs) heads=heads()>
                        {jobs
                            .into_iter()
                            .map(|job| {
                                let name = places
                                    .with_value(|places| {
                                        places.iter().find(|place| place.code == job.acting_in).map(|place| place.name.to_string())
                                    });
                                view! { <Job job place=name /> }
                            })
                            .collect_view()}
                    </TableBox>
                }
                    .into_any()
            }}
            {move || {
                page.with(|page| page.next.clone())
                    .map(|next| {
                        view! {
                            <p class="row">
                                <a class="button" href=routes::jobs_after(&next)>
                                    {words.say(OfficePhrase::NextPage)}
                                </a>
                            </p>
                        }
                    })
            }}
        </Page>
    }
}

#[component]
fn Job(job: JobRow, place: Option<String>) -> impl IntoView {
    let words = use_words();
    let JobRow {
        file,
        acting_in,
        progress,
    } = job;
    let state = words.said(state_of(&file));
    let all = file.rows;
    let progress = progress.map(|(done, pace)| {
        view! { <Pace rows=Signal::stored((done, all)) pace=Signal::stored(Some(pace)) /> }
            .into_any()
    });
    let place = place.unwrap_or_else(|| acting_in.to_string());
    let rows = words.number(u64::from(all));
    view! {
        <tr data-job=format!("{:?}", file.state)>
            <th scope="row">
                <a href=routes::import_file(&file.id)>
                    <bdi>{file.file_name}</bdi>
                </a>
            </th>
            <Cell label=words.said(OfficePhrase::State) content=Some(state.into_any()) />
            <Cell label=words.said(FilePhrase::Progress) content=progress />
            <Cell label=words.said(FilePhrase::Rows) column=Column::Number content=Some(rows.into_any()) />
            <Cell label=words.said(OfficePhrase::ActingIn) content=Some(view! { <bdi>{place}</bdi> }.into_any()) />
            <Cell label=words.said(OfficePhrase::When) content=Some(words.moment(file.created).into_any()) />
        </tr>
    }
}

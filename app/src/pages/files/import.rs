//! Import users: the form that hands a file in, what is wrong with one that was refused, and the latest files.

use super::one::OneFile;
use crate::api::files::{
    FilePage, FileShow, FileState, FileSummary, FileView, file, file_rows, files,
};
use crate::pages::PageTitle;
use crate::pages::answer::{Refusal, Waiting};
use crate::pages::office::ask_in_office;
use crate::routes::{self, faults_of, import_query};
use crate::ui::{
    Cell, Column, Crumbs, Field, Glyph, Head, Icon, Note, Page, Panel, TableBox, Tone,
};
use crate::words::{FilePhrase, OfficePhrase, PeoplePhrase, Phrase, use_words};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use rehome_domain::ids::OrganizationCode;
use serde::{Deserialize, Serialize};

/// What the page shows: the latest files, or one of them.
#[derive(Clone, Debug, Serialize, Deserialize)]
enum Shown {
    Latest(Vec<FileSummary>),
    One(Box<(FileView, FilePage)>),
}

/// The page.
#[component]
pub(crate) fn Import() -> impl IntoView {
    let query = use_query_map();
    let asked = Memo::new(move |_| query.with(|query| query.get(import_query::FILE)));
    let answer = ask_in_office(
        move || asked.get(),
        |acting_in, id: Option<String>| async move {
            let Some(id) = id else {
                return files(acting_in).await.map(Shown::Latest);
            };
            let found = file(id.clone()).await?;
            let rows = file_rows(id, FileShow::All, None).await?;
            Ok(Shown::One(Box::new((found, rows))))
        },
    );
    view! {
        <PageTitle phrase=FilePhrase::ImportUsers />
        <Transition fallback=Waiting>
            {move || Suspend::new(async move {
                match answer.await {
                    Err(error) => view! { <Refusal error /> }.into_any(),
                    Ok((office, _)) if !(office.keys.release || office.keys.edit) => {
                        view! { <Refusal error=crate::api::ErrorCode::Forbidden.into() /> }.into_any()
                    }
                    Ok((office, Shown::Latest(latest))) => {
                        let faults = query.with_untracked(|query| query.get_all(import_query::FAULT).unwrap_or_default());
                        view! { <HandIn acting_in=office.acting_in.code latest faults /> }.into_any()
                    }
                    Ok((_, Shown::One(found))) => {
                        let (found, rows) = *found;
                        view! { <OneFile found rows /> }.into_any()
                    }
                }
            })}
        </Transition>
    }
}

/// The words of a state.
pub(super) fn state_of(file: &FileSummary) -> FilePhrase {
    match (file.state, file.is_plan) {
        (FileState::Draft, _) => FilePhrase::StateJudged,
        (FileState::Queued, _) => FilePhrase::StateQueued,
        (FileState::Running, true) => FilePhrase::StateJudging,
        (FileState::Running, false) => FilePhrase::StateRunning,
        (FileState::Completed, _) => FilePhrase::StateCompleted,
        (FileState::CompletedWithErrors, _) => FilePhrase::StateCompletedWithErrors,
        (FileState::Failed, _) => FilePhrase::StateFailed,
        (FileState::Cancelled, _) => FilePhrase::StateCancelled,
    }
}

#[component]
fn HandIn(
    acting_in: OrganizationCode,
    latest: Vec<FileSummary>,
    faults: Vec<String>,
) -> impl IntoView {
    let words = use_words();
    let above = vec![(routes::USERS.to_owned(), words.say(PeoplePhrase::Users))];
    let faults = faults_of(faults.iter().map(String::as_str));
    view! {
        <Page dense=true>
            <div class="page-head">
                <div class="page-head-text">
                    <Crumbs label=words.say(Phrase::YouAreHere) above here=words.say(FilePhrase::Import) />
                    <h1>{words.say(FilePhrase::ImportUsers)}</h1>
                    <p class="lead">{words.say(FilePhrase::ImportText)}</p>
                </div>
            </div>
            <div class="stack" data-gap="wide">
                {(!faults.is_empty()).then(|| view! { <Faults faults /> })}
                <Panel id="import-form" title=words.said(FilePhrase::File)>
                    <form class="stack" method="post" action=routes::USERS_IMPORT enctype="multipart/form-data">
                        <input type="hidden" name=import_query::ACTING_IN value=acting_in.to_string() />
                        <Field id="import-file" label=words.said(FilePhrase::File) hint=Some(words.said(FilePhrase::FileHint))>
                            <input
                                class="input"
                                id="import-file"
                                type="file"
                                name=import_query::FILE
                                accept=".csv,.json,.yaml,.yml,text/csv,application/json"
                                aria-describedby="import-file-hint"
                                required
                            />
                        </Field>
                        <div class="row">
                            <button class="button" type="submit" data-look="primary">
                                <Icon glyph=Glyph::Upload />
                                {words.say(FilePhrase::Upload)}
                            </button>
                        </div>
                    </form>
                </Panel>
                <Latest latest />
            </div>
        </Page>
    }
}

/// What is wrong with a file that was refused.
#[component]
pub(super) fn Faults(
    /// Code, line and cell of each.
    faults: Vec<(String, u32, u32)>,
) -> impl IntoView {
    let words = use_words();
    view! {
        <section class="stack" data-gap="small">
            <Note tone=Some(Tone::Red) glyph=Glyph::Blocker alert=true>
                <strong>{words.say(FilePhrase::FileRefused)}</strong>
                " "
                {words.say(FilePhrase::FileRefusedText)}
            </Note>
            <ul class="lines">
                {faults
                    .into_iter()
                    .map(|(code, line, column)| {
                        let place = (line > 0).then(|| words.speech().row_and_column(u64::from(line), u64::from(column)));
                        view! {
                            <li data-code=code.clone()>
                                <span>{words.say(FilePhrase::of_fault(&code))}</span>
                                {place.map(|place| view! { <span class="muted num">{place}</span> })}
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
        </section>
    }
}

#[component]
fn Latest(latest: Vec<FileSummary>) -> impl IntoView {
    let words = use_words();
    let heads = view! {
        <Head words=words.said(FilePhrase::File) />
        <Head words=words.said(OfficePhrase::State) />
        <Head words=words.said(FilePhrase::Row) column=Column::Number />
        <Head words=words.said(OfficePhrase::When) />
    }
    .into_any();
    view! {
        <Panel id="import-latest" title=words.said(FilePhrase::LatestFiles)>
            {if latest.is_empty() {
                view! { <p class="muted">{words.say(FilePhrase::NoFiles)}</p> }.into_any()
            } else {
                view! {
                    <TableBox caption=words.said(FilePhrase::LatestFiles) heads>
                        {latest
                            .into_iter()
                            .map(|file| {
                                let when = words.moment(file.created);
                                let state = words.said(state_of(&file));
                                view! {
                                    <tr>
                                        <th scope="row">
                                            <a href=routes::import_file(&file.id)>
                                                <bdi>{file.file_name}</bdi>
                                            </a>
                                        </th>
                                        <Cell label=words.said(OfficePhrase::State) content=Some(state.into_any()) />
                                        <Cell
                                            label=words.said(FilePhrase::Row)
                                            column=Column::Number
                                            content=Some(words.number(u64::from(file.rows)).into_any())
                                        />
                                        <Cell label=words.said(OfficePhrase::When) content=Some(when.into_any()) />
                                    </tr>
                                }
                            })
                            .collect_view()}
                    </TableBox>
                }
                    .into_any()
            }}
        </Panel>
    }
}

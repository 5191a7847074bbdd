//! Import users: the form that hands a file in, what is wrong with one that was refused, and the latest files.

use super::one::OneFile;
use crate::api::files::{
    FaultView, FaultsView, FilePage, FileShow, FileState, FileSummary, FileView, file, file_rows,
    files,
};
use crate::pages::PageTitle;
use crate::pages::answer::{Refusal, Waiting};
use crate::pages::office::ask_in_office;
use crate::routes::{self, import_query};
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
                        let fault = query.with_untracked(|query| query.get(import_query::FAULT));
                        view! { <HandIn acting_in=office.acting_in.code latest fault /> }.into_any()
                    }
                    Ok((_, Shown::One(found))) => {
                        let (found, rows) = *found;
                        match found.faults.clone() {
                            Some(faults) => view! { <RefusedFile name=found.file.file_name faults /> }.into_any(),
                            None => view! { <OneFile found rows /> }.into_any(),
                        }
                    }
                }
            })}
        </Transition>
    }
}

/// The words of a state.
pub(super) fn state_of(file: &FileSummary) -> FilePhrase {
    match (file.state, file.is_plan) {
        (FileState::Failed, _) if file.is_refused => FilePhrase::StateRefused,
        (FileState::Draft, _) => FilePhrase::StateJudged,
        (FileState::Queued, _) => FilePhrase::StateQueued,
        (FileState::Running, true) => FilePhrase::StateJudging,
        (FileState::Running, false) => FilePhrase::StateRunning,
        (FileState::Completed, _) => FilePhrase::StateCompleted,
        (FileState::CompletedWithErrors, _) => FilePhrase::StateCompletedWithErrors,
        (FileState::Failed, _) => FilePhrase::StateFailed,
        (FileState::Cancelled, _) => FilePhrase::StateCancelled,
        (FileState::Paused, _) => FilePhrase::StatePaused,
    }
}

#[component]
fn HandIn(
    acting_in: OrganizationCode,
    latest: Vec<FileSummary>,
    fault: Option<String>,
) -> impl IntoView {
    let words = use_words();
    let above = vec![(routes::USERS.to_owned(), words.say(PeoplePhrase::Users))];
    let faults = fault.map(|code| {
        let fault = FaultView {
            code,
            line: 0,
            column: 0,
            name: String::new(),
        };
        FaultsView {
            total: 1,
            faults: vec![fault],
        }
    });
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
                {faults.map(|faults| view! { <Faults faults /> })}
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
    /// The faults.
    faults: FaultsView,
) -> impl IntoView {
    let words = use_words();
    let FaultsView { total, faults } = faults;
    let more = u64::from(total).saturating_sub(faults.len() as u64);
    let place = move |fault: &FaultView| {
        let (line, column) = (u64::from(fault.line), u64::from(fault.column));
        match (fault.line, fault.name.as_str()) {
            (0, _) => None,
            (_, "") => Some(words.speech().row_and_column(line, column)),
            (_, name) => Some(words.speech().row_and_name(line, name)),
        }
    };
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
                    .map(|fault| {
                        view! {
                            <li data-code=fault.code.clone()>
                                <span>{words.say(FilePhrase::of_fault(&fault.code))}</span>
                                {place(&fault).map(|place| view! { <span class="muted num">{place}</span> })}
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
            {(more > 0).then(|| view! { <p class="muted">{words.speech().more_faults(more)}</p> })}
        </section>
    }
}

/// A file that was refused: everything that is wrong with it.
#[component]
fn RefusedFile(name: String, faults: FaultsView) -> impl IntoView {
    let words = use_words();
    let above = vec![
        (routes::USERS.to_owned(), words.say(PeoplePhrase::Users)),
        (
            routes::USERS_IMPORT.to_owned(),
            words.say(FilePhrase::Import),
        ),
    ];
    view! {
        <Page dense=true>
            <div class="page-head">
                <div class="page-head-text">
                    <Crumbs label=words.say(Phrase::YouAreHere) above here=words.say(FilePhrase::File) />
                    <h1>
                        <bdi>{name}</bdi>
                    </h1>
                </div>
                <div class="page-head-actions">
                    <a class="button" href=routes::USERS_IMPORT data-look="primary">
                        <Icon glyph=Glyph::Upload />
                        {words.say(FilePhrase::UploadAnother)}
                    </a>
                </div>
            </div>
            <Faults faults />
        </Page>
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

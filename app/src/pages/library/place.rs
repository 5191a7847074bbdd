//! One place: its way, what lies there, and what can be done.

use super::folders::{MakeFolder, RenameFolder};
use super::hand_in::HandIn;
use super::leftover::LeftoverPanel;
use super::lists::{Folders, Items, Others};
use crate::api::answer::ask;
use crate::api::library::{LibraryView, LibraryWhere, library_place};
use crate::pages::PageTitle;
use crate::pages::answer::{Refusal, Waiting};
use crate::pages::transfers::StillArriving;
use crate::routes::{self, library_query as query};
use crate::ui::{Badge, Glyph, Note, Page, PageState, StateKind, Tone};
use crate::words::{LibraryPhrase as P, Phrase, use_words};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use rehome_domain::ids::{FolderId, OrganizationCode};

/// The page.
#[component]
pub(crate) fn Library() -> impl IntoView {
    let (params, asked) = (use_params_map(), use_query_map());
    let at = Memo::new(move |_| {
        let folder = params.with(|params| params.get("folder"));
        let of = |name: &str| asked.with(|asked| asked.get(name));
        LibraryWhere {
            account: of(query::ACCOUNT).map(|code| OrganizationCode::from(code.as_str())),
            folder: folder.map(|id| FolderId::from(id.as_str())),
            after: of(query::AFTER),
            folders_after: of(query::FOLDERS_AFTER),
        }
    });
    let answer = ask(move || at.get(), library_place);
    view! {
        <PageTitle phrase=P::Title />
        <Transition fallback=Waiting>
            {move || Suspend::new(async move {
                match answer.await {
                    Err(error) => view! { <Refusal error /> }.into_any(),
                    Ok(place) => view! { <Shown place /> }.into_any(),
                }
            })}
        </Transition>
    }
}

/// The address of a place in an account.
pub(super) fn address<'a>(
    place: &'a LibraryView,
    folder: Option<&FolderId>,
    fields: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> String {
    // WHY: a folder tells its account itself.
    let elsewhere = !place.is_home && folder.is_none();
    let account = elsewhere.then(|| (query::ACCOUNT, place.account.code.as_str()));
    routes::library(folder, account.into_iter().chain(fields))
}

#[component]
fn Shown(place: LibraryView) -> impl IntoView {
    let words = use_words();
    let told = use_query_map().with_untracked(|asked| {
        let done = asked.get(query::DONE).map(|what| {
            let phrase = match what.as_str() {
                query::VERSION => P::VersionHandedIn,
                query::MADE => P::FolderMade,
                query::RENAMED => P::FolderRenamed,
                _ => P::HandedIn,
            };
            (Tone::Green, Glyph::Works, phrase)
        });
        let fault = asked.get(query::FAULT);
        let fault = fault.map(|code| (Tone::Red, Glyph::Blocker, P::of_fault(&code)));
        fault.or(done)
    });
    let told = told.map(|(tone, glyph, phrase)| {
        view! {
            <Note tone=Some(tone) glyph alert=true>
                {words.say(phrase)}
            </Note>
        }
    });
    let is_empty = place.folders.items.is_empty() && place.items.items.is_empty();
    let nothing = is_empty.then(|| {
        view! { <PageState kind=StateKind::Empty title=words.said(P::Nothing) text=words.said(P::NothingText) /> }
    });
    let left = place.left_behind.then(|| {
        view! {
            <Note tone=Some(Tone::Blue) glyph=Glyph::Notice>
                {words.say(P::LeftBehind)}
            </Note>
        }
    });
    let is_top = place.folder.is_none() && (place.is_home || place.left_behind);
    let place = StoredValue::new(place);
    view! {
        <Page dense=true>
            {place.with_value(|place| view! { <Title place=place.clone() /> })}
            <div class="stack" data-gap="wide">
                {told}
                {is_top.then(|| view! { <StillArriving /> })}
                {left}
                {nothing}
                {place.with_value(|place| view! { <Folders place=place.clone() /> })}
                {place.with_value(|place| view! { <Items place=place.clone() /> })}
                {place.with_value(|place| view! { <LeftoverPanel place=place.clone() /> })}
                {place.with_value(|place| view! { <HandIn place=place.clone() /> })}
                {place.with_value(|place| view! { <MakeFolder place=place.clone() /> })}
                {place.with_value(|place| view! { <RenameFolder place=place.clone() /> })}
                {place.with_value(|place| view! { <Others others=place.others.clone() /> })}
            </div>
        </Page>
    }
}

/// The way to the place, and what it is called.
#[component]
fn Title(place: LibraryView) -> impl IntoView {
    let words = use_words();
    let account = place.account.name.to_string();
    let name = match &place.folder {
        Some(folder) => folder.name.to_string(),
        None => account.clone(),
    };
    let mut above = Vec::new();
    if place.folder.is_some() || !place.is_home {
        above.push((routes::LIBRARY.to_owned(), words.said(P::Title)));
    }
    if place.folder.is_some() && !place.is_home {
        above.push((address(&place, None, []), account));
    }
    let folders = place.above.iter();
    above.extend(folders.map(|(id, name)| (address(&place, Some(id), []), name.to_string())));
    let crumbs = above.into_iter().map(|(address, name)| {
        view! {
            <li>
                <a href=address>
                    <bdi>{name}</bdi>
                </a>
            </li>
        }
    });
    let here = name.clone();
    let marks = place.folder.as_ref().map(|folder| {
        let private = folder.private;
        view! {
            {private
                .then(|| view! { <Badge tone=Tone::Grey glyph=Some(Glyph::Lock) text=words.said(P::Private) /> })}
        }
    });
    let view_only = place.left_behind.then(|| {
        view! { <Badge tone=Tone::Yellow glyph=Some(Glyph::Hidden) text=words.said(P::ViewOnly) /> }
    });
    view! {
        <div class="page-head">
            <div class="page-head-text">
                <ol class="crumbs" aria-label=words.say(Phrase::YouAreHere)>
                    {crumbs.collect_view()}
                    <li aria-current="page">
                        <bdi>{here}</bdi>
                    </li>
                </ol>
                <h1>
                    {place.folder.is_none().then(|| view! { {words.say(P::Title)} ": " })} <bdi>{name}</bdi>
                </h1>
                <p class="row">{marks} {view_only}</p>
                <p class="lead">{words.say(P::Lead)}</p>
            </div>
        </div>
    }
}

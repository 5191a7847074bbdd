//! The folders and items at a place, and other accounts.

use super::place::address;
use crate::api::library::{FolderLine, ItemLine, LibraryView};
use crate::api::session::Place;
use crate::routes::{self, library_query as query};
use crate::ui::{Badge, Cell, Column, Glyph, Head, Icon, Panel, Stack, TableBox, Tone};
use crate::words::{LibraryPhrase as P, OfficePhrase, use_words};
use leptos::prelude::*;
use rehome_domain::content::ItemKind;
use rehome_domain::content::sight::Access;

fn view_only() -> impl IntoView {
    let words = use_words();
    view! { <Badge tone=Tone::Yellow glyph=Some(Glyph::Hidden) text=words.said(P::ViewOnly) /> }
}

fn person(name: &str) -> AnyView {
    view! { <bdi>{name.to_owned()}</bdi> }.into_any()
}

fn next(address: Option<String>, phrase: P) -> impl IntoView {
    let words = use_words();
    address.map(|address| {
        view! {
            <p class="row">
                <a class="button" href=address rel="next">
                    {words.say(phrase)}
                </a>
            </p>
        }
    })
}

/// The folders.
#[component]
pub(super) fn Folders(place: LibraryView) -> impl IntoView {
    let words = use_words();
    if place.folders.items.is_empty() {
        return ().into_any();
    }
    let here = place.folder.as_ref().map(|folder| &folder.id);
    let more = place.folders.cursor.as_deref();
    let more = more.map(|cursor| address(&place, here, [(query::FOLDERS_AFTER, cursor)]));
    let heads = view! {
        <Head words=words.said(P::Name) />
        <Head words=words.said(P::Owner) />
        <Head words=words.said(OfficePhrase::State) />
    }
    .into_any();
    let rows = place.folders.items.into_iter();
    let rows = rows.map(|folder| view! { <FolderRow folder /> });
    view! {
        <Panel id="library-folders" title=words.said(P::Folders)>
            <TableBox caption=words.said(P::Folders) heads>
                {rows.collect_view()}
            </TableBox>
            {next(more, P::MoreFolders)}
        </Panel>
    }
    .into_any()
}

#[component]
fn FolderRow(folder: FolderLine) -> impl IntoView {
    let words = use_words();
    let left = folder.left.as_ref().map(|left| {
        view! {
            <span class="small">
                {words.say(P::StillSeenBy)} ": " <bdi>{left.name.to_string()}</bdi>
            </span>
        }
    });
    let has_marks = folder.private || folder.view_only || left.is_some();
    let marks = has_marks.then(|| {
        view! {
            <span class="row">
                {folder
                    .private
                    .then(|| view! { <Badge tone=Tone::Grey glyph=Some(Glyph::Lock) text=words.said(P::Private) /> })}
                {folder.view_only.then(view_only)} {left}
            </span>
        }
        .into_any()
    });
    view! {
        <tr data-folder=folder.id.to_string()>
            <th scope="row">
                <span class="who">
                    <Icon glyph=Glyph::Folder />
                    <a class="who-name" href=routes::library(Some(&folder.id), [])>
                        <bdi>{folder.name.to_string()}</bdi>
                    </a>
                </span>
            </th>
            <Cell label=words.said(P::Owner) content=Some(person(&folder.owner.name)) />
            <Cell label=words.said(OfficePhrase::State) content=marks />
        </tr>
    }
}

/// The proofs and files.
#[component]
pub(super) fn Items(place: LibraryView) -> impl IntoView {
    let words = use_words();
    if place.items.items.is_empty() {
        return ().into_any();
    }
    let here = place.folder.as_ref().map(|folder| &folder.id);
    let more = place.items.cursor.as_deref();
    let more = more.map(|cursor| address(&place, here, [(query::AFTER, cursor)]));
    let heads = view! {
        <Head words=words.said(P::Name) />
        <Head words=words.said(P::Kind) />
        <Head words=words.said(P::Owner) />
        <Head words=words.said(P::Size) column=Column::Number />
        <Head words=words.said(P::Access) />
    }
    .into_any();
    let folder = here.map(ToString::to_string);
    let rows = place.items.items.into_iter();
    let rows = rows.map(move |item| view! { <ItemRow item folder=folder.clone() /> });
    view! {
        <Panel id="library-items" title=words.said(P::Items)>
            <TableBox caption=words.said(P::Items) stack=Stack::Wide heads>
                {rows.collect_view()}
            </TableBox>
            {more
                .map(|address| {
                    view! {
                        <p class="row">
                            <a class="button" href=address rel="next">
                                {words.say(OfficePhrase::NextPage)}
                            </a>
                        </p>
                    }
                })}
        </Panel>
    }
    .into_any()
}

#[component]
fn ItemRow(item: ItemLine, folder: Option<String>) -> impl IntoView {
    let words = use_words();
    let kind = match item.kind {
        ItemKind::Proof => P::Proof,
        ItemKind::File => P::File,
    };
    let version = item.version.map(|version| {
        format!(
            ", {} {}",
            words.say(P::Version),
            words.number(u64::from(version))
        )
    });
    let kind = format!("{}{}", words.say(kind), version.unwrap_or_default());
    let may = match item.access {
        Access::None | Access::ReadOnly => view_only().into_any(),
        Access::Reviewer => words.say(P::MayReview).into_any(),
        Access::Edit => words.say(P::MayChange).into_any(),
        Access::Owner => words.say(P::Yours).into_any(),
    };
    let (name, file) = (item.name.clone(), item.name.clone());
    let title = if item.opens {
        view! {
            <a class="who-name" href=routes::item_content(&item.id) rel="external" download=file>
                <bdi>{name}</bdi>
            </a>
        }
        .into_any()
    } else {
        view! {
            <span class="who-text">
                <bdi class="who-name">{name}</bdi>
                <span class="who-more">{words.say(P::NoBytes)}</span>
            </span>
        }
        .into_any()
    };
    let id = item.id.to_string();
    let further = item.adds_versions.then(|| {
        let (field, hint) = (format!("version-{id}"), format!("version-{id}-hint"));
        let folder = folder.map(|id| view! { <input type="hidden" name=query::FOLDER value=id /> });
        view! {
            <details>
                <summary>
                    {words.say(P::NewVersion)} <span class="visually-hidden">": " <bdi>{item.name.clone()}</bdi></span>
                </summary>
                <form class="stack" data-gap="small" method="post" action=routes::LIBRARY enctype="multipart/form-data">
                    {folder}
                    <input type="hidden" name=query::ITEM value=id />
                    <label class="field-label" for=field.clone()>
                        {words.say(P::ChooseFile)}
                    </label>
                    <input class="input" id=field type="file" name=query::FILE aria-describedby=hint.clone() required />
                    <span class="field-hint" id=hint>
                        {words.say(P::NewVersionHint)}
                    </span>
                    <div class="row">
                        <button class="button" type="submit">
                            <Icon glyph=Glyph::Upload />
                            {words.say(P::UploadVersion)}
                        </button>
                    </div>
                </form>
            </details>
        }
    });
    let may = view! {
        <span class="stack" data-gap="small">
            <span>{may}</span>
            {further}
        </span>
    };
    view! {
        <tr data-item=item.id.to_string()>
            <th scope="row">
                <span class="who">
                    <Icon glyph=Glyph::Sheet />
                    {title}
                </span>
            </th>
            <Cell label=words.said(P::Kind) content=Some(kind.into_any()) />
            <Cell label=words.said(P::Owner) content=Some(person(&item.owner.name)) />
            <Cell label=words.said(P::Size) column=Column::Number content=Some(words.bytes(item.bytes).into_any()) />
            <Cell label=words.said(P::Access) content=Some(may.into_any()) />
        </tr>
    }
}

/// Other accounts with something in view.
#[component]
pub(super) fn Others(others: Vec<(Place, bool)>) -> impl IntoView {
    let words = use_words();
    if others.is_empty() {
        return ().into_any();
    }
    let rows = others.into_iter().map(|(place, left)| {
        let address = routes::library(None, [(query::ACCOUNT, place.code.as_str())]);
        view! {
            <li>
                <a href=address>
                    <bdi>{place.name.to_string()}</bdi>
                </a>
                {left.then(view_only)}
            </li>
        }
    });
    view! {
        <Panel id="library-others" title=words.said(P::Others)>
            <p class="small muted">{words.say(P::OthersText)}</p>
            <ul class="lines">{rows.collect_view()}</ul>
        </Panel>
    }
    .into_any()
}

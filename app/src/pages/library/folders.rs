//! The forms that make a folder at a place, and that call the one at hand otherwise. Plain forms.

use crate::api::library::LibraryView;
use crate::routes::{self, library_query as query};
use crate::ui::{Field, Glyph, Icon, Panel};
use crate::words::{LibraryPhrase as P, use_words};
use leptos::prelude::*;
use rehome_domain::content::{FolderKinds, LONGEST_NAME};

/// Making one; nothing where the reader may make none.
#[component]
pub(super) fn MakeFolder(place: LibraryView) -> impl IntoView {
    let words = use_words();
    let kinds = place.makes_folders;
    if !kinds.any() {
        return ().into_any();
    }
    let above = place.folder.map(|folder| {
        view! { <input type="hidden" name=query::FOLDER value=folder.id.to_string() /> }
    });
    let private = match kinds {
        FolderKinds {
            public: true,
            private: true,
        } => view! {
            <label class="check">
                <input type="checkbox" name=query::PRIVATE value="true" />
                <span>{words.say(P::PrivateFolder)}</span>
            </label>
        }
        .into_any(),
        FolderKinds { private: true, .. } => view! {
            <input type="hidden" name=query::PRIVATE value="true" />
            <p class="small muted">{words.say(P::PrivateInAnyCase)}</p>
        }
        .into_any(),
        _ => ().into_any(),
    };
    view! {
        <Panel id="library-folder-new" title=words.said(P::NewFolder)>
            <form class="stack" method="post" action=routes::LIBRARY enctype="multipart/form-data">
                {above}
                <Field id="library-folder-name" label=words.said(P::FolderName)>
                    <NameInput id="library-folder-name" value=String::new() />
                </Field>
                {private}
                <div class="row">
                    <button class="button" type="submit">
                        <Icon glyph=Glyph::Folder />
                        {words.say(P::MakeFolder)}
                    </button>
                </div>
            </form>
        </Panel>
    }
    .into_any()
}

/// Calling the folder at hand otherwise; nothing where the reader may not.
#[component]
pub(super) fn RenameFolder(place: LibraryView) -> impl IntoView {
    let words = use_words();
    let Some(folder) = place.folder.filter(|folder| folder.renames) else {
        return ().into_any();
    };
    view! {
        <Panel id="library-folder-rename" title=words.said(P::RenameFolder)>
            <form class="stack" method="post" action=routes::LIBRARY enctype="multipart/form-data">
                <input type="hidden" name=query::RENAME value=folder.id.to_string() />
                <Field id="library-folder-called" label=words.said(P::FolderName)>
                    <NameInput id="library-folder-called" value=folder.name.to_string() />
                </Field>
                <div class="row">
                    <button class="button" type="submit">
                        {words.say(P::Rename)}
                    </button>
                </div>
            </form>
        </Panel>
    }
    .into_any()
}

#[component]
fn NameInput(id: &'static str, value: String) -> impl IntoView {
    view! {
        <input class="input" id=id name=query::NAME value=value maxlength=LONGEST_NAME.to_string() autocomplete="off" dir="auto" required />
    }
}

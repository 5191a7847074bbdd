//! The form that hands something in at a place. A plain form: the bytes go to the server as they are.

use crate::api::library::LibraryView;
use crate::routes::{self, library_query as query};
use crate::ui::{Field, Glyph, Icon, Panel};
use crate::words::{LibraryPhrase as P, use_words};
use leptos::prelude::*;
use rehome_domain::content::ItemKind;

/// The form; nothing where the reader may hand nothing in.
#[component]
pub(super) fn HandIn(place: LibraryView) -> impl IntoView {
    let words = use_words();
    if place.makes.is_empty() {
        return ().into_any();
    }
    let folder = place.folder.map(|folder| {
        view! { <input type="hidden" name=query::FOLDER value=folder.id.to_string() /> }
    });
    let last = place.makes.last().copied();
    let kinds = place.makes.into_iter().map(move |kind| {
        let (value, phrase) = match kind {
            ItemKind::Proof => ("proof", P::Proof),
            ItemKind::File => ("file", P::File),
        };
        view! {
            <label class="check">
                <input type="radio" name=query::KIND value=value checked=Some(kind) == last />
                <span>{words.say(phrase)}</span>
            </label>
        }
    });
    view! {
        <Panel id="library-hand-in" title=words.said(P::HandIn)>
            <form class="stack" method="post" action=routes::LIBRARY enctype="multipart/form-data">
                {folder}
                <fieldset class="stack" data-gap="small">
                    <legend class="field-label">{words.say(P::Kind)}</legend>
                    {kinds.collect_view()}
                </fieldset>
                <Field id="library-file" label=words.said(P::ChooseFile) hint=Some(words.said(P::HandInHere))>
                    <input class="input" id="library-file" type="file" name=query::FILE aria-describedby="library-file-hint" required />
                </Field>
                <div class="row">
                    <button class="button" type="submit" data-look="primary">
                        <Icon glyph=Glyph::Upload />
                        {words.say(P::Upload)}
                    </button>
                </div>
            </form>
        </Panel>
    }
    .into_any()
}

//! The form of a location.

use super::form::{Form, Unfolding};
use super::keeper::Keeper;
use crate::api::catalogue::{CatalogueEntry, CatalogueRow, CatalogueSection};
use crate::components::{JudgedInput, Text};
use crate::words::{CataloguePhrase as C, use_words};
use leptos::prelude::*;
use rehome_domain::hosting::entry::{self, EntryFault};

/// The domain of a directory as it is typed; none where nothing is.
fn typed(directory: Option<&str>) -> Option<String> {
    let directory = directory.unwrap_or_default().trim();
    (!directory.is_empty()).then(|| directory.to_owned())
}

fn judge(_keeper: Keeper, id: &str, directory: &Option<String>) -> Vec<EntryFault> {
    let directory = typed(directory.as_deref());
    let directory = directory.as_deref().map_or(Ok(()), entry::directory);
    let faults = [entry::id(id), directory].into_iter();
    faults.filter_map(Result::err).collect()
}

/// The form.
#[component]
pub(super) fn Location(keeper: Keeper, row: Option<CatalogueRow<Option<String>>>) -> impl IntoView {
    let words = use_words();
    let name = row.as_ref().map(|row| row.id.clone()).unwrap_or_default();
    let form = Form::new(keeper, CatalogueSection::Locations, row, None, judge);
    let directory = Text::new(
        Signal::derive(move || form.typed.get().unwrap_or_default()),
        Callback::new(move |text| form.typed.set(Some(text))),
    );
    let entry = Callback::new(|directory: Option<String>| {
        Some(CatalogueEntry::Location(typed(directory.as_deref())))
    });
    view! {
        <Unfolding form make=C::NewLocation name entry>
            <JudgedInput
                id=form.field("directory")
                label=words.said(C::Directory)
                text=directory
                judgement=form.judged("directory", words)
                hint=Some(words.said(C::DirectoryHint))
                is_code=true
            />
        </Unfolding>
    }
}

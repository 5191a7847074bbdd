//! The filter by organization: a choice of a few, a search among many.

use super::narrowing::FilterField;
use crate::api::session::Place;
use crate::api::users::{PlaceTyped, users_places};
use crate::routes::users_query as name;
use crate::ui::{Choice, Combobox, Found};
use crate::words::{OfficePhrase, PeoplePhrase, use_words};
use leptos::prelude::*;
use rehome_domain::ids::OrganizationCode;

/// Where people live, among a few.
#[component]
pub(super) fn PlaceChoice(chosen: Option<OrganizationCode>, places: Vec<Place>) -> impl IntoView {
    let words = use_words();
    let value = chosen.map(|code| code.to_string()).unwrap_or_default();
    let options = places
        .into_iter()
        .map(|place| (place.code.to_string(), place.name.to_string()))
        .collect();
    view! {
        <FilterField id="filter-organization" name=name::ORGANIZATION label=words.said(PeoplePhrase::LivesAtOrBelow) value options />
    }
}

/// The field that finds one of many organizations.
///
/// What is typed and not chosen goes into the address as it is, with scripts and without: the server says which one it
/// means, or the field says that it means none.
#[component]
pub(super) fn PlaceSearch(
    chosen: Option<OrganizationCode>,
    /// What was typed and not chosen.
    typed: String,
    /// What that stands for.
    stands_for: Option<PlaceTyped>,
    /// The first by name, and the one chosen.
    places: Vec<Place>,
    acting_in: OrganizationCode,
    /// Whether the scripts have taken over.
    is_live: Signal<bool>,
) -> impl IntoView {
    let words = use_words();
    let known = places
        .into_iter()
        .find(|place| chosen.as_ref() == Some(&place.code))
        .map(|place| (place.code.to_string(), place.name.to_string()));
    let choice = |place: Place| Choice::named(place.code, place.name);
    let found = Found::new(known, typed.clone(), move |text| {
        let places = users_places(acting_in.clone(), text);
        Some(async move { Some(places.await.ok()?.into_iter().map(choice).collect()) })
    });
    let value = Memo::new(move |_| found.value());
    // WHY: without scripts nothing is chosen, and the text alone is sent.
    let typed_name =
        Signal::derive(move || (!is_live.get() || value.get().is_none()).then_some(name::PLACE));
    let wrong = Signal::derive(move || {
        let phrase = match &stands_for {
            Some(PlaceTyped::Nothing) => PeoplePhrase::NoPlaceChosen,
            Some(PlaceTyped::Several) => PeoplePhrase::SeveralPlaces,
            Some(PlaceTyped::One(_)) | None => return None,
        };
        found
            .text
            .with(|text| *text == typed)
            .then(|| words.said(phrase))
    });
    view! {
        <div>
            <Combobox
                id="filter-organization"
                name=typed_name
                label=words.said(PeoplePhrase::LivesAtOrBelow)
                hint=words.said(PeoplePhrase::PlaceHint)
                wrong
                nothing=words.said(OfficePhrase::NothingMatches)
                text=found.text
                choices=found.choices
                on_choose=move |choice| found.choose(choice)
            />
            <input type="hidden" name=name::ORGANIZATION prop:value=move || value.get().unwrap_or_default() />
        </div>
    }
}
